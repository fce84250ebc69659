"""The computer's clock and its time zone change under the running program: nobody's 09:00 moves, and work goes on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_desktop.exchange.demo import make_demo

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="only there can a process be given another time zone as it runs")
def test_a_clock_that_is_set_and_a_zone_that_is_changed_end_no_work_for_long(tmp_path: Path) -> None:
    make_demo(tmp_path / "clinic", patients=200)

    done = subprocess.run(
        [sys.executable, "-P", "-c", _USE, str(tmp_path / "clinic")],
        env=dict(os.environ, PYTHONPATH=str(ROOT), QT_QPA_PLATFORM="offscreen", TZ="Europe/Berlin"),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.stdout.splitlines() == [
        "the same day in another zone: True",
        "an hour back: locked, “This PC’s clock was set back by an hour.”",
        "booked: 1",
        "a year ahead: locked, “This PC’s clock was set ahead by 365 days.”",
        "booked: 2",
        "a year back: locked, “This PC’s clock was set back by 365 days.”",
        "booked: 3",
        "faults shown: 0",
    ], done.stderr[-3000:]
    assert "Traceback" not in done.stderr
    verified = subprocess.run(
        [sys.executable, "-P", "-m", "clinic_desktop", "verify", "--data-dir", str(tmp_path / "clinic")],
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr


_USE = """
import os, sys, time
from datetime import timedelta
from pathlib import Path
from PySide6.QtWidgets import QApplication
from clinic_desktop.exchange.demo.accounts import PASSWORD
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.fault_dialog import FaultDialog
from clinic_desktop.gui.lock_screen import LockScreen
from clinic_desktop.gui.widgets.message_line import MessageLine
from tests.longrun.day_of_use import Day

day = Day(Path(sys.argv[1]))
faults = []
day.program.entrance.broke.connect(faults.append)
day.application.faults.watch()
day.begin()


def shown():
    view = day.window.calendar.view
    model = view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())], day.window.workplace.wall_now().hour


def set_clock(words, **by):
    day.clock.set(timedelta(**by))
    day.driver.press("Ctrl+N")  # a dialog is about to open when the window turns out to be locked
    day.driver.wait("the lock", lambda: day.window.is_locked)
    day.rest()
    (screen,) = day.window.findChildren(LockScreen)
    why = " ".join(line.text for line in screen.findChildren(MessageLine) if line.isVisible())
    print(f"{words}: locked, “{why.partition('.')[0]}.”")
    day.driver.type(PASSWORD)
    day.driver.press("Return")
    day.driver.wait("the window again", lambda: not day.window.is_locked)
    day.rest()
    for dialog in day.window.findChildren(BookingDialog):
        dialog.reject()
    day.rest()
    day.book(1)
    print("booked:", day.booked)


before = shown()
os.environ["TZ"] = "Pacific/Kiritimati"
time.tzset()
day.do("week", "day")
print("the same day in another zone:", before == shown() and len(before[0]) > 0)
set_clock("an hour back", hours=-1)
set_clock("a year ahead", days=365)
set_clock("a year back", days=-365)
day.end()
print("faults shown:", len(faults) + sum(isinstance(each, FaultDialog) for each in QApplication.topLevelWidgets()))
"""
