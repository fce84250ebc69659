"""From the start of the process to a sign-in window that takes keys, beside the barest window of PySide6."""

import json
from functools import partial
from pathlib import Path
from statistics import median

from .copies import copied
from .figures import Figure, in_turns
from .processes import ROOT, python, run

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


def starting(folder: Path) -> list[Figure]:
    """Each warm, in turns with the bare window, in processes of their own; the frozen one where it was built."""
    bare = partial(python, "-c", _BARE)
    words = ("--data-dir", str(folder))
    source = partial(python, "-m", "clinic_desktop", *words, CLINIC_DESKTOP_EXIT_WHEN_USABLE="1")
    figure, plain = in_turns([source] * (_ROUNDS + 1), [bare] * (_ROUNDS + 1), block=1)
    figures = [
        Figure(
            name="start to usable sign-in", unit="ms", figure=figure, bare=plain, goal="≤ 1.3 × bare",
            met=figure <= 1.3 * plain,
        )
    ]  # fmt: skip
    if _FROZEN.exists():
        frozen = partial(run, str(_FROZEN), *words, CLINIC_DESKTOP_EXIT_WHEN_USABLE="1")
        figure, plain = in_turns([frozen] * (_ROUNDS + 1), [bare] * (_ROUNDS + 1), block=1)
        figures.append(
            Figure(
                name="start to usable sign-in, frozen", unit="ms", figure=figure, bare=plain,
                goal="≤ 1.3 × bare, < 700", met=figure <= 1.3 * plain and figure < _FROZEN_MOST,
            )
        )  # fmt: skip
    return figures


def coming_in(folder: Path) -> list[Figure]:
    """From Enter at the sign-in to the day painted whole, beside what bcrypt takes of it; first and later times."""
    with copied(folder) as copy:
        found = json.loads(python("-m", "tests.benchmarks.signing_in", str(copy)))
    first, *later = ((one["to_painted"], one["bcrypt"]) for one in found)
    again = median(whole for whole, _ in later), median(proof for _, proof in later)
    return [
        Figure(
            name=f"Enter to the day painted, {name}", unit="ms", figure=whole, bare=proof,
            goal=f"≤ bcrypt + {_BESIDE_BCRYPT}", met=whole <= proof + _BESIDE_BCRYPT,
        )
        for name, (whole, proof) in (("first time", first), ("later", again))
    ]  # fmt: skip


_BESIDE_BCRYPT = 60
_FROZEN = ROOT / "dist" / "clinic-desktop" / "clinic-desktop"
_FROZEN_MOST = 700
