"""One run of the program, from a look at how the last one ended to its own end."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desktop import __title__, __version__
from clinic_desktop.gui.asked_to_end import AskedToEnd
from clinic_desktop.gui.crash_trace import CrashTrace
from clinic_desktop.gui.login_dialog import LoginDialog
from clinic_desktop.gui.presence import ENOUGH_CRASHES, Presence
from clinic_desktop.gui.qt_messages import QtMessages
from clinic_desktop.logs import Event, Fact, Log

if TYPE_CHECKING:
    from clinic_desktop.gui.application import ClinicApplication
    from clinic_desktop.gui.entrance import Entrance
    from clinic_desktop.gui.patient_desk.desk_mode import DeskMode
    from clinic_desktop.gui.reports import FaultReport
    from clinic_desktop.gui.windows.main_window import MainWindow
    from clinic_desktop.services.clinic import Clinic
    from clinic_desktop.start import Start

DESK = "desk"
"""The word of a second start that wants the patient's desk."""


class OpenProgram(Protocol):
    """What a run needs of the program."""

    entrance: "Entrance"
    window: "MainWindow | None"
    desk: "DeskMode | None"

    def start(self, *, desk: bool = False) -> None:
        """Show the way in."""

    def close(self) -> None:
        """Let go of everything."""


class ProgramOn(Protocol):
    """Makes the program on a folder."""

    def __call__(self, application: "ClinicApplication", folder: Path, *, safe_mode: bool) -> OpenProgram: ...


