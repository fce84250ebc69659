"""The page of the key, worked by keys and clicks: its ways made, renewed and taken away, and another key."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from clinic_desktop.domain.backups import RecoveryCode, WrongRecoveryCode
from clinic_desktop.domain.keys import KeyChange, KeyPlace
from clinic_desktop.gui.health.health_page import HealthPage
from clinic_desktop.gui.keys.key_dialogs import NewCodeDialog, PassphraseDialog
from clinic_desktop.gui.keys.keys_page import KeysPage
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from clinic_desktop.services.key_keeping import open_by
from tests.gui.staff.admin_desk import AdminDesk

PASSPHRASE = "heron under the old bridge"
CODE, PHRASE, FILE = KeyPlace.RECOVERY_CODE, KeyPlace.PASSPHRASE, KeyPlace.FILE


@pytest.fixture
def page(desk: AdminDesk) -> KeysPage:
    desk.window.resize(1366, 900)
    shown = desk.window.page_of(KeysPage)
    desk.window.show_page(shown)
    desk.settle()
    return shown


def folder_of(desk: AdminDesk) -> Path:
    return desk.clinic.database.folder


def make_code(desk: AdminDesk, page: KeysPage) -> str:
    """By the button, with the code typed back."""
    desk.click(page.cards[CODE].add_button)
    dialog = desk.dialog(NewCodeDialog)
    code = dialog.code.shown
    desk.type_into(dialog.code.typed, code)
    desk.press(dialog, Qt.Key.Key_Return)
    return code


def set_passphrase(desk: AdminDesk, page: KeysPage, *, only: bool) -> None:
    desk.click(page.cards[PHRASE].add_button)
    dialog = desk.dialog(PassphraseDialog)
    if not only:
        desk.click(dialog.only)
    for field in (dialog.passphrase, dialog.again):
        desk.type_into(field, PASSPHRASE)
    desk.press(dialog, Qt.Key.Key_Return)


def test_a_clinic_without_a_recovery_code_is_warned_and_gets_one(desk: AdminDesk, page: KeysPage) -> None:
    assert page.cards[CODE].pill.text == "Missing"
    assert "the records are lost with it" in page.warning.text

    code = make_code(desk, page)

    assert page.cards[CODE].pill.text == "In use"
    assert page.warning.text == ""
    assert open_by(folder_of(desk), CODE, code).bytes == desk.clinic.database.key.bytes


def test_a_new_code_makes_the_earlier_one_worthless(desk: AdminDesk, page: KeysPage) -> None:
    first = make_code(desk, page)
    assert page.cards[CODE].add_button.text() == "New recovery code…"

    second = make_code(desk, page)

    with pytest.raises(WrongRecoveryCode):
        open_by(folder_of(desk), CODE, first)
    assert open_by(folder_of(desk), CODE, second).bytes == desk.clinic.database.key.bytes


def test_a_slip_in_the_code_changes_nothing(desk: AdminDesk, page: KeysPage) -> None:
    desk.click(page.cards[CODE].add_button)
    dialog = desk.dialog(NewCodeDialog)
    desk.type_into(dialog.code.typed, dialog.code.shown[:-1])

    desk.press(dialog, Qt.Key.Key_Return)

    assert "slip" in dialog.code.typed_field.problem
    desk.press(dialog, Qt.Key.Key_Escape)
    assert page.cards[CODE].pill.text == "Missing"


def test_the_code_is_saved_with_what_it_is_for(desk: AdminDesk, page: KeysPage, tmp_path: Path) -> None:
    desk.click(page.cards[CODE].add_button)
    dialog = desk.dialog(NewCodeDialog)

    dialog.code.save(str(tmp_path / "code.txt"))
    dialog.code.save(str(tmp_path / "no" / "such" / "folder.txt"))

    saved = (tmp_path / "code.txt").read_text()
    assert dialog.code.shown in saved
    assert "Linden Street Clinic" in saved
    assert "Choose another folder" in dialog.code.message.text
    desk.press(dialog, Qt.Key.Key_Escape)


def test_a_passphrase_alone_takes_the_file_away(desk: AdminDesk, page: KeysPage) -> None:
    set_passphrase(desk, page, only=True)

    assert page.cards[PHRASE].pill.text == "In use"
    assert page.cards[FILE].pill.text == "Not used"
    assert not list(folder_of(desk).glob("*.key"))
    assert not page.cards[PHRASE].drop_button.isEnabled()


def test_a_passphrase_beside_the_file_can_be_taken_away_again(desk: AdminDesk, page: KeysPage) -> None:
    set_passphrase(desk, page, only=False)
    assert page.cards[FILE].pill.text == "In use"

    desk.click(page.cards[PHRASE].drop_button)
    desk.click(desk.dialog(AskDialog).do_button)

    assert page.cards[PHRASE].pill.text == "Not used"
    assert desk.told() == "The passphrase opens the key no more."


def test_a_passphrase_that_is_tried_first_is_refused_at_its_field(desk: AdminDesk, page: KeysPage) -> None:
    desk.click(page.cards[PHRASE].add_button)
    dialog = desk.dialog(PassphraseDialog)
    for field in (dialog.passphrase, dialog.again):
        desk.type_into(field, "linden street clinic")

    desk.press(dialog, Qt.Key.Key_Return)

    assert "little more than the clinic's" in dialog.fields()["passphrase"].problem
    desk.press(dialog, Qt.Key.Key_Escape)
    assert page.cards[PHRASE].pill.text == "Not used"


def test_the_file_is_warned_of_before_it_is_used(desk: AdminDesk, page: KeysPage) -> None:
    set_passphrase(desk, page, only=True)

    desk.click(page.cards[FILE].add_button)
    dialog = desk.dialog(AskDialog)
    desk.click(dialog.do_button)

    assert page.cards[FILE].pill.text == "In use"
    assert len(list(folder_of(desk).glob("*.key"))) == 1


def test_without_a_keyring_none_is_offered(page: KeysPage) -> None:
    assert page.cards[KeyPlace.KEYRING].pill.text == "Not on this computer"
    assert not page.cards[KeyPlace.KEYRING].add_button.isVisible()


def test_a_change_of_the_key_asks_for_the_passphrase_and_then_for_everybody_to_leave(
    desk: AdminDesk, page: KeysPage
) -> None:
    set_passphrase(desk, page, only=True)
    wanted: list[KeyChange] = []
    desk.window.workplace.key_change_wanted.connect(wanted.append)
    desk.click(page.change_button)
    dialog = desk.dialog(NewCodeDialog)
    desk.type_into(dialog.code.typed, dialog.code.shown)
    desk.type_into(dialog.passphrase, "another one altogether")
    desk.click(dialog.do_button)
    assert "does not open" in dialog.passphrase_field.problem
    assert wanted == []
    desk.type_into(dialog.passphrase, PASSPHRASE)
    code = dialog.code.shown

    QTest.keyClick(dialog, Qt.Key.Key_Return)
    desk.settle()

    admin = desk.clinic.admin
    assert wanted == [KeyChange(code=code, passphrase=PASSPHRASE, account_id=admin.id, name=admin.full_name)]


def test_health_repeats_what_is_to_be_minded(desk: AdminDesk) -> None:
    health = desk.window.page_of(HealthPage)
    desk.window.show_page(health)
    desk.settle()

    told = "\n".join(line.text for line in health.lines.values())

    assert "The key of the records lies in a file beside them." in told
    assert "There is no recovery code" in told


def test_the_passphrase_says_that_nobody_is_asked_for_it_beside_a_way_that_asks_nobody(
    desk: AdminDesk, page: KeysPage
) -> None:
    def said() -> str:
        return " ".join(each.text() for each in page.cards[PHRASE].findChildren(QLabel))

    set_passphrase(desk, page, only=False)
    assert "Nobody is asked for it" in said()
    assert "Somebody types it whenever the program starts." not in said()

    desk.click(page.cards[FILE].drop_button)
    desk.click(desk.dialog(AskDialog).do_button)

    assert "Somebody types it whenever the program starts." in said()


def test_who_takes_the_recovery_code_away_is_told_what_that_may_cost(desk: AdminDesk, page: KeysPage) -> None:
    make_code(desk, page)

    desk.click(page.cards[CODE].drop_button)

    asked = desk.dialog(AskDialog)
    assert "all records are lost" in " ".join(each.text() for each in asked.findChildren(QLabel))
    desk.press(asked, Qt.Key.Key_Escape)


@pytest.mark.parametrize(("height", "is_high"), [(240, False), (460, True)])
def test_a_new_code_is_seen_before_it_is_typed_back(
    desk: AdminDesk, page: KeysPage, height: int, is_high: bool
) -> None:
    made = RecoveryCode("ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345")
    dialog = NewCodeDialog(made, "Linden Street Clinic", parent=page.window())
    dialog.resize(560, height)
    dialog.show()
    desk.settle()

    assert dialog.code.code.visibleRegion().boundingRect().height() == dialog.code.code.height()
    assert dialog.code.typed.hasFocus() is is_high
    dialog.reject()
