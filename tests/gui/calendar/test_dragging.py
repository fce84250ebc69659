"""Dragging on the day: the ghost says what would come of it, letting go tells where, and Esc takes it back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.fitting import Fit
from clinic_desktop.domain.sheets import AppointmentLine, Block, HeldTime, Slot
from clinic_desktop.gui import privacy
from clinic_desktop.gui.calendar.sheet.calendar_view import CalendarView
from clinic_desktop.gui.calendar.sheet.day_view import DayView
from tests.builders import Clock

from .conftest import Shown
from .day_builders import FISCHER, OKAFOR, a_column, a_line, a_sheet, an_id, at
from .day_hands import free_place, place_of
from .drag_hands import box_of, drag, drag_to, hover, let_go, moment_place, press

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
NOVAK = a_line("Peter Novak", "10:00", 30)


@pytest.fixture
def handy(shown: Shown) -> Shown:
    """A day on which everything may be dragged."""

    def show(*lines: AppointmentLine, **size: int) -> DayView:
        view = shown(*lines, **size)
        view.may_carry = lambda _: True
        view.may_book = lambda _: True
        return view

    return show


@pytest.fixture(autouse=True)
def _names_shown_again() -> Iterator[None]:
    yield
    privacy.switch().set_on(False)


def dropped(view: CalendarView) -> list[tuple[AppointmentLine, Slot]]:
    """Everything that is let go from now on."""
    found: list[tuple[AppointmentLine, Slot]] = []
    view.appointment_dropped.connect(lambda line, slot: found.append((line, slot)))
    return found


def ghost_words(view: CalendarView) -> str:
    assert view.ghost is not None
    return view.ghost.words


def test_an_appointment_dragged_down_is_let_go_at_the_nearest_slot(handy: Shown) -> None:
    view = handy(NOVAK)
    told = dropped(view)

    drag(view, place_of(view, NOVAK), moment_place(view, "11:20"))

    ((line, slot),) = told
    assert line == NOVAK
    assert (slot.starts_at, slot.ends_at, slot.practitioner_id) == (at("11:00"), at("11:30"), OKAFOR)
    assert not view.is_dragging


def test_dragged_into_another_column_it_goes_to_that_practitioner(handy: Shown) -> None:
    view = handy(NOVAK)
    told = dropped(view)

    drag(view, place_of(view, NOVAK), moment_place(view, "10:15", column=1))

    ((_, slot),) = told
    assert (slot.starts_at, slot.practitioner_id) == (at("10:00"), FISCHER)


def test_let_go_where_it_stands_nothing_is_told(handy: Shown) -> None:
    view = handy(NOVAK)
    told = dropped(view)

    drag(view, place_of(view, NOVAK), moment_place(view, "11:20"), place_of(view, NOVAK))

    assert told == []


def test_with_alt_it_goes_by_five_minutes(handy: Shown) -> None:
    view = handy(NOVAK)
    told = dropped(view)
    sheet = view.viewport()

    press(sheet, place_of(view, NOVAK))
    drag_to(sheet, moment_place(view, "11:21"), modifiers=ALT)
    let_go(sheet, moment_place(view, "11:21"))

    ((_, slot),) = told
    assert slot.starts_at == at("11:05")


def test_the_lower_edge_makes_it_longer_and_the_upper_begins_it_earlier(handy: Shown) -> None:
    view = handy(NOVAK)
    told = dropped(view)
    top, _, bottom = box_of(view, NOVAK)

    drag(view, bottom, moment_place(view, "11:02"))
    drag(view, top, moment_place(view, "09:44"))

    assert [(slot.starts_at, slot.ends_at) for _, slot in told] == [
        (at("10:00"), at("11:00")),
        (at("09:45"), at("10:30")),
    ]


def test_an_edge_is_never_dragged_past_the_other(handy: Shown) -> None:
    view = handy(NOVAK)
    told = dropped(view)
    _, _, bottom = box_of(view, NOVAK)

    drag(view, bottom, moment_place(view, "08:00"))

    ((_, slot),) = told
    assert slot.ends_at - slot.starts_at == timedelta(minutes=5)


def test_esc_takes_it_back(handy: Shown) -> None:
    view = handy(NOVAK)
    told = dropped(view)
    sheet = view.viewport()
    press(sheet, place_of(view, NOVAK))
    drag_to(sheet, moment_place(view, "11:20"))
    assert ghost_words(view)

    QTest.keyClick(view, Key.Key_Escape)
    let_go(sheet, moment_place(view, "11:20"))

    assert told == []
    assert view.ghost is None
    assert view.chosen() == NOVAK.id


def test_the_ghost_says_the_new_time_and_whether_it_fits(handy: Shown) -> None:
    other = a_line("Grace Mbeki", "14:00", 30, practitioner_id=FISCHER)
    view = handy(NOVAK, other)
    sheet = view.viewport()
    press(sheet, place_of(view, NOVAK))

    said = {}
    for clock_time, column in (("11:15", 0), ("14:15", 1), ("12:15", 0), ("08:20", 0)):
        drag_to(sheet, moment_place(view, clock_time, column))
        said[clock_time] = ghost_words(view)

    assert said == {
        "11:15": "11:00–11:30 fits",
        "14:15": "14:00–14:30 taken",
        "12:15": "12:00–12:30 outside hours",
        "08:20": "08:00–08:30 is over",
    }


def test_the_patients_other_appointment_and_a_buffer_are_in_the_way(handy: Shown) -> None:
    hers = a_line("Second visit", "14:00", 30, practitioner_id=FISCHER, patient_id=NOVAK.patient_id)
    buffered = a_line("Minor surgery", "15:00", 30, buffer_after=10)
    view = handy(NOVAK, hers, buffered)
    sheet = view.viewport()
    press(sheet, place_of(view, NOVAK))

    drag_to(sheet, moment_place(view, "14:15"))
    assert ghost_words(view) == "14:00–14:30 patient is elsewhere"
    drag_to(sheet, moment_place(view, "15:45"))
    assert ghost_words(view) == "15:30–16:00 taken"
    drag_to(sheet, moment_place(view, "16:00"))
    assert ghost_words(view) == "15:45–16:15 fits"


def test_blocks_and_what_another_desk_holds_are_named(handy: Shown, clock: Clock) -> None:
    view = handy(NOVAK)
    block = Block(exception_id=an_id("block"), starts_at=at("15:00"), ends_at=at("16:00"), reason="Team meeting")
    opened = a_column().open_time[:1]
    column = replace(a_column(), open_time=opened, blocks=(block,))
    held = a_hold("11:00", "11:30")
    view.show_sheet(replace(a_sheet(NOVAK, columns=(column, a_column(FISCHER))), holds=(held,)))
    sheet = view.viewport()
    press(sheet, place_of(view, NOVAK))

    drag_to(sheet, moment_place(view, "15:15"))
    assert ghost_words(view) == "15:00–15:30 Team meeting"
    drag_to(sheet, moment_place(view, "11:15"))
    assert ghost_words(view) == "11:00–11:30 held by R. Lopez"
    clock.now = held.until
    assert ghost_words(view) == "11:00–11:30 fits"


def a_hold(starts: str, ends: str, **fields: object) -> HeldTime:
    """What Rosa Lopez holds at Dr Okafor's for five minutes."""
    whole = {
        "hold_id": an_id("hold"),
        "practitioner_id": OKAFOR,
        "starts_at": at(starts),
        "ends_at": at(ends),
        "until": at("09:15"),
        "holder_name": "Rosa Lopez",
        "is_own": False,
    }
    return HeldTime(**(whole | fields))  # type: ignore[arg-type] # the test says what is other


