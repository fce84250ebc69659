"""Turns Synthea's lines into the clinic's records, whose identities follow from the source's."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, AppointmentType, BookingSource
from clinic_desktop.domain.availability import WeeklyPattern
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.people import Account, Department, Patient, Practitioner, Role, Sex
from clinic_desktop.exchange.csv_tables import CsvRow, LineRefused, printable

PATIENT_COLUMNS = (
    "Id",
    "BIRTHDATE",
    "DEATHDATE",
    "FIRST",
    "LAST",
    "MAIDEN",
    "GENDER",
    "ADDRESS",
    "CITY",
    "STATE",
    "ZIP",
)
ORGANIZATION_COLUMNS = ("Id", "NAME", "CITY", "PHONE")
PROVIDER_COLUMNS = ("Id", "ORGANIZATION", "NAME", "SPECIALITY")
ENCOUNTER_COLUMNS = (
    "Id", "START", "STOP", "PATIENT", "PROVIDER", "ENCOUNTERCLASS", "DESCRIPTION", "REASONDESCRIPTION",
)  # fmt: skip

_SOURCE = UUID("5a6bd0c2-2c3f-5f0e-9d38-0d1c3f6f3f52")
_LONGEST = timedelta(days=1)
_COLOURS = ("blue", "green", "violet", "orange", "red", "grey")
_SEXES = {"F": Sex.FEMALE, "M": Sex.MALE, "O": Sex.OTHER, "U": Sex.UNKNOWN, "": Sex.UNKNOWN}
_CLASSES = {
    "wellness": ("Wellness visit", 30),
    "ambulatory": ("Ambulatory visit", 45),
    "outpatient": ("Outpatient visit", 15),
    "urgentcare": ("Urgent care", 40),
    "emergency": ("Emergency", 60),
    "inpatient": ("Inpatient stay", 480),
    "hospice": ("Hospice care", 480),
    "snf": ("Skilled nursing", 480),
    "home": ("Home visit", 60),
    "virtual": ("Video visit", 15),
}
"""Synthea's encounter classes: what the clinic calls such an appointment, and how long a new one is."""

HOURS = ((time(8), time(12)), (time(13), time(17)))
"""The hours that an imported practitioner gets from Monday to Friday: the export names none, and without any nobody
could be booked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """An organization of the export: where its practitioners are found."""

    line: int
    name: str
    city: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """A line of encounters.csv, read but not yet laid into a diary."""

    line: int
    id: UUID
    patient_id: UUID
    practitioner_id: UUID
    class_name: str
    starts_at: datetime
    ends_at: datetime
    reason: str


def identity(kind: str, source: str) -> UUID:
    """The record that stands for a source's own identity: always the same one (UUIDv5)."""
    return uuid5(_SOURCE, f"{kind}:{source.lower()}")


def importer() -> Account:
    """The account under whose name overlapping encounters are booked over; nobody can sign in with it."""
    return Account(
        id=identity("account", "importer"),
        username="synthea-import",
        full_name="Import from Synthea",
        role=Role.RECEPTIONIST,
        password_hash="",
        active=False,
    )


def patient(row: CsvRow, mrn: str) -> Patient:
    """The patient of a line; who died is in the file, but archived."""
    died = _day(row, "DEATHDATE") if row["DEATHDATE"] else None
    born = _day(row, "BIRTHDATE")
    if died is not None and died < born:
        raise LineRefused("DEATHDATE lies before BIRTHDATE")
    sex = _SEXES.get(row["GENDER"].upper())
    if sex is None:
        raise LineRefused(f"GENDER is {printable(row['GENDER'])}, not F, M, O or U")
    town = " ".join(filter(None, (_text(row, "STATE"), _text(row, "ZIP"))))
    notes = []
    if row["MAIDEN"]:
        notes.append(f"Maiden name {_text(row, 'MAIDEN')}.")
    if died is not None:
        notes.append(f"Died on {died.isoformat()}.")
    return Patient(
        id=identity("patient", row.needed("Id")),
        mrn=mrn,
        given_name=_text(row, "FIRST"),
        family_name=_name(row, "LAST"),
        birth_date=born,
        sex=sex,
        address=", ".join(filter(None, (_text(row, "ADDRESS"), _text(row, "CITY"), town))),
        notes=" ".join(notes),
        archived=died is not None,
    )


def workplace(row: CsvRow) -> Workplace:
    return Workplace(line=row.line, name=_name(row, "NAME"), city=_text(row, "CITY"), phone=_text(row, "PHONE"))


