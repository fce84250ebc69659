"""The day under pointer and keyboard: what is found where, what is told, what stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import AppointmentStatus, Confirmation
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui import theme
from clinic_desktop.gui.calendar.columns import columns_of_day
from clinic_desktop.gui.calendar.day_view import DayView
from clinic_desktop.gui.calendar.hover_card import HoverCard
from clinic_desktop.settings import Appearance
from tests.builders import Clock

from .day_builders import BERLIN, FISCHER, OKAFOR, a_column, a_line, a_sheet, an_id, at

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
Shown = Callable[..., DayView]


@pytest.fixture
def clock() -> Clock:
    return Clock(at("09:10"))


@pytest.fixture
def shown(qtbot: QtBot, dressed: object, clock: Clock) -> Shown:
    def show(*lines: AppointmentLine, width: int = 600, height: int = 700) -> DayView:
        view = DayView(BERLIN, clock)
        qtbot.addWidget(view)
        view.resize(width, height)
        view.show_sheet(a_sheet(*lines))
        view.show()
        view.activateWindow()
        view.setFocus()
        qtbot.waitUntil(view.hasFocus)
        return view

    return show


def place_of(view: DayView, line: AppointmentLine) -> QPoint:
    return view.visualRect(view.appointments().index_of(line.id)).center()


def free_place(view: DayView, clock_time: str, column: int = 0) -> QPoint:
    """The middle of the first minutes of a time in a column."""
    minute = view.columns[column].minute_of(at(clock_time))
    width = view.viewport().width() / len(view.columns)
    number = len(view.columns) - 1 - column if view.layoutDirection() is Qt.LayoutDirection.RightToLeft else column
    return QPoint(round((number + 0.5) * width), round((minute + 3) * view.hour_height / 60) - view.verticalOffset())


def click(view: DayView, place: QPoint) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def press(view: DayView, *keys: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(view, key, modifier)


# pointer


def test_a_click_on_an_appointment_chooses_it(shown: Shown, qtbot: QtBot) -> None:
    line = a_line("Peter Novak")
    view = shown(line, a_line("Ines Carvalho", "10:00"))

    with qtbot.waitSignal(view.appointment_chosen) as told:
        click(view, place_of(view, line))

    assert told.args == [line.id]
    assert view.chosen() == line.id


def test_a_click_on_the_chosen_appointment_tells_it_again(shown: Shown, qtbot: QtBot) -> None:
    line = a_line()
    view = shown(line)
    click(view, place_of(view, line))

    with qtbot.waitSignal(view.appointment_chosen) as told:
        click(view, place_of(view, line))

    assert told.args == [line.id]


def test_a_click_on_free_time_keeps_the_choice(shown: Shown) -> None:
    line = a_line()
    view = shown(line)
    click(view, place_of(view, line))

    click(view, free_place(view, "11:00"))

    assert view.chosen() == line.id


def test_a_double_click_on_free_time_tells_the_slot(shown: Shown, qtbot: QtBot) -> None:
    view = shown()

    with qtbot.waitSignal(view.slot_activated) as told:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=free_place(view, "10:30", column=1))

    assert told.args is not None
    (slot,) = told.args
    assert (slot.practitioner_id, slot.starts_at, slot.ends_at) == (FISCHER, at("10:30"), at("10:45"))


def test_a_slot_beside_an_appointment_ends_where_that_begins(shown: Shown) -> None:
    view = shown(a_line(starts="10:10", minutes=20))

    slot = view.slot_at(free_place(view, "10:00"))

    assert slot is not None
    assert (slot.starts_at, slot.ends_at) == (at("10:00"), at("10:10"))


def test_a_double_click_on_an_appointment_opens_it(shown: Shown, qtbot: QtBot) -> None:
    line = a_line()
    view = shown(line)

    with qtbot.waitSignal(view.appointment_activated) as told, qtbot.assertNotEmitted(view.slot_activated):
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, line))

    assert told.args == [line.id]


def test_overlapping_appointments_lie_side_by_side_and_each_can_be_clicked(shown: Shown) -> None:
    one, other = a_line("One", "09:00", 40), a_line("Other", "09:20", 40, is_overbooked=True)
    view = shown(one, other)

    rects = [view.visualRect(view.appointments().index_of(line.id)) for line in (one, other)]

    assert not rects[0].intersects(rects[1])
    for line in (one, other):
        click(view, place_of(view, line))
        assert view.chosen() == line.id


def test_the_slot_under_the_pointer_lights_up_and_goes_out_again(shown: Shown) -> None:
    view = shown()
    place = free_place(view, "11:00")
    before = view.viewport().grab().toImage()

    QTest.mouseMove(view.viewport(), place)
    lit = view.viewport().grab().toImage()
    QApplication.sendEvent(view.viewport(), _leave())

    assert lit.pixelColor(place) == theme.current().accent_soft
    assert view.viewport().grab().toImage() == before


def test_the_card_of_an_appointment_says_what_to_mind(shown: Shown) -> None:
    line = a_line(reason="Chest pain", alerts=("Penicillin allergy",))
    view = shown(line)
    place = place_of(view, line)

    QApplication.sendEvent(view.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, place, view.mapToGlobal(place)))

    (card,) = view.findChildren(HoverCard)
    assert card.isVisible()
    words = " ".join(label.text() for label in card.findChildren(QLabel) if label.isVisibleTo(card))
    for part in ("Peter Novak", "09:00–09:30 · Follow-up", "Dr Amara Okafor", "Chest pain", "Penicillin allergy"):
        assert part in words
    click(view, place)
    assert not card.isVisible()


def test_a_menu_is_asked_for_where_the_pointer_is(shown: Shown, qtbot: QtBot) -> None:
    line = a_line()
    view = shown(line)
    appointment, free = place_of(view, line), free_place(view, "11:00")

    with qtbot.waitSignal(view.appointment_menu_requested) as of_appointment:
        _ask_for_menu(view, appointment)
    with qtbot.waitSignal(view.slot_menu_requested) as of_slot:
        _ask_for_menu(view, free)

    assert of_appointment.args is not None
    assert of_appointment.args[1] == line.id
    assert of_slot.args is not None
    assert of_slot.args[1].starts_at == at("11:00")


# keyboard


def test_arrows_walk_through_free_time_and_appointments(shown: Shown, qtbot: QtBot) -> None:
    line = a_line("Peter Novak", "09:30", 30)
    view = shown(line)
    click(view, free_place(view, "09:15"))

    press(view, Key.Key_Down)
    assert view.chosen() == line.id

    press(view, Key.Key_Down)
    with qtbot.waitSignal(view.slot_activated) as told:
        press(view, Key.Key_Return)
    assert told.args is not None
    assert told.args[0].starts_at == at("10:00")


def test_sideways_the_keyboard_stays_at_its_time(shown: Shown, qtbot: QtBot) -> None:
    long_one = a_line("Long one", "10:00", 90, practitioner_id=FISCHER)
    view = shown(long_one)
    click(view, free_place(view, "10:45"))

    press(view, Key.Key_Right)
    assert view.chosen() == long_one.id

    press(view, Key.Key_Left)
    slot = view.current_slot()
    assert slot is not None
    assert (slot.practitioner_id, slot.starts_at) == (OKAFOR, at("10:45"))


def test_enter_opens_the_appointment_that_the_keyboard_stands_on(shown: Shown, qtbot: QtBot) -> None:
    line = a_line()
    view = shown(line)
    view.choose(line.id)

    with qtbot.waitSignal(view.appointment_activated) as told:
        press(view, Key.Key_Enter)

    assert told.args == [line.id]


def test_home_and_end_go_to_the_ends_of_the_working_day(shown: Shown) -> None:
    view = shown()
    click(view, free_place(view, "11:00"))

    press(view, Key.Key_Home)
    first = view.current_slot()
    press(view, Key.Key_End)
    last = view.current_slot()

    assert first is not None
    assert last is not None
    assert (first.starts_at, last.ends_at) == (at("08:00"), at("17:00"))


def test_page_keys_scroll_with_the_keyboard(shown: Shown) -> None:
    view = shown(height=400)
    click(view, free_place(view, "09:00"))
    before = view.verticalOffset()

    press(view, Key.Key_PageDown, Key.Key_PageDown)

    slot = view.current_slot()
    assert slot is not None
    assert slot.starts_at > at("14:00")
    assert view.verticalOffset() > before


def test_control_and_an_arrow_ask_for_another_day(shown: Shown, qtbot: QtBot) -> None:
    view = shown()

    with qtbot.waitSignal(view.day_step_requested) as told:
        press(view, Key.Key_Right, modifier=CONTROL)

    assert told.args == [1]


def test_escape_takes_the_choice_back(shown: Shown, qtbot: QtBot) -> None:
    line = a_line()
    view = shown(line)
    view.choose(line.id)

    with qtbot.waitSignal(view.choice_cleared):
        press(view, Key.Key_Escape)

    assert view.chosen() is None


def test_the_menu_key_asks_for_the_menu_of_where_the_keyboard_stands(shown: Shown, qtbot: QtBot) -> None:
    line = a_line()
    view = shown(line)
    view.choose(line.id)

    with qtbot.waitSignal(view.appointment_menu_requested) as told:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
        QApplication.sendEvent(view.viewport(), event)

    assert told.args is not None
    assert told.args[1] == line.id


def test_where_the_keyboard_stands_is_told_in_words(shown: Shown) -> None:
    line = a_line("Peter Novak", "09:30")
    view = shown(line)
    click(view, free_place(view, "12:15"))

    assert view.accessibleDescription() == "12:15–12:30, closed, Dr Amara Okafor"

    click(view, free_place(view, "09:15"))
    assert view.accessibleDescription() == "09:15–09:30, free, Dr Amara Okafor"

    press(view, Key.Key_Down)
    assert view.accessibleDescription().startswith("09:30–10:00, Peter Novak")
    assert view.accessibleName() == "Tuesday, 24 November 2026"


# what stays and what changes


def test_the_choice_stays_when_the_day_is_shown_again(shown: Shown, qtbot: QtBot) -> None:
    line, other = a_line("Peter Novak"), a_line("Ines Carvalho", "10:00")
    view = shown(line, other)
    view.choose(line.id)
    offset = view.verticalOffset()
    moved = replace(line, version=2, starts_at=at("11:00"), ends_at=at("11:30"))

    with qtbot.assertNotEmitted(view.appointment_chosen):
        changed = view.show_sheet(a_sheet(other, moved))

    assert view.chosen() == line.id
    assert view.verticalOffset() == offset
    assert changed == {line.id}


def test_no_neighbour_is_chosen_when_the_chosen_appointment_goes(shown: Shown) -> None:
    line, other = a_line("Peter Novak"), a_line("Ines Carvalho", "10:00")
    view = shown(line, other)
    view.choose(line.id)

    view.show_sheet(a_sheet(other))

    assert view.chosen() is None


def test_cancelled_appointments_are_shown_only_when_asked_for(shown: Shown) -> None:
    line = a_line(status=AppointmentStatus.CANCELLED)
    view = shown(line)
    index = view.appointments().index_of(line.id)

    assert view.isIndexHidden(index)
    assert view.slot_at(free_place(view, "09:00")) is not None

    view.set_cancelled_shown(True)
    assert not view.isIndexHidden(index)
    assert view.slot_at(free_place(view, "09:00")) is None


def test_a_change_flashes_softly_and_fades(shown: Shown, qtbot: QtBot) -> None:
    line = a_line()
    view = shown(line)
    place = place_of(view, line)
    QTest.qWait(0)
    before = view.viewport().grab().toImage().pixelColor(place)

    view.flash([line.id])

    assert view.viewport().grab().toImage().pixelColor(place) != before
    qtbot.waitUntil(lambda: view.viewport().grab().toImage().pixelColor(place) == before)


def test_the_sheet_opens_where_work_begins(shown: Shown) -> None:
    view = shown()

    assert view.verticalOffset() == round(8 * view.hour_height)


def test_in_the_afternoon_the_sheet_opens_at_the_present(shown: Shown, clock: Clock) -> None:
    clock.now = at("16:30")

    view = shown(height=400)

    present = 16.5 * view.hour_height
    assert view.verticalOffset() < present < view.verticalOffset() + view.viewport().height()


def test_the_present_moves_only_while_somebody_looks(shown: Shown, clock: Clock, qtbot: QtBot) -> None:
    view = shown()
    assert view.present() == 9 * 60 + 10

    clock.forward(minutes=1)
    with qtbot.waitSignal(view.minute_passed):
        view.minute.passed.emit()

    assert view.present() == 9 * 60 + 11
    assert view.minute.is_running
    view.hide()
    assert not view.minute.is_running


def test_another_day_has_no_present(shown: Shown, clock: Clock) -> None:
    clock.now = at("09:00") + timedelta(days=1)

    view = shown()

    assert view.present() is None


def test_a_wait_grows_with_the_minute(shown: Shown, clock: Clock) -> None:
    line = a_line(status=AppointmentStatus.ARRIVED, arrived_at=at("09:03"))
    view = shown(line)
    rect = view.visualRect(view.appointments().index_of(line.id))
    before = view.viewport().grab(rect).toImage()

    clock.forward(minutes=5)
    view.minute.passed.emit()

    assert view.viewport().grab(rect).toImage() != before


# looks


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize(
    ("fields", "token"),
    [
        ({}, "booked"),
        ({"confirmation": Confirmation.CONFIRMED}, "confirmed"),
        ({"status": AppointmentStatus.ARRIVED}, "arrived"),
        ({"status": AppointmentStatus.IN_ROOM}, "in_room"),
        ({"status": AppointmentStatus.FULFILLED}, "done"),
        ({"status": AppointmentStatus.NOSHOW}, "danger"),
    ],
)
def test_a_box_has_the_stripe_and_the_soft_ground_of_its_status(
    shown: Shown, appearance: Appearance, fields: dict[str, object], token: str
) -> None:
    view = shown(a_line(minutes=60, **fields))
    theme.switch().set_appearance(appearance)
    tokens = theme.current().tokens()

    image = view.viewport().grab().toImage()

    rect = view.visualRect(view.appointments().index(0))
    assert image.pixelColor(rect.left() + 1, rect.center().y()) == tokens[token]
    assert image.pixelColor(rect.center().x(), rect.bottom() - 3) == tokens[f"{token}_soft"]


def test_closed_time_is_shaded(shown: Shown) -> None:
    view = shown()

    image = view.viewport().grab().toImage()

    assert image.pixelColor(free_place(view, "12:15")) == theme.current().closed
    assert image.pixelColor(free_place(view, "11:05")) == theme.current().surface


def test_a_name_too_long_for_its_box_changes_nothing_beside_it(shown: Shown) -> None:
    long_name = "Wolfeschlegelsteinhausenbergerdorff " * 3
    view = shown(a_line(long_name, "10:00"))
    rect = view.visualRect(view.appointments().index(0))

    image = view.viewport().grab().toImage()

    beside = {image.pixelColor(rect.right() + 2, y).name() for y in range(rect.top(), rect.bottom())}
    assert beside == {theme.current().surface.name()}


def test_from_right_to_left_the_first_column_is_at_the_right(shown: Shown, qtbot: QtBot) -> None:
    line = a_line(minutes=60)
    view = shown(line)

    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    image = view.viewport().grab().toImage()

    rect = view.visualRect(view.appointments().index(0))
    assert rect.left() > view.viewport().width() / 2
    assert image.pixelColor(rect.right() - 1, rect.center().y()) == theme.current().booked
    click(view, free_place(view, "11:00"))
    press(view, Key.Key_Left)
    slot = view.current_slot()
    assert slot is not None
    assert slot.practitioner_id == FISCHER


def test_control_and_the_wheel_zoom_around_the_pointer(shown: Shown, qtbot: QtBot) -> None:
    view = shown()
    place = free_place(view, "10:00")

    with qtbot.waitSignal(view.zoomed):
        _turn_wheel(view, place, CONTROL)

    assert view.hour_height > 68
    slot = view.slot_at(place)
    assert slot is not None
    assert slot.starts_at == at("10:00")


def test_columns_too_narrow_to_read_are_scrolled_instead(shown: Shown) -> None:
    view = shown(width=240)

    assert view.horizontalScrollBar().maximum() > 0


def test_without_columns_keys_do_nothing(shown: Shown) -> None:
    view = shown()

    view.set_columns(())
    press(view, Key.Key_Down, Key.Key_Return, Key.Key_Home)

    assert view.current_slot() is None
    assert view.current_words() == ""


def test_columns_may_go_while_the_keyboard_stands_on_them(shown: Shown) -> None:
    view = shown()
    click(view, free_place(view, "10:00", column=1))

    view.set_columns(columns_of_day(a_sheet(columns=(a_column(),)), BERLIN))
    press(view, Key.Key_Down)

    assert view.current_words().endswith("Dr Amara Okafor")


def test_whatever_is_not_there_cannot_be_chosen(shown: Shown) -> None:
    view = shown(a_line())

    assert not view.choose(an_id("nobody"))


def _leave() -> QEvent:
    return QEvent(QEvent.Type.Leave)


def _ask_for_menu(view: DayView, place: QPoint) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)


def _turn_wheel(view: DayView, place: QPoint, modifier: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(place),
        QPointF(view.viewport().mapToGlobal(place)),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)
