"""The reception's window with an outbox behind it, and the admin's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import SmallClinic
from tests.gui.calendar.reception_desk import Desk
from tests.gui.staff.admin_desk import AdminDesk, an_admin_desk
from tests.messaging import Mailroom


@pytest.fixture
def room(small_clinic: SmallClinic) -> Mailroom:
    return Mailroom(clinic=small_clinic)


@pytest.fixture
def desk(workplace: Workplace, small_clinic: SmallClinic, station: SettingsFile, qtbot: QtBot) -> Iterator[Desk]:
    window = ReceptionWindow(workplace, station)
    window.resize(1440, 900)
    window.showNormal()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = Desk(window, small_clinic, qtbot)
    made.settle()
    yield made
    made.settle()
    window.close()
    window.deleteLater()


@pytest.fixture
def admin(tmp_path: Path, qtbot: QtBot) -> Iterator[AdminDesk]:
    with an_admin_desk(tmp_path, qtbot) as made:
        yield made
