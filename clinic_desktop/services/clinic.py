"""The clinic for one signed-in person: their session, and every group of verbs."""

import time
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from clinic_desktop.domain.access import Permission, Scope, permissions_of
from clinic_desktop.domain.errors import MustChangePassword, NotAllowed, SessionEnded, SessionLocked, TokenExpired
from clinic_desktop.domain.signed_in import Session
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.reading.accounts import Standing, standing_of

from .account import OwnAccount
from .desk import Caller
from .passwords import Passwords
from .patients import Patients
from .sessions import go_on
from .settings import Settings
from .staff import Staff
from .tokens import AccessTokens, RefreshToken

if TYPE_CHECKING:
    from .history import History
    from .hours import WorkingHours
    from .reports import Reports
    from .scheduling import Scheduling
    from .waiting import Waiting


class Clinic:
    """What one signed-in person may do, until their session ends.

    The session's row is the truth: every verb reads it, so whatever ends the session ends it at once, in every
    window and thread. Beside the clock of the wall, which anyone may set, the session's length is measured on the
    clock that only runs forward.
    """

    def __init__(
        self,
        database: Database,
        session: Session,
        passwords: Passwords | None = None,
        *,
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        self.database = database
        self.passwords = passwords or Passwords()
        self._stopwatch = stopwatch
        self._tokens = AccessTokens(database.key.derive("tokens"), station_id=database.station_id)
        self._renewing = Lock()
        now = database.now()
        self._take(session, now)
        self._stops_at = stopwatch() + (session.session_ends_at - now).total_seconds()

    @property
    def session(self) -> Session:
        """The tokens as they are now."""
        return self._session

    @cached_property
    def account(self) -> OwnAccount:
        """Who am I; my password; lock, unlock and sign out."""
        return OwnAccount(self)

    @cached_property
    def patients(self) -> Patients:
        """The file of patients."""
        return Patients(self)

    @cached_property
    def staff(self) -> Staff:
        """Practitioners, departments and accounts."""
        return Staff(self)

    @cached_property
    def settings(self) -> Settings:
        """The clinic's settings, its appointment types and its health."""
        return Settings(self)

    @cached_property
    def scheduling(self) -> "Scheduling":
        """The diary: day sheets, free slots, booking, moving, cancelling."""
        from .scheduling import Scheduling

        return Scheduling(self)

    @cached_property
    def waiting(self) -> "Waiting":
        """The waiting room: who has come, who is in the room, who is done."""
        from .waiting import Waiting

        return Waiting(self)

    @cached_property
    def hours(self) -> "WorkingHours":
        """Weekly hours, exceptions and closures."""
        from .hours import WorkingHours

        return WorkingHours(self)

    @cached_property
    def reports(self) -> "Reports":
        """Figures."""
        from .reports import Reports

        return Reports(self)

    @cached_property
    def history(self) -> "History":
        """What was changed, by whom; undo; the audit log."""
        from .history import History

        return History(self)

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
        if self._stopwatch() >= self._stops_at:
            raise SessionEnded
        claims = self._tokens.read(self._session.access_token, now=now, though_expired=though_expired)
        if not though_expired and self._stopwatch() >= self._access_stops_at:
            raise TokenExpired
        with self.database.reading() as reading:
            standing = standing_of(reading, claims.session_id)
        if (
            standing is None
            or not standing.is_open(now)
            or standing.account_id != claims.account_id
            or standing.token_version != claims.token_version
            or standing.role is not claims.role
        ):
            raise SessionEnded
        return standing

    def renew(self) -> None:
        """Go on with the session: new tokens for old; raises SessionEnded. Works while the session is locked."""
        with self._renewing:
            if self._stopwatch() >= self._stops_at:
                raise SessionEnded
            old = RefreshToken.read(self._session.refresh_token)
            with self.database.transaction(PROGRAM, "renew session") as transaction:
                now = transaction.now
                session = go_on(transaction, self._tokens, old)
            if session is None:
                raise SessionEnded
            self._take(session, now)

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
