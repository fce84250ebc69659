"""Two records of one person made one, and two again: nothing that was written before or since is lost."""

from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.errors import ChangedMeanwhile
from clinic_desktop.domain.merging import Keep, MergeDone, MergeField, MergeRequest
from clinic_desktop.domain.people import Patient, Sex
from clinic_desktop.domain.refusals import CannotMerge, CannotTakeApart, RecordMerged
from clinic_desktop.domain.waiting_list import WaitingEntry
from clinic_desktop.storage.verification import verify
from tests.builders import SmallClinic, a_patient, a_small_clinic, details


def second_record(clinic: SmallClinic, **values: object) -> Patient:
    """Peter Novak once more, as Piotr Nowak."""
    whole = {"mrn": "100009", "given_name": "Piotr", "family_name": "Nowak", "address": "Lindenstr. 14, Berlin"}
    return clinic.store(a_patient(**(whole | values)))


def merge(clinic: SmallClinic, kept: Patient, merged: Patient, **choices: Keep) -> MergeDone:
    request = MergeRequest(
        kept_id=kept.id,
        kept_version=clinic.stored(kept).version,
        merged_id=merged.id,
        merged_version=clinic.stored(merged).version,
        choices={MergeField[name.upper()]: keep for name, keep in choices.items()},
    )
    return clinic.as_receptionist().merging.merge(request)


def same_but_for_version(one: Patient, other: Patient) -> bool:
    return replace(one, version=0) == replace(other, version=0)


def test_what_the_kept_record_lacks_comes_from_the_other(clinic: SmallClinic) -> None:
    piotr = second_record(clinic, email="p.novak@example.org", notes="Calls himself Peter.", alerts=("Nut allergy",))
    clinic.store(replace(clinic.stored(clinic.novak), alerts=("Penicillin allergy",), notes="Prefers mornings."))

    kept = merge(clinic, clinic.novak, piotr).kept

    assert (kept.full_name, kept.address, kept.email) == ("Peter Novak", piotr.address, piotr.email)
    assert kept.alerts == ("Penicillin allergy", "Nut allergy")
    assert kept.notes == "Prefers mornings.\nCalls himself Peter."


def test_each_field_is_chosen_by_itself(clinic: SmallClinic) -> None:
    piotr = second_record(clinic, alerts=("Nut allergy",), sex=Sex.MALE, birth_date=date(1961, 3, 15))
    clinic.store(replace(clinic.stored(clinic.novak), alerts=("Penicillin allergy",)))

    kept = merge(clinic, clinic.novak, piotr, name=Keep.MERGED, birth_date=Keep.KEPT, alerts=Keep.KEPT).kept

    assert (kept.full_name, kept.mrn, kept.birth_date) == ("Piotr Nowak", "100001", date(1961, 3, 14))
    assert (kept.alerts, kept.sex) == (("Penicillin allergy",), Sex.MALE)


def test_who_wants_no_reminders_on_one_record_gets_none_on_both(clinic: SmallClinic) -> None:
    kept = merge(clinic, clinic.novak, second_record(clinic, wants_reminders=False)).kept

    assert not kept.wants_reminders


def test_appointments_and_waiting_entries_follow(clinic: SmallClinic) -> None:
    piotr = second_record(clinic)
    visit = clinic.store(clinic.an_appointment(patient_id=piotr.id))
    waiting = clinic.store(
        WaitingEntry(
            id=clinic.database.new_id(), patient_id=piotr.id, type_id=clinic.consultation.id, asked_at=clinic.clock.now
        )
    )

    done = merge(clinic, clinic.novak, piotr)

    assert clinic.stored(visit).patient_id == clinic.stored(waiting).patient_id == clinic.novak.id
    assert [line.appointments for line in clinic.as_receptionist().merging.merges()] == [1]
    clinic.as_receptionist().merging.take_apart(done.merge_id)
    assert clinic.stored(visit).patient_id == clinic.stored(waiting).patient_id == piotr.id


def test_the_merged_record_leaves_the_lists_and_opens_as_the_kept_one(clinic: SmallClinic) -> None:
    piotr = second_record(clinic)
    merge(clinic, clinic.novak, piotr)
    desk = clinic.as_receptionist()

    assert desk.patients.search("nowak") == []
    assert {line.mrn for line in desk.patients.list(archived=None)} == {"100001", "100002"}
    assert desk.patients.open(piotr.id).patient.id == clinic.novak.id
    with pytest.raises(RecordMerged) as caught:
        desk.patients.change(piotr.id, clinic.stored(piotr).version, details())
    assert caught.value.into.mrn == "100001"


