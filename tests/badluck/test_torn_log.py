"""A log that was cut off or garbled: the records are those of an earlier moment, and it is said what is missing."""

import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from clinic_desktop.domain.people import Department
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.verification import verify
from tests.storage.kept import MIRA, opened

CHANGES = 24
_SECTOR = 512


@pytest.fixture(scope="module")
def pulled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clinic's folder as it lies on the disk when the PC is switched off at the socket."""
    folder, pulled = tmp_path_factory.mktemp("running"), tmp_path_factory.mktemp("pulled") / "clinic"
    with opened(folder) as database:
        add(database, "before the log")
    with opened(folder) as database:
        for number in range(CHANGES):
            add(database, name(number))
        subprocess.run(["cp", "-r", folder, pulled], check=True)  # by another process: this one would lose its locks
    (pulled / "clinic.db-shm").unlink()
    return pulled


def name(number: int) -> str:
    return f"D{number:03}"


def add(database: Database, name: str) -> None:
    with database.transaction(MIRA, "arrange") as transaction:
        transaction.add(Department(id=transaction.new_id(), name=name))


def cut_off(log: bytearray, draw: random.Random) -> None:
    del log[draw.randrange(len(log)) :]


def one_bit(log: bytearray, draw: random.Random) -> None:
    log[draw.randrange(len(log))] ^= 1 << draw.randrange(8)


def a_sector_of_nothing(log: bytearray, draw: random.Random) -> None:
    start = draw.randrange(len(log) // _SECTOR) * _SECTOR
    log[start : start + _SECTOR] = bytes(_SECTOR)


def noise(log: bytearray, draw: random.Random) -> None:
    start = draw.randrange(len(log) - 1)
    length = draw.randrange(1, min(20_000, len(log) - start))
    log[start : start + length] = draw.randbytes(length)


KINDS: tuple[Callable[[bytearray, random.Random], None], ...] = (cut_off, one_bit, a_sector_of_nothing, noise)


def start_after(pulled: Path, folder: Path, draw: random.Random) -> int:
    """Damage the log, start the program, and look what it found; how many changes were lost."""
    shutil.copytree(pulled, folder)
    file = folder / "clinic.db-wal"
    log = bytearray(file.read_bytes())
    draw.choice(KINDS)(log, draw)
    file.write_bytes(log)

    with opened(folder) as database:
        with database.reading() as reading:
            found = [each.name for each in reading.where(Department, order=("name",))]
            assert verify(reading, database.key).first_fault is None
            assert reading.ask("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert found == [*map(name, range(len(found) - 1)), "before the log"]  # each before it, and none after
        missing = CHANGES + 1 - len(found)
        assert (0 if database.lost is None else database.lost.entries) == missing
        add(database, "goes on")
    shutil.rmtree(folder)
    return missing


def test_a_log_as_it_was_left_loses_nothing(pulled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    shutil.copytree(pulled, folder)

    with opened(folder) as database, database.reading() as reading:
        assert len(reading.where(Department)) == CHANGES + 1
        assert database.lost is None


def test_a_damaged_log_gives_an_earlier_state_and_says_so(pulled: Path, tmp_path: Path) -> None:
    lost = [start_after(pulled, tmp_path / "clinic", random.Random(seed)) for seed in range(24)]

    assert any(lost)


@pytest.mark.campaign
def test_three_hundred_damaged_logs_give_an_earlier_state_and_say_so(pulled: Path, tmp_path: Path) -> None:
    lost = [start_after(pulled, tmp_path / "clinic", random.Random(seed)) for seed in range(300)]

    assert len(set(lost)) >= CHANGES // 2
