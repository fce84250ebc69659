"""The dates of a series in a diary: what fits is free, and every way out of a clash can be taken."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desktop.domain.availability import Hours, WeeklyPattern
from clinic_desktop.domain.clinic_time import Span, nearest_instant, wall_time
from clinic_desktop.domain.diary import Busy, Diary
from clinic_desktop.domain.recurrence import Recurrence, Unit
from clinic_desktop.domain.series import Verdict
from clinic_desktop.domain.series_plan import SeriesPlan, Wanted

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = datetime(2026, 12, 1, 10, 30)
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
HOURS = Hours(
    patterns=tuple(
        WeeklyPattern(
            id=UUID(int=weekday + 1),
            practitioner_id=UUID(int=9),
            weekday=weekday,
            starts=time(8),
            ends=time(17),
            valid_from=date(2026, 1, 1),
        )
        for weekday in range(5)
    )
)
busies = st.builds(
    lambda minutes, length, before, after: Busy(
        span=Span(
            starts_at=nearest_instant(FIRST, BERLIN) + timedelta(minutes=minutes),
            ends_at=nearest_instant(FIRST, BERLIN) + timedelta(minutes=minutes + length),
        ),
        buffer_before=before,
        buffer_after=after,
    ),
    st.integers(-600, 9 * 1440),
    st.integers(5, 600),
    st.sampled_from([0, 0, 10, 120]),
    st.sampled_from([0, 0, 15]),
)


def a_plan(
    taken: list[Busy], elsewhere: list[Busy], minutes: int = 30, buffers: tuple[int, int] = (0, 0)
) -> SeriesPlan:
    diary = Diary(
        practitioner_id=UUID(int=9), hours=HOURS, zone=BERLIN, taken=tuple(taken), patient_elsewhere=tuple(elsewhere)
    )
    return SeriesPlan(diary=diary, practitioner_name="Dr Okafor", minutes=minutes, buffers=buffers, step=10, now=NOW)


def wanted(count: int = 8) -> list[Wanted]:
    walls = Recurrence(unit=Unit.DAY, count=count).walls(FIRST)
    return [
        Wanted(number=number, wall=wall, starts_at=nearest_instant(wall, BERLIN))
        for number, wall in enumerate(walls, start=1)
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(busies, max_size=25),
    st.lists(busies, max_size=5),
    st.sampled_from([10, 30, 90]),
    st.sampled_from([(0, 0), (10, 0), (0, 20)]),
)
def test_every_way_out_can_be_taken_and_all_of_them_together(
    taken: list[Busy], elsewhere: list[Busy], minutes: int, buffers: tuple[int, int]
) -> None:
    plan = a_plan(taken, elsewhere, minutes, buffers)
    first = plan.occurrences(wanted())

    settled = plan.occurrences(
        [
            Wanted(
                number=each.number,
                wall=each.wall,
                starts_at=each.starts_at if each.fits else each.next_free.starts_at if each.next_free else None,
            )
            for each in first
        ]
    )

    assert all(each.fits for each in settled if not each.is_left_out)


@settings(max_examples=60, deadline=None)
@given(st.lists(busies, max_size=25))
def test_the_part_of_the_diary_that_is_asked_says_what_the_whole_says(taken: list[Busy]) -> None:
    plan = a_plan(taken, [])

    for each in plan.occurrences(wanted()):
        whole = plan.diary.obstacle(Busy(span=Span(starts_at=each.starts_at, ends_at=each.ends_at)))
        assert each.fits == (whole is None)


def test_a_way_out_is_looked_for_later_on_the_same_day_then_earlier_then_on_the_next_days() -> None:
    def clash(*spans: tuple[int, int]) -> str:
        day = nearest_instant(datetime.combine(FIRST.date(), time(8)), BERLIN)
        taken = [
            Busy(span=Span(starts_at=day + timedelta(hours=first), ends_at=day + timedelta(hours=last)))
            for first, last in spans
        ]
        (found,) = a_plan(taken, []).occurrences(wanted(1))
        assert found.verdict is Verdict.TAKEN
        assert found.next_free is not None
        return f"{wall_time(found.next_free.starts_at, BERLIN):%a %H:%M}"

    assert clash((2, 4)) == "Tue 12:00"
    assert clash((2, 9)) == "Tue 09:30"
    assert clash((0, 9)) == "Wed 10:30"
