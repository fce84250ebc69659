"""Takes the keyboard to the lines that divide a window, from one to the next, and back to where it was."""

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desktop.gui.widgets.divide import HeightDivide, SideDivide


class DivideWalk(QObject):
    """Goes over what can be moved in a window now, in the order in which it is read."""

    def __init__(self, root: QWidget) -> None:
        super().__init__(root)
        self._root = root
        self._before: QWidget | None = None

    def go_on(self) -> None:
        """To the first divide or to the next; from the last one, or where there is none, back."""
        there, now = self._divides(), QApplication.focusWidget()
        number = there.index(now) + 1 if isinstance(now, SideDivide | HeightDivide) and now in there else 0
        if number == 0:
            self._before = now
        if number < len(there):
            there[number].setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._go_back()

    def _divides(self) -> list[SideDivide | HeightDivide]:
        found: list[SideDivide | HeightDivide] = [
            *self._root.findChildren(SideDivide),
            *(each for each in self._root.findChildren(HeightDivide) if each.is_of_use),
        ]
        seen = [each for each in found if each.isVisible()]
        for each in seen:
            each.done.connect(self._go_back, Qt.ConnectionType.UniqueConnection)
        return sorted(seen, key=self._how_far)

    def _how_far(self, divide: QWidget) -> int:
        x = divide.mapTo(self._root, QPoint()).x()
        return -x if divide.isRightToLeft() else x

    def _go_back(self) -> None:
        before, self._before = self._before, None
        if before is not None:
            before.setFocus(Qt.FocusReason.OtherFocusReason)
