"""The administrator's page of sync: how this station stands, the stations, who sends messages, and what happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.sync_refusals import NotProven
from clinic_desktop.domain.syncing import Profile, RoundReport, StationLine, SyncMode
from clinic_desktop.gui.news import News
from clinic_desktop.gui.sync.decisions_page import DecisionsPage
from clinic_desktop.gui.sync.enrolment_dialogs import ConnectDialog
from clinic_desktop.gui.sync.hub_dialogs import HubErrandDialog, HubVerb
from clinic_desktop.gui.sync.sync_page import SyncPage
from clinic_desktop.gui.sync_watch import SyncWatch
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from clinic_desktop.gui.windows.admin_window import AdminWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.services.sync_station import SyncStation
from clinic_desktop.settings import SettingsFile
from tests.builders import COST, NINE_OCLOCK, PASSWORD, SmallClinic, a_small_clinic
from tests.gui.calendar.reception_desk import words_on
from tests.gui.settling import settle
from tests.services.hub_side import ScriptedEngine, gone, started, until


def a_station(name: str, number: int, **fields: object) -> StationLine:
    whole = {
        "station_id": UUID(int=number),
        "name": name,
        "profile": Profile.RECEPTION,
        "enrolled_at": NINE_OCLOCK - timedelta(days=9),
        "last_seen_at": NINE_OCLOCK - timedelta(minutes=13),
        "program": "1.4.0",
        "is_revoked": False,
        "is_own": False,
    }
    return StationLine(**(whole | fields))  # type: ignore[arg-type] # the test says what is other


STATIONS = [
    a_station("Old laptop", 3, is_revoked=True),
    a_station("Front desk 1", 2, program="1.3.2"),
    a_station("Front desk 2", 1, is_own=True),
]


class Engine(ScriptedEngine):
    def stations(self) -> list[StationLine]:
        return STATIONS


@dataclass(kw_only=True)
class Admin:
    """The admin's window at a station, on the page."""

    clinic: SmallClinic
    window: AdminWindow
    page: SyncPage
    station: SyncStation
    engine: Engine
    qtbot: QtBot
    notices: list[str] = field(default_factory=list)

    def settle(self) -> None:
        settle(self.qtbot, self.window.workplace.runner)

    def click(self, button: QAbstractButton) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def dialog(self, kind: type[QDialog]) -> QDialog:
        (found,) = self.window.findChildren(kind)
        self.qtbot.waitUntil(found.isActiveWindow)
        return found


@contextmanager
def an_admin(folder: Path, qtbot: QtBot, *, connected: bool = True) -> Iterator[Admin]:
    with a_small_clinic(folder / "clinic") as clinic:
        engine = Engine()
        station = SyncStation(clinic.database, lambda: engine if connected else None)
        runner, news, watch = TaskRunner(), News(), SyncWatch()
        broken: list[object] = []
        runner.broke.connect(broken.append)
        news.follow(clinic.database.subscribe)
        watch.follow(station.subscribe, station.state)
        with started(station):
            if connected:
                until(station, lambda state: state.mode is SyncMode.IN_SYNC)
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
            admin = Admin(
                clinic=clinic, window=window, page=window.page_of(SyncPage), station=station, engine=engine, qtbot=qtbot
            )
            workplace.notice_given.connect(lambda notice: admin.notices.append(notice.text))
            qtbot.waitUntil(window.page_of(SyncPage).isVisible)
            admin.settle()
            try:
                yield admin
                admin.settle()
            finally:
                window.close()
                runner.close()
        watch.leave()
        news.leave()
        window.deleteLater()
        watch.deleteLater()
        assert not broken


@pytest.fixture
def admin(tmp_path: Path, qtbot: QtBot) -> Iterator[Admin]:
    with an_admin(tmp_path, qtbot) as made:
        yield made


def test_the_page_says_how_this_station_stands_and_lists_the_others(admin: Admin) -> None:
    page = admin.page

    assert page.station.pill.text == "In sync"
    assert page.station.fact("name") == "Front desk 2"
    assert page.station.fact("waiting") == "nothing"
    assert [row.name for row in page.stations.table.rows] == ["Front desk 2", "Front desk 1", "Old laptop"]
    told = [str(page.stations.table.index(1, column).data()) for column in range(5)]
    assert told == ["Front desk 1", "Front desk", "13 min ago", "1.3.2", "Connected"]


def test_what_happened_is_told_in_plain_words(admin: Admin) -> None:
    assert admin.page.log.rows
    assert admin.page.log_view.isVisible()


def test_pause_rests_and_go_on_goes_on(admin: Admin) -> None:
    button = admin.page.station.pause_button
    admin.click(button)
    admin.qtbot.waitUntil(lambda: admin.page.station.pill.text == "Paused")
    assert button.text() == "Go on"
    assert admin.window.sync_line.words.startswith("Sync is paused")
    assert not admin.page.station.sync_button.isVisible()

    admin.click(button)

    admin.qtbot.waitUntil(lambda: admin.page.station.pill.text == "In sync")


