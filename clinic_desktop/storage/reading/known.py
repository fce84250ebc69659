"""What seldom changes and every verb asks for, read once and known until anybody writes it."""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

    from clinic_desktop.domain.news import Changes

T = TypeVar("T")

_EVERYDAY = frozenset({"appointment", "hold", "waiting_entry", "series", "message", "record_access"})
"""What the desk writes all day long; nothing of it is known here."""

_MOST = 1000
_MOST_ENTRIES = 400
_EVERYDAY_WORDS = ", ".join(f"'{kind}'" for kind in sorted(_EVERYDAY))
_RULES_CHANGED = f"SELECT 1 FROM journal WHERE seq > ? AND kind NOT IN ({_EVERYDAY_WORDS}) LIMIT 1"


class Known:
    """What the writer's connection has read of sessions, settings, people, types and hours, for whoever has its turn.

    Promises never to be behind the database. What is journalled is known to hold at the journal's last entry; when
    there are later ones, the journal tells whether they were anything but everyday work. Sessions are not in the
    journal: SQLite tells by `data_version` whether another connection, of this program or another one, has committed,
    and then they are read again.
    """

    def __init__(self) -> None:
        self._seq = -1
        self._values: dict[Hashable, object] = {}
        self._version = -1
        self._beside: dict[Hashable, object] = {}

    def catch_up(self, driver: "dbapi2.Connection", seq: int) -> None:
        """Forget what the journal's entries up to `seq`, the last one, may have changed."""
        if seq == self._seq:
            return
        is_much = not 0 <= seq - self._seq <= _MOST_ENTRIES
        if is_much or driver.execute(_RULES_CHANGED, (self._seq,)).fetchone() is not None:
            self._values.clear()
        self._seq = seq

    def of(self, key: Hashable, read: Callable[[], T]) -> T:
        """What is known of something journalled, or is read now; what raises is not kept."""
        return _known(self._values, key, read)

    def beside_the_journal(self, driver: "dbapi2.Connection", key: Hashable, read: Callable[[], T]) -> T:
        """What is known of a session, unless another connection has committed since."""
        (version,) = driver.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._beside.clear()
            self._version = version
        return _known(self._beside, key, read)

    def written(self, before: int, after: int, changes: "Changes | None", *, is_beside_the_journal: bool) -> None:
        """The writer has committed: the journal's last entry was number `before`, and is `after`."""
        is_everyday = changes is None or changes.touched.keys() <= _EVERYDAY
        if is_beside_the_journal or not is_everyday:
            self._beside.clear()
        if not is_everyday:
            self._values.clear()
        if self._seq == before:
            self._seq = after


def _known(values: dict[Hashable, object], key: Hashable, read: Callable[[], T]) -> T:
    found = values.get(key)
    if found is None:
        found = read()
        if len(values) >= _MOST:
            values.clear()
        values[key] = found
    return found  # type: ignore[return-value] # the key says what it is of
