"""The card that is carried from one column to another, with the words that say what letting go would do."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.waiting_room.board_measures import BoardMeasure
from clinic_desktop.gui.waiting_room.card_delegate import paint_card
from clinic_desktop.gui.waiting_room.cards import Card
from clinic_desktop.gui.widgets.shadow import paint_shadow

_WORDS_HEIGHT = 76
_SHADOW = Space.M


class CarriedCard(QWidget):
    """Follows the pointer over the board; the mouse goes through it."""

    def __init__(self, card: Card, width: int, grip: QPoint, parent: QWidget) -> None:
        super().__init__(parent)
        self._card = card
        self._grip = grip
        self._words = ""
        self._is_allowed = True
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(width + 2 * _SHADOW, BoardMeasure.CARD_HEIGHT + 2 * _SHADOW + _WORDS_HEIGHT)

    @property
    def words(self) -> str:
        """What letting go would do, or why it would do nothing."""
        return self._words

    def follow(self, place: QPoint, words: str, *, allowed: bool) -> None:
        """Go where the pointer is (in the parent's places), and say what letting go there would do."""
        self.move(place - self._grip - QPoint(_SHADOW, _SHADOW))
        if (words, allowed) != (self._words, self._is_allowed):
            self._words, self._is_allowed = words, allowed
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        box = QRect(_SHADOW, _SHADOW, self.width() - 2 * _SHADOW, BoardMeasure.CARD_HEIGHT)
        paint_shadow(painter, box, spread=_SHADOW)
        paint_card(painter, box, self._card, self.layoutDirection(), is_chosen=True, scale=self.devicePixelRatioF())
        if not self._words:
            return
        font = theme.font(TextSize.SECONDARY, Weight.MEDIUM)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        room = QRect(0, 0, self.width() - 2 * Space.S, _WORDS_HEIGHT)
        needed = QFontMetrics(font).boundingRect(room, flags, self._words)
        pill = QRectF(0, box.bottom() + Space.S, needed.width() + 2 * Space.S, needed.height() + Space.XS)
        pill.moveLeft((self.width() - pill.width()) / 2)
        painter.setPen(QPen(now.accent if self._is_allowed else now.danger, Measure.HAIRLINE))
        painter.setBrush(now.accent_soft if self._is_allowed else now.danger_soft)
        painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), Measure.RADIUS, Measure.RADIUS)
        painter.setFont(font)
        painter.drawText(pill, flags, self._words)
