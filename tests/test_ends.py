"""Ends that are no fault of the program, and the question that it asks after two that are."""

import signal
import sys
from collections.abc import Iterator

import pytest

from tests.test_running import PATIENCE, Computer, computer, ended, said
from tests.x_server import XServer, needs_x_server

__all__ = ["computer"]


@pytest.fixture
def screen() -> Iterator[XServer]:
    needs_x_server()
    server = XServer()
    yield server
    server.kill()


def crash_twice(computer: Computer) -> None:
    """End two runs by force, as soon as they are under way."""
    for _ in range(2):
        crashed = computer.python("-c", _CRASH, str(computer.clinic))
        crashed.wait(PATIENCE)


def test_a_second_start_brings_the_question_of_the_first_to_the_front(computer: Computer) -> None:
    crash_twice(computer)
    first = computer.script(_ASKED + _WAIT_FOR_THE_SECOND)
    assert first.stdout is not None
    assert first.stdout.readline() == "asked: True\n"

    second_code, _ = ended(computer.start("--desk"))
    code, out = ended(first)

    assert (second_code, code) == (0, 0), out
    assert out.splitlines() == ["in front: True", "nothing else opened: True", "the wish is remembered: True"]


def test_a_question_that_is_closed_without_an_answer_is_asked_again(computer: Computer) -> None:
    crash_twice(computer)

    closed = [ended(computer.script(_ASKED + _CLOSE)) for _ in range(2)]
    ended_by_the_system = computer.script(_ASKED + _WAIT_FOR_THE_SECOND)
    assert ended_by_the_system.stdout is not None
    asked_thrice = ended_by_the_system.stdout.readline()
    ended_by_the_system.send_signal(signal.SIGTERM)
    code, _ = ended(ended_by_the_system)
    asked_once_more = ended(computer.script(_ASKED + _CLOSE))

    assert closed == [(0, "asked: True\nicon: True\n")] * 2
    assert (asked_thrice, code) == ("asked: True\n", 0)
    assert asked_once_more == closed[0]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
@pytest.mark.parametrize(
    "screen",
    [
        {"DISPLAY": ":7777"}, {"WAYLAND_DISPLAY": "nobody"}, {"DISPLAY": ":7777", "QT_QPA_PLATFORM": "xcb"}, {},
    ],
)  # fmt: skip
def test_without_a_screen_it_ends_in_a_sentence_that_is_no_crash(computer: Computer, screen: dict[str, str]) -> None:
    computer.environment = {
        name: value
        for name, value in computer.environment.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    } | screen

    process = computer.start()
    _, errors = process.communicate(timeout=PATIENCE)

    assert process.returncode == 1
    assert errors.splitlines()[-1] == "There is no screen to open a window on. Start it where there is one."
    assert "platform plugin" not in errors
    assert not computer.left()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks the windows themselves")
@pytest.mark.parametrize("moment", ["before the loop", "in the loop", "at the first paint"])
def test_the_system_may_end_it_at_any_moment_of_the_start(computer: Computer, moment: str) -> None:
    code, out = ended(computer.script(_ENDED_EARLY[moment]))

    assert (code, out) == (0, "")
    assert not computer.left()


@pytest.mark.parametrize("moment", ["before the first window", "when it is open"])
def test_a_screen_that_went_away_is_no_crash(computer: Computer, screen: XServer, moment: str) -> None:
    offscreen = computer.environment.copy()
    computer.environment |= screen.environment
    if moment == "when it is open":
        first = computer.start()
        said(first, "started")
        screen.kill()
    else:
        first = computer.python("-c", _PAUSE_BEFORE_THE_WINDOW, "--data-dir", str(computer.clinic))
        assert first.stdout is not None
        assert first.stdout.readline() == "ready\n"
        screen.kill()
        assert first.stdin is not None
        first.stdin.write("\n")
        first.stdin.flush()
    code, _ = ended(first)
    under_way = [left for left in computer.left() if left in (".lock", ".crashes")]

    computer.environment = offscreen
    said(computer.start(), "started")

    assert code == 1
    assert not under_way
    assert "the run before ended unexpectedly" not in [line["event"] for line in computer.log()]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks the windows themselves")
