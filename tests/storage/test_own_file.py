"""The file is deleted, moved or replaced while it is open: nothing is acknowledged that nobody can find."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clinic_desktop.domain.people import Department, Patient
from clinic_desktop.paths import clinic_file
from clinic_desktop.storage.connections import bare as plain_connection
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.faults import FileGone, FileReplaced
from clinic_desktop.storage.verification import verify
from tests.storage.kept import MIRA, a_patient, key_of_folder, opened

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file be deleted")


def add(database: Database, name: str) -> None:
    with database.transaction(MIRA, "arrange") as transaction:
        transaction.add(Department(id=transaction.new_id(), name=name))


def looked_through(database: Database) -> None:
    with database.reading() as reading:
        reading.ask("PRAGMA integrity_check").fetchall()
        verify(reading, database.key)


def departments(folder: Path) -> set[str]:
    with opened(folder) as database, database.reading() as reading:
        assert verify(reading, database.key).first_fault is None
        return {each.name for each in reading.where(Department)}


def test_a_deleted_file_is_told_and_what_was_stored_is_put_back(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        add(database, "ENT")
        clinic_file(tmp_path).unlink()

        with pytest.raises(FileGone, match="start it again"):
            add(database, "Surgery")
        with pytest.raises(FileGone):  # what lies there now is what was put back
            add(database, "Surgery")

        with opened(tmp_path) as second:  # the program started again, while the first one is still there
            add(second, "Paediatrics")
            database.close()
            add(second, "Urology")

    assert departments(tmp_path) == {"ENT", "Paediatrics", "Urology"}


@pytest.mark.parametrize("gone", [("", "-wal", "-shm"), ("",), ("-wal",)])
def test_what_nobody_notices_before_the_program_is_closed_is_put_back_too(
    tmp_path: Path, gone: tuple[str, ...]
) -> None:
    with opened(tmp_path) as database:
        add(database, "ENT")
        for end in gone:
            file = clinic_file(tmp_path)
            file.with_name(file.name + end).unlink()

    assert departments(tmp_path) == {"ENT"}


def test_a_file_that_was_moved_away_is_whole_where_it_was(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        add(database, "ENT")
        (tmp_path / "elsewhere").mkdir()
        for end in ("", "-wal", "-shm"):
            file = clinic_file(tmp_path)
            file = file.with_name(file.name + end)
            file.rename(tmp_path / "elsewhere" / file.name)

        with pytest.raises(FileGone):
            add(database, "Surgery")

    assert departments(tmp_path) == {"ENT"}


def test_a_file_that_was_replaced_is_told_and_left_alone(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        add(database, "ENT")
    copy = tmp_path / "copy"
    shutil.copy(clinic_file(tmp_path), copy)
    with opened(tmp_path) as database:
        add(database, "Surgery")
        copy.rename(clinic_file(tmp_path))
        before = clinic_file(tmp_path).stat().st_mtime_ns

        with pytest.raises(FileReplaced, match="nothing was stored"):
            add(database, "Paediatrics")

        assert clinic_file(tmp_path).stat().st_mtime_ns == before


@pytest.mark.parametrize("as_other", ["another clinic", "no database", "nothing at all"])
def test_what_is_copied_over_the_open_file_is_told_and_left_alone(tmp_path: Path, as_other: str) -> None:
    folder, other = tmp_path / "clinic", tmp_path / "other.db"
    if as_other == "another clinic":
        with opened(tmp_path / "elsewhere") as database:
            add(database, "Cardiology")
        shutil.copyfile(clinic_file(tmp_path / "elsewhere"), other)
    else:
        other.write_bytes(b"Dear Sir or Madam, " * 2000 if as_other == "no database" else b"")
    with opened(folder) as database:
        add(database, "ENT")
    with opened(folder) as database:
        add(database, "Surgery")
        shutil.copyfile(other, clinic_file(folder))  # as `cp` does: it is the same file of the system

        with pytest.raises(FileReplaced, match="put the right file there"):
            add(database, "Paediatrics")
        with pytest.raises(FileReplaced):
            add(database, "Urology")
        looks: list[Callable[[], object]] = [
            lambda: looked_through(database),
            lambda: database.peek(lambda reading: reading.where(Patient)),
        ]
        for look in looks:  # what is read is in no memory yet
            with pytest.raises(FileReplaced):
                look()

    assert clinic_file(folder).read_bytes() == other.read_bytes()


def test_a_file_that_was_only_touched_goes_on(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        add(database, "ENT")
        os.utime(clinic_file(tmp_path))
        add(database, "Surgery")
        whole = clinic_file(tmp_path).read_bytes()
        clinic_file(tmp_path).write_bytes(whole)
        add(database, "Urology")

    assert departments(tmp_path) == {"ENT", "Surgery", "Urology"}


def test_a_log_that_was_deleted_is_told_and_the_file_takes_no_harm(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        add(database, "ENT")
        (tmp_path / "clinic.db-wal").unlink()

        with pytest.raises(FileGone):
            add(database, "Surgery")

    assert departments(tmp_path) == {"ENT"}
    driver = plain_connection(clinic_file(tmp_path), key_of_folder(tmp_path).bytes)
    assert driver.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    driver.close()


def test_another_program_that_comes_and_goes_is_no_replaced_file(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        with opened(tmp_path) as other:
            add(other, "ENT")
        add(database, "Surgery")

        with database.reading() as reading:
            assert len(reading.where(Department)) == 2


def test_a_folder_that_cannot_take_it_keeps_the_refusal_plain(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    with opened(folder) as database:
        with database.transaction(MIRA, "register") as transaction:
            transaction.add(a_patient(id=transaction.new_id()))
        folder.rename(tmp_path / "clinic away")

        with pytest.raises(FileGone):
            add(database, "Surgery")

        assert database.peek(lambda reading: len(reading.where(Patient))) == 1
