"""What the conflict desk says of each conflict, as it stands at this moment."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from clinic_desktop.domain.access import Permission, Scope, permissions_of
from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.decisions import DecidedBooking, DecisionCard, FieldChoice, Maker, Meeting, WayOut
from clinic_desktop.domain.people import Patient, Practitioner, Role
from clinic_desktop.domain.records import Record
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.domain.syncing import Conflict, ConflictKind
from clinic_desktop.storage.journal import Entry, entries_of
from clinic_desktop.storage.kinds import KINDS
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.conflicts import station_names

from .admission import Caller
from .decision_cases import TIME, Case, name_of
from .decision_fields import choices
from .offering import Sought, nearest_free

URGENT = timedelta(hours=24)

_APPOINTMENT = "appointment"
_NOTE = "visit_note"
_PUTTING_BY_A_NOTE = (WayOut.THEIRS, WayOut.DISCARD, WayOut.LEAVE)
"""What an admin may do about a doctor's note unread, so that none stays open for ever."""

_MAY_CHANGE = {
    "appointment": Permission.MOVE,
    "patient": Permission.CHANGE_PATIENT,
    "patient_merge": Permission.MERGE_PATIENTS,
    "distinct_patients": Permission.MERGE_PATIENTS,
    "account": Permission.MANAGE_ACCOUNTS,
    "department": Permission.CHANGE_DEPARTMENTS,
    "room": Permission.CHANGE_DEPARTMENTS,
    "practitioner": Permission.CHANGE_PRACTITIONER,
    "appointment_type": Permission.CHANGE_TYPES,
    "weekly_pattern": Permission.SET_HOURS,
    "availability_exception": Permission.SET_EXCEPTIONS,
    "closure": Permission.SET_CLOSURES,
    "waiting_entry": Permission.RUN_WAITING_LIST,
    "series": Permission.RUN_SERIES,
    "hold": Permission.BOOK,
    "message": Permission.RUN_MESSAGES,
    "desk_task": Permission.RUN_DESK_TASKS,
    "disclosure": Permission.WRITE_VISIT_NOTE,
}
_PLAIN = {
    ConflictKind.SAME_FIELD: Meeting.SAME_FIELD,
    ConflictKind.CHANGED_AFTER_RESTORE: Meeting.CHANGED_AFTER_RESTORE,
    ConflictKind.DENIED: Meeting.DENIED,
    ConflictKind.FAULTY: Meeting.FAULTY,
    ConflictKind.SAME_NAME: Meeting.SAME_NAME,
}


