"""A day of use leaves the program as large as it was: memory, files, threads, timers and widgets."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_desktop.exchange.demo import make_demo

ROOT = Path(__file__).parent.parent.parent
FLAT = 1.1
SECONDS_AN_HOUR = 100
HELD = ("files", "threads", "timers", "widgets", "windows")

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what a process holds is read from /proc")


def hours_of_use(folder: Path, hours: int) -> list[dict[str, int]]:
    """What the program held after each hour of a simulated day at the front desk."""
    make_demo(folder / "clinic", patients=300)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tests.longrun.day_of_use", str(folder / "clinic"), str(hours)],
        env=dict(os.environ, PYTHONPATH=str(ROOT), QT_QPA_PLATFORM="offscreen"),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=SECONDS_AN_HOUR * (hours + 1),
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def grown(before: dict[str, int], after: dict[str, int]) -> list[str]:
    """What is more than it was, in words; a timer more may have been started a moment ago."""
    found = [f"{name}: {before[name]} → {after[name]}" for name in HELD if after[name] > before[name] + 1]
    if after["memory"] > before["memory"] * FLAT:
        found.append(f"memory: {before['memory']} → {after['memory']} kB")
    return found


@pytest.mark.slow
def test_the_third_hour_holds_no_more_than_the_second(tmp_path: Path) -> None:
    _, second, third = hours_of_use(tmp_path, 3)

    assert not grown(second, third)
    assert third["booked"] >= 1


@pytest.mark.campaign
def test_after_24_hours_of_use_the_program_is_as_large_as_after_two(tmp_path: Path) -> None:
    hours = hours_of_use(tmp_path, 24)

    assert len(hours) == 24
    assert not grown(hours[1], hours[-1])
    assert hours[-1]["booked"] >= 10
