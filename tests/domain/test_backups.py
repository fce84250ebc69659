"""Which backups are kept, and when the last one is too old."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.backups import DAYS_KEPT, MONTHS_KEPT, WEEKS_KEPT, is_overdue, worth_keeping

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
days = st.lists(st.dates(date(2024, 1, 1), date(2027, 12, 31)), max_size=80).map(sorted)


def made_daily(count: int, last: date = date(2026, 11, 24)) -> list[tuple[date, date]]:
    return [(day, day) for day in (last - timedelta(days=back) for back in range(count - 1, -1, -1))]


def test_of_a_year_of_days_seven_days_four_weeks_and_twelve_months_are_kept() -> None:
    kept = sorted(worth_keeping(made_daily(400)))

    assert kept[-7:] == [date(2026, 11, day) for day in range(18, 25)]
    assert date(2026, 11, 15) in kept  # Sundays end a week
    assert date(2026, 11, 8) in kept
    assert date(2026, 11, 1) not in kept
    assert [day for day in kept if day < date(2026, 11, 1)] == [
        date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30),
        date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 31), date(2026, 9, 30),
        date(2026, 10, 31),
    ]  # fmt: skip


def test_of_several_backups_of_one_day_the_last_is_kept() -> None:
    day = date(2026, 11, 24)

    assert worth_keeping([("morning", day), ("noon", day), ("evening", day)]) == {"evening"}


def test_a_clinic_that_rests_for_months_keeps_what_it_has() -> None:
    rested = [(day, day) for day in (date(2025, 3, 1), date(2025, 3, 2), date(2026, 11, 24))]

    assert worth_keeping(rested) == {day for day, _ in rested}


@given(days)
def test_the_latest_is_kept_always_and_never_more_than_all_periods_together(made: list[date]) -> None:
    kept = worth_keeping([(number, day) for number, day in enumerate(made)])

    assert len(kept) <= DAYS_KEPT + WEEKS_KEPT + MONTHS_KEPT
    assert kept >= set(range(len(made))[-1:])
    assert len({made[number] for number in kept}) == len(kept)


@given(days)
def test_what_was_taken_away_once_changes_nothing_later(made: list[date]) -> None:
    numbered = list(enumerate(made))
    kept_each_time: list[tuple[int, date]] = []
    for one in numbered:
        kept = worth_keeping([*kept_each_time, one])
        kept_each_time = [each for each in (*kept_each_time, one) if each[0] in kept]

    assert {number for number, _ in kept_each_time} == worth_keeping(numbered)


def test_after_two_days_without_a_good_backup_it_is_overdue() -> None:
    assert not is_overdue(NOW - timedelta(days=2), None, NOW)
    assert is_overdue(NOW - timedelta(days=2, seconds=1), None, NOW)


def test_the_day_on_which_backups_were_switched_on_counts_until_there_is_one() -> None:
    assert not is_overdue(None, NOW - timedelta(hours=5), NOW)
    assert is_overdue(None, NOW - timedelta(days=3), NOW)
    assert not is_overdue(NOW - timedelta(days=90), NOW - timedelta(hours=5), NOW)
