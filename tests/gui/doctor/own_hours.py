"""The page of one's own hours, worked on with pointer and keys."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.availability import Hours
from clinic_desktop.domain.clinic_time import nearest_instant
from clinic_desktop.domain.desk_tasks import DeskTask
from clinic_desktop.gui.hours.hours_page import HoursPage
from clinic_desktop.gui.windows.doctor_window import DoctorWindow
from tests.builders import SmallClinic
from tests.gui.settling import settle

MONDAY = date(2026, 11, 30)
"""Of the week after the one in which the clock stands."""

WEDNESDAY = MONDAY + timedelta(days=2)
SATURDAY = MONDAY + timedelta(days=5)
Key = Qt.Key


class OwnHours:
    """The doctor's window with the page of hours in front."""

    page: HoursPage

    def __init__(self, window: DoctorWindow, clinic: SmallClinic, qtbot: QtBot) -> None:
        self.window = window
        self.clinic = clinic
        self.qtbot = qtbot

    def open(self) -> None:
        """Go there by its keys, on the next week."""
        self.settle()
        self.press(Key.Key_9, Qt.KeyboardModifier.AltModifier)
        page = self.window.current_page
        assert isinstance(page, HoursPage)
        self.page = page
        self.click(page.head.steps[1])
        page.sheet.setFocus()

    def settle(self) -> None:
        settle(self.qtbot, self.window.workplace.runner)

    def look(self) -> None:
        """Wait until the impact of what was painted is shown, with new times for every row."""
        panel = self.page.impact
        self.qtbot.waitUntil(lambda: not self.page.is_looking)
        self.settle()
        self.qtbot.waitUntil(lambda: all(row.slots is not None for row in panel.rows))
        self.settle()

    def press(self, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def click(self, button: QAbstractButton) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def click_head(self, day: date) -> None:
        QTest.mouseClick(self.page.sheet, Qt.MouseButton.LeftButton, pos=self.page.sheet.head_of(day).toPoint())
        self.look()

    def right_click(self, day: date, hour: float) -> None:
        QTest.mouseClick(self.page.sheet, Qt.MouseButton.RightButton, pos=self._at(day, hour).toPoint())
        self.look()

    def drag(self, day: date, starts: float, ends: float, to: date | None = None) -> None:
        """Paint from one hour to another, perhaps over to another day."""
        sheet, begins, finish = self.page.sheet, self._at(day, starts), self._at(to or day, ends - 0.05)
        QTest.mousePress(sheet, Qt.MouseButton.LeftButton, pos=begins.toPoint())
        QTest.mouseMove(sheet, ((begins + finish) / 2).toPoint())
        QTest.mouseMove(sheet, finish.toPoint())
        QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=finish.toPoint())
        self.look()

    def _at(self, day: date, hour: float) -> QPointF:
        return self.page.sheet.point_of(day, round(hour * 60 + 3))

    def single_days(self, reason: str = "") -> None:
        """Paint these days only."""
        tools = self.page.tools
        self.click(tools.mode.button("these-days"))
        tools.reason.setFocus()
        QTest.keyClicks(tools.reason, reason)
        self.page.sheet.setFocus()

    def type_into(self, field: QWidget, text: str) -> None:
        field.setFocus()
        QTest.keyClick(field, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)
        self.settle()

    def booked(self, clock: str, day: date = MONDAY, **fields: object) -> Appointment:
        at = nearest_instant(datetime.combine(day, time.fromisoformat(clock)), self.clinic.settings().zone_info)
        made = self.clinic.store(self.clinic.an_appointment(at, **fields))  # type: ignore[arg-type] # the test's
        self.settle()
        return made

    def stored(self) -> Hours:
        return self.clinic.as_doctor().hours.of(self.clinic.okafor.id)

    def tasks(self) -> list[DeskTask]:
        with self.clinic.database.reading() as reading:
            return reading.where(DeskTask, order=("id",))

    def open_on(self, day: date) -> list[tuple[int, int]]:
        """The painted hours of a day, in full hours."""
        assert self.page.draft is not None
        return [(one.starts // 60, one.ends // 60) for one in self.page.draft.open_on(day)]
