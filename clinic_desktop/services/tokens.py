"""Access tokens (JWT, HS256 and nothing else) and refresh tokens: a session's signed view and its key to the next."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from clinic_desktop.domain.errors import SessionEnded, TokenExpired
from clinic_desktop.domain.people import Role
from clinic_desktop.put_off import put_off

# HS256 needs nothing of `cryptography`, and PyJWT does without where that has no elliptic curves and certificates. Nor
# are keys fetched from a server: that would bring HTTP and e-mail with it.
with put_off(
    {"jwt.jwks_client": {"PyJWKClient": None}},
    missing=("cryptography.hazmat.primitives.asymmetric.ec", "cryptography.x509"),
):
    import jwt

ACCESS_LASTS = timedelta(minutes=15)
LEEWAY = timedelta(seconds=5)
SHORTEST_KEY = 32
_CLAIMS = ("iss", "aud", "sub", "sid", "iat", "nbf", "exp", "jti", "ver", "role")
_AUDIENCE = "clinic-desktop"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessClaims:
    """What a good access token says. Instants are UTC, cut to seconds."""

    account_id: UUID
    session_id: UUID
    role: Role
    token_version: int
    starts_at: datetime
    ends_at: datetime


class AccessTokens:
    """Signs and reads access tokens with one key; the times in them are judged by the caller's clock."""

    def __init__(self, key: bytes, *, station_id: UUID) -> None:
        if len(key) < SHORTEST_KEY:
            raise ValueError(f"a token key has at least {SHORTEST_KEY} bytes")
        self._key = key
        self._last_read: tuple[str, AccessClaims] | None = None
        self._issuer = f"{_AUDIENCE}:{station_id}"
        # The clock of the database judges the times: PyJWT only knows the computer's own.
        self._jwt = jwt.PyJWT(
            {
                "require": list(_CLAIMS),
                "verify_exp": False,
                "verify_nbf": False,
                "verify_iat": False,
                "enforce_minimum_key_length": True,
            }
        )

    def issue(self, *, account_id: UUID, session_id: UUID, role: Role, token_version: int, now: datetime) -> str:
        """A token that lasts ACCESS_LASTS from now."""
        at = int(now.timestamp())
        claims = {
            "iss": self._issuer,
            "aud": _AUDIENCE,
            "sub": str(account_id),
            "sid": str(session_id),
            "iat": at,
            "nbf": at,
            "exp": at + int(ACCESS_LASTS.total_seconds()),
            "jti": str(uuid4()),
            "ver": token_version,
            "role": role.value,
        }
        return self._jwt.encode(claims, self._key, algorithm="HS256")

    def read(self, token: str, *, now: datetime, though_expired: bool = False) -> AccessClaims:
        """What the token says; raises TokenExpired when its time is over, SessionEnded when it is not ours."""
        last = self._last_read
        if last is None or last[0] != token:  # a signature stays good for the same bytes; the time is judged each time
            last = self._last_read = (token, self._verified(token))
        claims = last[1]
        if not though_expired and not claims.starts_at - LEEWAY <= now < claims.ends_at:
            raise TokenExpired
        return claims

    def _verified(self, token: str) -> AccessClaims:
        try:
            raw = self._jwt.decode(token, self._key, algorithms=["HS256"], audience=_AUDIENCE, issuer=self._issuer)
            return AccessClaims(
                account_id=UUID(raw["sub"]),
                session_id=UUID(raw["sid"]),
                role=Role(raw["role"]),
                token_version=int(raw["ver"]),
                starts_at=datetime.fromtimestamp(raw["nbf"], UTC),
                ends_at=datetime.fromtimestamp(raw["exp"], UTC),
            )
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError) as wrong:
            raise SessionEnded from wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshToken:
    """A token that is good once, to go on with a session: which session, and 256 random bits."""

    session_id: UUID
    secret: str

    @classmethod
    def of(cls, session_id: UUID) -> "RefreshToken":
        """A new one."""
        return cls(session_id=session_id, secret=secrets.token_urlsafe(32))

    @classmethod
    def read(cls, text: str) -> "RefreshToken":
        """The token that was written so; raises SessionEnded."""
        session, _, secret = text.partition(".")
        try:
            return cls(session_id=UUID(session), secret=secret)
        except ValueError as wrong:
            raise SessionEnded from wrong

    @property
    def text(self) -> str:
        """How it is handed out."""
        return f"{self.session_id}.{self.secret}"

    @property
    def digest(self) -> str:
        """What is kept of it: a SHA-256 in hex, for 256 random bits need no slow hash."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def is_kept_as(self, digest: str) -> bool:
        """Whether that is this token's digest, compared in constant time."""
        return hmac.compare_digest(self.digest, digest)
