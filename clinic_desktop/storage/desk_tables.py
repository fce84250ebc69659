"""The tables of the front desk's own day: the waiting list, holds, series, messages, and patients found twice."""

from uuid import UUID

from sqlalchemy import Index, text

from clinic_desktop.domain.message_settings import MessageText, Security, SmsField, SmsForm, SmsWay, Timings
from clinic_desktop.domain.messages import Channel, MessageState, Occasion
from clinic_desktop.domain.queries import DayPart
from clinic_desktop.domain.waiting_list import Urgency, WaitingStatus

from .column_types import Choice, Day, Flag, Id, Instant, JsonText, LocalTime, Number, WallTime, Words
from .table_making import column, kept

waiting_entry = kept(
    "waiting_entry",
    column("patient_id", Id, to="patient"),
    column("type_id", Id, to="appointment_type"),
    column("practitioner_ids", JsonText(tuple[UUID, ...])),
    column("department_id", Id, null=True, to="department"),
    column("asked_at", Instant),
    column("first_day", Day, null=True),
    column("last_day", Day, null=True),
    column("weekdays", JsonText(tuple[int, ...])),
    column("part", Choice(DayPart)),
    column("earliest", WallTime, null=True),
    column("latest", WallTime, null=True),
    column("urgency", Choice(Urgency)),
    column("note", Words),
    column("appointment_id", Id, null=True, to="appointment"),
    column("keeps_appointment", Flag),
    column("status", Choice(WaitingStatus)),
    column("booked_id", Id, null=True, to="appointment"),
    Index("waiting_entry_status", "status", "asked_at"),
    Index("waiting_entry_patient", "patient_id"),
)

hold = kept(
    "hold",
    column("practitioner_id", Id, to="practitioner", part=True),
    column("starts_at", Instant),
    column("ends_at", Instant),
    column("until", Instant),
    column("account_id", Id, null=True, to="account"),
    column("station_id", Id),
    Index("hold_practitioner", "practitioner_id", "starts_at"),
)

series = kept(
    "series",
    column("patient_id", Id, to="patient"),
    column("practitioner_id", Id, to="practitioner"),
    column("type_id", Id, to="appointment_type"),
    column("rule", Words),
    column("local_start", LocalTime),
    column("zone", Words),
    column("minutes", Number),
    Index("series_patient", "patient_id"),
)

message = kept(
    "message",
    column("patient_id", Id, to="patient"),
    column("appointment_id", Id, null=True, to="appointment"),
    column("occasion", Choice(Occasion)),
    column("channel", Choice(Channel)),
    column("language", Words),
    column("recipient", Words),
    column("subject", Words),
    column("body", Words),
    column("made_at", Instant),
    column("due_at", Instant),
    column("state", Choice(MessageState)),
    column("tries", Number),
    column("next_try_at", Instant, null=True),
    column("settled_at", Instant, null=True),
    column("last_error", Words),
    column("appointment_at", Instant, null=True),
    column("practitioner_id", Id, null=True, to="practitioner"),
    column("was_at", Instant, null=True),
    column("was_practitioner_id", Id, null=True, to="practitioner"),
    column("lead_hours", Number),
    column("withdrawn_by", Id, null=True, to="account"),
    Index("message_state", "state", "due_at", "channel"),
    Index("message_appointment", "appointment_id", sqlite_where=text("appointment_id IS NOT NULL")),
    Index("message_patient", "patient_id"),
)

message_settings = kept(
    "message_settings",
    column("switched_on", Flag),
    column("station_id", Id, null=True),
    column("language", Words),
    column("first_channel", Choice(Channel)),
    column("smtp_host", Words),
    column("smtp_port", Number),
    column("smtp_security", Choice(Security)),
    column("smtp_user", Words),
    column("smtp_secret", Words),
    column("smtp_ca_file", Words),
    column("sender_name", Words),
    column("sender_email", Words),
    column("reply_to", Words),
    column("sms_way", Choice(SmsWay)),
    column("sms_url", Words),
    column("sms_form", Choice(SmsForm)),
    column("sms_fields", JsonText(tuple[SmsField, ...])),
    column("sms_secret", Words),
    column("sms_sender", Words),
    column("sms_file", Words),
    column("timings", JsonText(Timings)),
    column("texts", JsonText(tuple[MessageText, ...])),
)

patient_merge = kept(
    "patient_merge",
    column("kept_id", Id, to="patient"),
    column("merged_id", Id, to="patient"),
    column("merged_at", Instant),
    column("merged_by", Id, null=True, to="account"),
    column("kept_before", Words),
    column("kept_after", Words),
    column("merged_before", Words),
    column("merged_after", Words),
    column("appointment_ids", JsonText(tuple[UUID, ...])),
    column("waiting_ids", JsonText(tuple[UUID, ...])),
    column("series_ids", JsonText(tuple[UUID, ...])),
    column("message_ids", JsonText(tuple[UUID, ...])),
    column("taken_apart_at", Instant, null=True),
    column("task_ids", JsonText(tuple[UUID, ...]), default="'[]'"),
    Index("patient_merge_kept", "kept_id"),
    Index("patient_merge_merged", "merged_id"),
)

distinct_patients = kept(
    "distinct_patients",
    column("one_id", Id, to="patient"),
    column("other_id", Id, to="patient"),
    column("said_at", Instant),
    column("said_by", Id, null=True, to="account"),
    Index("distinct_patients_pair", "one_id", "other_id"),
)
