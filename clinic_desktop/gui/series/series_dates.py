"""The dates of a series and what was decided for each: what the preview shows, and what is then asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.series import Occurrence, OccurrenceChoice, SeriesPreview
from clinic_desktop.domain.sheets import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRow:
    """One date as it is shown; times are the clinic's wall times.

    `starts`, `ends` are where it would be as things are decided now; `is_elsewhere` tells that the rhythm would have it
    at `wall` instead. `offer` is the way out of a clash that was not decided yet, or None. `is_over` tells that it is
    booked over what is in the way, `over_at` when it could be.
    """

    number: int
    wall: datetime
    starts: datetime
    ends: datetime
    words: str
    remark: str
    is_left_out: bool
    needs_decision: bool
    is_elsewhere: bool
    is_same_day: bool
    offer: datetime | None
    is_over: bool = False
    over_at: datetime | None = None


class SeriesDates:
    """Keeps the decisions while the dates are looked at again.

    A clash that has free time on its own day goes there by itself, which the row says; every other one waits for a
    decision, and until then counts as left out.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._occurrences: dict[int, Occurrence] = {}
        self._decided: dict[int, datetime | None] = {}
        self._before: dict[int, datetime | None] = {}
        self._reasons: dict[int, str] = {}
        self._clashes: dict[int, datetime] = {}
        self._over: set[int] = set()

    def show(self, preview: SeriesPreview, *, afresh: bool = False) -> None:
        """Take these dates; `afresh` forgets what was decided, because they are other ones."""
        if afresh:
            for kept in (self._decided, self._before, self._reasons, self._clashes, self._over):
                kept.clear()
        self._occurrences = {each.number: each for each in preview.occurrences}
        for each in preview.occurrences:
            if each.fits:
                self._over.discard(each.number)
            if each.fits or self._is_left_out(each.number):
                continue
            self._reasons[each.number] = each.words
            if each.may_be_over:
                self._clashes[each.number] = each.starts_at
            else:
                self._over.discard(each.number)
            if self._is_same_day(each, each.next_free) and each.number not in self._decided:
                assert each.next_free is not None
                self._decided[each.number] = each.next_free.starts_at

    def rows(self) -> list[DateRow]:
        """Every date in order."""
        return [self._row(each) for each in self._occurrences.values()]

    def take_offer(self, number: int) -> bool:
        """Let a clash go to the next free time; whether there is one."""
        self._over.discard(number)
        slot = self._occurrences[number].next_free
        if slot is not None:
            self._decided[number] = slot.starts_at
        return slot is not None

    def put(self, number: int, starts_at: datetime) -> None:
        """Let a date be at a time of its own, which is then to be judged."""
        self._over.discard(number)
        self._decided[number] = starts_at

    def leave_out(self, number: int) -> None:
        """Do without that date."""
        if not self._is_left_out(number):
            self._before[number] = self._decided.get(number)
        self._decided[number] = None

    def take_back(self, number: int) -> None:
        """Have a date that was left out again, as it was before."""
        before = self._before.pop(number, None)
        self._decided.pop(number, None)
        if before is not None:
            self._decided[number] = before

    def book_over(self, number: int) -> None:
        """Let a date stand where it clashed, over what is in the way, or not any more; it is then to be judged."""
        self._decided[number] = self._clashes[number]
        self._over ^= {number}

    @property
    def over(self) -> int:
        """How many dates are booked over others."""
        return sum(row.is_over and not row.is_left_out for row in self.rows())

    def is_left_out(self, number: int) -> bool:
        """Whether that was decided."""
        return self._is_left_out(number)

    def choices(self, *, with_undecided: bool = True) -> tuple[OccurrenceChoice, ...]:
        """What was decided; with `with_undecided` every clash without a decision is left out."""
        return tuple(self._choices(with_undecided))

    @property
    def fitting(self) -> int:
        """How many dates would be kept as things are."""
        return sum(not row.is_left_out and not row.needs_decision for row in self.rows())

    @property
    def undecided(self) -> int:
        """How many clashes wait for a decision."""
        return sum(row.needs_decision for row in self.rows())

    def _choices(self, with_undecided: bool) -> Iterator[OccurrenceChoice]:
        for row in self.rows():
            each = self._occurrences[row.number]
            starts_at = None
            if not row.is_left_out and not (row.needs_decision and with_undecided):
                starts_at = self._decided.get(row.number) or each.starts_at
            yield OccurrenceChoice(
                number=row.number, starts_at=starts_at, appointment_id=each.appointment_id, is_over=row.is_over
            )

    def _row(self, each: Occurrence) -> DateRow:
        decided = self._decided.get(each.number)
        is_left_out = self._is_left_out(each.number)
        starts_at = decided or each.starts_at
        is_judged = starts_at == each.starts_at
        starts = wall_time(starts_at, self._zone)
        is_over = each.number in self._over
        needs_decision = not is_left_out and is_judged and not each.fits and not is_over
        clash = None if is_left_out else self._clashes.get(each.number)
        offer = each.next_free if needs_decision else None
        return DateRow(
            number=each.number,
            wall=each.wall,
            starts=starts,
            ends=wall_time(starts_at + (each.ends_at - each.starts_at), self._zone),
            words=each.words if needs_decision else self._reasons.get(each.number, ""),
            remark=each.remark,
            is_left_out=is_left_out,
            needs_decision=needs_decision,
            is_elsewhere=starts != each.wall and not each.remark and not is_left_out,
            is_same_day=starts.date() == each.wall.date(),
            offer=None if offer is None else wall_time(offer.starts_at, self._zone),
            is_over=is_over,
            over_at=None if clash is None else wall_time(clash, self._zone),
        )

    def _is_left_out(self, number: int) -> bool:
        return number in self._decided and self._decided[number] is None

    def _is_same_day(self, each: Occurrence, slot: Slot | None) -> bool:
        return slot is not None and wall_time(slot.starts_at, self._zone).date() == each.wall.date()
