"""The tour's part in the waiting room: the board, a walk-in, a carried card, the wall display, closing the day."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinic_desktop.domain.appointments import AppointmentStatus, BookingSource
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.waiting_room import BoardColumn
from clinic_desktop.gui.tour.driver import Driver
from clinic_desktop.gui.waiting_room.board_page import BoardPage
from clinic_desktop.gui.waiting_room.close_day_dialog import CloseDayDialog
from clinic_desktop.gui.waiting_room.walk_in_dialog import WalkInDialog
from clinic_desktop.gui.waiting_room.wall_display import WallDisplay
from clinic_desktop.gui.windows.calendar_window import CalendarWindow

REASON = "Cut finger, bandaged by himself"


def run_the_waiting_room(driver: Driver, window: CalendarWindow) -> None:
    """Everything that is done in the waiting room beside the steps themselves."""
    with driver.step("the waiting room is shown"):
        driver.press("Alt+5")
        page = driver.wait("the board", lambda: _board_of(window))
        assert page is not None
        driver.wait("its cards", lambda: page.board)
        driver.picture("waiting-room")
    _take_in(driver, page)
    line = _walk_in_of(page)
    _carry(driver, page, line)
    _look_at_the_wall(driver, window)
    with driver.step("the closing step lists what was left open"):
        window.commands["close_day"].trigger()
        dialog = driver.window(CloseDayDialog)
        driver.picture("close-the-day")
        dialog.leave_button.click()
        driver.gone(dialog)
    with driver.step("back to the calendar by one key"):
        driver.press("Alt+1")
        driver.wait("the calendar", lambda: window.current_page is window.calendar)


def _board_of(window: CalendarWindow) -> BoardPage | None:
    page = window.current_page
    return page if isinstance(page, BoardPage) else None


def _take_in(driver: Driver, page: BoardPage) -> None:
    with driver.step("a walk-in is taken in"):
        driver.press("Ctrl+Shift+A")
        dialog = driver.window(WalkInDialog)
        driver.type("costa", dialog.patient.search.field)
        driver.wait(
            "someone in the list",
            lambda: dialog.patient.search.is_answered and dialog.patient.search.model.rowCount() > 1,
        )
        driver.press("Return")
        driver.wait("the patient to be chosen", lambda: dialog.patient.patient is not None)
        dialog.practitioner_box.setFocus()
        driver.press("Down")
        driver.type(REASON, dialog.reason)
        driver.picture("walk-in-dialog")
        driver.press_button("Take in now", dialog)
        driver.wait("an answer", lambda: not _is_open(dialog) or dialog.despite.isVisible())
        if _is_open(dialog):  # out of hours, or the patient is expected at this very time
            driver.type("Bleeds", dialog.despite)
            driver.picture("walk-in-all-the-same")
            driver.press_button("Take in all the same", dialog)
        driver.gone(dialog)
        driver.wait("the card", lambda: any(_is_walk_in(line) for line in _lines(page)))
        driver.picture("walk-in")


def _is_open(dialog: WalkInDialog) -> bool:
    import shiboken6

    return shiboken6.isValid(dialog) and dialog.isVisible()


def _lines(page: BoardPage) -> tuple[AppointmentLine, ...]:
    return () if page.board is None else page.board.lines


def _is_walk_in(line: AppointmentLine) -> bool:
    return line.source is BookingSource.WALK_IN and line.reason == REASON


def _walk_in_of(page: BoardPage) -> AppointmentLine:
    return next(line for line in _lines(page) if _is_walk_in(line))


def _carry(driver: Driver, page: BoardPage, line: AppointmentLine) -> None:
    """By the mouse, over a column that is forbidden and into one that is not."""
    here = page.view.columns[BoardColumn.ARRIVED].list
    start = here.place_of(line.id)

    def over(column: BoardColumn) -> QPoint:
        target = page.view.columns[column]
        return here.viewport().mapFromGlobal(target.mapToGlobal(target.rect().center()))

    def move(place: QPoint) -> None:
        with driver.application.pulse.let_go_on():
            QTest.mouseMove(here.viewport(), place)
            QApplication.processEvents()

    with driver.step("a card is carried from the waiting room to the room"):
        QTest.mousePress(here.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
        move(start + QPoint(QApplication.startDragDistance(), 1))
        move(over(BoardColumn.NOT_COMING))
        driver.picture("carried-over-a-forbidden-column")
        move(over(BoardColumn.IN_CONSULTATION))
        driver.picture("carried")
        place = over(BoardColumn.IN_CONSULTATION)
        QTest.mouseRelease(here.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        driver.wait("the new column", lambda: _status_of(page, line) is AppointmentStatus.IN_ROOM)
        driver.picture("carried-in")
    with driver.step("the step is taken back, its clock restored"):
        page.view.choose(line.id)
        page.view.go()
        driver.press("Shift+Left")
        driver.wait("the column before", lambda: _status_of(page, line) is AppointmentStatus.ARRIVED)
        driver.press("Shift+Right")
        driver.wait("the room again", lambda: _status_of(page, line) is AppointmentStatus.IN_ROOM)


def _status_of(page: BoardPage, line: AppointmentLine) -> AppointmentStatus | None:
    standing = page.view.line(line.id)
    return None if standing is None else standing.status


def _look_at_the_wall(driver: Driver, window: CalendarWindow) -> None:
    with driver.step("the wall calls a number to a room"):
        window.commands["wall_display"].trigger()
        wall = driver.window(WallDisplay)
        driver.wait("the call", lambda: wall.wall.calls)
        driver.picture("wall-display", of=wall)
        window.commands["wall_display"].trigger()
        window.activateWindow()
        driver.settle()
