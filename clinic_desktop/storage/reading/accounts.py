"""Who may sign in: accounts, how their sessions stand, and the list the admin sees."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select

from clinic_desktop.domain.people import Account, Role
from clinic_desktop.domain.sheets import AccountLine
from clinic_desktop.domain.signed_in import SignInElsewhere
from clinic_desktop.storage.column_types import id_of, instant_of
from clinic_desktop.storage.folding import key_of
from clinic_desktop.storage.local import SessionRow, SignInAttempt
from clinic_desktop.storage.tables import account, department, journal, patient, practitioner, session, sign_in_attempt

from .base import AnyRow, AnySelect, Query, Reading
from .conflicts import station_names
from .paging import comes_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A session and its account as they are stored now; `practitioner_id` and `patient_id` are whom the account is."""

    session_id: UUID
    account_id: UUID
    ends_at: datetime
    revoked_at: datetime | None
    is_locked: bool
    username: str
    full_name: str
    role: Role
    is_active: bool
    must_change_password: bool
    token_version: int
    practitioner_id: UUID | None
    patient_id: UUID | None

    @property
    def is_ended(self) -> bool:
        """Whether the session was ended, or its account may not sign in any more; its time may be over all the same."""
        return self.revoked_at is not None or not self.is_active


STANDING = Query(
    lambda: (
        select(
            session.c.id,
            session.c.account_id,
            session.c.ends_at,
            session.c.revoked_at,
            session.c.locked,
            account.c.username,
            account.c.full_name,
            account.c.role,
            account.c.active,
            account.c.must_change_password,
            account.c.token_version,
            practitioner.c.id,
            patient.c.id,
        )
        .select_from(session)
        .join(account, account.c.id == session.c.account_id)
        .outerjoin(practitioner, practitioner.c.account_id == account.c.id)
        .outerjoin(patient, patient.c.account_id == account.c.id)
        .where(session.c.id == bindparam("session_id"))
    )
)


def standing_of(reading: Reading, session_id: UUID) -> Standing | None:
    """The session and its account in one row; asked for at the beginning of every verb."""

    def read() -> Standing | None:
        found = reading.lines(STANDING, _standing, session_id=session_id)
        return found[0] if found else None

    return reading.known((Standing, session_id.int), read, journalled=False)


def _standing(
    session_id: bytes,
    account_id: bytes,
    ends_at: int,
    revoked_at: int | None,
    locked: int,
    username: str,
    full_name: str,
    role: str,
    active: int,
    must_change_password: int,
    token_version: int,
    practitioner_id: bytes | None,
    patient_id: bytes | None,
) -> Standing:
    return Standing(
        session_id=id_of(session_id),
        account_id=id_of(account_id),
        ends_at=instant_of(ends_at),
        revoked_at=None if revoked_at is None else instant_of(revoked_at),
        is_locked=bool(locked),
        username=username,
        full_name=full_name,
        role=Role(role),
        is_active=bool(active),
        must_change_password=bool(must_change_password),
        token_version=token_version,
        practitioner_id=None if practitioner_id is None else id_of(practitioner_id),
        patient_id=None if patient_id is None else id_of(patient_id),
    )


def account_named(reading: Reading, username: str) -> Account | None:
    """The account of that user name, in any case."""
    return reading.find(Account, username_key=key_of(username))


def tries_at(reading: Reading, username: str) -> SignInAttempt | None:
    """The wrong tries for that user name at this station, whether or not there is such an account."""
    return reading.find(SignInAttempt, username_key=key_of(username))


def open_sessions(reading: Reading, account_id: UUID) -> list[SessionRow]:
    """The account's sessions at this station that were not ended."""
    return reading.where(SessionRow, account_id=account_id, revoked_at=None)


