"""Sam Ortiz's window on the pages of hours and of closing days."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.staff.admin_desk import AdminDesk, an_admin_desk

from .hours_desk import ClosuresDesk, HoursDesk


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[AdminDesk]:
    with an_admin_desk(tmp_path, qtbot) as made:
        made.window.resize(1366, 768)
        yield made


@pytest.fixture
def hours(desk: AdminDesk) -> Iterator[HoursDesk]:
    made = HoursDesk(desk)
    yield made
    made.page.discard()


@pytest.fixture
def closed(desk: AdminDesk) -> Iterator[ClosuresDesk]:
    made = ClosuresDesk(desk)
    yield made
    made.page.discard()
