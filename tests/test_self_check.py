"""The self-check: it uses each library as the program does, and tells each that does not do its work."""

from pathlib import Path

import pytest

from clinic_desktop.cli.self_check import tell
from clinic_desktop.exchange.demo import make_demo
from clinic_desktop.exchange.demo.accounts import ADMIN, PASSWORD
from clinic_desktop.exchange.self_check import Trial, clinic_trials, expect, library_trials
from clinic_desktop.services.opening import open_clinic


def broken() -> str:
    raise ImportError("No module named 'segno'")


def wrong() -> str:
    expect(2 + 2 == 5, "It counts to four.")
    return "never"


def test_what_fails_is_told_and_the_rest_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    trials: list[Trial] = [("segno draws", broken), ("sums are right", wrong), ("the end", lambda: "reached")]

    code = tell(trials)

    said = capsys.readouterr()
    assert code == 1
    assert said.out.splitlines() == [
        "  FAILED  segno draws: ImportError: No module named 'segno'",
        "  FAILED  sums are right: SelfCheckFailed: It counts to four.",
        "  works   the end: reached",
    ]
    assert said.err == "2 of 3 trials failed. Install the program anew, or report these lines.\n"


def test_every_library_does_its_work_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = tell(library_trials(tmp_path))

    said = capsys.readouterr().out
    assert "FAILED" not in said
    assert code == 0
    assert said.splitlines()[-1] == "Everything works: 13 trials."


def test_a_small_clinic_is_tried_through_its_services(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_demo(tmp_path / "demo", patients=200, appointments=600)
    clinic = open_clinic(tmp_path / "demo")

    code = tell(clinic_trials(tmp_path / "demo", clinic, (ADMIN, PASSWORD)))

    clinic.close()
    said = capsys.readouterr().out
    assert "FAILED" not in said
    assert code == 0
    assert "200 patients are in it" in said
