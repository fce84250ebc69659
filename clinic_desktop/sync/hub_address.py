"""Where a station's hub is, and how it signs in there."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a station's hub is, and the station's own login there.

    With the authority's certificate (PEM) the connection is encrypted, the hub's name is verified, and both sides
    prove that they know the password (SCRAM with channel binding). Without, it must not leave this PC.
    """

    host: str
    port: int = 5432
    database: str
    user: str
    password: str = field(repr=False)
    authority: str = field(default="", repr=False)
