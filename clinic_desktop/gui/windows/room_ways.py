"""The ways into the waiting room: the board among the views, and what can be done from every page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.waiting_room.room_verbs import RoomVerbs
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.windows.page_ways import PageWay, PageWays
from clinic_desktop.settings import SettingsFile

if TYPE_CHECKING:
    from clinic_desktop.gui.waiting_room.board_page import BoardPage

WAITING_ROOM = "waiting_room"


def add_waiting_room(window: MainWindow, ways: PageWays, verbs: AppointmentVerbs, station: SettingsFile) -> None:
    """Offer the waiting room in a window whose person runs one."""
    room = RoomVerbs(window.workplace, verbs, window)
    if not room.may_run:
        return

    def make() -> Page:
        from clinic_desktop.gui.waiting_room.board_page import BoardPage

        page = BoardPage(window.workplace, window.commands, verbs, room, window.page_ground)
        page.side_wanted.connect(lambda _: _show_side(window, page))
        return page

    ways.add(
        PageWay(
            name=WAITING_ROOM,
            text=_tr("&Waiting room"),
            make=make,
            shortcut="Alt+5",
            icon=Icon.ARMCHAIR,
            is_view=True,
        )
    )
    window.commands.declare(
        [
            Command(
                name="walk_in",
                text=_tr("&Walk-in…"),
                run=room.walk_in,
                shortcut="Ctrl+Shift+A",
                icon=Icon.FOOTPRINTS,
                menu=MenuPlace.SCHEDULE,
                group="book",
            ),
            Command(
                name="close_day",
                text=_tr("C&lose the day…"),
                run=room.close_day,
                icon=Icon.CALENDAR_CHECK,
                menu=MenuPlace.SCHEDULE,
                group="close",
            ),
        ]
    )
    _add_wall(window, station)


def _add_wall(window: MainWindow, station: SettingsFile) -> None:
    from clinic_desktop.gui.waiting_room.wall_opener import WallOpener

    wall = WallOpener(window.workplace, station, window)
    wall.changed.connect(window.commands.refresh)
    window.commands.declare(
        [
            Command(
                name="wall_display",
                text=_tr("Wall &display"),
                run=wall.switch,
                checked=lambda: wall.is_open,
                icon=Icon.MONITOR,
                menu=MenuPlace.VIEW,
                group="wall",
            ),
            Command(
                name="wall_initials",
                text=_tr("&Initials on the wall display"),
                run=wall.switch_initials,
                checked=lambda: wall.shows_initials,
                menu=MenuPlace.VIEW,
                group="wall",
            ),
        ]
    )


def _show_side(window: MainWindow, page: "BoardPage") -> None:
    if window.current_page is page:
        window.show_sides(page.left_side(), page.right_side())


def _tr(text: str) -> str:
    return QCoreApplication.translate("board", text)
