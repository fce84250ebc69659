"""The words after `hub` that need no server: what cannot be asked for so, and the certificates."""

import io
import sys
from pathlib import Path

import pytest

from clinic_desktop.cli import run


@pytest.fixture(autouse=True)
def _nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "stdin", io.StringIO("walnut-ferry-cloud\n"))


def exit_code(*words: str) -> int:
    try:
        return run(("hub", *words))
    except SystemExit as end:
        return int(end.code or 0)


LOGIN = ("--user", "boss", "--password-stdin", "--yes")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "WORD"),
        (("dance",), "invalid choice: 'dance'"),
        (("init",), "--user"),
        (("init", "--user", "boss", "--password", "secret"), "Unrecognized arguments"),
        (("init", "--user", "boss"), "Nobody is here to ask. Add --password-stdin"),
        (("init", *LOGIN, "--port", "many"), "'many'"),
        (("init", *LOGIN, "--host", "hub.clinic.example"), "must be encrypted. Name the certificate"),
        (("init", *LOGIN, "--certificate", "nowhere.pem"), "nowhere.pem holds no certificate"),
        (("add-station", "Desk 2", *LOGIN), "--profile"),
        (("add-station", "Desk 2", "--profile", "boss", "--out", "f", *LOGIN), "invalid"),
        (("certificates", "folder"), "--host"),
        (("certificates", "folder", "--host", "two words"), "'two words' is no name of a server"),
    ],
)
def test_wrong_words_get_a_sentence_that_says_what_to_do(
    words: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)

    code = exit_code(*words)

    found = capsys.readouterr()
    assert code == 2
    assert said in found.err
    assert "Traceback" not in found.err
    assert list(tmp_path.iterdir()) == []


def test_where_no_server_is_it_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    code = exit_code("status", "--port", "1", "--user", "boss", "--password-stdin")

    assert code == 1
    assert "cannot be reached" in capsys.readouterr().err


def test_certificates_are_made_and_it_is_said_where_each_file_goes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = exit_code("certificates", str(tmp_path / "keys"), "--host", "hub.clinic.example", "--host", "192.168.1.10")
    made = capsys.readouterr().out
    again = exit_code("certificates", str(tmp_path / "keys"), "--host", "hub.clinic.example")
    renewed = capsys.readouterr().out

    assert (first, again) == (0, 0)
    for file in (tmp_path / "keys").iterdir():
        assert file.name in made
    assert "a certificate for hub.clinic.example, 192.168.1.10, good until" in made
    assert "stations need nothing new" not in made
    assert "stations need nothing new" in renewed


def test_help_names_every_word(capsys: pytest.CaptureFixture[str]) -> None:
    code = exit_code("--help")

    said = capsys.readouterr().out
    assert code == 0
    for word in ("certificates", "init", "upgrade", "status", "add-station", "rename-station", "revoke-station"):
        assert word in said
