"""The open time of many days is the sum of their open time."""

from datetime import date, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.availability import (
    AvailabilityException,
    Closure,
    ExceptionKind,
    Hours,
    WeeklyPattern,
    open_minutes,
    open_minutes_between,
)

BERLIN = ZoneInfo("Europe/Berlin")
WHO = UUID(int=1)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
patterns = st.builds(
    WeeklyPattern,
    id=st.uuids(),
    practitioner_id=st.just(WHO),
    weekday=st.integers(0, 6),
    starts=st.sampled_from([time(0), time(8)]),
    ends=st.sampled_from([time(12), time(17, 30)]),
    valid_from=days,
    valid_until=st.none() | days,
    every_weeks=st.integers(1, 3),
)
exceptions = st.builds(
    AvailabilityException,
    id=st.uuids(),
    practitioner_id=st.just(WHO),
    first_day=days,
    last_day=days,
    kind=st.sampled_from(ExceptionKind),
    starts=st.just(time(7)),
    ends=st.just(time(9)),
    reason=st.just(""),
)
closures = st.builds(Closure, id=st.uuids(), name=st.just("Closed"), first_day=days, last_day=days)


@given(
    st.lists(patterns, max_size=6), st.lists(exceptions, max_size=2), st.lists(closures, max_size=2),
    days, st.integers(0, 200),
)  # fmt: skip
def test_many_days_are_as_long_open_as_each_of_them(
    weekly: list[WeeklyPattern],
    otherwise: list[AvailabilityException],
    closed: list[Closure],
    first: date,
    length: int,
) -> None:
    hours = Hours(patterns=tuple(weekly), exceptions=tuple(otherwise), closures=tuple(closed))
    each = [first + timedelta(days=n) for n in range(length + 1)]

    plainly = sum(open_minutes(hours.open_time(day, BERLIN)) for day in each)

    assert open_minutes_between(hours, each[0], each[-1], BERLIN) == plainly
