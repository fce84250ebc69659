"""The day that whoever comes in asks for first, read while their password is proven."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.reading.accounts import STANDING
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.held_times import HELD
from clinic_desktop.storage.reading.whole_day import WholeDay, still_stands, whole_day


class DayAhead:
    """Today's day sheet of a clinic, kept from one asking to the next; a verb that has admitted its caller takes it.

    Nobody learns of it before that: reading it ahead answers nothing.
    """

    def __init__(self) -> None:
        self._read: WholeDay | None = None

    def read(self, database: Database) -> None:
        """Read today, unless it is known, and compile what else is asked for before it is shown."""
        with database.glance() as reading:
            zone = reading.clinic().zone_info
            today = day_of(database.now(), zone)
            self._read = self._known(reading, today, zone) or whole_day(reading, today, zone)
        for query in (STANDING, HELD):
            query.make_ready()

    def take(
        self, reading: Reading, day: date, zone: ZoneInfo, practitioner_ids: Sequence[UUID] | None = None
    ) -> WholeDay:
        """A day as `whole_day` has it: what was read ahead if that still holds. It is let go of then."""
        if practitioner_ids is not None:
            return whole_day(reading, day, zone, practitioner_ids)
        known = self._known(reading, day, zone)
        self._read = None
        return known or whole_day(reading, day, zone)

    def _known(self, reading: Reading, day: date, zone: ZoneInfo) -> WholeDay | None:
        read = self._read
        if read is None or (read.day, read.zone) != (day, zone) or not still_stands(reading, read):
            return None
        return read


_of_database: "WeakKeyDictionary[Database, DayAhead]" = WeakKeyDictionary()


def day_ahead(database: Database) -> DayAhead:
    """The one day that is read ahead of a database."""
    return _of_database.setdefault(database, DayAhead())
