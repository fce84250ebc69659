"""When which message is written to whom: the clinic's timings, the patient's wish, and three minutes of grace."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from .appointments import Appointment, AppointmentStatus, BookingSource, CancelledBy
from .clinic_time import nearest_instant, wall_time
from .message_settings import MessageSettings, Timings
from .messages import Addressee, Channel, Message, Occasion
from .people import Patient

GRACE = timedelta(minutes=3)
"""How long a change of an appointment may be taken back before anybody is told of it."""

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
"""How long is waited after the first, second, … failed try; after the last of them a message has failed."""

_LEAST_NOTICE = timedelta(hours=1)
_OFF = frozenset({AppointmentStatus.CANCELLED, AppointmentStatus.ENTERED_IN_ERROR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An appointment as a patient knows of it: whether it takes place, when, and with whom."""

    is_on: bool
    starts_at: datetime
    practitioner_id: UUID | None


def standing_of(appointment: Appointment) -> Standing:
    """The appointment as it stands now."""
    return Standing(
        is_on=appointment.status not in _OFF,
        starts_at=appointment.starts_at,
        practitioner_id=appointment.practitioner_id,
    )


def told_by(message: Message) -> Standing | None:
    """What the patient knows once that message was read."""
    if message.appointment_at is None:
        return None
    return Standing(
        is_on=message.occasion is not Occasion.CANCELLED,
        starts_at=message.appointment_at,
        practitioner_id=message.practitioner_id,
    )


def known_before(message: Message) -> Standing | None:
    """What the patient knew before that message; None when they knew of no appointment."""
    if message.was_at is None:
        return None
    return Standing(is_on=True, starts_at=message.was_at, practitioner_id=message.was_practitioner_id)


def is_asked_for(message: Message) -> bool:
    """Whether it brings no news: the patient knew how the appointment stood, and asked to have it in writing."""
    told = told_by(message)
    return told is not None and known_before(message) == told


def news_of(before: Standing | None, after: Standing) -> Occasion | None:
    """What a patient who knows `before` has to be told of how it stands; None when there is no news in it."""
    was_on = before is not None and before.is_on
    if not was_on:
        return Occasion.BOOKED if after.is_on else None
    if not after.is_on:
        return Occasion.CANCELLED
    return None if before == after else Occasion.MOVED


def is_told_by_program(appointment: Appointment, occasion: Occasion, channel: Channel) -> bool:
    """Whether a message about it makes sense: nobody is told by telephone what was just agreed on at the desk."""
    if occasion is Occasion.BOOKED:
        present = appointment.source in {BookingSource.WALK_IN, BookingSource.IMPORT}
        return channel is not Channel.PHONE and not present
    if occasion is Occasion.MOVED:
        return channel is not Channel.PHONE
    if occasion is Occasion.CANCELLED:
        return channel is not Channel.PHONE or appointment.cancelled_by is not CancelledBy.PATIENT
    return True


def still_true(message: Message, appointment: Appointment, now: datetime) -> bool:
    """Whether a message that waits still says how the appointment stands, and comes before the time it speaks of."""
    told, stands = told_by(message), standing_of(appointment)
    if told is None or told.starts_at <= now:
        return False
    if not told.is_on:
        return not stands.is_on
    return told == stands and appointment.status is AppointmentStatus.BOOKED


def addressee(patient: Patient, settings: MessageSettings) -> Addressee | None:
    """How this patient is reached: as they wish, else as the clinic does, else by telephone; None if not at all."""
    if not patient.wants_reminders or patient.archived or patient.merged_into_id is not None:
        return None
    number = patient.mobile or patient.phone or patient.contact_phone
    call = Addressee(channel=Channel.PHONE, recipient=number) if number else None
    wish = patient.reminder_channel
    if wish is Channel.PHONE:
        return call
    at = {Channel.EMAIL: patient.email, Channel.SMS: patient.mobile}
    for channel in settings.ways if wish is None else (way for way in settings.ways if way is wish):
        if at[channel]:
            return Addressee(channel=channel, recipient=at[channel])
    return call


def quiet_end(at: datetime, timings: Timings, zone: ZoneInfo) -> datetime:
    """The moment itself, or the end of the quiet hours that it lies in."""
    wall = wall_time(at, zone)
    starts, ends, clock = timings.quiet_from, timings.quiet_until, wall.time()
    if starts == ends:
        return at
    is_quiet = starts <= clock < ends if starts < ends else clock >= starts or clock < ends
    if not is_quiet:
        return at
    day = wall.date() + timedelta(days=1 if clock >= ends else 0)
    return nearest_instant(datetime.combine(day, ends), zone)


def quiet_start(at: datetime, timings: Timings, zone: ZoneInfo) -> datetime:
    """The moment itself, or a minute before the quiet hours that it lies in."""
    if quiet_end(at, timings, zone) == at:
        return at
    wall = wall_time(at, zone)
    day = wall.date() - timedelta(days=1 if wall.time() < timings.quiet_from else 0)
    return nearest_instant(datetime.combine(day, timings.quiet_from), zone) - timedelta(minutes=1)


def news_due(changed_at: datetime, timings: Timings, zone: ZoneInfo) -> datetime:
    """When the news of a change may leave: after the grace, and not at night."""
    return quiet_end(changed_at + GRACE, timings, zone)


def reminder_due(starts_at: datetime, lead_hours: int, timings: Timings, zone: ZoneInfo) -> datetime:
    """When a reminder leaves: so many hours before, after a quiet night, or before it if that would be too late."""
    wanted = starts_at - timedelta(hours=lead_hours)
    after = quiet_end(wanted, timings, zone)
    return after if after <= starts_at - _LEAST_NOTICE else quiet_start(wanted, timings, zone)


def next_try(tries: int, failed_at: datetime, timings: Timings, zone: ZoneInfo) -> datetime | None:
    """When to try again after so many tries; None when it has been tried often enough."""
    if tries > len(BACK_OFF):
        return None
    return quiet_end(failed_at + BACK_OFF[tries - 1], timings, zone)
