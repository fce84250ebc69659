"""The administrator's pages of hours and closing days, worked on with pointer and keys."""

from collections.abc import Hashable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.availability import Closure, Hours
from clinic_desktop.domain.clinic_time import nearest_instant
from clinic_desktop.domain.desk_tasks import DeskTask
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.gui.closures.closures_page import ClosuresPage
from clinic_desktop.gui.hours.clinic_hours_page import ClinicHoursPage
from clinic_desktop.gui.hours.hours_sheet import HoursSheet
from clinic_desktop.gui.hours.impact_panel import ImpactPanel
from clinic_desktop.gui.hours.plan_keeper import PlanKeeper
from tests.gui.staff.admin_desk import AdminDesk

MONDAY = date(2026, 11, 30)
"""Of the week after the one in which the clock stands."""

SATURDAY = MONDAY + timedelta(days=5)
Key = Qt.Key


def look(desk: AdminDesk, panel: ImpactPanel, keeper: PlanKeeper) -> None:
    """Wait until it is shown whom the plan strands, with new times for each who is listed."""
    desk.qtbot.waitUntil(lambda: not keeper.is_looking)
    desk.settle()
    desk.qtbot.waitUntil(lambda: all(row.slots is not None for row in panel.rows))
    desk.settle()


def booked(
    desk: AdminDesk, clock: str, day: date = MONDAY, *, at: Practitioner | None = None, **fields: object
) -> Appointment:
    moment = nearest_instant(datetime.combine(day, time.fromisoformat(clock)), desk.clinic.settings().zone_info)
    if at is not None:
        fields["practitioner_id"] = at.id
    made = desk.clinic.store(desk.clinic.an_appointment(moment, **fields))  # type: ignore[arg-type] # the test's
    desk.settle()
    return made


def tasks(desk: AdminDesk) -> list[DeskTask]:
    with desk.clinic.database.reading() as reading:
        return reading.where(DeskTask, order=("id",))


def closures(desk: AdminDesk) -> list[Closure]:
    with desk.clinic.database.reading() as reading:
        return reading.where(Closure, order=("first_day",))


def hours_of(desk: AdminDesk, practitioner: Practitioner) -> Hours:
    return desk.clinic.as_admin().hours.of(practitioner.id)


def press(desk: AdminDesk, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the keyboard is."""
    QTest.keyClick(QApplication.focusWidget() or desk.window, key, modifier)
    desk.settle()


class HoursDesk:
    """The page of working hours in front, on the next week."""

    def __init__(self, desk: AdminDesk) -> None:
        self.desk = desk
        desk.window.commands["go_to_hours"].trigger()
        desk.settle()
        page = desk.window.current_page
        assert isinstance(page, ClinicHoursPage)
        self.page = page
        desk.click(page.head.steps[1])
        page.setFocus()

    def look(self) -> None:
        look(self.desk, self.page.impact, self.page.keeper)

    def everyone(self) -> HoursSheet:
        """Show everybody's Monday."""
        self.desk.click(self.page.choice.view.button("everyone"))
        place = next(n for n in range(7) if (self.page.first_day + timedelta(days=n)).weekday() == 0)
        self.desk.click(self.page.choice.days.button(place))
        self.page.setFocus()
        return self.page.rows.sheet

    def drag(self, sheet: HoursSheet, key: Hashable, starts: float, ends: float, to: Hashable = None) -> None:
        """Paint from one hour to another, perhaps over to another lane."""
        begins = sheet.point_of(key, round(starts * 60 + 3))
        finish = sheet.point_of(key if to is None else to, round(ends * 60 - 3))
        QTest.mousePress(sheet, Qt.MouseButton.LeftButton, pos=begins.toPoint())
        QTest.mouseMove(sheet, ((begins + finish) / 2).toPoint())
        QTest.mouseMove(sheet, finish.toPoint())
        QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=finish.toPoint())
        self.look()

    def open_on(self, practitioner: Practitioner, day: date) -> list[tuple[int, int]]:
        """The painted hours of a day, in full hours."""
        draft = self.page.drafts.of(practitioner.id)
        assert draft is not None
        return [(one.starts // 60, one.ends // 60) for one in draft.open_on(day)]

    def words_beside(self) -> str:
        return " ".join(each.text() for each in self.page.side.findChildren(QLabel) if each.isVisible())


class ClosuresDesk:
    """The page of holidays and closures in front."""

    def __init__(self, desk: AdminDesk) -> None:
        self.desk = desk
        desk.window.commands["go_to_closures"].trigger()
        desk.settle()
        page = desk.window.current_page
        assert isinstance(page, ClosuresPage)
        self.page = page
        desk.qtbot.waitUntil(lambda: page.draft is not None)

    def look(self) -> None:
        look(self.desk, self.page.impact, self.page.keeper)

    def year(self, year: int) -> None:
        self.desk.click(self.page.years.button(year))

    def names(self) -> list[str]:
        """The holidays that are listed."""
        return [plan.holiday.name for plan in self.page.holidays.shown]

    def states(self) -> dict[str, tuple[bool, str]]:
        """By name: whether it has its tick, and what is said of it."""
        rows = self.page.holidays.rows
        return {name: (row.box.isChecked(), row.state.text()) for name, row in zip(self.names(), rows, strict=False)}

    def tick(self, name: str) -> None:
        """Click a holiday's box."""
        self.desk.click(self.page.holidays.rows[self.names().index(name)].box)
        self.look()

    def close_all(self) -> None:
        self.desk.click(self.page.keep_button)
        self.look()

    def type_closure(self, name: str, first: str, last: str = "") -> None:
        """Type a closure and press Enter."""
        others = self.page.others
        for field, text in ((others.name, name), (others.first, first), (others.last, last)):
            self.desk.type_into(field, text)
        press(self.desk, Key.Key_Return)
        self.look()

    def save(self) -> None:
        """Save, and hand over whom it strands."""
        impact = self.page.impact
        self.desk.click(impact.hand_over_button if impact.hand_over_button.isVisible() else impact.save_button)
        self.desk.settle()

    def words_beside(self) -> str:
        return " ".join(each.text() for each in self.page.side.findChildren(QLabel) if each.isVisible())
