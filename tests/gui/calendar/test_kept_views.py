"""The view that somebody had in front is in front again at their next start, each person's own."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.people import Role
from clinic_desktop.gui.calendar.view_stage import ViewName
from clinic_desktop.gui.news import News
from clinic_desktop.gui.patients_file.patients_page import PatientsPage
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.waiting_room.board_page import BoardPage
from clinic_desktop.gui.windows.doctor_window import DoctorWindow
from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import SmallClinic

from .reception_desk import Desk, Key

ALT = Qt.KeyboardModifier.AltModifier
Restart = Callable[[], Desk]


@pytest.fixture
def restart(
    desk: Desk, small_clinic: SmallClinic, runner: TaskRunner, news: News, station: SettingsFile, qtbot: QtBot
) -> Iterator[Restart]:
    """Close the window, and open the next one of the same person."""
    opened: list[Desk] = []

    def begin_anew() -> Desk:
        desk.window.close()
        place = Workplace(
            clinic=small_clinic.as_receptionist(),
            runner=runner,
            news=news,
            settings=desk.window.workplace.settings,
            clock=small_clinic.clock,
        )
        window = ReceptionWindow(place, station)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        made = Desk(window, small_clinic, qtbot)
        made.settle()
        opened.append(made)
        return made

    yield begin_anew
    for each in opened:
        each.settle()
        each.window.close()
        each.window.deleteLater()


def test_the_week_is_in_front_again(desk: Desk, restart: Restart) -> None:
    desk.press(Key.Key_2, ALT)

    anew = restart()

    assert anew.page.views.current is ViewName.WEEK
    assert anew.window.views.buttons.current == ViewName.WEEK
    assert len(anew.page.view.columns) > len(desk.names()) / 2


@pytest.mark.parametrize("key", [Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_5, Key.Key_7])
def test_the_keyboard_is_on_what_is_in_front(desk: Desk, restart: Restart, key: Key) -> None:
    desk.press(key, ALT)

    anew = restart()

    page, keyboard = anew.window.current_page, anew.window.focusWidget()
    assert page is not None
    assert page.isAncestorOf(keyboard)
    if page is anew.page:
        assert keyboard is anew.page.views.view


def test_the_waiting_room_is_in_front_again_and_the_calendar_behind_it(desk: Desk, restart: Restart) -> None:
    desk.press(Key.Key_5, ALT)

    anew = restart()
    room = anew.window.current_page
    anew.press(Key.Key_1, ALT)

    assert isinstance(room, BoardPage)
    assert anew.window.current_page is anew.page
    assert anew.names() == ["Dr Amara Okafor", "Dr Lena Fischer"]


def test_the_file_of_patients_is_in_front_again(desk: Desk, restart: Restart) -> None:
    desk.press(Key.Key_7, ALT)

    anew = restart()

    assert isinstance(anew.window.current_page, PatientsPage)


def test_a_page_that_is_no_place_to_begin_leaves_the_calendars_view(desk: Desk, restart: Restart) -> None:
    desk.press(Key.Key_4, ALT)
    desk.press(Key.Key_6, ALT)

    anew = restart()

    assert anew.window.current_page is anew.page
    assert anew.page.views.current is ViewName.AGENDA


def test_another_person_begins_with_their_own(desk: Desk, restart: Restart, station: SettingsFile) -> None:
    desk.press(Key.Key_3, ALT)
    anew = restart()
    assert anew.page.views.current is ViewName.MONTH

    doctors = Workplace(
        clinic=desk.clinic.as_doctor(),
        runner=anew.window.workplace.runner,
        news=anew.window.workplace.news,
        settings=anew.window.workplace.settings,
        clock=desk.clinic.clock,
    )
    window = DoctorWindow(doctors, station)
    front = window.calendar.views.current
    window.close()
    window.deleteLater()

    assert doctors.clinic.session.account.role is Role.DOCTOR
    assert front is ViewName.WEEK
