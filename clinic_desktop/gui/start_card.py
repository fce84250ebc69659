"""How a small window is laid out that stands alone, before the program does."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop import __title__
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label


def lay_out(
    dialog: QDialog, title: str, *parts: QWidget, buttons: tuple[QPushButton, ...], aside: QPushButton | None = None
) -> None:
    """The title, the parts one below the other, and the buttons, of which Enter presses the last."""
    dialog.setWindowTitle(__title__)
    set_look(buttons[-1], Look.PRIMARY)
    buttons[-1].setDefault(True)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
    layout.setSpacing(Space.M)
    for part in (label(title, Look.TITLE), *parts):
        layout.addWidget(part)
    layout.addSpacing(Space.S)
    row = QHBoxLayout()
    if aside is not None:
        row.addWidget(aside)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    layout.addLayout(row)
    layout.addStrut(_WIDTH)
    buttons[-1].setFocus()  # or the one that was made first has it, and Enter presses that


_WIDTH = 480
