"""What the front desk is asked to do: who may ask, how it settles itself, and what it carries along."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, BookingRequest, CancelledBy, MoveRequest
from clinic_desktop.domain.availability import ExceptionKind
from clinic_desktop.domain.clinic_time import nearest_instant, wall_time
from clinic_desktop.domain.desk_tasks import DeskTask, NothingToSettle, TaskKind, TaskStatus, TaskWish
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed
from clinic_desktop.domain.merging import MergeRequest
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.queries import ExceptionDraft
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.domain.syncing import ConflictKind
from clinic_desktop.services.asking_the_desk import ask_for_link
from clinic_desktop.storage.actor import PROGRAM
from tests.builders import SmallClinic, a_patient, details
from tests.services.deciding import a_conflict, a_desk

TOMORROW = date(2026, 11, 25)


def at(clinic: SmallClinic, clock: str, day: date = TOMORROW) -> datetime:
    return nearest_instant(datetime.combine(day, time.fromisoformat(clock)), clinic.settings().zone_info)


def booked(clinic: SmallClinic, clock: str = "10:00", **fields: object) -> Appointment:
    return clinic.store(clinic.an_appointment(at(clinic, clock), **fields))  # type: ignore[arg-type] # the test's


def asked_to_move(clinic: SmallClinic, appointment: Appointment, reason: str = "At a course") -> DeskTask:
    (task,) = clinic.as_doctor().desk_tasks.ask(
        [TaskWish(kind=TaskKind.MOVE, appointment_id=appointment.id, reason=reason)]
    )
    return task


def asked_to_book(clinic: SmallClinic, **fields: object) -> DeskTask:
    """Dr Okafor wants to see Peter Novak, who has been there, in three weeks."""
    visit = booked(clinic, "08:00", status=AppointmentStatus.FULFILLED)
    wish = TaskWish(kind=TaskKind.BOOK, appointment_id=visit.id, wanted_day=TOMORROW + timedelta(weeks=3))
    (task,) = clinic.as_doctor().desk_tasks.ask([replace(wish, **fields)])  # type: ignore[arg-type] # the test's
    return task


def a_request(clinic: SmallClinic, clock: str = "11:00", **fields: object) -> BookingRequest:
    whole = {
        "patient_id": clinic.novak.id,
        "practitioner_id": clinic.okafor.id,
        "type_id": clinic.consultation.id,
        "starts_at": at(clinic, clock),
    } | fields
    return BookingRequest(**whole)  # type: ignore[arg-type] # as above


def moved(clinic: SmallClinic, appointment: Appointment, clock: str, **fields: object) -> Appointment:
    request = MoveRequest(appointment_id=appointment.id, version=appointment.version, starts_at=at(clinic, clock))
    return clinic.as_receptionist().scheduling.move(replace(request, **fields))  # type: ignore[arg-type] # as above


def leave(clinic: SmallClinic, **fields: object) -> ExceptionDraft:
    """Dr Okafor is away tomorrow."""
    draft = ExceptionDraft(
        practitioner_id=clinic.okafor.id, first_day=TOMORROW, last_day=TOMORROW, kind=ExceptionKind.REMOVES
    )
    return replace(draft, **fields)  # type: ignore[arg-type] # as above


def a_newcomer(clinic: SmallClinic) -> tuple[Patient, DeskTask]:
    """Peter Novak registers once more, and the desk is asked who that is."""
    patient = clinic.store(a_patient(mrn="100009"))
    with clinic.database.transaction(PROGRAM, "register") as transaction:
        return patient, ask_for_link(transaction, patient.id)


def test_the_desk_sees_whom_to_ring_and_why(clinic: SmallClinic) -> None:
    clinic.store(replace(clinic.stored(clinic.novak), mobile="+49 30 901821"))
    appointment = booked(clinic)

    asked_to_move(clinic, appointment)

    (line,) = clinic.as_receptionist().desk_tasks.open_tasks()
    assert (line.patient_name, line.phone, line.mrn) == ("Peter Novak", "+49 30 901821", "100001")
    assert (line.practitioner_name, line.asked_by_name) == ("Dr Amara Okafor", "Dr Amara Okafor")
    assert line.task.reason == "At a course"
    assert line.appointment is not None
    assert (line.appointment.id, line.due_at) == (appointment.id, appointment.starts_at)
    assert clinic.as_receptionist().desk_tasks.count() == 1


def test_the_soonest_due_stand_first_and_pages_follow_each_other(clinic: SmallClinic) -> None:
    late, soon = booked(clinic, "15:00"), booked(clinic, "09:00")
    asked_to_book(clinic)
    asked_to_move(clinic, late)
    asked_to_move(clinic, soon)
    desk = clinic.as_receptionist().desk_tasks

    whole = desk.open_tasks()
    paged = desk.open_tasks(limit=1)
    while page := desk.open_tasks(limit=1, after=paged[-1]):
        paged += page

    assert [line.task.appointment_id for line in whole][:2] == [soon.id, late.id]
    assert [line.task.kind for line in whole] == [TaskKind.MOVE, TaskKind.MOVE, TaskKind.BOOK]
    assert paged == whole


def test_what_is_asked_twice_is_asked_once(clinic: SmallClinic) -> None:
    appointment = booked(clinic)

    first, again = asked_to_move(clinic, appointment), asked_to_move(clinic, appointment, "Another reason")
    book, book_again = (
        clinic.as_receptionist().desk_tasks.ask(
            [TaskWish(kind=TaskKind.BOOK, patient_id=clinic.novak.id, practitioner_id=clinic.okafor.id)]
        )[0]
        for _ in range(2)
    )

    assert first == again
    assert book == book_again
    assert clinic.as_receptionist().desk_tasks.count() == 2


def test_a_doctor_asks_for_the_own_appointments_and_patients_only(clinic: SmallClinic) -> None:
    doctor = clinic.as_doctor().desk_tasks
    others = booked(clinic, practitioner_id=clinic.fischer.id)

    def to_book(patient: Patient, practitioner_id: UUID) -> TaskWish:
        return TaskWish(kind=TaskKind.BOOK, patient_id=patient.id, practitioner_id=practitioner_id)

    with pytest.raises(NotAllowed):
        doctor.ask([TaskWish(kind=TaskKind.MOVE, appointment_id=others.id)])
    with pytest.raises(NotAllowed):
        doctor.ask([to_book(clinic.novak, clinic.fischer.id)])
    with pytest.raises(NotAllowed, match="never been with you"):
        doctor.ask([to_book(clinic.novak, clinic.okafor.id)])
    with pytest.raises(NotAllowed):
        doctor.ask([TaskWish(kind=TaskKind.LINK, patient_id=clinic.novak.id)])

    booked(clinic, "12:00")
    assert doctor.ask([to_book(clinic.novak, clinic.okafor.id)])


def test_nobody_asks_to_move_whom_there_is_no_moving(clinic: SmallClinic) -> None:
    here = booked(clinic, status=AppointmentStatus.ARRIVED)
    booked_one = booked(clinic, "12:00")
    wishes = [TaskWish(kind=TaskKind.MOVE, appointment_id=one.id) for one in (booked_one, here)]

    with pytest.raises(InvalidInput, match="nobody has come for"):
        clinic.as_doctor().desk_tasks.ask(wishes)

    assert clinic.as_receptionist().desk_tasks.count() == 0


def test_a_move_to_where_it_fits_settles_the_task_and_undo_brings_both_back(clinic: SmallClinic) -> None:
    appointment = booked(clinic)
    task = asked_to_move(clinic, appointment)
    desk = clinic.as_receptionist()
    request = MoveRequest(appointment_id=appointment.id, version=1, starts_at=at(clinic, "14:00"))

    desk.scheduling.move(request)

    settled = clinic.stored(task)
    assert (settled.status, settled.booked_id) == (TaskStatus.COMPLETED, appointment.id)
    assert (settled.settled_by, settled.settled_at) == (clinic.receptionist.id, clinic.clock.now)
    desk.history.undo_last()
    assert clinic.stored(appointment).starts_at == appointment.starts_at
    assert clinic.stored(task).status is TaskStatus.REQUESTED
    desk.history.redo()
    assert clinic.stored(task).status is TaskStatus.COMPLETED


@pytest.mark.parametrize("way", ["cancelled", "arrived"])
def test_what_is_called_off_or_has_come_needs_no_other_time(clinic: SmallClinic, way: str) -> None:
    appointment = clinic.store(clinic.an_appointment())
    task = asked_to_move(clinic, appointment)
    desk = clinic.as_receptionist()

    if way == "cancelled":
        desk.scheduling.cancel(appointment.id, 1, CancelledBy.PATIENT, "Ill")
    else:
        desk.waiting.check_in(appointment.id, 1)

    assert clinic.stored(task).status is TaskStatus.CANCELLED
    desk.history.undo_last()
    assert clinic.stored(task).status is TaskStatus.REQUESTED


def test_what_leaves_the_time_as_it_is_settles_nothing(clinic: SmallClinic) -> None:
    appointment = booked(clinic)
    task = asked_to_move(clinic, appointment)

    clinic.as_receptionist().scheduling.change_notes(appointment.id, 1, reason="Knee", desk_note="")

    assert clinic.stored(task).status is TaskStatus.REQUESTED


def test_taking_back_a_move_into_lost_time_leaves_the_task_open(clinic: SmallClinic) -> None:
    appointment = booked(clinic, "10:00")
    desk = clinic.as_receptionist()
    desk.scheduling.move(MoveRequest(appointment_id=appointment.id, version=1, starts_at=at(clinic, "15:00")))
    clinic.as_doctor().hours.add_exception(leave(clinic), despite_stranded=True)
    task = asked_to_move(clinic, appointment)

    desk.history.undo_last()

    assert clinic.stored(appointment).starts_at == at(clinic, "10:00")
    assert clinic.stored(task).status is TaskStatus.REQUESTED


def test_proposals_are_with_the_same_doctor_before_a_colleague(clinic: SmallClinic) -> None:
    clinic.as_doctor().hours.add_exception(leave(clinic, starts=time(9), ends=time(12)))
    appointment = booked(clinic)
    task = asked_to_move(clinic, appointment)

    proposals = clinic.as_receptionist().desk_tasks.proposals(task.id)

    zone = clinic.settings().zone_info
    assert {slot.practitioner_id for slot in proposals} == {clinic.okafor.id}
    assert [f"{wall_time(slot.starts_at, zone):%H:%M}" for slot in proposals[:2]] == ["08:30", "12:00"]
    clinic.as_doctor().hours.add_exception(leave(clinic, starts=time(0), ends=time(9)), despite_stranded=True)
    clinic.as_doctor().hours.add_exception(leave(clinic, starts=time(12), ends=time(0)), despite_stranded=True)
    assert clinic.as_receptionist().desk_tasks.proposals(task.id)[0].practitioner_id == clinic.fischer.id


def test_booking_from_a_task_does_it_in_one_change(clinic: SmallClinic) -> None:
    task = asked_to_book(clinic)
    desk = clinic.as_receptionist()

    appointment = desk.desk_tasks.book_from(task.id, task.version, a_request(clinic))

    assert clinic.stored(task).booked_id == appointment.id
    assert clinic.stored(task).status is TaskStatus.COMPLETED
    with pytest.raises(NothingToSettle, match="Peter Novak is done already"):
        desk.desk_tasks.book_from(task.id, task.version, a_request(clinic, "13:00"))
    offer = desk.history.undoable()
    assert offer is not None
    assert offer.words.startswith("Booked Peter Novak as asked, Wed 25 Nov 11:00")
    desk.history.undo_last()
    assert clinic.stored(appointment).status is AppointmentStatus.ENTERED_IN_ERROR
    assert clinic.stored(task).status is TaskStatus.REQUESTED


def test_a_refused_booking_leaves_the_task_open_and_offers_other_times(clinic: SmallClinic) -> None:
    task = asked_to_book(clinic)
    booked(clinic, "11:00", patient_id=clinic.kim.id)

    with pytest.raises(SlotTaken) as refused:
        clinic.as_receptionist().desk_tasks.book_from(task.id, task.version, a_request(clinic))

    assert refused.value.alternatives
    assert clinic.stored(task).status is TaskStatus.REQUESTED


def test_the_one_who_asked_and_the_desk_may_withdraw(clinic: SmallClinic) -> None:
    mine, theirs = booked(clinic), booked(clinic, "13:00")
    task, other = asked_to_move(clinic, mine), asked_to_move(clinic, theirs)

    with pytest.raises(NotAllowed):
        clinic.signed_in(clinic.other_doctor).desk_tasks.withdraw(task.id, 1)
    assert [line.id for line in clinic.as_doctor().desk_tasks.own()] == [task.id, other.id]
    clinic.as_doctor().desk_tasks.withdraw(task.id, 1)
    clinic.as_receptionist().desk_tasks.withdraw(other.id, 1)

    assert clinic.stored(task).status is clinic.stored(other).status is TaskStatus.CANCELLED
    with pytest.raises(NothingToSettle, match="taken off the list"):
        clinic.as_receptionist().desk_tasks.settle(task.id, 2)


def test_what_changed_meanwhile_is_not_settled_unseen(clinic: SmallClinic) -> None:
    task = asked_to_move(clinic, booked(clinic))
    clinic.store(replace(task, reason="At another course"))

    with pytest.raises(ChangedMeanwhile):
        clinic.as_receptionist().desk_tasks.settle(task.id, 1)


def test_asking_is_taken_back_as_long_as_nobody_has_acted_on_it(clinic: SmallClinic) -> None:
    appointment = booked(clinic)
    doctor = clinic.as_doctor()
    (task,) = doctor.desk_tasks.ask([TaskWish(kind=TaskKind.MOVE, appointment_id=appointment.id)])

    offer = doctor.history.undoable()
    assert offer is not None
    assert offer.words == "Asked the front desk about Peter Novak"
    doctor.history.undo_last()

    assert clinic.stored(task).status is TaskStatus.CANCELLED
    doctor.history.redo()
    assert clinic.stored(task).status is TaskStatus.REQUESTED


def test_tasks_go_with_the_merged_record_and_come_back_with_it(clinic: SmallClinic) -> None:
    other = clinic.store(a_patient(mrn="100009", given_name="Piotr"))
    task = asked_to_move(clinic, booked(clinic, patient_id=other.id))
    desk = clinic.as_receptionist()

    done = desk.merging.merge(
        MergeRequest(kept_id=clinic.novak.id, kept_version=1, merged_id=other.id, merged_version=1)
    )

    assert clinic.stored(task).patient_id == clinic.novak.id
    assert clinic.stored(task).status is TaskStatus.REQUESTED
    (line,) = desk.desk_tasks.open_tasks()
    assert line.mrn == "100001"
    desk.merging.take_apart(done.merge_id)
    assert clinic.stored(task).patient_id == other.id


def test_a_newcomer_is_shown_beside_whom_they_may_be_until_somebody_has_decided(clinic: SmallClinic) -> None:
    patient, task = a_newcomer(clinic)
    desk = clinic.as_receptionist()

    (pair,) = desk.desk_tasks.likely_same(task.id)
    assert (pair.left.id, pair.right.id) == (patient.id, clinic.novak.id)
    request = MergeRequest(kept_id=clinic.novak.id, kept_version=1, merged_id=patient.id, merged_version=1)
    desk.merging.merge(request)

    assert clinic.stored(task).status is TaskStatus.COMPLETED
    desk.history.undo_last()
    assert clinic.stored(task).status is TaskStatus.REQUESTED
    assert clinic.stored(task).patient_id == patient.id


def test_a_newcomer_told_apart_from_everybody_alike_is_done_with(clinic: SmallClinic) -> None:
    twin = clinic.store(a_patient(mrn="100008"))
    patient, task = a_newcomer(clinic)
    desk = clinic.as_receptionist()

    desk.duplicates.not_same(patient.id, clinic.novak.id)
    assert clinic.stored(task).status is TaskStatus.REQUESTED
    desk.duplicates.not_same(patient.id, twin.id)

    assert clinic.stored(task).status is TaskStatus.COMPLETED
    assert desk.patients.likely_same(details())


def test_two_desks_that_settled_one_task_are_told_so_in_words(clinic: SmallClinic) -> None:
    task = asked_to_book(clinic)
    appointment = clinic.as_receptionist().desk_tasks.book_from(task.id, 1, a_request(clinic))
    mine = {"status": TaskStatus.CANCELLED, "booked_id": None, "settled_by": clinic.admin.id}
    a_conflict(clinic, clinic.stored(task), ConflictKind.SAME_FIELD, mine=mine)

    card = a_desk(clinic).card

    told = {field.label: (field.mine, field.theirs) for field in card.fields}
    assert card.what == "Peter Novak"
    assert told["Status"] == ("taken off the list", "done")
    assert told["Booked"] == ("", "Wed 25 Nov 11:00")
    assert told["Settled by"] == ("Sam Ortiz", "Rosa Lopez")
    assert appointment.status is AppointmentStatus.BOOKED
