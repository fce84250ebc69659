"""The waiting list's verbs: put somebody on it, find who fits a free time, and book them from it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.appointments import (
    Appointment,
    AppointmentStatus,
    AppointmentType,
    BookingRequest,
    CancelledBy,
)
from clinic_desktop.domain.clinic_time import day_of, moment_words, wall_time
from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.gap_fitting import minute_of, minutes_wanted
from clinic_desktop.domain.people import Patient, Role
from clinic_desktop.domain.queries import DayTimes
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.domain.undoing import DiaryVerb
from clinic_desktop.domain.waiting_list import (
    Gap,
    GapOffer,
    NotWaiting,
    Urgency,
    WaitingDraft,
    WaitingEntry,
    WaitingFilter,
    WaitingLine,
    WaitingStatus,
    WaitingToday,
)
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.diaries import Bookable, bookable
from clinic_desktop.storage.reading.waiting_list import count_waiting, names_of, still_booked, waiting_lines
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .booking import booked, fit_to_book
from .desk import Desk
from .free_slots import SlotSearch
from .gap_search import GapSearch
from .limits import STAFF_LOOKS_AHEAD, Limits, limits_of, require_own
from .note_reading import without_note
from .offering import booking
from .waiting_wishes import Reach, entry_seen, fit_draft, reach_of, refuse_twice, require_reach, values_of
from .written import limit_of

GIVEN_BACK = "Earlier time from the waiting list"
"""Why the later appointment of somebody booked from the list is cancelled."""

_LOOKED_THROUGH = 400
_WHILE_WAITING = WaitingFilter(statuses=frozenset({WaitingStatus.WAITING}))


class WaitingList(Desk):
    """Who would come if a time came free. Doctors see to those whose wish leaves room for them."""

    def add(self, draft: WaitingDraft) -> WaitingEntry:
        """Put a patient on the list; patients themselves only, and never as urgent. Raises InvalidInput."""
        caller = self.admit(Permission.JOIN_WAITING_LIST)
        with self.database.transaction(caller.actor, DiaryVerb.PUT_ON_LIST) as transaction:
            if caller.role is Role.PATIENT:
                caller.require_own_patient(draft.patient_id)
                draft = replace(draft, urgency=Urgency.ROUTINE)
            else:
                require_reach(draft, reach_of(transaction, caller))
            entry = WaitingEntry(
                id=transaction.new_id(), asked_at=transaction.now, **values_of(fit_draft(transaction, caller, draft))
            )
            refuse_twice(transaction, entry)
            return transaction.add(entry)

    def change(self, entry_id: UUID, version: int, draft: WaitingDraft) -> WaitingEntry:
        """Wait for something else; an entry that lapsed or was withdrawn waits again, since when it did.

        Raises InvalidInput, ChangedMeanwhile with the entry as it stands, and NotWaiting once booked.
        """
        caller = self.admit(Permission.RUN_WAITING_LIST)
        with self.database.transaction(caller.actor, DiaryVerb.CHANGE_WAITING) as transaction:
            standing = entry_seen(transaction, entry_id, version, reach_of(transaction, caller))
            require_reach(draft, reach_of(transaction, caller))
            if standing.status is WaitingStatus.BOOKED:
                raise NotWaiting(transaction.get(Patient, standing.patient_id).full_name, standing.status)
            if draft.patient_id != standing.patient_id:
                raise InvalidInput("patient_id", "An entry stays with its patient. Put the other one on the list too.")
            values = values_of(fit_draft(transaction, caller, draft))
            return transaction.replace(replace(standing, status=WaitingStatus.WAITING, **values))

    def withdraw(self, entry_id: UUID, version: int) -> WaitingEntry:
        """Take a patient off the list; raises ChangedMeanwhile, NotWaiting."""
        caller = self.admit(Permission.RUN_WAITING_LIST)
        with self.database.transaction(caller.actor, DiaryVerb.TAKE_OFF_LIST) as transaction:
            standing = entry_seen(transaction, entry_id, version, reach_of(transaction, caller))
            if standing.status is not WaitingStatus.WAITING:
                raise NotWaiting(transaction.get(Patient, standing.patient_id).full_name, standing.status)
            return transaction.replace(replace(standing, status=WaitingStatus.WITHDRAWN))

    def list(
        self, wanted: WaitingFilter = _WHILE_WAITING, *, limit: int = 200, after: WaitingLine | None = None
    ) -> Sequence[WaitingLine]:
        """Who waits, the most pressing first, then who has waited longest; a doctor's as far as they reach."""
        caller = self.admit(Permission.RUN_WAITING_LIST)
        with self.database.reading() as reading:
            search = self._search(reading, caller)
            return waiting_lines(
                reading,
                wanted,
                today=search.today,
                now=search.now,
                reach=reach_of(reading, caller),
                limit=limit_of(limit),
                after=after,
            )

    def fitting(self, gap: Gap, *, limit: int = 20) -> GapOffer:
        """Who could take a time that came free, the most pressing first, with the reason in words."""
        caller = self.admit(Permission.RUN_WAITING_LIST)
        require_own(caller, practitioner_id=gap.practitioner_id, patient_id=gap.practitioner_id)
        with self.database.reading() as reading:
            search = self._search(reading, caller)
            found = search.of_gap(gap)
            return GapOffer(
                gap=gap,
                practitioner_name=names_of(reading).practitioners.get(gap.practitioner_id, ""),
                candidates=tuple(search.told(found[: limit_of(limit)])),
                count=len(found),
            )

    def gaps_today(self, *, limit: int = 20) -> WaitingToday:
        """The list in short: who fits a free time of today, and after them who waits without."""
        caller = self.admit(Permission.RUN_WAITING_LIST)
        with self.database.reading() as reading:
            search = self._search(reading, caller)
            reach = reach_of(reading, caller)
            found = search.of_today(() if reach is None else (reach[0],))
            fit = {one.entry.id for one in found}
            lines = waiting_lines(
                reading,
                _WHILE_WAITING,
                today=search.today,
                now=search.now,
                reach=reach,
                limit=limit_of(limit) + len(fit),
            )
            return WaitingToday(
                fitting=tuple(search.told(found[:limit])),
                fit_count=len(found),
                others=tuple(line for line in lines if line.entry.id not in fit)[:limit],
                count=count_waiting(reading, search.today, reach),
            )

    def free_for(self, entry_id: UUID, *, limit: int = 5) -> Sequence[Slot]:
        """The first free times that suit an entry, by start."""
        caller = self.admit(Permission.RUN_WAITING_LIST)
        with self.database.reading() as reading:
            entry = reading.get(WaitingEntry, entry_id)
            require_reach(entry, reach_of(reading, caller))
            settings, now = reading.clinic(), self.database.now()
            zone = settings.zone_info
            limits = limits_of(caller, settings, now)
            kind = reading.get(AppointmentType, entry.type_id)
            has = still_booked(reading, [entry.appointment_id] if entry.appointment_id else [], now)
            last_day = min(entry.last_day or limits.last_day, limits.last_day)
            before = min((one.span.starts_at for one in has.values()), default=now + STAFF_LOOKS_AHEAD)
            search = SlotSearch(
                practitioners=_practitioners(reading, entry, reach_of(reading, caller)),
                kind=kind,
                minutes=kind.minutes,
                first_day=max(entry.first_day or day_of(now, zone), day_of(now, zone)),
                limits=Limits(not_before=now, last_day=min(last_day, day_of(before, zone))),
                zone=zone,
                now=now,
                weekdays=frozenset(entry.weekdays),
                times=DayTimes(part=entry.part),
                patient_id=entry.patient_id,
            )
            first, last = minutes_wanted(entry)
            slots = (slot for slot in search.slots(reading, _LOOKED_THROUGH) if slot.starts_at < before)
            suiting = [slot for slot in slots if first <= minute_of(wall_time(slot.starts_at, zone)) <= last]
            return suiting[: limit_of(limit)]

    def book_from(self, entry_id: UUID, version: int, request: BookingRequest) -> Appointment:
        """Book somebody who waits; the later appointment goes back in the same change, unless it is kept.

        Refuses as `book` does, with the next free times, and ChangedMeanwhile, NotWaiting.
        """
        caller = self.admit(Permission.RUN_WAITING_LIST)
        request = fit_to_book(caller, request)
        with booking(self.database, self.station, caller, request, DiaryVerb.BOOK_FROM_LIST) as transaction:
            entry = entry_seen(transaction, entry_id, version, reach_of(transaction, caller))
            if entry.status is not WaitingStatus.WAITING:
                raise NotWaiting(transaction.get(Patient, entry.patient_id).full_name, entry.status)
            if request.patient_id != entry.patient_id:
                raise InvalidInput("patient_id", "Somebody else waits there. Book this patient without the list.")
            request = _with_old_words(request, _give_back(transaction, caller, entry, request.starts_at))
            appointment = transaction.add(booked(transaction, caller, request))
            transaction.replace(replace(entry, status=WaitingStatus.BOOKED, booked_id=appointment.id))
            return without_note(caller, appointment)

    def _search(self, reading: Reading, caller: Caller) -> GapSearch:
        return GapSearch(
            reading=reading,
            zone=reading.clinic().zone_info,
            now=self.database.now(),
            account_id=caller.account_id,
        )


