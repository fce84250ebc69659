"""A panel that floats over a page and stays in its place when the window changes its size."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.widgets.shadow import paint_shadow

EDGE = Space.M
"""How much room the shadow takes around the panel."""

_SHADOW = 10


class FloatingPanel(QWidget):
    """Paints itself raised. A panel of it says in `place` where it stands, and in `put_away` what Esc does."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.host = host
        host.installEventFilter(self)
        self.hide()

    def place(self) -> None:
        """Stand where the panel belongs on its host."""

    def put_away(self) -> None:
        """Go, because nobody wants it any more."""
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        paint_shadow(painter, box, spread=_SHADOW)
        painter.setPen(QPen(now.line_strong))
        painter.setBrush(now.raised)
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), Measure.CARD_RADIUS, Measure.CARD_RADIUS)
