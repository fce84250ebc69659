"""The coming week for the folder on paper: what the program copies by itself, behind a lock too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.clinic_time import day_of, span_of_days
from clinic_desktop.domain.sheets import PaperLine
from clinic_desktop.settings import SettingsFile
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.reading.diaries import bookable
from clinic_desktop.storage.reading.papers import paper_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWeek:
    """Everyone's appointments from `first_day` to `last_day` as they stood `at` that moment (UTC), and whither."""

    folder: str
    lines: Sequence[PaperLine]
    first_day: date
    last_day: date
    settings: ClinicSettings
    at: datetime


class PaperCopy:
    """Reads under the program's own name, nothing but the lines of that paper, and only where a folder is named."""

    def __init__(self, database: Database, station: SettingsFile) -> None:
        self._database = database
        self._station = station

    def week(self, days: int) -> PaperWeek | None:
        """So many days from today on; None while this station has no folder for them."""
        folder = self._station.read().paper_folder
        if not folder:
            return None
        now = self._database.now()
        with self._database.reading() as reading:
            settings = reading.clinic()
            first = day_of(now, settings.zone_info)
            last = first + timedelta(days=days - 1)
            everyone = [one.practitioner_id for one in bookable(reading)]
            lines = paper_lines(reading, span_of_days(first, last, settings.zone_info), everyone)
        return PaperWeek(folder=folder, lines=lines, first_day=first, last_day=last, settings=settings, at=now)
