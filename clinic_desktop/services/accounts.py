"""Who may sign in: the admin's verbs."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.errors import InvalidInput, LastAdmin
from clinic_desktop.domain.people import Account, Patient, Role
from clinic_desktop.domain.requests import AccountChange, NewAccount
from clinic_desktop.domain.sheets import AccountLine
from clinic_desktop.domain.signed_in import OneTimePassword, SignedInHere, WhereSignedIn
from clinic_desktop.storage.local import SessionRow
from clinic_desktop.storage.reading.accounts import (
    account_lines,
    open_sessions,
    other_active_admins,
    sign_ins_elsewhere,
)
from clinic_desktop.storage.transaction import Transaction

from . import sessions, written
from .admission import Caller
from .desk import Desk
from .new_accounts import drafted, handed_over, with_one_time_password
from .tries import forget_tries
from .unstored import let_go_of_tries


class Accounts(Desk):
    """The verbs of accounts. Whatever narrows an account ends its sessions at once."""

    def accounts(
        self, role: Role | None = None, *, limit: int = 100, after: AccountLine | None = None
    ) -> list[AccountLine]:
        """Accounts by full name, of one role or all, from after the line given."""
        self.admit(Permission.MANAGE_ACCOUNTS)
        with self.database.reading() as reading:
            now, most = self.database.now(), written.limit_of(limit)
            return account_lines(reading, now=now, role=role, limit=most, after=after)

    def add_account(self, request: NewAccount) -> OneTimePassword:
        """Let someone sign in, first with a password to hand over; raises NameTaken, InvalidInput."""
        caller = self.admit(Permission.MANAGE_ACCOUNTS)
        if (request.role is Role.PATIENT) != (request.patient_id is not None):
            raise InvalidInput("role", "A patient's account belongs to their record: open it from the patient's card.")
        draft = drafted(username=request.username, full_name=request.full_name, email=request.email, role=request.role)
        account, password = with_one_time_password(draft, self.admission.passwords)
        with self.database.transaction(caller.actor, "add account") as transaction:
            account = transaction.add(replace(account, id=transaction.new_id()))
            if request.patient_id is not None:
                patient = transaction.get(Patient, request.patient_id)
                if patient.account_id is not None:
                    raise InvalidInput("role", "This patient has an account already. Reset its password instead.")
                transaction.replace(replace(patient, account_id=account.id))
        return handed_over(account, password)

    def change_account(self, account_id: UUID, version: int, change: AccountChange) -> AccountLine:
        """Give an account other names or another role; raises ChangedMeanwhile, NameTaken, LastAdmin.

        Another role ends the account's sessions: the next sign-in opens the new window.
        """
        caller = self.admit(Permission.MANAGE_ACCOUNTS)
        fit = drafted(username=change.username, full_name=change.full_name, email=change.email, role=change.role)
        with self.database.transaction(caller.actor, "change account") as transaction:
            account = transaction.get(Account, account_id)
            if (account.role is Role.PATIENT) != (fit.role is Role.PATIENT):
                raise InvalidInput("role", "A patient's account stays a patient's. Add another account for work.")
            is_other_role = account.role is not fit.role
            if is_other_role:
                _leave_an_admin(transaction, account)
                sessions.end_all(transaction, account_id, "role changed")
            transaction.replace(
                replace(
                    account,
                    version=version,
                    username=fit.username,
                    full_name=fit.full_name,
                    email=fit.email,
                    role=fit.role,
                    token_version=account.token_version + is_other_role,
                )
            )
            return account_lines(transaction, now=transaction.now, only=account_id, limit=1)[0]

    def disable_account(self, account_id: UUID) -> None:
        """Let someone sign in no more; raises LastAdmin."""
        caller = self.admit(Permission.MANAGE_ACCOUNTS)
        with self.database.transaction(caller.actor, "disable account") as transaction:
            account = transaction.get(Account, account_id)
            _leave_an_admin(transaction, account)
            transaction.replace(replace(account, active=False, token_version=account.token_version + 1))
            sessions.end_all(transaction, account_id, "account disabled")

    def enable_account(self, account_id: UUID) -> None:
        """Let someone sign in again, with the password they had."""
        caller = self.admit(Permission.MANAGE_ACCOUNTS)
        with self.database.transaction(caller.actor, "enable account") as transaction:
            transaction.replace(replace(transaction.get(Account, account_id), active=True))

    def reset_password(self, account_id: UUID) -> OneTimePassword:
        """Give the account a password to hand over; it also opens an account locked by wrong tries."""
        caller = self.admit(Permission.MANAGE_ACCOUNTS)
        with self.database.reading() as reading:
            fresh, password = with_one_time_password(reading.get(Account, account_id), self.admission.passwords)
        with self.database.transaction(caller.actor, "reset password") as transaction:
            account = transaction.get(Account, account_id)
            transaction.replace(
                replace(
                    account,
                    password_hash=fresh.password_hash,
                    must_change_password=True,
                    token_version=account.token_version + 1,
                )
            )
            sessions.end_all(transaction, account_id, "password reset")
            forget_tries(transaction, account.username)
        let_go_of_tries(self.database, account.username)
        return handed_over(account, password)

    def end_sessions(self, account_id: UUID) -> None:
        """Sign the account out everywhere."""
        caller = self.admit(Permission.MANAGE_ACCOUNTS)
        with self.database.transaction(caller.actor, "end sessions") as transaction:
            account = transaction.get(Account, account_id)
            transaction.replace(replace(account, token_version=account.token_version + 1))
            sessions.end_all(transaction, account_id, "ended by an administrator")

    def where_signed_in(self, account_id: UUID) -> WhereSignedIn:
        """Where somebody is signed in: at this station now, and since when they may be at others."""
        caller = self.admit(Permission.MANAGE_ACCOUNTS)
        now = self.database.now()
        with self.database.reading() as reading:
            reading.get(Account, account_id)
            since = now - timedelta(hours=reading.clinic().policies.session_hours)
            rows = [row for row in open_sessions(reading, account_id) if now < row.ends_at]
            others = sign_ins_elsewhere(reading, account_id, since, but=self.database.station_id)
        return WhereSignedIn(
            station_name=self.database.station_name,
            here=tuple(_here(row, caller) for row in sorted(rows, key=lambda row: row.started_at, reverse=True)),
            elsewhere=tuple(others),
        )

    def end_session(self, session_id: UUID) -> None:
        """Sign somebody out of one session at this station; what they do at others goes on. Raises NotFound."""
        caller = self.admit(Permission.MANAGE_ACCOUNTS)
        with self.database.transaction(caller.actor, "end session") as transaction:
            sessions.end(transaction, session_id, "ended by an administrator")

    def unlock_account(self, account_id: UUID) -> None:
        """Open an account that wrong tries locked at this station."""
        caller = self.admit(Permission.MANAGE_ACCOUNTS)
        with self.database.transaction(caller.actor, "unlock account") as transaction:
            username = transaction.get(Account, account_id).username
            forget_tries(transaction, username)
        let_go_of_tries(self.database, username)


def _here(row: SessionRow, caller: Caller) -> SignedInHere:
    return SignedInHere(
        id=row.id,
        started_at=row.started_at,
        last_used_at=row.last_used_at,
        ends_at=row.ends_at,
        is_locked=row.locked,
        is_own=row.id == caller.session_id,
    )


def _leave_an_admin(transaction: Transaction, account: Account) -> None:
    if account.role is Role.ADMIN and account.active and not other_active_admins(transaction, account.id):
        raise LastAdmin
