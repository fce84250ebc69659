"""The days around the shown one are at hand: a step shows them at once, and never what is no longer true."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from threading import Event

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desktop.domain.appointments import Appointment, BookingRequest, CancelledBy
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.recurrence import Recurrence, Unit
from clinic_desktop.domain.series import SeriesRequest
from clinic_desktop.gui.calendar.go_to_day import GoToDay
from clinic_desktop.gui.calendar.month_view import MonthView
from clinic_desktop.gui.calendar.wishes import DayWish, ReadDay, Reading
from clinic_desktop.gui.patients_file.patients_page import PatientsPage
from clinic_desktop.gui.tasks import Pieces
from clinic_desktop.gui.widgets.pair_row import PairRow
from clinic_desktop.services.clinic import Clinic
from tests.builders import NINE_OCLOCK

from .reception_desk import Desk, booked, tomorrow

Key = Qt.Key
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
TODAY = NINE_OCLOCK.date()


def test_a_step_shows_the_next_day_at_once(desk: Desk) -> None:
    appointment = booked(desk, tomorrow(NINE_OCLOCK))
    foresee(desk)

    QTest.keyClick(desk.page.view, Key.Key_Right, CONTROL)

    assert days_shown(desk) == {TODAY + timedelta(days=1)}
    assert desk.line(appointment) is not None


def test_a_step_shows_the_next_week_at_once(desk: Desk) -> None:
    desk.press(Key.Key_2, ALT)
    appointment = booked(desk, NINE_OCLOCK + timedelta(days=7))
    foresee(desk)

    QTest.keyClick(desk.page.view, Key.Key_Right, CONTROL)

    assert TODAY + timedelta(days=7) in days_shown(desk)
    assert desk.line(appointment) is not None


def test_what_a_colleague_has_booked_meanwhile_is_there(desk: Desk) -> None:
    foresee(desk)
    appointment = booked(desk, tomorrow(NINE_OCLOCK))

    desk.press(Key.Key_Right, CONTROL)

    assert desk.line(appointment) is not None


def test_what_a_colleague_has_cancelled_meanwhile_is_not(desk: Desk) -> None:
    appointment = booked(desk, tomorrow(NINE_OCLOCK))
    foresee(desk)
    called_off(desk, appointment)

    desk.press(Key.Key_Right, CONTROL)

    line = desk.line(appointment)
    assert line is None or not line.status.holds_time


def test_a_doctor_who_was_unticked_is_left_out_of_the_next_day_too(desk: Desk) -> None:
    foresee(desk)
    before = len(desk.page.view.columns)
    key = desk.page.column_desk.shown_keys()[0]
    desk.page.column_desk.leave_out(key)

    desk.press(Key.Key_Right, CONTROL)

    assert len(desk.page.view.columns) == before - 1
    assert all(column.key != key for column in desk.page.view.columns)


def test_a_day_that_the_pointer_rests_on_is_there_when_it_is_clicked(desk: Desk) -> None:
    desk.window.resize(1200, 800)  # else there is no room for the month
    foresee(desk)
    grid = grid_of(desk)
    wanted = TODAY - timedelta(days=12)
    desk.qtbot.waitUntil(lambda: place_of(desk, wanted) is not None)  # the month has its room a turn after the day
    place = place_of(desk, wanted)
    assert place is not None
    point_at(desk, QPoint(1, 1))
    point_at(desk, place)
    foresee(desk)

    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=place)

    assert days_shown(desk) == {wanted}


def test_a_day_that_is_typed_is_there_at_enter(desk: Desk) -> None:
    foresee(desk)
    desk.page.ask_for_day()
    field = desk.page.findChild(GoToDay)
    assert isinstance(field, GoToDay)
    QTest.keyClicks(field.field, "+9")
    foresee(desk)

    QTest.keyClick(field.field, Key.Key_Return)

    assert days_shown(desk) == {TODAY + timedelta(days=9)}


def test_a_day_whose_appointment_is_pointed_at_beside_the_calendar_is_there_when_it_is_clicked(desk: Desk) -> None:
    appointment, later = booked(desk), booked(desk, NINE_OCLOCK + timedelta(days=20))
    desk.choose(appointment)
    row = next(row for row in desk.page.panel.parts.patient_card.findChildren(PairRow) if "14 Dec" in row.text())
    come_to(row)
    foresee(desk)

    QTest.mouseClick(row, Qt.MouseButton.LeftButton)

    assert days_shown(desk) == {TODAY + timedelta(days=20)}
    assert desk.line(later) is not None


def test_a_day_of_a_series_that_is_pointed_at_is_there_when_it_is_clicked(desk: Desk) -> None:
    first, *_, last = a_series(desk)
    desk.choose(first)
    series = desk.page.panel.parts.series
    QTest.mouseClick(series.link, Qt.MouseButton.LeftButton)
    come_to(series.others[-1])
    foresee(desk)

    QTest.mouseClick(series.others[-1], Qt.MouseButton.LeftButton)

    assert days_shown(desk) == {TODAY + timedelta(weeks=3)}
    assert desk.line(last) is not None


def test_a_day_that_is_pointed_at_on_the_page_of_patients_is_read_behind_it(desk: Desk) -> None:
    later = booked(desk, NINE_OCLOCK + timedelta(days=20))
    desk.window.commands["patients"].trigger()
    desk.settle()
    page = desk.window.current_page
    assert isinstance(page, PatientsPage)
    QTest.keyClicks(page.search, "novak")
    QTest.keyClick(page.search, Key.Key_Return)
    desk.settle()
    read: list[Reading] = []
    desk.page.foresight.was_read.connect(read.append)
    row = next(row for row in page.panel.parts.patient_card.findChildren(PairRow) if "14 Dec" in row.text())

    come_to(row)
    foresee(desk)

    assert [found.sheet.day for found in read if isinstance(found, ReadDay)] == [TODAY + timedelta(days=20)]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.window.current_page is desk.page
    assert desk.line(later) is not None


def test_a_day_of_the_month_that_the_pointer_rests_on_is_there_when_it_is_clicked(desk: Desk) -> None:
    desk.press(Key.Key_3, ALT)
    wanted = TODAY - timedelta(days=12)
    view = desk.page.views.view
    assert isinstance(view, MonthView)
    neared: list[date] = []
    view.day_neared.connect(neared.append)
    place = view.visualRect(view.month.index_of(wanted)).center()
    QTest.mouseMove(desk.window.windowHandle(), QPoint(1, 1))  # Qt passes over a move to where the pointer was left
    QTest.mouseMove(desk.window.windowHandle(), view.viewport().mapTo(desk.window, place))
    assert neared[-1:] == [wanted]
    foresee(desk)

    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert days_shown(desk) == {wanted}


@dataclass(frozen=True)
class HeldUp:
    """A day whose reading has begun, and goes on when it may."""

    day: DayWish
    may_go_on: Event

    @property
    def reach(self) -> Span:
        return self.day.reach

    def read(self, clinic: Clinic) -> ReadDay:
        return self.day.read(clinic)

    def foresee(self, clinic: Clinic) -> Pieces[ReadDay]:
        self.may_go_on.wait()
        yield
        return (yield from self.day.foresee(clinic))


def begun(desk: Desk) -> HeldUp:
    """The reading of a day in forty days that has just begun."""
    choice, zone = desk.page.side.choice.now, desk.window.workplace.zone
    wish = DayWish(day=TODAY + timedelta(days=40), zone=zone, choice=choice, no_room="", fitting=None)
    held_up = HeldUp(wish, Event())
    foresee(desk)
    desk.page.foresight.expect(lambda: [held_up])
    desk.qtbot.waitUntil(lambda: desk.page.foresight.under_way == held_up)
    return held_up


def test_what_is_pointed_at_is_read_before_the_rest_of_what_was_begun(desk: Desk) -> None:
    wish, read = begun(desk), list[date]()
    pointed_at = replace(wish.day, day=TODAY + timedelta(days=50))
    desk.page.foresight.was_read.connect(lambda found: read.append(found.sheet.day))

    desk.page.foresight.near([pointed_at])
    wish.may_go_on.set()
    foresee(desk)

    assert read == [pointed_at.day, wish.day.day]


def test_what_was_begun_is_read_anew_after_news_of_it(desk: Desk) -> None:
    wish = begun(desk)

    appointment = desk.clinic.store(desk.clinic.an_appointment(NINE_OCLOCK + timedelta(days=40)))
    QApplication.processEvents()
    wish.may_go_on.set()
    foresee(desk)

    found: list[ReadDay] = []
    desk.page.foresight.give("test", wish, ReadDay, found.append)
    assert [line.id for line in found[0].lines] == [appointment.id]


def test_what_is_pointed_at_is_read_anew_after_news_too(desk: Desk) -> None:
    wish = begun(desk)
    pointed_at = HeldUp(replace(wish.day, day=TODAY + timedelta(days=50)), Event())
    desk.page.foresight.near([pointed_at])
    wish.may_go_on.set()
    desk.qtbot.waitUntil(lambda: desk.page.foresight.under_way == pointed_at)

    desk.clinic.store(desk.clinic.an_appointment(NINE_OCLOCK + timedelta(days=1)))
    QApplication.processEvents()
    pointed_at.may_go_on.set()
    foresee(desk)

    assert desk.page.foresight.has(pointed_at)


def test_nothing_is_read_ahead_for_a_page_that_nobody_sees(desk: Desk) -> None:
    foresee(desk)
    desk.window.hide()
    booked(desk, tomorrow(NINE_OCLOCK))
    desk.qtbot.waitUntil(lambda: desk.page.foresight.is_at_rest)
    desk.settle()
    desk.window.show()

    desk.press(Key.Key_Right, CONTROL)

    assert days_shown(desk) == {TODAY + timedelta(days=1)}


def foresee(desk: Desk) -> None:
    """Wait until all that is expected has been read."""
    desk.settle()
    desk.qtbot.waitUntil(lambda: desk.page.foresight.is_at_rest)


def come_to(widget: QWidget) -> None:
    """The pointer comes to a widget, which may lie beyond the edge of a test's screen."""
    middle = widget.rect().center().toPointF()
    QApplication.sendEvent(widget, QEnterEvent(middle, middle, middle))


