"""Every table. Columns bear the names of the records' fields; what else a table has is derived from them."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, text

from clinic_desktop.domain.appointments import AppointmentStatus, BookingSource, CancelledBy, Confirmation
from clinic_desktop.domain.availability import ExceptionKind
from clinic_desktop.domain.clinic import OpeningHours, Policies
from clinic_desktop.domain.messages import Channel
from clinic_desktop.domain.people import Role, Sex

from .audit_tables import record_access
from .column_types import Bytes, Choice, Day, Flag, Id, Instant, JsonText, LocalTime, Number, WallTime, Words
from .desk_tables import distinct_patients, hold, message, message_settings, patient_merge, series, waiting_entry
from .house_tables import room
from .sync_tables import conflict
from .table_making import AnyColumn, column, kept, metadata
from .visit_tables import desk_task, disclosure

account = kept(
    "account",
    column("username", Words),
    column("full_name", Words),
    column("role", Choice(Role)),
    column("password_hash", Words),
    column("email", Words, null=True),
    column("active", Flag),
    column("must_change_password", Flag),
    column("last_sign_in_at", Instant, null=True),
    column("token_version", Number),
    column("username_key", Words, unique=True),
    column("email_key", Words, null=True, unique=True),
)

department = kept(
    "department",
    column("name", Words),
    column("description", Words),
    column("location", Words),
    column("active", Flag),
    column("name_key", Words, unique=True),
    column("position", Number, default="0"),
)

practitioner = kept(
    "practitioner",
    column("name", Words),
    column("title", Words),
    column("account_id", Id, null=True, to="account", unique=True),
    column("department_id", Id, null=True, to="department"),
    column("specialty", Words),
    column("qualification", Words),
    column("room", Words),
    column("contact", Words),
    column("slot_minutes", Number),
    column("colour", Words),
    column("active", Flag),
    Index("practitioner_department", "department_id"),
)

patient = kept(
    "patient",
    column("mrn", Words, unique=True),
    column("given_name", Words),
    column("family_name", Words),
    column("birth_date", Day, null=True),
    column("sex", Choice(Sex)),
    column("mobile", Words),
    column("phone", Words),
    column("email", Words),
    column("address", Words),
    column("language", Words),
    column("contact_name", Words),
    column("contact_phone", Words),
    column("contact_relation", Words),
    column("alerts", JsonText(tuple[str, ...])),
    column("notes", Words),
    column("own_doctor_id", Id, null=True, to="practitioner"),
    column("wants_reminders", Flag),
    column("account_id", Id, null=True, to="account", unique=True),
    column("merged_into_id", Id, null=True, to="patient"),
    column("archived", Flag),
    column("name_key", Words),
    column("given_key", Words),
    column("mobile_digits", Words, null=True),
    column("phone_digits", Words, null=True),
    column("search_text", Words),
    column("reminder_channel", Choice(Channel), null=True),
    # Both hold all that a step of the search looks at, so that it never opens a patient's own row.
    Index("patient_name", "name_key", "archived", "search_text"),
    Index("patient_given", "given_key", "archived"),
    # All that an appointment's line says of its patient: a day has hundreds of them, none near another in the table.
    Index("patient_named", "id", "given_name", "family_name", "mrn", "alerts"),
    Index("patient_birth_date", "birth_date"),
    Index("patient_mobile", "mobile_digits", sqlite_where=text("mobile_digits IS NOT NULL")),
    Index("patient_phone", "phone_digits", sqlite_where=text("phone_digits IS NOT NULL")),
    Index("patient_own_doctor", "own_doctor_id", sqlite_where=text("own_doctor_id IS NOT NULL")),
    Index("patient_merged", "merged_into_id", sqlite_where=text("merged_into_id IS NOT NULL")),
)

appointment_type = kept(
    "appointment_type",
    column("name", Words),
    column("minutes", Number),
    column("colour", Words),
    column("buffer_before", Number),
    column("buffer_after", Number),
    column("patients_may_book", Flag),
    column("active", Flag),
    column("name_key", Words, unique=True),
    column("position", Number, default="0"),
    column("doctors_may_book", Flag, default="1"),
    column("practitioner_ids", JsonText(tuple[UUID, ...]), default="'[]'"),
    column("room", Words, default="''"),
)

appointment = kept(
    "appointment",
    column("patient_id", Id, to="patient"),
    column("practitioner_id", Id, to="practitioner"),
    column("type_id", Id, to="appointment_type"),
    column("starts_at", Instant),
    column("ends_at", Instant),
    column("local_start", LocalTime),
    column("zone", Words),
    column("status", Choice(AppointmentStatus)),
    column("confirmation", Choice(Confirmation)),
    column("reason", Words),
    column("desk_note", Words),
    column("visit_note", Words),
    column("room", Words),
    column("buffer_before", Number),
    column("buffer_after", Number),
    column("booked_at", Instant),
    column("asked_to_arrive_at", Instant, null=True),
    column("arrived_at", Instant, null=True),
    column("in_room_at", Instant, null=True),
    column("done_at", Instant, null=True),
    column("series_id", Id, null=True),
    column("overbooked_by", Id, null=True, to="account"),
    column("overbook_reason", Words),
    column("cancelled_by", Choice(CancelledBy), null=True),
    column("cancel_reason", Words),
    column("source", Choice(BookingSource)),
    column("ticket", Number, null=True),
    column("contested", Flag, default="0"),
    # The rule against double booking looks no further back than a day.
    CheckConstraint("ends_at > starts_at AND ends_at - starts_at <= 86400000", name="appointment_length"),
    # Holds all that taken time is known by, so that looking for it never opens an appointment's own row.
    Index(
        "appointment_practitioner",
        "practitioner_id",
        "starts_at",
        "ends_at",
        "status",
        "overbooked_by",
        "buffer_before",
        "buffer_after",
        "contested",
    ),
    Index("appointment_patient", "patient_id", "starts_at"),
    Index("appointment_start", "starts_at"),
    Index("appointment_series", "series_id", sqlite_where=text("series_id IS NOT NULL")),
)

weekly_pattern = kept(
    "weekly_pattern",
    column("practitioner_id", Id, to="practitioner", part=True),
    column("weekday", Number),
    column("starts", WallTime),
    column("ends", WallTime),
    column("valid_from", Day),
    column("valid_until", Day, null=True),
    column("every_weeks", Number),
    Index("weekly_pattern_practitioner", "practitioner_id"),
)

availability_exception = kept(
    "availability_exception",
    column("practitioner_id", Id, to="practitioner", part=True),
    column("first_day", Day),
    column("last_day", Day),
    column("kind", Choice(ExceptionKind)),
    column("starts", WallTime, null=True),
    column("ends", WallTime, null=True),
    column("reason", Words),
    Index("availability_exception_practitioner", "practitioner_id", "last_day"),
)

closure = kept(
    "closure",
    column("name", Words),
    column("first_day", Day),
    column("last_day", Day),
)

clinic_settings = kept(
    "clinic_settings",
    column("name", Words),
    column("zone", Words),
    column("address", Words),
    column("phone", Words),
    column("opening_hours", JsonText(tuple[OpeningHours, ...])),
    column("policies", JsonText(Policies)),
    column("is_demo", Flag),
)

station = kept(
    "station",
    column("name", Words),
    column("enrolled_at", Instant),
    column("active", Flag),
)

JOURNALLED = (
    account, department, practitioner, patient, appointment_type, appointment, weekly_pattern, availability_exception,
    closure, clinic_settings, waiting_entry, hold, series, message, message_settings, patient_merge,
    distinct_patients, station, conflict, desk_task, disclosure, room, record_access,
)  # fmt: skip

DERIVED = {
    "account": ("username_key", "email_key"),
    "department": ("name_key",),
    "appointment_type": ("name_key",),
    "room": ("name_key",),
    "patient": ("name_key", "given_key", "mobile_digits", "phone_digits", "search_text"),
}
"""The columns that are computed from a record's fields; the journal leaves them out."""

