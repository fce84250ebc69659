"""The program as a person starts it: the way in, the windows, and the whole tour through them."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.requests import FirstAdmin, FirstRunRequest, NewAccount
from clinic_desktop.gui.entrance import Entrance
from clinic_desktop.gui.login_dialog import LoginDialog
from clinic_desktop.gui.others import OthersWatch
from clinic_desktop.gui.password_dialog import PasswordChange, PasswordDialog
from clinic_desktop.gui.setup.first_run import FirstRun
from clinic_desktop.gui.sign_in_words import SignInRequest
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.opening import open_clinic

PASSWORD = "nine-quiet-otters-swim"
ROOT = Path(__file__).parent.parent


def the_wish() -> FirstRunRequest:
    admin = FirstAdmin(username="sortiz", full_name="Sam Ortiz", password=PASSWORD)
    return FirstRunRequest(name="Praxis am Lindenplatz", zone="Europe/Berlin", admin=admin)


def a_clinic_in(folder: Path) -> Path:
    """A clinic of its administrator alone; its files are copied from one that is set up once."""
    shutil.copytree(_set_up(), folder, dirs_exist_ok=True)
    return folder


_rooms = tempfile.TemporaryDirectory(prefix="clinic-desktop-set-up-")


@cache
def _set_up() -> Path:
    folder = Path(_rooms.name) / "clinic"
    clinic = open_clinic(folder)
    clinic.door.set_up(the_wish())
    clinic.close()
    return folder


class WayIn:
    """An entrance on a folder, and whoever came in."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self._owner = QObject()
        self.entrance = Entrance(folder, self._owner, prepare=lambda _: None)
        self.came: list[Clinic] = []
        self.opened: list[bool] = []
        self.entrance.came_in.connect(lambda clinic, _: self.came.append(clinic))
        self.entrance.clinic_opened.connect(lambda: self.opened.append(True))

    @property
    def login(self) -> LoginDialog:
        window = self.entrance.window
        assert isinstance(window, LoginDialog)
        return window

    def until_open(self) -> None:
        self.qtbot.waitUntil(lambda: bool(self.opened), timeout=20_000)

    def until_inside(self) -> Clinic:
        self.qtbot.waitUntil(lambda: bool(self.came), timeout=20_000)
        return self.came[-1]

    def sign_in(self, username: str, password: str) -> None:
        name, word = self.login.findChildren(QLineEdit)[:2]
        name.clear()
        QTest.keyClicks(name, username)
        QTest.keyClicks(word, password)
        QTest.keyClick(word, Qt.Key.Key_Return)

    def close(self) -> None:
        self.entrance.close()
        self._owner.deleteLater()


@pytest.fixture
def way(tmp_path: Path, qtbot: QtBot) -> Iterator[WayIn]:
    made = WayIn(tmp_path / "clinic", qtbot)
    yield made
    made.close()


def test_the_first_start_makes_a_clinic_that_its_admin_enters(way: WayIn) -> None:
    way.entrance.open()
    wizard = way.entrance.window
    assert isinstance(wizard, FirstRun)

    wizard.set_up_requested.emit(the_wish())
    way.until_open()
    wizard.finished.emit()
    way.sign_in("sortiz", PASSWORD)

    assert way.until_inside().session.account.full_name == "Sam Ortiz"


def test_what_the_wizard_is_refused_can_be_mended_there(way: WayIn) -> None:
    way.entrance.open()
    wizard = way.entrance.window
    assert isinstance(wizard, FirstRun)
    weak = FirstRunRequest(
        name="Praxis",
        zone="Europe/Berlin",
        admin=FirstAdmin(username="sortiz", full_name="Sam", password="password1234"),
    )

    wizard.set_up_requested.emit(weak)
    way.qtbot.waitUntil(lambda: way.entrance.runner.is_idle, timeout=20_000)
    stayed = way.entrance.window is wizard and not way.opened
    wizard.set_up_requested.emit(the_wish())
    way.until_open()

    assert stayed


def test_a_sign_in_that_comes_before_the_clinic_is_open_is_answered(way: WayIn, tmp_path: Path) -> None:
    a_clinic_in(tmp_path / "clinic")

    way.entrance.open()
    way.login.sign_in_requested.emit(SignInRequest(username="sortiz", password=PASSWORD))

    assert way.until_inside().session.account.username == "sortiz"


def test_a_wrong_password_is_refused_and_the_next_try_holds(way: WayIn, tmp_path: Path) -> None:
    a_clinic_in(tmp_path / "clinic")
    way.entrance.open()
    way.until_open()

    way.sign_in("sortiz", "not it at all")
    way.qtbot.waitUntil(lambda: "do not match" in way.login.message, timeout=20_000)
    way.sign_in("sortiz", PASSWORD)

    assert way.until_inside().session.account.username == "sortiz"


def test_what_another_program_does_to_the_clinic_is_news_here(way: WayIn, tmp_path: Path) -> None:
    folder = a_clinic_in(tmp_path / "clinic")
    way.entrance.open()
    way.until_open()
    heard: list[Changes] = []
    way.entrance.news.changed.connect(heard.append)
    watch = OthersWatch(way.entrance.runner, lambda: way.entrance.clinic, every=20)
    watch.start()
    with closing(open_clinic(folder)) as other:
        clinic = other.door.authenticate("sortiz", PASSWORD)
        clinic.settings.change(replace(clinic.settings.read(), name="Praxis am Markt"))

    way.qtbot.waitUntil(lambda: any(changes.touches("clinic_settings") for changes in heard))

    watch.stop()


