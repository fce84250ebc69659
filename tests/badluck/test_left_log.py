"""Another file in the place of the one that was open: the log that is not its own does it no harm, and is kept."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from clinic_desktop.domain.people import Department
from clinic_desktop.paths import clinic_file
from clinic_desktop.services import salvaging
from clinic_desktop.storage.connections import bare
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.faults import FileReplaced, WrongKey
from clinic_desktop.storage.left_log import ASIDE
from clinic_desktop.storage.restoring import quieten
from clinic_desktop.storage.verification import verify
from tests.storage.kept import MIRA, key_of_folder, opened

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file be replaced")

DESK = """
import sys
from pathlib import Path
from tests.badluck.test_left_log import add
from tests.storage.kept import opened

with opened(Path(sys.argv[1])) as database:
    add(database, "acknowledged", 40)
    print("stored", flush=True)
    sys.stdin.readline()
"""

OVERWRITTEN = """
import shutil, sys
from pathlib import Path
from clinic_desktop.storage.faults import FileReplaced
from tests.badluck.test_left_log import add
from tests.storage.kept import opened

folder, older, stores, before = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "stores", int(sys.argv[4])
with opened(folder) as database:
    add(database, "acknowledged", before)
    shutil.copyfile(older, folder / "clinic.db")  # as `cp` does: it stays the same file of the system
    for _ in range(2 if stores else 0):
        try:
            add(database, "refused")
        except FileReplaced as refused:
            print(refused.sentence)
"""


def add(database: Database, name: str, many: int = 1) -> None:
    for number in range(many):
        with database.transaction(MIRA, "arrange") as transaction:
            transaction.add(Department(id=transaction.new_id(), name=f"{name} {number}", description="x" * 300))


def stored(database: Database) -> dict[str, int]:
    """How many were stored under each name; all of it is whole."""
    with database.reading() as reading:
        assert reading.ask("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert reading.ask("PRAGMA cipher_integrity_check").fetchall() == []
        assert verify(reading, database.key).first_fault is None
        names = [each.name.split()[0] for each in reading.where(Department)]
    return {name: names.count(name) for name in names}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clinic's folder; a whole copy of its file lies beside it, from before the last hundred changes."""
    folder = tmp_path / "clinic"
    with opened(folder) as database:
        add(database, "old", 20)
    shutil.copy(clinic_file(folder), older_than(folder))
    with opened(folder) as database:
        add(database, "new", 100)
    return folder


def older_than(folder: Path) -> Path:
    return folder.parent / "older.db"


def log_of(folder: Path) -> Path:
    return folder / "clinic.db-wal"


