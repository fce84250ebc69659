"""What a button says while the other desks are asked whether a time is still free."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QPushButton

from clinic_desktop.gui.announce import announce
from clinic_desktop.gui.unconfirmed import unconfirmed


class AskingOthers(QObject):
    """Says so on the button that was pressed, once that takes long enough to be noticed; `restore` says what it did."""

    def __init__(self, button: QPushButton, restore: Callable[[], object]) -> None:
        super().__init__(button)
        self._button = button
        self._restore = restore
        self.is_told = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_NOTICED)
        self._soon.timeout.connect(self._tell)

    def begin(self) -> None:
        """Something was asked for that the other desks have a say in, where there are any."""
        if unconfirmed().is_shared:
            self._soon.start()

    def end(self) -> None:
        """There is an answer."""
        self._soon.stop()
        if self.is_told:
            self.is_told = False
            self._restore()

    def _tell(self) -> None:
        self.is_told = True
        words = QCoreApplication.translate("sync", "Asking the other desks…")
        self._button.setText(words)
        announce(self._button, words)


_NOTICED = 250
"""Milliseconds."""
