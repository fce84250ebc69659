"""The start: the first window waits for nothing that it does not show, and the rest follows it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from clinic_desktop import paths
from clinic_desktop.app import LEAVE_WHEN_USABLE

ROOT = Path(__file__).parent.parent.parent
START = """
import gc, os, sys
from pathlib import Path

gc.disable()  # as clinic_desktop.__main__ does

from PySide6 import QtCore
from clinic_desktop.app import Program, make_application

def note():
    at_paint.update(modules=sorted(sys.modules), qt_core=sorted(vars(QtCore)))
    afterwards.start()

def look():
    if program.sweeper.is_at_work and not application.windowIcon().isNull():
        import json
        print(json.dumps(at_paint | {"marks": QtCore.QFile.exists(":/light-check.svg")}))
        sys.stdout.flush()
        os._exit(0)

at_paint = {}
folder = Path(sys.argv[1])
application = make_application(folder)
program = Program(application, folder)
afterwards = QtCore.QTimer(interval=0)
afterwards.timeout.connect(look)
program.entrance.painted.connect(note)
program.start()
application.exec()
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What was there when the first window was painted, and how the program stood soon after."""

    modules: list[str]
    qt_core: list[str]
    marks: bool


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Start:
    folder = tmp_path_factory.mktemp("clinic")
    paths.clinic_file(folder).touch()  # nobody looks into it before the window stands
    done = subprocess.run(
        [sys.executable, "-P", "-c", START, str(folder)],
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return Start(**json.loads(done.stdout))


def test_the_sign_in_window_is_painted_before_anything_slow_is_imported(start: Start) -> None:
    heavy = {"alembic", "cryptography", "keyring", "sqlalchemy", "sqlcipher3", "clinic_desktop.gui.icons"}
    rooms_behind = ("clinic_desktop.domain", "clinic_desktop.services", "clinic_desktop.storage")

    assert not heavy & set(start.modules)
    assert not [name for name in start.modules if name.startswith(rooms_behind)]


def test_the_sign_in_window_has_none_of_the_enums_of_qt_made(start: Start) -> None:
    assert "QTimer" in start.qt_core
    assert "Qt" not in start.qt_core  # it takes 15 ms of the start to make them: see gui/properties.py


def test_what_the_first_window_did_without_comes_after_it(start: Start) -> None:
    assert start.marks  # and it ended, so the windows' icon is there and garbage is collected


def test_the_whole_program_imports_nothing_slow_before_its_first_window_takes_keys(tmp_path: Path) -> None:
    """Qt's off-screen part complains of every window: the log, and what it is written with, wait all the same."""
    paths.clinic_file(tmp_path).touch()
    done = subprocess.run(
        [sys.executable, "-P", "-X", "importtime", "-m", "clinic_desktop", "--data-dir", str(tmp_path)],
        env=dict(os.environ)
        | {"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
        | {LEAVE_WHEN_USABLE: "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}

    assert "propagateSizeHints" in done.stderr
    assert "clinic_desktop.gui.login_dialog" in imported
    assert not {"datetime", "json", "logging.handlers", "platformdirs", "socket", "sqlalchemy"} & imported
