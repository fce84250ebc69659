"""Of a day that nobody could foresee, those who are shown are read and painted before everybody else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QObject

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.gui.calendar.calendar_page import CalendarPage
from clinic_desktop.gui.calendar.scene import Shown
from tests.builders import NINE_OCLOCK

from .reception_desk import Desk, booked

FAR = timedelta(days=40)
FAR_DAY = NINE_OCLOCK.date() + FAR


class Frames(QObject):
    """What each frame of the day shows, and which day was known whole by then."""

    def __init__(self, page: CalendarPage) -> None:
        super().__init__(page)
        self._page = page
        self.seen: list[tuple[date, date | None]] = []
        page.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and self._page.view.columns:
            known = self._page.days.sheet
            self.seen.append((self._page.view.columns[0].day, None if known is None else known.day))
        return False


@pytest.fixture
def okafor_alone(desk: Desk) -> Desk:
    """One column of the many that there are."""
    desk.settle()
    okafor = str(desk.clinic.okafor.id)
    desk.page.column_desk.show_only([okafor])
    desk.settle()
    desk.qtbot.waitUntil(lambda: desk.page.foresight.is_at_rest)
    return desk


def test_it_is_painted_before_the_rest_was_read(okafor_alone: Desk) -> None:
    desk = okafor_alone
    appointment = booked(desk, NINE_OCLOCK + FAR)
    frames = Frames(desk.page)

    desk.page.days.go_to(FAR_DAY)
    desk.settle()

    assert (FAR_DAY, NINE_OCLOCK.date()) in frames.seen
    assert desk.line(appointment) is not None


def test_then_everybody_is_there_to_be_ticked(okafor_alone: Desk) -> None:
    desk = okafor_alone
    desk.page.days.go_to(FAR_DAY)
    desk.settle()
    sheet = desk.page.days.sheet
    assert sheet is not None
    assert sheet.day == FAR_DAY

    desk.page.column_desk.show_only([str(column.practitioner_id) for column in sheet.columns])

    assert len(desk.page.view.columns) == len(sheet.columns) > 1


def test_what_has_changed_by_the_time_the_rest_is_read_is_shown(okafor_alone: Desk) -> None:
    desk = okafor_alone
    appointment = booked(desk)
    part = shown_now(desk)
    desk.page.scenes.day_scene.show_part(part)
    gone = without(part, appointment)

    desk.page.scenes.day_scene.show(gone)

    assert desk.line(appointment) is None


def test_what_is_as_it_was_keeps_its_rows(okafor_alone: Desk) -> None:
    desk = okafor_alone
    booked(desk)
    part = shown_now(desk)
    desk.page.scenes.day_scene.show_part(part)
    before = desk.page.view.appointments().lines()
    filled: list[bool] = []
    desk.page.scenes.day_scene.filled.connect(lambda: filled.append(True))

    desk.page.scenes.day_scene.show(part)

    assert desk.page.view.appointments().lines() is before
    assert filled == [True]


def test_a_day_that_is_left_again_at_once_does_not_come_back(okafor_alone: Desk) -> None:
    desk = okafor_alone
    desk.page.days.go_to(FAR_DAY)
    desk.page.days.go_to(FAR_DAY + timedelta(days=40))
    desk.page.days.go_to_today()
    frames = Frames(desk.page)
    desk.settle()

    assert {shown for shown, _ in frames.seen} <= {NINE_OCLOCK.date()}
    assert {column.day for column in desk.page.view.columns} == {NINE_OCLOCK.date()}


def shown_now(desk: Desk) -> Shown:
    sheet = desk.page.days.sheet
    assert sheet is not None
    columns = tuple(column for column in sheet.columns if column.practitioner_id == desk.clinic.okafor.id)
    return Shown(sheet.day, sheet, columns)


def without(shown: Shown, appointment: Appointment) -> Shown:
    lines = tuple(line for line in shown.sheet.lines if line.id != appointment.id)
    return replace(shown, sheet=replace(shown.sheet, lines=lines))
