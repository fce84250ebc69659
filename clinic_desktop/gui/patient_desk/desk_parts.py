"""The parts that pages of the patient's desk are made of: large words, buttons, tiles and fields."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from clinic_desktop.gui import icons, theme
from clinic_desktop.gui.announce import announce
from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.message_line import MessageKind
from clinic_desktop.gui.widgets.shapes import fill_rounded


class DeskLabel(QLabel):
    """Words that begin where reading begins in the language of the moment, whatever letters they are written in."""

    def __init__(self, text: str = "", look: Look | None = None, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        if look is not None:
            set_look(self, look)
        self._align()

    def _align(self) -> None:
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()


class DeskButton(QPushButton):
    """A button that a thumb finds: at least 48 px high, heard by Enter."""

    def __init__(self, text: str = "", look: Look | None = None, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(True)  # which is what lets Enter press it outside a dialog
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if look is not None:
            set_look(self, look)


class DeskTile(QAbstractButton):
    """A large card to press: what it does, a line about it, and a picture; as tall as its words ask for."""

    def __init__(
        self, icon: Icon | None = None, parent: QWidget | None = None, *, least_height: int = Measure.DESK_TILE
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._least = least_height
        self._more = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.switch().changed.connect(self.update)

    def set_words(self, text: str, more: str = "") -> None:
        """Say what it does and, smaller, something about it."""
        self.setText(text)
        self._more = more
        self.setAccessibleDescription(more)
        self.updateGeometry()
        self.update()

    def _heads(self, width: int) -> tuple[QRectF, QRectF]:
        """Where the two texts stand, from the tile's upper edge on."""
        inside = max(1, width - 2 * _TILE_EDGE)
        top = float(_TILE_EDGE)
        if self._icon is not None:
            top += Measure.CONTROL + Space.M
        first = self._bounds(inside, top, self.text(), _head_font())
        second = self._bounds(inside, first.bottom() + Space.XS, self._more, _more_font())
        return first, second

    @staticmethod
    def _bounds(width: int, top: float, text: str, font: QFont) -> QRectF:
        height = 0.0
        if text:
            room = QRectF(0, 0, width, _ENDLESS)
            height = QFontMetricsF(font).boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height()
        return QRectF(_TILE_EDGE, top, width, height)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._least, int(self._heads(width)[1].bottom()) + _TILE_EDGE + 1)

    def sizeHint(self) -> QSize:
        return QSize(_TILE_WIDTH, self.heightForWidth(_TILE_WIDTH))

    def minimumSizeHint(self) -> QSize:
        return QSize(_TILE_WIDTH // 2, self._least)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_marked = self.hasFocus() or self.underMouse()
        ring = Measure.RING if is_marked else Measure.HAIRLINE
        box = QRectF(self.rect()).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2)
        painter.setPen(QPen(now.sharp_accent if is_marked else now.line_strong, ring))
        painter.setBrush(now.accent_soft if self.isDown() else now.surface)
        painter.drawRoundedRect(box, Measure.DIALOG_RADIUS, Measure.DIALOG_RADIUS)
        is_mirrored = self.isRightToLeft()
        if self._icon is not None:
            picture = icons.pixmap(self._icon, now.sharp_accent, Measure.CONTROL, scale=self.devicePixelRatioF())
            left = self.width() - _TILE_EDGE - Measure.CONTROL if is_mirrored else _TILE_EDGE
            painter.drawPixmap(left, _TILE_EDGE, picture)
        side = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextWordWrap)
        first, second = self._heads(self.width())
        for where, text, font, ink in (
            (first, f"{_ISOLATED}{self.text()}{_NO_LONGER}", _head_font(), now.text),
            (second, self._more, _more_font(), now.sharp_muted),
        ):
            painter.setFont(font)
            painter.setPen(ink)
            painter.drawText(where, flags, text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class DeskRow(QWidget):
    """Widgets beside one another where there is room for them, otherwise one below the other."""

    def __init__(self, least_width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least_width
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self.row.setSpacing(Space.L)

    def add(self, *widgets: QWidget, stretch: int = 1) -> None:
        """Put widgets after those that stand there."""
        for widget in widgets:
            self.row.addWidget(widget, stretch)

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest, for where it is narrow they will stand one below the other."""
        hint = super().minimumSizeHint()
        # Not asked of the layout: what itemAt() gives is Qt's to delete, and Python would take whatever comes to lie in
        # its place for it. That ended the program now and then, long after.
        widgets = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        widest = max((each.minimumSizeHint().width() for each in widgets), default=0)
        return QSize(min(hint.width(), widest), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        wanted = directions.LeftToRight if self.width() >= self._least else directions.TopToBottom
        if wanted is not self.row.direction():
            self.row.setDirection(wanted)


class DeskField(QWidget):
    """A field with its caption above and, when something is wrong with it, a sentence below."""

    def __init__(self, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self.caption = DeskLabel("", Look.STRONG)
        self.caption.setBuddy(control)
        self._problem = DeskLabel("", Look.PROBLEM)
        self._problem.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        rows.setSpacing(Space.XS)
        for widget in (self.caption, control, self._problem):
            rows.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def problem(self) -> str:
        """The sentence that is shown; empty when all is well."""
        return self._problem.text()

    def set_caption(self, caption: str) -> None:
        """Say what belongs here."""
        self.caption.setText(caption)
        self.control.setAccessibleName(caption)

    def complain(self, sentence: str) -> None:
        """Say what is wrong and what to do; an empty sentence says that all is well."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.control.setProperty("wrong", bool(sentence))
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)
        self.control.setAccessibleDescription(sentence)
        if sentence:
            announce(self.control, sentence)


class DeskMessage(QWidget):
    """One or two sentences in a coloured box with a sign; hidden while it has none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = MessageKind.ERROR
        self._icon = QLabel()
        self._words = DeskLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.M)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        theme.switch().changed.connect(self._on_theme_changed)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while hidden."""
        return self._words.text()

    def say(self, sentence: str, kind: MessageKind = MessageKind.ERROR) -> None:
        """Show a sentence, and let a screen reader say it; an empty one hides the box."""
        self._kind = kind
        self._words.setText(sentence)
        self._on_theme_changed()
        self.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def clear(self) -> None:
        """Hide the box and forget what it said."""
        self.say("")

    def _on_theme_changed(self) -> None:
        icon, ink, _ = _MESSAGES[self._kind]
        icons.set_icon(self._icon, icon, ink, size=Measure.XL_ICON)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill_rounded(painter, QRectF(self.rect()), Measure.CARD_RADIUS, theme.current().token(_MESSAGES[self._kind][2]))


def _head_font() -> QFont:
    return theme.font(TextSize.DESK_TILE, Weight.SEMIBOLD)


def _more_font() -> QFont:
    return theme.font(TextSize.DESK_SMALL)


_MESSAGES = {
    MessageKind.ERROR: (Icon.CIRCLE_ALERT, "sharp_danger", "danger_soft"),
    MessageKind.WARNING: (Icon.TRIANGLE_ALERT, "sharp_warning", "arrived_soft"),
    MessageKind.GOOD_TO_KNOW: (Icon.CIRCLE_CHECK, "sharp_accent", "accent_soft"),
}
_ISOLATED, _NO_LONGER = "\u2068", "\u2069"
"""A name in Latin letters keeps its signs where they belong among Arabic ones: "Check-up 40+" (UAX #9)."""
_TILE_EDGE = 28
_TILE_WIDTH = 280
_ENDLESS = 4000.0