def test_the_number_of_a_merged_record_finds_the_one_it_became(clinic: SmallClinic) -> None:
    piotr, third = second_record(clinic), second_record(clinic, mrn="P-77", given_name="Pjotr")
    merge(clinic, piotr, third)
    merge(clinic, clinic.novak, piotr)
    desk = clinic.as_receptionist().patients

    for number in ("100009", " p-77 "):
        (line,) = desk.search(number)
        assert (line.id, line.mrn) == (clinic.novak.id, "100001")
        assert line.reason == f"formerly MRN {number.strip().upper()}"
        assert line.former_mrn == number.strip().upper()
        assert [row.line.id for row in desk.file(number, archived=None)] == [clinic.novak.id]
    (as_ever,) = desk.search("100001")
    assert as_ever.reason == ""
    assert desk.search("100009", archived=True) == []


def test_an_account_goes_over_and_comes_back(clinic: SmallClinic) -> None:
    piotr = second_record(clinic)

    done = merge(clinic, piotr, clinic.novak)

    assert done.kept.account_id == clinic.patient.id
    assert clinic.as_patient().patients.open(piotr.id).patient.mrn == "100009"
    clinic.as_receptionist().merging.take_apart(done.merge_id)
    assert clinic.stored(clinic.novak).account_id == clinic.patient.id
    assert clinic.stored(piotr).account_id is None


def test_one_person_has_one_account(clinic: SmallClinic) -> None:
    with pytest.raises(CannotMerge, match="one account"):
        merge(clinic, clinic.novak, clinic.kim)


def test_a_record_is_not_merged_with_itself_or_twice(clinic: SmallClinic) -> None:
    piotr = second_record(clinic)
    with pytest.raises(CannotMerge, match="same record"):
        merge(clinic, piotr, piotr)

    merge(clinic, clinic.novak, piotr)

    with pytest.raises(CannotMerge, match="was merged into Peter Novak, MRN 100001, already"):
        merge(clinic, clinic.kim, piotr)


def test_two_who_are_in_consultation_at_once_are_two_people(clinic: SmallClinic) -> None:
    piotr = second_record(clinic)
    clinic.store(clinic.an_appointment(status=AppointmentStatus.IN_ROOM))
    clinic.store(
        clinic.an_appointment(status=AppointmentStatus.IN_ROOM, patient_id=piotr.id, practitioner_id=clinic.fischer.id)
    )

    with pytest.raises(CannotMerge, match="two people"):
        merge(clinic, clinic.novak, piotr)


def test_a_record_that_changed_meanwhile_is_looked_at_again(clinic: SmallClinic) -> None:
    piotr = second_record(clinic)
    request = MergeRequest(kept_id=clinic.novak.id, kept_version=1, merged_id=piotr.id, merged_version=1)
    clinic.store(replace(piotr, notes="Moved house."))

    with pytest.raises(ChangedMeanwhile):
        clinic.as_receptionist().merging.merge(request)


def test_the_comparison_says_what_would_follow_and_what_meets(clinic: SmallClinic) -> None:
    piotr = second_record(clinic, mobile="0170 1234567")
    clinic.store(replace(clinic.stored(clinic.novak), mobile="+49 170 1234567"))
    clinic.store(clinic.an_appointment())
    clinic.store(clinic.an_appointment(patient_id=piotr.id, practitioner_id=clinic.fischer.id))

    seen = clinic.as_receptionist().merging.compare(clinic.novak.id, piotr.id)

    assert seen.reason == "same birth date and phone, name one sound apart"
    assert (seen.left.appointments, seen.right.appointments, seen.keeps_left, seen.refusal) == (1, 1, True, "")
    assert [(mine.patient_id, theirs.patient_id) for mine, theirs in seen.overlaps] == [(clinic.novak.id, piotr.id)]


def test_what_was_changed_since_a_merge_stays_and_is_named(clinic: SmallClinic) -> None:
    piotr = second_record(clinic, email="p.nowak@example.org")
    done = merge(clinic, clinic.novak, piotr)
    clinic.store(replace(done.kept, address="Elm Street 5"))
    clinic.clock.forward(minutes=5)
    later = clinic.store(clinic.an_appointment(booked_at=clinic.clock.now))

    apart = clinic.as_receptionist().merging.take_apart(done.merge_id)

    assert apart.stays == ("address", "an appointment booked since")
    assert apart.words.endswith(
        "With Peter Novak stays what was changed since: address and an appointment booked since."
    )
    assert (apart.kept.address, apart.kept.email) == ("Elm Street 5", "")
    assert clinic.stored(later).patient_id == clinic.novak.id
    assert (apart.merged.archived, apart.merged.merged_into_id) == (False, None)


