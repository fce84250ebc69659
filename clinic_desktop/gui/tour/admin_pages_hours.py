"""The tour's part about everybody's hours and the clinic's holidays, on the administrator's pages."""

from collections.abc import Hashable
from datetime import date, timedelta

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from clinic_desktop.gui.closures.closures_page import ClosuresPage
from clinic_desktop.gui.hours.clinic_hours_page import ClinicHoursPage
from clinic_desktop.gui.hours.copy_hours_dialog import CopyHoursDialog
from clinic_desktop.gui.hours.hours_choice import HoursView
from clinic_desktop.gui.hours.hours_sheet import HoursSheet
from clinic_desktop.gui.tour.driver import Driver
from clinic_desktop.gui.typed_dates import short_date
from clinic_desktop.gui.windows.admin_window import AdminWindow


def set_hours_and_holidays(driver: Driver, window: AdminWindow) -> None:
    """Everybody's hours are painted and taken back; the clinic closes on next year's holidays, but for one."""
    _paint_hours(driver, window)
    _close_on_holidays(driver, window)


def _paint_hours(driver: Driver, window: AdminWindow) -> None:
    with driver.step("the working hours of one practitioner"):
        window.commands["go_to_hours"].trigger()
        page = driver.page(window, ClinicHoursPage)
        driver.wait("the hours", lambda: page.draft is not None and page.is_read)
        driver.picture("admin-hours-one")
    with driver.step("everybody's hours of a day"):
        driver.click(page.choice.view.button(HoursView.EVERYONE))
        driver.wait("everybody", lambda: page.rows.sheet.scene.lanes == len(page.people) > 1)
        page.turn(1)
        driver.click(page.choice.days.button(_MIDWEEK))
        driver.settle()
        driver.picture("admin-hours-everyone")
    with driver.step("a drag over the rows, and whom it would strand"):
        sheet, people = page.rows.sheet, page.people
        _drag(driver, sheet, people[0].id, 12, 18, people[2].id)
        _drag(driver, sheet, people[-1].id, 10, 13)
        driver.wait("the painted hours", page.impact.isVisible)
        driver.wait("the look at them", lambda: not page.is_looking)
        driver.settle()
        driver.wait("new times", lambda: all(row.slots is not None for row in page.impact.rows))
        driver.picture("admin-hours-painted")
    with driver.step("the hours of somebody else are offered to be copied"):
        driver.click(sheet, sheet.head_of(people[1].id).toPoint())
        driver.wait("the week", lambda: page.is_read and page.sheet.isVisible())
        driver.click(page.choice.copy_button)
        driver.window(CopyHoursDialog)
        driver.picture("admin-hours-copy")
        driver.press("Esc")
    with driver.step("what was painted is discarded"):
        driver.click(page.impact.discard_button)
        driver.wait("nothing to be saved", lambda: not page.is_changed)


def _close_on_holidays(driver: Driver, window: AdminWindow) -> None:
    with driver.step("holidays and closures"):
        window.commands["go_to_closures"].trigger()
        page = driver.page(window, ClosuresPage)
        driver.wait("the closing days", lambda: page.draft is not None)
        driver.picture("admin-holidays")
    with driver.step("next year's holidays, but for one"):
        page.show_year(page.workplace.today().year + 1)
        driver.wait("the offer", page.keep_button.isVisible)
        driver.click(page.keep_button)
        place = next(n for n, plan in enumerate(page.holidays.shown) if plan.closure and plan.closure.version == 0)
        driver.click(page.holidays.rows[place].box)
        driver.picture("admin-holidays-planned")
    with driver.step("a closing day of the clinic's own, and whom it would strand"):
        driver.type("Company outing", page.others.name)
        driver.type(short_date(_workday_after(page.workplace.today())), page.others.first)
        driver.press("Return")
        driver.wait("whom it strands", lambda: page.impact.rows)
        driver.wait("new times for them", lambda: all(row.slots is not None for row in page.impact.rows))
        driver.picture("admin-closures-impact")
    with driver.step("that day is taken out again, and the holidays are saved"):
        driver.click(page.others.remove_buttons[0])
        driver.wait("nobody to be stranded", lambda: not page.keeper.is_looking and not page.impact.stranded)
        driver.click(page.impact.save_button)
        driver.wait("the closing days to be saved", lambda: not page.impact.isVisible())
        driver.wait("the notice", window.notices.isVisible)
        driver.picture("admin-holidays-saved")


def _workday_after(day: date) -> date:
    later = (day + timedelta(days=n) for n in range(1, 8))
    return next(one for one in later if one.weekday() < _SATURDAY)


def _drag(driver: Driver, sheet: HoursSheet, key: Hashable, starts: int, ends: int, to: Hashable = None) -> None:
    begins = sheet.point_of(key, starts * 60 + 3)
    finish = sheet.point_of(key if to is None else to, ends * 60 - 3)
    with driver.application.pulse.let_go_on():
        QTest.mousePress(sheet, Qt.MouseButton.LeftButton, _NONE, begins.toPoint())
        for share in (0.3, 0.6, 1.0):
            QTest.mouseMove(sheet, (begins + QPointF(finish - begins) * share).toPoint())
        QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, _NONE, finish.toPoint())
    driver.settle()


_NONE = Qt.KeyboardModifier.NoModifier
_MIDWEEK = 3
_SATURDAY = 5
