"""The demo's appointments: every planned time gets a patient, a reason and a fate that fits the clock."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime, time
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, BookingSource, CancelledBy, Confirmation
from clinic_desktop.domain.clinic_time import nearest_instant, wall_time
from clinic_desktop.domain.series import Series
from clinic_desktop.domain.waiting_room import WALK_IN_REASON
from clinic_desktop.storage.column_types import Raw

from .cast import NEWCOMERS, PETERS_NAME
from .house import House
from .identities import Identities
from .patients import Register
from .plan import RUNS_LATE, DayPlan, Entry
from .reasons import CANCELLED_BY_CLINIC, CANCELLED_BY_PATIENT, OVERBOOKED, REASONS, VISIT_NOTES

Row = tuple[Raw, ...]

_MINUTE = 60_000
_DAY = 24 * 60 * _MINUTE
_LONG, _WAITED = 31, 7
"""For how many minutes Dr Okafor's patient is in the room, and the next one waits, in the pictures."""

_ASKED_BEFORE = 15 * _MINUTE
"""New patients are asked to come earlier: there is a form to fill in."""

_SOURCES = (
    *(BookingSource.PHONE.value,) * 11,
    *(BookingSource.DESK.value,) * 6,
    *(BookingSource.PATIENT.value,) * 3,
)
_CLOCK = tuple(f"T{minute // 60:02}:{minute % 60:02}" for minute in range(24 * 60))


class Course(NamedTuple):
    """How far an appointment got: its status, and when (milliseconds) the patient came, went in and was done."""

    status: str
    confirmation: str = Confirmation.NONE.value
    arrived: int | None = None
    in_room: int | None = None
    done: int | None = None
    cancelled_by: str | None = None
    cancel_reason: str = ""


_MISSED = Course(AppointmentStatus.NOSHOW.value)
_CANCELLED = tuple(
    Course(AppointmentStatus.CANCELLED.value, cancelled_by=by.value, cancel_reason=reason)
    for by, reasons in ((CancelledBy.PATIENT, CANCELLED_BY_PATIENT), (CancelledBy.CLINIC, CANCELLED_BY_CLINIC))
    for reason in reasons
)
_COMING = tuple(Course(AppointmentStatus.BOOKED.value, confirmation.value) for confirmation in Confirmation)[:3]
_CONFIRMED = Course(AppointmentStatus.BOOKED.value, Confirmation.CONFIRMED.value)