def test_free_time_is_drawn_out_and_told_as_a_span(handy: Shown, qtbot: QtBot) -> None:
    view = handy()

    with qtbot.waitSignal(view.span_drawn) as told:
        drag(view, free_place(view, "11:00"), moment_place(view, "11:40"))

    assert told.args is not None
    slot = told.args[0]
    assert (slot.starts_at, slot.ends_at, slot.practitioner_id) == (at("11:00"), at("11:45"), OKAFOR)


def test_free_time_drawn_upwards_ends_where_it_began(handy: Shown, qtbot: QtBot) -> None:
    view = handy()

    with qtbot.waitSignal(view.span_drawn) as told:
        drag(view, free_place(view, "11:00"), moment_place(view, "10:20"))

    assert told.args is not None
    assert (told.args[0].starts_at, told.args[0].ends_at) == (at("10:15"), at("11:15"))


def test_what_a_person_may_not_move_is_not_taken_up(shown: Shown) -> None:
    view = shown(NOVAK)
    told = dropped(view)

    drag(view, place_of(view, NOVAK), moment_place(view, "11:20"))
    drag(view, free_place(view, "13:00"), moment_place(view, "13:40"))

    assert told == []
    assert not view.is_dragging


def test_waiting_at_the_side_asks_for_the_next_day_and_the_drag_goes_on(handy: Shown, qtbot: QtBot) -> None:
    view = handy(NOVAK)
    told = dropped(view)
    sheet = view.viewport()
    press(sheet, place_of(view, NOVAK))
    edge = QPoint(sheet.width() - 3, moment_place(view, "11:15").y())

    with qtbot.waitSignal(view.day_step_requested, timeout=3000) as step:
        drag_to(sheet, edge)
    tomorrow = NOVAK.starts_at + timedelta(days=1)
    view.show_sheet(replace(a_sheet(), day=at("10:00").date() + timedelta(days=1)))
    drag_to(sheet, moment_place(view, "10:15"))
    let_go(sheet, moment_place(view, "10:15"))

    assert step.args == [1]
    ((line, slot),) = told
    assert (line.id, slot.starts_at) == (NOVAK.id, tomorrow)


