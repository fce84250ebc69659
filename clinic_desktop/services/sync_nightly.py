"""The nightly comparison of this station with the hub: when it is due, and what the log says of it."""

from datetime import datetime, time, timedelta

from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.syncing import Comparison
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.notes import note, noted

from .sync_book import SyncBook

NIGHT_BEGINS, NIGHT_ENDS = time(2), time(6)
_DAY = timedelta(days=1)
_AGAIN = timedelta(minutes=10)
_NOTE = "sync_compared"


class NightlyComparison:
    """Due once in a night, at the first quiet time after two o'clock by the clinic's clock, or whenever the last one is
    more than a day ago: the PC was switched off at night. A first sync counts as one.
    """

    def __init__(self, database: Database, book: SyncBook) -> None:
        self._database = database
        self._book = book
        self._not_before: datetime | None = None

    def is_due(self) -> bool:
        """Whether it is time; asked after each round, and so cheap."""
        now = self._database.now()
        if self._not_before is not None and now < self._not_before:
            return False
        self._not_before = now + _AGAIN
        with self._database.glance() as reading:
            last = _last(reading)
            settings = reading.find(ClinicSettings)
        if last is None or last > now:
            self._keep(now)
            return False
        if settings is None:
            return False
        return now - last >= _DAY or _is_of_another_night(last, now, settings)

    def ran(self, comparison: Comparison | None) -> None:
        """It was done; None where it has to be done another time, in ten minutes at the earliest."""
        if comparison is None:
            return
        self._keep(self._database.now())
        if comparison.differences:
            self._book.write(words_of(comparison))

    def _keep(self, at: datetime) -> None:
        with self._database.transaction(PROGRAM, "sync") as transaction:
            note(transaction, _NOTE, at.isoformat())


def words_of(comparison: Comparison) -> str:
    """What was found and what was done about it, for a person."""
    found = ", ".join(
        f"{max(each.records, 1):,} of the kind {each.kind.replace('_', ' ')}" for each in comparison.differences
    )
    if any(not each.records for each in comparison.differences):
        return (
            f"Nightly comparison with the shared server: what stands here differs from it ({found}), and could not be "
            "put right. Update this program, and show an administrator this line."
        )
    return (
        f"Nightly comparison with the shared server: of {comparison.records:,} records some stood otherwise here "
        f"({found}). They were fetched anew and are as on the server now. If nobody else worked on this PC's files, "
        "have its disk looked at."
    )


def _last(reading: Reading) -> datetime | None:
    kept = noted(reading, _NOTE)
    return datetime.fromisoformat(kept) if kept else None


def _is_of_another_night(last: datetime, now: datetime, settings: ClinicSettings) -> bool:
    wall = wall_time(now, settings.zone_info)
    if not NIGHT_BEGINS <= wall.time() < NIGHT_ENDS:
        return False
    before = wall_time(last, settings.zone_info)
    return before.date() < wall.date() or before.time() < NIGHT_BEGINS