def _give_back(
    transaction: Transaction, caller: Caller, entry: WaitingEntry, starts_at: datetime
) -> Appointment | None:
    """Cancel the later appointment, where there is one that is not kept; gives it back as it stood.

    Raises InvalidInput when the new time is no earlier.
    """
    has = None if entry.appointment_id is None else transaction.get(Appointment, entry.appointment_id)
    if has is None or has.status is not AppointmentStatus.BOOKED or has.starts_at <= transaction.now:
        return None
    if entry.keeps_appointment:
        return has
    if starts_at >= has.starts_at:
        when = moment_words(has.starts_at, transaction.clinic().zone_info)
        raise InvalidInput("starts_at", f"They have {when} already. Choose an earlier time, or move that one.")
    require_own(caller, practitioner_id=has.practitioner_id, patient_id=has.patient_id)
    transaction.replace(
        replace(has, status=AppointmentStatus.CANCELLED, cancelled_by=CancelledBy.CLINIC, cancel_reason=GIVEN_BACK)
    )
    return has


def _with_old_words(request: BookingRequest, has: Appointment | None) -> BookingRequest:
    """What the later appointment was for is what the earlier one is for, unless something else was typed."""
    if has is None or request.reason:
        return request
    return replace(request, reason=has.reason)


def _practitioners(reading: Reading, entry: WaitingEntry, reach: Reach) -> list[Bookable]:
    """Whom the entry would come to, as far as the caller reaches."""
    if entry.practitioner_ids and entry.department_id is not None:
        found = [*bookable(reading, entry.practitioner_ids), *bookable(reading, (), entry.department_id)]
    else:
        found = bookable(reading, entry.practitioner_ids, entry.department_id)
    return [one for one in dict.fromkeys(found) if reach is None or one.practitioner_id == reach[0]]
