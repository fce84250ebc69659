"""The admin's window on the small clinic, at a station of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.staff.admin_desk import AdminDesk, an_admin_desk


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[AdminDesk]:
    with an_admin_desk(tmp_path, qtbot) as made:
        yield made
