"""Every table. Columns bear the names of the records' fields; what else a table has is derived from them."""

from typing import Any, TypeAlias

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, text

from clinic_desktop.domain.appointments import AppointmentStatus, BookingSource, CancelledBy, Confirmation
from clinic_desktop.domain.availability import ExceptionKind
from clinic_desktop.domain.clinic import OpeningHours, Policies
from clinic_desktop.domain.people import Role, Sex

from .column_types import Bytes, Choice, Day, Flag, Id, Instant, JsonText, LocalTime, Number, Stored, WallTime, Words

metadata = MetaData()


AnyColumn: TypeAlias = Column[Any]  # Any: of whatever Python type
AnyType: TypeAlias = Stored[Any]  # Any: as above


def _column(
    name: str,
    kind: AnyType | type[AnyType],
    *,
    null: bool = False,
    to: str = "",
    unique: bool = False,
    part: bool = False,
) -> AnyColumn:
    """A column; `to` names the table it refers to, `part` says that the row goes when the other goes."""
    references = [ForeignKey(f"{to}.id", ondelete="CASCADE" if part else None)] if to else []
    return Column(name, kind, *references, nullable=null, unique=unique or None)


def _kept(name: str, *columns: AnyColumn | CheckConstraint | Index) -> Table:
    """A table of records: `row` is stable (a batch's digest names a range of rows), `id` is what others refer to."""
    return Table(
        name,
        metadata,
        Column("row", Integer, primary_key=True),
        _column("id", Id, unique=True),
        _column("version", Number),
        *columns,
        sqlite_strict=True,
    )


account = _kept(
    "account",
    _column("username", Words),
    _column("full_name", Words),
    _column("role", Choice(Role)),
    _column("password_hash", Words),
    _column("email", Words, null=True),
    _column("active", Flag),
    _column("must_change_password", Flag),
    _column("last_sign_in_at", Instant, null=True),
    _column("token_version", Number),
    _column("username_key", Words, unique=True),
    _column("email_key", Words, null=True, unique=True),
)

department = _kept(
    "department",
    _column("name", Words),
    _column("description", Words),
    _column("location", Words),
    _column("active", Flag),
    _column("name_key", Words, unique=True),
)

practitioner = _kept(
    "practitioner",
    _column("name", Words),
    _column("title", Words),
    _column("account_id", Id, null=True, to="account", unique=True),
    _column("department_id", Id, null=True, to="department"),
    _column("specialty", Words),
    _column("qualification", Words),
    _column("room", Words),
    _column("contact", Words),
    _column("slot_minutes", Number),
    _column("colour", Words),
    _column("active", Flag),
    Index("practitioner_department", "department_id"),
)

patient = _kept(
    "patient",
    _column("mrn", Words, unique=True),
    _column("given_name", Words),
    _column("family_name", Words),
    _column("birth_date", Day, null=True),
    _column("sex", Choice(Sex)),
    _column("mobile", Words),
    _column("phone", Words),
    _column("email", Words),
    _column("address", Words),
    _column("language", Words),
    _column("contact_name", Words),
    _column("contact_phone", Words),
    _column("contact_relation", Words),
    _column("alerts", JsonText(tuple[str, ...])),
    _column("notes", Words),
    _column("own_doctor_id", Id, null=True, to="practitioner"),
    _column("wants_reminders", Flag),
    _column("account_id", Id, null=True, to="account", unique=True),
    _column("merged_into_id", Id, null=True, to="patient"),
    _column("archived", Flag),
    _column("name_key", Words),
    _column("given_key", Words),
    _column("mobile_digits", Words, null=True),
    _column("phone_digits", Words, null=True),
    _column("search_text", Words),
    # Both hold all that a step of the search looks at, so that it never opens a patient's own row.
    Index("patient_name", "name_key", "archived", "search_text"),
    Index("patient_given", "given_key", "archived"),
    Index("patient_birth_date", "birth_date"),
    Index("patient_mobile", "mobile_digits", sqlite_where=text("mobile_digits IS NOT NULL")),
    Index("patient_phone", "phone_digits", sqlite_where=text("phone_digits IS NOT NULL")),
    Index("patient_own_doctor", "own_doctor_id", sqlite_where=text("own_doctor_id IS NOT NULL")),
    Index("patient_merged", "merged_into_id", sqlite_where=text("merged_into_id IS NOT NULL")),
)