class Cards:
    """Makes the cards of one reading for one caller."""

    def __init__(self, reading: Reading, caller: Caller, now: datetime, station_id: UUID) -> None:
        self._reading = reading
        self._caller = caller
        self._now = now
        self._station_id = station_id
        self._zone = reading.clinic().zone_info

    def may_see(self, case: Case) -> bool:
        """Doctors see what is about their own appointments, the desk everything."""
        if self._caller.scope is not Scope.OWN:
            return True
        own = self._caller.practitioner_id
        standing = case.appointment
        return standing is not None and own in (standing.practitioner_id, case.wished_practitioner)

    def is_urgent(self, case: Case) -> bool:
        """Whether two patients are promised one time within a day, or were."""
        standing = case.appointment
        return (
            standing is not None
            and standing.contested
            and standing.status.holds_time
            and standing.starts_at < self._now + URGENT
        )

    def card(self, case: Case) -> DecisionCard:
        """The whole card of a conflict."""
        conflict, standing = case.conflict, case.standing
        meeting = self._meeting(case)
        bookings = tuple(self._bookings(case)) if meeting in (Meeting.TWO_BOOKINGS, Meeting.MOVE_INTO_TAKEN) else ()
        fields = () if standing is None else self._choices(case, standing)
        next_free = self._next_free(case) if meeting in (Meeting.TWO_BOOKINGS, Meeting.MOVE_INTO_TAKEN) else None
        card = DecisionCard(
            conflict_id=conflict.id,
            version=conflict.version,
            kind=conflict.kind,
            meeting=meeting,
            record_kind=conflict.record_kind,
            record_id=conflict.record_id,
            record_version=0 if standing is None else standing.version,
            what=name_of(self._reading, case),
            patient_id=_patient_of(standing),
            noticed_at=conflict.noticed_at,
            mine=self._maker(conflict.actor_name, conflict.station_id, conflict.made_at),
            theirs=self._theirs(case),
            ways=(),
            bookings=bookings,
            fields=tuple(fields),
            wished=case.wish,
            wished_name=self._doctor(case.wished_practitioner or getattr(standing, "practitioner_id", None)),
            next_free=next_free,
            next_name=self._other_doctor(case, next_free),
            is_urgent=self.is_urgent(case),
            may_merge_with=self._merge_with(case, meeting),
            sentence=_sentence(conflict),
        )
        return replace(card, ways=self._ways(case, card))

    def _meeting(self, case: Case) -> Meeting:
        kind, standing = case.conflict.kind, case.standing
        if kind in (ConflictKind.DENIED, ConflictKind.FAULTY):
            return _PLAIN[kind]
        if standing is None:
            return Meeting.OVER
        match kind:
            case ConflictKind.DOUBLE_BOOKING:
                return self._of_double_booking(case)
            case ConflictKind.CHANGED_AND_CANCELLED:
                is_cancelled = case.appointment is not None and case.appointment.status is AppointmentStatus.CANCELLED
                return Meeting.CHANGED_AND_CANCELLED if is_cancelled else self._of_fields(case, Meeting.SAME_FIELD)
            case ConflictKind.CHANGED_AND_REMOVED:
                return _of_put_away(case.conflict.record_kind, standing)
            case ConflictKind.SAME_NAME:
                is_merged = isinstance(standing, Patient) and standing.merged_into_id is not None
                return Meeting.OVER if is_merged else self._of_fields(case, Meeting.SAME_NAME)
        return self._of_fields(case, _PLAIN[kind])

    def _of_double_booking(self, case: Case) -> Meeting:
        standing = case.appointment
        assert standing is not None
        if standing.contested and standing.status.holds_time:
            return Meeting.TWO_BOOKINGS
        return Meeting.MOVE_INTO_TAKEN if case.is_a_move and case.is_wish_open else Meeting.OVER

    def _of_fields(self, case: Case, meeting: Meeting) -> Meeting:
        assert case.standing is not None
        return meeting if self._choices(case, case.standing) else Meeting.OVER

    def _choices(self, case: Case, standing: Record) -> list[FieldChoice]:
        closed = frozenset({_NOTE}) if self._is_note_closed(case) else frozenset[str]()
        return choices(self._reading, standing, case.before, case.mine, self._zone, closed=closed)

    def _is_note_closed(self, case: Case) -> bool:
        """Whether it is about a visit note that is not the caller's own to write, and so not to be settled by them."""
        standing, note = case.appointment, case.mine.get(_NOTE)
        if note is None or note == ("" if standing is None else standing.visit_note):
            return False
        if standing is None:
            return True
        may_write = Permission.WRITE_VISIT_NOTE in permissions_of(self._caller.role)
        return not may_write or standing.practitioner_id != self._caller.practitioner_id

    def _ways(self, case: Case, card: DecisionCard) -> tuple[WayOut, ...]:
        needed = _MAY_CHANGE.get(card.record_kind, Permission.CHANGE_SETTINGS)
        may = permissions_of(self._caller.role)
        if needed not in may:
            return ()
        if self._is_note_closed(case):
            left = _PUTTING_BY_A_NOTE if self._caller.role is Role.ADMIN else (WayOut.LEAVE,)
            return tuple(way for way in _WAYS[card.meeting] if way in left)
        ways = list(_WAYS[card.meeting])
        if card.meeting is Meeting.TWO_BOOKINGS and card.next_free is None:
            ways.remove(WayOut.MOVE_TO_NEXT)
        if WayOut.RETRY in ways and case.standing is None and not case.mine:
            ways.remove(WayOut.RETRY)
        if WayOut.PUT_AWAY in ways and card.record_kind == "patient" and Permission.ARCHIVE_PATIENT not in may:
            ways.remove(WayOut.PUT_AWAY)
        if WayOut.NEW_VALUE in ways and not any(field.may_be_typed for field in card.fields):
            ways.remove(WayOut.NEW_VALUE)
        if card.meeting in (Meeting.SAME_FIELD, Meeting.CHANGED_AFTER_RESTORE) and case.is_wish_open:
            ways.append(WayOut.MOVE)
        return tuple(ways)

    def _bookings(self, case: Case) -> list[DecidedBooking]:
        standing = case.appointment
        assert standing is not None
        own = self._booking(standing, has_slot=not standing.contested and not case.is_wish_open)
        own = replace(own, maker=self._maker_of_conflict(case))
        others = [
            self._booking(other, has_slot=other.status.holds_time and not other.contested)
            for other in self._reading.where(Appointment, id=case.conflict.other_ids)
        ]
        return [own, *others]

    def _booking(self, appointment: Appointment, *, has_slot: bool) -> DecidedBooking:
        return DecidedBooking(
            appointment_id=appointment.id,
            patient_id=appointment.patient_id,
            patient_name=self._reading.get(Patient, appointment.patient_id).full_name,
            practitioner_name=self._doctor(appointment.practitioner_id),
            span=appointment.span,
            maker=self._last_to_touch(_APPOINTMENT, appointment.id, TIME),
            has_slot=has_slot,
        )

    def _next_free(self, case: Case) -> Slot | None:
        """The first free time from the one that was wished for on, with the same doctor if they have one nearby.

        If there is none on that side, the nearest.
        """
        standing = case.appointment
        assert standing is not None
        wanted = case.wish if case.is_wish_open and case.wish is not None else standing.span
        sought = Sought(
            practitioner_id=case.wished_practitioner or standing.practitioner_id,
            patient_id=standing.patient_id,
            type_id=standing.type_id,
            starts_at=wanted.starts_at,
            minutes=wanted.minutes,
        )
        found = nearest_free(self._reading, self._caller, sought, self._now)
        later = [slot for slot in found if slot.starts_at >= wanted.starts_at]
        own = [slot for slot in later if slot.practitioner_id == sought.practitioner_id]
        best = own or later  # whom the patient was promised, before another
        return min(best, key=lambda slot: slot.starts_at) if best else next(iter(found), None)

    def _other_doctor(self, case: Case, slot: Slot | None) -> str:
        """With whom a time is, where that is not with whom it was wished for."""
        if slot is None or case.appointment is None:
            return ""
        wished = case.wished_practitioner or case.appointment.practitioner_id
        return "" if slot.practitioner_id == wished else self._doctor(slot.practitioner_id)

    def _maker_of_conflict(self, case: Case) -> Maker:
        conflict = case.conflict
        return self._maker(conflict.actor_name, conflict.station_id, conflict.made_at)

    def _maker(self, name: str, station_id: UUID, at: datetime) -> Maker:
        is_here = station_id == self._station_id
        return Maker(name=name, station=self._stations.get(station_id, ""), is_here=is_here, at=at)

    def _theirs(self, case: Case) -> Maker:
        """Who made what stands: whoever touched one of the fields last."""
        others = case.conflict.other_ids
        if case.conflict.kind is ConflictKind.DOUBLE_BOOKING and others:
            return self._last_to_touch(_APPOINTMENT, others[0], TIME)
        return self._last_to_touch(case.conflict.record_kind, case.conflict.record_id, frozenset(case.mine))

    def _last_to_touch(self, kind: str, record_id: UUID, fields: frozenset[str]) -> Maker:
        entries = entries_of(self._reading, kind, record_id)
        touching = [entry for entry in entries if not entry.was or fields & entry.became.keys()]
        return self._maker_of_entry(touching[-1]) if touching else Maker()

    def _maker_of_entry(self, entry: Entry) -> Maker:
        is_here = entry.station == self._stations.get(self._station_id)
        return Maker(name=entry.actor_name, station=entry.station, is_here=is_here, at=entry.at)

    def _merge_with(self, case: Case, meeting: Meeting) -> UUID | None:
        if meeting is not Meeting.SAME_NAME or not isinstance(case.standing, Patient):
            return None
        return next(iter(case.conflict.other_ids), None)

    def _doctor(self, practitioner_id: UUID | None) -> str:
        found = None if practitioner_id is None else self._reading.find(Practitioner, id=practitioner_id)
        return "" if found is None else found.display_name

    @cached_property
    def _stations(self) -> dict[UUID, str]:
        return station_names(self._reading)


