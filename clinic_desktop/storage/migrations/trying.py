"""Runs every step from nothing, to see that Alembic does them on this PC."""

import secrets
from pathlib import Path

from clinic_desktop.storage.connections import engine_for

from . import REVISIONS, climb

_KEY_BYTES = 32


def climb_from_nothing(file: Path) -> int:
    """Make a database by every step that there was; gives the number of its tables."""
    engine = engine_for(file, secrets.token_bytes(_KEY_BYTES))
    try:
        with engine.connect() as connection:
            climb(connection, REVISIONS)
            return int(
                connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE type = 'table'").scalar_one()
            )
    finally:
        engine.dispose()
