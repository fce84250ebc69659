"""The way to what the front desk is asked to do, with how much that is."""

from clinic_desktop.domain.access import Permission
from clinic_desktop.gui.actions import MenuPlace
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.desk_tasks.task_count import TaskCount
from clinic_desktop.gui.desk_tasks.task_words import menu_words
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.windows.page_ways import PageWay, PageWays

TO_DO = "to_do"
KEYS = "Ctrl+Shift+T"


def add_to_do(window: MainWindow, ways: PageWays, verbs: AppointmentVerbs) -> None:
    """Offer the page in a window whose person works at the desk."""
    if Permission.RUN_DESK_TASKS not in verbs.permissions:
        return
    count = TaskCount(window.workplace, window)
    count.changed.connect(window.commands.refresh)

    def make() -> Page:
        from clinic_desktop.gui.desk_tasks.to_do_page import ToDoPage

        return ToDoPage(window.workplace, verbs, window, window.page_ground)

    ways.add(
        PageWay(
            name=TO_DO,
            text=menu_words(0),
            make=make,
            shortcut=KEYS,
            icon=Icon.CHECK_CHECK,
            menu=MenuPlace.VIEW,
            words=lambda: menu_words(count.count),
        )
    )
