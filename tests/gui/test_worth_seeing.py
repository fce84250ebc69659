"""A window comes up with its day in it, and not empty; but nobody waits long for that."""

from collections.abc import Iterator
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.gui.windows.room_ways import WAITING_ROOM
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import SmallClinic

from .settling import settle


@pytest.fixture
def window(workplace: Workplace, station: SettingsFile, qtbot: QtBot) -> ReceptionWindow:
    """Whole, and not yet shown."""
    made = ReceptionWindow(workplace, station)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def gate(workplace: Workplace, qtbot: QtBot) -> Iterator[Event]:
    """Nothing is read before it opens: the disk is slow."""
    opened = Event()
    workplace.runner.run(lambda: opened.wait(30), lane=Lane.READING, owner=workplace.runner)
    yield opened
    opened.set()
    settle(qtbot, workplace.runner)


def test_it_is_shown_once_with_its_appointments(
    window: ReceptionWindow, small_clinic: SmallClinic, qtbot: QtBot
) -> None:
    appointment = small_clinic.store(small_clinic.an_appointment())
    settle(qtbot, window.workplace.runner)
    seen: list[list[object]] = []

    window.when_worth_seeing(lambda: seen.append([line.id for line in window.calendar.views.model.lines()]))
    qtbot.waitUntil(lambda: bool(seen))
    window.calendar.days.step(1)
    settle(qtbot, window.workplace.runner)

    assert seen == [[appointment.id]]


def test_it_is_shown_empty_where_the_day_takes_long(gate: Event, window: ReceptionWindow, qtbot: QtBot) -> None:
    seen: list[bool] = []

    window.when_worth_seeing(lambda: seen.append(window.calendar.days.sheet is not None))
    qtbot.waitUntil(lambda: bool(seen))
    gate.set()
    settle(qtbot, window.workplace.runner)

    assert seen == [False]


def test_with_another_page_in_front_it_is_shown_at_once(gate: Event, window: ReceptionWindow) -> None:
    window.commands[WAITING_ROOM].trigger()
    seen: list[bool] = []

    window.when_worth_seeing(lambda: seen.append(True))

    assert seen == [True]
