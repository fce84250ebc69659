"""Whatever befalls five desks, at the end all that must hold does: lives by their seeds (see `simulation`)."""

import logging
import os
from collections.abc import Iterable, Iterator
from uuid import uuid4

import pytest

from clinic_desktop.domain.syncing import Profile
from tests.sync.hub_kit import VERSIONS, Hub, HubServer, an_appointment
from tests.sync.invariants import faults
from tests.sync.lives import Lives, lives_of
from tests.sync.simulation import Told

STEPS = 300
_SAMPLE = 24  # a life takes about two seconds
_SIXTY = 60
_CAMPAIGN = "1000-2999"
_log = logging.getLogger(__name__)


@pytest.fixture(scope="module")
def lives(hub: Hub) -> Iterator[Lives]:
    with lives_of(hub) as begun:
        yield begun


def of_version(seeds: range, hub: Hub) -> list[int]:
    """The share of the seeds that is lived on this version."""
    return [seed for seed in seeds if seed % len(VERSIONS) == VERSIONS.index(hub.server.version)]


def faulty(lives: Lives, seeds: Iterable[int]) -> dict[int, list[str]]:
    """What was false at the end of which life."""
    found = {}
    for seed in seeds:
        outcome = lives.live(seed, STEPS)
        if outcome.faults:
            found[seed] = outcome.faults
        _log.info("%d: %s", seed, "; ".join(outcome.faults) or "well")
    return found


def test_whatever_befalls_five_desks_nothing_promised_is_lost_or_given_twice(hub: Hub, lives: Lives) -> None:
    outcomes = [lives.live(seed, STEPS) for seed in of_version(range(_SAMPLE), hub)]

    assert [(one.seed, fault) for one in outcomes for fault in one.faults] == []
    assert all(sum(one.counts[what] for one in outcomes) for what in ("died", "reply lost", "booked: taken"))


def test_a_seed_lives_the_same_life_again(lives: Lives) -> None:
    first, second = (lives.live(7, STEPS) for _ in range(2))

    assert first.counts == second.counts
    assert first.digest == second.digest


def test_what_an_answer_does_not_show_to_reception_stands_nevertheless(server: HubServer) -> None:
    visit, known = uuid4(), an_appointment(uuid4())
    with server.a_hub() as hub:
        reception, doctor = hub.desk("Front desk"), hub.desk("Room 1", Profile.DOCTOR)
        reception.insert("appointment", visit, known)
        doctor.update("appointment", visit, known, {"visit_note": "Rest."})

        answer = reception.update("appointment", visit, known, {"desk_note": "Needs a ramp."})
        doctor.update("appointment", visit, known | {"visit_note": "Rest."}, {"visit_note": "Rest, a week."}, 3)

        assert answer.document is not None
        assert "visit_note" not in answer.document
        assert faults(hub.connection, [], Told(), [], {}) == []


@pytest.mark.campaign
def test_sixty_lives(hub: Hub, lives: Lives) -> None:
    assert faulty(lives, of_version(range(_SIXTY), hub)) == {}


@pytest.mark.campaign
def test_two_thousand_lives(hub: Hub, lives: Lives) -> None:
    """Takes about an hour; `--log-cli-level=info` tells how each ended, and `-k postgresql-16` lives one version's.

    `CLINIC_LIVES=1500-2999` lives those seeds only, to go on from there.
    """
    first, _, last = os.environ.get("CLINIC_LIVES", _CAMPAIGN).partition("-")

    assert faulty(lives, of_version(range(int(first), int(last) + 1), hub)) == {}
