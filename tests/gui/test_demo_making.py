"""`--demo` shows a window at once while it makes its clinic, which is left without a trace."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_desktop.paths import clinic_file
from tests.exchange.test_building_site import Other

ROOT = Path(__file__).parent.parent.parent
HANDS = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QPushButton
from clinic_desktop import __main__, app

class Hands(app.ClinicApplication):
    def __init__(self, *words, **more):
        super().__init__(*words, **more)
        self.seen = []
        self.timer = QTimer(self, interval=10)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self):
        for window in filter(lambda each: each.isVisible(), self.topLevelWidgets()):
            name = type(window).__name__
            if name not in self.seen:
                self.seen.append(name)
                print(json.dumps(name), flush=True)
            if name == "DemoMaking" and wish == "Stop":
                next(each for each in window.findChildren(QPushButton) if each.text() == wish).click()
            bar = window.findChild(QProgressBar)
            if name == "DemoMaking" and bar.accessibleName() == WAITS and WAITS not in self.seen:
                self.seen.append(WAITS)
                print(json.dumps(WAITS), flush=True)
            if name == "RefusedStart":
                window.reject()
            if name == "LoginDialog" and window.objectName() == "" and window.isActiveWindow():
                window.close()

WAITS = "Another start is making it"
wish = sys.argv.pop()
app.ClinicApplication = Hands
sys.exit(__main__.main())
"""


def a_start(room: Path, wish: str, folder: str = "clinic") -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-P", "-c", HANDS, "--demo", "--data-dir", str(room / folder), wish],
        env=dict(os.environ, PYTHONPATH=str(ROOT), CLINIC_DESKTOP_LOGS=str(room / "state")),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def windows_in(said: str) -> list[str]:
    return [json.loads(line) for line in said.splitlines() if line.startswith('"')]


def test_a_window_says_that_the_demo_clinic_is_being_made_and_the_sign_in_follows(tmp_path: Path) -> None:
    said, complained = a_start(tmp_path, "nothing").communicate(timeout=120)

    assert windows_in(said) == ["DemoMaking", "LoginDialog"]
    assert clinic_file(tmp_path / "clinic").exists()
    assert "These can sign in" in said
    assert "Traceback" not in complained


@pytest.mark.parametrize("wish", ["Stop", "interrupt"])
def test_who_stops_it_leaves_nothing_behind(tmp_path: Path, wish: str) -> None:
    start = a_start(tmp_path, wish)
    assert start.stdout is not None
    first = start.stdout.readline()
    if wish == "interrupt":
        start.send_signal(signal.SIGINT)
    said, complained = start.communicate(timeout=120)

    assert windows_in(first + said) == ["DemoMaking"]
    assert complained.splitlines()[-1] == "Stopped. What was not finished was not stored."
    assert start.returncode == 130
    assert not clinic_file(tmp_path / "clinic").exists()
    assert not [file for file in (tmp_path / "clinic").rglob("*") if file.is_file() and file.stat().st_size]


def test_what_keeps_it_from_being_made_is_told_in_a_window(tmp_path: Path) -> None:
    (tmp_path / "clinic").mkdir()
    (tmp_path / "clinic" / "making").write_text("no folder")

    start = a_start(tmp_path, "nothing")
    said, complained = start.communicate(timeout=120)

    assert windows_in(said) == ["DemoMaking", "RefusedStart"]
    assert "Traceback" not in complained
    assert start.returncode == 1


def test_a_second_start_waits_for_the_first_and_opens_what_that_has_made(tmp_path: Path) -> None:
    other = Other(tmp_path / "demo")
    start = a_start(tmp_path, "nothing", "demo")
    assert start.stdout is not None
    first = [json.loads(start.stdout.readline()) for _ in range(2)]
    other.say("go on")
    said, _ = start.communicate(timeout=120)

    assert [*first, *windows_in(said)] == ["DemoMaking", "Another start is making it", "LoginDialog"]
    assert "made in" not in said
    assert other.end() == ""