@contextmanager
def at_a_desk(folder: Path) -> Iterator[None]:
    """Another process has the clinic open, has stored something in it, and is killed at the end."""
    command = [sys.executable, "-c", DESK, str(folder)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "stored\n"
        yield
        process.kill()


def assert_put_aside(folder: Path, log: bytes) -> None:
    """The next start opens the older file as it was, says what is missing, goes on, and has kept the log."""
    with opened(folder) as database:
        assert stored(database) == {"old": 20}
        assert database.lost is not None
        add(database, "later")
    with opened(folder) as database:
        assert stored(database) == {"old": 20, "later": 1}
    assert (folder / f"clinic.db{ASIDE}").read_bytes() == log


def test_a_file_put_in_place_under_the_running_program_is_whole_at_the_next_start(folder: Path) -> None:
    with opened(folder) as database:
        add(database, "acknowledged", 40)
        older_than(folder).rename(clinic_file(folder))
        log = log_of(folder).read_bytes()

        with pytest.raises(FileReplaced):
            add(database, "refused")

    assert_put_aside(folder, log)


def test_what_is_read_from_the_former_file_opens_no_new_one(folder: Path) -> None:
    with opened(folder) as database:
        add(database, "acknowledged", 40)
        older_than(folder).rename(clinic_file(folder))
        put_there = clinic_file(folder).read_bytes()

        with pytest.raises(FileReplaced), database.reading(), database.reading(), database.reading():
            pass

    assert clinic_file(folder).read_bytes() == put_there


def test_a_file_put_in_place_under_a_program_that_is_killed_is_whole_at_the_next_start(folder: Path) -> None:
    with at_a_desk(folder):
        older_than(folder).rename(clinic_file(folder))
        log = log_of(folder).read_bytes()

    assert_put_aside(folder, log)


def test_an_older_copy_written_over_the_file_of_a_killed_program_is_whole_at_the_next_start(folder: Path) -> None:
    with at_a_desk(folder):
        pass
    log = log_of(folder).read_bytes()
    clinic_file(folder).write_bytes(older_than(folder).read_bytes())  # the same file to the system

    assert_put_aside(folder, log)


def test_an_older_copy_that_lacks_only_words_that_no_index_holds_is_told_too(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    with opened(folder) as database:
        add(database, "old", 40)
    shutil.copy(clinic_file(folder), older_than(folder))
    with opened(folder) as database, database.transaction(MIRA, "arrange") as transaction:
        (first,) = transaction.where(Department, name="old 0")
        transaction.replace(replace(first, description="y" * 300))
    command = [sys.executable, "-c", OVERWRITTEN, str(folder), str(older_than(folder)), "stores", "0"]
    root = Path(__file__).parents[2]

    ran = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True, timeout=60)

    assert ran.stdout.count("nothing was stored") == 2


@pytest.mark.parametrize("before", [1, 40])
@pytest.mark.parametrize("then", ["stores", "closes"])
def test_an_older_copy_written_over_the_open_file_is_told_and_not_mixed_with_it(
    folder: Path, then: str, before: int
) -> None:
    older = older_than(folder)
    command = [sys.executable, "-c", OVERWRITTEN, str(folder), str(older), then, str(before)]
    root = Path(__file__).parents[2]
    ran = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True, timeout=60)

    assert ran.stdout.count("nothing was stored") == (2 if then == "stores" else 0)
    assert clinic_file(folder).read_bytes() == older.read_bytes()
    with opened(folder) as database:
        assert stored(database) == {"old": 20}
        assert database.lost is not None  # which is told at the next start
    assert log_of(folder).with_name(f"clinic.db{ASIDE}").exists()


def test_a_restore_brings_no_foreign_log_into_the_file(folder: Path) -> None:
    with at_a_desk(folder):
        older_than(folder).rename(clinic_file(folder))

    quieten(folder, key_of_folder(folder))

    with opened(folder) as database:
        assert stored(database) == {"old": 20}


def test_a_look_calls_a_file_whole_beside_which_a_foreign_log_lies(folder: Path) -> None:
    with at_a_desk(folder):
        older_than(folder).rename(clinic_file(folder))

    assert salvaging.look(folder, key_of_folder(folder)) is None


def test_the_own_log_of_a_file_that_was_moved_away_and_back_is_kept(folder: Path) -> None:
    with at_a_desk(folder):
        pass
    shutil.copy(clinic_file(folder), folder.parent / "copy.db")
    (folder.parent / "copy.db").rename(clinic_file(folder))

    with opened(folder) as database:
        assert stored(database) == {"old": 20, "new": 100, "acknowledged": 40}
        assert database.lost is None
    assert not (folder / f"clinic.db{ASIDE}").exists()


def test_a_killed_program_s_log_is_taken_as_it_is(folder: Path) -> None:
    with at_a_desk(folder):
        pass

    with opened(folder) as database:
        assert stored(database) == {"old": 20, "new": 100, "acknowledged": 40}
        assert database.lost is None


def test_a_file_of_another_key_is_refused_untouched(folder: Path, tmp_path: Path) -> None:
    with opened(tmp_path / "other") as database:
        add(database, "other", 30)
    with at_a_desk(folder):
        clinic_file(tmp_path / "other").rename(clinic_file(folder))
    put_there, log = clinic_file(folder).read_bytes(), log_of(folder).read_bytes()

    for _ in range(2):
        with pytest.raises(WrongKey), opened(folder):
            pass

    assert clinic_file(folder).read_bytes() == put_there
    assert log_of(folder).read_bytes() == log
    driver = bare(clinic_file(folder), key_of_folder(tmp_path / "other").bytes, is_fixed=True)
    assert driver.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    driver.close()
