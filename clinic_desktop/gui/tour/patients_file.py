"""The tour's look at the file of patients: found by typing, shown, hidden behind initials."""

from clinic_desktop.gui.patients_file.patients_page import PatientsPage
from clinic_desktop.gui.tour.driver import Driver
from clinic_desktop.gui.windows.reception_window import ReceptionWindow


def look_at_the_file(driver: Driver, window: ReceptionWindow) -> None:
    """Find Peter Novak in the file, look at his card, and at the same with names hidden."""
    with driver.step("the file of patients is searched"):
        window.commands["patients"].trigger()
        page = driver.page(window, PatientsPage)
        driver.type("nova", page.search)
        driver.wait("the patients found", page.table.rowCount)
        driver.click_row(page.view, "Novak, Peter")
        driver.wait("the card", lambda: page.panel.patient_id is not None)
        driver.picture("patients")
    with driver.step("the privacy key hides names everywhere"):
        driver.press("F12")
        driver.wait("the initials", lambda: "P. N." in _names(page))
        driver.picture("patients-private")
        driver.press("F12")
    with driver.step("back to the calendar"):
        page.search.clear()
        window.show_page(window.calendar)
        window.calendar.view.setFocus()


def _names(page: PatientsPage) -> list[str]:
    table = page.table
    return [str(table.index(row, 0).data()) for row in range(table.rowCount())]
