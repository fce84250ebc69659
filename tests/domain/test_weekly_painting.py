"""Painting weekly hours: whatever is painted holds on the days that are meant, and every other day is as it was."""

from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desktop.domain.availability import check_patterns
from clinic_desktop.domain.hours_change import HoursChange, applied
from clinic_desktop.domain.queries import PatternDraft
from clinic_desktop.domain.stretches import Stretch, closed, opened, time_of
from clinic_desktop.domain.weekly_painting import WeekStroke, copied, painted, stretches_on, week_number
from tests.domain.builders import OKAFOR, a_diary

MONDAY = date(2026, 11, 23)
_SLOTS = st.integers(0, 46)


@st.composite
def strokes(draw: st.DrawFn) -> WeekStroke:
    starts = draw(_SLOTS)
    return WeekStroke(
        weekday=draw(st.integers(0, 2)),
        stretch=Stretch(starts * 30, (starts + draw(st.integers(1, 48 - starts))) * 30),
        opens=draw(st.booleans()),
        first=MONDAY + timedelta(days=draw(st.integers(0, 40))),
        week=MONDAY + timedelta(weeks=draw(st.integers(0, 5))),
        every_weeks=draw(st.integers(1, 4)),
    )


def is_meant(stroke: WeekStroke, day: date) -> bool:
    weeks = week_number(day) - week_number(stroke.week)
    return day.weekday() == stroke.weekday and day >= stroke.first and weeks % stroke.every_weeks == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(strokes(), min_size=1, max_size=5))
def test_a_stroke_changes_the_days_that_are_meant_and_no_other(many: list[WeekStroke]) -> None:
    days = [MONDAY + timedelta(days=n) for n in range(160)]
    patterns: tuple[PatternDraft, ...] = ()
    for stroke in many:
        before = {day: stretches_on(patterns, day) for day in days}

        patterns = painted(patterns, stroke)

        change = opened if stroke.opens else closed
        for day in days:
            wanted = change(before[day], stroke.stretch) if is_meant(stroke, day) else before[day]
            assert stretches_on(patterns, day) == wanted


@settings(max_examples=40, deadline=None)
@given(st.lists(strokes(), min_size=1, max_size=5))
def test_what_is_painted_can_be_kept(many: list[WeekStroke]) -> None:
    patterns: tuple[PatternDraft, ...] = ()
    for stroke in many:
        patterns = painted(patterns, stroke)

    hours = applied(HoursChange(practitioner_id=OKAFOR, patterns=patterns), a_diary().hours)

    check_patterns(hours.patterns)
    for day in (MONDAY + timedelta(days=n) for n in range(60)):
        assert any(one.holds_on(day) for one in hours.patterns) == bool(stretches_on(patterns, day))


@settings(max_examples=60, deadline=None)
@given(st.lists(strokes(), max_size=4), st.lists(strokes(), max_size=4), st.integers(0, 60))
def test_copied_hours_are_the_others_from_the_day_on_and_ones_own_before(
    mine: list[WeekStroke], theirs: list[WeekStroke], days: int
) -> None:
    own: tuple[PatternDraft, ...] = ()
    others: tuple[PatternDraft, ...] = ()
    first = MONDAY + timedelta(days=days)
    for stroke in mine:
        own = painted(own, stroke)
    for stroke in theirs:
        others = painted(others, stroke)

    patterns = copied(own, others, first)

    for day in (MONDAY + timedelta(days=n) for n in range(160)):
        assert stretches_on(patterns, day) == stretches_on(own if day < first else others, day)
    check_patterns(applied(HoursChange(practitioner_id=OKAFOR, patterns=patterns), a_diary().hours).patterns)
    assert copied(patterns, others, first) == patterns


def a_pattern(**fields: object) -> PatternDraft:
    whole = {"weekday": 0, "starts": time(8), "ends": time(17), "valid_from": date(2026, 1, 1)} | fields
    return PatternDraft(**whole)  # type: ignore[arg-type] # the test says what is other


def a_stroke(starts: int, ends: int, *, opens: bool, **fields: object) -> WeekStroke:
    whole = {"weekday": 0, "first": MONDAY, "week": MONDAY} | fields
    return WeekStroke(stretch=Stretch(starts * 60, ends * 60), opens=opens, **whole)  # type: ignore[arg-type] # as above


def test_a_stroke_taken_back_leaves_the_patterns_as_they_were() -> None:
    patterns = (a_pattern(ends=time(12)), a_pattern(starts=time(12)), a_pattern(weekday=1, every_weeks=2))

    away = painted(patterns, a_stroke(12, 17, opens=False))
    back = painted(away, a_stroke(12, 17, opens=True))

    assert away != patterns
    assert [stretches_on(back, MONDAY + timedelta(days=n)) for n in range(21)] == [
        stretches_on(patterns, MONDAY + timedelta(days=n)) for n in range(21)
    ]


def test_every_second_week_is_one_pattern_of_two_weeks() -> None:
    patterns = painted((), a_stroke(9, 12, opens=True, every_weeks=2))

    assert patterns == (a_pattern(starts=time(9), ends=time(12), valid_from=MONDAY, every_weeks=2),)


def test_what_is_closed_in_every_second_week_stays_open_in_the_other() -> None:
    patterns = painted((a_pattern(),), a_stroke(8, 17, opens=False, every_weeks=2))

    assert patterns == (
        a_pattern(valid_until=MONDAY - timedelta(days=1)),
        a_pattern(valid_from=MONDAY + timedelta(weeks=1), every_weeks=2),
    )


def test_hours_until_midnight_end_with_the_day() -> None:
    (pattern,) = painted((), a_stroke(20, 24, opens=True))

    assert (pattern.starts, pattern.ends) == (time(20), time_of(24 * 60))
    assert stretches_on((pattern,), MONDAY) == (Stretch(20 * 60, 24 * 60),)
