"""What every test stands on: a home of its own, no keyring, no screen, and nothing left behind."""

import gc
import os
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QWidget

ROOT = Path(__file__).parent.parent
MEMORY = Path("/dev/shm")
ENOUGH_MEMORY = 4 * 1024**3


def is_a_disk(folder: Path) -> bool:
    """Whether there is room for all that the tests write, and programs may be started there."""
    try:
        there = os.statvfs(folder)
    except (AttributeError, OSError):  # Windows has no such question
        return False
    is_free = there.f_bavail * there.f_frsize >= ENOUGH_MEMORY and not there.f_flag & os.ST_NOEXEC
    return is_free and os.access(folder, os.W_OK)


# What waits for the disk at each commit, as the program does, takes half its time in waiting; in memory it waits for
# nothing. Whoever runs the tests may name another place.
if "TMPDIR" not in os.environ and is_a_disk(MEMORY):
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
_home = tempfile.TemporaryDirectory(prefix="clinic-desktop-tests-")
HOME = Path(_home.name)
HOME_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "share",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
}
MAY_APPEAR_IN_ROOT = {"build", "dist", "tour"}

# Set while conftest is imported, so before anything reads them: no test sees the home or the keyring of the person who
# runs it.
for variable, folder in HOME_FOLDERS.items():
    (HOME / folder).mkdir(mode=0o700, exist_ok=True)
    os.environ[variable] = str(HOME / folder)
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for variable in ("CLINIC_DESKTOP_DATA", "QT_STYLE_OVERRIDE", "QT_SCALE_FACTOR"):
    os.environ.pop(variable, None)

settings.register_profile(
    "clinic",
    deadline=None,  # a busy machine is no wrong answer
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("clinic")


@pytest.hookimpl(trylast=True)  # after they were shuffled
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes an hour or only measures, unless it is asked for by its mark; begin with what is slow.

    So that at the end no worker still has a minute to do while the other has nothing left.
    """
    asked = config.getoption("markexpr")
    left_out = [
        item for item in items if any(item.get_closest_marker(mark) and mark not in asked for mark in _BY_NAME_ONLY)
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    slow_files = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow_files)


def pytest_collection_finish() -> None:
    """Spare the garbage collector all that was imported and collected: it stays to the end anyway."""
    gc.collect()
    gc.freeze()


_BY_NAME_ONLY = ("campaign", "bench")


@pytest.fixture(scope="session", autouse=True)
def little_cost() -> Iterator[dict[str, int]]:
    """Each try of a passphrase or of a station's code is cheap, as that of a password is; the answer is the full cost.

    What a test is about hardly ever is that cost, of a tenth of a second and 64 MB; what is, asks for `full_cost`.
    """
    from clinic_desktop.storage.keys import slots
    from clinic_desktop.sync import enrolment

    full = {"passphrase": slots._COST, "code": enrolment._SCRYPT_COST}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slots, "_COST", _LITTLE)
        patch.setattr(enrolment, "_SCRYPT_COST", _LITTLE)
        yield full


@pytest.fixture
def full_cost(little_cost: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Each try of a passphrase or of a station's code costs what it costs outside the tests."""
    from clinic_desktop.storage.keys import slots
    from clinic_desktop.sync import enrolment

    monkeypatch.setattr(slots, "_COST", little_cost["passphrase"])
    monkeypatch.setattr(enrolment, "_SCRYPT_COST", little_cost["code"])
    return little_cost


_LITTLE = 2**4


@pytest.fixture(autouse=True)
def nothing_left_behind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that leaves a thread, a running timer, a window or a file behind it."""
    threads = set(threading.enumerate())
    windows = set(map(id, top_level_windows()))
    files = stray_files()
    timers = started_timers(monkeypatch)

    yield

    for thread in new_threads(threads):
        thread.join(timeout=2)  # one that was told to end may need a moment for it

    def left() -> list[str]:
        send_deferred_deletes()
        return [
            *(f"thread {thread.name}" for thread in new_threads(threads)),
            *(f"timer {timer.objectName() or timer.parent()}" for timer in timers()),
            *(f"window {window!r}" for window in top_level_windows() if id(window) not in windows),
            *(f"file {file}" for file in stray_files() - files),
        ]

    if left():
        gc.collect()
    if remains := left():
        pytest.fail("left behind: " + ", ".join(remains))


def new_threads(before: set[threading.Thread]) -> list[threading.Thread]:
    """List the threads begun since; Qt's own pool, which Python sees as dummies, keeps its threads for later."""
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]


def started_timers(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list["QTimer"]]:
    """Note each timer that is started from here on; the answer lists those that still run."""
    if "PySide6.QtCore" not in sys.modules:
        return list
    from PySide6.QtCore import QTimer
    from shiboken6 import isValid

    started: list[weakref.ref[QTimer]] = []
    start = QTimer.start

    def noted(timer: QTimer, *milliseconds: int) -> None:
        started.append(weakref.ref(timer))
        start(timer, *milliseconds)

    monkeypatch.setattr(QTimer, "start", noted)
    return lambda: [
        timer for noted in started if (timer := noted()) is not None and isValid(timer) and timer.isActive()
    ]


def top_level_windows() -> list["QWidget"]:
    """List the windows without a parent, shown or hidden, of the application if there is one."""
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtWidgets import QApplication

    if not isinstance(QApplication.instance(), QApplication):
        return []
    return [window for window in QApplication.topLevelWidgets() if window.parent() is None]


def send_deferred_deletes() -> None:
    """Let Qt carry out what deleteLater() put off; without an event loop it waits for ever."""
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        if QCoreApplication.instance() is not None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def stray_files() -> set[str]:
    """List what lies in the tests' home, caches apart, and at the top of the source tree."""
    found = set(_files_under(str(HOME)))
    with os.scandir(ROOT) as entries:
        found.update(
            entry.name
            for entry in entries
            if not entry.name.startswith((".", "__")) and entry.name not in MAY_APPEAR_IN_ROOT
        )
    return found


def _files_under(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield entry.path
            elif entry.path != _CACHE:
                yield from _files_under(entry.path)


_CACHE = str(HOME / "cache")
