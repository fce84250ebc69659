"""python -m tests.benchmarks.signing_in FOLDER: a receptionist signs in to a clinic over and over, by keys.

It tells as JSON, for each time, how long it took from Enter to the day painted whole, and how long bcrypt worked of it.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic, perf_counter

import bcrypt
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from clinic_desktop.app import Program, make_application
from clinic_desktop.domain.people import Role
from clinic_desktop.exchange.demo.accounts import PASSWORD, RECEPTIONIST
from clinic_desktop.gui.calendar.sheet.calendar_sheet import CalendarSheet
from clinic_desktop.gui.calendar.sheet.day_view import DayView
from clinic_desktop.gui.tour.off_screen import give_screen
from clinic_desktop.settings import SettingsFile

ROUNDS = 9
_TYPING = 3.0  # seconds; quick typists take as long for a name and a password
_AT_MOST = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """One time, in milliseconds."""

    to_painted: float
    bcrypt: float


class _Watch:
    """Sees when bcrypt works, and when the day is there."""

    def __init__(self) -> None:
        self.bcrypt = 0.0
        self.painted_at = 0.0
        checkpw, paint = bcrypt.checkpw, CalendarSheet.paintEvent

        def timed(password: bytes, hashed_password: bytes) -> bool:
            begun = perf_counter()
            try:
                return checkpw(password, hashed_password)
            finally:
                self.bcrypt = perf_counter() - begun

        def painted(view: CalendarSheet, event: QPaintEvent) -> None:
            paint(view, event)
            if not self.painted_at and isinstance(view, DayView) and view.sheet is not None and view.is_painted_whole:
                self.painted_at = perf_counter()

        bcrypt.checkpw = timed
        CalendarSheet.paintEvent = painted  # type: ignore[method-assign, assignment] # as a stopwatch, around the program's own


def main(folder: Path) -> int:
    give_screen()
    SettingsFile(folder).keep(last_username=RECEPTIONIST, last_role=Role.RECEPTIONIST.value)  # who was here yesterday
    application = make_application(folder)
    watch = _Watch()
    program = Program(application, folder)
    program.start()
    found = []
    for _ in range(ROUNDS):
        _let_go_on(lambda: program.entrance.clinic is not None and program.window is None)
        login = program.entrance.window
        assert login is not None
        name, password = (login.findChildren(QLineEdit)[number] for number in (0, 1))
        name.clear()
        QTest.keyClicks(name, RECEPTIONIST)
        QTest.keyClicks(password, PASSWORD)
        until = monotonic() + _TYPING
        _let_go_on(lambda until=until: monotonic() > until)  # type: ignore[misc]
        watch.painted_at = 0.0
        begun = perf_counter()
        QTest.keyClick(password, Qt.Key.Key_Return)
        _let_go_on(lambda: watch.painted_at > 0)
        found.append(SignedIn(to_painted=(watch.painted_at - begun) * 1000, bcrypt=watch.bcrypt * 1000))
        until = monotonic() + 1.0
        _let_go_on(lambda until=until: monotonic() > until and program.entrance.runner.is_idle)  # type: ignore[misc]
        assert program.window is not None
        program.window.commands["sign_out"].trigger()
    program.close()
    print(json.dumps([asdict(one) for one in found]))  # noqa: T201
    return 0


def _let_go_on(is_enough: Callable[[], bool]) -> None:
    loop, look, until = QEventLoop(), QTimer(), monotonic() + _AT_MOST
    was_enough = False  # by the time the loop has ended the program may be at work again

    def on_look() -> None:
        nonlocal was_enough
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        was_enough = was_enough or is_enough()
        if was_enough or monotonic() > until:
            loop.quit()

    look.timeout.connect(on_look)
    look.start(_GLANCE)
    loop.exec()
    look.stop()
    if not was_enough:
        raise TimeoutError


_GLANCE = 20  # milliseconds


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
