"""The doctor's verbs around a visit: who is in the room and who is next, the note, calling, completing, rebooking."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, check_step
from clinic_desktop.domain.clinic_time import day_of, span_of_day
from clinic_desktop.domain.errors import NotAllowed
from clinic_desktop.domain.people import Patient, Practitioner
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.undoing import DiaryVerb
from clinic_desktop.domain.visits import DoctorsMoment, NobodyWaits, PastVisit, SomeoneInRoom, Today, Visit, today_of
from clinic_desktop.storage.local import NoteDraft
from clinic_desktop.storage.reading.appointments import appointment_lines, line_by_id
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.last_visits import last_visits
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .desk import Desk
from .limits import require_own
from .note_reading import notes_to_read
from .visit_notes import LONGEST, draft_of, drop_draft, note_of, with_note
from .written import within

LAST_VISITS = 3
_MOST_IN_A_DAY = 500


class Visits(Desk):
    """What a doctor does between two patients; of the own diary only."""

    def now(self, appointment_id: UUID | None = None) -> DoctorsMoment:
        """How it stands at this moment; of several in the room the one named, or else the one called last."""
        caller = self.admit(Permission.WRITE_VISIT_NOTE)
        with self.database.glance() as reading:
            practitioner_id = _own_diary(caller)
            today = self._today(reading, practitioner_id)
            shown = next((one for one in today.in_room if one.id == appointment_id), None)
            shown = shown or (today.in_room[-1] if today.in_room else None)
            moment = DoctorsMoment(
                line=today.line,
                visit=None if shown is None else _visit(reading, caller, shown, self.database.now()),
                also_in_room=tuple(one for one in today.in_room if one is not shown),
                expected=today.expected,
                seen=today.seen,
            )
        if shown is not None:
            self.has_read(caller, shown.patient_id)
        return moment

    def open(self, appointment_id: UUID) -> Visit:
        """One visit of the own diary, whenever it is or was."""
        caller = self.admit(Permission.WRITE_VISIT_NOTE)
        with self.database.glance() as reading:
            line = line_by_id(reading, appointment_id)
            require_own(caller, practitioner_id=line.practitioner_id, patient_id=line.patient_id)
            visit = _visit(reading, caller, line, self.database.now())
        self.has_read(caller, line.patient_id)
        return visit

    def keep_draft(self, appointment_id: UUID, text: str, *, begun_from: str) -> None:
        """Keep what is being written, at this station only, until it is written for good; `begun_from` see NoteDraft.

        A draft that says what the note it was begun from says is none.
        """
        caller = self.admit(Permission.WRITE_VISIT_NOTE)
        within("visit_note", len(text), least=0, most=LONGEST, sentence="This note is too long. Shorten it.")
        with self.database.transaction(caller.actor, "keep draft") as transaction:
            standing = transaction.get(Appointment, appointment_id)
            require_own(caller, practitioner_id=standing.practitioner_id, patient_id=standing.patient_id)
            if text.strip() == begun_from:
                drop_draft(transaction, caller, appointment_id)
                return
            draft = draft_of(transaction, caller, appointment_id)
            if draft is not None:
                transaction.replace(replace(draft, text=text, begun_from=begun_from, written_at=transaction.now))
                return
            transaction.add(
                NoteDraft(
                    id=transaction.new_id(),
                    appointment_id=appointment_id,
                    account_id=caller.account_id,
                    begun_from=begun_from,
                    text=text,
                    written_at=transaction.now,
                )
            )

    def write_note(self, appointment_id: UUID, text: str, *, begun_from: str) -> Appointment:
        """What happened at the visit, by the doctor whose appointment it is; the draft goes. Raises NoteHasParted."""
        caller = self.admit(Permission.WRITE_VISIT_NOTE)
        with self.database.transaction(caller.actor, DiaryVerb.WRITE_VISIT_NOTE) as transaction:
            standing = _own(transaction, caller, appointment_id)
            return transaction.replace(with_note(transaction, caller, standing, text, begun_from))

    def complete(self, appointment_id: UUID, text: str, *, begun_from: str) -> Appointment:
        """The visit is over, with its note, in one change. Raises NoteHasParted and StepNotAllowed."""
        caller = self.admit(Permission.WRITE_VISIT_NOTE)
        with self.database.transaction(caller.actor, DiaryVerb.COMPLETE) as transaction:
            standing = _own(transaction, caller, appointment_id)
            check_step(standing.status, AppointmentStatus.FULFILLED)
            noted = with_note(transaction, caller, standing, text, begun_from)
            return transaction.replace(replace(noted, status=AppointmentStatus.FULFILLED, done_at=transaction.now))

    def call_next(self, *, beside: bool = False) -> Appointment:
        """Whoever's turn it is goes to the room. Raises NobodyWaits, and SomeoneInRoom unless it is `beside` them."""
        caller = self.admit(Permission.WRITE_VISIT_NOTE)
        with self.database.transaction(caller.actor, DiaryVerb.SEND_TO_ROOM) as transaction:
            practitioner_id = _own_diary(caller)
            today = self._today(transaction, practitioner_id)
            if not today.line.waiting:
                raise NobodyWaits
            if today.in_room and not beside:
                raise SomeoneInRoom(today.in_room[-1])
            standing = transaction.get(Appointment, today.line.waiting[0].id)
            check_step(standing.status, AppointmentStatus.IN_ROOM)
            return transaction.replace(
                replace(
                    standing,
                    status=AppointmentStatus.IN_ROOM,
                    in_room_at=transaction.now,
                    room=standing.room or transaction.get(Practitioner, practitioner_id).room,
                )
            )

    def _today(self, reading: Reading, practitioner_id: UUID) -> Today:
        now = self.database.now()
        zone = reading.clinic().zone_info
        span = span_of_day(day_of(now, zone), zone)
        lines = appointment_lines(
            reading,
            begins=span.starts_at,
            ends=span.ends_at,
            practitioner_ids=(practitioner_id,),
            limit=_MOST_IN_A_DAY,
        )
        return today_of(practitioner_id, lines, now)


def _own_diary(caller: Caller) -> UUID:
    if caller.practitioner_id is None:
        raise NotAllowed("Your account has no diary. Ask an administrator to connect it with you as a practitioner.")
    return caller.practitioner_id


def _own(transaction: Transaction, caller: Caller, appointment_id: UUID) -> Appointment:
    standing = transaction.get(Appointment, appointment_id)
    require_own(caller, practitioner_id=standing.practitioner_id, patient_id=standing.patient_id)
    return standing


def _visit(reading: Reading, caller: Caller, line: AppointmentLine, now: datetime) -> Visit:
    appointment, patient = reading.get(Appointment, line.id), reading.get(Patient, line.patient_id)
    past = last_visits(reading, line.patient_id, before=line.starts_at, limit=LAST_VISITS)
    may = notes_to_read(reading, caller, line.patient_id, now)
    notes = {one.id: one.visit_note for one in reading.where(Appointment, id=[one.id for one in past])} if past else {}
    return Visit(
        line=line,
        birth_date=patient.birth_date,
        sex=patient.sex,
        alerts=patient.alerts,
        desk_note=appointment.desk_note,
        note=note_of(reading, caller, appointment),
        past=tuple(
            PastVisit(line=one, note=notes[one.id] if may.may_read(one.practitioner_id) else None) for one in past
        ),
        is_first=not past,
        are_notes_here=may.are_here,
    )
