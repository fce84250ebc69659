"""How a free time looks in a list."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clinic_desktop.domain.sheets import Slot
from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.row_model import RowRole
from clinic_desktop.gui.typed_dates import sentence_case
from clinic_desktop.gui.typography import isolated

SLOT_ROW = Measure.ROW + Space.XS + Space.XS // 2
_WALKING = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Space)


class WholeRows(QListView):
    """A list that shows no row in part, and in which nothing is chosen by merely passing through with Tab.

    The first key on a list in which nothing is chosen chooses the row that the focus ring shows.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _WALKING and not self.selectionModel().hasSelection():
            self.setCurrentIndex(self.currentIndex() if self.currentIndex().isValid() else self.model().index(0, 0))
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setViewportMargins(0, 0, 0, self.contentsRect().height() % SLOT_ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows that come when the list has the keyboard already are none of them the current one: ring the first."""
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            first = self.visualRect(self.model().index(0, 0))
            box = _box_of(first) if first.isValid() else self.viewport().rect()
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().accent, Measure.RING))
            _paint_frame(painter, box, Measure.RING)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


def _box_of(row: QRect) -> QRect:
    """The row without the gap to the next one."""
    return row.adjusted(0, 0, -1, -Space.XS - Space.XS // 2)


def _paint_frame(painter: QPainter, box: QRect, width: int) -> None:
    inset = width / 2
    painter.drawRoundedRect(QRectF(box).adjusted(inset, inset, -inset, -inset), Measure.RADIUS, Measure.RADIUS)


class SlotDelegate(QStyledItemDelegate):
    """Paints a free time as a framed row: when, how long, and with whom at the far end."""

    def __init__(self, words_of: Callable[[Slot], str], name_of: Callable[[UUID], str], parent: QObject) -> None:
        super().__init__(parent)
        self._words_of = words_of
        self._name_of = name_of

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, SLOT_ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        slot = index.data(RowRole.ROW)
        now = theme.current()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = _box_of(option.rect)
        width = Measure.RING if has_focus else Measure.HAIRLINE
        painter.setPen(QPen(now.accent if is_chosen or is_hovered or has_focus else now.line, width))
        painter.setBrush(now.accent_soft if is_chosen else now.surface)
        _paint_frame(painter, box, width)
        self._paint_words(painter, option, box.adjusted(Space.M, 0, -Space.M, 0), slot)
        painter.restore()

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, inner: QRect, slot: Slot) -> None:
        now = theme.current()
        leading = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        trailing = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        strong, plain = theme.font(weight=Weight.SEMIBOLD), theme.font(TextSize.SECONDARY)
        when = sentence_case(self._words_of(slot))
        minutes = int((slot.ends_at - slot.starts_at).total_seconds() // 60)
        length = self.tr("{minutes} min").format(minutes=minutes)
        when_width = QFontMetrics(strong).horizontalAdvance(when)
        length_width = QFontMetrics(plain).horizontalAdvance(length) + 1
        left = inner.left()

        def part(width: int) -> QRect:
            return QStyle.visualRect(option.direction, inner, QRect(left, inner.top(), width, inner.height()))

        painter.setFont(strong)
        painter.setPen(now.text)
        painter.drawText(part(when_width + 1), leading, isolated(when))
        left += when_width + Space.S
        painter.setFont(plain)
        painter.setPen(now.muted)
        painter.drawText(part(length_width), leading, isolated(length))
        left += length_width + Space.S
        room = inner.right() - left + 1
        name = self._name_of(slot.practitioner_id)
        elided = QFontMetrics(plain).elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(part(room), trailing, isolated(elided))
