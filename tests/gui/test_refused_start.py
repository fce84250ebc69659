"""A start that is refused where nobody looks at a terminal: a window says why."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
HANDS = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QPushButton
from clinic_desktop.__main__ import main
from clinic_desktop.gui.refused_start import RefusedStart

def look(window):
    print(*(each.text() for each in window.findChildren(QLabel)), sep="\\n")
    print("icon:", not window.windowIcon().isNull())
    window.findChild(QPushButton).click()

RefusedStart.showEvent = lambda self, event: QTimer.singleShot(0, self, lambda: look(self))
sys.exit(main())
"""


@pytest.mark.parametrize("words", [("--desk",), ("--demo",)])
def test_a_folder_that_cannot_be_is_told_in_a_window(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "file").touch()
    folder = str(tmp_path / "file" / "clinic")

    done = subprocess.run(
        [sys.executable, "-P", "-c", HANDS, "--data-dir", folder, *words],
        env=dict(os.environ, PYTHONPATH=str(ROOT), CLINIC_DESKTOP_LOGS=str(tmp_path / "state")),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    sentence = f"{tmp_path / 'file'} is a file. Name a folder for the clinic's records."
    assert done.stdout.splitlines() == ["The program cannot be opened", sentence, "icon: True"]
    assert done.stderr.splitlines()[0] == sentence
    assert done.returncode == 2
    assert not list(tmp_path.rglob("*.crashes"))
