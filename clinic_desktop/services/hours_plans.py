"""A change of hours looked at before it is made, and made together with what becomes of the appointments it strands."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from clinic_desktop.domain.access import Permission, Scope, permissions_of
from clinic_desktop.domain.appointments import MoveRequest
from clinic_desktop.domain.change_words import short_name
from clinic_desktop.domain.clinic_time import moment_words
from clinic_desktop.domain.desk_tasks import TaskKind, TaskWish
from clinic_desktop.domain.hours_change import CannotGoThere, HoursImpact, HoursSaved, NewTime
from clinic_desktop.domain.hours_plan import HoursPlan, Planned, plan_of
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.domain.refusals import BookingRefused, WouldStrand
from clinic_desktop.domain.sheets import AppointmentLine, Slot
from clinic_desktop.domain.undoing import FileVerb
from clinic_desktop.storage.reading.appointments import line_by_id
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.hours import all_hours_of
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .asking_the_desk import asked_by, not_stranded_any_more
from .booking import moved
from .confirming import confirmed
from .desk import Desk
from .hours_looking import hours_after, look_at
from .new_times import new_times
from .offering import Sought
from .stored_hours import require_as_seen, store_plan
from .written import line

MOST_AT_ONCE = 20
"""For how many appointments new times are looked up in one turn."""


class HoursPlans(Desk):
    """The verbs of a change of hours as a whole: what it would do, and the doing of it, all or nothing."""

    def preview(self, change: Planned) -> HoursImpact:
        """Whom the change would strand; nothing is stored. Raises InvalidInput where the hours cannot stand."""
        plan = plan_of(change)
        self._admit(plan)
        with self.database.reading() as reading:
            look = look_at(reading, plan, self.database.now())
            return HoursImpact(stranded=look.stranded(), relieved=len(look.relieved()))

    def new_times(
        self, change: Planned, appointment_ids: Sequence[UUID], promised: Sequence[Slot] = ()
    ) -> Mapping[UUID, Sequence[Slot]]:
        """New times for stranded appointments, by the hours that the change would leave: twenty at a time.

        With the same doctor first, then with colleagues of the department; none that is promised to another one.
        """
        plan = plan_of(change)
        caller = self._admit(plan)
        with self.database.reading() as reading:
            after = hours_after(reading, plan, self.database.now())
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
                    hours=after,
                    promised=promised,
                )
            return found

    def save(
        self,
        change: Planned,
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
        plan = plan_of(change)
        caller = self._admit(plan)
        reason = line("reason", reason, longest=500)
        verb = FileVerb.CHANGE_HOURS if plan.changes else FileVerb.CHANGE_CLOSURES
        with (
            confirmed(self.database, self.station, caller) as awaited,
            self.database.transaction(caller.actor, verb, reason=reason) as transaction,
        ):
            require_as_seen(transaction, plan)
            look = look_at(transaction, plan, self.database.now())
            store_plan(transaction, plan, look.before)
            lost = {one.id: one for one in look.stranded()}
            goes = {one.appointment_id: one for one in moves if one.appointment_id in lost}
            rest = [one for one in lost.values() if one.id not in goes]
            if any(one.id not in hand_over and one.id not in leave for one in rest):
                raise WouldStrand([*lost.values()])
            elsewhere = [one for one in goes.values() if _is_anothers(caller, look.before, one.slot)]
            handed = [one for one in rest if one.id in hand_over]
            for one in goes.values():
                if one not in elsewhere:
                    _move(transaction, caller, lost[one.appointment_id], one)
            asked_by(transaction, caller, [_task(one.id, reason) for one in handed])
            asked_by(transaction, caller, [_task_there(transaction, one, reason) for one in elsewhere])
            not_stranded_any_more(transaction, caller, [one.id for one in look.relieved()])
            awaited.note(transaction)
            changed = [one.practitioner_id for one in plan.changes]
            return HoursSaved(
                change_id=transaction.change_id,
                hours={which: all_hours_of(transaction, which) for which in changed},
                moved=len(goes) - len(elsewhere),
                handed_over=len(handed) + len(elsewhere),
                left=len(rest) - len(handed),
            )

    def _admit(self, plan: HoursPlan) -> Caller:
        caller = self.admit(Permission.SET_CLOSURES if plan.concerns_everyone else Permission.SET_EXCEPTIONS)
        if any(one.patterns is not None for one in plan.changes):
            caller = self.admit(Permission.SET_HOURS)
        for change in plan.changes:
            caller.require_own_practitioner(change.practitioner_id)
        return caller


def _is_anothers(caller: Caller, own: Collection[UUID], slot: Slot) -> bool:
    """Whether a new time lies where the caller may not book: a doctor moves nobody into a colleague's diary."""
    may = permissions_of(caller.role).get(Permission.MOVE)
    return slot.practitioner_id not in own and may is not Scope.ALL


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
