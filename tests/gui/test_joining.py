"""The wizard joins a clinic that is there already: by real keys, before a real hub."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from clinic_desktop import paths
from clinic_desktop.domain.hub_refusals import NoDatabase
from clinic_desktop.domain.keys import KeyPlace
from clinic_desktop.domain.syncing import Enrolment, HubLogin, Profile
from clinic_desktop.gui.entrance import Entrance
from clinic_desktop.gui.keys.code_card import CodeCard
from clinic_desktop.gui.login_dialog import LoginDialog
from clinic_desktop.gui.setup.first_run import FirstRun
from clinic_desktop.gui.setup.joining_steps import FileStep
from clinic_desktop.gui.setup.step_names import StepName
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.key_keeping import open_by
from clinic_desktop.services.opening import join_clinic, open_clinic
from clinic_desktop.storage.keys import SLOTS, open_key
from clinic_desktop.sync import enrolment as enrolments
from clinic_desktop.sync.hub_admin import administering
from clinic_desktop.sync.joining import join
from tests.builders import PASSWORD, SmallClinic, a_small_clinic
from tests.sync.hub_kit import Hub, HubServer, a_server
from tests.sync.places import enrol, opened

NO_MODIFIER = Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def server() -> Iterator[HubServer]:
    with a_server(18) as started:
        yield started


@pytest.fixture
def hub(server: HubServer) -> Iterator[Hub]:
    with server.a_hub() as made:
        yield made


@pytest.fixture
def clinic(hub: Hub, tmp_path: Path) -> Iterator[SmallClinic]:
    """The clinic's first PC, which has brought everything to the hub."""
    with ExitStack() as stack:
        made = stack.enter_context(a_small_clinic(tmp_path / "first"))
        first = enrol(hub, "Front desk 1")
        join(made.database, first.file_text, first.code)
        stack.enter_context(opened(made.database)).in_sync()
        yield made


@dataclass(kw_only=True)
class NewPc:
    """A PC that is switched on for the first time, and the hands at its keys."""

    folder: Path
    qtbot: QtBot
    entrance: Entrance = field(init=False)
    owner: QObject = field(default_factory=QObject)
    came: list[Clinic] = field(default_factory=list)
    is_on: bool = False

    def switch_on(self) -> None:
        self.entrance = Entrance(self.folder, self.owner, prepare=lambda _: None)
        self.entrance.came_in.connect(lambda clinic, _: self.came.append(clinic))
        self.entrance.clinic_opened.connect(self._start)
        self.entrance.open()
        self.is_on = True
        assert self.entrance.window is not None
        self.qtbot.waitExposed(self.entrance.window)
        self.entrance.window.activateWindow()

    def _start(self) -> None:
        assert self.entrance.clinic is not None
        self.entrance.clinic.station.start()

    def switch_off(self) -> None:
        if self.is_on:
            self.is_on = False
            self.entrance.close()

    @property
    def wizard(self) -> FirstRun:
        window = self.entrance.window
        assert isinstance(window, FirstRun)
        return window

    @property
    def login(self) -> LoginDialog:
        window = self.entrance.window
        assert isinstance(window, LoginDialog)
        return window

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            focus = QApplication.focusWidget()
            assert self.entrance.window is not None
            QTest.keyClick(self.entrance.window if focus is None else focus, key)

    def field(self, caption: str) -> QLineEdit:
        assert self.entrance.window is not None
        return next(each for each in self.entrance.window.findChildren(QLineEdit) if each.accessibleName() == caption)

    def type(self, caption: str, words: str) -> None:
        line = self.field(caption)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, words)

    def button(self, words: str) -> QPushButton:
        assert self.entrance.window is not None
        return next(each for each in self.entrance.window.findChildren(QPushButton) if each.text() == words)

    def shown(self) -> str:
        assert self.entrance.window is not None
        return "\n".join(each.text() for each in self.entrance.window.findChildren(QLabel) if each.isVisible())

    def until_shown(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.shown(), timeout=20_000)

    def at(self, name: StepName) -> bool:
        window = self.entrance.window
        return isinstance(window, FirstRun) and window.here is name

    def choose_to_join(self) -> None:
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        self.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
        assert self.at(StepName.FILE)

    def give(self, file: Path, code: str) -> None:
        self.type("Enrolment file", str(file))
        self.type("Code that you were told", code)
        self.press(Qt.Key.Key_Return)

    def until_it_may_sign_in(self) -> None:
        self.qtbot.waitUntil(
            lambda: self.at(StepName.RECEIVING) and self.button("Continue").isEnabled(), timeout=30_000
        )

    def leave_the_code_for_later(self) -> None:
        """Go past the key's steps, as it lies in a file: there is no keyring in tests."""
        self.press(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.at(StepName.CODE), timeout=20_000)
        QTest.mouseClick(self.button("Do it later"), Qt.MouseButton.LeftButton)
        self.press(Qt.Key.Key_Down, Qt.Key.Key_Return)

    def sign_in(self, username: str) -> Clinic:
        self.qtbot.waitUntil(lambda: isinstance(self.entrance.window, LoginDialog), timeout=20_000)
        self.type("User name", username)
        self.type("Password", PASSWORD)
        QTest.keyClick(self.field("Password"), Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: bool(self.came), timeout=20_000)
        return self.came[-1]

    def left_behind(self) -> list[str]:
        return sorted(each.name for each in self.folder.glob("*")) if self.folder.exists() else []