def test_the_user_name_of_staff_is_remembered_for_the_next_start(way: WayIn, tmp_path: Path) -> None:
    a_clinic_in(tmp_path / "clinic")
    way.entrance.open()
    way.until_open()

    way.sign_in("sortiz", PASSWORD)
    way.until_inside()
    way.qtbot.waitUntil(lambda: way.entrance.runner.is_idle)

    assert way.entrance.station.read().last_username == "sortiz"


def test_a_one_time_password_opens_nothing_before_it_is_changed(way: WayIn, tmp_path: Path) -> None:
    a_clinic_in(tmp_path / "clinic")
    way.entrance.open()
    way.until_open()
    way.sign_in("sortiz", PASSWORD)
    admin = way.until_inside()
    request = NewAccount(username="rlopez", full_name="Rosa Lopez", role=Role.RECEPTIONIST)
    given = admin.staff.add_account(request)

    way.entrance.show_again()
    way.sign_in("rlopez", given.password)
    way.qtbot.waitUntil(lambda: bool(way.login.findChildren(PasswordDialog)), timeout=20_000)
    inside_before = len(way.came)
    dialog = way.login.findChildren(PasswordDialog)[0]
    dialog.change_requested.emit(PasswordChange(old=given.password, new="seven-lamps-over-water"))
    way.qtbot.waitUntil(lambda: len(way.came) > inside_before, timeout=20_000)

    assert inside_before == 1
    assert way.came[-1].account.who_am_i().username == "rlopez"


def test_without_the_key_the_sign_in_card_says_what_is_missing(way: WayIn, tmp_path: Path) -> None:
    folder = a_clinic_in(tmp_path / "clinic")
    for key in folder.glob("*.key"):
        key.unlink()

    way.entrance.open()

    way.qtbot.waitUntil(lambda: bool(way.login.message), timeout=20_000)
    assert "key" in way.login.message


@pytest.mark.parametrize("is_first_start", [True, False])
def test_the_keys_that_quit_everywhere_quit_at_the_way_in(way: WayIn, tmp_path: Path, is_first_start: bool) -> None:
    if not is_first_start:
        a_clinic_in(tmp_path / "clinic")
    with way.qtbot.waitSignal(way.entrance.painted):
        way.entrance.open()
    window = way.entrance.window
    assert isinstance(window, FirstRun if is_first_start else LoginDialog)
    way.qtbot.waitUntil(lambda: window.isActiveWindow() and window.focusWidget() is not None)

    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)

    assert not window.isVisible()


def test_when_another_window_takes_the_place_of_the_wizard_the_keys_quit_there_too(way: WayIn) -> None:
    way.entrance.open()
    wizard = way.entrance.window
    assert isinstance(wizard, FirstRun)
    wizard.set_up_requested.emit(the_wish())
    way.until_open()
    wizard.finished.emit()
    way.qtbot.waitUntil(lambda: way.login.isActiveWindow() and way.login.focusWidget() is not None)

    QTest.keyClick(way.login.focusWidget(), Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)

    assert not way.login.isVisible()


@pytest.mark.slow
def test_the_tour_holds_from_the_first_start_to_the_patients_desk(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    pictures = tmp_path / "pictures"

    ended = subprocess.run(
        [sys.executable, "-P", "-m", "clinic_desktop", "tour", str(pictures), "--quick"],
        env=environment | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert ended.returncode == 0, ended.stdout[-2000:] + ended.stderr[-2000:]
    report = json.loads((pictures / "tour.json").read_text(encoding="utf-8"))
    assert report["held"]
    shown = {name.rpartition("-")[0] for name in report["pictures"]}
    assert {"reception-day", "slot-taken", "desk-home-ar"} <= shown
    assert len(shown) < len(report["pictures"]) < 2 * len(shown)
    assert all((pictures / name).stat().st_size > 0 for name in report["pictures"])


def test_the_patients_desk_opens_by_itself_and_staff_gets_from_it_to_their_window(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", AT_THE_DESK, str(a_clinic_in(tmp_path / "clinic")), PASSWORD],
        env=dict(os.environ, PYTHONPATH=str(ROOT), QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.stdout.split("\n")[:2] == ["the desk fills the screen: True", "sortiz is inside"], done.stderr[-2000:]


AT_THE_DESK = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from clinic_desktop.app import Program, make_application

def leave(window):
    print("the desk fills the screen:", window.isFullScreen() and not program.entrance.window.isVisible())
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    for name, text in (("User name", "sortiz"), ("Password", sys.argv[2])):
        edit = next(each for each in window.findChildren(QLineEdit) if each.accessibleName() == name)
        QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)

def arrive(window):
    print(window.workplace.clinic.session.account.username, "is inside" if program.desk is None else "is where?")
    program.close()
    application.quit()

folder = Path(sys.argv[1])
application = make_application(folder)
program = Program(application, folder)
program.desk_opened.connect(lambda window: QTimer.singleShot(0, window, lambda: leave(window)))
program.window_opened.connect(lambda window: QTimer.singleShot(0, window, lambda: arrive(window)))
program.start(desk=True)
application.exec()
"""
