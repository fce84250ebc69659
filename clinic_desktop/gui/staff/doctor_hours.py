"""Between a practitioner's weekly patterns and one painted week: what is painted, and what a change of it stores."""

from collections.abc import Iterable
from datetime import date, timedelta

from clinic_desktop.domain.availability import Hours, WeeklyPattern
from clinic_desktop.domain.clinic import OpeningHours
from clinic_desktop.domain.queries import PatternDraft


def painted_hours(hours: Hours, today: date) -> tuple[OpeningHours, ...]:
    """The hours that hold every week, now and with no end in sight: those a week can be painted with."""
    return tuple(
        OpeningHours(weekday=pattern.weekday, starts=pattern.starts, ends=pattern.ends)
        for pattern in _ordered(hours.patterns)
        if _is_plain(pattern, today)
    )


def other_patterns(hours: Hours, today: date) -> tuple[WeeklyPattern, ...]:
    """What else holds or will hold: hours of every second week, hours that begin later or end. Never painted over."""
    return tuple(
        pattern
        for pattern in _ordered(hours.patterns)
        if not _is_plain(pattern, today) and (pattern.valid_until is None or pattern.valid_until >= today)
    )


def drafts_of(
    hours: Hours, before: Iterable[OpeningHours], painted: Iterable[OpeningHours], today: date
) -> tuple[PatternDraft, ...]:
    """All patterns as they shall stand: on days painted anew the old hours end yesterday, the new begin today.

    `before` is the week as it was first painted, which may join hours that are stored apart.
    """
    old, new = _by_day(before), _by_day(painted)
    changed = {day for day in range(7) if old.get(day) != new.get(day)}
    drafts = []
    for pattern in hours.patterns:
        if not (_is_plain(pattern, today) and pattern.weekday in changed):
            drafts.append(_draft(pattern, pattern.valid_until))
        elif OpeningHours(weekday=pattern.weekday, starts=pattern.starts, ends=pattern.ends) in new[pattern.weekday]:
            new[pattern.weekday].remove(OpeningHours(weekday=pattern.weekday, starts=pattern.starts, ends=pattern.ends))
            drafts.append(_draft(pattern, None))
        elif pattern.valid_from < today:
            drafts.append(_draft(pattern, today - timedelta(days=1)))
    drafts += [
        PatternDraft(weekday=day, starts=span.starts, ends=span.ends, valid_from=today)
        for day in sorted(changed)
        for span in new[day]
    ]
    return tuple(drafts)


def _is_plain(pattern: WeeklyPattern, today: date) -> bool:
    return pattern.every_weeks == 1 and pattern.valid_until is None and pattern.valid_from <= today


def _ordered(patterns: Iterable[WeeklyPattern]) -> list[WeeklyPattern]:
    return sorted(patterns, key=lambda pattern: (pattern.weekday, pattern.starts, pattern.valid_from))


def _by_day(spans: Iterable[OpeningHours]) -> dict[int, list[OpeningHours]]:
    days: dict[int, list[OpeningHours]] = {day: [] for day in range(7)}
    for span in spans:
        days[span.weekday].append(span)
    return days


def _draft(pattern: WeeklyPattern, valid_until: date | None) -> PatternDraft:
    return PatternDraft(
        weekday=pattern.weekday,
        starts=pattern.starts,
        ends=pattern.ends,
        valid_from=pattern.valid_from,
        valid_until=valid_until,
        every_weeks=pattern.every_weeks,
    )
