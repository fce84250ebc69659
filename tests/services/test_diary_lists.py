"""What the diary shows, and to whom."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import AppointmentStatus, CancelledBy
from clinic_desktop.domain.availability import AvailabilityException, Closure, ExceptionKind
from clinic_desktop.domain.calendar_spans import SpanSheet
from clinic_desktop.domain.errors import InvalidInput, NotAllowed
from clinic_desktop.domain.queries import AppointmentFilter
from clinic_desktop.domain.sheets import Slot
from tests.builders import SmallClinic

from .asking import TODAY, TOMORROW, at, at_fischers, book, for_kim, slot

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


def test_a_week_is_read_at_once_and_is_as_its_days_are(clinic: SmallClinic) -> None:
    book(clinic, "10:00")
    book(clinic, "10:00", **for_kim(clinic), **at_fischers(clinic))
    tomorrows = book(clinic, "11:00", day=TOMORROW)
    desk = clinic.as_receptionist().scheduling

    week = desk.span_sheet(TODAY, TODAY + timedelta(days=4), [clinic.fischer.id, clinic.okafor.id])

    days = [desk.day_sheet(one.day, [clinic.fischer.id, clinic.okafor.id]) for one in week.days]
    assert [one.columns for one in week.days] == [day.columns for day in days]
    assert week.lines == tuple(line for day in days for line in day.lines)
    assert week.lines[-1].id == tomorrows.id


def test_days_that_were_read_one_by_one_are_together_as_if_they_were_read_at_once(clinic: SmallClinic) -> None:
    book(clinic)
    overnight = clinic.store(clinic.an_appointment(at(clinic, "23:30"), minutes=120))
    book(clinic, day=TOMORROW)
    desk = clinic.as_receptionist().scheduling
    begins = at(clinic, "23:30", TOMORROW)
    held = Slot(practitioner_id=clinic.okafor.id, starts_at=begins, ends_at=begins + timedelta(hours=2))
    clinic.as_doctor().holds.place(held)

    days = [desk.span_sheet(TODAY + timedelta(days=number), TODAY + timedelta(days=number)) for number in range(5)]

    assert overnight.id in {line.id for line in days[1].lines}
    assert len(days[1].holds) == len(days[2].holds) == 1
    assert SpanSheet.joined(days) == desk.span_sheet(TODAY, TODAY + timedelta(days=4))


def test_more_than_a_fortnight_is_not_read_at_once(clinic: SmallClinic) -> None:
    with pytest.raises(InvalidInput):
        clinic.as_receptionist().scheduling.span_sheet(TODAY, TODAY + timedelta(days=14))


def test_a_doctors_week_and_month_are_their_own(clinic: SmallClinic) -> None:
    own = book(clinic, "10:00")
    book(clinic, "10:00", **for_kim(clinic), **at_fischers(clinic))
    doctor = clinic.as_doctor().scheduling

    assert [line.id for line in doctor.span_sheet(TODAY, TOMORROW).lines] == [own.id]
    assert doctor.month_days(TODAY, TODAY)[0].booked == 1


def test_a_month_shows_how_full_mornings_and_afternoons_are(clinic: SmallClinic) -> None:
    book(clinic, "10:00")
    book(clinic, "12:30", minutes=45, **for_kim(clinic), **at_fischers(clinic))
    desk = clinic.as_receptionist().scheduling
    gone = book(clinic, "15:00")
    desk.cancel(gone.id, 1, CancelledBy.CLINIC, "Doctor ill")

    days = desk.month_days(TODAY, TODAY + timedelta(days=4))

    assert [day.booked for day in days] == [2, 0, 0, 0, 0]
    assert [day.open_minutes for day in days] == [1080, 1080, 1080, 1080, 0]
    today = days[0]
    assert (today.morning.booked, today.morning.taken_minutes) == (1, 30)
    assert (today.afternoon.booked, today.afternoon.taken_minutes) == (1, 45)
    free = sum(half.open_minutes - half.taken_minutes for half in (today.morning, today.afternoon))
    assert today.free == free // 15


def free_of(clinic: SmallClinic) -> tuple[int, int]:
    (today,) = clinic.as_receptionist().scheduling.month_days(TODAY, TODAY, [clinic.okafor.id])
    return today.free, today.morning.taken_minutes


def test_no_slot_of_a_month_is_free_in_a_buffer(clinic: SmallClinic) -> None:
    empty, _ = free_of(clinic)
    buffered = replace(clinic.consultation, buffer_before=15, buffer_after=30)
    clinic.store(buffered)

    book(clinic, "10:00")

    free, taken = free_of(clinic)
    assert taken == 30
    assert free == empty - (15 + 30 + 30) // 15


def test_no_slot_of_a_month_is_free_in_what_another_desk_holds(clinic: SmallClinic) -> None:
    empty, _ = free_of(clinic)
    held = slot(clinic, "10:00")

    clinic.as_admin().holds.place(held)
    while_theirs = free_of(clinic)
    clinic.clock.forward(minutes=6)

    assert while_theirs == (empty - 30 // 15, 0)
    assert free_of(clinic) == (empty, 0)


def test_ones_own_hold_leaves_the_months_slots_free(clinic: SmallClinic) -> None:
    empty = free_of(clinic)

    clinic.as_receptionist().holds.place(slot(clinic, "10:00"))

    assert free_of(clinic) == empty


def test_a_month_says_who_is_away_and_why_the_clinic_is_closed(clinic: SmallClinic) -> None:
    for record in (
        AvailabilityException(
            id=NOBODY,
            practitioner_id=clinic.okafor.id,
            first_day=TODAY,
            last_day=TODAY + timedelta(days=4),
            kind=ExceptionKind.REMOVES,
            reason="Conference",
        ),
        Closure(id=NOBODY, name="Staff outing", first_day=TOMORROW, last_day=TOMORROW),
    ):
        clinic.store(record)

    days = clinic.as_receptionist().scheduling.month_days(TODAY, TODAY + timedelta(days=4))

    assert [day.away for day in days] == [("Dr Amara Okafor",), (), ("Dr Amara Okafor",), ("Dr Amara Okafor",), ()]
    assert [day.closure for day in days] == ["", "Staff outing", "", "", ""]
    assert [day.open_minutes for day in days] == [540, 0, 540, 540, 0]
