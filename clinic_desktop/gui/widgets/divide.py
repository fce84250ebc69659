"""Where a window can be divided elsewhere: lines that are dragged, moved by keys, and put back by a double-click."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSplitter, QSplitterHandle, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.widgets.shapes import fill_rounded


class DividePlace(QObject):
    """Where one divide stands: a number between `least` and `most`; `changed` tells of another.

    Windows keep it by its name, so that everybody finds it where they left it.
    """

    changed = Signal()

    def __init__(
        self, name: str, *, usual: int, least: int, most: int, step: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.value = usual
        self.least, self.most = least, most
        self._usual, self._step = usual, step

    @property
    def is_usual(self) -> bool:
        """Whether it stands where it stands for everybody who never moved it."""
        return self.value == self._usual

    def put(self, value: int) -> None:
        """Have it stand there, or as near as it may."""
        value = min(max(value, self.least), self.most)
        if value != self.value:
            self.value = value
            self.changed.emit()

    def step(self, by: int) -> None:
        """Have it stand a step further (+1) or less far (-1)."""
        self.put(self.value + by * self._step)

    def put_back(self) -> None:
        """Have it stand where it stood on the first day."""
        self.put(self._usual)


class SideDivide(QSplitterHandle):
    """A hairline between a page and what stands beside it; under the pointer and with the keyboard it stands out.

    `done` tells that whoever moved it by keys is content.
    """

    done = Signal()

    def __init__(self, splitter: QSplitter) -> None:
        super().__init__(Qt.Orientation.Horizontal, splitter)
        self.place: DividePlace | None = None
        self._sign = 1
        self._is_marked = False

    def move_with(self, place: DividePlace, words: str, *, is_before_page: bool) -> None:
        """Have it stand where that place says, and be called so."""
        self.place = place
        self._sign = 1 if is_before_page else -1
        self.setAccessibleName(words)

    def _mark(self, *, is_marked: bool) -> None:
        self._is_marked = is_marked
        if is_marked:
            self.clearMask()
        else:
            self.setMask(self.contentsRect())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        if self._is_marked:
            thick = self.contentsRect().adjusted(-Measure.HAIRLINE, 0, Measure.HAIRLINE, 0)
            painter.fillRect(thick, now.accent)
        else:
            painter.fillRect(self.rect(), now.line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._mark(is_marked=self._is_marked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        sign = -self._sign if self.isRightToLeft() else self._sign
        if _is_end(event):
            self.done.emit()
        elif not _take_key(self.place, event, {key: step * sign for key, step in steps.items()}):
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.place is not None:
            self.place.put_back()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._mark(is_marked=True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._mark(is_marked=self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark(is_marked=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark(is_marked=False)


def list_place(name: str, usual: int, parent: QObject) -> DividePlace:
    """The place of a HeightDivide: how many hundredths of its page the list takes."""
    return DividePlace(name, usual=usual, least=10, most=90, step=5, parent=parent)


class HeightDivide(QWidget):
    """The gap below a list, which makes it higher or lower; its place is the list's share of a page, in hundredths.

    It is only a gap until it is_of_use. `done` is as a SideDivide's.
    """

    done = Signal()

    def __init__(self, place: DividePlace, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self._page = page
        self._pressed: QPoint | None = None
        self._before = place.value
        self.is_of_use = False
        self.setAccessibleName(self.tr("Height of the list"))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_of_use(self, *, is_of_use: bool) -> None:
        """Whether the list has more rows than it shows at the least."""
        if is_of_use is not self.is_of_use:
            self.is_of_use = is_of_use
            self.setCursor(Qt.CursorShape.SplitVCursor if is_of_use else Qt.CursorShape.ArrowCursor)
            self.setToolTip(self.tr("Drag to make the list higher or lower") if is_of_use else "")
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(_GRIP, Space.L)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_of_use:
            return
        now = theme.current()
        is_marked = self.hasFocus() or self.underMouse() or self._pressed is not None
        grip = QRect(0, 0, _GRIP, Space.XS)
        grip.moveCenter(self.rect().center())
        painter = QPainter(self)
        fill_rounded(painter, QRectF(grip), Space.XS / 2, now.accent if is_marked else now.line_strong)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_end(event):
            self.done.emit()
        elif not _take_key(self.place, event, {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.is_of_use:
            self._pressed, self._before = event.globalPosition().toPoint(), self.place.value
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            moved = event.globalPosition().toPoint().y() - self._pressed.y()
            self.place.put(self._before + round(100 * moved / max(self._page.height(), 1)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.is_of_use:
            self.place.put_back()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


def _is_end(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _take_key(place: DividePlace | None, event: QKeyEvent, steps: dict[Qt.Key, int]) -> bool:
    """Do what a key means on a divide, where it stands; whether it means anything."""
    if place is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    if event.key() == Qt.Key.Key_Home:
        place.put_back()
        return True
    step = next((by for key, by in steps.items() if key == event.key()), 0)
    if step:
        place.step(step)
    return step != 0


_GRIP = 36
