"""What the tests of the hub's door share: one server of Debian's PostgreSQL for all of them."""

import os
from collections.abc import Iterator

import pytest

from .debian_server import DebianServer, debian_server, programs


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
