"""Whatever befalls five desks, at the end all that must hold does: lives by their seeds (see `simulation`)."""

from collections.abc import Iterator

import pytest

from tests.sync.hub_kit import VERSIONS, Hub
from tests.sync.lives import Lives, in_memory

STEPS = 300
_SAMPLE = 24  # a life takes two to three seconds; sixty of them took 150
_SIXTY = 60
_CAMPAIGN = 2_000


@pytest.fixture(scope="module")
def lives(hub: Hub) -> Iterator[Lives]:
    with in_memory() as folder:
        yield Lives(hub, folder)


def of_version(seeds: range, hub: Hub) -> range:
    """The share of the seeds that is lived on this version."""
    return seeds[VERSIONS.index(hub.server.version) :: len(VERSIONS)]


def test_whatever_befalls_five_desks_nothing_promised_is_lost_or_given_twice(hub: Hub, lives: Lives) -> None:
    outcomes = [lives.live(seed, STEPS) for seed in of_version(range(_SAMPLE), hub)]

    assert [(one.seed, fault) for one in outcomes for fault in one.faults] == []
    assert all(sum(one.counts[what] for one in outcomes) for what in ("died", "reply lost", "booked: taken"))


def test_a_seed_lives_the_same_life_again(lives: Lives) -> None:
    first, second = (lives.live(7, STEPS) for _ in range(2))

    assert first.counts == second.counts
    assert first.digest == second.digest


@pytest.mark.campaign
def test_sixty_lives(hub: Hub, lives: Lives) -> None:
    for seed in of_version(range(_SIXTY), hub):
        assert (seed, lives.live(seed, STEPS).faults) == (seed, [])


@pytest.mark.campaign
def test_two_thousand_lives(hub: Hub, lives: Lives) -> None:
    for seed in of_version(range(1_000, 1_000 + _CAMPAIGN), hub):
        assert (seed, lives.live(seed, STEPS).faults) == (seed, [])