# What concerns this station alone, and is not journalled

session = kept(
    "session",
    column("account_id", Id, to="account"),
    column("started_at", Instant),
    column("ends_at", Instant),
    column("last_used_at", Instant),
    column("refresh_hash", Words),
    column("previous_refresh_hash", Words, null=True),
    column("locked", Flag),
    column("revoked_at", Instant, null=True),
    column("revoke_reason", Words),
    column("token_version", Number),
    Index("session_account", "account_id"),
)

sign_in_attempt = kept(
    "sign_in_attempt",
    column("username_key", Words, unique=True),
    column("failed", Number),
    column("wait_until", Instant, null=True),
    column("locked_at", Instant, null=True),
)

meta = Table(
    "meta", metadata, Column("name", Words, primary_key=True), column("value", Words), sqlite_strict=True
)  # fmt: skip


def _context() -> tuple[AnyColumn, ...]:
    return (
        column("change_id", Id, null=True),
        column("at", Instant),
        column("actor_id", Id, null=True),
        column("actor_name", Words),
        column("session_id", Id, null=True),
        column("station_id", Id, null=True),
        column("verb", Words),
        column("reason", Words),
        column("undoes", Id, null=True),
        column("origin", Words),
    )


CONTEXT = tuple(column.name for column in _context())
"""Who, why, when and where: what the writer says of all entries of one change."""

journal_context = Table(
    "journal_context",
    metadata,
    Column("only", Number, CheckConstraint("only = 1"), primary_key=True),
    *_context(),
    column("batch", Flag),
    sqlite_strict=True,
)

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True),
    *_context(),
    column("kind", Words),
    column("record_id", Id, null=True),
    column("action", Words),
    column("before", Words, null=True),
    column("after", Words, null=True),
    column("seal", Bytes, null=True),
    Index("journal_record", "kind", "record_id"),
    Index("journal_change", "change_id"),
    Index("journal_session", "session_id", sqlite_where=text("session_id IS NOT NULL")),
    Index("journal_undoes", "undoes", sqlite_where=text("undoes IS NOT NULL")),
    Index("journal_received", "at", sqlite_where=text("origin = 'hub'")),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
