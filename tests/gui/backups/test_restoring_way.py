"""The wizard gets a clinic back from a backup: by real keys, on a PC that has nothing but the files and the code."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.backups import BackupPhase, BackupReason
from clinic_desktop.domain.keys import KeyPlace
from clinic_desktop.domain.people import Account, Role
from clinic_desktop.gui.login_dialog import LoginDialog
from clinic_desktop.gui.setup.first_run import FirstRun
from clinic_desktop.gui.setup.step_names import StepName
from clinic_desktop.services.backup_keeping import BackupKeeper
from clinic_desktop.services.opening import open_clinic
from clinic_desktop.storage.actor import PROGRAM
from tests.test_program import PASSWORD, WayIn, a_clinic_in


def unheard(_done: float, _phase: BackupPhase) -> None:
    """Nobody watches."""


class LostPc:
    """What is left of a clinic whose PC is lost, and a fresh PC with hands at its keys."""

    def __init__(self, folder: Path, qtbot: QtBot, *, has_admin: bool = True) -> None:
        self.qtbot = qtbot
        clinic = open_clinic(a_clinic_in(folder / "lost"))
        inside = clinic.door.authenticate("sortiz", PASSWORD)
        code = inside.backups.new_code()
        inside.backups.switch_on(code, code.code, str(folder / "stick"))
        if not has_admin:
            with clinic.database.transaction(PROGRAM, "lose") as transaction:
                for account in transaction.where(Account, role=Role.ADMIN):
                    transaction.replace(replace(account, active=False))
        self.file = BackupKeeper(clinic.database).make(BackupReason.BY_HAND, unheard).file
        self.code = code.code
        clinic.close()
        self.folder = folder / "fresh"
        self.way = WayIn(self.folder, qtbot)

    @property
    def wizard(self) -> FirstRun:
        window = self.way.entrance.window
        assert isinstance(window, FirstRun)
        return window

    def switch_on(self) -> None:
        self.way.entrance.open()
        self.qtbot.waitExposed(self.wizard)
        self.wizard.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.wizard, key)

    def type(self, caption: str, words: str) -> None:
        line = next(each for each in self.wizard.findChildren(QLineEdit) if each.accessibleName() == caption)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, words)

    def choose_to_restore(self) -> None:
        self.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
        assert self.at(StepName.BACKUP)

    def look_into_it(self, code: str) -> None:
        self.type("Backup", self.file)
        self.type("Recovery code", code)
        self.press(Qt.Key.Key_Return)

    def at(self, name: StepName) -> bool:
        return self.wizard.here is name

    def until_at(self, name: StepName) -> None:
        self.qtbot.waitUntil(lambda: self.at(name), timeout=20_000)

    def until_shown(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.shown(), timeout=20_000)

    def shown(self) -> str:
        return "\n".join(each.text() for each in self.wizard.findChildren(QLabel) if each.isVisible())

    def click(self, words: str) -> None:
        buttons = self.wizard.findChildren(QPushButton)
        QTest.mouseClick(
            next(each for each in buttons if each.isVisible() and each.text() == words), Qt.MouseButton.LeftButton
        )

    def left_behind(self) -> list[str]:
        return sorted(each.name for each in self.folder.rglob("*")) if self.folder.exists() else []


@pytest.fixture
def pc(tmp_path: Path, qtbot: QtBot) -> Iterator[LostPc]:
    made = LostPc(tmp_path, qtbot)
    yield made
    made.way.close()


def test_a_fresh_pc_gets_its_clinic_back_by_keyboard_alone_and_people_sign_in(pc: LostPc) -> None:
    pc.switch_on()
    pc.choose_to_restore()

    pc.look_into_it(pc.code.lower().replace("-", " "))
    pc.until_at(StepName.FOUND)
    assert "Praxis am Lindenplatz" in pc.shown()
    assert pc.left_behind() == []
    pc.press(Qt.Key.Key_Return)
    pc.until_at(StepName.KEY)
    assert "How shall it keep the key?" in pc.shown()
    pc.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    pc.qtbot.waitUntil(lambda: isinstance(pc.way.entrance.window, LoginDialog))
    pc.way.sign_in("sortiz", PASSWORD)

    assert pc.way.until_inside().settings.read().name == "Praxis am Lindenplatz"
    assert pc.way.came[-1].backups.standing().is_on
    assert pc.way.came[-1].keys.standing().way(KeyPlace.RECOVERY_CODE) is not None


def test_a_slip_in_the_code_is_said_at_the_code_and_what_was_typed_stays(pc: LostPc) -> None:
    pc.switch_on()
    pc.choose_to_restore()

    pc.look_into_it(pc.code[:-1])
    pc.until_shown("There is a slip in this code")

    assert pc.at(StepName.BACKUP)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    assert focus.text() == pc.code[:-1]
    assert pc.left_behind() == []


def test_without_its_code_the_backup_asks_for_it(pc: LostPc) -> None:
    pc.switch_on()
    pc.choose_to_restore()

    pc.look_into_it("")

    pc.until_shown("Type the recovery code that goes with it")


def test_a_damaged_backup_is_said_at_the_file_and_another_way_is_still_open(pc: LostPc) -> None:
    whole = Path(pc.file).read_bytes()
    Path(pc.file).write_bytes(whole[:5000] + b"\0" * 5000 + whole[10000:])
    pc.switch_on()
    pc.choose_to_restore()

    pc.look_into_it(pc.code)
    pc.until_at(StepName.FOUND)  # what is counted for the look lies elsewhere in the file
    pc.press(Qt.Key.Key_Return)
    pc.until_shown("This backup is damaged")
    assert pc.at(StepName.BACKUP)
    pc.click("Back")
    pc.press(Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Return)

    assert pc.at(StepName.CLINIC)
    assert pc.left_behind() == ["backup.lock"]


def test_stopped_on_the_way_nothing_of_it_stays_and_it_can_be_begun_anew(pc: LostPc) -> None:
    pc.switch_on()
    pc.choose_to_restore()
    pc.look_into_it(pc.code)
    pc.until_at(StepName.FOUND)

    pc.press(Qt.Key.Key_Return)
    pc.click("Stop")
    pc.until_shown("Nothing half-done was kept.")
    assert "clinic.db" not in pc.left_behind()
    assert "restoring" not in pc.left_behind()

    pc.press(Qt.Key.Key_Return)
    pc.until_at(StepName.KEY)


def test_a_backup_without_an_administrator_gets_one_from_whoever_has_the_clinics_code(
    tmp_path: Path, qtbot: QtBot
) -> None:
    pc = LostPc(tmp_path, qtbot, has_admin=False)
    pc.switch_on()
    pc.choose_to_restore()
    pc.look_into_it(pc.code)
    pc.until_at(StepName.FOUND)
    pc.press(Qt.Key.Key_Return)

    pc.until_shown("These are the saved records of Praxis am Lindenplatz")
    assert pc.at(StepName.WAY)
    pc.press(Qt.Key.Key_Return)
    assert pc.at(StepName.PROOF)
    pc.type("Recovery code, from the clinic's safe", pc.code)
    pc.press(Qt.Key.Key_Return)
    pc.until_at(StepName.ADMIN)
    for caption, words in (("Full name", "Nora Keller"), ("User name", "nkeller")):
        pc.type(caption, words)
    for caption in ("Password", "Password, once more"):
        pc.type(caption, PASSWORD)
    pc.click("Make this administrator")
    pc.until_at(StepName.KEY)
    pc.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    pc.qtbot.waitUntil(lambda: isinstance(pc.way.entrance.window, LoginDialog))
    pc.way.sign_in("nkeller", PASSWORD)

    assert pc.way.until_inside().settings.read().name == "Praxis am Lindenplatz"
    pc.way.close()
