"""Free times found in the memory of a database, which the journal keeps up to date."""

import threading
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from weakref import WeakKeyDictionary

from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.free_days import (
    DAY,
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
from clinic_desktop.storage.reading.taken import last_entry

from .free_memory import Extra, FreeMemory, NotRead, Remembered, Starts, keep
from .free_reading import read_taken, weigh
from .free_slots import SlotSearch
from .limits import STAFF_LOOKS_AHEAD

_CHUNKS = (2, 5, 14, 28)
_LONG = 120
"""Minutes for which there often is no room: it is cheaper to ask first how much is taken in all."""


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
        self._room: dict[date, Sequence[int]] = {}
        self._on_weekday: dict[int, Sequence[int]] = {}
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
            self._read_around(day, self._roomy(day))
            found = keep(self._known.setdefault(day, {}), extra, self._work_out(day, self._roomy(day), extra))
        return found

    def _roomy(self, day: date) -> Sequence[int]:
        """The places of those whose hours that day are long enough, and of whom no more is known to be taken."""
        found = self._room.get(day)
        if found is None:
            lasting, longest, opened = self._search.minutes * MINUTE, self._memory.longest.get(day), self._opened
            found = [place for place in self._may_be_roomy(day) if opened[place].holds(day, lasting)]
            if longest:
                found = [place for place in found if longest.get(self._keys[place], lasting) >= lasting]
            self._room[day] = found
        return found

    def _may_be_roomy(self, day: date) -> Sequence[int]:
        """The places of those who are not too short of hours on every such weekday."""
        weekday = day.weekday()
        found = self._on_weekday.get(weekday)
        if found is None:
            lasting = self._search.minutes * MINUTE
            found = [place for place, one in enumerate(self._opened) if one.may_ever_hold(weekday, lasting)]
            self._on_weekday[weekday] = found
        if len(found) < len(self._keys) and day_in_figures(day, self._search.zone)[1] > DAY:
            return range(len(self._keys))
        return found

    @cached_property
    def _opened(self) -> Sequence[OpenDays]:
        """Everybody's hours, by place."""
        opened = self._memory.opened
        if not all(key in opened for key in self._keys):
            if self._reading is None:
                raise NotRead
            first = self._memory.first_day - _ONE_DAY
            last = first + STAFF_LOOKS_AHEAD + 4 * _ONE_DAY
            ids = [one.practitioner_id for one in self._people]
            for whose, hours in hours_of(self._reading, ids, first, last).items():
                opened[whose.bytes] = OpenDays(hours, self._search.zone)
        return [opened[key] for key in self._keys]

    def _work_out(self, day: date, roomy: Sequence[int], extra: Extra) -> Starts:
        if not roomy:
            return []
        lasting, taken = self._search.minutes * MINUTE, self._memory.taken[day]
        longest = self._memory.longest.setdefault(day, {})
        found: Starts = []
        for place in roomy:
            key = self._keys[place]
            windows = self._opened[place].windows(day)
            if key not in longest:
                longest[key] = longest_free(windows, taken[key])
            if longest[key] >= lasting:
                starts = starts_within(
                    windows, self._blocked(day, place, extra), lasting=lasting, grid=self._grids[place]
                )
                found += [(start, place) for start in starts]
        found.sort()
        return found

    def _blocked(self, day: date, place: int, extra: Extra) -> list[Stretch]:
        key, kind = self._keys[place], self._search.kind
        taken = self._memory.taken[day][key]
        if self._opened[place].goes_on(day):
            taken = [*taken, *self._memory.taken[day + _ONE_DAY][key]]
        if extra:
            taken = [*taken, *((starts, ends, 0, 0) for of, starts, ends in extra if of == key)]
        blocked = blocked_by(taken, buffer_before=kind.buffer_before, buffer_after=kind.buffer_after)
        elsewhere = [(starts, ends) for of, starts, ends in extra if of is None]
        return joined(sorted([*blocked, *elsewhere])) if elsewhere else blocked

    def _read_around(self, day: date, roomy: Sequence[int]) -> None:
        """Have what is taken of those that day, and on so many days after it as the search has come to want."""
        if not self._unread(day, roomy):
            return
        if self._reading is None:
            raise NotRead
        days = list(islice(self._search.days(day), next(self._chunks, _CHUNKS[-1])))
        if self._search.minutes >= _LONG:
            self._weigh(days, self._reading)
        wanted: dict[bytes, set[date]] = {}
        for one in days:
            for key, unread in self._unread(one, self._roomy(one)):
                wanted.setdefault(key, set()).add(unread)
        read_taken(self._memory, self._reading, wanted, self._search.zone)

    def _weigh(self, days: Sequence[date], reading: Reading) -> None:
        """Look no further at those of whom so much is taken that nothing so long can be free."""
        longest = self._memory.longest
        places = ((day, place) for day in days for place in self._roomy(day))
        wanted = [
            (self._keys[place], day, self._opened[place].windows(day))
            for day, place in places
            if self._keys[place] not in longest.get(day, ())
        ]
        weigh(self._memory, reading, wanted, self._search.minutes * MINUTE)
        for day in days:
            self._room.pop(day, None)

    def _unread(self, day: date, roomy: Sequence[int]) -> list[tuple[bytes, date]]:
        """What is to be read for the sake of that day: whose, and of which day."""
        taken = self._memory.taken
        of_day, of_next = taken.get(day, ()), taken.get(day + _ONE_DAY, ())
        unread = [(self._keys[place], day) for place in roomy if self._keys[place] not in of_day]
        late = [place for place in roomy if self._opened[place].goes_on(day) and self._keys[place] not in of_next]
        return unread + [(self._keys[place], day + _ONE_DAY) for place in late]

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
