"""The program as a process among others: started twice, ended by the system, and after it was killed."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_desktop.settings import SettingsFile
from tests.test_program import PASSWORD, a_clinic_in

ROOT = Path(__file__).parent.parent
PATIENCE = 180


class Computer:
    """One person's account on a computer, with what the program keeps there from run to run."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.clinic = a_clinic_in(home / "clinic")
        self.environment = dict(os.environ, PYTHONPATH=str(ROOT), QT_QPA_PLATFORM="offscreen")
        self.environment |= {"XDG_STATE_HOME": str(home / "state"), "LOCALAPPDATA": str(home / "state")}
        self.started: list[subprocess.Popen[str]] = []

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Start the program as somebody does, with its log on the terminal."""
        return self.python("-m", "clinic_desktop", "--data-dir", str(self.clinic), "--debug", *words)

    def script(self, text: str, *, screens: int = 1) -> "subprocess.Popen[str]":
        """Start the program with hands that use it, on as many screens side by side."""
        numbers = range(screens)
        beside = [{"name": f"{each}", "x": each * 1440, "y": 0, "width": 1440, "height": 900} for each in numbers]
        whole = [screen | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1} for screen in beside]
        config = self.home / f"screens-{screens}.json"
        config.write_text(json.dumps({"screens": whole}), encoding="utf-8")
        self.environment["QT_QPA_PLATFORM"] = f"offscreen:configfile={config}"
        return self.python("-c", _BEFORE + text, str(self.clinic), PASSWORD)

    def python(self, *words: str) -> "subprocess.Popen[str]":
        """Start this Python on this account."""
        process = subprocess.Popen(
            [sys.executable, "-P", *words],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def log(self) -> list[dict[str, object]]:
        """Every line of every file of the log, the oldest first."""
        files = sorted(self.home.rglob("clinic-desktop.log*"), reverse=True)
        return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]

    def left(self) -> list[str]:
        """What lies about that a run keeps while it is under way."""
        files = [file for file in (self.home / "state").rglob("*.*") if file.suffix != ".log"]
        return [file.suffix for file in files if file.suffix != ".lock" or file.stat().st_size]


@pytest.fixture
def computer(tmp_path: Path) -> Iterator[Computer]:
    made = Computer(tmp_path)
    yield made
    for process in made.started:
        process.kill()
        process.communicate()


def said(process: "subprocess.Popen[str]", words: str) -> dict[str, object]:
    """Wait until the program notes an event, or a piece of work by its name, which --debug shows on the terminal."""
    assert process.stderr is not None
    before = []
    for line in process.stderr:
        before.append(line)
        noted = json.loads(line) if line.startswith("{") else {}
        if words in (noted.get("event"), noted.get("name")):
            return dict(noted)
    pytest.fail(f"it ended without “{words}”: " + "".join(before)[-2000:])


def ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    out, errors = process.communicate(timeout=PATIENCE)
    return process.returncode, out + ("" if process.returncode == 0 else errors)


def test_a_second_start_calls_the_first_and_the_systems_wish_ends_it_well(computer: Computer) -> None:
    first = computer.start()
    said(first, "started")

    code, _ = ended(computer.start())
    said(first, "a second start asked for this one")
    first.send_signal(signal.SIGTERM)
    first_code, _ = ended(first)

    assert (code, first_code) == (0, 0)
    assert [line["event"] for line in computer.log() if line["event"] != "work"].count("started") == 1
    assert not computer.left()


def test_what_a_second_start_asks_beside_the_window_is_said_to_change_nothing(computer: Computer) -> None:
    first = computer.script(_HEAR_IN_VAIN)
    assert first.stdout is not None
    assert first.stdout.readline() == "open\n"

    second = computer.start("--safe-mode", "--lang", "de", "--reset-layout")
    _, told = second.communicate(timeout=PATIENCE)
    code, out = ended(first)

    changed_nothing = "open already, so --safe-mode --reset-layout --lang=de changed nothing. Close it first, then "
    assert (second.returncode, code) == (0, 0), told + out
    assert changed_nothing in told
    assert changed_nothing in out


def test_a_layout_that_cannot_be_forgotten_keeps_nobody_out(computer: Computer) -> None:
    settings = SettingsFile(computer.clinic)
    settings.write(settings.read())
    settings.path.with_suffix(".new").mkdir()  # in its way, as write protection would be to anybody but root

    said(computer.start("--reset-layout"), "started")


def test_after_two_kills_in_a_row_safe_mode_is_offered_and_an_end_that_is_none_is_forgotten(computer: Computer) -> None:
    for _ in range(2):
        killed = computer.start()
        said(killed, "started")
        killed.kill()
        killed.wait(PATIENCE)

    code, out = ended(computer.script(_CHOOSE_SAFE_MODE))
    again = computer.start()
    fresh = said(again, "started")

    assert code == 0, out
    assert out.splitlines() == [
        "asked first: True",
        "safe mode in the title: True",
        "settings left aside: True",
        "at work in the background: False",
    ]
    assert fresh["safe_mode"] is False
    assert [line["times"] for line in computer.log() if line["event"] == "the run before ended unexpectedly"] == [1, 2]


def test_a_run_that_broke_below_python_leaves_where_it_was_and_nothing_else(computer: Computer) -> None:
    broken = computer.start()
    said(broken, "Program._on_clinic_opened")
    broken.send_signal(signal.SIGSEGV)
    broken.wait(PATIENCE)

    said(computer.start(), "started")

    (crash,) = [line for line in computer.log() if line["event"] == "the run before ended unexpectedly"]
    report = str(crash["report"])
    assert "clinic_desktop/app.py" in report
    assert "in main" in report
    assert str(ROOT) not in report


def test_one_that_was_asleep_answers_when_it_wakes(computer: Computer) -> None:
    first = computer.start()
    said(first, "Program._on_clinic_opened")

    first.send_signal(signal.SIGSTOP)
    second = computer.start()
    with pytest.raises(subprocess.TimeoutExpired):
        second.wait(1)
    first.send_signal(signal.SIGCONT)
    code, _ = ended(second)

    assert code == 0
    said(first, "a second start asked for this one")


def test_a_window_comes_back_as_it_was_left_on_a_screen_that_is_still_there(computer: Computer) -> None:
    left_on_the_second_screen, out = ended(computer.script(_LEAVE, screens=2))
    assert left_on_the_second_screen == 0, out

    code, out = ended(computer.script(_COME_BACK, screens=1))

    assert code == 0, out
    assert out.splitlines() == ["900 × 600 on screen 0, whole: True", "HealthPage"]


_BEFORE = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from clinic_desktop.app import Program, make_application
from clinic_desktop.gui.presence import Presence
from clinic_desktop.gui.running import Run
from clinic_desktop.start import Start

start = Start(folder=Path(sys.argv[1]), debug=True)
presence = Presence(start.folder)
assert presence.claim()
application = make_application(start.folder, start)
run = Run(application, start, presence, Program)
run.begin()
"""

