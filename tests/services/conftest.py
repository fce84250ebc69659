"""The clinic that the tests of services stand in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import SmallClinic, a_small_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    with a_small_clinic(tmp_path / "clinic") as made:
        yield made
