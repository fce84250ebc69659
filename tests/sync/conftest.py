"""The servers of both versions, started once, and a hub of its own for each module."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from tests.sync.hub_kit import VERSIONS, Desk, Hub, HubServer, a_server
from tests.sync.lives import Lives, lives_of


@pytest.fixture(scope="session", params=VERSIONS, ids=lambda version: f"postgresql-{version}")
def server(request: pytest.FixtureRequest) -> Iterator[HubServer]:
    with a_server(request.param) as started:
        yield started


@pytest.fixture(scope="module")
def hub(server: HubServer) -> Iterator[Hub]:
    with server.a_hub() as made:
        yield made


@pytest.fixture(scope="module")
def lives(hub: Hub) -> Iterator[Lives]:
    with lives_of(hub) as begun:
        yield begun


@pytest.fixture(scope="module")
def front(hub: Hub) -> Desk:
    return hub.desk("Front desk")


@pytest.fixture(scope="module")
def back(hub: Hub) -> Desk:
    return hub.desk("Back office")


@pytest.fixture
def practitioner() -> UUID:
    """One whose time nobody else in the module takes."""
    return uuid4()
