"""The waiting room's verbs: every step from the front door to the end of the visit."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.appointments import MOST_EARLIER, Appointment, AppointmentStatus, Confirmation, check_step
from clinic_desktop.domain.clinic_time import day_of, day_words, span_of_day
from clinic_desktop.domain.errors import InvalidInput, NotToday
from clinic_desktop.domain.people import Practitioner, Role
from clinic_desktop.domain.refusals import BeyondPolicy, SlotTaken
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.undoing import DiaryVerb
from clinic_desktop.domain.visit_lengths import AS_BOOKED
from clinic_desktop.domain.waiting_room import Board, DayClosed, OpenEnds, Place, Seen, WalkIn, doctors_line
from clinic_desktop.storage.reading.appointments import appointment_lines, day_lines
from clinic_desktop.storage.reading.waiting_room import cancel_reasons
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .booking import own_seen
from .day_ahead import day_ahead
from .day_end import closed, open_ends
from .desk import Desk
from .last_steps import step_of_session
from .limits import require_own
from .note_reading import without_note
from .offering import offering
from .still_free import require_time_is_free
from .tickets import have_tickets, with_ticket
from .visit_history import visit_history
from .walk_ins import taken_in
from .written import line

MOST_IN_A_DAY = 5_000
"""How long before the appointment a patient may be asked to arrive."""

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
            return appointment_lines(
                reading,
                begins=span.starts_at,
                ends=span.ends_at,
                practitioner_ids=_own_diary(caller),
                limit=MOST_IN_A_DAY,
            )

    def board(self, day: date | None = None) -> Board:
        """A clinic day (today's, if none is named) of all active practitioners; of a doctor's own diary only."""
        caller = self.admit(Permission.RUN_WAITING_ROOM)
        with self.database.glance() as reading:
            zone = reading.clinic().zone_info
            day = day or day_of(self.database.now(), zone)
            span = span_of_day(day, zone)
            read = day_ahead(self.database).take(reading, day, zone, _own_diary(caller))
            shown = [one for one in read.lines if one.starts_at >= span.starts_at]
            reasons = cancel_reasons(reading, span, [column.practitioner_id for column in read.columns])
            lengths = AS_BOOKED
            if span.starts_at <= self.database.now() < span.ends_at:
                here = (AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM)
                at_work = {line.practitioner_id for line in shown if line.status in here}
                lengths = visit_history(self.database).of(reading, at_work, self.database.now())
        return Board(day=day, columns=read.columns, lines=tuple(shown), cancel_reasons=reasons, lengths=lengths)

    def place_of(self, appointment_id: UUID) -> Place | None:
        """The place in line of somebody who waits today, and when they will probably be called; None for others."""
        caller = self.admit(Permission.RUN_WAITING_ROOM)
        with self.database.glance() as reading:
            standing = reading.get(Appointment, appointment_id)
            require_own(caller, practitioner_id=standing.practitioner_id, patient_id=standing.patient_id)
            now, zone = self.database.now(), reading.clinic().zone_info
            day = span_of_day(day_of(now, zone), zone)
            if (
                standing.status is not AppointmentStatus.ARRIVED
                or not day.starts_at <= standing.starts_at < day.ends_at
            ):
                return None
            whose = standing.practitioner_id
            lines = day_lines(reading, day, {whose: ""})
            lengths = visit_history(self.database).of(reading, [whose], now)
        return dict(doctors_line(whose, lines, now, lengths).places()).get(appointment_id)

    def walk_in(self, request: WalkIn) -> Appointment:
        """Someone without an appointment is here: from now on they have one, and have arrived.

        Where there is no free time they stand over others ("Walk-in"). Raises OutsideHours, OnLeave, ClinicClosed and
        PatientBusy unless `despite` says why they come in all the same.
        """
        caller = self.admit(Permission.RUN_WAITING_ROOM)
        have_tickets(self.database, self.station)
        with self.database.transaction(caller.actor, DiaryVerb.WALK_IN) as transaction:
            return without_note(caller, transaction.add(taken_in(transaction, caller, request)))

    def ask_to_arrive(self, appointment_id: UUID, version: int, at: datetime | None) -> Appointment:
        """When the patient is to be here, some time before the appointment; None: at its time, as everyone."""

        def step(_: Transaction, standing: Appointment) -> Appointment:
            if standing.status is not AppointmentStatus.BOOKED:
                raise InvalidInput("at", "Only a patient who is still to come can be asked to arrive earlier.")
            if at is not None:
                _require_before(at, standing)
            return replace(standing, asked_to_arrive_at=at)

        caller = self.admit(Permission.RUN_WAITING_ROOM)
        return self._take(caller, DiaryVerb.ASK_TO_ARRIVE, appointment_id, version, step)

    def open_ends(self) -> OpenEnds:
        """Who never came and whose visit was never completed, today and in the days before, by time."""
        caller = self.admit(Permission.RUN_WAITING_ROOM)
        with self.database.reading() as reading:
            return open_ends(reading, self.database.now(), _own_diary(caller))

    def close_day(self, *, no_shows: Sequence[Seen], completed: Sequence[Seen]) -> DayClosed:
        """Mark these as no-shows and complete those, in one change; what cannot be is named and left as it is."""
        caller = self.admit(Permission.RUN_WAITING_ROOM)
        with self.database.transaction(caller.actor, DiaryVerb.CLOSE_DAY) as transaction:
            return closed(transaction, caller, no_shows, completed)

    def step_to_take_back(self, appointment_id: UUID) -> UUID:
        """The change that was the last step of an appointment, if this session took it; it is taken back by Undo.

        Raises StepOfAnother, which says whose it was, and NothingToUndo.
        """
        caller = self.admit(Permission.RUN_WAITING_ROOM)
        with self.database.reading() as reading:
            standing = reading.get(Appointment, appointment_id)
            require_own(caller, practitioner_id=standing.practitioner_id, patient_id=standing.patient_id)
            return step_of_session(reading, caller, appointment_id)

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
        themselves in on the day, within the clinic's policy; otherwise BeyondPolicy. Raises NotToday for another day's.
        """
        caller = self.admit(Permission.CHECK_IN)

        def step(transaction: Transaction, standing: Appointment) -> Appointment:
            if caller.role is Role.PATIENT:
                _require_patients_time(transaction, standing)
            check_step(standing.status, AppointmentStatus.ARRIVED)
            _require_today(transaction, standing)
            if not standing.status.holds_time:
                require_time_is_free(transaction, standing)
            arrived = replace(standing, status=AppointmentStatus.ARRIVED, arrived_at=transaction.now)
            return with_ticket(transaction, arrived)

        have_tickets(self.database, self.station)
        with offering(self.database, caller, appointment_id, when=SlotTaken):
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
            standing = own_seen(transaction, caller, appointment_id, version)
            return without_note(caller, transaction.replace(step(transaction, standing)))


def _own_diary(caller: Caller) -> list[UUID] | None:
    """A doctor's own diary; everyone's (None) for the desk."""
    if caller.role is not Role.DOCTOR:
        return None
    return [] if caller.practitioner_id is None else [caller.practitioner_id]


def _require_before(at: datetime, appointment: Appointment) -> None:
    if at.tzinfo is None:
        raise InvalidInput("at", "That time belongs to no time zone. Choose it on the clinic's clock.")
    if not appointment.starts_at - MOST_EARLIER <= at <= appointment.starts_at:
        hours = int(MOST_EARLIER.total_seconds() // 3600)
        raise InvalidInput("at", f"Choose a time before the appointment, at most {hours} hours before.")


def _require_today(transaction: Transaction, appointment: Appointment) -> None:
    zone = transaction.clinic().zone_info
    day = day_of(appointment.starts_at, zone)
    if day != day_of(transaction.now, zone):
        raise NotToday(day_words(day))


def _require_patients_time(transaction: Transaction, appointment: Appointment) -> None:
    settings = transaction.clinic()
    if not settings.policies.patients_check_in:
        raise BeyondPolicy(
            "Patients do not check in by themselves here. Please say at the front desk that you are here."
        )
    zone, opens = settings.zone_info, settings.policies.check_in_opens_minutes
    if day_of(appointment.starts_at, zone) != day_of(transaction.now, zone):
        raise BeyondPolicy("You can check in on the day of your appointment only.")
    expected = appointment.asked_to_arrive_at or appointment.starts_at
    if transaction.now < expected - timedelta(minutes=opens):
        raise BeyondPolicy(f"You can check in from {opens} minutes before your appointment. Please come back then.")
