"""A fresh database for each test of storage."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_desktop.storage.database import Database
from tests.storage.kept import Furnished, furnish, opened


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "clinic") as database:
        yield database


@pytest.fixture
def who(database: Database) -> Furnished:
    return furnish(database)
