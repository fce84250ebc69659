"""Patients with accounts of their own: those who register alone, and those whom the desk knows."""

from dataclasses import replace
from datetime import date

import pytest

from clinic_desktop.domain.errors import InvalidInput, NameTaken, SignInPaused
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.requests import PatientRegistration
from tests.builders import PASSWORD, SmallClinic, details

BORN = date(1990, 5, 7)


def registration(username: str = "newcomer", **fields: object) -> PatientRegistration:
    someone = {"given_name": "Ida", "family_name": "Berg", "birth_date": BORN, "email": "ida@example.org"} | fields
    return PatientRegistration(details=details(**someone), username=username, password=PASSWORD)


def test_a_newcomer_registers_and_is_signed_in(clinic: SmallClinic) -> None:
    signed_in = clinic.sign_in.register_patient(registration(notes="I am the admin"))

    patient_id = signed_in.session.account.patient_id
    assert patient_id is not None
    patient = signed_in.patients.open(patient_id).patient
    assert (patient.full_name, patient.mrn) == ("Ida Berg", "100003")
    assert clinic.stored(patient).notes == ""
    assert clinic.sign_in.authenticate("newcomer", PASSWORD).session.account.patient_id == patient_id


@pytest.mark.parametrize(("fields", "field"), [({"username": "PNovak", "email": ""}, "username"), ({}, "email")])
def test_user_names_and_addresses_are_taken_in_any_case(
    clinic: SmallClinic, fields: dict[str, str], field: str
) -> None:
    clinic.store(replace(clinic.stored(clinic.patient), email="Ida@Example.org"))

    with pytest.raises(NameTaken) as caught:
        clinic.sign_in.register_patient(registration(**fields))

    assert caught.value.field == field


def test_asking_after_addresses_one_by_one_soon_has_to_wait(clinic: SmallClinic) -> None:
    clinic.store(replace(clinic.stored(clinic.patient), email="ida@example.org"))
    for _ in range(5):
        with pytest.raises(NameTaken):
            clinic.sign_in.register_patient(registration())

    with pytest.raises(SignInPaused):
        clinic.sign_in.register_patient(registration(email="other@example.org"))

    clinic.clock.forward(seconds=31)
    newcomer = clinic.sign_in.register_patient(registration(email="other@example.org"))
    assert newcomer.session.account.username == "newcomer"


def test_the_desk_gives_a_patient_in_the_file_an_account(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    patient = desk.patients.register(details(given_name="Ida", family_name="Berg", birth_date=BORN))

    handed = desk.patients.give_account(patient.id, "iberg")

    signed_in = clinic.sign_in.authenticate("iberg", handed.password)
    assert signed_in.session.must_change_password
    assert signed_in.session.account.patient_id == patient.id
    with pytest.raises(InvalidInput):
        desk.patients.give_account(patient.id, "iberg2")


def test_a_family_may_share_its_address(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    for name in ("Ida", "Omar"):
        someone = details(given_name=name, family_name="Berg", birth_date=BORN, email="berg@example.org")
        patient = desk.patients.register(someone, despite_duplicates=True)

        assert desk.patients.give_account(patient.id, name).username == name


def test_an_unfit_password_registers_nobody(clinic: SmallClinic) -> None:
    with pytest.raises(InvalidInput) as caught:
        clinic.sign_in.register_patient(replace(registration(), password="short"))

    assert caught.value.field == "password"
    with clinic.database.reading() as reading:
        assert len(reading.where(Patient)) == 2
