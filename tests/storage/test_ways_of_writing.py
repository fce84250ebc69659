"""Whichever way a row is written, the journal tells of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import delete, insert, update

from clinic_desktop.domain.availability import WeeklyPattern
from clinic_desktop.domain.people import Department
from clinic_desktop.storage import tables
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.journal import Entry
from clinic_desktop.storage.transaction import Transaction
from tests.storage.kept import MIRA, NOW, bare, entries, furnish

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

INTO = "INTO department (id, version, name, description, location, active, name_key)"
VALUES = "VALUES (?, 1, ?, '', '', 1, lower(?))"
Told = list[tuple[str, str]]


def row(name: str, identity: bytes | None = None) -> tuple[bytes, str, str]:
    return identity or uuid4().bytes, name, name


def bulk_insert(connection: "Connection") -> None:
    connection.execute(
        f"INSERT {INTO} VALUES (?, 1, ?, '', '', 1, lower(?)), (?, 1, ?, '', '', 1, lower(?))", row("ENT") + row("Skin")
    )


def many_inserts(connection: "Connection") -> None:
    connection.executemany(f"INSERT {INTO} {VALUES}", [row("ENT"), row("Skin")])


def upsert(connection: "Connection") -> None:
    one = uuid4().bytes
    connection.execute(f"INSERT {INTO} {VALUES}", row("ENT", one))
    connection.execute(f"INSERT {INTO} {VALUES} ON CONFLICT(id) DO UPDATE SET name = 'Skin'", row("ENT", one))


def insert_or_replace(connection: "Connection") -> None:
    one = uuid4().bytes
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute(f"INSERT {INTO} {VALUES}", row("ENT", one))
    connection.execute(f"INSERT OR REPLACE {INTO} {VALUES}", row("Skin", one))


def insert_from_select(connection: "Connection") -> None:
    connection.execute(f"INSERT {INTO} {VALUES}", row("ENT"))
    connection.execute(
        f"INSERT {INTO} SELECT randomblob(16), 1, 'Skin', '', '', 1, 'skin' FROM department WHERE name = 'ENT'"
    )


def update_from(connection: "Connection") -> None:
    connection.execute(f"INSERT {INTO} {VALUES}", row("ENT"))
    connection.execute("UPDATE department SET name = new.name FROM (SELECT 'Skin' AS name) AS new")


def raw_update_and_delete(connection: "Connection") -> None:
    connection.execute(f"INSERT {INTO} {VALUES}", row("ENT"))
    connection.execute("UPDATE department SET name = 'Skin'")
    connection.execute("DELETE FROM department")


def made_by_a_trigger(connection: "Connection") -> None:
    connection.execute(
        f"CREATE TRIGGER doubling AFTER INSERT ON department WHEN NEW.name = 'ENT' BEGIN INSERT {INTO} "
        "VALUES (randomblob(16), 1, 'Skin', '', '', 1, 'skin'); END"
    )
    connection.execute(f"INSERT {INTO} {VALUES}", row("ENT"))


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (bulk_insert, [("insert", "ENT"), ("insert", "Skin")]),
        (many_inserts, [("insert", "ENT"), ("insert", "Skin")]),
        (upsert, [("insert", "ENT"), ("update", "Skin")]),
        (insert_or_replace, [("insert", "ENT"), ("delete", "ENT"), ("insert", "Skin")]),
        (insert_from_select, [("insert", "ENT"), ("insert", "Skin")]),
        (update_from, [("insert", "ENT"), ("update", "Skin")]),
        (raw_update_and_delete, [("insert", "ENT"), ("update", "Skin"), ("delete", "Skin")]),
        (made_by_a_trigger, [("insert", "Skin"), ("insert", "ENT")]),
    ],
)
def test_another_program_cannot_write_unseen(
    database: Database, write: Callable[["Connection"], None], expected: Told
) -> None:
    known = len(entries(database))

    with bare(database) as connection:
        write(connection)

    found = entries(database)[known:]
    assert sorted(told(found)) == sorted(expected)
    assert {(entry.origin, entry.actor_id, entry.is_sealed) for entry in found} == {("unknown", None, False)}


def by_records(transaction: Transaction) -> None:
    stored = transaction.add(Department(id=transaction.new_id(), name="ENT"))
    transaction.execute(update(tables.department).where(tables.department.c.id == stored.id).values(name="Skin"))


def by_core(transaction: Transaction) -> None:
    one = {"version": 1, "description": "", "location": "", "active": True}
    transaction.execute(
        insert(tables.department),
        [
            one | {"id": transaction.new_id(), "name": "ENT", "name_key": "ent"},
            one | {"id": transaction.new_id(), "name": "Skin", "name_key": "skin"},
        ],
    )
    transaction.execute(delete(tables.department).where(tables.department.c.name == "ENT"))


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (by_records, [("insert", "ENT"), ("update", "Skin")]),
        (by_core, [("insert", "ENT"), ("insert", "Skin"), ("delete", "ENT")]),
    ],
)
def test_what_the_writer_writes_bears_a_name_and_a_seal(
    database: Database, write: Callable[[Transaction], None], expected: Told
) -> None:
    known = len(entries(database))

    with database.transaction(MIRA, "arrange") as transaction:
        write(transaction)

    found = entries(database)[known:]
    assert told(found) == expected
    assert {(entry.origin, entry.actor_name, entry.is_sealed) for entry in found} == {("local", "Mira Blum", True)}


def test_what_goes_with_another_row_is_told_too(database: Database) -> None:
    who = furnish(database)
    with database.transaction(MIRA, "hours") as transaction:
        day = NOW.date()
        for weekday in (0, 1):
            hours = {"weekday": weekday, "starts": NOW.time(), "ends": NOW.time(), "valid_from": day}
            transaction.add(WeeklyPattern(id=transaction.new_id(), practitioner_id=who.doctor.id, **hours))  # type: ignore[arg-type] # one line of fields
    known = len(entries(database))

    with bare(database) as connection:
        connection.execute("DELETE FROM practitioner")

    found = entries(database)[known:]
    assert sorted((entry.kind, entry.action) for entry in found) == [
        ("practitioner", "delete"), ("weekly_pattern", "delete"), ("weekly_pattern", "delete"),
    ]  # fmt: skip


def told(found: list[Entry]) -> Told:
    return [(entry.action.value, str((entry.became or entry.was).get("name"))) for entry in found]
