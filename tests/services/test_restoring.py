"""A backup put back: here, on another PC, with and without the code; what it holds, and what becomes of the rest."""

import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from clinic_desktop import paths
from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.backups import (
    BackupDamaged,
    BackupReason,
    CodeMistyped,
    CodeNeeded,
    HalfABackup,
    NewerBackup,
    NoBackup,
    Stopped,
    WrongRecoveryCode,
)
from clinic_desktop.domain.errors import SessionEnded
from clinic_desktop.domain.people import Patient
from clinic_desktop.services import restoring
from clinic_desktop.services.backup_keeping import BackupKeeper
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.opening import OpenClinic, open_clinic
from clinic_desktop.storage import backup_headers
from clinic_desktop.storage.anchors import check
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.faults import DatabaseLocked
from clinic_desktop.storage.keys import KeyPlace
from clinic_desktop.storage.own_station import become_station
from clinic_desktop.storage.verification import verify
from tests.builders import PASSWORD, SmallClinic
from tests.services.backing_up import Safe, brought_to, stopping, switched_on, unheard
from tests.services.test_backups import damage
from tests.storage.kept import entries


@pytest.fixture
def safe(clinic: SmallClinic) -> Safe:
    return switched_on(clinic)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """The folder of another PC, on which there is nothing yet."""
    return tmp_path / "elsewhere"


@contextmanager
def running(folder: Path, safe: Safe) -> Iterator[OpenClinic]:
    clinic = open_clinic(folder, safe.clinic.clock)
    try:
        yield clinic
    finally:
        clinic.close()


def restore(folder: Path, file: str, code: str = "", *, safe: Safe) -> None:
    staged = restoring.stage(folder, file, code, unheard, safe.clinic.clock)
    restoring.put_in_place(staged, safe.clinic.clock)


def patients_in(database: Database) -> list[str]:
    with database.reading() as reading:
        return sorted(patient.family_name for patient in reading.where(Patient))


def test_what_was_done_after_the_backup_is_gone_and_the_replaced_records_are_kept_aside(safe: Safe) -> None:
    made = safe.make()
    lost = safe.clinic.store(safe.clinic.an_appointment())
    folder = safe.clinic.database.folder
    safe.clinic.database.close()

    restore(folder, made.file, safe=safe)

    with running(folder, safe) as back, back.database.reading() as reading:
        assert reading.where(Appointment) == []
        assert verify(reading, back.database.key).first_fault is None
        (replaced,) = (each for each in BackupKeeper(back.database).backups() if each.reason is BackupReason.REPLACED)
    restore(folder, replaced.file, safe=safe)
    with running(folder, safe) as again, again.database.reading() as reading:
        assert [each.id for each in reading.where(Appointment)] == [lost.id]
        assert verify(reading, again.database.key).first_fault is None
    assert not paths.restore_folder(folder).exists()


def test_sessions_end_and_the_station_is_another_one(safe: Safe) -> None:
    reception = safe.clinic.as_receptionist()
    made = safe.make()
    folder, was = safe.clinic.database.folder, safe.clinic.database.station_id
    safe.clinic.database.close()

    restore(folder, made.file, safe=safe)

    with running(folder, safe) as back:
        with pytest.raises(SessionEnded):
            Clinic(back.database, reception.session).settings.read()
        assert back.database.station_id != was
        told = entries(back.database)[-1]
    assert (told.verb, told.kind) == ("restore backup", "station")
    assert told.reason == "Backup of 2026-11-24 08:00 UTC, made at Desk 1"


@pytest.mark.parametrize("is_damaged", [False, True])
def test_the_pc_is_called_as_it_was_before(safe: Safe, is_damaged: bool) -> None:
    become_station(safe.clinic.database, safe.clinic.database.station_id, "Desk by the door")
    made = safe.make()
    folder = safe.clinic.database.folder
    safe.clinic.database.close()
    if is_damaged:
        paths.clinic_file(folder).write_bytes(b"nothing of it is left" * 1000)

    restore(folder, made.file, safe=safe)

    with running(folder, safe) as back:
        assert back.database.station_name == "Desk by the door"


def test_whose_backup_a_pc_takes_over_does_not_name_it(safe: Safe, elsewhere: Path) -> None:
    become_station(safe.clinic.database, safe.clinic.database.station_id, "Desk by the door")
    file = brought_to(elsewhere.parent / "stick", safe.make())

    restore(elsewhere, file, safe.code, safe=safe)

    with running(elsewhere, safe) as back:
        assert back.database.station_name == platform.node()


