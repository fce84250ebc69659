"""Looks once a second whether another program has changed the clinic, such as an import from the command line.

And every few seconds whether what could not be stored when somebody signed out can be now.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from clinic_desktop.gui.tasks import Lane, TaskRunner

if TYPE_CHECKING:
    from clinic_desktop.services.opening import OpenClinic


class OthersWatch(QObject):
    """Has the database tell its news of other programs' commits as of its own; one look at a time."""

    def __init__(
        self,
        runner: TaskRunner,
        clinic_now: "Callable[[], OpenClinic | None]",
        parent: QObject | None = None,
        *,
        every: int = 1000,
        store_every: int = 5000,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._clinic_now = clinic_now
        self._is_looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(every)
        self._timer.timeout.connect(self._look)
        self._storing = QTimer(self)
        self._storing.setInterval(store_every)
        self._storing.timeout.connect(self._store)
        self._is_storing = False

    def start(self) -> None:
        """Look from now on."""
        self._timer.start()
        self._storing.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._storing.stop()

    def _look(self) -> None:
        clinic = self._clinic_now()
        if clinic is None or self._is_looking:
            return
        self._is_looking = True
        self._runner.run(
            clinic.database.hear_others, done=self._on_looked, refused=self._on_looked, lane=Lane.READING, owner=self
        )

    def _store(self) -> None:
        clinic = self._clinic_now()
        if clinic is None or self._is_storing or not clinic.is_something_put_off:
            return
        self._is_storing = True
        self._runner.run(
            clinic.store_put_off, done=self._on_stored, refused=self._on_stored, lane=Lane.BACKUPS, owner=self
        )

    def _on_stored(self, _: object) -> None:
        self._is_storing = False

    def _on_looked(self, _: object) -> None:
        self._is_looking = False