_SIGN_IN = """
def sign_in():
    word = run.program.entrance.window.findChildren(QLineEdit)[1]
    run.program.entrance.window.findChildren(QLineEdit)[0].setText("sortiz")
    QTest.keyClicks(word, sys.argv[2])
    QTest.keyClick(word, Qt.Key.Key_Return)

def soon(window):
    QTimer.singleShot(0, window, lambda: (arrive(window), run.end(), application.quit()))

run.program.window_opened.connect(soon)
run.program.entrance.clinic_opened.connect(lambda: QTimer.singleShot(0, run, sign_in))
sys.exit(application.exec())
"""

_LEAVE = (
    """
def arrive(window):
    window.showNormal()
    window.setGeometry(1600, 100, 900, 600)
    window.commands["go_to_health"].trigger()
    while type(window.current_page).__name__ != "HealthPage":
        application.processEvents()
"""
    + _SIGN_IN
)

_COME_BACK = (
    """
def arrive(window):
    screen = window.screen()
    whole = screen.availableGeometry().contains(window.geometry())
    print(f"{window.width()} × {window.height()} on screen {screen.name()}, whole: {whole}")
    print(type(window.current_page).__name__)
"""
    + _SIGN_IN
)

_HEAR_IN_VAIN = """
def hear(_):
    print(run.program.entrance.window.message)
    run.end()
    application.quit()

presence.asked_in_vain.connect(lambda words: QTimer.singleShot(0, run, lambda: hear(words)))
print("open", flush=True)
sys.exit(application.exec())
"""

_CHOOSE_SAFE_MODE = """
def sign_in():
    program = run.program
    name, word = program.entrance.window.findChildren(QLineEdit)[:2]
    print("safe mode in the title:", "safe mode" in application.applicationDisplayName())
    print("settings left aside:", program.entrance.station.read().last_username == "")
    QTest.keyClicks(name, "sortiz")
    QTest.keyClicks(word, sys.argv[2])
    QTest.keyClick(word, Qt.Key.Key_Return)

def arrive(window):
    print("at work in the background:", run.program.outbox is not None or run.program.backups is not None)
    run.end()
    application.quit()

(dialog,) = [each for each in application.topLevelWidgets() if each.isVisible()]
print("asked first:", run.program is None)
QTest.mouseClick(dialog.safe_button, Qt.MouseButton.LeftButton)
run.program.window_opened.connect(lambda window: QTimer.singleShot(0, window, lambda: arrive(window)))
run.program.entrance.clinic_opened.connect(lambda: QTimer.singleShot(0, run, sign_in))
sys.exit(application.exec())
"""