def a_series(desk: Desk) -> tuple[Appointment, ...]:
    """Every week from today on, four times."""
    clinic = desk.clinic
    booking = BookingRequest(
        patient_id=clinic.novak.id,
        practitioner_id=clinic.okafor.id,
        type_id=clinic.consultation.id,
        starts_at=NINE_OCLOCK,
        minutes=30,
    )
    weekly = Recurrence(unit=Unit.WEEK, weekdays=frozenset({TODAY.weekday()}), count=4)
    done = clinic.as_admin().series.book(SeriesRequest(booking=booking, recurrence=weekly))
    desk.settle()
    return done.appointments


def days_shown(desk: Desk) -> set[date]:
    return {column.day for column in desk.page.view.columns}


def called_off(desk: Desk, appointment: Appointment) -> None:
    desk.clinic.as_admin().scheduling.cancel(appointment.id, appointment.version, CancelledBy.PATIENT, "Called")
    desk.settle()


def grid_of(desk: Desk) -> QWidget:
    grid = desk.page.side.month.focusProxy()
    assert grid is not None
    return grid


def point_at(desk: Desk, place: QPoint) -> None:
    QTest.mouseMove(desk.window.windowHandle(), grid_of(desk).mapTo(desk.window, place))


def place_of(desk: Desk, day: date) -> QPoint | None:
    grid = grid_of(desk)
    places = (QPoint(x, y) for y in range(0, grid.height(), 4) for x in range(0, grid.width(), 4))
    return next((place for place in places if points_at(desk, place) == day), None)


def points_at(desk: Desk, place: QPoint) -> date | None:
    neared: list[date] = []
    month = desk.page.side.month
    month.day_neared.connect(neared.append)
    point_at(desk, place)
    month.day_neared.disconnect(neared.append)
    return neared[-1] if neared else None