@pytest.fixture
def pc(tmp_path: Path, qtbot: QtBot) -> Iterator[NewPc]:
    made = NewPc(folder=tmp_path / "new pc", qtbot=qtbot)
    yield made
    made.switch_off()
    made.owner.deleteLater()


def saved(enrolment: Enrolment, folder: Path) -> Path:
    file = folder / "desk-2.enrolment"
    file.write_text(enrolment.file_text, encoding="utf-8")
    return file


def unplugged(enrolment: Enrolment) -> Enrolment:
    """The same enrolment, for a server that does not answer."""
    address = enrolments.opened(enrolment.file_text, enrolment.code)
    return enrolments.written(replace(address, host="/nowhere"), enrolment.name, enrolment.code)


def test_a_new_pc_joins_by_keyboard_alone_and_its_people_sign_in(
    hub: Hub, clinic: SmallClinic, pc: NewPc, tmp_path: Path
) -> None:
    enrolment = enrol(hub, "Front desk 2", Profile.RECEPTION)
    pc.switch_on()

    pc.choose_to_join()
    pc.give(saved(enrolment, tmp_path), enrolment.code.lower().replace("-", " "))
    pc.until_it_may_sign_in()
    pc.until_shown("records are here")

    assert "Here: " in pc.shown()
    assert "1 appointment" in pc.shown() or "appointments" in pc.shown()
    pc.press(Qt.Key.Key_Return)
    pc.qtbot.waitUntil(lambda: pc.at(StepName.CODE), timeout=20_000)
    (card,) = pc.wizard.findChildren(CodeCard)
    code = card.shown
    pc.type("Type it back from your note", code)
    pc.press(Qt.Key.Key_Return)
    pc.qtbot.waitUntil(lambda: pc.at(StepName.KEY), timeout=20_000)
    assert "encrypted on this computer" in pc.shown()
    pc.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert pc.sign_in("rlopez").account.who_am_i().username == "rlopez"
    assert clinic.settings().name in pc.shown()
    assert (
        open_by(pc.folder, KeyPlace.RECOVERY_CODE, code).bytes == open_key(pc.folder, make=False, allow_file=True).bytes
    )


def test_a_wrong_code_is_said_at_the_code_and_makes_nothing(
    hub: Hub, clinic: SmallClinic, pc: NewPc, tmp_path: Path
) -> None:
    enrolment = enrol(hub, "Front desk 2")
    file = saved(enrolment, tmp_path)
    pc.switch_on()
    pc.choose_to_join()

    pc.give(file, "HHHH-HHHH-HHHH")
    pc.until_shown("does not open the file")

    assert pc.field("Enrolment file").text() == str(file)
    assert pc.field("Code that you were told").text() == "HHHH-HHHH-HHHH"
    assert pc.field("Code that you were told").hasFocus()
    assert pc.left_behind() == []


def test_what_is_no_enrolment_file_is_said_at_the_file(pc: NewPc, tmp_path: Path) -> None:
    pc.switch_on()
    pc.choose_to_join()

    pc.give(tmp_path / "none.enrolment", "HHHH-HHHH-HHHH")
    pc.until_shown("no enrolment file")

    assert pc.field("Enrolment file").hasFocus()
    assert pc.left_behind() == []


def test_what_is_missing_is_said_where_it_is_missing(pc: NewPc) -> None:
    pc.switch_on()
    pc.choose_to_join()

    pc.type("Code that you were told", "HHHH")
    pc.press(Qt.Key.Key_Return)

    assert "Choose the file that was made for this PC." in pc.shown()


def test_a_file_that_was_used_says_so_and_a_new_one_joins(
    hub: Hub, clinic: SmallClinic, pc: NewPc, tmp_path: Path
) -> None:
    used = enrol(hub, "Front desk 2")
    join_clinic(tmp_path / "elsewhere", None, used.file_text, used.code).close()
    pc.switch_on()
    pc.choose_to_join()

    pc.give(saved(used, tmp_path), used.code)
    pc.until_shown("has been used already")
    fresh = enrol(hub, "Front desk 3")
    pc.give(saved(fresh, tmp_path), fresh.code)
    pc.until_it_may_sign_in()


