"""`clinic-desktop rescue`: what is wrong with a file, and what can be read of it saved, without a window."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from clinic_desktop.cli import run
from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.paths import clinic_file, restore_folder
from clinic_desktop.services.opening import open_clinic
from tests.badluck.damaging import a_page_of, flip
from tests.builders import PASSWORD, a_small_clinic

APPOINTMENTS = 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    with a_small_clinic(folder) as clinic:
        for number in range(APPOINTMENTS):
            clinic.store(clinic.an_appointment(clinic.clock.now + timedelta(minutes=30 * number), reason="x" * 200))
    return folder


def rescue(folder: Path, *words: str) -> int:
    return run(["rescue", "--data-dir", str(folder), *words])


def test_a_whole_file_is_called_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rescue(folder) == 0
    assert "Every page of the file can be read" in capsys.readouterr().out


def test_a_damaged_file_is_told_with_the_ways_there_are(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flip(folder, [a_page_of(folder, "appointment")])

    assert rescue(folder) == 1

    said = capsys.readouterr()
    assert "One page of the file cannot be read any more" in said.out
    assert "What can be done: clinic-desktop rescue --save." in said.err


def test_it_is_saved_and_put_in_its_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flip(folder, [a_page_of(folder, "appointment")])

    assert rescue(folder, "--save", "--yes") == 0

    assert f"2 patients and {APPOINTMENTS} appointments were saved.\n" in capsys.readouterr().out
    clinic = open_clinic(folder)
    with clinic.database.reading() as reading:
        assert len(reading.where(Appointment)) == APPOINTMENTS
    clinic.close()
    assert rescue(folder) == 0


def test_nobody_there_to_agree_leaves_everything_as_it_was(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flip(folder, [a_page_of(folder, "appointment")])
    damaged = clinic_file(folder).read_bytes()

    assert rescue(folder, "--save") == 2

    assert "Add --yes" in capsys.readouterr().err
    assert clinic_file(folder).read_bytes() == damaged
    assert not restore_folder(folder).exists()


def test_what_is_missing_since_the_last_start_is_said_by_every_word(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = folder.parent / "older.db"
    shutil.copy(clinic_file(folder), older)
    clinic = open_clinic(folder)
    clinic.door.authenticate("rlopez", PASSWORD)
    clinic.close()
    older.replace(clinic_file(folder))

    assert run(["verify", "--data-dir", str(folder)]) == 0

    assert "could not be read from the disk" in capsys.readouterr().err