def test_a_fresh_pc_opens_it_with_the_code_and_goes_on_backing_up_with_it(safe: Safe, elsewhere: Path) -> None:
    file = brought_to(elsewhere.parent / "stick", safe.make())

    with pytest.raises(CodeNeeded):
        restoring.look(elsewhere, file)
    with pytest.raises(CodeMistyped):
        restoring.look(elsewhere, file, safe.code[:-1])
    with pytest.raises(WrongRecoveryCode):
        restoring.look(elsewhere, file, safe.admin.backups.new_code().code)
    looked = restoring.look(elsewhere, file, safe.code)
    restore(elsewhere, file, safe.code, safe=safe)

    assert looked.backup.facts.patients == 2
    with running(elsewhere, safe) as back:
        assert back.has_admin
        assert back.database.key.bytes != safe.clinic.database.key.bytes
        assert patients_in(back.database) == ["Kim", "Novak"]
        with back.database.reading() as reading:
            assert verify(reading, back.database.key).first_fault is None
        clinic = back.door.authenticate("sortiz", PASSWORD)
        clinic.settings.change(replace(clinic.settings.read(), address="A new place"))
        with back.database.reading() as reading:
            assert verify(reading, back.database.key).first_fault is None
        second = BackupKeeper(back.database).make(BackupReason.DAILY, unheard)
    assert backup_headers.read_header(Path(second.file)).opened_by(None, safe.code)


def test_a_backup_of_a_restored_clinic_can_be_restored_in_its_turn(safe: Safe, elsewhere: Path) -> None:
    restore(elsewhere, brought_to(elsewhere.parent / "stick", safe.make()), safe.code, safe=safe)
    with running(elsewhere, safe) as back:
        second = BackupKeeper(back.database).make(BackupReason.DAILY, unheard)
    third = elsewhere.parent / "third"

    restore(third, brought_to(elsewhere.parent / "other stick", second), safe.code, safe=safe)

    with running(third, safe) as back, back.database.reading() as reading:
        assert verify(reading, back.database.key).first_fault is None


def test_a_pc_whose_key_is_lost_gets_a_new_one(safe: Safe) -> None:
    made = safe.make()
    folder = safe.clinic.database.folder
    safe.clinic.database.close()
    (folder / "keys.json").unlink()

    with pytest.raises(CodeNeeded):
        restoring.look(folder, made.file)
    restore(folder, made.file, safe.code, safe=safe)

    with running(folder, safe) as back:
        assert patients_in(back.database) == ["Kim", "Novak"]
        assert back.key_place is KeyPlace.FILE
    assert len(list((folder / "replaced").glob("*.backup"))) == 1


def test_records_that_are_damaged_are_replaced_and_kept(safe: Safe) -> None:
    made = safe.make()
    folder = safe.clinic.database.folder
    safe.clinic.database.close()
    file = paths.clinic_file(folder)
    file.write_bytes(b"nothing that anybody could read" * 1000)

    restore(folder, made.file, safe=safe)

    with running(folder, safe) as back:
        assert patients_in(back.database) == ["Kim", "Novak"]
    (kept,) = (folder / "replaced").glob("*.backup")
    assert kept.read_bytes().startswith(b"nothing that anybody")


@pytest.mark.parametrize("after", [0.0, 0.3, 0.6, 0.9])
def test_stopped_before_its_end_nothing_changes(safe: Safe, after: float) -> None:
    made = safe.make()
    folder = safe.clinic.database.folder

    with pytest.raises(Stopped):
        restoring.stage(folder, made.file, "", stopping(after))

    assert not paths.restore_folder(folder).exists()
    assert patients_in(safe.clinic.database) == ["Kim", "Novak"]


def test_people_work_on_while_it_is_made_ready_and_it_can_be_thrown_away(safe: Safe) -> None:
    made = safe.make()
    folder = safe.clinic.database.folder

    staged = safe.admin.backups.stage(made.file, "", unheard)
    booked = safe.clinic.store(safe.clinic.an_appointment())
    safe.admin.backups.throw_away(staged)

    assert not paths.restore_folder(folder).exists()
    assert safe.clinic.stored(booked) == booked


def test_it_does_not_take_the_place_of_records_that_a_program_has_open(safe: Safe) -> None:
    made = safe.make()
    staged = safe.admin.backups.stage(made.file, "", unheard)
    before = paths.clinic_file(safe.clinic.database.folder).stat().st_ino

    with pytest.raises(DatabaseLocked):
        restoring.put_in_place(staged)

    assert paths.clinic_file(safe.clinic.database.folder).stat().st_ino == before


