"""What the hub answers to single operations, and what it never does."""

from dataclasses import fields, replace
from uuid import UUID, uuid4

import pytest

from clinic_desktop.domain.syncing import Answer, AnswerStatus, Conflict, OperationAction, Profile
from tests.sync.hub_kit import (
    MINUTE,
    NINE,
    Desk,
    Hub,
    a_patient,
    an_account,
    an_appointment,
    inserting,
    operation,
    removing,
    updating,
)

TEN = NINE + 60 * MINUTE
HALF_PAST = {"starts_at": NINE + 30 * MINUTE, "ends_at": NINE + 60 * MINUTE}


def new_mrn() -> str:
    return f"m{uuid4().hex}"


# Documents, revisions and repetition


def test_what_others_changed_meanwhile_comes_with_the_answer(front: Desk, back: Desk) -> None:
    patient, known = uuid4(), a_patient(new_mrn())
    front.insert("patient", patient, known)
    front.update("patient", patient, known, {"phone": "2"})

    answer = back.update("patient", patient, known, {"address": "there"})

    assert (answer.status, answer.revision) == (AnswerStatus.APPLIED, 3)
    assert answer.document is not None
    assert (answer.document["phone"], answer.document["address"]) == ("2", "there")


def test_who_knew_all_is_told_only_the_revision(front: Desk) -> None:
    patient, known = uuid4(), a_patient(new_mrn())

    made = front.insert("patient", patient, known)
    changed = front.update("patient", patient, known, {"phone": "2"}, revision=1)

    assert (made.revision, made.document) == (1, None)
    assert (changed.revision, changed.document) == (2, None)


def test_who_changed_a_group_before_hearing_of_its_newest_revision_is_told_all_of_it(front: Desk, back: Desk) -> None:
    visit, known = uuid4(), an_appointment(uuid4())
    front.insert("appointment", visit, known)
    back.update("appointment", visit, known, HALF_PAST)
    back.update("appointment", visit, known | HALF_PAST, {"status": "cancelled"}, revision=2)

    answer = front.update("appointment", visit, known, {"status": "cancelled", "desk_note": "No ramp."}, revision=3)

    assert (answer.status, answer.revision) == (AnswerStatus.APPLIED, 4)
    assert answer.document is not None
    assert answer.document["starts_at"] == HALF_PAST["starts_at"]


def test_a_repetition_is_answered_the_same_and_does_nothing_again(hub: Hub, front: Desk, back: Desk) -> None:
    patient, known = uuid4(), a_patient(new_mrn())
    insertion, change = inserting("patient", patient, known), updating("patient", patient, known, {"phone": "2"})

    first = front.push(insertion, change)
    back.update("patient", patient, known | {"phone": "2"}, {"phone": "3"}, 2)
    second = front.push(insertion, change)

    assert first == second
    assert hub.document("patient", patient)["phone"] == "3"
    assert hub.one("SELECT revision FROM clinic_sync.record WHERE id = %s", patient) == 3


def test_an_insert_that_was_lost_from_the_history_is_found_to_stand(front: Desk, back: Desk) -> None:
    patient, known = uuid4(), a_patient(new_mrn())
    front.insert("patient", patient, known)

    same = back.insert("patient", patient, known)
    other = back.insert("patient", patient, known | {"phone": "7", "email": "a@b.example"})

    assert same.status is AnswerStatus.UNCHANGED
    assert other.status is AnswerStatus.MERGED
    assert other.document is not None
    assert (other.document["phone"], other.document["email"]) == ("1", "a@b.example")


def test_a_removal_that_is_taken_back_is_no_conflict(hub: Hub, front: Desk) -> None:
    closure, known = uuid4(), {"name": "Whit Monday", "first_day": "2026-05-25", "last_day": "2026-05-25"}
    front.insert("closure", closure, known)
    front.remove("closure", closure, known, 1)

    answer = front.insert("closure", closure, known)

    assert (answer.status, answer.revision) == (AnswerStatus.APPLIED, 3)
    assert hub.conflicts(closure) == []


def test_a_removal_by_one_who_does_not_know_the_revision_is_parked(front: Desk) -> None:
    closure, known = uuid4(), {"name": "Whit Monday", "first_day": "2026-05-25", "last_day": "2026-05-25"}
    front.insert("closure", closure, known)

    answer = front.remove("closure", closure, known, None)

    assert (answer.status, answer.revision) == (AnswerStatus.PARKED, 1)


def test_a_field_of_a_newer_program_survives_an_older_ones_change(hub: Hub, front: Desk, back: Desk) -> None:
    patient, known = uuid4(), a_patient(new_mrn())
    front.insert("patient", patient, known | {"pronouns": "they"})

    answer = back.update("patient", patient, known, {"phone": "2"})

    assert answer.status is AnswerStatus.APPLIED
    assert hub.document("patient", patient)["pronouns"] == "they"


