"""The clinic that the tests of services stand in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import SmallClinic, a_small_clinic
from tests.messaging import Mailroom


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    with a_small_clinic(tmp_path / "clinic") as made:
        yield made


@pytest.fixture
def room(clinic: SmallClinic) -> Mailroom:
    """Messages are switched off."""
    return Mailroom(clinic=clinic)


@pytest.fixture
def on(room: Mailroom) -> Mailroom:
    """Messages are switched on."""
    room.switch_on()
    return room
