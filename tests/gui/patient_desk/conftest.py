"""The desk of these tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.patient_desk.at_the_desk import AtTheDesk, a_desk


@pytest.fixture
def at_desk(tmp_path: Path, qtbot: QtBot) -> Iterator[AtTheDesk]:
    with a_desk(tmp_path / "clinic", qtbot) as made:
        yield made
