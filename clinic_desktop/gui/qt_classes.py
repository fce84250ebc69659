"""Has PySide make the classes and enums that it puts off until they are first met, in the window's thread alone.

It does not mind when two threads make the same one: the process ends. A task that imports windows meets hundreds of
them, so it waits until all are made; the window's thread makes them a few at a time, while somebody types a password.
"""

from collections.abc import Iterator
from threading import Event, Lock
from time import monotonic

from PySide6.QtCore import QObject

from clinic_desktop.gui.turns import in_a_turn


class QtClasses(QObject):
    """Makes them; `is_made` is set when all are there, or when nobody is left to make them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_made = Event()
        self._left = _each_of_them()

    def start(self) -> None:
        """Begin, in the next turn of the event loop."""
        _under_way[:] = [self]
        in_a_turn(self, self._go_on)

    def stop(self) -> None:
        """Keep nobody waiting any more."""
        self.is_made.set()

    def _go_on(self) -> None:
        until = monotonic() + _A_TURN
        for _ in self._left:
            if monotonic() >= until:
                in_a_turn(self, self._go_on)
                return
        self.is_made.set()


def wait_for_qt_classes() -> None:
    """Come back when all are made: by the window's thread if it is at it, and otherwise here."""
    if _under_way:
        _under_way[0].is_made.wait()
        return
    with _making:
        for _ in _each_of_them():
            pass


def _each_of_them() -> Iterator[object]:
    from PySide6 import QtCore, QtGui, QtSvg, QtWidgets

    for module in (QtCore, QtGui, QtWidgets, QtSvg):
        for name in dir(module):
            if not name.startswith(NOBODY_MEETS):
                yield getattr(module, name)


NOBODY_MEETS = ("QCbor", "QCommandLine", "QJson", "QMatrix", "QRhi", "QShader", "QVector")
"""How families of values begin that nothing here handles; together they would take a tenth of the time, and 1.4 MB."""

_A_TURN = 0.004
"""In seconds; a single class may take four times as long."""
_making = Lock()
_under_way: list[QtClasses] = []
