"""python -m tests.benchmarks.held_memory FOLDER: what the program holds in memory once a receptionist has signed in.

It tells as JSON, in MB, what Linux counts when the day is painted and what comes next has been read ahead, and when
nobody has touched anything for half a minute; without a folder, what the barest window of PySide6 holds.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

_WIDTH, _HEIGHT = 1440, 900
_LONGEST = 300.0
_AT_REST = 35.0
"""Seconds."""
Held = dict[str, float]


def held() -> Held:
    """Resident, proportional and private memory of this process."""
    text = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    kilobytes = {name: int(rest.split()[0]) for name, _, rest in (row.partition(":") for row in text.splitlines()[1:])}
    private = kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]
    return {
        "resident": kilobytes["Rss"] / 1024,
        "proportional": kilobytes["Pss"] / 1024,
        "private": private / 1024,
    }


def _until(is_enough: Callable[[], bool], *, least: float = 0.0) -> None:
    loop, look, begun = QEventLoop(), QTimer(), monotonic()

    def on_look() -> None:
        passed = monotonic() - begun
        if passed >= _LONGEST or (passed >= least and is_enough()):
            loop.quit()

    look.timeout.connect(on_look)
    look.start(100)
    loop.exec()
    look.stop()


def _bare() -> dict[str, Held]:
    application = QApplication([])
    window = QMainWindow()
    window.resize(_WIDTH, _HEIGHT)
    window.show()
    application.processEvents()
    _until(lambda: True, least=1.0)
    return {"bare": held()}


def _program(folder: Path) -> dict[str, Held]:
    from clinic_desktop.app import Program, make_application
    from clinic_desktop.exchange.demo.accounts import PASSWORD, RECEPTIONIST
    from clinic_desktop.gui.login_dialog import LoginDialog
    from clinic_desktop.gui.sign_in_words import SignInRequest
    from clinic_desktop.gui.windows.reception_window import ReceptionWindow

    program = Program(make_application(folder), folder)
    opened: list[bool] = []
    program.entrance.clinic_opened.connect(lambda: opened.append(True))
    program.start()
    _until(lambda: bool(opened))
    _until(lambda: program.entrance.runner.is_at_rest, least=1.0)
    at_the_door = held()
    login = program.entrance.window
    assert isinstance(login, LoginDialog)
    login.sign_in_requested.emit(SignInRequest(username=RECEPTIONIST, password=PASSWORD))
    _until(lambda: program.window is not None)
    window = program.window
    assert isinstance(window, ReceptionWindow)
    window.showNormal()
    window.resize(_WIDTH, _HEIGHT)
    _until(lambda: program.entrance.runner.is_at_rest and window.calendar.foresight.is_at_rest, least=5.0)
    painted = held()
    _until(lambda: program.entrance.runner.is_at_rest, least=_AT_REST)
    return {"sign-in": at_the_door, "painted": painted, "rest": held()}


if __name__ == "__main__":
    found = _program(Path(sys.argv[1])) if sys.argv[1:] else _bare()
    print(json.dumps(found), flush=True)  # noqa: T201 # the parent reads it
    os._exit(0)  # what is held is told; the window need not be taken apart
