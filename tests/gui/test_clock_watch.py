"""The computer's clock is set, or the computer sleeps: both are noticed, and neither is taken for the other."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.clock_watch import ClockWatch
from clinic_desktop.gui.clock_words import clock_moved_words

HOUR, YEAR = 3600.0, 365 * 86400.0


@dataclass
class Clocks:
    wall: float = 1_800_000_000.0
    running: float = 50_000.0
    awake: float = 40_000.0

    def pass_by(self, seconds: float, *, asleep: bool = False) -> None:
        self.wall += seconds
        self.running += seconds
        self.awake += 0 if asleep else seconds


class Heard:
    def __init__(self, clocks: Clocks) -> None:
        self.watch = ClockWatch(
            wall=lambda: clocks.wall, awake=lambda: clocks.awake, running=lambda: clocks.running, every=60_000
        )
        self.moved: list[float] = []
        self.woke: list[float] = []
        self.watch.moved.connect(self.moved.append)
        self.watch.woke.connect(self.woke.append)
        self.watch.start()


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def heard(clocks: Clocks, qtbot: QtBot) -> Iterator[Heard]:
    made = Heard(clocks)
    yield made
    made.watch.stop()


@pytest.mark.parametrize("seconds", [-HOUR, YEAR])
def test_a_clock_that_was_set_is_told_once(clocks: Clocks, heard: Heard, seconds: float) -> None:
    clocks.pass_by(5)
    clocks.wall += seconds
    heard.watch.look()
    clocks.pass_by(5)
    heard.watch.look()

    assert heard.moved == [pytest.approx(seconds)]
    assert not heard.woke


def test_a_sleep_is_no_clock_that_was_set(clocks: Clocks, heard: Heard) -> None:
    clocks.pass_by(8 * HOUR, asleep=True)
    heard.watch.look()

    assert heard.woke == [pytest.approx(8 * HOUR)]
    assert not heard.moved


def test_a_day_that_passes_and_a_time_server_are_not_worth_a_word(clocks: Clocks, heard: Heard) -> None:
    clocks.pass_by(24 * HOUR)
    clocks.wall += 2
    heard.watch.look()

    assert not heard.moved
    assert not heard.woke


def test_the_computers_own_clocks_agree_while_nobody_touches_them(qtbot: QtBot) -> None:
    watch = ClockWatch(every=5)
    watch.start()
    with qtbot.assertNotEmitted(watch.moved), qtbot.assertNotEmitted(watch.woke):
        until = time.monotonic() + 0.1
        qtbot.waitUntil(lambda: time.monotonic() > until)
    watch.stop()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-300, "back by 5 min"), (-HOUR, "back by an hour"), (5 * HOUR, "ahead by 5 hours"), (YEAR, "ahead by 365 days")],
)
def test_what_is_said_of_it(seconds: float, words: str) -> None:
    assert words in clock_moved_words(seconds)
