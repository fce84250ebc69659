"""When the clock of this PC was put back: until it has caught up, times and the journal's order are not one.

What was made before such a leap bears later times than what was made after it, and the identities made after it go on
from those before it. Whoever looks for entries by their time has to know of it.
"""

import json
from typing import TYPE_CHECKING, NamedTuple

from .schema import read_meta, write_meta

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

_NAME = "clock_leaps"


class ClockLeap(NamedTuple):
    """The clock was put back from a time to an earlier one; the times are milliseconds since 1970, UTC.

    The entry `first` begins those of a later time than that to which it was put back, of which `back_from` is the
    latest.
    """

    first: int
    back_from: int
    back_to: int


def note_leap(driver: "dbapi2.Connection", before: int, at: int) -> None:
    """Keep that the clock was put back, if it was between the journal's entry of number `before` and one made `at`."""
    last = driver.execute(_LAST, (before,)).fetchone()
    if last is None or at >= last[0]:
        return
    earlier = driver.execute(_EARLIER, (before, at)).fetchone()
    first = 1 if earlier is None else earlier[0] + 1
    back_from = driver.execute(_LATEST, (first, before)).fetchone()[0]
    write_meta(driver, _NAME, json.dumps([*leaps(driver), ClockLeap(first, back_from, at)]))


def leaps(driver: "dbapi2.Connection") -> list[ClockLeap]:
    """Each time that the clock was put back, in their order."""
    return [ClockLeap(*leap) for leap in json.loads(read_meta(driver, _NAME) or "[]")]


_LAST = "SELECT at FROM journal WHERE seq <= ? AND origin != 'hub' ORDER BY seq DESC LIMIT 1"
_EARLIER = "SELECT seq FROM journal WHERE seq <= ? AND at <= ? AND origin != 'hub' ORDER BY seq DESC LIMIT 1"
_LATEST = "SELECT max(at) FROM journal WHERE seq BETWEEN ? AND ? AND origin != 'hub'"
