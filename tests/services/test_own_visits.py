"""What patients do with their own appointments, and all that a window that lies about them does not get."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, AppointmentType, CancelledBy, MoveRequest
from clinic_desktop.domain.availability import AvailabilityException, ExceptionKind
from clinic_desktop.domain.errors import AlreadyOver, ChangedMeanwhile, InvalidInput, NotAllowed, NotFound
from clinic_desktop.domain.holds import Hold
from clinic_desktop.domain.messages import Message, MessageState, Occasion
from clinic_desktop.domain.people import Department
from clinic_desktop.domain.refusals import BeyondPolicy, InThePast, OnLeave, OutsideHours, SlotHeld, SlotTaken
from clinic_desktop.domain.requests import PatientContact
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.verdict import WishedTime
from tests.builders import SmallClinic, an_account
from tests.messaging import Mailroom

from .asking import TODAY, a_query, a_request, at, at_fischers, book, clocks, for_kim

IN_A_WEEK = TODAY + timedelta(days=7)
NOBODY = UUID(int=0)


@pytest.fixture(autouse=True)
def patients_may_book(clinic: SmallClinic) -> None:
    clinic.consultation = clinic.store(replace(clinic.stored(clinic.consultation), patients_may_book=True, minutes=30))


def mine(clinic: SmallClinic, clock: str = "10:00", day: date = IN_A_WEEK, **fields: object) -> Appointment:
    return book(clinic, clock, day, **fields)


def move(appointment: Appointment, version: int = 1, **to: object) -> MoveRequest:
    return MoveRequest(appointment_id=appointment.id, version=version, **to)  # type: ignore[arg-type] # as the test says


def minor_surgery(clinic: SmallClinic) -> AppointmentType:
    return clinic.store(AppointmentType(id=NOBODY, name="Minor surgery", minutes=30))


def test_a_patient_moves_the_own_appointment_to_another_time_and_doctor(clinic: SmallClinic) -> None:
    appointment = mine(clinic)

    moved = clinic.as_patient().scheduling.move(
        move(appointment, starts_at=at(clinic, "14:00", IN_A_WEEK), **at_fischers(clinic))
    )

    assert moved.starts_at == at(clinic, "14:00", IN_A_WEEK)
    assert moved.practitioner_id == clinic.fischer.id
    assert (moved.type_id, moved.patient_id) == (appointment.type_id, appointment.patient_id)


def test_a_patient_cannot_lengthen_it(clinic: SmallClinic) -> None:
    moved = clinic.as_patient().scheduling.move(
        move(mine(clinic), starts_at=at(clinic, "14:00", IN_A_WEEK), minutes=240)
    )

    assert moved.span.minutes == 30


def test_nobody_moves_anothers_appointment_nor_learns_how_it_stands(clinic: SmallClinic) -> None:
    kims = mine(clinic, **for_kim(clinic))
    patient = clinic.as_patient()
    later = at(clinic, "14:00", IN_A_WEEK)

    for version in (kims.version, kims.version + 8):
        with pytest.raises(NotAllowed):
            patient.scheduling.move(move(kims, version, starts_at=later))
        with pytest.raises(NotAllowed):
            patient.scheduling.cancel(kims.id, version, CancelledBy.PATIENT)
        with pytest.raises(NotAllowed):
            patient.waiting.check_in(kims.id, version)
    for look in (patient.own.visit, patient.scheduling.open, patient.papers.slip):
        with pytest.raises(NotAllowed):
            look(kims.id)
    with pytest.raises(NotFound):
        patient.own.visit(NOBODY)
    assert clinic.stored(kims) == kims


def test_what_was_changed_meanwhile_is_shown_to_its_own_patient_only(clinic: SmallClinic) -> None:
    appointment = mine(clinic)
    moved = clinic.as_receptionist().scheduling.move(move(appointment, starts_at=at(clinic, "11:00", IN_A_WEEK)))

    with pytest.raises(ChangedMeanwhile) as refusal:
        clinic.as_patient().scheduling.move(move(appointment, starts_at=at(clinic, "14:00", IN_A_WEEK)))

    assert refusal.value.theirs == moved


def test_a_move_keeps_the_limit_the_notice_and_the_horizon(clinic: SmallClinic) -> None:
    tomorrow_early, in_time = mine(clinic, "08:30", TODAY + timedelta(days=1)), mine(clinic)
    scheduling = clinic.as_patient().scheduling

    with pytest.raises(BeyondPolicy) as late:
        scheduling.move(move(tomorrow_early, starts_at=at(clinic, "14:00", IN_A_WEEK)))
    with pytest.raises(BeyondPolicy) as soon:
        scheduling.move(move(in_time, starts_at=at(clinic, "10:00")))
    with pytest.raises(BeyondPolicy) as far:
        scheduling.move(move(in_time, starts_at=at(clinic, "10:00", TODAY + timedelta(days=91))))
    with pytest.raises(InThePast):
        scheduling.move(move(in_time, starts_at=at(clinic, "08:00")))

    assert "less than 24 hours" in late.value.sentence
    assert "less than 2 hours" in soon.value.sentence
    assert "more than 90 days" in far.value.sentence
    assert clinic.stored(in_time) == in_time


def test_what_the_desk_alone_books_the_desk_alone_moves(clinic: SmallClinic) -> None:
    appointment = mine(clinic, type_id=minor_surgery(clinic).id)
    patient = clinic.as_patient()

    with pytest.raises(BeyondPolicy):
        patient.scheduling.move(move(appointment, starts_at=at(clinic, "14:00", IN_A_WEEK)))

    (visit,) = patient.own.overview().to_come
    assert visit.changeable_until == appointment.starts_at - timedelta(hours=24)
    assert not visit.may_move


def test_a_type_that_is_no_more_is_not_moved_by_patients(clinic: SmallClinic) -> None:
    appointment = mine(clinic)
    clinic.store(replace(clinic.stored(clinic.consultation), active=False))

    with pytest.raises(BeyondPolicy):
        clinic.as_patient().scheduling.move(move(appointment, starts_at=at(clinic, "14:00", IN_A_WEEK)))


def test_who_has_come_or_gone_moves_nothing(clinic: SmallClinic) -> None:
    limits = clinic.settings()
    clinic.store(replace(limits, policies=replace(limits.policies, patient_cancel_hours=0)))
    here, over = mine(clinic, "10:00", TODAY), mine(clinic, "15:00")
    patient = clinic.as_patient()
    patient.waiting.check_in(here.id, 1)
    patient.scheduling.cancel(over.id, 1, CancelledBy.PATIENT)

    with pytest.raises(BeyondPolicy):
        patient.scheduling.move(move(here, 2, starts_at=at(clinic, "14:00", IN_A_WEEK)))
    with pytest.raises(AlreadyOver):
        patient.scheduling.move(move(over, 2, starts_at=at(clinic, "14:00", IN_A_WEEK)))


def test_a_patient_neither_moves_over_others_nor_is_told_whose_time_it_is(clinic: SmallClinic) -> None:
    appointment = mine(clinic)
    mine(clinic, "14:00", **for_kim(clinic))
    scheduling = clinic.as_patient().scheduling

    with pytest.raises(NotAllowed):
        scheduling.move(move(appointment, starts_at=at(clinic, "14:00", IN_A_WEEK), overbook_reason="Me first"))
    with pytest.raises(SlotTaken) as refusal:
        scheduling.move(move(appointment, starts_at=at(clinic, "14:00", IN_A_WEEK)))

    assert "Kim" not in refusal.value.sentence
    assert clocks(clinic, [slot.starts_at for slot in refusal.value.alternatives])[0] == "14:30"


def test_no_patient_hears_who_holds_a_time_or_why_a_doctor_is_away(clinic: SmallClinic) -> None:
    appointment = mine(clinic)
    starts_at = at(clinic, "14:00", IN_A_WEEK)
    clinic.store(
        Hold(
            id=NOBODY, practitioner_id=clinic.okafor.id, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30),
            account_id=clinic.receptionist.id, station_id=NOBODY, until=clinic.clock.now + timedelta(minutes=3),
        )
    )  # fmt: skip
    clinic.store(
        AvailabilityException(
            id=NOBODY, practitioner_id=clinic.okafor.id, first_day=IN_A_WEEK, last_day=IN_A_WEEK,
            kind=ExceptionKind.REMOVES, reason="Chemotherapy", starts=time(15), ends=time(16),
        )
    )  # fmt: skip
    scheduling = clinic.as_patient().scheduling

    with pytest.raises(SlotHeld) as held:
        scheduling.move(move(appointment, starts_at=starts_at))
    with pytest.raises(OnLeave) as moving:
        scheduling.move(move(appointment, starts_at=at(clinic, "15:00", IN_A_WEEK)))
    with pytest.raises(OnLeave) as booking:
        scheduling.book(a_request(clinic, "15:30", IN_A_WEEK))
    wish = WishedTime(
        practitioner_id=clinic.okafor.id, type_id=clinic.consultation.id, starts_at=at(clinic, "15:00", IN_A_WEEK)
    )

    assert "Lopez" not in held.value.sentence
    for said in (moving.value.sentence, booking.value.sentence, repr(scheduling.check(wish))):
        assert "Chemotherapy" not in said
    with pytest.raises(OnLeave, match="Chemotherapy"):
        book(clinic, "15:30", IN_A_WEEK)


def test_a_wish_to_move_is_judged_by_what_is_booked_not_by_what_the_window_says(clinic: SmallClinic) -> None:
    appointment = mine(clinic, type_id=minor_surgery(clinic).id)
    wish = WishedTime(
        practitioner_id=clinic.okafor.id,
        type_id=clinic.consultation.id,
        starts_at=at(clinic, "14:00", IN_A_WEEK),
        appointment_id=appointment.id,
    )

    assert "front desk only" in repr(clinic.as_patient().scheduling.check(wish))


def test_a_booking_is_for_oneself_of_what_is_open_and_within_the_horizon(clinic: SmallClinic) -> None:
    scheduling = clinic.as_patient().scheduling
    closed = minor_surgery(clinic)

    for lie, refused in (
        ({"patient_id": clinic.kim.id}, NotAllowed),
        ({"type_id": closed.id}, BeyondPolicy),
        ({"starts_at": at(clinic, "10:00", TODAY + timedelta(days=91))}, BeyondPolicy),
        ({"starts_at": at(clinic, "10:00")}, BeyondPolicy),
        ({"starts_at": at(clinic, "20:00", IN_A_WEEK)}, OutsideHours),
        ({"overbook_reason": "Me first"}, NotAllowed),
        ({"practitioner_id": NOBODY}, NotFound),
    ):
        with pytest.raises(refused):
            scheduling.book(a_request(clinic, "10:00", **({"starts_at": at(clinic, "10:00", IN_A_WEEK)} | lie)))

    assert clinic.as_patient().own.overview().to_come == ()


def test_free_times_are_told_for_oneself_and_what_is_open(clinic: SmallClinic) -> None:
    scheduling = clinic.as_patient().scheduling
    far = TODAY + timedelta(days=200)

    with pytest.raises(NotAllowed):
        scheduling.free_slots(a_query(clinic, IN_A_WEEK, IN_A_WEEK, patient_id=clinic.kim.id))
    with pytest.raises(BeyondPolicy):
        scheduling.free_slots(a_query(clinic, IN_A_WEEK, IN_A_WEEK, type_id=minor_surgery(clinic).id))
    assert scheduling.free_slots(a_query(clinic, far, far)) == []


def test_no_patient_writes_what_the_desk_notes_of_an_appointment(clinic: SmallClinic) -> None:
    appointment = mine(clinic)

    with pytest.raises(NotAllowed):
        clinic.as_patient().scheduling.change_notes(appointment.id, 1, reason="", desk_note="VIP")


def test_the_overview_tells_what_is_to_come_where_and_how_much_is_past(clinic: SmallClinic) -> None:
    cardiology = clinic.stored(clinic.department)
    clinic.store(replace(cardiology, location="First floor"))
    clinic.store(replace(clinic.stored(clinic.novak), notes="Pays late"))
    today, later = mine(clinic, "15:00", TODAY), mine(clinic)
    mine(clinic, "11:00", **for_kim(clinic))
    clinic.as_receptionist().scheduling.cancel(mine(clinic, "16:00").id, 1, CancelledBy.CLINIC, "Doctor ill")

    overview = clinic.as_patient().own.overview()

    assert [visit.id for visit in overview.to_come] == [today.id, later.id]
    assert overview.past == 1
    assert overview.patient.given_name == "Peter"
    assert overview.patient.notes == ""
    first, second = overview.to_come
    assert (first.line.room, first.department_name, first.location) == ("Room 2", "Cardiology", "First floor")
    assert first.changeable_until is None
    assert second.may_move


def test_the_past_comes_in_pages_latest_first(clinic: SmallClinic) -> None:
    own = clinic.as_patient().own
    was = [clinic.clock.now - timedelta(days=number) for number in range(1, 8)]
    for starts_at in was:
        clinic.store(clinic.an_appointment(starts_at, status=AppointmentStatus.FULFILLED))
        clinic.store(clinic.an_appointment(starts_at, patient_id=clinic.kim.id, practitioner_id=clinic.fischer.id))
    twin = clinic.store(clinic.an_appointment(was[2], status=AppointmentStatus.CANCELLED))

    pages = [own.past(limit=3)]
    while pages[-1]:
        pages.append(own.past(limit=3, after=pages[-1][-1]))

    seen = [visit.line.starts_at for page in pages for visit in page]
    assert seen == sorted([*was, twin.starts_at], reverse=True)
    assert [len(page) for page in pages] == [3, 3, 2, 0]
    assert own.overview().past == 8


def test_what_is_offered_is_what_patients_may_book_and_nothing_of_the_staffs_accounts(clinic: SmallClinic) -> None:
    minor_surgery(clinic)
    clinic.store(Department(id=NOBODY, name="Archive"))
    clinic.store(replace(clinic.stored(clinic.fischer), contact="0171 private"))

    offers = clinic.as_patient().own.offers()

    assert [kind.name for kind in offers.types] == ["Consultation", "Follow-up"]
    assert [department.name for department in offers.departments] == ["Cardiology"]
    assert [one.practitioner.display_name for one in offers.practitioners] == ["Dr Amara Okafor", "Dr Lena Fischer"]
    assert all(not one.username and not one.practitioner.contact for one in offers.practitioners)
    assert all(one.practitioner.account_id is None for one in offers.practitioners)


def test_an_account_without_a_record_is_told_to_ask_the_desk(clinic: SmallClinic) -> None:
    account = clinic.store(an_account(username="nobody", role=clinic.patient.role))

    with pytest.raises(NotAllowed, match="front desk"):
        clinic.signed_in(account).own.overview()


def test_own_details_are_checked_and_two_who_change_them_see_both(clinic: SmallClinic) -> None:
    patient, novak = clinic.as_patient(), clinic.stored(clinic.novak)
    desks = clinic.as_receptionist().patients.change_contact(novak.id, novak.version, PatientContact(address="Elm 1"))

    with pytest.raises(ChangedMeanwhile) as refusal:
        patient.patients.change_contact(novak.id, novak.version, PatientContact(address="Oak 2"))
    with pytest.raises(InvalidInput) as wrong:
        patient.patients.change_contact(novak.id, desks.version, PatientContact(mobile="12"))
    with pytest.raises(NotAllowed):
        patient.patients.change_contact(clinic.kim.id, 1, PatientContact(address="Oak 2"))

    assert refusal.value.theirs == desks
    assert wrong.value.field == "mobile"


def test_a_line_tells_nobody_that_the_staff_wrote_a_note(clinic: SmallClinic) -> None:
    appointment = mine(clinic, desk_note="Rude on the phone")

    visit = clinic.as_patient().own.visit(appointment.id)

    assert isinstance(visit.line, AppointmentLine)
    assert not visit.line.has_note


def test_a_patient_has_an_appointment_sent_to_their_own_address_once(clinic: SmallClinic) -> None:
    room = Mailroom(clinic=clinic)
    room.switch_on()
    room.outbox.plan()
    appointment = room.long_booked()
    own = clinic.as_patient().own

    asked = own.send_by_mail(appointment.id)
    again = own.send_by_mail(appointment.id)
    taken = room.outbox.take()

    assert own.address_for_mail() == "p.novak@example.org"
    assert asked.id == again.id
    assert taken is not None
    assert (taken.id, taken.recipient) == (asked.id, "p.novak@example.org")
    room.outbox.settle(taken)
    assert own.send_by_mail(appointment.id).id == asked.id


def test_who_asked_for_an_email_still_hears_when_the_desk_calls_it_off(clinic: SmallClinic) -> None:
    room = Mailroom(clinic=clinic)
    room.switch_on()
    room.outbox.plan()
    appointment = room.long_booked()
    clinic.as_patient().own.send_by_mail(appointment.id)

    clinic.as_receptionist().scheduling.cancel(appointment.id, 1, CancelledBy.CLINIC, "Doctor ill")
    room.outbox.plan()

    with clinic.database.reading() as reading:
        waiting = reading.where(Message, appointment_id=appointment.id, state=MessageState.WAITING)
    assert [message.occasion for message in waiting] == [Occasion.CANCELLED]


def test_nothing_is_sent_to_who_gets_no_email_nor_about_what_is_anothers(clinic: SmallClinic) -> None:
    room = Mailroom(clinic=clinic)
    appointment = room.long_booked()
    own = clinic.as_patient().own

    with pytest.raises(InvalidInput):
        own.send_by_mail(appointment.id)
    room.switch_on()
    with pytest.raises(NotAllowed):
        own.send_by_mail(mine(clinic, **for_kim(clinic)).id)
    room.change_novak(wants_reminders=False)

    assert own.address_for_mail() == ""
    with pytest.raises(InvalidInput):
        own.send_by_mail(appointment.id)


def test_asked_for_right_after_the_booking_it_is_sent_once(clinic: SmallClinic) -> None:
    room = Mailroom(clinic=clinic)
    room.switch_on()
    room.outbox.plan()
    patient = clinic.as_patient()
    appointment = patient.scheduling.book(a_request(clinic, day=IN_A_WEEK))

    patient.own.send_by_mail(appointment.id)
    room.outbox.plan()
    taken = room.outbox.take()

    assert taken is not None
    assert taken.appointment_id == appointment.id
    room.outbox.settle(taken)
    clinic.clock.forward(minutes=5)
    room.outbox.plan()
    assert room.outbox.take() is None
