"""The first start of a newer program: the window says that the records are brought up to date, and lives."""

import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QProgressBar
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.requests import FirstAdmin, FirstRunRequest
from clinic_desktop.gui.entrance import Entrance
from clinic_desktop.gui.login_dialog import LoginDialog
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.opening import open_clinic
from clinic_desktop.storage import migrations, schema
from tests.builders import PASSWORD

SOON = 20_000


@pytest.fixture
def entrance(tmp_path: Path) -> Iterator[Entrance]:
    clinic = open_clinic(tmp_path / "clinic")
    admin = FirstAdmin(username="sortiz", full_name="Sam Ortiz", password=PASSWORD)
    clinic.door.set_up(FirstRunRequest(name="Linden Street Clinic", zone="Europe/Berlin", admin=admin))
    clinic.close()
    owner = QObject()
    made = Entrance(tmp_path / "clinic", owner, prepare=lambda _: None)
    yield made
    made.close()
    owner.deleteLater()


@pytest.fixture
def may_end(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The program is a newer one, whose upgrade takes until this is set."""
    event = threading.Event()
    step = ModuleType("r9999_test")
    step.REVISION = "9999"  # type: ignore[attr-defined] # as the modules in `versions` have it
    step.upgrade = lambda: event.wait(SOON / 1000)  # type: ignore[attr-defined] # as above
    monkeypatch.setattr(schema, "HEAD", "9999")
    monkeypatch.setattr(schema, "KNOWN", (*schema.KNOWN, "9999"))
    monkeypatch.setattr(migrations, "REVISIONS", (*migrations.REVISIONS, step))
    yield event
    event.set()


def test_the_window_says_so_moves_and_takes_a_sign_in_meanwhile(
    entrance: Entrance, may_end: threading.Event, qtbot: QtBot
) -> None:
    came: list[Clinic] = []
    entrance.came_in.connect(lambda clinic, _: came.append(clinic))
    entrance.open()
    login = entrance.window
    assert isinstance(login, LoginDialog)
    qtbot.waitUntil(lambda: "up to date" in login.message, timeout=SOON)
    (bar,) = login.findChildren(QProgressBar)

    name, password = login.findChildren(QLineEdit)[:2]
    QTest.keyClicks(name, "sortiz")
    QTest.keyClicks(password, PASSWORD)
    QTest.keyClick(password, Qt.Key.Key_Return)

    assert bar.isVisible()
    assert (bar.minimum(), bar.maximum()) == (0, 0)
    assert name.text() == "sortiz"
    assert "up to date" in login.message
    assert not came
    may_end.set()
    qtbot.waitUntil(lambda: bool(came), timeout=SOON)
    assert login.message == ""
    assert not [each for each in login.findChildren(QProgressBar) if each.isVisible()]


def test_a_start_without_an_upgrade_asks_for_no_patience(entrance: Entrance, qtbot: QtBot) -> None:
    opened: list[bool] = []
    entrance.clinic_opened.connect(lambda: opened.append(True))

    entrance.open()
    qtbot.waitUntil(lambda: bool(opened), timeout=SOON)

    assert isinstance(entrance.window, LoginDialog)
    assert entrance.window.message == ""
    assert not entrance.window.findChildren(QProgressBar)
