"""Thousands that come together in a first sync: what stands then is what would stand had they come a few at a time."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.people import Patient, Practitioner
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.domain.syncing import HubRecord
from clinic_desktop.storage import late_indexes
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.journal import Action
from clinic_desktop.storage.search import search_patients
from tests.storage.hub_words import far, freeze, holds, take, there
from tests.storage.kept import MIRA, NINE, Furnished, bare, book, entries, furnish, opened
from tests.storage.test_first_sync import at

MANY, FEW = 1_200, 400
HALF = timedelta(minutes=30)
_SCHEMA = "SELECT type, name, replace(sql, char(10), '') FROM sqlite_master ORDER BY name"
_TYPED = ("novakova17", "nov", "070042", "M1199", "12.3.1961")


@pytest.fixture
def pages(tmp_path: Path) -> list[list[HubRecord]]:
    """All that another station has: the people who work there, the patients, the diary."""
    with opened(tmp_path / "far") as elsewhere:
        who = furnish(elsewhere)
        appointment = book(elsewhere, who)
        patient = there(elsewhere, "patient", who.patient.id)
        booked = there(elsewhere, "appointment", appointment.id)
        rest = [
            far(kind, one.id, there(elsewhere, kind, one.id), 1)
            for kind, one in (("practitioner", who.doctor), ("appointment_type", who.visit), ("patient", who.patient))
        ]
    people = [
        far(
            "patient",
            UUID(int=1000 + n),
            patient | {"mrn": f"M{n}", "family_name": f"Nováková{n}", "phone": f"07{n:04}"},
            1,
        )
        for n in range(MANY)
    ]
    diary = [far("appointment", UUID(int=9000 + n), booked | at(NINE + HALF * n), 1) for n in range(MANY)]
    return [rest, people, diary]


def missing(database: Database) -> list[str]:
    with database.reading() as reading:
        return late_indexes.missing(reading.ask)


def complete(database: Database) -> None:
    with database.transaction(MIRA, "sync") as transaction:
        late_indexes.make(transaction.ask, late_indexes.missing(transaction.ask))


def rows(database: Database, sql: str) -> list[tuple[object, ...]]:
    with database.reading() as reading:
        return [tuple(row) for row in reading.ask(sql)]


def found(database: Database, typed: str) -> list[UUID]:
    with database.reading() as reading:
        return [line.id for line in search_patients(reading, typed, limit=20)]


def test_what_stands_is_the_same_however_it_came(
    tmp_path: Path, database: Database, pages: list[list[HubRecord]]
) -> None:
    schema = rows(database, _SCHEMA)

    for page in pages:
        take(database, *page, is_first=True)
    complete(database)

    with opened(tmp_path / "slowly") as other:
        for page in pages:
            for first in range(0, len(page), FEW):
                take(other, *page[first : first + FEW], is_first=True)
        for table in ("appointment", "patient", "practitioner", "sync_revision"):
            assert rows(database, f"SELECT * FROM {table}") == rows(other, f"SELECT * FROM {table}")
        for typed in _TYPED:
            assert found(database, typed) == found(other, typed) != []
        holds(other)
    assert rows(database, _SCHEMA) == schema
    assert [entry.kind for entry in entries(database) if entry.action is Action.BATCH] == ["patient", "appointment"]
    assert [one.kind for one in freeze(database)] == ["station"]
    holds(database)


def test_the_diary_goes_without_its_indexes_until_the_next_start_at_the_latest(
    tmp_path: Path, pages: list[list[HubRecord]]
) -> None:
    with opened(tmp_path / "clinic") as database:
        wanted = rows(database, _SCHEMA)
        for page in pages:
            take(database, *page, is_first=True)
        assert missing(database)

    with opened(tmp_path / "clinic") as database:
        assert rows(database, _SCHEMA) == wanted
        take(database, far("appointment", UUID(int=1), pages[-1][0].document | at(NINE - HALF), 1), is_first=True)
        assert not missing(database)
        holds(database)


def test_what_is_booked_while_they_come_is_minded_like_any_booking(
    database: Database, pages: list[list[HubRecord]]
) -> None:
    for page in pages:
        take(database, *page, is_first=True)
    with database.reading() as reading:
        who = Furnished(
            patient=reading.where(Patient)[0],
            doctor=reading.where(Practitioner)[0],
            visit=reading.where(AppointmentType)[0],
        )

    with pytest.raises(SlotTaken):
        book(database, who, NINE)
    book(database, who, NINE - HALF)

    assert missing(database)
    assert entries(database)[-1].verb == "book"
    holds(database)


def test_one_number_twice_among_many_is_settled_and_leaves_the_triggers_as_they_were(
    database: Database, pages: list[list[HubRecord]]
) -> None:
    rest, people, _ = pages
    twice = far("patient", UUID(int=7), people[-1].document, 1)
    schema = rows(database, _SCHEMA)

    take(database, *rest, *people, twice, is_first=True)

    assert rows(database, _SCHEMA) == schema
    assert found(database, "M1199")
    assert rows(database, "SELECT count(*) FROM patient") == [(MANY + 2,)]
    holds(database)


def test_a_value_that_the_column_keeps_as_another_is_vouched_for_as_it_stands(
    database: Database, pages: list[list[HubRecord]]
) -> None:
    rest, _, diary = pages
    odd = [far(one.kind, one.record_id, one.document | {"contested": True, "buffer_before": 5.0}, 1) for one in diary]

    take(database, *rest, *odd, is_first=True)

    assert rows(database, "SELECT DISTINCT contested, buffer_before FROM appointment") == [(1, 5)]
    holds(database)


def test_many_that_another_program_altered_are_found_out(database: Database, pages: list[list[HubRecord]]) -> None:
    for page in pages:
        take(database, *page, is_first=True)

    with bare(database) as other:
        other.execute("UPDATE appointment SET reason = 'altered' WHERE id = ?", (pages[-1][4].record_id.bytes,))

    with pytest.raises(AssertionError):
        holds(database)
