"""Opening, closing, and what the file gives away."""

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from clinic_desktop.domain.people import Department, Patient
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.drives import file_system
from clinic_desktop.storage.faults import CannotOpen, DatabaseNewer, WrongKey
from clinic_desktop.storage.keys import KeyPlace, StationKey
from tests.storage.kept import MIRA, NOW, a_patient, bare, entries, key_of_folder, opened


def test_what_is_stored_is_there_at_the_next_start(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        station = database.station_id
        with database.transaction(MIRA, "register") as transaction:
            patient = transaction.add(a_patient(id=transaction.new_id()))

    with opened(tmp_path) as database, database.reading() as reading:
        assert reading.where(Patient) == [patient]
        assert (database.station_id, database.station_name) == (station, "Desk 1")


def test_closing_leaves_one_file_and_it_is_the_owners(tmp_path: Path) -> None:
    with opened(tmp_path) as database, database.transaction(MIRA, "register") as transaction:
        transaction.add(a_patient(id=transaction.new_id()))

    left = sorted(file.name for file in tmp_path.iterdir() if file.suffix not in {".json", ".key"})
    assert left == ["clinic.db"]
    if sys.platform != "win32":
        assert (tmp_path / "clinic.db").stat().st_mode & 0o777 == 0o600


def test_a_reading_that_outlives_the_database_lets_go_of_the_file(tmp_path: Path) -> None:
    with opened(tmp_path) as database, database.reading() as reading:
        assert reading.where(Patient) == []
        database.close()

    assert not (tmp_path / "clinic.db-wal").exists()


def test_neither_the_file_nor_its_log_holds_a_name(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        with database.transaction(MIRA, "register") as transaction:
            transaction.add(a_patient(id=transaction.new_id(), given_name="Xanthippe", mobile="0171 5550123"))

        for file in ("clinic.db", "clinic.db-wal"):
            content = (tmp_path / file).read_bytes().lower()
            assert len(content) >= 4096
            for word in (b"xanthippe", b"novak", b"5550123", b"sqlite", b"patient"):
                assert word not in content


def test_a_wrong_key_is_told_and_damages_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as database, database.transaction(MIRA, "register") as transaction:
        patient = transaction.add(a_patient(id=transaction.new_id()))
    before = (tmp_path / "clinic.db").read_bytes()

    with pytest.raises(WrongKey, match="Nothing was changed"):
        Database.open(tmp_path, StationKey(bytes(32), KeyPlace.FILE), station="Desk 1")

    assert (tmp_path / "clinic.db").read_bytes() == before
    with opened(tmp_path) as database, database.reading() as reading:
        assert reading.where(Patient) == [patient]


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path) as database, bare(database) as connection:
        connection.execute("UPDATE meta SET value = '9999' WHERE name = 'schema'")

    with pytest.raises(DatabaseNewer, match="newer version"), opened(tmp_path):
        pass


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    key = key_of_folder(tmp_path)

    with pytest.raises(CannotOpen):
        Database.open(tmp_path / "taken", key, station="Desk 1")


def test_triggers_that_another_tool_dropped_or_changed_are_made_again(tmp_path: Path) -> None:
    with opened(tmp_path) as database, bare(database) as connection:
        connection.execute("DROP TRIGGER patient_journal_insert")
        connection.execute("DROP TRIGGER department_journal_insert")
        connection.execute("CREATE TRIGGER department_journal_insert AFTER INSERT ON department BEGIN SELECT 1; END")

    with opened(tmp_path) as database:
        with database.transaction(MIRA, "arrange") as transaction:
            transaction.add(Department(id=transaction.new_id(), name="ENT"))

        assert entries(database)[-1].kind == "department"


def test_the_clock_is_read_in_utc_and_cut_to_milliseconds(tmp_path: Path) -> None:
    local = datetime.fromisoformat("2026-11-24T10:00:00.123999+02:00")
    database = Database.open(tmp_path, key_of_folder(tmp_path), station="Desk 1", clock=lambda: local)

    now = database.now()
    database.close()

    assert now == NOW + timedelta(milliseconds=123)
    assert str(now.tzinfo) == "UTC"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.storage.kept import *\n"
        "from clinic_desktop.domain.people import Department\n"
        "with opened(Path(sys.argv[1])) as database:\n"
        "    for number in range(1000):\n"
        "        with database.transaction(MIRA, 'add') as transaction:\n"
        "            transaction.add(Department(id=transaction.new_id(), name=f'D{number}'))\n"
        "        print(number, flush=True)\n"
    )
    root = Path(__file__).parents[2]
    for round_number in range(3):
        folder = tmp_path / str(round_number)
        with subprocess.Popen(
            [sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE, cwd=root, env=os.environ
        ) as process:
            assert process.stdout is not None
            acknowledged = [int(process.stdout.readline()) for _ in range(5 + round_number * 7)]
            process.send_signal(signal.SIGKILL)
            acknowledged += [int(line) for line in process.stdout.read().split()]

        with opened(folder) as database, database.reading() as reading:
            stored = {department.name for department in reading.where(Department)}
        assert {f"D{number}" for number in acknowledged} <= stored


def test_the_file_system_of_a_folder_is_that_of_the_nearest_mount() -> None:
    mounts = {"/": "ext4", "/home": "nfs4", "/home/anna": "ext4"}

    assert file_system(Path("/home/mira/clinic"), mounts) == "nfs4"
    assert file_system(Path("/home/anna/clinic"), mounts) == "ext4"
    assert file_system(Path("/homestead"), mounts) == "ext4"
