"""The composition root: the only file that knows every room."""

import os
import sys
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_desktop.gui.application import ClinicApplication
from clinic_desktop.gui.beforehand import import_windows
from clinic_desktop.gui.entrance import Entrance
from clinic_desktop.gui.no_screen import NO_SCREEN, ends_in_a_sentence, has_screen
from clinic_desktop.gui.presence import Presence
from clinic_desktop.gui.qt_classes import QtClasses
from clinic_desktop.gui.rescue.teller import Teller
from clinic_desktop.gui.running import Run
from clinic_desktop.gui.standstill import Standstill
from clinic_desktop.gui.sweeping import Sweeper
from clinic_desktop.gui.turns import in_a_turn, show_painted_once
from clinic_desktop.logs import Log
from clinic_desktop.settings import Appearance, SettingsFile, SettingsLeftAside
from clinic_desktop.start import Start

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from clinic_desktop.domain.backups import Staged
    from clinic_desktop.domain.clinic import ClinicSettings
    from clinic_desktop.domain.errors import ClinicError
    from clinic_desktop.domain.keys import KeyChange
    from clinic_desktop.domain.signed_in import AccountFace, Expected
    from clinic_desktop.gui.backups.backup_worker import BackupWorker
    from clinic_desktop.gui.expected_window import ExpectedWindow
    from clinic_desktop.gui.messages.outbox_worker import OutboxWorker
    from clinic_desktop.gui.others import OthersWatch
    from clinic_desktop.gui.patient_desk.desk_mode import DeskMode
    from clinic_desktop.gui.pinboard import Pinboard
    from clinic_desktop.gui.self_check import WindowTrials
    from clinic_desktop.gui.sync_watch import SyncWatch
    from clinic_desktop.gui.windows.main_window import MainWindow
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic
    from clinic_desktop.services.sign_in import SignIn
    from clinic_desktop.storage.database import Database

LEAVE_WHEN_USABLE = "CLINIC_DESKTOP_EXIT_WHEN_USABLE"
"""Set by the benchmark of the start: leave as soon as someone could type into the first window."""


def main(start: Start, application: ClinicApplication | None = None) -> int:
    """Open the program as it was asked for, in the application that is there; gives the process's exit code."""
    if not has_screen():
        print(NO_SCREEN, file=sys.stderr)  # noqa: T201
        return 1
    presence = Presence(start.folder)
    if not presence.claim():
        from clinic_desktop.gui.second_start import SecondStart

        second = SecondStart(presence, start, make_application, application)
        if not second.goes_on():
            return 0
        application = second.application
    if start.reset_layout:
        with suppress(OSError):  # of a folder that cannot be written to, the first window tells
            SettingsFile(start.folder).forget_layout()
    application = application or make_application(start.folder, start)
    run = Run(application, start, presence, Program)
    try:
        run.begin()
        if os.environ.get(LEAVE_WHEN_USABLE) and run.program is not None:
            run.program.entrance.painted.connect(partial(_leave_at_once, presence))
        code = application.exec()
    except KeyboardInterrupt:
        run.end()
        raise
    run.end()
    return code


def _leave_at_once(presence: Presence) -> None:
    presence.leave()
    os._exit(0)


def tour(pictures: Path, demo: Path | None = None, *, is_quick: bool = False) -> int:
    """Drive the real windows through the main job and leave a picture of each in `pictures`; 0 when every step held.

    The demo clinic is made for it unless one lies in `demo` already.
    """
    from clinic_desktop.gui.tour.driver import TouredApplication
    from clinic_desktop.gui.tour.off_screen import give_screen
    from clinic_desktop.gui.tour.tour import run_tour

    give_screen()
    application = TouredApplication(sys.argv[:1], appearance=Appearance.LIGHT, language="en")
    application.faults.watch()
    return run_tour(pictures, application, Program, demo, is_quick=is_quick)


