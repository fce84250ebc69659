"""Records of one station only, not journalled: who is signed in here, who tried in vain, what is being written."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clinic_desktop.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow(Record):
    """A signed-in person at this station; the row is the truth, a token only a signed view of it.

    Hashes are hex text. `previous_refresh_hash` is the token used up last: seeing it again means a copy is about.
    """

    account_id: UUID
    started_at: datetime
    ends_at: datetime
    last_used_at: datetime
    refresh_hash: str
    previous_refresh_hash: str | None = None
    locked: bool = False
    revoked_at: datetime | None = None
    revoke_reason: str = ""
    token_version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInAttempt(Record):
    """Wrong tries for one user name (folded, whether or not such an account exists) at this station."""

    username_key: str
    failed: int = 0
    wait_until: datetime | None = None
    locked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDraft(Record):
    """A visit note as it is being written; `begun_from` is the note that stood there when the writing began."""

    appointment_id: UUID
    account_id: UUID
    begun_from: str
    text: str
    written_at: datetime
