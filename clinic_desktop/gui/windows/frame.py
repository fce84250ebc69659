"""What lies inside a window: the toolbar, the page with what stands at its sides, and the status strip."""

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QSplitterHandle,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.turns import paint_after_all_others, paint_in_a_turn
from clinic_desktop.gui.widgets.divide import DividePlace, SideDivide
from clinic_desktop.gui.widgets.fitting_label import FittingLabel
from clinic_desktop.gui.widgets.status_strip import StatusStrip


class Frame(QWidget):
    """The inside of a window. `middle` and `end` of the toolbar are the window's own; its beginning is the page's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.toolbar = Toolbar()
        self.pages = QStackedWidget()
        # Lists take the room that there is; a page that is not shown would make the window larger for what it had.
        self.pages.setMinimumSize(_LEAST_PAGE, _LEAST_HEIGHT)
        self.middle = PageAndSides(self.pages)
        self.strip = StatusStrip()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.NONE)
        layout.addWidget(self.toolbar)
        layout.addWidget(self.middle, 1)
        layout.addWidget(self.strip)
        self._rows = layout
        self._rests: Callable[[], bool] = bool
        self.show_sides(None, None)

    def add_foot(self, widget: QWidget) -> None:
        """Lay a strip between the page and the status strip."""
        self._rows.insertWidget(self._rows.count() - 1, widget)

    def show_sides(self, left: QWidget | None, right: QWidget | None, *, rests: Callable[[], bool] = bool) -> None:
        """Put these widgets at the sides of the page; none leaves no place free.

        `rests` is asked whether the right one has nothing to say now; who knows that it does calls fit().
        """
        self._rests = rests
        self.middle.left.show_widget(left)
        self.middle.right.show_widget(right)
        self.fit()
        self.paint_page_first()

    def paint_page_first(self) -> None:
        """Have the sides painted after the page, each in a turn of its own."""
        for side in (self.middle.left, self.middle.right):
            paint_in_a_turn(side)

    def come_up(self) -> None:
        """Have what is around the page painted at once; the page in a turn to come, and the sides after it."""
        paint_in_a_turn(self.middle)
        for side in (self.middle.left, self.middle.right):
            paint_after_all_others(side)

    def fit(self) -> None:
        """Where the window is narrow the page comes first: the left side goes, and the right one while it rests."""
        left, right = self.middle.left, self.middle.right
        left.setVisible(left.is_filled and self._has(_ROOM_FOR_LEFT))
        right.setVisible(right.is_filled and (self._has(_ROOM_FOR_REST) or not self._rests()))
        self.middle.settle()

    def _has(self, width: int) -> bool:
        return self.width() >= width or not self.isVisible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()


class PageAndSides(QSplitter):
    """The page between its sides, which are as wide as somebody made them where the page has room enough beside them.

    In a narrower window they become narrower for as long as it is, down to what everybody finds on the first day.
    """

    def __init__(self, pages: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(Measure.HAIRLINE)
        self.left_place = _width("left", Measure.LEFT_SIDE, _LEAST_LEFT, self)
        self.right_place = _width("right", Measure.RIGHT_SIDE, _LEAST_RIGHT, self)
        self.left, self.right = SideSlot(), SideSlot()
        for number, widget in enumerate((self.left, pages, self.right)):
            self.addWidget(widget)
            self.setStretchFactor(number, int(widget is pages))
        words = ("", self.tr("Width of the left side"), self.tr("Width of the right side"))
        for side, place in ((self.left, self.left_place), (self.right, self.right_place)):
            side.setMinimumWidth(place.least)
            side.setMaximumWidth(place.most)
        for number, place in enumerate((self.left_place, self.right_place), 1):
            handle = self.handle(number)
            assert isinstance(handle, SideDivide)
            handle.move_with(place, words[number], is_before_page=number == 1)
            place.changed.connect(self.settle)
        self.splitterMoved.connect(self._on_moved)
        self.settle()

    def settle(self) -> None:
        """Give the sides their widths, and the page the rest."""
        left = self.left_place.value if not self.left.isHidden() else 0
        right = self.right_place.value if not self.right.isHidden() else 0
        short = _PAGE_TO_LEAVE - (self.width() - left - right)
        for_right = min(max(short, 0), max(right - Measure.RIGHT_SIDE, 0))
        for_left = min(max(short - for_right, 0), max(left - Measure.LEFT_SIDE, 0))
        left, right = left - for_left, right - for_right
        self.setSizes([left, max(self.width() - left - right, _LEAST_PAGE), right])

    def createHandle(self) -> QSplitterHandle:
        return SideDivide(self)

    def _on_moved(self, _: int, number: int) -> None:
        sizes = self.sizes()
        if number == 1:
            self.left_place.put(sizes[0])
        else:
            self.right_place.put(sizes[2])

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.settle()  # first, so that nothing is laid out twice
        super().resizeEvent(event)


def _width(name: str, usual: int, least: int, parent: QWidget) -> DividePlace:
    return DividePlace(name, usual=usual, least=least, most=usual * 2, step=Space.L, parent=parent)


class SideSlot(QFrame):
    """A place beside the page; what is too tall for it scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, Look.PANEL)
        self._stack = QStackedWidget()
        self._holders: dict[QWidget, QWidget] = {}
        self.is_filled = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(self._stack)

    def show_widget(self, widget: QWidget | None) -> None:
        """Show a widget, taken in when it comes first."""
        self.is_filled = widget is not None
        if widget is None:
            return
        if widget not in self._holders:
            self._holders[widget] = self._hold(widget)
        self._stack.setCurrentWidget(self._holders[widget])

    def _hold(self, widget: QWidget) -> QWidget:
        if isinstance(widget, QAbstractScrollArea):
            self._stack.addWidget(widget)
            return widget
        area = QScrollArea(self._stack)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_look(widget, Look.PLAIN)
        # Into its place first: the area measures what it is given, for which Qt styles it, and again if that moves.
        self._stack.addWidget(area)
        area.setWidget(widget)
        widget.show()
        return area


