"""How a change of an appointment is taken back: what stood before stands again, by the same rules."""

from dataclasses import replace

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.errors import UndoForbidden
from clinic_desktop.storage.journal import Action, Entry, entries_of, undone_by
from clinic_desktop.storage.transaction import Transaction

from .waiting import require_time_is_free


def take_back(transaction: Transaction, entry: Entry, what: str) -> Appointment:
    """Store the appointment as it stood before an entry; a booking becomes an entry in error.

    Raises UndoForbidden, saying who changed `what` since, and SlotTaken when its time was given away.
    """
    assert entry.record_id is not None
    _refuse_if_changed_since(transaction, entry, what)
    standing = transaction.get(Appointment, entry.record_id)
    if entry.action is Action.INSERT:
        return transaction.replace(replace(standing, status=AppointmentStatus.ENTERED_IN_ERROR))
    was = {name: value for name, value in entry.was.items() if name != "version"}
    restored: Appointment = replace(standing, **was)
    takes_time = not standing.status.holds_time or not standing.span.contains(restored.span)
    if restored.status.holds_time and (takes_time or standing.practitioner_id != restored.practitioner_id):
        require_time_is_free(transaction, restored)
    return transaction.replace(restored)


def _refuse_if_changed_since(transaction: Transaction, entry: Entry, what: str) -> None:
    """A later change stands in the way, unless it was taken back itself."""
    assert entry.record_id is not None
    for later in entries_of(transaction, entry.kind, entry.record_id, after=entry.seq):
        is_settled = later.undoes is not None or (
            later.change_id is not None and undone_by(transaction, later.change_id) is not None
        )
        if not is_settled:
            raise UndoForbidden(what, later.actor_name or "another program")
