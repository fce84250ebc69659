"""When a practitioner works, in every zone and on days on which the clock is turned."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.availability import (
    ExceptionKind,
    Hours,
    WeeklyPattern,
    check_closure,
    check_exception,
    check_patterns,
    open_minutes,
)
from clinic_desktop.domain.clinic_time import merged, span_of_day, wall_time
from clinic_desktop.domain.errors import InvalidInput

from .builders import BERLIN, TUESDAY, between, closure, every_day, exception, weekly
from .test_clinic_time import zones

ADDS = ExceptionKind.ADDS
REMOVES = ExceptionKind.REMOVES
clocks = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
clock_pairs = st.tuples(clocks, clocks).filter(lambda pair: pair[1] == time.min or pair[0] < pair[1])
patterns = st.builds(
    lambda pair, weekday, start, weeks: weekly(
        pair[0].isoformat(), pair[1].isoformat(), weekday=weekday, valid_from=start, every_weeks=weeks
    ),
    clock_pairs,
    st.integers(0, 6),
    st.dates(date(2010, 1, 1), date(2012, 1, 1)),
    st.integers(1, 3),
)
exceptions = st.builds(
    lambda pair, kind, first, days: (
        exception(
            kind,
            *(("", "") if pair is None else (pair[0].isoformat(), pair[1].isoformat())),
            first=first,
            last=first + timedelta(days=days),
        )
        if pair is not None
        else exception(kind, first=first, last=first + timedelta(days=days))
    ),
    st.none() | clock_pairs,
    st.sampled_from(ExceptionKind),
    st.dates(date(2012, 1, 1), date(2019, 12, 31)),
    st.integers(0, 10),
)
hours_of_all_kinds = st.builds(
    lambda some, others: Hours(patterns=tuple(some), exceptions=tuple(others)),
    st.lists(patterns, max_size=8),
    st.lists(exceptions, max_size=4),
)
turning_days = st.sampled_from(
    [
        date(2018, 11, 4), date(2018, 2, 18), date(2026, 3, 29), date(2026, 10, 25), date(2026, 3, 8),
        date(2026, 11, 1), date(2026, 4, 5), date(2026, 10, 4), TUESDAY,
    ]
)  # fmt: skip


def test_weekly_hours_open_their_weekday_and_no_other() -> None:
    hours = Hours(patterns=(weekly("09:00", "12:00"), weekly("13:00", "17:00")))

    assert hours.open_time(TUESDAY, BERLIN) == (between("09:00", "12:00"), between("13:00", "17:00"))
    assert hours.open_time(TUESDAY + timedelta(days=1), BERLIN) == ()


def test_hours_hold_from_their_first_to_their_last_day() -> None:
    pattern = weekly("09:00", "12:00", valid_from=TUESDAY, valid_until=TUESDAY + timedelta(days=7))

    held = [pattern.holds_on(TUESDAY + timedelta(days=7 * week)) for week in (-1, 0, 1, 2)]

    assert held == [False, True, True, False]


def test_every_second_week_counts_from_the_week_it_began_in() -> None:
    thursday_before = TUESDAY + timedelta(days=2)
    pattern = weekly("09:00", "12:00", valid_from=thursday_before, every_weeks=2)

    held = [pattern.holds_on(TUESDAY + timedelta(days=7 * week)) for week in (0, 1, 2, 3, 4)]

    assert held == [False, False, True, False, True]


def test_an_end_at_midnight_is_the_end_of_the_day() -> None:
    hours = Hours(patterns=(weekly("20:00", "00:00"),))

    (evening,) = hours.open_time(TUESDAY, BERLIN)

    assert evening.minutes == 240
    assert evening.ends_at == span_of_day(TUESDAY, BERLIN).ends_at


def test_what_an_exception_takes_away_wins_over_what_another_adds() -> None:
    hours = Hours(
        patterns=(weekly("09:00", "12:00"),),
        exceptions=(exception(ADDS, "12:00", "15:00"), exception(REMOVES, "11:00", "13:00")),
    )

    assert hours.open_time(TUESDAY, BERLIN) == (between("09:00", "11:00"), between("13:00", "15:00"))


def test_a_closed_clinic_opens_for_nobody() -> None:
    hours = Hours(
        patterns=(weekly("09:00", "12:00"),), exceptions=(exception(ADDS, "12:00", "15:00"),), closures=(closure(),)
    )

    assert hours.open_time(TUESDAY, BERLIN) == ()
    assert hours.away_reason(TUESDAY) == "Founders' Day"


def test_a_whole_day_of_leave_says_why() -> None:
    hours = Hours(patterns=(weekly("09:00", "12:00"),), exceptions=(exception(REMOVES, reason="Congress"),))

    assert hours.away_reason(TUESDAY) == "Congress"
    assert hours.open_time(TUESDAY, BERLIN) == ()


def test_leave_for_some_hours_leaves_the_day_worked() -> None:
    hours = Hours(patterns=(weekly("09:00", "12:00"),), exceptions=(exception(REMOVES, "10:00", "11:00"),))

    assert hours.away_reason(TUESDAY) == ""


def test_nine_o_clock_stays_nine_o_clock_when_the_clock_is_turned() -> None:
    hours = Hours(patterns=every_day("09:00", "17:00"))

    for day in (date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 25)):
        (span,) = hours.open_time(day, BERLIN)
        assert wall_time(span.starts_at, BERLIN) == datetime.combine(day, time(9))
        assert span.minutes == 480


def test_hours_across_the_turned_clock_are_as_long_as_they_really_are() -> None:
    hours = Hours(patterns=every_day("00:00", "06:00"))

    assert open_minutes(hours.open_time(date(2026, 3, 29), BERLIN)) == 300
    assert open_minutes(hours.open_time(date(2026, 10, 25), BERLIN)) == 420


def test_hours_in_the_hour_the_clock_skips_do_not_turn_round() -> None:
    hours = Hours(patterns=every_day("02:30", "03:00"))

    assert hours.open_time(date(2026, 3, 29), BERLIN) == ()


@given(hours=hours_of_all_kinds, day=turning_days, zone=zones)
def test_open_time_is_ordered_and_within_its_day_in_every_zone(hours: Hours, day: date, zone: ZoneInfo) -> None:
    open_time = hours.open_time(day, zone)

    whole_day = span_of_day(day, zone)
    assert all(whole_day.contains(span) for span in open_time)
    assert merged(open_time) == open_time


@given(hours=hours_of_all_kinds, day=turning_days, zone=zones)
def test_nothing_is_open_while_someone_is_away(hours: Hours, day: date, zone: ZoneInfo) -> None:
    open_time = hours.open_time(day, zone)

    assert not any(span.overlaps(away) for span in open_time for away in hours.away(day, zone))


def test_hours_that_end_before_they_start_are_refused() -> None:
    with pytest.raises(InvalidInput) as refusal:
        check_patterns([weekly("12:00", "09:00")])

    assert refusal.value.field == "ends"


def test_two_hours_of_the_same_time_are_refused() -> None:
    with pytest.raises(InvalidInput) as refusal:
        check_patterns([weekly("09:00", "12:00"), weekly("11:30", "15:00")])

    assert "overlap on Tuesday: 09:00–12:00 and 11:30–15:00" in refusal.value.sentence


def test_hours_that_touch_or_follow_each_other_are_kept() -> None:
    check_patterns(
        [
            weekly("09:00", "12:00", valid_until=TUESDAY),
            weekly("12:00", "15:00"),
            weekly("10:00", "11:00", valid_from=TUESDAY + timedelta(days=1)),
            weekly("09:00", "12:00", weekday=2),
        ]
    )


def test_alternating_weeks_do_not_overlap() -> None:
    monday = date(2026, 1, 5)
    odd = weekly("09:00", "12:00", weekday=0, valid_from=monday, every_weeks=2)
    even = weekly("10:00", "13:00", weekday=0, valid_from=monday + timedelta(days=7), every_weeks=2)

    check_patterns([odd, even])

    with pytest.raises(InvalidInput):
        check_patterns([odd, even, weekly("09:00", "10:30", weekday=0, valid_from=monday, every_weeks=3)])


@given(st.lists(patterns, min_size=2, max_size=2))
def test_patterns_are_refused_exactly_when_some_day_gets_time_twice(two: list[WeeklyPattern]) -> None:
    one, other = two
    day, twice = date(2010, 1, 1), False
    while day < date(2012, 3, 1):
        if one.holds_on(day) and other.holds_on(day):
            spans = [*Hours(patterns=(one,)).open_time(day, BERLIN), *Hours(patterns=(other,)).open_time(day, BERLIN)]
            twice = twice or open_minutes(merged(spans)) < open_minutes(spans)
        day += timedelta(days=1)

    try:
        check_patterns(two)
    except InvalidInput:
        assert twice
    else:
        assert not twice


@pytest.mark.parametrize(
    "pattern",
    [
        weekly("09:00", "12:00", every_weeks=0),
        weekly("09:00", "12:00", every_weeks=53),
        weekly("09:00", "12:00", weekday=7),
        weekly("09:00", "12:00", valid_until=date(2019, 1, 1)),
        weekly("09:00", "12:00", valid_from=date(9999, 12, 31)),
        weekly("09:00", "09:00"),
    ],
)
def test_impossible_hours_are_refused(pattern: WeeklyPattern) -> None:
    with pytest.raises(InvalidInput):
        check_patterns([pattern])


def test_leave_is_entered_once_only() -> None:
    holiday = exception(REMOVES, last=TUESDAY + timedelta(days=7))

    check_exception(exception(ADDS), [holiday])
    check_exception(exception(REMOVES, first=TUESDAY + timedelta(days=8), last=TUESDAY + timedelta(days=8)), [holiday])
    check_exception(exception(REMOVES, "12:00", "13:00"), [exception(REMOVES, "09:00", "12:00")])
    with pytest.raises(InvalidInput):
        check_exception(exception(REMOVES, "12:00", "13:00"), [holiday])


def test_leave_needs_both_times_or_neither_and_must_not_end_before_it_starts() -> None:
    for wrong in (
        exception(REMOVES, "09:00"),
        exception(REMOVES, None, "09:00"),
        exception(REMOVES, "12:00", "09:00"),
        exception(REMOVES, first=TUESDAY, last=TUESDAY - timedelta(days=1)),
    ):
        with pytest.raises(InvalidInput):
            check_exception(wrong, [])


def test_a_day_is_closed_once_only() -> None:
    christmas = closure("Christmas", first=date(2026, 12, 24), last=date(2026, 12, 26))

    check_closure(closure("New Year", first=date(2027, 1, 1), last=date(2027, 1, 1)), [christmas])
    with pytest.raises(InvalidInput) as refusal:
        check_closure(closure("Boxing Day", first=date(2026, 12, 26), last=date(2026, 12, 26)), [christmas])

    assert "“Christmas” closes the clinic" in refusal.value.sentence
