"""What is painted of a practitioner's patterns, and what a change of it stores."""

from datetime import date, time
from uuid import UUID

from clinic_desktop.domain.availability import Hours, WeeklyPattern
from clinic_desktop.domain.clinic import OpeningHours
from clinic_desktop.domain.queries import PatternDraft
from clinic_desktop.gui.staff.doctor_hours import drafts_of, other_patterns, painted_hours

TODAY = date(2026, 11, 24)
LONG_AGO = date(2026, 1, 1)


def a_pattern(weekday: int = 0, starts: int = 8, ends: int = 12, **fields: object) -> WeeklyPattern:
    whole = {"valid_from": LONG_AGO, "starts": time(starts), "ends": time(ends), "weekday": weekday} | fields
    return WeeklyPattern(id=UUID(int=1), practitioner_id=UUID(int=2), **whole)  # type: ignore[arg-type]


def painted(weekday: int, starts: int, ends: int) -> OpeningHours:
    return OpeningHours(weekday=weekday, starts=time(starts), ends=time(ends))


def test_only_what_holds_every_week_without_end_is_painted() -> None:
    fortnightly = a_pattern(1, every_weeks=2)
    to_come = a_pattern(2, valid_from=date(2026, 12, 1))
    ending = a_pattern(3, valid_until=date(2026, 12, 31))
    over = a_pattern(4, valid_until=date(2026, 6, 30))
    hours = Hours(patterns=(a_pattern(), fortnightly, to_come, ending, over))

    assert painted_hours(hours, TODAY) == (painted(0, 8, 12),)
    assert other_patterns(hours, TODAY) == (fortnightly, to_come, ending)


def test_a_day_painted_anew_ends_the_old_hours_yesterday_and_begins_today() -> None:
    hours = Hours(patterns=(a_pattern(0), a_pattern(1)))
    before = painted_hours(hours, TODAY)

    drafts = drafts_of(hours, before, (painted(0, 9, 13), painted(1, 8, 12)), TODAY)

    assert drafts == (
        PatternDraft(weekday=0, starts=time(8), ends=time(12), valid_from=LONG_AGO, valid_until=date(2026, 11, 23)),
        PatternDraft(weekday=1, starts=time(8), ends=time(12), valid_from=LONG_AGO),
        PatternDraft(weekday=0, starts=time(9), ends=time(13), valid_from=TODAY),
    )


def test_hours_that_begin_today_leave_no_trace_when_they_are_painted_over() -> None:
    hours = Hours(patterns=(a_pattern(0, valid_from=TODAY),))

    drafts = drafts_of(hours, painted_hours(hours, TODAY), (), TODAY)

    assert drafts == ()


def test_a_second_stretch_leaves_the_first_as_it_is_stored() -> None:
    hours = Hours(patterns=(a_pattern(0),))

    drafts = drafts_of(hours, painted_hours(hours, TODAY), (painted(0, 8, 12), painted(0, 14, 16)), TODAY)

    assert drafts == (
        PatternDraft(weekday=0, starts=time(8), ends=time(12), valid_from=LONG_AGO),
        PatternDraft(weekday=0, starts=time(14), ends=time(16), valid_from=TODAY),
    )


def test_hours_that_painting_joins_stay_apart_while_their_day_is_not_painted() -> None:
    hours = Hours(patterns=(a_pattern(0, 8, 12), a_pattern(0, 12, 16), a_pattern(1)))
    joined = (painted(0, 8, 16), painted(1, 8, 12))

    drafts = drafts_of(hours, joined, (painted(0, 8, 16),), TODAY)

    assert [(draft.starts, draft.ends) for draft in drafts if draft.weekday == 0] == [
        (time(8), time(12)),
        (time(12), time(16)),
    ]


def test_what_cannot_be_painted_is_never_touched() -> None:
    fortnightly = a_pattern(0, 13, 17, every_weeks=2)
    hours = Hours(patterns=(a_pattern(0), fortnightly))

    drafts = drafts_of(hours, painted_hours(hours, TODAY), (), TODAY)

    assert PatternDraft(weekday=0, starts=time(13), ends=time(17), valid_from=LONG_AGO, every_weeks=2) in drafts
