"""Who may read visit notes, and breaking the glass with a reason that stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, MoveRequest
from clinic_desktop.domain.disclosure import NoteRight
from clinic_desktop.domain.errors import InvalidInput, NotAllowed
from clinic_desktop.domain.merging import MergeRequest
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.domain.waiting_room import WalkIn
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.storage.actor import PROGRAM
from tests.builders import SmallClinic

from .asking import TODAY, a_request, at, book, for_kim

REASON = "Called by the emergency room"
NOTE = "Irregular rhythm, ECG ordered."


def a_visit_at_fischers(clinic: SmallClinic) -> Appointment:
    """Min Kim was at Dr Fischer's three days ago; she wrote a note."""
    visit = clinic.an_appointment(
        clinic.clock.now - timedelta(days=3),
        patient_id=clinic.kim.id,
        practitioner_id=clinic.fischer.id,
        status=AppointmentStatus.FULFILLED,
        visit_note=NOTE,
    )
    return clinic.store(visit)


def right_of(me: Clinic, clinic: SmallClinic) -> NoteRight:
    return me.disclosures.access(clinic.kim.id).right


def test_a_doctor_always_reads_the_notes_of_their_own_appointments(clinic: SmallClinic) -> None:
    visit = clinic.store(clinic.an_appointment(visit_note="Booked, with a note of before.", patient_id=clinic.kim.id))

    card = clinic.as_doctor().scheduling.open(visit.id)

    assert (card.visit_note, card.has_visit_note) == ("Booked, with a note of before.", True)


def test_notes_of_a_patient_never_seen_are_closed_though_it_is_known_that_there_are_some(clinic: SmallClinic) -> None:
    visit = a_visit_at_fischers(clinic)
    me = clinic.as_doctor()

    card, notes = me.scheduling.open(visit.id), me.disclosures.notes(clinic.kim.id)

    assert (card.visit_note, card.has_visit_note) == ("", True)
    assert card.notes is not None
    assert card.notes.would_open
    assert (notes.notes, notes.closed, notes.access.right) == ((), 1, NoteRight.OWN)


@pytest.mark.parametrize("status", [AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM, AppointmentStatus.FULFILLED])
def test_who_came_to_a_doctor_is_known_to_them(clinic: SmallClinic, status: AppointmentStatus) -> None:
    visit = a_visit_at_fischers(clinic)
    clinic.store(clinic.an_appointment(clinic.clock.now - timedelta(days=400), patient_id=clinic.kim.id, status=status))
    me = clinic.as_doctor()

    notes = me.disclosures.notes(clinic.kim.id)

    assert [(note.line.id, note.text) for note in notes.notes] == [(visit.id, NOTE)]
    assert (notes.closed, notes.access.right) == (0, NoteRight.SEEN)
    assert me.scheduling.open(visit.id).visit_note == NOTE


@pytest.mark.parametrize(
    "status", [AppointmentStatus.CANCELLED, AppointmentStatus.NOSHOW, AppointmentStatus.ENTERED_IN_ERROR]
)
def test_who_never_came_is_not_known(clinic: SmallClinic, status: AppointmentStatus) -> None:
    clinic.store(clinic.an_appointment(clinic.clock.now - timedelta(days=4), patient_id=clinic.kim.id, status=status))

    assert right_of(clinic.as_doctor(), clinic) is NoteRight.OWN


def test_who_is_expected_today_is_known_and_who_comes_tomorrow_is_not_yet(clinic: SmallClinic) -> None:
    appointment = book(clinic, "15:00", TODAY, **for_kim(clinic))
    me = clinic.as_doctor()

    today = right_of(me, clinic)
    clinic.store(
        replace(
            clinic.stored(appointment),
            starts_at=appointment.starts_at + timedelta(days=1),
            ends_at=appointment.ends_at + timedelta(days=1),
        )
    )

    assert (today, right_of(me, clinic)) == (NoteRight.SEEN, NoteRight.OWN)


def test_to_book_somebody_is_no_way_around_the_reason(clinic: SmallClinic) -> None:
    me = clinic.as_doctor()
    tomorrow = a_request(clinic, "10:00", TODAY + timedelta(days=1), **for_kim(clinic))
    mine = me.scheduling.book(a_request(clinic, "15:00", **for_kim(clinic)))
    me.scheduling.book(tomorrow)

    booked = right_of(me, clinic)
    clinic.as_receptionist().waiting.check_in(mine.id, mine.version)

    assert (booked, right_of(me, clinic)) == (NoteRight.OWN, NoteRight.SEEN)


def test_to_move_somebody_to_today_is_none_either(clinic: SmallClinic) -> None:
    later = book(clinic, "10:00", TODAY + timedelta(days=1), **for_kim(clinic))
    me = clinic.as_doctor()

    me.scheduling.move(MoveRequest(appointment_id=later.id, version=1, starts_at=at(clinic, "15:00")))

    assert right_of(me, clinic) is NoteRight.OWN


