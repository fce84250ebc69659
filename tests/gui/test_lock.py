"""A locked window shows nothing about a patient, keeps what was typed, and opens by the password only."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.errors import SessionLocked
from clinic_desktop.gui.actions import Command
from clinic_desktop.gui.idle import IdleWatch
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.dialog_opening import open_soon
from clinic_desktop.gui.widgets.message_line import MessageLine
from clinic_desktop.gui.widgets.password_field import PasswordField
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import Appearance, SettingsFile

if TYPE_CHECKING:
    from tests.builders import SmallClinic


class PatientPage(Page):
    """A page that shows a patient, with a field that somebody types into."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.field = QLineEdit()
        self.booked = 0
        self.loads = 0
        layout = QVBoxLayout(self)
        layout.addWidget(label("Peter Novak"))
        layout.addWidget(self.field)
        self.set_title("Tuesday, 24 November 2026")

    def commands(self) -> list[Command]:
        return [Command(name="book", text="Book", run=self.book, shortcut="Ctrl+B")]

    def book(self) -> None:
        self.booked += 1

    def reload(self) -> None:
        self.loads += 1


@pytest.fixture
def page(workplace: Workplace) -> PatientPage:
    return PatientPage(workplace)


@pytest.fixture
def window(qtbot: QtBot, workplace: Workplace, station: SettingsFile, page: PatientPage) -> Iterator[MainWindow]:
    made = MainWindow(workplace, station)
    made.add_page(page)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()
    workplace.runner.close()


def words(window: QWidget) -> str:
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def password(window: MainWindow) -> PasswordField:
    return next(each for each in window.findChildren(PasswordField) if each.isVisible())


def unlock_with(window: MainWindow, secret: str) -> None:
    password(window).clear()
    QTest.keyClicks(password(window), secret)
    QTest.keyClick(password(window), Qt.Key.Key_Return)


def idle(runner: TaskRunner) -> Callable[[], bool]:
    return lambda: runner.is_idle


def test_a_locked_window_says_nothing_about_a_patient(window: MainWindow) -> None:
    assert "Peter Novak" in words(window)

    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    assert window.is_locked
    assert "Novak" not in words(window)
    assert "Rosa Lopez is signed in" in words(window)
    assert window.windowTitle() == "Locked"


def test_what_was_typed_is_there_after_unlocking(
    qtbot: QtBot, window: MainWindow, page: PatientPage, small_clinic: "SmallClinic"
) -> None:
    from tests.builders import PASSWORD

    page.field.setFocus()
    QTest.keyClicks(page.field, "half a note")
    window.lock()

    unlock_with(window, PASSWORD)
    qtbot.waitUntil(lambda: not window.is_locked)

    assert page.field.text() == "half a note"
    assert page.field.hasFocus()
    assert "Peter Novak" in words(window)


def test_a_wrong_password_keeps_the_window_locked_and_says_so(qtbot: QtBot, window: MainWindow) -> None:
    window.lock()

    unlock_with(window, "walnut-ferry-clown")
    qtbot.waitUntil(lambda: bool(window.findChildren(MessageLine)) and "match" in words(window))

    assert window.is_locked


def test_the_services_refuse_a_locked_window(qtbot: QtBot, window: MainWindow, workplace: Workplace) -> None:
    window.lock()
    qtbot.waitUntil(idle(workplace.runner))

    with pytest.raises(SessionLocked):
        workplace.clinic.settings.read()


def test_no_command_works_behind_the_lock(qtbot: QtBot, window: MainWindow, page: PatientPage) -> None:
    QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    window.lock()

    QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)

    assert page.booked == 1


def test_an_open_dialog_is_hidden_and_comes_back_filled_in(qtbot: QtBot, window: MainWindow) -> None:
    from tests.builders import PASSWORD

    dialog = QDialog(window)
    field = QLineEdit(dialog)
    dialog.open()
    QTest.keyClicks(field, "Chest pain")
    window.lock()
    assert not dialog.isVisible()

    unlock_with(window, PASSWORD)
    qtbot.waitUntil(dialog.isVisible)

    assert field.text() == "Chest pain"
    assert dialog.isModal()
    dialog.close()


def test_a_dialog_that_was_about_to_open_stays_away_when_the_window_locks(qtbot: QtBot, window: MainWindow) -> None:
    from tests.builders import PASSWORD

    dialog = QDialog(window)
    open_soon(dialog, window)

    window.lock()
    qtbot.waitUntil(lambda: window.workplace.runner.is_idle)
    QApplication.processEvents()

    assert window.is_locked
    assert not dialog.isVisible()
    unlock_with(window, PASSWORD)
    qtbot.waitUntil(lambda: not window.is_locked)
    assert not dialog.isVisible()


def test_someone_else_may_sign_in_at_a_locked_window(qtbot: QtBot, window: MainWindow) -> None:
    window.lock()
    other = next(each for each in window.findChildren(QPushButton) if each.text() == "Sign in as someone else")

    with qtbot.waitSignal(window.signed_out):
        QTest.mouseClick(other, Qt.MouseButton.LeftButton)


def test_work_refused_by_a_locked_session_shows_the_lock(
    qtbot: QtBot, window: MainWindow, workplace: Workplace
) -> None:
    workplace.clinic.account.lock()

    workplace.run(lambda clinic: clinic.settings.read())

    qtbot.waitUntil(lambda: window.is_locked)


