"""Wrong passwords are counted, per account and station: first a pause, in the end a lock."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta

from clinic_desktop.domain.clinic import ClinicSettings, Policies
from clinic_desktop.domain.errors import AccountLocked, SignInPaused, WrongCredentials
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.folding import key_of
from clinic_desktop.storage.local import SignInAttempt
from clinic_desktop.storage.reading.accounts import tries_at
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.transaction import Transaction

from .passwords import Passwords
from .unstored import NOTHING_IS_STORED, keep_tries, let_go_of_tries, unstored_tries

_COUNTING = threading.Lock()
WRONG_BEFORE_PAUSE = 5
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)


def prove(
    database: Database,
    passwords: Passwords,
    *,
    username: str,
    password: str,
    kept: str | None,
    though_unstored: bool = False,
) -> None:
    """Compare a password with the kept hash of that account, or with none if there is no such account.

    The try is counted before it is looked at, so that many at once, or a program that is killed, gain nothing; the
    caller forgets it when all is well. Raises WrongCredentials, SignInPaused or AccountLocked. On a full disk the try
    is counted in this process where it is taken `though_unstored`, and else refused before the password is looked at.
    """
    count = take_a_try(database, username, though_unstored=though_unstored)
    if not passwords.match(password, kept):
        with database.reading() as reading:
            refuse(count, before_lock=_before_lock(reading))


def refuse_while_paused(database: Database, username: str) -> None:
    """Raise SignInPaused or AccountLocked if the next try is not accepted yet; counts nothing."""
    with database.reading() as reading:
        tries = unstored_tries(database, username) or tries_at(reading, username)
    if tries is not None:
        _check(tries, database.now())


def take_a_try(
    database: Database,
    username: str,
    *,
    may_lock: bool = True,
    fades_after: timedelta | None = None,
    though_unstored: bool = False,
) -> int:
    """Count one try and give the number of tries since the last good one; raises SignInPaused or AccountLocked.

    Where different people try one after the other, their tries are forgotten `fades_after` the last pause.
    """

    def counted(reading: Reading, now: datetime) -> SignInAttempt:
        tries = unstored_tries(database, username) or tries_at(reading, username)
        if tries is None:
            tries = SignInAttempt(id=database.new_id(), username_key=key_of(username))
        _check(tries, now)
        lock_at = _before_lock(reading)
        is_faded = fades_after is not None and tries.wait_until is not None and now - tries.wait_until > fades_after
        failed = 1 if is_faded else tries.failed + 1
        locked_at = now if may_lock and failed >= lock_at else None
        return replace(tries, failed=failed, wait_until=now + pause_after(failed), locked_at=locked_at)

    try:
        with database.transaction(PROGRAM, "try password") as transaction:
            tries = counted(transaction, transaction.now)
            stored = tries_at(transaction, username)
            if stored is None:
                transaction.add(replace(tries, version=0))
            else:
                transaction.replace(replace(tries, id=stored.id, version=stored.version))
    except NOTHING_IS_STORED:
        if not though_unstored:
            raise
        with _COUNTING, database.reading() as reading:
            tries = counted(reading, database.now())
            keep_tries(database, tries)
        return tries.failed
    let_go_of_tries(database, username)
    return tries.failed


def forget_tries(transaction: Transaction, username: str) -> None:
    """Begin to count anew: the right password was given, or an admin opens the account."""
    tries = tries_at(transaction, username)
    if tries is not None and tries.failed:
        transaction.replace(replace(tries, failed=0, wait_until=None, locked_at=None))


def forget_unstored_tries(database: Database, username: str) -> None:
    """As `forget_tries`, where that could not be stored."""
    with database.reading() as reading:
        tries = unstored_tries(database, username) or tries_at(reading, username)
    if tries is not None:
        keep_tries(database, replace(tries, failed=0, wait_until=None, locked_at=None))


def refuse(failed: int, *, before_lock: int) -> None:
    """Raise what the wrong try of that number gets, where so many lock the account."""
    if failed >= before_lock:
        raise AccountLocked
    if failed >= WRONG_BEFORE_PAUSE:
        raise SignInPaused(int(pause_after(failed).total_seconds()))
    raise WrongCredentials(WRONG_BEFORE_PAUSE - failed, int(FIRST_PAUSE.total_seconds()))


def pause_after(failed: int) -> timedelta:
    """How long nothing is tried after so many wrong tries: 30 seconds, doubling, at most 15 minutes."""
    if failed < WRONG_BEFORE_PAUSE:
        return timedelta(0)
    doublings = min(failed - WRONG_BEFORE_PAUSE, 10)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def _before_lock(reading: Reading) -> int:
    """How many wrong tries lock an account, as the clinic has it."""
    settings = reading.find(ClinicSettings)
    return (Policies() if settings is None else settings.policies).wrong_tries_before_lock


def _check(tries: SignInAttempt, now: datetime) -> None:
    if tries.locked_at is not None:
        raise AccountLocked
    if tries.wait_until is not None:
        left = min(tries.wait_until - now, pause_after(tries.failed))  # a clock set back makes no pause longer
        if left > timedelta(0):
            raise SignInPaused(max(1, round(left.total_seconds())))
