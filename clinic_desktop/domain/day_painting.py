"""Painting single days: leave, blocks and extra hours, as strokes over real dates make and unmake them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from .availability import AvailabilityException, ExceptionKind
from .stretches import WHOLE_DAY, Stretch, closed, stretch_of, time_of, without_all

Exceptions = tuple[AvailabilityException, ...]

NOT_YET = UUID(int=0)
"""The id of an exception that is not stored yet."""

_DAY = timedelta(days=1)


def painted_on(
    exceptions: Sequence[AvailabilityException],
    regular: Sequence[Stretch],
    fresh: AvailabilityException,
    stretch: Stretch,
    *,
    opens: bool,
) -> Exceptions:
    """The exceptions after a stroke over one day, `regular` being the weekly hours of that day.

    `fresh` says whose day it is, which, and why: what the stroke adds is made of it. To open gives leave back and adds
    what lies outside the weekly hours; to close takes extra hours back and takes away what lies within them.
    """
    day = fresh.first_day
    others, of_day = _apart(exceptions, day)
    undone, made = (_REMOVES, _ADDS) if opens else (_ADDS, _REMOVES)
    shrunk = [part for one in of_day for part in (_without(one, stretch) if one.kind is undone else (one,))]
    standing = [_stretch(one) for one in shrunk if one.kind is made]
    pieces = without_all([stretch], standing)
    if opens:
        pieces = without_all(pieces, regular)
    else:
        pieces = tuple(piece for piece in pieces if any(piece.meets(open_time) for open_time in regular))
    added = [_at(replace(fresh, id=NOT_YET, version=0, kind=made), piece) for piece in pieces]
    if not added and shrunk == of_day:
        return tuple(exceptions)
    return (*others, *shrunk, *added)


def taken_off(
    exceptions: Sequence[AvailabilityException], fresh: AvailabilityException, first: date, last: date
) -> Exceptions:
    """Leave on whole days, both included, in one; what was taken away of them by the hour goes up in it."""
    kept = _without_removals(exceptions, first, last)
    leave = replace(fresh, id=NOT_YET, version=0, kind=_REMOVES, first_day=first, last_day=last, starts=None, ends=None)
    return (*kept, leave)


def given_back(exceptions: Sequence[AvailabilityException], first: date, last: date) -> Exceptions:
    """No leave and no block on these days, both included."""
    return _without_removals(exceptions, first, last)


def is_off(exceptions: Iterable[AvailabilityException], day: date) -> bool:
    """Whether a whole day is taken away."""
    return any(one.kind is _REMOVES and one.starts is None and one.holds_on(day) for one in exceptions)


def _without_removals(exceptions: Sequence[AvailabilityException], first: date, last: date) -> Exceptions:
    return tuple(
        part for one in exceptions for part in (_outside(one, first, last) if one.kind is _REMOVES else (one,))
    )


def _apart(
    exceptions: Sequence[AvailabilityException], day: date
) -> tuple[list[AvailabilityException], list[AvailabilityException]]:
    """What concerns other days, and what this one: an exception of several days falls apart."""
    others: list[AvailabilityException] = []
    of_day: list[AvailabilityException] = []
    for one in exceptions:
        if not one.holds_on(day):
            others.append(one)
        elif one.first_day == one.last_day:
            of_day.append(one)
        else:
            others += _outside(one, day, day)
            of_day.append(replace(one, id=NOT_YET, version=0, first_day=day, last_day=day))
    return others, of_day


def _outside(one: AvailabilityException, first: date, last: date) -> Iterator[AvailabilityException]:
    """What is left of an exception before and after some days."""
    if one.last_day < first or last < one.first_day:
        yield one
        return
    if one.first_day < first:
        yield replace(one, id=NOT_YET, version=0, last_day=first - _DAY)
    if last < one.last_day:
        yield replace(one, id=NOT_YET, version=0, first_day=last + _DAY)


def _without(one: AvailabilityException, stretch: Stretch) -> Exceptions:
    """What is left of a day's exception beside a stretch."""
    if not _stretch(one).meets(stretch):
        return (one,)
    fresh = replace(one, id=NOT_YET, version=0)
    return tuple(_at(fresh, piece) for piece in closed([_stretch(one)], stretch))


def _at(one: AvailabilityException, stretch: Stretch) -> AvailabilityException:
    if stretch == WHOLE_DAY:
        return replace(one, starts=None, ends=None)
    return replace(one, starts=time_of(stretch.starts), ends=time_of(stretch.ends))


def _stretch(one: AvailabilityException) -> Stretch:
    return stretch_of(one.starts, one.ends)


_ADDS, _REMOVES = ExceptionKind.ADDS, ExceptionKind.REMOVES
