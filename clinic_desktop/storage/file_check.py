"""Whether the database's file is whole: every page's own seal, then how the pages hang together."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from clinic_desktop.domain.bad_luck import NothingToSalvage
from clinic_desktop.domain.errors import WorldFault

from .database import Database
from .faults import DatabaseLocked, DiskFull, NoRoomToOpen, ReadOnlyFile, raise_plainly
from .fragile import Fragile, refuse_another_version
from .hindrances import plain_in
from .reading.base import Reading
from .schema import HEAD, read_meta

_STEPS_BETWEEN_LOOKS = 100_000
_MOST_FAULTS = 5
_SAID = "HMAC verification failed for "


class Abandoned(WorldFault):
    """Whoever asked does not want to know any more."""

    def __init__(self) -> None:
        super().__init__("Stopped. The file was not looked at to its end.")


def check_file(database: Database, told: Callable[[float], None], is_wanted: Callable[[], bool]) -> str:
    """What is wrong with the file, in words; empty when it is whole. Nobody waits for it meanwhile.

    `told` of the share that is done. Raises Abandoned soon after it is not `wanted` any more.
    """
    with database.reading() as reading:
        told(0.0)
        faults = _broken_pages(reading)
        _go_on(is_wanted)
        if faults:  # one may have been written just then
            faults &= _broken_pages(reading)
        told(_SHARE_OF_SEALS)
        _go_on(is_wanted)
        if faults:
            return f"{len(faults):,} pages of the file are damaged: {min(faults)}."
        broken = _structure(reading, is_wanted)
        told(1.0)
    return "" if broken == ["ok"] else "; ".join(broken)


def broken_pages(database: Database) -> str:
    """Which pages of an open file do not bear their seal, in words; quick, and empty when all do."""
    with database.reading() as reading:
        faults = _broken_pages(reading)
        if faults:  # one may have been written just then
            faults &= _broken_pages(reading)
    return _pages_words(faults) if faults else ""


def look_at_closed(file: Path, key: bytes) -> tuple[str, bool]:
    """What is wrong with a file that this program has not opened, and whether its rows can be read one by one.

    They cannot if no page opens for the key, or if it was never brought up to date by this version. Raises what keeps
    it from being looked at though it may be whole: DatabaseLocked, NoRoomToOpen, ReadOnlyFile.
    """
    with closing(dbapi2.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)) as driver:
        try:
            driver.execute("PRAGMA cipher_log_level = NONE")
            driver.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            faults = {str(row[0]) for row in driver.execute("PRAGMA cipher_integrity_check")}
            driver.execute("SELECT count(*) FROM sqlite_master").fetchall()
        except dbapi2.Error as error:
            fault = plain_in(file.parent, error)
            if isinstance(fault, DiskFull):
                raise NoRoomToOpen from error
            if isinstance(fault, (DatabaseLocked, ReadOnlyFile)):
                raise fault from error
            return "The beginning of the file cannot be read.", _is_ours(file, key)
        if faults:
            return _pages_words(faults), _is_of_this_version(driver)
        try:
            said = [str(row[0]) for row in driver.execute(f"PRAGMA integrity_check({_MOST_FAULTS})")]
        except dbapi2.Error:
            return "Its pages do not fit together.", _is_of_this_version(driver)
        return "" if said == ["ok"] else "; ".join(said), _is_of_this_version(driver)


def _is_ours(file: Path, key: bytes) -> bool:
    """Whether a file that the driver does not open has pages that can be read by themselves."""
    try:
        with Fragile(file, key) as damaged:
            refuse_another_version(damaged)
    except (NothingToSalvage, OSError):
        return False
    return True


def _is_of_this_version(driver: dbapi2.Connection) -> bool:
    """Whether the tables are those that this program knows; taken for granted where that cannot be read."""
    try:
        return read_meta(driver, "schema") in {None, HEAD}
    except dbapi2.Error:
        return True


def _pages_words(faults: set[str]) -> str:
    first = min(faults, key=lambda said: (len(said), said)).replace(_SAID, "")  # numbers, so the shortest is the least
    if len(faults) == 1:
        return f"One page of the file cannot be read any more ({first})."
    return f"{len(faults):,} pages of the file cannot be read any more (the first of them: {first})."


def _broken_pages(reading: Reading) -> set[str]:
    return {str(row[0]) for row in reading.ask("PRAGMA cipher_integrity_check")}


def _structure(reading: Reading, is_wanted: Callable[[], bool]) -> list[str]:
    driver = reading.driver
    driver.set_progress_handler(lambda: 0 if is_wanted() else 1, _STEPS_BETWEEN_LOOKS)
    try:
        return [str(row[0]) for row in driver.execute(f"PRAGMA integrity_check({_MOST_FAULTS})")]
    except dbapi2.Error as error:
        _go_on(is_wanted)
        raise_plainly(error)
    finally:
        driver.set_progress_handler(None, 0)


def _go_on(is_wanted: Callable[[], bool]) -> None:
    if not is_wanted():
        raise Abandoned


_SHARE_OF_SEALS = 0.3
