"""The joined, frozen lines that lists and calendars show, as storage reads them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from .appointments import AppointmentStatus, BookingSource, CancelledBy, Confirmation
from .clinic_time import Span
from .disclosure import NotesToRead
from .people import Patient, Practitioner, Role, Sex


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Slot:
    """A free time at one practitioner."""

    starts_at: datetime
    ends_at: datetime
    practitioner_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentLine:
    """An appointment with the names a list or a calendar shows beside it. Times are UTC, buffers minutes."""

    id: UUID
    version: int
    patient_id: UUID
    patient_name: str
    mrn: str
    practitioner_id: UUID
    practitioner_name: str
    type_id: UUID
    type_name: str
    starts_at: datetime
    ends_at: datetime
    status: AppointmentStatus
    confirmation: Confirmation
    reason: str
    room: str
    alerts: tuple[str, ...]
    buffer_before: int
    buffer_after: int
    arrived_at: datetime | None
    in_room_at: datetime | None
    done_at: datetime | None
    is_overbooked: bool
    asked_to_arrive_at: datetime | None
    ticket: int | None
    series_id: UUID | None
    source: BookingSource
    has_note: bool
    is_contested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """An appointment as a printed sheet tells it."""

    line: AppointmentLine
    birth_date: date | None
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentSlip:
    """What the patient takes home of an appointment: provisional while the hub has not confirmed it."""

    line: AppointmentLine
    is_provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Time that an exception takes out of a practitioner's day: a meeting, lunch. Times are UTC."""

    exception_id: UUID
    starts_at: datetime
    ends_at: datetime
    reason: str

    @property
    def span(self) -> Span:
        """The time that is blocked."""
        return Span(starts_at=self.starts_at, ends_at=self.ends_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTime:
    """A practitioner's time that an open booking dialog keeps until a moment (UTC), and whose dialog that is."""

    hold_id: UUID
    practitioner_id: UUID
    starts_at: datetime
    ends_at: datetime
    until: datetime
    holder_name: str
    is_own: bool

    @property
    def span(self) -> Span:
        """The time that is held."""
        return Span(starts_at=self.starts_at, ends_at=self.ends_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayColumn:
    """One practitioner's day: the head of the column, when it is open, what is blocked, and why it is not worked."""

    practitioner_id: UUID
    practitioner_name: str
    department_name: str
    room: str
    colour: str
    open_time: tuple[Span, ...]
    away_reason: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheet:
    """A clinic day for some practitioners; `columns` in the order asked for, `lines` and `holds` ordered by start."""

    day: date
    columns: tuple[DayColumn, ...]
    lines: tuple[AppointmentLine, ...]
    holds: tuple[HeldTime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientLine:
    """A patient as a search result shows them; `reason` says why it was found, where that is not plain.

    `former_mrn` is the number that it was found by, of a record that was merged into this one.
    """

    id: UUID
    mrn: str
    given_name: str
    family_name: str
    birth_date: date | None
    sex: Sex
    mobile: str
    phone: str
    email: str
    alerts: tuple[str, ...]
    archived: bool
    reason: str = ""
    former_mrn: str = ""

    @property
    def full_name(self) -> str:
        """Given name first."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientFileLine:
    """A patient as the table of the file shows them: when they come next (UTC), when they were last seen."""

    line: PatientLine
    address: str
    language: str
    contact_name: str
    contact_phone: str
    contact_relation: str
    own_doctor_name: str
    next_at: datetime | None
    last_seen_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change of a record in words: "moved from Mon 11:00", by whom, when (UTC)."""

    change_id: UUID
    at: datetime
    verb: str
    words: str
    actor_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientCard:
    """A patient with what the desk wants to see at once: visits to come (soonest first) and past (latest first).

    `changes` tell what was done to the record itself, latest first; `recent_no_shows` are those of two years.
    """

    patient: Patient
    own_doctor_name: str
    upcoming: tuple[AppointmentLine, ...]
    past: tuple[AppointmentLine, ...]
    visits: int
    no_shows: int
    changes: tuple[ChangeLine, ...] = ()
    recent_no_shows: int = 0

    @property
    def last_visit(self) -> AppointmentLine | None:
        """The latest appointment that was kept."""
        return next((line for line in self.past if line.status is AppointmentStatus.FULFILLED), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentCard:
    """One appointment with everything kept about it, and its history, latest first.

    `visit_note` is empty to whoever may not read it; `notes` says what they may, and how it opens.
    """

    line: AppointmentLine
    desk_note: str
    visit_note: str
    source: BookingSource
    booked_at: datetime
    overbook_reason: str
    cancelled_by: CancelledBy | None
    cancel_reason: str
    changes: tuple[ChangeLine, ...]
    has_visit_note: bool = False
    notes: NotesToRead | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerLine:
    """A practitioner with the names around them."""

    practitioner: Practitioner
    department_name: str
    username: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentLine:
    """A department with how many active practitioners work in it."""

    id: UUID
    version: int
    name: str
    description: str
    location: str
    active: bool
    practitioners: int
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLine:
    """A room with the names around it: its department's, and of those who work in it."""

    id: UUID
    version: int
    name: str
    department_id: UUID | None
    department_name: str
    floor: str
    active: bool
    position: int
    used_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """An account as the admin's list shows it, never with its hash. `is_locked`: too many wrong tries here."""

    id: UUID
    version: int
    username: str
    full_name: str
    email: str | None
    role: Role
    active: bool
    must_change_password: bool
    last_sign_in_at: datetime | None
    is_locked: bool
    practitioner_id: UUID | None
    department_name: str
    sessions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Figures of a span of clinic days; rates between 0 and 1, waits in minutes; None where nothing was measured."""

    first_day: date
    last_day: date
    patients: int
    new_patients: int
    practitioners: int
    departments: int
    by_status: dict[AppointmentStatus, int]
    no_show_rate: float | None
    median_wait: float | None
    ninth_decile_wait: float | None
    booked_minutes: int
    open_minutes: int

    @property
    def appointments(self) -> int:
        """All appointments of the span, without those entered in error."""
        return self.number_of(self.by_status)

    @staticmethod
    def number_of(by_status: dict[AppointmentStatus, int]) -> int:
        """How many those are, without those entered in error."""
        return sum(n for status, n in by_status.items() if status is not AppointmentStatus.ENTERED_IN_ERROR)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One entry of the journal in words, with the images (JSON texts) it holds.

    `did` says what was done, to stand behind who did it, and names the `subject`; `words` is as the record's own
    history tells it. `patient_id` is set where a patient's record or what belongs to it changed; `is_about_patient`
    where a patient's name stands in it, `is_by_patient` where one did it.
    """

    seq: int
    change_id: UUID
    at: datetime
    actor_id: UUID | None
    actor_name: str
    station: str
    verb: str
    kind: str
    record_id: UUID
    words: str
    did: str
    subject: str
    patient_id: UUID | None
    before: str
    after: str
    is_sealed: bool
    is_about_patient: bool = False
    is_by_patient: bool = False

    @property
    def sentence(self) -> str:
        """The whole of it: "Rosa Lopez moved Peter Novak from Tue 24 Nov 11:00 to Tue 24 Nov 10:30"."""
        return f"{self.actor_name or 'Another program'} {self.did}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field in words as it was and as it became; empty where there was nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One line of the audit log with all that it changed."""

    line: AuditLine
    changes: tuple[FieldChange, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What walking the journal found; `first_fault` is None when every seal and every row agrees.

    With `anchors` of so many that are kept outside the file it was compared; the shared server's are not among them
    when it `is_hub_silent`.
    """

    entries: int
    rows: int
    first_fault: str | None
    anchors: int = 0
    is_hub_silent: bool = False

    @property
    def anchor_words(self) -> str:
        """Whether its end could have been cut off unseen."""
        silent = "The shared server could not be asked. " if self.is_hub_silent else ""
        if not self.anchors:
            return f"{silent}Nothing is kept of it outside its file, so an end that was cut off would not be seen."
        marks = "the mark" if self.anchors == 1 else f"all {self.anchors} marks"
        return f"{silent}It holds to {marks} kept outside its file: its end was not cut off."


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the station is: None where a reader may not know, or nothing happened yet."""

    reachable: bool
    schema_version: str | None = None
    disk_free_bytes: int | None = None
    last_backup_at: datetime | None = None
    last_sync_at: datetime | None = None
    key_in_file: bool | None = None
