"""Looks again and again how much has come to a PC that joined a clinic."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_desktop.gui.tasks import Lane, TaskRunner

if TYPE_CHECKING:
    from clinic_desktop.domain.signed_in import Arrived
    from clinic_desktop.services.opening import OpenClinic


class ArrivalWatch(QObject):
    """`told` brings an Arrived and the SyncState, for as long as its parent, the window that shows it, is there."""

    told = Signal(object, object)

    def __init__(self, clinic: "OpenClinic", runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._clinic = clinic
        self._runner = runner
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_EVERY)
        self._again.timeout.connect(self.look)

    def look(self) -> None:
        """Look now, and from then on."""
        door = self._clinic.door
        self._runner.run(door.arrived, done=self._on_arrived, refused=self._on_refused, lane=Lane.READING, owner=self)

    def stop(self) -> None:
        """Look no more."""
        self._again.stop()
        self.deleteLater()

    def _on_arrived(self, arrived: "Arrived") -> None:
        self.told.emit(arrived, self._clinic.station.state())
        self._again.start()

    def _on_refused(self, _: object) -> None:
        self._again.start()  # the disk was busy, or the like: the next look tells


_EVERY = 400
