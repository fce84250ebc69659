"""The verbs of the front desk's list: what it is asked to do, by whom, and what came of it."""

from collections.abc import Sequence
from datetime import datetime, time
from uuid import UUID

from clinic_desktop.domain.access import Permission, Scope
from clinic_desktop.domain.appointments import Appointment, AppointmentType, BookingRequest
from clinic_desktop.domain.clinic_time import nearest_instant
from clinic_desktop.domain.desk_tasks import DeskTask, NothingToSettle, TaskKind, TaskLine, TaskStatus, TaskWish
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed
from clinic_desktop.domain.merging import DuplicatePair
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.domain.undoing import DiaryVerb
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.desk_tasks import count_open, task_lines
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .asking_the_desk import asked_by, done, off_the_list
from .booking import booked, fit_to_book
from .desk import Desk
from .new_times import new_times
from .offering import Sought, booking
from .written import limit_of

_MORNING = time(8)


class DeskTasks(Desk):
    """What doctors, and patients who register alone, leave to the front desk.

    A task to move an appointment settles itself, in the same change, when that is moved to where it fits or called
    off; a task to book does with `book_from`, and a task to link when the newcomer is merged or told apart.
    """

    def ask(self, tasks: Sequence[TaskWish]) -> list[DeskTask]:
        """Put these on the desk's list, all or none; what is asked for already is given back as it stands.

        A doctor asks for the own appointments, and for patients who have been with them. Raises InvalidInput,
        NotAllowed.
        """
        caller = self.admit(Permission.ASK_THE_DESK)
        with self.database.transaction(caller.actor, DiaryVerb.ASK_THE_DESK) as transaction:
            return asked_by(transaction, caller, tasks)

    def open_tasks(self, *, limit: int = 200, after: TaskLine | None = None) -> list[TaskLine]:
        """What is to be done, the soonest due first."""
        self.admit(Permission.RUN_DESK_TASKS)
        with self.database.reading() as reading:
            return task_lines(reading, limit=limit_of(limit), after=after)

    def count(self) -> int:
        """How much is to be done."""
        self.admit(Permission.RUN_DESK_TASKS)
        with self.database.reading() as reading:
            return count_open(reading)

    def own(self, *, limit: int = 200) -> list[TaskLine]:
        """What the caller has asked for and is still to be done, the soonest due first."""
        caller = self.admit(Permission.ASK_THE_DESK)
        with self.database.reading() as reading:
            return task_lines(reading, limit=limit_of(limit), asked_by=caller.account_id)

    def proposals(self, task_id: UUID) -> list[Slot]:
        """Free times for a task: the nearest with the same doctor, then with colleagues of the department."""
        caller = self.admit(Permission.RUN_DESK_TASKS)
        with self.database.reading() as reading:
            task = reading.get(DeskTask, task_id)
            sought = _sought(reading, task, self.database.now())
            if sought is None:
                return []
            but = task.appointment_id if task.kind is TaskKind.MOVE else None
            return new_times(reading, caller, sought, self.database.now(), but=but)

    def likely_same(self, task_id: UUID) -> list[DuplicatePair]:
        """Whom a newcomer may be, likeliest first; the newcomer stands left."""
        from .likely_same import WORTH_A_LOOK, pairs_with

        self.admit(Permission.RUN_DESK_TASKS)
        with self.database.reading() as reading:
            return pairs_with(reading, reading.get(DeskTask, task_id).patient_id, least=WORTH_A_LOOK)

    def book_from(self, task_id: UUID, version: int, request: BookingRequest) -> Appointment:
        """Book what a task asks for; it is done in the same change.

        Refuses as `book` does, with the next free times, and ChangedMeanwhile, NothingToSettle.
        """
        caller = self.admit(Permission.RUN_DESK_TASKS)
        request = fit_to_book(caller, request)
        with booking(self.database, self.station, caller, request, DiaryVerb.BOOK_AS_ASKED) as transaction:
            task = _open(transaction, task_id, version)
            if request.patient_id != task.patient_id:
                raise InvalidInput("patient_id", "That was asked for somebody else. Book this patient by themselves.")
            appointment = transaction.add(booked(transaction, caller, request))
            done(transaction, caller, task, appointment.id)
            return appointment

    def settle(self, task_id: UUID, version: int, booked_id: UUID | None = None) -> DeskTask:
        """It is done, whatever way; `booked_id` is what came of it. Raises ChangedMeanwhile, NothingToSettle."""
        caller = self.admit(Permission.RUN_DESK_TASKS)
        with self.database.transaction(caller.actor, DiaryVerb.SETTLE_TASK) as transaction:
            task = _open(transaction, task_id, version)
            if booked_id is not None and transaction.get(Appointment, booked_id).patient_id != task.patient_id:
                raise InvalidInput("booked_id", "That appointment is another patient's.")
            return done(transaction, caller, task, booked_id)

    def withdraw(self, task_id: UUID, version: int) -> DeskTask:
        """It need not be done any more: said by the desk, or by whoever asked. Refuses as `settle` does."""
        caller = self.admit(Permission.ASK_THE_DESK)
        with self.database.transaction(caller.actor, DiaryVerb.WITHDRAW_TASK) as transaction:
            task = _open(transaction, task_id, version)
            _require_own(caller, task)
            return off_the_list(transaction, caller, task)


def _require_own(caller: Caller, task: DeskTask) -> None:
    if caller.scope is Scope.OWN and task.asked_by != caller.account_id:
        raise NotAllowed("Somebody else has asked for this. Tell the front desk.")


def _open(transaction: Transaction, task_id: UUID, version: int) -> DeskTask:
    """The task as it was seen, if it is still to be done."""
    task = transaction.get(DeskTask, task_id)
    if task.status is not TaskStatus.REQUESTED:
        raise NothingToSettle(transaction.get(Patient, task.patient_id).full_name, task.status)
    if task.version != version:
        raise ChangedMeanwhile("task", task)
    return task


def _sought(reading: Reading, task: DeskTask, now: datetime) -> Sought | None:
    """The time that would suit a task best; None where there is no telling with whom or what for."""
    appointment = None if task.appointment_id is None else reading.find(Appointment, id=task.appointment_id)
    if task.kind is TaskKind.MOVE and appointment is not None:
        return Sought(
            practitioner_id=appointment.practitioner_id,
            patient_id=appointment.patient_id,
            type_id=appointment.type_id,
            starts_at=appointment.starts_at,
            minutes=appointment.span.minutes,
        )
    if task.practitioner_id is None or task.type_id is None:
        return None
    zone = reading.clinic().zone_info
    wanted = now if task.wanted_day is None else nearest_instant(datetime.combine(task.wanted_day, _MORNING), zone)
    return Sought(
        practitioner_id=task.practitioner_id,
        patient_id=task.patient_id,
        type_id=task.type_id,
        starts_at=wanted,
        minutes=reading.get(AppointmentType, task.type_id).minutes,
    )
