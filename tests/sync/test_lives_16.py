"""Thirty of the suite's sixty lives, on PostgreSQL 16: each version has its file, so that both are lived at once."""

import pytest

from tests.sync.hub_kit import Hub
from tests.sync.lives import Lives, all_that_befell


@pytest.mark.slow
@pytest.mark.parametrize("server", [16], indirect=True, scope="session")
def test_whatever_befalls_five_desks_nothing_promised_is_lost_or_given_twice(hub: Hub, lives: Lives) -> None:
    befell = all_that_befell(hub, lives, range(60))

    assert all(befell[what] for what in ("died", "reply lost", "booked: taken"))
