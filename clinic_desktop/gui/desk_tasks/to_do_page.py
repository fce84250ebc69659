"""What reception is asked to do, the soonest due first: each a card with the buttons that do it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.change_words import short_name
from clinic_desktop.domain.desk_tasks import TaskKind, TaskLine
from clinic_desktop.domain.merging import DuplicatePair
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.gui import privacy
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.desk_tasks.task_card import TaskCardView
from clinic_desktop.gui.desk_tasks.task_verbs import TaskVerbs
from clinic_desktop.gui.desk_tasks.task_words import title_words
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.empty_state import EmptyState
from clinic_desktop.gui.widgets.turns import Turns
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offers:
    """What can be offered for some tasks: free times, or whom a newcomer may be."""

    slots: Mapping[UUID, Sequence[Slot]]
    pairs: Mapping[UUID, Sequence[DuplicatePair]]


class ToDoPage(Page):
    """A card stays in its place, and its keyboard with it, while others come and go."""

    def __init__(
        self, workplace: Workplace, verbs: AppointmentVerbs, window: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(workplace, parent)
        self.verbs = TaskVerbs(workplace, verbs, window)
        self.cards: dict[UUID, TaskCardView] = {}
        self._lines: tuple[TaskLine, ...] = ()
        self._names: Mapping[UUID, str] = {}
        self._count = 0
        self._shown = SLICE
        self.heading = label(title_words(0), Look.TITLE)
        self.sentence = label(
            self.tr("What doctors and newcomers have asked of the desk. One click moves or books; then it leaves."),
            Look.MUTED,
            wraps=True,
        )
        self.empty = EmptyState(
            Icon.CIRCLE_CHECK,
            self.tr("Nothing to do"),
            self.tr(
                "When a doctor changes hours, wants somebody booked again, or a patient registers alone, it stands "
                "here until it is done."
            ),
        )
        self.more_button = QPushButton()
        set_look(self.more_button, Look.LINK)
        self.more_button.clicked.connect(lambda *_: self._show_more())
        self.set_title(self.tr("To do"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._turns = Turns(self)
        self._lay_out()
        privacy.switch().changed.connect(self._on_privacy)

    def _lay_out(self) -> None:
        self._area, floor = scrolling(self)
        self._column = QVBoxLayout(floor)
        self._column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        self._column.setSpacing(Space.M)
        head = QVBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(self.heading)
        head.addWidget(self.sentence)
        self._column.addLayout(head)
        self._column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self.empty, 1)
        self._column.addStretch(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(self._area)
        self.more_button.hide()
        self.empty.hide()

    @property
    def lines(self) -> Sequence[TaskLine]:
        """What is shown, in its order."""
        return self._lines

    def cares(self, changes: Changes) -> bool:
        return changes.touches("desk_task", "patient", "distinct_patients", "practitioner") or (
            bool(self._lines) and changes.touches("appointment", "weekly_pattern", "availability_exception", "closure")
        )

    def reload(self) -> None:
        limit = self._shown

        def read(clinic: "Clinic") -> tuple[list[TaskLine], int, Mapping[UUID, str]]:
            everyone = [one.practitioner for one in clinic.staff.practitioners(limit=_MOST_PRACTITIONERS)]
            names = {one.id: short_name(one.display_name, one.title) for one in everyone}
            return clinic.desk_tasks.open_tasks(limit=limit), clinic.desk_tasks.count(), names

        self.workplace.run_latest(self, read, done=self._on_read)

    def _on_read(self, read: tuple[list[TaskLine], int, Mapping[UUID, str]]) -> None:
        lines, self._count, self._names = read
        self._lines = tuple(lines)
        self._show()

    def _show(self) -> None:
        self._turns.take(self._lay_cards(), lambda: self._ask_offers([line.id for line in self._lines]))

    def _lay_cards(self) -> Iterator[None]:
        today = self.workplace.today()
        place = self._drop({which for which in self.cards if which not in {line.id for line in self._lines}})
        self.heading.setText(title_words(self._count))
        self.sentence.setVisible(bool(self._lines))
        self.empty.setVisible(not self._lines)
        left = self._count - len(self._lines)
        self.more_button.setText(self.tr("Show {count} more").format(count=min(left, SLICE)))
        self.more_button.setVisible(left > 0)
        self._column.setStretch(self._column.count() - 1, 1 if self._lines else 0)
        for number, line in enumerate(self._lines):
            card = self.cards.get(line.id)
            is_new = card is None
            if card is None:
                card = self.cards[line.id] = self._made(line)
            if self._column.indexOf(card) != number + 1:
                self._column.removeWidget(card)
                self._column.insertWidget(number + 1, card)
            card.show_line(line, today)
            if is_new:
                yield
        if place is not None:
            self._go_near(place)
        elif self.hasFocus():
            self._go_near(0)

    def _made(self, line: TaskLine) -> TaskCardView:
        card = TaskCardView(line, self.workplace.zone, self._area.widget())
        card.slot_wanted.connect(lambda slot: self.verbs.take(card.line, slot))
        card.time_wanted.connect(lambda: self.verbs.choose_time(card.line))
        card.done_wanted.connect(lambda: self.verbs.settle(card.line))
        card.withdrawal_wanted.connect(lambda: self.verbs.withdraw(card.line))
        card.step_wanted.connect(self._step)
        card.compare_wanted.connect(lambda other: self.verbs.compare(card.line, other))
        card.two_people_wanted.connect(lambda other: self.verbs.two_people(card.line, other))
        return card

    def _drop(self, gone: set[UUID]) -> int | None:
        """Take cards away; answers at which place the keyboard was, if it was on one of them."""
        place = None
        for which in gone:
            card = self.cards.pop(which)
            if card.has_keyboard:
                place = self._column.indexOf(card) - 1
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        return place

    def _go_near(self, place: int) -> None:
        if self._lines:
            card = self.cards[self._lines[min(place, len(self._lines) - 1)].id]
            card.go()
            self._area.ensureWidgetVisible(card)
        else:
            self.setFocus()

    def _step(self, by: int) -> None:
        """The keyboard goes to the card above or below."""
        here = next((n for n, line in enumerate(self._lines) if self.cards[line.id].has_keyboard), None)
        if here is not None and 0 <= here + by < len(self._lines):
            self._go_near(here + by)

    def _show_more(self) -> None:
        self._shown += SLICE
        self.mark_stale()

    def _ask_offers(self, task_ids: Sequence[UUID]) -> None:
        """Free times for these, a few in a turn, so that the first ones are there at once."""
        some, rest = task_ids[:_AT_ONCE], task_ids[_AT_ONCE:]
        kinds = {line.id: line.task.kind for line in self._lines}

        def read(clinic: "Clinic") -> _Offers:
            newcomers = [one for one in some if kinds.get(one) is TaskKind.LINK]
            others = [one for one in some if one not in newcomers]
            return _Offers(
                slots={one: clinic.desk_tasks.proposals(one) for one in others},
                pairs={one: clinic.desk_tasks.likely_same(one) for one in newcomers},
            )

        def done(offers: _Offers) -> None:
            if not self._turns.is_under_way:  # else they are asked for anew at its end
                self._turns.take(self._show_offers(offers), lambda: self._ask_offers(rest))

        if some:
            self.workplace.run_latest((self, "offers"), read, done=done, refused=lambda _: None, owner=self)

    def _show_offers(self, offers: _Offers) -> Iterator[None]:
        for which, slots in offers.slots.items():
            if which in self.cards:
                self.cards[which].show_slots(slots, self._names)
                yield
        for which, pairs in offers.pairs.items():
            if which in self.cards:
                self.cards[which].show_likely(pairs)
                yield

    def _on_privacy(self) -> None:
        for card in self.cards.values():
            card.pairs = None
        self._show()

    # Qt's own names

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._lines and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._go_near(0)


SLICE = 10
"""How many tasks are shown at a time."""

_AT_ONCE = 4
_MOST_PRACTITIONERS = 500
