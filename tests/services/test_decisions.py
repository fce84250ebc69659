"""The conflict desk: what met is shown, settled by a person in one of its ways, and taken back like any change."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, BookingRequest, MoveRequest
from clinic_desktop.domain.availability import AvailabilityException, ExceptionKind
from clinic_desktop.domain.decisions import Meeting, SettleWith, WayOut
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.domain.refusals import HasFutureAppointments, SlotTaken
from clinic_desktop.domain.syncing import Conflict, ConflictKind, ConflictState
from clinic_desktop.domain.waiting_list import WaitingEntry, WaitingStatus
from tests.builders import SmallClinic, a_patient, an_account
from tests.services.deciding import (
    a_conflict,
    a_desk,
    a_double_booking,
    a_move_into_a_taken_time,
    booked_of,
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


def test_a_field_that_was_changed_twice_stands_beside_itself_and_mine_can_be_taken(clinic: SmallClinic) -> None:
    novak = _renumbered(clinic, "+49 30 901999")
    a_conflict(
        clinic,
        novak,
        ConflictKind.SAME_FIELD,
        before={"mobile": "+49 30 901820"},
        mine={"mobile": "+49 30 901821"},
    )
    desk = a_desk(clinic)
    (field,) = desk.card.fields

    desk.settle(WayOut.MINE)

    assert (field.label, field.before, field.mine, field.theirs) == (
        "Mobile",
        "+49 30 901820",
        "+49 30 901821",
        "+49 30 901999",
    )
    assert clinic.stored(novak).mobile == "+49 30 901821"
    assert desk.is_clear


def test_theirs_leaves_the_record_alone(clinic: SmallClinic) -> None:
    novak = _renumbered(clinic, "+49 30 901999")
    a_conflict(clinic, novak, ConflictKind.SAME_FIELD, mine={"mobile": "+49 30 901821"})

    a_desk(clinic).settle(WayOut.THEIRS)

    assert clinic.stored(novak) == novak


def test_a_new_value_is_checked_as_if_it_were_typed_in_the_file(clinic: SmallClinic) -> None:
    novak = _renumbered(clinic, "+49 30 901999")
    a_conflict(clinic, novak, ConflictKind.SAME_FIELD, mine={"mobile": "+49 30 901821"})
    desk = a_desk(clinic)

    with pytest.raises(InvalidInput) as refused:
        desk.settle(WayOut.NEW_VALUE, values={"mobile": "none"})
    desk.settle(WayOut.NEW_VALUE, values={"mobile": "+49 30 901777"})

    assert refused.value.field == "mobile"
    assert clinic.stored(novak).mobile == "+49 30 901777"


def test_no_other_field_can_be_changed_on_the_way(clinic: SmallClinic) -> None:
    novak = _renumbered(clinic, "+49 30 901999")
    a_conflict(clinic, novak, ConflictKind.SAME_FIELD, mine={"mobile": "+49 30 901821"})

    with pytest.raises(InvalidInput):
        a_desk(clinic).settle(WayOut.NEW_VALUE, values={"notes": "Something else"})


def test_two_moves_of_one_appointment_are_settled_by_the_rules_of_the_diary(clinic: SmallClinic) -> None:
    moved = clinic.store(clinic.an_appointment())
    wish = moved.starts_at + timedelta(hours=1)
    a_conflict(
        clinic,
        moved,
        ConflictKind.SAME_FIELD,
        mine={"starts_at": wish, "ends_at": wish + timedelta(minutes=30)},
    )
    in_the_way = clinic.store(clinic.an_appointment(wish, patient_id=clinic.kim.id))
    desk = a_desk(clinic)

    with pytest.raises(SlotTaken):
        desk.settle(WayOut.MINE)
    clinic.store(replace(in_the_way, status=AppointmentStatus.CANCELLED))
    desk.settle(WayOut.MINE)

    assert clinic.stored(moved).starts_at == wish


def test_a_move_that_met_a_cancellation_is_booked_again_at_the_time_that_was_wanted(clinic: SmallClinic) -> None:
    cancelled = clinic.store(clinic.an_appointment(status=AppointmentStatus.CANCELLED))
    wish = cancelled.starts_at + timedelta(hours=1)
    a_conflict(
        clinic,
        cancelled,
        ConflictKind.CHANGED_AND_CANCELLED,
        mine={"starts_at": wish, "ends_at": wish + timedelta(minutes=30)},
    )
    desk = a_desk(clinic)
    settled = desk.settle(WayOut.REBOOK)

    (again,) = booked_of(clinic, clinic.novak.id)
    desk.me.history.undo(settled.change_id)

    assert again.starts_at == wish
    assert clinic.stored(cancelled).status is AppointmentStatus.CANCELLED
    assert booked_of(clinic, clinic.novak.id) == []
    assert not desk.is_clear


def test_a_cancellation_may_be_left_as_it_is(clinic: SmallClinic) -> None:
    cancelled = clinic.store(clinic.an_appointment(status=AppointmentStatus.CANCELLED))
    a_conflict(clinic, cancelled, ConflictKind.CHANGED_AND_CANCELLED, mine={"room": "Room 3"})

    a_desk(clinic).settle(WayOut.LEAVE)

    assert clinic.stored(cancelled) == cancelled


def test_a_patient_who_was_edited_while_another_archived_them_is_archived_again_by_an_admin_only(
    clinic: SmallClinic,
) -> None:
    patient = clinic.store(a_patient(mrn="200001", family_name="Alt", birth_date=None))
    a_conflict(clinic, patient, ConflictKind.CHANGED_AND_REMOVED, mine={"archived": True})

    assert a_desk(clinic).card.ways == (WayOut.KEEP,)
    a_desk(clinic, clinic.as_admin()).settle(WayOut.PUT_AWAY)

    assert clinic.stored(patient).archived


def test_a_patient_with_appointments_to_come_is_not_archived_again(clinic: SmallClinic) -> None:
    clinic.store(clinic.an_appointment())
    a_conflict(clinic, clinic.stored(clinic.novak), ConflictKind.CHANGED_AND_REMOVED, mine={"archived": True})

    with pytest.raises(HasFutureAppointments):
        a_desk(clinic, clinic.as_admin()).settle(WayOut.PUT_AWAY)


def test_hours_that_were_changed_while_another_removed_them_are_removed_again(clinic: SmallClinic) -> None:
    exception = clinic.store(
        AvailabilityException(
            id=UUID(int=0),
            practitioner_id=clinic.okafor.id,
            first_day=date(2026, 12, 1),
            last_day=date(2026, 12, 1),
            kind=ExceptionKind.ADDS,
        )
    )
    a_conflict(clinic, exception, ConflictKind.CHANGED_AND_REMOVED)
    desk = a_desk(clinic)
    card = desk.card

    settled = desk.settle(WayOut.PUT_AWAY)
    with clinic.database.reading() as reading:
        is_gone = reading.find(AvailabilityException, id=exception.id) is None
    desk.me.history.undo(settled.change_id)

    assert card.what == "Dr Amara Okafor"
    assert is_gone
    assert clinic.stored(exception).first_day == exception.first_day


def test_of_two_with_one_number_the_later_gets_a_new_one_or_they_are_merged(clinic: SmallClinic) -> None:
    later = clinic.store(a_patient(mrn="100001~a3f2", family_name="Novák", birth_date=None))
    a_conflict(clinic, later, ConflictKind.SAME_NAME, mine={"mrn": "100001"}, others=(clinic.novak.id,))
    desk = a_desk(clinic)
    card = desk.card

    with pytest.raises(InvalidInput):
        desk.settle(WayOut.NEW_VALUE, values={"mrn": clinic.novak.mrn})
    desk.settle(WayOut.NEW_VALUE, values={"mrn": "100777"})

    assert card.may_merge_with == clinic.novak.id
    assert clinic.stored(later).mrn == "100777"


def test_an_account_with_a_taken_user_name_is_renamed_by_an_admin_only(clinic: SmallClinic) -> None:
    later = clinic.store(an_account(username="jkim~b1c2"))
    a_conflict(clinic, later, ConflictKind.SAME_NAME, mine={"username": "jkim"})

    assert a_desk(clinic).card.ways == ()
    with pytest.raises(NotAllowed):
        a_desk(clinic).settle(WayOut.NEW_VALUE, values={"username": "jkim2"})
    a_desk(clinic, clinic.as_admin()).settle(WayOut.NEW_VALUE, values={"username": "jkim2"})

    assert clinic.stored(later).username == "jkim2"


def test_a_refused_change_is_sent_again_or_discarded_for_a_reason(clinic: SmallClinic) -> None:
    novak = clinic.stored(clinic.novak)
    a_conflict(clinic, novak, ConflictKind.DENIED, mine={"notes": "Needs a lift"})
    desk = a_desk(clinic)
    ways = desk.card.ways

    settled = desk.settle(WayOut.RETRY)
    applied = clinic.stored(novak).notes
    desk.me.history.undo(settled.change_id)
    with pytest.raises(InvalidInput):
        desk.settle(WayOut.DISCARD)
    desk.settle(WayOut.DISCARD, reason="It was a mistake")

    assert ways == (WayOut.RETRY, WayOut.DISCARD)
    assert applied == "Needs a lift"
    assert clinic.stored(novak).notes == novak.notes


def test_what_nobody_can_make_sense_of_can_still_be_discarded(clinic: SmallClinic) -> None:
    conflict = a_conflict(clinic, clinic.novak, ConflictKind.FAULTY)
    broken = replace(conflict, record_kind="", mine="[1", theirs='{"fault": "no such kind"}')
    clinic.store(broken)
    desk = a_desk(clinic, clinic.as_admin())
    card = desk.card

    desk.settle(WayOut.DISCARD, reason="It was a mistake")

    assert card.sentence == "no such kind"
    assert card.ways == (WayOut.DISCARD,)
    assert desk.is_clear


def test_what_a_restored_hub_had_otherwise_is_chosen_field_by_field(clinic: SmallClinic) -> None:
    novak = _renumbered(clinic, "+49 30 901999")
    a_conflict(clinic, novak, ConflictKind.CHANGED_AFTER_RESTORE, mine={"mobile": "+49 30 901821"})
    desk = a_desk(clinic)
    meeting = desk.card.meeting

    desk.settle(WayOut.MINE)

    assert meeting is Meeting.CHANGED_AFTER_RESTORE
    assert clinic.stored(novak).mobile == "+49 30 901821"


def test_a_doctor_sees_and_settles_what_is_about_their_own_appointments(clinic: SmallClinic) -> None:
    _, second = a_double_booking(clinic)
    okafor = a_desk(clinic, clinic.as_doctor())
    fischer = a_desk(clinic, clinic.signed_in(clinic.other_doctor))
    card = okafor.card
    a_conflict(clinic, clinic.stored(clinic.novak), ConflictKind.SAME_FIELD, mine={"notes": "Two"})

    with pytest.raises(NotAllowed):
        fischer.me.decisions.settle(card.conflict_id, card.version, WayOut.CANCEL, SettleWith(reason="No"))
    assert (okafor.me.decisions.count(), fischer.me.decisions.count()) == (1, 0)
    assert fischer.me.decisions.urgent() == []
    okafor.settle(WayOut.CANCEL, reason="I am away")

    assert clinic.stored(second).status is AppointmentStatus.CANCELLED


def _renumbered(clinic: SmallClinic, mobile: str) -> Patient:
    return clinic.store(replace(clinic.stored(clinic.novak), mobile=mobile))


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
