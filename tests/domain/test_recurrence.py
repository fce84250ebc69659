"""How appointments return: the dates of a rhythm, its rule as a calendar writes it, and its words."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.recurrence import (
    LAST,
    MOST_DAYS,
    MOST_OCCURRENCES,
    NthWeekday,
    Recurrence,
    Unit,
    nth_weekday,
    ordinal,
    recurrence_of,
    recurrence_words,
    rhythm_words,
)

TUESDAY = datetime(2026, 12, 1, 10, 30)
EVERY_OTHER_TUESDAY = Recurrence(unit=Unit.WEEK, every=2, weekdays=frozenset({1}), count=6)

counts = st.integers(1, MOST_OCCURRENCES)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
ends = st.one_of(
    st.fixed_dictionaries({"count": counts}),
    st.fixed_dictionaries({"until": days}),
)
rhythms = st.one_of(
    st.fixed_dictionaries({"unit": st.just(Unit.DAY)}),
    st.fixed_dictionaries({"unit": st.just(Unit.WEEK), "weekdays": st.frozensets(st.integers(0, 6), min_size=1)}),
    st.fixed_dictionaries({"unit": st.just(Unit.MONTH), "month_day": st.integers(1, 31)}),
    st.fixed_dictionaries(
        {
            "unit": st.just(Unit.MONTH),
            "nth": st.builds(NthWeekday, nth=st.sampled_from([1, 2, 3, 4, LAST]), weekday=st.integers(0, 6)),
        }
    ),
)
recurrences = st.builds(
    lambda rhythm, end, every: Recurrence(**rhythm, **end, every=every), rhythms, ends, st.integers(1, 52)
)


@st.composite
def begun(draw: st.DrawFn) -> tuple[Recurrence, date]:
    """A rhythm with the day it begins on, seldom too long for a series and seldom without a date."""
    day = draw(days)
    until = st.integers(31, 100).map(lambda later: {"until": day + timedelta(days=later)})
    end = draw(st.one_of(st.fixed_dictionaries({"count": st.integers(1, 8)}), until))
    return Recurrence(**draw(rhythms), **end, every=draw(st.integers(1, 3))), day


steady = st.builds(
    lambda rhythm, count, every: Recurrence(**rhythm, count=count, every=every),
    st.one_of(
        st.fixed_dictionaries({"unit": st.just(Unit.DAY)}),
        st.fixed_dictionaries(
            {"unit": st.just(Unit.WEEK), "weekdays": st.frozensets(st.integers(0, 6), min_size=1, max_size=1)}
        ),
        st.fixed_dictionaries({"unit": st.just(Unit.MONTH), "month_day": st.integers(1, 31)}),
        st.fixed_dictionaries(
            {
                "unit": st.just(Unit.MONTH),
                "nth": st.builds(NthWeekday, nth=st.sampled_from([1, 2, 3, 4, LAST]), weekday=st.integers(0, 6)),
            }
        ),
    ),
    st.integers(1, 5),
    st.integers(1, 4),
)
"""Rhythms of one day a round, which can be moved by that day."""


def days_of(recurrence: Recurrence, start: datetime = TUESDAY) -> list[str]:
    return [f"{wall:%a %d %b}" for wall in recurrence.walls(start)]


def test_every_other_tuesday_is_every_other_tuesday() -> None:
    assert days_of(EVERY_OTHER_TUESDAY) == [
        "Tue 01 Dec", "Tue 15 Dec", "Tue 29 Dec", "Tue 12 Jan", "Tue 26 Jan", "Tue 09 Feb",
    ]  # fmt: skip


def test_the_last_day_counts() -> None:
    recurrence = Recurrence(unit=Unit.DAY, until=date(2026, 12, 3))

    assert days_of(recurrence) == ["Tue 01 Dec", "Wed 02 Dec", "Thu 03 Dec"]


def test_the_31st_of_a_shorter_month_is_its_last_day() -> None:
    recurrence = Recurrence(unit=Unit.MONTH, month_day=31, count=4)

    assert days_of(recurrence, datetime(2027, 1, 31, 9)) == ["Sun 31 Jan", "Sun 28 Feb", "Wed 31 Mar", "Fri 30 Apr"]


def test_a_month_can_be_counted_by_its_weekdays() -> None:
    last_friday = Recurrence(unit=Unit.MONTH, nth=NthWeekday(nth=LAST, weekday=4), count=3)

    assert days_of(last_friday) == ["Fri 25 Dec", "Fri 29 Jan", "Fri 26 Feb"]
    assert nth_weekday(date(2026, 12, 8)) == NthWeekday(nth=2, weekday=1)
    assert nth_weekday(date(2026, 12, 29)) == NthWeekday(nth=LAST, weekday=1)


@pytest.mark.parametrize(
    ("recurrence", "rule"),
    [
        (EVERY_OTHER_TUESDAY, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=6"),
        (Recurrence(unit=Unit.DAY, until=date(2027, 2, 9)), "FREQ=DAILY;UNTIL=20270209T235959"),
        (Recurrence(unit=Unit.MONTH, month_day=15, count=3), "FREQ=MONTHLY;BYMONTHDAY=15;COUNT=3"),
        (
            Recurrence(unit=Unit.MONTH, month_day=30, count=3),
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1;COUNT=3",
        ),
        (
            Recurrence(unit=Unit.MONTH, nth=NthWeekday(nth=LAST, weekday=4), count=3),
            "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3",
        ),
    ],
)
def test_the_rule_is_written_as_calendars_write_it(recurrence: Recurrence, rule: str) -> None:
    assert recurrence.rule == rule


@given(recurrences)
def test_a_rule_says_all_there_is_to_say(recurrence: Recurrence) -> None:
    assert recurrence_of(recurrence.rule) == recurrence


@pytest.mark.parametrize(
    "rule", ["", "FREQ=YEARLY;COUNT=2", "FREQ=WEEKLY;BYDAY=TU;COUNT=2;WKST=SU", "FREQ=DAILY;COUNT=x"]
)
def test_a_rule_that_says_more_is_refused_in_a_sentence(rule: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        recurrence_of(rule)

    assert refusal.value.sentence == "This rhythm cannot be read. Book the appointments one by one."


@settings(max_examples=40)
@given(begun())
def test_every_date_keeps_the_wall_time_and_the_limits(begun: tuple[Recurrence, date]) -> None:
    recurrence, day = begun
    start = datetime.combine(day, TUESDAY.time())
    try:
        walls = recurrence.walls(start)
    except InvalidInput:
        assume(False)

    assert list(walls) == sorted(set(walls))
    assert 1 <= len(walls) <= (recurrence.count or MOST_OCCURRENCES)
    assert {wall.time() for wall in walls} == {start.time()}
    assert start <= walls[0]
    assert walls[-1] <= start + timedelta(days=MOST_DAYS)
    assert recurrence.until is None or walls[-1].date() <= recurrence.until


@pytest.mark.parametrize(
    ("recurrence", "field"),
    [
        (Recurrence(unit=Unit.DAY, until=date(2027, 12, 1)), "until"),
        (Recurrence(unit=Unit.DAY, until=date(2026, 11, 1)), "until"),
        (Recurrence(unit=Unit.WEEK, every=2, weekdays=frozenset({1}), count=104), "count"),
    ],
)
def test_what_goes_on_too_long_or_ends_before_it_begins_is_refused(recurrence: Recurrence, field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        recurrence.walls(TUESDAY)

    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"unit": Unit.DAY, "every": 0, "count": 2}, "every"),
        ({"unit": Unit.DAY, "count": 105}, "count"),
        ({"unit": Unit.DAY}, "count"),
        ({"unit": Unit.DAY, "count": 2, "until": date(2027, 1, 1)}, "count"),
        ({"unit": Unit.WEEK, "count": 2}, "weekdays"),
        ({"unit": Unit.MONTH, "count": 2}, "month_day"),
        ({"unit": Unit.MONTH, "month_day": 32, "count": 2}, "month_day"),
        ({"unit": Unit.MONTH, "nth": NthWeekday(nth=5, weekday=1), "count": 2}, "month_day"),
    ],
)
def test_no_rhythm_can_be_made_that_makes_no_sense(asked: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        Recurrence(**asked)  # type: ignore[arg-type] # the test says what

    assert refusal.value.field == field


def test_a_rhythm_is_told_in_words() -> None:
    words = [
        recurrence_words(EVERY_OTHER_TUESDAY),
        recurrence_words(Recurrence(unit=Unit.WEEK, weekdays=frozenset({0, 2, 4}), until=date(2027, 2, 9))),
        recurrence_words(Recurrence(unit=Unit.MONTH, month_day=22, count=12)),
        recurrence_words(Recurrence(unit=Unit.MONTH, nth=NthWeekday(nth=LAST, weekday=4), count=1)),
    ]

    assert words == [
        "every 2 weeks on Tuesday, 6 times",
        "every week on Monday, Wednesday and Friday, until 9 Feb 2027",
        "every month on the 22nd, 12 times",
        "every month on the last Friday, once",
    ]
    assert rhythm_words(EVERY_OTHER_TUESDAY) == "every 2 weeks"
    assert [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th",
    ]  # fmt: skip


@settings(max_examples=40)
@given(steady, days, st.integers(-20, 20))
def test_moving_one_date_moves_the_others_to_the_dates_of_the_moved_rhythm(
    recurrence: Recurrence, day: date, by: int
) -> None:
    walls = [wall.date() for wall in recurrence.walls(datetime.combine(day, TUESDAY.time()))]
    old, new = walls[0], walls[0] + timedelta(days=by)

    moved = [recurrence.moved_day(each, old, new) for each in walls]

    assert moved[0] == new
    assert moved == [wall.date() for wall in recurrence.moved(old, new).walls(datetime.combine(new, TUESDAY.time()))]