def window_trials(folder: Path) -> "WindowTrials":
    """What tries every window for the self-check, off screen where there is none; it writes into the folder."""
    from clinic_desktop.gui.self_check import WindowTrials
    from clinic_desktop.gui.tour.driver import TouredApplication
    from clinic_desktop.gui.tour.off_screen import give_screen

    give_screen()
    application = TouredApplication(sys.argv[:1], appearance=Appearance.LIGHT, language="en")
    application.faults.log = Log(folder / "faults")
    application.faults.watch()
    return WindowTrials(application, folder, Program)


def make_application(folder: Path, start: Start | None = None) -> ClinicApplication:
    """The application object, in the look and the language that this station wants, or that were asked for."""
    asked = Start(folder=folder) if start is None else start
    settings = settings_in(folder, safe_mode=asked.safe_mode).read()
    with ends_in_a_sentence():
        application = ClinicApplication(
            sys.argv[:1],
            appearance=settings.appearance,
            language=asked.language or settings.language,
            tells_terminal=asked.debug,
        )
    application.faults.watch()
    return application


def settings_in(folder: Path, *, safe_mode: bool) -> SettingsFile:
    """The settings of a clinic's folder."""
    return SettingsLeftAside(folder) if safe_mode else SettingsFile(folder)


class Program(QObject):
    """The program on one clinic's folder: the way in, and the window of whoever came in.

    In safe mode it leaves this station's settings aside, and does nothing in the background.
    """

    window_opened = Signal(object)
    desk_opened = Signal(object)

    def __init__(
        self,
        application: ClinicApplication,
        folder: Path,
        clock: "Callable[[], datetime] | None" = None,
        *,
        safe_mode: bool = False,
    ) -> None:
        super().__init__(application)
        settings = partial(settings_in, safe_mode=safe_mode)
        self.entrance = Entrance(folder, self, prepare=import_windows, clock=clock, settings=settings)
        self._is_at_work = not safe_mode
        self.entrance.broke.connect(application.faults.take)
        application.faults.fell_apart.connect(self.entrance.give_up)
        self.teller = Teller(lambda: self.entrance.clinic, lambda: self.window, self)
        self.entrance.damaged.connect(self.teller.tell_damaged)
        self.window_opened.connect(lambda _: self.teller.tell_what_is_lost())
        self.sweeper = Sweeper(lambda: self.entrance.runner.is_at_rest, self)
        self.entrance.painted.connect(lambda: QTimer.singleShot(0, application, application.finish_start))
        self.entrance.painted.connect(lambda: QTimer.singleShot(0, self.sweeper, self.sweeper.start))
        self.standstill = Standstill(self)
        self.entrance.painted.connect(self.standstill.start)
        self.qt_classes = QtClasses(self)
        self.entrance.painted.connect(self.qt_classes.start)
        self.entrance.clinic_opened.connect(self._on_clinic_opened)
        self.entrance.approached.connect(self._on_approached)
        self.entrance.asked_in.connect(self._on_asked_in)
        self.entrance.turned_away.connect(self._on_turned_away)
        self.entrance.came_in.connect(self._on_came_in)
        self.entrance.desk_requested.connect(self._on_desk_requested)
        self.desk: DeskMode | None = None
        self._wants_desk = False
        self.window: MainWindow | None = None
        self.outbox: OutboxWorker | None = None
        self.others: OthersWatch | None = None
        self.backups: BackupWorker | None = None

    @cached_property
    def pinboard(self) -> "Pinboard":
        """What hangs on this station's pinboard, whoever is signed in; made when somebody is."""
        from clinic_desktop.gui.pinboard import Pinboard

        return Pinboard(self)

    @cached_property
    def expected(self) -> "ExpectedWindow":
        """What makes the window of whoever waits at the door; made when somebody does."""
        from clinic_desktop.gui.expected_window import ExpectedWindow

        return ExpectedWindow(self._make_expected, self)

    @cached_property
    def sync(self) -> "SyncWatch":
        """How this station stands with the others, whoever is signed in; made when a clinic is open."""
        from clinic_desktop.gui.sync_watch import SyncWatch

        return SyncWatch(self)

    def start(self, *, desk: bool = False) -> None:
        """Show the way in, or the patient's desk as soon as the clinic is open."""
        self._wants_desk = desk
        self.entrance.open(desk=desk)

    def close(self) -> None:
        """Let go of everything, after the work under way; what was acknowledged is on the disk already."""
        self.standstill.stop()
        self.qt_classes.stop()
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None
        self._on_turned_away()
        if self.desk is not None:
            self.desk.close()
            self.desk = None
        if self.outbox is not None:
            self.outbox.stop()
        if self.others is not None:
            self.others.stop()
        if self.backups is not None:
            self.backups.stop()
        if "sync" in self.__dict__:
            self.sync.leave()
        self.entrance.close()
        self.sweeper.stop()

    def _on_clinic_opened(self) -> None:
        from clinic_desktop.gui.tasks import Lane

        role = self.entrance.station.read().last_role
        self.entrance.runner.run(lambda: import_windows(role), lane=Lane.READING)
        self._begin_to_watch()
        clinic = self.entrance.clinic
        if clinic is not None:
            self._make_ready()
            self.sync.follow(clinic.station.subscribe, clinic.station.state)
            if self._is_at_work:
                self.entrance.runner.run(clinic.station.start, lane=Lane.READING)
            if self._wants_desk and clinic.has_admin and not clinic.is_arriving:
                self._on_desk_requested()

    def _begin_to_watch(self) -> None:
        """What others do to the file, and the work that nobody asks for, from the first clinic to the end."""
        from clinic_desktop.gui.backups.backup_worker import BackupWorker
        from clinic_desktop.gui.messages.outbox_worker import OutboxWorker
        from clinic_desktop.gui.others import OthersWatch
        from clinic_desktop.gui.widgets.waiting_sign import WaitingSign

        if self.others is None:
            self.others = OthersWatch(self.entrance.runner, lambda: self.entrance.clinic, self)
            self.others.start()
            self.waiting_sign = WaitingSign(self.entrance.runner.lingering, lambda: self.window, self)
        if self.outbox is None and self._is_at_work:
            self.outbox = OutboxWorker(self.entrance.runner, lambda: self.entrance.clinic, self)
            self.outbox.start()
        if self.backups is None and self._is_at_work:
            self.backups = BackupWorker(self.entrance.runner, lambda: self.entrance.clinic, self)
            self.backups.start()

    def _on_desk_requested(self) -> None:
        """This PC is the patient's desk from now on; before its clinic is open, as soon as it is."""
        clinic = self.entrance.clinic
        self._wants_desk = clinic is None
        if clinic is None or self.desk is not None:
            return
        from clinic_desktop.gui.patient_desk.desk_mode import DeskMode

        self.desk = DeskMode(clinic, self.entrance.runner, self.entrance.news, self, prepare=import_windows)
        self.desk.opened.connect(self._on_desk_opened)
        self.desk.ended.connect(self._on_desk_ended)
        self.desk.refused.connect(self._on_desk_refused)
        self.desk.open()

    def _on_desk_opened(self) -> None:
        if self.desk is not None and self.desk.window is not None:
            self.entrance.hide()
            self.desk_opened.emit(self.desk.window)

    def _on_desk_ended(self, clinic: "Clinic", password: str) -> None:
        self._let_go_of_desk()
        self.entrance.receive(clinic, password)

    def _on_desk_refused(self, error: "ClinicError") -> None:
        self._let_go_of_desk()
        self.entrance.refuse(error)

    def _let_go_of_desk(self) -> None:
        desk, self.desk = self.desk, None
        if desk is not None:
            desk.deleteLater()

    def _on_approached(self, username: str) -> None:
        clinic = self.entrance.clinic
        if clinic is not None:
            self.expected.expect(username, clinic.door, self.entrance.station.read, self.entrance.runner)

    def _on_asked_in(self, username: str) -> None:
        self._on_approached(username)
        QTimer.singleShot(_PROVES_BY_THEN, self, self._make_ready)

    def _make_ready(self) -> None:
        from clinic_desktop.gui.tasks import Lane

        if (clinic := self.entrance.clinic) is not None:
            self.entrance.runner.run(clinic.make_ready, refused=lambda _: None, lane=Lane.READING)

    def _on_turned_away(self) -> None:
        if "expected" in self.__dict__:
            self.expected.give_up()

    def _make_expected(self, door: "SignIn", expected: "Expected") -> "MainWindow":
        return self._window_at(door.database, expected.settings, expected=expected.account)

    def _window_at(
        self,
        database: "Database",
        settings: "ClinicSettings",
        *,
        clinic: "Clinic | None" = None,
        expected: "AccountFace | None" = None,
    ) -> "MainWindow":
        from clinic_desktop.gui.workplace import Workplace

        workplace = Workplace(
            clinic=clinic,
            expected=expected,
            runner=self.entrance.runner,
            news=self.entrance.news,
            settings=settings,
            clock=database.now,
            pinboard=self.pinboard,
            sync=self.sync,
        )
        return open_window(workplace, self.entrance.station)

    def _on_came_in(self, clinic: "Clinic", settings: "ClinicSettings") -> None:
        window = self.expected.take(clinic, settings) or self._window_at(clinic.database, settings, clinic=clinic)
        self.window = window
        window.signed_out.connect(self._on_signed_out)
        window.workplace.restore_wanted.connect(self._on_restore_wanted)
        window.workplace.key_change_wanted.connect(self._on_key_change_wanted)
        # Making it and showing it are the two long pieces of work of the whole program: both take turns of the loop.
        show = partial(in_a_turn, self, partial(self._show, window))
        if window.is_whole:
            window.when_worth_seeing(show)
        else:
            window.made.connect(lambda: window.when_worth_seeing(show))

    def _show(self, window: "MainWindow") -> None:
        if self.window is window:
            show_painted_once(window)
            self.entrance.hide()
            self.window_opened.emit(window)

    def _on_restore_wanted(self, staged: "Staged") -> None:
        self._on_signed_out("")
        self.entrance.restore(staged)

    def _on_key_change_wanted(self, change: "KeyChange") -> None:
        self._on_signed_out("")
        self.entrance.change_key(change)

    def _on_signed_out(self, sentence: str) -> None:
        from clinic_desktop.gui.windows.taking_apart import take_apart

        window, self.window = self.window, None
        if window is not None:
            self.entrance.show_again(sentence)
            window.close()
            take_apart(window)


def open_window(workplace: "Workplace", station: SettingsFile) -> "MainWindow":
    """The window of the role that came in, whole when it tells `made`; import_windows() has its code ready by then."""
    from clinic_desktop.domain.people import Role

    role = workplace.account.role
    if role is Role.RECEPTIONIST:
        from clinic_desktop.gui.windows.reception_window import ReceptionWindow

        return ReceptionWindow(workplace, station, in_turns=True)
    if role is Role.DOCTOR:
        from clinic_desktop.gui.windows.doctor_window import DoctorWindow

        return DoctorWindow(workplace, station, in_turns=True)
    if role is Role.ADMIN:
        from clinic_desktop.gui.windows.admin_window import AdminWindow

        return AdminWindow(workplace, station, in_turns=True)
    from clinic_desktop.gui.windows.patient_window import PatientWindow

    return PatientWindow(workplace, station, in_turns=True)


_PROVES_BY_THEN = 25  # milliseconds; proving a password leaves the interpreter to others
