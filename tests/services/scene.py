"""The small clinic with something fresh for every call: the arguments of test_access."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count
from uuid import UUID

from clinic_desktop.domain.appointments import (
    Appointment,
    AppointmentStatus,
    AppointmentType,
    BookingRequest,
    CancelledBy,
    MoveRequest,
)
from clinic_desktop.domain.availability import AvailabilityException, Closure, ExceptionKind
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.desk_tasks import DeskTask, TaskKind, TaskWish
from clinic_desktop.domain.errors import InvalidInput, NotFound
from clinic_desktop.domain.hours_change import HoursChange
from clinic_desktop.domain.hours_plan import ClosureDraft, HoursPlan
from clinic_desktop.domain.hub_refusals import NoEnrolment
from clinic_desktop.domain.merging import MergeRequest
from clinic_desktop.domain.message_settings import MessageSettings
from clinic_desktop.domain.messages import Channel, Message, MessageState, Occasion
from clinic_desktop.domain.people import Account, Department, Patient, Practitioner, Role
from clinic_desktop.domain.queries import AppointmentFilter, ExceptionDraft, PatternDraft
from clinic_desktop.domain.recurrence import Recurrence, Unit
from clinic_desktop.domain.series import Series, SeriesMove, SeriesRequest, SeriesScope
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.domain.sync_refusals import NotReached
from clinic_desktop.domain.syncing import ConflictKind
from clinic_desktop.domain.verdict import WishedTime
from clinic_desktop.domain.waiting_list import Gap, WaitingDraft, WaitingEntry, Wish
from clinic_desktop.domain.waiting_room import WalkIn
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.passwords import Passwords
from tests.builders import COST, PASSWORD, SmallClinic, a_patient, an_account
from tests.services.deciding import a_conflict

TODAY = date(2026, 11, 24)
NEXT_MONDAY = date(2026, 11, 30)
_MONTHS_AWAY = 200  # days: no booking of `booking()` comes so far, however many are asked for
EVERY_DAY = [PatternDraft(weekday=day, starts=time(0), ends=time(0), valid_from=date(2026, 1, 1)) for day in range(7)]


class Scene:
    """The small clinic, with something fresh for every call, so that no call depends on another.

    The callers are Sam Ortiz, Rosa Lopez, Dr Okafor and Peter Novak; `me` is the one whose turn it is.
    """

    me: Clinic

    def __init__(self, clinic: SmallClinic) -> None:
        self.clinic = clinic
        self._numbers = count(1)
        self._times = count(0)

    def caller(self, role: Role) -> Account:
        of = self.clinic
        accounts = (of.admin, of.receptionist, of.doctor, of.patient)
        return next(account for account in accounts if account.role is role)

    def name(self) -> str:
        return f"fresh-{next(self._numbers)}"

    def day(self) -> date:
        """A day that nothing else uses, years from now."""
        return date(2030, 1, 1) + timedelta(days=next(self._numbers))

    def account(self) -> Account:
        return self.clinic.store(an_account(username=self.name()))

    def patient(self) -> Patient:
        return self.clinic.store(a_patient(mrn=self.name(), family_name=self.name(), birth_date=None))

    def merging(self) -> MergeRequest:
        kept, merged = self.patient(), self.patient()
        return MergeRequest(kept_id=kept.id, kept_version=1, merged_id=merged.id, merged_version=1)

    def merge(self) -> UUID:
        return self.clinic.as_receptionist().merging.merge(self.merging()).merge_id

    def novak(self) -> Patient:
        return self.clinic.stored(self.clinic.novak)

    def kim(self) -> Patient:
        return self.clinic.stored(self.clinic.kim)

    def okafor(self) -> Practitioner:
        return self.clinic.stored(self.clinic.okafor)

    def fischer(self) -> Practitioner:
        return self.clinic.stored(self.clinic.fischer)

    def practitioner(self) -> Practitioner:
        return self.clinic.store(Practitioner(id=UUID(int=0), name=self.name()))

    def department(self) -> Department:
        return self.clinic.store(Department(id=UUID(int=0), name=self.name()))

    def type(self) -> AppointmentType:
        return self.clinic.store(AppointmentType(id=UUID(int=0), name=self.name(), minutes=15))

    def exception(self, practitioner: Practitioner) -> AvailabilityException:
        day = self.day()
        kind = ExceptionKind.ADDS
        return self.clinic.store(
            AvailabilityException(
                id=UUID(int=0), practitioner_id=practitioner.id, first_day=day, last_day=day, kind=kind
            )
        )

    def closure(self) -> Closure:
        day = self.day()
        return self.clinic.store(Closure(id=UUID(int=0), name="Closed", first_day=day, last_day=day))

    def own(self, status: AppointmentStatus = AppointmentStatus.BOOKED, *, days: int = _MONTHS_AWAY) -> Appointment:
        """Peter Novak at Dr Okafor's, at a time of its own, months from now."""
        return self._appointment(status, days, self.clinic.novak.id, self.clinic.okafor.id)

    def others(self, status: AppointmentStatus = AppointmentStatus.BOOKED) -> Appointment:
        """Min Kim at Dr Fischer's."""
        return self._appointment(status, _MONTHS_AWAY, self.clinic.kim.id, self.clinic.fischer.id)

    def today(self) -> Appointment:
        """Peter Novak at Dr Okafor's within the hour; whoever was there before has gone."""
        starts_at = self.clinic.clock.now + timedelta(minutes=30)
        with self.clinic.database.reading() as reading:
            there = reading.where(Appointment, starts_at=starts_at)
        for one in (one for one in there if one.status.holds_time):  # who has come may have been called in, too
            self.clinic.store(replace(one, status=AppointmentStatus.CANCELLED))
        return self.clinic.store(self.clinic.an_appointment(starts_at, minutes=5))

    def call_next(self) -> Appointment:
        """Peter Novak has come hours before, and is called in."""
        now, over = self.clinic.clock.now, self.clinic.admin.id
        self.clinic.store(
            self.clinic.an_appointment(
                now + timedelta(hours=5, seconds=next(self._numbers)),
                minutes=1,
                overbooked_by=over,
                status=AppointmentStatus.ARRIVED,
                arrived_at=now,
            )
        )
        return self.me.visits.call_next(beside=True)

    def message(self, channel: Channel = Channel.EMAIL) -> Message:
        """One that waits, about nothing in particular."""
        now = self.clinic.clock.now
        return self.clinic.store(
            Message(
                id=UUID(int=0),
                patient_id=self.clinic.novak.id,
                appointment_id=None,
                occasion=Occasion.REMINDER,
                channel=channel,
                language="en",
                recipient="p.novak@example.org",
                subject="",
                body="",
                made_at=now,
                due_at=now,
                state=MessageState.WAITING,
            )
        )

    def mail_of(self, appointment: Appointment) -> None:
        """Ask for an e-mail; that messages are switched off here comes after who may ask."""
        with suppress(InvalidInput):
            self.me.own.send_by_mail(appointment.id)

    def message_settings(self) -> MessageSettings:
        with self.clinic.database.reading() as reading:
            return replace(reading.find(MessageSettings) or MessageSettings(id=UUID(int=0)), sender_name=self.name())

    def others_today(self) -> Appointment:
        """Min Kim at Dr Fischer's within the hour, at a time of its own."""
        starts_at = self.clinic.clock.now + timedelta(minutes=30, seconds=next(self._numbers))
        kim, fischer = self.clinic.kim.id, self.clinic.fischer.id
        over = self.clinic.admin.id  # over whoever else was asked for before
        return self.clinic.store(
            self.clinic.an_appointment(
                starts_at, minutes=5, patient_id=kim, practitioner_id=fischer, overbooked_by=over
            )
        )

    def walk_in(self, practitioner: Practitioner) -> WalkIn:
        """A patient of their own who comes to this doctor."""
        return WalkIn(
            patient_id=self.patient().id, type_id=self.clinic.consultation.id, practitioner_id=practitioner.id
        )

    def booking(self, patient: UUID, practitioner: UUID) -> BookingRequest:
        """A request for a time of its own, at which the doctors work."""
        number = next(self._times)
        monday = self.clinic.clock.now - timedelta(days=1)
        starts_at = monday + timedelta(weeks=1 + number // 70, days=number // 14 % 5, minutes=30 * (number % 14))
        kind = self.clinic.consultation.id
        return BookingRequest(patient_id=patient, practitioner_id=practitioner, type_id=kind, starts_at=starts_at)

    def wish(self, patient: UUID, practitioner: UUID) -> WishedTime:
        request = self.booking(patient, practitioner)
        return WishedTime(
            practitioner_id=practitioner, type_id=request.type_id, starts_at=request.starts_at, patient_id=patient
        )

    def held_slot(self, practitioner: UUID) -> Slot:
        starts_at = self.booking(self.clinic.novak.id, practitioner).starts_at
        return Slot(practitioner_id=practitioner, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30))

    def move(self, appointment: Appointment) -> MoveRequest:
        request = self.booking(appointment.patient_id, appointment.practitioner_id)
        return MoveRequest(appointment_id=appointment.id, version=appointment.version, starts_at=request.starts_at)

    def _appointment(self, status: AppointmentStatus, days: int, patient: UUID, practitioner: UUID) -> Appointment:
        starts_at = self.clinic.clock.now + timedelta(days=days, minutes=10 * next(self._numbers))
        return self.clinic.store(
            self.clinic.an_appointment(
                starts_at, minutes=5, patient_id=patient, practitioner_id=practitioner, status=status
            )
        )

    def series(self, patient: UUID, practitioner: UUID) -> SeriesRequest:
        """A request for a series of one, at a time of its own."""
        return SeriesRequest(booking=self.booking(patient, practitioner), recurrence=Recurrence(unit=Unit.DAY, count=1))

    def of_series(self, one: Callable[[], Appointment]) -> Appointment:
        """Such an appointment, as the only one of a series."""
        appointment = one()
        series = self.clinic.store(
            Series(
                id=UUID(int=0),
                patient_id=appointment.patient_id,
                practitioner_id=appointment.practitioner_id,
                type_id=appointment.type_id,
                rule=Recurrence(unit=Unit.DAY, count=1).rule,
                local_start=appointment.local_start,
                zone=appointment.zone,
                minutes=5,
            )
        )
        return self.clinic.store(replace(appointment, series_id=series.id))

    def series_move(self, one: Callable[[], Appointment]) -> SeriesMove:
        appointment = self.of_series(one)
        asked = self.move(appointment)
        return SeriesMove(
            appointment_id=asked.appointment_id,
            version=asked.version,
            scope=SeriesScope.ALL,
            starts_at=asked.starts_at,
        )

    def cancel_series(self, one: Callable[[], Appointment]) -> None:
        appointment = self.of_series(one)
        self.me.series.cancel(appointment.id, appointment.version, SeriesScope.ALL, CancelledBy.PATIENT, "Ill")

    def booking_over(self) -> BookingRequest:
        """A request for a time that Peter Novak has at Dr Okafor's already."""
        taken = self.own()
        request = self.booking(self.clinic.novak.id, taken.practitioner_id)
        return replace(request, starts_at=taken.starts_at, overbook_reason="Urgent")

    def listed(self, patient_id: UUID | None = None, *, everyone: bool = False) -> AppointmentFilter:
        return AppointmentFilter(first_day=TODAY, last_day=NEXT_MONDAY, patient_id=patient_id, everyone=everyone)

    def leave(self, practitioner: Practitioner) -> ExceptionDraft:
        day = self.day()
        kind = ExceptionKind.ADDS
        return ExceptionDraft(practitioner_id=practitioner.id, first_day=day, last_day=day, kind=kind)

    def wish_of(self, patient_id: UUID, practitioner_id: UUID | None = None) -> WaitingDraft:
        """To wait for a type of its own, with that doctor alone or with anyone."""
        wish = Wish(practitioner_ids=() if practitioner_id is None else (practitioner_id,))
        kind = replace(self.type(), patients_may_book=True)
        return WaitingDraft(patient_id=patient_id, type_id=self.clinic.store(kind).id, wish=wish)

    def entry(self) -> WaitingEntry:
        """Peter Novak, waiting for Dr Okafor."""
        return self._entry(self.clinic.novak.id, self.clinic.okafor.id)

    def others_entry(self) -> WaitingEntry:
        """Min Kim, waiting for Dr Fischer."""
        return self._entry(self.clinic.kim.id, self.clinic.fischer.id)

    def _entry(self, patient: UUID, practitioner: UUID) -> WaitingEntry:
        entry = WaitingEntry(
            id=UUID(int=0),
            patient_id=patient,
            type_id=self.clinic.consultation.id,
            practitioner_ids=(practitioner,),
            asked_at=self.clinic.clock.now,
        )
        return self.clinic.store(entry)

    def day_off(self, practitioner: Practitioner) -> HoursChange:
        """One on which nobody is booked."""
        return HoursChange(practitioner_id=practitioner.id, added=(self.leave(practitioner),))

    def weekly(self, practitioner: Practitioner) -> HoursChange:
        return HoursChange(practitioner_id=practitioner.id, patterns=tuple(EVERY_DAY))

    def closing(self) -> HoursPlan:
        """A day on which nobody is booked, and the clinic would be closed."""
        day = self.day()
        return HoursPlan(closed=(ClosureDraft(name="Inventory", first_day=day, last_day=day),))

    def wish_to_move(self, appointment: Appointment) -> TaskWish:
        return TaskWish(kind=TaskKind.MOVE, appointment_id=appointment.id)

    def task(self) -> DeskTask:
        """The caller asks the desk to book Peter Novak with Dr Okafor."""
        return self._task(self.clinic.novak.id, self.clinic.okafor.id, self.me.session.account.id)

    def others_task(self) -> DeskTask:
        """Dr Fischer asks the desk to book Min Kim with herself."""
        return self._task(self.clinic.kim.id, self.clinic.fischer.id, self.clinic.other_doctor.id)

    def _task(self, patient: UUID, practitioner: UUID, asked_by: UUID) -> DeskTask:
        task = DeskTask(
            id=UUID(int=0),
            kind=TaskKind.BOOK,
            patient_id=patient,
            practitioner_id=practitioner,
            type_id=self.clinic.consultation.id,
            asked_at=self.clinic.clock.now,
            asked_by=asked_by,
        )
        return self.clinic.store(task)

    def gap(self, practitioner: UUID) -> Gap:
        starts_at = self.clinic.clock.now + timedelta(days=1)
        return Gap(
            practitioner_id=practitioner, span=Span(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30))
        )

    def conflict(self, one: Callable[[], Appointment]) -> UUID:
        """Such an appointment, the reason for which two wrote differently."""
        return a_conflict(self.clinic, one(), ConflictKind.SAME_FIELD, mine={"reason": self.name()}).id

    def without_hub(self, call: Callable[[], object]) -> None:
        """What comes no further than to a hub that is not there, or to messages that were never set up."""
        with suppress(NotReached, NoEnrolment, NotFound):
            call()

    def change_password(self) -> None:
        """Change the caller's password, and put the old one back for those who come after."""
        self.me.account.change_password(PASSWORD, f"lantern-gravel-{self.name()}")
        account = self.clinic.stored(self.caller(self.me.session.account.role))
        self.clinic.store(replace(account, password_hash=Passwords(COST).hash(PASSWORD)))

    def add_closure(self) -> None:
        day = self.day()
        self.me.hours.add_closure("Inventory", day, day)
