"""One signed-in person's session at this station: who is calling, and whether they still may."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID

from clinic_desktop.domain.access import Permission, Scope, permissions_of
from clinic_desktop.domain.errors import (
    ClockMoved,
    MustChangePassword,
    NotAllowed,
    SessionEnded,
    SessionLocked,
    TokenExpired,
)
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.signed_in import Session
from clinic_desktop.storage.actor import PROGRAM, Actor
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.local import SessionRow
from clinic_desktop.storage.reading.accounts import Standing, standing_of

from .passwords import Passwords
from .record_reading import RecordReading
from .sessions import clock_moved, go_on, go_on_unstored, lock, open_again
from .stopwatch import since_switched_on
from .sync_station import SyncStation
from .tokens import AccessTokens, RefreshToken
from .tries import forget_tries, forget_unstored_tries
from .unstored import NOTHING_IS_STORED, let_go_of_tries


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The signed-in person for the length of one verb; `scope` is how far the permission asked for reaches."""

    account_id: UUID
    session_id: UUID
    name: str
    role: Role
    scope: Scope
    practitioner_id: UUID | None
    patient_id: UUID | None

    @property
    def actor(self) -> Actor:
        """How the journal names them."""
        return Actor(account_id=self.account_id, name=self.name, session_id=self.session_id)

    def require_own_practitioner(self, practitioner_id: UUID) -> None:
        """Raise NotAllowed when the permission reaches only their own diary and this is another's."""
        if self.scope is Scope.OWN and practitioner_id != self.practitioner_id:
            raise NotAllowed("This belongs to another doctor. Ask the front desk or an administrator.")

    def require_own_patient(self, patient_id: UUID) -> None:
        """Raise NotAllowed when the permission reaches only their own record and this is another's."""
        if self.scope is Scope.OWN and patient_id != self.patient_id:
            raise NotAllowed("This is not your own record. Ask the front desk.")


