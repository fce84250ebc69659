"""The way in: the first window, painted before anything slow is imported, and what happens until someone is inside."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clinic_desktop import paths
from clinic_desktop.gui.clinic_face import password_length_of, sign_in_face
from clinic_desktop.gui.coming_in import (
    come_in,
    import_rooms,
    key_by,
    key_changed,
    opened,
    opened_demo,
    put_in_place,
    remember,
)
from clinic_desktop.gui.first_paint import FirstPaint
from clinic_desktop.gui.login_dialog import LoginDialog
from clinic_desktop.settings import SettingsFile

if TYPE_CHECKING:
    from clinic_desktop.domain.backups import Staged
    from clinic_desktop.domain.errors import ClinicError
    from clinic_desktop.domain.keys import KeyChange, KeyWanted
    from clinic_desktop.gui.coming_in import Clock, Entered, Exchanged, Prepare
    from clinic_desktop.gui.news import News
    from clinic_desktop.gui.rescue.rescuing import Rescuing
    from clinic_desktop.gui.setup.first_run import FirstRun
    from clinic_desktop.gui.sign_in_words import SignInRequest
    from clinic_desktop.gui.tasks import TaskRunner
    from clinic_desktop.services.clinic import Clinic
    from clinic_desktop.services.key_keeping import StationKey
    from clinic_desktop.services.opening import OpenClinic


class Entrance(QObject):
    """Sign-in card or first-start wizard, and the clinic opened behind it.

    `painted` tells that the first window stands, `clinic_opened` that its clinic can be entered, `desk_requested` that
    somebody is a patient; `asked_in` brings the user name of whoever waits at the door, `turned_away` tells that nobody
    comes in now; `came_in` brings the Clinic of whoever signed in and the ClinicSettings. Whoever comes in waits until
    `prepare`, done in the task that lets them in, has what their window needs. `broke` brings the report of a task that
    met a fault, `damaged` what was found to be wrong with the file while it is in use.
    """

    painted = Signal()
    clinic_opened = Signal()
    desk_requested = Signal()
    asked_in = Signal(str)
    turned_away = Signal()
    came_in = Signal(object, object)
    broke = Signal(object)
    damaged = Signal(str)
    _upgrading = Signal()

    def __init__(
        self,
        folder: Path,
        parent: QObject,
        *,
        prepare: "Prepare",
        clock: "Clock | None" = None,
        settings: Callable[[Path], SettingsFile] = SettingsFile,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._clock = clock
        self._prepare = prepare
        self._folder = folder
        self._clinic: OpenClinic | None = None
        self._early_request: SignInRequest | None = None
        self._is_opening = True  # as soon as the first window stands
        self._typed_key: StationKey | None = None
        self._damage = ""
        self.window: LoginDialog | FirstRun | None = None
        self._upgrading.connect(self._on_upgrading)

    @cached_property
    def runner(self) -> "TaskRunner":
        """What does the program's work; made when the first window stands, which needs none."""
        from clinic_desktop.gui.tasks import TaskRunner

        runner = TaskRunner(self)
        runner.broke.connect(self.broke)
        return runner

    @cached_property
    def rescuing(self) -> "Rescuing":
        """What looks whether the file is whole, and offers what can be done when it is not."""
        from clinic_desktop.gui.rescue.rescuing import Rescuing

        rescuing = Rescuing(self.runner, self._folder, self._clock, self)
        rescuing.damaged.connect(self._on_damaged)
        rescuing.mended.connect(self._on_mended)
        rescuing.left.connect(self._open)
        return rescuing

    @cached_property
    def news(self) -> "News":
        """What tells of every commit; made as late as the runner."""
        from clinic_desktop.gui.news import News

        return News(self)

    @property
    def clinic(self) -> "OpenClinic | None":
        """The clinic that is open behind the window."""
        return self._clinic

    @property
    def station(self) -> SettingsFile:
        """The settings of this station, beside the clinic that is shown."""
        return self._settings(self._folder)

    def open(self, *, desk: bool = False) -> None:
        """Show the way in, and open the clinic behind it; with `desk` the card says that the patient's desk comes."""
        is_there = paths.clinic_file(self._folder).exists() or paths.is_being_restored(self._folder)
        window = self._make_login() if is_there else self._make_wizard()
        if desk and isinstance(window, LoginDialog):
            window.open_soon(desk=True)
        speck = FirstPaint(window)
        speck.seen.connect(self.painted)
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

    def restore(self, staged: "Staged") -> None:
        """Let what was made of a backup take the place of the records in use, and let people sign in to it."""
        self._exchange(
            lambda folder, standing: put_in_place(folder, standing, staged, self._clock),
            self.tr("The backup is being put in place…"),
            self.tr("The backup is in place. Sign in to go on."),
        )

    def change_key(self, change: "KeyChange") -> None:
        """Have the records written anew under another key, and let people sign in again."""
        self._exchange(
            lambda folder, standing: key_changed(folder, standing, change, self._clock),
            self.tr("The records are written anew under another key. Please leave the computer on…"),
            self.tr("The records have another key. Sign in to go on."),
        )

    def _exchange(self, work: "Callable[[Path, OpenClinic | None], Exchanged]", words: str, afterwards: str) -> None:
        folder, standing, self._clinic = self._folder, self._clinic, None
        self.news.leave()
        if isinstance(self.window, LoginDialog):
            self.window.say(words)

        def exchanged(came: "Exchanged") -> None:
            clinic, refusal = came
            self._on_opened(clinic)
            if isinstance(self.window, LoginDialog):
                self.window.say(afterwards if refusal is None else refusal.sentence)

        self.runner.run(lambda: work(folder, standing), done=exchanged, refused=self._on_not_opened, owner=self)

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
        entrance.showMaximized()
        if earlier is not None:
            earlier.close()
            earlier.deleteLater()

    def _open(self) -> None:
        folder, key = self._folder, self._typed_key
        told = self._upgrading.emit
        self._is_opening = True
        self.runner.run(
            lambda: opened(folder, self._clock, told, key), done=self._on_opened, refused=self._on_not_opened
        )

    def _on_not_opened(self, error: "ClinicError") -> None:
        """Whoever signs in has it tried again; a key is asked for, and of a damaged file is said what can be done."""
        from clinic_desktop.domain.bad_luck import Unsound
        from clinic_desktop.domain.keys import KeyWanted

        self._is_opening = False
        if isinstance(error, KeyWanted) and self.window is not None:
            self._ask_for_key(error, self.window)
            return
        self.refuse(error)
        if isinstance(error, Unsound) and self.window is not None:
            self.rescuing.offer(self.window, key=self._typed_key)

    def _ask_for_key(self, wanted: "KeyWanted", window: "LoginDialog | FirstRun") -> None:
        from clinic_desktop.gui.keys.key_at_start import KeyAtStart

        folder = self._folder
        asking = KeyAtStart(self.runner, lambda typed: key_by(folder, typed), wanted, window)
        asking.opened.connect(self._on_key_opened)
        asking.given_up.connect(self.refuse)
        asking.ask(window)

    def _on_key_opened(self, key: "StationKey") -> None:
        self._typed_key = key
        self._open()

    def _on_damaged(self, words: str) -> None:
        self._damage = words
        self.damaged.emit(words)
        if self.window is not None and self.window.isVisible():
            self._rescue()

    def _rescue(self) -> None:
        """Nobody is inside: let go of the damaged file, and offer what can be done."""
        standing, self._clinic, self._damage = self._clinic, None, ""
        self.news.leave()
        if standing is not None and self.window is not None:
            self.rescuing.offer(self.window, standing)

    def _on_mended(self, clinic: "OpenClinic", sentence: str) -> None:
        self._on_opened(clinic)
        if isinstance(self.window, LoginDialog):
            self.window.say(sentence)

    def _on_upgrading(self) -> None:
        """Told from the task that opens the clinic, while the window goes on."""
        if isinstance(self.window, LoginDialog):
            self.window.ask_for_patience()

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
            self.window.say(clinic.lost_words)
        self.clinic_opened.emit()
        self.rescuing.look_through(clinic)
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

    def _leave_clinic(self) -> None:
        self.news.leave()
        if self._clinic is not None:
            self._clinic.close()
            self._clinic = None

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
