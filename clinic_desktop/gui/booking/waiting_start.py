"""What is known when somebody shall be put on the waiting list."""

from dataclasses import dataclass, field
from uuid import UUID

from clinic_desktop.domain.waiting_list import Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingStart:
    """Taken over from a booking, or from an appointment that is too late; what is not known is left open."""

    patient_id: UUID | None = None
    type_id: UUID | None = None
    wish: Wish = field(default_factory=Wish)
    note: str = ""
    appointment_id: UUID | None = None
