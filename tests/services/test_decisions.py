"""The conflict desk: what met is shown, settled by a person in one of its ways, and taken back like any change."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, BookingRequest, MoveRequest
from clinic_desktop.domain.decisions import Meeting, SettleWith, WayOut
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.domain.syncing import Conflict, ConflictKind, ConflictState
from clinic_desktop.domain.waiting_list import WaitingEntry, WaitingStatus
from tests.builders import SmallClinic
from tests.services.deciding import (
    a_conflict,
    a_desk,
    a_double_booking,
    a_move_into_a_taken_time,
)


def test_a_double_booking_tells_both_patients_who_booked_them_and_the_next_free_time(clinic: SmallClinic) -> None:
    first, second = a_double_booking(clinic)

    card = a_desk(clinic).card

    assert card.meeting is Meeting.TWO_BOOKINGS
    assert [(one.patient_name, one.has_slot) for one in card.bookings] == [("Min Kim", False), ("Peter Novak", True)]
    assert (card.mine.name, card.mine.station, card.mine.is_here) == ("Jin Kim", "Front desk 1", False)
    assert card.bookings[1].maker.station == "Desk 1"
    assert card.next_free is not None
    assert card.next_free.starts_at >= first.ends_at
    assert card.ways[0] is WayOut.MOVE_TO_NEXT
    assert card.is_urgent
    assert card.what == "Min Kim"
    assert card.record_id == second.id


def test_the_later_one_moves_to_the_next_free_time_and_takes_it(clinic: SmallClinic) -> None:
    first, second = a_double_booking(clinic)
    desk = a_desk(clinic)
    slot = desk.card.next_free
    assert slot is not None

    desk.settle(WayOut.MOVE_TO_NEXT)

    moved = clinic.stored(second)
    assert (moved.starts_at, moved.contested) == (slot.starts_at, False)
    assert clinic.stored(first) == first
    assert desk.is_clear
    with pytest.raises(SlotTaken):
        desk.me.scheduling.book(_request_at(clinic, moved))


def test_it_moves_to_a_time_that_was_chosen(clinic: SmallClinic) -> None:
    _, second = a_double_booking(clinic)
    later = second.starts_at + timedelta(hours=3)

    a_desk(clinic).settle(WayOut.MOVE, starts_at=later)

    assert clinic.stored(second).starts_at == later


def test_a_chosen_time_that_is_taken_is_refused_with_free_ones_and_leaves_the_conflict_open(
    clinic: SmallClinic,
) -> None:
    first, _ = a_double_booking(clinic)
    desk = a_desk(clinic)

    with pytest.raises(SlotTaken) as refused:
        desk.settle(WayOut.MOVE, starts_at=first.starts_at)

    assert refused.value.alternatives
    assert not desk.is_clear


def test_both_may_stand_for_a_reason(clinic: SmallClinic) -> None:
    _, second = a_double_booking(clinic)
    desk = a_desk(clinic)

    with pytest.raises(InvalidInput):
        desk.settle(WayOut.OVERBOOK)
    desk.settle(WayOut.OVERBOOK, reason="Both are short")

    stands = clinic.stored(second)
    assert (stands.contested, stands.overbooked_by, stands.overbook_reason) == (
        False,
        clinic.receptionist.id,
        "Both are short",
    )


def test_the_later_one_may_go_on_the_waiting_list(clinic: SmallClinic) -> None:
    _, second = a_double_booking(clinic)

    a_desk(clinic).settle(WayOut.WAITING_LIST)

    with clinic.database.reading() as reading:
        (entry,) = reading.where(WaitingEntry, patient_id=clinic.kim.id)
    assert entry.status is WaitingStatus.WAITING
    assert clinic.stored(second).status is AppointmentStatus.CANCELLED


def test_the_later_one_may_be_cancelled_for_a_reason(clinic: SmallClinic) -> None:
    _, second = a_double_booking(clinic)

    a_desk(clinic).settle(WayOut.CANCEL, reason="Both were told")

    stands = clinic.stored(second)
    assert (stands.status, stands.cancel_reason) == (AppointmentStatus.CANCELLED, "Both were told")


@pytest.mark.parametrize("way", [WayOut.MOVE_TO_NEXT, WayOut.OVERBOOK, WayOut.WAITING_LIST, WayOut.CANCEL])
def test_each_way_out_is_taken_back_whole_and_done_again(clinic: SmallClinic, way: WayOut) -> None:
    _, second = a_double_booking(clinic)
    desk = a_desk(clinic)
    settled = desk.settle(way, reason="So be it")
    after = clinic.stored(second)

    offer = desk.me.history.undoable()
    desk.me.history.undo(settled.change_id)
    undone = clinic.stored(second)
    is_open_again = not desk.is_clear
    desk.me.history.redo()

    assert offer is not None
    assert offer.noun == "decision about Min Kim"
    assert (undone.starts_at, undone.contested, undone.status) == (second.starts_at, True, AppointmentStatus.BOOKED)
    assert is_open_again
    again = clinic.stored(second)
    assert (again.starts_at, again.contested, again.status) == (after.starts_at, after.contested, after.status)
    assert desk.is_clear


def test_what_was_decided_by_whom_and_when_is_kept_and_told(clinic: SmallClinic) -> None:
    a_double_booking(clinic)
    settled = a_desk(clinic).settle(WayOut.CANCEL, reason="Both were told")

    with clinic.database.reading() as reading:
        conflict = reading.get(Conflict, settled.conflict_id)
    (line, *_) = clinic.as_admin().history.audit(AuditFilter(record_id=settled.conflict_id))

    assert conflict.state is ConflictState.SETTLED
    assert (conflict.settled_by, conflict.settled_at) == (clinic.receptionist.id, clinic.clock.now)
    assert settled.words == "Min Kim: cancelled (Both were told)"
    assert line.words == "settled: cancelled (Both were told)"


def test_a_conflict_that_was_settled_at_another_desk_meanwhile_is_not_settled_twice(clinic: SmallClinic) -> None:
    a_double_booking(clinic)
    one, other = a_desk(clinic), a_desk(clinic, clinic.as_admin())
    card = other.card
    one.settle(WayOut.CANCEL, reason="Both were told")

    with pytest.raises(ChangedMeanwhile):
        other.me.decisions.settle(card.conflict_id, card.version, WayOut.MOVE_TO_NEXT)


def test_a_record_that_moved_on_meanwhile_is_said_so(clinic: SmallClinic) -> None:
    _, second = a_double_booking(clinic)
    desk = a_desk(clinic)
    card = desk.card
    clinic.store(replace(clinic.stored(second), desk_note="Comes by bus"))

    with pytest.raises(ChangedMeanwhile):
        desk.me.decisions.settle(
            card.conflict_id, card.version, WayOut.MOVE_TO_NEXT, SettleWith(record_version=card.record_version)
        )


def test_a_double_booking_whose_appointment_was_moved_by_itself_stays_on_the_desk_until_somebody_closes_it(
    clinic: SmallClinic,
) -> None:
    _, second = a_double_booking(clinic)
    desk = a_desk(clinic)
    later = second.starts_at + timedelta(hours=2)
    desk.me.scheduling.move(_move_to(clinic, second, later))

    card = desk.card
    desk.settle(WayOut.LEAVE)

    assert (card.meeting, card.ways, card.is_urgent) == (Meeting.OVER, (WayOut.LEAVE,), False)
    assert desk.is_clear


def test_only_a_double_booking_of_the_next_24_hours_is_urgent(clinic: SmallClinic) -> None:
    a_double_booking(clinic)
    desk = a_desk(clinic)
    at_once = desk.me.decisions.urgent()
    a_week_ahead = clinic.clock.now + timedelta(days=7)
    first = clinic.store(clinic.an_appointment(a_week_ahead))
    second = clinic.store(clinic.an_appointment(a_week_ahead, patient_id=clinic.kim.id, contested=True))
    a_conflict(clinic, second, ConflictKind.DOUBLE_BOOKING, others=(first.id,))

    assert len(desk.me.decisions.open_ones()) == 2
    assert desk.me.decisions.urgent() == at_once


def test_a_move_into_a_taken_time_can_be_applied_again_once_it_is_free(clinic: SmallClinic) -> None:
    first, moved = a_move_into_a_taken_time(clinic)
    desk = a_desk(clinic)
    card = desk.card
    with pytest.raises(SlotTaken):
        desk.settle(WayOut.APPLY_AGAIN)
    clinic.store(replace(clinic.stored(first), status=AppointmentStatus.CANCELLED))

    desk.settle(WayOut.APPLY_AGAIN)

    assert card.meeting is Meeting.MOVE_INTO_TAKEN
    assert card.wished == first.span
    assert clinic.stored(moved).starts_at == first.starts_at


def test_a_move_into_a_taken_time_can_be_dropped(clinic: SmallClinic) -> None:
    _, moved = a_move_into_a_taken_time(clinic)
    desk = a_desk(clinic)

    desk.settle(WayOut.DROP)

    assert clinic.stored(moved) == moved
    assert desk.is_clear


def _request_at(clinic: SmallClinic, appointment: Appointment) -> BookingRequest:
    return BookingRequest(
        patient_id=clinic.novak.id,
        practitioner_id=appointment.practitioner_id,
        type_id=appointment.type_id,
        starts_at=appointment.starts_at,
    )


def _move_to(clinic: SmallClinic, appointment: Appointment, starts_at: datetime) -> MoveRequest:
    standing = clinic.stored(appointment)
    return MoveRequest(appointment_id=standing.id, version=standing.version, starts_at=starts_at)
