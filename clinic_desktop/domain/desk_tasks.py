"""What the front desk is asked to do: an appointment to be moved, a visit to be booked, a newcomer to be looked up."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from .appointments import Appointment, AppointmentStatus
from .errors import ClinicError
from .records import Record
from .sheets import AppointmentLine


class TaskKind(StrEnum):
    """What is asked: move what a change of hours left without its time, book a visit that follows, link a newcomer."""

    MOVE = "move"
    BOOK = "book"
    LINK = "link"


class TaskStatus(StrEnum):
    """Where a task stands (FHIR R4 Task.status, of which these three are used)."""

    REQUESTED = "requested"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskTask(Record):
    """One thing on the front desk's list.

    `appointment_id` is the one to be moved, or the visit that another shall follow; `wanted_day` about when;
    `reason` what the desk tells the patient; `booked_id` what came of it.
    """

    kind: TaskKind
    patient_id: UUID
    practitioner_id: UUID | None = None
    type_id: UUID | None = None
    appointment_id: UUID | None = None
    wanted_day: date | None = None
    reason: str = ""
    asked_at: datetime
    asked_by: UUID | None = None
    status: TaskStatus = TaskStatus.REQUESTED
    settled_at: datetime | None = None
    settled_by: UUID | None = None
    booked_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskWish:
    """What somebody asks of the desk.

    To MOVE names the appointment, and nothing else is needed. To BOOK names the visit that it follows, or patient and
    practitioner; `wanted_day` says about when. To LINK names the newcomer.
    """

    kind: TaskKind
    appointment_id: UUID | None = None
    patient_id: UUID | None = None
    practitioner_id: UUID | None = None
    type_id: UUID | None = None
    wanted_day: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task with all that the desk needs to ring somebody up. `appointment` is the task's, as it stands now.

    `due_at` is what the list goes by: when the appointment would begin, the day that is wanted, or when it was asked.
    """

    task: DeskTask
    patient_name: str
    birth_date: date | None
    mrn: str
    phone: str
    practitioner_name: str = ""
    type_name: str = ""
    minutes: int = 0
    asked_by_name: str = ""
    appointment: AppointmentLine | None = None
    due_at: datetime

    @property
    def id(self) -> UUID:
        """The task's."""
        return self.task.id


class NothingToSettle(ClinicError):
    """A task that is done or withdrawn is neither settled nor withdrawn again."""

    def __init__(self, patient_name: str, status: TaskStatus) -> None:
        done = "is done already" if status is TaskStatus.COMPLETED else "was taken off the list already"
        super().__init__(f"What was asked for {patient_name} {done}. Look at the list again.")
        self.status = status


def outcome(before: Appointment, after: Appointment, *, fits: bool) -> TaskStatus | None:
    """What a change of an appointment makes of the task to move it; None while it is still to be moved.

    `fits` says whether the new time lies within the practitioner's hours; one booked over others on purpose is settled
    too. An appointment that is called off, or whose patient has come, needs no other time.
    """
    if after.status is not AppointmentStatus.BOOKED:
        return TaskStatus.CANCELLED
    is_elsewhere = (before.span, before.practitioner_id) != (after.span, after.practitioner_id)
    if not is_elsewhere or after.contested:
        return None
    return TaskStatus.COMPLETED if fits or after.is_overbooked else None
