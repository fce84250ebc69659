"""Whether an appointment can have its time again."""

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.diary import busy_of
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.storage.reading.diaries import diary_of
from clinic_desktop.storage.transaction import Transaction


def require_time_is_free(transaction: Transaction, appointment: Appointment) -> None:
    """Raise SlotTaken when the practitioner's time was given to someone else.

    A deliberate overbooking may stand, and so may a contested one, which takes nobody's time.
    """
    if appointment.is_overbooked or appointment.contested:
        return
    diary = diary_of(
        transaction,
        appointment.practitioner_id,
        appointment.span,
        zone=transaction.clinic().zone_info,
        now=transaction.now,
        but=appointment.id,
        buffers=(appointment.buffer_before, appointment.buffer_after),
    )
    obstacle = diary.obstacle(busy_of(appointment))
    if isinstance(obstacle, SlotTaken):
        raise obstacle
