"""What is remembered of free time always equals what stands in the diaries."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.availability import AvailabilityException, Closure, ExceptionKind
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.holds import Hold
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.domain.queries import DayPart, SlotQuery
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.free_slots import SlotSearch
from clinic_desktop.services.free_times import free_times
from clinic_desktop.services.limits import limits_of
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import open_key
from clinic_desktop.storage.reading.diaries import bookable
from tests.builders import SmallClinic, a_small_clinic

from .asking import TODAY, a_query, at, book, clocks

NOT_STORED = UUID(int=0)
DAYS = 9


def as_it_stands(clinic: SmallClinic, desk: Clinic, query: SlotQuery, limit: int) -> list[Slot]:
    """The same search in the diaries themselves, which remembers nothing."""
    caller = desk.admission.standing()
    with clinic.database.reading() as reading:
        kind = clinic.stored(clinic.consultation)
        policy = limits_of(caller, reading.clinic(), clinic.database.now())  # type: ignore[arg-type] # it has a role
        search = SlotSearch(
            practitioners=bookable(reading, query.practitioner_ids, query.department_id),
            kind=kind,
            minutes=query.minutes or kind.minutes,
            first_day=query.first_day,
            limits=replace(policy, last_day=min(policy.last_day, query.last_day)),
            zone=reading.clinic().zone_info,
            now=clinic.database.now(),
            weekdays=query.weekdays,
            times=query.times,
            patient_id=query.patient_id,
            account_id=caller.account_id,
            first_per_day=query.first_per_day,
        )
        return search.slots(reading, limit)


class Deeds:
    """What may happen to a clinic between two searches."""

    def __init__(self, clinic: SmallClinic, desk: Clinic) -> None:
        self.clinic, self.desk = clinic, desk

    def book(self, day: int, quarter: int, length: int) -> None:
        starts = at(self.clinic, "08:00", TODAY + timedelta(days=day)) + timedelta(minutes=5 * quarter)
        whose = (self.clinic.okafor, self.clinic.fischer)[length % 2].id
        patient = (self.clinic.novak, self.clinic.kim)[quarter % 2].id
        self.clinic.store(
            self.clinic.an_appointment(
                starts, minutes=5 * length, practitioner_id=whose, patient_id=patient,
                buffer_before=5 * (quarter % 3), buffer_after=5 * (length % 3), overbooked_by=self.clinic.admin.id,
            )
        )  # fmt: skip

    def move(self, day: int, quarter: int, length: int) -> None:
        for one in self._some(quarter):
            by = timedelta(days=day - DAYS // 2, minutes=5 * length)
            self.clinic.store(replace(one, starts_at=one.starts_at + by, ends_at=one.ends_at + by))

    def hand_over(self, day: int, quarter: int, length: int) -> None:
        for one in self._some(quarter):
            self.clinic.store(replace(one, practitioner_id=self.clinic.fischer.id))

    def cancel(self, day: int, quarter: int, length: int) -> None:
        for one in self._some(quarter):
            self.clinic.store(replace(one, status=AppointmentStatus.CANCELLED))

    def note(self, day: int, quarter: int, length: int) -> None:
        for one in self._some(quarter):
            self.clinic.store(replace(one, reason=f"{day} {length}"))

    def hold(self, day: int, quarter: int, length: int) -> None:
        starts = at(self.clinic, "08:00", TODAY + timedelta(days=day)) + timedelta(minutes=5 * quarter)
        account = (self.clinic.admin, self.clinic.receptionist)[quarter % 2].id
        self.clinic.store(
            Hold(
                id=NOT_STORED, practitioner_id=self.clinic.okafor.id, starts_at=starts,
                ends_at=starts + timedelta(minutes=5 * length), account_id=account,
                until=self.clinic.clock.now + timedelta(minutes=length), station_id=self.clinic.database.station_id,
            )
        )  # fmt: skip

    def leave(self, day: int, quarter: int, length: int) -> None:
        first = TODAY + timedelta(days=day)
        kind = (ExceptionKind.ADDS, ExceptionKind.REMOVES)[quarter % 2]
        self.clinic.store(
            AvailabilityException(
                id=NOT_STORED, practitioner_id=self.clinic.okafor.id, first_day=first, last_day=first, kind=kind,
                starts=time(6) if length % 2 else None, ends=time(11) if length % 2 else None,
            )
        )  # fmt: skip

    def close(self, day: int, quarter: int, length: int) -> None:
        first = TODAY + timedelta(days=day)
        self.clinic.store(Closure(id=NOT_STORED, name="Closed", first_day=first, last_day=first))

    def retire(self, day: int, quarter: int, length: int) -> None:
        fischer = self.clinic.stored(self.clinic.fischer)
        self.clinic.store(replace(fischer, active=not fischer.active, slot_minutes=(10, 15, 20)[quarter % 3]))

    def wait(self, day: int, quarter: int, length: int) -> None:
        self.desk.renew()  # nobody is away so long that the session ends
        self.clinic.clock.forward(minutes=length // 2)

    def widen(self, day: int, quarter: int, length: int) -> None:
        kind = self.clinic.stored(self.clinic.consultation)
        self.clinic.store(replace(kind, buffer_before=5 * (quarter % 3), buffer_after=5 * (length % 3)))

    def _some(self, number: int) -> list[Appointment]:
        with self.clinic.database.reading() as reading:
            booked = reading.where(Appointment, order=("starts_at",), status=AppointmentStatus.BOOKED)
        return booked[number % len(booked) :][:1] if booked else []


DEEDS: tuple[Callable[[Deeds, int, int, int], None], ...] = (
    Deeds.book, Deeds.book, Deeds.book, Deeds.move, Deeds.hand_over, Deeds.cancel, Deeds.note, Deeds.hold, Deeds.leave,
    Deeds.close, Deeds.retire, Deeds.wait, Deeds.widen,
)  # fmt: skip
Deed = Callable[[Deeds, int, int, int], None]
Happening = tuple[tuple[Deed, int, int, int], dict[str, Any], bool, bool]  # Any: fields of a query
HAPPENINGS = st.tuples(st.sampled_from(DEEDS), st.integers(0, DAYS), st.integers(0, 110), st.integers(1, 24))


@st.composite
def wishes(draw: st.DrawFn) -> dict[str, object]:
    first = draw(st.integers(0, DAYS))
    return {
        "first_day": TODAY + timedelta(days=first),
        "last_day": TODAY + timedelta(days=draw(st.integers(first, DAYS + 3))),
        "minutes": draw(st.sampled_from((5, 20, 30, 90, 240, 480))),
        "weekdays": draw(st.sampled_from((frozenset[int](), frozenset({0, 2}), frozenset({1, 4})))),
        "part": draw(st.sampled_from(DayPart)),
        "earliest": draw(st.sampled_from((None, time(9, 10), time(15)))),
        "latest": draw(st.sampled_from((None, time(10), time(16, 30)))),
        "first_per_day": draw(st.booleans()),
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(happenings=st.lists(st.tuples(HAPPENINGS, wishes(), st.booleans(), st.booleans()), min_size=1, max_size=8))
def test_what_is_remembered_equals_what_stands_whatever_has_happened(
    tmp_path_factory: pytest.TempPathFactory, happenings: list[Happening]
) -> None:
    with a_small_clinic(tmp_path_factory.mktemp("free") / "clinic") as clinic:
        desk = clinic.as_receptionist()
        deeds = Deeds(clinic, desk)
        for (deed, day, quarter, length), wish, for_novak, at_okafor in happenings:
            try:
                deed(deeds, day, quarter, length)
            except ClinicError:
                continue
            query = replace(
                a_query(clinic, TODAY, TODAY),
                **wish,
                patient_id=clinic.novak.id if for_novak else None,
                practitioner_ids=(clinic.okafor.id,) if at_okafor else (),
            )
            for _ in range(2):  # as it is worked out, and as it is remembered
                assert desk.scheduling.free_slots(query, limit=40) == as_it_stands(clinic, desk, query, 40)


def test_what_another_program_books_is_seen(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    query = a_query(clinic, practitioner_ids=(clinic.okafor.id,))
    before = desk.scheduling.free_slots(query, limit=1)

    key = open_key(clinic.database.folder, make=False, allow_file=True)
    other = Database.open(clinic.database.folder, key, station="Desk 2", clock=clinic.clock)
    try:
        with other.transaction(PROGRAM, "book") as transaction:
            transaction.add(replace(clinic.an_appointment(at(clinic, "09:00")), id=transaction.new_id()))
    finally:
        other.close()
    after = desk.scheduling.free_slots(query, limit=1)

    assert clocks(clinic, [before[0].starts_at, after[0].starts_at]) == ["09:00", "09:30"]


def test_a_time_that_was_cancelled_is_offered_again_at_once(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    query = a_query(clinic, practitioner_ids=(clinic.okafor.id,))
    booked = book(clinic, "09:00")
    taken = desk.scheduling.free_slots(query, limit=1)

    clinic.store(replace(booked, status=AppointmentStatus.CANCELLED))
    free = desk.scheduling.free_slots(query, limit=1)

    assert clocks(clinic, [taken[0].starts_at, free[0].starts_at]) == ["09:30", "09:00"]


def test_a_change_that_is_taken_back_leaves_nothing_behind(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    query = a_query(clinic, practitioner_ids=(clinic.okafor.id,))
    desk.scheduling.free_slots(query)

    with suppress(ZeroDivisionError), clinic.database.transaction(PROGRAM, "book") as transaction:
        transaction.add(replace(clinic.an_appointment(at(clinic, "09:00")), id=transaction.new_id()))
        raise ZeroDivisionError
    book(clinic, "11:00")

    assert desk.scheduling.free_slots(query, limit=9) == as_it_stands(clinic, desk, query, 9)


def test_the_next_day_begins_with_another_today(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    query = a_query(clinic, TODAY, TODAY + timedelta(days=30))
    desk.scheduling.free_slots(query)

    clinic.clock.forward(hours=14)
    desk = clinic.as_receptionist()

    assert desk.scheduling.free_slots(query, limit=40) == as_it_stands(clinic, desk, query, 40)


def test_each_database_has_one_memory(clinic: SmallClinic) -> None:
    assert free_times(clinic.database) is free_times(clinic.database)


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        (time(15), None, "15:00"),
        (time(15, 10), None, "15:15"),
        (None, time(9), "09:00"),
        (time(16, 30), time(16, 30), "16:30"),
    ],
)
def test_a_time_of_day_is_on_the_clinics_clock(
    clinic: SmallClinic, earliest: time | None, latest: time | None, expected: str
) -> None:
    query = a_query(clinic, earliest=earliest, latest=latest, practitioner_ids=(clinic.okafor.id,))

    slots = clinic.as_receptionist().scheduling.free_slots(query, limit=1)

    assert clocks(clinic, [slot.starts_at for slot in slots]) == [expected]


def test_after_three_stays_after_three_when_the_clocks_are_put_on(clinic: SmallClinic) -> None:
    spring = date(2027, 3, 26)  # the Friday before; on Sunday the clock jumps
    query = a_query(clinic, spring, spring + timedelta(days=3), earliest=time(15), first_per_day=True)

    slots = clinic.as_receptionist().scheduling.free_slots(query, limit=5)

    assert clocks(clinic, [slot.starts_at for slot in slots]) == ["15:00", "15:00"]


def test_a_retired_doctor_is_not_remembered_as_free(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    query = a_query(clinic)
    desk.scheduling.free_slots(query)

    with clinic.database.reading() as reading:
        fischer = reading.get(Practitioner, clinic.fischer.id)
    clinic.store(replace(fischer, active=False))

    assert {slot.practitioner_id for slot in desk.scheduling.free_slots(query)} == {clinic.okafor.id}
