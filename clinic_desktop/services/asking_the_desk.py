"""How tasks of the front desk are made, and unmade by what is done about their patients: within another's change."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.desk_tasks import DeskTask, TaskKind, TaskStatus, TaskWish
from clinic_desktop.domain.errors import InvalidInput, NotAllowed
from clinic_desktop.domain.people import Practitioner, Role
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.desk_tasks import asked_to_move, was_ever_with
from clinic_desktop.storage.reading.people import is_in_use
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .booking import require_active
from .limits import require_own
from .written import line


def asked_by(transaction: Transaction, caller: Caller, wishes: Iterable[TaskWish]) -> list[DeskTask]:
    """Put what a caller asks for on the desk's list; what is asked for already stays as it is, and is given back."""
    return [_asked(transaction, caller, wish) for wish in wishes]


def ask_for_link(transaction: Transaction, patient_id: UUID, *, asked_by: UUID | None = None) -> DeskTask:
    """Ask the desk to look whether a newcomer is in the file already, whoever stores them in this change."""
    standing = transaction.find(DeskTask, patient_id=patient_id, kind=TaskKind.LINK, status=TaskStatus.REQUESTED)
    if standing is not None:
        return standing
    return transaction.add(
        DeskTask(
            id=transaction.new_id(),
            kind=TaskKind.LINK,
            patient_id=patient_id,
            asked_at=transaction.now,
            asked_by=asked_by,
        )
    )


def done(transaction: Transaction, caller: Caller, task: DeskTask, booked_id: UUID | None = None) -> DeskTask:
    """Store a task as done by the caller."""
    return _settled(transaction, caller, task, TaskStatus.COMPLETED, booked_id)


def off_the_list(transaction: Transaction, caller: Caller, task: DeskTask) -> DeskTask:
    """Store a task as not to be done any more."""
    return _settled(transaction, caller, task, TaskStatus.CANCELLED, None)


def links_done(
    transaction: Transaction,
    caller: Caller,
    patient_ids: Collection[UUID],
    unless: Callable[[Reading, UUID], bool] = lambda _reading, _patient_id: False,
) -> None:
    """Somebody has decided who these are: whatever asked for it is done, unless there is more to be decided."""
    for task in _open(transaction, TaskKind.LINK, patient_ids):
        if not unless(transaction, task.patient_id):
            done(transaction, caller, task)


def not_stranded_any_more(transaction: Transaction, caller: Caller, appointment_ids: Collection[UUID]) -> None:
    """These appointments lie within the hours again: nobody needs to move them."""
    for task in asked_to_move(transaction, appointment_ids).values():
        off_the_list(transaction, caller, task)


def _open(transaction: Transaction, kind: TaskKind, patient_ids: Collection[UUID]) -> list[DeskTask]:
    return transaction.where(
        DeskTask, kind=kind, status=TaskStatus.REQUESTED, patient_id=tuple(patient_ids), order=("id",)
    )


def _settled(
    transaction: Transaction, caller: Caller, task: DeskTask, status: TaskStatus, booked_id: UUID | None
) -> DeskTask:
    return transaction.replace(
        replace(task, status=status, settled_at=transaction.now, settled_by=caller.account_id, booked_id=booked_id)
    )


def _asked(transaction: Transaction, caller: Caller, wish: TaskWish) -> DeskTask:
    visit = _visit_of(transaction, caller, wish)
    reason = line("reason", wish.reason, longest=500)
    match wish.kind:
        case TaskKind.MOVE:
            return _to_move(transaction, caller, visit, reason)
        case TaskKind.BOOK:
            return _to_book(transaction, caller, wish, visit, reason)
    if caller.role is Role.DOCTOR or wish.patient_id is None:
        raise NotAllowed
    return ask_for_link(transaction, wish.patient_id, asked_by=caller.account_id)


def _to_move(transaction: Transaction, caller: Caller, visit: Appointment | None, reason: str) -> DeskTask:
    if visit is None:
        raise InvalidInput("appointment_id", "Say which appointment is to be moved.")
    if visit.status is not AppointmentStatus.BOOKED:
        raise InvalidInput("appointment_id", "Only what is booked, and nobody has come for, can be moved.")
    known = asked_to_move(transaction, [visit.id]).get(visit.id)
    return known or transaction.add(
        DeskTask(
            id=transaction.new_id(),
            kind=TaskKind.MOVE,
            patient_id=visit.patient_id,
            practitioner_id=visit.practitioner_id,
            type_id=visit.type_id,
            appointment_id=visit.id,
            reason=reason,
            asked_at=transaction.now,
            asked_by=caller.account_id,
        )
    )


def _to_book(
    transaction: Transaction, caller: Caller, wish: TaskWish, visit: Appointment | None, reason: str
) -> DeskTask:
    patient_id = wish.patient_id or (None if visit is None else visit.patient_id)
    practitioner_id = wish.practitioner_id or (None if visit is None else visit.practitioner_id)
    if patient_id is None or practitioner_id is None:
        raise InvalidInput("patient_id", "Say who is to be booked, and with whom.")
    require_own(caller, practitioner_id=practitioner_id, patient_id=patient_id)
    if caller.role is Role.DOCTOR and not was_ever_with(transaction, patient_id, practitioner_id):
        raise NotAllowed("This patient has never been with you. Ask the front desk to book them.")
    if not is_in_use(transaction, patient_id):
        raise InvalidInput("patient_id", "This patient is archived. Take the record back from the archive first.")
    require_active(transaction.get(Practitioner, practitioner_id).active)
    task = DeskTask(
        id=transaction.new_id(),
        kind=TaskKind.BOOK,
        patient_id=patient_id,
        practitioner_id=practitioner_id,
        type_id=wish.type_id or (None if visit is None else visit.type_id),
        appointment_id=wish.appointment_id,
        wanted_day=wish.wanted_day,
        reason=reason,
        asked_at=transaction.now,
        asked_by=caller.account_id,
    )
    known = (one for one in _open(transaction, TaskKind.BOOK, [patient_id]) if _said(one) == _said(task))
    return next(known, None) or transaction.add(task)


def _said(task: DeskTask) -> tuple[object, ...]:
    """What a task to book asks for."""
    return task.practitioner_id, task.type_id, task.appointment_id, task.wanted_day


def _visit_of(transaction: Transaction, caller: Caller, wish: TaskWish) -> Appointment | None:
    """The appointment that a wish is about; raises NotAllowed for another doctor's."""
    if wish.appointment_id is None:
        return None
    visit = transaction.get(Appointment, wish.appointment_id)
    require_own(caller, practitioner_id=visit.practitioner_id, patient_id=visit.patient_id)
    return visit