def test_the_server_gone_the_page_says_so_and_keeps_the_list(admin: Admin) -> None:
    admin.engine.hub = gone

    admin.click(admin.page.station.sync_button)

    admin.qtbot.waitUntil(lambda: admin.page.station.pill.text == "Working offline")
    admin.settle()
    assert len(admin.page.stations.table.rows) == len(STATIONS)
    assert "known last" in words_on(admin.page.stations)


def test_an_impostor_in_the_servers_place_is_told_as_one_in_the_strip_on_the_page_and_in_the_log(admin: Admin) -> None:
    def impostor(_: object) -> RoundReport:
        raise NotProven("certificate verify failed")

    admin.engine.hub = impostor

    admin.click(admin.page.station.sync_button)

    admin.qtbot.waitUntil(lambda: admin.page.station.pill.text == "Not the clinic’s server")
    assert admin.window.sync_line.words == "Not the clinic’s server"
    assert "nothing was sent to it" in admin.page.station.message.text
    assert admin.page.station.sync_button.isVisible()
    admin.qtbot.waitUntil(lambda: admin.page.log.rows[0].line.sentence == NotProven().sentence)


def test_a_station_that_was_revoked_offers_nothing_more(admin: Admin) -> None:
    view = admin.page.stations.view
    view.setFocus()
    for _ in STATIONS:
        QTest.keyClick(view, Qt.Key.Key_Down)
    admin.settle()

    assert admin.page.stations.chosen == STATIONS[0]
    assert not any(button.isEnabled() for button in admin.page.stations.buttons.values())


def test_revoking_asks_for_the_admins_login_and_tells_what_it_does(admin: Admin) -> None:
    admin.page.stations.view.choose(UUID(int=2))
    admin.click(admin.page.stations.buttons[HubVerb.REVOKE])

    dialog = admin.dialog(HubErrandDialog)

    assert dialog.windowTitle() == "Revoke Front desk 1"
    assert "is cut off at once" in words_on(dialog)
    dialog.reject()


def test_a_server_that_is_not_there_refuses_kindly_and_what_was_typed_stays(admin: Admin) -> None:
    admin.click(admin.page.stations.make_button)
    dialog = admin.dialog(HubErrandDialog)
    assert isinstance(dialog, HubErrandDialog)
    fields: tuple[tuple[QLineEdit, str], ...] = (
        (dialog.station.name, "Front desk 3"),
        (dialog.login.host, "localhost"),
        (dialog.login.user, "sam"),
        (dialog.login.password, "secret"),
    )
    for edit, text in fields:
        edit.setFocus()
        QTest.keyClicks(edit, text)
    dialog.login.port.setValue(1)

    admin.click(dialog.do_button)

    assert dialog.isVisible()
    assert dialog.message.text
    assert [edit.text() for edit, _ in fields] == [text for _, text in fields]
    dialog.reject()


def test_without_a_server_the_page_offers_to_connect(tmp_path: Path, qtbot: QtBot) -> None:
    with an_admin(tmp_path, qtbot, connected=False) as admin:
        assert admin.page.station.pill.text == "Not connected"
        assert not admin.page.stations.isVisible()
        assert admin.window.sync_line.words == "Saved here"

        admin.click(admin.page.station.connect_button)

        dialog = admin.dialog(ConnectDialog)
        dialog.reject()


def test_a_file_that_is_no_enrolment_is_refused_kindly(tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sam", encoding="utf-8")
    with an_admin(tmp_path, qtbot, connected=False) as admin:
        admin.click(admin.page.station.connect_button)
        dialog = admin.dialog(ConnectDialog)
        assert isinstance(dialog, ConnectDialog)
        for edit, text in ((dialog.file, str(file)), (dialog.code, "HK7P-2RWX-94MA")):
            edit.setFocus()
            QTest.keyClicks(edit, text)

        admin.click(dialog.do_button)

        assert dialog.isVisible()
        assert dialog.message.text or dialog.file_field.problem
        assert dialog.code.text() == "HK7P-2RWX-94MA"
        dialog.reject()


def test_leaving_asks_first_and_may_be_thought_better_of(admin: Admin) -> None:
    admin.click(admin.page.station.leave_button)
    dialog = admin.dialog(AskDialog)
    assert "keeps everything that it has now" in words_on(dialog)

    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    admin.settle()

    assert admin.page.station.pill.text == "In sync"


def test_a_key_leads_to_what_needs_a_decision_and_the_menu_to_the_page(admin: Admin) -> None:
    QTest.keyClick(admin.window, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    admin.settle()
    assert isinstance(admin.window.current_page, DecisionsPage)
    assert "Nothing needs a decision" in words_on(admin.window.page_of(DecisionsPage))

    admin.window.commands["go_to_sync"].trigger()
    admin.settle()

    assert admin.page.isVisible()
