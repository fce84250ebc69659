"""A station's sync in its own thread: when it goes to the hub, what it tells, and how it ends."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest

from clinic_desktop.domain.people import Department
from clinic_desktop.domain.sync_refusals import ClonedStation, HubTooNew, NotProven, Revoked
from clinic_desktop.domain.syncing import AnswerStatus, RoundReport, SyncMode
from clinic_desktop.services.sync_rhythm import Rhythm
from clinic_desktop.services.sync_station import SyncStation
from tests.builders import SmallClinic
from tests.services.hub_side import LONG_ENOUGH, Asked, ScriptedEngine, answer, black_hole, gone, started, until


def a_station(clinic: SmallClinic, engine: ScriptedEngine) -> SyncStation:
    return SyncStation(clinic.database, lambda: engine)


def a_change(clinic: SmallClinic) -> UUID:
    return clinic.store(Department(id=UUID(int=0), name="Radiology")).id


def is_in_sync(mode_of: object) -> bool:
    return getattr(mode_of, "mode", None) is SyncMode.IN_SYNC


def test_a_station_without_a_hub_has_no_thread_and_is_off(clinic: SmallClinic) -> None:
    before = threading.active_count()

    with started(SyncStation(clinic.database)) as station:
        assert threading.active_count() == before
        assert station.state().mode is SyncMode.OFF
        assert station.confirm([UUID(int=1)]) == {}


def test_a_station_goes_to_the_hub_when_it_starts(clinic: SmallClinic) -> None:
    with started(a_station(clinic, ScriptedEngine())) as station:
        state = until(station, is_in_sync)

    assert state.contact_at == clinic.clock.now
    assert state.waiting == 0


def test_what_was_stored_here_waits_from_its_commit_on_and_no_more_once_it_was_sent(clinic: SmallClinic) -> None:
    may_go = threading.Event()

    def hub(_: Asked) -> RoundReport:
        assert engine.rounds == 1 or may_go.wait(LONG_ENOUGH)
        return RoundReport()

    engine = ScriptedEngine(hub=hub)
    with started(a_station(clinic, engine)) as station:
        until(station, is_in_sync)

        department_id = a_change(clinic)
        at_once = station.state()
        may_go.set()
        after = until(station, lambda state: state.waiting == 0)

    assert at_once.unsent == {department_id}
    assert at_once.waiting == 1
    assert after.unsent == frozenset()


def test_a_commit_is_sent_within_a_third_of_a_second(clinic: SmallClinic) -> None:
    sent = threading.Event()

    def hub(_: Asked) -> RoundReport:
        if engine.rounds == 2:
            sent.set()
        return RoundReport()

    engine = ScriptedEngine(hub=hub)
    with started(a_station(clinic, engine)) as station:
        until(station, is_in_sync)
        began = time.monotonic()

        a_change(clinic)

        assert sent.wait(LONG_ENOUGH)
    assert time.monotonic() - began < 1.0


def test_a_station_that_does_not_reach_the_hub_is_offline_since_then_and_works_on(clinic: SmallClinic) -> None:
    with started(a_station(clinic, ScriptedEngine(hub=gone, left=(3, frozenset())))) as station:
        until(station, lambda state: bool(state.sentence))
        a_change(clinic)
        state = station.state()

    assert state.mode is SyncMode.OFFLINE
    assert state.since is not None
    assert state.waiting == 4


@pytest.mark.parametrize(
    ("refusal", "mode"),
    [
        (Revoked, SyncMode.REVOKED),
        (ClonedStation, SyncMode.CLONED),
        (HubTooNew, SyncMode.PROGRAM_TOO_OLD),
    ],
)
def test_a_station_that_the_hub_refuses_says_why(
    clinic: SmallClinic, refusal: type[Revoked | ClonedStation | HubTooNew], mode: SyncMode
) -> None:
    def hub(_: Asked) -> RoundReport:
        raise refusal

    with started(a_station(clinic, ScriptedEngine(hub=hub))) as station:
        state = until(station, lambda state: state.mode is mode)

    assert state.sentence == refusal().sentence


def test_an_impostor_in_the_hubs_place_is_told_as_one_and_the_hub_is_found_again_by_itself(clinic: SmallClinic) -> None:
    def hub(_: Asked) -> RoundReport:
        if engine.rounds == 1:
            raise NotProven("certificate verify failed")
        return RoundReport()

    engine = ScriptedEngine(hub=hub)
    with started(a_station(clinic, engine)) as station:
        deceived = until(station, lambda state: state.mode is SyncMode.NOT_PROVEN)
        until(station, is_in_sync)
        log = [line.sentence for line in station.book.log(9)]

    assert deceived.sentence == NotProven().sentence
    assert log == ["In sync with the shared server.", NotProven().sentence]


def test_the_hubs_word_on_a_booking_reaches_who_waits_for_it(clinic: SmallClinic) -> None:
    booking = UUID(int=7)

    def hub(asked: Asked) -> RoundReport:
        return RoundReport(answers={one: answer(AnswerStatus.APPLIED) for one in asked.strict()})

    with started(a_station(clinic, ScriptedEngine(hub=hub))) as station:
        until(station, is_in_sync)

        found = station.confirm([booking])

    assert found[booking].status is AnswerStatus.APPLIED


def test_nobody_waits_longer_than_they_said_for_a_hub_that_is_silent(clinic: SmallClinic) -> None:
    engine = ScriptedEngine()
    with started(a_station(clinic, engine)) as station:
        until(station, is_in_sync)
        engine.hub = black_hole(engine)
        began = time.monotonic()

        found = station.confirm([UUID(int=7)], seconds=0.2)

        assert found == {}
        assert time.monotonic() - began < 1.0


def test_nobody_waits_for_a_hub_that_is_known_to_be_gone(clinic: SmallClinic) -> None:
    with started(a_station(clinic, ScriptedEngine(hub=gone))) as station:
        until(station, lambda state: bool(state.sentence))
        began = time.monotonic()

        assert station.confirm([UUID(int=7)], seconds=5) == {}

    assert time.monotonic() - began < 1.0


def test_a_station_ends_within_two_seconds_though_the_network_is_a_black_hole(clinic: SmallClinic) -> None:
    engine = ScriptedEngine()
    engine.hub = black_hole(engine)
    station = a_station(clinic, engine)
    station.start()
    began = time.monotonic()

    station.close()

    assert time.monotonic() - began < 2.0
    assert not [thread for thread in threading.enumerate() if thread.name == "sync"]


def test_a_pause_lasts_until_it_is_ended_though_the_program_starts_anew(clinic: SmallClinic) -> None:
    engine = ScriptedEngine()
    with started(a_station(clinic, engine)) as station:
        until(station, is_in_sync)
        station.pause()
        until(station, lambda state: state.mode is SyncMode.PAUSED)
        rounds = engine.rounds
        a_change(clinic)

    again = ScriptedEngine()
    with started(a_station(clinic, again)) as station:
        assert station.state().mode is SyncMode.PAUSED
        assert (engine.rounds, again.rounds) == (rounds, 0)

        station.resume()
        until(station, is_in_sync)


@dataclass
class DeafEngine(ScriptedEngine):
    """It is refused what it listens to; `meanwhile` happens in the very moment before it knows."""

    meanwhile: Callable[[], object] = lambda: None
    waits: int = 0

    def wait(self, seconds: float) -> bool:
        self.waits += 1
        if self.waits == 1:
            self.meanwhile()
        raise Revoked


@pytest.mark.parametrize("what", ["somebody asks for a round", "somebody books"])
def test_who_hurries_a_station_that_hears_nothing_of_the_hub_is_served_as_soon(clinic: SmallClinic, what: str) -> None:
    served = threading.Event()

    def hub(_: Asked) -> RoundReport:
        if engine.rounds == 2:
            served.set()
        return RoundReport()

    engine = DeafEngine(hub=hub)
    station = a_station(clinic, engine)

    def meanwhile() -> None:
        hurry = station.sync_now if what == "somebody asks for a round" else lambda: a_change(clinic)
        hurrying = threading.Thread(target=hurry)
        hurrying.start()
        hurrying.join()

    engine.meanwhile = meanwhile
    with started(station):
        assert served.wait(LONG_ENOUGH)


def test_a_question_to_the_hub_is_asked_on_its_own_thread(clinic: SmallClinic) -> None:
    with started(a_station(clinic, ScriptedEngine())) as station:
        until(station, is_in_sync)

        found = station.ask(lambda hub: (hub.lease("other", 3), threading.current_thread().name))

    assert found == (range(1, 4), "sync")


def test_a_question_to_a_hub_that_is_gone_has_no_answer(clinic: SmallClinic) -> None:
    with started(a_station(clinic, ScriptedEngine(hub=gone))) as station:
        until(station, lambda state: bool(state.sentence))

        assert station.ask(lambda hub: hub.lease("other", 3)) is None


class Watch:
    """A stopwatch that stands until it is set on."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_station_looks_every_fifteen_seconds() -> None:
    rhythm = Rhythm(stopwatch=Watch())

    rhythm.begins()
    rhythm.came_back(is_done=True)

    assert rhythm.due_in() == pytest.approx(15)


