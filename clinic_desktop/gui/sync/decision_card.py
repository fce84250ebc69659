"""One conflict on the desk: what met, who did what, and a button for each way out."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.decisions import DecisionCard, Meeting, WayOut
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.refusals import BookingRefused
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.gui import privacy
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.sync.booking_box import BookingBox
from clinic_desktop.gui.sync.decision_words import DecisionWords
from clinic_desktop.gui.sync.field_table import FieldTable
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typography import breakable
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.flow_layout import FlowLayout
from clinic_desktop.gui.widgets.link_button import LinkButton
from clinic_desktop.gui.widgets.message_line import MessageLine

_RUINOUS = (WayOut.CANCEL, WayOut.DISCARD)
_WITH_TABLE = (Meeting.SAME_FIELD, Meeting.CHANGED_AFTER_RESTORE)


class DecisionCardView(Card):
    """Shows a card and tells which way out was wanted; a refusal stays on it until something else is tried.

    What is shown anew is made anew, but the keyboard stays on the button that it was on. `step_wanted` tells that it is
    to go to the card above or below.
    """

    way_wanted = Signal(object)
    offer_wanted = Signal(object)
    shown_wanted = Signal()
    shown_neared = Signal()
    merge_wanted = Signal()
    step_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: DecisionCard | None = None
        self.buttons: dict[WayOut, QPushButton] = {}
        self.offers: list[QPushButton] = []
        self._is_busy = False
        self._inside: QWidget | None = None
        self.message = MessageLine(self)
        self._seen: object = None
        self.body.setContentsMargins(Space.L, Space.L - 2, Space.L, Space.L - 2)
        self.body.addWidget(self.message)

    def show_card(self, card: DecisionCard, words: DecisionWords) -> None:
        """Show a conflict as it stands now."""
        title = words.title(card)
        seen = (card, title, [words.booking(each) for each in card.bookings], privacy.switch().is_on)
        if seen == self._seen:
            return
        self._seen = seen
        had = next((way for way, button in self.buttons.items() if button.hasFocus()), None)
        self.card = card
        self._is_busy = False
        if self._inside is not None:
            self.body.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = self._made(card, words, title)
        self.body.insertWidget(0, self._inside)
        self.setAccessibleName(title)
        if had is not None:
            self.go(had)

    def go(self, way: WayOut | None = None) -> None:
        """Take the keyboard: to that way's button, or else to the first one."""
        button = self.buttons.get(way) if way is not None else None
        button = button or next(iter(self.buttons.values()), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard is on this card."""
        return any(button.hasFocus() for button in self.findChildren(QPushButton))

    def begin(self) -> bool:
        """Something is done with it now; whether that may be: not while something is under way."""
        if self._is_busy:
            return False
        self._is_busy = True
        self.message.clear()
        self._show_offers((), None)
        return True

    def end(self) -> None:
        """What was under way has come to nothing."""
        self._is_busy = False

    def refuse(self, error: ClinicError, words: DecisionWords) -> None:
        """Say why it was not done, with the times that are free instead."""
        self._is_busy = False
        self.message.say(error.sentence)
        if isinstance(error, BookingRefused):
            self._show_offers(error.alternatives[:_MOST_OFFERS], words)

    # what it is made of

    def _made(self, card: DecisionCard, words: DecisionWords, title: str) -> QWidget:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        column.setSpacing(Space.M)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(label(breakable(title), Look.HEADING, wraps=True), 1)
        head.addWidget(label(words.tag(card), Look.MUTED), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        if card.meeting is Meeting.TWO_BOOKINGS and card.bookings:
            column.addLayout(self._bookings(card, words))
        elif told := words.sentences(card):
            column.addWidget(label(breakable("\n".join(told)), wraps=True))
        is_told = card.meeting is Meeting.SAME_NAME or card.wished is not None
        if card.fields and (card.meeting in _WITH_TABLE or not is_told):
            column.addWidget(self._table(card, words))
        column.addLayout(self._ways(card, words, title))
        return inside

    def _bookings(self, card: DecisionCard, words: DecisionWords) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        for each in sorted(card.bookings, key=lambda each: each.has_slot):
            name = shown_name(each.patient_name)
            row.addWidget(BookingBox(name, words.booking(each), has_slot=each.has_slot), 1)
        return row

    def _table(self, card: DecisionCard, words: DecisionWords) -> FieldTable:
        fields = [
            replace(
                each,
                before=words.detail(card, each.before),
                mine=words.detail(card, each.mine),
                theirs=words.detail(card, each.theirs),
            )
            for each in card.fields
        ]
        return FieldTable(fields, mine=words.column(card.mine), theirs=words.column(card.theirs))

    def _ways(self, card: DecisionCard, words: DecisionWords, title: str) -> FlowLayout:
        flow = FlowLayout()
        self.buttons, self.offers = {}, []
        for number, way in enumerate(card.ways):
            button = QPushButton(words.way(card, way).replace("&", "&&"), self)
            button.setAccessibleDescription(title)
            if way in _RUINOUS:
                set_look(button, Look.DANGER)
            elif number == 0:
                set_look(button, Look.PRIMARY)
            button.clicked.connect(lambda *_, way=way: self.way_wanted.emit(way))
            flow.addWidget(button)
            button.installEventFilter(self)
            self.buttons[way] = button
        if card.may_merge_with is not None and card.ways:
            merge = QPushButton(self.tr("Merge the two records…"), self)
            merge.clicked.connect(lambda *_: self.merge_wanted.emit())
            merge.installEventFilter(self)
            flow.addWidget(merge)
        if card.bookings or card.meeting is Meeting.CHANGED_AND_CANCELLED:
            show = LinkButton(self.tr("Show in the calendar"), self)
            show.clicked.connect(lambda *_: self.shown_wanted.emit())
            show.neared.connect(self.shown_neared)
            flow.addWidget(show)
        if not card.ways:
            is_note = any(field.field == "visit_note" for field in card.fields)
            doctor = self.tr("The doctor whose note it is decides this.")
            desk = self.tr("Somebody at the front desk decides this.")
            flow.addWidget(label(doctor if is_note else desk, Look.MUTED))
        self._flow = flow
        return flow

    def _show_offers(self, slots: tuple[Slot, ...], words: DecisionWords | None) -> None:
        for button in self.offers:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.offers = []
        if words is None:
            return
        for slot in slots:
            button = QPushButton(words.slot(slot), self)
            button.clicked.connect(lambda *_, slot=slot: self.offer_wanted.emit(slot))
            self._flow.addWidget(button)
            button.show()
            self.offers.append(button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down go from card to card, where a button would take them for Tab."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                self.step_wanted.emit(step)
                return True
        return super().eventFilter(watched, event)


_MOST_OFFERS = 4
