"""Which practitioners offer a type of appointment: everybody, or those that are ticked."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from clinic_desktop.domain.sheets import PractitionerLine
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, panel_of, scrolling
from clinic_desktop.gui.widgets.filter_list import FilterEntry, FilterList
from clinic_desktop.gui.widgets.message_line import MessageLine


class OfferedBy(QPushButton):
    """Says who offers it, and opens the list of all who could; `edited` tells that others were chosen."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._practitioners: Sequence[PractitionerLine] = ()
        self._chosen: tuple[UUID, ...] = ()
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda *_: self._on_clicked())
        self._say()

    @property
    def chosen(self) -> tuple[UUID, ...]:
        """Who offers it; empty for everybody."""
        return self._chosen

    def set_chosen(self, practitioner_ids: Sequence[UUID]) -> None:
        """Say that these offer it, telling nobody."""
        self._chosen = tuple(sorted(practitioner_ids))
        self._say()

    def set_practitioners(self, practitioners: Sequence[PractitionerLine]) -> None:
        """Know these."""
        self._practitioners = practitioners
        self._say()

    def _say(self) -> None:
        self.setText(offered_words(self._chosen, self._practitioners))
        self.setToolTip(self.tr("Choose who offers it"))

    def _on_clicked(self) -> None:
        dialog = OfferedByDialog(self._practitioners, self._chosen, self.window())
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, practitioner_ids: tuple[UUID, ...]) -> None:
        if practitioner_ids != self._chosen:
            self.set_chosen(practitioner_ids)
            self.edited.emit()
        self.setFocus(Qt.FocusReason.OtherFocusReason)


class OfferedByDialog(QDialog):
    """Ticks beside everybody's name; all of them ticked means everybody, those who come later too."""

    chosen = Signal(object)

    def __init__(
        self, practitioners: Sequence[PractitionerLine], chosen: Sequence[UUID], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Who offers it?"))
        here = {one.practitioner.id for one in practitioners}
        self._count = len(here)
        self._gone = tuple(one for one in chosen if one not in here)
        self.list = FilterList(self.tr("Doctors"), self)
        self.list.set_entries(
            FilterEntry(key=one.practitioner.id, text=_called(one), colour=one.practitioner.colour)
            for one in practitioners
        )
        if chosen:
            self.list.choose_only(one for one in chosen if one in here)
        self.message = MessageLine(self)
        self.back_button = QPushButton(self.tr("Go back"))
        self.back_button.setAutoDefault(False)
        self.take_button = QPushButton()
        self.take_button.setDefault(True)
        set_look(self.take_button, Look.PRIMARY)
        self._lay_out()
        self._say()
        self.list.chosen_changed.connect(lambda *_: self._say())
        self.back_button.clicked.connect(self.reject)
        self.take_button.clicked.connect(self._on_take)

    def _lay_out(self) -> None:
        panel = panel_of(self)
        panel.addWidget(label(self.windowTitle(), Look.TITLE))
        about = self.tr("Free times are looked for with them, and nobody else is booked for it.")
        panel.addWidget(label(about, Look.MUTED, wraps=True))
        area, body = scrolling(self)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        rows.addWidget(self.list)
        rows.addStretch(1)
        panel.addWidget(area, 1)
        panel.addWidget(self.message)
        panel.addWidget(line())
        panel.addLayout(foot_of(self.back_button, self.take_button))
        panel.addStrut(_WIDTH)
        self.resize(self.sizeHint().width(), _HEIGHT)

    def _say(self) -> None:
        """The button says what it will do."""
        chosen = self.list.chosen()
        self.message.clear()
        if len(chosen) == self._count:
            self.take_button.setText(self.tr("Everybody offers it"))
        elif len(chosen) == 1:
            self.take_button.setText(self.tr("One doctor offers it"))
        else:
            self.take_button.setText(self.tr("{count} doctors offer it").format(count=len(chosen)))

    def _on_take(self) -> None:
        chosen = self.list.chosen()
        if not chosen:
            self.message.say(self.tr("Tick at least one. A type that nobody shall offer any more is retired instead."))
            return
        ids = tuple(one for one in chosen if isinstance(one, UUID))
        everybody = len(ids) == self._count
        self.accept()
        self.chosen.emit(() if everybody else tuple(sorted((*ids, *self._gone))))


def offered_words(practitioner_ids: Sequence[UUID], practitioners: Sequence[PractitionerLine]) -> str:
    """Who offers something: everybody, one by name, or how many."""
    translate = QCoreApplication.translate
    if not practitioner_ids:
        return translate("staff", "Everybody")
    names = [one.practitioner.display_name for one in practitioners if one.practitioner.id in practitioner_ids]
    if not names:
        return translate("staff", "Nobody who is here")
    if len(names) == 1:
        return names[0]
    return translate("staff", "{name} + {count}").format(name=names[0], count=len(names) - 1)


def _called(one: PractitionerLine) -> str:
    return " · ".join(part for part in (one.practitioner.display_name, one.department_name) if part)


_WIDTH = 420
_HEIGHT = 480
