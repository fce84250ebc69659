"""What the world does to the file is told in a sentence, and stores nothing by halves."""

from pathlib import Path

import pytest
from sqlalchemy import text

from clinic_desktop.domain.errors import WorldFault
from clinic_desktop.domain.people import Department, Patient
from clinic_desktop.paths import clinic_file
from clinic_desktop.storage import connections
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.faults import DatabaseDamaged, DatabaseLocked, DiskFull, NetworkDrive, ReadOnlyFile, plain
from tests.storage.kept import MIRA, Furnished, a_patient, bare, entries, opened


def import_many(database: Database) -> None:
    with database.batch(MIRA, "import") as batch:
        batch.execute(text("PRAGMA max_page_count = 1"))  # as if the disk had no room for another
        batch.add_all(a_patient(id=batch.new_id(), mrn=str(n), notes="x" * 500) for n in range(2000))


def test_a_full_disk_is_told_and_the_work_goes_on_when_there_is_room(database: Database, who: Furnished) -> None:
    known = entries(database)

    with pytest.raises(DiskFull, match="Make room"):
        import_many(database)

    assert entries(database) == known
    with database.transaction(MIRA, "make room") as transaction:
        transaction.execute(text("PRAGMA max_page_count = 1000000"))
        transaction.add(a_patient(id=transaction.new_id(), mrn="7"))
    with database.reading() as reading:
        assert len(reading.where(Patient)) == 2


def test_a_file_that_may_not_be_written_is_told(database: Database) -> None:
    with pytest.raises(ReadOnlyFile, match="write-protected"), database.transaction(MIRA, "arrange") as transaction:
        transaction.execute(text("PRAGMA query_only = ON"))


def test_a_file_that_another_program_keeps_locked_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "BUSY_MILLISECONDS", 50)
    with opened(tmp_path) as database:
        with bare(database) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(DatabaseLocked, match="Another program"), database.transaction(MIRA, "arrange"):
                pass
            other.execute("ROLLBACK")

        with database.transaction(MIRA, "arrange") as transaction:
            transaction.add(Department(id=transaction.new_id(), name="ENT"))


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    with opened(tmp_path) as database, database.batch(MIRA, "import") as batch:
        batch.add_all(a_patient(id=batch.new_id(), mrn=str(n), notes="x" * 200) for n in range(500))
    with (clinic_file(tmp_path)).open("r+b") as file:
        for page in range(20, 60):
            file.seek(page * 4096)
            file.write(b"\x00" * 100)

    with pytest.raises(DatabaseDamaged, match="restore a backup"):
        read_all(tmp_path)


def read_all(folder: Path) -> None:
    with opened(folder) as database, database.reading() as reading:
        reading.where(Patient)


def test_every_fault_says_what_to_do(subtests: pytest.Subtests) -> None:
    for fault in (DatabaseDamaged, DatabaseLocked, DiskFull, NetworkDrive, ReadOnlyFile):
        with subtests.test(fault.__name__):
            told: WorldFault = fault()

            assert told.sentence.count(". ") >= 1 or ": " in told.sentence
            assert told.sentence.endswith(".")


def test_a_mistake_of_ours_stays_what_it_is() -> None:
    mistake = ValueError("no such thing")

    assert plain(mistake) is mistake
