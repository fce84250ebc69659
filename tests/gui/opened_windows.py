"""Windows as their persons open them, and close them in the end."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeAlias

from pytestqt.qtbot import QtBot

from clinic_desktop.gui.news import News
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.settings import SettingsFile
from tests.builders import SmallClinic
from tests.gui.settling import settle

Opened: TypeAlias = Callable[..., AbstractContextManager[MainWindow]]


def opener(small_clinic: SmallClinic, runner: TaskRunner, news: News, station: SettingsFile, qtbot: QtBot) -> Opened:
    """Opens the window of a role for whoever is signed in to the clinic that is given."""

    @contextmanager
    def open_window(kind: type[MainWindow], clinic: Clinic, wide: int = 1366) -> Iterator[MainWindow]:
        workplace = Workplace(
            clinic=clinic, runner=runner, news=news, settings=small_clinic.settings(), clock=small_clinic.clock
        )
        window = kind(workplace, station)
        window.showNormal()
        window.resize(wide, 768)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        settle(qtbot, runner)
        yield window
        settle(qtbot, runner)
        window.close()
        window.deleteLater()

    return open_window
