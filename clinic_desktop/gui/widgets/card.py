"""Cards: surfaces with a thin edge, and a card that lies in the middle of an otherwise empty window."""

from PySide6.QtCore import QMargins, QRectF, QSize
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.properties import put
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.shadow import paint_shadow
from clinic_desktop.gui.widgets.shapes import fill_rounded


class Card(QFrame):
    """A surface for things that belong together; `stripe` marks it at its leading edge with a token's colour."""

    def __init__(self, parent: QWidget | None = None, *, stripe: str = "") -> None:
        super().__init__(parent)
        self._stripe = stripe
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        self.body.setSpacing(Space.M)

    def set_stripe(self, token: str) -> None:
        """Mark the card with another token's colour; an empty name takes the mark away."""
        self._stripe = token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(now.line))
        painter.setBrush(now.surface)
        painter.drawRoundedRect(box, Measure.CARD_RADIUS, Measure.CARD_RADIUS)
        if self._stripe:
            leading = QRectF(self.rect())
            if self.isRightToLeft():
                leading.setLeft(leading.right() - Measure.STRIPE)
            else:
                leading.setWidth(Measure.STRIPE)
            painter.setClipRect(leading)
            fill_rounded(painter, QRectF(self.rect()), Measure.CARD_RADIUS, now.tokens()[self._stripe])


class FloatingCard(QWidget):
    """A card with a wide shadow; what is on it is laid out in `body`.

    Where there is too little room for it, above and below, it gives up its shadow there, and then its edges.
    """

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = width
        self._height_to_fill = _ANY_HEIGHT
        self._rise = int(SHADOW)
        self.is_tight = False
        self.body = QVBoxLayout(self)
        self.body.setSpacing(Space.NONE)
        self._lay_out(width + 2 * SHADOW)

    def fit(self, room: QSize) -> None:
        """In a window that is too small for it lie without a shadow from edge to edge, and take no more than there is.

        `is_tight` says from then on whether it does.
        """
        self.is_tight = room.width() < self._width + 2 * SHADOW or room.height() < _LEAST_HEIGHT
        self._lay_out(min(self._width, room.width()) if self.is_tight else self._width + 2 * SHADOW)

    def give_way(self, height: int) -> None:
        """Lie in so many pixels, whatever is laid on it from now on."""
        self._height_to_fill = height
        if self.isVisible():
            self._lay_out(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible():  # what is on it has become more or less
            self._lay_out(self.width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out(self.width())

    def _lay_out(self, width: int) -> None:
        beside = above = int(Space.L)
        self._rise = 0
        if not self.is_tight and self._height_to_fill == _ANY_HEIGHT:
            self._rise, beside = int(SHADOW), _EDGE_WIDTH + SHADOW
            above = beside
        elif not self.is_tight:
            room = (self._height_to_fill - self._filled + Space.XS) // 2
            above = min(_EDGE_WIDTH, max(Space.M, room - _LEAST_RISE))
            self._rise = min(SHADOW, max(_LEAST_RISE, room - above))
            beside = _EDGE_WIDTH + SHADOW
            above += self._rise
        self.setFixedWidth(width)
        edges = QMargins(beside, above, beside, above - Space.XS)
        if edges != self.body.contentsMargins():  # else all would be laid out anew
            self.body.setContentsMargins(edges)

    @property
    def _filled(self) -> int:
        """The height of what is laid out, without the edges around it."""
        edges = self.body.contentsMargins()
        has_lines = self.body.hasHeightForWidth()
        whole = self.body.totalHeightForWidth(self.width()) if has_lines else self.body.totalSizeHint().height()
        return whole - edges.top() - edges.bottom()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        painter = QPainter(self)
        if self.is_tight:
            painter.fillRect(self.rect(), palette.base())
            return
        box = self.rect().adjusted(SHADOW, self._rise, -SHADOW, -self._rise)
        paint_shadow(painter, box, spread=Space.XXL)
        outer = QRectF(box)
        inner = outer.adjusted(*_EDGE)
        fill_rounded(painter, outer, Measure.DIALOG_RADIUS + 0.5, palette.mid())
        fill_rounded(painter, inner, Measure.DIALOG_RADIUS - 0.5, palette.base())


class Stage(QScrollArea):
    """Holds one card in the middle of a window, and scrolls where the window is smaller than the card."""

    def __init__(self, card: FloatingCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = card
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        put(self, focusPolicy="NoFocus")
        floor = QWidget()
        set_look(floor, Look.PLAIN)
        layout = QGridLayout(floor)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(card, 1, 1)
        for edge in (0, 2):
            layout.setRowStretch(edge, 1)
            layout.setColumnStretch(edge, 1)
        self.setWidget(floor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._card.give_way(event.size().height())  # to ask the viewport would have PySide look for what it is, long


def section_label(text: str, parent: QWidget | None = None) -> QLabel:
    """The small heading above a group of lines."""
    return label(text, Look.SECTION, parent)


def label(text: str, look: Look | None = None, parent: QWidget | None = None, *, wraps: bool = False) -> QLabel:
    """A line of words in one of the looks; never read as rich text, because names may hold any sign."""
    result = QLabel(text, parent)
    # At the side where reading begins in this window, even if the words themselves run the other way.
    side = "AlignRight" if QGuiApplication.isRightToLeft() else "AlignLeft"
    put(result, textFormat="PlainText", alignment=f"{side}|AlignVCenter|AlignAbsolute")
    result.setWordWrap(wraps)
    if look is not None:
        set_look(result, look)
    return result


def line(parent: QWidget | None = None, *, upright: bool = False) -> QFrame:
    """A thin line between groups."""
    result = QFrame(parent)
    set_look(result, Look.LINE_UPRIGHT if upright else Look.LINE)
    return result


_ANY_HEIGHT = 1 << 20
_EDGE = (Measure.HAIRLINE, Measure.HAIRLINE, -Measure.HAIRLINE, -Measure.HAIRLINE)
SHADOW = Space.XXL + Space.S
"""How far the shadow of a floating card reaches."""
_EDGE_WIDTH = Space.XXL + Space.XS
"""Between its border and what is on it."""
_LEAST_RISE = Space.XS
"""How much of it is left where there is no room for more."""
_LEAST_HEIGHT = 600
"""Of a window in which a card may float."""
