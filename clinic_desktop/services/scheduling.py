"""The diary's verbs: what is on, what is free, and booking, moving and cancelling."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.appointments import (
    Appointment,
    AppointmentStatus,
    BookingRequest,
    CancelledBy,
    MoveRequest,
    check_step,
)
from clinic_desktop.domain.calendar_spans import MonthDay, SpanSheet
from clinic_desktop.domain.clinic_time import day_of, span_of_day, span_of_days
from clinic_desktop.domain.diary import OVER, check_length
from clinic_desktop.domain.errors import AlreadyOver, InvalidInput, NotAllowed
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.queries import AppointmentFilter, SlotQuery
from clinic_desktop.domain.refusals import BeyondPolicy
from clinic_desktop.domain.sheets import AppointmentCard, AppointmentLine, DaySheet, Slot
from clinic_desktop.domain.undoing import DiaryVerb
from clinic_desktop.domain.verdict import Verdict, WishedTime
from clinic_desktop.storage.reading.appointments import appointment_lines, day_lines, line_by_id
from clinic_desktop.storage.reading.held_times import held_times
from clinic_desktop.storage.reading.loads import month_days, span_columns

from .admission import Caller
from .booking import NO_BOOKING_BY_PATIENTS, booked, fit_to_book, moved, own_seen
from .day_ahead import day_ahead
from .desk import Desk
from .free_memory import Remembered
from .free_slots import SlotSearch
from .free_times import free_times
from .judging import judged
from .limits import Limits, limits_of, require_before_limit, require_own
from .note_reading import notes_to_read, without_note
from .offering import booking
from .told import changes_of
from .visit_notes import LONGEST, drop_draft
from .written import limit_of, line, prose

MOST_DAYS = 400
"""The longest span of days that one reading answers for."""

MOST_DAYS_OF_COLUMNS = 14


class Scheduling(Desk):
    """The diary for one signed-in person."""

    def day_sheet(
        self, day: date, practitioner_ids: Sequence[UUID] | None = None, *, everyone: bool = False
    ) -> DaySheet:
        """A clinic day of these practitioners, or if none are named of all active ones.

        A doctor who names none gets the own diary, unless it is to be `everyone`.
        """
        caller = self.admit(Permission.READ_ALL_APPOINTMENTS)
        with self.database.glance() as reading:
            zone = reading.clinic().zone_info
            chosen = None if everyone else _chosen(caller, practitioner_ids)
            read = day_ahead(self.database).take(reading, day, zone, chosen)
            names = [column.practitioner_id for column in read.columns]
            span = span_of_day(day, zone)
            holds = held_times(reading, span, names, account_id=caller.account_id, now=self.database.now())
        return DaySheet(day=day, columns=read.columns, lines=read.lines, holds=tuple(holds))

    def appointments(
        self, wanted: AppointmentFilter, *, limit: int = 200, after: AppointmentLine | None = None
    ) -> list[AppointmentLine]:
        """Appointments that start on these days, by start; a doctor's own unless everyone's are asked for."""
        caller = self.admit(Permission.READ_APPOINTMENTS)
        practitioner_ids: Sequence[UUID] | None = wanted.practitioner_ids or None
        patient_id = wanted.patient_id
        if caller.role is Role.PATIENT:
            patient_id = patient_id or caller.patient_id
            if patient_id is None:
                return []
            caller.require_own_patient(patient_id)
        elif caller.role is Role.DOCTOR and not wanted.everyone:
            practitioner_ids = _chosen(caller, practitioner_ids)
        _check_days(wanted.first_day, wanted.last_day, most=None)
        with self.database.reading() as reading:
            span = span_of_days(wanted.first_day, wanted.last_day, reading.clinic().zone_info)
            return appointment_lines(
                reading,
                begins=span.starts_at,
                ends=span.ends_at,
                practitioner_ids=practitioner_ids,
                department_id=wanted.department_id,
                statuses=wanted.statuses,
                patient_id=patient_id,
                limit=limit_of(limit),
                after=after,
            )

    def open(self, appointment_id: UUID) -> AppointmentCard:
        """Everything kept about one appointment, with its history; a patient's own only, without the staff's notes.

        The visit note stands in it for whoever may read it (`notes`); others learn at most that there is one.
        """
        caller = self.admit(Permission.READ_APPOINTMENTS)
        with self.database.reading() as reading:
            appointment = reading.get(Appointment, appointment_id)
            require_own(caller, practitioner_id=appointment.practitioner_id, patient_id=appointment.patient_id)
            is_staff = caller.role is not Role.PATIENT
            notes = notes_to_read(reading, caller, appointment.patient_id, self.database.now())
            may_read = notes.may_read(appointment.practitioner_id)
            card = AppointmentCard(
                line=line_by_id(reading, appointment_id),
                desk_note=appointment.desk_note if is_staff else "",
                visit_note=appointment.visit_note if may_read else "",
                has_visit_note=is_staff and bool(appointment.visit_note),
                notes=notes,
                source=appointment.source,
                booked_at=appointment.booked_at,
                overbook_reason=appointment.overbook_reason if is_staff else "",
                cancelled_by=appointment.cancelled_by,
                cancel_reason=appointment.cancel_reason,
                changes=tuple(changes_of(reading, appointment)) if is_staff else (),
            )
        self.has_read(caller, appointment.patient_id)
        return card

    def span_sheet(self, first: date, last: date, practitioner_ids: Sequence[UUID] | None = None) -> SpanSheet:
        """Clinic days from `first` to `last`, a fortnight at most; practitioners as for `day_sheet`."""
        caller = self.admit(Permission.READ_ALL_APPOINTMENTS)
        _check_days(first, last, most=MOST_DAYS_OF_COLUMNS)
        with self.database.glance() as reading:
            zone = reading.clinic().zone_info
            days = span_columns(reading, first, last, _chosen(caller, practitioner_ids), zone=zone)
            names = {column.practitioner_id: column.practitioner_name for column in days[0].columns}
            span = span_of_days(first, last, zone)
            lines = day_lines(reading, span, names)
            holds = held_times(reading, span, names, account_id=caller.account_id, now=self.database.now())
        return SpanSheet(days=tuple(days), lines=tuple(lines), holds=tuple(holds))

    def month_days(self, first: date, last: date, practitioner_ids: Sequence[UUID] | None = None) -> list[MonthDay]:
        """How full the mornings and afternoons are, day by day; practitioners as for `day_sheet`."""
        caller = self.admit(Permission.READ_ALL_APPOINTMENTS)
        _check_days(first, last)
        with self.database.glance() as reading:
            zone = reading.clinic().zone_info
            return month_days(
                reading,
                first,
                last,
                _chosen(caller, practitioner_ids),
                zone=zone,
                account_id=caller.account_id,
                now=self.database.now(),
            )

    def free_slots(self, query: SlotQuery, *, limit: int = 20) -> list[Slot]:
        """The first free times, by start; a patient's within what patients may book."""
        caller = self.admit(Permission.FIND_SLOTS)
        _check_days(query.first_day, query.last_day, most=None)
        most = limit_of(limit)
        return free_times(self.database).find(lambda known: self._search(known, caller, query), most)

    def check(self, wish: WishedTime) -> Verdict:
        """What the rules say of a wished time now: fits, needs a reason and the right to it, or never."""
        caller = self.admit(Permission.BOOK)
        with self.database.glance() as reading:
            return judged(reading, caller, wish, self.database.now())

    def book(self, request: BookingRequest) -> Appointment:
        """Put the patient in the diary; raises SlotTaken and its kin, with the next free times."""
        caller = self.admit(Permission.BOOK)
        request = fit_to_book(caller, request)
        with booking(self.database, self.station, caller, request, DiaryVerb.BOOK) as transaction:
            return without_note(caller, transaction.add(booked(transaction, caller, request)))

    def move(self, request: MoveRequest) -> Appointment:
        """Another time, length or practitioner; refuses as `book` does, and ChangedMeanwhile, AlreadyOver."""
        caller = self.admit(Permission.MOVE)
        with booking(self.database, self.station, caller, request, DiaryVerb.MOVE) as transaction:
            return without_note(caller, transaction.replace(moved(transaction, caller, request)))

    def cancel(self, appointment_id: UUID, version: int, by: CancelledBy, reason: str = "") -> Appointment:
        """Call an appointment off; staff say why, patients may until the clinic's limit.

        Raises AlreadyOver, StepNotAllowed when the patient is here, BeyondPolicy and ChangedMeanwhile.
        """
        caller = self.admit(Permission.CANCEL)
        why = line("reason", reason, longest=500)
        if caller.role is Role.PATIENT:
            by = CancelledBy.PATIENT
        elif not why:
            raise InvalidInput("reason", "Say why it is cancelled, so that the patient can be told.")
        with self.database.transaction(caller.actor, DiaryVerb.CANCEL, reason=why) as transaction:
            standing = own_seen(transaction, caller, appointment_id, version)
            if standing.status in OVER:
                raise AlreadyOver(OVER[standing.status])
            check_step(standing.status, AppointmentStatus.CANCELLED)
            if caller.role is Role.PATIENT:
                require_before_limit(standing, transaction.clinic(), transaction.now, "Call the clinic to cancel.")
            cancelled = replace(standing, status=AppointmentStatus.CANCELLED, cancelled_by=by, cancel_reason=why)
            return without_note(caller, transaction.replace(cancelled))

    def change_notes(self, appointment_id: UUID, version: int, *, reason: str, desk_note: str) -> Appointment:
        """Why the patient comes, and what the desk wants to remember."""
        caller = self.admit(Permission.CHANGE_NOTES)
        reason, desk_note = line("reason", reason, longest=500), prose("desk_note", desk_note)
        with self.database.transaction(caller.actor, DiaryVerb.CHANGE_NOTES) as transaction:
            standing = own_seen(transaction, caller, appointment_id, version)
            changed = replace(standing, reason=reason, desk_note=desk_note)
            return without_note(caller, transaction.replace(changed))

    def write_visit_note(self, appointment_id: UUID, version: int, text: str) -> Appointment:
        """What happened at the visit, by the doctor whose appointment it is."""
        caller = self.admit(Permission.WRITE_VISIT_NOTE)
        note = prose("visit_note", text, longest=LONGEST)
        with self.database.transaction(caller.actor, DiaryVerb.WRITE_VISIT_NOTE) as transaction:
            standing = own_seen(transaction, caller, appointment_id, version)
            drop_draft(transaction, caller, appointment_id)
            return transaction.replace(replace(standing, visit_note=note))

    def _search(self, known: Remembered, caller: Caller, query: SlotQuery) -> SlotSearch:
        settings = known.clinic()
        now = self.database.now()
        kind = known.type(query.type_id)
        minutes = kind.minutes if query.minutes is None else query.minutes
        patient_id = query.patient_id
        if caller.role is Role.PATIENT:
            minutes, patient_id = kind.minutes, patient_id or caller.patient_id
            if patient_id != caller.patient_id:
                raise NotAllowed("This is not your own record. Ask the front desk.")
            if not settings.policies.patients_book:
                raise BeyondPolicy(NO_BOOKING_BY_PATIENTS)
            if not kind.patients_may_book:
                raise BeyondPolicy(f"{kind.name} is booked by the front desk only. Choose another type.")
        check_length(minutes)
        limits = limits_of(caller, settings, now)
        return SlotSearch(
            practitioners=known.bookable(query.practitioner_ids, query.department_id),
            kind=kind,
            minutes=minutes,
            first_day=max(query.first_day, day_of(limits.not_before, settings.zone_info)),
            limits=Limits(not_before=limits.not_before, last_day=min(limits.last_day, query.last_day)),
            zone=settings.zone_info,
            now=now,
            weekdays=query.weekdays,
            times=query.times,
            patient_id=patient_id,
            account_id=None if caller.role is Role.PATIENT else caller.account_id,
            first_per_day=query.first_per_day,
        )


def _chosen(caller: Caller, practitioner_ids: Sequence[UUID] | None) -> Sequence[UUID] | None:
    """The practitioners asked for; without any, a doctor's own diary and everyone's for the desk (None)."""
    if practitioner_ids is not None or caller.role is not Role.DOCTOR:
        return practitioner_ids
    return [] if caller.practitioner_id is None else [caller.practitioner_id]


def _check_days(first: date, last: date, *, most: int | None = MOST_DAYS) -> None:
    if last < first:
        raise InvalidInput("last_day", "The last day is before the first. Choose a later last day.")
    if not 1900 <= first.year <= last.year <= 2200:
        raise InvalidInput("last_day", "Choose days between 1900 and 2200.")
    if most is not None and (last - first).days >= most:
        raise InvalidInput("last_day", f"That is more than {most} days at once. Choose fewer.")
