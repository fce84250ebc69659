"""The start of a program whose key does not open by itself, and another key while the program runs."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.backups import RecoveryCode
from clinic_desktop.domain.keys import KeyPlace, KeyWanted
from clinic_desktop.gui.keys.key_at_start import KeyAtStart
from clinic_desktop.gui.keys.open_dialog import OpenDialog
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.services.opening import open_clinic
from clinic_desktop.services.recovery import new_code
from clinic_desktop.storage.keys import StationKey, open_typed
from tests.test_program import PASSWORD, WayIn, a_clinic_in

PASSPHRASE = "heron under the old bridge"


@pytest.fixture
def code() -> RecoveryCode:
    return new_code()


@pytest.fixture
def folder(tmp_path: Path, code: RecoveryCode) -> Path:
    """A clinic that opens by a passphrase and a recovery code alone."""
    folder = a_clinic_in(tmp_path / "clinic")
    clinic = open_clinic(folder)
    clinic.key_keeper().use_code(code, code.code)
    clinic.key_keeper().use_passphrase(PASSPHRASE, only=True)
    clinic.close()
    return folder


def asked(way: WayIn, qtbot: QtBot) -> OpenDialog:
    """The dialog, once it is there."""
    found: list[OpenDialog] = []

    def is_there() -> bool:
        found[:] = [each for each in way.login.findChildren(OpenDialog) if each.isVisible()]
        return bool(found)

    qtbot.waitUntil(is_there, timeout=20_000)
    return found[0]


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def test_the_passphrase_opens_the_clinic(folder: Path, qtbot: QtBot) -> None:
    way = WayIn(folder, qtbot)
    way.entrance.open()
    dialog = asked(way, qtbot)

    QTest.keyClicks(dialog.passphrase, PASSPHRASE)
    QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    way.until_open()
    way.sign_in("sortiz", PASSWORD)

    assert way.until_inside().account.who_am_i().username == "sortiz"
    way.close()


def test_a_wrong_passphrase_is_said_at_its_field_and_damages_nothing(folder: Path, qtbot: QtBot) -> None:
    before = contents(folder)
    way = WayIn(folder, qtbot)
    way.entrance.open()
    dialog = asked(way, qtbot)

    for wrong in ("heron under the new bridge", "x"):
        QTest.keyClicks(dialog.passphrase, wrong)
        QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "does not open" in dialog.fields()["passphrase"].problem, timeout=20_000)
        dialog.passphrase.selectAll()

    assert contents(folder) == before
    QTest.keyClicks(dialog.passphrase, PASSPHRASE)
    QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    way.until_open()
    way.close()


def test_a_forgotten_passphrase_is_helped_by_the_recovery_code(folder: Path, qtbot: QtBot, code: RecoveryCode) -> None:
    way = WayIn(folder, qtbot)
    way.entrance.open()
    dialog = asked(way, qtbot)
    QTest.mouseClick(dialog.other_button, Qt.MouseButton.LeftButton)
    assert dialog.place is KeyPlace.RECOVERY_CODE
    assert not dialog.into_keyring.isVisible()
    QTest.keyClicks(dialog.code, code.code[:-1])
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "slip" in dialog.fields()["code"].problem, timeout=20_000)

    QTest.keyClicks(dialog.code, code.code[-1])
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)

    way.until_open()
    way.close()


def test_a_dialog_that_was_closed_comes_again_when_somebody_signs_in(folder: Path, qtbot: QtBot) -> None:
    way = WayIn(folder, qtbot)
    way.entrance.open()
    QTest.keyClick(asked(way, qtbot), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "open with a passphrase" in way.login.message, timeout=20_000)

    way.sign_in("sortiz", PASSWORD)
    dialog = asked(way, qtbot)
    QTest.keyClicks(dialog.passphrase, PASSPHRASE)
    QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)

    assert way.until_inside().account.who_am_i().username == "sortiz"
    way.close()


def test_a_file_that_was_lost_is_helped_by_the_recovery_code(tmp_path: Path, qtbot: QtBot, code: RecoveryCode) -> None:
    folder = a_clinic_in(tmp_path / "clinic")
    clinic = open_clinic(folder)
    clinic.key_keeper().use_code(code, code.code)
    clinic.close()
    for file in folder.glob("*.key"):
        file.unlink()
    way = WayIn(folder, qtbot)

    way.entrance.open()
    dialog = asked(way, qtbot)
    assert "cannot be read" in dialog.why.text()
    assert not dialog.other_button.isVisible()
    QTest.keyClicks(dialog.code, code.code)
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)

    way.until_open()
    way.close()


def test_another_key_is_given_while_everybody_is_signed_out(folder: Path, qtbot: QtBot) -> None:
    way = WayIn(folder, qtbot)
    way.entrance.open()
    dialog = asked(way, qtbot)
    QTest.keyClicks(dialog.passphrase, PASSPHRASE)
    QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    way.until_open()
    way.sign_in("sortiz", PASSWORD)
    admin, later = way.until_inside(), new_code()
    change = admin.keys.prepare_change(later, later.code, PASSPHRASE)
    before = admin.database.key.bytes

    way.entrance.show_again()
    way.entrance.change_key(change)
    qtbot.waitUntil(lambda: len(way.opened) == 2, timeout=20_000)
    assert way.login.message == "The records have another key. Sign in to go on."
    way.sign_in("sortiz", PASSWORD)
    qtbot.waitUntil(lambda: len(way.came) == 2, timeout=20_000)

    assert way.came[-1].database.key.bytes != before
    way.close()


def test_a_keyring_that_does_not_take_the_key_keeps_nobody_outside(
    folder: Path, qtbot: QtBot, runner: TaskRunner, code: RecoveryCode
) -> None:
    """As one that is locked, and that nobody unlocks."""
    window = QWidget()
    qtbot.addWidget(window)
    wanted = KeyWanted("The keyring does not hold it.", (KeyPlace.RECOVERY_CODE,), was_in_keyring=True)
    asking = KeyAtStart(runner, lambda typed: open_typed(folder, typed.place, typed.text), wanted, window)
    keys: list[StationKey] = []
    untold: list[bool] = []
    asking.opened.connect(keys.append)
    asking.not_kept.connect(lambda: untold.append(True))

    asking.ask(window)
    assert asking.dialog is not None
    QTest.keyClicks(asking.dialog.code, code.code)
    QTest.keyClick(asking.dialog.code, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: bool(untold), timeout=20_000)
    assert [key.place for key in keys] == [KeyPlace.RECOVERY_CODE]
