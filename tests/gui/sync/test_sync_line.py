"""The status strip tells how this station stands with the others, with an icon and in words."""

from datetime import timedelta
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinic_desktop.domain.syncing import SyncMode, SyncState
from clinic_desktop.exchange.demo.other_desk import OtherDesk
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.sync.decisions_page import DecisionsPage
from clinic_desktop.gui.sync_words import clock_look, seconds_to_other_words, sync_look
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.storage.faults import DiskFull
from tests.builders import NINE_OCLOCK
from tests.gui.calendar.reception_desk import Desk, booked
from tests.gui.front_desk import BERLIN

from .scenes import TEN_TO_NINE, booked_twice, says


def test_without_a_shared_server_the_strip_says_what_it_always_said(desk: Desk) -> None:
    line = desk.window.sync_line

    assert line.words == "Saved here"
    assert line.dot.isVisible()
    assert not line.decisions.isVisible()


def test_on_a_full_disk_the_strip_says_that_nothing_can_be_stored_until_something_is(desk: Desk) -> None:
    line = desk.window.sync_line

    def book(_: Clinic) -> None:
        raise DiskFull

    desk.window.workplace.run(book)
    desk.settle()
    words_then, shows_dot_then, told_then = line.words, line.dot.isVisible(), line.toolTip()
    booked(desk)

    assert (words_then, shows_dot_then) == ("Nothing can be stored now", False)
    assert told_then.startswith("The disk is full")
    assert (line.words, line.dot.isVisible()) == ("Saved here", True)


@pytest.mark.parametrize(
    ("mode", "fields", "words"),
    [
        (SyncMode.IN_SYNC, {}, "In sync · just now"),
        (SyncMode.IN_SYNC, {"contact_at": NINE_OCLOCK - timedelta(seconds=12)}, "In sync · 10 s ago"),
        (SyncMode.IN_SYNC, {"waiting": 1}, "Sending 1 change"),
        (SyncMode.IN_SYNC, {"waiting": 1200}, "Sending 1,200 changes"),
        (SyncMode.OFFLINE, {"waiting": 3}, "Working offline since 08:50 · 3 changes wait"),
        (SyncMode.OFFLINE, {"since": NINE_OCLOCK - timedelta(days=1)}, "Working offline since yesterday 09:00"),
        (SyncMode.PAUSED, {"waiting": 1}, "Sync is paused · 1 change waits"),
        (SyncMode.REVOKED, {"waiting": 2}, "This station was revoked · 2 changes are safe here"),
        (SyncMode.NOT_PROVEN, {"waiting": 2}, "Not the clinic’s server · 2 changes are safe here"),
        (SyncMode.CLONED, {}, "Connect this station anew"),
        (SyncMode.PROGRAM_TOO_OLD, {"waiting": 2}, "Update this PC · 2 changes are safe here"),
        (SyncMode.FIRST, {"done": 0.42}, "First sync · 42 %"),
    ],
)
def test_each_way_of_standing_has_its_words(desk: Desk, mode: SyncMode, fields: dict[str, Any], words: str) -> None:
    says(desk, mode, **fields)

    assert desk.window.sync_line.words == words
    assert not desk.window.sync_line.dot.isVisible()


def test_each_way_of_standing_has_an_icon_of_its_own() -> None:
    looks = {mode: sync_look(SyncState(mode=mode), NINE_OCLOCK, BERLIN) for mode in SyncMode}

    assert looks[SyncMode.OFF].icon is None
    assert looks[SyncMode.OFFLINE].icon is Icon.CLOUD_OFF
    assert all(look.icon is not None for mode, look in looks.items() if mode is not SyncMode.OFF)


def test_the_words_are_told_anew_only_when_they_become_others() -> None:
    def waits(seconds: float) -> float | None:
        state = SyncState(mode=SyncMode.IN_SYNC, contact_at=NINE_OCLOCK)
        return seconds_to_other_words(state, NINE_OCLOCK + timedelta(seconds=seconds))

    assert waits(0) == 5
    assert waits(12) == 3
    assert waits(90) == 30
    assert seconds_to_other_words(SyncState(mode=SyncMode.OFFLINE, since=NINE_OCLOCK), NINE_OCLOCK) is None


def test_time_that_goes_by_is_told_by_itself(desk: Desk) -> None:
    says(desk, contact_at=NINE_OCLOCK + timedelta(seconds=-4.8))

    desk.clinic.clock.forward(seconds=1)
    desk.qtbot.waitUntil(lambda: desk.window.sync_line.words == "In sync · 5 s ago")


def test_the_number_of_decisions_is_a_link_to_the_conflict_desk(desk: Desk, far: OtherDesk) -> None:
    booked_twice(desk, far)
    says(desk, to_decide=1)
    link = desk.window.sync_line.decisions
    assert link.text() == "1 needs a decision"

    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    desk.settle()

    assert isinstance(desk.window.current_page, DecisionsPage)


def test_the_menu_says_how_much_needs_a_decision(desk: Desk) -> None:
    says(desk, to_decide=2)

    assert desk.window.commands["decisions"].text() == "Needs a &decision · 2"


@pytest.mark.parametrize(
    ("seconds", "words", "token"),
    [
        (0, "", ""),
        (-119, "", ""),
        (130, "This PC’s clock is 2 min ahead", "arrived"),
        (-1000, "This PC’s clock is 17 min behind", "danger"),
    ],
)
def test_a_clock_that_is_off_is_told_and_red_when_it_is_much(seconds: float, words: str, token: str) -> None:
    look = clock_look(SyncState(mode=SyncMode.IN_SYNC, clock_seconds=seconds))

    assert (look.words, look.token) == (words, token) if look is not None else not words


def test_the_strip_shows_a_clock_that_is_off(desk: Desk) -> None:
    says(desk, clock_seconds=200)
    assert desk.window.sync_line.clock_words == "This PC’s clock is 3 min ahead"

    says(desk, clock_seconds=1)
    assert desk.window.sync_line.clock_words == ""


def test_what_another_thread_tells_arrives_in_the_windows_thread_once(desk: Desk) -> None:
    watch = desk.window.workplace.sync
    came: list[SyncState] = []
    watch.changed.connect(came.append)

    def tell() -> None:
        for count in range(50):
            watch.tell(SyncState(mode=SyncMode.IN_SYNC, waiting=count, unsent=frozenset({uuid4()})))

    thread = Thread(target=tell)
    thread.start()
    thread.join()
    desk.settle()

    assert [state.waiting for state in came] == [49]


def test_words_of_the_strip_tell_when_the_server_answered_last(desk: Desk) -> None:
    says(desk, SyncMode.OFFLINE, contact_at=TEN_TO_NINE, sentence="The shared server cannot be reached.")

    tip = desk.window.sync_line.toolTip()
    assert "The shared server cannot be reached." in tip
    assert "08:50" in tip
