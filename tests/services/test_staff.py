"""Practitioners and departments: added, changed, retired."""

from datetime import timedelta
from uuid import uuid4

import pytest

from clinic_desktop.domain.availability import WeeklyPattern
from clinic_desktop.domain.errors import (
    ChangedMeanwhile,
    InvalidInput,
    NameTaken,
    NotAllowed,
    NotFound,
    StillHasPractitioners,
)
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.refusals import HasFutureAppointments
from clinic_desktop.domain.requests import (
    DepartmentDetails,
    NewPractitioner,
    PractitionerDetails,
    PractitionerProfile,
)
from tests.builders import OPEN_ON_WEEKDAYS, SmallClinic, an_account

SAID = PractitionerDetails(name="Omar Said", profile=PractitionerProfile(title="Dr", specialty="Cardiology"))


def test_practitioners_are_listed_with_department_and_user_names_for_admins_only(clinic: SmallClinic) -> None:
    for_admins = clinic.as_admin().staff.practitioners()
    for_patients = clinic.as_patient().staff.practitioners()

    assert [line.practitioner.display_name for line in for_admins] == ["Dr Amara Okafor", "Dr Lena Fischer"]
    assert [line.username for line in for_admins] == ["aokafor", "lfischer"]
    assert {line.department_name for line in for_patients} == {"Cardiology"}
    assert {line.username for line in for_patients} == {""}


def test_a_kiosk_shows_who_works_here_to_anyone(clinic: SmallClinic) -> None:
    faces = clinic.sign_in.practitioners(limit=1)
    rest = clinic.sign_in.practitioners(after=faces[-1])

    assert [face.name for face in (*faces, *rest)] == ["Dr Amara Okafor", "Dr Lena Fischer"]
    assert [line.name for line in clinic.sign_in.departments()] == ["Cardiology"]


def test_a_practitioner_without_an_account(clinic: SmallClinic) -> None:
    added = clinic.as_admin().staff.add_practitioner(NewPractitioner(details=SAID))

    assert added.one_time_password is None
    assert added.practitioner.display_name == "Dr Omar Said"
    assert added.practitioner.account_id is None


def test_a_practitioner_with_a_new_account_can_sign_in(clinic: SmallClinic) -> None:
    added = clinic.as_admin().staff.add_practitioner(NewPractitioner(details=SAID, username="osaid"))

    handed = added.one_time_password
    assert handed is not None
    me = clinic.sign_in.authenticate("osaid", handed.password).account.who_am_i()
    assert (me.full_name, me.role, me.practitioner_id) == ("Dr Omar Said", Role.DOCTOR, added.practitioner.id)