@pytest.mark.parametrize("steps", range(3))
def test_cut_short_while_it_is_put_in_place_the_next_start_ends_it(safe: Safe, steps: int) -> None:
    made = safe.make()
    safe.clinic.store(safe.clinic.an_appointment())
    folder = safe.clinic.database.folder
    staged = safe.admin.backups.stage(made.file, "", unheard)
    safe.clinic.database.close()
    place = Path(staged.folder) / "restoring"
    (place / "ready.json").write_text('{"name": "clinic-cut-short"}')
    if steps >= 1:
        (folder / "replaced").mkdir()
        shutil.move(paths.clinic_file(folder), folder / "replaced" / "clinic-cut-short.backup")
    if steps >= 2:
        shutil.move(paths.clinic_file(place), paths.clinic_file(folder))

    with running(folder, safe) as back, back.database.reading() as reading:
        assert reading.where(Appointment) == []

    assert not place.exists()
    assert (folder / "replaced" / "clinic-cut-short.backup").exists()


def test_half_a_backup_and_none_are_told_apart(safe: Safe, elsewhere: Path) -> None:
    file = Path(brought_to(elsewhere.parent / "stick", safe.make()))
    (elsewhere.parent / "notes.json").write_text("[1, 2]")

    with pytest.raises(NoBackup, match="no backup of Clinic Desktop"):
        restoring.look(elsewhere, str(elsewhere.parent / "notes.json"))
    header = file.with_suffix(".json").read_bytes()
    file.with_suffix(".json").unlink()
    with pytest.raises(HalfABackup, match=r"\.json is not beside"):
        restoring.look(elsewhere, str(file))
    file.unlink()
    file.with_suffix(".json").write_bytes(header)
    with pytest.raises(HalfABackup, match=r"\.backup is not beside"):
        restoring.look(elsewhere, str(file))


def test_a_damaged_backup_is_refused_and_nothing_changes(safe: Safe) -> None:
    made = safe.make()
    folder = safe.clinic.database.folder
    damage(Path(made.file))

    with pytest.raises(BackupDamaged):
        restoring.stage(folder, made.file, "", unheard)

    assert not paths.restore_folder(folder).exists()


def test_a_file_that_was_exchanged_for_another_backups_is_refused(safe: Safe) -> None:
    one = safe.make()
    safe.clinic.clock.forward(minutes=1)
    other = safe.make()
    Path(one.file).write_bytes(Path(other.file).read_bytes())

    with pytest.raises(BackupDamaged):
        restoring.look(safe.clinic.database.folder, one.file)


def test_a_backup_of_a_newer_program_is_refused(safe: Safe, monkeypatch: pytest.MonkeyPatch) -> None:
    made = safe.make()
    monkeypatch.setattr(restoring, "KNOWN", ("0001",))

    with pytest.raises(NewerBackup):
        restoring.look(safe.clinic.database.folder, made.file)


def test_anchors_of_what_it_was_before_do_not_accuse_it(safe: Safe) -> None:
    earlier = safe.make()
    safe.clinic.store(safe.clinic.an_appointment())
    safe.clinic.clock.forward(minutes=1)
    later = safe.make()
    folder = safe.clinic.database.folder
    safe.clinic.database.close()

    restore(folder, earlier.file, safe=safe)

    with running(folder, safe) as back, back.database.reading() as reading:
        assert check(reading, [earlier.anchor, later.anchor]) is None


def test_a_year_old_backup_is_looked_at_as_it_was(safe: Safe) -> None:
    made = safe.make()
    safe.clinic.clock.forward(days=365)

    looked = restoring.look(safe.clinic.database.folder, made.file)

    assert (looked.backup, looked.is_older) == (made, False)


STAGER = """
import sys
from pathlib import Path
from clinic_desktop.storage.restoring import make_place

folder = Path(sys.argv[1])
make_place(folder)
(folder / "restoring" / "clinic.db").write_bytes(bytes(100))
print("staged", flush=True)
sys.stdin.readline()
"""


def test_a_start_takes_away_what_a_killed_program_staged_and_nothing_that_another_still_works_on(
    clinic: SmallClinic,
) -> None:
    folder = clinic.database.folder
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", STAGER, str(folder)]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "staged\n"

        open_clinic(folder).close()
        assert (paths.restore_folder(folder) / "clinic.db").exists()

        other.kill()
    open_clinic(folder).close()
    assert not paths.restore_folder(folder).exists()
