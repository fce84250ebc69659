"""A plan for several at once: what it leaves of the closures, and on which days it changes anything."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.availability import Closure
from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.hours_plan import (
    ClosureDraft,
    HoursPlan,
    applied_to_all,
    closure_draft_of,
    closures_after,
    days_concerned,
)
from tests.domain.builders import OKAFOR, a_diary

EVE = date(2026, 12, 24)
CHRISTMAS = Closure(id=UUID(int=1), version=1, name="Christmas", first_day=EVE, last_day=date(2026, 12, 26))


def a_draft(first: date, days: int = 1) -> ClosureDraft:
    return ClosureDraft(name="Closed", first_day=first, last_day=first + timedelta(days=days - 1))


def test_a_closure_that_meets_one_that_stands_is_refused_unless_that_one_goes() -> None:
    plan = HoursPlan(closed=(a_draft(date(2026, 12, 26), 3),))

    with pytest.raises(InvalidInput, match="Christmas"):
        closures_after(plan, [CHRISTMAS])
    (left,) = closures_after(replace(plan, reopened=frozenset({CHRISTMAS.id})), [CHRISTMAS])
    assert closure_draft_of(left) == plan.closed[0]


def test_two_new_closures_do_not_meet_either() -> None:
    with pytest.raises(InvalidInput):
        closures_after(HoursPlan(closed=(a_draft(EVE, 2), a_draft(EVE))), [])


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)), max_size=6), st.booleans())
def test_the_days_concerned_are_those_of_every_closure_that_comes_or_goes(
    many: list[tuple[int, int]], takes_away: bool
) -> None:
    drafts = tuple(a_draft(EVE + timedelta(days=n), days) for n, days in many)
    plan = HoursPlan(closed=drafts, reopened=frozenset({CHRISTMAS.id} if takes_away else ()))
    spans = days_concerned(plan, [CHRISTMAS])

    for day in (EVE + timedelta(days=n) for n in range(-2, 60)):
        is_meant = any(one.first_day <= day <= one.last_day for one in drafts)
        is_meant = is_meant or (takes_away and CHRISTMAS.holds_on(day))
        assert any(first <= day <= last for first, last in spans) == is_meant
    assert all(one[1] + timedelta(days=1) < other[0] for one, other in pairwise(spans))


def test_everybody_is_closed_then_whether_or_not_their_own_hours_change() -> None:
    hours = a_diary().hours
    plan = HoursPlan(closed=(a_draft(EVE),))

    after = applied_to_all(plan, {OKAFOR: hours, UUID(int=9): hours}, closures_after(plan, []))

    assert all(one.away_reason(EVE) == "Closed" for one in after.values())
    assert not any(one.away_reason(EVE - timedelta(days=1)) for one in after.values())
