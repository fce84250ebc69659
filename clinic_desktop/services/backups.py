"""The verbs of the page "Backups"."""

from functools import cached_property

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.backups import (
    Backup,
    BackupReason,
    BackupStanding,
    Looked,
    RecoveryCode,
    Staged,
    Told,
)
from clinic_desktop.paths import named_folder

from . import restoring
from .backup_keeping import BackupKeeper, is_same_disk
from .desk import Desk
from .recovery import new_code


class Backups(Desk):
    """Backups of this station's records. Only administrators run them; all staff may know how they stand."""

    def standing(self) -> BackupStanding:
        """How this station stands with its backups."""
        self.admit(Permission.READ_HEALTH)
        return self._keeper.standing()

    def list(self) -> list[Backup]:
        """Every backup that is found in the folders of this station, the latest first."""
        self.admit(Permission.CHANGE_SETTINGS)
        return self._keeper.backups()

    def new_code(self) -> RecoveryCode:
        """A recovery code, kept nowhere; `switch_on` makes it the one of later backups."""
        self.admit(Permission.CHANGE_SETTINGS)
        return new_code()

    def lies_on_the_same_disk(self, folder: str) -> bool:
        """Whether a folder would be lost with the disk that the records lie on."""
        self.admit(Permission.CHANGE_SETTINGS)
        place = named_folder(folder)
        if place is None or not place.is_absolute():  # none is named yet
            place = self.database.folder
        return is_same_disk(place, self.database.folder)

    def switch_on(self, code: RecoveryCode, typed: str, folder: str) -> None:
        """Make backups from now on, into that folder (empty for the usual one), opened by that code.

        `typed` is the code as it was written down. Switched on already, later backups have the new code. Raises
        CodeMistyped, WrongRecoveryCode and NoBackupFolder.
        """
        caller = self.admit(Permission.CHANGE_SETTINGS)
        self._keeper.switch_on(code, typed, folder, caller.actor)

    def switch_off(self) -> None:
        """Make no more backups; those that were made stay."""
        caller = self.admit(Permission.CHANGE_SETTINGS)
        self._keeper.switch_off(caller.actor)

    def switch_on_again(self) -> None:
        """Go on as before backups were switched off, with the same code and folder; raises BackupsOff."""
        caller = self.admit(Permission.CHANGE_SETTINGS)
        self._keeper.switch_on_again(caller.actor)

    def change_folder(self, folder: str) -> None:
        """Let later backups go to another folder, empty for the usual one; raises NoBackupFolder, InvalidInput."""
        caller = self.admit(Permission.CHANGE_SETTINGS)
        self._keeper.change_folder(folder, caller.actor)

    def make(self, told: Told) -> Backup:
        """Make a backup now and put it back on trial; `told` hears how far it is.

        Raises BackupsOff, BackupRunning, BackupFailed, NoBackupFolder, NoRoomForBackup, and what `told` raises.
        """
        self.admit(Permission.CHANGE_SETTINGS)
        return self._keeper.make(BackupReason.BY_HAND, told)

    def check(self, file: str, told: Told) -> Backup:
        """Put a backup back on trial once more; raises BackupFailed, and for another PC's CodeNeeded."""
        self.admit(Permission.CHANGE_SETTINGS)
        return self._keeper.check(file, told)

    def remove(self, file: str) -> None:
        """Take a backup away for good."""
        self.admit(Permission.CHANGE_SETTINGS)
        self._keeper.remove(file)

    def look(self, file: str, code: str = "") -> Looked:
        """What is in a backup; raises NoBackup and its kind, CodeNeeded, CodeMistyped, WrongRecoveryCode."""
        self.admit(Permission.CHANGE_SETTINGS)
        return restoring.look(self.database.folder, file, code, key=self.database.key)

    def stage(self, file: str, code: str, told: Told) -> Staged:
        """Make a backup ready to take the place of the records in use, which work on meanwhile; raises as `look`."""
        self.admit(Permission.CHANGE_SETTINGS)
        return restoring.stage(self.database.folder, file, code, told, self.database.now, key=self.database.key)

    def throw_away(self, staged: Staged) -> None:
        """Keep the records in use after all."""
        self.admit(Permission.CHANGE_SETTINGS)
        restoring.throw_away(staged)

    @cached_property
    def _keeper(self) -> BackupKeeper:
        return BackupKeeper(self.database)
