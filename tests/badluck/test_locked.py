"""Another process keeps the file locked: bookings are refused with a sentence, nothing is lost, and on it goes."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.storage import connections
from clinic_desktop.storage.faults import DatabaseLocked
from clinic_desktop.storage.verification import verify
from tests.builders import SmallClinic, a_small_clinic
from tests.services.asking import a_request

FIRST = datetime(2026, 11, 30, 8, tzinfo=UTC)
LOCKER = """
import sys
from pathlib import Path
from clinic_desktop.storage.connections import bare
from tests.storage.kept import key_of_folder

folder = Path(sys.argv[1])
driver = bare(folder / "clinic.db", key_of_folder(folder).bytes)
driver.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
"""


@contextmanager
def locked_by_another(folder: Path) -> Iterator[None]:
    """By a process that is killed at the end, with the lock in its hands."""
    command = [sys.executable, "-c", LOCKER, str(folder)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        yield
        process.kill()


def refused_and_on_again(clinic: SmallClinic, *, seconds: float) -> int:
    """Try to book for so long while another process has the lock, and once more after it; how often it was refused."""
    desk = clinic.as_receptionist().scheduling
    booked = [desk.book(a_request(clinic, starts_at=FIRST))]
    refused, end = 0, time.monotonic() + seconds
    with locked_by_another(clinic.database.folder):
        while refused == 0 or time.monotonic() < end:
            with pytest.raises(DatabaseLocked, match="Close it, or wait a moment, and try again"):
                desk.book(a_request(clinic, starts_at=FIRST + timedelta(minutes=30)))
            refused += 1
            with clinic.database.reading() as reading:  # one can look at everything meanwhile
                assert reading.where(Appointment) == booked
    booked.append(desk.book(a_request(clinic, starts_at=FIRST + timedelta(minutes=30))))
    with clinic.database.reading() as reading:
        assert reading.where(Appointment, order=("starts_at",)) == booked
        assert verify(reading, clinic.database.key).first_fault is None
    return refused


def test_a_lock_is_waited_for_then_told_and_the_work_goes_on_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BUSY_MILLISECONDS", 100)
    with a_small_clinic(tmp_path / "clinic") as clinic:
        assert refused_and_on_again(clinic, seconds=0.5) >= 1


@pytest.mark.campaign
def test_a_lock_of_a_minute_is_told_every_ten_seconds(tmp_path: Path) -> None:
    with a_small_clinic(tmp_path / "clinic") as clinic:
        assert refused_and_on_again(clinic, seconds=60) in range(3, 8)
