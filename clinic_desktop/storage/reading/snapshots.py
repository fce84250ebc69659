"""One consistent look at the database, on a connection that is given."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from clinic_desktop.storage.faults import raise_plainly
from clinic_desktop.storage.schema import driver_of

from .base import Reading
from .known import Known


@contextmanager
def snapshot(connection: Connection, known: Known | None = None) -> Iterator[Reading]:
    """All that is read inside is of one moment; nothing is changed."""
    driver = driver_of(connection)
    try:
        driver.execute("BEGIN")
        yield Reading(connection, known)
    except (dbapi2.Error, DBAPIError) as error:
        raise_plainly(error)
    finally:
        if driver.in_transaction:
            driver.execute("ROLLBACK")  # its own `rollback` looks through every statement it ever kept
        connection.rollback()  # SQLAlchemy's own idea of a transaction, begun by a Core statement
