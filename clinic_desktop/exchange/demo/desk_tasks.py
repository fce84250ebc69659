"""What reception is asked to do at Linden Street Clinic: a course that came late, and visits that shall follow."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.availability import AvailabilityException, ExceptionKind
from clinic_desktop.domain.clinic_time import Span, nearest_instant, span_of_day
from clinic_desktop.domain.desk_tasks import DeskTask, TaskKind
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.domain.records import Record
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.storage.reading.appointments import booked_lines
from clinic_desktop.storage.reading.base import Reading

from .house import House
from .identities import Identities

_AWAY, _ASKS = 1, 0
"""Who goes to the course, and who wants patients to come again: places among the practitioners."""

_LOOKED_AT = range(6, 20)
_STARTS, _ENDS = time(13, 30), time(16)
_COURSE = "Resuscitation course"
_FOLLOWING = (
    (21, "Control ECG before the new dose"),
    (42, "Blood pressure diary to be gone through"),
)
"""After how many days the patients seen last shall come again, and why."""


def tasks_of_today(reading: Reading, ids: Identities, house: House, *, now: datetime, today: date) -> Iterator[Record]:
    """The course, tasks to move whom it strands, and tasks to book whom Dr Okafor has seen."""
    away, asks = house.practitioners[_AWAY], house.practitioners[_ASKS]
    zone = house.settings.zone_info
    for day in (today + timedelta(days=ahead) for ahead in _LOOKED_AT):
        starts = nearest_instant(datetime.combine(day, _STARTS), zone)
        course = Span(starts_at=starts, ends_at=nearest_instant(datetime.combine(day, _ENDS), zone))
        lost = _met_by(reading, away.id, course, span_of_day(day, zone))
        if len(lost) > 1 and not any(one.practitioner_id == away.id and one.holds_on(day) for one in house.exceptions):
            yield _course(ids, away, day)
            yield from (_to_move(ids, line, away, now) for line in lost)
            break
    yield from _to_book(reading, ids, asks, now, today)


def _met_by(reading: Reading, practitioner_id: UUID, course: Span, day: Span) -> Sequence[AppointmentLine]:
    booked = booked_lines(reading, begins=day.starts_at, ends=day.ends_at, practitioner_id=practitioner_id, limit=100)
    return [one for one in booked if one.starts_at < course.ends_at and course.starts_at < one.ends_at]


def _course(ids: Identities, away: Practitioner, day: date) -> AvailabilityException:
    return AvailabilityException(
        id=ids.next(),
        practitioner_id=away.id,
        first_day=day,
        last_day=day,
        kind=ExceptionKind.REMOVES,
        starts=_STARTS,
        ends=_ENDS,
        reason=_COURSE,
    )


def _to_move(ids: Identities, line: AppointmentLine, away: Practitioner, now: datetime) -> DeskTask:
    return DeskTask(
        id=ids.next(),
        kind=TaskKind.MOVE,
        patient_id=line.patient_id,
        practitioner_id=away.id,
        type_id=line.type_id,
        appointment_id=line.id,
        reason=_COURSE,
        asked_at=now - timedelta(hours=1),
        asked_by=away.account_id,
    )


def _to_book(reading: Reading, ids: Identities, asks: Practitioner, now: datetime, today: date) -> Iterator[DeskTask]:
    seen = reading.where(
        Appointment,
        practitioner_id=asks.id,
        status=AppointmentStatus.FULFILLED,
        order=("-starts_at",),
        limit=len(_FOLLOWING),
    )
    for visit, (days, reason) in zip(seen, _FOLLOWING, strict=False):
        yield DeskTask(
            id=ids.next(),
            kind=TaskKind.BOOK,
            patient_id=visit.patient_id,
            practitioner_id=asks.id,
            type_id=visit.type_id,
            appointment_id=visit.id,
            wanted_day=today + timedelta(days=days),
            reason=reason,
            asked_at=now - timedelta(minutes=days),
            asked_by=asks.account_id,
        )
