"""Searches for garbage in the window's thread, a little at a time, in place of Python's own search."""

import gc
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, QTimer

from clinic_desktop.gui.quiet_import import search


class Sweeper(QObject):
    """While it is at work, Python does not search on its own.

    Python's search comes in the midst of whatever is allocating, in whichever thread, and keeps all others waiting: 10
    to 80 ms while a dialog was made or a week painted, and now and then it ended a widget in a task's thread, which Qt
    forbids. Here what is young is looked through when nobody has waited for a task for a second, and everything once a
    minute, when no button of the mouse is held either. Very much at once is what was read, such as the whole file of
    patients, in which nothing refers back: it is left out for good, and goes as it came when it is let go of.
    """

    def __init__(self, is_resting: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_resting = is_resting
        self._rested = 0
        self._whole_at = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._sweep)

    @property
    def is_at_work(self) -> bool:
        """Whether it searches, and Python does not."""
        return self._timer.isActive()

    def start(self) -> None:
        """Take over from Python; what there is by now stays to the end, and is not looked through again."""
        if not self.is_at_work:
            search.begin()
        gc.freeze()
        self._whole_at = monotonic() + _WHOLE_EVERY
        self._timer.start()

    def stop(self) -> None:
        """Give it back to Python."""
        if self.is_at_work:
            self._timer.stop()
            search.end()

    def _sweep(self) -> None:
        gc.disable()  # whoever did not know of the others' wishes may have switched it on
        self._rested = self._rested + 1 if self._is_resting() else 0
        if self._rested < _RESTS:
            return
        young, middle, _ = gc.get_count()
        if young >= _VERY_MUCH:
            gc.freeze()
        elif monotonic() >= self._whole_at and not _is_button_held():
            gc.collect()
            self._whole_at = monotonic() + _WHOLE_EVERY
        elif middle >= _MIDDLE:
            gc.collect(1)
        elif young >= _YOUNG:
            gc.collect(0)


def _is_button_held() -> bool:
    from PySide6.QtCore import Qt  # not before the first window stands: it takes 15 ms to make
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton


_EVERY = 250
"""Milliseconds."""

_WHOLE_EVERY = 60.0
"""Seconds."""

_RESTS = 4
"""So many looks without a task under way are a rest."""

_YOUNG, _MIDDLE = 700, 10
"""Python's own measures of when it is worth while: objects made since the last search, and searches of the young."""

_VERY_MUCH = 20_000
