"""The words after `hub`: each says what it will do, asks, does it on a real server, and answers with a sentence."""

import io
import stat
import sys
from pathlib import Path

import pytest

from clinic_desktop.cli import run
from clinic_desktop.sync import enrolment, hub_schema
from clinic_desktop.sync.certificates import AUTHORITY

from .debian_server import CLINIC, SUPERUSER, SUPERUSERS_PASSWORD, DebianServer


class Terminal(io.StringIO):
    """Standard input: `is_there` when somebody sits at it."""

    is_there = False

    def isatty(self) -> bool:
        return self.is_there


@pytest.fixture(autouse=True)
def _excepthook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)


class Words:
    """Says words of the hub's administrator and keeps what was answered."""

    def __init__(
        self, server: DebianServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self._server = server
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self.out = self.err = ""

    def say(
        self,
        *words: str,
        yes: bool = True,
        typed: str = "",
        is_there: bool = False,
        password: str = SUPERUSERS_PASSWORD,
    ) -> int:
        stdin = Terminal(f"{password}\n{typed}")
        stdin.is_there = is_there
        self._monkeypatch.setattr(sys, "stdin", stdin)
        login = ("--port", str(self._server.port), "--database", CLINIC, "--user", SUPERUSER, "--password-stdin")
        certificate = ("--certificate", str(self._server.folder / AUTHORITY))
        agreed = ("--yes",) if yes and words[0] != "status" else ()
        try:
            code = run(("hub", *words, *login, *certificate, *agreed))
        except SystemExit as end:
            code = int(end.code or 0)
        self.out, self.err = self._capsys.readouterr()
        assert "Traceback" not in self.err
        return code


@pytest.fixture
def words(empty_clinic: DebianServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Words:
    return Words(empty_clinic, monkeypatch, capsys)


def test_a_hub_is_made_and_made_only_once(words: Words) -> None:
    first = words.say("init")
    said = words.out
    second = words.say("init")

    assert (first, second) == (0, 1)
    assert "This makes the database clinic at localhost a clinic's hub" in said
    assert "The hub stands." in said
    assert words.err == "clinic is a clinic's hub already, so nothing was changed. Name another database.\n"


def test_nothing_is_changed_without_a_yes(words: Words) -> None:
    nobody = words.say("init", yes=False)
    said_by_nobody = words.err
    no = words.say("init", yes=False, typed="no\n", is_there=True)
    said_by_no = words.err
    status = words.say("status")

    assert (nobody, no, status) == (2, 1, 1)
    assert said_by_nobody == "Nobody is here to agree, so nothing was changed. Add --yes to do it.\n"
    assert said_by_no == "Nothing was changed.\n"
    assert "is no hub yet" in words.err


def test_a_typed_yes_is_enough(words: Words) -> None:
    assert words.say("init", yes=False, typed="yes\n", is_there=True) == 0


def test_a_wrong_password_gets_a_sentence(words: Words) -> None:
    code = words.say("init", password="wrong")

    assert code == 1
    assert "does not let postgres in" in words.err


def test_a_station_is_made_renamed_and_revoked(words: Words, tmp_path: Path) -> None:
    words.say("init")
    file = tmp_path / "desk-2.enrolment"

    made = words.say("add-station", "Desk 2", "--profile", "reception", "--out", str(file))
    code = words.out.splitlines()[-2].strip()
    address = enrolment.opened(file.read_text(encoding="utf-8"), code)
    renamed = words.say("rename-station", "desk 2", "Front Desk")
    allowed = words.say("allow-full-pull", "Front Desk")
    listed = words.say("status")
    before = words.out
    revoked = words.say("revoke-station", "Front Desk")
    words.say("status")

    assert (made, renamed, allowed, listed, revoked) == (0, 0, 0, 0, 0)
    assert (address.host, address.port, address.database) == ("localhost", words._server.port, CLINIC)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "Front Desk           reception     not enrolled yet" in before
    assert "Front Desk           reception     revoked" in words.out


def test_a_file_that_is_there_is_not_written_over_and_no_station_is_made(words: Words, tmp_path: Path) -> None:
    words.say("init")
    file = tmp_path / "here"
    file.write_text("before", encoding="utf-8")

    code = words.say("add-station", "Desk 2", "--profile", "reception", "--out", str(file))
    told = words.err
    words.say("status")

    assert code == 2
    assert "is there already. Name a new file" in told
    assert file.read_text(encoding="utf-8") == "before"
    assert "There is no station yet." in words.out


def test_no_file_is_left_when_the_hub_refuses_the_station(words: Words, tmp_path: Path) -> None:
    words.say("init")
    words.say("add-station", "Desk 2", "--profile", "doctor", "--out", str(tmp_path / "one"))

    again = words.say("add-station", "DESK 2", "--profile", "doctor", "--out", str(tmp_path / "two"))

    assert again == 2
    assert words.err == "There is a station called DESK 2 already. Give this one another name.\n"
    assert [file.name for file in tmp_path.iterdir()] == ["one"]


def test_a_station_nobody_knows_is_told(words: Words) -> None:
    words.say("init")

    assert words.say("revoke-station", "Desk 9") == 1
    assert "The hub knows no station Desk 9." in words.err


def test_a_hub_of_this_program_needs_no_upgrade(words: Words) -> None:
    words.say("init")

    assert words.say("upgrade") == 0
    assert words.out.startswith("The hub is up to date: version ")


def test_a_hub_of_the_same_version_with_other_functions_is_renewed(
    words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    words.say("init")
    monkeypatch.setattr(hub_schema, "fingerprint", lambda: "of the next program")

    assert words.say("status") == 0
    assert "An upgrade waits" in words.out
    assert words.say("upgrade") == 0
    assert "This renews the hub's functions" in words.out
    assert words.say("upgrade") == 0
    assert words.out.startswith("The hub is up to date: version ")


def test_the_status_says_version_and_way(words: Words) -> None:
    words.say("init")

    assert words.say("status") == 0
    assert "PostgreSQL 15." in words.out
    assert ", encrypted." in words.out
    assert "holds 0 records." in words.out
