"""The outbox as lists show it, what is due in it, and which appointments patients have to be told of."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, or_, select, text

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.message_settings import MessageSettings
from clinic_desktop.domain.messages import Channel, Message, MessageLine, MessageState, Occasion, OutboxPart
from clinic_desktop.storage.column_types import id_of, instant_of
from clinic_desktop.storage.desk_tables import message
from clinic_desktop.storage.journal import Action
from clinic_desktop.storage.kinds import fields_of_image
from clinic_desktop.storage.tables import appointment, appointment_type, patient, practitioner

from .base import Reading
from .notes import forget_note, note, noted

_M = message.c
_OPEN = (MessageState.WAITING, MessageState.SENDING)
_PARTS: dict[OutboxPart, ColumnElement[bool]] = {
    OutboxPart.WAITING: and_(_M.state.in_(_OPEN), _M.channel != Channel.PHONE),
    OutboxPart.FAILED: _M.state == MessageState.FAILED,
    OutboxPart.TO_CALL: and_(_M.state == MessageState.WAITING, _M.channel == Channel.PHONE),
    OutboxPart.SENT: _M.state == MessageState.SENT,
    OutboxPart.WITHDRAWN: _M.state == MessageState.WITHDRAWN,
}
_OVER = frozenset({OutboxPart.FAILED, OutboxPart.SENT, OutboxPart.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentChange:
    """One entry of the journal about an appointment: what it said before, which is nothing for a new one."""

    seq: int
    at: datetime
    appointment_id: UUID
    was: dict[str, Any] | None  # Any: values of the record's fields
    became: dict[str, Any]  # Any: as above


def settings_of_messages(reading: Reading) -> MessageSettings:
    """The settings as they stand; those that the program brings (version 0) before an admin has touched them."""
    return reading.find(MessageSettings) or MessageSettings(id=UUID(int=0))


def message_lines(
    reading: Reading,
    part: OutboxPart,
    *,
    limit: int,
    channel: Channel | None = None,
    begins: datetime | None = None,
    ends: datetime | None = None,
    after: MessageLine | None = None,
    only: UUID | None = None,
) -> list[MessageLine]:
    """Messages of a part; what is to come by when it is due, what is over latest first."""
    when = _M.due_at if part in _OVER else func.coalesce(_M.next_try_at, _M.due_at)
    wanted = select(_M.id, patient.c.given_name, patient.c.family_name, _DOCTOR, appointment_type.c.name)
    wanted = wanted.select_from(_JOINED).where(_PARTS[part]).limit(limit)
    wanted = wanted.order_by(when.desc(), _M.id.desc()) if part in _OVER else wanted.order_by(when, _M.id)
    if channel is not None:
        wanted = wanted.where(_M.channel == channel)
    if begins is not None and ends is not None:
        wanted = wanted.where(_M.due_at >= begins, _M.due_at < ends)
    if only is not None:
        wanted = wanted.where(_M.id == only)
    if after is not None:
        last, key = after.message, _moment_of(after.message, part)
        is_later = or_(when > key, and_(when == key, _M.id > last.id))
        wanted = wanted.where(or_(when < key, and_(when == key, _M.id < last.id)) if part in _OVER else is_later)
    rows = reading.rows(wanted)
    whole = {one.id: one for one in reading.where(Message, id=[row[0] for row in rows])} if rows else {}
    return [
        MessageLine(
            message=whole[row[0]],
            patient_name=f"{row[1]} {row[2]}".strip(),
            practitioner_name=(row[3] or "").strip(),
            type_name=row[4] or "",
        )
        for row in rows
    ]


def open_counts(reading: Reading) -> dict[OutboxPart, int]:
    """How many messages each part holds that somebody has to look after; what is over is too much to be counted."""
    tests = {part: _PARTS[part] for part in OutboxPart if part not in {OutboxPart.SENT, OutboxPart.WITHDRAWN}}
    counted = select(*(func.coalesce(func.sum(case((test, 1), else_=0)), 0) for test in tests.values()))
    row = reading.row(counted.where(_M.state.in_((*_OPEN, MessageState.FAILED))))
    assert row is not None
    return dict(zip(tests, row, strict=True))


def due_messages(reading: Reading, now: datetime, *, limit: int, but: Collection[Channel] = ()) -> list[UUID]:
    """What is to be sent now, the longest due first; also what a station took in hand and did not report on in time.

    Not what goes by one of the channels in `but`.
    """
    when = func.coalesce(_M.next_try_at, _M.due_at)
    wanted = select(_M.id).where(_PARTS[OutboxPart.WAITING], when <= now).order_by(when, _M.id).limit(limit)
    if but:
        wanted = wanted.where(_M.channel.not_in(but))
    return [row[0] for row in reading.rows(wanted)]


def past_messages(reading: Reading, now: datetime) -> list[Message]:
    """What still waits although the time it speaks of is over."""
    wanted = select(_M.id).where(_M.state == MessageState.WAITING, _M.appointment_at <= now)
    ids = [row[0] for row in reading.rows(wanted)]
    return reading.where(Message, id=ids) if ids else []


def appointment_changes(reading: Reading, after: int, *, limit: int) -> list[AppointmentChange]:
    """What the journal says of appointments one by one since an entry, oldest first; imports are no news to anybody."""
    # By the entries' numbers: the index of kinds would lead through every change of an appointment there ever was.
    rows = reading.ask(
        'SELECT seq, "at", record_id, action, "before", "after" FROM journal NOT INDEXED '
        "WHERE seq > ? AND kind = 'appointment' AND record_id IS NOT NULL ORDER BY seq LIMIT ?",
        (after, limit),
    )
    return [
        AppointmentChange(
            seq=seq,
            at=instant_of(at),
            appointment_id=id_of(record_id),
            was=None if action == Action.INSERT else fields_of_image("appointment", before),
            became=fields_of_image("appointment", became),
        )
        for seq, at, record_id, action, before, became in rows
    ]


def last_entry(reading: Reading) -> int:
    """The number of the journal's latest entry."""
    return int(reading.ask("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])


def read_upto(reading: Reading) -> int | None:
    """The journal's entry up to which this station has told patients of changes; None before it began to."""
    seq = noted(reading, _READ_UPTO)
    return None if seq is None else int(seq)


def keep_read_upto(reading: Reading, seq: int) -> None:
    """Go on from there next time; inside a transaction."""
    note(reading, _READ_UPTO, str(seq))


def due_is_held(reading: Reading) -> bool:
    """Whether what is due waits for a person, because it may have gone out before the records were put back."""
    return noted(reading, _HOLDS_DUE) is not None


def hold_due(reading: Reading, *, held: bool) -> None:
    """Let what is due wait for a person the next time that messages are planned, or no more; inside a transaction."""
    if held:
        note(reading, _HOLDS_DUE, "1")
    else:
        forget_note(reading, _HOLDS_DUE)


def to_be_reminded(reading: Reading, now: datetime, *, lead_hours: int, until: datetime, limit: int) -> Sequence[UUID]:
    """Appointments up to `until` whose patients want a reminder so many hours before and have none yet.

    Not those booked shortly before the reminder (by half as many hours), whose patients remember by themselves, and
    none that comes in less than half of those hours, for which it is too late.
    """
    lead = timedelta(hours=lead_hours)
    a, p = appointment.c, patient.c
    has_one = (
        select(_M.id)
        .where(
            _M.appointment_id == a.id,
            _M.occasion == Occasion.REMINDER,
            _M.lead_hours == lead_hours,
            _M.appointment_at == a.starts_at,
            or_(_M.state != MessageState.WITHDRAWN, _M.withdrawn_by.is_not(None)),
        )
        .exists()
    )
    wanted = (
        select(a.id)
        .join_from(appointment, patient, p.id == a.patient_id)
        .where(a.starts_at > now + lead / 2, a.starts_at <= until, a.status == AppointmentStatus.BOOKED)
        .where(p.wants_reminders.is_(True), p.archived.is_(False), p.merged_into_id.is_(None))
        .where(or_(p.mobile != "", p.phone != "", p.contact_phone != "", p.email != ""))
        .where(text("appointment.booked_at <= appointment.starts_at - :lead"), ~has_one)
        .order_by(a.starts_at, a.id)
        .limit(limit)
    )
    return [row[0] for row in reading.rows(wanted, {"lead": 3 * lead // (2 * timedelta(milliseconds=1))})]


def untold_of(reading: Reading, appointment_id: UUID) -> list[Message]:
    """What was written about an appointment and has not reached the patient, the latest last."""
    states = (MessageState.WAITING, MessageState.FAILED)
    return reading.where(Message, appointment_id=appointment_id, state=states, order=("id",))


def _moment_of(one: Message, part: OutboxPart) -> datetime:
    return one.due_at if part in _OVER else (one.next_try_at or one.due_at)


_READ_UPTO = "messages_read_upto"
_HOLDS_DUE = "messages_hold_due"
_DOCTOR = practitioner.c.title.concat(" ").concat(practitioner.c.name)
_JOINED = (
    message.join(patient, patient.c.id == message.c.patient_id)
    .outerjoin(appointment, appointment.c.id == message.c.appointment_id)
    .outerjoin(practitioner, practitioner.c.id == message.c.practitioner_id)
    .outerjoin(appointment_type, appointment_type.c.id == appointment.c.type_id)
)
