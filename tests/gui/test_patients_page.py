"""The file of patients, searched by typing and walked by keys."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.merging import MergeRequest
from clinic_desktop.gui import privacy, theme
from clinic_desktop.gui.measures import Space, TextSize, Weight
from clinic_desktop.gui.patients.register_dialog import RegisterDialog
from clinic_desktop.gui.patients_file.patients_page import PatientsPage
from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import SmallClinic, a_patient
from tests.gui.settling import settle

Key = Qt.Key


class FileAtDesk:
    """The reception's window on its page of patients."""

    def __init__(self, window: ReceptionWindow, clinic: SmallClinic, qtbot: QtBot) -> None:
        self.window = window
        self.clinic = clinic
        self._qtbot = qtbot
        window.commands["patients"].trigger()
        qtbot.waitUntil(lambda: isinstance(window.current_page, PatientsPage))
        page = window.current_page
        assert isinstance(page, PatientsPage)
        self.page = page
        self.settle()

    def settle(self) -> None:
        settle(self._qtbot, self.window.workplace.runner)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.page.search, text)
        self.settle()

    def press(self, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def names(self) -> list[str]:
        table = self.page.table
        return [str(table.index(row, 0).data()) for row in range(table.rowCount())]

    def heads(self) -> list[str]:
        return [column.head for column in self.page.table.columns]

    def card(self) -> str:
        return " ".join(label.text() for label in self.page.panel.findChildren(QLabel) if label.isVisible())

    def dialog(self) -> RegisterDialog:
        (found,) = self.window.findChildren(RegisterDialog)
        self._qtbot.waitUntil(found.isActiveWindow)
        return found


@pytest.fixture
def desk(workplace: Workplace, station: SettingsFile, small_clinic: SmallClinic, qtbot: QtBot) -> Iterator[FileAtDesk]:
    window = ReceptionWindow(workplace, station)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = FileAtDesk(window, small_clinic, qtbot)
    qtbot.waitUntil(made.page.search.hasFocus)
    yield made
    made.settle()
    window.close()
    window.deleteLater()


def test_the_file_is_listed_by_family_name(desk: FileAtDesk) -> None:
    assert desk.names() == ["Kim, Min", "Novak, Peter"]


def test_typing_finds_and_enter_goes_to_the_list_with_the_first_one_shown(desk: FileAtDesk) -> None:
    desk.type("nov")

    assert desk.names() == ["Novak, Peter"]
    desk.press(Key.Key_Return)

    assert desk.page.view.hasFocus()
    assert "Peter Novak" in desk.card()


def test_nobody_found_says_what_to_try(desk: FileAtDesk) -> None:
    desk.type("zzz")

    assert desk.page.empty.isVisible()
    assert any("Nobody found" in label.text() for label in desk.page.empty.findChildren(QLabel))


def test_somebody_registered_elsewhere_appears_and_the_choice_stays(desk: FileAtDesk) -> None:
    desk.page.show_patient(desk.clinic.novak.id)
    desk.settle()

    desk.clinic.store(a_patient(mrn="77", given_name="Ada", family_name="Lovelace"))
    desk.settle()

    assert desk.names() == ["Kim, Min", "Lovelace, Ada", "Novak, Peter"]
    assert desk.page.view.chosen_key == desk.clinic.novak.id


def test_a_column_is_chosen_and_remembered(desk: FileAtDesk) -> None:
    assert "Language" not in desk.heads()
    QTest.mouseClick(desk.page.columns_button, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if action.text() == "Language")

    menu.setActiveAction(action)
    QTest.keyClick(menu, Key.Key_Return)
    desk.settle()

    assert "Language" in desk.heads()
    assert "language" in desk.window._station.read().patients_columns.split()


def test_enter_on_a_row_changes_the_patient(desk: FileAtDesk) -> None:
    desk.type("nov")
    desk.press(Key.Key_Return)

    desk.press(Key.Key_Return)

    dialog = desk.dialog()
    assert "Novak" in " ".join(label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()


def test_the_archive_is_listed_apart_and_the_card_says_so(desk: FileAtDesk) -> None:
    archived = desk.clinic.store(a_patient(mrn="78", family_name="Quist", archived=True))
    desk.settle()
    assert "Quist, Peter" not in desk.names()

    QTest.mouseClick(desk.page.which.button(True), Qt.MouseButton.LeftButton)
    desk.settle()

    assert desk.names() == ["Quist, Peter"]
    desk.page.show_patient(archived.id)
    desk.settle()
    assert "Archive" not in desk.card()  # only an administrator archives


def test_changes_of_the_record_stand_on_the_card(desk: FileAtDesk) -> None:
    admin = desk.clinic.as_admin()
    admin.patients.change_alerts(desk.clinic.novak.id, desk.clinic.novak.version, ["Latex allergy"])
    desk.page.show_patient(desk.clinic.novak.id)
    desk.settle()

    assert "changed alerts, by Sam Ortiz" in desk.card()


def test_the_privacy_key_reaches_the_list(desk: FileAtDesk) -> None:
    desk.press(Key.Key_F12)
    try:
        assert desk.names() == ["M. K.", "P. N."]
    finally:
        privacy.switch().set_on(False)


def test_a_patient_found_above_is_shown_here_too(desk: FileAtDesk) -> None:
    desk.window.search.focus()
    QTest.keyClicks(desk.window.search.field, "kim")
    desk.settle()
    QTest.keyClick(desk.window.search.field, Key.Key_Return)
    desk.settle()

    assert desk.window.current_page is desk.page
    assert desk.page.view.chosen_key == desk.clinic.kim.id


def test_who_is_found_by_an_old_number_is_said_to_have_had_it(desk: FileAtDesk) -> None:
    double = desk.clinic.store(a_patient(mrn="100009", given_name="Piotr", family_name="Nowak"))
    desk.clinic.as_receptionist().merging.merge(
        MergeRequest(kept_id=desk.clinic.novak.id, kept_version=1, merged_id=double.id, merged_version=1)
    )

    desk.type("100009")
    found, told, height = desk.names(), desk.page.former.text, desk.page.view.height()
    desk.press(Key.Key_Backspace)
    desk.type("8")

    assert found == ["Novak, Peter"]
    assert told == "MRN 100009 is Peter Novak now: two records of one person were made one."
    assert height > 0
    assert not desk.page.former.isVisible()


def test_the_privacy_key_reaches_the_old_number(desk: FileAtDesk) -> None:
    double = desk.clinic.store(a_patient(mrn="100009", given_name="Piotr", family_name="Nowak"))
    desk.clinic.as_receptionist().merging.merge(
        MergeRequest(kept_id=desk.clinic.novak.id, kept_version=1, merged_id=double.id, merged_version=1)
    )
    desk.type("100009")

    privacy.switch().set_on(True)
    told = desk.page.former.text
    privacy.switch().set_on(False)

    assert "Novak" not in told
    assert "100009" not in told


def test_dates_and_numbers_stand_whole_in_a_small_window_and_the_names_give_way(desk: FileAtDesk) -> None:
    desk.window.resize(1280, 800)
    born = date(1948, 9, 28)
    desk.clinic.store(a_patient(mrn="00219384", family_name="Featherstonehaugh-Cholmondeley", birth_date=born))
    for words in ("Age", "Sex", "E-mail", "Own doctor"):
        desk.page.columns_button.click()
        (menu,) = desk.page.findChildren(QMenu)
        next(each for each in menu.actions() if each.text() == words).trigger()
        menu.close()
        desk.settle()

    view, table = desk.page.view, desk.page.table
    letters, edges = QFontMetrics(theme.font(TextSize.BODY, Weight.REGULAR)), 2 * (Space.M - 1)
    cut = {
        head
        for column, head in enumerate(desk.heads())
        for row in range(table.rowCount())
        if letters.horizontalAdvance(str(table.index(row, column).data())) + edges > view.columnWidth(column)
    }
    assert cut == {"Name"}
    assert sum(view.columnWidth(column) for column in range(len(desk.heads()))) == view.viewport().width()
