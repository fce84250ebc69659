"""The coming week on paper, written again and again into a folder: with it the clinic works through a dead PC."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_desktop.domain.access import Permission, permissions_of
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.paper.pages import pdf_of
from clinic_desktop.gui.paper.papers import WEEK_DAYS
from clinic_desktop.gui.paper.table_pages import TablePages
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.settings import SettingsFile

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.paper_copy import PaperCopy

PDF_NAME, CSV_NAME = "clinic-week.pdf", "clinic-week.csv"
EVERY_MINUTES = 15
_SOON = 30_000


class PaperFallback(QObject):
    """Writes the week every quarter of an hour while somebody who may read it is signed in, behind a lock too.

    `written` carries the moment (UTC) of a copy that is whole; `failed` a sentence, told once until it works again.
    """

    written = Signal(object)
    failed = Signal(str)

    def __init__(self, workplace: "Workplace", station: SettingsFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._station = station
        self._has_failed = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MINUTES * 60_000)
        self._timer.timeout.connect(self.write)
        role = workplace.account.role
        if Permission.READ_ALL_APPOINTMENTS in permissions_of(role):
            self._timer.start()
            QTimer.singleShot(_SOON, self, self.write)

    def write(self) -> None:
        """Write the week now, if a folder was named."""
        database, station = self._workplace.clinic.database, self._station

        def work() -> str | None:
            from clinic_desktop.services.paper_copy import PaperCopy

            return write_week(PaperCopy(database, station))

        # Not by the workplace: that works for the person, who may have locked the window, and the paper must not stop.
        self._workplace.runner.run(
            work,
            done=self._on_written,
            refused=lambda _: None,
            lane=Lane.LONG,
            owner=self,
        )

    def _on_written(self, problem: str | None) -> None:
        if problem is None:
            return
        if not problem:
            self._has_failed = False
            self.written.emit(self._workplace.now())
            return
        self.failed.emit(problem)
        if not self._has_failed:
            self._has_failed = True
            self._workplace.say(problem, kind=NoticeKind.PROBLEM, still_holds=lambda: self._has_failed)


def write_week(copy: "PaperCopy") -> str | None:
    """Write both files, each whole or not at all; the answer is a sentence if that cannot be done, or empty.

    None where no folder was named.
    """
    from clinic_desktop.exchange.paper.tables import week_list
    from clinic_desktop.exchange.paper.week_csv import week_csv

    week = copy.week(WEEK_DAYS)
    if week is None:
        return None
    folder, settings = Path(week.folder), week.settings
    pages = TablePages([week_list(week.lines, week.first_day, week.last_day, settings, now=week.at)], is_wide=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _put(folder / PDF_NAME, pdf_of(pages, settings.name))
        # With the mark that spreadsheets know UTF-8 by.
        _put(folder / CSV_NAME, week_csv(week.lines, settings.zone_info).encode("utf-8-sig"))
    except OSError:
        return f"The week cannot be written to {folder}. Name another folder, or look whether the drive is there."
    return ""


def _put(file: Path, content: bytes) -> None:
    made = file.with_suffix(f"{file.suffix}.new")
    with made.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    made.replace(file)
