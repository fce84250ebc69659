"""What the world did to the file is said in the real windows, and on it goes where that is possible."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.bad_luck import LostChanges
from clinic_desktop.gui.entrance import Entrance
from clinic_desktop.gui.login_dialog import LoginDialog
from clinic_desktop.gui.rescue.teller import Teller
from clinic_desktop.gui.rescue.told_dialog import ToldDialog
from clinic_desktop.paths import clinic_file
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.storage import connections
from clinic_desktop.storage.connections import bare
from clinic_desktop.storage.last_change import UNTOLD
from tests.builders import PASSWORD, a_small_clinic
from tests.storage.kept import key_of_folder

SOON = 30_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with a_small_clinic(tmp_path / "clinic"):
        pass
    return tmp_path / "clinic"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program's lock is waited for no longer than that."""
    monkeypatch.setattr(connections, "BUSY_MILLISECONDS", 200)


def login_of(entrance: Entrance) -> LoginDialog:
    assert isinstance(entrance.window, LoginDialog)
    return entrance.window


def type_in(entrance: Entrance, came: list[Clinic]) -> None:
    entrance.came_in.connect(lambda clinic, _: came.append(clinic))
    name, password = login_of(entrance).findChildren(QLineEdit)[:2]
    name.clear()
    password.clear()
    QTest.keyClicks(name, "rlopez")
    QTest.keyClicks(password, PASSWORD)
    QTest.keyClick(password, Qt.Key.Key_Return)


def test_a_file_that_is_locked_at_the_start_is_tried_again_by_signing_in(
    entrance: Entrance, folder: Path, qtbot: QtBot
) -> None:
    other = bare(clinic_file(folder), key_of_folder(folder).bytes)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    entrance.open()
    qtbot.waitUntil(lambda: "Another program is using" in login_of(entrance).message, timeout=SOON)
    came: list[Clinic] = []
    type_in(entrance, came)
    qtbot.waitUntil(lambda: "Another program is using" in login_of(entrance).message, timeout=SOON)
    assert not came
    other.close()

    QTest.keyClick(login_of(entrance).findChildren(QLineEdit)[1], Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: bool(came), timeout=SOON)


def test_a_sign_in_while_another_program_writes_is_refused_and_goes_on_after_it(
    entrance: Entrance, folder: Path, qtbot: QtBot
) -> None:
    entrance.open()
    qtbot.waitUntil(lambda: entrance.clinic is not None, timeout=SOON)
    other = bare(clinic_file(folder), key_of_folder(folder).bytes)
    other.execute("BEGIN IMMEDIATE")
    came: list[Clinic] = []

    type_in(entrance, came)
    qtbot.waitUntil(lambda: "Another program is using" in login_of(entrance).message, timeout=SOON)
    other.close()
    QTest.keyClick(login_of(entrance).findChildren(QLineEdit)[1], Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: bool(came), timeout=SOON)


def test_records_of_a_newer_version_are_left_alone_and_it_is_said_what_to_do(
    entrance: Entrance, folder: Path, qtbot: QtBot
) -> None:
    other = bare(clinic_file(folder), key_of_folder(folder).bytes)
    other.execute("UPDATE meta SET value = '9999' WHERE name = 'schema'")
    other.close()
    before = clinic_file(folder).read_bytes()

    entrance.open()

    qtbot.waitUntil(lambda: "Update this PC's program" in login_of(entrance).message, timeout=SOON)
    assert clinic_file(folder).read_bytes() == before
    assert entrance.rescuing.dialog is None


def test_an_older_file_in_the_place_of_the_newer_one_is_said_on_the_card(
    entrance: Entrance, folder: Path, qtbot: QtBot
) -> None:
    older = folder.parent / "older.db"
    shutil.copy(clinic_file(folder), older)
    other = Entrance(folder, entrance, prepare=lambda _: None)
    other.open()
    qtbot.waitUntil(lambda: other.clinic is not None and other.runner.is_idle, timeout=SOON)
    came: list[Clinic] = []
    type_in(other, came)
    qtbot.waitUntil(lambda: bool(came), timeout=SOON)
    other.close()
    older.replace(clinic_file(folder))

    entrance.open()

    qtbot.waitUntil(lambda: "could not be read from the disk" in login_of(entrance).message, timeout=SOON)
    assert entrance.clinic is not None


def test_a_disk_that_takes_no_settings_keeps_nobody_out(entrance: Entrance, folder: Path, qtbot: QtBot) -> None:
    (folder / entrance.station.path.with_suffix(".new").name).mkdir()  # so that no file can be made of that name
    broke: list[object] = []
    entrance.broke.connect(broke.append)
    entrance.open()
    came: list[Clinic] = []
    type_in(entrance, came)

    qtbot.waitUntil(lambda: bool(came) and entrance.runner.is_idle, timeout=SOON)

    assert not broke


def test_whoever_is_at_work_reads_what_happened_once(entrance: Entrance, folder: Path, qtbot: QtBot) -> None:
    entrance.open()
    qtbot.waitUntil(lambda: entrance.clinic is not None and entrance.runner.is_idle, timeout=SOON)
    assert entrance.clinic is not None
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    teller = Teller(lambda: entrance.clinic, lambda: window, entrance)
    teller.tell_what_is_lost()
    assert not window.findChildren(ToldDialog)
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    entrance.clinic.database.lost = LostChanges(entries=2, stands_at=at, until=at)
    (folder / UNTOLD).write_text("{}")

    teller.tell_what_is_lost()
    assert (folder / UNTOLD).exists()  # who ends the program now has not read it
    (dialog,) = window.findChildren(ToldDialog)
    assert "2 changes made after that" in dialog.message.text
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.findChildren(ToldDialog), timeout=SOON)
    assert not (folder / UNTOLD).exists()
    teller.tell_what_is_lost()

    assert not window.findChildren(ToldDialog)
    teller.tell_damaged("One page of the file cannot be read any more.")
    (dialog,) = window.findChildren(ToldDialog)
    assert "sign out" in dialog.message.text
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_file_that_was_deleted_at_night_is_said_to_whoever_signs_in(
    entrance: Entrance, folder: Path, qtbot: QtBot
) -> None:
    entrance.open()
    qtbot.waitUntil(lambda: entrance.clinic is not None and entrance.runner.is_idle, timeout=SOON)
    clinic_file(folder).unlink()

    type_in(entrance, [])

    qtbot.waitUntil(lambda: "was deleted or moved" in login_of(entrance).message, timeout=SOON)
    assert clinic_file(folder).exists()  # put back, with all that had been stored