def test_what_was_being_read_while_somebody_signs_out_says_nothing_more(qtbot: QtBot, window: MainWindow) -> None:
    told: list[str] = []
    window.signed_out.connect(told.append)

    window.sign_out()
    qtbot.waitUntil(lambda: window.workplace.runner.is_idle)
    window.workplace.run_latest("a page", lambda clinic: clinic.settings.read())
    qtbot.waitUntil(lambda: window.workplace.runner.is_idle)

    assert told == [""]


def test_an_ended_session_leads_back_to_signing_in_and_says_why(
    qtbot: QtBot, window: MainWindow, workplace: Workplace
) -> None:
    workplace.clinic.account.sign_out()

    with qtbot.waitSignal(window.signed_out) as left:
        workplace.run(lambda clinic: clinic.settings.read())

    assert left.args is not None
    assert "Sign in again" in left.args[0]


def test_the_window_locks_when_nobody_touches_it(qtbot: QtBot) -> None:
    seconds = [0.0]
    watch = IdleWatch(10, clock=lambda: seconds[0])
    expired: list[bool] = []
    watch.expired.connect(lambda: expired.append(True))

    seconds[0] = 9 * 60
    watch.look()
    assert not expired
    assert watch.minutes_left == 1
    seconds[0] = 10 * 60
    watch.look()
    watch.look()

    assert expired == [True]


def test_a_touch_begins_the_time_anew(qtbot: QtBot) -> None:
    seconds = [0.0]
    watch = IdleWatch(10, clock=lambda: seconds[0])
    left: list[int] = []
    watch.minutes_left_changed.connect(left.append)

    seconds[0] = 9 * 60
    watch.look()
    watch.touch()

    assert left == [1, 10]


def test_a_key_press_in_the_window_is_a_touch(qtbot: QtBot, window: MainWindow, page: PatientPage) -> None:
    seconds = [0.0]
    watch = IdleWatch(10, clock=lambda: seconds[0], parent=window)
    watch.start()
    seconds[0] = 9 * 60

    handle = window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_A)

    assert watch.minutes_left == 10
    watch.stop()


def test_a_page_loads_when_shown_and_a_hidden_one_only_when_shown_again(
    qtbot: QtBot, window: MainWindow, page: PatientPage, workplace: Workplace, small_clinic: "SmallClinic"
) -> None:
    other = PatientPage(workplace)
    window.add_page(other)
    window.show_page(other)
    QApplication.processEvents()  # the receptionist's signing in was news too
    loads_of_other, loads_of_hidden = other.loads, page.loads

    small_clinic.store(small_clinic.an_appointment())
    qtbot.waitUntil(lambda: other.loads == loads_of_other + 1)

    assert page.loads == loads_of_hidden
    assert page.is_stale
    window.show_page(page)
    assert page.loads == loads_of_hidden + 1


def test_the_place_of_the_window_and_its_theme_are_remembered(
    qtbot: QtBot, window: MainWindow, station: SettingsFile
) -> None:
    window.commands["theme_dark"].trigger()
    window.close()

    account = window.workplace.clinic.session.account
    assert station.read().appearance is Appearance.DARK
    assert station.own(f"receptionist/{account.id}").read().window_geometry
    assert not station.read().window_geometry


class Desktop(QObject):
    """What opens folders for programs."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open_url(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def test_the_log_is_opened_from_the_help_menu(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLINIC_DESKTOP_LOGS", str(tmp_path))
    desktop = Desktop()
    QDesktopServices.setUrlHandler("file", desktop, "open_url")  # type: ignore[arg-type] # its stub takes bytes, it does not

    window.commands["log_folder"].trigger()

    QDesktopServices.unsetUrlHandler("file")
    assert desktop.opened == [str(tmp_path)]


def test_the_password_is_changed_from_the_menu(qtbot: QtBot, window: MainWindow, small_clinic: "SmallClinic") -> None:
    from tests.builders import PASSWORD

    window.commands["change_password"].trigger()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    old, new, again = dialog.findChildren(PasswordField)
    QTest.keyClicks(old, PASSWORD)
    for field in (new, again):
        QTest.keyClicks(field, "harbour-lentil-mosaic")
    QTest.keyClick(again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.notices.notice is not None)

    small_clinic.sign_in.authenticate("rlopez", "harbour-lentil-mosaic")
    window.notices.put_away()


def test_a_paper_copy_that_failed_behind_the_lock_is_told_after_unlocking(
    qtbot: QtBot,
    window: MainWindow,
    workplace: Workplace,
    small_clinic: "SmallClinic",
    station: SettingsFile,
    tmp_path: Path,
) -> None:
    from tests.builders import PASSWORD

    (tmp_path / "no-folder").touch()
    station.write(station.read()._replace(paper_folder=str(tmp_path / "no-folder")))
    window.lock()
    workplace.say("Booked Peter Novak.")
    with qtbot.waitSignal(window.paper_fallback.failed):
        window.paper_fallback.write()
    shown_behind_the_lock = window.notices.notice

    unlock_with(window, PASSWORD)
    qtbot.waitUntil(lambda: not window.is_locked)

    assert shown_behind_the_lock is None
    assert window.notices.notice is not None
    assert window.notices.notice.text.startswith("The week cannot be written to")
    assert window.notices.isVisible()


def test_a_problem_that_is_over_by_then_is_not_told(
    qtbot: QtBot, window: MainWindow, workplace: Workplace, small_clinic: "SmallClinic"
) -> None:
    from tests.builders import PASSWORD

    window.lock()
    workplace.say("The week cannot be written.", kind=NoticeKind.PROBLEM, still_holds=lambda: False)

    unlock_with(window, PASSWORD)
    qtbot.waitUntil(lambda: not window.is_locked)

    assert window.notices.notice is None
