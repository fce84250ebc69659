"""From the start of the process to a sign-in window that takes keys, beside the barest window of PySide6."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from .figures import Figure, in_turns

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
    environment = dict(os.environ, CLINIC_DESKTOP_EXIT_WHEN_USABLE="1", PYTHONPATH=str(Path.cwd()))
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        environment["QT_QPA_PLATFORM"] = "offscreen"

    def run(*words: str) -> Callable[[], object]:
        command = [sys.executable, "-P", *words]
        return lambda: subprocess.run(command, env=environment, check=True, timeout=60, capture_output=True)

    ours = run("-m", "clinic_desktop", "--data-dir", str(folder))
    bare = run("-c", _BARE)
    figure, plain = in_turns([ours] * (_ROUNDS + 1), [bare] * (_ROUNDS + 1), block=1)
    return Figure(
        name="start to usable sign-in", unit="ms", figure=figure, bare=plain, goal="≤ 1.3 × bare",
        met=figure <= 1.3 * plain,
    )  # fmt: skip
