"""What seldom changes and every verb asks for, read once and known until anybody writes it."""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

    from clinic_desktop.domain.news import Changes

T = TypeVar("T")

_EVERYDAY = frozenset({"appointment", "hold", "waiting_entry", "series", "message"})
"""What the desk writes all day long; nothing of it is known here."""

_MOST = 1000
_MOST_ENTRIES = 400
_EVERYDAY_WORDS = ", ".join(f"'{kind}'" for kind in sorted(_EVERYDAY))
_RULES_CHANGED = f"SELECT 1 FROM journal WHERE seq > ? AND kind NOT IN ({_EVERYDAY_WORDS}) LIMIT 1"


class Known:
    """What the writer's connection has read of sessions, settings, people, types and hours, for whoever has its turn.

    Promises never to be behind the database: SQLite tells by `data_version` whether another connection, of this
    program or another one, has committed; then the journal tells whether it was anything but everyday work. Sessions
    are not in the journal: they are read again. What the writer itself commits it tells.
    """

    def __init__(self) -> None:
        self._version = -1
        self._seq = -1
        self._values: dict[Hashable, object] = {}
        self._unjournalled: dict[Hashable, object] = {}

    def catch_up(self, driver: "dbapi2.Connection") -> None:
        """Forget what another connection may have changed."""
        (version,) = driver.execute("PRAGMA data_version").fetchone()
        if version == self._version:
            return
        self._unjournalled.clear()
        (last,) = driver.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()
        is_much = not 0 <= last - self._seq <= _MOST_ENTRIES
        if is_much or driver.execute(_RULES_CHANGED, (self._seq,)).fetchone() is not None:
            self._values.clear()
        self._version, self._seq = version, last

    def of(self, key: Hashable, read: Callable[[], T], *, journalled: bool) -> T:
        """What is known under that key, or is read now; what raises is not kept."""
        values = self._values if journalled else self._unjournalled
        if key in values:
            return values[key]  # type: ignore[return-value] # the key says what it is of
        found = read()
        if len(values) >= _MOST:
            values.clear()
        values[key] = found
        return found

    def written(self, changes: "Changes | None", *, beside_the_journal: bool) -> None:
        """Forget everything unless the writer's own commit was an everyday one."""
        if beside_the_journal or (changes is not None and not changes.touched.keys() <= _EVERYDAY):
            self._values.clear()
            self._unjournalled.clear()