def test_more_that_waits_is_fetched_at_once() -> None:
    rhythm = Rhythm(stopwatch=Watch())

    rhythm.begins()
    rhythm.came_back(is_done=False)

    assert rhythm.due_in() == 0


def test_commits_that_follow_each_other_are_sent_together_after_three_tenths_at_latest() -> None:
    watch = Watch()
    rhythm = Rhythm(stopwatch=watch)
    rhythm.begins()
    rhythm.came_back(is_done=True)

    watch.seconds = 1.0
    rhythm.committed()
    first = rhythm.due_in()
    watch.seconds = 1.29
    rhythm.committed()

    assert first == pytest.approx(0.05)
    assert rhythm.due_in() <= 0.3 - 0.29


def test_news_of_the_hub_are_fetched_soon_and_an_own_commit_is_no_news() -> None:
    watch = Watch()
    rhythm = Rhythm(stopwatch=watch, jitter=lambda: 1.0)
    rhythm.begins()
    rhythm.came_back(is_done=True)

    rhythm.committed()
    rhythm.woken()
    after_commit = rhythm.due_in()
    rhythm.begins()
    watch.seconds += 1
    rhythm.woken()
    after_news = rhythm.due_in()
    watch.seconds += 0.1
    rhythm.woken()

    assert after_commit == pytest.approx(0.05)
    assert after_news == pytest.approx(0.12)
    assert rhythm.due_in() == pytest.approx(0.02)