class Admission:
    """Lets one signed-in person through to a verb, until their session ends.

    The session's row is the truth: every verb goes by it as it stands, so whatever ends the session ends it at once,
    in every window and thread. Beside the clock of the wall, which anyone may set, the session's length is measured on
    the clock that only runs forward: see `sessions` for what comes of setting the one. While nothing can be stored, the
    session goes on here; `locked_here` is whether it is locked, where that is other than its row says, and after
    `end_here` it is ended though the row does not say so yet.
    """

    def __init__(
        self,
        database: Database,
        session: Session,
        passwords: Passwords,
        *,
        station: SyncStation | None = None,
        stopwatch: Callable[[], float] = since_switched_on,
    ) -> None:
        self.database = database
        self.station = station or SyncStation(database)
        self.passwords = passwords
        self.reading = RecordReading(database)
        self._stopwatch = stopwatch
        self._tokens = AccessTokens(database.key.derive("tokens"), station_id=database.station_id)
        self._renewing = Lock()
        self.locked_here: bool | None = None
        self._is_ended_here = False
        now = database.now()
        self._take(session, now)
        self._stops_at = stopwatch() + (session.session_ends_at - now).total_seconds()

    @property
    def session(self) -> Session:
        """The tokens as they are now."""
        return self._session

    def admit(self, permission: Permission) -> Caller:
        """Who is calling, with the reach of that permission.

        Raises TokenExpired when the access token's time is over, SessionEnded when the session is, SessionLocked,
        MustChangePassword, and NotAllowed when the role lacks the permission.
        """
        standing = self.standing()
        if standing.is_locked:
            raise SessionLocked
        if standing.must_change_password:
            raise MustChangePassword
        scope = permissions_of(standing.role).get(permission)
        if scope is None:
            raise NotAllowed
        return _caller(standing, scope)

    def standing(self, *, though_expired: bool = False) -> Standing:
        """The session and its account as they are stored now, locked or not; raises TokenExpired or SessionEnded."""
        now = self.database.now()
        if self._is_ended_here:
            raise SessionEnded
        self._left()
        claims = self._tokens.read(self._session.access_token, now=now, though_expired=though_expired)
        if not though_expired and self._stopwatch() >= self._access_stops_at:
            raise TokenExpired
        standing = self.database.peek(lambda reading: standing_of(reading, claims.session_id))
        if (
            standing is None
            or standing.is_ended
            or standing.account_id != claims.account_id
            or standing.token_version != claims.token_version
            or standing.role is not claims.role
        ):
            raise SessionEnded
        if not though_expired and now >= standing.ends_at:
            raise TokenExpired  # by the clock alone: to renew it tells whether that was moved
        return standing if self.locked_here is None else replace(standing, is_locked=self.locked_here)

    def standing_at_lock(self) -> Standing:
        """As `standing`, for whoever unlocks: where the clock was moved, no token is good by it."""
        try:
            return self.standing()
        except TokenExpired:
            standing = self.standing(though_expired=True)
            if not self._is_clock_moved(self._left()):
                raise
            return standing

    def end_here(self) -> None:
        """Let nobody through any more by these tokens; the row is told when it can be stored."""
        self._is_ended_here = True

    def renew(self) -> None:
        """Go on with the session: new tokens for old. Works while the session is locked.

        Raises SessionEnded, and SessionLocked where the clock was moved: ClockMoved where that locked it.
        """
        with self._renewing:
            left = self._left()
            if self._is_ended_here:
                raise SessionEnded
            old = RefreshToken.read(self._session.refresh_token)
            try:
                with self.database.transaction(PROGRAM, "renew session") as transaction:
                    now = transaction.now
                    session = go_on(transaction, self._tokens, old, left=left)
                    if self.locked_here is not None and isinstance(session, Session):
                        lock(transaction, old.session_id, locked=self.locked_here)
            except NOTHING_IS_STORED:
                now = self.database.now()
                session = self._renewed_unstored(old, left, now)
            else:
                self.locked_here = None
            if isinstance(session, SessionEnded):
                raise session
            self._take(session, now)

    def open_again(self, actor: Actor, username: str) -> None:
        """Open the locked session, whose password was given just now; raises SessionEnded."""
        with self._renewing:
            left = self._left()
            try:
                with self.database.transaction(actor, "unlock") as transaction:
                    now = transaction.now
                    forget_tries(transaction, username)
                    session = open_again(transaction, self._tokens, self._session_id, left=left)
            except NOTHING_IS_STORED:
                if self._is_clock_moved(left):
                    raise  # its times would have to be stored, too
                forget_unstored_tries(self.database, username)
                self.locked_here = False
                return
            self.locked_here = None
            let_go_of_tries(self.database, username)
            if session is not None:
                self._take(session, now)
                lasts = (session.session_ends_at - now).total_seconds()
                self._stops_at = min(self._stops_at, self._stopwatch() + lasts)

    def _renewed_unstored(self, old: RefreshToken, left: timedelta, now: datetime) -> Session:
        try:
            with self.database.reading() as reading:
                return go_on_unstored(reading, self._tokens, old, left=left, now=now)
        except ClockMoved:
            self.locked_here = True
            raise

    def _is_clock_moved(self, left: timedelta) -> bool:
        with self.database.reading() as reading:
            row = reading.get(SessionRow, self._session_id)
        return bool(clock_moved(row, self.database.now(), left))

    @property
    def _session_id(self) -> UUID:
        return RefreshToken.read(self._session.refresh_token).session_id

    def _left(self) -> timedelta:
        """What the stopwatch leaves of the session; raises SessionEnded where that is nothing."""
        left = self._stops_at - self._stopwatch()
        if left <= 0:
            raise SessionEnded
        return timedelta(seconds=left)

    def _take(self, session: Session, now: datetime) -> None:
        self._session = session
        self._access_stops_at = self._stopwatch() + (session.access_ends_at - now).total_seconds()


def _caller(standing: Standing, scope: Scope) -> Caller:
    return Caller(
        account_id=standing.account_id,
        session_id=standing.session_id,
        name=standing.full_name,
        role=standing.role,
        scope=scope,
        practitioner_id=standing.practitioner_id,
        patient_id=standing.patient_id,
    )
