"""Uses the real program for a number of simulated hours, and prints after each what it holds: a line of JSON.

python -m tests.longrun.day_of_use FOLDER HOURS, on the folder of a demo clinic.
"""

import ctypes
import gc
import json
import sys
import weakref
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from clinic_desktop.app import Program
from clinic_desktop.exchange.demo.accounts import PASSWORD
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.login_dialog import LoginDialog
from clinic_desktop.gui.tour.driver import Driver, TouredApplication
from clinic_desktop.gui.tour.off_screen import give_screen
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.settings import Appearance

STEPS_AN_HOUR = 6
VISITORS = (("aokafor", PASSWORD), ("sortiz", PASSWORD), ("jkim", PASSWORD))


class HourGlass:
    """The clinic's clock: it runs, and is turned on by ten minutes at a time."""

    def __init__(self) -> None:
        now = datetime.now(UTC)
        self._ahead = now.replace(hour=7, minute=0, second=0, microsecond=0) - now

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def set(self, by: timedelta) -> None:
        """Somebody sets the clock of the computer."""
        self._ahead += by

    def turn(self) -> None:
        self.set(timedelta(minutes=60 // STEPS_AN_HOUR))


_A_SECOND = 1000  # milliseconds


class Timers:
    """Every timer that was ever started, to be counted while it runs."""

    def __init__(self) -> None:
        self._started: weakref.WeakSet[QTimer] = weakref.WeakSet()
        start = QTimer.start

        def noted(timer: QTimer, *milliseconds: int) -> None:
            self._started.add(timer)
            start(timer, *milliseconds)

        QTimer.start = noted  # type: ignore[method-assign] # of Qt's own class, in this process alone

    def running(self) -> int:
        """How many run, but for those that ring once and within a second: that is a matter of luck."""
        running = [timer for timer in self._started if isValid(timer) and timer.isActive()]
        return sum(not timer.isSingleShot() or timer.remainingTime() > _A_SECOND for timer in running)


class Day:
    """Hands at the front desk: what one does in ten minutes, in turn, always ending on the day's calendar."""

    def __init__(self, folder: Path) -> None:
        give_screen()
        self.clock = HourGlass()
        self.timers = Timers()
        self.application = TouredApplication(sys.argv[:1], appearance=Appearance.LIGHT, language="en")
        self.driver = Driver(self.application, folder, self.clock)
        self.program = Program(self.application, folder, self.clock)
        self.booked = 0

    def begin(self) -> None:
        opened: list[bool] = []
        self.program.entrance.clinic_opened.connect(lambda: opened.append(True))
        self.program.start()
        self.driver.wait("the clinic", lambda: opened, seconds=120)
        self.sign_in("rlopez", PASSWORD)

    def spend_hour(self, number: int) -> None:
        for deed in (self._look_around, self.book, self._look_up, self._pages, self._lock, self._visit):
            self.clock.turn()
            deed(number)
        self._come_to_rest()

    def measured(self) -> dict[str, int]:
        """What the program holds now, at rest on the same page; memory in kilobytes, of this process alone."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)  # what is let go of is given back, so that only what is held is counted
        widgets = [each for each in QApplication.allWidgets() if isValid(each)]
        return {
            "memory": _resident(),
            "files": len(list(Path("/proc/self/fd").iterdir())),
            "threads": len(list(Path("/proc/self/task").iterdir())),
            "timers": self.timers.running(),
            "widgets": len(widgets),
            "windows": sum(each.isWindow() and not each.parent() for each in widgets),
            "booked": self.booked,
        }

    def end(self) -> None:
        self.program.close()
        self.driver.settle()

    @property
    def window(self) -> MainWindow:
        window = self.program.window
        assert window is not None
        return window

    def sign_in(self, username: str, password: str) -> None:
        driver = self.driver
        login = driver.window(LoginDialog)
        driver.type(username, driver.field("User name", login))
        driver.type(password, driver.field("Password", login))
        driver.press("Return")
        driver.wait(f"the window of {username}", lambda: self.program.window and self.program.window.isVisible())
        self.rest()

    def do(self, *names: str) -> None:
        for name in names:
            self.window.commands[name].trigger()
            self.rest()

    def rest(self) -> None:
        self.driver.settle()
        self.driver.wait("the work under way", lambda: self.program.entrance.runner.is_at_rest)

    def _come_to_rest(self) -> None:
        window = self.window
        assert isinstance(window, ReceptionWindow)
        window.notices.put_away()
        window.calendar.panel.make_ready()  # what a window makes by itself only a moment after it came up
        self.do("day", "today")
        self.driver.press("Esc")
        self.rest()

    def _look_around(self, _: int) -> None:
        self.do("week", "month", "agenda", "day")

    def book(self, number: int) -> None:
        """Every hour somebody is booked at the first free time; every other hour the dialog is given up."""
        driver = self.driver
        driver.press("Ctrl+N")
        dialog = driver.window(BookingDialog)
        driver.type(("weiss", "novak", "park", "silva")[number % 4], dialog.patient.search.field)
        found = dialog.patient.search
        driver.wait("somebody found", lambda: found.is_answered and found.model.rowCount() > 0)
        driver.press("Return")
        slots = dialog.slots
        if number % 2 and dialog.patient.patient is not None:
            driver.wait("free times", lambda: slots.slots_shown and not slots.is_asking)
            view = slots.view
            driver.click(view.viewport(), view.visualRect(view.model().index(0, 0)).center())
            driver.settle()
            driver.press_button("Book ", dialog)
            driver.gone(dialog)
            self.booked += 1
        else:
            dialog.reject()
        self.rest()

    def _look_up(self, number: int) -> None:
        driver = self.driver
        window = self.window
        assert isinstance(window, ReceptionWindow)
        driver.press("Ctrl+K")
        driver.type("novak" if number % 2 else "weiss")
        driver.wait("somebody found", lambda: window.search.is_answered and window.search.model.rowCount() > 1)
        driver.press("Return")
        self.rest()

    def _pages(self, _: int) -> None:
        self.do(*(name for name in ("waiting_room", "patients", "messages", "day") if name in self.window.commands))

    def _lock(self, _: int) -> None:
        driver = self.driver
        self.do("lock")
        driver.wait("the lock", lambda: self.window.is_locked)
        driver.type(PASSWORD)
        driver.press("Return")
        driver.wait("the window again", lambda: not self.window.is_locked)

    def _visit(self, number: int) -> None:
        """Somebody else signs in for a moment, and the receptionist comes back."""
        self._sign_out()
        self.sign_in(*VISITORS[number % len(VISITORS)])
        self._sign_out()
        self.sign_in("rlopez", PASSWORD)

    def _sign_out(self) -> None:
        self.window.commands["sign_out"].trigger()
        self.driver.wait("the way in", lambda: self.program.window is None)
        self.rest()


def _resident() -> int:
    text = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Anonymous:"))


def main(folder: Path, hours: int) -> None:
    day = Day(folder)
    day.begin()
    for number in range(hours):
        day.spend_hour(number)
        print(json.dumps({"hour": number + 1, **day.measured()}), flush=True)  # noqa: T201
    day.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
