"""The hours of a week, painted by drag, by right-click and by keyboard alone."""

from datetime import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.clinic import OpeningHours
from clinic_desktop.gui.widgets.hours_painter import HoursPainter
from clinic_desktop.gui.widgets.painted_week import DAY_MINUTES, PaintedWeek, Stretch

MONDAY_MORNING = OpeningHours(weekday=0, starts=time(8), ends=time(12))


@pytest.fixture
def painter(qtbot: QtBot) -> HoursPainter:
    made = HoursPainter(first_hour=6, last_hour=21)
    made.resize(800, made.sizeHint().height())
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


def at(painter: HoursPainter, weekday: int, hour: float) -> QPoint:
    """The point of an hour on a day's bar, found as a person does: by the ends of the bar."""
    bar = painter.bar_of(weekday)
    return QPoint(round(bar.left() + bar.width() * (hour - 6) / 15), round(bar.center().y()))


def drag(painter: HoursPainter, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(painter, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(painter, (start + end) / 2)
    QTest.mouseMove(painter, end)
    QTest.mouseRelease(painter, Qt.MouseButton.LeftButton, pos=end)


def test_a_drag_over_free_time_opens_it(qtbot: QtBot, painter: HoursPainter) -> None:
    with qtbot.waitSignal(painter.hours_changed):
        drag(painter, at(painter, 0, 8.1), at(painter, 0, 12))

    assert painter.hours() == (MONDAY_MORNING,)


def test_a_drag_over_open_time_closes_it(painter: HoursPainter) -> None:
    painter.set_hours([OpeningHours(weekday=0, starts=time(8), ends=time(17))])

    drag(painter, at(painter, 0, 12.1), at(painter, 0, 13))

    assert painter.hours() == (MONDAY_MORNING, OpeningHours(weekday=0, starts=time(13), ends=time(17)))


def test_a_drag_at_an_end_moves_it(painter: HoursPainter) -> None:
    painter.set_hours([MONDAY_MORNING])

    drag(painter, at(painter, 0, 12), at(painter, 0, 13.5))

    assert painter.hours() == (OpeningHours(weekday=0, starts=time(8), ends=time(13, 30)),)


def test_a_right_click_clears_a_stretch(painter: HoursPainter) -> None:
    painter.set_hours([MONDAY_MORNING])

    QTest.mouseClick(painter, Qt.MouseButton.RightButton, pos=at(painter, 0, 9))

    assert not painter.hours()


def test_escape_takes_a_drag_back(painter: HoursPainter) -> None:
    QTest.mousePress(painter, Qt.MouseButton.LeftButton, pos=at(painter, 0, 8))
    QTest.mouseMove(painter, at(painter, 0, 12))

    QTest.keyClick(painter, Qt.Key.Key_Escape)
    QTest.mouseRelease(painter, Qt.MouseButton.LeftButton, pos=at(painter, 0, 12))

    assert not painter.hours()


def test_hours_can_be_painted_by_keyboard_alone(painter: HoursPainter) -> None:
    QTest.keyClick(painter, Qt.Key.Key_Space)
    for _ in range(3):
        QTest.keyClick(painter, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(painter, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)

    assert painter.hours() == tuple(OpeningHours(weekday=weekday, starts=time(9), ends=time(11)) for weekday in (0, 1))
    assert "09:00–11:00" in painter.accessibleDescription()


def test_hours_outside_the_usual_ones_are_shown_too(painter: HoursPainter) -> None:
    night = OpeningHours(weekday=6, starts=time(22), ends=time(0))

    painter.set_hours([night])

    assert painter.hours() == (night,)


STRETCHES = st.tuples(st.integers(0, DAY_MINUTES - 1), st.integers(1, DAY_MINUTES)).filter(lambda s: s[0] < s[1])


@given(st.lists(st.tuples(st.booleans(), STRETCHES), max_size=12))
def test_a_painted_day_is_what_was_painted_minute_by_minute(strokes: list[tuple[bool, tuple[int, int]]]) -> None:
    week, minutes = PaintedWeek(), set[int]()

    for opens, (starts, ends) in strokes:
        (week.open if opens else week.close)(2, Stretch(starts, ends))
        (minutes.update if opens else minutes.difference_update)(range(starts, ends))

    painted = week.day(2)
    assert {minute for stretch in painted for minute in range(stretch.starts, stretch.ends)} == minutes
    assert all(one.ends < other.starts for one, other in pairwise(painted))
