"""What the larger dialogs stand on: a surface, its margins, and a size that fits on the screen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look


def panel_of(dialog: QDialog) -> QVBoxLayout:
    """Lay a surface over the whole dialog; the answer is where its contents go."""
    panel = QFrame()
    set_look(panel, Look.PANEL)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
    outer.addWidget(panel)
    inner = QVBoxLayout(panel)
    inner.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
    inner.setSpacing(Space.M)
    return inner


def two_columns(left: Sequence[QWidget], right: Sequence[QWidget], *, widths: tuple[int, int]) -> QWidget:
    """Widgets in two columns of at least these widths; the first one at the right takes the height that is left."""
    body = QWidget()
    set_look(body, Look.PLAIN)
    grid = QGridLayout(body)
    grid.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
    grid.setHorizontalSpacing(Space.XL)
    for number, (widgets, width) in enumerate(zip((left, right), widths, strict=True)):
        column = QVBoxLayout()
        column.setSpacing(Space.M)
        for widget in widgets:
            column.addWidget(widget)
        if number == 0:
            column.addStretch(1)
        else:
            column.setStretch(0, 1)
        grid.addLayout(column, 0, number)
        grid.setColumnMinimumWidth(number, width)
        grid.setColumnStretch(number, width)
    return body


def foot_of(*buttons: QWidget) -> QHBoxLayout:
    """The buttons at the foot of a dialog, the one that does it last."""
    foot = QHBoxLayout()
    foot.setSpacing(Space.S)
    foot.addStretch(1)
    for button in buttons:
        foot.addWidget(button)
    return foot


def scrolling(body: QWidget) -> QScrollArea:
    """A frameless area that scrolls its body where the dialog is smaller than that needs."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(body)
    return area


def fit_on_screen(dialog: QDialog, width: int, height: int) -> None:
    """Give the dialog this size, or what the screen, or a window larger than that, has of it."""
    room = dialog.screen().availableSize()
    parent = dialog.parentWidget()
    if parent is not None:
        room = room.expandedTo(parent.window().size())
    dialog.resize(min(width, room.width() - 2 * Space.XL), min(height, room.height() - 2 * Space.XXL))
