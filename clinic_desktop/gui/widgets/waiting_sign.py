"""Says that something is not done yet, over the window or the dialog in which somebody waits for it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QWidget
from shiboken6 import isValid

from clinic_desktop.gui.announce import announce
from clinic_desktop.gui.lingering import Lingering
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.floating_panel import EDGE, FloatingPanel


class WaitingSign(QObject):
    """Shows a panel and a busy pointer while something lingers, in the window that is there now, if one is.

    It goes with the dialog to the window behind when that is closed meanwhile, and takes the keyboard from nobody.
    """

    def __init__(
        self, lingering: Lingering, window_now: "Callable[[], QWidget | None]", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lingering = lingering
        self._window_now = window_now
        self._is_pointer_busy = False
        self.panel: WaitingPanel | None = None
        lingering.changed.connect(self._show)

    def _show(self) -> None:
        self._put_away()
        window = self._window_now()
        if not self._lingering.is_told or window is None or not window.isVisible():
            return
        self.panel = WaitingPanel(QApplication.activeModalWidget() or window)
        self.panel.left.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self.panel.appear()
        QApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        self._is_pointer_busy = True

    def _put_away(self) -> None:
        panel, self.panel = self.panel, None
        if panel is not None and isValid(panel):
            panel.hide()
            panel.deleteLater()
        if self._is_pointer_busy:
            self._is_pointer_busy = False
            QApplication.restoreOverrideCursor()


class WaitingPanel(FloatingPanel):
    """At the middle of its host's upper edge; `left` tells that the host was hidden."""

    left = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = self.tr("Waiting for the clinic’s records… What you typed stays.")
        self.setAccessibleName(self._words)
        bar = QProgressBar()
        bar.setRange(0, 0)  # it moves, and promises nothing
        bar.setTextVisible(False)
        bar.setFixedWidth(_BAR_WIDTH)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(EDGE + Space.L, EDGE + Space.S, EDGE + Space.L, EDGE + Space.S)
        layout.setSpacing(Space.M)
        layout.addWidget(bar)
        layout.addWidget(label(self._words))

    def appear(self) -> None:
        """Be seen, and heard."""
        self.place()
        self.show()
        self.raise_()
        announce(self, self._words)

    def place(self) -> None:
        size = self.sizeHint()
        width = min(size.width(), self.host.width())
        self.setGeometry(QRect((self.host.width() - width) // 2, 0, width, size.height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self.left.emit()
        return super().eventFilter(watched, event)


_BAR_WIDTH = 60
