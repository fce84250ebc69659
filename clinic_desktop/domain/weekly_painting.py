"""Painting weekly hours: what a stroke over one weekday makes of the patterns, from a day on and in a rhythm."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import lcm
from typing import NamedTuple

from .queries import PatternDraft
from .stretches import Stretch, closed, joined, opened, stretch_of, time_of

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekStroke:
    """Time of one weekday opened or closed, from `first` on, every `every_weeks` weeks counted from the week of `week`.

    `week` is any day of a week that is meant.
    """

    weekday: int
    stretch: Stretch
    opens: bool
    first: date
    week: date
    every_weeks: int = 1


class _Rule(NamedTuple):
    """A stretch in every `every`th week, of those whose number leaves `rest`."""

    stretch: Stretch
    every: int
    rest: int


def painted(patterns: Iterable[PatternDraft], stroke: WeekStroke) -> tuple[PatternDraft, ...]:
    """The patterns after a stroke: days before it and the weeks between keep their hours, to the minute."""
    patterns = tuple(patterns)
    concerned = [pattern for pattern in patterns if pattern.weekday == stroke.weekday]
    others = [pattern for pattern in patterns if pattern.weekday != stroke.weekday]
    times = [(first, last, _rules(concerned, stroke, first)) for first, last in _segments(concerned, stroke.first)]
    result = [*others, *_in_one(times, stroke.weekday)]
    return _in_order(result)


def copied(patterns: Iterable[PatternDraft], others: Iterable[PatternDraft], first: date) -> tuple[PatternDraft, ...]:
    """The patterns until the day before `first`, and from then on the other ones, each week of a rhythm as it is."""
    patterns, others = tuple(patterns), tuple(others)
    result: list[PatternDraft] = []
    for weekday in range(7):
        mine = [one for one in patterns if one.weekday == weekday]
        theirs = [one for one in others if one.weekday == weekday]
        times = [
            (begins, ends, _held(mine if begins < first else theirs, begins))
            for begins, ends in _segments([*mine, *theirs], first)
        ]
        result += _in_one(times, weekday)
    return _in_order(result)


def stretches_on(patterns: Iterable[PatternDraft], day: date) -> tuple[Stretch, ...]:
    """The hours that the patterns give a day."""
    return joined(stretch_of(one.starts, one.ends) for one in patterns if _holds_on(one, day))


def week_number(day: date) -> int:
    """Weeks counted from one Monday long ago."""
    return (day.toordinal() - 1) // 7


def _segments(patterns: Sequence[PatternDraft], first: date) -> Iterator[tuple[date, date | None]]:
    """Spans of days within which the same patterns hold; the last has no end."""
    begins = {first, *(one.valid_from for one in patterns)}
    begins |= {one.valid_until + _DAY for one in patterns if one.valid_until is not None}
    ordered = sorted(begins)
    for start, following in zip(ordered, [*ordered[1:], None], strict=True):
        yield start, None if following is None else following - _DAY


def _rules(patterns: Sequence[PatternDraft], stroke: WeekStroke, first: date) -> set[_Rule]:
    """What holds from `first` on, until other patterns begin or end."""
    as_they_are = _held(patterns, first)
    if first < stroke.first:
        return as_they_are
    weeks = lcm(stroke.every_weeks, *(rule.every for rule in as_they_are))
    before = [joined(rule.stretch for rule in as_they_are if n % rule.every == rule.rest) for n in range(weeks)]
    wanted = week_number(stroke.week) % stroke.every_weeks
    change = opened if stroke.opens else closed
    after = [change(day, stroke.stretch) if n % stroke.every_weeks == wanted else day for n, day in enumerate(before)]
    if after == before:
        return as_they_are
    return {
        _Rule(stretch, every, rest)
        for stretch in {each for day in after for each in day}
        for every, rest in _rhythms({n for n, day in enumerate(after) if stretch in day}, weeks)
    }


def _held(patterns: Iterable[PatternDraft], first: date) -> set[_Rule]:
    """The rules of the patterns that hold on a day."""
    return {
        _Rule(stretch_of(one.starts, one.ends), one.every_weeks, week_number(one.valid_from) % one.every_weeks)
        for one in patterns
        if one.valid_from <= first and (one.valid_until is None or one.valid_until >= first)
    }


def _rhythms(numbers: set[int], weeks: int) -> Iterator[tuple[int, int]]:
    """Numbers below `weeks` as few rhythms as there are: every so many, from such a one on."""
    left = set(numbers)
    for every in (n for n in range(1, weeks + 1) if weeks % n == 0):
        for rest in range(every):
            those = set(range(rest, weeks, every))
            if left and those <= left:
                left -= those
                yield every, rest


def _in_one(times: Sequence[tuple[date, date | None, set[_Rule]]], weekday: int) -> Iterator[PatternDraft]:
    """Patterns of the rules: what goes on from one span of days to the next is one."""
    running: dict[_Rule, date] = {}
    until: date | None = None
    for first, last, rules in times:
        for rule in [one for one in running if one not in rules]:
            yield from _pattern(rule, weekday, running.pop(rule), until)
        for rule in rules:
            running.setdefault(rule, first)
        until = last
    for rule, first in running.items():
        yield from _pattern(rule, weekday, first, None)


def _pattern(rule: _Rule, weekday: int, first: date, last: date | None) -> Iterator[PatternDraft]:
    """A rule as a pattern, if there is any such day between the two."""
    if week_number(first) % rule.every != rule.rest:
        weeks_on = (rule.rest - week_number(first)) % rule.every
        first = first - timedelta(days=first.weekday()) + timedelta(weeks=weeks_on, days=weekday)
    on = first + timedelta(days=(weekday - first.weekday()) % 7)
    if week_number(on) % rule.every != rule.rest:
        on += timedelta(weeks=(rule.rest - week_number(on)) % rule.every)
    if last is None or on <= last:
        yield PatternDraft(
            weekday=weekday,
            starts=time_of(rule.stretch.starts),
            ends=time_of(rule.stretch.ends),
            valid_from=first,
            valid_until=last,
            every_weeks=rule.every,
        )


def _in_order(patterns: Iterable[PatternDraft]) -> tuple[PatternDraft, ...]:
    return tuple(sorted(patterns, key=lambda one: (one.weekday, one.starts, one.valid_from, one.every_weeks)))


def _holds_on(pattern: PatternDraft, day: date) -> bool:
    if day.weekday() != pattern.weekday or day < pattern.valid_from:
        return False
    if pattern.valid_until is not None and day > pattern.valid_until:
        return False
    return (week_number(day) - week_number(pattern.valid_from)) % pattern.every_weeks == 0
