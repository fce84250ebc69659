"""Booking, moving and cancelling: who may, what is refused, and what is offered instead."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import AppointmentStatus, BookingSource, CancelledBy, Confirmation, MoveRequest
from clinic_desktop.domain.availability import Closure, WeeklyPattern
from clinic_desktop.domain.errors import (
    AlreadyOver,
    BadLength,
    BeyondPolicy,
    BookingRefused,
    ChangedMeanwhile,
    ClinicClosed,
    InThePast,
    InvalidInput,
    NotAllowed,
    NotFound,
    OutsideHours,
    PatientBusy,
    SlotTaken,
    StepNotAllowed,
)
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.queries import AppointmentFilter
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


def test_a_taken_time_is_refused_with_the_next_free_ones(clinic: SmallClinic) -> None:
    book(clinic, "10:00")

    with pytest.raises(SlotTaken) as refusal:
        book(clinic, "10:15", **for_kim(clinic))

    assert clocks(clinic, [slot.starts_at for slot in refusal.value.alternatives]) == [
        "10:30", "10:45", "11:00", "11:15", "11:30",
    ]  # fmt: skip
    assert {slot.practitioner_id for slot in refusal.value.alternatives} == {clinic.okafor.id}


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
    assert len(refusal.value.alternatives) == 5


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


def test_a_patient_books_only_types_that_are_open_to_patients(clinic: SmallClinic) -> None:
    clinic.store(replace(clinic.consultation, patients_may_book=False))

    with pytest.raises(BeyondPolicy) as refusal:
        clinic.as_patient().scheduling.book(a_request(clinic, "15:00"))

    assert refusal.value.alternatives == ()


def move(clinic: SmallClinic, appointment_id: UUID, version: int, **to: object) -> MoveRequest:
    return MoveRequest(appointment_id=appointment_id, version=version, **to)  # type: ignore[arg-type] # as the test says


def test_an_appointment_moves_in_time_length_and_to_another_doctor(clinic: SmallClinic) -> None:
    appointment = book(clinic, "10:00")
    scheduling = clinic.as_receptionist().scheduling
    confirmed = clinic.as_receptionist().waiting.confirm(appointment.id, 1, Confirmation.CONFIRMED)

    moved = scheduling.move(
        move(
            clinic, appointment.id, confirmed.version, starts_at=at(clinic, "14:00"), minutes=45, **at_fischers(clinic)
        )
    )

    assert moved.starts_at == at(clinic, "14:00")
    assert moved.span.minutes == 45
    assert moved.practitioner_id == clinic.fischer.id
    assert moved.confirmation is Confirmation.NONE
    assert book(clinic, "10:00", **for_kim(clinic)).starts_at == appointment.starts_at


def test_a_move_is_refused_as_a_booking_is(clinic: SmallClinic) -> None:
    book(clinic, "10:00")
    second = book(clinic, "11:00", **for_kim(clinic))
    scheduling = clinic.as_receptionist().scheduling

    with pytest.raises(SlotTaken) as refusal:
        scheduling.move(move(clinic, second.id, 1, starts_at=at(clinic, "10:15")))

    assert clocks(clinic, [slot.starts_at for slot in refusal.value.alternatives])[0] == "10:30"
    assert clinic.stored(second) == second
    with pytest.raises(ChangedMeanwhile):
        scheduling.move(move(clinic, second.id, 2, starts_at=at(clinic, "15:00")))


def test_what_is_over_is_not_moved(clinic: SmallClinic) -> None:
    appointment = book(clinic)
    desk = clinic.as_receptionist()
    desk.scheduling.cancel(appointment.id, 1, CancelledBy.CLINIC, "Doctor ill")

    with pytest.raises(AlreadyOver):
        desk.scheduling.move(move(clinic, appointment.id, 2, starts_at=at(clinic, "15:00")))


def test_a_doctor_neither_moves_others_appointments_nor_gives_the_own_away(clinic: SmallClinic) -> None:
    own, others = book(clinic), book(clinic, "11:00", **at_fischers(clinic))
    scheduling = clinic.as_doctor().scheduling

    with pytest.raises(NotAllowed):
        scheduling.move(move(clinic, others.id, 1, starts_at=at(clinic, "12:00")))
    with pytest.raises(NotAllowed):
        scheduling.move(move(clinic, own.id, 1, **at_fischers(clinic)))
    assert scheduling.move(move(clinic, own.id, 1, starts_at=at(clinic, "12:00"))).starts_at == at(clinic, "12:00")


def test_nothing_is_moved_to_a_retired_doctor(clinic: SmallClinic) -> None:
    appointment = book(clinic)
    retired(clinic, clinic.fischer)

    with pytest.raises(InvalidInput):
        clinic.as_receptionist().scheduling.move(move(clinic, appointment.id, 1, **at_fischers(clinic)))


def test_a_cancelled_slot_can_be_booked_again(clinic: SmallClinic) -> None:
    appointment = book(clinic)

    cancelled = clinic.as_receptionist().scheduling.cancel(appointment.id, 1, CancelledBy.PATIENT, "Feels better")

    assert cancelled.status is AppointmentStatus.CANCELLED
    assert (cancelled.cancelled_by, cancelled.cancel_reason) == (CancelledBy.PATIENT, "Feels better")
    assert book(clinic, **for_kim(clinic)).starts_at == appointment.starts_at


def test_the_desk_says_why_it_cancels(clinic: SmallClinic) -> None:
    appointment = book(clinic)

    with pytest.raises(InvalidInput) as refusal:
        clinic.as_receptionist().scheduling.cancel(appointment.id, 1, CancelledBy.CLINIC, "  ")

    assert refusal.value.field == "reason"


def test_nothing_is_cancelled_twice_nor_once_the_patient_is_here(clinic: SmallClinic) -> None:
    here, gone = book(clinic), book(clinic, "11:00", **for_kim(clinic))
    desk = clinic.as_receptionist()
    desk.waiting.check_in(here.id, 1)
    desk.scheduling.cancel(gone.id, 1, CancelledBy.CLINIC, "Doctor ill")

    with pytest.raises(StepNotAllowed):
        desk.scheduling.cancel(here.id, 2, CancelledBy.CLINIC, "Doctor ill")
    with pytest.raises(AlreadyOver):
        desk.scheduling.cancel(gone.id, 2, CancelledBy.CLINIC, "Doctor ill")


def test_a_patient_cancels_the_own_appointment_in_time_only(clinic: SmallClinic) -> None:
    soon, later = book(clinic, "15:00"), book(clinic, "15:00", TODAY + timedelta(days=2))
    kims = book(clinic, "16:00", TODAY + timedelta(days=2), **for_kim(clinic))
    patient = clinic.as_patient()

    cancelled = patient.scheduling.cancel(later.id, 1, CancelledBy.CLINIC)

    assert cancelled.cancelled_by is CancelledBy.PATIENT
    with pytest.raises(BeyondPolicy):
        patient.scheduling.cancel(soon.id, 1, CancelledBy.PATIENT)
    with pytest.raises(NotAllowed):
        patient.scheduling.cancel(kims.id, 1, CancelledBy.PATIENT)


def test_notes_are_kept_and_the_visit_note_is_the_doctors(clinic: SmallClinic) -> None:
    appointment = book(clinic)
    desk = clinic.as_receptionist()

    noted = desk.scheduling.change_notes(appointment.id, 1, reason="Chest pain", desk_note="Brings\nhis x-rays")
    written = clinic.as_doctor().scheduling.write_visit_note(appointment.id, noted.version, "ECG normal.")

    assert (written.reason, written.desk_note, written.visit_note) == (
        "Chest pain",
        "Brings\nhis x-rays",
        "ECG normal.",
    )
    for other in (desk, clinic.signed_in(clinic.other_doctor)):
        with pytest.raises(NotAllowed):
            other.scheduling.write_visit_note(appointment.id, written.version, "No")


def test_lists_are_narrowed_and_paged(clinic: SmallClinic) -> None:
    first = book(clinic, "10:00")
    second = book(clinic, "10:00", **for_kim(clinic), **at_fischers(clinic))
    third = book(clinic, "11:00")
    scheduling = clinic.as_receptionist().scheduling
    week = AppointmentFilter(first_day=TODAY, last_day=TODAY + timedelta(days=6))

    def ids(wanted: AppointmentFilter) -> list[UUID]:
        return [line.id for line in scheduling.appointments(wanted)]

    assert ids(week) == [first.id, second.id, third.id]
    assert ids(replace(week, practitioner_ids=(clinic.fischer.id,))) == [second.id]
    assert ids(replace(week, patient_id=clinic.novak.id)) == [first.id, third.id]
    assert ids(replace(week, department_id=clinic.department.id)) == [first.id, second.id, third.id]
    assert ids(replace(week, department_id=NOBODY)) == []
    assert ids(replace(week, statuses=frozenset({AppointmentStatus.CANCELLED}))) == []
    assert ids(replace(week, first_day=TOMORROW)) == []
    page = scheduling.appointments(week, limit=2)
    rest = scheduling.appointments(week, limit=2, after=page[-1])
    assert [line.id for line in (*page, *rest)] == [first.id, second.id, third.id]


def test_everyone_is_shown_what_is_theirs(clinic: SmallClinic) -> None:
    own = book(clinic, "10:00")
    kims = book(clinic, "10:00", **for_kim(clinic), **at_fischers(clinic))
    today = AppointmentFilter(first_day=TODAY, last_day=TODAY)
    doctor, patient = clinic.as_doctor(), clinic.as_patient()

    assert [line.id for line in doctor.scheduling.appointments(today)] == [own.id]
    assert len(doctor.scheduling.appointments(replace(today, everyone=True))) == 2
    assert [line.id for line in patient.scheduling.appointments(today)] == [own.id]
    assert [column.practitioner_id for column in doctor.scheduling.day_sheet(TODAY).columns] == [clinic.okafor.id]
    with pytest.raises(NotAllowed):
        patient.scheduling.appointments(replace(today, patient_id=clinic.kim.id))
    with pytest.raises(NotAllowed):
        patient.scheduling.day_sheet(TODAY)
    with pytest.raises(NotAllowed):
        patient.scheduling.open(kims.id)


def test_a_card_shows_a_patient_less_than_the_staff(clinic: SmallClinic) -> None:
    appointment = book(clinic, desk_note="Late payer")

    to_staff = clinic.as_receptionist().scheduling.open(appointment.id)
    to_patient = clinic.as_patient().scheduling.open(appointment.id)

    assert to_staff.desk_note == "Late payer"
    assert [line.words for line in to_staff.changes] == ["booked at the desk"]
    assert to_patient.desk_note == ""
    assert to_patient.changes == ()


def test_the_day_sheet_has_a_column_for_each_doctor_in_the_order_asked_for(clinic: SmallClinic) -> None:
    scheduling = clinic.as_receptionist().scheduling

    sheet = scheduling.day_sheet(TODAY, [clinic.fischer.id, clinic.okafor.id])

    assert [column.practitioner_name for column in sheet.columns] == ["Dr Lena Fischer", "Dr Amara Okafor"]
    assert [span.minutes for column in sheet.columns for span in column.open_time] == [540, 540]
    assert sheet.columns[1].room == "Room 2"
    assert [column.practitioner_name for column in scheduling.day_sheet(TODAY).columns] == [
        "Dr Amara Okafor",
        "Dr Lena Fischer",
    ]


def test_a_month_shows_how_full_each_day_is(clinic: SmallClinic) -> None:
    book(clinic, "10:00")
    book(clinic, "10:00", minutes=45, **for_kim(clinic), **at_fischers(clinic))
    desk = clinic.as_receptionist().scheduling
    gone = book(clinic, "15:00")
    desk.cancel(gone.id, 1, CancelledBy.CLINIC, "Doctor ill")

    loads = desk.month_load(TODAY, TODAY + timedelta(days=4))
    own = clinic.as_doctor().scheduling.month_load(TODAY, TODAY)

    assert [load.appointments for load in loads] == [2, 0, 0, 0, 0]
    assert loads[0].booked_minutes == 75
    assert [load.open_minutes for load in loads] == [1080, 1080, 1080, 1080, 0]
    assert (own[0].booked_minutes, own[0].open_minutes) == (30, 540)
