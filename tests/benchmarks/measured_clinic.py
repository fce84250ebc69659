"""The large clinic that is measured: made once, opened through the program and through the bare driver."""

import random
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2

from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.exchange.demo import DemoMade, make_demo
from clinic_desktop.exchange.demo.accounts import PASSWORD, RECEPTIONIST
from clinic_desktop.paths import clinic_file
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import open_key

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

PRAGMAS = (
    "PRAGMA busy_timeout = 10000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA cache_size = -65536",
)
"""What the program's own connections are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredClinic:
    """The clinic as a receptionist has it, and the same file through the bare driver."""

    folder: Path
    clinic: Clinic
    bare: "Connection"
    today: date
    lot: random.Random

    def ask(self, sql: str, *values: object) -> list[Any]:  # Any: raw values of a row
        """All rows that the bare driver gives."""
        return list(self.bare.execute(sql, values).fetchall())


def made_or_kept(folder: Path, *, patients: int, appointments: int) -> DemoMade | None:
    """Make the clinic unless the folder holds it from an earlier run; what making it took, if it was made."""
    stamp = folder / "made-for-benchmarks"
    wanted = f"{datetime.now(UTC):%Y-%m-%d} {patients} {appointments}"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return None
    shutil.rmtree(folder, ignore_errors=True)

    def tell(done: float, words: str) -> None:
        if sys.stderr.isatty():
            print(f"\r{done:4.0%} {words:<40}", end="", file=sys.stderr, flush=True)  # noqa: T201

    made = make_demo(folder, patients=patients, appointments=appointments, progress=tell)
    stamp.write_text(wanted, encoding="utf-8")
    return made


@contextmanager
def opened(folder: Path) -> Iterator[MeasuredClinic]:
    """Sign in, and open the same file through the bare driver with the same pragmas."""
    key = open_key(folder, make=False, allow_file=True)
    database = Database.open(folder, key, station="Benchmark")
    connection = sqlcipher3.dbapi2.connect(str(clinic_file(folder)), isolation_level=None, cached_statements=512)
    with closing(database), closing(connection) as bare:
        bare.execute(f"PRAGMA key = \"x'{key.bytes.hex()}'\"")
        for pragma in PRAGMAS:
            bare.execute(pragma)
        clinic = SignIn(database).authenticate(RECEPTIONIST, PASSWORD)
        today = day_of(database.now(), clinic.settings.read().zone_info)
        yield MeasuredClinic(folder=folder, clinic=clinic, bare=bare, today=today, lot=random.Random(7))
