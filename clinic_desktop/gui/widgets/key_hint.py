"""A key in a small frame, beside what it does."""

import re

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Space, TextSize


class KeyHint(QWidget):
    """Shows a key sequence in the platform's own spelling, or words for what has none; it lets clicks through."""

    def __init__(self, keys: str = "", parent: QWidget | None = None, *, words: str = "") -> None:
        super().__init__(parent)
        spelled = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        self._text = words or _BETWEEN.sub(" ", spelled)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self._text)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font(TextSize.SMALL))
        return QSize(words.horizontalAdvance(self._text) + Space.M, words.height() + Space.XS)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.line_strong))
        painter.setBrush(now.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), Space.XS, Space.XS)
        painter.setPen(now.muted)
        painter.setFont(theme.font(TextSize.SMALL))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)


_BETWEEN = re.compile(r"\+(?=.)")
"""The signs that join keys, but not the key of that sign."""
