"""What is typed to open the program is understood without argparse, or handed to it to be refused."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_desktop import paths
from clinic_desktop.__main__ import main as start_program
from clinic_desktop.cli import run
from clinic_desktop.start import Start, is_language, read_words

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="there is no /proc elsewhere")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The clinic's folder when none is named; the hook for bugs, and what --portable names, are put back at the end."""
    monkeypatch.setenv("CLINIC_DESKTOP_DATA", str(tmp_path / "home"))
    monkeypatch.setenv("CLINIC_DESKTOP_LOGS", str(tmp_path / "logs"))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return tmp_path / "home"


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is none, a refusal is told on the terminal alone."""
    monkeypatch.setattr("clinic_desktop.gui.no_screen.has_screen", lambda: False)


@pytest.fixture
def somebody(tmp_path: Path, no_screen: None) -> Iterator[None]:
    """Whoever runs the tests is nobody in particular, and a folder is closed to them."""
    import clinic_desktop.app  # noqa: F401 - while it can be read

    (tmp_path / "closed").mkdir(mode=0o000)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    yield
    if is_root:
        os.seteuid(0)


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


@pytest.mark.usefixtures("no_screen")
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


@pytest.mark.parametrize("words", [["--data-dir", "~/clinic"], ["--data-dir=~/clinic"]])
def test_a_tilde_is_the_home_of_whoever_types_it(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Start] = []
    monkeypatch.setattr("clinic_desktop.app.main", opened.append)

    run(words)

    assert [start.folder for start in opened] == [Path.home() / "clinic"]
    assert read_words(words) in (opened[0], None)
    assert not list(Path.home().glob("*clinic*"))  # that it could be made was tried, and left no trace


def test_a_tilde_that_no_shell_has_read_is_the_home_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLINIC_DESKTOP_DATA", "~/clinic")
    monkeypatch.setenv("CLINIC_DESKTOP_LOGS", "~/logs")

    home = Path.home()
    assert [paths.data_folder(), paths.log_folder(), paths.state_folder()] == [
        home / "clinic",
        home / "logs",
        home / "logs",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--data-dir", ""], "There is no name of a folder behind --data-dir."),
        (["--data-dir="], "There is no name of a folder behind --data-dir."),
        (["verify", "--data-dir="], "There is no name of a folder behind --data-dir."),
        (["--data-dir", "~nobody-at-all/clinic"], "There is no home such as ~nobody-at-all behind --data-dir."),
    ],
)
@pytest.mark.usefixtures("no_screen")
def test_a_folder_that_has_no_name_is_not_the_one_somebody_is_in(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run(words) == 2
    assert read_words(words) is None
    assert capsys.readouterr().err == f"{said} Write one, or leave --data-dir away.\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("file/clinic", "file is a file. Name a folder"),
        ("link/clinic", "link leads to a folder that is not there. Put in the disk"),
        ("n" * 300, "cannot be read ("),
        pytest.param("/proc/clinic", "/proc/clinic cannot be written to (", marks=LINUX),
    ],
)
@pytest.mark.usefixtures("no_screen")
def test_a_folder_in_which_no_clinic_can_be_is_refused_before_a_window_opens(
    place: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    words = ["--data-dir", str(tmp_path / place)]

    assert read_words(words) is None
    assert run(words) == 2
    assert said in capsys.readouterr().err
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "link"]


@pytest.mark.parametrize(
    ("place", "said"),
    [("/new-clinic", "cannot be written to ("), ("closed", "cannot be read ("), ("closed/clinic", "cannot be read (")],
)
@pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter there")
@pytest.mark.usefixtures("somebody")
def test_a_folder_of_somebody_else_is_refused_in_a_sentence(
    place: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--data-dir", str(tmp_path / place)]

    assert read_words(words) is None
    assert run(words) == 2
    assert said in capsys.readouterr().err


@pytest.mark.usefixtures("no_screen")
def test_a_program_in_a_folder_that_cannot_be_written_to_is_not_portable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "image").touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "image" / "clinic-desktop"))

    assert read_words(["--portable"]) is None
    assert run(["--portable"]) == 2
    assert capsys.readouterr().err == "The program is installed for everybody here. Name a folder with --data-dir.\n"


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
