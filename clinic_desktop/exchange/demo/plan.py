"""Which doctor sees how many patients at what times on which day: the diaries before anyone is booked in them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from clinic_desktop.domain.availability import ExceptionKind

from .cast import OKAFOR, PETERS_NAME, PETERS_VISITS, TODAY, WALK_INS
from .house import OFFERED, TYPES, Hours, House, hours_on
from .returning import those_who_return

DAYS_AHEAD = 92
DAYS_BACK = 365
_LAYOUTS_EACH = 24
_FILLS = ((7, 0.80), (28, 0.60), (56, 0.42), (DAYS_AHEAD, 0.28))
"""Up to how many days ahead a diary is how full; the past is as full as the coming week."""

_MINUTES = {name: minutes for name, (minutes, *_) in TYPES.items()}
_AFTER = {name: after for name, (_, _, after, _) in TYPES.items()}
_TYPE_NUMBERS = {name: number for number, name in enumerate(TYPES)}
_STEP = 10

RUNS_LATE = (9, 18, 0, 12, 5, 0, 8, 0)
"""How many minutes behind the doctors are today."""

LINGERS = 30
"""Minutes for which a doctor is still with the last patient when the hours are over."""


class Entry(NamedTuple):
    """A time in a diary, in minutes of the clinic's day; patient, reason and fate are drawn later where empty."""

    starts: int
    minutes: int
    type_number: int
    patient: str = ""
    reason: str = ""
    fate: str = ""
    returns: bool = False


Layout = tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """A day's diaries, each with the doctor's place in the house."""

    day: date
    diaries: tuple[tuple[int, Layout], ...]


def plan_days(lot: random.Random, house: House, *, now: datetime, appointments: int | None) -> list[DayPlan]:
    """Lay the diaries out from today both ways, ordered by day; `now` is the clinic's wall time.

    With a number, the past goes back until exactly so many appointments stand; without, a year.
    """
    planner = _Planner(lot, house, now)
    days: list[DayPlan] = []
    count = 0
    for day in _outward(now.date(), appointments is not None):
        plan = planner.plan(day)
        count += sum(len(layout) for _, layout in plan.diaries)
        days.append(plan)
        if appointments is not None and count >= appointments:
            days[-1] = _shortened(plan, count - appointments)
            break
    return sorted(days, key=lambda plan: plan.day)