def test_a_field_that_an_older_program_does_not_know_is_not_held_against_it(
    hub: Hub, front: Desk, back: Desk, practitioner: UUID
) -> None:
    appointment, known = uuid4(), an_appointment(practitioner)
    hub.connection.execute(
        "INSERT INTO clinic_sync.field VALUES ('appointment', 'chair', 'slot', 'text', false, false, 2)"
    )
    front.insert("appointment", appointment, known | {"chair": "left"})

    answer = back.update("appointment", appointment, known, HALF_PAST)

    assert answer.status is AnswerStatus.APPLIED
    assert hub.document("appointment", appointment)["chair"] == "left"


def test_a_null_that_was_left_out_of_the_base_is_compared_as_null(
    hub: Hub, front: Desk, back: Desk, practitioner: UUID
) -> None:
    appointment, known = uuid4(), an_appointment(practitioner)
    front.insert("appointment", appointment, known)
    front.update("appointment", appointment, known, {"overbooked_by": UUID(int=3).hex, "overbook_reason": "urgent"})
    wish = updating("appointment", appointment, known, HALF_PAST)

    answer = back.push(replace(wish, base={k: v for k, v in wish.base.items() if v is not None}))[0]

    assert answer.status is AnswerStatus.PARKED
    assert hub.document("appointment", appointment)["starts_at"] == NINE


# What is denied, and what nobody can make sense of


def test_nothing_but_what_may_be_removed_is_removed(hub: Hub, front: Desk) -> None:
    patient, known = uuid4(), a_patient(new_mrn())
    front.insert("patient", patient, known)

    answer = front.remove("patient", patient, known)

    assert answer.status is AnswerStatus.DENIED
    assert answer.sentence
    assert hub.document("patient", patient) == known
    assert [each["kind"] for each in hub.conflicts(patient)] == ["denied"]


def test_a_reception_makes_no_administrator(hub: Hub, front: Desk) -> None:
    one, other = uuid4(), uuid4()
    known = an_account(new_mrn())
    front.insert("account", other, known)

    made = front.insert("account", one, an_account(new_mrn(), role="admin"))
    raised = front.update("account", other, known, {"role": "admin"})

    assert made.status is raised.status is AnswerStatus.DENIED
    assert hub.rows("SELECT 1 FROM clinic_sync.record WHERE id = %s", one) == []
    assert hub.document("account", other)["role"] == "receptionist"


def test_a_kind_that_the_hub_does_not_know_is_denied(front: Desk) -> None:
    assert front.insert("secret_police", uuid4(), {"a": 1}).status is AnswerStatus.DENIED


FAULTY = {
    "an id that is none": {"patient_id": "somebody"},
    "a number that is text": {"starts_at": "soon"},
    "a text that is a list": {"desk_note": ["a"]},
    "an end before the start": {"ends_at": NINE - 1},
    "two days long": {"ends_at": NINE + 2 * 86_400_000},
    "no patient": {"patient_id": None},
    "a character that PostgreSQL cannot store": {"desk_note": "a\x00b"},
    "half a character": {"desk_note": "\ud800"},
}


@pytest.mark.parametrize("wrong", FAULTY.values(), ids=FAULTY.keys())
def test_a_bad_operation_is_parked_and_never_blocks_the_queue(
    wrong: dict[str, object], hub: Hub, front: Desk, practitioner: UUID
) -> None:
    bad = inserting("appointment", uuid4(), an_appointment(practitioner) | wrong)
    good = inserting("appointment", uuid4(), an_appointment(practitioner, TEN))

    answers = front.push(bad, good)

    assert [answer.status for answer in answers] == [AnswerStatus.FAULTY, AnswerStatus.APPLIED]
    assert [each["kind"] for each in hub.conflicts(bad.record_id)] == ["faulty"]
    assert hub.rows("SELECT 1 FROM clinic_sync.record WHERE id = %s", bad.record_id) == []
    assert front.push(bad) == [answers[0]]


def test_an_operation_of_another_station_is_not_shown_to_this_one(front: Desk, back: Desk) -> None:
    made = inserting("patient", uuid4(), a_patient(new_mrn(), notes="secret"))
    front.push(made)

    answer = back.push(made)[0]

    assert (answer.status, answer.document) == (AnswerStatus.FAULTY, None)


def test_a_change_of_what_the_hub_never_had_is_parked(hub: Hub, front: Desk) -> None:
    patient = uuid4()

    answer = front.update("patient", patient, a_patient(new_mrn()), {"phone": "2"})

    assert answer.status is AnswerStatus.PARKED
    assert [each["kind"] for each in hub.conflicts(patient)] == ["changed-and-removed"]


# The conflict desk


