"""The first window before a damaged file, on the folder that each test has its own of."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from clinic_desktop.gui.entrance import Entrance


@pytest.fixture
def entrance(folder: Path) -> Iterator[Entrance]:
    owner = QObject()
    made = Entrance(folder, owner, prepare=lambda _: None)
    yield made
    made.close()
    owner.deleteLater()