_SIGN_INS = Query(
    lambda: (
        select(journal.c.station_id, func.max(journal.c.at))
        .where(
            journal.c.kind == "account",
            journal.c.record_id == bindparam("account_id"),
            journal.c.after.contains('"last_sign_in_at"', autoescape=True),
            journal.c.at > bindparam("since"),
        )
        .group_by(journal.c.station_id)
        .order_by(func.max(journal.c.at).desc())
    )
)


_ENDED = Query(
    lambda: select(func.max(journal.c.at)).where(
        journal.c.kind == "account",
        journal.c.record_id == bindparam("account_id"),
        journal.c.after.contains('"token_version"', autoescape=True),
        journal.c.at > bindparam("since"),
    )
)


def sign_ins_elsewhere(reading: Reading, account_id: UUID, since: datetime, *, but: UUID) -> list[SignInElsewhere]:
    """The last sign-in at each other station since then, as far as it has come here; latest first.

    What ended all sessions of the account ended those before it, too.
    """
    names = station_names(reading)
    ((ended,),) = reading.raw_rows(_ENDED, account_id=account_id, since=since)
    if ended is not None:
        since = max(since, instant_of(ended))
    found = reading.lines(_SIGN_INS, _sign_in, account_id=account_id, since=since)
    return [
        SignInElsewhere(station_name=names.get(station_id, ""), at=at)
        for station_id, at in found
        if station_id is not None and station_id != but
    ]


def _sign_in(station_id: bytes | None, at: int) -> tuple[UUID | None, datetime]:
    return None if station_id is None else id_of(station_id), instant_of(at)


def other_active_admins(reading: Reading, account_id: UUID | None = None) -> int:
    """How many admins may sign in beside that account."""
    counted = select(func.count()).where(account.c.role == Role.ADMIN, account.c.active.is_(True))
    return int(reading.value(counted.where(account.c.id != account_id) if account_id else counted))


def has_admin(reading: Reading) -> bool:
    """Whether the clinic has an admin who may sign in: nobody disables the last one, but damage may leave no other."""
    return other_active_admins(reading) > 0


def account_lines(
    reading: Reading,
    *,
    now: datetime,
    role: Role | None = None,
    only: UUID | None = None,
    limit: int,
    after: AccountLine | None = None,
) -> list[AccountLine]:
    """Accounts by name, staff and patients alike, from after `after` on."""
    wanted = _accounts(now).limit(limit)
    if role is not None:
        wanted = wanted.where(account.c.role == role)
    if only is not None:
        wanted = wanted.where(account.c.id == only)
    if after is not None:
        wanted = wanted.where(comes_after(account.c.full_name, after.full_name, account.c.id, after.id))
    return [_account_line(row) for row in reading.rows(wanted)]


def _accounts(now: datetime) -> AnySelect:
    """Every account by name, with what `_account_line` tells of it."""
    open_here = (
        select(func.count())
        .where(session.c.account_id == account.c.id, session.c.revoked_at.is_(None), session.c.ends_at > now)
        .scalar_subquery()
    )
    return (
        select(
            account.c.id,
            account.c.version,
            account.c.username,
            account.c.full_name,
            account.c.email,
            account.c.role,
            account.c.active,
            account.c.must_change_password,
            account.c.last_sign_in_at,
            sign_in_attempt.c.locked_at,
            practitioner.c.id,
            department.c.name,
            open_here,
        )
        .select_from(account)
        .outerjoin(sign_in_attempt, sign_in_attempt.c.username_key == account.c.username_key)
        .outerjoin(practitioner, practitioner.c.account_id == account.c.id)
        .outerjoin(department, department.c.id == practitioner.c.department_id)
        .order_by(account.c.full_name, account.c.id)
    )


def _account_line(row: AnyRow) -> AccountLine:
    return AccountLine(
        id=row[0],
        version=row[1],
        username=row[2],
        full_name=row[3],
        email=row[4],
        role=row[5],
        active=row[6],
        must_change_password=row[7],
        last_sign_in_at=row[8],
        is_locked=row[9] is not None,
        practitioner_id=row[10],
        department_name=row[11] or "",
        sessions=row[12],
    )
