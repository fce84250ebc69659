"""Nothing promised is lost or given twice, though programs, network and server die at any moment: real processes."""

from pathlib import Path

import pytest

from tests.sync.campaign import Mishaps, a_campaign
from tests.sync.hub_kit import VERSIONS
from tests.sync.lives import in_memory

_SAMPLE = 20.0
_LONG = 600.0
_NEVER = 2.0
"""Later than the end of the run, which is 1."""


@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS)
def test_five_programs_keep_their_word_whatever_is_killed(version: int) -> None:
    with in_memory() as folder, a_campaign(version, folder, seconds=_SAMPLE, seed=version) as campaign:
        outcome = campaign.run(Mishaps(dump=_NEVER, put_back=_NEVER))

    assert outcome.faults == []
    assert all(outcome.counts[what] for what in ("killed", "revoked", "told: booked"))


@pytest.mark.campaign
@pytest.mark.parametrize("version", VERSIONS)
def test_they_keep_it_though_an_older_dump_is_put_back(version: int) -> None:
    with in_memory() as folder, a_campaign(version, folder, seconds=_SAMPLE, seed=version) as campaign:
        outcome = campaign.run(Mishaps())

    assert outcome.faults == []
    assert outcome.counts["put back to the dump"]


@pytest.mark.campaign
@pytest.mark.parametrize("version", VERSIONS)
def test_ten_minutes_of_it(version: int, tmp_path: Path) -> None:
    with a_campaign(version, tmp_path, seconds=_LONG, seed=version) as campaign:
        outcome = campaign.run(Mishaps())

    print(dict(sorted(outcome.counts.items())))  # noqa: T201 # the figures are what it is run for
    assert outcome.faults == []
    assert outcome.counts["killed"] >= 300
    assert outcome.counts["server crashed"] + outcome.counts["server lost a backend"] >= 20
