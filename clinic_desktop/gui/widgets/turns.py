"""Makes many widgets a few at a time: all in one turn of the event loop would be felt."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer


class Turns(QObject):
    """Goes through steps, one in each turn of the event loop; of two works begun the later one is gone on with."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] = iter(())
        self._then: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_under_way(self) -> bool:
        """Whether steps are left."""
        return self._timer.isActive()

    def take(self, steps: Iterator[None], then: Callable[[], object] | None = None, *, after: int = 0) -> None:
        """Go through these, the first at once unless it shall be `after` some milliseconds; then call `then`."""
        self._steps, self._then = steps, then
        if after:
            self._timer.start(after)
        else:
            self._go_on()

    def _go_on(self) -> None:
        self._timer.stop()
        for _ in self._steps:
            self._timer.start(0)
            return
        then, self._then = self._then, None
        if then is not None:
            then()
