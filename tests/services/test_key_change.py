"""The key is changed while everything stays, what the old one opened it opens no more, and at no moment is it lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_desktop.domain.backups import BackupReason, WrongRecoveryCode
from clinic_desktop.domain.keys import KeyChange, KeyPlace, NoKey, WrongPassphrase
from clinic_desktop.paths import clinic_file
from clinic_desktop.services import restoring
from clinic_desktop.services.backup_keeping import BackupKeeper
from clinic_desktop.services.key_keeping import change_key, open_by
from clinic_desktop.services.opening import open_clinic
from clinic_desktop.services.recovery import new_code
from clinic_desktop.services.verifying import verify_journal
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.faults import DatabaseDamaged, DatabaseLocked, WrongKey
from clinic_desktop.storage.keys import SLOTS, StationKey, open_key
from tests.builders import SmallClinic
from tests.services.backing_up import switched_on, unheard

ROOT = Path(__file__).parent.parent.parent
PASSPHRASE = "heron under the old bridge"


def closed(clinic: SmallClinic) -> tuple[Path, StationKey]:
    """The folder and the key of a clinic that nobody has open any more."""
    clinic.database.close()
    return clinic.database.folder, clinic.database.key


def a_change(passphrase: str = "") -> KeyChange:
    return KeyChange(code=new_code().code, passphrase=passphrase)


def contents(folder: Path) -> dict[str, bytes]:
    """What lies beside the records, which are only brought into one file."""
    left_out = {".lock", ".db", ".db-wal", ".db-shm"}
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix not in left_out}


def test_what_was_kept_is_there_under_the_new_key_and_every_seal_holds(clinic: SmallClinic) -> None:
    folder, old = closed(clinic)

    new = change_key(folder, old, a_change())

    assert new.bytes != old.bytes
    again = open_clinic(folder)
    try:
        assert again.face.name == "Linden Street Clinic"
        assert again.database.key == new
        found = verify_journal(again.database, again.station)
        assert found.first_fault is None
        assert found.entries > 20
    finally:
        again.close()


def test_the_old_key_opens_nothing_any_more(clinic: SmallClinic) -> None:
    folder, old = closed(clinic)
    (secret,) = folder.glob("*.key")

    change_key(folder, old, a_change())

    assert not secret.exists()
    assert len(list(folder.glob("*.key"))) == 1
    with pytest.raises(WrongKey):
        Database.open(folder, old, station="Desk 1")
    assert old.bytes.hex() not in (folder / SLOTS).read_text()


def test_the_new_code_opens_it_and_the_earlier_one_does_not(clinic: SmallClinic) -> None:
    first, change = new_code(), a_change()
    clinic.as_admin().keys.use_code(first, first.code)
    folder, old = closed(clinic)

    new = change_key(folder, old, change)

    assert open_by(folder, KeyPlace.RECOVERY_CODE, change.code).bytes == new.bytes
    with pytest.raises(WrongRecoveryCode):
        open_by(folder, KeyPlace.RECOVERY_CODE, first.code)


def test_a_passphrase_goes_on_and_a_wrong_one_stops_it_before_anything_is_changed(clinic: SmallClinic) -> None:
    clinic.as_admin().keys.use_passphrase(PASSPHRASE, only=True)
    folder, old = closed(clinic)
    before = contents(folder)
    with pytest.raises(WrongPassphrase):
        change_key(folder, old, a_change("another one altogether"))
    assert contents(folder) == before
    Database.open(folder, old, station="Desk 1").close()

    new = change_key(folder, old, a_change(PASSPHRASE))

    assert open_by(folder, KeyPlace.PASSPHRASE, PASSPHRASE).bytes == new.bytes
    assert not list(folder.glob("*.key"))


def test_a_key_can_be_changed_again_and_again(clinic: SmallClinic) -> None:
    folder, key = closed(clinic)

    for _ in range(3):
        key = change_key(folder, key, a_change())

    again = open_clinic(folder)
    try:
        assert len(again.database.key.former) == 3
        assert verify_journal(again.database, again.station).first_fault is None
    finally:
        again.close()


def test_backups_of_before_open_by_this_pc_and_later_ones_by_the_new_code(clinic: SmallClinic, tmp_path: Path) -> None:
    safe = switched_on(clinic)
    before, change = safe.make(), a_change()
    folder, old = closed(clinic)

    change_key(folder, old, change)

    assert restoring.look(folder, before.file).backup.backup_id == before.backup_id
    assert restoring.look(tmp_path / "another PC", before.file, safe.code).backup.backup_id == before.backup_id
    again = open_clinic(folder)
    try:
        keeper = BackupKeeper(again.database)
        assert keeper.standing().last_good_at == before.checked_at
        after = keeper.make(BackupReason.BY_HAND, unheard)
    finally:
        again.close()
    assert restoring.look(tmp_path / "another PC", after.file, change.code).backup.backup_id == after.backup_id
    with pytest.raises(WrongRecoveryCode):
        restoring.look(tmp_path / "another PC", after.file, safe.code)


def test_while_another_program_has_the_records_open_nothing_is_changed(clinic: SmallClinic) -> None:
    folder, key = clinic.database.folder, clinic.database.key
    before = (folder / SLOTS).read_bytes()

    with pytest.raises(DatabaseLocked):
        change_key(folder, key, a_change())

    assert (folder / SLOTS).read_bytes() == before
    assert not (folder / "restoring").exists()
    assert clinic.as_admin().keys.standing().opened_by is KeyPlace.FILE


def test_damaged_records_keep_their_key(clinic: SmallClinic) -> None:
    folder, key = closed(clinic)
    file = clinic_file(folder)
    with file.open("r+b") as raw:
        raw.seek(file.stat().st_size // 4096 // 2 * 4096 + 2000)
        raw.write(b"\x00" * 16)
    before = contents(folder)

    with pytest.raises(DatabaseDamaged):
        change_key(folder, key, a_change())

    assert contents(folder) == before


def test_without_a_way_of_every_day_the_key_is_not_changed(clinic: SmallClinic) -> None:
    folder, key = closed(clinic)
    for file in folder.glob("*.key"):
        file.unlink()

    with pytest.raises(NoKey, match="Add one"):
        change_key(folder, key, a_change())


@pytest.mark.skipif(sys.platform == "win32", reason="nothing forks there")
def test_killed_at_any_step_all_is_there_under_the_old_key_or_under_the_new_one(clinic: SmallClinic) -> None:
    first, second = new_code(), new_code()
    clinic.as_admin().keys.use_code(first, first.code)
    folder, _ = closed(clinic)

    done = subprocess.run(
        [sys.executable, "-m", "tests.services.killed_changes", str(folder), second.code],
        env=dict(os.environ, PYTHONPATH=str(ROOT)), capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    steps = int(done.stdout)
    places = [folder.with_name(f"{folder.name}-{step}") for step in range(1, steps + 1)]
    opened_by = [code_that_opens(place, first.code, second.code) for place in places]
    for place in (places[0], places[opened_by.index("second") - 1], places[opened_by.index("second")], places[-1]):
        refuse_altered(place)
    assert steps > 12
    assert opened_by[0] == "first"
    assert opened_by[-1] == "second"
    assert opened_by == sorted(opened_by)  # from one moment on it is the new one


def refuse_altered(folder: Path) -> None:
    again = open_clinic(folder)
    try:
        assert verify_journal(again.database, again.station).first_fault is None
    finally:
        again.close()


def code_that_opens(folder: Path, first: str, second: str) -> str:
    """Which of two codes opens a clinic that was cut short, after it was opened as at every start."""
    again = open_clinic(folder)
    try:
        assert again.face.name == "Linden Street Clinic"
        right = again.database.key.bytes
    finally:
        again.close()
    assert not (folder / "restoring").exists()
    assert open_key(folder, make=False, allow_file=True).bytes == right
    assert len(list(folder.glob("*.key"))) == 1
    found = []
    for name, code in (("first", first), ("second", second)):
        try:
            assert open_by(folder, KeyPlace.RECOVERY_CODE, code).bytes == right
            found.append(name)
        except WrongRecoveryCode:
            continue
    (one,) = found
    return one
