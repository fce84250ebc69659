"""What is typed to open the program is understood without argparse, or handed to it to be refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_desktop import paths
from clinic_desktop.__main__ import main as start_program
from clinic_desktop.app import LEAVE_WHEN_USABLE
from clinic_desktop.cli import run
from clinic_desktop.start import Start, is_language, read_words
from tests.builders import a_small_clinic


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The clinic's folder when none is named; the hook for bugs, and what --portable names, are put back at the end."""
    monkeypatch.setenv("CLINIC_DESKTOP_DATA", str(tmp_path / "home"))
    monkeypatch.setenv("CLINIC_DESKTOP_LOGS", str(tmp_path / "logs"))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return tmp_path / "home"


def test_without_a_word_the_persons_own_clinic_opens(home: Path) -> None:
    assert read_words([]) == Start(folder=home)


def test_every_word_is_heard_in_any_order(tmp_path: Path) -> None:
    words = ["--safe-mode", "--lang", "pt_BR", "--desk", "--data-dir", str(tmp_path), "--debug", "--reset-layout"]

    start = read_words(words)

    assert start == Start(
        folder=tmp_path, desk=True, language="pt_BR", safe_mode=True, debug=True, reset_layout=True
    )  # fmt: skip
    assert read_words([*words[4:], *words[:4]]) == start


@pytest.mark.parametrize(
    "words",
    [
        ["demo"], ["--demo"], ["--version"], ["--desk", "--desk"], ["--data-dir"], ["--data-dir", ""],
        ["--data-dir", "--desk"], ["--lang"], ["--lang", "--desk"], ["--lang", "klingon!"], ["--frobnicate"],
        ["--portable", "--data-dir", "here"],
    ],
)  # fmt: skip
def test_whatever_is_no_wish_for_a_window_alone_is_left_to_the_command_line(words: list[str]) -> None:
    assert read_words(words) is None


def test_a_folder_that_is_a_file_is_left_to_the_command_line_to_refuse(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert read_words(["--data-dir", str(tmp_path / "file")]) is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--lang", "klingon!"], "klingon! is no language"),
        (["--portable", "--data-dir", "here"], "--portable names a folder already"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 2
    assert said in capsys.readouterr().err


def test_a_portable_program_keeps_records_and_logs_beside_itself() -> None:
    start = read_words(["--portable"])

    assert start is not None
    assert start.folder == Path(__file__).parent.parent / paths.PORTABLE
    assert paths.demo_folder().is_relative_to(start.folder)
    assert paths.log_folder().is_relative_to(start.folder)
    assert paths.state_folder().is_relative_to(start.folder)
    assert os.environ["CLINIC_DESKTOP_DATA"] == str(start.folder)  # what it starts keeps to it too


@pytest.mark.parametrize(
    ("program", "folder"),
    [
        ("D:/stick/clinic-desktop/clinic-desktop", "D:/stick/clinic-desktop/clinic-desktop-data"),
        ("/media/stick/Clinic Desktop.app/Contents/MacOS/clinic-desktop", "/media/stick/clinic-desktop-data"),
    ],
)
def test_beside_a_frozen_program_is_beside_its_folder_or_its_bundle(
    monkeypatch: pytest.MonkeyPatch, program: str, folder: str
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", program)

    assert paths.portable_folder() == Path(folder)


@pytest.mark.parametrize(
    ("text", "is_one"), [("de", True), ("zh-Hant", True), ("", False), ("d", False), ("e1", False)]
)
def test_a_language_is_written_as_systems_do(text: str, is_one: bool) -> None:
    assert is_language(text) is is_one


@pytest.mark.parametrize("words", [["--desk"], ["--desk", "--data-dir", "DIR"], ["--data-dir", "DIR", "--desk"]])
def test_a_word_opens_the_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    opened: list[Start] = []

    def main(start: Start) -> int:
        opened.append(start)
        return 0

    monkeypatch.setattr("clinic_desktop.app.main", main)
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setattr(sys, "argv", ["clinic-desktop", *(str(tmp_path) if word == "DIR" else word for word in words)])

    assert start_program() == 0
    assert [start.desk for start in opened] == [True]


_A_START = """
import os, sys
from clinic_desktop.__main__ import main

def leave(_):
    made = vars(sys.modules["PySide6.QtCore"])
    print("Qt" in made, "QEvent" in made, "sqlalchemy" in sys.modules, flush=True)
    sys.stdout.close()
    end(0)

end, os._exit = os._exit, leave
sys.argv[1:] = ["--data-dir", sys.argv[1]]
main()
"""


def test_the_first_window_stands_before_what_takes_long_is_made_or_imported(tmp_path: Path) -> None:
    """The enums of `Qt` are 2,000 members, an eighth of the whole start: PySide makes all of them when one is met."""
    with a_small_clinic(tmp_path / "clinic"):
        pass
    words = [sys.executable, "-c", _A_START, str(tmp_path / "clinic")]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", LEAVE_WHEN_USABLE: "1"}

    told = subprocess.run(words, env=environment, check=True, capture_output=True, text=True, timeout=60)

    assert told.stdout.split() == ["False", "True", "False"]