def test_a_hub_out_of_reach_leaves_all_as_typed_and_a_new_clinic_can_be_made_instead(
    hub: Hub, pc: NewPc, tmp_path: Path
) -> None:
    enrolment = unplugged(enrol(hub, "Front desk 2"))
    pc.switch_on()
    pc.choose_to_join()

    pc.give(saved(enrolment, tmp_path), enrolment.code)
    pc.until_shown("server does not answer")
    assert pc.field("Code that you were told").text() == enrolment.code
    begun = pc.left_behind()
    QTest.mouseClick(pc.button("Back"), Qt.MouseButton.LeftButton)
    pc.qtbot.waitUntil(lambda: pc.left_behind() == [], timeout=20_000)
    pc.press(Qt.Key.Key_Up, Qt.Key.Key_Return)
    pc.type("Name of the clinic", "Linden Street Clinic")
    pc.press(Qt.Key.Key_Return)
    QTest.mouseClick(pc.button("Continue"), Qt.MouseButton.LeftButton)
    for caption, words in {
        "Full name": "Sam Ortiz",
        "User name": "sortiz",
        "Password": PASSWORD,
        "Password, once more": PASSWORD,
    }.items():
        pc.type(caption, words)
    pc.press(Qt.Key.Key_Return)
    pc.qtbot.waitUntil(lambda: pc.at(StepName.CODE), timeout=20_000)
    QTest.mouseClick(pc.button("Do it later"), Qt.MouseButton.LeftButton)
    pc.press(Qt.Key.Key_Down, Qt.Key.Key_Return)

    assert paths.clinic_file(pc.folder).name in begun
    assert pc.sign_in("sortiz").account.who_am_i().full_name == "Sam Ortiz"


def test_a_pc_that_was_switched_off_before_anything_came_goes_on_at_its_next_start(
    hub: Hub, clinic: SmallClinic, pc: NewPc
) -> None:
    enrolment = enrol(hub, "Front desk 2")
    begun = open_clinic(pc.folder)
    join(begun.database, enrolment.file_text, enrolment.code)
    begun.close()

    pc.switch_on()
    pc.until_it_may_sign_in()
    pc.leave_the_code_for_later()

    assert pc.sign_in("sortiz").account.who_am_i().full_name == "Sam Ortiz"


def test_joining_cut_short_before_the_hub_knew_the_pc_asks_for_the_same_file_once_more(
    server: HubServer, pc: NewPc, tmp_path: Path
) -> None:
    with server.a_hub() as gone:
        enrolment = enrol(gone, "Front desk 2")
    with pytest.raises(NoDatabase):
        join_clinic(pc.folder, None, enrolment.file_text, enrolment.code)

    pc.switch_on()

    pc.until_shown("had begun to join")
    assert pc.at(StepName.FILE)


def test_access_taken_away_at_once_asks_for_another_file(
    hub: Hub, clinic: SmallClinic, pc: NewPc, tmp_path: Path
) -> None:
    lost = enrol(hub, "Front desk 2")
    begun = open_clinic(pc.folder)
    join(begun.database, lost.file_text, lost.code)
    begun.close()
    with administering(HubLogin(host=hub.server.host, database=hub.database, user="postgres", password="")) as admin:
        admin.revoke(lost.station_id)

    pc.switch_on()
    pc.until_shown("took this PC's access away")
    QTest.mouseClick(pc.button("Take another file"), Qt.MouseButton.LeftButton)
    fresh = enrol(hub, "Front desk 3")
    pc.give(saved(fresh, tmp_path), fresh.code)
    pc.until_it_may_sign_in()
    pc.leave_the_code_for_later()

    assert pc.sign_in("sortiz").account.who_am_i().full_name == "Sam Ortiz"


def test_a_file_that_is_let_fall_on_the_step_is_taken(pc: NewPc, tmp_path: Path) -> None:
    pc.switch_on()
    pc.choose_to_join()
    (step,) = pc.wizard.findChildren(FileStep)
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(tmp_path / "desk-2.enrolment"))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton

    QApplication.sendEvent(step, QDragEnterEvent(QPoint(9, 9), action, dragged, button, NO_MODIFIER))
    QApplication.sendEvent(step, QDropEvent(QPointF(9, 9), action, dragged, button, NO_MODIFIER))

    assert pc.field("Enrolment file").text() == str(tmp_path / "desk-2.enrolment")
    assert pc.field("Code that you were told").hasFocus()


def test_the_key_goes_with_what_is_given_up(server: HubServer, pc: NewPc, tmp_path: Path) -> None:
    with server.a_hub() as gone:
        enrolment = enrol(gone, "Front desk 2")
    pc.switch_on()
    pc.choose_to_join()
    pc.give(saved(enrolment, tmp_path), enrolment.code)
    pc.until_shown("no database")
    assert SLOTS in pc.left_behind()

    QTest.mouseClick(pc.button("Back"), Qt.MouseButton.LeftButton)

    pc.qtbot.waitUntil(lambda: pc.left_behind() == [], timeout=20_000)
