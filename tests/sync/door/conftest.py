"""What the tests of the hub's door share: one server of Debian's PostgreSQL for all of them."""

import os
from collections.abc import Callable, Iterator

import pytest

from clinic_desktop.domain.syncing import Profile
from clinic_desktop.sync import enrolment
from clinic_desktop.sync.address import HubAddress
from clinic_desktop.sync.hub_admin import HubAdmin, administering

from .debian_server import CLINIC, DebianServer, debian_server, programs
from .siege import Siege, Station, besieged


@pytest.fixture(scope="session")
def debian() -> Iterator[DebianServer]:
    """Debian's PostgreSQL with certificates; where a machine promises it, its absence is a failure."""
    found = programs()
    if found is None:
        if os.environ.get("CLINIC_DESKTOP_WANTS_POSTGRESQL"):
            pytest.fail("Debian's PostgreSQL is missing, and this machine is to have it.")
        pytest.skip("Debian's PostgreSQL is not installed here: apt-get install postgresql")
    with debian_server(found) as server:
        yield server


@pytest.fixture
def empty_clinic(debian: DebianServer) -> Iterator[DebianServer]:
    """The server with an empty database `clinic`; its roles are gone afterwards too."""
    with debian.as_superuser() as connection:
        connection.execute(f"create database {CLINIC}")
    yield debian
    debian.clear()


@pytest.fixture
def hub(empty_clinic: DebianServer) -> Iterator[HubAdmin]:
    """A hub, and its administrator."""
    with administering(empty_clinic.login(CLINIC)) as hub:
        hub.init()
        yield hub


@pytest.fixture
def enrols(hub: HubAdmin) -> Callable[[str, Profile], HubAddress]:
    """Make a station and open its enrolment as the station does."""

    def enrol(name: str, profile: Profile) -> HubAddress:
        made = hub.make_station(name, profile)
        return enrolment.opened(made.file_text, made.code)

    return enrol


@pytest.fixture(scope="module")
def siege(debian: DebianServer) -> Iterator[Siege]:
    """A hub with records, before which stations of an attacker's stand; one for all tests of a file."""
    with besieged(debian) as siege:
        yield siege


@pytest.fixture(params=["desk", "kiosk"])
def attacker(siege: Siege, request: pytest.FixtureRequest) -> Station:
    """A station of the attacker's: a reception's desk, or the patients' own."""
    station: Station = getattr(siege, request.param)
    return station
