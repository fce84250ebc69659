"""The servers of both versions, started once, and a hub of its own for each module."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from tests.builders import SmallClinic, a_small_clinic
from tests.sync.hub_kit import VERSIONS, Desk, Hub, HubServer, a_server
from tests.sync.lives import Lives, lives_of
from tests.sync.places import Place, two_places


@pytest.fixture(scope="session", params=VERSIONS, ids=lambda version: f"postgresql-{version}")
def server(request: pytest.FixtureRequest) -> Iterator[HubServer]:
    with a_server(request.param) as started:
        yield started


@pytest.fixture(scope="module")
def hub(server: HubServer) -> Iterator[Hub]:
    with server.a_hub() as made:
        yield made


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    with a_small_clinic(tmp_path / "first") as made:
        yield made


@pytest.fixture
def own_hub(server: HubServer) -> Iterator[Hub]:
    """Of one test alone."""
    with server.a_hub() as made:
        yield made


@pytest.fixture
def places(own_hub: Hub, clinic: SmallClinic, tmp_path: Path) -> Iterator[tuple[Place, Place]]:
    with two_places(own_hub, clinic, tmp_path / "second") as made:
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
