"""The one SQLite of this process: encrypted connections that acknowledge only what is on disk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

BUSY_MILLISECONDS = 10_000
_CACHE_KIBIBYTES = 64 * 1024
_CACHE_FOR_MANY_KIBIBYTES = 512 * 1024
_CACHE_FOR_ONE_WALK_KIBIBYTES = 4 * 1024
_STATEMENTS = 512

# Of a value's type the driver knows numbers, texts and bytearrays; for any other it looks long for somebody who adapts
# it, twenty times as long as binding it takes.
sqlcipher3.dbapi2.register_adapter(bytes, bytearray)
sqlcipher3.dbapi2.register_adapter(type(None), dict[None, None]().get)


def engine_for(file: Path, key: bytes) -> Engine:
    """An engine whose connections may go from thread to thread; transactions are begun and ended in so many words."""
    engine = create_engine(
        URL.create("sqlite", database=str(file)),
        module=sqlcipher3.dbapi2,
        isolation_level="AUTOCOMMIT",
        connect_args={"check_same_thread": False, "cached_statements": _STATEMENTS},
        pool_size=4,
        max_overflow=16,
        pool_use_lifo=True,
    )

    @event.listens_for(engine, "connect", insert=True)
    def prepare(connection: "DBAPIConnection", _entry: "ConnectionPoolEntry") -> None:
        cursor = connection.cursor()
        for statement in (
            "PRAGMA cipher_log_level = NONE",  # it would write to the terminal; what fails is raised
            f"PRAGMA key = \"x'{key.hex()}'\"",
            f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "PRAGMA foreign_keys = ON",
            "PRAGMA recursive_triggers = ON",
            f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}",
        ):
            cursor.execute(statement)
        cursor.close()

    return engine


def engine_to_look(file: Path, key: bytes, *, with_log: bool = False) -> Engine:
    """An engine for a file that nobody changes: nothing is written in it, nor beside it.

    `with_log` for what it would be with the log that lies beside it; then the log's index is made there.
    """
    return create_engine(
        "sqlite://",
        module=sqlcipher3.dbapi2,
        isolation_level="AUTOCOMMIT",
        creator=lambda: bare(file, key, is_fixed=not with_log, is_only_read=with_log),
        poolclass=NullPool,
    )


def bare(file: Path, key: bytes, *, is_fixed: bool = False, is_only_read: bool = False) -> sqlcipher3.dbapi2.Connection:
    """One plain connection to an encrypted file that is nobody else's, perhaps to be `only_read`.

    One that `is_fixed` is only read, without a lock, so that it may lie on a stick that cannot be written; such a file
    is in no WAL mode.
    """
    how = "mode=ro&immutable=1" if is_fixed else "mode=ro" if is_only_read else "mode=rw"
    connection = sqlcipher3.dbapi2.connect(
        f"{file.resolve().as_uri()}?{how}", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")  # here at the latest the key is tried
    except sqlcipher3.dbapi2.Error:
        connection.close()
        raise
    return connection


@contextmanager
def room_for_many(driver: sqlcipher3.dbapi2.Connection) -> Iterator[None]:
    """A cache that holds the indexes of a million rows: a page that does not fit is encrypted again and again."""
    driver.execute(f"PRAGMA cache_size = -{_CACHE_FOR_MANY_KIBIBYTES}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")


@contextmanager
def little_room(ask: Callable[[str], object]) -> Iterator[None]:
    """A small cache for what goes once through everything, and needs memory itself."""
    ask("PRAGMA shrink_memory")
    ask(f"PRAGMA cache_size = -{_CACHE_FOR_ONE_WALK_KIBIBYTES}")
    try:
        yield
    finally:
        ask(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")
