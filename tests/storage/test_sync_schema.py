"""The tables that sync needs: where they are not minded, what they cost, and how files from before come to them."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic import Station
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.domain.syncing import Conflict, ConflictKind, ConflictState
from clinic_desktop.paths import clinic_file
from clinic_desktop.storage import migrations, schema, triggers
from clinic_desktop.storage.column_types import raw_of_instant
from clinic_desktop.storage.connections import engine_for
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import StationKey
from clinic_desktop.storage.reading.appointments import line_by_id
from clinic_desktop.storage.reading.diaries import diary_of
from clinic_desktop.storage.reading.taken import taken_in_all, taken_rows
from tests.storage.hub_words import far, freeze, holds, take
from tests.storage.kept import MIRA, NINE, NOW, Furnished, book, key_of_folder, opened
from tests.storage.test_migrations import a_step, later_program

HALF = timedelta(minutes=30)


def contest(database: Database, appointment: Appointment) -> Appointment:
    with database.transaction(MIRA, "contest") as transaction:
        return transaction.replace(replace(appointment, contested=True))


def test_a_conflict_is_kept_with_all_it_says(database: Database) -> None:
    conflict = Conflict(
        id=UUID(int=1), kind=ConflictKind.DOUBLE_BOOKING, record_kind="appointment", record_id=UUID(int=2),
        op_id=UUID(int=3), station_id=UUID(int=4), account_id=UUID(int=5), actor_name="Jonas", made_at=NOW,
        noticed_at=NOW, mine='{"status":"booked"}', other_ids=(UUID(int=6),),
    )  # fmt: skip

    with database.transaction(MIRA, "sync") as transaction:
        stored = transaction.add(conflict)
    with database.reading() as reading:
        (found,) = reading.where(Conflict, state=ConflictState.OPEN)

    assert found == stored == replace(conflict, version=1)
    assert [one.kind for one in freeze(database)] == ["station", "conflict"]
    holds(database)


def test_a_station_is_a_record_like_any_other(database: Database) -> None:
    with database.reading() as reading:
        (station,) = reading.where(Station)

    assert (station.id, station.name) == (database.station_id, "Desk 1")


def test_a_contested_appointment_takes_nobodys_time(database: Database, who: Furnished) -> None:
    contested = contest(database, book(database, who))

    other = book(database, who)

    day = Span(starts_at=NINE - HALF, ends_at=NINE + HALF * 2)
    begins, ends = raw_of_instant(day.starts_at), raw_of_instant(day.ends_at)
    asked = [(who.doctor.id.hex, begins, ends)]
    with database.reading() as reading:
        diary = diary_of(reading, who.doctor.id, day, zone=ZoneInfo("UTC"), now=NOW)
        assert [busy.span for busy in diary.taken] == [other.span]
        assert [row[1] for row in taken_rows(reading, asked)] == [raw_of_instant(other.starts_at)]
        assert taken_in_all(reading, asked) == [30 * 60_000]
        assert line_by_id(reading, contested.id).is_contested
        assert not line_by_id(reading, other.id).is_contested


def test_nor_does_it_stand_in_the_way_of_itself(database: Database, who: Furnished) -> None:
    contested = contest(database, book(database, who))
    book(database, who)

    with database.transaction(MIRA, "change notes") as transaction:
        transaction.replace(replace(contested, desk_note="Called them"))
    with pytest.raises(SlotTaken), database.transaction(MIRA, "settle") as transaction:
        transaction.replace(replace(transaction.get(Appointment, contested.id), contested=False))


def test_it_takes_its_time_once_it_is_settled(database: Database, who: Furnished) -> None:
    contested = contest(database, book(database, who))
    with database.transaction(MIRA, "settle") as transaction:
        transaction.replace(replace(contested, contested=False))

    with pytest.raises(SlotTaken):
        book(database, who)


def test_a_booking_pays_nothing_for_a_sync_that_is_not_there(database: Database, who: Furnished) -> None:
    """No trigger writes to the tables of sync, and none of them is written to by a booking."""
    assert not any("sync_" in sql for sql in triggers.wanted().values())

    book(database, who)

    with database.reading() as reading:
        for table in ("sync_state", "sync_pending", "sync_operation", "sync_revision"):
            assert reading.ask(f"SELECT count(*) FROM {table}").fetchone() == (0,)


_BEFORE = """
INSERT INTO patient(id, version, mrn, given_name, family_name, sex, mobile, phone, email, address, language,
contact_name, contact_phone, contact_relation, alerts, notes, wants_reminders, archived, name_key, given_key,
search_text) VALUES (x'01', 1, '1', 'P', 'N', 'unknown', '', '', '', '', '', '', '', '', '[]', '', 1, 0, 'n p', 'p n',
' n p');
INSERT INTO practitioner(id, version, name, title, specialty, qualification, room, contact, slot_minutes, colour,
active) VALUES (x'02', 1, 'A', '', '', '', '', '', 15, 'blue', 1);
INSERT INTO appointment_type(id, version, name, minutes, colour, buffer_before, buffer_after, patients_may_book,
active, name_key) VALUES (x'03', 1, 'C', 30, 'blue', 0, 0, 0, 1, 'c');
INSERT INTO appointment(id, version, patient_id, practitioner_id, type_id, starts_at, ends_at, local_start, zone,
status, confirmation, reason, desk_note, visit_note, room, buffer_before, buffer_after, booked_at, overbook_reason,
cancel_reason, source) VALUES (x'000102030405060708090a0b0c0d0e0f', 1, x'01', x'02', x'03', 0, 1800000,
'1970-01-01T00:00', 'UTC', 'booked', 'none', '', '', '', '', 0, 0, 0, '', '', 'desk');
"""


def a_file_of_before(folder: Path, key: StationKey) -> None:
    """A clinic of the schema before sync, with one appointment in it."""
    folder.mkdir()
    engine = engine_for(clinic_file(folder), key.bytes)
    with engine.connect() as connection:
        driver = schema.driver_of(connection)
        migrations.climb(connection, migrations.REVISIONS[:2])
        driver.execute("INSERT INTO meta(name, value) VALUES ('station_id', ?)", (UUID(int=1).hex,))
        driver.executescript(_BEFORE)
    engine.dispose()


def test_a_file_from_before_comes_to_them(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    key = key_of_folder(tmp_path)
    a_file_of_before(folder, key)

    database = Database.open(folder, key, station="Desk 1", clock=lambda: NOW)
    try:
        with database.reading() as reading:
            row = reading.ask("SELECT contested FROM appointment").fetchone()
            indexes = reading.ask("SELECT name FROM sqlite_master WHERE name = 'appointment_practitioner'").fetchall()
        assert (row, len(indexes), database.schema_version) == ((0,), 1, schema.HEAD)
    finally:
        database.close()


def test_a_reference_to_what_has_not_come_yet_does_not_hinder_the_next_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = {"practitioner_id": UUID(int=9).hex, "weekday": 0, "starts": "08:00", "ends": "12:00"}
    with opened(tmp_path) as database:
        take(database, far("weekly_pattern", UUID(int=2), document | {"valid_from": "2026-01-01"}))
    later_program(monkeypatch, a_step())

    with opened(tmp_path) as database:
        assert database.schema_version == "9999"
