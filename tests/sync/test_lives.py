"""Whatever befalls five desks, at the end all that must hold does: lives by their seeds (see `simulation`)."""

import logging
import os
from collections.abc import Iterable
from uuid import uuid4

import pytest

from clinic_desktop.domain.syncing import Profile
from tests.sync.hub_kit import Hub, HubServer, an_appointment
from tests.sync.invariants import faults
from tests.sync.lives import STEPS, Lives, of_version
from tests.sync.simulation import Told

_CAMPAIGN = "1000-2999"
_log = logging.getLogger(__name__)


def faulty(lives: Lives, seeds: Iterable[int]) -> dict[int, list[str]]:
    """What was false at the end of which life."""
    found = {}
    for seed in seeds:
        outcome = lives.live(seed, STEPS)
        if outcome.faults:
            found[seed] = outcome.faults
        _log.info("%d: %s", seed, "; ".join(outcome.faults) or "well")
    return found


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
def test_two_thousand_lives(hub: Hub, lives: Lives) -> None:
    """Takes about an hour; `--log-cli-level=info` tells how each ended, and `-k postgresql-16` lives one version's.

    `CLINIC_LIVES=1500-2999` lives those seeds only, to go on from there.
    """
    first, _, last = os.environ.get("CLINIC_LIVES", _CAMPAIGN).partition("-")

    assert faulty(lives, of_version(range(int(first), int(last) + 1), hub)) == {}
