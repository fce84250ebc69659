"""The command line: what was typed is done, or answered with a sentence and an exit code, never with a traceback."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_desktop import __version__
from clinic_desktop.cli import run

ROOT = Path(__file__).parent.parent
PASSWORD = "walnut-ferry-cloud"


class Typed(io.StringIO):
    """What stands on standard input; nobody sits there."""

    def isatty(self) -> bool:
        return False

    def line(self, text: str) -> None:
        """What stands there from now on."""
        self.seek(0)
        self.truncate(0)
        self.write(text + "\n")
        self.seek(0)


@pytest.fixture(autouse=True)
def _excepthook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Running a command sets the hook for bugs; the next test gets the old one back."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Standard input, to be written before the command runs."""
    stream = Typed()
    monkeypatch.setattr(sys, "stdin", stream)
    return stream


def exit_code(*words: str) -> int:
    try:
        return run(words)
    except SystemExit as end:
        return int(end.code or 0)


def admin(folder: Path, *more: str) -> tuple[str, ...]:
    names = ("--username", "boss", "--full-name", "The Boss", "--password-stdin")
    return ("create-admin", "--data-dir", str(folder), *names, *more)


def an_admin_made(folder: Path, typed: Typed) -> None:
    typed.line(PASSWORD)
    assert exit_code(*admin(folder)) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("frobnicate",), "invalid choice: 'frobnicate'"),
        (("--frobnicate",), "--frobnicate"),
        (("demo", "--patients", "many"), "'many' is no whole number"),
        (("demo", "--patients"), "expected one argument"),
        (("demo", "--patients", "3"), "Ask for 200 to 1,000,000 patients, not 3."),
        (("demo", "--patients", "1000", "--appointments", "-5"), "Ask for 0 to 100,000 appointments"),
        (("import",), "KIND"),
        (("import", "gedcom"), "invalid choice: 'gedcom'"),
        (("import", "synthea"), "DIR"),
        (("import", "synthea", "nowhere-at-all"), "There is no folder nowhere-at-all."),
        (("tour",), "DIR"),
        (("tour", ""), "Argument DIR: '' names no folder."),
        (("tour", "pictures", "--in-clinic", ""), "Argument --in-clinic: '' names no folder."),
        (("import", "synthea", ""), "Argument DIR: '' names no folder."),
        (("hub", "certificates", "", "--host", "hub.example"), "Argument DIR: '' names no folder."),
        (("create-admin",), "Nobody is here to ask. Add --username"),
        (("create-admin", "--username", "boss"), "Add --full-name"),
        (("create-admin", "--username", "boss", "--full-name", "B"), "Add --password-stdin"),
    ],
)
def test_wrong_words_get_a_sentence_that_says_what_to_do(
    words: tuple[str, ...],
    said: str,
    tmp_path: Path,
    typed: Typed,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CLINIC_DESKTOP_DATA", str(tmp_path / "clinic"))

    code = exit_code(*words)

    found = capsys.readouterr()
    assert code == 2
    assert said in found.err
    assert "Traceback" not in found.err
    assert not found.out


@pytest.mark.parametrize("words", [("demo",), ("verify",), ("create-admin",), ("import", "synthea", "."), ()])
def test_a_data_folder_that_is_a_file_is_told(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clinic_desktop.gui.no_screen.has_screen", lambda: False)
    file = tmp_path / "file"
    file.write_text("here first", encoding="utf-8")

    code = exit_code("--data-dir", str(file), *words)

    assert code == 2
    assert capsys.readouterr().err == f"{file} is a file. Name a folder for the clinic's records.\n"
    assert file.read_text(encoding="utf-8") == "here first"


def test_the_first_admin_is_made_and_no_second_one(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    an_admin_made(tmp_path / "clinic", typed)
    said = capsys.readouterr().out

    code = exit_code(*admin(tmp_path / "clinic"))

    assert said.endswith("The Boss can sign in as boss.\n")
    assert code == 1
    assert "has an administrator already" in capsys.readouterr().err


def test_a_new_clinic_gets_its_name_and_zone(tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    from clinic_desktop.services.sign_in import SignIn
    from clinic_desktop.storage.database import Database
    from clinic_desktop.storage.keys import open_key

    typed.line(PASSWORD)

    code = exit_code(*admin(tmp_path, "--clinic", "Linden House", "--zone", "Europe/Lisbon"))

    database = Database.open(tmp_path, open_key(tmp_path, make=False, allow_file=True), station="Test")
    with database.reading() as reading:
        settings = reading.clinic()
    face = SignIn(database).face()
    database.close()
    assert code == 0
    assert (face.name, settings.zone) == ("Linden House", "Europe/Lisbon")


@pytest.mark.parametrize(
    ("password", "more", "said"),
    [
        ("short", (), "at least 12 characters"),
        ("password1234", (), "tried first"),
        (PASSWORD, ("--zone", "Europe/Atlantis"), "There is no such time zone."),
        ("", (), "at least 12 characters"),
    ],
)
def test_what_an_admin_cannot_be_is_refused_and_can_be_tried_again(
    password: str, more: tuple[str, ...], said: str, tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    typed.line(password)

    code = exit_code(*admin(tmp_path / "clinic", *more))

    assert code == 2
    assert said in capsys.readouterr().err
    an_admin_made(tmp_path / "clinic", typed)


def test_without_a_keyring_it_is_said_where_the_key_lies(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    an_admin_made(tmp_path / "clinic", typed)

    said = capsys.readouterr().out
    keys = list((tmp_path / "clinic").glob("*.key"))

    assert "the key of the records lies in a file beside them" in said
    assert [key.stat().st_mode & 0o777 for key in keys] == [0o600]


def test_the_demo_says_who_can_sign_in_and_is_never_laid_over_a_clinic(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("demo", "--data-dir", str(tmp_path / "demo"), "--patients", "200", "--appointments", "300")

    first = exit_code(*words)
    said = capsys.readouterr()
    second = exit_code(*words)

    assert (first, second) == (0, 1)
    assert "200 patients and 300 appointments" in said.out
    assert "rlopez" in said.out
    assert "harbour-violin-42" in said.out
    assert "There is a clinic in" in capsys.readouterr().err


def test_an_import_prints_the_sums_and_verify_agrees(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    export = tmp_path / "export"
    export.mkdir()
    for name, lines in {
        "patients": (
            "Id,BIRTHDATE,DEATHDATE,FIRST,LAST,MAIDEN,GENDER,ADDRESS,CITY,STATE,ZIP",
            "p1,2022-07-20,,Alice368,Gleason633,,F,,,,",
            "p2,soon,,A,B,,F,,,,",
        ),
        "organizations": ("Id,NAME,CITY,PHONE", "o1,House,Omaha,1"),
        "providers": ("Id,ORGANIZATION,NAME,SPECIALITY", "d1,o1,Johna806 Klein929,GENERAL PRACTICE"),
        "encounters": (
            "Id,START,STOP,PATIENT,PROVIDER,ENCOUNTERCLASS,DESCRIPTION,REASONDESCRIPTION",
            "e1,2022-07-20T07:13:55Z,2022-07-20T07:28:55Z,p1,d1,wellness,Visit,",
        ),
    }.items():
        (export / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    an_admin_made(tmp_path / "clinic", typed)
    capsys.readouterr()

    code = exit_code("import", "synthea", str(export), "--data-dir", str(tmp_path / "clinic"))
    said = capsys.readouterr().out
    verified = exit_code("verify", "--data-dir", str(tmp_path / "clinic"))

    assert (code, verified) == (0, 0)
    assert "patients.csv line 3: BIRTHDATE is soon, not a date like 1984-02-29" in said
    assert "patients.csv: 2 read = 1 imported + 1 refused" in said
    assert "encounters.csv: 1 read = 1 imported + 0 refused" in said
    assert "Every seal holds" in capsys.readouterr().out


def test_verify_names_the_folder_where_no_clinic_is_and_makes_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = exit_code("verify", "--data-dir", str(tmp_path / "none"))

    assert code == 1
    assert "There is no clinic in" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def python(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = dict(os.environ, PYTHONPATH=str(ROOT), **more)
    return subprocess.run(
        [sys.executable, "-P", *words], capture_output=True, text=True, check=False, env=environment, timeout=60
    )


def test_help_and_version_do_not_wait_for_the_database_library() -> None:
    slow = "sqlalchemy", "PySide6", "sqlcipher3", "cryptography", "psycopg"
    code = (
        "import sys; from clinic_desktop.cli import run\n"
        "try: run(['--help'])\nexcept SystemExit: pass\n"
        f"sys.exit(','.join(name for name in {slow!r} if name in sys.modules) or 0)"
    )

    found = python("-c", code)

    assert found.returncode == 0, found.stderr
    assert "create-admin" in found.stdout


def test_the_version_is_told() -> None:
    found = python("-m", "clinic_desktop", "--version")

    assert (found.returncode, found.stdout) == (0, f"Clinic Desktop {__version__}\n")


def test_a_bug_is_told_in_a_sentence_without_what_it_was_about() -> None:
    code = (
        "from clinic_desktop import cli\n"
        "def broken(asked): raise RuntimeError('Peter Novak')\n"
        "cli._verify = broken\n"
        "cli.run(['verify'])"
    )

    found = python("-c", code)

    assert found.returncode == 1
    assert "met a fault of its own (RuntimeError in <string>, line 2)" in found.stderr
    assert "Traceback" not in found.stderr
    assert "Novak" not in found.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipe that breaks")
def test_a_reader_who_leaves_early_is_no_fault(tmp_path: Path) -> None:
    command = f"'{sys.executable}' -P -m clinic_desktop --help | true; exit ${{PIPESTATUS[0]}}"

    found = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        timeout=60,
    )

    assert "Traceback" not in found.stderr
    assert "Exception" not in found.stderr


def test_a_window_is_opened_without_waiting_for_the_command_line(tmp_path: Path) -> None:
    code = (
        "import runpy, sys\n"
        f"sys.argv[1:] = ['--data-dir', {str(tmp_path)!r}]\n"
        "from types import ModuleType\n"
        "app = sys.modules['clinic_desktop.app'] = ModuleType('app')\n"
        "app.main = lambda start: print(start.folder) or 7\n"
        "try: runpy.run_module('clinic_desktop', run_name='__main__')\n"
        "finally: print('argparse' in sys.modules)"
    )

    found = python("-c", code)

    assert (found.returncode, found.stdout) == (7, f"{tmp_path}\nFalse\n")


def test_a_backup_is_made_and_restored_in_another_folder(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    an_admin_made(tmp_path / "clinic", typed)
    assert exit_code("backup", "--data-dir", str(tmp_path / "clinic")) == 1
    assert "switched off" in capsys.readouterr().err

    stick = tmp_path / "stick"
    assert exit_code("backup", "--set-up", "--to", str(stick), "--data-dir", str(tmp_path / "clinic")) == 0
    (code,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("Recovery code: "))
    (file,) = stick.glob("*.backup")
    other = str(tmp_path / "other")
    assert exit_code("restore", str(file), "--data-dir", other) == 2
    assert "recovery code" in capsys.readouterr().err
    typed.line(code.removeprefix("Recovery code: "))
    assert exit_code("restore", str(file), "--code-stdin", "--yes", "--data-dir", other) == 0

    assert "Restored, and found whole." in capsys.readouterr().out
    assert exit_code("verify", "--data-dir", other) == 0
    assert exit_code(*admin(tmp_path / "other")) == 1  # there is one


def test_looking_into_a_backup_changes_nothing(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    an_admin_made(tmp_path / "clinic", typed)
    assert exit_code("backup", "--set-up", "--data-dir", str(tmp_path / "clinic")) == 0
    (file,) = (tmp_path / "clinic" / "backups").glob("*.backup")

    assert exit_code("restore", str(file), "--look", "--data-dir", str(tmp_path / "clinic")) == 0

    assert "0 patients, 0 appointments, 1 people of the staff." in capsys.readouterr().out
    assert not (tmp_path / "clinic" / "replaced").exists()
    assert exit_code("restore", str(file), "--data-dir", str(tmp_path / "clinic")) == 2  # nobody is there to agree
