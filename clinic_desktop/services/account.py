"""What everyone may do with their own session and password."""

from contextlib import suppress
from dataclasses import replace

from clinic_desktop.domain.errors import InvalidInput, SessionLocked, WrongCredentials
from clinic_desktop.domain.people import Account
from clinic_desktop.domain.signed_in import AccountFace
from clinic_desktop.storage.actor import Actor
from clinic_desktop.storage.reading.accounts import Standing

from . import sessions
from .desk import Desk
from .holds import release_all
from .new_accounts import with_chosen_password
from .tries import forget_tries, prove
from .unstored import NOT_STORED_NOW, NOTHING_IS_STORED, put_off


class OwnAccount(Desk):
    """The verbs of one's own account. All of them work while a new password is due."""

    def who_am_i(self) -> AccountFace:
        """The signed-in person, as they are stored now."""
        return sessions.face_of(self._unlocked())

    def change_password(self, old: str, new: str) -> None:
        """Choose another password; every other session of this account ends.

        Raises InvalidInput for `old` when it is wrong, which counts as a wrong try, and for `new` when it is unfit.
        """
        standing = self._unlocked()
        with self.database.reading() as reading:
            account = reading.get(Account, standing.account_id)
            settings = reading.clinic()
        fit = with_chosen_password(account, new, self.admission.passwords, settings, field="new")
        self._prove(account, old, field="old")
        if self.admission.passwords.match(new, account.password_hash):
            raise InvalidInput("new", "That is the password you have now. Choose another.")
        with self.database.transaction(_actor(standing), "change password") as transaction:
            account = transaction.get(Account, standing.account_id)
            transaction.replace(
                replace(
                    account,
                    password_hash=fit.password_hash,
                    must_change_password=False,
                    token_version=account.token_version + 1,
                )
            )
            sessions.end_all(transaction, account.id, "password changed", but=standing.session_id)
            forget_tries(transaction, account.username)
        self.admission.renew()

    def lock(self) -> None:
        """From now on every verb raises SessionLocked, until `unlock`; on a full disk, too, which it raises then."""
        standing = self.admission.standing(though_expired=True)
        self.admission.locked_here = True
        with suppress(*NOTHING_IS_STORED):
            self.admission.reading.keep()
        with self.database.transaction(_actor(standing), "lock") as transaction:
            sessions.lock(transaction, standing.session_id, locked=True)
        self.admission.locked_here = None

    def unlock(self, password: str) -> None:
        """Open the locked session again; a wrong password counts as a wrong try.

        A full disk keeps nobody out who proves who they are. Raises WrongCredentials, SignInPaused or AccountLocked.
        """
        standing = self.admission.standing_at_lock()
        with self.database.reading() as reading:
            account = reading.get(Account, standing.account_id)
        self._prove(account, password, though_unstored=True)
        self.admission.open_again(_actor(standing), account.username)

    def sign_out(self) -> None:
        """End the session: its tokens are dead at once, also where they are kept elsewhere.

        Nobody has to stay inside for a full disk, or for another program: it ends here then, and is stored later.
        """
        standing = self.admission.standing(though_expired=True)
        try:
            self._end(standing, "signed out")
        except NOT_STORED_NOW:
            self.admission.end_here()
            at = self.database.now().isoformat(timespec="seconds")
            put_off(self.database, lambda: self._end(standing, f"signed out at {at}, when nothing could be stored"))

    def _end(self, standing: Standing, why: str) -> None:
        self.admission.reading.keep()
        with self.database.transaction(_actor(standing), "sign out") as transaction:
            sessions.end(transaction, standing.session_id, why)
            release_all(transaction, standing.account_id, self.database.station_id)

    def _unlocked(self) -> Standing:
        standing = self.admission.standing()
        if standing.is_locked:
            raise SessionLocked
        return standing

    def _prove(self, account: Account, password: str, field: str = "", *, though_unstored: bool = False) -> None:
        try:
            prove(
                self.database,
                self.admission.passwords,
                username=account.username,
                password=password,
                kept=account.password_hash,
                though_unstored=though_unstored,
            )
        except WrongCredentials as wrong:
            if not field:
                raise
            raise InvalidInput(field, "That is not your present password. Type it again.") from wrong


def _actor(standing: Standing) -> Actor:
    return Actor(account_id=standing.account_id, name=standing.full_name, session_id=standing.session_id)
