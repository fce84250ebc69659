"""The file of patients: find, open, register, change, archive."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from clinic_desktop.domain.access import Permission, Scope
from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.people import Account, Patient, PatientDetails, Role
from clinic_desktop.domain.refusals import HasFutureAppointments, LikelyDuplicate
from clinic_desktop.domain.requests import PatientContact
from clinic_desktop.domain.sheets import PatientCard, PatientFileLine, PatientLine
from clinic_desktop.domain.signed_in import OneTimePassword
from clinic_desktop.domain.undoing import FileVerb
from clinic_desktop.storage.folding import key_of
from clinic_desktop.storage.journal import entries_of
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.file_lines import file_lines, patients_count
from clinic_desktop.storage.reading.merging import record_that_stands, whose_number
from clinic_desktop.storage.reading.people import patient_lines, patients_by_name
from clinic_desktop.storage.reading.visits import patient_card, upcoming_of_patient
from clinic_desktop.storage.search import search_patients

from . import patient_file, written
from .desk import Desk
from .new_accounts import drafted, handed_over, with_one_time_password
from .told import lines_of


class Patients(Desk):
    """The verbs of the file. What a person may not know of raises NotFound or NotAllowed."""

    def search(self, text: str, *, limit: int = 20, archived: bool | None = False) -> list[PatientLine]:
        """Patients found by part of a name, MRN, telephone or birth date, best first; `archived` None finds both.

        The MRN of a record that was merged finds the one that it was merged into, with that as the reason.
        """
        self.admit(Permission.READ_PATIENTS)
        with self.database.reading() as reading:
            return _found(reading, text, limit=written.limit_of(limit), archived=archived)

    def list(
        self, *, limit: int = 100, after: PatientLine | None = None, archived: bool | None = False
    ) -> list[PatientLine]:
        """The file by family name, then given name, from after the line given."""
        self.admit(Permission.READ_PATIENTS)
        with self.database.reading() as reading:
            return patients_by_name(reading, limit=written.limit_of(limit), after=after, archived=archived)

    def file(
        self, text: str = "", *, limit: int = 100, after: PatientFileLine | None = None, archived: bool | None = False
    ) -> Sequence[PatientFileLine]:
        """The file as a table: what `search` finds, or without a text what `list` lists, with what stands beside it."""
        self.admit(Permission.READ_PATIENTS)
        most = written.limit_of(limit)
        with self.database.reading() as reading:
            if text.strip():
                found = _found(reading, text, limit=most, archived=archived)
            else:
                last = None if after is None else after.line
                found = patients_by_name(reading, limit=most, after=last, archived=archived)
            return file_lines(reading, found, self.database.now())

    def count(self, *, archived: bool | None = False) -> int:
        """How many patients are in the file, in its archive, or (None) in both."""
        self.admit(Permission.READ_PATIENTS)
        with self.database.reading() as reading:
            which = (False, True) if archived is None else (archived,)
            return sum(patients_count(reading, archived=one) for one in which)

    def open(self, patient_id: UUID) -> PatientCard:
        """One patient with visits to come and past; patients see their own, without the desk's notes.

        A record that was merged opens as the one it was merged into.
        """
        caller = self.admit(Permission.OPEN_PATIENT)
        caller.require_own_patient(patient_id)
        with self.database.reading() as reading:
            standing = record_that_stands(reading, patient_id)
            card = patient_card(reading, standing, self.database.now())
            if caller.scope is Scope.OWN:
                return _without_notes(card)
            card = replace(card, changes=tuple(lines_of(reading, entries_of(reading, "patient", standing))))
        self.has_read(caller, standing)
        return card

    def likely_same(self, details: PatientDetails) -> Sequence[PatientLine]:
        """Patients who are probably this person, likeliest first, with the reason; it may be half typed still."""
        self.admit(Permission.READ_PATIENTS)
        with self.database.reading() as reading:
            return patient_file.likely_in_file(reading, details)

    def register(self, details: PatientDetails, *, despite_duplicates: bool = False) -> Patient:
        """Take a new patient into the file; raises InvalidInput, and LikelyDuplicate unless told otherwise."""
        caller = self.admit(Permission.REGISTER_PATIENT)
        with self.database.transaction(caller.actor, FileVerb.REGISTER) as transaction:
            fit = self._fit(transaction, details)
            if not despite_duplicates and (same := patient_file.likely_in_file(transaction, fit)):
                raise LikelyDuplicate(same)
            return patient_file.add_patient(transaction, fit)

    def give_account(self, patient_id: UUID, username: str) -> OneTimePassword:
        """Let a patient in the file sign in; the desk has seen who they are. Raises NameTaken, InvalidInput."""
        caller = self.admit(Permission.REGISTER_PATIENT)
        with self.database.reading() as reading:
            patient = reading.get(Patient, patient_id)
        draft = drafted(username=username, full_name=patient.full_name, email=patient.email, role=Role.PATIENT)
        account, password = with_one_time_password(draft, self.admission.passwords)
        with self.database.transaction(caller.actor, "give account") as transaction:
            patient = patient_file.standing_patient(transaction, patient_id)
            if patient.account_id is not None:
                raise InvalidInput("username", "This patient has an account already. Reset its password instead.")
            if account.email and transaction.find(Account, email_key=key_of(account.email)):
                account = replace(account, email=None)  # families share an address; it signs nobody in
            account = transaction.add(replace(account, id=transaction.new_id()))
            transaction.replace(replace(patient, account_id=account.id))
        return handed_over(account, password)

    def change(self, patient_id: UUID, version: int, details: PatientDetails) -> Patient:
        """Correct what is known of a patient; raises ChangedMeanwhile with the patient as they stand."""
        caller = self.admit(Permission.CHANGE_PATIENT)
        with self.database.transaction(caller.actor, FileVerb.CHANGE_PATIENT) as transaction:
            patient = patient_file.standing_patient(transaction, patient_id)
            values = patient_file.values_of(self._fit(transaction, details, patient))
            return transaction.replace(replace(patient, version=version, **values))

    def change_alerts(self, patient_id: UUID, version: int, alerts: Sequence[str]) -> Patient:
        """Keep other alerts: allergies, access needs; raises ChangedMeanwhile."""
        caller = self.admit(Permission.CHANGE_ALERTS)
        with self.database.transaction(caller.actor, FileVerb.CHANGE_ALERTS) as transaction:
            patient = patient_file.standing_patient(transaction, patient_id)
            fit = written.lines("alerts", alerts)
            return transaction.replace(replace(patient, version=version, alerts=fit))

    def change_contact(self, patient_id: UUID, version: int, contact: PatientContact) -> Patient:
        """Keep another way to reach the patient; patients change their own. Raises ChangedMeanwhile."""
        caller = self.admit(Permission.CHANGE_CONTACT)
        caller.require_own_patient(patient_id)
        with self.database.transaction(caller.actor, FileVerb.CHANGE_CONTACT) as transaction:
            patient = patient_file.standing_patient(transaction, patient_id)
            fit = patient_file.fit_contact(contact, transaction.clinic().policies.phone_region, patient)
            return transaction.replace(replace(patient, version=version, **patient_file.values_of(fit)))

    def archive(self, patient_id: UUID, version: int) -> Patient:
        """Take a patient out of the lists, never out of the file; raises HasFutureAppointments, naming them."""
        caller = self.admit(Permission.ARCHIVE_PATIENT)
        with self.database.transaction(caller.actor, FileVerb.ARCHIVE) as transaction:
            patient = patient_file.standing_patient(transaction, patient_id)
            upcoming = upcoming_of_patient(transaction, patient_id, transaction.now)
            if upcoming:
                raise HasFutureAppointments(patient.full_name, upcoming)
            return transaction.replace(replace(patient, version=version, archived=True))

    def restore_from_archive(self, patient_id: UUID, version: int) -> Patient:
        """Show a patient in the lists again."""
        caller = self.admit(Permission.ARCHIVE_PATIENT)
        with self.database.transaction(caller.actor, FileVerb.RESTORE) as transaction:
            patient = patient_file.standing_patient(transaction, patient_id)
            return transaction.replace(replace(patient, version=version, archived=False))

    def _fit(self, reading: Reading, details: PatientDetails, standing: Patient | None = None) -> PatientDetails:
        today = day_of(self.database.now(), reading.clinic().zone_info)
        return patient_file.fit_details(reading, details, today, standing)


def _found(reading: Reading, text: str, *, limit: int, archived: bool | None) -> list[PatientLine]:
    found = search_patients(reading, text, limit=limit, archived=archived)
    number = text.strip().upper()
    into = whose_number(reading, number) if any(map(str.isdigit, number)) else None
    if into is None:
        return found
    kept = patient_lines(reading, [into])[into]
    if archived is not None and kept.archived is not archived:
        return found
    first = replace(kept, reason=f"formerly MRN {number}", former_mrn=number)
    return [first, *(line for line in found if line.id != into)][:limit]


def _without_notes(card: PatientCard) -> PatientCard:
    return replace(card, patient=replace(card.patient, notes=""))
