"""A piece of long work that tells how far it is, and can be stopped."""

from threading import Event

from PySide6.QtCore import QObject, Signal

from clinic_desktop.domain.backups import BackupPhase, Stopped
from clinic_desktop.domain.bad_luck import SalvagePhase


class LongWork(QObject):
    """`tell` may be called on any thread; `progressed` arrives in the window's."""

    progressed = Signal(float, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stopped = Event()

    def begin(self) -> None:
        """Let work begin that nobody has stopped yet."""
        self._stopped.clear()

    def stop(self) -> None:
        """Have the work under way end with Stopped."""
        self._stopped.set()

    def tell(self, done: float, phase: BackupPhase | SalvagePhase) -> None:
        """Say how far it is (0 to 1) and what is done; raises Stopped once somebody wants that."""
        if self._stopped.is_set():
            raise Stopped
        self.progressed.emit(done, phase)
