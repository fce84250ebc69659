"""A change of hours looked at before it is made, and made together with what becomes of the appointments it strands."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from clinic_desktop.domain.access import Permission, Scope, permissions_of
from clinic_desktop.domain.appointments import MoveRequest
from clinic_desktop.domain.availability import Hours
from clinic_desktop.domain.change_words import short_name
from clinic_desktop.domain.clinic_time import moment_words
from clinic_desktop.domain.desk_tasks import TaskKind, TaskWish
from clinic_desktop.domain.errors import ChangedMeanwhile
from clinic_desktop.domain.hours_change import (
    CannotGoThere,
    HoursChange,
    HoursImpact,
    HoursSaved,
    NewTime,
    applied,
    seen_in,
    stranded,
)
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.domain.refusals import BookingRefused, WouldStrand
from clinic_desktop.domain.sheets import AppointmentLine, Slot
from clinic_desktop.domain.undoing import FileVerb
from clinic_desktop.storage.reading.appointments import booked_lines, line_by_id
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.hours import all_hours_of
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .asking_the_desk import asked_by, not_stranded_any_more
from .booking import moved
from .confirming import confirmed
from .desk import Desk
from .limits import STAFF_LOOKS_AHEAD
from .new_times import new_times
from .offering import Sought
from .stored_hours import exception_made, replace_patterns
from .written import line

MOST_STRANDED = 2_000
"""How many booked appointments are looked at; whoever has more to come changes nothing by one list."""

MOST_AT_ONCE = 20
"""For how many appointments new times are looked up in one turn."""


class HoursPlans(Desk):
    """The verbs of a change of hours as a whole: what it would do, and the doing of it, all or nothing."""

    def preview(self, change: HoursChange) -> HoursImpact:
        """Whom the change would strand; nothing is stored. Raises InvalidInput where the hours cannot stand."""
        self._admit(change)
        with self.database.reading() as reading:
            reading.get(Practitioner, change.practitioner_id)
            before = all_hours_of(reading, change.practitioner_id)
            after, booked = applied(change, before), self._booked(reading, change.practitioner_id)
            zone = reading.clinic().zone_info
            return HoursImpact(
                stranded=stranded(booked, before, after, zone), relieved=len(stranded(booked, after, before, zone))
            )

    def new_times(
        self, change: HoursChange, appointment_ids: Sequence[UUID], promised: Sequence[Slot] = ()
    ) -> Mapping[UUID, Sequence[Slot]]:
        """New times for stranded appointments, by the hours that the change would leave: twenty at a time.

        With the same doctor first, then with colleagues of the department; none that is promised to another one.
        """
        caller = self._admit(change)
        with self.database.reading() as reading:
            after = applied(change, all_hours_of(reading, change.practitioner_id))
            found = {}
            for appointment_id in appointment_ids[:MOST_AT_ONCE]:
                booked = line_by_id(reading, appointment_id)
                caller.require_own_practitioner(booked.practitioner_id)
                found[appointment_id] = new_times(
                    reading,
                    caller,
                    _sought(booked),
                    self.database.now(),
                    but=appointment_id,
                    hours={change.practitioner_id: after},
                    promised=promised,
                )
            return found

    def save(
        self,
        change: HoursChange,
        moves: Sequence[NewTime] = (),
        *,
        hand_over: Collection[UUID] = (),
        leave: Collection[UUID] = (),
        reason: str = "",
    ) -> HoursSaved:
        """Store the hours, move whom there is a new time for, and ask the desk to move those that are handed over.

        What is stranded and neither moved, handed over nor left as it is raises WouldStrand with all of it: somebody
        was booked meanwhile. Raises ChangedMeanwhile where the hours were, CannotGoThere, InvalidInput. The `reason`
        is what the desk tells the patients.
        """
        caller = self._admit(change)
        reason = line("reason", reason, longest=500)
        with (
            confirmed(self.database, self.station, caller) as awaited,
            self.database.transaction(caller.actor, FileVerb.CHANGE_HOURS, reason=reason) as transaction,
        ):
            before = all_hours_of(transaction, change.practitioner_id)
            if change.seen and change.seen != seen_in(before):
                raise ChangedMeanwhile("practitioner's hours", before)
            touched = self._booked(transaction, change.practitioner_id)
            after = _store(transaction, change, before)
            zone = transaction.clinic().zone_info
            lost = {one.id: one for one in stranded(touched, before, after, zone)}
            goes = {one.appointment_id: one for one in moves if one.appointment_id in lost}
            rest = [one for one in lost.values() if one.id not in goes]
            if any(one.id not in hand_over and one.id not in leave for one in rest):
                raise WouldStrand([*lost.values()])
            elsewhere = [one for one in goes.values() if self._is_anothers(caller, change, one.slot)]
            handed = [one for one in rest if one.id in hand_over]
            for one in goes.values():
                if one not in elsewhere:
                    _move(transaction, caller, lost[one.appointment_id], one)
            asked_by(transaction, caller, [_task(one.id, reason) for one in handed])
            asked_by(transaction, caller, [_task_there(transaction, one, reason) for one in elsewhere])
            not_stranded_any_more(transaction, caller, [one.id for one in stranded(touched, after, before, zone)])
            awaited.note(transaction)
            return HoursSaved(
                change_id=transaction.change_id,
                hours=all_hours_of(transaction, change.practitioner_id),
                moved=len(goes) - len(elsewhere),
                handed_over=len(handed) + len(elsewhere),
                left=len(rest) - len(handed),
            )

    def _admit(self, change: HoursChange) -> Caller:
        caller = self.admit(Permission.SET_EXCEPTIONS if change.patterns is None else Permission.SET_HOURS)
        caller.require_own_practitioner(change.practitioner_id)
        return caller

    def _is_anothers(self, caller: Caller, change: HoursChange, slot: Slot) -> bool:
        """Whether a new time lies where the caller may not book: a doctor moves nobody into a colleague's diary."""
        may = permissions_of(caller.role).get(Permission.MOVE)
        return slot.practitioner_id != change.practitioner_id and may is not Scope.ALL

    def _booked(self, reading: Reading, practitioner_id: UUID) -> list[AppointmentLine]:
        now = self.database.now()
        ends = now + 10 * STAFF_LOOKS_AHEAD
        return booked_lines(reading, begins=now, ends=ends, practitioner_id=practitioner_id, limit=MOST_STRANDED)


