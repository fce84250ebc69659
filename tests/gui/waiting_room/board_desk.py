"""The reception's window on the board of a small real clinic, for tests that press keys, click and drag."""

from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.waiting_room import BoardColumn
from clinic_desktop.gui.waiting_room.board_page import BoardPage
from clinic_desktop.gui.waiting_room.cards import Card
from clinic_desktop.gui.waiting_room.column_view import CardList
from clinic_desktop.gui.windows.calendar_window import CalendarWindow
from tests.builders import SmallClinic, a_patient
from tests.gui.settling import settle

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
C = BoardColumn


class BoardDesk:
    """The window with the board before it, shown and settled."""

    def __init__(self, window: CalendarWindow, clinic: SmallClinic, qtbot: QtBot) -> None:
        self.window = window
        self.clinic = clinic
        self.qtbot = qtbot
        self._numbers = iter(range(1, 1_000))

    @property
    def page(self) -> BoardPage:
        page = self.window.current_page
        assert isinstance(page, BoardPage)
        return page

    def settle(self) -> None:
        settle(self.qtbot, self.window.workplace.runner)

    def patient(self, name: str) -> UUID:
        given, _, family = name.partition(" ")
        return self.clinic.store(
            a_patient(mrn=f"B{next(self._numbers)}", given_name=given, family_name=family, birth_date=None)
        ).id

    def somebody(
        self,
        name: str,
        at: datetime | None = None,
        status: AppointmentStatus = AppointmentStatus.BOOKED,
        **fields: object,
    ) -> Appointment:
        """Somebody's appointment with Dr Okafor, over whoever is there, by a colleague; the board has heard of it."""
        fields = {"overbooked_by": self.clinic.admin.id} | fields
        made = self.clinic.store(
            self.clinic.an_appointment(at, patient_id=self.patient(name), status=status, minutes=20, **fields)
        )
        self.settle()
        return made

    def arrived(self, name: str, minutes_ago: int, at: datetime | None = None, **fields: object) -> Appointment:
        """Somebody who has waited so long."""
        since = self.clinic.clock.now - timedelta(minutes=minutes_ago)
        return self.somebody(name, at or since, AppointmentStatus.ARRIVED, arrived_at=since, **fields)

    def shown(self, column: BoardColumn) -> CardList:
        return self.page.view.columns[column].list

    def cards(self, column: BoardColumn) -> list[Card]:
        return list(self.shown(column).cards.rows)

    def names(self, column: BoardColumn) -> list[str]:
        return [card.name for card in self.cards(column)]

    def card(self, appointment: Appointment) -> Card:
        return next(card for column in C for card in self.cards(column) if card.id == appointment.id)

    def column_of(self, appointment: Appointment) -> BoardColumn:
        return next(column for column in C for card in self.cards(column) if card.id == appointment.id)

    def status(self, appointment: Appointment) -> AppointmentStatus:
        return self.clinic.stored(appointment).status

    def place(self, appointment: Appointment) -> tuple[CardList, QPoint]:
        shown = self.shown(self.column_of(appointment))
        return shown, shown.place_of(appointment.id)

    def click(self, appointment: Appointment) -> None:
        shown, place = self.place(appointment)
        QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.settle()

    def reach(self, appointment: Appointment) -> None:
        """Have the keyboard on a card."""
        shown = self.shown(self.column_of(appointment))
        shown.setFocus()
        shown.setCurrentIndex(shown.cards.index_of(appointment.id))

    def press(self, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        if not self.window.isActiveWindow() and QApplication.activeWindow() is None:
            self.window.activateWindow()  # off screen no window manager hands the keyboard back from a dialog
            self.qtbot.waitUntil(self.window.isActiveWindow)
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def take_up(self, appointment: Appointment, over: BoardColumn) -> CardList:
        """Press on a card and carry it over a column, without letting go."""
        shown, place = self.place(appointment)
        QTest.mousePress(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
        for at in (place + QPoint(30, 5), self._over(shown, over)):
            QTest.mouseMove(shown.viewport(), at)
        return shown

    def drag(self, appointment: Appointment, to: BoardColumn) -> None:
        """Carry a card over to a column and let it go there."""
        shown = self.take_up(appointment, to)
        QTest.mouseRelease(shown.viewport(), Qt.MouseButton.LeftButton, pos=self._over(shown, to))
        self.settle()

    def _over(self, shown: CardList, column: BoardColumn) -> QPoint:
        target = self.page.view.columns[column]
        return shown.viewport().mapFromGlobal(target.mapToGlobal(target.rect().center()))

    def notice(self) -> str:
        notice = self.window.notices.notice
        return "" if notice is None else notice.text

    def dialog(self, kind: type[QWidget]) -> QWidget:
        (found,) = self.window.findChildren(kind)
        self.qtbot.waitUntil(found.isVisible)
        return found
