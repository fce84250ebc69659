"""What else meets on the conflict desk: fields, cancellations, archives, names, and what the hub refused."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.availability import AvailabilityException, ExceptionKind
from clinic_desktop.domain.decisions import Meeting, SettleWith, WayOut
from clinic_desktop.domain.errors import InvalidInput, NotAllowed
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.refusals import HasFutureAppointments, SlotTaken
from clinic_desktop.domain.syncing import ConflictKind
from tests.builders import SmallClinic, a_patient, an_account
from tests.services.deciding import (
    a_conflict,
    a_desk,
    a_double_booking,
    booked_of,
)


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
