"""What has to be written to whom: from changes of appointments, and from appointments that come near."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.clinic_time import day_of, span_of_day
from clinic_desktop.domain.message_rules import (
    Standing,
    addressee,
    is_asked_for,
    is_told_by_program,
    known_before,
    news_due,
    news_of,
    reminder_due,
    standing_of,
    still_true,
)
from clinic_desktop.domain.message_settings import MessageSettings
from clinic_desktop.domain.message_texts import compose
from clinic_desktop.domain.messages import Message, MessageState, Occasion
from clinic_desktop.domain.people import Patient, Practitioner
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.messages import (
    AppointmentChange,
    appointment_changes,
    last_entry,
    past_messages,
    read_upto,
    to_be_reminded,
    untold_of,
)

NOBODY = UUID(int=0)
_MOST_CHANGES = 2_000
_MOST_REMINDERS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be stored: new messages (without an id), those that nobody needs any more, and how far was read."""

    new: tuple[Message, ...]
    needless: tuple[Message, ...]
    read_upto: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes in the outbox."""
        return not self.new and not self.needless


def plan(reading: Reading, settings: MessageSettings, now: datetime) -> Plan:
    """What has to be written since it was planned last, and what need not be any more."""
    planner = _Planner(reading, settings, now)
    upto = read_upto(reading)
    start = last_entry(reading) if upto is None else upto
    changes = appointment_changes(reading, start, limit=_MOST_CHANGES)
    is_whole = len(changes) < _MOST_CHANGES
    by_appointment: dict[UUID, list[AppointmentChange]] = {}
    for change in changes:
        by_appointment.setdefault(change.appointment_id, []).append(change)
    for appointment_id, of_one in by_appointment.items():
        planner.follow(reading.get(Appointment, appointment_id), of_one)
    planner.forget_the_past()
    planner.remind()
    return Plan(
        new=tuple(planner.new),
        needless=tuple(planner.needless.values()),
        read_upto=max(last_entry(reading), start) if is_whole else changes[-1].seq,
    )


def draft(
    reading: Reading,
    settings: MessageSettings,
    message: Message,
    appointment: Appointment,
    clinic: ClinicSettings,
) -> Message | None:
    """The message to whom and in which words it would go out now; None when it should not."""
    patient = reading.get(Patient, appointment.patient_id)
    to = addressee(patient, settings)
    if to is None or message.practitioner_id is None or message.appointment_at is None:
        return None
    if not is_told_by_program(appointment, message.occasion, to.channel):
        return None
    words = compose(
        message.occasion,
        to.channel,
        starts_at=message.appointment_at,
        was_at=message.was_at,
        room=appointment.room,
        patient=patient,
        practitioner=reading.get(Practitioner, message.practitioner_id),
        clinic=clinic,
        settings=settings,
    )
    return replace(
        message,
        patient_id=patient.id,
        channel=to.channel,
        recipient=to.recipient,
        language=words.language,
        subject=words.subject,
        body=words.body,
    )


class _Planner:
    def __init__(self, reading: Reading, settings: MessageSettings, now: datetime) -> None:
        self._reading = reading
        self._settings = settings
        self._now = now
        self._clinic = reading.clinic()
        self.new: list[Message] = []
        self.needless: dict[UUID, Message] = {}

    def follow(self, appointment: Appointment, changes: list[AppointmentChange]) -> None:
        """Take back what is not true any more, and write the news that is, from what the patient knows."""
        untold = untold_of(self._reading, appointment.id)
        waiting_news = [one for one in untold if one.occasion is not Occasion.REMINDER]
        self._drop(one for one in untold if not still_true(one, appointment, self._now))
        knows = self._known(appointment, changes, waiting_news)
        occasion = news_of(knows, standing_of(appointment))
        kept = [one for one in waiting_news if one.id not in self.needless and not is_asked_for(one)]
        if any(one.occasion is occasion and known_before(one) == knows for one in kept):
            return
        self._drop(kept)
        if occasion is not None and self._settings.timings.wants(occasion):
            self._write(appointment, occasion, knows, changes[-1].at)

    def remind(self) -> None:
        """Write the reminders that leave before the end of the clinic's day."""
        zone, timings = self._clinic.zone_info, self._settings.timings
        midnight = span_of_day(day_of(self._now, zone), zone).ends_at
        for lead in timings.leads:
            until = midnight + timedelta(hours=lead)
            found = to_be_reminded(self._reading, self._now, lead_hours=lead, until=until, limit=_MOST_REMINDERS)
            for appointment in self._reading.where(Appointment, id=found) if found else []:
                due = max(reminder_due(appointment.starts_at, lead, timings, zone), self._now)
                self._add(self._message(appointment, Occasion.REMINDER, None, due, lead), appointment)

    def forget_the_past(self) -> None:
        """Take back what speaks of a time that is over."""
        self._drop(past_messages(self._reading, self._now))

    @staticmethod
    def _known(appointment: Appointment, changes: list[AppointmentChange], waiting: list[Message]) -> Standing | None:
        """What the patient knows: what was there before the news that still waits, or before these changes.

        What was sent needs no look: it said how the appointment stood, and all that came after is among the changes.
        """
        if waiting:
            return known_before(waiting[0])
        before: Appointment | None = appointment
        for change in reversed(changes):
            if change.was is None:
                return None
            before = replace(before or appointment, **change.was)
        return standing_of(before or appointment)

    def _write(self, appointment: Appointment, occasion: Occasion, knows: Standing | None, at: datetime) -> None:
        due = news_due(at, self._settings.timings, self._clinic.zone_info)
        message = self._message(appointment, occasion, knows, due, 0)
        if still_true(message, appointment, due):
            self._add(message, appointment)

    def _message(
        self, appointment: Appointment, occasion: Occasion, knows: Standing | None, due: datetime, lead: int
    ) -> Message:
        """A message without addressee and words; a cancelling speaks of the time that the patient knows."""
        speaks_of = knows if occasion is Occasion.CANCELLED and knows is not None else standing_of(appointment)
        was = knows if knows is not None and knows.is_on else None
        return Message(
            id=NOBODY,
            patient_id=appointment.patient_id,
            appointment_id=appointment.id,
            occasion=occasion,
            channel=self._settings.first_channel,
            language="",
            recipient="",
            subject="",
            body="",
            made_at=self._now,
            due_at=due,
            appointment_at=speaks_of.starts_at,
            practitioner_id=speaks_of.practitioner_id,
            was_at=None if was is None else was.starts_at,
            was_practitioner_id=None if was is None else was.practitioner_id,
            lead_hours=lead,
        )

    def _add(self, message: Message, appointment: Appointment) -> None:
        written = draft(self._reading, self._settings, message, appointment, self._clinic)
        if written is not None:
            self.new.append(written)

    def _drop(self, messages: Iterable[Message]) -> None:
        for one in messages:
            self.needless.setdefault(
                one.id, replace(one, state=MessageState.WITHDRAWN, settled_at=self._now, next_try_at=None)
            )
