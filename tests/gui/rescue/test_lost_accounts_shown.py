"""A salvage that lost every account, in the real first window: what is said, and who becomes administrator."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.keys import KeyPlace
from clinic_desktop.gui.entrance import Entrance
from clinic_desktop.gui.keys.open_dialog import OpenDialog
from clinic_desktop.gui.login_dialog import LoginDialog
from clinic_desktop.gui.rescue.rescue_dialog import RescueDialog
from clinic_desktop.gui.setup.first_run import FirstRun
from clinic_desktop.gui.setup.step_names import StepName
from clinic_desktop.gui.widgets.choice_card import ChoiceCard
from clinic_desktop.paths import clinic_file
from clinic_desktop.services.key_keeping import KeyKeeper, open_by
from clinic_desktop.storage.backup_keys import draw_code
from clinic_desktop.storage.keys import put_way
from tests.badluck.damaging import lose
from tests.builders import PASSWORD, a_small_clinic
from tests.storage.kept import key_of_folder

SOON = 30_000
CODE = draw_code()
PASSPHRASE = "heron under the old bridge"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clinic with a recovery code in its safe, whose accounts stand on pages that cannot be read."""
    folder = tmp_path / "clinic"
    with a_small_clinic(folder):
        pass
    put_way(folder, key_of_folder(folder), KeyPlace.RECOVERY_CODE, CODE)
    lose(folder, "account", "journal")
    return folder


def salvaged(entrance: Entrance, qtbot: QtBot) -> RescueDialog:
    """The dialog, once it says what was saved."""
    qtbot.waitUntil(lambda: entrance.rescuing.dialog is not None, timeout=SOON)
    dialog = entrance.rescuing.dialog
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.do_button.text() == "Put it in place", timeout=SOON)
    return dialog


def wizard_after(entrance: Entrance, qtbot: QtBot) -> FirstRun:
    entrance.open()
    return put_in_place(entrance, qtbot)


def put_in_place(entrance: Entrance, qtbot: QtBot) -> FirstRun:
    """What stands there when the saved records are in place."""
    dialog = salvaged(entrance, qtbot)
    QTest.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(entrance.window, FirstRun) and entrance.runner.is_idle, timeout=SOON)
    assert isinstance(entrance.window, FirstRun)
    return entrance.window


def words_of(window: QWidget) -> str:
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def press(window: QWidget, words: str) -> None:
    (button,) = (each for each in window.findChildren(QPushButton) if each.isVisible() and each.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def type_into(window: QWidget, caption: str, text: str) -> QLineEdit:
    edit = next(each for each in window.findChildren(QLineEdit) if each.accessibleName() == caption)
    edit.clear()
    QTest.keyClicks(edit, text)
    return edit


def test_it_is_said_before_it_counts_and_enter_changes_nothing(entrance: Entrance, folder: Path, qtbot: QtBot) -> None:
    damaged = clinic_file(folder).read_bytes()
    entrance.open()
    dialog = salvaged(entrance, qtbot)
    assert "All accounts would be lost" in dialog.message.text
    assert "Not now" in dialog.message.text
    assert dialog.back_button.text() == "Not now"
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.back_button)

    QTest.keyClick(dialog.back_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: entrance.rescuing.dialog is None and entrance.runner.is_idle, timeout=SOON)

    assert clinic_file(folder).read_bytes()[4096:] == damaged[4096:]
    assert not (folder / "restoring").exists()


def test_whoever_has_no_recovery_code_does_not_become_administrator(
    entrance: Entrance, folder: Path, qtbot: QtBot
) -> None:
    wizard = wizard_after(entrance, qtbot)
    assert "the saved records of Linden Street Clinic, with 2 patients and 0 appointments" in words_of(wizard)
    assert "The accounts of all who could sign in were lost." in words_of(wizard)
    cards = [card.accessibleName() for card in wizard.findChildren(ChoiceCard) if card.isVisible()]
    assert set(cards) == {"Make a new administrator", "Restore a backup"}

    QTest.keyClick(wizard.focusWidget(), Qt.Key.Key_Return)
    assert wizard.here is StepName.PROOF
    code = type_into(wizard, "Recovery code, from the clinic's safe", "")
    QTest.keyClick(code, Qt.Key.Key_Return)
    assert "Type the recovery code." in words_of(wizard)
    for typed, said in (("hello", "There is a slip"), (draw_code(), "does not open the clinic's records")):
        type_into(wizard, "Recovery code, from the clinic's safe", typed)
        QTest.keyClick(code, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda said=said: said in words_of(wizard), timeout=SOON)  # type: ignore[misc]
        assert wizard.here is StepName.PROOF

    assert entrance.clinic is not None
    assert not entrance.clinic.door.has_admin()


