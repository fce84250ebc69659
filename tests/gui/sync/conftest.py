"""The reception's window beside another desk, of whose work it hears as from a shared server."""

from collections.abc import Iterator

import pytest

from clinic_desktop.exchange.demo.other_desk import OtherDesk
from clinic_desktop.gui import privacy
from clinic_desktop.gui.unconfirmed import unconfirmed
from tests.gui.calendar.conftest import clock, shown
from tests.gui.calendar.conftest import desk as narrow_desk
from tests.gui.calendar.reception_desk import Desk

__all__ = ["clock", "narrow_desk", "shown"]


@pytest.fixture
def desk(narrow_desk: Desk) -> Desk:
    narrow_desk.window.resize(1440, 1000)
    narrow_desk.settle()
    return narrow_desk


@pytest.fixture
def far(desk: Desk) -> OtherDesk:
    return OtherDesk(desk.clinic.database)


@pytest.fixture(autouse=True)
def nothing_marked() -> Iterator[None]:
    """Every test begins, and ends, without a shared server."""
    yield
    unconfirmed().set_ids(frozenset())
    unconfirmed().is_shared = False
    privacy.switch().set_on(False)