def test_a_walk_in_is_known_from_the_moment_they_are_here(clinic: SmallClinic) -> None:
    me = clinic.as_doctor()
    me.waiting.walk_in(WalkIn(patient_id=clinic.kim.id, type_id=clinic.consultation.id))

    assert right_of(me, clinic) is NoteRight.SEEN


def test_a_stated_reason_opens_the_notes_for_a_day(clinic: SmallClinic) -> None:
    visit = a_visit_at_fischers(clinic)
    me = clinic.as_doctor()

    opened = me.disclosures.open(clinic.kim.id, f"  {REASON}  ")

    assert (opened.right, opened.until) == (NoteRight.REASON, clinic.clock.now + timedelta(hours=24))
    assert me.scheduling.open(visit.id).visit_note == NOTE
    clinic.clock.forward(hours=23, minutes=59)
    assert clinic.as_doctor().scheduling.open(visit.id).visit_note == NOTE
    clinic.clock.forward(minutes=1)
    assert clinic.as_doctor().scheduling.open(visit.id).visit_note == ""


def test_a_reason_opens_nothing_for_anybody_else(clinic: SmallClinic) -> None:
    clinic.store(clinic.an_appointment(clinic.clock.now - timedelta(days=3), status=AppointmentStatus.FULFILLED))
    clinic.as_doctor().disclosures.open(clinic.kim.id, REASON)

    other = clinic.signed_in(clinic.other_doctor)

    assert right_of(other, clinic) is NoteRight.OWN
    assert other.disclosures.access(clinic.novak.id).right is NoteRight.OWN


@pytest.mark.parametrize("reason", ["", "   ", "ill", "a         b", "x" * 501])
def test_a_reason_that_says_nothing_opens_nothing(clinic: SmallClinic, reason: str) -> None:
    me = clinic.as_doctor()

    with pytest.raises(InvalidInput) as refusal:
        me.disclosures.open(clinic.kim.id, reason)

    assert refusal.value.field == "reason"
    assert right_of(me, clinic) is NoteRight.OWN


def test_the_reason_stands_in_the_audit_log_and_cannot_be_undone(clinic: SmallClinic) -> None:
    me = clinic.as_doctor()
    me.disclosures.open(clinic.kim.id, REASON)

    (line,) = clinic.as_admin().history.audit(AuditFilter(kind="disclosure"))

    assert line.words == f"Dr Amara Okafor opened the visit notes of Min Kim, whom they had never seen: {REASON}"
    assert (line.verb, line.actor_name, line.is_sealed) == ("open visit notes", "Dr Amara Okafor", True)
    assert REASON in clinic.as_admin().history.export_audit(AuditFilter(kind="disclosure"))
    assert me.history.undoable() is None


def test_who_knows_the_patient_needs_no_reason_and_none_is_recorded(clinic: SmallClinic) -> None:
    book(clinic, "10:00", **for_kim(clinic))

    opened = clinic.as_doctor().disclosures.open(clinic.kim.id, REASON)

    assert opened.right is NoteRight.SEEN
    assert clinic.as_admin().history.audit(AuditFilter(kind="disclosure")) == []


@pytest.mark.parametrize("caller", [SmallClinic.as_admin, SmallClinic.as_receptionist, SmallClinic.as_patient])
def test_no_reason_opens_them_for_anybody_but_doctors(
    clinic: SmallClinic, caller: Callable[[SmallClinic], Clinic]
) -> None:
    with pytest.raises(NotAllowed):
        caller(clinic).disclosures.open(clinic.kim.id, REASON)


def test_a_station_without_notes_says_so_and_asks_for_no_reason(clinic: SmallClinic) -> None:
    with clinic.database.transaction(PROGRAM, "test") as transaction:
        transaction.write_state("profile", "reception")
    me = clinic.as_doctor()

    access = me.disclosures.access(clinic.kim.id)

    assert (access.are_here, access.would_open) == (False, False)
    with pytest.raises(NotAllowed, match="doctor's own station"):
        me.disclosures.open(clinic.kim.id, REASON)


def test_notes_of_a_record_that_was_merged_go_with_the_patient(clinic: SmallClinic) -> None:
    visit = a_visit_at_fischers(clinic)
    me = clinic.as_doctor()
    novak, kim = clinic.stored(clinic.novak), clinic.stored(clinic.kim)
    clinic.store(replace(kim, account_id=None))
    clinic.as_receptionist().merging.merge(
        MergeRequest(
            kept_id=novak.id, kept_version=novak.version, merged_id=kim.id, merged_version=clinic.stored(kim).version
        )
    )

    me.disclosures.open(clinic.kim.id, REASON)

    assert [note.line.id for note in me.disclosures.notes(clinic.kim.id).notes] == [visit.id]
    assert me.disclosures.access(clinic.novak.id).right is NoteRight.REASON
