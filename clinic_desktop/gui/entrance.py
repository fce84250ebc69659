"""The way in: the first window, painted before anything slow is imported, and what happens until someone is inside."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clinic_desktop import paths
from clinic_desktop.gui.coming_in import (
    changed_password,
    come_in,
    import_rooms,
    opened,
    opened_demo,
    put_in_place,
    set_up,
)
from clinic_desktop.gui.first_paint import FirstPaint
from clinic_desktop.gui.login_dialog import LoginDialog
from clinic_desktop.settings import SettingsFile

if TYPE_CHECKING:
    from clinic_desktop.domain.backups import Staged
    from clinic_desktop.domain.errors import ClinicError
    from clinic_desktop.domain.requests import FirstRunRequest
    from clinic_desktop.gui.coming_in import Clock, Entered
    from clinic_desktop.gui.first_run import FirstRun
    from clinic_desktop.gui.news import News
    from clinic_desktop.gui.password_dialog import PasswordChange
    from clinic_desktop.gui.rescue.rescuing import Rescuing
    from clinic_desktop.gui.sign_in_words import SignInFace, SignInRequest
    from clinic_desktop.gui.tasks import TaskRunner
    from clinic_desktop.services.clinic import Clinic
    from clinic_desktop.services.opening import OpenClinic


class Entrance(QObject):
    """Sign-in card or first-start wizard, and the clinic opened behind it.

    `painted` tells that the first window stands, `clinic_opened` that its clinic can be entered, `desk_requested` that
    somebody is a patient; `came_in` brings the Clinic of whoever signed in and the ClinicSettings. Whoever comes in
    waits until `prepare`, done in the task that lets them in, has what their window needs. `broke` brings the report of
    a task that met a fault, `damaged` what was found to be wrong with the file while it is in use.
    """

    painted = Signal()
    clinic_opened = Signal()
    desk_requested = Signal()
    came_in = Signal(object, object)
    broke = Signal(object)
    damaged = Signal(str)
    _upgrading = Signal()

    def __init__(
        self,
        folder: Path,
        parent: QObject,
        *,
        prepare: Callable[[], object],
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
        self._is_opening = False
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
            refused=self._on_refused,
            owner=self,
        )

    def restore(self, staged: "Staged") -> None:
        """Let what was made of a backup take the place of the records in use, and let people sign in to it."""
        folder, standing, self._clinic = self._folder, self._clinic, None
        self.news.leave()
        if isinstance(self.window, LoginDialog):
            self.window.say(self.tr("The backup is being put in place…"))
        self.runner.run(
            lambda: put_in_place(folder, standing, staged, self._clock),
            done=self._on_restored,
            refused=self._on_refused,
            owner=self,
        )

    def _on_restored(self, restored: "tuple[OpenClinic, ClinicError | None]") -> None:
        clinic, refusal = restored
        self._on_opened(clinic)
        if isinstance(self.window, LoginDialog):
            self.window.say(
                self.tr("The backup is in place. Sign in to go on.") if refusal is None else refusal.sentence
            )

    def refuse(self, error: "ClinicError") -> None:
        """Say why nothing came of it."""
        self._on_refused(error)

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
        from clinic_desktop.gui.first_run import FirstRun
        from clinic_desktop.gui.joining_way import JoiningWay
        from clinic_desktop.gui.restoring_way import RestoringWay

        marks.offer()  # if this is the first window
        wizard = FirstRun()
        wizard.set_up_requested.connect(self._on_set_up_requested)
        wizard.demo_requested.connect(self._on_demo_requested)
        wizard.finished.connect(self._on_wizard_finished)
        joining = JoiningWay(wizard, self.runner, self._folder, lambda: self._clinic, self._clock)
        joining.joined.connect(self._on_joined)
        joining.given_up.connect(self._on_let_go)
        restoring = RestoringWay(wizard, self.runner, self._folder, lambda: self._clinic, self._clock)
        restoring.let_go.connect(self._on_let_go)
        restoring.restored.connect(self._on_set_up)
        if self._clinic is not None:
            joining.go_on(self._clinic)
        return wizard

    def _show(self, entrance: "LoginDialog | FirstRun") -> None:
        earlier, self.window = self.window, entrance
        entrance.showMaximized()
        if earlier is not None:
            earlier.close()
            earlier.deleteLater()

    def _open(self) -> None:
        folder = self._folder
        told = self._upgrading.emit
        self._is_opening = True
        self.runner.run(lambda: opened(folder, self._clock, told), done=self._on_opened, refused=self._on_not_opened)

    def _on_not_opened(self, error: "ClinicError") -> None:
        """Whoever signs in has it tried again; of a damaged file is said what can be done."""
        from clinic_desktop.domain.bad_luck import Unsound

        self._is_opening, self._early_request = False, None
        self._on_refused(error)
        if isinstance(error, Unsound) and self.window is not None:
            self.rescuing.offer(self.window)

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

    def _on_refused(self, error: "ClinicError") -> None:
        from clinic_desktop.domain.errors import SignInPaused

        if isinstance(self.window, LoginDialog):
            self.window.refuse(error.sentence, error.seconds if isinstance(error, SignInPaused) else 0)
        elif self.window is not None:
            self.window.refuse(error)

    def _on_set_up_requested(self, request: "FirstRunRequest") -> None:
        folder, standing = self._folder, self._clinic
        self.runner.run(
            lambda: set_up(folder, standing, request, self._clock),
            done=self._on_set_up,
            refused=self._on_refused,
            owner=self,
        )

    def _on_set_up(self, clinic: "OpenClinic", remark: str = "") -> None:
        self._clinic = clinic
        self.news.follow(clinic.database.subscribe)
        if self.window is not None and not isinstance(self.window, LoginDialog):
            in_keyring = clinic.key_place == "keyring"
            self.window.show_key_place(in_keyring=in_keyring, file=str(self._folder), remark=remark)
        self.clinic_opened.emit()

    def _on_joined(self, clinic: "OpenClinic") -> None:
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

        self.runner.run(lambda: opened_demo(folder, tell, self._clock), done=made, refused=self._on_refused, owner=self)

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
            refused=self._on_refused,
            owner=self,
        )

    def _let_in(self, entered: "Entered", password: str) -> None:
        clinic, settings = entered
        if settings is None:
            self._ask_for_password(clinic, password)
            return
        if isinstance(self.window, LoginDialog):
            self.window.succeed()
        self._remember(clinic)
        self.came_in.emit(clinic, settings)

    def _remember(self, clinic: "Clinic") -> None:
        """Staff find their user name at the next start; a patient's is nobody's business."""
        from clinic_desktop.domain.people import Role

        account, station = clinic.session.account, self.station
        settings = station.read()
        if account.role is not Role.PATIENT and settings.last_username != account.username:
            self.runner.run(lambda: station.write(settings._replace(last_username=account.username)))

    def _ask_for_password(self, clinic: "Clinic", password: str) -> None:
        """Someone came in with a one-time password: the window opens once they have chosen their own."""
        from clinic_desktop.gui.password_dialog import PasswordDialog

        if self._clinic is None:
            return
        dialog = PasswordDialog(least_letters=password_length_of(self._clinic), forced=True, parent=self.window)
        dialog.set_old(password)

        def changed(entered: "Entered") -> None:
            dialog.accept()
            self._let_in(entered, "")

        def change(request: "PasswordChange") -> None:
            self.runner.run(
                lambda: changed_password(clinic, request.old, request.new, self._prepare),
                done=changed,
                refused=lambda error: dialog.refuse(error.sentence),
                owner=dialog,
            )

        def given_up() -> None:
            self.runner.run(clinic.account.sign_out)
            if isinstance(self.window, LoginDialog):
                self.window.succeed()

        dialog.change_requested.connect(change)
        dialog.rejected.connect(given_up)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def sign_in_face(clinic: "OpenClinic") -> "SignInFace":
    """What the sign-in card shows of a clinic."""
    from clinic_desktop.gui.role_words import role_words
    from clinic_desktop.gui.sign_in_words import DemoFace, SignInFace

    return SignInFace(
        clinic_name=clinic.face.name,
        station=clinic.face.station,
        demo_accounts=[
            DemoFace(
                username=each.username, password=each.password, words=f"{each.full_name} · {role_words(each.role)}"
            )
            for each in clinic.face.demo_accounts
        ],
    )


def password_length_of(clinic: "OpenClinic") -> int:
    """How many letters a password needs here."""
    from clinic_desktop.domain.clinic import Policies

    policies = Policies() if clinic.settings is None else clinic.settings.policies
    return policies.password_min_length
