"""A commit makes the calendar read again only where it concerns the days shown."""

from uuid import UUID

import pytest

from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.news import Changes
from clinic_desktop.gui.calendar.day_news import concerns

from .day_builders import a_line, an_id, at

DAYS = Span(starts_at=at("00:00"), ends_at=at("24:00"))


def a_change(kind: str, record_id: UUID | None = None, span: Span | None = None) -> Changes:
    touched = {kind: frozenset({record_id or an_id("something")})}
    return Changes(change_id=an_id("change"), verb="test", actor_id=None, touched=touched, span=span)


def test_an_appointment_of_these_days_concerns_them() -> None:
    within = Span(starts_at=at("09:00"), ends_at=at("09:30"))

    assert concerns(a_change("appointment", span=within), DAYS, ())


def test_an_appointment_of_another_day_does_not() -> None:
    later = Span(starts_at=at("33:00"), ends_at=at("33:30"))

    assert not concerns(a_change("appointment", span=later), DAYS, ())


def test_a_patient_concerns_the_day_only_while_they_stand_in_it() -> None:
    line = a_line()

    assert concerns(a_change("patient", line.patient_id), DAYS, [line])
    assert not concerns(a_change("patient", an_id("somebody else")), DAYS, [line])


@pytest.mark.parametrize("kind", ["practitioner", "weekly_pattern", "closure", "department"])
def test_what_shapes_every_day_concerns_this_one(kind: str) -> None:
    assert concerns(a_change(kind), DAYS, ())


def test_an_account_does_not() -> None:
    assert not concerns(a_change("account"), DAYS, ())
