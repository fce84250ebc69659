"""The tour's part about the audit log and the health of the station."""

from PySide6.QtWidgets import QListWidget

from clinic_desktop.gui.audit.audit_page import AuditPage
from clinic_desktop.gui.health.health_page import HealthPage
from clinic_desktop.gui.tour.driver import Driver
from clinic_desktop.gui.windows.admin_window import AdminWindow


def look_after_the_records(driver: Driver, window: AdminWindow) -> None:
    """The audit log, then the health of the station."""
    look_into_the_log(driver, window)
    look_at_the_health(driver, window)


def look_into_the_log(driver: Driver, window: AdminWindow) -> None:
    """Who did what; what stood before and after; whose records were read; and that nobody altered the journal."""
    with driver.step("who did what, the latest first"):
        driver.click_row(driver.only(QListWidget, window.navigation), "Audit log")
        page = window.page_of(AuditPage)
        driver.wait("the log", page.table.rowCount)
        driver.settle()
        driver.picture("admin-audit-log")
    with driver.step("only what was done to appointments, with before and after"):
        _choose(driver, page, "Appointments")
        _walk_to(driver, page, "moved")
        driver.picture("admin-audit-before-and-after")
    with driver.step("whose records were read"):
        _choose(driver, page, "Records that were read")
        driver.picture("admin-audit-readings")
    with driver.step("the journal is verified"):
        driver.press_button("Verify the journal", page)
        driver.wait("the verdict", lambda: bool(page.verify_line.result.text), seconds=180)
        driver.picture("admin-audit-verified")
        page.filters.show_all()
        driver.settle()


def look_at_the_health(driver: Driver, window: AdminWindow) -> None:
    """How the station is, and that every page of its file is whole."""
    with driver.step("how the station is"):
        driver.click_row(driver.only(QListWidget, window.navigation), "Health")
        page = window.page_of(HealthPage)
        driver.wait("the facts", lambda: page.cards)
        driver.picture("admin-health")
    with driver.step("every page of the file is looked at"):
        driver.press_button("Check the file", page)
        driver.wait("the check to end", page.check_button.isEnabled)
        driver.settle()
        driver.picture("admin-health-checked")


def _choose(driver: Driver, page: AuditPage, words: str) -> None:
    box = page.filters.kind
    box.setCurrentText(words)
    box.activated.emit(box.currentIndex())
    driver.wait("those lines", lambda: page.table.rowCount() or page.empty.isVisible())
    driver.settle()


def _walk_to(driver: Driver, page: AuditPage, words: str) -> None:
    page.view.setFocus()
    for line in page.table.rows:
        if words in line.did:
            break
        driver.press("Down")
    driver.settle()
