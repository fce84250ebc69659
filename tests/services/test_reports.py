"""The figures of the clinic."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.errors import InvalidInput, NotAllowed
from tests.builders import SmallClinic, a_patient

from .asking import TODAY, TOMORROW, at, at_fischers, book, for_kim


def visit(clinic: SmallClinic, clock: str, *, wait: int) -> Appointment:
    """A visit that is over, after a wait of so many minutes."""
    starts_at: datetime = at(clinic, clock)
    return clinic.store(
        clinic.an_appointment(
            starts_at,
            status=AppointmentStatus.FULFILLED,
            arrived_at=starts_at - timedelta(minutes=wait),
            in_room_at=starts_at + timedelta(seconds=30),
            done_at=starts_at + timedelta(minutes=20),
        )
    )


def test_a_day_is_counted_by_status_with_its_minutes(clinic: SmallClinic) -> None:
    visit(clinic, "10:00", wait=5)
    missed = book(clinic, "11:00")
    clinic.as_receptionist().waiting.mark_no_show(missed.id, 1)
    book(clinic, "12:00", minutes=45, **for_kim(clinic))
    book(clinic, "10:00", TOMORROW)

    figures = clinic.as_admin().reports.statistics(TODAY, TODAY)

    assert figures.by_status == {
        AppointmentStatus.FULFILLED: 1,
        AppointmentStatus.NOSHOW: 1,
        AppointmentStatus.BOOKED: 1,
    }
    assert figures.appointments == 3
    assert figures.no_show_rate == 0.5
    assert (figures.booked_minutes, figures.open_minutes) == (75, 1080)
    assert (figures.practitioners, figures.departments) == (2, 1)


def test_waits_are_told_by_their_median_and_ninth_decile(clinic: SmallClinic) -> None:
    for hour, wait in zip(range(8, 13), (5, 7, 11, 20, 40), strict=True):
        visit(clinic, f"{hour:02}:00", wait=wait)

    figures = clinic.as_admin().reports.statistics(TODAY, TODAY)

    assert (figures.median_wait, figures.ninth_decile_wait) == (11.0, 40.0)


def test_nothing_measured_is_nothing_told(clinic: SmallClinic) -> None:
    figures = clinic.as_admin().reports.statistics(TOMORROW, TOMORROW)

    assert (figures.no_show_rate, figures.median_wait, figures.ninth_decile_wait) == (None, None, None)
    assert figures.by_status == {}


def test_new_patients_are_those_registered_in_the_span(clinic: SmallClinic) -> None:
    clinic.clock.forward(days=1)
    clinic.store(a_patient(mrn="7", given_name="Ana"))
    clinic.store(a_patient(mrn="8", given_name="Zoë", archived=True))

    admin = clinic.as_admin().reports
    today, tomorrow = admin.statistics(TODAY, TODAY), admin.statistics(TOMORROW, TOMORROW)

    assert (today.patients, today.new_patients) == (3, 2)
    assert (tomorrow.patients, tomorrow.new_patients) == (3, 1)


def test_a_doctor_sees_the_own_figures_only(clinic: SmallClinic) -> None:
    book(clinic, "10:00")
    book(clinic, "10:00", minutes=45, **for_kim(clinic), **at_fischers(clinic))
    doctor = clinic.as_doctor().reports

    figures = doctor.statistics(TODAY, TODAY)

    assert (figures.appointments, figures.booked_minutes, figures.open_minutes) == (1, 30, 540)
    assert (figures.patients, figures.practitioners) == (1, 1)
    with pytest.raises(NotAllowed):
        doctor.statistics(TODAY, TODAY, clinic.fischer.id)


def test_the_desk_sees_today_only_and_patients_nothing(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist().reports

    assert desk.statistics(TODAY, TODAY).appointments == 0
    for first, last in ((TODAY, TOMORROW), (TOMORROW, TOMORROW)):
        with pytest.raises(NotAllowed):
            desk.statistics(first, last)
    with pytest.raises(NotAllowed):
        clinic.as_patient().reports.statistics(TODAY, TODAY)


def test_figures_are_narrowed_to_a_doctor_or_a_department(clinic: SmallClinic) -> None:
    book(clinic, "10:00")
    elsewhere = clinic.store(replace(clinic.stored(clinic.fischer), department_id=None))
    book(clinic, "11:00", **at_fischers(clinic))
    admin = clinic.as_admin().reports

    assert admin.statistics(TODAY, TODAY, elsewhere.id).appointments == 1
    assert admin.statistics(TODAY, TODAY, department_id=clinic.department.id).open_minutes == 540
    assert admin.statistics(TODAY, TODAY, clinic.fischer.id, clinic.department.id).appointments == 0
    with pytest.raises(InvalidInput):
        admin.statistics(TOMORROW, TODAY)
    with pytest.raises(InvalidInput):
        admin.statistics(TODAY, TODAY + timedelta(days=5000))
