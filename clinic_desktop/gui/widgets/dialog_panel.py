"""What the larger dialogs stand on: a surface, its margins, and a size that fits on the screen."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.turns import in_a_turn


def panel_of(dialog: QDialog) -> QVBoxLayout:
    """Lay a surface over the whole dialog; the answer is where its contents go."""
    panel = QFrame(dialog)
    set_look(panel, Look.PANEL)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
    outer.addWidget(panel)
    inner = QVBoxLayout(panel)
    inner.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
    inner.setSpacing(Space.M)
    return inner


def scrolling(parent: QWidget | None) -> tuple[QScrollArea, QWidget]:
    """A frameless area that scrolls where the dialog is smaller than what is in it, and the body to lay that out in.

    The body is in its place from the beginning: moving a tree of widgets into another parent costs more than making it.
    """
    area = _FollowingArea(parent)
    body = QWidget(area)
    set_look(body, Look.PLAIN)
    area.setWidget(body)
    return area, body


class _FollowingArea(QScrollArea):
    """Brings what gets the keyboard into view, also where the program gave it that; Qt does so for Tab alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            in_a_turn(now, lambda: self._bring_in(now))  # what has just appeared is not in its place yet

    def _bring_in(self, part: QWidget) -> None:
        """What is seen well enough to be clicked on stays where it is."""
        seen = part.visibleRegion().boundingRect().height()
        if part.hasFocus() and part.isVisible() and seen < min(part.height(), part.fontMetrics().height()):
            self.ensureWidgetVisible(part)


def whole_if_there_is_room(parent: QWidget | None) -> tuple[QScrollArea, QVBoxLayout]:
    """An area for the fields of a dialog between its heading and its buttons, and the column to lay them out in.

    It is as high as they are, and scrolls on a screen that is too low for the whole dialog.
    """
    area = _GivingArea(parent)
    column = QVBoxLayout(area.body)
    column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
    column.setSpacing(Space.M)
    return area, column


class _GivingArea(_FollowingArea):
    """Asks for the height of what is in it, or, on a screen that has less, for what that has beside the rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QWidget(self)
        set_look(self.body, Look.PLAIN)
        self.setWidget(self.body)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._follow()
        self.body.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._follow()  # an area keeps it to itself when what is in it grows
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        """Where it scrolls, all the room that is left in the dialog is of use to it."""
        scrolls = self.body.minimumSizeHint().height() > self._most()
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding if scrolls else QSizePolicy.Policy.Preferred
        )
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        body = self.body
        return min(self._most(), body.heightForWidth(width) if body.hasHeightForWidth() else body.sizeHint().height())

    def sizeHint(self) -> QSize:
        return self._given(self.body.sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._given(self.body.minimumSizeHint())

    def _given(self, wanted: QSize) -> QSize:
        most = self._most()
        bar = self.verticalScrollBar().sizeHint().width() if wanted.height() > most else 0
        return QSize(wanted.width() + bar, min(wanted.height(), most))

    def _most(self) -> int:
        return max(_LEAST_SEEN, room_on(self.screen()) - _AROUND)


def room_on(screen: QScreen) -> int:
    """The height that a window can have there."""
    return screen.availableGeometry().height()


def lay_in_columns(
    body: QWidget, left: Sequence[QWidget], right: Sequence[QWidget], *, widths: tuple[int, int]
) -> None:
    """Widgets in two columns, their widths in this relation; the first at the right takes the height that is left.

    In a body that scrolls the right column comes below the left one as long as there is no room for both.
    """
    both = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
    both.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
    columns = QVBoxLayout(), QVBoxLayout()
    for column, widgets in zip(columns, (left, right), strict=True):
        column.setSpacing(Space.M)
        both.addLayout(column)
        for widget in widgets:
            column.addWidget(widget)
    columns[0].addStretch(1)
    columns[1].setStretch(0, 1)
    _Wrapping(body, both, columns, widths)


class _Wrapping(QObject):
    """Takes the right one of two columns below the left one while both are wider than what is seen of them."""

    def __init__(
        self, body: QWidget, both: QBoxLayout, columns: tuple[QVBoxLayout, QVBoxLayout], widths: tuple[int, int]
    ) -> None:
        super().__init__(body)
        self._both = both
        self._columns = columns
        self._widths = widths
        self._seen = body.parentWidget() or body
        self._is_below: bool | None = None
        self._settle()
        for watched in (body, self._seen):
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._settle()
        return False

    def _settle(self) -> None:
        """Where the columns stand below each other the upper one takes what it needs."""
        least = sum(column.minimumSize().width() for column in self._columns) + Space.XL
        is_below = least > self._seen.width()
        if is_below is self._is_below:
            return
        self._is_below = is_below
        self._both.setDirection(QBoxLayout.Direction.TopToBottom if is_below else QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(Space.L if is_below else Space.XL)
        for number, stretch in enumerate((0, 1) if is_below else self._widths):
            self._both.setStretch(number, stretch)


def foot_of(*buttons: QWidget) -> QHBoxLayout:
    """The buttons at the foot of a dialog, the one that does it last."""
    foot = QHBoxLayout()
    foot.setSpacing(Space.S)
    foot.addStretch(1)
    for button in buttons:
        foot.addWidget(button)
    return foot


def fit_on_screen(dialog: QDialog, width: int, height: int) -> None:
    """Give the dialog this size, or what the screen has of it, in the middle of its window.

    A window larger than the screen, as there are off screen, counts as the screen.
    """
    room = dialog.screen().availableGeometry()
    parent = dialog.parentWidget()
    if parent is not None:
        room = room.united(parent.window().geometry())
    dialog.resize(min(width, room.width() - 2 * Space.XL), min(height, room.height() - 2 * Space.XXL))
    if parent is not None:
        place = dialog.rect()
        place.moveCenter(parent.window().geometry().center())
        dialog.move(max(place.left(), room.left()), max(place.top(), room.top()))


def fit_to_contents(dialog: QDialog, panel: QVBoxLayout, area: QScrollArea, width: int) -> None:
    """Give a dialog this width, and the height that its panel asks for; where the screen has less, its `area` scrolls.

    Then it can be reached by the keyboard, to be scrolled by it.
    """
    window, margins, body = dialog.parentWidget(), panel.contentsMargins(), area.widget()
    if window is not None:
        width = min(width, window.window().width() - 2 * Space.XL)
    for part in dialog.findChildren(QWidget):  # what was just shown or said is else known to its own parent only
        part.updateGeometry()
    height = 0 if body is None else body.heightForWidth(width - margins.left() - margins.right())
    area.setFixedHeight(height)
    whole = panel.totalHeightForWidth(width)
    area.setMinimumHeight(min(height, _LEAST_SEEN))
    fit_on_screen(dialog, width, whole)
    scrolls = dialog.height() < whole
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if scrolls else Qt.FocusPolicy.NoFocus)


_LEAST_SEEN = 60
_AROUND = 200
"""The height of a dialog's heading, a message, its buttons, and the frame that a desktop gives it."""