_WAYS: Mapping[Meeting, tuple[WayOut, ...]] = {
    Meeting.TWO_BOOKINGS: (
        WayOut.MOVE_TO_NEXT,
        WayOut.MOVE,
        WayOut.OVERBOOK,
        WayOut.WAITING_LIST,
        WayOut.CANCEL,
    ),
    Meeting.MOVE_INTO_TAKEN: (WayOut.APPLY_AGAIN, WayOut.MOVE, WayOut.DROP),
    Meeting.SAME_FIELD: (WayOut.MINE, WayOut.THEIRS, WayOut.NEW_VALUE),
    Meeting.CHANGED_AFTER_RESTORE: (WayOut.MINE, WayOut.THEIRS, WayOut.NEW_VALUE),
    Meeting.CHANGED_AND_CANCELLED: (WayOut.REBOOK, WayOut.LEAVE),
    Meeting.CHANGED_AND_ARCHIVED: (WayOut.KEEP, WayOut.PUT_AWAY),
    Meeting.CHANGED_AND_REMOVED: (WayOut.KEEP, WayOut.PUT_AWAY),
    Meeting.SAME_NAME: (WayOut.NEW_VALUE, WayOut.KEEP),
    Meeting.DENIED: (WayOut.RETRY, WayOut.DISCARD),
    Meeting.FAULTY: (WayOut.RETRY, WayOut.DISCARD),
    Meeting.OVER: (WayOut.LEAVE,),
}


def _sentence(conflict: Conflict) -> str:
    """What the hub said to a change that it could not make sense of, or did not allow."""
    if conflict.kind is ConflictKind.DENIED:
        return "The hub does not allow this change from that station."
    if conflict.kind is not ConflictKind.FAULTY:
        return ""
    try:
        return str(json.loads(conflict.theirs).get("fault", ""))
    except (ValueError, AttributeError):
        return ""


def _patient_of(record: Record | None) -> UUID | None:
    if isinstance(record, Patient):
        return record.id
    return getattr(record, "patient_id", None)


def _of_put_away(kind: str, standing: Record) -> Meeting:
    """A record that somebody put away while another one edited it, and that therefore stands."""
    is_put_away = bool(getattr(standing, "archived", False)) or not getattr(standing, "active", True)
    if is_put_away:
        return Meeting.OVER
    return Meeting.CHANGED_AND_REMOVED if KINDS[kind].removable else Meeting.CHANGED_AND_ARCHIVED
