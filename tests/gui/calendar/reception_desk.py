"""The reception's window on a small real clinic, for tests that press keys and click."""

from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.calendar.calendar_page import CalendarPage
from clinic_desktop.gui.widgets.filter_list import CheckRow
from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from tests.builders import SmallClinic
from tests.gui.settling import settle

Key = Qt.Key


class Desk:
    """The reception's window, shown and settled."""

    def __init__(self, window: ReceptionWindow, clinic: SmallClinic, qtbot: QtBot) -> None:
        self.window = window
        self.clinic = clinic
        self.qtbot = qtbot
        self.page: CalendarPage = window.calendar

    def settle(self) -> None:
        """Wait until nothing is under way and what came of it has been shown."""
        settle(self.qtbot, self.window.workplace.runner)

    def press(self, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def choose(self, appointment: Appointment) -> None:
        view = self.page.view
        place = view.visualRect(view.appointments().index_of(appointment.id)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.settle()

    def line(self, appointment: Appointment) -> AppointmentLine | None:
        return self.page.view.appointments().line(appointment.id)

    def names(self) -> list[str]:
        return [column.title for column in self.page.view.columns]

    def place_of(self, at: datetime, column: int = 0) -> QPoint:
        view = self.page.view
        minute = view.columns[column].minute_of(at)
        width = view.viewport().width() / len(view.columns)
        return QPoint(
            round((column + 0.5) * width), round((minute + 3) * view.hour_height / 60) - view.verticalOffset()
        )

    def filter_row(self, text: str) -> CheckRow:
        return next(row for row in self.page.side.findChildren(CheckRow) if row.text() == text)

    def dialog(self, kind: type[QWidget]) -> QWidget:
        (found,) = self.window.findChildren(kind)
        self.qtbot.waitUntil(found.isVisible)
        return found


def tomorrow(at: datetime) -> datetime:
    return at + timedelta(days=1)


def booked(desk: Desk, at: datetime | None = None, **fields: object) -> Appointment:
    """Peter Novak with Dr Okafor, stored by somebody else; the window has heard of it."""
    made = desk.clinic.store(desk.clinic.an_appointment(at, **fields))  # type: ignore[arg-type] # the test says
    desk.settle()
    return made


def button_of(parent: QWidget, words: str) -> QPushButton:
    return next(button for button in parent.findChildren(QPushButton) if words in (button.text(), button.toolTip()))


def words_on(parent: QWidget) -> str:
    shown: list[QLabel | QAbstractButton] = [*parent.findChildren(QLabel), *parent.findChildren(QAbstractButton)]
    return " ".join(each.text() for each in shown if each.isVisible())


def typed_on(parent: QWidget) -> str:
    return " ".join(field.text() for field in parent.findChildren(QLineEdit))
