"""Opens the wall display on another screen, keeps it true, and closes it with the window it belongs to."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.clinic_time import span_of_day
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.waiting_room import Board
from clinic_desktop.domain.wall import CALLED_FOR, Wall, WallShows, wall_of
from clinic_desktop.gui.appointment_words import shorter_name
from clinic_desktop.gui.calendar.day_news import concerns
from clinic_desktop.gui.calendar.sheet.minute_clock import MinuteClock
from clinic_desktop.gui.waiting_room.cards import doctors_lines
from clinic_desktop.gui.waiting_room.wall_display import WallDisplay
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile


class WallOpener(QObject):
    """The one wall display of a window. It reads the day for it, and hands over what a wall may show.

    `shows_initials` says that patients are called by their initials, and not by the numbers of their tickets.
    """

    changed = Signal()

    def __init__(self, workplace: Workplace, station: SettingsFile, window: QWidget) -> None:
        super().__init__(window)
        self._workplace = workplace
        self._station = station
        self._window = window
        self._board: Board | None = None
        self.shows_initials = station.read().wall_shows_initials
        self.display: WallDisplay | None = None
        self._minute = MinuteClock(workplace.now, self)
        self._minute.passed.connect(self._on_minute)
        self._call_over = QTimer(self)
        self._call_over.setSingleShot(True)
        self._call_over.timeout.connect(self._show)
        workplace.news.changed.connect(self._on_news)
        workplace.settings_changed.connect(self._on_settings_changed)

    @property
    def is_open(self) -> bool:
        """Whether the wall is shown."""
        return self.display is not None

    def switch(self) -> None:
        """Open it, or close it."""
        if self.display is not None:
            self.close()
            return
        self.display = WallDisplay(self._workplace.settings.name)
        self.display.closed.connect(self._on_closed)
        self._window.installEventFilter(self)
        has_own_screen = self._place(self.display)
        self.display.show()
        if has_own_screen:
            self._window.activateWindow()  # the keyboard stays at the desk
        self._minute.start()
        self._read()
        self.changed.emit()

    def switch_initials(self) -> None:
        """Call patients by their initials, or by numbers again; the station keeps it."""
        self.shows_initials = not self.shows_initials
        self._station.keep(wall_shows_initials=self.shows_initials)
        self._show()
        self.changed.emit()

    def close(self) -> None:
        """Take it from the wall."""
        if self.display is not None:
            self.display.close()

    def _place(self, display: WallDisplay) -> bool:
        """On a screen that the window is not on, the whole of it; with one screen, as a window in front.

        Whether there is a screen for it alone.
        """
        own = self._window.screen()
        others = [screen for screen in QGuiApplication.screens() if screen is not own]
        if others:
            display.setScreen(others[0])
            display.move(others[0].geometry().topLeft())
            display.setWindowState(Qt.WindowState.WindowFullScreen)
        return bool(others)

    def _read(self) -> None:
        self._workplace.run_latest(
            (self, "wall"),
            lambda clinic: clinic.waiting.board(),
            done=self._on_board,
            refused=self._on_refused,
            owner=self,
        )

    def _on_board(self, board: Board) -> None:
        self._board = board
        self._show()

    def _on_refused(self, _: ClinicError) -> None:
        """The wall keeps what it shows; whatever is wrong, patients are not who to tell."""

    def _show(self) -> None:
        if self.display is None or self._board is None:
            return
        wall = self._wall_of(self._board)
        self.display.show_wall(wall, self._workplace.wall_now())
        newest = max((call.at for call in wall.calls if call.is_new), default=None)
        if newest is not None:
            left = newest + CALLED_FOR - self._workplace.now()
            self._call_over.start(max(1, int(left.total_seconds() * 1000) + 1))

    def _wall_of(self, board: Board) -> Wall:
        now = self._workplace.now()
        names = {column.practitioner_id: shorter_name(column.practitioner_name) for column in board.columns}
        shows = WallShows.INITIALS if self.shows_initials else WallShows.NUMBERS
        return wall_of(board.lines, doctors_lines(board, now), names, now=now, shows=shows)

    def _on_minute(self) -> None:
        if self._board is not None and self._board.day != self._workplace.today():
            self._read()
        self._show()

    def _on_news(self, changes: Changes) -> None:
        if self.display is None:
            return
        today = span_of_day(self._workplace.today(), self._workplace.zone)
        if concerns(changes, today, () if self._board is None else self._board.lines):
            self._read()

    def _on_settings_changed(self) -> None:
        if self.display is not None:
            self.display.set_clinic_name(self._workplace.settings.name)

    def _on_closed(self) -> None:
        self._window.removeEventFilter(self)
        self._minute.stop()
        self._call_over.stop()
        if self.display is not None:
            self.display.deleteLater()
        self.display = self._board = None
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Close:
            self.close()
        return False
