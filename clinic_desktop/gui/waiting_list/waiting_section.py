"""The waiting list beside the calendar: how many fit a gap today, and the first of them."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.domain.waiting_list import Candidate, WaitingLine, WaitingToday
from clinic_desktop.gui import privacy
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typography import isolated
from clinic_desktop.gui.waiting_list.waiting_card import WaitingCard
from clinic_desktop.gui.waiting_list.waiting_verbs import WaitingVerbs
from clinic_desktop.gui.waiting_list.words import slot_words
from clinic_desktop.gui.widgets.card import label, section_label

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace

CONCERNED = ("waiting_entry", "appointment", "patient", "practitioner", "availability_exception", "weekly_pattern")
"""The kinds of record whose change may change who fits."""

_SHOWN = 3


class WaitingSection(QWidget):
    """Shows those who fit a gap of today or, where nobody does, those who come first; reads again with the news.

    `list_wanted` asks for the whole list. `taken` brings the line of a card that is carried off; see Carrying for what
    comes after it. `free_here` answers with the free time at which somebody can be booked by key.
    """

    list_wanted = Signal()
    taken = Signal(object)
    carried = Signal(QPoint, Qt.KeyboardModifier)
    let_go = Signal(QPoint)
    given_up = Signal()

    def __init__(self, workplace: "Workplace", verbs: WaitingVerbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._verbs = verbs
        self._today: WaitingToday | None = None
        self._is_stale = True
        self.free_here: Callable[[], Slot | None] = lambda: None
        self.fit_button = QPushButton(self)
        self.all_button = QPushButton(self)
        self._nobody = label(self.tr("Nobody waits for an earlier time."), Look.SECONDARY, wraps=True)
        self.cards = tuple(WaitingCard(self) for _ in range(_SHOWN))
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._read)
        workplace.news.changed.connect(self._on_news)
        privacy.switch().changed.connect(self._show)
        self.setAccessibleName(self.tr("Waiting list"))

    def refresh(self) -> None:
        """Read again, now or when it is next shown: time has gone on."""
        self._is_stale = True
        if self.isVisible():
            self._soon.start(0)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(section_label(self.tr("Waiting list")), 1)
        head.addWidget(self.fit_button)
        for button in (self.fit_button, self.all_button):
            set_look(button, Look.LINK)
            button.hide()
            button.clicked.connect(lambda *_: self.list_wanted.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.XS)
        layout.addLayout(head)
        layout.addWidget(self._nobody)
        self._nobody.hide()
        for card in self.cards:
            layout.addWidget(card)
            card.hide()
            card.clicked.connect(partial(self._on_clicked, card))
            card.customContextMenuRequested.connect(partial(self._on_menu, card))
            card.carrying.taken.connect(partial(self._on_taken, card))
            card.carrying.carried.connect(self.carried)
            card.carrying.let_go.connect(self.let_go)
            card.carrying.given_up.connect(self.given_up)
        layout.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeading)

    def _read(self) -> None:
        self._is_stale = False
        self._workplace.run_latest(
            ("waiting-section", id(self)),
            lambda clinic: clinic.waiting_list.gaps_today(limit=_SHOWN),
            done=self._on_read,
            owner=self,
        )

    def _on_read(self, today: WaitingToday) -> None:
        self._today = today
        self._show()

    def _show(self) -> None:
        today = self._today
        if today is None:
            return
        shown: list[tuple[WaitingLine, Candidate | None]] = [(one.line, one) for one in today.fitting[:_SHOWN]]
        if not shown:
            shown = [(line, None) for line in today.others[:_SHOWN]]
        for card, (line, candidate) in zip(self.cards, shown, strict=False):
            card.show_line(line, candidate, self._fit_words(candidate))
        for number, card in enumerate(self.cards):
            card.setVisible(number < len(shown))
        self._nobody.setVisible(today.count == 0)
        self.fit_button.setVisible(today.fit_count > 0)
        words = self.tr("1 fits a gap today") if today.fit_count == 1 else self.tr("{count} fit a gap today")
        self.fit_button.setText(isolated(words.format(count=today.fit_count)))
        self.all_button.setVisible(today.count > len(shown))
        self.all_button.setText(isolated(self.tr("All {count}…").format(count=today.count)))

    def _fit_words(self, candidate: Candidate | None) -> str:
        if candidate is None:
            return ""
        when = slot_words(candidate.slot, self._workplace.zone, self._workplace.today())
        return self.tr("Fits {when}").format(when=when)

    def _on_clicked(self, card: WaitingCard) -> None:
        if card.line is not None:
            self._verbs.change(card.line)

    def _on_taken(self, card: WaitingCard) -> None:
        if card.line is not None:
            self.taken.emit(card.line)

    def _on_menu(self, card: WaitingCard, place: QPoint) -> None:
        line, candidate = card.line, card.candidate
        if line is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if candidate is not None:
            when = slot_words(candidate.slot, self._workplace.zone, self._workplace.today())
            book = menu.addAction(self.tr("Book {when}").format(when=when))
            book.triggered.connect(lambda *_: self._verbs.book(candidate))
        here = self.free_here()
        if here is not None and (candidate is None or _begin(here) != _begin(candidate.slot)):
            when = slot_words(here, self._workplace.zone, self._workplace.today())
            put = menu.addAction(self.tr("Book {when}, where the calendar’s keyboard stands").format(when=when))
            put.triggered.connect(lambda *_: self._verbs.book_at(line, here))
        menu.addAction(self.tr("Choose a time…")).triggered.connect(lambda *_: self._verbs.choose_time(line))
        menu.addAction(self.tr("Change…")).triggered.connect(lambda *_: self._verbs.change(line))
        menu.addSeparator()
        menu.addAction(self.tr("Take off the list")).triggered.connect(lambda *_: self._verbs.withdraw(line))
        menu.popup(card.mapToGlobal(place))

    def _on_news(self, changes: Changes) -> None:
        if changes.touches(*CONCERNED):
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._soon.start(0 if self._today is not None else _AFTER_DAY)


def _begin(slot: Slot) -> tuple[datetime, UUID]:
    return slot.starts_at, slot.practitioner_id


_AFTER_DAY = 250
"""Milliseconds: a window that has just come up reads and paints its day first."""