appointment_type = _kept(
    "appointment_type",
    _column("name", Words),
    _column("minutes", Number),
    _column("colour", Words),
    _column("buffer_before", Number),
    _column("buffer_after", Number),
    _column("patients_may_book", Flag),
    _column("active", Flag),
    _column("name_key", Words, unique=True),
)

appointment = _kept(
    "appointment",
    _column("patient_id", Id, to="patient"),
    _column("practitioner_id", Id, to="practitioner"),
    _column("type_id", Id, to="appointment_type"),
    _column("starts_at", Instant),
    _column("ends_at", Instant),
    _column("local_start", LocalTime),
    _column("zone", Words),
    _column("status", Choice(AppointmentStatus)),
    _column("confirmation", Choice(Confirmation)),
    _column("reason", Words),
    _column("desk_note", Words),
    _column("visit_note", Words),
    _column("room", Words),
    _column("buffer_before", Number),
    _column("buffer_after", Number),
    _column("booked_at", Instant),
    _column("asked_to_arrive_at", Instant, null=True),
    _column("arrived_at", Instant, null=True),
    _column("in_room_at", Instant, null=True),
    _column("done_at", Instant, null=True),
    _column("series_id", Id, null=True),
    _column("overbooked_by", Id, null=True, to="account"),
    _column("overbook_reason", Words),
    _column("cancelled_by", Choice(CancelledBy), null=True),
    _column("cancel_reason", Words),
    _column("source", Choice(BookingSource)),
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
    ),
    Index("appointment_patient", "patient_id", "starts_at"),
    Index("appointment_start", "starts_at"),
    Index("appointment_series", "series_id", sqlite_where=text("series_id IS NOT NULL")),
)

weekly_pattern = _kept(
    "weekly_pattern",
    _column("practitioner_id", Id, to="practitioner", part=True),
    _column("weekday", Number),
    _column("starts", WallTime),
    _column("ends", WallTime),
    _column("valid_from", Day),
    _column("valid_until", Day, null=True),
    _column("every_weeks", Number),
    Index("weekly_pattern_practitioner", "practitioner_id"),
)

availability_exception = _kept(
    "availability_exception",
    _column("practitioner_id", Id, to="practitioner", part=True),
    _column("first_day", Day),
    _column("last_day", Day),
    _column("kind", Choice(ExceptionKind)),
    _column("starts", WallTime, null=True),
    _column("ends", WallTime, null=True),
    _column("reason", Words),
    Index("availability_exception_practitioner", "practitioner_id", "last_day"),
)

closure = _kept(
    "closure",
    _column("name", Words),
    _column("first_day", Day),
    _column("last_day", Day),
)

clinic_settings = _kept(
    "clinic_settings",
    _column("name", Words),
    _column("zone", Words),
    _column("address", Words),
    _column("phone", Words),
    _column("opening_hours", JsonText(tuple[OpeningHours, ...])),
    _column("policies", JsonText(Policies)),
    _column("is_demo", Flag),
)

waiting_entry = _kept(
    "waiting_entry",
    _column("patient_id", Id, to="patient"),
    _column("practitioner_id", Id, null=True, to="practitioner"),
    _column("department_id", Id, null=True, to="department"),
    _column("type_id", Id, to="appointment_type"),
    _column("asked_at", Instant),
    _column("first_day", Day, null=True),
    _column("last_day", Day, null=True),
    _column("weekdays", JsonText(tuple[int, ...])),
    _column("part_of_day", Words),
    _column("urgency", Number),
    _column("note", Words),
    _column("status", Words),
    _column("appointment_id", Id, null=True, to="appointment"),
    Index("waiting_entry_status", "status", "urgency", "asked_at"),
    Index("waiting_entry_patient", "patient_id"),
)

