"""After a backup was put back: what may have gone out meanwhile waits for a person, and all else goes out as ever."""

from collections.abc import Iterator

import pytest

from clinic_desktop.domain.messages import Message, MessageState, Occasion
from clinic_desktop.services import restoring
from clinic_desktop.services.opening import OpenClinic, open_clinic
from clinic_desktop.services.outbox import MAY_HAVE_GONE_OUT, Outbox
from tests.builders import PASSWORD
from tests.messaging import Mailroom
from tests.services.backing_up import Safe, switched_on, unheard


@pytest.fixture
def restored(on: Mailroom) -> Iterator[OpenClinic]:
    """A backup from the morning put back in the afternoon; a booking and a reminder were told to patients meanwhile."""
    safe: Safe = switched_on(on.clinic)
    on.book(hours=30)
    on.long_booked(hours=26)
    on.long_booked(hours=34)
    on.outbox.plan()
    made = safe.make()
    on.clinic.clock.forward(hours=3)
    assert {one.occasion for one in on.send_all()} == {Occasion.BOOKED, Occasion.REMINDER}
    folder = on.clinic.database.folder
    on.clinic.database.close()
    staged = restoring.stage(folder, made.file, "", unheard, on.clinic.clock)
    restoring.put_in_place(staged, on.clinic.clock)
    clinic = open_clinic(folder, on.clinic.clock)
    yield clinic
    clinic.close()


def sent_by(clinic: OpenClinic) -> list[Message]:
    outbox, sent = Outbox(clinic.database), []
    outbox.plan()
    while (message := outbox.take()) is not None:
        sent.append(outbox.settle(message))
    return sent


def messages_in(clinic: OpenClinic, state: MessageState) -> list[Message]:
    with clinic.database.reading() as reading:
        return reading.where(Message, state=state, order=("id",))


def test_what_was_due_by_then_goes_out_again_only_when_somebody_says_so(on: Mailroom, restored: OpenClinic) -> None:
    assert sent_by(restored) == []

    held = messages_in(restored, MessageState.FAILED)
    assert {one.occasion for one in held} == {Occasion.BOOKED, Occasion.REMINDER}
    assert {one.last_error for one in held} == {MAY_HAVE_GONE_OUT}
    on.clinic.clock.forward(minutes=1)
    assert sent_by(restored) == []

    desk = restored.door.authenticate("rlopez", PASSWORD)
    desk.messages.retry(held[0].id, held[0].version)
    assert [one.id for one in sent_by(restored)] == [held[0].id]


def test_what_comes_due_later_goes_out_by_itself(on: Mailroom, restored: OpenClinic) -> None:
    sent_by(restored)

    on.clinic.clock.forward(hours=8)

    (later,) = sent_by(restored)
    assert later.occasion is Occasion.REMINDER
