"""The place that waits for what is being dragged: words in a dashed frame, lit while the pointer is over it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look


class DropPlace(QLabel):
    """Says what letting go here does."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._is_lit = False
        set_look(self, Look.SECONDARY)
        self.setWordWrap(True)
        self.setContentsMargins(Space.M, Space.M, Space.M, Space.M)

    def set_lit(self, is_lit: bool) -> None:
        """Light up, or not any more."""
        if is_lit != self._is_lit:
            self._is_lit = is_lit
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.accent if self._is_lit else now.line_strong, Measure.HAIRLINE, Qt.PenStyle.DashLine))
        painter.setBrush(now.accent_soft if self._is_lit else now.surface)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, Measure.CARD_RADIUS, Measure.CARD_RADIUS)
        painter.end()
        super().paintEvent(event)
