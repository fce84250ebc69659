"""How a session begins, goes on and ends; its row is the truth, the tokens are its signed view.

Where somebody sets the computer's clock, the times in the row say nothing any more. The rule is this:

- How long a session lasts is measured on a stopwatch that nobody can set, by the process in which it began. When that
  is over, the session is, whatever the clock shows and whatever is typed.
- A clock that was set back by more than CLOCK_MAY_STEP since the session was used last, or so far ahead that its time
  is over by the clock alone, locks the session. Nothing that was typed is lost by that, and nothing is gained: the
  password opens it, and then its times are those of the clock as it is now, with no more before it ends than the
  stopwatch leaves.
- Whoever has the tokens and no such stopwatch, as after a restart, has the clock alone: they are good between the last
  use and the end that stand in the row, and `last_used_at` never goes back without the password.
- What was ended stays ended, wherever the clock stands.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from clinic_desktop.domain.errors import ClockMoved, SessionEnded, SessionLocked
from clinic_desktop.domain.signed_in import AccountFace, Session
from clinic_desktop.storage.local import SessionRow
from clinic_desktop.storage.reading.accounts import Standing, open_sessions, standing_of
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.transaction import Transaction

from .tokens import ACCESS_LASTS, AccessTokens, RefreshToken

CLOCK_MAY_STEP = timedelta(minutes=5)
"""What a time server puts right, or somebody by hand, is nobody's attack: Kerberos allows as much."""


def open_session(transaction: Transaction, tokens: AccessTokens, account_id: UUID) -> Session:
    """Begin a session of the account; it ends after the clinic's `session_hours`, whatever happens."""
    now = transaction.now
    row = SessionRow(
        id=transaction.new_id(),
        account_id=account_id,
        started_at=now,
        ends_at=now + timedelta(hours=transaction.clinic().policies.session_hours),
        last_used_at=now,
        refresh_hash="",
    )
    refresh = RefreshToken.of(row.id)
    transaction.add(replace(row, refresh_hash=refresh.digest))
    standing = standing_of(transaction, row.id)
    if standing is None:
        raise SessionEnded
    return _as_held(standing, tokens, refresh, now)


def go_on(
    transaction: Transaction, tokens: AccessTokens, old: RefreshToken, *, left: timedelta
) -> Session | SessionEnded:
    """The session with new tokens, or why it had to be ended or locked. Raises SessionEnded when it had ended before.

    `left` is what the caller's stopwatch leaves of it. A refresh token is good once: one that was used before, or was
    made up, ends the session it names.
    """
    now = transaction.now
    standing = standing_of(transaction, old.session_id)
    if standing is None or standing.is_ended:
        raise SessionEnded
    row = transaction.get(SessionRow, old.session_id)
    if not old.is_kept_as(row.refresh_hash):
        _end(transaction, row, "a used refresh token came back")
        return SessionEnded()
    moved = clock_moved(row, now, left)
    if moved:
        lock(transaction, row.id, locked=True)
        return SessionLocked() if row.locked else ClockMoved(moved.total_seconds())
    if now >= row.ends_at:
        raise SessionEnded
    return _renewed(transaction, tokens, standing, replace(row, last_used_at=max(now, row.last_used_at)))


def go_on_unstored(
    reading: Reading, tokens: AccessTokens, old: RefreshToken, *, left: timedelta, now: datetime
) -> Session:
    """As `go_on` while nothing can be stored: the refresh token stays as it is. Raises SessionEnded or ClockMoved."""
    standing = standing_of(reading, old.session_id)
    if standing is None or standing.is_ended:
        raise SessionEnded
    row = reading.get(SessionRow, old.session_id)
    if not old.is_kept_as(row.refresh_hash):
        raise SessionEnded
    moved = clock_moved(row, now, left)
    if moved:
        raise ClockMoved(moved.total_seconds())
    if now >= row.ends_at:
        raise SessionEnded
    return _as_held(standing, tokens, old, now)


def clock_moved(row: SessionRow, now: datetime, left: timedelta) -> timedelta:
    """How far the clock went ahead, or with a minus back, if the session's times say nothing any more; else nothing."""
    if now < row.last_used_at - CLOCK_MAY_STEP:
        return now - row.last_used_at
    ahead = left - (row.ends_at - now)
    return ahead if now >= row.ends_at and ahead > CLOCK_MAY_STEP else timedelta(0)


def open_again(transaction: Transaction, tokens: AccessTokens, session_id: UUID, *, left: timedelta) -> Session | None:
    """Open the locked session; with new tokens and times where the clock was moved, and else None.

    `left` is as for `go_on`; no session gets more than it had in the beginning.
    """
    now = transaction.now
    standing = standing_of(transaction, session_id)
    if standing is None or standing.is_ended or left <= timedelta(0):
        raise SessionEnded
    row = transaction.get(SessionRow, session_id)
    ends_at = now + min(left, row.ends_at - row.started_at)
    if not clock_moved(row, now, left) and abs(ends_at - row.ends_at) <= CLOCK_MAY_STEP:
        lock(transaction, session_id, locked=False)
        return None
    by = ends_at - row.ends_at
    row = replace(row, locked=False, started_at=row.started_at + by, ends_at=ends_at, last_used_at=now)
    return _renewed(transaction, tokens, replace(standing, ends_at=ends_at), row)


def lock(transaction: Transaction, session_id: UUID, *, locked: bool) -> None:
    """Lock or open the session."""
    row = transaction.get(SessionRow, session_id)
    if row.locked != locked:
        transaction.replace(replace(row, locked=locked))


def end(transaction: Transaction, session_id: UUID, reason: str) -> None:
    """End one session, at once."""
    row = transaction.get(SessionRow, session_id)
    if row.revoked_at is None:
        _end(transaction, row, reason)


def end_all(transaction: Transaction, account_id: UUID, reason: str, *, but: UUID | None = None) -> None:
    """End every session of an account, at once, but one."""
    for row in open_sessions(transaction, account_id):
        if row.id != but:
            _end(transaction, row, reason)


def face_of(standing: Standing) -> AccountFace:
    """The person of a session, as the windows show them."""
    return AccountFace(
        id=standing.account_id,
        username=standing.username,
        full_name=standing.full_name,
        role=standing.role,
        practitioner_id=standing.practitioner_id,
        patient_id=standing.patient_id,
    )


def _end(transaction: Transaction, row: SessionRow, reason: str) -> None:
    transaction.replace(replace(row, revoked_at=transaction.now, revoke_reason=reason))


def _renewed(transaction: Transaction, tokens: AccessTokens, standing: Standing, row: SessionRow) -> Session:
    new = RefreshToken.of(row.id)
    transaction.replace(replace(row, refresh_hash=new.digest, previous_refresh_hash=row.refresh_hash))
    return _as_held(standing, tokens, new, transaction.now)


def _as_held(standing: Standing, tokens: AccessTokens, refresh: RefreshToken, now: datetime) -> Session:
    return Session(
        access_token=tokens.issue(
            account_id=standing.account_id,
            session_id=standing.session_id,
            role=standing.role,
            token_version=standing.token_version,
            now=now,
        ),
        refresh_token=refresh.text,
        account=face_of(standing),
        access_ends_at=min(now + ACCESS_LASTS, standing.ends_at),
        session_ends_at=standing.ends_at,
        must_change_password=standing.must_change_password,
    )
