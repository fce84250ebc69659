"""What every test of a window stands on: the program's look, and a small clinic behind it."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from clinic_desktop.gui import theme
from clinic_desktop.gui.application import dress
from clinic_desktop.gui.news import News
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import Appearance, SettingsFile

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.builders import SmallClinic
    from tests.gui.opened_windows import Opened


@pytest.fixture(autouse=True)
def no_search_for_garbage_in_other_threads() -> Iterator[None]:
    """As in the program, which has a Sweeper: in a task's thread it would end a widget, and now and then both hang."""
    gc.disable()
    yield
    if gc.get_count()[0] > _MUCH:
        gc.collect()
    gc.enable()


_MUCH = 50_000


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    dress(qapp, Appearance.LIGHT)
    return qapp


@pytest.fixture(autouse=True)
def light(dressed: QApplication) -> Iterator[None]:
    """Every test begins, and ends, in the light theme."""
    yield
    theme.switch().set_appearance(Appearance.LIGHT)


@pytest.fixture
def small_clinic(tmp_path: Path) -> "Iterator[SmallClinic]":
    from tests.builders import a_small_clinic

    with a_small_clinic(tmp_path / "clinic") as made:
        yield made


@pytest.fixture
def runner(dressed: QApplication) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.close()


@pytest.fixture
def news(small_clinic: "SmallClinic") -> Iterator[News]:
    made = News()
    made.follow(small_clinic.database.subscribe)
    yield made
    made.leave()


@pytest.fixture
def workplace(small_clinic: "SmallClinic", runner: TaskRunner, news: News) -> Workplace:
    """The receptionist's."""
    return Workplace(
        clinic=small_clinic.as_receptionist(),
        runner=runner,
        news=news,
        settings=small_clinic.settings(),
        clock=small_clinic.clock,
    )


@pytest.fixture
def station(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "station")


@pytest.fixture
def opened(
    small_clinic: "SmallClinic", runner: TaskRunner, news: News, station: SettingsFile, qtbot: "QtBot"
) -> "Opened":
    """Opens a role's window, and closes it in the end."""
    from tests.gui.opened_windows import opener

    return opener(small_clinic, runner, news, station, qtbot)