def test_a_conflict_is_a_record_of_its_kind(hub: Hub, front: Desk, back: Desk) -> None:
    patient, known = uuid4(), a_patient(new_mrn())
    front.insert("patient", patient, known)
    front.update("patient", patient, known, {"phone": "2"})

    answer = back.update("patient", patient, known, {"phone": "3"})

    assert answer.conflict_id is not None
    document = hub.document("conflict", answer.conflict_id)
    assert set(document) == {each.name for each in fields(Conflict)} - {"id", "version", "settled_at", "settled_by"} | {
        "account_id"
    }
    assert (document["before"], document["mine"], document["theirs"]) == (
        '{"phone": "1"}',
        '{"phone": "3"}',
        '{"phone": "2"}',
    )
    assert (document["state"], document["other_ids"], document["actor_name"]) == ("open", "[]", "Anna Reception")


def test_settling_a_conflict_is_a_change_like_any_other(hub: Hub, front: Desk, back: Desk) -> None:
    patient, known = uuid4(), a_patient(new_mrn())
    front.insert("patient", patient, known)
    front.update("patient", patient, known, {"phone": "2"})
    conflict = back.update("patient", patient, known, {"phone": "3"}).conflict_id
    assert conflict is not None
    standing = hub.document("conflict", conflict)

    settled = front.update("conflict", conflict, standing, {"state": "settled", "resolution": "theirs"})
    again = back.update("conflict", conflict, standing, {"state": "settled", "resolution": "mine"})

    assert settled.status is AnswerStatus.APPLIED
    assert again.status is AnswerStatus.PARKED
    assert hub.document("conflict", conflict)["resolution"] == "theirs"


def test_the_hubs_clock_can_be_set_by_its_owner_alone(hub: Hub, front: Desk, back: Desk) -> None:
    patient, known = uuid4(), a_patient(new_mrn())
    front.insert("patient", patient, known)
    hub.connection.execute("INSERT INTO clinic_sync.meta VALUES ('now', '2026-06-01 12:00+00')")
    try:
        front.update("patient", patient, known, {"phone": "2"})
        conflict = back.update("patient", patient, known, {"phone": "3"}).conflict_id
    finally:
        hub.connection.execute("DELETE FROM clinic_sync.meta WHERE name = 'now'")

    assert conflict is not None
    assert hub.document("conflict", conflict)["noticed_at"] == 1_780_315_200_000


def statuses(answers: list[Answer]) -> set[AnswerStatus]:
    return {answer.status for answer in answers}


def test_every_answer_is_given_again_word_for_word(hub: Hub, practitioner: UUID) -> None:
    desk, other = hub.desk(f"One {uuid4().hex}", Profile.PATIENT_DESK), hub.desk(f"Other {uuid4().hex}")
    patient, known = uuid4(), a_patient(new_mrn())
    held, closure = uuid4(), uuid4()
    other.insert("patient", patient, known)
    other.update("patient", patient, known, {"phone": "2"})
    other.insert("appointment", uuid4(), an_appointment(practitioner))
    operations = [
        inserting("patient", uuid4(), a_patient(new_mrn())),
        updating("patient", patient, known, {"phone": "2"}),
        updating("patient", patient, known, {"phone": "3", "email": "a@b.example"}),
        inserting("appointment", held, an_appointment(practitioner)),
        updating("patient", patient, known, {"phone": "4"}),
        inserting("appointment", uuid4(), an_appointment(practitioner), strict=True),
        inserting("closure", closure, {"name": "Easter"}),
        operation("appointment", uuid4(), OperationAction.INSERT, new={"starts_at": "x"}),
    ]

    answers = desk.push(*operations)

    assert statuses(answers) == set(AnswerStatus)
    assert desk.push(*operations) == answers


def test_removing_what_the_hub_never_had_leaves_a_tombstone(hub: Hub, front: Desk) -> None:
    closure = uuid4()

    answer = front.push(removing("closure", closure, {"name": "Easter"}, 4))[0]

    assert (answer.status, answer.is_deleted, answer.revision) == (AnswerStatus.APPLIED, True, 5)
    assert hub.one("SELECT deleted FROM clinic_sync.record WHERE id = %s", closure) is True


def test_a_doctors_first_note_on_what_reception_booked_meets_nothing(hub: Hub, front: Desk, practitioner: UUID) -> None:
    doctor = hub.desk("Consulting room", Profile.DOCTOR)
    booking, booked = uuid4(), an_appointment(practitioner, visit_note="")
    front.insert("appointment", booking, booked)

    answer = doctor.update("appointment", booking, booked, {"visit_note": "Better"})

    assert answer.status is AnswerStatus.APPLIED
    assert hub.document("appointment", booking)["visit_note"] == "Better"
    assert hub.conflicts(booking) == []
