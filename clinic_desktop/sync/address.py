"""Where the hub is, and how its door is opened: encrypted, its name checked, the password itself never sent."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

import psycopg
from psycopg.conninfo import make_conninfo

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.hub_refusals import NoDatabase, NotEncrypted, NotLetIn, NotTheHub, SignInRefused
from clinic_desktop.domain.sync_refusals import NotReached

from .hub_address import Address

HubConnection: TypeAlias = "psycopg.Connection[tuple[Any, ...]]"  # Any: a row is what was selected

ENCRYPTED = {
    "sslmode": "verify-full",
    "sslcertmode": "disable",  # no certificate of this PC's own, should libpq find one
    "ssl_min_protocol_version": "TLSv1.2",
    "channel_binding": "require",
    "require_auth": "scram-sha-256",
}
WITHIN = {"sslmode": "disable", "require_auth": "scram-sha-256,none"}  # a password in clear is asked for in vain
STAYS_AWAKE: dict[str, Any] = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}

_WITHIN_ONE_PC = ("localhost", "127.0.0.1", "::1")
_NOT_PROVEN = (
    "certificate",  # OpenSSL's words for a wrong authority or name, and libpq's for a wrong name
    "channel binding",
    "server does not support SSL",
    "SSL error",
    "root certificate file",
    "authentication method requirement",
)
_BROKE_OFF = "unexpected eof"  # OpenSSL's words for a server that went away amid its greeting


@dataclass(frozen=True, slots=True, kw_only=True)
class HubAddress(Address):
    """An address and whose it is, as a station's enrolment says and as the station keeps it."""

    station_id: UUID
    clinic_id: UUID


def connect(address: Address, *, seconds: int = 10) -> HubConnection:
    """A station's connection, in autocommit; raises NotReached, NotTheHub and SignInRefused.

    Verified to be the hub by certificate and name, and by SCRAM with channel binding (RFC 5802, RFC 5929): the
    server proves that it knows the password too, over this very connection.
    """
    return open_connection(
        host=address.host,
        port=address.port,
        database=address.database,
        user=address.user,
        password=address.password,
        authority=address.authority,
        seconds=seconds,
    )


def open_connection(
    *, host: str, port: int, database: str, user: str, password: str, authority: str, seconds: int = 10
) -> HubConnection:
    """A connection that is encrypted, or stays within this PC; raises NotReached, NotTheHub and SignInRefused."""
    words = make_conninfo(
        host=host,
        port=port,
        dbname=database,
        user=user,
        password=password,
        connect_timeout=seconds,
        application_name="clinic-desktop",
        options="",  # whatever PGOPTIONS says
        gssencmode="disable",
        **STAYS_AWAKE,
    )
    try:
        if not authority:
            if not is_within_one_pc(host):
                raise NotEncrypted(host)
            return psycopg.connect(make_conninfo(words, **WITHIN), autocommit=True)
        with authority_file(authority) as file:
            return psycopg.connect(make_conninfo(words, **ENCRYPTED, sslrootcert=str(file)), autocommit=True)
    except psycopg.OperationalError as error:
        raise _in_words(error, host=host, database=database, user=user) from error


def is_within_one_pc(host: str) -> bool:
    """Whether the host is this PC, or a socket's folder on it."""
    return host in _WITHIN_ONE_PC or host.startswith(("/", "@"))


@contextmanager
def authority_file(authority: str) -> Iterator[Path]:
    """The certificate as a file for as long as libpq reads it: it takes none from memory."""
    with tempfile.TemporaryDirectory(prefix="clinic-desktop-") as folder:
        file = Path(folder, "authority.pem")
        file.write_text(authority, encoding="ascii")
        yield file


def _in_words(error: psycopg.OperationalError, *, host: str, database: str, user: str) -> ClinicError:
    """The refusal that libpq's text stands for: before a connection stands it gives no code.

    A server that speaks another language is taken to be out of reach: that sentence does no harm.
    """
    text = str(error)
    if "authentication failed" in text or "not permitted to log in" in text:
        return SignInRefused(user)
    if f'database "{database}" does not exist' in text:
        return NoDatabase(database, host)
    if "no pg_hba.conf entry" in text:
        return NotLetIn(host)
    return NotTheHub(host) if is_not_proven(text) else NotReached(text)


def is_not_proven(text: str) -> bool:
    """Whether libpq's words, of a connection that does not stand yet, say that the server did not prove to be the hub.

    One that broke off on the way proved nothing either way.
    """
    return _BROKE_OFF not in text and any(words in text for words in _NOT_PROVEN)
