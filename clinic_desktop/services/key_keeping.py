"""The ways to this station's key, whoever is signed in: which there are, another one, and another key."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from clinic_desktop.domain.audit_words import STATION_KEY
from clinic_desktop.domain.backups import BackupRunning, RecoveryCode
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.keys import PASSPHRASE_LEAST, KeyChange, KeyPlace, KeyStanding, NoKeyring
from clinic_desktop.storage import key_change
from clinic_desktop.storage.actor import PROGRAM, Actor
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import StationKey, drop_way, open_typed, put_way, standing_of
from clinic_desktop.storage.sync_turn import BACKUP_LOCK, SyncTurn

from .outlived import prove_owner, saved_records
from .passwords import check_password
from .recovery import new_code, prove_kept, use_code

__all__ = ["KeyKeeper", "StationKey", "change_key", "open_by"]


class KeyKeeper:
    """Looks after the key of one open clinic, for the program itself.

    Who makes a way to the key of records that outlived their administrators could prove by it that these are theirs:
    nothing about it is changed there before `proof` is what `outlived.prove_owner` wants; it raises what that raises.
    """

    def __init__(self, database: Database, *, proof: str = "") -> None:
        self._database = database
        self._proof = proof
        self._is_proven = False

    def standing(self) -> KeyStanding:
        """Which ways lead to the key."""
        return standing_of(self._database.folder, self._database.key)

    def draw_code(self) -> RecoveryCode:
        """A recovery code, kept nowhere."""
        return new_code()

    def use_code(self, code: RecoveryCode, typed: str, actor: Actor = PROGRAM) -> None:
        """Make a code the recovery code; `typed` is it as it was written down. Raises as `recovery.prove_kept`."""
        self._prove_owner()
        prove_kept(code, typed)
        use_code(self._database, code, tell=lambda _: self._tell(actor, "made", KeyPlace.RECOVERY_CODE))

    def use_keyring(self, actor: Actor = PROGRAM) -> None:
        """Keep the key in this computer's keyring; raises NoKeyring."""
        self._put(KeyPlace.KEYRING, actor)

    def use_file(self, actor: Actor = PROGRAM) -> None:
        """Keep the key in a file that only its owner can read."""
        self._put(KeyPlace.FILE, actor)

    def use_passphrase(self, passphrase: str, actor: Actor = PROGRAM, *, only: bool = False) -> None:
        """Ask for that passphrase at each start; with `only`, nothing else but the recovery code opens the key then.

        Raises InvalidInput for one that is tried first.
        """
        self._prove_owner()
        self._fit(passphrase)
        self._put(KeyPlace.PASSPHRASE, actor, passphrase)
        standing = self.standing()
        for place in (KeyPlace.KEYRING, KeyPlace.FILE) if only else ():
            if standing.way(place) is not None:
                self.drop(place, actor)

    def drop(self, place: KeyPlace, actor: Actor = PROGRAM) -> None:
        """Let the key be opened that way no more; raises LastWay."""
        self._prove_owner()
        told = partial(self._tell, actor, "taken away", place)
        drop_way(self._database.folder, self._database.key, place, tell=told)

    def prepare_change(self, code: RecoveryCode, typed: str, passphrase: str, actor: Actor = PROGRAM) -> KeyChange:
        """What `change_key` asks for, looked at before anybody is sent away; raises as it does."""
        self._prove_owner()
        prove_kept(code, typed)
        standing = self.standing()
        if standing.way(KeyPlace.PASSPHRASE) is not None:
            open_typed(self._database.folder, KeyPlace.PASSPHRASE, passphrase)
        return KeyChange(code=code.code, passphrase=passphrase, account_id=actor.account_id, name=actor.name)

    def tell_not_changed(self, change: KeyChange, refusal: ClinicError) -> None:
        """Tell that `change_key` changed nothing, and why, under the name of whoever asked for it."""
        self._tell(key_change.who_asked(change), "key", f"not changed: {refusal.sentence}")

    def _put(self, place: KeyPlace, actor: Actor, typed: str = "") -> None:
        self._prove_owner()
        told = partial(self._tell, actor, "made", place)
        put_way(self._database.folder, self._database.key, place, typed, tell=told)

    def _prove_owner(self) -> None:
        """Once: what was typed may open the key no more after the first change."""
        saved = None if self._is_proven else saved_records(self._database)
        if saved is not None:
            prove_owner(self._database, saved, self._proof)
        self._is_proven = True

    def _tell(self, actor: Actor, what: str, words: str) -> None:
        """Tell of it in the journal: the ways themselves lie outside of the records."""
        with self._database.transaction(actor, key_change.VERB) as transaction:
            transaction.tell(STATION_KEY, self._database.station_id, {}, {what: str(words)})

    def _fit(self, passphrase: str) -> None:
        with self._database.reading() as reading:
            settings = reading.find(ClinicSettings)
        words = () if settings is None else (settings.name,)
        check_password(passphrase, shortest=PASSPHRASE_LEAST, own_words=words, field="passphrase")


def change_key(
    folder: Path, key: StationKey, change: KeyChange, told: Callable[[float], None] = lambda _: None
) -> StationKey:
    """Give the closed clinic of a folder another key; raises what `key_change.change_key` raises, and BackupRunning."""
    turn = SyncTurn(folder, BACKUP_LOCK)
    if not turn.take():
        raise BackupRunning
    try:
        return key_change.change_key(folder, key, change, told)
    finally:
        turn.give_back()


def open_by(folder: Path, place: KeyPlace, typed: str, *, into_keyring: bool = False) -> StationKey:
    """The key of a folder by what was typed; with `into_keyring` it opens by itself from then on.

    Where the keyring does not take it, the key's own `place` says so. Raises WrongPassphrase, CodeMistyped and
    WrongRecoveryCode.
    """
    key = open_typed(folder, place, typed)
    if into_keyring:
        with suppress(NoKeyring):  # whoever has the code is not to stand outside for that
            put_way(folder, key, KeyPlace.KEYRING)
            return replace(key, place=KeyPlace.KEYRING)
    return key
