"""The tables around a visit: what the desk is asked to do after it, drafts of notes, and why notes were read."""

from sqlalchemy import Index

from clinic_desktop.domain.desk_tasks import TaskKind, TaskStatus

from .column_types import Choice, Day, Id, Instant, Words
from .table_making import column, kept

desk_task = kept(
    "desk_task",
    column("kind", Choice(TaskKind)),
    column("patient_id", Id, to="patient"),
    column("practitioner_id", Id, null=True, to="practitioner"),
    column("type_id", Id, null=True, to="appointment_type"),
    column("appointment_id", Id, null=True, to="appointment"),
    column("wanted_day", Day, null=True),
    column("reason", Words),
    column("asked_at", Instant),
    column("asked_by", Id, null=True, to="account"),
    column("status", Choice(TaskStatus)),
    column("settled_at", Instant, null=True),
    column("settled_by", Id, null=True, to="account"),
    column("booked_id", Id, null=True, to="appointment"),
    Index("desk_task_status", "status", "asked_at"),
    Index("desk_task_appointment", "appointment_id"),
    Index("desk_task_patient", "patient_id"),
)

disclosure = kept(
    "disclosure",
    column("patient_id", Id, to="patient"),
    column("account_id", Id, to="account"),
    column("reason", Words),
    column("opened_at", Instant),
    column("until", Instant),
    Index("disclosure_patient", "patient_id", "account_id", "until"),
)

note_draft = kept(
    "note_draft",
    column("appointment_id", Id, to="appointment", part=True),
    column("account_id", Id, to="account", part=True),
    column("begun_from", Words),
    column("text", Words),
    column("written_at", Instant),
    Index("note_draft_of", "appointment_id", "account_id", unique=True),
)
