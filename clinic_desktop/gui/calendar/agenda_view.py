"""The agenda: appointments below one another, grouped by their days."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from clinic_desktop.gui import privacy, theme
from clinic_desktop.gui.calendar.agenda_delegate import HEAD, AgendaDelegate
from clinic_desktop.gui.calendar.sheet.appointment_model import AppointmentModel, Role
from clinic_desktop.gui.calendar.sheet.flashes import Flashes
from clinic_desktop.gui.calendar.sheet.hover_card import HoverCard
from clinic_desktop.gui.calendar.sheet.minute_clock import MinuteClock
from clinic_desktop.gui.measures import TextSize
from clinic_desktop.gui.unconfirmed import unconfirmed


class AgendaView(QListView):
    """A list over the calendar's own model and selection; `end_neared` tells that more may be wanted."""

    appointment_chosen = Signal(object)
    appointment_activated = Signal(object)
    appointment_menu_requested = Signal(QPoint, object)
    choice_cleared = Signal()
    end_neared = Signal()

    def __init__(self, zone: ZoneInfo, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._words = ""
        self._flashes = Flashes(self)
        self._flashes.changed.connect(self.viewport().update)
        self._card = HoverCard(zone, self)
        self._rows = AgendaDelegate(zone, clock, self._flashes, self)
        self.minute = MinuteClock(clock, self)
        self.minute.passed.connect(self.viewport().update)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self._look_for_end)
        self.setItemDelegate(self._rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Agenda"))
        self.verticalScrollBar().valueChanged.connect(lambda *_: self._settle.start())
        self.doubleClicked.connect(lambda index: self.appointment_activated.emit(_id_of(index)))
        for switch in (theme.switch(), privacy.switch()):
            switch.changed.connect(self.viewport().update)
        unconfirmed().changed.connect(self._on_unconfirmed_changed)

    def say(self, words: str) -> None:
        """What stands in place of rows while there are none."""
        self._words = words
        self.viewport().update()

    def settle(self) -> None:
        """Rows have come: look whether they fill the view."""
        self._settle.start()

    def flash(self, appointment_ids: Iterable[UUID]) -> None:
        """Show softly, in place, that these have changed."""
        self._flashes.start(appointment_ids)

    def scroll_to_beginning(self) -> None:
        """Show the first day."""
        self.verticalScrollBar().setValue(0)

    def _on_unconfirmed_changed(self, ids: frozenset[UUID]) -> None:
        model = self.model()
        if self.isVisible() and isinstance(model, AppointmentModel):
            for row, line in enumerate(model.lines()):
                if line.id in ids:
                    self.viewport().update(self.visualRect(model.index(row)))

    def _look_for_end(self) -> None:
        bar = self.verticalScrollBar()
        if self.isVisible() and bar.value() >= bar.maximum() - self.viewport().height():
            self.end_neared.emit()

    def _chosen(self) -> QModelIndex:
        selected = self.selectionModel().selectedIndexes()
        return selected[0] if selected else QModelIndex()

    # Qt's own names

    def setModel(self, model: object) -> None:
        """Show an AppointmentModel."""
        assert isinstance(model, AppointmentModel)
        super().setModel(model)
        # A row may have gained or lost the head of its day above it, when its neighbour came or went.
        for signal in (model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.dataChanged):
            signal.connect(self.scheduleDelayedItemsLayout)

    def rowsAboutToBeRemoved(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        """Leave the choice empty when the chosen one goes: Qt's own would choose its neighbour."""

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self.isHidden() and self._chosen().isValid():
            self.appointment_chosen.emit(_id_of(self._chosen()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, chosen = Qt.Key(event.key()), self._chosen()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen.isValid():
            self.appointment_activated.emit(_id_of(chosen))
        elif key == Qt.Key.Key_Escape and chosen.isValid():
            self.clearSelection()
            self.choice_cleared.emit()
        elif key in _WALKING:
            if not chosen.isValid() and self.model().rowCount():
                self.setCurrentIndex(self.model().index(0, 0))
            else:
                super().keyPressEvent(event)
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._card.hide()
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self._chosen()
        if index.isValid():
            self.setCurrentIndex(index)
            place = event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.visualRect(index).center())
            self.appointment_menu_requested.emit(place, _id_of(index))

    def indexAt(self, point: QPoint) -> QModelIndex:
        index = super().indexAt(point)
        is_on_head = index.isValid() and not self._rows.row_rect(QRectF(self.visualRect(index)), index).contains(
            point.toPointF()
        )
        return QModelIndex() if is_on_head else index

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._card.hide()
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            if index.isValid():
                row = self._rows.row_rect(QRectF(self.visualRect(index)), index).toAlignedRect()
                self._card.show_line(index.data(Role.LINE), row, self._clock())
            else:
                self._card.hide()
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._words and not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setFont(theme.font(TextSize.BODY))
            painter.setPen(theme.current().muted)
            room = self.viewport().rect().adjusted(0, HEAD, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self._words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.minute.start()
        self._settle.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self.minute.stop()
        self._settle.stop()
        self._flashes.stop()
        self._card.hide()
        super().hideEvent(event)


def _id_of(index: QModelIndex) -> UUID:
    line = index.data(Role.LINE)
    found: UUID = line.id
    return found


_WALKING = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
