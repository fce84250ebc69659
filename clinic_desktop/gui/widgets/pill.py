"""A small rounded label: an appointment's status, or a count that asks to be seen."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desktop.gui import icons, theme
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.statuses import status_look
from clinic_desktop.gui.typography import isolated


class Pill(QWidget):
    """Shows a word, with or without an icon, in a token's colour on that token's soft ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._token = "done"
        self._icon: Icon | None = None
        self._status: tuple[str, bool] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def show_words(self, text: str, *, token: str = "done", icon: Icon | None = None) -> None:
        """Say something in the colours of a token that has a soft one beside it."""
        self._status = None
        self._set(text, token, icon)

    def show_status(self, status: str, *, confirmed: bool = False, more: str = "") -> None:
        """Say a status by its stored value, with `more` after it ("Arrived · 7 min")."""
        look = status_look(status, confirmed=confirmed)
        self._status = (status, confirmed)
        self._set(f"{look.word} · {more}" if more else look.word, "", look.icon)

    def _set(self, text: str, token: str, icon: Icon | None) -> None:
        self._text, self._token, self._icon = text, token, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def _colours(self) -> tuple[QColor, QColor]:
        if self._status is not None:
            look = status_look(self._status[0], confirmed=self._status[1])
            return look.ink, look.soft
        tokens = theme.current().tokens()
        return tokens[self._token], tokens[f"{self._token}_soft"]

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font(TextSize.SMALL, Weight.SEMIBOLD))
        width = words.horizontalAdvance(self._text) + 2 * Space.S + Space.XS
        if self._icon is not None:
            width += Measure.ICON_SMALL + Space.XS
        return QSize(width, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        ink, soft = self._colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(soft)
        painter.drawRoundedRect(QRectF(self.rect()), _HEIGHT / 2, _HEIGHT / 2)
        painter.setPen(ink)
        painter.setFont(theme.font(TextSize.SMALL, Weight.SEMIBOLD))
        words = self.rect().adjusted(Space.S + 2, 0, -Space.S - 2, 0)
        if self._icon is not None:
            drawn = icons.pixmap(self._icon, ink, Measure.ICON_SMALL, scale=self.devicePixelRatioF())
            left_to_right = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
            x = words.left() if left_to_right else words.right() - Measure.ICON_SMALL + 1
            painter.drawPixmap(x, (self.height() - Measure.ICON_SMALL) // 2, drawn)
            room = Measure.ICON_SMALL + Space.XS
            words = words.adjusted(room, 0, 0, 0) if left_to_right else words.adjusted(0, 0, -room, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, isolated(self._text))


_HEIGHT = 20
