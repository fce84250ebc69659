"""Garbage is searched for in the window's thread, and by nobody else meanwhile."""

import gc
import sys
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.quiet_import import quiet_import
from clinic_desktop.gui.sweeping import Sweeper


class _Ring:
    """Refers to itself: only a search finds that nobody else does."""

    def __init__(self) -> None:
        self.own = self


_MANY_LOOKS = 6
_SHORT = 0.0005


@pytest.fixture(autouse=True)
def python_searches(no_search_for_garbage_in_other_threads: None) -> None:
    """What these tests are about is on when they begin; no other thread is at work in them."""
    gc.enable()


@pytest.fixture
def sweeper(qapp: object) -> Iterator[Sweeper]:
    made = Sweeper(lambda: True)
    made.start()
    yield made
    made.stop()
    gc.unfreeze()


def test_what_refers_to_itself_is_ended_though_python_searches_no_more(qtbot: QtBot, sweeper: Sweeper) -> None:
    ends: list[threading.Thread] = []

    def make_many() -> None:
        for _ in range(2_000):
            ring = _Ring()
            weakref.finalize(ring, lambda: ends.append(threading.current_thread()))

    maker = threading.Thread(target=make_many)
    maker.start()
    maker.join()

    assert not ends
    qtbot.waitUntil(lambda: len(ends) >= 1_999)
    assert set(ends) == {threading.main_thread()}


def test_nothing_is_searched_while_a_task_is_waited_for(qtbot: QtBot) -> None:
    looks: list[None] = []
    rests = [False]

    def is_resting() -> bool:
        looks.append(None)
        return rests[0]

    sweeper = Sweeper(is_resting)
    sweeper.start()
    ends: list[None] = []
    weakref.finalize(_Ring(), ends.append, None)

    qtbot.waitUntil(lambda: len(looks) > _MANY_LOOKS)
    ended_by_then = list(ends)
    rests[0] = True
    for _ in range(2_000):
        _Ring()
    qtbot.waitUntil(lambda: bool(ends))

    assert not ended_by_then
    sweeper.stop()
    gc.unfreeze()


def test_very_much_at_once_is_left_out_for_good_and_goes_when_it_is_let_go_of(qtbot: QtBot, sweeper: Sweeper) -> None:
    read = [[number] for number in range(80_000)]
    before = gc.get_freeze_count()

    qtbot.waitUntil(lambda: gc.get_freeze_count() > before + 70_000)
    del read

    assert gc.get_freeze_count() < before + 40_000


def test_an_import_leaves_the_search_off(sweeper: Sweeper) -> None:
    with quiet_import():
        pass

    assert not gc.isenabled()


def test_an_import_that_began_before_it_leaves_the_search_off_too(qapp: object) -> None:
    sweeper = Sweeper(lambda: True)
    importing, others = quiet_import(), quiet_import()

    with others:
        importing.__enter__()
        sweeper.start()
    importing.__exit__(None, None, None)

    assert not gc.isenabled()
    sweeper.stop()
    assert gc.isenabled()
    gc.unfreeze()


def test_threads_have_the_short_turns_again_that_the_program_gave_them(qapp: object) -> None:
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SHORT)

    importing, others = quiet_import(), quiet_import()
    with others:
        importing.__enter__()
    still = sys.getswitchinterval()
    importing.__exit__(None, None, None)
    after = sys.getswitchinterval()

    sys.setswitchinterval(before)
    assert still > _SHORT
    assert after == pytest.approx(_SHORT)


def test_python_searches_again_when_it_stops(qapp: object) -> None:
    sweeper = Sweeper(lambda: True)
    sweeper.start()

    sweeper.stop()

    assert gc.isenabled()
    gc.unfreeze()
