"""Reads the file of patients for a table: a page at a time as one scrolls, or what a search finds."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clinic_desktop.domain.sheets import PatientFileLine
from clinic_desktop.gui.widgets.row_pages import RowsPage, first_rows, page_of
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic

PAGE = 100
"""How many patients are read at once; a search that finds more wants another letter."""


class FileReader(QObject):
    """What was asked for last wins. `read` tells that `rows` and `count` are others now."""

    read = Signal()

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._text = ""
        self._archived: bool | None = False
        self._is_whole = True
        self._is_reading_on = False
        self.rows: tuple[PatientFileLine, ...] = ()
        self.count = 0

    @property
    def text(self) -> str:
        """What is searched for; nothing when the file is listed."""
        return self._text

    def ask(self, text: str, *, archived: bool | None) -> None:
        """Read what this finds or, without a text, the beginning of the file; `archived` None reads both parts."""
        self._text, self._archived = text.strip(), archived
        self.rows, self._is_whole, self._is_reading_on = (), True, False
        self.ask_again()

    def ask_again(self) -> None:
        """Read once more as many rows as there are: something has changed."""
        text, archived, wanted = self._text, self._archived, max(len(self.rows), PAGE)

        def read(clinic: "Clinic") -> tuple[RowsPage[PatientFileLine], int]:
            def fetch(limit: int, after: PatientFileLine | None) -> RowsPage[PatientFileLine]:
                return page_of(clinic.patients.file(text, limit=limit, after=after, archived=archived), limit)

            if text:
                found = clinic.patients.file(text, limit=PAGE, archived=archived)
                page = RowsPage(rows=tuple(found), is_whole=True)
            else:
                page = first_rows(fetch, wanted, PAGE)
            return page, clinic.patients.count(archived=archived)

        self._workplace.run_latest(("patients", id(self)), read, done=self._on_read, owner=self)

    def read_on(self) -> None:
        """Read the rows after those that are there, if there are more."""
        if self._is_whole or self._is_reading_on:
            return
        self._is_reading_on = True
        read, archived = self.rows, self._archived

        def done(rows: Sequence[PatientFileLine]) -> None:
            if self.rows is read:
                self._is_reading_on = False
                self.rows, self._is_whole = (*read, *rows), len(rows) < PAGE
                self.read.emit()

        self._workplace.run_latest(
            ("patients-on", id(self)),
            lambda clinic: clinic.patients.file(limit=PAGE, after=read[-1], archived=archived),
            done=done,
            owner=self,
        )

    def _on_read(self, read: tuple[RowsPage[PatientFileLine], int]) -> None:
        page, self.count = read
        self.rows, self._is_whole, self._is_reading_on = page.rows, page.is_whole, False
        self.read.emit()
