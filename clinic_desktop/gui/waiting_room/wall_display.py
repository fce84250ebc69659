"""The window for a screen on the wall of the waiting room: who is called to which room, and who is next."""

from datetime import datetime

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QWidget

from clinic_desktop.domain.wall import Wall, WallCall, WallNext
from clinic_desktop.gui import icons, theme
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Weight
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.typography import isolated
from clinic_desktop.gui.widgets.shapes import fill_rounded

_CALLS, _NEXT = 4, 6
"""How many rows the wall has at each side: large ones, to be read from across the room."""


class WallDisplay(QWidget):
    """Paints what it is given and knows no patient. `closed` tells that somebody shut the window."""

    closed = Signal()

    def __init__(self, clinic_name: str) -> None:
        super().__init__()
        self._clinic_name = clinic_name
        self._wall = Wall(calls=(), next=())
        self._now: datetime | None = None
        self.setWindowTitle(self.tr("Wall display"))
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.resize(_WIDTH, _HEIGHT)
        theme.switch().changed.connect(self.update)

    @property
    def wall(self) -> Wall:
        """What is shown."""
        return self._wall

    def show_wall(self, wall: Wall, wall_now: datetime) -> None:
        """Show who is called and who is next; the clock shows `wall_now`."""
        if wall != self._wall:
            self._wall = wall
            told = [f"{call.called}: {call.room or call.doctor}" for call in wall.calls if call.is_new]
            self.setAccessibleDescription(", ".join(told))
            self.update()
        if self._now is None or clock(self._now) != clock(wall_now):
            self._now = wall_now
            self.update()

    def set_clinic_name(self, name: str) -> None:
        """The clinic is called otherwise."""
        self._clinic_name = name
        self.update()

    def switch_full_screen(self) -> None:
        """The whole screen, or a window again."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.switch_full_screen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F11 or (event.key() == Qt.Key.Key_Escape and self.isFullScreen()):
            self.switch_full_screen()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            self.closed.emit()
        return super().event(event)

    # painting: every size is a share of the window's height, so that a television shows the same as a monitor

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), now.background)
        whole = QRectF(self.rect())
        edge = self._unit * 4
        head = QRectF(edge, edge * 0.7, whole.width() - 2 * edge, self._unit * 8)
        self._paint_head(painter, head)
        body = QRectF(edge, head.bottom() + edge * 0.5, head.width(), whole.height() - head.bottom() - edge * 1.5)
        calls = QRectF(body.left(), body.top(), body.width() * _CALLS_SHARE - edge / 2, body.height())
        nexts = QRectF(calls.right() + edge, body.top(), body.right() - calls.right() - edge, body.height())
        self._paint_calls(painter, calls)
        self._paint_next(painter, nexts)

    @property
    def _unit(self) -> float:
        """A hundredth of what the height allows, or of what the width does where that is less."""
        return min(self.height(), self.width() * 9 / 16) / 100

    def _font(self, units: float, weight: int = Weight.REGULAR) -> QFont:
        return theme.font(max(1, round(units * self._unit)), weight)

    def _paint_head(self, painter: QPainter, head: QRectF) -> None:
        now = theme.current()
        time = "" if self._now is None else clock(self._now)
        font = self._font(5, Weight.SEMIBOLD)
        width = QFontMetricsF(font).horizontalAdvance(time)
        self._write(painter, head, time, font, "text", trailing=True)
        room = QRectF(head)
        room.setWidth(head.width() - width - self._unit * 3)
        self._write(painter, self._visual(head, room), self._clinic_name, self._font(3.6, Weight.MEDIUM), "muted")
        painter.setPen(QPen(now.line_strong, max(1.0, self._unit / 5)))
        painter.drawLine(head.bottomLeft(), head.bottomRight())

    def _paint_calls(self, painter: QPainter, box: QRectF) -> None:
        title = QRectF(box.left(), box.top(), box.width(), self._unit * 7)
        self._write(painter, title, self.tr("Please come in"), self._font(3.8, Weight.SEMIBOLD), "text")
        rows = QRectF(box.left(), title.bottom(), box.width(), box.bottom() - title.bottom())
        if not self._wall.calls:
            words = self.tr("Please take a seat. You will be called.")
            top = QRectF(rows.left(), rows.top(), rows.width(), self._unit * 12)
            self._write(painter, top, words, self._font(3.2), "muted")
            return
        height = rows.height() / _CALLS
        metrics = QFontMetricsF(self._font(_CALLED, Weight.SEMIBOLD))
        widest = max(metrics.horizontalAdvance(call.called) for call in self._wall.calls[:_CALLS]) + self._unit * 2
        for number, call in enumerate(self._wall.calls[:_CALLS]):
            row = QRectF(rows.left(), rows.top() + number * height, rows.width(), height - self._unit * 2)
            self._paint_call(painter, row, call, min(widest, rows.width() * 0.45))

    def _paint_call(self, painter: QPainter, row: QRectF, call: WallCall, width: float) -> None:
        now = theme.current()
        fill_rounded(painter, row, self._unit * 1.6, now.accent if call.is_new else now.surface)
        ink, quiet = ("on_accent", "on_accent") if call.is_new else ("text", "muted")
        inner = row.adjusted(self._unit * 3, 0, -self._unit * 3, 0)
        font = self._font(_CALLED, Weight.SEMIBOLD)
        called = QRectF(inner)
        called.setWidth(width)
        self._write(painter, self._visual(inner, called), call.called, font, ink)
        mark = self._unit * 5
        arrow = QRectF(called.right() + self._unit, inner.center().y() - mark / 2, mark, mark)
        place = self._visual(inner, arrow)
        tokens = now.tokens()
        picture = icons.pixmap(Icon.ARROW_RIGHT, tokens[quiet], round(mark), scale=self.devicePixelRatioF())
        painter.drawPixmap(place.topLeft(), picture)
        rest = QRectF(
            arrow.right() + self._unit * 2, inner.top(), inner.right() - arrow.right() - self._unit * 2, inner.height()
        )
        upper = QRectF(rest.left(), rest.top() + rest.height() * 0.14, rest.width(), rest.height() * 0.44)
        lower = QRectF(rest.left(), upper.bottom(), rest.width(), rest.height() * 0.28)
        if not call.room:
            self._write(painter, self._visual(inner, rest), call.doctor, self._font(4.6, Weight.SEMIBOLD), ink)
            return
        self._write(painter, self._visual(inner, upper), call.room, self._font(5.4, Weight.SEMIBOLD), ink)
        self._write(painter, self._visual(inner, lower), call.doctor, self._font(2.9), quiet)

    def _paint_next(self, painter: QPainter, box: QRectF) -> None:
        title = QRectF(box.left(), box.top(), box.width(), self._unit * 7)
        self._write(painter, title, self.tr("Next"), self._font(3.8, Weight.SEMIBOLD), "text")
        rows = QRectF(box.left(), title.bottom(), box.width(), box.bottom() - title.bottom())
        height = rows.height() / _NEXT
        for number, one in enumerate(self._wall.next[:_NEXT]):
            row = QRectF(rows.left(), rows.top() + number * height, rows.width(), height - self._unit * 1.4)
            self._paint_one_next(painter, row, one)

    def _paint_one_next(self, painter: QPainter, row: QRectF, one: WallNext) -> None:
        fill_rounded(painter, row, self._unit * 1.4, theme.current().surface)
        inner = row.adjusted(self._unit * 2, 0, -self._unit * 2, 0)
        called = QRectF(inner.left(), inner.top(), inner.width() * 0.36, inner.height())
        doctor = QRectF(
            called.right() + self._unit, inner.top(), inner.right() - called.right() - self._unit, inner.height()
        )
        self._write(painter, self._visual(inner, called), one.called, self._font(5.2, Weight.SEMIBOLD), "text")
        self._write(painter, self._visual(inner, doctor), one.doctor, self._font(2.7), "muted")

    def _write(
        self, painter: QPainter, box: QRectF, text: str, font: QFont, token: str, *, trailing: bool = False
    ) -> None:
        """Words on one line in a box, elided where they have no room."""
        painter.setFont(font)
        painter.setPen(theme.current().tokens()[token])
        elided = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        side = Qt.AlignmentFlag.AlignRight if trailing else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            box, QStyle.visualAlignment(self.layoutDirection(), side) | Qt.AlignmentFlag.AlignVCenter, isolated(elided)
        )

    def _visual(self, within: QRectF, box: QRectF) -> QRectF:
        """The box where it lies in the direction of reading."""
        if self.layoutDirection() is Qt.LayoutDirection.LeftToRight:
            return box
        mirrored = QRectF(box)
        mirrored.moveLeft(within.left() + within.right() - box.right())
        return mirrored


_WIDTH, _HEIGHT = 1280, 720
_CALLS_SHARE = 0.62
_CALLED = 9.0
