"""How a change is taken back: what stood before stands again, record by record, by the same rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.availability import AvailabilityException, Closure, WeeklyPattern
from clinic_desktop.domain.desk_tasks import DeskTask, TaskStatus
from clinic_desktop.domain.holds import Hold
from clinic_desktop.domain.merging import DistinctPatients, PatientMerge
from clinic_desktop.domain.messages import Message, MessageState
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.records import Record
from clinic_desktop.domain.refusals import HasFutureAppointments, UndoForbidden
from clinic_desktop.domain.waiting_list import WaitingEntry, WaitingStatus
from clinic_desktop.storage.journal import Action, Entry, entries_of, entries_of_change, undone_by
from clinic_desktop.storage.kinds import KINDS
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.visits import upcoming_of_patient
from clinic_desktop.storage.transaction import Transaction

from .still_free import require_time_is_free
from .told import APPOINTMENT, lines_of


def take_back(transaction: Transaction, entries: Sequence[Entry], what: str) -> None:
    """Store every record as it stood before a change, the last one first; what it added goes, or counts as an error.

    Raises UndoForbidden, saying who changed `what` since, and SlotTaken when a time was given away.
    """
    for entry in entries:
        _refuse_if_changed_since(transaction, entry, what)
    put_back(transaction, entries)


def put_back(transaction: Transaction, entries: Sequence[Entry]) -> None:
    """As `take_back`, whoever changed the records since; raises SlotTaken."""
    for entry in reversed(entries):
        assert entry.record_id is not None
        kind = KINDS[entry.kind]
        if entry.action is Action.DELETE:
            transaction.add(kind.record(**entry.was))
            continue
        standing: Record = transaction.get(kind.record, entry.record_id)
        if entry.action is Action.INSERT:
            take_away = _ADDED.get(kind.record)
            if take_away is not None:
                take_away(transaction, standing)
            continue
        was = {name: value for name, value in entry.was.items() if name != "version"}
        restored = replace(standing, **was)
        if isinstance(restored, Appointment):
            assert isinstance(standing, Appointment)
            _require_room(transaction, standing, restored)
        transaction.replace(restored)


def can_be_taken_back(entries: Sequence[Entry]) -> bool:
    """Whether all that a change did is known record by record."""
    return bool(entries) and all(entry.action is not Action.BATCH and entry.record_id is not None for entry in entries)


def _require_room(transaction: Transaction, standing: Appointment, restored: Appointment) -> None:
    """Raise SlotTaken when the time that would be taken again was given away."""
    took_time = standing.status.holds_time and not standing.contested
    takes_time = not took_time or not standing.span.contains(restored.span)
    if restored.status.holds_time and (takes_time or standing.practitioner_id != restored.practitioner_id):
        require_time_is_free(transaction, restored)


def _cross_out(transaction: Transaction, standing: Appointment) -> None:
    transaction.replace(replace(standing, status=AppointmentStatus.ENTERED_IN_ERROR))


def _archive(transaction: Transaction, standing: Patient) -> None:
    upcoming = upcoming_of_patient(transaction, standing.id, transaction.now)
    if upcoming:
        raise HasFutureAppointments(standing.full_name, upcoming)
    transaction.replace(replace(standing, archived=True))


def _withdraw(transaction: Transaction, standing: WaitingEntry) -> None:
    transaction.replace(replace(standing, status=WaitingStatus.WITHDRAWN))


def _ask_no_more(transaction: Transaction, standing: DeskTask) -> None:
    if standing.status is TaskStatus.REQUESTED:
        transaction.replace(replace(standing, status=TaskStatus.CANCELLED, settled_at=transaction.now))


def _do_not_send(transaction: Transaction, standing: Message) -> None:
    if standing.state is MessageState.WAITING:
        transaction.replace(replace(standing, state=MessageState.WITHDRAWN, settled_at=transaction.now))


def _mark_apart(transaction: Transaction, standing: PatientMerge) -> None:
    transaction.replace(replace(standing, taken_apart_at=transaction.now))


def _remove(transaction: Transaction, standing: Record) -> None:
    transaction.remove(standing)


_ADDED: Mapping[type[Record], Callable[[Transaction, Any], None]] = {  # Any: each takes its own record
    Appointment: _cross_out,
    Patient: _archive,
    WaitingEntry: _withdraw,
    Message: _do_not_send,
    PatientMerge: _mark_apart,
    DistinctPatients: _remove,
    AvailabilityException: _remove,
    WeeklyPattern: _remove,
    Closure: _remove,
    DeskTask: _ask_no_more,
    Hold: _remove,
}
"""How what was added is taken away again; a rule of a series stays, it says nothing without its appointments."""


def _refuse_if_changed_since(transaction: Transaction, entry: Entry, what: str) -> None:
    """A later change stands in the way, unless it was taken back itself."""
    assert entry.record_id is not None
    for later in entries_of(transaction, entry.kind, entry.record_id, after=entry.seq):
        if later.change_id == entry.change_id or _is_settled(transaction, later, entry.seq):
            continue
        (change,) = lines_of(transaction, [later])
        appointment_id = entry.record_id if entry.kind == APPOINTMENT else None
        raise UndoForbidden(what, change, entry.change_id or entry.record_id, appointment_id)


def _is_settled(reading: Reading, later: Entry, seq: int) -> bool:
    """Whether a change after entry `seq` holds no longer, or itself only brought back what stood after that entry."""
    if later.change_id is not None and not _holds(reading, later.change_id):
        return True
    if later.undoes is None:
        return False
    undone = entries_of_change(reading, later.undoes)
    return bool(undone) and undone[0].seq > seq


def _holds(reading: Reading, change_id: UUID) -> bool:
    """Whether no change that holds took this one back."""
    undoing = undone_by(reading, change_id)
    return undoing is None or not _holds(reading, undoing)
