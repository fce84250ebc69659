"""The tour's stopwatch notices what keeps the window's thread, and nothing else."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.tour.pulse import Pulse

LONG = 0.04
NOTICED = 30


@pytest.fixture
def pulse(dressed: QApplication) -> Iterator[Pulse]:
    ground = QObject()
    made = Pulse(ground)
    yield made
    made.close()


def be_busy() -> None:
    until = time.thread_time() + LONG  # work, not time: on a busy machine the two differ
    while time.thread_time() < until:
        pass


def test_a_long_event_is_noticed_under_its_step(qtbot: QtBot, pulse: Pulse) -> None:
    pulse.step = "booking"

    with pulse.let_go_on():
        QTimer.singleShot(0, be_busy)
        qtbot.waitUntil(lambda: pulse.longest.ms >= NOTICED)

    assert pulse.longest.step == "booking"
    assert pulse.longest.cpu_ms >= NOTICED


def test_what_the_tour_does_itself_does_not_count(qtbot: QtBot, pulse: Pulse) -> None:
    be_busy()

    with pulse.let_go_on():
        answered: list[bool] = []
        QTimer.singleShot(0, lambda: answered.append(True))
        qtbot.waitUntil(lambda: bool(answered and pulse.longest_of_step))

    assert pulse.longest.cpu_ms < NOTICED
