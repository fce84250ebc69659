"""One line of two records beside each other: what it is, both values, and which of them is kept."""

import itertools
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.typography import isolated


class Kept(StrEnum):
    """Which of two values is kept."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    EQUAL = "equal"


class MergeRow(QWidget):
    """A click on a value keeps it, as do the arrow keys; where both can stand, B or a click on the last column.

    `can_be_both` is for texts that can be joined. A row of equal values, or one that is told only (`is_fixed`), takes
    no keyboard.
    """

    chosen = Signal(object)

    def __init__(
        self, caption: str, left: str, right: str, kept: Kept, *, can_be_both: bool = False, is_fixed: bool = False
    ) -> None:
        super().__init__()
        self._caption = caption
        self._values = (left, right)
        self._kept = kept
        self._can_be_both = can_be_both
        self._is_open = kept is not Kept.EQUAL and not is_fixed
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._is_open else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        if self._is_open:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name()

    @property
    def kept(self) -> Kept:
        """What is kept now."""
        return self._kept

    @property
    def is_open(self) -> bool:
        """Whether there is anything to choose."""
        return self._is_open

    def set_values(self, left: str, right: str) -> None:
        """Say the same in other words, for instance hidden ones."""
        self._values = (left, right)
        self._name()
        self.update()

    def keep(self, kept: Kept) -> None:
        """Keep another one."""
        if not self._is_open or kept is self._kept or (kept is Kept.BOTH and not self._can_be_both):
            return
        self._kept = kept
        self._name()
        self.update()
        self.chosen.emit(kept)

    def _name(self) -> None:
        nothing = QCoreApplication.translate("merging", "none")
        left, right = (value or nothing for value in self._values)
        words = QCoreApplication.translate("merging", "{caption}: {left}; {right}; keep {kept}")
        self.setAccessibleName(
            words.format(caption=self._caption, left=left, right=right, kept=kept_words(self._kept, self))
        )

    def _column_at(self, x: int) -> int:
        if self.isRightToLeft():
            x = self.width() - x
        return next((number for number, box in enumerate(columns(self.width())) if box[0] <= x < box[1]), 0)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, Measure.ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(_WIDTH // 2, Measure.ROW)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not self._is_open:
            return
        match self._column_at(round(event.position().x())):
            case 1:
                self.keep(Kept.LEFT)
            case 2:
                self.keep(Kept.RIGHT)
            case 3:
                ways = [Kept.LEFT, Kept.RIGHT, *([Kept.BOTH] if self._can_be_both else [])]
                self.keep(ways[(ways.index(self._kept) + 1) % len(ways)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        left, right = (Kept.RIGHT, Kept.LEFT) if self.isRightToLeft() else (Kept.LEFT, Kept.RIGHT)
        match event.key():
            case Qt.Key.Key_Left:
                self.keep(left)
            case Qt.Key.Key_Right:
                self.keep(right)
            case Qt.Key.Key_B if self._can_be_both:
                self.keep(Kept.BOTH)
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or (self._is_open and self.underMouse()):
            painter.setPen(QPen(now.accent, Measure.RING) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.veil(now.accent, _HOVER))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -2), Measure.RADIUS, Measure.RADIUS)
        painter.setPen(QPen(now.line, Measure.HAIRLINE))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        places = columns(self.width())
        self._write(painter, places[0], self._caption, muted=True)
        for number, (side, value) in enumerate(zip((Kept.LEFT, Kept.RIGHT), self._values, strict=True), start=1):
            nothing = QCoreApplication.translate("merging", "none")
            is_kept = bool(value) and self._is_open and self._kept in (side, Kept.BOTH)
            faint = not value or (self._is_open and self._kept not in (side, Kept.BOTH))
            self._write(painter, places[number], value or nothing, strong=is_kept, muted=faint)
        self._write(painter, places[3], kept_words(self._kept, self), muted=not self._is_open)

    def _write(
        self, painter: QPainter, place: tuple[int, int], words: str, *, strong: bool = False, muted: bool = False
    ) -> None:
        now = theme.current()
        painter.setPen(now.muted if muted else now.text)
        painter.setFont(theme.font(TextSize.BODY, Weight.SEMIBOLD if strong else Weight.REGULAR))
        write(self, painter, place, words)


class MergeHeads(QWidget):
    """The names over the two columns of values."""

    def __init__(self) -> None:
        super().__init__()
        self._names = ("", "")
        self.setFixedHeight(Measure.CONTROL)

    def show_names(self, left: str, right: str) -> None:
        """Head the columns with these."""
        self._names = (left, right)
        self.setAccessibleName(" / ".join(self._names))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setPen(QPen(now.line_strong, Measure.HAIRLINE))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.setPen(now.muted)
        painter.setFont(theme.font(TextSize.SECONDARY, Weight.SEMIBOLD))
        keep = QCoreApplication.translate("merging", "Keep")
        for place, words in zip(columns(self.width())[1:], (*self._names, keep), strict=True):
            write(self, painter, place, words)


def write(widget: QWidget, painter: QPainter, place: tuple[int, int], words: str) -> None:
    """Write words into a column, elided where they are too long, mirrored where the window is."""
    box = QRect(place[0] + Space.S, 0, place[1] - place[0] - Space.L, widget.height())
    painter.drawText(
        QStyle.visualRect(widget.layoutDirection(), widget.rect(), box),
        QStyle.visualAlignment(widget.layoutDirection(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
        isolated(painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())),
    )


def columns(width: int) -> tuple[tuple[int, int], ...]:
    """From where to where each of the four columns goes: caption, left, right, kept."""
    caption, kept = min(max(width // 6, _CAPTION), _CAPTION + _KEPT), _KEPT
    value = (width - caption - kept) // 2
    edges = (0, caption, caption + value, width - kept, width)
    return tuple(itertools.pairwise(edges))


def kept_words(kept: Kept, widget: QWidget) -> str:
    """What the last column says; left and right as they are seen in a window that may be turned round."""
    translate = QCoreApplication.translate
    if widget.isRightToLeft() and kept in (Kept.LEFT, Kept.RIGHT):
        kept = Kept.RIGHT if kept is Kept.LEFT else Kept.LEFT
    return {
        Kept.LEFT: translate("merging", "left"),
        Kept.RIGHT: translate("merging", "right"),
        Kept.BOTH: translate("merging", "both"),
        Kept.EQUAL: translate("merging", "equal"),
    }[kept]


_WIDTH = 560
_CAPTION = 112
_KEPT = 72
_HOVER = 0.06