def test_who_is_killed_while_ending_at_the_systems_wish_has_not_crashed(computer: Computer) -> None:
    killed = computer.script(_KILLED_WHILE_ENDING)
    killed.communicate(timeout=PATIENCE)

    said(computer.start(), "started")

    assert killed.returncode == -9
    assert "the run before ended unexpectedly" not in [line["event"] for line in computer.log()]


def test_the_keys_that_quit_do_so_on_a_keyboard_without_latin_letters(computer: Computer) -> None:
    code, out = ended(computer.script(_QUIT_IN_CYRILLIC))

    assert (code, out) == (0, "")


_QUIT_IN_CYRILLIC = """
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QKeyEvent

def press():
    window = run.program.entrance.window
    key = QKeyEvent(
        QEvent.Type.KeyPress, ord("Й"), Qt.KeyboardModifier.ControlModifier, 24, 0x6CA, 4, "\\x11"
    )
    QCoreApplication.sendEvent(window.windowHandle(), key)

QTimer.singleShot(60_000, application, lambda: application.exit(7))
run.program.entrance.clinic_opened.connect(lambda: QTimer.singleShot(0, run, press))
code = application.exec()
run.end()
sys.exit(code)
"""

_PAUSE_BEFORE_THE_WINDOW = """
import sys
import clinic_desktop.app as app
from clinic_desktop.__main__ import main

class Paused(app.Program):
    def start(self, *, desk=False):
        print("ready", flush=True)
        sys.stdin.readline()
        super().start(desk=desk)

app.Program = Paused
sys.exit(main())
"""

_KILLED_WHILE_ENDING = """
import os, signal
application.aboutToQuit.connect(lambda: os.kill(os.getpid(), signal.SIGKILL))
run.program.entrance.painted.connect(lambda: os.kill(os.getpid(), signal.SIGTERM))
application.exec()
"""

_CRASH = """
import os, sys
from pathlib import Path
from clinic_desktop.gui.presence import Presence
presence = Presence(Path(sys.argv[1]))
assert presence.claim()
presence.begin()
os.kill(os.getpid(), 9)
"""

_ASKED = """
(dialog,) = [each for each in application.topLevelWidgets() if each.isVisible()]
print("asked:", run.program is None and dialog.safe_button.isVisible(), flush=True)
"""

_WAIT_FOR_THE_SECOND = """
dialog.setWindowState(Qt.WindowState.WindowMinimized)

def called(word):
    print("in front:", dialog.isVisible() and not dialog.isMinimized() and dialog.isActiveWindow())
    print("nothing else opened:", run.program is None)
    dialog.usual_button.click()
    print("the wish is remembered:", "desk" in run.program.entrance.window.message)
    application.quit()

presence.called.connect(called, Qt.ConnectionType.QueuedConnection)
code = application.exec()
run.end()
sys.exit(code)
"""

_CLOSE = """
print("icon:", not dialog.windowIcon().isNull())
QTimer.singleShot(0, dialog, lambda: QTest.keyClick(dialog, Qt.Key.Key_Escape))
code = application.exec()
run.end()
sys.exit(code)
"""

_END = """
import os, signal
def end():
    os.kill(os.getpid(), signal.SIGTERM)
"""
_RUN = """
code = application.exec()
run.end()
sys.exit(code)
"""
_ENDED_EARLY = {
    "before the loop": _END + "end()" + _RUN,
    "in the loop": _END + "QTimer.singleShot(0, end)" + _RUN,
    "at the first paint": _END + "run.program.entrance.painted.connect(end)" + _RUN,
}
