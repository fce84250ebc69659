"""Free times found in the memory of a database, which the journal keeps up to date."""

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from weakref import WeakKeyDictionary

from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.free_days import (
    MINUTE,
    OpenDays,
    Stretch,
    blocked_by,
    day_in_figures,
    in_figures,
    joined,
    longest_free,
    starts_within,
)
from clinic_desktop.domain.queries import DayTimes
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.storage.column_types import start_of
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.hours import hours_of
from clinic_desktop.storage.reading.taken import last_entry, taken_rows

from .free_memory import Extra, FreeMemory, NotRead, Remembered, Starts, keep
from .free_slots import SlotSearch
from .limits import STAFF_LOOKS_AHEAD

_CHUNKS = (1, 2, 4, 7, 14, 28)
_LONGEST_BUFFER = 120 * MINUTE


class FreeTimes:
    """Answers searches for free time; there is one for each database, see `free_times`.

    Promises what `SlotSearch.slots` would find at the same moment. What is remembered is known by the number of the
    journal's last entry: nothing that books, moves, holds or changes hours, here or in another program, goes by it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._memory = FreeMemory()

    def find(self, search_of: Callable[[Remembered], SlotSearch], limit: int) -> list[Slot]:
        """The first free times of a search, which is made of remembered settings, types and people."""
        with self._lock:
            if self._database.peek(last_entry) == self._memory.seq:
                try:
                    return self._find(Remembered(self._memory, None), search_of, limit)
                except NotRead:
                    pass
            with self._database.glance() as reading:
                self._memory.catch_up(reading)
                return self._find(Remembered(self._memory, reading), search_of, limit)

    @property
    def days(self) -> frozenset[date]:
        """The days of which something is remembered."""
        with self._lock:
            return frozenset(self._memory.taken)

    def forget(self) -> None:
        """Begin anew, as a program that has just been started."""
        with self._lock:
            self._memory = FreeMemory()

    def _find(self, known: Remembered, search_of: Callable[[Remembered], SlotSearch], limit: int) -> list[Slot]:
        search, memory = search_of(known), self._memory
        today = day_of(search.now, search.zone)
        if today != memory.first_day:
            if known.reading is None:
                raise NotRead
            memory.forget()
            memory.first_day = today
        if not search.practitioners:
            return []
        return list(islice(_Looking(memory, search, known.reading).slots(), limit))


class _Looking:
    """One search's way through the days."""

    def __init__(self, memory: FreeMemory, search: SlotSearch, reading: Reading | None) -> None:
        self._memory = memory
        self._search = search
        self._reading = reading
        self._people = tuple(search.practitioners)
        # By their bytes: a UUID is hashed by Python code, and there are thousands of look-ups.
        self._keys = tuple(one.practitioner_id.bytes for one in self._people)
        self._grids = tuple(one.slot_minutes * MINUTE for one in self._people)
        self._read: set[date] = set()
        kind = search.kind
        shape = (self._keys, self._grids, search.minutes, kind.buffer_before, kind.buffer_after)
        self._known = memory.starts_of(shape)
        self._chunks = iter(_CHUNKS)
        self._extras = self._extras_by_day()

    def slots(self) -> Iterator[Slot]:
        """As SlotSearch.slots, without end."""
        search, lasting = self._search, self._search.minutes * MINUTE
        not_before = in_figures(search.limits.not_before + _JUST_UNDER)
        for day in search.days():
            found = self._starts_on(day)
            if not found:
                continue
            earliest, before = self._within(search.times, day)
            for start, place in found[bisect_left(found, (max(earliest, not_before), -1)) :]:
                if start >= before:
                    break
                whose = self._people[place].practitioner_id
                yield Slot(practitioner_id=whose, starts_at=start_of(start), ends_at=start_of(start + lasting))
                if search.first_per_day:
                    break

    def _within(self, times: DayTimes, day: date) -> Stretch:
        begins, length = day_in_figures(day, self._search.zone)
        if times.is_any:
            return begins, begins + length
        span = times.on(day, self._search.zone)
        return in_figures(span.starts_at), in_figures(span.ends_at)

    def _starts_on(self, day: date) -> Starts:
        """When something may begin, with the place of whose time it is, ordered."""
        extra = self._extras.get(day, ())
        found = self._known.get(day, {}).get(extra)
        if found is None:
            self._read_around(day)
            found = keep(self._known.setdefault(day, {}), extra, self._work_out(day, extra))
        return found

    def _work_out(self, day: date, extra: Extra) -> Starts:
        search = self._search
        begins, length = day_in_figures(day, search.zone)
        elsewhere = [(starts, ends) for of, starts, ends in extra if of is None]
        found: Starts = []
        lasting, of_day = search.minutes * MINUTE, self._memory.taken[day]
        longest = self._memory.longest.get(day)
        if longest is None:  # what one search of a day alone would not win back is worked out by the second
            self._memory.longest[day] = {}
        for place, key in enumerate(self._keys):
            windows = self._hours(key).windows(day)
            if not windows:
                continue
            taken = of_day[key]
            if longest is not None:
                if key not in longest:
                    longest[key] = longest_free(windows, taken)
                if longest[key] < lasting:
                    continue
            if windows[-1][2] > begins + length:
                taken = [*taken, *self._memory.taken[day + _ONE_DAY][key]]
            if extra:
                taken = [*taken, *((starts, ends, 0, 0) for of, starts, ends in extra if of == key)]
            blocked = blocked_by(taken, buffer_before=search.kind.buffer_before, buffer_after=search.kind.buffer_after)
            if elsewhere:
                blocked = joined(sorted([*blocked, *elsewhere]))
            starts_found = starts_within(windows, blocked, lasting=lasting, grid=self._grids[place])
            found += [(start, place) for start in starts_found]
        found.sort()
        return found

    def _hours(self, key: bytes) -> OpenDays:
        opened = self._memory.opened.get(key)
        if opened is None:
            if self._reading is None:
                raise NotRead
            first = self._memory.first_day - _ONE_DAY
            last = first + STAFF_LOOKS_AHEAD + 4 * _ONE_DAY
            ids = [one.practitioner_id for one in self._people]
            for whose, hours in hours_of(self._reading, ids, first, last).items():
                self._memory.opened[whose.bytes] = OpenDays(hours=hours, zone=self._search.zone)
            opened = self._memory.opened[key]
        return opened

    def _read_around(self, day: date) -> None:
        """Have what is taken that day, and of so many days after it as the search has come to want."""
        if self._is_read(day) and self._is_read(day + _ONE_DAY):
            return
        if self._reading is None:
            raise NotRead
        taken, zone = self._memory.taken, self._search.zone
        wanted = [day + n * _ONE_DAY for n in range(next(self._chunks, _CHUNKS[-1]) + 1)]
        days = [one for one in wanted if not self._is_read(one)]
        begins = [day_in_figures(one, zone)[0] for one in days]
        end = sum(day_in_figures(days[-1], zone))
        of_days = []
        for one in days:
            of_day = taken.setdefault(one, {})
            of_day.update([(key, []) for key in self._keys])
            of_days.append(of_day)
        ids = [one.practitioner_id for one in self._people]
        rows = taken_rows(self._reading, ids, begins[0] - _LONGEST_BUFFER, end + _LONGEST_BUFFER)
        for whose, starts, ends, before, after in rows:
            first = max(0, bisect_right(begins, starts - _LONGEST_BUFFER) - 1)
            for index in range(first, bisect_left(begins, ends + _LONGEST_BUFFER)):
                of_days[index][whose].append((starts, ends, before, after))
        self._read.update(days)

    def _is_read(self, day: date) -> bool:
        if day in self._read:
            return True
        known = self._memory.taken.get(day)
        if known is None or not all(key in known for key in self._keys):
            return False
        self._read.add(day)
        return True

    def _extras_by_day(self) -> dict[date, Extra]:
        """Holds that count for who asks, and the patient's own engagements, by the days they touch."""
        search, memory = self._search, self._memory
        now = in_figures(search.now)
        mine = None if search.account_id is None else search.account_id.bytes
        spans: list[tuple[bytes | None, int, int]] = [
            (whose, starts, ends)
            for whose, starts, ends, until, account in memory.holds(self._reading)
            if until > now and (mine is None or account != mine)
        ]
        if search.patient_id is not None:
            spans += [(None, *span) for span in memory.engaged(search.patient_id, now, self._reading)]
        found: dict[date, list[tuple[bytes | None, int, int]]] = {}
        for whose, starts, ends in spans:
            day = day_of(start_of(starts), search.zone) - _ONE_DAY
            last = day_of(start_of(ends), search.zone) + _ONE_DAY
            while day <= last:
                found.setdefault(day, []).append((whose, starts, ends))
                day += _ONE_DAY
        return {day: tuple(of_day) for day, of_day in found.items()}


_of_database: "WeakKeyDictionary[Database, FreeTimes]" = WeakKeyDictionary()


def free_times(database: Database) -> FreeTimes:
    """The one memory of a database's free times."""
    return _of_database.setdefault(database, FreeTimes(database))


_ONE_DAY = timedelta(days=1)
_JUST_UNDER = timedelta(microseconds=999)
"""What is not before an instant is not before the next whole millisecond."""
