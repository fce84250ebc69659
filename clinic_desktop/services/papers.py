"""What is printed: the lines of day sheets and week lists, an appointment's slip, a patient's label."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.availability import check_days
from clinic_desktop.domain.clinic_time import span_of_days
from clinic_desktop.domain.errors import InvalidInput, NotAllowed
from clinic_desktop.domain.people import Patient, Role
from clinic_desktop.domain.sheets import AppointmentSlip, PaperLine
from clinic_desktop.storage.reading.appointments import line_by_id
from clinic_desktop.storage.reading.diaries import bookable
from clinic_desktop.storage.reading.papers import paper_lines

from .admission import Caller
from .desk import Desk
from .limits import require_own

MOST_DAYS = 31
"""The longest span that one list is made of."""


class Papers(Desk):
    """Reads for paper; how it looks is made elsewhere."""

    def lines(
        self, first_day: date, last_day: date, practitioner_ids: Sequence[UUID] | None = None
    ) -> Sequence[PaperLine]:
        """Appointments that start on these days, by start: of these practitioners or all active ones; a doctor's own.

        What was cancelled is left out. Raises NotAllowed when a doctor asks for others': paper tells birth dates and
        telephone numbers too.
        """
        caller = self.admit(Permission.READ_ALL_APPOINTMENTS)
        check_days(first_day, last_day)
        if (last_day - first_day).days >= MOST_DAYS:
            raise InvalidInput("last_day", f"That is more than {MOST_DAYS} days. Choose fewer.")
        with self.database.reading() as reading:
            wanted = _own_diary(caller, practitioner_ids) if caller.role is Role.DOCTOR else practitioner_ids
            if wanted is None:
                wanted = [one.practitioner_id for one in bookable(reading)]
            return paper_lines(reading, span_of_days(first_day, last_day, reading.clinic().zone_info), wanted)

    def slip(self, appointment_id: UUID) -> AppointmentSlip:
        """What an appointment's slip says; a patient's own only. Provisional while the hub has not confirmed it."""
        caller = self.admit(Permission.READ_APPOINTMENTS)
        with self.database.reading() as reading:
            appointment = reading.get(Appointment, appointment_id)
            require_own(caller, practitioner_id=appointment.practitioner_id, patient_id=appointment.patient_id)
            line = line_by_id(reading, appointment_id)
        return AppointmentSlip(line=line, is_provisional=appointment_id in self.station.state().unsent)

    def label(self, patient_id: UUID) -> Patient:
        """What a patient's label says."""
        self.admit(Permission.READ_PATIENTS)
        with self.database.reading() as reading:
            return reading.get(Patient, patient_id)


def _own_diary(caller: Caller, practitioner_ids: Sequence[UUID] | None) -> Sequence[UUID]:
    """A doctor's own; raises NotAllowed when others are asked for."""
    own = [] if caller.practitioner_id is None else [caller.practitioner_id]
    if practitioner_ids is not None and not set(practitioner_ids) <= set(own):
        raise NotAllowed("Doctors print their own days only. Ask the front desk for another doctor's.")
    return own if practitioner_ids is None else practitioner_ids
