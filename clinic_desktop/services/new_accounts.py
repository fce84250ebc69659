"""How an account is made, whoever asks for it: its names, its first password, and what its holder may not choose."""

from dataclasses import replace
from uuid import UUID

from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.people import Account, Role
from clinic_desktop.domain.signed_in import OneTimePassword

from . import written
from .passwords import Passwords, check_password, one_time_password

_NOT_YET = UUID(int=0)


def drafted(*, username: str, full_name: str, email: str, role: Role) -> Account:
    """An account with names that are fit to keep, still without identity and password; raises InvalidInput."""
    return Account(
        id=_NOT_YET,
        username=written.username(username),
        full_name=written.line("full_name", full_name, needed="Write the person's name."),
        role=role,
        password_hash="",
        email=written.email(email) or None,
    )


def with_chosen_password(
    account: Account, password: str, passwords: Passwords, settings: ClinicSettings, *, field: str = "password"
) -> Account:
    """The account with a password that its holder chose; raises InvalidInput when that is unfit.

    Hashing takes a quarter of a second: never inside a transaction.
    """
    words = (settings.name, account.username, account.full_name, account.email or "")
    check_password(password, shortest=settings.policies.password_min_length, own_words=words, field=field)
    return replace(account, password_hash=passwords.hash(password), must_change_password=False)


def with_one_time_password(account: Account, passwords: Passwords) -> tuple[Account, str]:
    """The account with a password that must be changed at the first sign-in, and that password."""
    password = one_time_password()
    return replace(account, password_hash=passwords.hash(password), must_change_password=True), password


def handed_over(account: Account, password: str) -> OneTimePassword:
    """What the admin or the desk hands to the account's holder."""
    return OneTimePassword(account_id=account.id, username=account.username, password=password)