def _store(transaction: Transaction, change: HoursChange, before: Hours) -> Hours:
    """Store the hours and give them back as they stand."""
    applied(change, before)  # refuses what cannot stand
    if change.patterns is not None:
        replace_patterns(transaction, change.practitioner_id, before.patterns, change.patterns)
    for exception in before.exceptions:
        if exception.id in change.removed:
            transaction.remove(exception)
    for draft in change.added:
        transaction.add(exception_made(transaction.new_id(), draft))
    return all_hours_of(transaction, change.practitioner_id)


def _move(transaction: Transaction, caller: Caller, booked: AppointmentLine, to: NewTime) -> None:
    request = MoveRequest(
        appointment_id=booked.id,
        version=to.version,
        starts_at=to.slot.starts_at,
        practitioner_id=to.slot.practitioner_id,
    )
    try:
        transaction.replace(moved(transaction, caller, request))
    except BookingRefused as refusal:
        raise CannotGoThere(booked.patient_name, booked.id, refusal) from refusal


def _task(appointment_id: UUID, reason: str) -> TaskWish:
    return TaskWish(kind=TaskKind.MOVE, appointment_id=appointment_id, reason=reason)


def _task_there(reading: Reading, to: NewTime, reason: str) -> TaskWish:
    """A task with the time that was thought of, in a colleague's diary."""
    colleague = reading.get(Practitioner, to.slot.practitioner_id)
    name = short_name(colleague.display_name, colleague.title)
    when = moment_words(to.slot.starts_at, reading.clinic().zone_info)
    return _task(to.appointment_id, f"{reason + '. ' if reason else ''}Perhaps {when} with {name}")


def _sought(booked: AppointmentLine) -> Sought:
    return Sought(
        practitioner_id=booked.practitioner_id,
        patient_id=booked.patient_id,
        type_id=booked.type_id,
        starts_at=booked.starts_at,
        minutes=int((booked.ends_at - booked.starts_at).total_seconds() // 60),
    )
