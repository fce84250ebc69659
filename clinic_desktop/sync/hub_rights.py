"""Who may do what at the hub's server: two roles without login, one login per station, and nothing for anyone else."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import LiteralString

from psycopg import sql

from clinic_desktop.domain.hub_refusals import HubExists, MissingRight, ServerTooOld

from .address import HubConnection
from .hub_schema import OWNER
from .hub_schema import STATIONS as STATION

_OLDEST_SERVER = 150000
_CONNECTIONS = 6  # two at work, two that the server has not yet missed after a cut, two for a start meanwhile
_LIMITS: dict[str, str] = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "10s",
    "search_path": "clinic_sync, pg_temp",
}
_FILLING_THE_DISK: tuple[LiteralString, ...] = ("lo_create(oid)", "lo_creat(integer)", "lo_from_bytea(oid, bytea)")
"""Functions that PostgreSQL lets every login call, and that store files in the database."""


def check_for_init(connection: HubConnection, user: str) -> None:
    """Raise ServerTooOld, HubExists or MissingRight if this login cannot make this database a hub."""
    if connection.info.server_version < _OLDEST_SERVER:
        raise ServerTooOld(server_version(connection))
    database = connection.info.dbname
    if is_there(connection):
        raise HubExists(database)
    may_make_roles, owns = connection.execute(
        "select rolsuper or rolcreaterole, rolsuper or pg_has_role(datdba, 'member') "
        "from pg_roles, pg_database where rolname = current_user and datname = current_database()"
    ).fetchone() or (False, False)
    if not may_make_roles:
        raise MissingRight(user, _line(connection, "ALTER ROLE {} CREATEROLE;", user))
    if not owns:
        raise MissingRight(user, _line(connection, "ALTER DATABASE {} OWNER TO {};", database, user))


def is_there(connection: HubConnection) -> bool:
    """Whether the database holds a hub."""
    return connection.execute("select to_regnamespace('clinic_sync') is not null").fetchone() == (True,)


def share_with_owners(connection: HubConnection) -> None:
    """Let every later member of the owner make stations too."""
    connection.execute(
        sql.SQL("grant {} to {} with admin option").format(sql.Identifier(STATION), sql.Identifier(OWNER))
    )


@contextmanager
def as_owner(connection: HubConnection) -> Iterator[None]:
    """Act as the hub's owner meanwhile, in one transaction."""
    with connection.transaction():
        connection.execute(sql.SQL("set local role {}").format(sql.Identifier(OWNER)))
        yield
        connection.execute("reset role")


def make_login(connection: HubConnection, role: str, password: str) -> None:
    """A login that may come in and call the hub's functions; the password itself never goes over the wire."""
    verifier = sql.Literal(scram_verifier(connection, role, password))
    login, owner, station = (sql.Identifier(name) for name in (role, OWNER, STATION))
    connection.execute(
        sql.SQL("create role {} login connection limit {} in role {} password {}").format(
            login, sql.Literal(_CONNECTIONS), station, verifier
        )
    )
    connection.execute(sql.SQL("grant {} to {} with admin option").format(login, owner))
    for name, value in _LIMITS.items():
        words = sql.SQL(", ").join(map(sql.Literal, value.split(", ")))
        connection.execute(sql.SQL("alter role {} set {} = {}").format(login, sql.Identifier(name), words))


def close_login(connection: HubConnection, role: str) -> None:
    """Let a login in no more."""
    login = sql.Identifier(role)
    connection.execute(sql.SQL("alter role {} nologin password null").format(login))
    connection.execute(sql.SQL("revoke {} from {}").format(sql.Identifier(STATION), login))


def end_connections(connection: HubConnection, role: str) -> int:
    """End the live connections of a login that can no longer make new ones; how many there were."""
    ended = 0
    while found := connection.execute(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = %s", (role,)
    ).fetchall():
        ended += len(found)
    return ended


def scram_verifier(connection: HubConnection, role: str, password: str) -> str:
    """What the server keeps of a password (RFC 5803): made here, so that no log there ever holds the password."""
    return connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()


def server_version(connection: HubConnection) -> str:
    version = connection.info.server_version
    return f"{version // 10000}.{version % 10000}"


def advice(connection: HubConnection) -> tuple[str, ...]:
    """What the server leaves open that only its owner can close, each with the line that does it."""
    sentences = []
    if connection.execute(
        "select bool_or(has_function_privilege(%s, name, 'execute')) from unnest(%s::text[]) name",
        (STATION, list(_FILLING_THE_DISK)),
    ).fetchone() == (True,):
        sentences.append(
            "any login can store files in the database and so fill the disk. The server's owner closes that with: "
            f"REVOKE EXECUTE ON FUNCTION {', '.join(_FILLING_THE_DISK)} FROM PUBLIC;"
        )
    if connection.execute("select current_setting('temp_file_limit') = '-1'").fetchone() == (True,):
        sentences.append(
            "one statement can fill the disk with temporary files. The server's owner closes that with: "
            "ALTER SYSTEM SET temp_file_limit = '1GB'; SELECT pg_reload_conf();"
        )
    return tuple(sentences)


def _line(connection: HubConnection, words: LiteralString, *names: str) -> str:
    return sql.SQL(words).format(*map(sql.Identifier, names)).as_string(connection)
