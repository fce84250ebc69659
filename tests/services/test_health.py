"""How a station is, and whether its file is whole."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clinic_desktop.domain.errors import NotAllowed
from clinic_desktop.domain.health import LEAST_FREE, Concern, FileCheck, StationHealth, concerns, size_words
from clinic_desktop.paths import clinic_file
from clinic_desktop.storage.file_check import Abandoned
from tests.builders import NINE_OCLOCK, SmallClinic


def test_the_report_tells_what_a_helper_asks_for(clinic: SmallClinic) -> None:
    report = clinic.as_admin().health.report()

    assert report.station == "Desk 1"
    assert report.schema_version == clinic.database.schema_version
    assert report.file_bytes >= clinic_file(clinic.database.folder).stat().st_size
    assert 0 < report.free_bytes <= report.disk_bytes
    assert report.zone == "Europe/Berlin"
    assert report.is_key_in_file
    assert not report.has_recovery_code
    assert report.last_check is None
    assert report.entries > 20


def test_no_patient_stands_in_it(clinic: SmallClinic) -> None:
    report = repr(clinic.as_admin().health.report())

    assert not any(name in report for name in ("Novak", "Kim", "Linden Street"))


def test_a_file_that_is_whole_is_told_so_and_remembered(clinic: SmallClinic) -> None:
    admin, shares = clinic.as_admin(), list[float]()

    found = admin.health.check_file(shares.append)

    assert found == FileCheck(at=NINE_OCLOCK)
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert clinic.as_receptionist().health.report().last_check == found


def test_a_page_that_was_damaged_is_found(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    with clinic.database.reading() as reading:
        reading.ask("PRAGMA wal_checkpoint(TRUNCATE)")
    file = clinic_file(clinic.database.folder)
    with file.open("r+b") as raw:
        raw.seek(file.stat().st_size // 4096 // 2 * 4096 + 2000)
        raw.write(b"\x00" * 16)

    found = admin.health.check_file()

    assert "damaged" in found.fault
    assert Concern.FILE_DAMAGED in concerns(admin.health.report(), NINE_OCLOCK)


def test_it_can_be_stopped(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()

    with pytest.raises(Abandoned):
        admin.health.check_file(is_wanted=lambda: False)

    assert admin.health.report().last_check is None


def test_only_admins_have_the_file_looked_at(clinic: SmallClinic) -> None:
    with pytest.raises(NotAllowed):
        clinic.as_doctor().health.check_file()


def sound(clinic: SmallClinic) -> StationHealth:
    report = clinic.as_admin().health.report()
    return replace(
        report,
        is_key_in_file=False,
        has_recovery_code=True,
        last_backup_at=NINE_OCLOCK,
        free_bytes=100 * LEAST_FREE,
    )


def test_what_is_not_as_it_should_be_is_named_the_worst_first(clinic: SmallClinic) -> None:
    healthy = sound(clinic)

    assert concerns(healthy, NINE_OCLOCK) == ()
    assert concerns(healthy, NINE_OCLOCK + timedelta(days=3)) == (Concern.BACKUP_OVERDUE,)
    assert concerns(replace(healthy, last_backup_at=None), NINE_OCLOCK) == (Concern.NO_BACKUP,)
    assert concerns(replace(healthy, free_bytes=LEAST_FREE - 1, is_key_in_file=True), NINE_OCLOCK) == (
        Concern.DISK_FULL,
        Concern.KEY_IN_FILE,
    )
    assert concerns(replace(healthy, file_bytes=60 * LEAST_FREE), NINE_OCLOCK) == (Concern.DISK_FULL,)
    assert concerns(replace(healthy, has_recovery_code=False), NINE_OCLOCK) == (Concern.NO_RECOVERY_CODE,)


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1_500, "2 KB"), (437_567_488, "438 MB"), (59_400_000_000, "59.4 GB"),
     (2_500_000_000_000, "2500 GB"), (1_900_000, "1.9 MB")],
)  # fmt: skip
def test_sizes_are_said_as_people_say_them(count: int, words: str) -> None:
    assert size_words(count) == words
