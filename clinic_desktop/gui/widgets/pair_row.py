"""A line with words at both ends: what it is, and what belongs to it."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.icons import Icon, pixmap
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.typography import isolated
from clinic_desktop.gui.widgets.kept_picture import KeptPicture


class PairRow(QAbstractButton):
    """Leading words, trailing words in muted ink, and an icon while it is pointed at.

    Where both do not fit, the trailing words give way first. It can be clicked, or pressed with the keyboard; `neared`
    tells that the pointer or the keyboard has come to it, and that it may be pressed in a moment.
    """

    neared = Signal()

    def __init__(self, leading: str, trailing: str, parent: QWidget | None = None, *, icon: Icon | None = None) -> None:
        super().__init__(parent)
        self._leading = leading
        self._trailing = trailing
        self._icon = icon
        self._picture = KeptPicture(self)
        self.setText(leading)
        self.setAccessibleName(", ".join(part for part in (leading, trailing) if part))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_trailing(self, words: str) -> None:
        """Say something else at the end."""
        self._trailing = words
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.neared.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.neared.emit()

    def sizeHint(self) -> QSize:
        return QSize(Measure.LEFT_SIDE, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._picture.show((self._leading, self._trailing), self._paint)

    def _paint(self, painter: QPainter) -> None:
        now = theme.current()
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(now.accent, Measure.RING) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.veil(now.text, _HOVER))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), Space.XS, Space.XS)
        inner = self.rect().adjusted(_INSET, 0, -_INSET, 0)
        metrics = QFontMetrics(theme.font())
        painter.setFont(theme.font())
        shows_icon = self._icon is not None and (self.hasFocus() or self.underMouse())
        icon_room = Measure.ICON_SMALL + Space.XS if shows_icon else 0
        leading_width = min(metrics.horizontalAdvance(self._leading) + 1, inner.width() - icon_room)
        trailing_width = inner.width() - leading_width - icon_room - Space.S
        self._draw(
            painter, inner, QRect(inner.left(), 0, leading_width, self.height()), self._leading, is_trailing=False
        )
        if shows_icon and self._icon is not None:
            place = QRect(
                inner.left() + leading_width + Space.XS,
                (self.height() - Measure.ICON_SMALL) // 2,
                Measure.ICON_SMALL,
                Measure.ICON_SMALL,
            )
            drawn = pixmap(self._icon, now.muted, Measure.ICON_SMALL, scale=self.devicePixelRatioF())
            painter.drawPixmap(QStyle.visualRect(self.layoutDirection(), inner, place), drawn)
        rest = QRect(inner.right() - trailing_width + 1, 0, trailing_width, self.height())
        self._draw(painter, inner, rest, self._trailing, is_trailing=True)

    def _draw(self, painter: QPainter, inner: QRect, where: QRect, text: str, *, is_trailing: bool) -> None:
        side = Qt.AlignmentFlag.AlignRight if is_trailing else Qt.AlignmentFlag.AlignLeft
        painter.setPen(theme.current().muted if is_trailing else theme.current().text)
        painter.drawText(
            QStyle.visualRect(self.layoutDirection(), inner, where),
            QStyle.visualAlignment(self.layoutDirection(), side | Qt.AlignmentFlag.AlignVCenter),
            isolated(painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, where.width())),
        )


_HEIGHT = 26
_INSET = 2
_HOVER = 0.04
