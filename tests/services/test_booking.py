"""Booking: who may, what is refused, and what is offered instead."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import BookingSource
from clinic_desktop.domain.availability import Closure, WeeklyPattern
from clinic_desktop.domain.errors import InvalidInput, NotAllowed, NotFound
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.refusals import (
    BadLength,
    BeyondPolicy,
    BookingRefused,
    ClinicClosed,
    InThePast,
    OutsideHours,
    PatientBusy,
    SlotTaken,
)
from clinic_desktop.storage.actor import PROGRAM
from tests.builders import SmallClinic

from .asking import TODAY, TOMORROW, a_request, at, at_fischers, book, clocks, for_kim, retired

NOBODY = UUID(int=7)


def test_the_desk_books_and_the_diary_shows_it(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    told: list[Changes] = []
    clinic.database.subscribe(told.append)

    appointment = desk.scheduling.book(a_request(clinic, reason="  Chest pain ", source=BookingSource.PHONE))

    (line,) = desk.scheduling.day_sheet(TODAY).lines
    assert line.id == appointment.id
    assert (line.patient_name, line.practitioner_name, line.reason) == ("Peter Novak", "Dr Amara Okafor", "Chest pain")
    assert appointment.source is BookingSource.PHONE
    assert appointment.booked_at == clinic.clock.now
    assert [(changes.verb, changes.span) for changes in told] == [("book", appointment.span)]


def test_a_taken_time_is_refused_with_the_nearest_free_ones(clinic: SmallClinic) -> None:
    book(clinic, "10:00")

    with pytest.raises(SlotTaken) as refusal:
        book(clinic, "10:15", **for_kim(clinic))

    assert clocks(clinic, [slot.starts_at for slot in refusal.value.alternatives]) == [
        "10:30", "11:00", "09:30", "09:00", "08:00",
    ]  # fmt: skip
    assert {slot.practitioner_id for slot in refusal.value.alternatives} == {clinic.okafor.id}


@pytest.mark.parametrize(("before", "after"), [(0, 20), (20, 0)])
def test_the_minutes_that_either_visit_wants_free_are_kept_free(clinic: SmallClinic, before: int, after: int) -> None:
    book(clinic, "10:00")
    clinic.store(replace(clinic.consultation, buffer_before=before, buffer_after=after))
    wanting_more = "09:15" if after else "10:45"

    with pytest.raises(SlotTaken):
        book(clinic, wanting_more, **for_kim(clinic))
    booked = book(clinic, "11:00", **for_kim(clinic))
    clinic.store(replace(clinic.consultation, version=2, buffer_before=0, buffer_after=0))
    with pytest.raises(SlotTaken):
        book(clinic, "11:30" if after else "10:30")

    assert booked.buffer_after == after


def test_an_offered_time_can_be_taken(clinic: SmallClinic) -> None:
    book(clinic, "10:00")
    with pytest.raises(SlotTaken) as refusal:
        book(clinic, "10:00", **for_kim(clinic))

    appointment = clinic.as_receptionist().scheduling.book(
        a_request(clinic, starts_at=refusal.value.alternatives[0].starts_at, **for_kim(clinic))
    )

    assert appointment.starts_at == at(clinic, "10:30")


def test_another_doctor_is_offered_when_this_one_has_no_time(clinic: SmallClinic) -> None:
    with clinic.database.transaction(PROGRAM, "test") as transaction:
        for pattern in transaction.where(WeeklyPattern, practitioner_id=clinic.okafor.id):
            transaction.remove(pattern)

    with pytest.raises(OutsideHours) as refusal:
        book(clinic)

    assert {slot.practitioner_id for slot in refusal.value.alternatives} == {clinic.fischer.id}
    assert clocks(clinic, [slot.starts_at for slot in refusal.value.alternatives]) == [
        "10:00",
        "10:30",
        "09:30",
        "09:00",
    ]


def test_a_refusal_stores_nothing(clinic: SmallClinic) -> None:
    book(clinic)

    with pytest.raises(BookingRefused):
        book(clinic, **for_kim(clinic))

    assert len(clinic.as_receptionist().scheduling.day_sheet(TODAY).lines) == 1


def test_a_patient_is_not_booked_in_two_places_at_once(clinic: SmallClinic) -> None:
    book(clinic, "10:00")

    with pytest.raises(PatientBusy) as refusal:
        book(clinic, "10:15", **at_fischers(clinic))

    assert clocks(clinic, [slot.starts_at for slot in refusal.value.alternatives])[0] == "10:30"


def test_the_past_and_closed_days_are_refused_with_what_is_next(clinic: SmallClinic) -> None:
    clinic.store(Closure(id=NOBODY, name="Carnival", first_day=TOMORROW, last_day=TOMORROW))

    with pytest.raises(InThePast) as past:
        book(clinic, "08:30")
    with pytest.raises(ClinicClosed) as closed:
        book(clinic, "10:00", TOMORROW)

    assert clocks(clinic, [slot.starts_at for slot in past.value.alternatives])[0] == "09:00"
    assert closed.value.alternatives[0].starts_at == at(clinic, "08:00", TOMORROW + timedelta(days=1))


@pytest.mark.parametrize("minutes", [0, -5, 1441])
def test_an_impossible_length_is_refused(clinic: SmallClinic, minutes: int) -> None:
    with pytest.raises(BadLength):
        book(clinic, minutes=minutes)


def test_booking_over_needs_a_reason_and_is_kept_as_such(clinic: SmallClinic) -> None:
    book(clinic, "10:00")

    over = book(clinic, "10:00", overbook_reason="Emergency", **for_kim(clinic))

    assert over.overbooked_by == clinic.receptionist.id
    assert over.overbook_reason == "Emergency"
    with pytest.raises(SlotTaken):
        book(clinic, "10:00", overbook_reason="   ", **for_kim(clinic))


def test_retired_doctors_types_and_archived_patients_are_not_booked(clinic: SmallClinic) -> None:
    clinic.store(replace(clinic.kim, archived=True))
    old_type = clinic.store(replace(clinic.consultation, id=UUID(int=0), version=0, name="Bloodletting", active=False))
    merged = clinic.store(
        replace(clinic.novak, id=UUID(int=0), version=0, mrn="9", account_id=None, merged_into_id=clinic.novak.id)
    )
    retired(clinic, clinic.fischer)

    for field, fields in {
        "patient_id": for_kim(clinic),
        "type_id": {"type_id": old_type.id},
        "practitioner_id": at_fischers(clinic),
    }.items():
        with pytest.raises(InvalidInput) as refusal:
            book(clinic, **fields)
        assert refusal.value.field == field
    with pytest.raises(InvalidInput):
        book(clinic, patient_id=merged.id)


@pytest.mark.parametrize("field", ["patient_id", "practitioner_id", "type_id"])
def test_what_does_not_exist_is_not_booked(clinic: SmallClinic, field: str) -> None:
    of_nobody: dict[str, Any] = {field: NOBODY}  # Any: fields of a request

    with pytest.raises(NotFound):
        book(clinic, **of_nobody)


def test_a_doctor_books_in_the_own_diary_only(clinic: SmallClinic) -> None:
    doctor = clinic.as_doctor()

    assert doctor.scheduling.book(a_request(clinic)).practitioner_id == clinic.okafor.id
    with pytest.raises(NotAllowed):
        doctor.scheduling.book(a_request(clinic, "11:00", **at_fischers(clinic)))


def open_to_patients(clinic: SmallClinic) -> None:
    clinic.consultation = clinic.store(replace(clinic.stored(clinic.consultation), patients_may_book=True, minutes=20))


def test_a_patient_books_for_themselves_as_the_clinic_allows(clinic: SmallClinic) -> None:
    open_to_patients(clinic)
    patient = clinic.as_patient()

    appointment = patient.scheduling.book(
        a_request(clinic, "11:15", minutes=240, desk_note="VIP", source=BookingSource.DESK)
    )

    assert appointment.source is BookingSource.PATIENT
    assert appointment.span.minutes == 20
    assert appointment.desk_note == ""
    with pytest.raises(NotAllowed):
        patient.scheduling.book(a_request(clinic, "13:00", **for_kim(clinic)))
    with pytest.raises(NotAllowed):
        patient.scheduling.book(a_request(clinic, "11:15", overbook_reason="I want it"))


def test_a_patient_keeps_notice_and_horizon(clinic: SmallClinic) -> None:
    open_to_patients(clinic)
    patient = clinic.as_patient()

    with pytest.raises(BeyondPolicy) as soon:
        patient.scheduling.book(a_request(clinic, "10:45"))
    with pytest.raises(BeyondPolicy) as far:
        patient.scheduling.book(a_request(clinic, "10:00", TODAY + timedelta(days=91)))

    assert "less than 2 hours" in soon.value.sentence
    assert clocks(clinic, [slot.starts_at for slot in soon.value.alternatives])[0] == "11:00"
    assert "more than 90 days" in far.value.sentence


def test_a_time_that_is_no_moment_is_refused_for_everyone(clinic: SmallClinic) -> None:
    open_to_patients(clinic)
    nowhere = at(clinic, "15:00").replace(tzinfo=None)

    for someone in (clinic.as_patient(), clinic.as_receptionist()):
        with pytest.raises(InvalidInput) as refusal:
            someone.scheduling.book(a_request(clinic, starts_at=nowhere))
        assert refusal.value.field == "starts_at"
        with pytest.raises(BeyondPolicy):
            someone.scheduling.book(a_request(clinic, starts_at=at(clinic, "15:00").replace(year=9999)))


def test_a_patient_books_only_types_that_are_open_to_patients(clinic: SmallClinic) -> None:
    clinic.store(replace(clinic.consultation, patients_may_book=False))

    with pytest.raises(BeyondPolicy) as refusal:
        clinic.as_patient().scheduling.book(a_request(clinic, "15:00"))

    assert refusal.value.alternatives == ()


def test_a_patient_is_asked_to_arrive_earlier_when_it_is_booked(clinic: SmallClinic) -> None:
    booked = book(clinic, "10:00", arrive_before=20)

    assert booked.asked_to_arrive_at == at(clinic, "09:40")
    assert clinic.stored(booked).asked_to_arrive_at == at(clinic, "09:40")
    assert book(clinic, "11:00").asked_to_arrive_at is None


@pytest.mark.parametrize("minutes", [-5, 241])
def test_nobody_is_asked_to_arrive_later_or_hours_before(clinic: SmallClinic, minutes: int) -> None:
    with pytest.raises(InvalidInput) as refusal:
        book(clinic, arrive_before=minutes)

    assert refusal.value.field == "arrive_before"


def test_a_patient_asks_nobody_to_arrive_earlier(clinic: SmallClinic) -> None:
    clinic.store(replace(clinic.stored(clinic.consultation), patients_may_book=True))

    booked = clinic.as_patient().scheduling.book(a_request(clinic, day=TOMORROW, arrive_before=20))

    assert booked.asked_to_arrive_at is None
