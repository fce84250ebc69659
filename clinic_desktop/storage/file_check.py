"""Whether the database's file is whole: every page's own seal, then how the pages hang together."""

from collections.abc import Callable

from sqlcipher3 import dbapi2

from clinic_desktop.domain.errors import WorldFault

from .database import Database
from .faults import raise_plainly
from .reading.base import Reading

_STEPS_BETWEEN_LOOKS = 100_000
_MOST_FAULTS = 5


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
