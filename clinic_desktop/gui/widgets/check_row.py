"""One line of a filter, with its tick."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space, TextSize
from clinic_desktop.gui.statuses import practitioner_colour
from clinic_desktop.gui.typography import isolated
from clinic_desktop.gui.widgets.kept_picture import KeptPicture


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterEntry:
    """One line of a filter: `colour` is a practitioner's stored colour, none draws it in the colour of text."""

    key: Hashable
    text: str
    colour: str = ""
    count: int | None = None


class CheckRow(QAbstractButton):
    """One line of a filter: a tick in a colour, the words, and a count at the end.

    `ticked` carries the key of the entry that it shows and whether that is on now, `only_requested` the key.
    """

    ticked = Signal(object, bool)
    only_requested = Signal(object)
    all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry = FilterEntry(key="", text="")
        self._picture = KeptPicture(self)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._on_toggled)

    def show_entry(self, entry: FilterEntry) -> None:
        """Show an entry's words, colour and count."""
        if entry == self._entry:
            return
        self._entry = entry
        self.setText(entry.text)
        self.setAccessibleName(entry.text if entry.count is None else f"{entry.text}, {entry.count}")
        self.update()

    def _on_toggled(self, on: bool) -> None:
        self.ticked.emit(self._entry.key, on)

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(theme.font()).horizontalAdvance(self.text()) + 3 * Space.XL, _ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(4 * Space.XL, _ROW)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        only = QAction(self.tr("Only {name}").format(name=self._entry.text), menu)
        only.triggered.connect(lambda *_: self.only_requested.emit(self._entry.key))
        everyone = QAction(self.tr("All"), menu)
        everyone.triggered.connect(lambda *_: self.all_requested.emit())
        menu.addActions([only, everyone])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        self._picture.show((self._entry, self.isChecked()), self._paint)

    def _paint(self, painter: QPainter) -> None:
        now = theme.current()
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(now.accent, Measure.RING) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.veil(now.text, 0.04))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), Space.XS, Space.XS)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            tick = QRectF(self.width() - _TICK - Space.XS, (self.height() - _TICK) / 2, _TICK, _TICK)
        else:
            tick = QRectF(Space.XS, (self.height() - _TICK) / 2, _TICK, _TICK)
        self._paint_tick(painter, tick, practitioner_colour(self._entry.colour) if self._entry.colour else now.muted)
        count = "" if self._entry.count is None else str(self._entry.count)
        words = self.style().visualRect(
            self.layoutDirection(), self.rect(), self.rect().adjusted(_TICK + Space.S + Space.XS, 0, -Space.XS, 0)
        )
        trailing = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
        leading = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.setFont(theme.font(TextSize.SECONDARY))
        painter.setPen(now.muted)
        painter.drawText(words, trailing, count)
        taken = painter.fontMetrics().horizontalAdvance(count) + Space.XS if count else 0
        painter.setFont(theme.font())
        painter.setPen(now.text if self.isChecked() else now.muted)
        elided = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width() - taken)
        painter.drawText(words, leading, isolated(elided))

    def _paint_tick(self, painter: QPainter, box: QRectF, colour: QColor) -> None:
        painter.setPen(QPen(colour, 1.4))
        painter.setBrush(colour if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.7, 0.7, -0.7, -0.7), 3, 3)
        if not self.isChecked():
            return
        pen = QPen(theme.current().surface, 1.8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        side = box.width()
        at = box.topLeft()
        painter.drawPolyline([at + QPointF(side * x, side * y) for x, y in ((0.26, 0.54), (0.43, 0.7), (0.75, 0.34))])


_ROW = 26
_TICK = 15
