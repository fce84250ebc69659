"""How a patient comes into the file: what was typed is checked, the next MRN is given, likely doubles are found."""

from dataclasses import fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.people import Patient, PatientDetails, Practitioner
from clinic_desktop.domain.refusals import RecordMerged
from clinic_desktop.domain.requests import PatientContact
from clinic_desktop.domain.sheets import PatientLine
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.merging import record_that_stands
from clinic_desktop.storage.reading.people import is_mrn_taken, line_of, newest_mrns
from clinic_desktop.storage.transaction import Transaction

from . import leased_numbers, written
from .asking_the_desk import ask_for_link

FIRST_MRN = 100_001


def fit_details(
    reading: Reading, details: PatientDetails, today: date, standing: Patient | None = None
) -> PatientDetails:
    """What was typed about a patient, fit to keep; raises InvalidInput with the field that is wrong.

    What stands already is not judged again: an import may have brought what nobody could type.
    """
    region = reading.clinic().policies.phone_region
    given_name = written.line("given_name", details.given_name, longest=100)
    family_name = written.line(
        "family_name", details.family_name, longest=100, needed="" if given_name else "Write the patient's name."
    )
    contact = fit_contact(contact_of(details), region, standing)
    is_born_as_before = standing is not None and standing.birth_date == details.birth_date
    if details.own_doctor_id is not None and reading.find(Practitioner, id=details.own_doctor_id) is None:
        raise InvalidInput("own_doctor_id", "There is no such doctor any more. Choose another.")
    return PatientDetails(
        given_name=given_name,
        family_name=family_name,
        birth_date=details.birth_date if is_born_as_before else written.birth_date(details.birth_date, today),
        sex=details.sex,
        alerts=written.lines("alerts", details.alerts),
        notes=written.prose("notes", details.notes),
        own_doctor_id=details.own_doctor_id,
        **values_of(contact),
    )


def fit_contact(contact: PatientContact, region: str, standing: Patient | None = None) -> PatientContact:
    """How a patient is reached, fit to keep; raises InvalidInput with the field that is wrong."""

    def phone(field: str, number: str) -> str:
        return number if standing and number == getattr(standing, field) else written.phone(number, region, field)

    return PatientContact(
        mobile=phone("mobile", contact.mobile),
        phone=phone("phone", contact.phone),
        email=contact.email if standing and contact.email == standing.email else written.email(contact.email),
        address=written.prose("address", contact.address, longest=500),
        language=written.line("language", contact.language, longest=60),
        contact_name=written.line("contact_name", contact.contact_name),
        contact_phone=phone("contact_phone", contact.contact_phone),
        contact_relation=written.line("contact_relation", contact.contact_relation, longest=60),
        wants_reminders=contact.wants_reminders,
        reminder_channel=contact.reminder_channel,
    )


def contact_problems(contact: PatientContact, region: str, standing: Patient | None = None) -> dict[str, str]:
    """What is wrong with a contact that is being typed: for each such field a sentence."""
    problems: dict[str, str] = {}
    kept = contact
    while True:
        try:
            fit_contact(kept, region, standing)
        except InvalidInput as refusal:
            problems[refusal.field] = refusal.sentence
            nothing: dict[str, Any] = {refusal.field: ""}  # Any: a field of the contact, which all hold texts
            kept = replace(kept, **nothing)
        else:
            return problems


def contact_of(record: Patient | PatientDetails) -> PatientContact:
    """How a patient is reached."""
    return PatientContact(**{field.name: getattr(record, field.name) for field in fields(PatientContact)})


def values_of(record: PatientDetails | PatientContact) -> dict[str, Any]:  # Any: of the fields' own types
    """Every field with its value, for a patient to take over."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def standing_patient(reading: Reading, patient_id: UUID) -> Patient:
    """A patient whose record may be changed; raises NotFound, and RecordMerged for one that goes on in another."""
    patient = reading.get(Patient, patient_id)
    if patient.merged_into_id is not None:
        raise RecordMerged(patient.full_name, line_of(reading.get(Patient, record_that_stands(reading, patient_id))))
    return patient


def likely_in_file(reading: Reading, details: PatientDetails) -> list[PatientLine]:
    """Patients who are probably this person, likeliest first, each with the reason."""
    from .likely_same import likely_same  # with all that compares names, which few sessions ask for

    return likely_same(reading, details, reading.clinic().policies.phone_region)


def add_patient(transaction: Transaction, details: PatientDetails, *, account_id: UUID | None = None) -> Patient:
    """Store a patient with the next MRN; the details have been made fit."""
    return transaction.add(
        Patient(id=transaction.new_id(), mrn=next_mrn(transaction), account_id=account_id, **values_of(details))
    )


def add_newcomer(transaction: Transaction, details: PatientDetails, *, account_id: UUID) -> Patient:
    """Store a patient who registers alone; the desk is asked to look whether they are in the file already."""
    is_perhaps_known = bool(likely_in_file(transaction, details))
    newcomer = add_patient(transaction, details, account_id=account_id)
    if is_perhaps_known:
        ask_for_link(transaction, newcomer.id, asked_by=account_id)
    return newcomer


def next_mrn(transaction: Transaction) -> str:
    """The next free number of six digits or more; with other stations, the next of those leased to this one.

    It follows the newest; where imports took the numbers after that, it leaps ahead in doubling steps. So it does when
    no leased one is left: should another desk do the same, the hub notices, and a person decides.
    """
    while (leased := leased_numbers.take(transaction, leased_numbers.MRN)) is not None:
        if not is_mrn_taken(transaction, str(leased)):
            return str(leased)
    numbers = [int(mrn) for mrn in newest_mrns(transaction) if mrn.isascii() and mrn.isdigit() and len(mrn) < 12]
    number = max([FIRST_MRN - 1, *numbers]) + 1
    leap = 1
    while is_mrn_taken(transaction, str(number)):
        number += leap
        leap *= 2
    return str(number)
