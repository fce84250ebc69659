"""What is remembered of free time: rules, hours, taken times and starts, each known to hold at a journal entry."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date, timedelta
from typing import TypeAlias, TypeVar
from uuid import UUID

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.free_days import DAY, OpenDays, Stretch, Taken
from clinic_desktop.storage.column_types import start_of
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.diaries import Bookable, bookable
from clinic_desktop.storage.reading.taken import HeldRow, engagements, held_rows, touched_since

from .limits import STAFF_LOOKS_AHEAD

T = TypeVar("T")
Shape: TypeAlias = tuple[tuple[bytes, ...], tuple[int, ...], int, int, int]
"""Whose time, on which grids, how long, and the buffers: for each of these the starts of a day are remembered."""

Extra: TypeAlias = tuple[tuple[bytes | None, int, int], ...]
"""What takes time on a day only for who asks now: others' holds, and (of nobody) the patient's own engagements."""

Starts: TypeAlias = list[tuple[int, int]]
"""When something may begin, with the place of whose time it is; ordered."""

_AHEAD = (STAFF_LOOKS_AHEAD.days + 3) * DAY
_MOST_SHAPES = 100
_MOST_EXTRAS = 10


class NotRead(Exception):
    """What is asked for is not remembered."""


class FreeMemory:
    """Kept up to date by `catch_up`, day by day; what is missing is read when a reading is given, or raises NotRead.

    `seq` is the journal's last entry at which everything in it held. `longest` tells of
    days that were looked into: no longer stretch is free.
    """

    def __init__(self) -> None:
        self.seq = -1
        self.first_day = date.min
        self.opened: dict[bytes, OpenDays] = {}
        self.taken: dict[date, dict[bytes, list[Taken]]] = {}
        self.longest: dict[date, dict[bytes, int]] = {}
        self._starts: dict[Shape, dict[date, dict[Extra, Starts]]] = {}
        self._rules: dict[Hashable, object] = {}
        self._holds: list[HeldRow] | None = None
        self._patients: dict[UUID, list[Stretch]] = {}

    def starts_of(self, shape: Shape) -> dict[date, dict[Extra, Starts]]:
        """The starts that have been worked out for a shape."""
        if len(self._starts) > _MOST_SHAPES:
            self._starts.clear()
        return self._starts.setdefault(shape, {})

    def rule(self, key: Hashable, read: Callable[[Reading], T], reading: Reading | None) -> T:
        """Something that only rules decide."""
        if key not in self._rules:
            if reading is None:
                raise NotRead
            self._rules[key] = read(reading)
        return self._rules[key]  # type: ignore[return-value] # the key says what it is of

    def holds(self, reading: Reading | None) -> list[HeldRow]:
        """Every hold there is, lapsed or not."""
        if self._holds is None:
            if reading is None:
                raise NotRead
            self._holds = held_rows(reading)
        return self._holds

    def engaged(self, patient_id: UUID, now: int, reading: Reading | None) -> list[Stretch]:
        """When a patient has appointments in the time that is looked ahead."""
        if patient_id not in self._patients:
            if reading is None:
                raise NotRead
            self._patients[patient_id] = engagements(reading, patient_id, now - DAY, now + _AHEAD)
        return self._patients[patient_id]

    def catch_up(self, reading: Reading) -> None:
        """Forget what the journal says has changed since, whichever program at this file changed it."""
        touched = touched_since(reading, self.seq)
        if touched.is_all:
            self.forget()
        if touched.are_holds:
            self._holds = None
        if touched.times:
            self._patients.clear()
        for starts, ends in touched.times:
            day = start_of(starts).date() - timedelta(days=2)  # the clinic's day may be another than UTC's
            while day <= start_of(ends).date() + timedelta(days=1):
                self.taken.pop(day, None)
                self.longest.pop(day, None)
                for of_shape in self._starts.values():
                    of_shape.pop(day, None)
                day += timedelta(days=1)
        self.seq = touched.seq

    def forget(self) -> None:
        """Begin anew."""
        self._rules.clear()
        self._holds = None
        self._patients.clear()
        self.opened.clear()
        self.taken.clear()
        self.longest.clear()
        self._starts.clear()


def keep(of_day: dict[Extra, Starts], extra: Extra, found: Starts) -> Starts:
    """Remember the starts of a day; holds come and go, so only so many ways to see it are kept."""
    if len(of_day) > _MOST_EXTRAS:
        of_day.clear()
    of_day[extra] = found
    return found


class Remembered:
    """What rules say, out of the memory, or out of a reading where the memory has gaps."""

    def __init__(self, memory: FreeMemory, reading: Reading | None) -> None:
        self._memory = memory
        self.reading = reading

    def clinic(self) -> ClinicSettings:
        """The clinic's settings."""
        return self._memory.rule("clinic", lambda reading: reading.clinic(), self.reading)

    def type(self, type_id: UUID) -> AppointmentType:
        """An appointment type; raises NotFound."""
        return self._memory.rule(("type", type_id), lambda reading: reading.get(AppointmentType, type_id), self.reading)

    def bookable(self, practitioner_ids: tuple[UUID, ...], department_id: UUID | None) -> Sequence[Bookable]:
        """As `bookable` in storage."""
        return self._memory.rule(
            ("bookable", practitioner_ids, department_id),
            lambda reading: bookable(reading, practitioner_ids, department_id),
            self.reading,
        )
