"""A clinic's file with pages that cannot be read any more, as a bad disk leaves it."""

from collections.abc import Iterable
from pathlib import Path

from sqlcipher3 import dbapi2

from clinic_desktop.paths import clinic_file
from clinic_desktop.storage.connections import bare
from tests.storage.kept import key_of_folder

PAGE = 4096


def flip(folder: Path, pages: Iterable[int]) -> None:
    """One bit of each of these pages is another than it was."""
    with clinic_file(folder).open("r+b") as file:
        for page in pages:
            place = (page - 1) * PAGE + 1000
            file.seek(place)
            (was,) = file.read(1)
            file.seek(place)
            file.write(bytes([was ^ 1]))


def page_count(folder: Path) -> int:
    return clinic_file(folder).stat().st_size // PAGE


def pages_of(folder: Path, table: str) -> list[int]:
    """The leaf pages that hold rows of a table, found by breaking one after the other and mending it."""
    file, key = clinic_file(folder), key_of_folder(folder).bytes
    driver = bare(file, key, is_fixed=True)
    (root,) = driver.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = ? AND type = 'table'", (table,)
    ).fetchone()
    driver.close()
    return [page for page in range(2, page_count(folder) + 1) if page != root and not _can_read(folder, table, page)]


def _can_read(folder: Path, table: str, page: int) -> bool:
    flip(folder, [page])
    driver = bare(clinic_file(folder), key_of_folder(folder).bytes, is_fixed=True)
    try:
        driver.execute(f'SELECT * FROM "{table}" NOT INDEXED').fetchall()
    except dbapi2.Error:
        return False
    finally:
        driver.close()
        flip(folder, [page])
    return True