class DiaryWriter:
    """Turns plans into rows in the order of `Appointment`'s fields, as they are stored.

    Promises: nobody has two appointments on one day, but who the pictures say; no diary is booked twice.
    """

    def __init__(
        self,
        lot: random.Random,
        ids: Identities,
        house: House,
        register: Register,
        *,
        now: datetime,
        overbooks: UUID,
        series: Sequence[Series] = (),
    ) -> None:
        self._lot = lot
        self._ids = ids
        self._zone = ZoneInfo(house.settings.zone)
        self._now = int(now.timestamp() * 1000)
        self._today = wall_time(now, self._zone).date()
        self._overbooks = overbooks.bytes
        self._register = register
        self._patients = tuple(patient.id.bytes for patient in register.patients)
        self._series = {self._patients.index(one.patient_id.bytes): one.id.bytes for one in series}
        self._everyone = range(len(register.patients))
        self._doctors = tuple((doctor.id.bytes, doctor.room) for doctor in house.practitioners)
        self._panels = tuple(
            register.of_doctor.get(doctor.id) or register.adults or self._everyone for doctor in house.practitioners
        )
        self._types = tuple((kind.id.bytes, kind.buffer_after) for kind in house.types)
        self._new_patient = next((n for n, kind in enumerate(house.types) if kind.name == "New patient"), None)
        self._reasons = tuple(REASONS[kind.name] for kind in house.types)

    def rows(self, plan: DayPlan) -> Iterable[Row]:
        """A day's appointments, doctor by doctor; fewer than planned when there are more times than patients."""
        rows = self._rows(plan)
        return _with_tickets(rows) if plan.day == self._today else rows

    def _rows(self, plan: DayPlan) -> Iterator[Row]:
        noon = nearest_instant(datetime.combine(plan.day, time(12)), self._zone)
        midnight = int(noon.timestamp() * 1000) - 12 * 60 * _MINUTE
        by_name = self._register.by_name
        # Peter Novak has the visits of the pictures and no others.
        seen = {by_name[entry.patient] for _, layout in plan.diaries for entry in layout if entry.patient}
        seen.add(by_name[PETERS_NAME])
        if plan.day < self._today:
            seen |= {by_name[name] for name in NEWCOMERS}
        for index, layout in plan.diaries:
            for entry in layout:
                patient = by_name[entry.patient] if entry.patient else self._draw_patient(index, seen)
                if patient is not None:
                    seen.add(patient)
                    yield self._row(plan, midnight, index, entry, patient)

    def _draw_patient(self, index: int, seen: set[int]) -> int | None:
        """Someone of the doctor's own patients, or else anyone, who is not here yet on that day."""
        chance = self._lot.random
        for panel in (self._panels[index],) * 6 + (self._everyone,) * 6:
            patient = panel[int(chance() * len(panel))]
            if patient not in seen:
                return patient
        return next((patient for patient in self._everyone if patient not in seen), None)

    def _row(self, plan: DayPlan, midnight: int, index: int, entry: Entry, patient: int) -> Row:
        chance = self._lot.random
        starts_at = midnight + entry.starts * _MINUTE
        ends_at = starts_at + entry.minutes * _MINUTE
        course = self._course(plan, index, entry, starts_at, ends_at)
        type_id, after = self._types[entry.type_number]
        reasons = self._reasons[entry.type_number]
        over = entry.fate in ("overbooked", "walk-in over")
        is_walk_in = entry.fate.startswith("walk-in")
        is_asked = plan.day == self._today and entry.type_number == self._new_patient
        doctor, room = self._doctors[index]
        booked_at = starts_at - _DAY - int(chance() ** 2 * 60 * _DAY)
        if booked_at > self._now:
            booked_at = self._now - int(chance() * 20 * _DAY)
        over_reason = OVERBOOKED[int(chance() * len(OVERBOOKED))] if over else ""
        return (
            self._ids.next_bytes(),
            1,
            self._patients[patient],
            doctor,
            type_id,
            starts_at,
            ends_at,
            plan.day.isoformat() + _CLOCK[entry.starts],
            self._zone.key,
            course.status,
            course.confirmation,
            entry.reason or reasons[int(chance() * len(reasons))],
            "",
            VISIT_NOTES[int(chance() * len(VISIT_NOTES))] if course.done and chance() < 0.25 else "",
            room if course.in_room else "",
            0,
            after,
            starts_at if is_walk_in else booked_at,
            starts_at - _ASKED_BEFORE if is_asked else None,
            course.arrived,
            course.in_room,
            course.done,
            self._series.get(patient) if entry.returns else None,
            self._overbooks if over else None,
            WALK_IN_REASON if over and is_walk_in else over_reason,
            course.cancelled_by,
            course.cancel_reason,
            BookingSource.WALK_IN.value if is_walk_in else _SOURCES[int(chance() * len(_SOURCES))],
            None,
            0,
        )

    def _course(self, plan: DayPlan, index: int, entry: Entry, starts_at: int, ends_at: int) -> Course:
        if plan.day == self._today:
            return self._course_today(index, entry, starts_at, ends_at)
        lot = self._lot.random()
        if entry.fate == "noshow" or (starts_at < self._now and 0.90 < lot < 0.945 and not entry.patient):
            return _MISSED
        if lot > 0.95 and not entry.patient:
            return _CANCELLED[int((lot - 0.95) * 20 * len(_CANCELLED))]
        if starts_at < self._now:
            return self._kept(starts_at, ends_at)
        if starts_at - self._now > 7 * _DAY:
            return _COMING[0]
        return _COMING[min(int(lot / 0.951 * 3), 2)]

    def _kept(self, starts_at: int, ends_at: int) -> Course:
        chance = self._lot.random
        in_room = starts_at + int(chance() * 10 * _MINUTE)
        return Course(
            AppointmentStatus.FULFILLED.value,
            Confirmation.CONFIRMED.value if chance() < 0.5 else Confirmation.NONE.value,
            starts_at - int(chance() * 12 * _MINUTE),
            in_room,
            in_room + int((ends_at - starts_at) * (0.7 + 0.35 * chance())),
        )

    def _course_today(self, index: int, entry: Entry, starts_at: int, ends_at: int) -> Course:
        """What the clock says: over, in the room, waiting, or still to come."""
        chance = self._lot.random
        late = (RUNS_LATE[index] if index < len(RUNS_LATE) else 0) * _MINUTE
        if entry.fate == "booked":
            return _CONFIRMED
        if entry.fate.startswith("walk-in"):
            return Course(AppointmentStatus.ARRIVED.value, arrived=starts_at)
        if entry.fate == "still in":
            in_room = max(self._now - _LONG * _MINUTE, starts_at)
            return Course(AppointmentStatus.IN_ROOM.value, arrived=starts_at - 6 * _MINUTE, in_room=in_room)
        if entry.fate == "waits":
            return Course(AppointmentStatus.ARRIVED.value, arrived=self._now - _WAITED * _MINUTE)
        if entry.fate == "cancelled":
            return _CANCELLED[0]
        if entry.fate == "noshow" and self._now > starts_at + 15 * _MINUTE:
            return _MISSED
        if ends_at + late <= self._now:
            kept = self._kept(starts_at, ends_at)
            done = min(kept.done or ends_at, self._now)
            return kept._replace(in_room=min(kept.in_room or starts_at, done - _MINUTE), done=done)
        if starts_at + late <= self._now:
            return Course(
                AppointmentStatus.IN_ROOM.value, arrived=starts_at - 6 * _MINUTE, in_room=starts_at + late
            )  # fmt: skip
        waiting = starts_at - self._now
        if waiting <= 0 or (waiting < 20 * _MINUTE and chance() < 0.6):
            arrived = min(self._now - int((1 + 8 * chance()) * _MINUTE), starts_at - _MINUTE)
            return Course(AppointmentStatus.ARRIVED.value, arrived=arrived)
        return _COMING[int(chance() * 3)]


def _with_tickets(rows: Iterable[Row]) -> list[Row]:
    """The rows with the numbers of the day, in the order in which their patients came."""
    found = list(rows)
    came = sorted((row[_ARRIVED], number) for number, row in enumerate(found) if row[_ARRIVED] is not None)
    for ticket, (_, number) in enumerate(came, 1):
        found[number] = (*found[number][:_TICKET], ticket, *found[number][_TICKET + 1 :])
    return found


_FIELDS = [field.name for field in fields(Appointment)]
_ARRIVED, _TICKET = _FIELDS.index("arrived_at"), _FIELDS.index("ticket")
