"""Painting single days: each hour is open or closed as it was painted last, and else as before."""

from datetime import date, time, timedelta
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desktop.domain.availability import AvailabilityException, ExceptionKind, Hours
from clinic_desktop.domain.day_painting import NOT_YET, given_back, is_off, painted_on, taken_off
from clinic_desktop.domain.hours_change import HoursChange, applied, draft_of
from clinic_desktop.domain.stretches import Stretch, minute_of
from tests.domain.builders import BERLIN, OKAFOR, TUESDAY, every_day, on_the_clock

REGULAR = (Stretch(8 * 60, 12 * 60), Stretch(13 * 60, 17 * 60))
PATTERNS = (*every_day("08:00", "12:00"), *every_day("13:00", "17:00"))


def fresh(day: date = TUESDAY) -> AvailabilityException:
    return AvailabilityException(
        id=NOT_YET, practitioner_id=OKAFOR, first_day=day, last_day=day, kind=ExceptionKind.REMOVES, reason="Course"
    )


def is_open(exceptions: tuple[AvailabilityException, ...], day: date, minute: int) -> bool:
    spans = Hours(patterns=PATTERNS, exceptions=exceptions).open_time(day, BERLIN)
    at = on_the_clock("00:00", day) + timedelta(minutes=minute)
    return any(span.starts_at <= at < span.ends_at for span in spans)


class Stroke(NamedTuple):
    """Hours of one day opened or closed."""

    day: int
    starts: int
    ends: int
    opens: bool


class Leave(NamedTuple):
    """Whole days taken or given back."""

    first: int
    last: int
    takes: bool


strokes = st.builds(Stroke, st.integers(0, 2), st.integers(0, 11), st.integers(12, 24), st.booleans())
late_strokes = st.builds(Stroke, st.integers(0, 2), st.integers(11, 16), st.integers(17, 20), st.booleans())
leaves = st.builds(Leave, st.integers(0, 1), st.integers(1, 2), st.booleans())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(strokes, late_strokes, leaves), min_size=1, max_size=6))
def test_each_hour_of_each_day_is_as_it_was_painted_last(many: list[Stroke | Leave]) -> None:
    exceptions: tuple[AvailabilityException, ...] = ()
    for one in many:
        before = exceptions
        if isinstance(one, Stroke):
            day = TUESDAY + timedelta(days=one.day)
            stretch = Stretch(one.starts * 60, one.ends * 60)
            exceptions = painted_on(exceptions, REGULAR, fresh(day), stretch, opens=one.opens)
            for hour in range(24):
                is_meant = one.starts <= hour < one.ends
                wanted = one.opens if is_meant else is_open(before, day, hour * 60)
                assert is_open(exceptions, day, hour * 60) == wanted
        else:
            days = TUESDAY + timedelta(days=one.first), TUESDAY + timedelta(days=one.last)
            exceptions = taken_off(exceptions, fresh(), *days) if one.takes else given_back(exceptions, *days)
            assert is_off(exceptions, days[0]) == is_off(exceptions, days[1]) == one.takes
        change = HoursChange(practitioner_id=OKAFOR, added=tuple(draft_of(each) for each in exceptions))
        kept = applied(change, Hours(patterns=PATTERNS))  # what is painted can be stored: no two say the same
        assert len(kept.exceptions) == len(exceptions)


def test_a_day_out_of_a_long_leave_is_worked_again_and_the_leave_falls_in_two() -> None:
    leave = AvailabilityException(
        id=OKAFOR,
        version=1,
        practitioner_id=OKAFOR,
        first_day=TUESDAY,
        last_day=TUESDAY + timedelta(days=9),
        kind=ExceptionKind.REMOVES,
        reason="Holiday",
    )

    parts = given_back((leave,), TUESDAY + timedelta(days=3), TUESDAY + timedelta(days=4))

    days = [(one.first_day - TUESDAY).days for one in parts], [(one.last_day - TUESDAY).days for one in parts]
    assert days == ([0, 5], [2, 9])
    assert {one.reason for one in parts} == {"Holiday"}


def test_a_block_keeps_its_reason_when_a_part_of_it_is_given_back() -> None:
    block = painted_on((), REGULAR, fresh(), Stretch(9 * 60, 11 * 60), opens=False)

    parts = painted_on(block, REGULAR, fresh(), Stretch(10 * 60, 11 * 60), opens=True)

    assert [(one.starts, one.ends, one.reason) for one in parts] == [(time(9), time(10), "Course")]


def test_what_is_closed_already_needs_no_block_and_what_is_open_no_extra_hours() -> None:
    assert painted_on((), REGULAR, fresh(), Stretch(18 * 60, 20 * 60), opens=False) == ()
    assert painted_on((), REGULAR, fresh(), Stretch(9 * 60, 11 * 60), opens=True) == ()


def test_extra_hours_begin_where_the_weekly_hours_end() -> None:
    (extra,) = painted_on((), REGULAR, fresh(), Stretch(16 * 60, 19 * 60), opens=True)

    assert extra.kind is ExceptionKind.ADDS
    assert extra.starts is not None
    assert minute_of(extra.starts) == 17 * 60
