"""The tour's look at people entered twice: found, compared, made one, and two again."""

from PySide6.QtWidgets import QApplication

from clinic_desktop.gui.patients_file.duplicates_page import DuplicatesPage
from clinic_desktop.gui.patients_file.merge_panel import MergePanel
from clinic_desktop.gui.tour.driver import Driver
from clinic_desktop.gui.windows.reception_window import ReceptionWindow


def merge_and_take_apart(driver: Driver, window: ReceptionWindow) -> None:
    """Search the demo's file, merge Piotr Nowak into Peter Novak, and take that apart from the list of merges."""
    with driver.step("the whole file is searched for people entered twice"):
        driver.press("Alt+8")
        page = driver.page(window, DuplicatesPage)
        driver.picture("duplicates-first")
        driver.press_button("Search the file", page)
        driver.wait("the pairs", page.pairs.rowCount, seconds=60)
    with driver.step("two records are compared and what to keep is chosen by key"):
        pair = next(pair for pair in page.pairs.rows if "Novak" in f"{pair.left.full_name} {pair.right.full_name}")
        page.choose(pair.ids)
        panel = driver.wait("both records", lambda: _compared(page, pair.ids))
        assert panel is not None
        page.list.setFocus()
        driver.press("Return")
        driver.wait("the first row", lambda: panel.isAncestorOf(QApplication.focusWidget() or window))
        driver.picture("duplicates")
    with driver.step("they are merged"):
        driver.press_button("Merge into Peter Novak", panel)
        driver.wait("the next pair", lambda: page.pairs.index_of(pair.ids).row() < 0)
        driver.picture("duplicates-merged")
    with driver.step("the merge is taken apart again"):
        driver.press_button("Merged", page)
        driver.wait("the merge", page.merges.rowCount)
        driver.picture("merges")
        driver.press_button("Take apart", page)
        driver.wait("both records again", lambda: page.merges.rows[0].taken_apart_at is not None)
        driver.picture("merge-taken-apart")
    with driver.step("back to the calendar from the duplicates"):
        window.show_page(window.calendar)
        window.calendar.view.setFocus()


def _compared(page: DuplicatesPage, ids: tuple[object, object]) -> MergePanel | None:
    panel = page.panel
    return panel if panel is not None and {*panel.ids} == {*ids} and panel.rows else None
