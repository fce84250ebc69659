"""The tour's parts about hours: a doctor paints the own and sees whom that strands; reception does what is asked."""

from datetime import date, timedelta

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from clinic_desktop.domain.desk_tasks import TaskKind
from clinic_desktop.gui.desk_tasks.task_card import TaskCardView
from clinic_desktop.gui.desk_tasks.to_do_page import ToDoPage
from clinic_desktop.gui.hours.hours_page import HoursPage
from clinic_desktop.gui.hours.hours_tools import PaintsOn
from clinic_desktop.gui.tour.driver import Driver, StepFailed
from clinic_desktop.gui.windows.doctor_window import DoctorWindow
from clinic_desktop.gui.windows.reception_window import ReceptionWindow

_MOST_WEEKS = 6
_SATURDAY = 5


def paint_own_hours(driver: Driver, window: DoctorWindow) -> None:
    """A doctor takes a day off on which patients are booked, and hands them to reception with one click."""
    with driver.step("a doctor's own working hours"):
        driver.press("Alt+9")
        page = driver.page(window, HoursPage)
        driver.wait("the hours", lambda: page.draft is not None)
        driver.picture("doctor-hours")
    with driver.step("hours of every second week are painted"):
        _turn(driver, page)
        saturday = page.first_day + timedelta(days=(_SATURDAY - page.first_day.weekday()) % 7)
        driver.type("2", page.tools.every_weeks.lineEdit())
        _drag(driver, page, saturday, 9, 12)
        driver.wait("the painted hours", page.impact.isVisible)
        driver.picture("doctor-hours-painted")
    with driver.step("a day off shows whom it would strand, before anything is saved"):
        driver.click(page.tools.mode.button(PaintsOn.THESE_DAYS))
        driver.type("Conference in Vienna", page.tools.reason)
        day = _day_with_patients(driver, page)
        driver.click(page.sheet, page.sheet.head_of(day).toPoint())
        driver.wait("whom it strands", lambda: page.impact.rows)
        driver.wait("new times for them", lambda: all(row.slots is not None for row in page.impact.rows))
        driver.picture("doctor-hours-impact")
    with driver.step("one is moved, the others are handed to reception"):
        row = next((one for one in page.impact.rows if one.buttons), None)
        if row is None:
            raise StepFailed("there is no new time for anybody")
        driver.click(row.buttons[0])
        driver.settle()
        driver.wait("new times for the others", lambda: all(one.slots is not None for one in page.impact.rows))
        driver.picture("doctor-hours-chosen")
        driver.click(
            page.impact.hand_over_button if page.impact.hand_over_button.isVisible() else page.impact.save_button
        )
        driver.wait("the hours to be saved", lambda: not page.impact.isVisible())
        driver.wait("the notice", window.notices.isVisible)
        driver.picture("doctor-hours-saved")
    with driver.step("back to the doctor's calendar"):
        driver.press("Alt+2")
        driver.wait("the calendar", window.calendar.isVisible)


def do_what_is_asked(driver: Driver, window: ReceptionWindow) -> None:
    """Reception moves with one click what a doctor's course has stranded; ends on the calendar."""
    with driver.step("what reception is asked to do"):
        driver.press("Ctrl+Shift+T")
        page = driver.page(window, ToDoPage)
        driver.wait("the tasks", lambda: page.cards)
        driver.wait("free times for them", lambda: all(_is_whole(card) for card in page.cards.values()))
        driver.picture("to-do")
    with driver.step("one click moves, and the card leaves"):
        card = next((one for one in page.cards.values() if one.line.task.kind is TaskKind.MOVE), None)
        if card is None or not card.slot_buttons:
            raise StepFailed("there is nothing to be moved")
        task_id = card.line.id
        driver.click(card.slot_buttons[0])
        driver.wait("the card to leave", lambda: task_id not in page.cards)
        driver.wait("the notice", window.notices.isVisible)
        driver.picture("to-do-moved")
    with driver.step("the list is left for the calendar"):
        driver.press("Alt+1")
        driver.wait("the calendar", window.calendar.isVisible)


def _is_whole(card: TaskCardView) -> bool:
    return card.slots is not None or card.pairs is not None


def _turn(driver: Driver, page: HoursPage) -> None:
    week = page.first_day
    page.sheet.setFocus()
    driver.press("PgDown")
    driver.wait("the next week", lambda: page.first_day > week and page.is_read)


def _day_with_patients(driver: Driver, page: HoursPage) -> date:
    """A day to come on which somebody is booked, the week turned to it."""
    for _ in range(_MOST_WEEKS):
        booked = [line for line in page.booked if line.starts_at > page.workplace.now()]
        if booked:
            return booked[0].starts_at.astimezone(page.workplace.zone).date()
        _turn(driver, page)
    raise StepFailed("nobody is booked with this doctor")


def _drag(driver: Driver, page: HoursPage, day: date, starts: int, ends: int) -> None:
    sheet = page.sheet
    begins, finish = sheet.point_of(day, starts * 60 + 3), sheet.point_of(day, ends * 60 - 3)
    with driver.application.pulse.let_go_on():
        QTest.mousePress(sheet, Qt.MouseButton.LeftButton, _NONE, begins.toPoint())
        for share in (0.3, 0.6, 1.0):
            QTest.mouseMove(sheet, (begins + QPointF(finish - begins) * share).toPoint())
        QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, _NONE, finish.toPoint())
    driver.settle()


_NONE = Qt.KeyboardModifier.NoModifier
