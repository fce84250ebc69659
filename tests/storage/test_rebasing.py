"""What was typed here stays, over the base it was typed on, whatever comes from the hub meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desktop.domain.people import Patient
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.faults import PushFirst
from tests.storage.hub_words import (
    a_holiday,
    all_applied,
    far,
    freeze,
    group_of,
    holds,
    remove,
    stands,
    take,
    there,
    waiting,
)
from tests.storage.kept import MIRA, Furnished, a_patient, book, opened


def edit(database: Database, patient: Patient, **fields: object) -> None:
    with database.transaction(MIRA, "change patient") as transaction:
        standing = transaction.get(Patient, patient.id)
        transaction.replace(replace(standing, **fields))  # type: ignore[arg-type] # the test says what


def test_groups_that_were_not_touched_here_take_the_hubs_values(database: Database, who: Furnished) -> None:
    all_applied(database)
    edit(database, who.patient, notes="typed here")
    theirs = there(database, "patient", who.patient.id, notes="", phone="555 1234")

    take(database, far("patient", who.patient.id, theirs))

    assert stands(database, "patient", who.patient.id) == theirs | {"notes": "typed here"}
    (operation,) = freeze(database)
    assert (operation.base, operation.new, operation.base_revision) == ({"notes": ""}, {"notes": "typed here"}, 2)
    holds(database)


def test_a_touched_group_keeps_what_was_typed_and_its_old_base(database: Database, who: Furnished) -> None:
    all_applied(database)
    edit(database, who.patient, given_name="Petr")
    theirs = there(database, "patient", who.patient.id, given_name="Peter", family_name="Nowak", notes="theirs")

    take(database, far("patient", who.patient.id, theirs))

    standing = stands(database, "patient", who.patient.id) or {}
    assert (standing["given_name"], standing["family_name"], standing["notes"]) == ("Petr", "Novak", "theirs")
    (operation,) = freeze(database)
    assert operation.base == {"given_name": "Peter", "family_name": "Novak"}
    assert operation.new == {"given_name": "Petr"}


def test_what_both_typed_alike_waits_no_more(database: Database, who: Furnished) -> None:
    all_applied(database)
    edit(database, who.patient, notes="the same")

    take(database, far("patient", who.patient.id, there(database, "patient", who.patient.id)))

    assert freeze(database) == []
    assert waiting(database) == 0


def test_what_was_changed_back_takes_the_hubs_value(database: Database, who: Furnished) -> None:
    all_applied(database)
    edit(database, who.patient, notes="typed here")
    edit(database, who.patient, notes="")

    take(database, far("patient", who.patient.id, there(database, "patient", who.patient.id, notes="theirs")))

    assert (stands(database, "patient", who.patient.id) or {})["notes"] == "theirs"
    assert freeze(database) == []


def test_what_was_removed_there_and_changed_here_stays_and_is_told(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    all_applied(database)
    with database.transaction(MIRA, "change notes") as transaction:
        transaction.replace(replace(appointment, desk_note="typed here"))

    take(database, far("appointment", appointment.id, None))

    (operation,) = freeze(database)
    assert (operation.new, operation.base_revision) == ({"desk_note": "typed here"}, 2)


def test_what_was_removed_here_and_changed_there_is_told_as_removed_unseen(database: Database) -> None:
    closure = a_holiday(database)
    all_applied(database)
    document = there(database, "closure", closure.id, name="Easter")
    remove(database, closure)

    take(database, far("closure", closure.id, document, 2))

    assert stands(database, "closure", closure.id) is None
    (operation,) = freeze(database)
    assert operation.base_revision == 1


def test_what_both_removed_waits_no_more(database: Database) -> None:
    closure = a_holiday(database)
    all_applied(database)
    remove(database, closure)

    take(database, far("closure", closure.id, None))

    assert freeze(database) == []


def test_no_page_is_taken_while_something_is_on_its_way(database: Database, who: Furnished) -> None:
    freeze(database)

    with pytest.raises(PushFirst):
        take(database, far("patient", who.patient.id, there(database, "patient", who.patient.id), 9))


FIELDS = st.sampled_from(["notes", "phone", "given_name", "family_name"])
EDITS = st.lists(st.tuples(st.sampled_from(["here", "there", "sync"]), FIELDS, st.sampled_from("abc")), max_size=14)


@contextmanager
def a_station() -> Iterator[tuple[Database, Patient]]:
    with TemporaryDirectory() as folder, opened(Path(folder)) as database:
        with database.transaction(MIRA, "register") as transaction:
            patient = transaction.add(a_patient(id=transaction.new_id()))
        all_applied(database)
        yield database, patient


@settings(max_examples=60, deadline=None)
@given(edits=EDITS)
def test_whatever_comes_what_was_typed_here_stays_over_the_base_it_was_typed_on(
    edits: list[tuple[str, str, str]],
) -> None:
    """A model by group: `typed` are the fields changed here since the last sync, with what stood before."""
    with a_station() as (database, patient):
        hub = there(database, "patient", patient.id)
        local, base = dict(hub), dict(hub)
        revision = 1
        for where, field, value in edits:
            if where == "here":
                edit(database, patient, **{field: value})
                local[field] = value
            elif where == "there":
                hub = hub | {field: value}
            else:
                revision += 1
                take(database, far("patient", patient.id, hub, revision))
                groups = {group_of("patient", name) for name in local}
                for names in ([n for n in local if group_of("patient", n) == group] for group in groups):
                    is_touched = any(local[n] != base[n] for n in names)
                    if not is_touched or all(local[n] == hub[n] for n in names):
                        for n in names:
                            local[n] = base[n] = hub[n]

        assert stands(database, "patient", patient.id) == local
        operations = freeze(database)
        new = {name: local[name] for name in local if local[name] != base[name]}
        touched = {group_of("patient", name) for name in new}
        assert [one.new for one in operations] == ([new] if new else [])
        assert [one.base for one in operations] == (
            [{name: base[name] for name in base if group_of("patient", name) in touched}] if new else []
        )
        holds(database)
