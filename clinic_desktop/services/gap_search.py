"""Who of those on the waiting list fits a free time: from the diaries, the types' lengths and what patients have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.clinic_time import Span, day_of, span_of_day
from clinic_desktop.domain.diary import Busy, Diary
from clinic_desktop.domain.gap_fitting import Engagement, OpenTimes, best_fit, in_order, suits_whom, touching
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.domain.waiting_list import Candidate, Gap, WaitingEntry
from clinic_desktop.domain.waiting_words import reason_words
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.diaries import Bookable, bookable, diaries_of
from clinic_desktop.storage.reading.waiting_list import (
    Names,
    engagements_of,
    lines_by_id,
    names_of,
    still_booked,
    those_waiting,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """An entry and the free time that suits it."""

    entry: WaitingEntry
    slot: Slot
    has: Engagement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSearch:
    """Looks through the waiting list for one clinic day, at one moment; the holds of `account_id` do not count."""

    reading: Reading
    zone: ZoneInfo
    now: datetime
    account_id: UUID

    @property
    def today(self) -> date:
        """The clinic's day."""
        return day_of(self.now, self.zone)

    def of_gap(self, gap: Gap) -> list[Fitting]:
        """Who would use a part of the time that came free, the most pressing first."""
        day = day_of(gap.span.starts_at, self.zone)
        practitioners = bookable(self.reading, [gap.practitioner_id])
        if gap.span.ends_at <= self.now or not practitioners:
            return []
        names = names_of(self.reading)
        department_id = names.department_of.get(gap.practitioner_id)
        entries = those_waiting(self.reading, day, practitioner_id=gap.practitioner_id, department_id=department_id)
        return self._fitting(entries, self._times(entries, practitioners, names, day, gap.span), day)

    def of_today(self, practitioner_ids: Sequence[UUID] = ()) -> list[Fitting]:
        """Who would take a free time of today, at these practitioners or at any, the most pressing first."""
        entries = those_waiting(self.reading, self.today)
        practitioners = bookable(self.reading, practitioner_ids)
        if not entries or not practitioners:
            return []
        times = self._times(entries, practitioners, names_of(self.reading), self.today, None)
        return self._fitting(entries, times, self.today)

    def told(self, fitting: Sequence[Fitting]) -> list[Candidate]:
        """The same with the names beside them, and the reason in words."""
        found = {one.entry.id: one for one in fitting}
        lines = lines_by_id(self.reading, list(found), today=self.today, now=self.now)
        return [
            Candidate(
                line=line,
                slot=found[line.entry.id].slot,
                reason=reason_words(
                    line.entry,
                    starts_at=found[line.entry.id].slot.starts_at,
                    now=self.now,
                    zone=self.zone,
                    has_at=line.has_at,
                ),
            )
            for line in lines
        ]

    def _times(
        self,
        entries: Sequence[WaitingEntry],
        practitioners: Sequence[Bookable],
        names: Names,
        day: date,
        span: Span | None,
    ) -> dict[UUID, list[OpenTimes]]:
        """By type, when it fits at each of the practitioners that day; all of it within reach of a span, if given."""
        diaries = diaries_of(
            self.reading,
            [one.practitioner_id for one in practitioners],
            span_of_day(day, self.zone),
            zone=self.zone,
            now=self.now,
            account_id=self.account_id,
            joined=True,
        )
        wishes = {(entry.type_id, entry.practitioner_ids, entry.department_id): entry for entry in entries}
        found: dict[UUID, list[OpenTimes]] = {}
        for kind in self.reading.where(AppointmentType, active=True):
            meant = [entry for entry in wishes.values() if entry.type_id == kind.id]
            for one in practitioners:
                department_id = names.department_of.get(one.practitioner_id)
                if not kind.is_offered_by(one.practitioner_id) or not any(
                    suits_whom(entry, one.practitioner_id, department_id) for entry in meant
                ):
                    continue
                slots = _slots(diaries[one.practitioner_id], kind, one.slot_minutes, day, self.now, span)
                times = OpenTimes.of(slots, department_id=department_id, zone=self.zone)
                if times is not None and span is not None:
                    times = touching(times, span)
                if times is not None:
                    found.setdefault(kind.id, []).append(times)
        return found

    def _fitting(
        self, entries: Sequence[WaitingEntry], times: Mapping[UUID, Sequence[OpenTimes]], day: date
    ) -> list[Fitting]:
        first = {
            entry: possible
            for entry in entries
            if (possible := best_fit(entry, times.get(entry.type_id, ()), engaged={})) is not None
        }
        if not first:
            return []
        has = still_booked(self.reading, {one.appointment_id for one in first if one.appointment_id}, self.now)
        engaged = engagements_of(self.reading, {one.patient_id for one in first}, span_of_day(day, self.zone))
        found = []
        for entry in in_order(first):
            later = has.get(entry.appointment_id) if entry.appointment_id is not None else None
            slot: Slot | None = first[entry]
            if later is not None or entry.patient_id in engaged:
                slot = best_fit(entry, times[entry.type_id], has=later, engaged=engaged)
            if slot is not None:
                found.append(Fitting(entry=entry, slot=slot, has=later))
        return found


def _slots(diary: Diary, kind: AppointmentType, step: int, day: date, now: datetime, span: Span | None) -> set[Slot]:
    """Where a type fits: on the diary's grid, and at the very time that came free."""
    slots = set(
        diary.free_slots(
            [day],
            minutes=kind.minutes,
            step=step,
            not_before=now,
            buffer_before=kind.buffer_before,
            buffer_after=kind.buffer_after,
        )
    )
    if span is not None and span.starts_at >= now:
        ends_at = span.starts_at + timedelta(minutes=kind.minutes)
        wanted = Busy(
            span=Span(starts_at=span.starts_at, ends_at=ends_at),
            buffer_before=kind.buffer_before,
            buffer_after=kind.buffer_after,
        )
        if diary.obstacle(wanted) is None:
            slots.add(Slot(practitioner_id=diary.practitioner_id, starts_at=span.starts_at, ends_at=ends_at))
    return slots
