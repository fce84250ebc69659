"""Killed at any moment while two people book: what was acknowledged is there, the file is sound, the journal holds."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")


def killed(folder: Path, times: int, seed: int) -> dict[str, int]:
    command = [sys.executable, "-m", "tests.badluck.killed_desk", str(folder), str(times), str(seed)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240 + 10 * times, check=False)
    assert answer.returncode == 0, answer.stderr
    told: dict[str, int] = json.loads(answer.stdout)
    return told


def test_a_desk_that_is_killed_a_few_times_loses_nothing(tmp_path: Path) -> None:
    told = killed(tmp_path / "clinic", times=6, seed=1)

    assert told["deaths while booking"] >= 3


@pytest.mark.campaign
def test_a_desk_that_is_killed_two_hundred_times_loses_nothing(tmp_path: Path) -> None:
    told = killed(tmp_path / "clinic", times=200, seed=2)

    assert told["deaths while booking"] >= 100
