"""The reception's window, wide enough for what stands at the left of the calendar."""

import pytest

from tests.gui.calendar.conftest import clock, shown
from tests.gui.calendar.conftest import desk as narrow_desk
from tests.gui.calendar.reception_desk import Desk

__all__ = ["clock", "narrow_desk", "shown"]


@pytest.fixture
def desk(narrow_desk: Desk) -> Desk:
    narrow_desk.window.resize(1440, 1200)
    narrow_desk.settle()
    return narrow_desk
