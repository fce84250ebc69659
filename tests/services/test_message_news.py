"""What patients are told of changes, three minutes later, and of what was undone: nothing."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desktop.domain.message_settings import MessageSettings
from clinic_desktop.domain.messages import Channel, Message, MessageState, Occasion
from clinic_desktop.storage.actor import PROGRAM
from tests.builders import a_small_clinic
from tests.messaging import ALL_DAY, Mailroom

WAITING = MessageState.WAITING
SENT = MessageState.SENT
WITHDRAWN = MessageState.WITHDRAWN


def occasions(messages: list[Message]) -> list[Occasion]:
    return [one.occasion for one in messages]


def test_nothing_is_written_until_an_admin_switches_it_on(room: Mailroom) -> None:
    room.book()
    room.clinic.clock.forward(hours=4)

    assert room.waiting() == []
    assert not room.settings().switched_on


def test_switching_on_tells_nobody_of_what_was_before(room: Mailroom) -> None:
    room.book(hours=50)
    room.switch_on()

    assert room.waiting() == []


def test_switched_off_nothing_is_taken_in_hand_although_it_waits(on: Mailroom) -> None:
    on.book()
    assert on.waiting()
    on.switch_on(switched_on=False)
    on.clinic.clock.forward(hours=1)

    assert on.outbox.take() is None
    assert on.outbox.plan() == 0


def test_off_for_a_while_and_on_again_tells_only_of_what_comes_after(on: Mailroom) -> None:
    on.switch_on(switched_on=False)
    on.book(hours=50)
    on.switch_on()

    assert on.waiting() == []


def test_only_the_station_that_was_switched_on_sends(on: Mailroom) -> None:
    on.book()
    assert on.waiting()
    with on.clinic.database.transaction(PROGRAM, "test") as transaction:
        standing = transaction.find(MessageSettings)
        assert standing is not None
        transaction.replace(replace(standing, station_id=transaction.new_id()))
    on.clinic.clock.forward(minutes=5)

    assert on.outbox.take() is None
    assert not on.desk.messages.set_up().sends_here


def test_a_booking_is_confirmed_three_minutes_later(on: Mailroom) -> None:
    on.book()
    (message,) = on.waiting()

    assert (message.occasion, message.channel, message.recipient) == (
        Occasion.BOOKED, Channel.EMAIL, "p.novak@example.org",
    )  # fmt: skip
    assert "Wednesday, 25 November at 11:00" in message.subject
    on.clinic.clock.forward(minutes=2, seconds=59)
    assert on.outbox.take() is None
    on.clinic.clock.forward(seconds=1)
    assert on.outbox.take() is not None


def test_a_booking_undone_within_three_minutes_is_told_to_nobody(on: Mailroom) -> None:
    on.book()
    on.waiting()
    on.clinic.clock.forward(minutes=2)
    on.desk.history.undo_last()
    on.clinic.clock.forward(minutes=10)

    assert on.send_all() == []
    assert [one.state for one in on.messages()] == [WITHDRAWN]


def test_an_undo_in_the_very_last_moment_is_seen_when_the_message_is_taken(on: Mailroom) -> None:
    on.book()
    on.waiting()
    on.clinic.clock.forward(minutes=3)
    on.desk.history.undo_last()

    assert on.outbox.take() is None
    assert [one.state for one in on.messages()] == [WITHDRAWN]


def test_booked_and_moved_within_three_minutes_is_one_confirmation_of_the_time_that_stands(on: Mailroom) -> None:
    appointment = on.book()
    on.waiting()
    on.clinic.clock.forward(minutes=1)
    on.move(appointment, appointment.starts_at + timedelta(hours=2))
    on.waiting()
    on.clinic.clock.forward(minutes=3)

    (sent,) = on.send_all()

    assert sent.occasion is Occasion.BOOKED
    assert "13:00" in sent.body
    assert "11:00" not in sent.body


def test_a_move_names_the_old_time_and_the_new(on: Mailroom) -> None:
    appointment = on.book()
    on.clinic.clock.forward(minutes=4)
    on.send_all()
    on.move(appointment, appointment.starts_at + timedelta(hours=3))
    on.clinic.clock.forward(minutes=4)

    (sent,) = on.send_all()

    assert sent.occasion is Occasion.MOVED
    assert "at 11:00" in sent.body
    assert "at 14:00" in sent.body


def test_moved_and_then_cancelled_within_three_minutes_speaks_of_the_time_the_patient_knows(on: Mailroom) -> None:
    appointment = on.book()
    on.clinic.clock.forward(minutes=4)
    on.send_all()
    moved = on.move(appointment, appointment.starts_at + timedelta(hours=3))
    on.waiting()
    on.cancel(moved)
    on.clinic.clock.forward(minutes=4)

    (sent,) = on.send_all()

    assert sent.occasion is Occasion.CANCELLED
    assert "11:00" in sent.body
    assert "14:00" not in sent.body


def test_a_cancelling_undone_after_it_was_told_is_told_as_booked_again(on: Mailroom) -> None:
    appointment = on.book()
    on.clinic.clock.forward(minutes=4)
    on.send_all()
    on.cancel(appointment)
    on.clinic.clock.forward(minutes=4)
    on.send_all()
    on.desk.history.undo_last()
    on.clinic.clock.forward(minutes=4)
    on.send_all()

    assert occasions(on.messages(SENT)) == [Occasion.BOOKED, Occasion.CANCELLED, Occasion.BOOKED]


def test_each_kind_of_news_can_be_switched_off(on: Mailroom) -> None:
    on.switch_on(timings=replace(ALL_DAY, on_booking=False, on_moving=False, on_cancelling=True))
    appointment = on.book()
    on.waiting()
    moved = on.move(appointment, appointment.starts_at + timedelta(hours=1))
    assert on.waiting() == []
    on.clinic.clock.forward(minutes=10)
    on.outbox.plan()
    on.cancel(moved)

    assert occasions(on.waiting()) == [Occasion.CANCELLED]


def test_checking_in_is_no_news(on: Mailroom) -> None:
    appointment = on.book(hours=1)
    on.clinic.clock.forward(minutes=5)
    on.send_all()
    on.desk.waiting.check_in(appointment.id, appointment.version)

    assert on.waiting() == []


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["move", "cancel", "notes"]), max_size=4), st.integers(0, 4))
def test_what_is_all_undone_within_three_minutes_is_told_to_nobody(steps: list[str], plans: int) -> None:
    with TemporaryDirectory() as folder, a_small_clinic(Path(folder) / "clinic") as clinic:
        room = Mailroom(clinic=clinic)
        room.switch_on()
        appointment = room.book()
        room.clinic.clock.forward(minutes=4)
        room.send_all()
        told = len(room.messages(SENT))
        done = 0
        for number, step in enumerate(steps):
            standing = room.clinic.stored(appointment)
            if step == "move" and standing.status.holds_time:
                room.move(standing, standing.starts_at + timedelta(minutes=30))
            elif step == "cancel" and standing.status.holds_time:
                room.cancel(standing)
            elif step == "notes":
                room.desk.scheduling.change_notes(
                    standing.id, standing.version, reason=f"Reason {number}", desk_note=""
                )
            else:
                continue
            done += 1
            if number < plans:
                room.outbox.plan()
        for _ in range(done):
            room.desk.history.undo_last()
        room.clinic.clock.forward(minutes=4)
        room.send_all()

        assert len(room.messages(SENT)) == told
        assert room.messages(WAITING) == []
