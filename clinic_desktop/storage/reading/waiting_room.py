"""What the waiting room asks for beside the day's lines: tickets, reasons of cancelling, and what was left open."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import TextClause, bindparam, func, select, text

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.storage.column_types import id_of
from clinic_desktop.storage.tables import appointment, practitioner

from .appointments import line_of, lines
from .base import Query, Reading, any_id
from .notes import note, noted

_TICKETS = "last_ticket"
_STILL_OPEN = (AppointmentStatus.BOOKED, AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM)


def _open_ids() -> TextClause:
    # CROSS JOIN keeps this order: each practitioner's stretch of the index, which holds the status too.
    wanted = ", ".join(f"'{status.value}'" for status in _STILL_OPEN)
    return text(
        "SELECT a.id FROM json_each(:practitioner_ids) p CROSS JOIN appointment a "
        "WHERE a.practitioner_id = unhex(p.value) AND a.starts_at >= :begins AND a.starts_at < :now "
        f"AND a.ends_at <= :now AND a.status IN ({wanted}) LIMIT :limit"
    )


_OPEN_IDS = Query(_open_ids)
_BY_IDS = Query(
    lambda: lines().where(appointment.c.id.in_(any_id("ids"))).order_by(appointment.c.starts_at, appointment.c.id)
)
_PRACTITIONERS = Query(lambda: select(practitioner.c.id))
_LAST_TICKET = Query(
    lambda: select(func.max(appointment.c.ticket)).where(
        appointment.c.starts_at >= bindparam("begins"), appointment.c.starts_at < bindparam("ends")
    )
)
_CANCEL_REASONS = Query(
    lambda: select(appointment.c.id, appointment.c.cancel_reason).where(
        appointment.c.practitioner_id.in_(any_id("practitioner_ids")),
        appointment.c.starts_at >= bindparam("begins"),
        appointment.c.starts_at < bindparam("ends"),
        appointment.c.status == AppointmentStatus.CANCELLED,
    )
)


def open_lines(
    reading: Reading, *, begins: datetime, now: datetime, practitioner_ids: Sequence[UUID] | None, limit: int
) -> list[AppointmentLine]:
    """Appointments since `begins` whose time is over but not their status, by start; of everyone (None)."""
    everyone = practitioner_ids if practitioner_ids is not None else reading.lines(_PRACTITIONERS, id_of)
    ids = reading.lines(_OPEN_IDS, id_of, practitioner_ids=everyone, begins=begins, now=now, limit=limit)
    return lines_by_ids(reading, ids)


def lines_by_ids(reading: Reading, ids: Collection[UUID]) -> list[AppointmentLine]:
    """These appointments with the names beside them, by start."""
    return reading.lines(_BY_IDS, line_of, ids=ids)


def last_ticket(reading: Reading, day: Span) -> int:
    """The highest number given out on a clinic day, whether or not anybody bears it still; 0 before the first."""
    ((highest,),) = reading.raw_rows(_LAST_TICKET, begins=day.starts_at, ends=day.ends_at)
    of_day, _, number = (noted(reading, _TICKETS) or "").partition(" ")
    given = int(number) if of_day == day.starts_at.isoformat() else 0
    return max(highest or 0, given)


def keep_last_ticket(reading: Reading, day: Span, ticket: int) -> None:
    """From here the numbers go on, though a check-in be undone or moved to another day; inside a transaction."""
    note(reading, _TICKETS, f"{day.starts_at.isoformat()} {ticket}")


def cancel_reasons(reading: Reading, day: Span, practitioner_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Why each cancelled appointment of these practitioners' day was called off."""
    found = reading.raw_rows(_CANCEL_REASONS, practitioner_ids=practitioner_ids, begins=day.starts_at, ends=day.ends_at)
    return {id_of(appointment_id): reason for appointment_id, reason in found}
