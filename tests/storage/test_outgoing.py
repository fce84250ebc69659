"""What was done here is told once, whole, in an order that the hub can follow, and nothing else is."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.syncing import Fields, Operation, OperationAction
from clinic_desktop.storage import outgoing
from clinic_desktop.storage.database import Database
from tests.storage.hub_words import (
    a_holiday,
    acknowledge,
    all_applied,
    answer,
    document,
    far,
    freeze,
    group_of,
    remove,
    stands,
    take,
    waiting,
)
from tests.storage.kept import MIRA, NINE, Furnished, a_patient, an_appointment, bare, book, opened

INSERT, UPDATE, DELETE = OperationAction.INSERT, OperationAction.UPDATE, OperationAction.DELETE


def change(database: Database, appointment: Appointment, verb: str = "move", **fields: object) -> Appointment:
    with database.transaction(MIRA, verb) as transaction:
        standing = transaction.get(Appointment, appointment.id)
        return transaction.replace(replace(standing, **fields))  # type: ignore[arg-type] # the test says what


def test_a_new_station_tells_all_it_has(database: Database, who: Furnished) -> None:
    appointment = book(database, who)

    operations = freeze(database)

    assert [(one.kind, one.action) for one in operations] == [
        ("station", INSERT), ("patient", INSERT), ("practitioner", INSERT), ("appointment_type", INSERT),
        ("appointment", INSERT),
    ]  # fmt: skip
    last = operations[-1]
    assert (last.record_id, last.base, last.base_revision) == (appointment.id, {}, None)
    assert (last.actor_name, last.account_id, last.verb) == (MIRA.name, MIRA.account_id, "book")
    assert last.new["patient_id"] == who.patient.id.hex
    assert not {"id", "version", "row", "ticket"} & last.new.keys()


def test_what_is_told_is_told_once(database: Database, who: Furnished) -> None:
    first = freeze(database)

    assert freeze(database) == first

    acknowledge(database, first, [answer(one) for one in first])
    assert freeze(database) == []
    assert waiting(database) == 0


def test_a_change_names_what_changed_and_all_that_stood_in_its_groups(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    all_applied(database)
    change(database, appointment, "change notes", desk_note="Brings a dog")
    change(database, appointment, "check in", status=AppointmentStatus.ARRIVED)

    (operation,) = freeze(database)

    assert operation.new == {"desk_note": "Brings a dog", "status": "arrived"}
    assert operation.base == {
        name: value
        for name, value in (stands(database, "appointment", appointment.id) or {}).items()
        if group_of("appointment", name) == "slot"
    } | {"desk_note": "", "status": "booked"}
    assert (operation.base_revision, operation.verb) == (1, "check in")


def test_what_was_changed_back_is_not_told(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    all_applied(database)
    change(database, appointment, desk_note="Brings a dog")
    change(database, appointment, desk_note="")

    assert freeze(database) == []
    assert waiting(database) == 0


def test_what_came_and_went_unseen_is_not_told(database: Database) -> None:
    all_applied(database)
    remove(database, a_holiday(database))

    assert freeze(database) == []


def test_what_went_while_it_was_on_its_way_is_told_after_that(database: Database) -> None:
    all_applied(database)
    closure = a_holiday(database)
    (made,) = freeze(database)
    remove(database, closure)

    assert freeze(database) == [made]

    acknowledge(database, [made], [answer(made)])
    (gone,) = freeze(database)
    assert (gone.action, gone.base["name"], gone.new, gone.base_revision) == (DELETE, "Holiday", {}, 1)


def test_what_went_and_came_again_is_a_change(database: Database) -> None:
    closure = a_holiday(database)
    all_applied(database)
    remove(database, closure)
    with database.transaction(MIRA, "undo") as transaction:
        transaction.add(replace(closure, name="Easter", version=0))

    (operation,) = freeze(database)

    assert (operation.action, operation.base, operation.new) == (UPDATE, {"name": "Holiday"}, {"name": "Easter"})


def test_the_removal_of_what_the_hub_never_took_is_not_told(database: Database) -> None:
    all_applied(database)
    closure = a_holiday(database)
    (made,) = freeze(database)
    acknowledge(database, [made], [answer(made, revision=None)])
    remove(database, closure)

    assert freeze(database) == []


def test_a_change_of_what_the_hub_never_took_tells_it_whole(database: Database) -> None:
    all_applied(database)
    closure = a_holiday(database)
    (made,) = freeze(database)
    acknowledge(database, [made], [answer(made, revision=None)])
    with database.transaction(MIRA, "rename") as transaction:
        transaction.replace(replace(closure, name="Easter"))

    (operation,) = freeze(database)

    assert (operation.action, operation.new) == (INSERT, made.new | {"name": "Easter"})


def test_what_another_program_changed_is_told_too(database: Database, who: Furnished) -> None:
    all_applied(database)
    with bare(database) as other:
        other.execute("UPDATE patient SET notes = 'by hand'")

    (operation,) = freeze(database)

    assert (operation.new, operation.actor_name, operation.change_id) == ({"notes": "by hand"}, "", None)


def test_an_import_is_told_row_by_row(database: Database) -> None:
    all_applied(database)
    with database.batch(MIRA, "import") as batch:
        batch.add_all(a_patient(id=batch.new_id(), mrn=f"P{n}") for n in range(7))
    assert waiting(database) == 7

    operations = freeze(database)

    assert [one.action for one in operations] == [INSERT] * 7
    assert {one.new["mrn"] for one in operations} == {f"P{n}" for n in range(7)}


def test_operations_of_one_change_travel_together(database: Database, who: Furnished) -> None:
    all_applied(database)
    for size in (2, 3):
        with database.transaction(MIRA, "register") as transaction:
            for n in range(size):
                transaction.add(a_patient(id=transaction.new_id(), mrn=f"{size}-{n}"))
    freeze(database)

    with database.reading() as reading:
        assert len(outgoing.operations(reading, 4)) == 2
        assert len(outgoing.operations(reading, 5)) == 5
        assert len(outgoing.operations(reading, 1)) == 1


def test_who_waits_for_an_answer_is_told_to_the_hub_only_then(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    freeze(database)

    with database.reading() as reading:
        strict = [one.record_id for one in outgoing.operations(reading, strict={appointment.id}) if one.strict]
        later = [one for one in outgoing.operations(reading) if one.strict]

    assert (strict, later) == ([appointment.id], [])


def test_who_left_a_time_is_told_before_who_took_it(database: Database, who: Furnished) -> None:
    first = book(database, who)
    all_applied(database)
    moved = timedelta(hours=2)
    change(database, first, starts_at=first.starts_at + moved, ends_at=first.ends_at + moved)
    second = book(database, who)
    change(database, first, desk_note="Once more, after that")

    assert [one.record_id for one in freeze(database)] == [first.id, second.id]


def test_who_made_room_in_turn_is_told_in_turn(database: Database, who: Furnished) -> None:
    half = timedelta(minutes=30)
    row = [book(database, who, NINE + half * n) for n in range(4)]
    all_applied(database)
    for one in reversed(row):
        change(database, one, starts_at=one.starts_at + half, ends_at=one.ends_at + half)
    for one in row:
        change(database, one, desk_note="Moved by half an hour")

    assert [one.record_id for one in freeze(database)] == [one.id for one in reversed(row)]


def test_only_so_many_are_frozen_at_once(database: Database) -> None:
    all_applied(database)
    with database.batch(MIRA, "import") as batch:
        batch.add_all(a_patient(id=batch.new_id(), mrn=f"P{n}") for n in range(25))

    with database.transaction(MIRA, "sync") as transaction:
        counts = [outgoing.freeze(transaction, group_of, limit=10) for _ in range(4)]

    assert counts == [10, 10, 5, 0]
    assert waiting(database) == 25


def test_freezing_tells_nobody_and_leaves_the_journal_as_it_is(database: Database, who: Furnished) -> None:
    told: list[object] = []
    stop = database.subscribe(told.append)
    before = database.peek(lambda reading: reading.last_seq)

    freeze(database)

    assert (told, database.peek(lambda reading: reading.last_seq)) == ([], before)
    stop()


def test_what_was_received_is_not_told_back(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    all_applied(database)
    standing = stands(database, "appointment", appointment.id) or {}

    take(database, far("appointment", appointment.id, standing | {"reason": "Headache"}))

    assert freeze(database) == []


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("note"), st.sampled_from(["", "a", "b"])),
        st.tuples(st.just("name"), st.sampled_from(["Novak", "Nowak"])),
        st.tuples(st.just("freeze"), st.booleans()),
        st.tuples(st.just("go"), st.none()),
        st.tuples(st.just("come"), st.sampled_from(["Holiday", "Easter"])),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_was_done_the_hub_has_what_stands_once_nothing_waits(steps: list[tuple[str, object]]) -> None:
    """Fold, freeze and acknowledge in any order: the hub applies `new` over `base` and ends with what stands here."""
    hub: dict[object, Fields] = {}

    def send(*, is_heard: bool) -> None:
        operations = freeze(database)
        for one in operations:
            apply(hub, one)
        if is_heard:
            acknowledge(database, operations, [answer(one) for one in operations])

    with TemporaryDirectory() as folder, opened(Path(folder)) as database:
        with database.transaction(MIRA, "register") as transaction:
            patient = transaction.add(a_patient(id=transaction.new_id()))
        closure = a_holiday(database)
        for verb, what in steps:
            with database.reading() as reading:
                is_there = document(reading, "closure", closure.id) is not None
            if verb == "freeze":
                send(is_heard=bool(what))
            elif verb in ("note", "name"):
                field = {"note": "notes", "name": "family_name"}[verb]
                with database.transaction(MIRA, "change") as transaction:
                    standing = transaction.get(Patient, patient.id)
                    transaction.replace(replace(standing, **{field: what}))  # type: ignore[arg-type] # as drawn
            elif verb == "go" and is_there:
                remove(database, closure)
            elif verb == "come" and not is_there:
                with database.transaction(MIRA, "undo") as transaction:
                    transaction.add(replace(closure, name=str(what), version=0))
        for _ in range(3):
            send(is_heard=True)

        assert waiting(database) == 0
        for key in (("patient", patient.id), ("closure", closure.id)):
            standing_here = stands(database, *key)
            there = hub.get(key)
            assert (there or None) == (
                None if standing_here is None else {name: v for name, v in standing_here.items() if v is not None}
            )


def apply(hub: dict[object, Fields], operation: Operation) -> None:
    """As the hub does when nobody else changed anything; sent again, an operation changes nothing."""
    key = (operation.kind, operation.record_id)
    if operation.action is DELETE:
        hub.pop(key, None)
        return
    standing = hub.get(key, {})
    assert operation.action is INSERT or all(
        standing.get(name) in (value, operation.new.get(name)) for name, value in operation.base.items()
    )
    whole = standing | operation.new
    hub[key] = {name: value for name, value in whole.items() if value is not None}


@pytest.mark.parametrize("limit", [1, 500])
def test_the_order_of_booking_is_kept(database: Database, who: Furnished, limit: int) -> None:
    all_applied(database)
    booked = [book(database, who, NINE + timedelta(hours=n)) for n in range(5)]

    with database.transaction(MIRA, "sync") as transaction:
        while outgoing.freeze(transaction, group_of, limit=limit):
            pass
    with database.reading() as reading:
        assert [one.record_id for one in outgoing.operations(reading)] == [one.id for one in booked]


def test_two_bookings_of_one_change_are_frozen_with_it(database: Database, who: Furnished) -> None:
    all_applied(database)
    with database.transaction(MIRA, "book series") as transaction:
        for n in range(3):
            transaction.add(an_appointment(who, transaction, NINE + timedelta(days=7 * n)))
        change_id = transaction.change_id

    assert {one.change_id for one in freeze(database)} == {change_id}