hold = _kept(
    "hold",
    _column("practitioner_id", Id, to="practitioner", part=True),
    _column("starts_at", Instant),
    _column("ends_at", Instant),
    _column("until", Instant),
    _column("account_id", Id, null=True, to="account"),
    _column("station_id", Id),
    _column("reason", Words),
    Index("hold_practitioner", "practitioner_id", "starts_at"),
)

station = _kept(
    "station",
    _column("name", Words),
    _column("enrolled_at", Instant),
    _column("active", Flag),
)

conflict = _kept(
    "conflict",
    _column("kind", Words),
    _column("record_kind", Words),
    _column("record_id", Id),
    _column("op_id", Id),
    _column("station_id", Id),
    _column("noticed_at", Instant),
    _column("mine", Words),
    _column("theirs", Words),
    _column("state", Words),
    _column("resolution", Words),
    _column("settled_at", Instant, null=True),
    _column("settled_by", Id, null=True, to="account"),
    Index("conflict_state", "state", "noticed_at"),
    Index("conflict_record", "record_id"),
)

JOURNALLED = (
    account, department, practitioner, patient, appointment_type, appointment, weekly_pattern, availability_exception,
    closure, clinic_settings, waiting_entry, hold, station, conflict,
)  # fmt: skip

DERIVED = {
    "account": ("username_key", "email_key"),
    "department": ("name_key",),
    "appointment_type": ("name_key",),
    "patient": ("name_key", "given_key", "mobile_digits", "phone_digits", "search_text"),
}
"""The columns that are computed from a record's fields; the journal leaves them out."""

# What concerns this station alone, and is not journalled

session = _kept(
    "session",
    _column("account_id", Id, to="account"),
    _column("started_at", Instant),
    _column("ends_at", Instant),
    _column("last_used_at", Instant),
    _column("refresh_hash", Words),
    _column("previous_refresh_hash", Words, null=True),
    _column("locked", Flag),
    _column("revoked_at", Instant, null=True),
    _column("revoke_reason", Words),
    _column("token_version", Number),
    Index("session_account", "account_id"),
)

sign_in_attempt = _kept(
    "sign_in_attempt",
    _column("username_key", Words, unique=True),
    _column("failed", Number),
    _column("wait_until", Instant, null=True),
    _column("locked_at", Instant, null=True),
)

meta = Table(
    "meta", metadata, Column("name", Words, primary_key=True), _column("value", Words), sqlite_strict=True
)  # fmt: skip


def _context() -> tuple[AnyColumn, ...]:
    return (
        _column("change_id", Id, null=True),
        _column("at", Instant),
        _column("actor_id", Id, null=True),
        _column("actor_name", Words),
        _column("session_id", Id, null=True),
        _column("station_id", Id, null=True),
        _column("verb", Words),
        _column("reason", Words),
        _column("undoes", Id, null=True),
        _column("origin", Words),
    )


CONTEXT = tuple(column.name for column in _context())
"""Who, why, when and where: what the writer says of all entries of one change."""

journal_context = Table(
    "journal_context",
    metadata,
    Column("only", Number, CheckConstraint("only = 1"), primary_key=True),
    *_context(),
    _column("batch", Flag),
    sqlite_strict=True,
)

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True),
    *_context(),
    _column("kind", Words),
    _column("record_id", Id, null=True),
    _column("action", Words),
    _column("before", Words, null=True),
    _column("after", Words, null=True),
    _column("seal", Bytes, null=True),
    Index("journal_record", "kind", "record_id"),
    Index("journal_change", "change_id"),
    Index("journal_session", "session_id", sqlite_where=text("session_id IS NOT NULL")),
    Index("journal_undoes", "undoes", sqlite_where=text("undoes IS NOT NULL")),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
