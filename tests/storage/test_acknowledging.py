"""What the hub answers: taken over beside what was done here since the question, and nothing is lost on the way."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.syncing import AnswerStatus, Operation, OperationAction
from clinic_desktop.domain.waiting_list import WaitingEntry
from clinic_desktop.storage import sync_state
from clinic_desktop.storage.database import Database
from tests.storage.hub_words import (
    a_holiday,
    acknowledge,
    all_applied,
    answer,
    far,
    freeze,
    group_of,
    holds,
    remove,
    stands,
    take,
    there,
    told_by,
    waiting,
)
from tests.storage.kept import MIRA, NINE, Furnished, bare, book

HOUR = timedelta(hours=1)
TAKEN, HELD, MERGED, PARKED = AnswerStatus.TAKEN, AnswerStatus.HELD, AnswerStatus.MERGED, AnswerStatus.PARKED


def move(database: Database, appointment: Appointment, hours: int = 1, **fields: object) -> None:
    with database.transaction(MIRA, "move") as transaction:
        standing = transaction.get(Appointment, appointment.id)
        moved = replace(standing, starts_at=standing.starts_at + hours * HOUR, ends_at=standing.ends_at + hours * HOUR)
        transaction.replace(replace(moved, **fields))  # type: ignore[arg-type] # the test says what


def note(database: Database, appointment: Appointment, text: str) -> None:
    with database.transaction(MIRA, "change notes") as transaction:
        transaction.replace(replace(transaction.get(Appointment, appointment.id), desk_note=text))


def test_an_applied_operation_changes_nothing_here(database: Database, who: Furnished) -> None:
    told = told_by(database)
    all_applied(database)

    with database.reading() as reading:
        assert sync_state.revision_of(reading, "patient", who.patient.id) == 1
        assert reading.get(Patient, who.patient.id).version == 1
    assert told == []


def test_a_booking_whose_time_was_taken_goes_if_somebody_waits_for_it(database: Database, who: Furnished) -> None:
    all_applied(database)
    appointment = book(database, who)
    (operation,) = freeze(database)
    told = told_by(database)

    acknowledge(database, [operation], [answer(operation, TAKEN, revision=None)], appointment.id)

    assert stands(database, "appointment", appointment.id) is None
    assert (freeze(database), waiting(database)) == ([], 0)
    assert told[0].span == appointment.span
    holds(database)


def test_it_stays_and_is_sent_again_if_nobody_waits_any_more(database: Database, who: Furnished) -> None:
    all_applied(database)
    appointment = book(database, who)
    (operation,) = freeze(database)

    acknowledge(database, [operation], [answer(operation, TAKEN, revision=None)])

    assert stands(database, "appointment", appointment.id) is not None
    assert freeze(database) == [operation]


def test_what_was_typed_into_a_withdrawn_booking_goes_with_it(database: Database, who: Furnished) -> None:
    all_applied(database)
    appointment = book(database, who)
    (operation,) = freeze(database)
    note(database, appointment, "Brings a dog")

    acknowledge(database, [operation], [answer(operation, TAKEN, revision=None)], appointment.id)

    assert stands(database, "appointment", appointment.id) is None
    assert (freeze(database), waiting(database)) == ([], 0)


def test_what_refers_to_a_withdrawn_booking_refers_to_nothing_and_says_so(database: Database, who: Furnished) -> None:
    with database.transaction(MIRA, "put on list") as transaction:
        entry = transaction.add(
            WaitingEntry(
                id=transaction.new_id(), patient_id=who.patient.id, type_id=who.visit.id, asked_at=transaction.now
            )
        )
    all_applied(database)
    appointment = book(database, who)
    with database.transaction(MIRA, "book from list") as transaction:
        transaction.replace(replace(entry, booked_id=appointment.id))
    operations = freeze(database)
    acknowledge(
        database,
        operations,
        [answer(operations[0], TAKEN, revision=None), answer(operations[1], revision=2)],
        appointment.id,
    )

    with database.reading() as reading:
        assert reading.get(WaitingEntry, entry.id).booked_id is None
        assert reading.ask("PRAGMA foreign_key_check").fetchone() is None
    (operation,) = freeze(database)
    assert (operation.kind, operation.new) == ("waiting_entry", {"booked_id": None})
    holds(database)


def test_a_move_into_a_taken_time_goes_back(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    all_applied(database)
    move(database, appointment)
    (operation,) = freeze(database)
    note(database, appointment, "typed meanwhile")

    acknowledge(database, [operation], [answer(operation, TAKEN, revision=None)], appointment.id)

    with database.reading() as reading:
        standing = reading.get(Appointment, appointment.id)
    assert (standing.span, standing.desk_note) == (appointment.span, "typed meanwhile")
    (later,) = freeze(database)
    assert (later.new, later.base) == ({"desk_note": "typed meanwhile"}, {"desk_note": ""})
    holds(database)


def test_a_move_that_was_moved_on_meanwhile_is_a_new_wish(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    all_applied(database)
    move(database, appointment)
    (operation,) = freeze(database)
    move(database, appointment, 2)

    acknowledge(database, [operation], [answer(operation, TAKEN, revision=None)], appointment.id)

    (later,) = freeze(database)
    assert later.base["starts_at"] == operation.base["starts_at"]
    assert later.new["starts_at"] == operation.new["starts_at"] + 2 * 3_600_000


def test_a_contested_booking_is_marked_and_takes_no_time(database: Database, who: Furnished) -> None:
    all_applied(database)
    appointment = book(database, who)
    (operation,) = freeze(database)

    acknowledge(
        database, [operation], [answer(operation, HELD, document=operation.new | {"contested": 1})]
    )  # fmt: skip

    with database.reading() as reading:
        assert reading.get(Appointment, appointment.id) == replace(appointment, contested=True, version=2)
    assert freeze(database) == []
    book(database, who)
    holds(database)


def test_the_removal_of_what_was_answered_as_contested_is_not_lost(database: Database) -> None:
    """The first bug that the simulator found: without its revision the removal would never be told."""
    all_applied(database)
    closure = a_holiday(database)
    (operation,) = freeze(database)
    remove(database, closure)

    acknowledge(database, [operation], [answer(operation, HELD, document=operation.new | {"name": "Holiday~1"})])

    assert stands(database, "closure", closure.id) is None
    (gone,) = freeze(database)
    assert (gone.action, gone.base_revision) == (OperationAction.DELETE, 1)


def test_what_was_removed_before_a_merge_was_seen_is_told_as_unseen(database: Database) -> None:
    closure = a_holiday(database)
    all_applied(database)
    with database.transaction(MIRA, "rename") as transaction:
        transaction.replace(replace(closure, name="Easter"))
    (operation,) = freeze(database)
    remove(database, closure)

    document = operation.base | operation.new | {"last_day": "2027-01-01"}
    acknowledge(database, [operation], [answer(operation, MERGED, revision=3, document=document)])

    (gone,) = freeze(database)
    assert gone.base_revision == 1


def test_a_check_in_while_the_booking_was_contested_is_only_that(database: Database, who: Furnished) -> None:
    all_applied(database)
    appointment = book(database, who)
    (operation,) = freeze(database)
    with database.transaction(MIRA, "check in") as transaction:
        transaction.replace(replace(appointment, status=AppointmentStatus.ARRIVED))

    acknowledge(database, [operation], [answer(operation, HELD, document=operation.new | {"contested": 1})])

    with database.reading() as reading:
        assert reading.get(Appointment, appointment.id).contested
    (later,) = freeze(database)
    assert (later.new, later.base["contested"], later.base["status"]) == ({"status": "arrived"}, 1, "booked")


def test_a_move_while_the_booking_was_contested_asks_for_the_new_time(database: Database, who: Furnished) -> None:
    all_applied(database)
    appointment = book(database, who)
    (operation,) = freeze(database)
    move(database, appointment)

    acknowledge(database, [operation], [answer(operation, HELD, document=operation.new | {"contested": 1})])

    with database.reading() as reading:
        assert not reading.get(Appointment, appointment.id).contested
    (later,) = freeze(database)
    assert (later.base["contested"], later.new["contested"]) == (1, 0)
    assert later.base["starts_at"] == operation.new["starts_at"]


def test_a_merged_answer_keeps_what_was_typed_since_over_its_own_base(database: Database, who: Furnished) -> None:
    all_applied(database)
    with database.transaction(MIRA, "change patient") as transaction:
        patient = transaction.replace(replace(who.patient, notes="mine", phone="1"))
    (operation,) = freeze(database)
    with database.transaction(MIRA, "change patient") as transaction:
        transaction.replace(replace(patient, notes="mine, later"))

    merged = there(database, "patient", who.patient.id, notes="theirs", phone="1", email="new@example.org")
    acknowledge(database, [operation], [answer(operation, MERGED, revision=3, document=merged)])

    standing = stands(database, "patient", who.patient.id) or {}
    assert (standing["notes"], standing["email"]) == ("mine, later", "new@example.org")
    (later,) = freeze(database)
    assert (later.base, later.new, later.base_revision) == ({"notes": "mine"}, {"notes": "mine, later"}, 3)


def test_an_answer_that_brings_what_others_typed_does_not_hide_that_it_meets_what_was_typed_here_since(
    database: Database, who: Furnished
) -> None:
    all_applied(database)
    with database.transaction(MIRA, "change patient") as transaction:
        patient = transaction.replace(replace(who.patient, phone="555 1234"))
    operations = freeze(database)
    with database.transaction(MIRA, "change patient") as transaction:
        transaction.replace(replace(patient, notes="typed here"))
    merged = there(database, "patient", who.patient.id, phone="555 1234", notes="theirs")

    acknowledge(database, operations, [answer(one, revision=3, document=merged) for one in operations])

    assert (stands(database, "patient", who.patient.id) or {})["notes"] == "typed here"
    (operation,) = freeze(database)
    assert (operation.base, operation.new) == ({"notes": ""}, {"notes": "typed here"})
    holds(database)


def test_what_was_parked_stands_here_as_it_stands_there(database: Database, who: Furnished) -> None:
    all_applied(database)
    with database.transaction(MIRA, "change patient") as transaction:
        transaction.replace(replace(who.patient, notes="mine"))
    (operation,) = freeze(database)

    document = there(database, "patient", who.patient.id, notes="theirs")
    acknowledge(database, [operation], [answer(operation, PARKED, revision=2, document=document)])

    assert (stands(database, "patient", who.patient.id) or {})["notes"] == "theirs"
    assert freeze(database) == []


def test_an_operation_without_an_answer_stays_on_its_way(database: Database, who: Furnished) -> None:
    operations = freeze(database)

    acknowledge(database, operations, [answer(operations[0])])

    assert freeze(database) == operations[1:]


def test_what_was_removed_there_while_it_was_changed_here_goes(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    all_applied(database)
    note(database, appointment, "mine")
    (operation,) = freeze(database)

    acknowledge(database, [operation], [answer(operation, PARKED, revision=4, is_deleted=True)])

    assert stands(database, "appointment", appointment.id) is None
    assert freeze(database) == []
    holds(database)


def test_an_answer_that_would_take_a_number_given_here_waits_for_the_next_page(
    database: Database, who: Furnished
) -> None:
    all_applied(database)
    with database.transaction(MIRA, "change patient") as transaction:
        transaction.replace(replace(who.patient, notes="mine"))
    (operation,) = freeze(database)
    with database.transaction(MIRA, "register") as transaction:
        mine = transaction.add(replace(who.patient, id=transaction.new_id(), mrn="7", version=0))

    document = there(database, "patient", who.patient.id, mrn="7")
    acknowledge(database, [operation], [answer(operation, MERGED, revision=3, document=document)])

    with database.reading() as reading:
        assert sync_state.revision_of(reading, "patient", who.patient.id) == 1
    (later,) = freeze(database)
    held = later.new | {"mrn": "7~0000"}
    acknowledge(database, [later], [answer(later, HELD, document=held)])
    take(database, far("patient", who.patient.id, document, 3))
    assert (stands(database, "patient", who.patient.id) or {})["mrn"] == "7"
    assert (stands(database, "patient", mine.id) or {})["mrn"] == "7~0000"
    holds(database)


def test_a_station_that_leaves_and_joins_again_tells_all_it_has(database: Database, who: Furnished) -> None:
    all_applied(database)
    with database.transaction(MIRA, "leave") as transaction:
        sync_state.forget(transaction)

    assert {one.kind for one in freeze(database)} == {"station", "patient", "practitioner", "appointment_type"}


def test_a_booking_at_nine_is_at_nine(database: Database, who: Furnished) -> None:
    appointment = book(database, who, NINE)
    operation = freeze(database)[-1]

    assert operation.new["starts_at"] == int(NINE.timestamp() * 1000)
    assert operation.record_id == appointment.id


def hear_and_fail(database: Database, operations: list[Operation]) -> None:
    with database.receiving("sync") as receiving:
        receiving.acknowledge(operations, [answer(one) for one in operations], group_of)
        raise ZeroDivisionError


def test_a_program_that_dies_while_it_hears_the_answers_hears_them_again(database: Database, who: Furnished) -> None:
    book(database, who)
    operations = freeze(database)

    with pytest.raises(ZeroDivisionError):
        hear_and_fail(database, operations)

    assert freeze(database) == operations
    acknowledge(database, operations, [answer(one) for one in operations])
    assert waiting(database) == 0


def test_what_another_program_removed_under_a_change_of_ours_is_no_stumbling_block(
    database: Database, who: Furnished
) -> None:
    appointment = book(database, who)
    all_applied(database)
    note(database, appointment, "mine")
    (operation,) = freeze(database)
    with bare(database) as other:
        other.execute("DELETE FROM appointment")

    document = operation.base | {"desk_note": "theirs"}
    acknowledge(database, [operation], [answer(operation, PARKED, revision=5, document=document)])

    (gone,) = freeze(database)
    assert (gone.action, gone.base_revision) == (OperationAction.DELETE, 1)
