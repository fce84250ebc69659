"""The tour's look at the calendar from every side: week, month, agenda, rooms, and columns kept as a set."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QTableView

from clinic_desktop.gui.calendar.column_sets_dialog import ColumnSetsDialog
from clinic_desktop.gui.calendar.month_model import MonthRole
from clinic_desktop.gui.calendar.view_stage import ViewName
from clinic_desktop.gui.tour.driver import Driver
from clinic_desktop.gui.windows.reception_window import ReceptionWindow


def look_from_every_side(driver: Driver, window: ReceptionWindow) -> None:
    """Each view by its key, the date and the filters kept; ends on the day, with everyone shown."""
    page = window.calendar
    stage, desk = page.views, page.column_desk
    with driver.step("the week of everyone, and of one doctor"):
        page.view.setFocus()
        driver.press("Alt+2")
        driver.wait("the columns of the week", lambda: any(column.over for column in page.view.columns))
        driver.picture("week-of-several")
        desk.show_only((page.view.columns[0].key,))
        driver.wait("one column a day", lambda: page.view.columns and not any(one.over for one in page.view.columns))
        driver.picture("week")
        page.side.show_everyone()
    with driver.step("the month tells how full its half-days are"):
        driver.press("Alt+3")
        month = driver.wait("the month", lambda: stage.view if isinstance(stage.view, QTableView) else None)
        driver.wait(
            "how full its days are", lambda: month is not None and month.model().index(1, 1).data(MonthRole.FILL)
        )
        driver.picture("month")
    with driver.step("the agenda"):
        driver.press("Alt+4")
        driver.wait("its rows", stage.model.rowCount)
        driver.picture("agenda")
    with driver.step("a day by rooms, with slots of five minutes"):
        driver.press("Alt+1")
        driver.wait("the day", lambda: stage.current is ViewName.DAY and stage.model.rowCount())
        driver.press("Ctrl+Shift+R")
        window.commands["slots_5"].trigger()
        driver.wait("a column for each room", lambda: all(column.room is not None for column in page.view.columns))
        driver.picture("rooms")
        driver.press("Ctrl+Shift+R")
        window.commands["slots_own"].trigger()
    with driver.step("columns are moved, kept as a set, and come back by one key"):
        before = [column.key for column in page.view.columns]
        driver.click(page.view.viewport(), QPoint(20, 20))
        driver.press("Alt+Shift+Right")
        driver.wait("the other order", lambda: [one.key for one in page.view.columns] != before)
        driver.press("Ctrl+Shift+K")
        dialog = driver.window(ColumnSetsDialog)
        driver.type("Mornings", dialog.name)
        driver.press("Return")
        driver.wait("the set", lambda: desk.sets)
        driver.picture("column-sets")
        driver.press_button("Close", dialog)
        driver.gone(dialog)
        desk.show_only(before[:1])
        driver.wait("fewer columns", lambda: len(page.view.columns) < len(before))
        page.view.setFocus()
        driver.press("Shift+F1")
        driver.wait("the set's columns", lambda: len(page.view.columns) == len(before))
        desk.remove(desk.sets[0])
        desk.show_only(before)
