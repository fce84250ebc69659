"""Next free: the first time among twenty practitioners within sixty days."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from statistics import median
from uuid import UUID

from clinic_desktop.domain.queries import DayPart, SlotQuery
from clinic_desktop.gui.calendar.ready_times import days_ahead, look_through
from clinic_desktop.services.free_times import free_times
from clinic_desktop.storage.reading.hours import hours_of

from .figures import Figure, timed
from .measured_clinic import MeasuredClinic

_TIMES = 200
_PEOPLE, _DAYS = 20, 60
_TAKEN = """
SELECT practitioner_id, starts_at, ends_at FROM appointment
WHERE practitioner_id IN ({marks}) AND starts_at >= ? AND starts_at < ?
AND status IN ('booked', 'arrived', 'in-room', 'fulfilled')
"""


def next_free_cold(measured: MeasuredClinic) -> Figure:
    """With nothing remembered, as after the start; bare: plain SQL reads what is taken on the first day."""
    ours = median(_cold(measured, _query(measured)) for _ in range(_TIMES))
    return Figure(
        name="next free, cold", unit="ms", figure=ours, bare=_bare(measured, days=1), goal="≤ 5 ms", met=ours <= 5
    )


def next_free_warm(measured: MeasuredClinic) -> Figure:
    """Asked again, each time with other weekdays or another half of the day."""
    query = _query(measured)
    ask = measured.clinic.scheduling.free_slots
    ask(query, limit=1)
    others = [
        replace(query, weekdays=frozenset({number % 5}), part=part)
        for number, part in ((n, part) for n in range(5) for part in DayPart)
    ]
    for other in others:
        ask(other, limit=1)
    ours = median(timed(partial(ask, others[number % len(others)], limit=1)) for number in range(_TIMES))
    return Figure(
        name="next free, warm", unit="ms", figure=ours, bare=_bare(measured, days=1), goal="≤ 0.2 ms", met=ours <= 0.2
    )


def next_free_in_vain(measured: MeasuredClinic) -> Figure:
    """The dearest search: sixty days are looked through cold, and nothing is free for as long as the longest hours are.

    So whoever has such hours on a day has something to do in them, and it must be read; whoever has a day without
    anything to do is left out. Bare: SQL reads what is taken in all of these days, whatever the hours are, and makes
    nothing of it.
    """
    query = replace(_query(measured), minutes=_longest_hours(measured))
    others = [one for one in _people(measured, at_most=-1) if one not in query.practitioner_ids]
    while found := measured.clinic.scheduling.free_slots(query, limit=1):
        busy = [one for one in query.practitioner_ids if one != found[0].practitioner_id]
        query = replace(query, practitioner_ids=(*busy, others.pop(0)))
    ours = median(_cold(measured, query) for _ in range(_TIMES // 10))
    return Figure(
        name="next free, 60 days in vain, cold", unit="ms", figure=ours, bare=_bare(measured, days=_DAYS),
        goal="≤ 5 ms", met=ours <= 5,
    )  # fmt: skip


def next_free_beyond_hours(measured: MeasuredClinic) -> Figure:
    """As in vain, but for a whole day, which nobody's hours are long enough for; nothing taken has to be read."""
    query = replace(_query(measured), minutes=480)
    ours = median(_cold(measured, query) for _ in range(_TIMES // 10))
    return Figure(
        name="next free, 60 days in vain, longer than any hours, cold", unit="ms", figure=ours,
        bare=_bare(measured, days=_DAYS), goal="≤ 5 ms", met=ours <= 5,
    )  # fmt: skip


def next_free_ready(measured: MeasuredClinic) -> Figure:
    """The dearest search again, of a length that was not asked for before, after what the program does by itself.

    Soon after somebody has signed in it looks through these days for the sake of such a search (`ReadyTimes`), and then
    remembers what is taken in them; in which of it so long an appointment has room is worked out now.
    """
    times, longest = [], _longest_hours(measured)
    for number in range(_TIMES // 10):
        free_times(measured.clinic.database).forget()
        look_through(measured.clinic, days_ahead(measured.today))
        query = replace(_query(measured), minutes=longest - number)
        times.append(timed(partial(measured.clinic.scheduling.free_slots, query, limit=1)))
    ours = median(times)
    return Figure(
        name="next free, 60 days in vain, looked through by the program before", unit="ms", figure=ours,
        bare=_bare(measured, days=_DAYS), goal="≤ 5 ms", met=ours <= 5,
    )  # fmt: skip


def _query(measured: MeasuredClinic) -> SlotQuery:
    kind = next(kind for kind in measured.clinic.settings.types() if kind.name == "Consultation")
    return SlotQuery(
        type_id=kind.id,
        practitioner_ids=_people(measured),
        first_day=measured.today,
        last_day=measured.today + timedelta(days=_DAYS),
    )


def _longest_hours(measured: MeasuredClinic) -> int:
    """How many minutes the longest hours without a break have in these days."""
    days = [measured.today + timedelta(days=number) for number in range(_DAYS + 1)]
    zone = measured.clinic.settings.read().zone_info
    with measured.clinic.database.reading() as reading:
        hours = hours_of(reading, _people(measured), days[0], days[-1]).values()
    return max(span.minutes for one in hours for day in days for span in one.open_time(day, zone))


def _people(measured: MeasuredClinic, *, at_most: int = _PEOPLE) -> tuple[UUID, ...]:
    rows = measured.ask(f"SELECT id FROM practitioner WHERE active ORDER BY name LIMIT {at_most}")
    return tuple(UUID(bytes=row[0]) for row in rows)


def _cold(measured: MeasuredClinic, query: SlotQuery) -> float:
    free_times(measured.clinic.database).forget()
    return timed(partial(measured.clinic.scheduling.free_slots, query, limit=1))


def _bare(measured: MeasuredClinic, *, days: int) -> float:
    people = [one.bytes for one in _people(measured)]
    sql = _TAKEN.format(marks=", ".join("?" * len(people)))
    begins = int(time.time() * 1000)
    ask: Callable[[], object] = partial(measured.ask, sql, *people, begins, begins + days * 86_400_000)
    return median(timed(ask) for _ in range(_TIMES // 5))
