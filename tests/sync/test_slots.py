"""Whose a time is at the hub: taken, let go, contested, given back."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from clinic_desktop.domain.syncing import AnswerStatus
from tests.sync.hub_kit import MINUTE, NINE, Desk, Hub, an_appointment, inserting

TEN = NINE + 60 * MINUTE
HALF_PAST = {"starts_at": NINE + 30 * MINUTE, "ends_at": NINE + 60 * MINUTE}


def test_a_taken_slot_is_refused_whole_to_whom_waits_for_the_answer(
    hub: Hub, front: Desk, back: Desk, practitioner: UUID
) -> None:
    first, second = uuid4(), uuid4()
    front.insert("appointment", first, an_appointment(practitioner))
    wish = inserting("appointment", second, an_appointment(practitioner), strict=True)

    answer = back.push(wish)[0]

    assert answer.status is AnswerStatus.TAKEN
    assert answer.holders == (first,)
    assert answer.holder_station == "Front desk"
    assert hub.rows("SELECT 1 FROM clinic_sync.record WHERE id = %s", second) == []
    assert hub.conflicts(second) == []


def test_who_gets_no_answer_sends_the_same_operation_again_and_may_wait(
    hub: Hub, front: Desk, back: Desk, practitioner: UUID
) -> None:
    front.insert("appointment", uuid4(), an_appointment(practitioner))
    wish = inserting("appointment", uuid4(), an_appointment(practitioner), strict=True)
    assert back.push(wish)[0].status is AnswerStatus.TAKEN

    answer = back.push(replace(wish, strict=False))[0]

    assert (answer.status, answer.revision) == (AnswerStatus.HELD, 1)
    assert answer.document == wish.new | {"contested": 1}
    assert hub.document("appointment", wish.record_id)["contested"] == 1


def test_a_refused_move_keeps_its_old_time(front: Desk, back: Desk, practitioner: UUID) -> None:
    here, there = uuid4(), uuid4()
    known = an_appointment(practitioner)
    front.insert("appointment", here, known)
    front.insert("appointment", there, an_appointment(practitioner, TEN))

    refused = front.update("appointment", here, known, {"starts_at": TEN, "ends_at": TEN + 30 * MINUTE}, strict=True)
    other = back.insert("appointment", uuid4(), known, strict=True)

    assert (refused.status, refused.holders) == (AnswerStatus.TAKEN, (there,))
    assert (other.status, other.holders) == (AnswerStatus.TAKEN, (here,))


def test_times_that_touch_do_not_overlap(front: Desk, practitioner: UUID) -> None:
    front.insert("appointment", uuid4(), an_appointment(practitioner))

    after = front.insert("appointment", uuid4(), an_appointment(practitioner, NINE + 30 * MINUTE), strict=True)
    at_another = front.insert("appointment", uuid4(), an_appointment(uuid4()), strict=True)

    assert after.status is at_another.status is AnswerStatus.APPLIED


@pytest.mark.parametrize("status", ["cancelled", "noshow", "entered-in-error"])
def test_a_slot_that_is_let_go_can_be_booked_again(status: str, front: Desk, back: Desk, practitioner: UUID) -> None:
    appointment, known = uuid4(), an_appointment(practitioner)
    front.insert("appointment", appointment, known)
    front.update("appointment", appointment, known, {"status": status})

    answer = back.insert("appointment", uuid4(), known, strict=True)

    assert answer.status is AnswerStatus.APPLIED


def test_a_cancellation_is_not_taken_back_into_a_slot_that_was_given_away(
    hub: Hub, front: Desk, back: Desk, practitioner: UUID
) -> None:
    appointment, known = uuid4(), an_appointment(practitioner)
    front.insert("appointment", appointment, known)
    front.update("appointment", appointment, known, {"status": "cancelled"})
    back.insert("appointment", uuid4(), known)

    answer = front.update("appointment", appointment, known | {"status": "cancelled"}, {"status": "booked"}, 2)

    assert answer.status is AnswerStatus.PARKED
    assert hub.document("appointment", appointment)["status"] == "cancelled"
    assert [each["kind"] for each in hub.conflicts(appointment)] == ["double-booking"]


def test_a_contested_appointment_is_moved_to_a_free_slot_and_stands(
    hub: Hub, front: Desk, back: Desk, practitioner: UUID
) -> None:
    appointment, known = uuid4(), an_appointment(practitioner)
    front.insert("appointment", uuid4(), known)
    assert back.insert("appointment", appointment, known).status is AnswerStatus.HELD

    still = back.update("appointment", appointment, known | {"contested": 1}, {"contested": 0})
    moved = back.update("appointment", appointment, known | {"contested": 1}, {"contested": 0, **HALF_PAST})

    assert still.status is AnswerStatus.PARKED
    assert moved.status is AnswerStatus.APPLIED
    assert hub.document("appointment", appointment)["contested"] == 0
    assert hub.one("SELECT count(*) FROM clinic_sync.slot WHERE appointment = %s", appointment) == 1


def test_a_step_of_the_waiting_room_keeps_the_slot_and_where_it_was_promised(
    front: Desk, back: Desk, practitioner: UUID
) -> None:
    appointment, known = uuid4(), an_appointment(practitioner)
    front.insert("appointment", appointment, known)
    back.update("appointment", appointment, known, {"status": "arrived", "arrived_at": NINE})

    answer = back.insert("appointment", uuid4(), known, strict=True)

    assert (answer.holders, answer.holder_station) == ((appointment,), "Front desk")
