"""The verbs of the page "Keys of this PC"."""

from functools import cached_property

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.backups import RecoveryCode
from clinic_desktop.domain.keys import KeyChange, KeyPlace, KeyStanding

from .desk import Desk
from .key_keeping import KeyKeeper
from .recovery import new_code


class Keys(Desk):
    """The ways to the key of this station's records; for administrators alone."""

    def standing(self) -> KeyStanding:
        """Which ways lead to the key."""
        self.admit(Permission.CHANGE_SETTINGS)
        return self._keeper.standing()

    def new_code(self) -> RecoveryCode:
        """A recovery code, kept nowhere; `use_code` makes it the one of this station."""
        self.admit(Permission.CHANGE_SETTINGS)
        return new_code()

    def use_code(self, code: RecoveryCode, typed: str) -> None:
        """Make a code the recovery code; `typed` is it as it was written down.

        Raises CodeMistyped and WrongRecoveryCode.
        """
        caller = self.admit(Permission.CHANGE_SETTINGS)
        self._keeper.use_code(code, typed, caller.actor)

    def use_keyring(self) -> None:
        """Keep the key in this computer's keyring; raises NoKeyring."""
        caller = self.admit(Permission.CHANGE_SETTINGS)
        self._keeper.use_keyring(caller.actor)

    def use_file(self) -> None:
        """Keep the key in a file that only its owner can read."""
        caller = self.admit(Permission.CHANGE_SETTINGS)
        self._keeper.use_file(caller.actor)

    def use_passphrase(self, passphrase: str, *, only: bool) -> None:
        """Ask for that passphrase at each start, `only` for it or beside the ways that there are.

        Raises InvalidInput for one that is tried first.
        """
        caller = self.admit(Permission.CHANGE_SETTINGS)
        self._keeper.use_passphrase(passphrase, caller.actor, only=only)

    def drop(self, place: KeyPlace) -> None:
        """Let the key be opened that way no more; raises LastWay."""
        caller = self.admit(Permission.CHANGE_SETTINGS)
        self._keeper.drop(place, caller.actor)

    def prepare_change(self, code: RecoveryCode, typed: str, passphrase: str) -> KeyChange:
        """Look at what another key is to be opened by, before everybody is signed out for it.

        Raises CodeMistyped, WrongRecoveryCode and WrongPassphrase.
        """
        caller = self.admit(Permission.CHANGE_SETTINGS)
        return self._keeper.prepare_change(code, typed, passphrase, caller.actor)

    @cached_property
    def _keeper(self) -> KeyKeeper:
        return KeyKeeper(self.database)
