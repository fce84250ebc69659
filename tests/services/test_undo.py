"""Taking back what was done last."""

from dataclasses import replace
from datetime import time

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, CancelledBy, Confirmation, MoveRequest
from clinic_desktop.domain.availability import AvailabilityException, ExceptionKind
from clinic_desktop.domain.errors import NotAllowed, NothingToUndo
from clinic_desktop.domain.queries import ExceptionDraft
from clinic_desktop.domain.refusals import HasFutureAppointments, SlotTaken, UndoForbidden
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.storage.journal import entries_of
from tests.builders import SmallClinic, details

from .asking import a_request, at, book, clocks, for_kim


def booked_by(desk: Clinic, clinic: SmallClinic, clock: str = "10:00") -> Appointment:
    return desk.scheduling.book(a_request(clinic, clock))


def without_version(appointment: Appointment) -> Appointment:
    return replace(appointment, version=0)


def test_a_booking_is_taken_back_and_its_time_is_free_again(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    appointment = booked_by(desk, clinic)

    offer = desk.history.undoable()
    done = desk.history.undo_last()

    assert offer is not None
    assert offer.words == "Booked Peter Novak, Tue 24 Nov 10:00 · Dr Okafor"
    assert offer.undo_words == "Undo booking of Peter Novak"
    assert (done.undone_id, done.appointment_id) == (offer.change_id, appointment.id)
    assert done.words == "Undid booking of Peter Novak"
    assert clinic.stored(appointment).status is AppointmentStatus.ENTERED_IN_ERROR
    assert book(clinic, "10:00", **for_kim(clinic)).starts_at == appointment.starts_at


def test_undo_walks_back_and_every_record_is_as_it_was(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    stands = [booked_by(desk, clinic)]
    which = stands[0].id
    stands += [
        desk.waiting.confirm(which, 1, Confirmation.CONFIRMED),
        desk.scheduling.move(MoveRequest(appointment_id=which, version=2, starts_at=at(clinic, "14:00"), minutes=45)),
        desk.scheduling.change_notes(which, 3, reason="Chest pain", desk_note="x"),
        desk.waiting.mark_no_show(which, 4),
        desk.waiting.check_in(which, 5),
        desk.waiting.send_to_room(which, 6, "Lab"),
        desk.waiting.complete(which, 7),
    ]

    for before in reversed(stands[:-1]):
        desk.history.undo_last()
        assert without_version(clinic.stored(before)) == without_version(before)
    desk.history.undo_last()

    assert clinic.stored(stands[0]).status is AppointmentStatus.ENTERED_IN_ERROR
    assert desk.history.undoable() is None
    with pytest.raises(NothingToUndo):
        desk.history.undo_last()


def test_a_cancellation_is_taken_back_with_its_reason(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    appointment = booked_by(desk, clinic)
    desk.scheduling.cancel(appointment.id, 1, CancelledBy.CLINIC, "Doctor ill")

    desk.history.undo_last()

    assert without_version(clinic.stored(appointment)) == without_version(appointment)


def test_a_cancellation_is_not_taken_back_once_the_time_is_gone(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    appointment = booked_by(desk, clinic)
    cancelled = desk.scheduling.cancel(appointment.id, 1, CancelledBy.CLINIC, "Doctor ill")
    clinic.as_admin().scheduling.book(a_request(clinic, "10:15", **for_kim(clinic)))

    with pytest.raises(SlotTaken) as refusal:
        desk.history.undo_last()

    assert clocks(clinic, [slot.starts_at for slot in refusal.value.alternatives])[:2] == ["09:45", "10:45"]
    assert clinic.stored(appointment) == cancelled


def test_a_move_is_not_taken_back_once_the_old_time_is_gone(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    appointment = booked_by(desk, clinic)
    desk.scheduling.move(MoveRequest(appointment_id=appointment.id, version=1, starts_at=at(clinic, "14:00")))
    clinic.as_admin().scheduling.book(a_request(clinic, "10:00", **for_kim(clinic)))

    with pytest.raises(SlotTaken):
        desk.history.undo_last()


def test_what_someone_else_changed_since_is_not_taken_back(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    appointment = booked_by(desk, clinic)
    changed = clinic.as_admin().waiting.confirm(appointment.id, 1, Confirmation.CONFIRMED)

    with pytest.raises(UndoForbidden) as refusal:
        desk.history.undo_last()

    sentence = refusal.value.sentence
    assert sentence.startswith("The appointment of Peter Novak was changed by Sam Ortiz since: confirmed.")
    assert refusal.value.appointment_id == appointment.id
    assert clinic.stored(appointment) == changed


def test_what_someone_else_changed_and_took_back_is_no_hindrance(clinic: SmallClinic) -> None:
    desk, admin = clinic.as_receptionist(), clinic.as_admin()
    appointment = booked_by(desk, clinic)
    admin.waiting.confirm(appointment.id, 1, Confirmation.CONFIRMED)
    admin.history.undo_last()

    desk.history.undo_last()

    assert clinic.stored(appointment).status is AppointmentStatus.ENTERED_IN_ERROR


def test_nobody_takes_back_what_another_did(clinic: SmallClinic) -> None:
    desk, admin = clinic.as_receptionist(), clinic.as_admin()
    booked_by(desk, clinic)
    offer = desk.history.undoable()
    assert offer is not None

    assert admin.history.undoable() is None
    with pytest.raises(NothingToUndo):
        admin.history.undo(offer.change_id)
    with pytest.raises(NothingToUndo):
        clinic.as_receptionist().history.undo(offer.change_id)  # another session of the same person


def test_one_change_is_taken_back_by_its_name_and_once_only(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    first = booked_by(desk, clinic, "10:00")
    offer = desk.history.undoable()
    second = booked_by(desk, clinic, "11:00")
    assert offer is not None

    desk.history.undo(offer.change_id)

    assert clinic.stored(first).status is AppointmentStatus.ENTERED_IN_ERROR
    assert clinic.stored(second) == second
    with pytest.raises(NothingToUndo):
        desk.history.undo(offer.change_id)


def test_an_undo_is_itself_a_change_that_says_what_it_undid(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    appointment = booked_by(desk, clinic)

    done = desk.history.undo_last()

    with clinic.database.reading() as reading:
        booking, undoing = entries_of(reading, "appointment", appointment.id)
    assert (undoing.verb, undoing.undoes, undoing.change_id) == ("undo", booking.change_id, done.change_id)
    assert undoing.is_sealed


def test_patients_do_not_undo(clinic: SmallClinic) -> None:
    with pytest.raises(NotAllowed):
        clinic.as_patient().history.undo_last()


def test_what_was_undone_is_done_again_and_undone_again(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    appointment = booked_by(desk, clinic)
    moved = desk.scheduling.move(
        MoveRequest(appointment_id=appointment.id, version=1, starts_at=at(clinic, "14:00"), minutes=45)
    )
    desk.history.undo_last()
    desk.history.undo_last()
    trail = desk.history.trail()
    assert trail.redo is not None
    assert trail.redo.redo_words == "Redo booking of Peter Novak"

    first, second = desk.history.redo(), desk.history.redo()

    assert (first.words, second.words) == (
        "Did again: booking of Peter Novak",
        "Did again: move of Peter Novak",
    )
    assert without_version(clinic.stored(appointment)) == without_version(moved)
    assert desk.history.trail().redo is None
    desk.history.undo_last()
    assert clinic.stored(appointment).starts_at == appointment.starts_at
    desk.history.undo_last()
    assert clinic.stored(appointment).status is AppointmentStatus.ENTERED_IN_ERROR
    assert desk.history.trail().undo is None


def test_something_new_leaves_nothing_to_redo(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    booked_by(desk, clinic)
    desk.history.undo_last()
    booked_by(desk, clinic, "11:00")

    assert desk.history.trail().redo is None
    with pytest.raises(NothingToUndo):
        desk.history.redo()


def test_a_redo_is_refused_when_the_time_was_given_away_meanwhile(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    appointment = booked_by(desk, clinic)
    desk.history.undo_last()
    clinic.as_admin().scheduling.book(a_request(clinic, "10:00", **for_kim(clinic)))

    with pytest.raises(SlotTaken):
        desk.history.redo()

    assert clinic.stored(appointment).status is AppointmentStatus.ENTERED_IN_ERROR


def test_undo_passes_over_what_cannot_be_taken_back(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    first = booked_by(desk, clinic, "10:00")
    second = booked_by(desk, clinic, "11:00")
    clinic.as_admin().waiting.confirm(second.id, 1, Confirmation.CONFIRMED)
    with pytest.raises(UndoForbidden):
        desk.history.undo_last()
    blocked = desk.history.undoable()
    assert blocked is not None

    desk.history.undo_last([blocked.change_id])

    assert clinic.stored(first).status is AppointmentStatus.ENTERED_IN_ERROR
    assert clinic.stored(second).status is AppointmentStatus.BOOKED


def test_a_registration_is_taken_back_into_the_archive_and_done_again(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    patient = desk.patients.register(details(family_name="Quist"), despite_duplicates=True)

    done = desk.history.undo_last()

    assert done.words == "Undid registration of Peter Quist"
    assert clinic.stored(patient).archived
    desk.history.redo()
    assert not clinic.stored(patient).archived


def test_a_registration_stays_while_the_patient_has_appointments(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    patient = desk.patients.register(details(family_name="Quist"), despite_duplicates=True)
    registered = desk.history.undoable()
    assert registered is not None
    desk.scheduling.book(a_request(clinic, "10:00", patient_id=patient.id))

    with pytest.raises(HasFutureAppointments):
        desk.history.undo(registered.change_id)

    assert not clinic.stored(patient).archived


def test_blocked_time_that_was_removed_comes_back(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    draft = ExceptionDraft(
        practitioner_id=clinic.okafor.id,
        first_day=at(clinic, "10:00").date(),
        last_day=at(clinic, "10:00").date(),
        kind=ExceptionKind.REMOVES,
        starts=time(10),
        ends=time(11),
        reason="Team meeting",
    )
    block = desk.hours.add_exception(draft)
    desk.hours.remove_exception(block.id)

    desk.history.undo_last()

    with clinic.database.reading() as reading:
        assert [one.reason for one in reading.where(AvailabilityException)] == ["Team meeting"]
    desk.history.undo_last()
    with clinic.database.reading() as reading:
        assert reading.where(AvailabilityException) == []
    desk.history.redo()
    with clinic.database.reading() as reading:
        assert [one.id for one in reading.where(AvailabilityException)] == [block.id]
