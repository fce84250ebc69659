"""Each of the bugs that sync could have is caught by the lives of five desks."""

from collections.abc import Iterator

import pytest

from tests.sync.hub_kit import VERSIONS, Hub, a_server
from tests.sync.lives import Lives, lives_of
from tests.sync.mutants import MUTANTS, Mutant

_STEPS = 300
_MOST_LIVES = 15
_SAMPLE = {"the slots are not guarded", "one table's trigger is missing", "what was removed is not told"}
"""Caught within a life or two; the others are for those who have the time."""


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    """One version is enough: the bugs are ours."""
    with a_server(VERSIONS[-1]) as server, server.a_hub() as made:
        yield made


@pytest.fixture(scope="module")
def lives(hub: Hub) -> Iterator[Lives]:
    with lives_of(hub) as begun:
        yield begun


@pytest.mark.parametrize(
    "mutant",
    [
        pytest.param(
            mutant,
            id=mutant.words.replace(" ", "-"),
            marks=pytest.mark.slow if mutant.words in _SAMPLE else pytest.mark.campaign,
        )
        for mutant in MUTANTS
    ],
)
def test_the_bug_is_caught(hub: Hub, lives: Lives, mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    with mutant.applied(hub, monkeypatch):
        found = next((faults for seed in range(_MOST_LIVES) if (faults := lives.live(seed, _STEPS).faults)), [])

    assert found, f"nobody noticed that {mutant.words}"
