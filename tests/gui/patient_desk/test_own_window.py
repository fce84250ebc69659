"""A patient who signs in at an ordinary PC gets the same pages in an ordinary window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.news import News
from clinic_desktop.gui.patient_desk.book_page import BookPage
from clinic_desktop.gui.patient_desk.home_page import HomePage
from clinic_desktop.gui.patient_desk.take_along_page import TakeAlongPage
from clinic_desktop.gui.patient_desk.visit_page import VisitPage
from clinic_desktop.gui.patient_desk.visits_page import VisitsPage
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.windows.patient_window import PatientWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import SmallClinic
from tests.gui.settling import settle


class OwnWindow:
    """Peter Novak's window."""

    def __init__(self, window: PatientWindow, runner: TaskRunner, qtbot: QtBot) -> None:
        self.window = window
        self._runner = runner
        self._qtbot = qtbot

    def settle(self) -> None:
        settle(self._qtbot, self._runner)

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()


@pytest.fixture
def own(
    small_clinic: SmallClinic, runner: TaskRunner, news: News, station: SettingsFile, qtbot: QtBot
) -> Iterator[OwnWindow]:
    small_clinic.store(small_clinic.an_appointment())
    workplace = Workplace(
        clinic=small_clinic.as_patient(),
        runner=runner,
        news=news,
        settings=small_clinic.settings(),
        clock=small_clinic.clock,
    )
    window = PatientWindow(workplace, station)
    qtbot.addWidget(window)
    window.show()
    made = OwnWindow(window, runner, qtbot)
    made.settle()
    yield made
    window.close()


def test_home_comes_first_and_ctrl_n_books(own: OwnWindow) -> None:
    assert isinstance(own.window.page.stack.page, HomePage)

    own.window.commands["book"].trigger()
    own.settle()

    assert isinstance(own.window.page.stack.page, BookPage)
    QTest.keyClick(own.window.page, Qt.Key.Key_Escape)
    assert isinstance(own.window.page.stack.page, HomePage)


def test_here_an_appointment_can_be_saved_as_a_file(own: OwnWindow) -> None:
    home = own.window.page.stack.page
    assert isinstance(home, HomePage)
    own.click(home.tiles["appointments"])
    visits = own.window.page.stack.page
    assert isinstance(visits, VisitsPage)
    own.click(visits.open_buttons[0])
    visit = own.window.page.stack.page
    assert isinstance(visit, VisitPage)
    own.click(visit.buttons["take"])
    page = own.window.page.stack.page

    assert isinstance(page, TakeAlongPage)
    assert "save" in page.buttons


def test_left_alone_it_signs_the_patient_out(own: OwnWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(own.window.signed_out):
        own.window.on_idle()
