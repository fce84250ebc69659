"""The clinic behind the first window: opened, asked for its key, rescued, exchanged for another, and let go of."""

from abc import abstractmethod
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clinic_desktop.gui.coming_in import key_by, key_changed, opened, put_in_place
from clinic_desktop.gui.login_dialog import LoginDialog
from clinic_desktop.settings import SettingsFile

if TYPE_CHECKING:
    from clinic_desktop.domain.backups import Staged
    from clinic_desktop.domain.errors import ClinicError
    from clinic_desktop.domain.keys import KeyChange, KeyWanted
    from clinic_desktop.gui.coming_in import Clock, Exchanged
    from clinic_desktop.gui.news import News
    from clinic_desktop.gui.rescue.rescuing import Rescuing
    from clinic_desktop.gui.setup.first_run import FirstRun
    from clinic_desktop.gui.tasks import TaskRunner
    from clinic_desktop.services.key_keeping import StationKey
    from clinic_desktop.services.opening import OpenClinic


class ClinicBehind(QObject):
    """Opens the clinic of a folder in a task, and answers by the window that stands before it.

    `broke` brings the report of a task that met a fault, `damaged` what was found to be wrong with the file while it
    is in use.
    """

    broke = Signal(object)
    damaged = Signal(str)
    _upgrading = Signal()

    def __init__(
        self,
        folder: Path,
        parent: QObject,
        *,
        clock: "Clock | None" = None,
        settings: Callable[[Path], SettingsFile] = SettingsFile,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._clock = clock
        self._folder = folder
        self._clinic: OpenClinic | None = None
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
        asking.not_kept.connect(self._on_key_not_kept)
        asking.given_up.connect(self.refuse)
        asking.ask(window)

    def _on_key_opened(self, key: "StationKey") -> None:
        self._typed_key = key
        self._open()

    def _on_key_not_kept(self) -> None:
        if isinstance(self.window, LoginDialog):
            self.window.say(
                self.tr(
                    "This computer’s keyring did not take the key: the code is asked for at the next start, too. "
                    "An administrator can try again under “Keys of this PC”."
                )
            )

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

    def _leave_clinic(self) -> None:
        self.news.leave()
        if self._clinic is not None:
            self._clinic.close()
            self._clinic = None

    @abstractmethod
    def _on_opened(self, clinic: "OpenClinic") -> None:
        """The clinic is open: let people in."""

    @abstractmethod
    def refuse(self, error: "ClinicError") -> None:
        """Say why nothing came of it."""