def test_merges_on_top_of_each_other_are_taken_apart_from_the_top(clinic: SmallClinic) -> None:
    one, other = second_record(clinic), second_record(clinic, mrn="100010", given_name="Pjotr")
    visit = clinic.store(clinic.an_appointment(patient_id=other.id))
    first = merge(clinic, one, other)
    second = merge(clinic, clinic.novak, one)
    desk = clinic.as_receptionist()

    assert desk.patients.open(other.id).patient.id == clinic.novak.id
    with pytest.raises(CannotTakeApart, match="Take that merge apart first"):
        desk.merging.take_apart(first.merge_id)

    desk.merging.take_apart(second.merge_id)
    desk.merging.take_apart(first.merge_id)
    assert clinic.stored(visit).patient_id == other.id
    with pytest.raises(CannotTakeApart, match="already"):
        desk.merging.take_apart(first.merge_id)


text = st.sampled_from(("", "a", "b", "Lindenstr. 14"))
person = st.fixed_dictionaries(
    {
        "given_name": st.sampled_from(("Peter", "Piotr", "")),
        "family_name": st.sampled_from(("Novak", "Nowak")),
        "birth_date": st.sampled_from((None, date(1961, 3, 12), date(1961, 12, 3))),
        "sex": st.sampled_from(Sex),
        "mobile": st.sampled_from(("", "+49 30 901820", "+49 30 901821")),
        "address": text,
        "notes": text,
        "contact_name": text,
        "wants_reminders": st.booleans(),
        "alerts": st.lists(st.sampled_from(("Penicillin", "Latex", "Nuts")), unique=True).map(tuple),
    }
)
choices = st.dictionaries(st.sampled_from(MergeField), st.sampled_from((Keep.KEPT, Keep.MERGED)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(kept=person, merged=person, chosen=choices, visits=st.integers(0, 3), change=st.none() | text)
def test_a_merge_taken_apart_is_as_before_and_keeps_what_came_since(
    kept: dict[str, object], merged: dict[str, object], chosen: dict[MergeField, Keep], visits: int, change: str | None
) -> None:
    with TemporaryDirectory() as folder, a_small_clinic(Path(folder) / "clinic") as clinic:
        mine = clinic.store(a_patient(**(kept | {"mrn": "1"})))
        theirs = clinic.store(a_patient(**(merged | {"mrn": "2"})))
        for number in range(visits):
            starts_at = clinic.clock.now + timedelta(days=number)
            clinic.store(clinic.an_appointment(starts_at, patient_id=theirs.id))
        desk = clinic.as_receptionist()

        done = desk.merging.merge(
            MergeRequest(kept_id=mine.id, kept_version=1, merged_id=theirs.id, merged_version=1, choices=chosen)
        )
        if change is not None:
            clinic.store(replace(done.kept, notes=f"{done.kept.notes} {change}"))
        apart = desk.merging.take_apart(done.merge_id)

        assert same_but_for_version(clinic.stored(theirs), theirs)
        now = clinic.stored(mine)
        differing = {
            field.name
            for field in fields(Patient)
            if field.name != "version" and getattr(now, field.name) != getattr(mine, field.name)
        }
        assert differing <= ({"notes"} if change is not None else set())
        if change:
            assert change in now.notes
        with clinic.database.reading() as reading:
            followed = reading.where(Appointment, patient_id=theirs.id)
            assert verify(reading, clinic.database.key).first_fault is None
        assert apart.went_back == len(followed) == visits


def test_undo_takes_a_merge_apart_and_redo_makes_it_again(clinic: SmallClinic) -> None:
    piotr = second_record(clinic, email="p.nowak@example.org")
    visit = clinic.store(clinic.an_appointment(patient_id=piotr.id))
    desk = clinic.as_receptionist()
    desk.merging.merge(MergeRequest(kept_id=clinic.novak.id, kept_version=1, merged_id=piotr.id, merged_version=1))
    offer = desk.history.undoable()
    assert offer is not None
    assert offer.undo_words == "Undo merge of Peter Novak"

    desk.history.undo_last()
    assert clinic.stored(visit).patient_id == piotr.id
    assert same_but_for_version(clinic.stored(piotr), piotr)
    assert desk.merging.merges()[0].taken_apart_at is not None

    desk.history.redo()
    assert clinic.stored(visit).patient_id == clinic.novak.id
    assert clinic.stored(piotr).merged_into_id == clinic.novak.id
    desk.merging.take_apart(desk.merging.merges()[0].id)
    assert same_but_for_version(clinic.stored(piotr), piotr)
    assert desk.history.undoable() is None
