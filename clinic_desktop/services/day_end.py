"""The end of a day: what was left open, and closing it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, check_step
from clinic_desktop.domain.errors import ClinicError, StepNotAllowed
from clinic_desktop.domain.waiting_room import DayClosed, OpenEnds, Seen, unfinished, untouched
from clinic_desktop.storage.reading.appointments import line_by_id
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.waiting_room import open_lines
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .booking import seen
from .limits import require_own

LOOKED_BACK = timedelta(days=60)
MOST_OPEN = 200


def open_ends(reading: Reading, now: datetime, practitioner_ids: Sequence[UUID] | None) -> OpenEnds:
    """What today and the sixty days before left open."""
    found = open_lines(reading, begins=now - LOOKED_BACK, now=now, practitioner_ids=practitioner_ids, limit=MOST_OPEN)
    return OpenEnds(untouched=tuple(untouched(found, now)), unfinished=tuple(unfinished(found, now)))


def closed(transaction: Transaction, caller: Caller, no_shows: Sequence[Seen], completed: Sequence[Seen]) -> DayClosed:
    """Close these; what was changed meanwhile, or cannot take the step, stays as it is and is named."""
    refused = []
    counts = []
    for wanted, step in ((no_shows, _missed), (completed, _over)):
        stored = 0
        for one in wanted:
            try:
                _close(transaction, caller, one, step)
            except ClinicError as error:
                refused.append((line_by_id(transaction, one.id), error.sentence))
            else:
                stored += 1
        counts.append(stored)
    return DayClosed(no_shows=counts[0], completed=counts[1], refused=tuple(refused))


def _close(transaction: Transaction, caller: Caller, one: Seen, step: Callable[[Appointment], Appointment]) -> None:
    standing = seen(transaction, one.id, one.version)
    require_own(caller, practitioner_id=standing.practitioner_id, patient_id=standing.patient_id)
    transaction.replace(step(standing))


def _missed(standing: Appointment) -> Appointment:
    check_step(standing.status, AppointmentStatus.NOSHOW)
    return replace(standing, status=AppointmentStatus.NOSHOW)


def _over(standing: Appointment) -> Appointment:
    """Over, from wherever it was left; when, nobody stamped, and no clock says what nobody saw."""
    if standing.status not in (AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM):
        raise StepNotAllowed(before=standing.status.value, after=AppointmentStatus.FULFILLED.value)
    return replace(standing, status=AppointmentStatus.FULFILLED)
