"""Who decided what about backups stands in the audit log, though the plan of them lies outside of the records."""

from pathlib import Path

import pytest

from clinic_desktop.domain.backups import NoBackupFolder
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.storage.backup_plan import default_folder
from clinic_desktop.storage.verification import verify
from tests.builders import SmallClinic
from tests.services.backing_up import Safe, switched_on


@pytest.fixture
def safe(clinic: SmallClinic) -> Safe:
    return switched_on(clinic)


def told(safe: Safe) -> list[str]:
    """What the log says of backups, the latest first."""
    lines = safe.admin.history.audit(AuditFilter(kind="backup_plan"))
    assert all(line.is_sealed for line in lines)
    return [f"{line.actor_name} {line.did}" for line in lines]


def test_switching_on_off_and_on_again_and_another_folder_are_told(safe: Safe, tmp_path: Path) -> None:
    usual, stick = default_folder(safe.clinic.database.folder), tmp_path / "stick"

    safe.admin.backups.switch_off()
    safe.admin.backups.switch_on_again()
    safe.admin.backups.change_folder(str(stick))

    assert told(safe) == [
        f"Sam Ortiz had later backups go into {stick}",
        "Sam Ortiz switched backups on",
        "Sam Ortiz switched backups off",
        f"Sam Ortiz switched backups on into {usual}",
    ]


def test_another_recovery_code_is_told_and_not_the_code(safe: Safe) -> None:
    code = safe.admin.backups.new_code()

    safe.admin.backups.switch_on(code, code.code, "")

    assert told(safe)[0] == "Sam Ortiz gave later backups another recovery code"
    entry = safe.admin.history.audit(AuditFilter(kind="backup_plan"))[0]
    assert code.code not in entry.before + entry.after


def test_what_was_refused_is_not_told(safe: Safe) -> None:
    before = told(safe)

    with pytest.raises(NoBackupFolder):
        safe.admin.backups.change_folder("/proc/nowhere")

    assert told(safe) == before


def test_the_journal_with_it_is_whole(safe: Safe) -> None:
    safe.admin.backups.switch_off()

    with safe.clinic.database.reading() as reading:
        assert verify(reading, safe.clinic.database.key).first_fault is None
