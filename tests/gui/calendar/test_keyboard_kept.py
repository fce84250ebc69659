"""The keyboard stays on the page when what had it is gone: Qt would go to the first button of the whole window."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.news import News
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.windows.admin_window import AdminWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import SmallClinic

from .reception_desk import Desk, Key


@pytest.fixture
def button(desk: Desk) -> QPushButton:
    """One with the keyboard, that comes and goes beside the calendar."""
    made = QPushButton("Save changes", desk.page.panel)
    made.show()
    made.setFocus()
    desk.qtbot.waitUntil(made.hasFocus)
    return made


def test_what_is_hidden_leaves_the_keyboard_to_its_page(desk: Desk, button: QPushButton) -> None:
    button.hide()

    assert desk.page.view.hasFocus()


def test_what_goes_while_a_dialog_is_open_leaves_the_keyboard_to_its_page(desk: Desk, button: QPushButton) -> None:
    dialog = desk.window.verbs.book()
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    button.hide()

    dialog.reject()
    desk.window.activateWindow()  # off screen no window manager does it
    desk.qtbot.waitUntil(desk.window.isActiveWindow)

    assert desk.page.view.hasFocus()


def test_tab_still_goes_on(desk: Desk, button: QPushButton) -> None:
    QTest.keyClick(button, Key.Key_Tab)

    keyboard = desk.window.focusWidget()
    assert keyboard not in (button, desk.page.view)


@pytest.fixture
def settings(
    small_clinic: SmallClinic, runner: TaskRunner, news: News, station: SettingsFile, qtbot: QtBot, workplace: Workplace
) -> Iterator[AdminWindow]:
    place = Workplace(
        clinic=small_clinic.as_admin(),
        runner=runner,
        news=news,
        settings=workplace.settings,
        clock=small_clinic.clock,
    )
    window = AdminWindow(place, station)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    qtbot.waitUntil(lambda: runner.is_idle)
    window.close()
    window.deleteLater()


def test_an_administrator_begins_on_the_page(settings: AdminWindow) -> None:
    page, keyboard = settings.current_page, settings.focusWidget()

    assert page is not None
    assert keyboard is page or page.isAncestorOf(keyboard)
