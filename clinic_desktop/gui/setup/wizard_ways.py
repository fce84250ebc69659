"""The wizard's ways to a clinic: a new one, one that is there, one out of a backup; and the key of what came of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from clinic_desktop.gui.coming_in import set_up
from clinic_desktop.gui.setup.first_run import FirstRun
from clinic_desktop.gui.setup.joining_way import JoiningWay
from clinic_desktop.gui.setup.key_way import KeyWay
from clinic_desktop.gui.setup.restoring_way import RestoringWay
from clinic_desktop.gui.setup.saved_way import SavedWay
from clinic_desktop.gui.setup.way import Ground, Way
from clinic_desktop.gui.tasks import TaskRunner

if TYPE_CHECKING:
    from clinic_desktop.domain.requests import FirstRunRequest
    from clinic_desktop.services.opening import OpenClinic


class WizardWays(Way):
    """All of them, with the one to a new clinic.

    `stands` brings the clinic that is behind the wizard from then on, `let_go` says that there is none any more.
    """

    stands = Signal(object)
    let_go = Signal()

    def __init__(self, wizard: FirstRun, runner: TaskRunner, ground: Ground) -> None:
        super().__init__(wizard, runner, ground)
        self._key = KeyWay(wizard, runner, ground)
        self._joining = JoiningWay(wizard, runner, ground)
        self._joining.joined.connect(self.stands)
        self._joining.received.connect(lambda clinic: self._key.show(clinic, ""))
        self._joining.given_up.connect(self.let_go)
        restoring = RestoringWay(wizard, runner, ground)
        restoring.let_go.connect(self.let_go)
        restoring.restored.connect(self._on_made)
        self._saved = SavedWay(wizard, runner, ground)
        self._remark = ""
        wizard.set_up_requested.connect(self._on_set_up_requested)

    def go_on(self, clinic: "OpenClinic") -> None:
        """Go on where an earlier start was cut short, if it was, or with records that nobody administers."""
        self._joining.go_on(clinic)
        if not clinic.is_arriving:
            self._saved.go_on(clinic)

    def _on_set_up_requested(self, request: "FirstRunRequest") -> None:
        ground, standing = self._ground, self._ground.standing()
        self._do(lambda: set_up(ground.folder, standing, request, ground.clock), done=self._on_made)

    def _on_made(self, clinic: "OpenClinic", remark: str = "") -> None:
        """Go on with its key; a backup without an administrator first gets one, by whoever may make one."""
        self._remark = remark or self._remark
        self.stands.emit(clinic)
        if clinic.saved is None:
            self._key.show(clinic, self._remark)
        else:
            self._saved.go_on(clinic)
