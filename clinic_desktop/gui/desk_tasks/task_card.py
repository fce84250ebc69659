"""One thing the front desk is asked to do, as a card: who, what, why, by whom, and the buttons that do it."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.desk_tasks import TaskKind, TaskLine
from clinic_desktop.domain.merging import DuplicatePair
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.gui.desk_tasks.task_words import asked_words, facts_words, slot_words, what_words
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patients.patient_model import facts_of
from clinic_desktop.gui.privacy import shown_detail, shown_name
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.flow_layout import FlowLayout


class TaskCardView(Card):
    """Stays the same object while its task stands, so that the keyboard survives news."""

    slot_wanted = Signal(object)
    time_wanted = Signal()
    done_wanted = Signal()
    withdrawal_wanted = Signal()
    compare_wanted = Signal(object)
    two_people_wanted = Signal(object)
    step_wanted = Signal(int)

    def __init__(self, line: TaskLine, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent, stripe=_STRIPES[line.task.kind])
        self.line = line
        self._zone, self._today = zone, date.min
        self.slots: tuple[Slot, ...] | None = None
        self.pairs: tuple[DuplicatePair, ...] | None = None
        self.slot_buttons: list[QPushButton] = []
        self.compare_buttons: list[QPushButton] = []
        self.body.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self.body.setSpacing(Space.XS)
        self._name = ElidedLabel(look=Look.STRONG)
        self._facts = label("", Look.SECONDARY)
        self._phone = label("", Look.STRONG)
        self._what, self._why = label("", wraps=True), label("", Look.MUTED, wraps=True)
        self._asked = label("", Look.SECONDARY)
        self._offers = QWidget()
        self._flow = FlowLayout(self._offers)
        self.time_button = QPushButton(self.tr("Another time…"), self._offers)
        self._likely = QWidget()
        self._likely_rows = QVBoxLayout(self._likely)
        self.done_button = QPushButton(self.tr("Done"))
        self.withdraw_button = QPushButton(self.tr("Take off the list"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lay_out()
        self.time_button.clicked.connect(lambda *_: self.time_wanted.emit())
        self.done_button.clicked.connect(lambda *_: self.done_wanted.emit())
        for button in (self.time_button, self.done_button, self.withdraw_button):
            button.installEventFilter(self)
        self.withdraw_button.clicked.connect(lambda *_: self.withdrawal_wanted.emit())

    def _lay_out(self) -> None:
        for button in (self.done_button, self.withdraw_button, self.time_button):
            set_look(button, Look.QUIET)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self._name)
        head.addWidget(self._facts)
        head.addStretch(1)
        head.addWidget(self._phone)
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        foot.addWidget(self._asked, 1)
        foot.addWidget(self.withdraw_button)
        foot.addWidget(self.done_button)
        self._likely_rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._likely_rows.setSpacing(Space.S)
        self.body.addLayout(head)
        for widget in (self._what, self._why, self._offers, self._likely):
            self.body.addWidget(widget)
        self.body.addLayout(foot)
        is_link = self.line.task.kind is TaskKind.LINK
        self._offers.setVisible(not is_link)
        self.time_button.setVisible(not is_link)
        self._likely.setVisible(is_link)

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard is on it."""
        focus: QWidget | None = self.window().focusWidget()
        return focus is self or (focus is not None and self.isAncestorOf(focus))

    def go(self) -> None:
        """Put the keyboard on the first thing that can be done."""
        otherwise: QWidget = self if self.time_button.isHidden() else self.time_button  # neither settles anything
        next(iter((*self.slot_buttons, *self.compare_buttons, otherwise))).setFocus()

    def show_line(self, line: TaskLine, today: date) -> None:
        """Show the task as it is now."""
        self.line, self._today = line, today
        name = shown_name(line.patient_name)
        self._name.setText(name)
        self._facts.setText(facts_words(line, today))
        self._phone.setText(shown_detail(line.phone) or self.tr("no number"))
        self._what.setText(what_words(line, self._zone, today))
        reason = line.task.reason
        self._why.setText(shown_detail(reason))
        self._why.setVisible(bool(reason))
        self._asked.setText(asked_words(line, self._zone, today))
        self.setAccessibleName(f"{name}, {self._what.text()}")
        self.done_button.setAccessibleName(self.tr("Done: {name}").format(name=name))
        self.withdraw_button.setAccessibleName(self.tr("Take off the list: {name}").format(name=name))
        self.time_button.setAccessibleName(self.tr("Another time for {name}").format(name=name))

    def show_slots(self, slots: Sequence[Slot], names: Mapping[UUID, str]) -> None:
        """Offer these times, each a button that does it."""
        if tuple(slots) == self.slots:
            return
        had_keyboard = any(button.hasFocus() for button in self.slot_buttons)
        self.slots = tuple(slots)
        self._flow.removeWidget(self.time_button)
        for button in self.slot_buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.slot_buttons = [self._slot_button(slot, names) for slot in slots]
        self._flow.addWidget(self.time_button)
        self.time_button.show()
        if had_keyboard:
            (self.slot_buttons or [self.time_button])[0].setFocus()

    def _slot_button(self, slot: Slot, names: Mapping[UUID, str]) -> QPushButton:
        whose = names.get(slot.practitioner_id, "")
        words = slot_words(slot, self.line.task.practitioner_id, whose, self._zone, self._today)
        button = QPushButton(words, self._offers)
        set_look(button, Look.CHIP)
        does = (
            self.tr("Move {name} to {when}") if self.line.task.kind is TaskKind.MOVE else self.tr("Book {name} {when}")
        )
        spoken = does.format(name=shown_name(self.line.patient_name), when=words)
        button.setAccessibleName(spoken)
        button.setToolTip(spoken)
        button.clicked.connect(lambda *_: self.slot_wanted.emit(slot))
        button.installEventFilter(self)
        self._flow.addWidget(button)
        button.show()
        return button

    def show_likely(self, pairs: Sequence[DuplicatePair]) -> None:
        """Show whom the newcomer may be, each with the two ways out."""
        if tuple(pairs) == self.pairs:
            return
        self.pairs = tuple(pairs)
        while (item := self._likely_rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.compare_buttons = []
        for pair in pairs:
            self._likely_rows.addWidget(self._likely_row(pair))
        if not pairs:
            words = self.tr("Nobody in the file looks like them any more. If so, this is done.")
            self._likely_rows.addWidget(label(words, Look.MUTED, wraps=True))

    def _likely_row(self, pair: DuplicatePair) -> QWidget:
        other = pair.right
        name = shown_name(other.full_name)
        compare = QPushButton(self.tr("Compare and merge…"))
        apart = QPushButton(self.tr("Two people"))
        self.compare_buttons.append(compare)
        for button in (compare, apart):
            button.installEventFilter(self)
        compare.setAccessibleName(self.tr("Compare with {name}, and merge").format(name=name))
        apart.setAccessibleName(self.tr("{name} is another person").format(name=name))
        compare.clicked.connect(lambda *_: self.compare_wanted.emit(other.id))
        apart.clicked.connect(lambda *_: self.two_people_wanted.emit(other.id))
        words = QVBoxLayout()
        words.setSpacing(Space.NONE)
        words.addWidget(ElidedLabel(self.tr("Perhaps {name}").format(name=name), look=Look.STRONG))
        words.addWidget(ElidedLabel(f"{facts_of(other, self._today)} · {pair.reason}", look=Look.SECONDARY))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(Space.NONE, Space.XS, Space.NONE, Space.XS)
        layout.setSpacing(Space.S)
        layout.addLayout(words, 1)
        layout.addWidget(apart)
        layout.addWidget(compare)
        return row

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down go from card to card, where a button would take them for Tab."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                self.step_wanted.emit(step)
                return True
        return super().eventFilter(watched, event)


_STRIPES = {TaskKind.MOVE: "arrived", TaskKind.BOOK: "booked", TaskKind.LINK: "in_room"}
