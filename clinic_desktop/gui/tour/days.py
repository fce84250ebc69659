"""Going to a day in the calendar, as the tour does it everywhere."""

from datetime import date

from PySide6.QtWidgets import QApplication, QLineEdit

from clinic_desktop.gui.calendar.calendar_page import CalendarPage
from clinic_desktop.gui.tour.driver import Driver


def go_to_day(driver: Driver, page: CalendarPage, day: date) -> None:
    """By the key that lets a day be typed."""
    page.view.setFocus()
    driver.press("G")
    driver.wait("the field for a day", lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    driver.type(f"{day:%Y-%m-%d}")  # the form that every language reads alike
    driver.press("Return")
    driver.wait("that day", lambda: page.day == day and is_day_shown(page))


def is_day_shown(page: CalendarPage) -> bool:
    """Whether the day view shows the day that the page is on."""
    sheet = page.day_view.sheet
    return sheet is not None and sheet.day == page.day
