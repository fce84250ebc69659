"""The rules of booking on what a calendar shows already: for the words of a drag's ghost, which wait for nobody."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from .availability import AvailabilityException, ExceptionKind, Hours
from .clinic_time import Span, wall_time
from .diary import Busy, Diary
from .sheets import AppointmentLine, DayColumn
from .verdict import Verdict


def verdict_on_sheet(
    column: DayColumn,
    day: date,
    lines: Iterable[AppointmentLine],
    wanted: Busy,
    *,
    patient_id: UUID | None,
    now: datetime,
    zone: ZoneInfo,
    held: Iterable[Busy] = (),
) -> Verdict:
    """As `Diary.verdict`, of a column and the lines of its day; `wanted.appointment_id` is what is dragged, if any.

    What it says is a promise of the moment: the service judges again, with what colleagues did meanwhile.
    """
    taken: list[Busy] = [*held]
    elsewhere: list[Busy] = []
    for line in lines:
        if not line.status.holds_time:
            continue
        busy = Busy(
            span=Span(starts_at=line.starts_at, ends_at=line.ends_at),
            buffer_before=line.buffer_before,
            buffer_after=line.buffer_after,
            appointment_id=line.id,
        )
        if line.practitioner_id == column.practitioner_id:
            taken.append(busy)
        elif line.patient_id == patient_id:
            elsewhere.append(busy)
    diary = Diary(
        practitioner_id=column.practitioner_id,
        hours=_hours_of(column, day, zone),
        zone=zone,
        taken=tuple(taken),
        patient_elsewhere=tuple(elsewhere),
    )
    return diary.verdict(wanted, now=now)


def _hours_of(column: DayColumn, day: date, zone: ZoneInfo) -> Hours:
    def exception(kind: ExceptionKind, span: Span | None) -> AvailabilityException:
        return AvailabilityException(
            id=column.practitioner_id,
            practitioner_id=column.practitioner_id,
            first_day=day,
            last_day=day,
            kind=kind,
            starts=None if span is None else wall_time(span.starts_at, zone).time(),
            ends=None if span is None else wall_time(span.ends_at, zone).time(),
            reason=column.away_reason,
        )

    if column.away_reason and not column.open_time:
        return Hours(exceptions=(exception(ExceptionKind.REMOVES, None),))
    return Hours(exceptions=tuple(exception(ExceptionKind.ADDS, span) for span in column.open_time))
