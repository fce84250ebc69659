"""The wizard's way to an administrator for records whose accounts were lost."""

from typing import TYPE_CHECKING

from clinic_desktop.gui.setup.first_run import FirstRun
from clinic_desktop.gui.setup.way import Ground, Way
from clinic_desktop.gui.tasks import TaskRunner

if TYPE_CHECKING:
    from clinic_desktop.services.opening import OpenClinic


class SavedWay(Way):
    """Has it proven that somebody may administer these records; the clinic looks at the proof again at the end."""

    def __init__(self, wizard: FirstRun, runner: TaskRunner, ground: Ground) -> None:
        super().__init__(wizard, runner, ground)
        wizard.proof_given.connect(self._on_proof_given)

    def go_on(self, clinic: "OpenClinic") -> None:
        """Say whose records these are, if nobody is left who administers them."""
        if clinic.saved is not None:
            self._wizard.show_saved(clinic.saved)

    def _on_proof_given(self, typed: str) -> None:
        clinic = self._ground.standing()
        if clinic is not None:
            door = clinic.door
            self._do(lambda: door.prove_owner(typed), done=lambda _: self._wizard.show_proven())
