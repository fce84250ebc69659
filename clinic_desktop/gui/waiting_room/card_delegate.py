"""Draws a card of the board: whose, when, with whom, what to know, and the clock that runs."""

from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.waiting_room import CardClock, ClockKind, Urgency
from clinic_desktop.gui import icons, theme
from clinic_desktop.gui.calendar.sheet.flashes import Flashes
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.row_model import RowModel
from clinic_desktop.gui.statuses import clock_token, status_look
from clinic_desktop.gui.sync_mark import SyncMark
from clinic_desktop.gui.typography import isolated
from clinic_desktop.gui.waiting_room.board_measures import BoardMeasure
from clinic_desktop.gui.waiting_room.cards import Card, ticket_words

_VOID = (AppointmentStatus.CANCELLED, AppointmentStatus.NOSHOW)
_OVER = (AppointmentStatus.FULFILLED, *_VOID)


class CardDelegate(QStyledItemDelegate):
    """Paints cards for one column, each once, as a picture that serves until something on it changes.

    `flashes` says which have just changed.
    """

    def __init__(self, cards: RowModel[Card], flashes: Flashes, parent: QWidget) -> None:
        super().__init__(parent)
        self._cards = cards
        self._flashes = flashes
        self._faces: dict[_Face, tuple[Card, QPixmap]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        card = self._cards.row_at(index)
        is_short = card is not None and not card.remark and not card.clock_text
        height = BoardMeasure.SHORT_CARD_HEIGHT if is_short else BoardMeasure.CARD_HEIGHT
        return QSize(0, height + BoardMeasure.CARD_GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card = self._cards.row_at(index)
        if card is None:
            return
        box = option.rect.adjusted(0, 0, 0, -BoardMeasure.CARD_GAP)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        scale = painter.device().devicePixelRatioF()
        if card.id in self._flashes:
            painter.save()
            strength = self._flashes.strength_of(card.id)
            paint_card(
                painter, box, card, option.direction, is_chosen=is_chosen, is_hovered=is_hovered, flash=strength,
                scale=scale,
            )  # fmt: skip
            painter.restore()
            return
        face = _Face(
            card.id, box.width(), box.height(), is_chosen, is_hovered, option.direction, scale, theme.current().name
        )
        painter.drawPixmap(box.topLeft(), self._picture(face, card))

    def _picture(self, face: "_Face", card: Card) -> QPixmap:
        kept = self._faces.get(face)
        if kept is not None and kept[0] is card:
            return kept[1]
        if len(self._faces) >= _KEPT_FACES:
            self._faces.clear()
        picture = QPixmap(round(face.width * face.scale), round(face.height * face.scale))
        picture.setDevicePixelRatio(face.scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_card(
            painter,
            QRect(0, 0, face.width, face.height),
            card,
            face.direction,
            is_chosen=face.is_chosen,
            is_hovered=face.is_hovered,
            scale=face.scale,
        )
        painter.end()
        self._faces[face] = card, picture
        return picture


class _Face(NamedTuple):
    """All that decides how a card looks beside what stands on it."""

    id: UUID
    width: int
    height: int
    is_chosen: bool
    is_hovered: bool
    direction: Qt.LayoutDirection
    scale: float
    theme: str


_KEPT_FACES = 600


def paint_card(
    painter: QPainter,
    box: QRect,
    card: Card,
    direction: Qt.LayoutDirection,
    *,
    is_chosen: bool = False,
    is_hovered: bool = False,
    flash: float = 0.0,
    scale: float = 1.0,
) -> None:
    """Draw a card into a box."""
    now = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = theme.blend(now.surface, now.accent, flash) if flash else now.surface
    edge = now.accent if is_chosen else now.line_strong if is_hovered else now.line
    _paint_ground(painter, QRectF(box), card, direction, ground, edge, is_chosen=is_chosen)
    inner = box.adjusted(BoardMeasure.CARD_INDENT, BoardMeasure.CARD_TOP, -BoardMeasure.CARD_END, 0)
    if direction is Qt.LayoutDirection.RightToLeft:
        inner = box.adjusted(BoardMeasure.CARD_END, BoardMeasure.CARD_TOP, -BoardMeasure.CARD_INDENT, 0)
    writer = _Writer(painter, inner, direction, scale)
    is_over = card.line.status in _OVER
    strong = theme.font(TextSize.BODY, Weight.SEMIBOLD)
    strong.setStrikeOut(card.line.status is AppointmentStatus.CANCELLED)
    name_ink = now.muted if is_over else now.text
    writer.line(card.name, strong, name_ink, card.at, theme.font(TextSize.BODY), now.muted, mark=card.mark)
    small = theme.font(TextSize.SECONDARY)
    ticket = "" if card.line.ticket is None or is_over else ticket_words(card.line.ticket)
    writer.line(card.where, small, now.muted, ticket, small, now.muted)
    writer.top = inner.top() + 2 * BoardMeasure.LINE_HEIGHT + (BoardMeasure.LAST_LINE - BoardMeasure.LINE_HEIGHT)
    if card.clock is not None:
        icon, token = clock_icon(card.clock), clock_token(card.clock)
        colour = now.tokens()[token]
        clock_font = theme.font(TextSize.SECONDARY, Weight.SEMIBOLD)
        writer.line(card.remark, small, now.text, card.clock_text, clock_font, colour, icon)
    elif card.remark:
        writer.line(card.remark, small, now.muted if is_over else now.text, "", small, now.muted)


def clock_icon(counted: CardClock) -> Icon | None:
    """The sign beside a clock that asks to be seen."""
    if counted.urgency is Urgency.OVER:
        return Icon.CLOCK_ALERT
    return Icon.CLOCK if counted.urgency is Urgency.MIND or counted.kind is ClockKind.LATE else None


def _paint_ground(
    painter: QPainter,
    box: QRectF,
    card: Card,
    direction: Qt.LayoutDirection,
    ground: QColor,
    edge: QColor,
    *,
    is_chosen: bool,
) -> None:
    width = Measure.RING if is_chosen else Measure.HAIRLINE
    inset = width / 2
    radius = float(Measure.CARD_RADIUS)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, radius, radius)
    outline, stripe = QPainterPath(), QPainterPath()
    outline.addRoundedRect(box, radius, radius)
    left = box.left() if direction is Qt.LayoutDirection.LeftToRight else box.right() - Measure.STRIPE
    stripe.addRect(QRectF(left, box.top(), Measure.STRIPE, box.height()))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(edge, width))
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)
    painter.fillPath(outline.intersected(stripe), status_look(card.line.status).stripe)