def test_a_new_practitioner_begins_with_the_clinics_opening_hours(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()

    follows = admin.staff.add_practitioner(NewPractitioner(details=SAID)).practitioner
    without = admin.staff.add_practitioner(NewPractitioner(details=SAID, follows_opening_hours=False)).practitioner

    with clinic.database.reading() as reading:
        hours = reading.where(WeeklyPattern, practitioner_id=follows.id)
        none = reading.where(WeeklyPattern, practitioner_id=without.id)
    assert {(span.weekday, span.starts, span.ends) for span in hours} == {
        (span.weekday, span.starts, span.ends) for span in OPEN_ON_WEEKDAYS
    }
    assert none == []


def test_a_user_name_that_is_taken_adds_neither_account_nor_practitioner(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()

    with pytest.raises(NameTaken) as caught:
        admin.staff.add_practitioner(NewPractitioner(details=SAID, username="RLOPEZ"))

    assert caught.value.field == "username"
    assert len(admin.staff.practitioners(active=None)) == 2
    assert len(admin.staff.accounts()) == 6


def test_an_account_belongs_to_one_practitioner_and_must_be_a_doctors(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    free = clinic.store(an_account(username="osaid", role=Role.DOCTOR))

    for wrong in (clinic.doctor.id, clinic.receptionist.id):
        with pytest.raises(InvalidInput) as caught:
            admin.staff.add_practitioner(NewPractitioner(details=PractitionerDetails(name="X", account_id=wrong)))
        assert caught.value.field == "account_id"

    added = admin.staff.add_practitioner(NewPractitioner(details=PractitionerDetails(name="X", account_id=free.id)))
    assert admin.staff.practitioner(added.practitioner.id).username == "osaid"


def test_no_such_department(clinic: SmallClinic) -> None:
    with pytest.raises(NotFound):
        clinic.as_admin().staff.add_practitioner(
            NewPractitioner(details=PractitionerDetails(name="X", department_id=uuid4()))
        )


def test_a_closed_department_takes_nobody(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    closed = admin.staff.add_department(DepartmentDetails(name="Surgery"))
    admin.staff.retire_department(closed.id, closed.version)

    with pytest.raises(InvalidInput):
        admin.staff.change_practitioner(
            clinic.okafor.id, 1, PractitionerDetails(name="Amara Okafor", department_id=closed.id)
        )


@pytest.mark.parametrize(
    ("field", "details"),
    [
        ("name", PractitionerDetails(name=" ")),
        ("slot_minutes", PractitionerDetails(name="X", slot_minutes=4)),
        ("slot_minutes", PractitionerDetails(name="X", slot_minutes=121)),
        ("room", PractitionerDetails(name="X", profile=PractitionerProfile(room="R\n2"))),
    ],
)
def test_what_cannot_be_a_practitioner(clinic: SmallClinic, field: str, details: PractitionerDetails) -> None:
    with pytest.raises(InvalidInput) as caught:
        clinic.as_admin().staff.change_practitioner(clinic.okafor.id, 1, details)

    assert caught.value.field == field


def test_a_doctor_changes_the_own_profile_and_nobody_elses(clinic: SmallClinic) -> None:
    doctor = clinic.as_doctor()
    profile = PractitionerProfile(title="Prof", specialty="Cardiology", room="Room 9")

    changed = doctor.staff.change_profile(clinic.okafor.id, 1, profile)

    assert (changed.display_name, changed.room, changed.department_id) == (
        "Prof Amara Okafor",
        "Room 9",
        clinic.department.id,
    )
    with pytest.raises(NotAllowed):
        doctor.staff.change_profile(clinic.fischer.id, 1, profile)
    with pytest.raises(ChangedMeanwhile):
        doctor.staff.change_profile(clinic.okafor.id, 1, PractitionerProfile())


def test_a_practitioner_with_appointments_to_come_is_not_retired(clinic: SmallClinic) -> None:
    clinic.store(clinic.an_appointment(clinic.clock.now - timedelta(days=1)))
    to_come = clinic.store(clinic.an_appointment())
    admin = clinic.as_admin()

    with pytest.raises(HasFutureAppointments) as caught:
        admin.staff.retire_practitioner(clinic.okafor.id, 1)

    assert [line.id for line in caught.value.appointments] == [to_come.id]
    assert "Dr Amara Okafor" in caught.value.sentence
    assert not admin.staff.retire_practitioner(clinic.fischer.id, 1).active


def test_a_retired_practitioner_leaves_the_list_and_comes_back(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()

    retired = admin.staff.retire_practitioner(clinic.fischer.id, 1)

    assert len(admin.staff.practitioners()) == 1
    assert len(admin.staff.practitioners(active=None)) == 2
    assert admin.staff.bring_back_practitioner(retired.id, retired.version).active


def test_departments_are_counted_and_their_names_are_unique_in_any_case(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()

    added = admin.staff.add_department(DepartmentDetails(name=" Übersee ", location="2nd floor"))

    assert [(line.name, line.practitioners) for line in admin.staff.departments()] == [
        ("Cardiology", 2),
        ("Übersee", 0),
    ]
    with pytest.raises(NameTaken):
        admin.staff.add_department(DepartmentDetails(name="CARDIOLOGY"))
    with pytest.raises(NameTaken):
        admin.staff.change_department(added.id, added.version, DepartmentDetails(name="cardiology"))


def test_a_department_where_someone_works_is_not_closed(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    with pytest.raises(StillHasPractitioners):
        admin.staff.retire_department(clinic.department.id, 1)

    admin.staff.retire_practitioner(clinic.okafor.id, 1)
    admin.staff.retire_practitioner(clinic.fischer.id, 1)

    assert not admin.staff.retire_department(clinic.department.id, 1).active
    assert admin.staff.departments() == []


def test_lists_go_on_where_they_stopped(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    for name in ("Surgery", "anaesthesia"):
        admin.staff.add_department(DepartmentDetails(name=name))

    departments = admin.staff.departments(limit=2)
    practitioners = admin.staff.practitioners(limit=1)

    assert [line.name for line in departments] == ["anaesthesia", "Cardiology"]
    assert [line.name for line in admin.staff.departments(limit=2, after=departments[-1])] == ["Surgery"]
    (rest,) = admin.staff.practitioners(after=practitioners[-1])
    assert rest.practitioner == clinic.fischer
