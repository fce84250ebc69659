"""The page of backups, worked by keys and clicks: switched on, made, looked into, and on the way back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinic_desktop.domain.backups import Staged
from clinic_desktop.gui.backups.backups_page import BackupsPage
from clinic_desktop.gui.backups.code_dialog import CodeDialog
from clinic_desktop.gui.backups.restore_dialog import RestoreDialog
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from clinic_desktop.storage.backup_plan import default_folder
from tests.gui.staff.admin_desk import AdminDesk


@pytest.fixture
def page(desk: AdminDesk) -> BackupsPage:
    desk.window.resize(1366, 900)
    shown = desk.window.page_of(BackupsPage)
    desk.window.show_page(shown)
    desk.settle()
    return shown


def switch_on(desk: AdminDesk, page: BackupsPage) -> str:
    """By the button, with the code typed back; the first backup is made then."""
    desk.click(page.standing.on_button)
    dialog = desk.dialog(CodeDialog)
    code = dialog.code.text()
    desk.type_into(dialog.typed, code)
    desk.press(dialog, Qt.Key.Key_Return)
    return code


def test_a_clinic_without_backups_is_told_so_on_every_page(desk: AdminDesk) -> None:
    strip = desk.window.overdue_strip

    assert strip.isVisible()
    assert "No backups are made" in strip.words.text()
    desk.click(strip.show_button)
    assert isinstance(desk.window.current_page, BackupsPage)


def test_switched_on_the_first_backup_is_made_and_listed_at_once(desk: AdminDesk, page: BackupsPage) -> None:
    assert page.standing.pill.text == "Off"

    switch_on(desk, page)

    assert desk.told() == "The backup is made, and was found whole."
    assert page.standing.pill.text == "On"
    (row,) = page.backups.table.rows
    assert row.checked_at is not None
    assert not desk.window.overdue_strip.isVisible()
    assert page.standing.same_disk.isVisible()


def test_a_slip_in_the_code_is_told_at_its_field_and_what_was_typed_stays(desk: AdminDesk, page: BackupsPage) -> None:
    desk.click(page.standing.on_button)
    dialog = desk.dialog(CodeDialog)
    desk.press(dialog, Qt.Key.Key_Return)
    assert "Type the code" in dialog.typed_field.problem
    desk.type_into(dialog.typed, dialog.code.text()[:-1])

    desk.press(dialog, Qt.Key.Key_Return)

    assert "slip" in dialog.typed_field.problem
    assert dialog.typed.text() == dialog.code.text()[:-1]
    desk.press(dialog, Qt.Key.Key_Escape)
    assert page.standing.pill.text == "Off"


def test_switching_off_is_taken_back_by_its_notice(desk: AdminDesk, page: BackupsPage) -> None:
    switch_on(desk, page)
    desk.click(page.standing.off_button)
    assert page.standing.pill.text == "Off"

    undo = desk.notices[-1].action
    assert undo is not None
    undo()
    desk.settle()

    assert page.standing.pill.text == "On"


def test_another_folder_is_taken_back_by_its_notice(desk: AdminDesk, page: BackupsPage, tmp_path: Path) -> None:
    switch_on(desk, page)
    was = str(default_folder(desk.clinic.database.folder))

    page.verbs.use_folder(str(tmp_path / "stick"), was=was)
    desk.settle()
    assert page.standing.standing is not None
    assert page.standing.standing.folder == str(tmp_path / "stick")
    undo = desk.notices[-1].action
    assert undo is not None
    undo()
    desk.settle()

    assert page.standing.standing.folder == was


def test_a_backup_is_looked_into_made_ready_and_put_in_place(desk: AdminDesk, page: BackupsPage) -> None:
    switch_on(desk, page)
    wanted: list[Staged] = []
    desk.window.workplace.restore_wanted.connect(wanted.append)

    desk.click(page.backups.restore_button)
    dialog = desk.dialog(RestoreDialog)
    desk.press(dialog, Qt.Key.Key_Return)
    assert dialog.facts.rows["patients"].text() == "2"
    assert "Desk 1" in dialog.facts.rows["made"].text()
    desk.click(dialog.do_button)
    assert dialog.do_button.text() == "Put it in place and sign everybody out"
    QTest.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)

    assert [Path(staged.folder) for staged in wanted] == [desk.clinic.database.folder]
    assert (desk.clinic.database.folder / "restoring" / "clinic.db").exists()


def test_made_ready_and_not_wanted_nothing_of_it_stays(desk: AdminDesk, page: BackupsPage) -> None:
    switch_on(desk, page)
    desk.click(page.backups.restore_button)
    dialog = desk.dialog(RestoreDialog)
    for _ in range(2):
        desk.click(dialog.do_button)

    desk.click(dialog.back_button)

    assert not (desk.clinic.database.folder / "restoring").exists()


def test_what_is_no_backup_is_told_at_its_field(desk: AdminDesk, page: BackupsPage, tmp_path: Path) -> None:
    (tmp_path / "letter.json").write_text("{}")
    desk.click(page.backups.file_button)
    dialog = desk.dialog(RestoreDialog)
    desk.type_into(dialog.file, str(tmp_path / "letter.json"))

    desk.press(dialog, Qt.Key.Key_Return)

    assert "no backup" in dialog.file_field.problem
    desk.press(dialog, Qt.Key.Key_Escape)


def test_a_backup_is_checked_again_and_removed(desk: AdminDesk, page: BackupsPage) -> None:
    switch_on(desk, page)
    desk.click(page.backups.check_button)
    assert desk.told() == "This backup is whole."

    desk.click(page.backups.remove_button)
    desk.click(desk.dialog(AskDialog).do_button)

    assert page.backups.table.rows == ()
    assert page.backups.nothing.isVisible()
