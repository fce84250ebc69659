"""Who read a patient's record stands in the audit log: once an hour, whatever was opened of it."""

from collections.abc import Callable

import pytest

from clinic_desktop.domain.people import Account
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.domain.sheets import AuditLine
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.storage.verification import verify
from tests.builders import SmallClinic


def readings(clinic: SmallClinic) -> list[AuditLine]:
    """Latest first."""
    return clinic.as_admin().history.audit(AuditFilter(kind="record_access"))


OPENED: list[Callable[[Clinic, SmallClinic], object]] = [
    lambda me, clinic: me.patients.open(clinic.kim.id),
    lambda me, clinic: me.scheduling.open(clinic.store(clinic.an_appointment(patient_id=clinic.kim.id)).id),
    lambda me, clinic: me.disclosures.notes(clinic.kim.id),
    lambda me, clinic: me.visits.open(clinic.store(clinic.an_appointment(patient_id=clinic.kim.id)).id),
]  # fmt: skip


@pytest.mark.parametrize("opened", OPENED)
def test_whoever_opens_a_record_stands_in_the_audit_log(
    clinic: SmallClinic, opened: Callable[[Clinic, SmallClinic], object]
) -> None:
    opened(clinic.as_doctor(), clinic)

    (line,) = readings(clinic)
    assert (line.actor_name, line.station, line.at) == ("Dr Amara Okafor", "Desk 1", clinic.clock.now)
    assert line.is_sealed


def test_opening_it_again_within_the_hour_is_the_same_reading(clinic: SmallClinic) -> None:
    me = clinic.as_receptionist()
    me.patients.open(clinic.novak.id)
    clinic.clock.forward(minutes=14)
    me.patients.open(clinic.novak.id)
    me.patients.open(clinic.kim.id)

    assert len(readings(clinic)) == 2

    for _ in range(4):
        clinic.clock.forward(minutes=12)
        me.renew()
    me.patients.open(clinic.novak.id)

    assert len(readings(clinic)) == 3


def test_another_session_is_another_reading(clinic: SmallClinic) -> None:
    clinic.as_receptionist().patients.open(clinic.novak.id)
    clinic.as_receptionist().patients.open(clinic.novak.id)
    clinic.as_doctor().patients.open(clinic.novak.id)

    assert [line.actor_name for line in readings(clinic)] == ["Dr Amara Okafor", "Rosa Lopez", "Rosa Lopez"]


def test_patients_who_read_their_own_record_are_nobodys_business(clinic: SmallClinic) -> None:
    clinic.as_patient().patients.open(clinic.novak.id)

    assert readings(clinic) == []


def test_a_list_is_no_reading_of_a_record(clinic: SmallClinic) -> None:
    me = clinic.as_receptionist()

    me.patients.search("nov")
    me.patients.file()

    assert readings(clinic) == []


def put_off(clinic: SmallClinic, account: Account) -> Clinic:
    me = clinic.signed_in(account)
    me.admission.reading.later = True
    return me


@pytest.mark.parametrize("leaves", [lambda me: me.account.lock(), lambda me: me.account.sign_out()])
def test_what_waits_to_be_stored_is_stored_before_anybody_leaves(
    clinic: SmallClinic, leaves: Callable[[Clinic], object]
) -> None:
    me = put_off(clinic, clinic.receptionist)
    me.patients.open(clinic.novak.id)
    assert readings(clinic) == []

    leaves(me)

    assert [line.actor_name for line in readings(clinic)] == ["Rosa Lopez"]


def test_an_admins_own_reading_is_in_the_log_that_they_open(clinic: SmallClinic) -> None:
    me = put_off(clinic, clinic.admin)
    me.patients.open(clinic.novak.id)

    assert len(me.history.audit(AuditFilter(kind="record_access"))) == 1


def test_a_reading_is_nothing_that_could_be_undone(clinic: SmallClinic) -> None:
    me = clinic.as_receptionist()

    me.patients.open(clinic.novak.id)

    assert me.history.undoable() is None


def test_readings_are_sealed_like_every_change(clinic: SmallClinic) -> None:
    clinic.as_receptionist().patients.open(clinic.novak.id)

    with clinic.database.reading() as reading:
        assert verify(reading, clinic.database.key).first_fault is None