def test_who_has_it_administers_the_clinic_as_it_was(entrance: Entrance, folder: Path, qtbot: QtBot) -> None:
    wizard = wizard_after(entrance, qtbot)
    assert entrance.clinic is not None
    before = entrance.clinic.settings
    press(wizard, "Continue")
    code = type_into(wizard, "Recovery code, from the clinic's safe", CODE.lower())
    QTest.keyClick(code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.here is StepName.ADMIN, timeout=SOON)
    type_into(wizard, "Full name", "Nora Keller")
    type_into(wizard, "User name", "nkeller")
    type_into(wizard, "Password", "password1234")
    again = type_into(wizard, "Password, once more", "password1234")
    QTest.keyClick(again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "tried first" in words_of(wizard), timeout=SOON)
    type_into(wizard, "Password", PASSWORD)
    type_into(wizard, "Password, once more", PASSWORD)

    press(wizard, "Make this administrator")
    qtbot.waitUntil(lambda: wizard.here is StepName.KEY, timeout=SOON)
    QTest.mouseClick(
        next(card for card in wizard.findChildren(ChoiceCard) if card.accessibleName() == "Keep the key in a file"),
        Qt.MouseButton.LeftButton,
    )
    press(wizard, "Sign in")

    qtbot.waitUntil(lambda: isinstance(entrance.window, LoginDialog), timeout=SOON)
    assert entrance.clinic.settings == before
    assert not entrance.rescuing.dialog
    entrance.clinic.door.authenticate("nkeller", PASSWORD)


def test_without_a_code_the_passphrase_proves_it_and_the_keys_stay_as_they_are(tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "behind a passphrase"
    with a_small_clinic(folder) as clinic:
        KeyKeeper(clinic.database).use_passphrase(PASSPHRASE, only=True)
        key = clinic.database.key
    lose(folder, "account", "journal", key=key)
    owner = QObject()
    entrance = Entrance(folder, owner, prepare=lambda _: None)
    entrance.open()
    qtbot.waitUntil(lambda: bool(entrance.window and entrance.window.findChildren(OpenDialog)), timeout=SOON)
    assert entrance.window is not None
    (asking,) = entrance.window.findChildren(OpenDialog)
    QTest.keyClicks(asking.passphrase, PASSPHRASE)
    QTest.keyClick(asking.passphrase, Qt.Key.Key_Return)
    wizard = put_in_place(entrance, qtbot)
    press(wizard, "Continue")
    typed = type_into(wizard, "Start passphrase", "another one altogether")
    QTest.keyClick(typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open the clinic's records" in words_of(wizard), timeout=SOON)
    type_into(wizard, "Start passphrase", PASSPHRASE)
    QTest.keyClick(typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.here is StepName.ADMIN, timeout=SOON)
    type_into(wizard, "Full name", "Nora Keller")
    type_into(wizard, "User name", "nkeller")
    type_into(wizard, "Password", PASSWORD)
    QTest.keyClick(type_into(wizard, "Password, once more", PASSWORD), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.here is StepName.CODE, timeout=SOON)

    press(wizard, "Do it later")
    assert "The records open as before" in words_of(wizard)
    press(wizard, "Sign in")
    qtbot.waitUntil(lambda: isinstance(entrance.window, LoginDialog), timeout=SOON)

    entrance.close()
    owner.deleteLater()
    assert open_by(folder, KeyPlace.PASSPHRASE, PASSPHRASE).bytes == key.bytes


def test_the_next_start_asks_again(entrance: Entrance, folder: Path, qtbot: QtBot) -> None:
    wizard_after(entrance, qtbot)
    next_one = Entrance(folder, entrance, prepare=lambda _: None)

    next_one.open()
    qtbot.waitUntil(lambda: isinstance(next_one.window, FirstRun) and next_one.runner.is_idle, timeout=SOON)

    assert next_one.window is not None
    assert "These are the saved records" in words_of(next_one.window)
    next_one.close()
