"""What every painted picture of figures is: parts that the pointer and the arrow keys reach, each with its words."""

from abc import abstractmethod
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space, TextSize
from clinic_desktop.gui.theme import Theme


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that can be pointed at: where it is, what it is of, and what it says."""

    box: QRectF
    key: Hashable
    words: str


class Chart(QWidget):
    """Paints itself with the tokens that hold; `opened` tells of the part that was clicked, or chosen by Enter.

    A picture lies from left to right; where reading goes the other way, `place` mirrors each rectangle.
    """

    opened = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = -1
        self._hovered = -1
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.switch().changed.connect(self.update)

    # what a picture says

    @abstractmethod
    def parts(self, area: QRectF) -> Sequence[Part]:
        """Everything that can be pointed at, in the order of reading."""

    @abstractmethod
    def paint_on(self, painter: QPainter, area: QRectF, now: Theme) -> None:
        """The whole picture, on the screen or on paper."""

    @abstractmethod
    def wanted_height(self) -> int:
        """How high it is."""

    def tell(self, sentence: str) -> None:
        """Show what was given since; the sentence is what somebody hears who does not see it."""
        self._current = min(self._current, len(self.shown()) - 1)
        self.setAccessibleDescription(sentence)
        self.updateGeometry()
        self.update()

    def shown(self) -> Sequence[Part]:
        """The parts as they stand on the screen."""
        return self.parts(self._area())

    def place(self, area: QRectF, box: QRectF) -> QRectF:
        """A rectangle where reading has it."""
        if not self.isRightToLeft():
            return box
        return QRectF(area.left() + area.right() - box.right(), box.top(), box.width(), box.height())

    @property
    def leading(self) -> Qt.AlignmentFlag:
        """The side at which reading begins."""
        return Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft

    @property
    def trailing(self) -> Qt.AlignmentFlag:
        """The other one."""
        return Qt.AlignmentFlag.AlignLeft if self.isRightToLeft() else Qt.AlignmentFlag.AlignRight

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(Measure.RING, Measure.RING, -Measure.RING, -Measure.RING)

    def _part_at(self, where: QPointF) -> int:
        return next((n for n, part in enumerate(self.shown()) if part.box.contains(where)), -1)

    def _go_to(self, number: int) -> None:
        parts = self.shown()
        if parts:
            self._current = min(max(number, 0), len(parts) - 1)
            part = parts[self._current]
            self.setToolTip("")
            QToolTip.showText(self.mapToGlobal(part.box.center().toPoint()), part.words, self)
            self.setAccessibleDescription(part.words)
            self.update()

    # as a widget

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, self.wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self.wanted_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now, area = theme.current(), self._area()
        self.paint_on(painter, area, now)
        parts = self.parts(area)
        marked = self._current if self.hasFocus() else self._hovered
        if 0 <= marked < len(parts):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(now.accent if self.hasFocus() else now.line_strong, Measure.RING))
            painter.drawRoundedRect(parts[marked].box.adjusted(-1, -1, 1, 1), Space.XS, Space.XS)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._part_at(QPointF(event.pos()))
            if found >= 0:
                QToolTip.showText(event.globalPos(), self.shown()[found].words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._part_at(event.position())
        if found != self._hovered:
            self._hovered = found
            self.setCursor(Qt.CursorShape.PointingHandCursor if found >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self._part_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and found >= 0:
            self.opened.emit(self.shown()[found].key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._current = max(self._current, 0)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward, back = (
            (Qt.Key.Key_Left, Qt.Key.Key_Right) if self.isRightToLeft() else (Qt.Key.Key_Right, Qt.Key.Key_Left)
        )
        key = event.key()
        if key in (forward, Qt.Key.Key_Down):
            self._go_to(self._current + 1)
        elif key in (back, Qt.Key.Key_Up):
            self._go_to(self._current - 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(0 if key == Qt.Key.Key_Home else len(self.shown()))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and 0 <= self._current < len(self.shown()):
            self.opened.emit(self.shown()[self._current].key)
        else:
            super().keyPressEvent(event)


def write(
    painter: QPainter,
    where: QRectF,
    words: str,
    ink: str,
    now: Theme,
    *,
    to: Qt.AlignmentFlag,
    size: int = TextSize.SMALL,
) -> None:
    """A line of words in a picture, elided where there is no room."""
    painter.setFont(theme.font(size))
    painter.setPen(now.token(ink))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(where.width()) + 1)
    painter.drawText(where, to | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, shown)


_WIDTH, _LEAST = 320, 160
