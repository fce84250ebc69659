"""From the front door to the end of the visit."""

from datetime import timedelta

import pytest

from clinic_desktop.domain.appointments import AppointmentStatus, Confirmation
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed, StepNotAllowed
from clinic_desktop.domain.refusals import BeyondPolicy, SlotTaken
from tests.builders import SmallClinic

from .asking import TOMORROW, at_fischers, book, clocks, for_kim


def test_a_visit_goes_its_way_and_every_clock_is_kept(clinic: SmallClinic) -> None:
    appointment = book(clinic, "10:00")
    clinic.clock.forward(minutes=50)
    arrived = clinic.as_receptionist().waiting.check_in(appointment.id, 1)
    clinic.clock.forward(minutes=12)
    in_room = clinic.as_doctor().waiting.send_to_room(appointment.id, 2)
    clinic.clock.forward(minutes=20)

    done = clinic.as_doctor().waiting.complete(appointment.id, 3)

    assert (arrived.status, in_room.status, done.status) == ("arrived", "in-room", "fulfilled")
    assert in_room.room == "Room 2"
    assert done.arrived_at is not None
    assert done.in_room_at is not None
    assert done.done_at is not None
    assert (done.in_room_at - done.arrived_at, done.done_at - done.in_room_at) == (
        timedelta(minutes=12),
        timedelta(minutes=20),
    )


def test_a_patient_may_be_sent_to_any_room(clinic: SmallClinic) -> None:
    appointment = book(clinic)
    waiting = clinic.as_receptionist().waiting
    waiting.check_in(appointment.id, 1)

    assert waiting.send_to_room(appointment.id, 2, " Lab  ").room == "Lab"


def test_steps_are_taken_in_their_order(clinic: SmallClinic) -> None:
    appointment = book(clinic)
    waiting = clinic.as_receptionist().waiting

    with pytest.raises(StepNotAllowed):
        waiting.send_to_room(appointment.id, 1)
    with pytest.raises(StepNotAllowed):
        waiting.complete(appointment.id, 1)
    waiting.check_in(appointment.id, 1)
    with pytest.raises(StepNotAllowed):
        waiting.mark_no_show(appointment.id, 2)
    with pytest.raises(StepNotAllowed):
        waiting.check_in(appointment.id, 2)
    assert clinic.stored(appointment).status is AppointmentStatus.ARRIVED


def test_two_desks_do_not_take_the_same_step(clinic: SmallClinic) -> None:
    appointment = book(clinic)
    one, other = clinic.as_receptionist(), clinic.as_admin()
    one.waiting.check_in(appointment.id, 1)

    with pytest.raises(ChangedMeanwhile) as refusal:
        other.waiting.mark_no_show(appointment.id, 1)

    assert refusal.value.theirs == clinic.stored(appointment)


def test_a_late_patient_is_checked_in_after_all(clinic: SmallClinic) -> None:
    appointment = book(clinic)
    waiting = clinic.as_receptionist().waiting
    waiting.mark_no_show(appointment.id, 1)

    assert waiting.check_in(appointment.id, 2).status is AppointmentStatus.ARRIVED


def test_a_late_patients_time_may_have_been_given_away(clinic: SmallClinic) -> None:
    appointment = book(clinic, "10:00")
    waiting = clinic.as_receptionist().waiting
    waiting.mark_no_show(appointment.id, 1)
    book(clinic, "10:15", **for_kim(clinic))

    with pytest.raises(SlotTaken) as refusal:
        waiting.check_in(appointment.id, 2)

    assert clocks(clinic, [slot.starts_at for slot in refusal.value.alternatives])[:2] == ["09:45", "10:45"]
    assert clinic.stored(appointment).status is AppointmentStatus.NOSHOW


def test_what_was_booked_over_others_goes_its_way_too(clinic: SmallClinic) -> None:
    below = book(clinic, "10:00")
    over = book(clinic, "10:00", overbook_reason="Emergency", **for_kim(clinic))
    waiting = clinic.as_receptionist().waiting
    waiting.mark_no_show(over.id, 1)

    assert waiting.check_in(over.id, 2).status is AppointmentStatus.ARRIVED
    assert waiting.check_in(below.id, 1).status is AppointmentStatus.ARRIVED


def test_a_patient_checks_in_on_the_day_within_the_clinics_time(clinic: SmallClinic) -> None:
    today, tomorrow = book(clinic, "11:30"), book(clinic, "08:30", TOMORROW)
    kims = book(clinic, "11:30", **for_kim(clinic), **at_fischers(clinic))
    patient = clinic.as_patient().waiting

    with pytest.raises(BeyondPolicy) as early:
        patient.check_in(today.id, 1)
    with pytest.raises(BeyondPolicy):
        patient.check_in(tomorrow.id, 1)
    with pytest.raises(NotAllowed):
        patient.check_in(kims.id, 1)
    clinic.clock.forward(minutes=30)

    assert "from 120 minutes before" in early.value.sentence
    assert early.value.alternatives == ()
    assert clinic.as_patient().waiting.check_in(today.id, 1).status is AppointmentStatus.ARRIVED


def test_patients_take_no_other_step(clinic: SmallClinic) -> None:
    appointment = book(clinic)
    patient = clinic.as_patient().waiting

    for step in (patient.send_to_room, patient.complete, patient.mark_no_show):
        with pytest.raises(NotAllowed):
            step(appointment.id, 1)
    with pytest.raises(NotAllowed):
        patient.confirm(appointment.id, 1, Confirmation.CONFIRMED)
    with pytest.raises(NotAllowed):
        patient.today()


def test_a_doctor_runs_the_own_waiting_room(clinic: SmallClinic) -> None:
    own, others = book(clinic), book(clinic, **for_kim(clinic), **at_fischers(clinic))
    doctor = clinic.as_doctor().waiting

    assert [line.id for line in doctor.today()] == [own.id]
    assert doctor.check_in(own.id, 1).status is AppointmentStatus.ARRIVED
    with pytest.raises(NotAllowed):
        doctor.check_in(others.id, 1)


def test_what_is_to_come_is_confirmed(clinic: SmallClinic) -> None:
    appointment = book(clinic)
    desk = clinic.as_receptionist().waiting

    confirmed = desk.confirm(appointment.id, 1, Confirmation.CONFIRMED)
    desk.check_in(appointment.id, confirmed.version)

    assert confirmed.confirmation is Confirmation.CONFIRMED
    with pytest.raises(InvalidInput):
        desk.confirm(appointment.id, 3, Confirmation.DECLINED)


def test_the_waiting_room_shows_the_clinics_day(clinic: SmallClinic) -> None:
    tomorrow = book(clinic, "09:00", TOMORROW)
    second, first = book(clinic, "11:00"), book(clinic, "10:00", **for_kim(clinic))

    shown = [line.id for line in clinic.as_receptionist().waiting.today()]

    assert shown == [first.id, second.id]
    assert tomorrow.id not in shown
