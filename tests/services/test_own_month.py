"""A doctor's own month in figures."""

from datetime import date, timedelta

import pytest

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.errors import InvalidInput, NotAllowed
from clinic_desktop.domain.own_month import days_of_month, month_before
from tests.builders import SmallClinic

from .asking import TODAY, at, at_fischers, book, for_kim

OCTOBER = date(2026, 10, 6)


def a_visit(clinic: SmallClinic, day: date, clock: str, *, took: int, waited: int, minutes: int = 30) -> None:
    starts_at = at(clinic, clock, day)
    clinic.store(
        clinic.an_appointment(
            starts_at,
            minutes=minutes,
            status=AppointmentStatus.FULFILLED,
            arrived_at=starts_at - timedelta(minutes=waited),
            in_room_at=starts_at,
            done_at=starts_at + timedelta(minutes=took),
        )
    )


def test_a_month_is_told_with_the_one_before(clinic: SmallClinic) -> None:
    a_visit(clinic, date(2026, 11, 3), "09:00", took=10, waited=4)
    a_visit(clinic, date(2026, 11, 3), "10:00", took=40, waited=20)
    a_visit(clinic, date(2026, 11, 30), "16:30", took=25, waited=9, minutes=20)
    for clock, status in (("11:00", AppointmentStatus.NOSHOW), ("12:00", AppointmentStatus.CANCELLED)):
        clinic.store(clinic.an_appointment(at(clinic, clock, date(2026, 11, 3)), status=status))
    a_visit(clinic, OCTOBER, "09:00", took=30, waited=2)

    month = clinic.as_doctor().reports.own_month(TODAY)
    this, before = month.this, month.before

    assert (this.first_day, before.first_day) == (date(2026, 11, 1), date(2026, 10, 1))
    assert (this.seen, this.no_shows, this.cancelled, this.no_show_rate) == (3, 1, 1, 0.25)
    assert (this.median_wait, this.visit_minutes, this.booked_minutes) == (9.0, 25.0, 30.0)
    assert (this.given_minutes, this.open_minutes) == (80, 21 * 9 * 60)
    assert this.use_of_time == pytest.approx(80 / (21 * 9 * 60))
    assert (before.seen, before.visit_minutes, before.no_show_rate) == (1, 30.0, 0.0)


def test_what_others_did_is_no_part_of_it(clinic: SmallClinic) -> None:
    book(clinic, "10:00", **for_kim(clinic), **at_fischers(clinic))

    this = clinic.as_doctor().reports.own_month(TODAY).this

    assert (this.by_status, this.given_minutes) == ({}, 0)


def test_a_month_without_anything_tells_nothing(clinic: SmallClinic) -> None:
    this = clinic.as_doctor().reports.own_month(date(2020, 2, 29)).this

    assert (this.no_show_rate, this.median_wait, this.visit_minutes, this.use_of_time) == (None, None, None, None)
    assert this.is_empty


def test_only_whoever_has_a_diary_has_a_month(clinic: SmallClinic) -> None:
    for me in (clinic.as_admin(), clinic.as_receptionist(), clinic.as_patient()):
        with pytest.raises(NotAllowed):
            me.reports.own_month(TODAY)


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date.max])
def test_months_that_nobody_means_are_refused(clinic: SmallClinic, day: date) -> None:
    with pytest.raises(InvalidInput):
        clinic.as_doctor().reports.own_month(day)


def test_months_end_where_the_calendar_says() -> None:
    assert days_of_month(date(2028, 2, 10)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert days_of_month(date(2026, 12, 31)) == (date(2026, 12, 1), date(2026, 12, 31))
    assert month_before(date(2026, 1, 31)) == date(2025, 12, 1)
