"""The waiting room's verbs: every step from the front door to the end of the visit."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, Confirmation, check_step
from clinic_desktop.domain.clinic_time import day_of, span_of_day
from clinic_desktop.domain.diary import busy_of
from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.people import Practitioner, Role
from clinic_desktop.domain.refusals import BeyondPolicy, SlotTaken
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.undoing import DiaryVerb
from clinic_desktop.storage.reading.appointments import appointment_lines
from clinic_desktop.storage.reading.diaries import diaries_of
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .booking import offering, seen
from .desk import Desk
from .limits import require_own
from .written import line

MOST_IN_A_DAY = 5_000

Step = Callable[[Transaction, Appointment], Appointment]
"""From an appointment as it stands to what it becomes."""


class Waiting(Desk):
    """Who is expected, who is here, who is in a room, and who has gone."""

    def today(self) -> list[AppointmentLine]:
        """Everyone of the clinic's day by the time of the appointment; a doctor's own only."""
        caller = self.admit(Permission.RUN_WAITING_ROOM)
        with self.database.reading() as reading:
            zone = reading.clinic().zone_info
            span = span_of_day(day_of(self.database.now(), zone), zone)
            own = [] if caller.practitioner_id is None else [caller.practitioner_id]
            return appointment_lines(
                reading,
                begins=span.starts_at,
                ends=span.ends_at,
                practitioner_ids=own if caller.role is Role.DOCTOR else None,
                limit=MOST_IN_A_DAY,
            )

    def confirm(self, appointment_id: UUID, version: int, confirmation: Confirmation) -> Appointment:
        """What the patient said to whether they will come; only of an appointment that is still to come."""

        def step(_: Transaction, standing: Appointment) -> Appointment:
            if standing.status is not AppointmentStatus.BOOKED:
                raise InvalidInput("confirmation", "Only an appointment that is still to come can be confirmed.")
            return replace(standing, confirmation=confirmation)

        caller = self.admit(Permission.RUN_WAITING_ROOM)
        return self._take(caller, DiaryVerb.CONFIRM, appointment_id, version, step)

    def check_in(self, appointment_id: UUID, version: int) -> Appointment:
        """The patient is here, perhaps after having been given up.

        Raises SlotTaken, with the next free times, when the time of a no-show was given away meanwhile. Patients check
        themselves in on the day, within the clinic's policy; otherwise BeyondPolicy.
        """
        caller = self.admit(Permission.CHECK_IN)

        def step(transaction: Transaction, standing: Appointment) -> Appointment:
            if caller.role is Role.PATIENT:
                _require_the_day(transaction, standing)
            check_step(standing.status, AppointmentStatus.ARRIVED)
            if not standing.status.holds_time:
                require_time_is_free(transaction, standing)
            return replace(standing, status=AppointmentStatus.ARRIVED, arrived_at=transaction.now)

        with offering(self.database, caller, appointment_id=appointment_id, when=SlotTaken):
            return self._take(caller, DiaryVerb.CHECK_IN, appointment_id, version, step)

    def send_to_room(self, appointment_id: UUID, version: int, room: str = "") -> Appointment:
        """The patient goes in; to the practitioner's own room unless another is named."""
        named = line("room", room, longest=80)

        def step(transaction: Transaction, standing: Appointment) -> Appointment:
            check_step(standing.status, AppointmentStatus.IN_ROOM)
            return replace(
                standing,
                status=AppointmentStatus.IN_ROOM,
                in_room_at=transaction.now,
                room=named or standing.room or transaction.get(Practitioner, standing.practitioner_id).room,
            )

        caller = self.admit(Permission.RUN_WAITING_ROOM)
        return self._take(caller, DiaryVerb.SEND_TO_ROOM, appointment_id, version, step)

    def complete(self, appointment_id: UUID, version: int) -> Appointment:
        """The visit is over."""

        def step(transaction: Transaction, standing: Appointment) -> Appointment:
            check_step(standing.status, AppointmentStatus.FULFILLED)
            return replace(standing, status=AppointmentStatus.FULFILLED, done_at=transaction.now)

        caller = self.admit(Permission.RUN_WAITING_ROOM)
        return self._take(caller, DiaryVerb.COMPLETE, appointment_id, version, step)

    def mark_no_show(self, appointment_id: UUID, version: int) -> Appointment:
        """The patient did not come; the time is free again."""

        def step(_: Transaction, standing: Appointment) -> Appointment:
            check_step(standing.status, AppointmentStatus.NOSHOW)
            return replace(standing, status=AppointmentStatus.NOSHOW)

        caller = self.admit(Permission.RUN_WAITING_ROOM)
        return self._take(caller, DiaryVerb.NO_SHOW, appointment_id, version, step)

    def _take(self, caller: Caller, verb: DiaryVerb, appointment_id: UUID, version: int, step: Step) -> Appointment:
        with self.database.transaction(caller.actor, verb) as transaction:
            standing = seen(transaction, appointment_id, version)
            require_own(caller, practitioner_id=standing.practitioner_id, patient_id=standing.patient_id)
            return transaction.replace(step(transaction, standing))


def require_time_is_free(transaction: Transaction, appointment: Appointment) -> None:
    """Raise SlotTaken when the practitioner's time was given to someone else; a deliberate overbooking may stand."""
    if appointment.is_overbooked:
        return
    diary = diaries_of(
        transaction,
        [appointment.practitioner_id],
        appointment.span,
        zone=transaction.clinic().zone_info,
        now=transaction.now,
        but=appointment.id,
        buffers=(appointment.buffer_before, appointment.buffer_after),
    )[appointment.practitioner_id]
    obstacle = diary.obstacle(busy_of(appointment))
    if isinstance(obstacle, SlotTaken):
        raise obstacle


def _require_the_day(transaction: Transaction, appointment: Appointment) -> None:
    settings = transaction.clinic()
    zone, opens = settings.zone_info, settings.policies.check_in_opens_minutes
    if day_of(appointment.starts_at, zone) != day_of(transaction.now, zone):
        raise BeyondPolicy("You can check in on the day of your appointment only.")
    if transaction.now < appointment.starts_at - timedelta(minutes=opens):
        raise BeyondPolicy(f"You can check in from {opens} minutes before your appointment. Please come back then.")
