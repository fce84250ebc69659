"""A doctor's window, shown and ready to be worked in."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.people import Account
from clinic_desktop.gui.windows.doctor_window import DoctorWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import SmallClinic

from .doctors_desk import DoctorsDesk

Opened = Callable[..., DoctorsDesk]


@pytest.fixture
def opened(workplace: Workplace, station: SettingsFile, small_clinic: SmallClinic, qtbot: QtBot) -> Iterator[Opened]:
    """Opens windows of doctors beside the receptionist's workplace, on the same database."""
    windows: list[DoctorsDesk] = []

    def open_window(account: Account | None = None) -> DoctorsDesk:
        theirs = Workplace(
            clinic=small_clinic.signed_in(account or small_clinic.doctor),
            runner=workplace.runner,
            news=workplace.news,
            settings=small_clinic.settings(),
            clock=small_clinic.clock,
        )
        window = DoctorWindow(theirs, station)
        window.showNormal()
        window.resize(1366, 768)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        desk = DoctorsDesk(window, small_clinic, qtbot)
        window.calendar.view.setFocus()
        desk.settle()
        windows.append(desk)
        return desk

    yield open_window
    for desk in windows:
        desk.settle()
        desk.window.close()
        desk.window.deleteLater()


@pytest.fixture
def desk(opened: Opened) -> DoctorsDesk:
    """Dr Okafor's."""
    return opened()
