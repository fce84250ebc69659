"""The panel "Sync and stations" before a real hub with the station's real engine, by the keys that an admin presses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.syncing import Profile, StationLine
from clinic_desktop.gui.news import News
from clinic_desktop.gui.sync.enrolment_dialogs import ConnectDialog, EnrolmentDialog
from clinic_desktop.gui.sync.hub_dialogs import HubErrandDialog, HubVerb
from clinic_desktop.gui.sync.sync_page import SyncPage
from clinic_desktop.gui.sync_watch import SyncWatch
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.windows.admin_window import AdminWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.services.sync_station import SyncStation
from clinic_desktop.settings import SettingsFile
from clinic_desktop.sync.joining import engine_for
from tests.builders import COST, PASSWORD, a_small_clinic
from tests.sync.hub_kit import Hub, a_server

SOON = 20_000
Dialog = TypeVar("Dialog", bound=QDialog)


@pytest.fixture
def hub() -> Iterator[Hub]:
    with a_server(18) as server, server.a_hub() as made:
        yield made


@dataclass(kw_only=True)
class Panel:
    """The admin's hands at the panel; the window's work is the program's own."""

    window: AdminWindow
    hub: Hub
    qtbot: QtBot

    @property
    def page(self) -> SyncPage:
        return self.window.page_of(SyncPage)

    def press(self, button: QAbstractButton) -> None:
        self.qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled(), timeout=SOON)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)

    def dialog(self, kind: type[Dialog]) -> Dialog:
        self.qtbot.waitUntil(lambda: any(each.isVisible() for each in self.window.findChildren(kind)), timeout=SOON)
        return next(each for each in self.window.findChildren(kind) if each.isVisible())

    def until_stands(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: self.page.station.pill.text == words, timeout=SOON)

    def station(self, name: str) -> StationLine | None:
        return next((row for row in self.page.stations.table.rows if row.name == name), None)

    def log_in(self, dialog: HubErrandDialog) -> None:
        """Type the admin's own login at the server, and have it done."""
        login = dialog.login
        for line, words in (
            (login.host, self.hub.server.host),
            (login.user, "postgres"),
            (login.password, "a secret of Sam's"),
            (login.database, self.hub.database),
        ):
            type_into(line, words)
        QTest.keyClick(login.database, Qt.Key.Key_Return)

    def make(self, button: QAbstractButton, name: str, file: Path, *, steps: int = 0) -> str:
        """Make a station, save its file and hear its code; `steps` down the list of what it is for."""
        self.press(button)
        dialog = self.dialog(HubErrandDialog)
        type_into(dialog.station.name, name)
        dialog.station.profile.setFocus()
        for _ in range(steps):
            QTest.keyClick(dialog.station.profile, Qt.Key.Key_Down)
        self.log_in(dialog)
        enrolment = self.dialog(EnrolmentDialog)
        enrolment.save(str(file))
        code = enrolment.code.text()
        QTest.keyClick(enrolment, Qt.Key.Key_Escape)
        return code


def type_into(line: QLineEdit, words: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)


@contextmanager
def a_panel(folder: Path, hub: Hub, qtbot: QtBot) -> Iterator[Panel]:
    with a_small_clinic(folder / "clinic") as clinic:
        station = SyncStation(clinic.database, lambda: engine_for(clinic.database))
        runner, news, watch = TaskRunner(), News(), SyncWatch()
        broken: list[object] = []
        runner.broke.connect(broken.append)
        news.follow(clinic.database.subscribe)
        watch.follow(station.subscribe, station.state)
        workplace = Workplace(
            clinic=SignIn(clinic.database, station=station, cost=COST).authenticate("sortiz", PASSWORD),
            runner=runner,
            news=news,
            settings=clinic.settings(),
            clock=clinic.clock,
            sync=watch,
        )
        window = AdminWindow(workplace, SettingsFile(folder / "station"))
        window.resize(1440, 1000)
        window.show()
        qtbot.waitUntil(window.isActiveWindow)
        window.commands["go_to_sync"].trigger()
        qtbot.waitUntil(window.page_of(SyncPage).isVisible)
        try:
            yield Panel(window=window, hub=hub, qtbot=qtbot)
        finally:
            window.close()
            runner.close()
            station.close()
            watch.leave()
            news.leave()
            window.deleteLater()
            watch.deleteLater()
        assert not broken


def test_stations_are_made_connected_rested_and_revoked_at_a_real_hub(tmp_path: Path, hub: Hub, qtbot: QtBot) -> None:
    with a_panel(tmp_path, hub, qtbot) as panel:
        page = panel.page
        file = tmp_path / "desk-1.enrolment"
        code = panel.make(page.station.make_button, "Front desk 1", file, steps=2)
        panel.press(page.station.connect_button)
        connect = panel.dialog(ConnectDialog)
        type_into(connect.file, str(file))
        type_into(connect.code, code.lower())
        QTest.keyClick(connect.code, Qt.Key.Key_Return)
        panel.until_stands("In sync")
        qtbot.waitUntil(lambda: panel.station("Front desk 1") is not None, timeout=SOON)

        assert page.station.fact("name") == "Front desk 1"
        assert hub.one("SELECT count(*) FROM clinic_sync.record WHERE kind = 'patient'") > 0

        panel.press(page.station.pause_button)
        panel.until_stands("Paused")
        panel.press(page.station.pause_button)
        panel.until_stands("In sync")

        panel.make(page.stations.make_button, "Old laptop", tmp_path / "laptop.enrolment")
        qtbot.waitUntil(lambda: panel.station("Old laptop") is not None, timeout=SOON)
        made = panel.station("Old laptop")
        assert made is not None
        assert made.profile is Profile.RECEPTION
        page.stations.view.choose(made.station_id)
        panel.press(page.stations.buttons[HubVerb.REVOKE])
        panel.log_in(panel.dialog(HubErrandDialog))

        def is_revoked() -> bool:
            line = panel.station("Old laptop")
            return line is not None and line.is_revoked

        qtbot.waitUntil(is_revoked, timeout=SOON)
        assert QApplication.activeModalWidget() is None
        assert hub.one("SELECT revoked_at IS NOT NULL FROM clinic_sync.station WHERE name = 'Old laptop'")
