"""The reception's window with the board before it."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import SmallClinic

from .board_desk import BoardDesk


@pytest.fixture
def desk(workplace: Workplace, station: SettingsFile, small_clinic: SmallClinic, qtbot: QtBot) -> Iterator[BoardDesk]:
    window = ReceptionWindow(workplace, station)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = BoardDesk(window, small_clinic, qtbot)
    window.commands["waiting_room"].trigger()
    made.settle()
    yield made
    made.settle()
    window.close()
    window.deleteLater()
