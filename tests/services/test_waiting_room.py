"""Tickets, walk-ins, asking to arrive earlier, steps taken back, and the end of a day."""

from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, BookingSource, CancelledBy
from clinic_desktop.domain.errors import InvalidInput, NothingToUndo, NotToday, StepOfAnother
from clinic_desktop.domain.refusals import OutsideHours, PatientBusy
from clinic_desktop.domain.waiting_room import Seen, WalkIn
from tests.builders import SmallClinic, a_patient

from .asking import TODAY, TOMORROW, at, at_fischers, book, clocks, for_kim

S = AppointmentStatus


def a_walk_in(clinic: SmallClinic, **fields: object) -> WalkIn:
    whole = {"patient_id": clinic.kim.id, "type_id": clinic.consultation.id, "practitioner_id": clinic.okafor.id}
    return WalkIn(**(whole | fields))  # type: ignore[arg-type] # the test says what is other


def seen(*appointments: Appointment) -> list[Seen]:
    return [Seen(id=one.id, version=one.version) for one in appointments]


def test_the_board_holds_the_day_with_its_doctors_and_the_reasons_of_cancelling(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    shown, other = book(clinic, "10:00"), book(clinic, "11:00", **for_kim(clinic))
    book(clinic, "10:00", TOMORROW)
    desk.scheduling.cancel(other.id, 1, CancelledBy.PATIENT, "By phone")

    board = desk.waiting.board()

    assert board.day == TODAY
    assert [line.id for line in board.lines] == [shown.id, other.id]
    assert board.cancel_reasons == {other.id: "By phone"}
    assert [column.room for column in board.columns] == ["Room 2", "Room 3"]
    assert [line.id for line in desk.waiting.board(TOMORROW).lines] != [shown.id]
    assert len(clinic.as_doctor().waiting.board().columns) == 1


def test_tickets_count_from_one_on_every_day(clinic: SmallClinic) -> None:
    first, second = book(clinic, "10:00"), book(clinic, "10:00", **for_kim(clinic), **at_fischers(clinic))
    tomorrow = book(clinic, "10:00", TOMORROW)
    desk = clinic.as_receptionist().waiting

    tickets = [desk.check_in(one.id, 1).ticket for one in (second, first)]
    clinic.clock.forward(days=1)

    assert tickets == [1, 2]
    assert clinic.as_receptionist().waiting.check_in(tomorrow.id, 1).ticket == 1


def test_desks_that_check_in_at_the_same_time_give_no_number_twice(clinic: SmallClinic) -> None:
    booked = [
        clinic.store(
            clinic.an_appointment(
                at(clinic, "10:00") + timedelta(minutes=10 * number),
                minutes=10,
                patient_id=clinic.store(a_patient(mrn=f"T{number}", family_name=f"T{number}")).id,
            )
        )
        for number in range(12)
    ]
    desks = [clinic.as_receptionist().waiting, clinic.as_admin().waiting]

    def check_in(desk: int) -> None:
        for one in booked[desk::2]:
            desks[desk].check_in(one.id, one.version)

    threads = [Thread(target=check_in, args=(desk,)) for desk in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(clinic.stored(one).ticket or 0 for one in booked) == list(range(1, 13))


def test_another_days_appointment_is_moved_to_today_before_it_is_checked_in(clinic: SmallClinic) -> None:
    tomorrow = book(clinic, "10:00", TOMORROW)

    with pytest.raises(NotToday) as refusal:
        clinic.as_receptionist().waiting.check_in(tomorrow.id, 1)

    assert refusal.value.sentence == "This appointment is on Wed 25 Nov. Move it to today first."
    assert clinic.stored(tomorrow).status is S.BOOKED


def test_a_walk_in_has_an_appointment_from_now_and_has_arrived(clinic: SmallClinic) -> None:
    clinic.clock.forward(minutes=3, seconds=20)

    made = clinic.as_receptionist().waiting.walk_in(a_walk_in(clinic, reason="Cut finger"))

    assert (made.status, made.source, made.ticket) == (S.ARRIVED, BookingSource.WALK_IN, 1)
    assert clocks(clinic, [made.starts_at]) == ["09:03"]
    assert made.arrived_at == clinic.clock.now
    assert (made.reason, made.is_overbooked) == ("Cut finger", False)


def test_where_there_is_no_free_time_a_walk_in_stands_over_others_and_says_so(clinic: SmallClinic) -> None:
    book(clinic, "09:00")

    made = clinic.as_receptionist().waiting.walk_in(a_walk_in(clinic))

    assert (made.overbook_reason, made.overbooked_by) == ("Walk-in", clinic.receptionist.id)


def test_a_walk_in_goes_to_whoever_is_free_first(clinic: SmallClinic) -> None:
    book(clinic, "09:00")

    made = clinic.as_receptionist().waiting.walk_in(a_walk_in(clinic, practitioner_id=None))

    assert made.practitioner_id == clinic.fischer.id


def test_of_doctors_who_are_both_busy_the_one_with_the_shorter_line_takes_the_walk_in(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist().waiting
    for doctor in (clinic.okafor, clinic.okafor, clinic.fischer):
        number = len(desk.today())
        patient = clinic.store(a_patient(mrn=f"W{number}", family_name=f"W{number}"))
        desk.walk_in(a_walk_in(clinic, patient_id=patient.id, practitioner_id=doctor.id))

    made = desk.walk_in(a_walk_in(clinic, practitioner_id=None))

    assert made.practitioner_id == clinic.fischer.id


def test_outside_the_hours_a_walk_in_needs_a_reason(clinic: SmallClinic) -> None:
    clinic.clock.forward(hours=9)
    desk = clinic.as_receptionist().waiting

    for practitioner_id in (clinic.okafor.id, None):
        with pytest.raises(OutsideHours):
            desk.walk_in(a_walk_in(clinic, practitioner_id=practitioner_id))
    made = desk.walk_in(a_walk_in(clinic, despite="Bleeds badly"))

    assert made.overbook_reason == "Bleeds badly"


def test_a_patient_who_has_an_appointment_now_is_no_walk_in(clinic: SmallClinic) -> None:
    book(clinic, "09:00", **for_kim(clinic), **at_fischers(clinic))

    with pytest.raises(PatientBusy):
        clinic.as_receptionist().waiting.walk_in(a_walk_in(clinic))


def test_a_walk_in_is_one_change_and_is_undone_as_one(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    made = desk.waiting.walk_in(a_walk_in(clinic))

    offer = desk.history.undoable()
    desk.history.undo_last()

    assert offer is not None
    assert offer.words.startswith("Took in Min Kim as a walk-in")
    assert clinic.stored(made).status is S.ENTERED_IN_ERROR


def test_a_patient_is_asked_to_come_before_the_appointment(clinic: SmallClinic) -> None:
    appointment = book(clinic, "10:00")
    desk = clinic.as_receptionist()

    asked = desk.waiting.ask_to_arrive(appointment.id, 1, at(clinic, "09:45"))
    words = desk.scheduling.open(appointment.id).changes[0].words
    for wrong in ("10:15", "05:30"):
        with pytest.raises(InvalidInput):
            desk.waiting.ask_to_arrive(appointment.id, 2, at(clinic, wrong))
    withdrawn = desk.waiting.ask_to_arrive(appointment.id, 2, None)

    assert asked.asked_to_arrive_at == at(clinic, "09:45")
    assert words == "asked to arrive at 09:45"
    assert withdrawn.asked_to_arrive_at is None


def test_nobody_who_is_here_is_asked_to_arrive(clinic: SmallClinic) -> None:
    appointment = book(clinic, "10:00")
    desk = clinic.as_receptionist().waiting
    desk.check_in(appointment.id, 1)

    with pytest.raises(InvalidInput):
        desk.ask_to_arrive(appointment.id, 2, at(clinic, "09:45"))


def test_a_step_that_is_taken_back_gives_the_clock_back(clinic: SmallClinic) -> None:
    appointment = book(clinic, "10:00")
    desk = clinic.as_receptionist()
    arrived = desk.waiting.check_in(appointment.id, 1)
    clinic.clock.forward(minutes=10)
    desk.waiting.send_to_room(appointment.id, 2)

    desk.history.undo(desk.waiting.step_to_take_back(appointment.id))
    back = clinic.stored(appointment)
    desk.history.undo(desk.waiting.step_to_take_back(appointment.id))
    booked = clinic.stored(appointment)

    assert (back.status, back.arrived_at, back.in_room_at, back.room) == (S.ARRIVED, arrived.arrived_at, None, "")
    assert (booked.status, booked.arrived_at, booked.ticket) == (S.BOOKED, None, None)
    with pytest.raises(NothingToUndo):
        desk.waiting.step_to_take_back(appointment.id)


def test_a_colleagues_step_is_not_taken_back_but_named(clinic: SmallClinic) -> None:
    appointment = book(clinic, "10:00")
    clinic.as_admin().waiting.check_in(appointment.id, 1)

    with pytest.raises(StepOfAnother) as refusal:
        clinic.as_receptionist().waiting.step_to_take_back(appointment.id)

    assert "Sam Ortiz" in refusal.value.sentence
    assert "Tue 24 Nov 09:00" in refusal.value.sentence


def test_the_day_is_closed_in_one_change_and_what_cannot_be_is_named(clinic: SmallClinic) -> None:
    missed, met = book(clinic, "09:00"), book(clinic, "09:30", **for_kim(clinic))
    here = book(clinic, "09:00", **for_kim(clinic), **at_fischers(clinic))
    desk = clinic.as_receptionist()
    desk.waiting.check_in(here.id, 1)
    clinic.clock.forward(hours=9)
    desk = clinic.as_receptionist()
    ends = desk.waiting.open_ends()
    clinic.as_doctor().waiting.check_in(met.id, 1)

    done = desk.waiting.close_day(no_shows=seen(missed, met), completed=seen(clinic.stored(here)))

    assert [line.id for line in ends.untouched] == [missed.id, met.id]
    assert [line.id for line in ends.unfinished] == [here.id]
    assert (done.no_shows, done.completed) == (1, 1)
    assert [line.id for line, _ in done.refused] == [met.id]
    assert [clinic.stored(one).status for one in (missed, met, here)] == [S.NOSHOW, S.ARRIVED, S.FULFILLED]
    changes = {desk.scheduling.open(one.id).changes[0].change_id for one in (missed, here)}
    assert len(changes) == 1


def test_earlier_days_are_closed_too_but_nothing_that_is_still_to_come(clinic: SmallClinic) -> None:
    yesterday = clinic.store(clinic.an_appointment(clinic.clock.now - timedelta(days=1)))
    long_ago = clinic.store(clinic.an_appointment(clinic.clock.now - timedelta(days=90)))
    book(clinic, "10:00", **for_kim(clinic))

    ends = clinic.as_receptionist().waiting.open_ends()

    assert [line.id for line in ends.untouched] == [yesterday.id]
    assert ends.unfinished == ()
    assert clinic.stored(long_ago).status is S.BOOKED


def test_a_doctor_closes_the_own_day_only(clinic: SmallClinic) -> None:
    others = book(clinic, "09:00", **for_kim(clinic), **at_fischers(clinic))
    clinic.clock.forward(hours=9)
    doctor = clinic.as_doctor().waiting

    done = doctor.close_day(no_shows=seen(others), completed=())

    assert doctor.open_ends().untouched == ()
    assert (done.no_shows, len(done.refused)) == (0, 1)
    assert clinic.stored(others).status is S.BOOKED


def test_the_limits_of_the_waiting_room_are_the_clinics_own(clinic: SmallClinic) -> None:
    settings = clinic.settings()
    admin = clinic.as_admin().settings

    admin.change(replace(settings, policies=replace(settings.policies, waiting_limit_minutes=45)))

    assert clinic.settings().policies.waiting_limit_minutes == 45
    with pytest.raises(InvalidInput):
        admin.change(replace(clinic.settings(), policies=replace(settings.policies, late_after_minutes=0)))
