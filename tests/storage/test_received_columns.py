"""Many records that came field by field: they stand as had they come one by one, or nothing of them does."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from clinic_desktop.domain.availability import Closure
from clinic_desktop.domain.records import Record
from clinic_desktop.domain.syncing import HubColumns, HubRecord
from clinic_desktop.storage.batch import as_ascii, image_bytes
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.documents import form_of
from clinic_desktop.storage.faults import NotAllNew, PushFirst
from clinic_desktop.storage.journal import Action
from clinic_desktop.storage.search import search_patients
from clinic_desktop.storage.verification import verify
from tests.storage.hub_words import all_applied, far, freeze, holds, stands, take, there
from tests.storage.kept import MIRA, NINE, Furnished, a_patient, bare, book, entries, opened
from tests.storage.test_first_sync import at

MANY = 40
HALF = timedelta(minutes=30)
DAY = date(2026, 4, 5)


@pytest.fixture
def pages(database: Database, who: Furnished) -> tuple[list[HubRecord], list[HubRecord]]:
    """Patients and appointments of another station; what they are made of is known here and at the hub."""
    booked = book(database, who)
    all_applied(database)
    person, visit = there(database, "patient", who.patient.id), there(database, "appointment", booked.id)
    people = [
        far("patient", UUID(int=1000 + n), person | {"mrn": f"M{n}", "family_name": f"Nováková \x7f😀{n}"}, 1)
        for n in range(MANY)
    ]
    diary = [
        far("appointment", UUID(int=9000 + n), visit | at(NINE + HALF * (n + 1)) | {"reason": 'a "b"\n\\/'}, 1 + n % 3)
        for n in range(MANY)
    ]
    return people, diary


def in_columns(records: Sequence[HubRecord]) -> HubColumns:
    """As the hub gives them; what it leaves out stands for nothing."""
    form = form_of(records[0].kind)
    assert form is not None
    return HubColumns(
        kind=form.name,
        record_ids=[str(record.record_id) for record in records],
        revisions=[record.revision for record in records],
        fields={name: [record.document.get(name) for record in records] for name in form.fields},
    )


def take_columns(database: Database, *columns: HubColumns) -> None:
    with database.receiving("sync") as receiving:
        receiving.take_columns(columns)


def rows(database: Database, table: str) -> list[tuple[object, ...]]:
    with database.reading() as reading:
        return [tuple(row) for row in reading.ask(f"SELECT * FROM {table}")]


def test_what_came_in_columns_stands_and_is_vouched_for(
    tmp_path: Path, database: Database, who: Furnished, pages: tuple[list[HubRecord], list[HubRecord]]
) -> None:
    people, diary = pages
    with opened(tmp_path / "far") as other:
        base = [far(kind, one.id, there(database, kind, one.id), 1) for kind, one in whoever(who)]
        take(other, *base)
        before = len(entries(other))

        take_columns(other, in_columns(people), in_columns(diary))

        assert [(entry.action, entry.kind) for entry in entries(other)[before:]] == [
            (Action.BATCH, "patient"),
            (Action.BATCH, "appointment"),
        ]
        for record in (*people, *diary):
            assert stands(other, record.kind, record.record_id) == record.document
        assert ("appointment", diary[4].record_id.bytes, diary[4].revision) in rows(other, "sync_revision")
        with other.reading() as reading:
            assert [line.mrn for line in search_patients(reading, "novakova M7")] == ["M7"]
        holds(other)
        take(other, replace(diary[3], revision=9, document=diary[3].document | {"reason": "later"}))
        holds(other)
        assert [one.kind for one in freeze(other)] == ["station"]


def whoever(who: Furnished) -> list[tuple[str, Record]]:
    return [("practitioner", who.doctor), ("appointment_type", who.visit), ("patient", who.patient)]


def test_what_is_hidden_from_this_station_is_empty(
    database: Database, pages: tuple[list[HubRecord], list[HubRecord]]
) -> None:
    columns = in_columns(pages[1])
    fields = {name: values for name, values in columns.fields.items() if name != "visit_note"}

    take_columns(database, replace(columns, fields=fields | {"desk_note": [None] * MANY}))

    document = stands(database, "appointment", pages[1][0].record_id) or {}
    assert (document["visit_note"], document["desk_note"]) == ("", "")
    holds(database)


def nothing_is_taken(database: Database, *columns: HubColumns) -> bool:
    tables = ("patient", "appointment", "sync_revision", "journal")
    before = [rows(database, table) for table in tables]
    with pytest.raises(NotAllNew):
        take_columns(database, *columns)
    return [rows(database, table) for table in tables] == before


def test_where_one_is_known_nothing_is_taken(
    database: Database, pages: tuple[list[HubRecord], list[HubRecord]]
) -> None:
    people, diary = pages
    take(database, diary[5])

    assert nothing_is_taken(database, in_columns(people), in_columns(diary))


def test_where_one_was_removed_here_before_nothing_is_taken(
    database: Database, pages: tuple[list[HubRecord], list[HubRecord]]
) -> None:
    people, _ = pages
    with database.receiving("sync") as receiving:
        receiving.take([far("patient", people[3].record_id, None, 7)], lambda _, field: field)

    assert nothing_is_taken(database, in_columns(people))


def test_where_a_value_is_given_to_another_here_nothing_is_taken(
    database: Database, pages: tuple[list[HubRecord], list[HubRecord]]
) -> None:
    people, diary = pages
    take(database, replace(people[0], record_id=UUID(int=5)))

    assert nothing_is_taken(database, in_columns(diary), in_columns(people))


def test_where_one_of_them_was_removed_here_and_nobody_was_told_nothing_is_taken(
    database: Database, pages: tuple[list[HubRecord], list[HubRecord]]
) -> None:
    with database.transaction(MIRA, "close") as transaction:
        closed = transaction.add(Closure(id=transaction.new_id(), name="Easter", first_day=DAY, last_day=DAY))
    all_applied(database)
    document = there(database, "closure", closed.id)
    with database.transaction(MIRA, "open") as transaction:
        transaction.remove(closed)
        transaction.ask("DELETE FROM sync_revision WHERE kind = 'closure'")

    assert nothing_is_taken(database, in_columns([far("closure", closed.id, document)]))


def test_what_was_done_here_meanwhile_stays_and_holds_nothing_up(
    database: Database, pages: tuple[list[HubRecord], list[HubRecord]]
) -> None:
    with database.transaction(MIRA, "register") as transaction:
        mine = transaction.add(a_patient(id=transaction.new_id(), mrn="7"))

    take_columns(database, *map(in_columns, pages))

    assert [operation.record_id for operation in freeze(database)] == [mine.id]
    holds(database)
    with pytest.raises(PushFirst):
        take_columns(database)


@pytest.mark.parametrize(("field", "value"), [("status", "teleported"), ("practitioner_id", None)])
def test_where_one_cannot_be_read_nothing_is_taken(
    field: str, value: str | None, database: Database, pages: tuple[list[HubRecord], list[HubRecord]]
) -> None:
    columns = in_columns(pages[1])
    odd = [*columns.fields[field][:-1], value]

    assert nothing_is_taken(database, replace(columns, fields={**columns.fields, field: odd}))


@given(st.text())
def test_the_digest_is_of_the_same_text_whoever_writes_it(text: str) -> None:
    memory = dbapi2.connect(":memory:")
    (line,) = memory.execute("SELECT json_array(?, ?, NULL)", (1, text)).fetchone()
    memory.close()

    assert as_ascii(f"{line}\n").encode() == image_bytes([1, text, None])


def test_another_program_that_alters_what_came_is_found_out(
    database: Database, pages: tuple[list[HubRecord], list[HubRecord]]
) -> None:
    people, _ = pages
    take_columns(database, in_columns(people))
    with bare(database) as other:
        other.execute("DROP TRIGGER patient_journal_update")
        other.execute("UPDATE patient SET notes = 'ältered' WHERE id = ?", (people[4].record_id.bytes,))

    with database.reading() as reading:
        assert "altered" in str(verify(reading, database.key).first_fault)
