"""Backups: switched on with a code, made and checked at once, kept as long as they should be, and told of."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from clinic_desktop.domain.backups import (
    BackupFailed,
    BackupReason,
    BackupRunning,
    BackupsOff,
    CodeMistyped,
    NoBackupFolder,
    Stopped,
    WrongRecoveryCode,
)
from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.services import backup_keeping, recovery
from clinic_desktop.storage import backup_headers
from clinic_desktop.storage.anchors import anchor_now
from clinic_desktop.storage.backup_plan import read_plan
from clinic_desktop.storage.sync_turn import BACKUP_LOCK, SyncTurn
from tests.builders import SmallClinic
from tests.services.backing_up import Safe, stopping, switched_on, unheard


@pytest.fixture
def safe(clinic: SmallClinic) -> Safe:
    return switched_on(clinic)


def names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def test_backups_are_switched_on_once_the_code_was_typed_back(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    code, other = admin.backups.new_code(), admin.backups.new_code()

    with pytest.raises(CodeMistyped):
        admin.backups.switch_on(code, code.code[:-1], "")
    with pytest.raises(WrongRecoveryCode, match="another code"):
        admin.backups.switch_on(code, other.code, "")
    assert not admin.backups.standing().is_on
    admin.backups.switch_on(code, code.code.lower().replace("-", ""), "")

    assert admin.backups.standing().is_on
    assert code.code not in (clinic.database.folder / "backups.json").read_text()


def test_nothing_is_backed_up_before_that(clinic: SmallClinic) -> None:
    with pytest.raises(BackupsOff):
        clinic.as_admin().backups.make(unheard)


def test_a_backup_is_checked_at_once_and_listed_with_what_is_in_it(safe: Safe) -> None:
    made = safe.make()

    assert [made] == safe.admin.backups.list()
    assert (made.clinic, made.station, made.reason) == ("Linden Street Clinic", "Desk 1", BackupReason.BY_HAND)
    assert made.checked_at is not None
    assert (made.facts.patients, made.facts.people) == (2, 4)
    with safe.clinic.database.reading() as reading:
        assert made.anchor == anchor_now(reading)
    assert names_in(safe.folder) == ["clinic-20261124-080000.backup", "clinic-20261124-080000.json"]


def test_nothing_of_a_backup_can_be_read_without_a_key(safe: Safe) -> None:
    made = safe.make()

    file = Path(made.file)
    assert not any(word in file.read_bytes() for word in (b"SQLite", b"Novak", b"CREATE TABLE"))
    assert "Novak" not in file.with_suffix(".json").read_text()
    assert safe.code not in file.with_suffix(".json").read_text()


def test_the_trial_leaves_nothing_behind(safe: Safe) -> None:
    before = names_in(safe.clinic.database.folder)

    safe.make()

    assert set(names_in(safe.clinic.database.folder)) - set(before) == {"backup.lock"}


@pytest.mark.parametrize("after", [0.0, 0.4, 0.7, 0.95])
def test_a_backup_that_is_stopped_leaves_nothing_behind(safe: Safe, after: float) -> None:
    with pytest.raises(Stopped):
        safe.admin.backups.make(stopping(after))

    assert names_in(safe.folder) == []
    assert not safe.admin.backups.standing().failure


def test_one_backup_is_made_at_a_time(safe: Safe) -> None:
    other = SyncTurn(safe.clinic.database.folder, BACKUP_LOCK)
    other.take()

    assert safe.admin.backups.standing().is_running
    with pytest.raises(BackupRunning):
        safe.make()

    other.give_back()
    assert not safe.admin.backups.standing().is_running
    safe.make()


def test_one_is_due_on_every_day_of_the_clinic(safe: Safe) -> None:
    clock = safe.clinic.clock
    assert safe.keeper.is_due()

    safe.keeper.make(BackupReason.DAILY, unheard)
    assert not safe.keeper.is_due()

    clock.forward(hours=14)  # 23:00 in Berlin
    assert not safe.keeper.is_due()
    clock.forward(hours=2)
    assert safe.keeper.is_due()


def test_a_clinic_without_backups_has_none_due(clinic: SmallClinic) -> None:
    safe = switched_on(clinic)

    safe.admin.backups.switch_off()

    assert not safe.keeper.is_due()
    safe.admin.backups.switch_on_again()
    assert safe.keeper.is_due()
    assert safe.make().opens_by_code


def test_switching_on_again_needs_a_code_that_was_shown_once(clinic: SmallClinic) -> None:
    with pytest.raises(BackupsOff):
        clinic.as_admin().backups.switch_on_again()


def test_after_a_failure_it_is_tried_again_in_an_hour(safe: Safe, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    safe.admin.backups.change_folder(str(stick))
    stick.rmdir()
    stick.write_text("a file in the folder's place")

    with pytest.raises(NoBackupFolder):
        safe.make()

    standing = safe.admin.backups.standing()
    assert str(stick) in standing.failure
    assert standing.failed_at == safe.clinic.clock.now
    assert not safe.keeper.is_due()
    safe.clinic.clock.forward(minutes=61)
    assert safe.keeper.is_due()
    stick.unlink()
    safe.keeper.make(BackupReason.DAILY, unheard)
    assert not safe.keeper.standing().failure


def test_two_days_without_a_good_backup_are_told_of(safe: Safe) -> None:
    safe.make()
    assert not safe.admin.backups.standing().is_overdue

    safe.clinic.clock.forward(hours=49)

    standing = safe.clinic.as_receptionist().backups.standing()
    assert standing.is_overdue
    assert standing.last_good_at == safe.clinic.clock.now - timedelta(hours=49)


def test_what_is_older_than_it_has_to_be_is_taken_away(safe: Safe) -> None:
    for _ in range(20):
        safe.make()
        safe.clinic.clock.forward(days=1)
        safe = switched_on_again(safe)

    days = [made.made_at.day for made in safe.admin.backups.list()]

    assert days == [13, 12, 11, 10, 9, 8, 7, 6, 30, 29]  # seven days, three Sundays before, and the end of November
    assert len(names_in(safe.folder)) == 20


def switched_on_again(safe: Safe) -> Safe:
    """A session lasts for hours only."""
    return Safe(clinic=safe.clinic, admin=safe.clinic.as_admin(), code=safe.code)


def test_backups_of_another_station_in_the_same_folder_are_left_alone(safe: Safe, tmp_path: Path) -> None:
    made = safe.make()
    header = Path(made.file).with_suffix(".json")
    words = json.loads(header.read_text())
    words["by_station"] = "AAAA" * 16
    for month in range(1, 7):
        words["made_at"] = f"2025-0{month}-01T00:00:00+00:00"
        (safe.folder / f"other-{month}.backup").write_bytes(b"")
        (safe.folder / f"other-{month}.json").write_text(json.dumps(words))

    safe.clinic.clock.forward(minutes=5)
    safe.make()

    assert len([name for name in names_in(safe.folder) if name.startswith("other")]) == 12
    assert safe.admin.backups.standing().last_good_at == safe.clinic.clock.now


def test_backups_go_to_the_folder_that_was_named(clinic: SmallClinic, tmp_path: Path) -> None:
    safe = switched_on(clinic, str(tmp_path / "far" / "away"))

    made = safe.make()

    assert Path(made.file).parent == tmp_path / "far" / "away"
    assert safe.admin.backups.standing().folder == str(tmp_path / "far" / "away")
    assert safe.admin.backups.standing().is_same_disk


@pytest.mark.parametrize("folder", ["backups", "./backups", "~nobody-whom-this-computer-knows/backups"])
def test_a_folder_is_named_from_its_disk_on(clinic: SmallClinic, folder: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        switched_on(clinic, folder)

    assert refused.value.field == "folder"
    assert clinic.as_admin().backups.lies_on_the_same_disk(folder)  # as long as it names none


def test_a_folder_that_cannot_be_written_is_refused(clinic: SmallClinic, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(NoBackupFolder):
        switched_on(clinic, str(tmp_path / "file" / "in"))


def test_a_backup_can_be_checked_again_and_taken_away(safe: Safe) -> None:
    made = safe.make()
    safe.clinic.clock.forward(minutes=10)

    again = safe.admin.backups.check(made.file, unheard)

    assert again.checked_at == safe.clinic.clock.now
    assert safe.admin.backups.list() == [again]
    safe.admin.backups.remove(made.file)
    assert safe.admin.backups.list() == []


def test_a_backup_that_was_damaged_meanwhile_is_found_out(safe: Safe) -> None:
    made = safe.make()
    damage(Path(made.file))

    with pytest.raises(BackupFailed, match="could not be read back"):
        safe.admin.backups.check(made.file, unheard)

    assert len(safe.admin.backups.list()) == 1


def damage(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)


def test_a_new_code_is_for_later_backups_and_the_old_one_for_earlier(safe: Safe) -> None:
    earlier = safe.make()
    other = switched_on(safe.clinic)
    safe.clinic.clock.forward(minutes=1)
    later = other.make()

    opened = [
        backup_headers.read_header(Path(made.file)).opened_by(None, code)
        for made, code in ((earlier, safe.code), (later, other.code))
    ]

    assert opened[0][0] != opened[1][0]
    with pytest.raises(WrongRecoveryCode):
        backup_headers.read_header(Path(later.file)).opened_by(None, safe.code)


def test_a_header_that_was_altered_opens_nothing(safe: Safe) -> None:
    made = safe.make()
    header = Path(made.file).with_suffix(".json")
    header.write_text(header.read_text().replace("Linden Street Clinic", "Some Other Clinic"))

    with pytest.raises(InvalidInput, match="altered"):
        backup_headers.read_header(header).opened_by(safe.clinic.database.key)


def test_a_code_that_came_meanwhile_stays_the_code_of_later_backups(
    safe: Safe, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_plan(safe.clinic.database.folder)
    recovery.use_code(safe.clinic.database, recovery.new_code())
    first_looks = iter([before, before])  # the code comes between these and what is written
    monkeypatch.setattr(backup_keeping, "read_plan", lambda folder: next(first_looks, None) or read_plan(folder))

    safe.keeper.switch_off()

    after = read_plan(safe.clinic.database.folder)
    assert not after.is_on
    assert after.by_code not in ("", before.by_code)
