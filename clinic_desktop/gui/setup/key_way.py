"""The wizard's last steps: the recovery code of the clinic on this PC, and where its key lies."""

from typing import TYPE_CHECKING

from clinic_desktop.domain.backups import RecoveryCode
from clinic_desktop.domain.keys import TYPED, KeyPlace
from clinic_desktop.gui.setup.first_run import FirstRun
from clinic_desktop.gui.setup.way import Ground, Way
from clinic_desktop.gui.tasks import TaskRunner

if TYPE_CHECKING:
    from clinic_desktop.services.opening import OpenClinic


class KeyWay(Way):
    """Sees to it that somebody can open the records when this PC cannot."""

    def __init__(self, wizard: FirstRun, runner: TaskRunner, ground: Ground) -> None:
        super().__init__(wizard, runner, ground)
        self._code = RecoveryCode("")
        wizard.code_kept.connect(self._on_code_kept)
        wizard.passphrase_chosen.connect(self._on_passphrase_chosen)

    def show(self, clinic: "OpenClinic", remark: str) -> None:
        """Show the steps for a clinic that is new on this PC; one that was restored by a code has that."""
        keeper = clinic.key_keeper()
        self._code = keeper.draw_code()

        def looked(has_code: bool) -> None:
            self._wizard.show_key_place(
                in_keyring=clinic.key_place == KeyPlace.KEYRING,
                is_typed=clinic.key_place in TYPED,
                file=str(self._ground.folder),
                remark=remark,
                code=None if has_code else self._code,
                clinic=clinic.face.name,
            )

        self._do(lambda: keeper.standing().way(KeyPlace.RECOVERY_CODE) is not None, done=looked)

    def _on_code_kept(self, typed: str) -> None:
        clinic, code = self._ground.standing(), self._code
        if clinic is not None:
            keeper = clinic.key_keeper()
            self._do(lambda: keeper.use_code(code, typed), done=lambda _: self._wizard.show_code_kept())

    def _on_passphrase_chosen(self, passphrase: str) -> None:
        clinic = self._ground.standing()
        if clinic is not None:
            keeper = clinic.key_keeper()
            self._do(lambda: keeper.use_passphrase(passphrase, only=True), done=lambda _: self._wizard.finished.emit())