def minutes_of(clock: str) -> int:
    """Minutes since midnight of "HH:MM"."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


class _Planner:
    """Knows who works when, and keeps some layouts for each kind of day to choose from."""

    def __init__(self, lot: random.Random, house: House, now: datetime) -> None:
        self._lot = lot
        self._house = house
        self._now = now
        self._today = now.date()
        self._closed = {
            day for closure in house.closures for day in _days(closure.first_day, closure.last_day)
        }  # fmt: skip
        doctors = {practitioner.id: index for index, practitioner in enumerate(house.practitioners)}
        self._away = {
            (doctors[leave.practitioner_id], day)
            for leave in house.exceptions
            if leave.kind is ExceptionKind.REMOVES and leave.starts is None
            for day in _days(leave.first_day, leave.last_day)
        }
        self._blocked = {
            (doctors[block.practitioner_id], block.first_day): (f"{block.starts:%H:%M}", f"{block.ends:%H:%M}")
            for block in house.exceptions
            if block.kind is ExceptionKind.REMOVES and block.starts is not None
        }
        self._layouts: dict[tuple[str, Hours, float], list[Layout]] = {}
        self._index_of = {post.username: index for index, post in enumerate(house.posts)}
        self._returning = {one.patient for one in those_who_return(self._today)}
        self._promised = dict(self._returning_visits()) | dict(self._peters_visits())

    def plan(self, day: date) -> DayPlan:
        diaries = []
        for index in range(len(self._house.posts)):
            hours = self._hours(index, day)
            layout = self._layout(index, hours, day) if hours else ()
            if layout:
                diaries.append((index, layout))
        return DayPlan(day=day, diaries=tuple(diaries))

    def _hours(self, index: int, day: date) -> Hours:
        if day in self._closed or (index, day) in self._away:
            return ()
        post = self._house.posts[index]
        hours = post.picture_day if day == self._today else hours_on(post, day.weekday(), self._today)
        blocked = self._blocked.get((index, day))
        return hours if blocked is None else _around(hours, blocked)

    def _layout(self, index: int, hours: Hours, day: date) -> Layout:
        post = self._house.posts[index]
        if day == self._today and post.username in TODAY:
            pictured = self._pictured(post.username)
            if post.username == OKAFOR:
                pictured = self._attended(pictured, hours)
            return tuple(sorted((*pictured, *self._walk_ins(post.username, hours, pictured))))
        ahead = (day - self._today).days
        fill = next(fill for days, fill in _FILLS if ahead <= days)
        drawn = self._lot.choice(self._drawn(post.department, hours, fill))
        promised = self._promised.get((index, day))
        if promised is not None:
            drawn = tuple(sorted((*(entry for entry in drawn if not _meet(entry, promised)), promised)))
        elif 0 < ahead <= 20 and self._lot.random() < 0.05:
            over = self._lot.choice(drawn)
            drawn = (*drawn, over._replace(fate="overbooked"))
        return drawn

    def _drawn(self, department: str, hours: Hours, fill: float) -> list[Layout]:
        key = (department, hours, fill)
        if key not in self._layouts:
            self._layouts[key] = [_draw_layout(self._lot, department, hours, fill) for _ in range(_LAYOUTS_EACH)]
        return self._layouts[key]

    def _pictured(self, username: str) -> Layout:
        entries = [
            Entry(
                starts=minutes_of(visit.at),
                minutes=_MINUTES[visit.type_name],
                type_number=_TYPE_NUMBERS[visit.type_name],
                patient=visit.patient,
                reason=visit.reason,
                fate=visit.fate,
                returns=visit.patient in self._returning,
            )
            for visit in TODAY[username]
        ]
        return tuple(
            sorted(self._at_peters_time(entry) if entry.patient == PETERS_NAME else entry for entry in entries)
        )

    def _walk_ins(self, username: str, hours: Hours, booked: Layout) -> Iterator[Entry]:
        """Whoever has come in without an appointment, while the doctor is at work."""
        if username not in WALK_INS:
            return
        patient, ago, type_name, reason = WALK_INS[username]
        starts = self._now.hour * 60 + self._now.minute - ago
        entry = Entry(starts, _MINUTES[type_name], _TYPE_NUMBERS[type_name], patient, reason, "walk-in")
        if any(_holds(span, entry) for span in hours):
            yield entry._replace(fate="walk-in over") if any(_meet(one, entry) for one in booked) else entry

    def _attended(self, booked: Layout, hours: Hours) -> Layout:
        """While the doctor works somebody is with her, and somebody waits for her: the last one stays, one is early."""
        now = self._now.hour * 60 + self._now.minute
        if not any(minutes_of(begins) <= now <= minutes_of(ends) + LINGERS for begins, ends in hours):
            return booked
        fates: dict[Entry, str] = {}
        others = [entry for entry in booked if entry.patient != PETERS_NAME]
        begun = [entry for entry in others if entry.starts + RUNS_LATE[0] <= now]
        if begun and begun[-1].starts + begun[-1].minutes + RUNS_LATE[0] <= now:
            fates[begun[-1]] = "still in"
        coming = [entry for entry in others if entry.starts + RUNS_LATE[0] > now]
        if coming:
            fates[coming[0]] = "waits"
        return tuple(entry._replace(fate=fates.get(entry, entry.fate)) for entry in booked)

    def _at_peters_time(self, entry: Entry) -> Entry:
        """Peter Novak comes at half past ten; when that is over, at the next of Dr Okafor's free half hours."""
        soon = self._now.hour * 60 + self._now.minute + 5
        for at in ("10:30", "11:30", "13:30", "15:30"):
            if minutes_of(at) >= soon:
                return entry._replace(starts=minutes_of(at))
        return entry._replace(fate="")

    def _returning_visits(self) -> Iterator[tuple[tuple[int, date], Entry]]:
        for one in those_who_return(self._today):
            visit, index = one.visit, self._index_of[one.doctor]
            number = _TYPE_NUMBERS[visit.type_name]
            for wall in one.walls(self._today):
                minutes = _MINUTES[visit.type_name]
                entry = Entry(minutes_of(visit.at), minutes, number, visit.patient, visit.reason, returns=True)
                day = wall.date()
                if day != self._today and any(_holds(span, entry) for span in self._hours(index, day)):
                    yield (index, day), entry

    def _peters_visits(self) -> Iterator[tuple[tuple[int, date], Entry]]:
        follow_up = _TYPE_NUMBERS["Follow-up"]
        for offset, doctor, at, fate in PETERS_VISITS:
            entry = Entry(minutes_of(at), 30, follow_up, PETERS_NAME, "Chest pain, control", fate)
            index = self._index_of[doctor]
            for day in _days(self._today + timedelta(days=offset), self._today + timedelta(days=offset + 6)):
                if any(_holds(span, entry) for span in self._hours(index, day)):
                    yield (index, day), entry
                    break


def _draw_layout(lot: random.Random, department: str, hours: Hours, fill: float) -> Layout:
    """Fill hours with what the department offers, leaving gaps so that about `fill` of the time is taken."""
    entries: list[Entry] = []
    for span in hours:
        at, end = minutes_of(span[0]), minutes_of(span[1])
        while True:
            name = lot.choice(OFFERED[department])
            minutes = _MINUTES[name]
            if at + minutes > end:
                break
            if lot.random() < fill:
                entries.append(Entry(at, minutes, _TYPE_NUMBERS[name]))
                at += minutes + _AFTER[name]
            else:
                at += minutes // _STEP * _STEP
    return tuple(entries)


def _outward(today: date, without_end: bool) -> Iterator[date]:
    yield today
    for distance in range(1, 20 * 365 if without_end else DAYS_BACK):
        if distance <= DAYS_AHEAD:
            yield today + timedelta(days=distance)
        yield today - timedelta(days=distance)


def _shortened(plan: DayPlan, surplus: int) -> DayPlan:
    """The same day with that many appointments fewer."""
    diaries = []
    for index, layout in plan.diaries:
        cut = min(surplus, len(layout))
        surplus -= cut
        diaries.append((index, layout[cut:]))
    return replace(plan, diaries=tuple(diaries))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _meet(one: Entry, other: Entry) -> bool:
    """Whether two times are in each other's way, ten minutes of buffer counted in."""
    return one.starts < other.starts + other.minutes + 10 and other.starts < one.starts + one.minutes + 10


def _around(hours: Hours, blocked: tuple[str, str]) -> Hours:
    """What a block leaves of a day's hours."""
    starts, ends = blocked
    parts = [part for first, last in hours for part in ((first, min(last, starts)), (max(first, ends), last))]
    return tuple((first, last) for first, last in parts if first < last)


def _holds(span: tuple[str, str], entry: Entry) -> bool:
    return minutes_of(span[0]) <= entry.starts and entry.starts + entry.minutes <= minutes_of(span[1])
