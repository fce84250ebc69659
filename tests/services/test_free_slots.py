"""The search for free times across practitioners, days and halves of days."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from clinic_desktop.domain.errors import InvalidInput, NotAllowed, NotFound
from clinic_desktop.domain.queries import DayPart
from clinic_desktop.domain.refusals import BadLength, BeyondPolicy
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.storage import desk_tables
from clinic_desktop.storage.actor import PROGRAM
from tests.builders import SmallClinic

from .asking import TODAY, TOMORROW, a_query, a_request, at, book, clocks, for_kim, retired

NEXT_MONDAY = TODAY + timedelta(days=6)


def starts(clinic: SmallClinic, slots: list[Slot]) -> list[str]:
    return clocks(clinic, [slot.starts_at for slot in slots])


def test_the_first_free_times_of_anyone_are_offered_in_order(clinic: SmallClinic) -> None:
    book(clinic, "09:00")

    slots = clinic.as_receptionist().scheduling.free_slots(a_query(clinic), limit=4)

    assert starts(clinic, slots) == ["09:00", "09:15", "09:30", "09:30"]
    assert [slot.practitioner_id for slot in slots] == [
        clinic.fischer.id,
        clinic.fischer.id,
        clinic.okafor.id,
        clinic.fischer.id,
    ]


def test_every_offered_time_can_be_booked(clinic: SmallClinic) -> None:
    scheduling = clinic.as_receptionist().scheduling
    book(clinic, "10:10", minutes=25)

    for _ in range(12):
        slot = scheduling.free_slots(a_query(clinic, patient_id=clinic.kim.id))[0]
        scheduling.book(
            a_request(clinic, starts_at=slot.starts_at, practitioner_id=slot.practitioner_id, **for_kim(clinic))
        )

    assert len(scheduling.day_sheet(TODAY).lines) == 13


def test_the_search_is_narrowed_to_doctors_departments_weekdays_and_halves_of_days(clinic: SmallClinic) -> None:
    scheduling = clinic.as_receptionist().scheduling
    month = a_query(clinic, TODAY, TODAY + timedelta(days=30))

    only_fischer = scheduling.free_slots(replace(month, practitioner_ids=(clinic.fischer.id,)))
    no_department = scheduling.free_slots(replace(month, department_id=UUID(int=7)))
    department = scheduling.free_slots(replace(month, department_id=clinic.department.id))
    mondays = scheduling.free_slots(replace(month, weekdays=frozenset({0})), limit=1)
    afternoons = scheduling.free_slots(replace(month, part=DayPart.AFTERNOON), limit=1)
    mornings = scheduling.free_slots(replace(month, part=DayPart.MORNING, practitioner_ids=(clinic.okafor.id,)))

    assert {slot.practitioner_id for slot in only_fischer} == {clinic.fischer.id}
    assert no_department == []
    assert len(department) == 20
    assert mondays[0].starts_at == at(clinic, "08:00", NEXT_MONDAY)
    assert starts(clinic, afternoons) == ["12:00"]
    assert starts(clinic, mornings)[:12][-1] == "11:45"
    assert mornings[12].starts_at == at(clinic, "08:00", TOMORROW)


def test_the_first_time_of_each_day_is_shown_when_days_matter_more(clinic: SmallClinic) -> None:
    week = a_query(clinic, TODAY, TODAY + timedelta(days=6), first_per_day=True)

    slots = clinic.as_receptionist().scheduling.free_slots(week)

    assert starts(clinic, slots) == ["09:00", "08:00", "08:00", "08:00", "08:00"]
    assert slots[-1].starts_at == at(clinic, "08:00", NEXT_MONDAY)


def test_times_at_which_the_patient_is_elsewhere_are_left_out(clinic: SmallClinic) -> None:
    book(clinic, "09:00", minutes=60)
    at_fischer = a_query(clinic, practitioner_ids=(clinic.fischer.id,))
    scheduling = clinic.as_receptionist().scheduling

    anyone = scheduling.free_slots(at_fischer, limit=1)
    novak = scheduling.free_slots(replace(at_fischer, patient_id=clinic.novak.id), limit=1)

    assert (starts(clinic, anyone), starts(clinic, novak)) == (["09:00"], ["10:00"])


def test_the_types_buffers_are_kept_free(clinic: SmallClinic) -> None:
    clinic.store(replace(clinic.consultation, buffer_before=10, buffer_after=10))
    book(clinic, "10:00")

    slots = clinic.as_receptionist().scheduling.free_slots(a_query(clinic, practitioner_ids=(clinic.okafor.id,)))

    assert starts(clinic, slots)[:4] == ["09:00", "09:15", "10:40", "10:45"]


def test_a_hold_of_someone_else_takes_its_time_until_it_lapses(clinic: SmallClinic) -> None:
    hold = {
        "id": UUID(int=9),
        "version": 1,
        "practitioner_id": clinic.okafor.id,
        "starts_at": at(clinic, "09:00"),
        "ends_at": at(clinic, "10:00"),
        "until": clinic.clock.now + timedelta(minutes=5),
        "account_id": clinic.admin.id,
        "station_id": clinic.database.station_id,
        "reason": "",
    }
    with clinic.database.transaction(PROGRAM, "hold") as transaction:
        transaction.execute(desk_tables.hold.insert(), hold)
    at_okafor = a_query(clinic, practitioner_ids=(clinic.okafor.id,))
    scheduling = clinic.as_receptionist().scheduling

    held = scheduling.free_slots(at_okafor, limit=1)
    clinic.clock.forward(minutes=6)
    lapsed = scheduling.free_slots(at_okafor, limit=1)

    assert starts(clinic, held) == ["10:00"]
    assert starts(clinic, lapsed) == ["09:15"]


def test_a_full_diary_is_searched_until_there_is_time(clinic: SmallClinic) -> None:
    for days in range(30):
        day = TODAY + timedelta(days=days)
        if day.weekday() < 5:
            book(clinic, "08:00" if days else "09:00", day, minutes=9 * 60 if days else 8 * 60)

    slots = clinic.as_receptionist().scheduling.free_slots(
        a_query(clinic, TODAY, TODAY + timedelta(days=60), practitioner_ids=(clinic.okafor.id,)), limit=1
    )

    assert slots[0].starts_at == at(clinic, "08:00", TODAY + timedelta(days=30))


def test_the_search_ends_where_nobody_works(clinic: SmallClinic) -> None:
    retired(clinic, clinic.okafor)
    retired(clinic, clinic.fischer)

    assert clinic.as_receptionist().scheduling.free_slots(a_query(clinic, TODAY, TODAY + timedelta(days=365))) == []


def test_patients_are_offered_what_they_may_book(clinic: SmallClinic) -> None:
    clinic.store(replace(clinic.consultation, patients_may_book=True, minutes=20))
    patient = clinic.as_patient().scheduling

    slots = patient.free_slots(a_query(clinic, TODAY, TODAY + timedelta(days=300), minutes=480), limit=500)

    assert starts(clinic, slots)[0] == "11:00"
    assert slots[0].ends_at - slots[0].starts_at == timedelta(minutes=20)
    assert patient.free_slots(a_query(clinic, TODAY + timedelta(days=91), TODAY + timedelta(days=300))) == []
    with pytest.raises(NotAllowed):
        patient.free_slots(a_query(clinic, patient_id=clinic.kim.id))


def test_patients_are_offered_nothing_of_other_types(clinic: SmallClinic) -> None:
    clinic.store(replace(clinic.consultation, patients_may_book=False))

    with pytest.raises(BeyondPolicy):
        clinic.as_patient().scheduling.free_slots(a_query(clinic))


def test_impossible_questions_are_refused(clinic: SmallClinic) -> None:
    scheduling = clinic.as_receptionist().scheduling

    with pytest.raises(InvalidInput):
        scheduling.free_slots(a_query(clinic, TOMORROW, TODAY))
    with pytest.raises(NotFound):
        scheduling.free_slots(a_query(clinic, type_id=UUID(int=7)))
    for minutes in (0, 1441):
        with pytest.raises(BadLength):
            scheduling.free_slots(a_query(clinic, minutes=minutes))
    with pytest.raises(InvalidInput):
        scheduling.free_slots(a_query(clinic), limit=0)
