"""How a session begins, goes on and ends; its row is the truth, the tokens are its signed view."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from clinic_desktop.domain.errors import SessionEnded
from clinic_desktop.domain.signed_in import AccountFace, Session
from clinic_desktop.storage.local import SessionRow
from clinic_desktop.storage.reading.accounts import Standing, open_sessions, standing_of
from clinic_desktop.storage.transaction import Transaction

from .tokens import ACCESS_LASTS, AccessTokens, RefreshToken

CLOCK_MAY_STEP_BACK = timedelta(minutes=1)


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


def go_on(transaction: Transaction, tokens: AccessTokens, old: RefreshToken) -> Session | None:
    """The session with new tokens; None if it had to be ended. Raises SessionEnded when it had ended before.

    A refresh token is good once. One that was used before, or was made up, ends the session it names; so does a clock
    that was set back, because the session would last longer by it.
    """
    now = transaction.now
    standing = standing_of(transaction, old.session_id)
    if standing is None or not standing.is_open(now):
        raise SessionEnded
    row = transaction.get(SessionRow, old.session_id)
    if not old.is_kept_as(row.refresh_hash):
        _end(transaction, row, "a used refresh token came back")
        return None
    if now < row.last_used_at - CLOCK_MAY_STEP_BACK:
        _end(transaction, row, "the clock was set back")
        return None
    new = RefreshToken.of(row.id)
    transaction.replace(replace(row, refresh_hash=new.digest, previous_refresh_hash=row.refresh_hash, last_used_at=now))
    return _as_held(standing, tokens, new, now)


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
