"""The veil over a window while a dialog stands before it."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.turns import in_a_turn


class Backdrop(QWidget):
    """Darkens the dialog's window from when the dialog is seen and for as long; a lock that hides it hides this too."""

    def __init__(self, dialog: QDialog, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        dialog.installEventFilter(self)
        self._dialog = dialog
        dialog.finished.connect(self._on_finished)
        self.setVisible(dialog.isVisible())

    def _veil(self) -> None:
        self.setVisible(shiboken6.isValid(self._dialog) and self._dialog.isVisible())
        self.raise_()

    def _on_finished(self) -> None:
        self.hide()
        self.setGeometry(QRect())  # else the window below is painted twice: once more when this is deleted
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._dialog:
            if event.type() == QEvent.Type.Hide:
                self.hide()
            elif event.type() == QEvent.Type.Show:
                # In a turn of its own: the whole window is painted anew below it.
                in_a_turn(self, self._veil)
        elif event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.veil(theme.current().shadow, _SHARE))


_SHARE = 0.4
