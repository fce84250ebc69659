"""What a change of appointments makes of the tasks to move them: they settle themselves, in the same change."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic_time import days_of
from clinic_desktop.domain.desk_tasks import DeskTask, TaskKind, TaskStatus, outcome

from .reading.base import Reading
from .reading.hours import hours_of

Altered = Mapping[UUID, tuple[Appointment, Appointment]]
"""Appointments by id, each as it was before the change and as it is now."""


def settled_by(
    reading: Reading, altered: Altered, but: Collection[UUID], *, now: datetime, account_id: UUID | None
) -> list[DeskTask]:
    """The open tasks to move one of these appointments that are done with, as they are to be stored.

    `but` are tasks that the change itself speaks of, as an undoing does: they stand as it leaves them.
    """
    open_tasks = reading.where(
        DeskTask, appointment_id=tuple(altered), kind=TaskKind.MOVE, status=TaskStatus.REQUESTED, order=("id",)
    )
    settled = []
    for task in open_tasks:
        assert task.appointment_id is not None
        if task.id in but:
            continue
        before, after = altered[task.appointment_id]
        status = outcome(before, after, fits=_fits(reading, after))
        if status is not None:
            booked_id = after.id if status is TaskStatus.COMPLETED else None
            settled.append(replace(task, status=status, settled_at=now, settled_by=account_id, booked_id=booked_id))
    return settled


def _fits(reading: Reading, appointment: Appointment) -> bool:
    zone = reading.clinic().zone_info
    days = days_of(appointment.span, zone)
    hours = hours_of(reading, [appointment.practitioner_id], days[0], days[-1])
    return hours[appointment.practitioner_id].covers(appointment.span, zone)
