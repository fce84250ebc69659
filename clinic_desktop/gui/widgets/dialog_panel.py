"""What the larger dialogs stand on: a surface, its margins, and a size that fits on the screen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look


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
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    body = QWidget(area)
    set_look(body, Look.PLAIN)
    area.setWidget(body)
    return area, body


def lay_in_columns(
    body: QWidget, left: Sequence[QWidget], right: Sequence[QWidget], *, widths: tuple[int, int]
) -> None:
    """Widgets in two columns, their widths in this relation; the first at the right takes the height that is left."""
    grid = QGridLayout(body)
    grid.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
    grid.setHorizontalSpacing(Space.XL)
    for number, (widgets, width) in enumerate(zip((left, right), widths, strict=True)):
        column = QVBoxLayout()
        column.setSpacing(Space.M)
        grid.addLayout(column, 0, number)
        for widget in widgets:
            column.addWidget(widget)
        if number == 0:
            column.addStretch(1)
        else:
            column.setStretch(0, 1)
        grid.setColumnStretch(number, width)


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
