"""The way in: the first window, painted before anything slow is imported, and what happens until someone is inside."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clinic_desktop import paths
from clinic_desktop.gui.clinic_behind import ClinicBehind
from clinic_desktop.gui.clinic_face import password_length_of, sign_in_face
from clinic_desktop.gui.coming_in import come_in, import_rooms, opened_demo, remember
from clinic_desktop.gui.first_paint import FirstPaint
from clinic_desktop.gui.login_dialog import LoginDialog
from clinic_desktop.gui.screens import give_size
from clinic_desktop.settings import SettingsFile

if TYPE_CHECKING:
    from clinic_desktop.domain.errors import ClinicError
    from clinic_desktop.gui.coming_in import Clock, Entered, Prepare
    from clinic_desktop.gui.setup.first_run import FirstRun
    from clinic_desktop.gui.sign_in_words import SignInRequest
    from clinic_desktop.services.clinic import Clinic
    from clinic_desktop.services.opening import OpenClinic


class Entrance(ClinicBehind):
    """Sign-in card or first-start wizard, before the clinic that is opened meanwhile.

    `painted` tells that the first window stands, `clinic_opened` that its clinic can be entered, `desk_requested` that
    somebody is a patient; `approached` brings the user name under which somebody types a password, `asked_in` that of
    whoever waits at the door, `turned_away` tells that nobody comes in now; `came_in` brings the Clinic of whoever
    signed in and the ClinicSettings. Whoever comes in waits until `prepare`, done in the task that lets them in, has
    what their window needs.
    """

    painted = Signal()
    clinic_opened = Signal()
    desk_requested = Signal()
    approached = Signal(str)
    asked_in = Signal(str)
    turned_away = Signal()
    came_in = Signal(object, object)

    def __init__(
        self,
        folder: Path,
        parent: QObject,
        *,
        prepare: "Prepare",
        clock: "Clock | None" = None,
        settings: Callable[[Path], SettingsFile] = SettingsFile,
    ) -> None:
        super().__init__(folder, parent, clock=clock, settings=settings)
        self._prepare = prepare
        self._early_request: SignInRequest | None = None

    def open(self, *, desk: bool = False) -> None:
        """Show the way in, and open the clinic behind it; with `desk` the card says that the patient's desk comes."""
        is_there = paths.clinic_file(self._folder).exists() or paths.is_being_restored(self._folder)
        window = self._make_login() if is_there else self._make_wizard()
        if desk and isinstance(window, LoginDialog):
            window.open_soon(desk=True)
        speck = FirstPaint(window)
        speck.seen.connect(self.painted)
        speck.seen.connect(partial(_quit_by_keys, window))
        speck.seen.connect(self._open if is_there else lambda: self.runner.run(import_rooms))
        self._show(window)

    def show_again(self, sentence: str = "") -> None:
        """Someone has left: let the next one sign in; `sentence` says why, if they did not want to."""
        if not isinstance(self.window, LoginDialog):
            self._show(self._make_login())
        assert isinstance(self.window, LoginDialog)
        self.window.begin_anew()
        self.window.show()
        if sentence:
            self.window.say(sentence)
        if self._damage:
            self._rescue()

    def receive(self, clinic: "Clinic", password: str) -> None:
        """Let in a member of staff who has signed in elsewhere: at the patient's desk, which they left."""
        self.show_again()
        if isinstance(self.window, LoginDialog):
            self.window.open_soon(desk=False)
        self.runner.run(
            lambda: come_in(clinic, self._prepare),
            done=lambda entered: self._let_in(entered, password),
            refused=self.refuse,
            owner=self,
        )

    def give_up(self, words: str) -> None:
        """Say why nobody comes in any more, to whoever waits at the card."""
        self._early_request = None
        if isinstance(self.window, LoginDialog):
            self.window.refuse(words)

    def hide(self) -> None:
        """Someone is inside."""
        if self.window is not None:
            self.window.hide()

    def close(self) -> None:
        """Let go of the clinic and the window, after the work under way."""
        self.runner.close()
        self._leave_clinic()
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def _make_login(self) -> LoginDialog:
        login = LoginDialog(last_username=self.station.read().last_username)
        login.approached.connect(self.approached)
        login.sign_in_requested.connect(self._on_sign_in_requested)
        login.desk_requested.connect(self.desk_requested)
        if self._clinic is not None:
            login.set_face(sign_in_face(self._clinic))
        return login

    def _make_wizard(self) -> "FirstRun":
        from clinic_desktop.gui import marks
        from clinic_desktop.gui.setup.first_run import FirstRun
        from clinic_desktop.gui.setup.way import Ground
        from clinic_desktop.gui.setup.wizard_ways import WizardWays

        marks.offer()  # if this is the first window
        wizard = FirstRun()
        wizard.demo_requested.connect(self._on_demo_requested)
        wizard.finished.connect(self._on_wizard_finished)
        ways = WizardWays(wizard, self.runner, Ground(self._folder, lambda: self._clinic, self._clock))
        ways.stands.connect(self._on_stands)
        ways.let_go.connect(self._on_let_go)
        if self._clinic is not None:
            ways.go_on(self._clinic)
        return wizard

    def _show(self, entrance: "LoginDialog | FirstRun") -> None:
        earlier, self.window = self.window, entrance
        give_size(entrance, _WIDTH, _HEIGHT)
        entrance.showMaximized()
        if earlier is not None:  # the first one has it when it was painted
            _quit_by_keys(entrance)
            earlier.close()
            earlier.deleteLater()

    def _on_opened(self, clinic: "OpenClinic") -> None:
        self._is_opening = False
        self._clinic = clinic
        if self._typed_key is not None:
            self._typed_key = clinic.database.key
        self.news.follow(clinic.database.subscribe)
        if clinic.is_arriving or not clinic.has_admin:
            self._show(self._make_wizard())
        elif isinstance(self.window, LoginDialog):
            self.window.set_face(sign_in_face(clinic))
        else:
            self._show(self._make_login())
        if clinic.lost_words and isinstance(self.window, LoginDialog):
            self.window.say(clinic.lost_words, is_grave=True)
        self.clinic_opened.emit()
        self.rescuing.look_through(lambda: self.clinic)
        if self._early_request is not None:
            self._on_sign_in_requested(self._early_request)

    def refuse(self, error: "ClinicError") -> None:
        """Say why nothing came of it."""
        from clinic_desktop.domain.errors import SignInPaused

        self._early_request = None
        self.turned_away.emit()
        if isinstance(self.window, LoginDialog):
            self.window.refuse(error.sentence, error.seconds if isinstance(error, SignInPaused) else 0)
        elif self.window is not None:
            self.window.refuse(error)

    def _on_stands(self, clinic: "OpenClinic") -> None:
        self._clinic = clinic
        self.news.follow(clinic.database.subscribe)
        self.clinic_opened.emit()

    def _on_let_go(self) -> None:
        self._clinic = None
        self.news.leave()

    def _on_wizard_finished(self) -> None:
        """A clinic that was joined got its name only after it had been opened."""
        if self._clinic is not None and not self._clinic.face.name:
            self.runner.run(self._clinic.as_it_stands, done=self._on_as_it_stands)
        else:
            self._show(self._make_login())

    def _on_as_it_stands(self, clinic: "OpenClinic") -> None:
        self._clinic = clinic
        self._show(self._make_login())

    def _on_demo_requested(self) -> None:
        """The demo lies beside the clinic, so that stopping it, or a full disk, leaves everything as it was."""
        folder = paths.demo_folder_in(self._folder)
        wizard = self.window
        if wizard is None or isinstance(wizard, LoginDialog):
            return
        tell = wizard.tell_progress

        def made(clinic: "OpenClinic") -> None:
            self._leave_clinic()
            self._folder = folder
            self._on_opened(clinic)

        self.runner.run(lambda: opened_demo(folder, tell, self._clock), done=made, refused=self.refuse, owner=self)

    def _on_sign_in_requested(self, request: "SignInRequest") -> None:
        if self._clinic is None:
            self._early_request = request
            if not self._is_opening:
                self._open()
            return
        self._early_request = None
        door = self._clinic.door
        self.runner.run(
            lambda: come_in(door.authenticate(request.username, request.password), self._prepare),
            done=lambda entered: self._let_in(entered, request.password),
            refused=self.refuse,
            owner=self,
        )
        self.asked_in.emit(request.username)

    def _let_in(self, entered: "Entered", password: str) -> None:
        clinic, settings = entered
        if settings is None:
            self.turned_away.emit()
            self._ask_for_password(clinic, password)
            return
        if isinstance(self.window, LoginDialog):
            self.window.succeed()
        remember(clinic, self.station)
        self.came_in.emit(clinic, settings)

    def _ask_for_password(self, clinic: "Clinic", password: str) -> None:
        """Someone came in with a one-time password: the window opens once they have chosen their own."""
        from clinic_desktop.gui.own_password import OwnPassword

        if self._clinic is None or self.window is None:
            return
        own = OwnPassword(self.runner, clinic, self._prepare, self.window)
        own.chosen.connect(lambda entered: self._let_in(entered, ""))
        own.given_up.connect(self._on_password_given_up)
        own.ask(password, least_letters=password_length_of(self._clinic))

    def _on_password_given_up(self) -> None:
        if isinstance(self.window, LoginDialog):
            self.window.begin_anew()


def _quit_by_keys(window: "LoginDialog | FirstRun") -> None:
    """Let the keys that quit in every other window close this one."""
    from PySide6.QtGui import QKeySequence, QShortcut

    QShortcut(QKeySequence("Ctrl+Q"), window, window.close)


_WIDTH, _HEIGHT = 960, 780
"""When it does not fill the screen."""
