"""The card below a list: the chosen row with its fields, and what was changed in them until it is saved."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

from clinic_desktop.domain.errors import ChangedMeanwhile, ClinicError, InvalidInput
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.both_versions import BothVersions
from clinic_desktop.gui.widgets.card import Card
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.message_line import MessageLine
from clinic_desktop.gui.widgets.pill import Pill
from clinic_desktop.gui.widgets.record_form import RecordForm
from clinic_desktop.gui.workplace import Workplace


class ChosenCard(Card):
    """A heading with its verbs, forms, and what was refused. Nothing that was typed goes before it is saved or
    discarded.

    `edited` tells that something may have to be saved now, or not any more; `saved` that all of it was;
    `refused` brings the widget that says what was not.
    """

    edited = Signal()
    saved = Signal()
    refused = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workplace = workplace
        self.is_busy = False
        self._forms: list[RecordForm] = []
        self._mine: Callable[[], object] | None = None
        self._theirs: Callable[[], object] | None = None
        self.heading = ElidedLabel("", Look.HEADING)
        self.state = Pill()
        self.state.hide()
        names = QHBoxLayout()
        names.setSpacing(Space.S)
        names.addWidget(self.heading)
        names.addWidget(self.state)
        names.addStretch(1)
        self._verbs = QHBoxLayout()
        self._verbs.setSpacing(Space.S)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(Space.S)
        self._head.addLayout(names, 1)
        self._head.addLayout(self._verbs)
        self.message = MessageLine()
        self.both_versions = BothVersions()
        self.body.addLayout(self._head)
        self.body.addWidget(self.message)
        self.body.addWidget(self.both_versions)
        self.both_versions.mine_wanted.connect(self._on_mine_wanted)
        self.both_versions.theirs_wanted.connect(self._on_theirs_wanted)

    @property
    def is_changed(self) -> bool:
        """Whether something waits to be saved; each card asks its forms."""
        return False

    @property
    def subject(self) -> str:
        """Whose card it is, in words."""
        return self.heading.text()

    def discard(self) -> None:
        """Show again what stands."""
        self.clear_refusal()

    def save(self) -> None:
        """Store what was changed; each card knows by which verbs."""

    def add_form(self, form: RecordForm, *, part: QWidget | None = None, first: bool = False) -> None:
        """Put a form, or the part of the card that it belongs to, below what stands there, or before other forms."""
        self._forms.insert(0 if first else len(self._forms), form)
        self.body.insertWidget(_HEAD if first else -1, part or form)
        if part is None:
            form.edited.connect(self.edited)

    def begin(self) -> None:
        """Something is being stored now."""
        self.is_busy = True
        self.edited.emit()

    def end(self) -> None:
        """Nothing is being stored any more."""
        self.is_busy = False
        self.edited.emit()

    def go_to_first_field(self) -> None:
        """Put the keyboard into the first field."""
        any(form.go_to_first_field() for form in self._forms)

    def add_verb(self, text: str) -> QPushButton:
        """Put a button at the end of the heading's line."""
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        self._verbs.addWidget(button)
        return button

    def arrange(self) -> None:
        """Put the verbs beside the heading, or below it where there is no room for both."""
        needed = self._verbs.sizeHint().width() + _NAME_WIDTH
        directions = QBoxLayout.Direction
        self._head.setDirection(directions.LeftToRight if self.width() >= needed else directions.TopToBottom)

    def clear_refusal(self) -> None:
        """Nothing was refused, or it does not matter any more."""
        self.message.clear()
        self.both_versions.clear()

    def refuse(self, error: ClinicError, form: RecordForm) -> None:
        """Say why it was not saved, at the field where there is one."""
        if not (isinstance(error, InvalidInput) and form.point_at(error)):
            self.say_refused(error)
        else:
            self.refused.emit(form)
            self.end()

    def say_refused(self, error: ClinicError) -> None:
        """Say above the fields why it was not saved."""
        self.message.say(error.sentence)
        self.refused.emit(self.message)
        self.end()

    def offer_both(
        self,
        error: ChangedMeanwhile,
        mine: RecordForm,
        theirs: RecordForm,
        *,
        keep_mine: Callable[[], object],
        take_theirs: Callable[[], object],
    ) -> None:
        """Show both versions of a record that someone else saved first; one of the two ways is then taken."""
        differences = mine.differences(theirs)
        theirs.deleteLater()
        if not differences:
            take_theirs()
            self.end()
            return
        self._mine, self._theirs = keep_mine, take_theirs
        self.both_versions.show_differences(error.sentence, differences)
        self.refused.emit(self.both_versions)
        self.end()

    def _on_mine_wanted(self) -> None:
        self.clear_refusal()
        if self._mine is not None:
            self._mine()

    def _on_theirs_wanted(self) -> None:
        self.clear_refusal()
        if self._theirs is not None:
            self._theirs()
        self.edited.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()


_NAME_WIDTH = 260
_HEAD = 3  # the heading's line, the message, and the two versions