def test_news_that_follow_each_other_are_fetched_together() -> None:
    watch = Watch()
    rhythm = Rhythm(stopwatch=watch, jitter=lambda: 0.0)
    rhythm.begins()
    rhythm.came_back(is_done=True)

    rhythm.woken()
    watch.seconds += 0.15
    rhythm.woken()

    assert rhythm.due_in() == pytest.approx(0.05)
    rhythm.begins()
    rhythm.woken()
    assert rhythm.due_in() == pytest.approx(0.2)


def test_tries_in_vain_grow_seldom_up_to_half_a_minute_and_no_commit_hastens_them() -> None:
    rhythm = Rhythm(stopwatch=Watch(), jitter=lambda: 1.0)
    pauses = []
    for _ in range(8):
        rhythm.begins()
        rhythm.failed(may_pass=True)
        rhythm.committed()
        pauses.append(rhythm.due_in())

    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]


def test_somebody_who_asks_for_it_is_served_at_once_after_a_failure_too() -> None:
    rhythm = Rhythm(stopwatch=Watch())
    rhythm.begins()
    rhythm.failed(may_pass=True)

    rhythm.at_once()

    assert rhythm.due_in() == 0


def test_of_two_programs_with_one_folder_only_one_goes_to_the_hub(clinic: SmallClinic) -> None:
    one, other = ScriptedEngine(), ScriptedEngine()
    with started(a_station(clinic, one)) as first:
        until(first, is_in_sync)
        with started(a_station(clinic, other)) as second:
            state = until(second, lambda state: bool(state.sentence))

            assert "once more" in state.sentence
            assert other.rounds == 0

            first.close()
            second.sync_now()
            until(second, is_in_sync)
