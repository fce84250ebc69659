"""Day, week, month and agenda: one calendar, one choice, whichever way it is looked at."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.availability import AvailabilityException, Closure, ExceptionKind
from clinic_desktop.domain.calendar_spans import MonthDay
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.calendar.agenda_view import AgendaView
from clinic_desktop.gui.calendar.month_view import MonthView
from clinic_desktop.gui.calendar.view_stage import ViewName
from tests.builders import NINE_OCLOCK

from .reception_desk import Desk, booked, button_of, tomorrow, words_on

Key = Qt.Key
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
TODAY = NINE_OCLOCK.date()
NOBODY = UUID(int=7)


def to_week(desk: Desk) -> None:
    desk.window.resize(1800, 900)  # so wide that no day has to be scrolled to
    desk.press(Key.Key_2, ALT)


def month_of(desk: Desk) -> MonthView:
    desk.press(Key.Key_3, ALT)
    view = desk.page.views.view
    assert isinstance(view, MonthView)
    return view


def agenda_of(desk: Desk) -> AgendaView:
    desk.press(Key.Key_4, ALT)
    view = desk.page.views.view
    assert isinstance(view, AgendaView)
    return view


def thursday(at: datetime) -> datetime:
    return at + timedelta(days=2)


def test_each_view_has_a_key_and_a_button_and_is_marked(desk: Desk) -> None:
    titles = []
    for key in (Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_1):
        desk.press(key, ALT)
        titles.append((desk.window.views.buttons.current, desk.page.title))

    assert titles == [
        (ViewName.WEEK, "23 – 27 November 2026"),
        (ViewName.MONTH, "November 2026"),
        (ViewName.AGENDA, "From Tuesday, 24 November 2026"),
        (ViewName.DAY, "Tuesday, 24 November 2026"),
    ]
    QTest.mouseClick(desk.window.views.buttons.button(ViewName.WEEK), Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.page.views.current is ViewName.WEEK


def test_the_arrows_step_by_what_is_shown(desk: Desk) -> None:
    for key, words, days in (
        (Key.Key_2, "Week after (Ctrl+Right)", 7),
        (Key.Key_3, "Month after (Ctrl+Right)", 30),
        (Key.Key_1, "Day after (Ctrl+Right)", 1),
    ):
        desk.press(key, ALT)
        desk.press(Key.Key_T)
        button_of(desk.page.bar, words).click()
        desk.settle()
        assert desk.page.day == TODAY + timedelta(days=days)
        desk.press(Key.Key_Left, CONTROL)
        assert desk.page.day == TODAY


def test_what_is_chosen_stays_chosen_in_every_view(desk: Desk) -> None:
    appointment = booked(desk)
    desk.choose(appointment)

    for key in (Key.Key_2, Key.Key_4, Key.Key_3, Key.Key_1):
        desk.press(key, ALT)
        assert desk.page.views.chosen() == appointment.id
        assert "Peter Novak" in words_on(desk.page.panel)

    desk.press(Key.Key_F5)
    assert desk.clinic.stored(appointment).status is AppointmentStatus.ARRIVED


def test_filters_hold_in_every_view(desk: Desk) -> None:
    booked(desk)
    QTest.mouseClick(desk.filter_row("Dr Amara Okafor"), Qt.MouseButton.LeftButton)
    desk.settle()

    to_week(desk)
    assert {column.practitioner_id for column in desk.page.view.columns} == {desk.clinic.fischer.id}
    assert not desk.page.views.model.lines()
    month = month_of(desk)
    assert next(day for day in month.month.days if day.day == TODAY).booked == 0
    assert agenda_of(desk).model().rowCount() == 0


def test_a_week_of_several_has_a_column_for_each_within_each_day(desk: Desk) -> None:
    to_week(desk)

    columns = desk.page.view.columns
    assert [(column.over, column.title) for column in columns[:3]] == [
        ("Mon 23", "Dr Amara Okafor"),
        ("Mon 23", "Dr Lena Fischer"),
        ("Tue 24 · today", "Dr Amara Okafor"),
    ]
    assert len(columns) == 10


def test_a_week_of_one_has_a_column_for_each_day_the_clinic_works(desk: Desk) -> None:
    QTest.mouseClick(desk.filter_row("Dr Lena Fischer"), Qt.MouseButton.LeftButton)
    to_week(desk)

    assert [(column.title, column.subtitle) for column in desk.page.view.columns] == [
        ("Mon 23", ""),
        ("Tue 24", "today"),
        ("Wed 25", ""),
        ("Thu 26", ""),
        ("Fri 27", ""),
    ]


def test_a_saturday_with_an_appointment_has_its_column_too(desk: Desk) -> None:
    booked(desk, NINE_OCLOCK + timedelta(days=4))

    to_week(desk)

    assert desk.page.view.columns[-1].day == TODAY + timedelta(days=4)
    assert desk.page.title == "23 – 28 November 2026"


def test_choosing_on_another_day_of_the_week_makes_that_the_day(desk: Desk) -> None:
    appointment = booked(desk, thursday(NINE_OCLOCK))
    to_week(desk)

    desk.choose(appointment)
    assert desk.page.day == TODAY + timedelta(days=2)
    assert desk.page.side.month.day == desk.page.day
    desk.press(Key.Key_1, ALT)

    assert desk.page.title == "Thursday, 26 November 2026"
    assert desk.page.views.chosen() == appointment.id


def test_a_slot_of_the_week_is_booked_on_its_day(desk: Desk) -> None:
    QTest.mouseClick(desk.filter_row("Dr Lena Fischer"), Qt.MouseButton.LeftButton)
    to_week(desk)
    view = desk.page.view
    place = desk.place_of(thursday(NINE_OCLOCK), 3)

    slot = view.slot_at(place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.settle()

    assert slot is not None
    assert slot.starts_at == thursday(NINE_OCLOCK)
    assert desk.dialog(BookingDialog).isVisible()
    QTest.keyClick(desk.dialog(BookingDialog), Key.Key_Escape)


def test_arrows_walk_from_day_to_day_of_the_week(desk: Desk) -> None:
    QTest.mouseClick(desk.filter_row("Dr Lena Fischer"), Qt.MouseButton.LeftButton)
    to_week(desk)
    QTest.mouseClick(desk.page.view.viewport(), Qt.MouseButton.LeftButton, pos=desk.place_of(NINE_OCLOCK, 1))

    desk.press(Key.Key_Right)
    desk.press(Key.Key_Right)

    assert desk.page.day == TODAY + timedelta(days=2)
    assert desk.page.view.current_words() == "09:00–09:15, free, Thu 26"


def test_news_of_the_week_leave_scroll_and_choice(desk: Desk) -> None:
    mine = booked(desk)
    to_week(desk)
    desk.choose(mine)
    desk.page.view.verticalScrollBar().setValue(300)

    other = booked(desk, thursday(NINE_OCLOCK))

    assert desk.line(other) is not None
    assert desk.page.views.chosen() == mine.id
    assert desk.page.view.verticalScrollBar().value() == 300


def test_zoom_and_height_go_with_one_from_day_to_week(desk: Desk) -> None:
    desk.page.looks.zoom(2)
    desk.page.view.verticalScrollBar().setValue(500)
    height = desk.page.view.hour_height

    to_week(desk)

    assert desk.page.view.hour_height == height
    assert desk.page.view.verticalScrollBar().value() == 500


def test_the_month_tells_how_full_its_half_days_are(desk: Desk) -> None:
    booked(desk)
    desk.clinic.store(Closure(id=NOBODY, name="Staff outing", first_day=TODAY, last_day=TODAY))
    desk.clinic.store(
        AvailabilityException(
            id=NOBODY,
            practitioner_id=desk.clinic.fischer.id,
            first_day=TODAY + timedelta(days=1),
            last_day=TODAY + timedelta(days=1),
            kind=ExceptionKind.REMOVES,
        )
    )
    month = month_of(desk)

    def told(days: int) -> str:
        index = month.month.index_of(TODAY + timedelta(days=days))
        return str(month.month.data(index, Qt.ItemDataRole.ToolTipRole))

    assert told(0) == "Tuesday, 24 November 2026\nStaff outing\n1 booked"
    assert told(1).endswith("Dr Lena Fischer away")
    assert "Morning: 0 booked, 32 free" in told(2)
    assert [month.isColumnHidden(column) for column in range(7)] == [False] * 5 + [True] * 2


def test_a_day_of_the_month_is_opened_by_enter_and_by_a_click(desk: Desk) -> None:
    month = month_of(desk)
    desk.press(Key.Key_Right)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert desk.page.views.current is ViewName.DAY
    assert desk.page.day == TODAY + timedelta(days=8)

    desk.press(Key.Key_T)
    month = month_of(desk)
    place = month.visualRect(month.month.index_of(TODAY)).center()
    QTest.mouseClick(month.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.settle()
    assert (desk.page.views.current, desk.page.day) == (ViewName.DAY, TODAY)


def test_arrows_lead_over_the_edge_of_the_month_and_leave_out_days_nobody_works(desk: Desk) -> None:
    month = month_of(desk)
    for _ in range(3):
        desk.press(Key.Key_Right)
    assert desk.page.day == TODAY + timedelta(days=3)

    desk.press(Key.Key_Right)
    assert desk.page.day == TODAY + timedelta(days=6)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_PageDown)

    assert desk.page.title == "January 2027"
    assert month.day == desk.page.day


def test_the_month_learns_of_news(desk: Desk) -> None:
    month = month_of(desk)

    booked(desk, tomorrow(NINE_OCLOCK))

    assert next(day for day in month.month.days if day.day == TODAY + timedelta(days=1)).booked == 1


def test_the_small_month_is_counted_again_after_news_and_for_others_only(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []
    service = type(desk.window.workplace.clinic.scheduling)
    count = service.month_days

    def noted(scheduling: object, first: date, last: date, ids: Sequence[UUID]) -> Sequence[MonthDay]:
        if first == desk.page.side.month.shown()[0]:  # it is counted week by week
            counted.append(len(ids))
        return count(scheduling, first, last, ids)  # type: ignore[arg-type] # its own self

    def settled() -> None:
        timers = desk.page.days.findChildren(QTimer)  # it comes when the day has been painted
        desk.qtbot.waitUntil(lambda: not any(timer.isActive() for timer in timers))
        desk.settle()

    settled()
    monkeypatch.setattr(service, "month_days", noted)
    for key in (Key.Key_4, Key.Key_1):
        desk.press(key, ALT)
    settled()
    assert counted == []

    booked(desk)
    settled()
    assert counted == [2]
    desk.page.column_desk.leave_out(desk.page.column_desk.shown_keys()[0])
    settled()
    assert counted == [2, 1]


def test_the_agenda_lists_appointments_by_their_days(desk: Desk) -> None:
    first, second = booked(desk), booked(desk, tomorrow(NINE_OCLOCK))
    far = booked(desk, NINE_OCLOCK + timedelta(days=90))
    booked(desk, NINE_OCLOCK - timedelta(days=1))

    agenda = agenda_of(desk)

    assert [line.id for line in desk.page.views.model.lines()] == [first.id, second.id, far.id]
    heights = [agenda.visualRect(agenda.model().index(row, 0)).height() for row in range(3)]
    assert len({*heights}) == 1  # each stands under the head of its own day
    third = booked(desk, tomorrow(NINE_OCLOCK) + timedelta(hours=1))
    assert desk.line(third) is not None
    rows = [agenda.visualRect(agenda.model().index(row, 0)).height() for row in range(4)]
    assert rows[2] < rows[1]


def test_the_agenda_is_walked_by_keys_and_opens_what_it_stands_on(desk: Desk) -> None:
    booked(desk)
    second = booked(desk, tomorrow(NINE_OCLOCK))
    agenda_of(desk)

    desk.press(Key.Key_Down)
    desk.press(Key.Key_Down)

    assert desk.page.views.chosen() == second.id
    assert "Peter Novak" in words_on(desk.page.panel)
    desk.press(Key.Key_1, ALT)
    assert desk.page.day == TODAY + timedelta(days=1)
    assert desk.page.views.chosen() == second.id


def test_a_click_on_the_head_of_a_day_chooses_nothing(desk: Desk) -> None:
    booked(desk)
    agenda = agenda_of(desk)

    QTest.mouseClick(agenda.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 10))
    assert desk.page.views.chosen() is None


def test_cancelled_appointments_come_and_go_in_the_agenda(desk: Desk) -> None:
    booked(desk, status=AppointmentStatus.CANCELLED)
    agenda = agenda_of(desk)
    assert agenda.model().rowCount() == 0

    desk.window.commands["show_cancelled"].trigger()

    assert agenda.model().rowCount() == 1


def test_an_appointment_asked_for_from_the_month_is_shown_on_its_day(desk: Desk) -> None:
    appointment = booked(desk, thursday(NINE_OCLOCK))
    line = desk.window.workplace.clinic.scheduling.open(appointment.id).line
    month_of(desk)

    desk.page.panel.appointment_wanted.emit(line)
    desk.settle()

    assert (desk.page.views.current, desk.page.day) == (ViewName.DAY, TODAY + timedelta(days=2))
    assert desk.page.views.chosen() == appointment.id


def test_an_appointment_of_another_day_of_the_same_week_is_found_in_the_week(desk: Desk) -> None:
    appointment = booked(desk, thursday(NINE_OCLOCK))
    line = desk.window.workplace.clinic.scheduling.open(appointment.id).line
    to_week(desk)

    desk.page.panel.appointment_wanted.emit(line)
    desk.settle()

    assert desk.page.views.current is ViewName.WEEK
    assert desk.page.views.chosen() == appointment.id


def test_the_keyboard_goes_with_the_view(desk: Desk) -> None:
    for key in (Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_1):
        desk.press(key, ALT)
        assert QApplication.focusWidget() is desk.page.views.view
