"""The window of whoever comes to the door, made while their password is typed and proven."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desktop.gui.tasks import Lane, TaskRunner
from clinic_desktop.gui.turns import in_a_turn
from clinic_desktop.gui.widgets.turns import Turns
from clinic_desktop.gui.written import draw_letters

if TYPE_CHECKING:
    from clinic_desktop.domain.clinic import ClinicSettings
    from clinic_desktop.domain.signed_in import Expected
    from clinic_desktop.gui.windows.main_window import MainWindow
    from clinic_desktop.services.clinic import Clinic
    from clinic_desktop.services.sign_in import SignIn
    from clinic_desktop.settings import StationSettings


class ExpectedWindow(QObject):
    """Makes the window of the person who came in last, if a password is typed under their name.

    To type and to prove it takes longer than to make a window. That one shows nothing and learns nothing before it is
    taken: what it wants to read waits until somebody is in. `make` is given who is expected, and by which door, and
    makes a window in turns of the event loop.
    """

    def __init__(self, make: "Callable[[SignIn, Expected], MainWindow]", parent: QObject) -> None:
        super().__init__(parent)
        self._make = make
        self._is_wanted = False
        self._username = ""
        self._window: MainWindow | None = None

    def expect(
        self, username: str, door: "SignIn", station: "Callable[[], StationSettings]", runner: TaskRunner
    ) -> None:
        """Somebody comes to the door under that name; the station knows who came in here last."""
        if self._is_wanted and username == self._username:
            return
        self.give_up()
        last = station()
        if not username or username != last.last_username:
            return  # nobody is to learn from this which names there are
        self._is_wanted, self._username = True, username

        def known(expected: "Expected | None") -> None:
            # Of another role than the last the code is not imported yet.
            is_first = self._is_wanted and self._window is None  # a name may be asked in twice before this is known
            if is_first and expected is not None and expected.account.role == last.last_role:
                self._window = self._make(door, expected)
                self._window.made.connect(self._on_made)

        runner.run(lambda: door.expected(username), done=known, refused=_leave, lane=Lane.READING, owner=self)

    def _on_made(self) -> None:
        """Have it styled and laid out, which takes a picture of it, while there is still time."""
        if self._window is not None:
            in_a_turn(self._window, self._window.grab)
            in_a_turn(self._window, lambda window=self._window: _have_its_picture_ready(window))  # type: ignore[misc]
            in_a_turn(self._window, lambda window=self._window: Turns(window).take(draw_letters()))  # type: ignore[misc]

    def take(self, clinic: "Clinic", settings: "ClinicSettings") -> "MainWindow | None":
        """The window, if one was made for this very person and settings; it is theirs from now on."""
        window = self._window
        if window is None or (window.workplace.account, window.workplace.settings) != (
            clinic.session.account,
            settings,
        ):
            self.give_up()
            return None
        self._is_wanted, self._window = False, None
        window.workplace.admit(clinic)
        return window

    def give_up(self) -> None:
        """Nobody comes in now."""
        self._is_wanted = False
        window, self._window = self._window, None
        if window is not None:
            from clinic_desktop.gui.windows.taking_apart import take_apart

            window.workplace.turn_away()
            take_apart(window)


def _leave(_: object) -> None:
    """Why it cannot be read is told by the task that proves the password."""


def _have_its_picture_ready(window: QWidget) -> None:
    """Have the memory that the window is painted into: for the system to give so much of it takes its time.

    One that will fill the screen becomes as large as the one at the door, which does.
    """
    door = QApplication.activeWindow() or window
    both_fill_it = door.isMaximized() and window.isMaximized()
    whole = QRect(QPoint(), (door if both_fill_it else window).size())
    window.winId()  # the desktop knows of it from here on, and shows nothing of it
    store = window.backingStore()
    store.resize(whole.size())
    store.beginPaint(QRegion(whole))
    painter = QPainter(store.paintDevice())
    painter.fillRect(whole, window.palette().window())
    painter.end()
    store.endPaint()