class _Writer:
    """Writes lines below one another, words at both ends; what has no room is elided at the beginning's side."""

    def __init__(self, painter: QPainter, box: QRect, direction: Qt.LayoutDirection, scale: float) -> None:
        self._painter = painter
        self._box = box
        self._direction = direction
        self._scale = scale
        self.top = box.top()

    def line(
        self,
        text: str,
        font: QFont,
        colour: QColor,
        end: str,
        end_font: QFont,
        end_colour: QColor,
        icon: Icon | None = None,
        mark: SyncMark | None = None,
    ) -> None:
        """One line; `icon` stands before the words at its end, in their colour, a `mark` in its own."""
        row = QRect(self._box.left(), self.top, self._box.width(), BoardMeasure.LINE_HEIGHT)
        taken = 0
        if end:
            taken = QFontMetrics(end_font).horizontalAdvance(end) + 1
            self._write(row, row.width() - taken, taken, end, end_font, end_colour)
        if mark is not None:
            icon, end_colour = mark.icon, theme.current().tokens()[mark.token]
        if icon is not None:
            taken += Measure.ICON_SMALL + Space.XS
            place = self._visual(row, row.width() - taken, Measure.ICON_SMALL)
            picture = icons.pixmap(icon, end_colour, Measure.ICON_SMALL, scale=self._scale)
            self._painter.drawPixmap(
                QPointF(place.left(), row.top() + (row.height() - Measure.ICON_SMALL) / 2), picture
            )
        room = row.width() - taken - (Space.S if taken else 0)
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
        self._write(row, 0, room, elided, font, colour)
        self.top += BoardMeasure.LINE_HEIGHT

    def _write(self, row: QRect, left: int, width: int, text: str, font: QFont, colour: QColor) -> None:
        self._painter.setFont(font)
        self._painter.setPen(colour)
        leading = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._painter.drawText(
            self._visual(row, left, width),
            QStyle.visualAlignment(self._direction, leading) | Qt.AlignmentFlag.AlignVCenter,
            isolated(text),
        )

    def _visual(self, row: QRect, left: int, width: int) -> QRect:
        return QStyle.visualRect(self._direction, row, QRect(row.left() + left, row.top(), width, row.height()))
