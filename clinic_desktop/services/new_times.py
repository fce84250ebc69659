"""Other times for an appointment that loses its own: with the same doctor first, then with one of the department."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.availability import Hours
from clinic_desktop.domain.clinic_time import day_of, nearest_instant, wall_time
from clinic_desktop.domain.hours_change import clear_of
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.diaries import bookable

from .admission import Caller
from .free_slots import SlotSearch, nearest
from .limits import limits_of
from .offering import Sought

WITH_SAME, WITH_OTHERS = 3, 2
"""How many times are offered with the same doctor, and with colleagues."""

_ONE_DAY = timedelta(days=1)
_LOOKS_AHEAD = timedelta(days=60)
_MOST_OF_A_DAY = 400


def new_times(
    reading: Reading,
    caller: Caller,
    sought: Sought,
    now: datetime,
    *,
    but: UUID | None = None,
    hours: Mapping[UUID, Hours] | None = None,
    promised: Sequence[Slot] = (),
) -> list[Slot]:
    """The times nearest to the one that was sought, none of them promised to somebody else meanwhile.

    `but` is the appointment that would leave its own; `hours` stand in for those that are stored.
    """
    settings, kind = reading.clinic(), reading.get(AppointmentType, sought.type_id)
    limits, zone = limits_of(caller, settings, now), settings.zone_info
    wanted = sought.starts_at.astimezone(UTC)
    day = day_of(max(wanted, limits.not_before), zone)
    that_day = SlotSearch(
        practitioners=bookable(reading, [sought.practitioner_id]),
        kind=kind,
        minutes=sought.minutes or kind.minutes,
        first_day=day,
        limits=replace(limits, last_day=min(limits.last_day, day)),
        zone=zone,
        now=now,
        patient_id=sought.patient_id,
        account_id=caller.account_id,
        but=but,
        hours=hours or {},
    )
    same = nearest(clear_of(that_day.slots(reading, _MOST_OF_A_DAY), promised), wanted)
    if len(same) < WITH_SAME:
        later = replace(
            that_day,
            first_day=day + _ONE_DAY,
            limits=replace(limits, last_day=min(limits.last_day, day + _LOOKS_AHEAD)),
        )
        same += _on_other_days(reading, later, wall_time(wanted, zone).time(), promised)
    return [*same[:WITH_SAME], *_with_colleagues(reading, that_day, sought, wanted, promised)]


def _on_other_days(reading: Reading, search: SlotSearch, clock: time, promised: Sequence[Slot]) -> list[Slot]:
    """On each of the next days that have free time, what lies nearest to the time of day."""
    slots = replace(search, first_per_day=True).slots(reading, WITH_SAME + len(promised))
    found: list[Slot] = []
    for day in (day_of(slot.starts_at, search.zone) for slot in slots):
        of_day = replace(search, first_day=day, limits=replace(search.limits, last_day=day), first_per_day=False)
        free = clear_of(of_day.slots(reading, _MOST_OF_A_DAY), promised)
        at_that_time = nearest_instant(datetime.combine(day, clock), search.zone)
        found += nearest(free, at_that_time)[:1]
        if len(found) == WITH_SAME:
            break
    return found


def _with_colleagues(
    reading: Reading, that_day: SlotSearch, sought: Sought, wanted: datetime, promised: Sequence[Slot]
) -> list[Slot]:
    department_id = reading.get(Practitioner, sought.practitioner_id).department_id
    if department_id is None:
        return []
    others = [
        one for one in bookable(reading, department_id=department_id) if one.practitioner_id != sought.practitioner_id
    ]
    slots = replace(that_day, practitioners=others).slots(reading, _MOST_OF_A_DAY)
    return nearest(clear_of(slots, promised), wanted)[:WITH_OTHERS]
