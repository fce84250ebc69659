"""The outbox: tries, crashes, and what the desk does with messages."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput
from clinic_desktop.domain.messages import Channel, MessageState, OutboxPart
from clinic_desktop.services.outbox import LEASE, Outbox
from tests.builders import a_patient
from tests.messaging import ALL_DAY, Mailroom

WAITING = MessageState.WAITING
SENT = MessageState.SENT
FAILED = MessageState.FAILED


def test_a_message_is_tried_six_times_and_then_has_failed(on: Mailroom) -> None:
    on.book(hours=26)
    on.waiting()
    on.clinic.clock.forward(minutes=3)
    waits = []
    while (message := on.outbox.take()) is not None:
        settled = on.outbox.settle(message, "The server is away.")
        if settled.next_try_at is None:
            break
        waits.append((settled.next_try_at - on.clinic.clock.now).total_seconds() / 60)
        on.clinic.clock.now = settled.next_try_at

    assert waits == [1, 5, 30, 120, 360]
    assert [(one.state, one.tries, one.last_error) for one in on.messages()] == [(FAILED, 6, "The server is away.")]


def test_a_permanent_error_fails_at_once_and_can_be_tried_again(on: Mailroom) -> None:
    on.book()
    on.waiting()
    on.clinic.clock.forward(minutes=3)
    message = on.outbox.take()
    assert message is not None
    failed = on.outbox.settle(message, "No such mailbox.", is_permanent=True)
    assert failed.state is FAILED

    on.desk.messages.retry(failed.id, failed.version)

    assert [one.id for one in on.send_all()] == [message.id]


def test_a_crash_between_sending_and_settling_sends_once_more_and_no_oftener(on: Mailroom) -> None:
    on.book()
    on.waiting()
    on.clinic.clock.forward(minutes=3)
    assert on.outbox.take() is not None  # sent, and then the PC loses its power
    assert on.outbox.take() is None
    on.clinic.clock.forward(seconds=LEASE.total_seconds())

    assert [one.tries for one in on.send_all()] == [2]
    assert on.outbox.take() is None


def test_what_is_settled_after_somebody_changed_it_stays_as_it_is(on: Mailroom) -> None:
    on.book()
    on.waiting()
    on.clinic.clock.forward(minutes=3)
    first = on.outbox.take()
    assert first is not None
    on.clinic.clock.forward(seconds=LEASE.total_seconds())
    second = Outbox(on.clinic.database).take()
    assert second is not None
    on.outbox.settle(second)

    assert on.outbox.settle(first, "Too late.").state is SENT


def test_the_outbox_is_listed_by_its_parts_a_page_at_a_time(on: Mailroom) -> None:
    on.switch_on(timings=replace(ALL_DAY, on_booking=False))
    for number in range(5):
        patient = on.clinic.store(a_patient(mrn=f"m{number}", given_name=f"P{number}", mobile="+49 30 1"))
        starts_at = on.clinic.clock.now + timedelta(hours=26, minutes=number)
        on.clinic.store(
            on.clinic.an_appointment(
                starts_at, minutes=1, patient_id=patient.id, booked_at=on.clinic.clock.now - timedelta(days=7)
            )
        )
    on.outbox.plan()
    outbox = on.desk.messages.outbox

    first = outbox(OutboxPart.WAITING, limit=3)
    rest = outbox(OutboxPart.WAITING, limit=3, after=first[-1])

    assert [line.patient_name for line in (*first, *rest)] == [f"P{number} Novak" for number in range(5)]
    assert first[0].practitioner_name == "Dr Amara Okafor"
    assert on.desk.messages.counts()[OutboxPart.WAITING] == 5
    assert outbox(OutboxPart.WAITING, channel=Channel.EMAIL) == []
    assert len(outbox(OutboxPart.WAITING, day=on.clinic.clock.now.date())) == 5


def test_a_call_is_marked_reached_or_comes_again_in_an_hour(on: Mailroom) -> None:
    on.switch_on(timings=replace(ALL_DAY, on_booking=False))
    on.change_novak(reminder_channel=Channel.PHONE)
    on.long_booked()
    (call,) = on.waiting()

    tried = on.desk.messages.mark_unanswered(call.id, call.version)
    assert (tried.tries, tried.last_error, tried.state) == (1, "No answer", WAITING)
    assert tried.next_try_at == on.clinic.clock.now + timedelta(hours=1)
    reached = on.desk.messages.mark_reached(tried.id, tried.version)
    assert reached.state is SENT
    again = on.desk.messages.retry(reached.id, reached.version)
    assert again.state is WAITING


def test_what_was_sent_is_not_sent_twice_and_not_withdrawn(on: Mailroom) -> None:
    on.book()
    on.clinic.clock.forward(minutes=4)
    on.waiting()
    on.clinic.clock.forward(minutes=4)
    (sent,) = on.send_all()

    for verb in (on.desk.messages.retry, on.desk.messages.withdraw, on.desk.messages.mark_reached):
        with pytest.raises(InvalidInput):
            verb(sent.id, sent.version)


def test_a_message_that_changed_meanwhile_is_not_touched(on: Mailroom) -> None:
    on.book()
    (message,) = on.waiting()
    on.desk.messages.withdraw(message.id, message.version)

    with pytest.raises(ChangedMeanwhile):
        on.desk.messages.withdraw(message.id, message.version)


def test_the_desk_is_told_where_a_confirmation_will_go(on: Mailroom) -> None:
    to = on.desk.messages.confirmation_to(on.clinic.novak.id)

    assert to is not None
    assert (to.channel, to.recipient) == (Channel.EMAIL, "p.novak@example.org")
    on.switch_on(switched_on=False)
    assert on.desk.messages.confirmation_to(on.clinic.novak.id) is None