class Run(QObject):
    """Opens the program, after a question if it ended unexpectedly twice; notes what befalls it; ends it.

    Whatever the first window does without is done after it was painted. The system may ask it to end at any moment.
    """

    def __init__(
        self, application: "ClinicApplication", start: "Start", presence: Presence, program_on: ProgramOn
    ) -> None:
        super().__init__(application)
        self._application = application
        self._start = start
        self._presence = presence
        self._program_on = program_on
        self._trace = CrashTrace(presence.report_file)
        self._crash_report = self._trace.left_behind() if presence.crashes else ""
        self._is_safe_mode = False
        self._hindered: set[FaultReport] = set()
        self._endings: list[Callable[[], object]] = []
        self._asked = AskedToEnd(self)
        self._asked.heard.connect(presence.excuse)
        self._messages = QtMessages(self.log, presence.excuse)
        self._question: QWidget | None = None
        self.program: OpenProgram | None = None

    @property
    def log(self) -> Log:
        """Where this run's notes go."""
        return self._application.faults.log

    def begin(self) -> None:
        """Open the program, or ask how; a question that is closed without an answer is asked again next time."""
        self._asked.begin()
        self._presence.called.connect(self._on_called)
        self._presence.asked_in_vain.connect(self._on_asked_in_vain)
        self._stand_by_options()
        if self._presence.crashes < ENOUGH_CRASHES or self._start.safe_mode:
            self.open(safe_mode=self._start.safe_mode)
            return
        from clinic_desktop.gui.safe_mode import SafeModeDialog

        self._presence.listen()
        self._application.finish_start()  # the question is the first window
        self._question = dialog = SafeModeDialog(self._crash_report)
        dialog.chosen.connect(lambda safe_mode: self.open(safe_mode=safe_mode))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open(self, *, safe_mode: bool) -> None:
        """Open the program."""
        self._presence.begin()
        self._trace.begin()
        self._messages.begin()
        self._is_safe_mode = safe_mode
        self._stand_by_options()
        if safe_mode:
            self._application.setApplicationDisplayName(self.tr("{program} – safe mode").format(program=__title__))
        self.program = program = self._program_on(self._application, self._start.folder, safe_mode=safe_mode)
        program.entrance.painted.connect(lambda: QTimer.singleShot(0, self, self._on_painted))
        program.entrance.came_in.connect(self._on_came_in)
        program.start(desk=self._start.desk)
        if safe_mode and isinstance(program.entrance.window, LoginDialog):
            words = self.tr("Safe mode: nothing is done in the background, and what is set on this PC is left aside.")
            program.entrance.window.say(words)

    def end(self) -> None:
        """Let go of everything, and leave no trace but the log's."""
        try:
            if self.program is not None:
                self.program.close()
            for ending in self._endings:
                ending()
        finally:
            self._application.faults.end_floods()
            self._presence.leave()
            self._trace.end()
            self._asked.end()
            self._messages.end()
        self.log.note(Event.ENDED)

    def _stand_by_options(self) -> None:
        """To forget the layout is done once, at the start: whoever asks for it again means what was changed since."""
        self._presence.options = self._start._replace(safe_mode=self._is_safe_mode, reset_layout=False).options

    def _on_painted(self) -> None:
        from clinic_desktop.gui.clock_watch import ClockWatch
        from clinic_desktop.gui.latin_keys import LatinKeys
        from clinic_desktop.gui.screens import ScreenWatch
        from clinic_desktop.gui.tasks import Lane

        assert self.program is not None
        self._presence.listen()
        clock = ClockWatch(self)
        clock.moved.connect(self._on_clock_moved)
        clock.woke.connect(lambda seconds: self._note(Event.WOKE, seconds=round(seconds)))
        clock.start()
        LatinKeys(self).start()
        screens = ScreenWatch(self)
        screens.changed.connect(lambda number: self._note(Event.SCREENS, number=number))
        screens.start()
        self._endings = [clock.stop, screens.stop]
        self.program.entrance.runner.slow.heard = self._on_work
        self.program.entrance.runner.hindered.connect(self._on_hindered)
        self._tell_of_start()
        self.program.entrance.runner.run(self._messages.write_down, lane=Lane.READING)

    def _tell_of_start(self) -> None:
        import platform

        from PySide6.QtCore import qVersion

        if self._presence.crashes:
            self._note(Event.CRASHED, times=self._presence.crashes, report=self._crash_report)
        self._note(
            Event.STARTED,
            version=__version__,
            python=platform.python_version(),
            qt=qVersion(),
            system=platform.platform(),
            screens=len(QApplication.screens()),
            safe_mode=self._is_safe_mode,
        )

    def _note(self, event: Event, **facts: Fact) -> None:
        """Away from the window's thread: a disk may be slow."""
        from clinic_desktop.gui.tasks import Lane

        assert self.program is not None
        log = self.log
        self.program.entrance.runner.run(lambda: log.note(event, **facts), lane=Lane.READING)

    def _on_work(self, name: str, seconds: float, *, is_slow: bool) -> None:
        if is_slow:
            self.log.note(Event.SLOW, name=name, seconds=round(seconds, 3))
        elif self._start.debug:
            self.log.note(Event.WORK, name=name, seconds=round(seconds, 4))

    def _on_hindered(self, report: "FaultReport") -> None:
        """A disk that is full refuses many times; each place is noted once in a run."""
        if report not in self._hindered:
            self._hindered.add(report)
            self._note(Event.HINDERED, kind=report.kind, report=report.text)

    def _on_came_in(self, clinic: "Clinic", _: object) -> None:
        self._note(Event.CAME_IN, role=clinic.session.account.role)

    def _on_called(self, word: str) -> None:
        """Somebody has started the program once more: here it is, or the question that comes before it."""
        program = self.program
        if program is None:
            if word == DESK:
                self._start = self._start._replace(desk=True)
            if self._question is not None:
                self.log.note(Event.CALLED)
                bring_to_front(self._question)
            return
        self._note(Event.CALLED)
        if word == DESK and program.window is None and program.desk is None:
            program.entrance.desk_requested.emit()
        for window in self._windows():
            if window.isVisible():
                bring_to_front(window)

    def _on_asked_in_vain(self, options: str) -> None:
        if self.program is None:  # the terminal says so too; here is nothing but the question
            return
        words = self.tr(
            "The program was open already, so {options} changed nothing. Close it first, then start it with {options}."
        )
        self._say(words.format(options=options))

    def _windows(self) -> list[QWidget]:
        """The windows that one works in, the foremost last."""
        assert self.program is not None
        program = self.program
        desk = None if program.desk is None else program.desk.window
        return [window for window in (program.entrance.window, desk, program.window) if window is not None]

    def _on_clock_moved(self, seconds: float) -> None:
        from clinic_desktop.gui.clock_moves import clock_moves
        from clinic_desktop.gui.clock_words import clock_moved_words

        self._note(Event.CLOCK_MOVED, seconds=round(seconds))
        self._say(clock_moved_words(seconds))
        clock_moves().moved.emit(seconds)

    def _say(self, words: str) -> None:
        """To whoever works here, or is about to sign in."""
        from clinic_desktop.gui.notices import NoticeKind

        assert self.program is not None
        way_in = self.program.entrance.window
        if self.program.window is not None:
            self.program.window.workplace.say(words, kind=NoticeKind.PROBLEM)
        elif isinstance(way_in, LoginDialog):
            way_in.say(words)


def bring_to_front(window: QWidget) -> None:
    """Show a window over all others, with the keyboard in it, whatever was done with it before."""
    from PySide6.QtCore import Qt

    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
