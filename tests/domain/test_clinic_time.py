"""Between the clock on the wall and UTC, and the arithmetic of spans."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.clinic_time import (
    Span,
    day_of,
    instant_of,
    merged,
    nearest_instant,
    span_of_day,
    span_of_days,
    wall_time,
    without,
)
from clinic_desktop.domain.errors import TimeOccursTwice, TimeSkipped

from .builders import BERLIN

ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo", "UTC",
        "Africa/Casablanca", "Pacific/Apia",
    )
]  # fmt: skip
zones = st.sampled_from(ZONES)
instants = st.datetimes(datetime(1995, 1, 1), datetime(2035, 1, 1)).map(
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)
days = st.dates(date(1995, 1, 1), date(2035, 1, 1))
_ORIGIN = datetime(2026, 1, 1, tzinfo=UTC)
spans = st.builds(
    lambda start, length: Span(
        starts_at=_ORIGIN + timedelta(minutes=start), ends_at=_ORIGIN + timedelta(minutes=start + length)
    ),
    st.integers(0, 200),
    st.integers(-5, 60),
)
span_lists = st.lists(spans, max_size=12)


def moments_of(some: list[Span] | tuple[Span, ...]) -> set[int]:
    """Every whole minute that lies in one of the spans."""
    return {
        minute
        for span in some
        for minute in range(
            int((span.starts_at - _ORIGIN) / timedelta(minutes=1)), int((span.ends_at - _ORIGIN) / timedelta(minutes=1))
        )
    }


def test_a_time_that_the_clock_skips_is_refused() -> None:
    with pytest.raises(TimeSkipped) as refusal:
        instant_of(datetime(2026, 3, 29, 2, 30), BERLIN)

    assert "02:30 does not exist on 29 March 2026" in refusal.value.sentence


def test_a_time_that_occurs_twice_is_asked_about() -> None:
    wall = datetime(2026, 10, 25, 2, 30)

    with pytest.raises(TimeOccursTwice):
        instant_of(wall, BERLIN)

    assert instant_of(wall, BERLIN, later=False) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert instant_of(wall, BERLIN, later=True) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_lord_howe_turns_its_clock_by_half_an_hour() -> None:
    lord_howe = ZoneInfo("Australia/Lord_Howe")

    with pytest.raises(TimeSkipped):
        instant_of(datetime(2026, 10, 4, 2, 15), lord_howe)

    assert span_of_day(date(2026, 10, 4), lord_howe).minutes == 23 * 60 + 30


def test_a_midnight_that_is_skipped_starts_the_day_an_hour_late() -> None:
    sao_paulo = ZoneInfo("America/Sao_Paulo")
    day = date(2018, 11, 4)

    span = span_of_day(day, sao_paulo)

    assert wall_time(span.starts_at, sao_paulo) == datetime(2018, 11, 4, 1, 0)
    assert span.minutes == 23 * 60


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 24), 24)]
)
def test_a_day_has_as_many_hours_as_the_clock_says(day: date, hours: int) -> None:
    assert span_of_day(day, BERLIN).minutes == hours * 60


@given(at=instants, zone=zones)
def test_an_instant_comes_back_from_the_wall_clock(at: datetime, zone: ZoneInfo) -> None:
    wall = wall_time(at, zone)

    try:
        found = {instant_of(wall, zone)}
    except TimeOccursTwice:
        found = {instant_of(wall, zone, later=False), instant_of(wall, zone, later=True)}
        assert len(found) == 2

    assert at in found
    assert wall.fold == 0


@given(at=instants, zone=zones)
def test_every_instant_lies_in_its_own_day_and_no_other(at: datetime, zone: ZoneInfo) -> None:
    day = day_of(at, zone)

    for other in (day - timedelta(days=1), day, day + timedelta(days=1)):
        span = span_of_day(other, zone)
        assert (span.starts_at <= at < span.ends_at) == (other == day)


@given(first=days, count=st.integers(0, 40), zone=zones)
def test_days_follow_each_other_without_a_gap(first: date, count: int, zone: ZoneInfo) -> None:
    last = first + timedelta(days=count)

    together = span_of_days(first, last, zone)

    minutes = sum(span_of_day(first + timedelta(days=index), zone).minutes for index in range(count + 1))
    assert together.minutes == minutes


@given(wall=st.datetimes(datetime(1995, 1, 1), datetime(2035, 1, 1)), zone=zones)
def test_the_nearest_instant_never_refuses_and_is_the_exact_one_where_there_is_one(
    wall: datetime, zone: ZoneInfo
) -> None:
    nearest = nearest_instant(wall, zone)

    try:
        assert nearest == instant_of(wall, zone, later=False)
    except TimeSkipped:
        assert wall_time(nearest, zone) > wall


@given(span_lists)
def test_merging_keeps_every_moment_and_leaves_nothing_touching(some: list[Span]) -> None:
    result = merged(some)

    assert moments_of(result) == moments_of(some)
    assert all(one.ends_at < other.starts_at for one, other in pairwise(result))
    assert merged(result) == result


@given(span_lists, span_lists)
def test_cutting_out_leaves_exactly_the_moments_that_were_not_cut(some: list[Span], cuts: list[Span]) -> None:
    left = without(some, cuts)

    assert moments_of(left) == moments_of(some) - moments_of(cuts)
    assert merged(left) == left


@given(span_lists, span_lists)
def test_what_is_left_and_what_was_cut_make_the_whole_again(some: list[Span], cuts: list[Span]) -> None:
    left = without(some, cuts)

    assert merged([*left, *without(some, left)]) == merged(some)