@runtime_checkable
class Tightening(Protocol):
    """A widget of the toolbar that has a narrower form, by as much as is `spared`."""

    @property
    def spared(self) -> int: ...

    @property
    def is_tight(self) -> bool: ...

    def set_tight(self, tight: bool) -> None: ...


class Toolbar(QFrame):
    """The strip above the page; hidden while nothing stands in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, Look.TOOLBAR)
        self._of_page: Sequence[QWidget] = ()
        self._start = QHBoxLayout()
        self._middle = QHBoxLayout()
        self._end = QHBoxLayout()
        self._own: list[QWidget] = []
        self._spares: list[QWidget] = []
        self._switches: list[Tightening] = []
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(Space.L - 2, Space.NONE, Space.L - 2, Space.NONE)
        row.setSpacing(Space.L)
        for part in (self._start, self._middle):
            part.setSpacing(Space.S + 2)
            row.addLayout(part)
        row.addStretch(1)
        self._end.setSpacing(Space.S + 2)
        row.addLayout(self._end)
        self.setFixedHeight(Measure.TOOLBAR)
        self.hide()

    def add_middle(self, widget: QWidget) -> None:
        """Put a widget of the window after the page's own."""
        self._middle.addWidget(widget)
        self._take(widget)

    def add_end(self, widget: QWidget, *, can_be_spared: bool = False) -> None:
        """Put a widget of the window at the end; those that can be spared go, the first one first, before titles do."""
        self._end.addWidget(widget)
        self._take(widget)
        if can_be_spared:
            self._spares.append(widget)

    def show_page_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Put a page's widgets at the beginning, in place of the page's before."""
        for widget in self._of_page:
            widget.hide()
            self._start.removeWidget(widget)
        self._of_page = tuple(widgets)
        for widget in self._of_page:
            self._start.addWidget(widget)
            widget.show()
        self.setVisible(bool(self._own or self._of_page))

    def _take(self, widget: QWidget) -> None:
        self._own.append(widget)
        if isinstance(widget, Tightening):
            self._switches.append(widget)
        self.show()

    def _fit(self) -> None:
        """Where there is no room for everything titles become shorter first, then spares go, then switches tighten."""
        for title in self.findChildren(FittingLabel):
            whole = self._row.sizeHint().width() + (title.spared if title.is_short else 0)
            title.set_short(whole > self.width())
        titles = [title for title in self.findChildren(FittingLabel) if not title.isHidden()]
        needed = self._row.minimumSize().width() + sum(title.least_for_short - title.least for title in titles)
        needed += sum(switch.spared for switch in self._switches if switch.is_tight)
        widths = [spare.minimumSizeHint().width() + self._end.spacing() for spare in self._spares]
        needed -= sum(width for spare, width in zip(self._spares, widths, strict=True) if not spare.isHidden())
        for spare, width in reversed(list(zip(self._spares, widths, strict=True))):
            has_room = needed + width <= self.width()
            spare.setVisible(has_room)
            needed += width if has_room else 0
        for switch in self._switches:
            switch.set_tight(needed > self.width())
            needed -= switch.spared if switch.is_tight else 0
        for title in titles:
            title.hold_short(needed <= self.width())

    def minimumSizeHint(self) -> QSize:
        """Less than what all of it takes: the window may be as narrow as a screen that is."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), _LEAST_TOOLBAR), least.height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


_ROOM_FOR_LEFT, _ROOM_FOR_REST = 900, 1000
_LEAST_TOOLBAR = 640
_LEAST_PAGE, _LEAST_HEIGHT = 320, 240
_PAGE_TO_LEAVE = 480
_LEAST_LEFT, _LEAST_RIGHT = 224, 296
