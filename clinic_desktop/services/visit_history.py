"""How long each doctor's visits really take, kept in memory: a board is laid out every minute, on every desk."""

import threading
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID
from weakref import WeakKeyDictionary

from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.visit_lengths import LOOKED_BACK, VisitLengths, lengths_from
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.visit_lengths import minutes_taken, whose_visits_ended


class VisitHistory:
    """The medians of the last ninety days, by practitioner; there is one for each database, see `visit_history`.

    Known to hold at an entry of the journal: a visit that was done since, at whichever station, makes that doctor's be
    read again, and so does the next day.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seq = -1
        self._day = date.min
        self._known: dict[UUID, dict[UUID, int]] = {}

    def of(self, reading: Reading, practitioner_ids: Iterable[UUID], now: datetime) -> VisitLengths:
        """How long visits at these practitioners take."""
        with self._lock:
            self._catch_up(reading, day_of(now, reading.clinic().zone_info))
            found: dict[tuple[UUID, UUID], int] = {}
            for practitioner_id in practitioner_ids:
                known = self._known.get(practitioner_id)
                if known is None:
                    rows = minutes_taken(reading, practitioner_id, now - LOOKED_BACK, now + timedelta(days=1))
                    known = self._known[practitioner_id] = lengths_from(rows)
                for type_id, minutes in known.items():
                    found[practitioner_id, type_id] = minutes
            return VisitLengths(minutes=found)

    def _catch_up(self, reading: Reading, today: date) -> None:
        seq = reading.last_seq
        if today != self._day:
            self._known.clear()
        elif seq != self._seq:
            ended = whose_visits_ended(reading, self._seq)
            for practitioner_id in list(self._known) if ended is None else ended:
                self._known.pop(practitioner_id, None)
        self._day, self._seq = today, seq


_of_database: "WeakKeyDictionary[Database, VisitHistory]" = WeakKeyDictionary()


def visit_history(database: Database) -> VisitHistory:
    """The one history of a database."""
    return _of_database.setdefault(database, VisitHistory())