def specialty(row: CsvRow) -> str:
    """The department that a practitioner belongs to."""
    return _name(row, "SPECIALITY").capitalize()


def department(name: str) -> Department:
    return Department(id=identity("department", name), name=name, description="Imported from Synthea")


def practitioner(row: CsvRow, department_id: UUID, work: Workplace | None, number: int) -> Practitioner:
    """The practitioner of a line; the organization stands in `contact`, because departments go by specialty."""
    place = () if work is None else (work.name, work.city, work.phone)
    return Practitioner(
        id=identity("practitioner", row.needed("Id")),
        name=_name(row, "NAME"),
        department_id=department_id,
        specialty=specialty(row),
        contact=", ".join(filter(None, place)),
        colour=_COLOURS[number % len(_COLOURS)],
    )


def weekly_hours(practitioner_id: UUID, first_day: date) -> list[WeeklyPattern]:
    """Hours from Monday to Friday, from a day on."""
    return [
        WeeklyPattern(
            id=uuid5(practitioner_id, f"{weekday}:{starts}"),
            practitioner_id=practitioner_id,
            weekday=weekday,
            starts=starts,
            ends=ends,
            valid_from=first_day,
        )
        for weekday in range(5)
        for starts, ends in HOURS
    ]


def appointment_type(class_name: str) -> AppointmentType:
    """What encounters of a class become; a class that is not known gets half an hour."""
    name, minutes = _CLASSES.get(class_name, (class_name.capitalize(), 30))
    return AppointmentType(id=identity("type", class_name), name=name, minutes=minutes)


def encounter(row: CsvRow, now: datetime) -> Encounter:
    """The encounter of a line; raises LineRefused for times that an appointment cannot have."""
    starts_at, ends_at = _instant(row, "START"), _instant(row, "STOP")
    if ends_at <= starts_at:
        raise LineRefused("ends before it starts")
    if ends_at - starts_at > _LONGEST:
        days = (ends_at - starts_at) / _LONGEST
        raise LineRefused(f"lasts {days:.1f} days, and an appointment lasts a day at most")
    if ends_at > now:
        raise LineRefused("has not happened yet, and only past encounters are imported")
    reason = _text(row, "DESCRIPTION")
    if row["REASONDESCRIPTION"]:
        reason = f"{reason}: {_text(row, 'REASONDESCRIPTION')}" if reason else _text(row, "REASONDESCRIPTION")
    return Encounter(
        line=row.line,
        id=identity("encounter", row.needed("Id")),
        patient_id=identity("patient", row.needed("PATIENT")),
        practitioner_id=identity("practitioner", row.needed("PROVIDER")),
        class_name=row.needed("ENCOUNTERCLASS").lower(),
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason,
    )


def appointment(source: Encounter, type_id: UUID, zone: ZoneInfo, *, over: str = "") -> Appointment:
    """A past encounter in the diary; `over` says what it overlaps, and marks it as booked over."""
    return Appointment(
        id=source.id,
        patient_id=source.patient_id,
        practitioner_id=source.practitioner_id,
        type_id=type_id,
        starts_at=source.starts_at,
        ends_at=source.ends_at,
        local_start=wall_time(source.starts_at, zone).replace(second=0, microsecond=0),
        zone=zone.key,
        status=AppointmentStatus.FULFILLED,
        reason=source.reason,
        booked_at=source.starts_at,
        overbooked_by=importer().id if over else None,
        overbook_reason=over,
        source=BookingSource.IMPORT,
    )


def _text(row: CsvRow, column: str) -> str:
    """A value as the clinic keeps text: NFC, without control characters, single spaces."""
    text = unicodedata.normalize("NFC", row[column])
    if any(unicodedata.category(letter) == "Cc" and letter not in "\r\n\t" for letter in text):
        raise LineRefused(f"{column} holds control characters")
    return " ".join(text.split())


def _name(row: CsvRow, column: str) -> str:
    row.needed(column)
    return _text(row, column)


def _day(row: CsvRow, column: str) -> date:
    try:
        return date.fromisoformat(row.needed(column)[:10])
    except ValueError:
        raise LineRefused(f"{column} is {printable(row[column])}, not a date like 1984-02-29") from None


def _instant(row: CsvRow, column: str) -> datetime:
    """A moment, in UTC where the export names no zone."""
    try:
        at = datetime.fromisoformat(row.needed(column))
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise LineRefused(f"{column} is {printable(row[column])}, not a time like 2023-01-31T08:00:00Z") from None
