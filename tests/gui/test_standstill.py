"""While a task makes classes of Qt's the window's thread stands still; two at work at once ended the process."""

import importlib
import sys
from collections.abc import Iterator
from threading import Thread

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.standstill import Standstill

LEAF, ITS_OWN = "clinic_desktop.gui.booking.waiting_start", "clinic_desktop.gui.widgets.flow_layout"


@pytest.fixture
def still() -> Iterator[Standstill]:
    standstill = Standstill()
    standstill.start()
    yield standstill
    standstill.stop()
    standstill.deleteLater()


@pytest.fixture
def beats(qtbot: QtBot) -> Iterator[list[int]]:
    """One for each turn that the window's thread takes."""
    beats: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(1))
    timer.start(0)
    yield beats
    timer.stop()


def test_the_window_stands_still_while_it_is_held_and_goes_on_in_between(
    still: Standstill, beats: list[int], qtbot: QtBot
) -> None:
    seen: list[tuple[int, int]] = []

    def work() -> None:
        with still.held():
            before = len(beats)
            sum(range(300_000))
            seen.append((before, len(beats)))
            with still.let_on():
                going = len(beats)
                while len(beats) < going + 3:
                    pass
            before = len(beats)
            sum(range(300_000))
            seen.append((before, len(beats)))

    task = Thread(target=work)
    task.start()
    qtbot.waitUntil(lambda: len(seen) == 2)
    task.join()

    assert all(before == after for before, after in seen)
    qtbot.waitUntil(lambda: len(beats) > seen[-1][1])


def test_a_module_of_this_room_is_imported_by_a_task_while_the_window_stands(
    still: Standstill, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (LEAF, ITS_OWN):
        importlib.import_module(name)
        monkeypatch.delitem(sys.modules, name)
    stood: list[bool] = []
    right = still._hold

    def hold() -> None:
        right()
        stood.append(still._is_standing)

    monkeypatch.setattr(still, "_hold", hold)
    task = Thread(target=lambda: [importlib.import_module(name) for name in (LEAF, ITS_OWN)])

    task.start()
    qtbot.waitUntil(lambda: not task.is_alive())

    assert stood == [True, True]
    assert sys.modules[ITS_OWN].FlowLayout.__module__ == ITS_OWN


def test_a_window_that_waits_for_the_same_module_does_not_stop_both_for_good(still: Standstill) -> None:
    def work() -> None:
        with still.held():
            pass

    task = Thread(target=work)
    task.start()
    task.join(timeout=10)  # as a window that waits for the import: it takes no turn meanwhile

    assert not task.is_alive()


def test_nobody_is_held_up_once_it_has_been_stopped(still: Standstill, beats: list[int], qtbot: QtBot) -> None:
    still.stop()
    with still.held():
        qtbot.waitUntil(lambda: len(beats) > 2)

    assert still._finder not in sys.meta_path
