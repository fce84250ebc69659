"""A clinic's file with pages that cannot be read any more, as a bad disk leaves it."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from clinic_desktop.paths import clinic_file
from clinic_desktop.storage.connections import bare
from clinic_desktop.storage.fragile import Fragile
from clinic_desktop.storage.keys import StationKey
from clinic_desktop.storage.table_making import metadata
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


def wipe(folder: Path, pages: Iterable[int]) -> None:
    """Nothing stands on these pages any more."""
    with clinic_file(folder).open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * PAGE)
            file.write(bytes(PAGE))


def root_of(folder: Path, table: str) -> int:
    """The page that a table's others hang on."""
    with closing(bare(clinic_file(folder), key_of_folder(folder).bytes, is_fixed=True)) as driver:
        select = "SELECT rootpage FROM sqlite_master WHERE name = ? AND type = 'table'"
        return int(driver.execute(select, (table,)).fetchone()[0])


def page_count(folder: Path) -> int:
    return clinic_file(folder).stat().st_size // PAGE


def a_page_of(folder: Path, table: str) -> int:
    """A leaf page that holds rows of a table, found by breaking one after the other and mending it."""
    key = key_of_folder(folder).bytes
    root = root_of(folder, table)
    pages = (page for page in range(page_count(folder), 1, -1) if page != root)
    return next(page for page in pages if not _can_read(folder, table, page, key))


def _can_read(folder: Path, table: str, page: int, key: bytes) -> bool:
    flip(folder, [page])
    try:
        with closing(bare(clinic_file(folder), key, is_fixed=True)) as driver:
            driver.execute("SELECT count(*) FROM sqlite_master").fetchall()
            try:
                driver.execute(f'SELECT * FROM "{table}" NOT INDEXED').fetchall()
            except dbapi2.Error:
                return False
    except dbapi2.Error:  # of the schema, and no table's
        return True
    finally:
        flip(folder, [page])
    return True


def lose(folder: Path, *tables: str, key: StationKey | None = None, but_the_last_of: str = "") -> None:
    """No page can be read any more on which rows of these tables stand, but the one with the last rows of one."""
    with Fragile(clinic_file(folder), (key or key_of_folder(folder)).bytes) as whole:
        pages = {page for name in tables for page in whole.pages_of(metadata.tables[name])}
        if but_the_last_of:
            pages -= set(whole.pages_of(metadata.tables[but_the_last_of])[-1:])
    flip(folder, pages)
