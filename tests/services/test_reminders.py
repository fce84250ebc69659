"""Reminders: when they are written, and that each patient's wish holds."""

from dataclasses import replace
from datetime import timedelta

from clinic_desktop.domain.appointments import CancelledBy
from clinic_desktop.domain.message_settings import Timings
from clinic_desktop.domain.messages import Channel, Message, MessageState, Occasion
from clinic_desktop.storage.tables import journal
from tests.builders import a_patient
from tests.messaging import ALL_DAY, Mailroom

WITHDRAWN = MessageState.WITHDRAWN


def occasions(messages: list[Message]) -> list[Occasion]:
    return [one.occasion for one in messages]


def test_a_reminder_waits_from_the_morning_and_leaves_a_day_before(on: Mailroom) -> None:
    on.switch_on(timings=replace(ALL_DAY, on_booking=False))
    appointment = on.long_booked()
    (message,) = on.waiting()

    assert message.occasion is Occasion.REMINDER
    assert message.due_at == appointment.starts_at - timedelta(hours=24)
    assert on.outbox.take() is None
    on.clinic.clock.forward(hours=6)
    assert [one.occasion for one in on.send_all()] == [Occasion.REMINDER]
    assert on.send_all() == []


def test_two_reminders_and_no_more(on: Mailroom) -> None:
    on.switch_on(timings=replace(ALL_DAY, on_booking=False, second_reminder_hours=2))
    on.long_booked()
    sent = []
    for _ in range(30):
        sent += on.send_all()
        on.clinic.clock.forward(hours=1)

    assert [one.lead_hours for one in sent] == [24, 2]


def test_who_booked_for_tomorrow_morning_today_is_not_reminded_of_it(on: Mailroom) -> None:
    on.switch_on(timings=replace(ALL_DAY, on_booking=False))
    on.book(hours=26)

    assert on.waiting() == []


def test_a_moved_appointment_is_reminded_of_at_its_new_time(on: Mailroom) -> None:
    on.switch_on(timings=replace(ALL_DAY, on_booking=False, on_moving=False))
    appointment = on.long_booked()
    on.waiting()
    on.move(appointment, appointment.starts_at + timedelta(hours=1))

    assert [one.appointment_at for one in on.waiting()] == [appointment.starts_at + timedelta(hours=1)]


def test_a_move_that_is_undone_brings_the_reminder_back(on: Mailroom) -> None:
    on.switch_on(timings=replace(ALL_DAY, on_booking=False, on_moving=False))
    appointment = on.long_booked()
    on.waiting()
    on.move(appointment, appointment.starts_at + timedelta(days=7))
    assert on.waiting() == []
    on.desk.history.undo_last()

    assert [one.appointment_at for one in on.waiting()] == [appointment.starts_at]


def test_a_reminder_that_somebody_withdrew_does_not_come_back(on: Mailroom) -> None:
    on.switch_on(timings=replace(ALL_DAY, on_booking=False))
    on.long_booked()
    (message,) = on.waiting()
    on.desk.messages.withdraw(message.id, message.version)

    assert on.waiting() == []
    assert on.messages()[0].withdrawn_by == on.clinic.receptionist.id


def test_a_cancelled_appointment_is_not_reminded_of(on: Mailroom) -> None:
    on.switch_on(timings=replace(ALL_DAY, on_booking=False, on_cancelling=False))
    appointment = on.long_booked()
    on.waiting()
    on.cancel(appointment)

    assert on.waiting() == []


def test_at_night_nothing_leaves(on: Mailroom) -> None:
    on.switch_on(timings=Timings())
    on.clinic.clock.forward(hours=10, minutes=57)  # 19:57 in Berlin
    on.book(hours=38)
    assert on.waiting()
    on.clinic.clock.forward(minutes=30)
    assert on.outbox.take() is None
    on.clinic.clock.forward(hours=12)

    assert on.outbox.take() is not None


def test_planning_many_reminders_is_one_change(on: Mailroom) -> None:
    on.switch_on(timings=replace(ALL_DAY, on_booking=False))
    for number in range(60):
        patient = on.clinic.store(a_patient(mrn=f"m{number}", email=f"p{number}@example.org"))
        starts_at = on.clinic.clock.now + timedelta(hours=26, minutes=number)
        on.clinic.store(
            on.clinic.an_appointment(
                starts_at, minutes=1, patient_id=patient.id, booked_at=on.clinic.clock.now - timedelta(days=7)
            )
        )
    heard: list[object] = []
    stop = on.clinic.database.subscribe(heard.append)

    assert on.outbox.plan() == 60
    stop()

    assert len(heard) == 1
    with on.clinic.database.reading() as reading:
        rows = reading.rows(journal.select().where(journal.c.verb == "plan messages"))
    assert len({row.change_id for row in rows}) == 1


def test_who_wants_no_messages_gets_none(on: Mailroom) -> None:
    on.change_novak(wants_reminders=False)
    on.long_booked()

    assert on.waiting() == []


def test_a_wish_that_comes_after_the_message_was_written_is_respected(on: Mailroom) -> None:
    on.book()
    assert on.waiting()
    on.change_novak(wants_reminders=False)
    on.clinic.clock.forward(minutes=5)

    assert on.send_all() == []
    assert [one.state for one in on.messages()] == [WITHDRAWN]


def test_a_new_address_is_used_by_what_waits(on: Mailroom) -> None:
    on.book()
    on.waiting()
    on.change_novak(reminder_channel=Channel.SMS, mobile="+49 30 555")
    on.clinic.clock.forward(minutes=5)

    (sent,) = on.send_all()

    assert (sent.channel, sent.recipient, sent.subject) == (Channel.SMS, "+49 30 555", "")


def test_who_has_no_address_is_called(on: Mailroom) -> None:
    on.switch_on(timings=replace(ALL_DAY, on_booking=False))
    on.change_novak(email="", mobile="", phone="+49 30 4711")
    on.long_booked()

    (call,) = on.waiting()

    assert (call.channel, call.recipient) == (Channel.PHONE, "+49 30 4711")
    on.clinic.clock.forward(hours=8)
    assert on.outbox.take() is None


def test_nobody_is_called_about_what_was_agreed_at_the_desk(on: Mailroom) -> None:
    on.change_novak(reminder_channel=Channel.PHONE)
    appointment = on.book()
    assert on.waiting() == []
    on.cancel(appointment)
    assert on.waiting() == []


def test_a_patient_whose_clinic_cancelled_is_called(on: Mailroom) -> None:
    on.change_novak(reminder_channel=Channel.PHONE)
    appointment = on.book()
    on.waiting()
    on.cancel(appointment, CancelledBy.CLINIC)

    assert occasions(on.waiting()) == [Occasion.CANCELLED]
