"""What belongs to the patient who is signed in: their own appointments, and what they may book."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, AppointmentType
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.errors import NotAllowed
from clinic_desktop.domain.messages import Message
from clinic_desktop.domain.own_visits import OwnOffers, OwnOverview, OwnVisit
from clinic_desktop.domain.people import Department, Patient, Practitioner
from clinic_desktop.domain.records import Record
from clinic_desktop.domain.sheets import AppointmentLine, PractitionerLine
from clinic_desktop.storage.reading.appointments import line_by_id
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.people import department_lines, practitioner_lines
from clinic_desktop.storage.reading.types import types_in_order
from clinic_desktop.storage.reading.visits import past_count, past_of_patient, upcoming_of_patient

from .admission import Caller
from .desk import Desk
from .limits import changeable_until
from .own_mail import address_of, sent_on_request
from .written import MOST_ROWS, limit_of

R = TypeVar("R", bound=Record)


class OwnVisits(Desk):
    """Verbs that take no patient's id: whose they are, the session says."""

    def overview(self) -> OwnOverview:
        """Who is here, what is to come, and how much is past; raises NotAllowed for whoever is no patient."""
        caller = self.admit(Permission.READ_APPOINTMENTS)
        patient_id, now = _own(caller), self.database.now()
        with self.database.reading() as reading:
            return OwnOverview(
                patient=replace(reading.get(Patient, patient_id), notes=""),
                to_come=tuple(_visits(reading, upcoming_of_patient(reading, patient_id, now), now)),
                past=past_count(reading, patient_id, now),
            )

    def past(self, *, limit: int = 20, after: OwnVisit | None = None) -> list[OwnVisit]:
        """What is over, was cancelled or missed, latest first, from after the one given."""
        caller = self.admit(Permission.READ_APPOINTMENTS)
        patient_id, now = _own(caller), self.database.now()
        last = None if after is None else after.line
        with self.database.reading() as reading:
            found = past_of_patient(reading, patient_id, now, limit=limit_of(limit), after=last)
            return _visits(reading, found, now)

    def visit(self, appointment_id: UUID) -> OwnVisit:
        """One of the patient's appointments as it stands now; raises NotFound and NotAllowed."""
        caller = self.admit(Permission.READ_APPOINTMENTS)
        patient_id, now = _own(caller), self.database.now()
        with self.database.reading() as reading:
            _of(reading, appointment_id, patient_id)
            return _visits(reading, [line_by_id(reading, appointment_id)], now)[0]

    def address_for_mail(self) -> str:
        """Where the patient's e-mails go; empty where the clinic writes none, or not to them."""
        patient_id = _own(self.admit(Permission.READ_APPOINTMENTS))
        with self.database.reading() as reading:
            return address_of(reading, patient_id)

    def send_by_mail(self, appointment_id: UUID) -> Message:
        """Have an appointment sent to the patient's own address; raises NotAllowed, NotFound and InvalidInput."""
        caller = self.admit(Permission.READ_APPOINTMENTS)
        patient_id = _own(caller)
        with self.database.transaction(caller.actor, "send appointment") as transaction:
            return sent_on_request(transaction, _of(transaction, appointment_id, patient_id))

    def offers(self) -> OwnOffers:
        """What the patient may book, where, and with whom."""
        _own(self.admit(Permission.BOOK))
        with self.database.reading() as reading:
            types = types_in_order(reading, active=True, limit=MOST_ROWS)
            practitioners = practitioner_lines(reading, active=True, limit=MOST_ROWS)
            departments = department_lines(reading, active=True, limit=MOST_ROWS)
            may_book = reading.clinic().policies.patients_book
        ids = {one.practitioner.id for one in practitioners}
        return OwnOffers(
            types=[kind for kind in types if may_book and kind.patients_may_book and any(map(kind.is_offered_by, ids))],
            departments=[one for one in departments if one.practitioners],
            practitioners=[_as_patients_see(one) for one in practitioners],
        )


def _own(caller: Caller) -> UUID:
    """Whose appointments they are; raises NotAllowed for somebody without a record of their own."""
    if caller.patient_id is None:
        raise NotAllowed("There is no patient's record behind this account yet. Ask at the front desk.")
    return caller.patient_id


def _of(reading: Reading, appointment_id: UUID, patient_id: UUID) -> Appointment:
    """An appointment, if it is that patient's; raises NotFound, NotAllowed."""
    appointment = reading.get(Appointment, appointment_id)
    if appointment.patient_id != patient_id:
        raise NotAllowed("This is not your own record. Ask the front desk.")
    return appointment


def _visits(reading: Reading, lines: Iterable[AppointmentLine], now: datetime) -> list[OwnVisit]:
    lines = list(lines)
    settings = reading.clinic()
    doctors = _by_id(reading.where(Practitioner, id=list({line.practitioner_id for line in lines})) if lines else [])
    kinds = _by_id(reading.where(AppointmentType, id=list({line.type_id for line in lines})) if lines else [])
    departments = _by_id(reading.where(Department)) if lines else {}
    found = []
    for line in lines:
        department_id = doctors[line.practitioner_id].department_id
        department = None if department_id is None else departments.get(department_id)
        until = _until(line, settings, now)
        kind = kinds[line.type_id]
        found.append(
            OwnVisit(
                line=replace(line, room=line.room or doctors[line.practitioner_id].room, has_note=False),
                department_name="" if department is None else department.name,
                location="" if department is None else department.location,
                changeable_until=until,
                may_move=(
                    until is not None and kind.active and kind.patients_may_book and settings.policies.patients_book
                ),
            )
        )
    return found


def _by_id(records: Iterable[R]) -> dict[UUID, R]:
    return {record.id: record for record in records}


def _until(line: AppointmentLine, settings: ClinicSettings, now: datetime) -> datetime | None:
    until = changeable_until(line.starts_at, settings)
    return until if line.status is AppointmentStatus.BOOKED and now <= until else None


def _as_patients_see(line: PractitionerLine) -> PractitionerLine:
    return PractitionerLine(
        practitioner=replace(line.practitioner, account_id=None, contact=""),
        department_name=line.department_name,
        username="",
    )
