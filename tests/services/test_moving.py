"""Moving, cancelling, and the notes of an appointment."""

from datetime import timedelta
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import AppointmentStatus, CancelledBy, Confirmation, MoveRequest
from clinic_desktop.domain.errors import AlreadyOver, ChangedMeanwhile, InvalidInput, NotAllowed, StepNotAllowed
from clinic_desktop.domain.refusals import BeyondPolicy, SlotTaken
from tests.builders import SmallClinic

from .asking import TODAY, at, at_fischers, book, clocks, for_kim, retired


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
