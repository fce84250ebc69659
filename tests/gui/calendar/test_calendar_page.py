"""Days, filters and the card beside the calendar, on a small real clinic."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.availability import Closure
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.calendar.go_to_day import GoToDay
from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import NINE_OCLOCK, SmallClinic

from .reception_desk import Desk, booked, button_of, tomorrow, words_on

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = NINE_OCLOCK.date()


def test_days_are_turned_by_keys_and_by_buttons(desk: Desk) -> None:
    desk.press(Key.Key_Right, CONTROL)
    assert desk.page.day == TODAY + timedelta(days=1)

    desk.press(Key.Key_Left, CONTROL)
    desk.press(Key.Key_Left, CONTROL)
    assert desk.page.day == TODAY - timedelta(days=1)
    assert desk.page.side.month.day == desk.page.day

    desk.press(Key.Key_T)
    desk.qtbot.waitUntil(lambda: desk.page.day == TODAY)  # it might have been the first letter of a name
    desk.settle()

    button_of(desk.page.bar, "Day after (Ctrl+Right)").click()
    desk.settle()
    assert desk.page.bar.title.accessibleName() == "Wednesday, 25 November 2026"


def test_what_stands_beside_the_day_stays_in_its_place(desk: Desk) -> None:
    places = set()
    for _ in range(7):
        desk.page.step_days(1)
        desk.settle()
        places.add((desk.window.views.x(), desk.page.bar.title.width()))

    assert len(places) == 1


def test_a_day_is_typed(desk: Desk) -> None:
    field = _asked_for_a_day(desk)
    QTest.keyClicks(field.field, "+7")
    QTest.keyClick(field.field, Key.Key_Return)
    desk.settle()

    assert desk.page.day == TODAY + timedelta(days=7)


def test_what_is_no_day_is_said_and_goes_nowhere(desk: Desk) -> None:
    field = _asked_for_a_day(desk)
    QTest.keyClicks(field.field, "soon")
    QTest.keyClick(field.field, Key.Key_Return)
    desk.settle()

    assert "No day is called that" in words_on(field)
    assert desk.page.day == TODAY
    field.close()


def test_only_the_day_asked_for_last_is_shown(desk: Desk) -> None:
    appointment = booked(desk, tomorrow(NINE_OCLOCK))

    for _ in range(3):
        desk.page.step_days(1)
    for _ in range(2):
        desk.page.step_days(-1)
    desk.settle()

    assert desk.line(appointment) is not None
    assert desk.page.day_view.sheet is not None
    assert desk.page.day_view.sheet.day == TODAY + timedelta(days=1)


def test_an_unticked_doctor_has_no_column_and_that_is_remembered(
    desk: Desk, workplace: Workplace, station: SettingsFile
) -> None:
    QTest.mouseClick(desk.filter_row("Dr Amara Okafor"), Qt.MouseButton.LeftButton)
    assert desk.names() == ["Dr Lena Fischer"]

    desk.window.hide()

    assert str(desk.clinic.okafor.id) in desk.window._station.read().calendar_left_out


def test_a_remembered_filter_holds_from_the_first_day_shown(
    workplace: Workplace, station: SettingsFile, small_clinic: SmallClinic, qtbot: QtBot
) -> None:
    station.write(station.read()._replace(calendar_left_out=str(small_clinic.fischer.id), calendar_hour_height=120))

    window = ReceptionWindow(workplace, station)
    window.show()
    made = Desk(window, small_clinic, qtbot)
    made.settle()

    assert made.names() == ["Dr Amara Okafor"]
    assert window.calendar.view.hour_height == 120
    window.close()
    window.deleteLater()


def test_with_everyone_unticked_the_way_back_is_offered(desk: Desk) -> None:
    for name in ("Dr Amara Okafor", "Dr Lena Fischer"):
        QTest.mouseClick(desk.filter_row(name), Qt.MouseButton.LeftButton)
    assert not desk.page.view.isVisible()

    button_of(desk.page, "Show everyone").click()

    assert desk.page.view.isVisible()
    assert len(desk.names()) == 2


def test_an_appointment_of_an_unticked_doctor_brings_the_doctor_back(desk: Desk) -> None:
    appointment = booked(desk, tomorrow(NINE_OCLOCK))
    line = desk.window.workplace.clinic.scheduling.open(appointment.id).line
    QTest.mouseClick(desk.filter_row("Dr Amara Okafor"), Qt.MouseButton.LeftButton)

    desk.page.panel.appointment_wanted.emit(line)
    desk.settle()

    assert desk.page.day == TODAY + timedelta(days=1)
    assert desk.page.view.chosen() == appointment.id
    assert "Dr Amara Okafor" in desk.names()


def test_the_day_is_told_in_figures(desk: Desk) -> None:
    told: list[str] = []
    desk.page.figures_changed.connect(told.append)

    booked(desk)
    booked(desk, NINE_OCLOCK + timedelta(hours=3), status=AppointmentStatus.NOSHOW)

    assert told[-1] == "1 booked · 1 no-show"


def test_a_patient_is_found_from_anywhere_and_shown_without_an_appointment(desk: Desk) -> None:
    appointment = booked(desk)
    desk.choose(appointment)

    desk.press(Key.Key_K, CONTROL)
    QTest.keyClicks(desk.window.search.field, "kim")
    desk.settle()
    desk.press(Key.Key_Return)

    assert desk.page.view.chosen() is None
    assert "Min Kim" in words_on(desk.page.panel)


def test_closing_the_card_takes_the_choice_back(desk: Desk) -> None:
    desk.choose(booked(desk))

    QTest.mouseClick(desk.page.panel.parts.close_button, Qt.MouseButton.LeftButton)

    assert desk.page.view.chosen() is None
    assert "Peter Novak" not in words_on(desk.page.panel)


def test_the_card_stays_while_another_day_is_looked_at(desk: Desk) -> None:
    desk.choose(booked(desk))

    desk.press(Key.Key_Right, CONTROL)

    assert "Peter Novak" in words_on(desk.page.panel)
    assert not desk.window.commands["verb_check-in"].isEnabled()


def test_the_month_shows_how_full_its_days_are(desk: Desk) -> None:
    before = desk.page.side.month.grab().toImage()

    booked(desk, tomorrow(NINE_OCLOCK), minutes=300)

    desk.qtbot.waitUntil(lambda: desk.page.side.month.grab().toImage() != before)


def test_a_closed_day_says_why(desk: Desk) -> None:
    desk.clinic.store(Closure(id=UUID(int=0), name="Staff outing", first_day=TODAY, last_day=TODAY))
    desk.settle()

    assert {column.subtitle for column in desk.page.view.columns} == {"Staff outing"}


def test_a_locked_window_does_nothing_by_keys(desk: Desk) -> None:
    appointment = booked(desk)
    desk.choose(appointment)

    desk.window.lock()
    desk.press(Key.Key_F5)
    desk.press(Key.Key_N, CONTROL)

    assert desk.clinic.stored(appointment).status is AppointmentStatus.BOOKED
    assert not desk.window.findChildren(BookingDialog)


def test_a_long_wait_is_marked_from_the_clinics_own_limit_on(desk: Desk) -> None:
    arrived = desk.clinic.clock.now - timedelta(minutes=30)
    booked(desk, NINE_OCLOCK, status=AppointmentStatus.ARRIVED, arrived_at=arrived)
    desk.page.view.scroll_to_work()
    marked = _once_still(desk)

    admin = desk.clinic.as_admin().settings
    settings = desk.clinic.settings()
    admin.change(replace(settings, policies=replace(settings.policies, waiting_limit_minutes=45)))
    desk.settle()

    assert _once_still(desk) != marked
    admin.change(replace(desk.clinic.settings(), policies=settings.policies))
    desk.settle()
    assert _once_still(desk) == marked


def _once_still(desk: Desk) -> QImage:
    """What is seen of the day once nothing flashes any more."""
    seen = [QImage()]

    def is_still() -> bool:
        seen.append(desk.page.view.viewport().grab().toImage())
        return len(seen) > _LOOKS and seen[-1] == seen[-_LOOKS]

    desk.qtbot.waitUntil(is_still)
    return seen[-1]


_LOOKS = 12
"""So many looks in a row, ten milliseconds apart, see the same when nothing moves."""


def _asked_for_a_day(desk: Desk) -> GoToDay:
    """Press G and wait until it can no longer be the beginning of a name."""
    desk.press(Key.Key_G)
    desk.qtbot.waitUntil(lambda: bool(desk.page.findChildren(GoToDay)))
    (field,) = desk.page.findChildren(GoToDay)
    return field
