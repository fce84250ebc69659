"""Whether something that was asked for takes so long that it has to be said, as when another program has the file."""

from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal


class Lingering(QObject):
    """Told of each piece of work that somebody waits for, by its number; `changed` tells when to say so, and no more.

    Many that are quick one after the other are no reason to say anything.
    """

    changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._since: dict[int, float] = {}
        self.is_told = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._look)

    def begin(self, number: int) -> None:
        """Somebody waits for this from now on."""
        self._since[number] = monotonic()
        if not self.is_told and not self._soon.isActive():
            self._soon.start(_NOTICED)

    def end(self, number: int) -> None:
        """They have it, or want it no more."""
        self._since.pop(number, None)
        if self._since:
            return
        self._soon.stop()
        self._tell(is_told=False)

    def _look(self) -> None:
        left = _NOTICED - round((monotonic() - min(self._since.values())) * 1000)
        if left > 0:
            self._soon.start(left)
        else:
            self._tell(is_told=True)

    def _tell(self, *, is_told: bool) -> None:
        if is_told != self.is_told:
            self.is_told = is_told
            self.changed.emit(is_told)


_NOTICED = 400
"""Milliseconds."""
