"""The admin's window: the way between its pages, and leaving it."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton, QWidget

from clinic_desktop.gui.patients_file.patients_page import PatientsPage
from clinic_desktop.gui.staff.departments_page import DepartmentsPage
from clinic_desktop.gui.staff.staff_page import StaffPage
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from tests.gui.staff.admin_desk import AdminDesk


def typed_something(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")
    desk.type_into(desk.window.page_of(StaffPage).person_card.account_form.full_name, "Rosa Lopez Vega")


def test_the_navigation_shows_the_pages_that_there_are(desk: AdminDesk) -> None:
    pages = desk.window.navigation.findChild(QListWidget)
    assert pages is not None

    listed = [pages.item(row).text() for row in range(pages.count())]
    assert listed == [
        "Overview", "Staff", "Departments", "Appointment types", "Rooms", "Working hours", "Holidays", "Clinic",
        "Policies", "Patients", "Paper for emergencies", "Messages", "Sync and stations", "Needs a decision", "Backups",
        "Keys of this PC", "Audit log", "Health",
    ]  # fmt: skip


def test_the_arrow_keys_in_the_navigation_change_the_page(desk: AdminDesk) -> None:
    pages = desk.window.navigation.findChild(QListWidget)
    assert pages is not None
    pages.setFocus()

    desk.press(pages, Qt.Key.Key_Down)

    assert desk.window.current_page is desk.window.page_of(DepartmentsPage)
    assert pages.hasFocus()
    assert desk.window.windowTitle().startswith("Departments")


def test_no_part_of_a_page_is_ever_a_window_of_its_own(desk: AdminDesk) -> None:
    shown: list[QObject] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(watched)
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]  # there is one
    for key in (Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_2):
        desk.press(desk.window, key, Qt.KeyboardModifier.ControlModifier)
    desk.choose("Dr Amara Okafor")
    QApplication.instance().removeEventFilter(watch)  # type: ignore[union-attr]  # as above

    assert not shown


@pytest.mark.parametrize("row", [0, -1])
def test_the_name_of_the_page_that_is_shown_is_seen_whole_in_a_low_window(desk: AdminDesk, row: int) -> None:
    pages = desk.window.navigation.findChild(QListWidget)
    assert isinstance(pages, QListWidget)
    desk.window.resize(1366, 500)
    desk.settle()

    pages.setCurrentRow(row % pages.count())
    desk.settle()

    shown = pages.visualItemRect(pages.currentItem())
    assert pages.viewport().visibleRegion().boundingRect().contains(shown)


def test_a_shortcut_changes_the_page_and_the_navigation_follows(desk: AdminDesk) -> None:
    pages = desk.window.navigation.findChild(QListWidget)
    assert pages is not None

    desk.press(desk.window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)

    assert pages.item(pages.currentRow()).text() == "Departments"


def test_the_window_is_not_closed_over_something_unsaved(desk: AdminDesk) -> None:
    typed_something(desk)

    desk.window.close()
    desk.settle()

    assert desk.window.isVisible()
    desk.click(desk.dialog(AskDialog).do_button)
    assert desk.clinic.stored(desk.clinic.receptionist).full_name == "Rosa Lopez Vega"
    assert not desk.window.isVisible()


def test_going_back_keeps_the_window_open_with_what_was_typed(desk: AdminDesk) -> None:
    typed_something(desk)

    desk.window.close()
    desk.press(desk.dialog(AskDialog), Qt.Key.Key_Escape)

    assert desk.window.isVisible()
    assert desk.window.page_of(StaffPage).person_card.account_form.full_name.text() == "Rosa Lopez Vega"


def test_signing_out_asks_what_becomes_of_something_unsaved(desk: AdminDesk) -> None:
    typed_something(desk)
    told: list[str] = []
    desk.window.signed_out.connect(told.append)

    desk.window.commands["sign_out"].trigger()
    desk.settle()
    assert not told
    desk.click(desk.dialog(AskDialog).other_button)

    assert told == [""]
    assert desk.clinic.stored(desk.clinic.receptionist).full_name == "Rosa Lopez"


def test_locking_keeps_what_was_typed(desk: AdminDesk) -> None:
    typed_something(desk)

    desk.window.lock()
    desk.settle()
    QTest.keyClicks(desk.window, "walnut-ferry-cloud")

    assert desk.window.is_locked
    assert desk.window.page_of(StaffPage).person_card.account_form.full_name.text() == "Rosa Lopez Vega"


def test_an_administrator_archives_a_patient_and_takes_that_back(desk: AdminDesk) -> None:
    window = desk.window
    window.commands["go_to_patients"].trigger()
    desk.settle()
    page = window.page_of(PatientsPage)
    page.show_patient(desk.clinic.kim.id)
    desk.settle()

    archive = next(each for each in page.panel.findChildren(QPushButton) if each.text() == "Archive")
    desk.click(archive)

    assert desk.clinic.stored(desk.clinic.kim).archived
    desk.click(next(each for each in window.notices.findChildren(QPushButton) if each.text() == "Undo"))
    assert not desk.clinic.stored(desk.clinic.kim).archived
