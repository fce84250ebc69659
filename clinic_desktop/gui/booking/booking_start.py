"""What is known when an appointment shall be booked."""

from dataclasses import dataclass
from uuid import UUID

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.sheets import PatientLine, Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingStart:
    """What the booking dialog opens with; what is not known is left open.

    `find_slot` begins among the free times. `text` is what was typed of the patient's name, `minutes` the length that
    was drawn, `refusal` what came of booking at once.
    """

    patient: PatientLine | None = None
    slot: Slot | None = None
    type_id: UUID | None = None
    minutes: int | None = None
    find_slot: bool = False
    text: str = ""
    note: str = ""
    refusal: ClinicError | None = None
    offers_waiting_list: bool = False
