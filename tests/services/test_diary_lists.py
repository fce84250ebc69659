"""What the diary shows, and to whom."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import AppointmentStatus, CancelledBy
from clinic_desktop.domain.errors import NotAllowed
from clinic_desktop.domain.queries import AppointmentFilter
from tests.builders import SmallClinic

from .asking import TODAY, TOMORROW, at_fischers, book, for_kim

NOBODY = UUID(int=7)


def test_lists_are_narrowed_and_paged(clinic: SmallClinic) -> None:
    first = book(clinic, "10:00")
    second = book(clinic, "10:00", **for_kim(clinic), **at_fischers(clinic))
    third = book(clinic, "11:00")
    scheduling = clinic.as_receptionist().scheduling
    week = AppointmentFilter(first_day=TODAY, last_day=TODAY + timedelta(days=6))

    def ids(wanted: AppointmentFilter) -> list[UUID]:
        return [line.id for line in scheduling.appointments(wanted)]

    assert ids(week) == [first.id, second.id, third.id]
    assert ids(replace(week, practitioner_ids=(clinic.fischer.id,))) == [second.id]
    assert ids(replace(week, patient_id=clinic.novak.id)) == [first.id, third.id]
    assert ids(replace(week, department_id=clinic.department.id)) == [first.id, second.id, third.id]
    assert ids(replace(week, department_id=NOBODY)) == []
    assert ids(replace(week, statuses=frozenset({AppointmentStatus.CANCELLED}))) == []
    assert ids(replace(week, first_day=TOMORROW)) == []
    page = scheduling.appointments(week, limit=2)
    rest = scheduling.appointments(week, limit=2, after=page[-1])
    assert [line.id for line in (*page, *rest)] == [first.id, second.id, third.id]


def test_everyone_is_shown_what_is_theirs(clinic: SmallClinic) -> None:
    own = book(clinic, "10:00")
    kims = book(clinic, "10:00", **for_kim(clinic), **at_fischers(clinic))
    today = AppointmentFilter(first_day=TODAY, last_day=TODAY)
    doctor, patient = clinic.as_doctor(), clinic.as_patient()

    assert [line.id for line in doctor.scheduling.appointments(today)] == [own.id]
    assert len(doctor.scheduling.appointments(replace(today, everyone=True))) == 2
    assert [line.id for line in patient.scheduling.appointments(today)] == [own.id]
    assert [column.practitioner_id for column in doctor.scheduling.day_sheet(TODAY).columns] == [clinic.okafor.id]
    with pytest.raises(NotAllowed):
        patient.scheduling.appointments(replace(today, patient_id=clinic.kim.id))
    with pytest.raises(NotAllowed):
        patient.scheduling.day_sheet(TODAY)
    with pytest.raises(NotAllowed):
        patient.scheduling.open(kims.id)


def test_a_card_shows_a_patient_less_than_the_staff(clinic: SmallClinic) -> None:
    appointment = book(clinic, desk_note="Late payer")

    to_staff = clinic.as_receptionist().scheduling.open(appointment.id)
    to_patient = clinic.as_patient().scheduling.open(appointment.id)

    assert to_staff.desk_note == "Late payer"
    assert [line.words for line in to_staff.changes] == ["booked at the desk"]
    assert to_patient.desk_note == ""
    assert to_patient.changes == ()


def test_the_day_sheet_has_a_column_for_each_doctor_in_the_order_asked_for(clinic: SmallClinic) -> None:
    scheduling = clinic.as_receptionist().scheduling

    sheet = scheduling.day_sheet(TODAY, [clinic.fischer.id, clinic.okafor.id])

    assert [column.practitioner_name for column in sheet.columns] == ["Dr Lena Fischer", "Dr Amara Okafor"]
    assert [span.minutes for column in sheet.columns for span in column.open_time] == [540, 540]
    assert sheet.columns[1].room == "Room 2"
    assert [column.practitioner_name for column in scheduling.day_sheet(TODAY).columns] == [
        "Dr Amara Okafor",
        "Dr Lena Fischer",
    ]


def test_a_month_shows_how_full_each_day_is(clinic: SmallClinic) -> None:
    book(clinic, "10:00")
    book(clinic, "10:00", minutes=45, **for_kim(clinic), **at_fischers(clinic))
    desk = clinic.as_receptionist().scheduling
    gone = book(clinic, "15:00")
    desk.cancel(gone.id, 1, CancelledBy.CLINIC, "Doctor ill")

    loads = desk.month_load(TODAY, TODAY + timedelta(days=4))
    own = clinic.as_doctor().scheduling.month_load(TODAY, TODAY)

    assert [load.appointments for load in loads] == [2, 0, 0, 0, 0]
    assert loads[0].booked_minutes == 75
    assert [load.open_minutes for load in loads] == [1080, 1080, 1080, 1080, 0]
    assert (own[0].booked_minutes, own[0].open_minutes) == (30, 540)
