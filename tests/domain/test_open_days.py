"""Hours in whole numbers, for searches, say the same as hours in spans."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.availability import Hours
from clinic_desktop.domain.free_days import DAY, MINUTE, OpenDays, day_in_figures, in_figures
from clinic_desktop.domain.free_time import FreeTime

from .builders import BERLIN, TUESDAY, closure, every_day, exception, weekly
from .test_availability import ADDS, hours_of_all_kinds, turning_days
from .test_clinic_time import zones

days = st.one_of(st.dates(date(2011, 6, 1), date(2020, 1, 31)), turning_days)
lengths = st.integers(1, 26 * 4).map(lambda quarters: quarters * 15 * MINUTE)


def windows_by_spans(hours: Hours, zone: ZoneInfo, day: date) -> tuple[tuple[int, int, int], ...]:
    free = FreeTime(hours=hours, zone=zone, blocked=())
    return tuple(
        (in_figures(window.starts_at), in_figures(window.ends_at), in_figures(until))
        for window, until in free.windows(day)
    )


@given(hours_of_all_kinds, zones, days, st.integers(0, 3))
def test_windows_are_those_of_the_spans(hours: Hours, zone: ZoneInfo, day: date, before: int) -> None:
    closed = closure("Holiday", first=day - timedelta(days=before + 1), last=day - timedelta(days=before))
    for kept in (hours, Hours(patterns=hours.patterns, exceptions=hours.exceptions, closures=(closed,))):
        assert OpenDays(kept, zone).windows(day) == windows_by_spans(kept, zone, day)


@given(hours_of_all_kinds, zones, days, lengths)
def test_a_day_holds_what_one_of_its_windows_does(hours: Hours, zone: ZoneInfo, day: date, lasting: int) -> None:
    opened = OpenDays(hours, zone)
    is_long_enough = any(until - opens >= lasting for opens, _, until in windows_by_spans(hours, zone, day))

    assert opened.holds(day, lasting) == is_long_enough
    if is_long_enough and day_in_figures(day, zone)[1] <= DAY:
        assert opened.may_ever_hold(day.weekday(), lasting)


@given(hours_of_all_kinds, zones, days)
def test_a_day_goes_on_when_its_last_window_does(hours: Hours, zone: ZoneInfo, day: date) -> None:
    windows = windows_by_spans(hours, zone, day)

    assert OpenDays(hours, zone).goes_on(day) == (bool(windows) and windows[-1][2] > sum(day_in_figures(day, zone)))


def test_a_weekday_too_short_for_a_length_never_holds_it() -> None:
    opened = OpenDays(Hours(patterns=every_day("08:00", "12:00")), BERLIN)

    assert opened.may_ever_hold(TUESDAY.weekday(), 240 * MINUTE)
    assert not opened.may_ever_hold(TUESDAY.weekday(), 241 * MINUTE)


def test_extra_time_may_make_a_short_day_long_enough() -> None:
    hours = Hours(
        patterns=(weekly("08:00", "12:00", weekday=TUESDAY.weekday()),),
        exceptions=(exception(ADDS, "12:00", "18:00", first=TUESDAY, last=TUESDAY),),
    )
    opened = OpenDays(hours, BERLIN)

    assert opened.may_ever_hold(TUESDAY.weekday(), 600 * MINUTE)
    assert opened.holds(TUESDAY, 600 * MINUTE)
    assert not opened.holds(TUESDAY + timedelta(days=7), 600 * MINUTE)


def test_a_night_on_which_the_clock_is_turned_back_holds_an_hour_more() -> None:
    opened = OpenDays(Hours(patterns=(weekly("00:00", "06:00", weekday=6),)), BERLIN)

    assert opened.holds(date(2026, 10, 25), 420 * MINUTE)
    assert not opened.holds(date(2026, 10, 18), 361 * MINUTE)
    assert not opened.holds(date(2026, 3, 29), 301 * MINUTE)
