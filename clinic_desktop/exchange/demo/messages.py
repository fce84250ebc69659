"""The demo clinic's outbox: what was sent, what failed, what waits and whom to call. It is switched off."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.clinic_time import day_of, span_of_day
from clinic_desktop.domain.message_rules import addressee, reminder_due
from clinic_desktop.domain.message_settings import MessageSettings, Security, SmsWay
from clinic_desktop.domain.message_texts import compose
from clinic_desktop.domain.messages import Channel, Message, MessageState, Occasion
from clinic_desktop.domain.people import Patient, Practitioner
from clinic_desktop.storage.reading.appointments import appointment_lines
from clinic_desktop.storage.reading.base import Reading

from .identities import Identities

_LEAD = 24
_DAYS_LOOKED_AT = 5
_MOST_OF_A_DAY = 400
_SENT, _WAITING, _TO_CALL = 14, 9, 3
_MINUTE = timedelta(minutes=1)


def demo_message_settings(ids: Identities) -> MessageSettings:
    """How it would be set up; addresses under example.org belong to nobody, and it is switched off."""
    return MessageSettings(
        id=ids.next(),
        language="de",
        smtp_host="mail.example.org",
        smtp_security=Security.STARTTLS,
        smtp_user="desk",
        sender_name="Linden Street Clinic",
        sender_email="desk@example.org",
        sms_way=SmsWay.HTTP,
        sms_url="https://sms.example.org/send",
        sms_sender="Linden",
    )


def demo_messages(reading: Reading, ids: Identities, settings: MessageSettings, now: datetime) -> list[Message]:
    """Reminders of today's appointments, sent yesterday, one of them in vain; tomorrow's wait, and three are calls."""
    past = list(islice(_reminders(reading, ids, settings, now, days=range(1), over=True), _SENT + 1))
    coming = list(_reminders(reading, ids, settings, now, days=range(1, _DAYS_LOOKED_AT), over=False))
    written = [one for one in past if one.channel is not Channel.PHONE]
    calls = [one for one in coming if one.channel is Channel.PHONE][:_TO_CALL]
    waiting = [one for one in coming if one.channel is not Channel.PHONE][:_WAITING]
    first = next((one for one in written if one.channel is Channel.EMAIL), None)
    failed = () if first is None else (_failed(first),)
    return [*(_sent(one) for one in written if one is not first), *failed, *waiting, *calls]


def _reminders(
    reading: Reading, ids: Identities, settings: MessageSettings, now: datetime, *, days: range, over: bool
) -> Iterator[Message]:
    clinic = reading.clinic()
    zone = clinic.zone_info
    for ahead in days:
        span = span_of_day(day_of(now, zone) + timedelta(days=ahead), zone)
        lines = appointment_lines(reading, begins=span.starts_at, ends=span.ends_at, limit=_MOST_OF_A_DAY)
        for line in lines:
            if not over and line.status is not AppointmentStatus.BOOKED:
                continue
            patient, appointment = reading.get(Patient, line.patient_id), reading.get(Appointment, line.id)
            to = addressee(patient, settings)
            if to is None:
                continue
            words = compose(
                Occasion.REMINDER,
                to.channel,
                starts_at=appointment.starts_at,
                was_at=None,
                room=appointment.room,
                patient=patient,
                practitioner=reading.get(Practitioner, appointment.practitioner_id),
                clinic=clinic,
                settings=settings,
            )
            due = reminder_due(appointment.starts_at, _LEAD, settings.timings, zone)
            yield Message(
                id=ids.next(),
                patient_id=patient.id,
                appointment_id=appointment.id,
                occasion=Occasion.REMINDER,
                channel=to.channel,
                language=words.language,
                recipient=to.recipient,
                subject=words.subject,
                body=words.body,
                made_at=min(due, now),
                due_at=due if over else max(due, now),
                appointment_at=appointment.starts_at,
                practitioner_id=appointment.practitioner_id,
                lead_hours=_LEAD,
            )
        if not over and lines:
            return


def _sent(message: Message) -> Message:
    return replace(message, state=MessageState.SENT, tries=1, settled_at=message.due_at + _MINUTE)


def _failed(message: Message) -> Message:
    return replace(
        message,
        state=MessageState.FAILED,
        tries=1,
        settled_at=message.due_at + _MINUTE,
        last_error="The e-mail server refused the address: 5.1.1 No such mailbox",
    )
