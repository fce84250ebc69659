"""What took long is kept by the place that asked for it, and never without bound."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.gui import slow_tasks
from clinic_desktop.gui.slow_tasks import MOST, SLOW_SECONDS, SlowTasks, name_of
from clinic_desktop.gui.tasks import Lane, TaskRunner
from tests.builders import NINE_OCLOCK
from tests.gui.settling import settle


class Counter:
    def reload(self) -> str:
        return name_of(lambda: None)


def test_work_is_named_by_the_place_that_asked_for_it() -> None:
    assert Counter().reload() == "Counter.reload"


def test_only_the_slowest_are_kept() -> None:
    tasks = SlowTasks()

    for number in range(3 * MOST):
        tasks.took(f"task {number}", SLOW_SECONDS + number, NINE_OCLOCK + timedelta(seconds=number))

    assert len(tasks.slowest) == MOST
    assert tasks.slowest[0].name == f"task {3 * MOST - 1}"


def nothing() -> None:
    pass


def test_tasks_that_took_long_are_kept_but_for_those_on_the_long_lane(
    qtbot: QtBot, runner: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_tasks, "SLOW_SECONDS", 0.0)
    runner.run(nothing)
    runner.run(nothing, lane=Lane.READING)
    runner.run(nothing, lane=Lane.LONG)
    settle(qtbot, runner)

    assert [(task.name, task.times) for task in runner.slow.slowest] == [("nothing", 2)]
