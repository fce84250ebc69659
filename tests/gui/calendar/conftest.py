"""The day's view and the reception's window, shown and ready to be worked on."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.calendar.sheet.day_view import DayView
from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import Clock, SmallClinic

from .day_builders import BERLIN, a_sheet, at
from .reception_desk import Desk

Shown = Callable[..., DayView]


@pytest.fixture
def clock() -> Clock:
    return Clock(at("09:10"))


@pytest.fixture
def shown(qtbot: QtBot, dressed: object, clock: Clock) -> Shown:
    def show(*lines: AppointmentLine, width: int = 600, height: int = 700) -> DayView:
        view = DayView(BERLIN, clock)
        qtbot.addWidget(view)
        view.resize(width, height)
        view.show_sheet(a_sheet(*lines))
        view.setFocus()
        view.show()
        view.activateWindow()
        qtbot.waitUntil(view.hasFocus)
        return view

    return show


@pytest.fixture
def desk(workplace: Workplace, station: SettingsFile, small_clinic: SmallClinic, qtbot: QtBot) -> Iterator[Desk]:
    window = ReceptionWindow(workplace, station)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = Desk(window, small_clinic, qtbot)
    made.page.view.setFocus()
    made.settle()
    yield made
    made.settle()
    window.close()
    window.deleteLater()
