"""The file is write-protected while the program has it open: that is said, and no backup is to be restored for it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clinic_desktop.domain.people import Department
from clinic_desktop.paths import clinic_file
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.faults import ReadOnlyFile
from clinic_desktop.storage.restoring import quieten
from tests.storage.kept import MIRA, key_of_folder, opened

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="protects files as Linux does")


@contextmanager
def protected(*files: Path) -> Iterator[None]:
    """Not even who may do everything can write in these files meanwhile."""
    names = [str(file) for file in files]
    protect = ["chattr", "+i", *names]
    if shutil.which("chattr") is None or subprocess.run(protect, capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody protect a file so")
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", *names], check=True)


def skip_unless_open_files_are_protected(folder: Path) -> None:
    """A file system in memory lets who has a file open write on in it."""
    tried = folder / "tried"
    with tried.open("wb", buffering=0) as file, protected(tried):
        try:
            file.write(b"x")
        except PermissionError:
            return
    pytest.skip("this file system protects no open file")


def add(database: Database, name: str) -> None:
    with database.transaction(MIRA, "arrange") as transaction:
        transaction.add(Department(id=transaction.new_id(), name=name))


def test_a_file_protected_under_the_running_program_is_told_and_on_it_goes_after_that(tmp_path: Path) -> None:
    skip_unless_open_files_are_protected(tmp_path)
    file = clinic_file(tmp_path)
    with opened(tmp_path) as database:
        add(database, "ENT")
        with protected(file, file.with_name("clinic.db-wal")):
            for name in ("Surgery", "Urology"):
                with pytest.raises(ReadOnlyFile, match="Allow writing and try again"):
                    add(database, name)
            with database.reading() as reading:
                assert [each.name for each in reading.where(Department)] == ["ENT"]
        add(database, "Surgery")

        with database.reading() as reading:
            assert {each.name for each in reading.where(Department)} == {"ENT", "Surgery"}


def test_a_protected_file_is_not_exchanged_for_another(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        add(database, "ENT")

    with protected(clinic_file(tmp_path)), pytest.raises(ReadOnlyFile, match="Allow writing"):
        quieten(tmp_path, key_of_folder(tmp_path))