def test_from_right_to_left_the_next_day_lies_at_the_left(handy: Shown, qtbot: QtBot) -> None:
    view = handy(NOVAK)
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    sheet = view.viewport()
    press(sheet, place_of(view, NOVAK))

    with qtbot.waitSignal(view.day_step_requested, timeout=3000) as step:
        drag_to(sheet, QPoint(3, moment_place(view, "11:15").y()))
    QTest.keyClick(view, Key.Key_Escape)

    assert step.args == [1]


def test_waiting_at_the_side_shows_hidden_columns_before_another_day(handy: Shown, qtbot: QtBot) -> None:
    view = handy(NOVAK, width=200)
    sheet = view.viewport()
    press(sheet, place_of(view, NOVAK))

    with qtbot.assertNotEmitted(view.day_step_requested, wait=900):
        drag_to(sheet, QPoint(sheet.width() - 3, moment_place(view, "11:15").y()))
    assert view.horizontalOffset() > 0
    QTest.keyClick(view, Key.Key_Escape)


def test_passing_the_side_quickly_asks_for_nothing(handy: Shown, qtbot: QtBot) -> None:
    view = handy(NOVAK)
    sheet = view.viewport()
    press(sheet, place_of(view, NOVAK))

    with qtbot.assertNotEmitted(view.day_step_requested, wait=900):
        drag_to(sheet, QPoint(2, 200), moment_place(view, "11:15"))
    QTest.keyClick(view, Key.Key_Escape)


def test_news_of_the_day_judges_the_ghost_anew(handy: Shown) -> None:
    view = handy(NOVAK)
    sheet = view.viewport()
    press(sheet, place_of(view, NOVAK))
    drag_to(sheet, moment_place(view, "11:15"))
    assert ghost_words(view) == "11:00–11:30 fits"

    view.show_sheet(a_sheet(NOVAK, a_line("Someone else", "11:00", 30)))

    assert ghost_words(view) == "11:00–11:30 taken"


def test_near_the_lower_end_the_sheet_scrolls_under_what_is_dragged(handy: Shown, qtbot: QtBot) -> None:
    view = handy(NOVAK, height=400)
    sheet = view.viewport()
    before = view.verticalOffset()
    press(sheet, place_of(view, NOVAK))

    drag_to(sheet, QPoint(100, sheet.height() - 4))

    qtbot.waitUntil(lambda: view.verticalOffset() > before + 40)
    QTest.keyClick(view, Key.Key_Escape)


def test_the_privacy_key_hides_the_name_on_the_ghost(handy: Shown) -> None:
    view = handy(NOVAK)
    privacy.switch().set_on(True)
    sheet = view.viewport()
    press(sheet, place_of(view, NOVAK))

    drag_to(sheet, moment_place(view, "11:15"))

    assert view.ghost is not None
    assert view.ghost.title == "P. N."


def test_shift_and_arrows_change_the_length_and_enter_puts_it_there(handy: Shown) -> None:
    view = handy(NOVAK)
    told = dropped(view)
    view.choose(NOVAK.id)

    for _ in range(2):
        QTest.keyClick(view, Key.Key_Down, SHIFT)
    assert ghost_words(view) == "10:00–11:00 fits"
    QTest.keyClick(view, Key.Key_Up, SHIFT)
    QTest.keyClick(view, Key.Key_Return)

    ((_, slot),) = told
    assert (slot.starts_at, slot.ends_at) == (at("10:00"), at("10:45"))


def test_esc_takes_a_length_back_and_so_does_going_on_with_the_arrows(handy: Shown) -> None:
    view = handy(NOVAK)
    told = dropped(view)
    for key in (Key.Key_Escape, Key.Key_Down):
        view.choose(NOVAK.id)
        QTest.keyClick(view, Key.Key_Down, SHIFT)
        assert ghost_words(view)

        QTest.keyClick(view, key)

        assert view.ghost is None
    assert told == []


def test_shift_and_sideways_hand_it_to_the_practitioner_beside(handy: Shown) -> None:
    view = handy(NOVAK)
    told = dropped(view)
    view.choose(NOVAK.id)

    QTest.keyClick(view, Key.Key_Right, SHIFT)
    assert view.ghost is not None
    assert view.ghost.verdict.fit is Fit.FITS
    QTest.keyClick(view, Key.Key_Return)

    ((_, slot),) = told
    assert (slot.starts_at, slot.practitioner_id) == (at("10:00"), FISCHER)


def test_the_pointer_says_where_an_edge_can_be_taken(handy: Shown) -> None:
    view = handy(NOVAK)
    _, middle, bottom = box_of(view, NOVAK)

    hover(view.viewport(), bottom)
    at_edge = view.viewport().cursor().shape()
    hover(view.viewport(), middle)

    assert at_edge is Qt.CursorShape.SizeVerCursor
    assert view.viewport().cursor().shape() is not Qt.CursorShape.SizeVerCursor
