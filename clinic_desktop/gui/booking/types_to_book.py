"""What whoever is signed in may book, and with whom: what the booking dialogs offer to choose from."""

from typing import TYPE_CHECKING
from uuid import UUID

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.policies import may_book_type
from clinic_desktop.domain.sheets import PractitionerLine

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic

Choices = tuple[list[AppointmentType], list[PractitionerLine]]

MOST_PRACTITIONERS = 500


def types_to_book(clinic: "Clinic") -> list[AppointmentType]:
    """In the clinic's order; a doctor's are those that the doctor offers. Runs beside the window's thread."""
    account = clinic.session.account
    own_id = account.practitioner_id if account.role is Role.DOCTOR else None
    return [
        kind
        for kind in clinic.settings.types()
        if may_book_type(account.role, kind) and (own_id is None or kind.is_offered_by(own_id))
    ]


def choices(clinic: "Clinic") -> Choices:
    """What may be booked, and everybody with whom. Runs beside the window's thread."""
    return types_to_book(clinic), clinic.staff.practitioners(limit=MOST_PRACTITIONERS)


def who_may_take(clinic: "Clinic", type_id: UUID, standing_id: UUID) -> list[PractitionerLine]:
    """To whom an appointment of that type may go, and who has it. Runs beside the window's thread."""
    kind = next((kind for kind in clinic.settings.types(active=None) if kind.id == type_id), None)
    return [
        line
        for line in clinic.staff.practitioners(limit=MOST_PRACTITIONERS)
        if kind is None or line.practitioner.id == standing_id or kind.is_offered_by(line.practitioner.id)
    ]
