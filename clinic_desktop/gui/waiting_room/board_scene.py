"""A board as it stands at one moment, laid out where it is read: the window's thread only shows it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.clinic import Policies
from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.waiting_room import Board, BoardColumn, is_day_over, unfinished, untouched
from clinic_desktop.gui.appointment_words import day_counts
from clinic_desktop.gui.waiting_room.cards import Card, cards_of, doctors_lines
from clinic_desktop.gui.waiting_room.doctor_chips import DoctorWords, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardScene:
    """All that the page shows of a board. `untouched` and `unfinished` are counted once the day's work is over."""

    board: Board
    is_today: bool
    doctors: tuple[DoctorWords, ...]
    shown_ids: frozenset[UUID]
    cards: dict[BoardColumn, list[Card]]
    counts: str
    untouched: int
    unfinished: int

    def cards_for(self, chosen: Collection[UUID]) -> dict[BoardColumn, list[Card]]:
        """The cards of these practitioners; everybody's, when none of them is shown."""
        only = self.shown_ids.intersection(chosen)
        if not only:
            return self.cards
        return {
            column: [card for card in cards if card.line.practitioner_id in only]
            for column, cards in self.cards.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLayout:
    """Lays boards out by the clinic's settings; may be called in any thread."""

    now: Callable[[], datetime]
    zone: ZoneInfo
    policies: Policies

    def scene_of(self, board: Board) -> BoardScene:
        """The board as it stands now."""
        now, zone = self.now(), self.zone
        is_today = board.day == day_of(now, zone)
        doctors = doctors_lines(board, now)
        lines = board.lines if is_today and is_day_over(board.columns, now) else ()
        return BoardScene(
            board=board,
            is_today=is_today,
            doctors=tuple(words_of(board, doctors, zone)) if is_today else (),
            shown_ids=frozenset(doctor.practitioner_id for doctor in doctors),
            cards=cards_of(board, doctors, now=now, zone=zone, policies=self.policies),
            counts=day_counts(board.lines),
            untouched=len(untouched(lines, now)),
            unfinished=len(unfinished(lines, now)),
        )
