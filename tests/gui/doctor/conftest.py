"""Dr Okafor's window on her own hours."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.news import News
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.windows.doctor_window import DoctorWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import SmallClinic

from .own_hours import OwnHours


@pytest.fixture
def hours(
    small_clinic: SmallClinic, runner: TaskRunner, news: News, station: SettingsFile, qtbot: QtBot
) -> Iterator[OwnHours]:
    workplace = Workplace(
        clinic=small_clinic.as_doctor(),
        runner=runner,
        news=news,
        settings=small_clinic.settings(),
        clock=small_clinic.clock,
    )
    window = DoctorWindow(workplace, station)
    window.resize(1280, 760)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = OwnHours(window, small_clinic, qtbot)
    made.open()
    yield made
    made.settle()
    window.close()
    window.deleteLater()
