"""The search of the whole file for duplicates as the page runs it: begun, told how far it is, stopped."""

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.gui.tasks import Lane

if TYPE_CHECKING:
    from clinic_desktop.domain.merging import DuplicateList
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


class FileSearch(QObject):
    """One search at a time, on the lane for long work; `ended` carries what was found, None when it was stopped."""

    progressed = Signal(float)
    ended = Signal(object)

    def __init__(self, workplace: "Workplace", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._stop: threading.Event | None = None

    @property
    def is_running(self) -> bool:
        """Whether a search is under way."""
        return self._stop is not None

    def begin(self) -> None:
        """Search the file, unless that is being done."""
        if self._stop is not None:
            return
        self._stop = stop = threading.Event()
        relay = _Relay(self)
        relay.told.connect(self.progressed)

        def search(clinic: "Clinic") -> "DuplicateList | None":
            return clinic.duplicates.find(relay.told.emit, stop.is_set)

        self._workplace.run(search, done=self._on_found, refused=self._on_refused, lane=Lane.LONG, owner=self)

    def stop(self) -> None:
        """Give the search up; what was found before stays."""
        if self._stop is not None:
            self._stop.set()

    def _on_found(self, found: "DuplicateList | None") -> None:
        self._stop = None
        self.ended.emit(found)

    def _on_refused(self, error: ClinicError) -> None:
        self._stop = None
        self._workplace.say(error.sentence)
        self.ended.emit(None)


class _Relay(QObject):
    """Carries the progress from the thread that searches into the window's."""

    told = Signal(float)
