"""The administrator puts rooms and types in order, says who offers what, and sets a policy."""

from PySide6.QtWidgets import QListWidget

from clinic_desktop.gui.policies.policies_page import PoliciesPage
from clinic_desktop.gui.policies.policy_row import PolicyRow
from clinic_desktop.gui.staff.offered_by import OfferedByDialog
from clinic_desktop.gui.staff.rooms_page import RoomsPage
from clinic_desktop.gui.staff.sessions_dialog import SessionsDialog
from clinic_desktop.gui.staff.staff_page import StaffPage
from clinic_desktop.gui.staff.types_page import TypesPage
from clinic_desktop.gui.tour.driver import Driver
from clinic_desktop.gui.widgets.number_field import NumberField
from clinic_desktop.gui.windows.about import AboutDialog
from clinic_desktop.gui.windows.admin_window import AdminWindow
from clinic_desktop.gui.windows.licences_dialog import LicencesDialog


def order_the_house(driver: Driver, window: AdminWindow) -> None:
    """Rooms, types, policies, and where somebody is signed in."""
    _rooms(driver, window)
    _types(driver, window)
    _clinic(driver, window)
    _policies(driver, window)
    _sessions(driver, window)
    _licences(driver, window)


def _go_to(driver: Driver, window: AdminWindow, words: str) -> None:
    driver.click_row(driver.only(QListWidget, window.navigation), words)
    driver.settle()


def _rooms(driver: Driver, window: AdminWindow) -> None:
    with driver.step("the rooms, and one of them put further up"):
        _go_to(driver, window, "Rooms")
        page = window.page_of(RoomsPage)
        driver.click_row(page.view, "Room 3")
        page.view.setFocus()
        driver.press("Alt+Up")
        driver.wait("the room in its new place", lambda: str(page.table.index(1, 0).data()) == "Room 3")
        driver.picture("admin-rooms")
        driver.press("Alt+Down")


def _types(driver: Driver, window: AdminWindow) -> None:
    with driver.step("who offers a type of appointment"):
        _go_to(driver, window, "Appointment types")
        page = window.page_of(TypesPage)
        driver.click_row(page.view, "ECG review")
        driver.settle()
        driver.picture("admin-type-ecg")
        driver.press_button("Dr Amara Okafor + 1", window)
        dialog = driver.window(OfferedByDialog)
        driver.picture("admin-offered-by")
        driver.press_button("Go back", dialog)
        driver.gone(dialog)


def _clinic(driver: Driver, window: AdminWindow) -> None:
    with driver.step("the clinic's name and telephone"):
        _go_to(driver, window, "Clinic")
        driver.picture("admin-clinic")


def _policies(driver: Driver, window: AdminWindow) -> None:
    with driver.step("a policy says what a change of it will do"):
        _go_to(driver, window, "Policies")
        page = window.page_of(PoliciesPage)
        driver.type("8", _number(page.list.rows["session_hours"]).lineEdit())
        driver.wait("what it will do", lambda: page.list.rows["session_hours"].change.text)
        driver.picture("admin-policies")
        driver.press("Ctrl+S")
        driver.wait("it to be saved", lambda: not page.is_changed)
    with driver.step("a word finds the others"):
        driver.type("patients", page.search)
        driver.settle()
        driver.picture("admin-policies-found")
        driver.press("Esc")


def _sessions(driver: Driver, window: AdminWindow) -> None:
    with driver.step("where somebody is signed in"):
        _go_to(driver, window, "Staff")
        driver.click_row(window.page_of(StaffPage).view, "Sam Ortiz")
        driver.settle()
        driver.press_button("Where signed in", window)
        dialog = driver.window(SessionsDialog)
        driver.picture("admin-where-signed-in")
        driver.press_button("Close", dialog)
        driver.gone(dialog)


def _licences(driver: Driver, window: AdminWindow) -> None:
    with driver.step("what the program is made of, and under which licences"):
        window.commands["about"].trigger()
        about = driver.window(AboutDialog)
        driver.picture("about")
        driver.press_button("Licences", about)
        dialog = driver.window(LicencesDialog)
        driver.click_row(dialog.list, "Qt and PySide6")
        driver.picture("licences")
        for window_over in (dialog, about):
            driver.press_button("Close", window_over)
            driver.gone(window_over)


def _number(row: PolicyRow) -> NumberField:
    assert isinstance(row.control, NumberField)
    return row.control
