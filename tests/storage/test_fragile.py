"""A file that is read page by page says the same as the driver does."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from clinic_desktop.domain.bad_luck import NothingToSalvage
from clinic_desktop.domain.people import Patient
from clinic_desktop.paths import clinic_file
from clinic_desktop.storage import migrations, table_making, tables
from clinic_desktop.storage.column_types import Raw
from clinic_desktop.storage.connections import bare, engine_for
from clinic_desktop.storage.fragile import Fragile
from clinic_desktop.storage.kinds import quoted
from tests.storage.kept import MIRA, a_patient, key_of_folder, opened

KEY = bytes(range(32))
LONGER_THAN_A_PAGE = "Größe 漢字 " * 2000


def by_pages(file: Path, key: bytes) -> dict[str, list[Sequence[Raw]]]:
    with Fragile(file, key) as fragile:
        return {
            table.name: sorted((tuple(row) for rows in fragile.rows(table) for row in rows), key=repr)
            for table in table_making.metadata.sorted_tables
        }


def by_driver(file: Path, key: bytes) -> dict[str, list[Sequence[Raw]]]:
    with closing(bare(file, key)) as driver:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return {
            table.name: sorted(
                driver.execute(
                    f"SELECT {', '.join(quoted(column.name) for column in table.columns)} FROM {quoted(table.name)}"
                ).fetchall(),
                key=repr,
            )
            for table in table_making.metadata.sorted_tables
        }


def test_every_table_is_read_as_the_driver_reads_it(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        for number, notes in enumerate(("", "y" * 3000, LONGER_THAN_A_PAGE, "z" * 4000, "\n" * 40_000)):
            with database.transaction(MIRA, "register") as transaction:
                transaction.add(a_patient(id=transaction.new_id(), mrn=f"M{number}", notes=notes))
        with database.batch(MIRA, "import") as batch:
            batch.add_all(a_patient(id=batch.new_id(), mrn=f"I{n}", notes="y" * n) for n in range(3000))
    file, key = clinic_file(tmp_path), key_of_folder(tmp_path).bytes

    told = by_driver(file, key)

    assert by_pages(file, key) == told
    assert len(told["patient"]) > 3000


def test_what_the_log_holds_is_read_before_it_is_written_into_the_file(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        with database.transaction(MIRA, "register") as transaction:
            transaction.add(a_patient(id=transaction.new_id(), mrn="LAST"))
        with Fragile(clinic_file(tmp_path), key_of_folder(tmp_path).bytes) as fragile:
            rows = [row for rows in fragile.rows(tables.patient) for row in rows]

    assert "LAST" in {row[tables.patient.columns.keys().index("mrn")] for row in rows}


def test_rows_that_stood_when_a_column_came_have_its_first_value(tmp_path: Path) -> None:
    file = tmp_path / "clinic.db"
    engine = engine_for(file, KEY)
    with engine.connect() as connection:
        migrations.climb(connection, migrations.REVISIONS[:1])
        for sql in (
            "INSERT INTO department VALUES (1, x'01', 1, 'Eyes', '', '', 1, 'eyes')",
            "INSERT INTO appointment_type VALUES (-5, x'02', 1, 'Visit', 300, 'teal', 70000, -9000000000, 1, 1, 'v')",
        ):
            connection.exec_driver_sql(sql)
        migrations.climb(connection, migrations.REVISIONS[1:])
    engine.dispose()

    told = by_driver(file, KEY)

    assert by_pages(file, KEY) == told
    assert told["department"][0][-1] == 0
    assert told["appointment_type"][0][-4:] == (0, 1, "[]", "")


def test_a_file_of_another_key_gives_nothing(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(NothingToSalvage):
        Fragile(clinic_file(tmp_path), KEY)


def test_indexes_tell_how_many_rows_there_were(tmp_path: Path) -> None:
    with opened(tmp_path) as database, database.batch(MIRA, "import") as batch:
        batch.add_all(a_patient(id=batch.new_id(), mrn=f"I{n}") for n in range(1000))
    with opened(tmp_path) as database, database.reading() as reading:
        there = len(reading.where(Patient))

    with Fragile(clinic_file(tmp_path), key_of_folder(tmp_path).bytes) as fragile:
        found = fragile.numbers(tables.patient)

    assert found.is_exact
    assert found.numbers == set(range(1, there + 1))
