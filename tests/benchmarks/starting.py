"""From the start of the process to a sign-in window that takes keys, beside the barest window of PySide6."""

from functools import partial
from pathlib import Path

from .figures import Figure, in_turns
from .processes import python

_ROUNDS = 11
_BARE = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, lambda: os._exit(0))

application = QApplication([])
window = Window()
QVBoxLayout(window).addWidget(QLineEdit())
window.resize(1440, 900)
window.show()
application.exec()
"""


def starting(folder: Path) -> Figure:
    """Both are started warm, in turns, in processes of their own."""
    ours = partial(python, "-m", "clinic_desktop", "--data-dir", str(folder), CLINIC_DESKTOP_EXIT_WHEN_USABLE="1")
    bare = partial(python, "-c", _BARE)
    figure, plain = in_turns([ours] * (_ROUNDS + 1), [bare] * (_ROUNDS + 1), block=1)
    return Figure(
        name="start to usable sign-in", unit="ms", figure=figure, bare=plain, goal="≤ 1.3 × bare",
        met=figure <= 1.3 * plain,
    )  # fmt: skip
