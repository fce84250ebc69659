"""The words for the key, in scripts and where nobody sits at a terminal."""

import re
import sys
from pathlib import Path

import pytest

from clinic_desktop.domain.keys import KeyPlace, KeyWanted
from clinic_desktop.services.key_keeping import open_by
from clinic_desktop.services.opening import open_clinic
from clinic_desktop.storage.backup_keys import draw_code
from clinic_desktop.storage.keys import open_key, put_way
from tests.test_cli import Typed, an_admin_made, exit_code

PASSPHRASE = "heron under the old bridge"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Standard input, to be written before the command runs."""
    stream = Typed()
    monkeypatch.setattr(sys, "stdin", stream)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return stream


@pytest.fixture
def folder(tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]) -> Path:
    an_admin_made(tmp_path / "clinic", typed)
    capsys.readouterr()
    return tmp_path / "clinic"


def keys(folder: Path, *words: str) -> int:
    return exit_code("keys", words[0], "--data-dir", str(folder), *words[1:])


def code_in(said: str) -> str:
    found = re.search(r"Recovery code: (\S+)", said)
    assert found is not None
    return found[1]


def test_the_ways_are_told_with_what_is_missing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert keys(folder, "status") == 0

    said = capsys.readouterr().out
    assert "a file only its owner can read" in said
    assert "There is no recovery code" in said
    assert "encrypt this computer's disk" in said


def test_a_recovery_code_is_printed_and_opens_the_key(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert keys(folder, "add-recovery") == 2
    assert "Add --yes" in capsys.readouterr().err

    assert keys(folder, "add-recovery", "--yes") == 0

    code = code_in(capsys.readouterr().out)
    assert len(open_by(folder, KeyPlace.RECOVERY_CODE, code).bytes) == 32
    assert keys(folder, "status") == 0
    assert "the recovery code, since" in capsys.readouterr().out


def test_with_a_passphrase_alone_every_command_asks_for_it(
    folder: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert keys(folder, "add-recovery", "--yes") == 0
    code = code_in(capsys.readouterr().out)
    typed.line(PASSPHRASE)
    assert keys(folder, "set-passphrase", "--only", "--passphrase-stdin") == 0

    assert exit_code("verify", "--data-dir", str(folder)) == 1
    assert "add --key-stdin" in capsys.readouterr().err
    for word in (PASSPHRASE, code.lower()):
        typed.line(word)
        assert exit_code("verify", "--data-dir", str(folder), "--key-stdin") == 0
    typed.line("something else altogether")
    assert exit_code("verify", "--data-dir", str(folder), "--key-stdin") == 2
    assert "This passphrase does not open" in capsys.readouterr().err


def test_where_nobody_sits_the_option_is_named_that_the_command_has(
    folder: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert keys(folder, "set-passphrase") == 2
    assert "Add --passphrase-stdin and" in capsys.readouterr().err

    typed.line(PASSPHRASE)
    assert keys(folder, "set-passphrase", "--passphrase-stdin") == 0
    assert keys(folder, "change", "--yes") == 2

    assert "Add --key-stdin and" in capsys.readouterr().err


def test_a_passphrase_that_is_too_short_is_refused(
    folder: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    typed.line("short")

    assert keys(folder, "set-passphrase", "--only", "--passphrase-stdin") == 2

    assert "at least 12 characters" in capsys.readouterr().err
    open_clinic(folder).close()


def test_the_last_way_stays_and_one_that_is_not_there_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert keys(folder, "remove", "file") == 1
    assert "Add another one first" in capsys.readouterr().err
    assert keys(folder, "remove", "passphrase") == 1
    assert "does not open by the start passphrase" in capsys.readouterr().err
    assert keys(folder, "use-keyring") == 1
    assert "keyring does not take the key" in capsys.readouterr().err


def test_the_file_is_agreed_to_first(folder: Path, typed: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    typed.line(PASSPHRASE)
    keys(folder, "set-passphrase", "--only", "--passphrase-stdin")
    with pytest.raises(KeyWanted):
        open_clinic(folder)
    typed.line(PASSPHRASE)
    assert keys(folder, "use-file", "--key-stdin") == 2
    assert "Whoever can read both can read every record" in capsys.readouterr().out

    typed.line(PASSPHRASE)
    assert keys(folder, "use-file", "--key-stdin", "--yes") == 0

    open_clinic(folder).close()


def test_the_key_is_changed_and_the_passphrase_stays(
    folder: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    typed.line(PASSPHRASE)
    keys(folder, "set-passphrase", "--only", "--passphrase-stdin")
    before = open_by(folder, KeyPlace.PASSPHRASE, PASSPHRASE)

    typed.line(f"{PASSPHRASE}\n{PASSPHRASE}")
    assert keys(folder, "change", "--yes", "--key-stdin") == 0

    assert "another key" in capsys.readouterr().out
    assert open_by(folder, KeyPlace.PASSPHRASE, PASSPHRASE).bytes != before.bytes


def test_the_key_is_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clinic = open_clinic(folder)
    clinic.close()

    assert keys(folder, "change", "--yes") == 0

    said = capsys.readouterr().out
    assert "The records have another key." in said
    opened = open_by(folder, KeyPlace.RECOVERY_CODE, code_in(said))
    assert opened.bytes != clinic.database.key.bytes
    again = open_clinic(folder)
    again.close()
    assert again.database.key.bytes == opened.bytes
    assert again.has_admin


def test_a_key_that_could_not_be_changed_is_told_in_the_audit_log(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (secret,) = folder.glob("*.key")
    key = open_key(folder, make=False, allow_file=True)
    put_way(folder, key, KeyPlace.RECOVERY_CODE, code := draw_code())
    secret.unlink()
    typed = Typed()
    monkeypatch.setattr(sys, "stdin", typed)
    typed.line(code)

    assert keys(folder, "change", "--yes", "--key-stdin") == 1

    assert "Add one before the key is changed" in capsys.readouterr().err
    clinic = open_clinic(folder, key=key)
    try:
        with clinic.database.reading() as reading:
            told = reading.ask("SELECT actor_name, after FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    finally:
        clinic.close()
    assert told[0] == "Clinic Desktop"
    assert "not changed" in str(told[1])
