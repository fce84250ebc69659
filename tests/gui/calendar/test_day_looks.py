"""What the day looks like: in both themes and directions, wide and narrow."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import AppointmentStatus, Confirmation
from clinic_desktop.gui import theme
from clinic_desktop.gui.calendar.sheet.columns import columns_of_day
from clinic_desktop.settings import Appearance

from .conftest import Shown
from .day_builders import BERLIN, FISCHER, a_column, a_line, a_sheet, an_id, at
from .day_hands import click, free_place, press, turn_wheel

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


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
    view = shown(replace(a_line(minutes=60), **fields))  # type: ignore[arg-type] # the parameters say
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
        turn_wheel(view, place, CONTROL)

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
