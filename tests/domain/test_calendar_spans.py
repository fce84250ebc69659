"""How full a morning and an afternoon are, counted on a ruler of minutes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.calendar_spans import halves, minutes_from, ruler_of
from clinic_desktop.domain.clinic_time import Span

BERLIN = ZoneInfo("Europe/Berlin")
NOON = 12 * 60
starts = st.integers(0, 1439)
spans = st.lists(st.tuples(starts, st.integers(1, 240)).map(lambda span: (span[0], min(span[1], 1440 - span[0]))))


def marks(of: list[tuple[int, int]]) -> int:
    made = 0
    for start, minutes in of:
        made |= minutes_from(start, minutes)
    return made


def by_hand(opened: set[int], taken: set[int], kept: set[int], slot: int) -> tuple[int, int, int]:
    """The same, minute by minute."""
    free, run = 0, 0
    for minute in range(1441):
        if minute in opened and minute not in taken | kept:
            run += 1
        else:
            free += run // slot
            run = 0
    return len(opened), len(opened & taken), free


@given(opened=spans, taken=spans, kept=spans, slot=st.sampled_from([5, 10, 15, 20, 30, 60]))
def test_what_is_open_taken_and_free_is_what_counting_by_the_minute_gives(
    opened: list[tuple[int, int]], taken: list[tuple[int, int]], kept: list[tuple[int, int]], slot: int
) -> None:
    minutes = {start + n for start, count in opened for n in range(count)}
    gone = {start + n for start, count in taken for n in range(count)}
    clear = {start + n for start, count in kept for n in range(count)}

    morning, afternoon = halves(marks(opened), marks(taken), NOON, slot, marks(kept))

    assert morning == by_hand({minute for minute in minutes if minute < NOON}, gone, clear, slot)
    assert afternoon == by_hand({minute for minute in minutes if minute >= NOON}, gone, clear, slot)


def test_noon_is_when_the_clock_shows_twelve_on_the_days_of_23_and_25_hours_too() -> None:
    assert ruler_of(date(2026, 11, 24), BERLIN).noon == 12 * 60
    assert ruler_of(date(2026, 3, 29), BERLIN).noon == 11 * 60
    assert ruler_of(date(2026, 10, 25), BERLIN).noon == 13 * 60


def test_what_began_the_day_before_counts_from_midnight_on() -> None:
    ruler = ruler_of(date(2026, 11, 24), BERLIN)
    eleven_at_night = datetime(2026, 11, 23, 22, tzinfo=UTC)

    marked = ruler.marked([Span(starts_at=eleven_at_night, ends_at=eleven_at_night + timedelta(hours=2))])

    assert marked == minutes_from(0, 60)
