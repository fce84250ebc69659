"""The audit log in words: who did what to whom, what stood before and after, and what of it is asked for."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import AppointmentStatus, CancelledBy, MoveRequest
from clinic_desktop.domain.availability import ExceptionKind
from clinic_desktop.domain.errors import NotFound
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.queries import AuditFilter, ExceptionDraft
from clinic_desktop.domain.requests import DepartmentDetails, NewAccount
from clinic_desktop.domain.sheets import AuditLine, FieldChange
from clinic_desktop.storage.actor import PROGRAM
from tests.builders import PASSWORD, SmallClinic, a_patient, details

from .asking import TOMORROW, a_request, at, book, for_kim


def latest(clinic: SmallClinic, **wanted: object) -> AuditLine:
    return clinic.as_admin().history.audit(AuditFilter(**wanted), limit=1)[0]  # type: ignore[arg-type] # the test's


def of_appointments(clinic: SmallClinic) -> list[str]:
    """What was done to appointments, oldest first."""
    return [line.did for line in clinic.as_admin().history.audit(AuditFilter(kind="appointment"))[::-1]]


def test_a_move_tells_from_when_to_when(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    appointment = desk.scheduling.book(a_request(clinic, "11:00"))

    desk.scheduling.move(MoveRequest(appointment_id=appointment.id, version=1, starts_at=at(clinic, "10:30")))

    line = latest(clinic, kind="appointment")
    assert line.sentence == "Rosa Lopez moved Peter Novak from Tue 24 Nov 11:00 to Tue 24 Nov 10:30"
    assert (line.subject, line.patient_id) == ("Peter Novak", clinic.novak.id)


def test_the_life_of_an_appointment_is_told(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    first = desk.scheduling.book(a_request(clinic, "11:00"))
    desk.scheduling.move(
        MoveRequest(
            appointment_id=first.id, version=1, starts_at=at(clinic, "11:00"), practitioner_id=clinic.fischer.id
        )
    )
    desk.history.undo_last()
    desk.scheduling.cancel(first.id, clinic.stored(first).version, CancelledBy.PATIENT, "Has a cold")
    second = clinic.store(clinic.an_appointment(patient_id=clinic.kim.id))
    desk.waiting.check_in(second.id, second.version)
    clinic.store(replace(clinic.stored(second), desk_note="Came early"))

    assert of_appointments(clinic) == [
        "booked Peter Novak with Dr Okafor on Tue 24 Nov 11:00",
        "moved Peter Novak, from Dr Okafor to Dr Fischer on Tue 24 Nov 11:00",
        "took back: moved Peter Novak, from Dr Okafor to Dr Fischer on Tue 24 Nov 11:00",
        "cancelled Peter Novak on Tue 24 Nov 11:00, by the patient: Has a cold",
        "booked Min Kim with Dr Okafor on Tue 24 Nov 10:00",
        "checked in Min Kim on Tue 24 Nov 10:00",
        "changed the appointment of Min Kim on Tue 24 Nov 10:00: desk note changed",
    ]


def test_what_admins_do_is_told(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    handed = admin.staff.add_account(NewAccount(username="jkim", full_name="Jin Kim", role=Role.RECEPTIONIST))
    account = handed.account_id
    admin.staff.reset_password(account)
    admin.staff.disable_account(account)
    admin.staff.enable_account(account)
    department = admin.staff.add_department(DepartmentDetails(name="ENT"))
    admin.staff.change_department(department.id, 1, DepartmentDetails(name="ENT", location="Second floor"))
    admin.staff.retire_department(department.id, 2)
    settings = admin.settings.read()
    admin.settings.change(replace(settings, policies=replace(settings.policies, lock_after_minutes=5)))

    told = [line.did for line in admin.history.audit(AuditFilter(actor_id=clinic.admin.id))]

    assert told[:8][::-1] == [
        "added the account of Jin Kim, at reception",
        "gave Jin Kim another password",
        "disabled the account of Jin Kim",
        "enabled the account of Jin Kim",
        "added the department ENT",
        "changed location of the department ENT",
        "retired the department ENT",
        "changed policies of the clinic's settings",
    ]


def test_what_concerns_oneself_is_told_so(clinic: SmallClinic) -> None:
    me = clinic.as_receptionist()
    assert latest(clinic, actor_id=clinic.receptionist.id).sentence == "Rosa Lopez signed in"

    me.account.change_password(PASSWORD, "another-walnut-ferry")

    assert latest(clinic, actor_id=clinic.receptionist.id).sentence == "Rosa Lopez chose another password"


def test_the_file_of_patients_is_told(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    ada = admin.patients.register(details(given_name="Ada", family_name="Roe"), despite_duplicates=True)
    ada = admin.patients.change(ada.id, 1, details(given_name="Ada", family_name="Roe", address="Elm Street 4"))
    admin.patients.archive(ada.id, 2)
    admin.patients.open(ada.id)

    told = [line.did for line in admin.history.audit(AuditFilter(patient_id=ada.id))]

    assert told[::-1] == [
        "registered Ada Roe",
        "changed address of Ada Roe",
        "archived Ada Roe",
        "read the record of Ada Roe",
    ]


def test_many_at_once_are_counted(clinic: SmallClinic) -> None:
    with clinic.database.batch(PROGRAM, "import") as batch:
        batch.add_all(a_patient(id=batch.new_id(), mrn=f"77{n}", given_name=f"N{n}") for n in range(3))

    assert latest(clinic, kind="patient").sentence == "Clinic Desktop brought in 3 patients at once"


def test_before_and_after_stand_field_by_field(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    settings = admin.settings.read()
    admin.settings.change(replace(settings, policies=replace(settings.policies, lock_after_minutes=5)))
    assert admin.history.entry(latest(clinic, kind="clinic_settings").seq).changes == (
        FieldChange(label="lock after minutes", before="10", after="5"),
    )

    appointment = book(clinic, "11:00")
    desk = clinic.as_receptionist()
    desk.scheduling.move(
        MoveRequest(
            appointment_id=appointment.id, version=1, starts_at=at(clinic, "13:00"), practitioner_id=clinic.fischer.id
        )
    )

    changes = {one.label: (one.before, one.after) for one in admin.history.entry(latest(clinic).seq).changes}

    assert changes["begins"] == ("24 Nov 2026 11:00", "24 Nov 2026 13:00")
    assert changes["practitioner"] == ("Dr Okafor", "Dr Fischer")
    assert "version" not in changes


def test_nobody_reads_a_hash_or_a_visit_note_there(clinic: SmallClinic) -> None:
    clinic.store(replace(clinic.stored(clinic.receptionist), password_hash="another hash"))
    note = clinic.store(clinic.an_appointment(visit_note="Irregular rhythm"))
    admin = clinic.as_admin()

    told = repr([admin.history.entry(line.seq) for line in admin.history.audit(AuditFilter())])

    assert "another hash" not in told
    assert "Irregular" not in told
    assert (
        FieldChange(label="visit note", before="", after="…")
        in admin.history.entry(latest(clinic, record_id=note.id).seq).changes
    )


def test_a_patients_log_has_all_that_concerns_them(clinic: SmallClinic) -> None:
    book(clinic, "10:00", **for_kim(clinic))
    mine = book(clinic, "11:00")
    clinic.as_doctor().patients.open(clinic.novak.id)
    clinic.as_doctor().patients.open(clinic.kim.id)

    lines = clinic.as_admin().history.audit(AuditFilter(patient_id=clinic.novak.id))

    assert {line.kind for line in lines} == {"patient", "appointment", "record_access"}
    assert [line.record_id for line in lines if line.kind == "appointment"] == [mine.id]
    assert {line.patient_id for line in lines} == {clinic.novak.id}


@pytest.mark.parametrize("kinds", [("account", "department"), ("appointment", "department")])
def test_several_kinds_can_be_asked_for(clinic: SmallClinic, kinds: tuple[str, ...]) -> None:
    book(clinic, "10:00")

    log = clinic.as_admin().history

    assert [line for line in log.audit(AuditFilter()) if line.kind in kinds] == log.audit(AuditFilter(kinds=kinds))
    assert log.audit(AuditFilter(kinds=kinds, first_day=TOMORROW)) == []


def test_an_entry_that_is_not_there_is_not_found(clinic: SmallClinic) -> None:
    with pytest.raises(NotFound):
        clinic.as_admin().history.entry(1_000_000)


def test_what_was_removed_is_still_named(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    leave = admin.hours.add_exception(
        ExceptionDraft(
            practitioner_id=clinic.okafor.id,
            first_day=TOMORROW,
            last_day=TOMORROW + timedelta(days=1),
            kind=ExceptionKind.REMOVES,
            reason="Congress",
        )
    )
    admin.hours.remove_exception(leave.id)

    line = latest(clinic, kind="availability_exception")

    assert line.did == "removed leave or extra hours of Dr Okafor"
    changes = admin.history.entry(line.seq).changes
    assert FieldChange(label="reason", before="Congress", after="") in changes


def test_another_programs_change_is_told_and_named_so(clinic: SmallClinic) -> None:
    booked = clinic.store(clinic.an_appointment())
    assert booked.status is AppointmentStatus.BOOKED
    line = replace(latest(clinic, kind="appointment"), actor_name="", actor_id=None, change_id=UUID(int=0))

    assert line.sentence.startswith("Another program booked Peter Novak")
