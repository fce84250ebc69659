"""The import of Synthea's export: every line is imported, was here already, or is refused with its reason."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clinic_desktop.domain.appointments import (
    Appointment,
    AppointmentStatus,
    AppointmentType,
    BookingRequest,
    BookingSource,
)
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.people import Account, Department, Patient, Practitioner, Sex
from clinic_desktop.domain.queries import SlotQuery
from clinic_desktop.domain.records import Record
from clinic_desktop.domain.requests import FirstAdmin
from clinic_desktop.exchange.csv_tables import BrokenFile
from clinic_desktop.exchange.synthea import ImportReport, import_synthea
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.storage.actor import Actor
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import open_key
from clinic_desktop.storage.verification import verify

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DESK = Actor(account_id=None, name="Command line")
PASSWORD = "walnut-ferry-cloud"

PATIENTS = "Id,BIRTHDATE,DEATHDATE,FIRST,LAST,MAIDEN,GENDER,ADDRESS,CITY,STATE,ZIP"
ALICE = "p1,2022-07-20,,Alice368,Gleason633,,F,406 Kohler Camp,Lincoln,Nebraska,01504"
AMAL = "p2,1940-02-01,1989-10-28,Amal279,Wisozk929,Gleason1,M,974 Kunde Burg,Omaha,Nebraska,68114"
ORGANIZATIONS = "Id,NAME,CITY,PHONE"
HOSPITAL = "o1,CHADRON HOSPITAL,CRAWFORD,3084325586"
PROVIDERS = "Id,ORGANIZATION,NAME,SPECIALITY"
JOHNA = "d1,o1,Johna806 Klein929,GENERAL PRACTICE"
DALLAS = "d2,o1,Dallas143 Friesen796,CARDIOLOGY"
ENCOUNTERS = "Id,START,STOP,PATIENT,PROVIDER,ENCOUNTERCLASS,DESCRIPTION,REASONDESCRIPTION"
VISIT = "e1,2022-07-20T07:13:55Z,2022-07-20T07:28:55Z,p1,d1,wellness,Well child visit,"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    folder = tmp_path / "clinic"
    key = open_key(folder, make=True, allow_file=True, prefer_file=True)
    opened = Database.open(folder, key, station="Test", clock=lambda: NOW)
    yield opened
    opened.close()


def an_export(
    folder: Path,
    *,
    patients: tuple[str, ...] = (ALICE, AMAL),
    organizations: tuple[str, ...] = (HOSPITAL,),
    providers: tuple[str, ...] = (JOHNA, DALLAS),
    encounters: tuple[str, ...] = (VISIT,),
) -> Path:
    export = folder / "export"
    export.mkdir(exist_ok=True)
    for name, head, lines in (
        ("patients", PATIENTS, patients),
        ("organizations", ORGANIZATIONS, organizations),
        ("providers", PROVIDERS, providers),
        ("encounters", ENCOUNTERS, encounters),
    ):
        (export / f"{name}.csv").write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return export


def all_of(database: Database, kind: type[Record]) -> list[Record]:
    with database.reading() as reading:
        return reading.where(kind)


def refusals(report: ImportReport, name: str) -> list[tuple[int, str]]:
    table = next(table for table in report.tables if table.name == name)
    assert table.read == table.imported + table.present + len(table.refused)
    return [(refusal.line, refusal.reason) for refusal in table.refused]


def test_patients_come_in_with_their_names_as_they_are(database: Database, tmp_path: Path) -> None:
    import_synthea(database, an_export(tmp_path), DESK)

    with database.reading() as reading:
        alice = reading.find(Patient, given_name="Alice368")
    assert alice is not None
    assert (alice.family_name, alice.sex, str(alice.birth_date)) == ("Gleason633", Sex.FEMALE, "2022-07-20")
    assert alice.address == "406 Kohler Camp, Lincoln, Nebraska 01504"
    assert alice.mrn.isdigit()


def test_who_died_is_kept_in_the_archive(database: Database, tmp_path: Path) -> None:
    import_synthea(database, an_export(tmp_path), DESK)

    with database.reading() as reading:
        amal = reading.find(Patient, given_name="Amal279")
    assert amal is not None
    assert amal.archived
    assert amal.notes == "Maiden name Gleason1. Died on 1989-10-28."


def test_practitioners_come_in_with_departments_workplace_and_hours(database: Database, tmp_path: Path) -> None:
    import_synthea(database, an_export(tmp_path), DESK)

    with database.reading() as reading:
        departments = {one.id: one.name for one in reading.where(Department)}
        doctors = {one.name: one for one in reading.where(Practitioner)}
    assert {name: departments[one.department_id] for name, one in doctors.items() if one.department_id} == {
        "Johna806 Klein929": "General practice",
        "Dallas143 Friesen796": "Cardiology",
    }
    assert doctors["Johna806 Klein929"].contact == "CHADRON HOSPITAL, CRAWFORD, 3084325586"


def test_an_encounter_is_a_past_appointment_on_the_clinics_clock(database: Database, tmp_path: Path) -> None:
    import_synthea(database, an_export(tmp_path), DESK, zone="America/Chicago")

    with database.reading() as reading:
        visit = reading.where(Appointment)[0]
        kind = reading.get(AppointmentType, visit.type_id)
    assert visit.starts_at == datetime(2022, 7, 20, 7, 13, 55, tzinfo=UTC)
    assert visit.local_start == datetime(2022, 7, 20, 2, 13)
    assert visit.zone == "America/Chicago"
    assert (visit.status, visit.source) == (AppointmentStatus.FULFILLED, BookingSource.IMPORT)
    assert (kind.name, visit.reason) == ("Wellness visit", "Well child visit")


def test_a_second_run_adds_nothing(database: Database, tmp_path: Path) -> None:
    export = an_export(tmp_path)
    import_synthea(database, export, DESK)
    before = [all_of(database, kind) for kind in (Patient, Practitioner, Department, Appointment, AppointmentType)]

    report = import_synthea(database, export, DESK)

    after = [all_of(database, kind) for kind in (Patient, Practitioner, Department, Appointment, AppointmentType)]
    assert after == before
    assert not report.is_new
    assert [table.present for table in report.tables] == [2, 1, 2, 1]


def test_a_longer_export_adds_only_what_is_new(database: Database, tmp_path: Path) -> None:
    import_synthea(database, an_export(tmp_path), DESK)
    longer = (VISIT, "e2,2022-08-20T07:00:00Z,2022-08-20T07:15:00Z,p1,d1,ambulatory,Fever,")

    report = import_synthea(database, an_export(tmp_path, encounters=longer), DESK)

    assert (report.tables[-1].imported, report.tables[-1].present) == (1, 1)


def test_overlaps_come_in_as_marked_overbookings_and_are_counted(database: Database, tmp_path: Path) -> None:
    encounters = (
        VISIT,
        "e2,2022-07-20T07:20:00Z,2022-07-20T07:40:00Z,p2,d1,wellness,Same doctor,",
        "e3,2022-07-20T07:20:00Z,2022-07-20T07:40:00Z,p1,d2,wellness,Same patient,",
        "e4,2022-07-20T07:28:55Z,2022-07-20T07:40:00Z,p1,d1,wellness,Right after,",
    )

    report = import_synthea(database, an_export(tmp_path, encounters=encounters), DESK)

    with database.reading() as reading:
        marked = {one.reason: one.overbook_reason for one in reading.where(Appointment) if one.is_overbooked}
        importer = reading.find(Account, username="synthea-import")
    assert report.overlaps == 2
    assert marked == {
        "Same doctor": "Imported: overlaps another encounter of this practitioner",
        "Same patient": "Imported: overlaps another encounter of this patient",
    }
    assert importer is not None
    assert not importer.active


def test_an_overlap_with_an_earlier_import_is_marked_too(database: Database, tmp_path: Path) -> None:
    import_synthea(database, an_export(tmp_path), DESK)
    earlier = "e0,2022-07-20T07:00:00Z,2022-07-20T07:20:00Z,p2,d1,wellness,Began before,"

    report = import_synthea(database, an_export(tmp_path, encounters=(VISIT, earlier)), DESK)

    assert report.overlaps == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("e2,2022-07-20T08:00:00Z,2022-07-20T08:00:00Z,p1,d1,wellness,,", "ends before it starts"),
        ("e2,2022-07-20T08:00:00Z,2022-07-22T08:00:00Z,p1,d1,snf,,", "lasts 2.0 days, and an appointment lasts a day"),
        ("e2,2030-07-20T08:00:00Z,2030-07-20T09:00:00Z,p1,d1,snf,,", "has not happened yet"),
        ("e2,yesterday,2022-07-20T09:00:00Z,p1,d1,snf,,", "START is yesterday, not a time like"),
        ("e2,2022-07-20T08:00:00Z,,p1,d1,snf,,", "STOP is empty"),
        ("e2,2022-07-20T08:00:00Z,2022-07-20T09:00:00Z,p9,d1,snf,,", "names a patient who was not imported"),
        ("e2,2022-07-20T08:00:00Z,2022-07-20T09:00:00Z,p1,d9,snf,,", "names a provider who was not imported"),
        ("e2,2022-07-20T08:00:00Z,2022-07-20T09:00:00Z,p1,d1,,,", "ENCOUNTERCLASS is empty"),
        ("e2,2022-07-20T08:00:00Z", "has 2 values, where the first line names 8 columns"),
        ("e1,2022-07-20T08:00:00Z,2022-07-20T09:00:00Z,p1,d1,snf,,", "has the same Id as line 2"),
        (",2022-07-20T08:00:00Z,2022-07-20T09:00:00Z,p1,d1,snf,,", "Id is empty"),
        ('e2,2022-07-20T08:00:00Z,2022-07-20T09:00:00Z,p1,d1,snf,"a"b,', "has a quotation mark in a wrong place"),
        ('e2,2022-07-20T08:00:00Z,2022-07-20T09:00:00Z,p1,d1,snf,"a,', "opens a quotation mark that is never closed"),
        ("e2,2022-07-20T08:00:00Z,2022-07-20T09:00:00Z,p1,d1,snf,a\x07b,", "DESCRIPTION holds control characters"),
        ("e2,\x1b[2J,2022-07-20T09:00:00Z,p1,d1,snf,,", "START is ?[2J, not a time like"),
    ],
)
def test_a_line_that_cannot_be_an_appointment_is_refused_by_its_number(
    database: Database, tmp_path: Path, line: str, reason: str
) -> None:
    report = import_synthea(database, an_export(tmp_path, encounters=(VISIT, line)), DESK)

    [(number, said)] = refusals(report, "encounters.csv")
    assert number == 3
    assert said.startswith(reason)
    assert report.tables[-1].imported == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("p3,31.12.1999,,A,B,,F,,,,", "BIRTHDATE is 31.12.1999, not a date like"),
        ("p3,1999-12-31,1998-01-01,A,B,,F,,,,", "DEATHDATE lies before BIRTHDATE"),
        ("p3,1999-12-31,,A,,,F,,,,", "LAST is empty"),
        ("p3,1999-12-31,,A,B,,robot,,,,", "GENDER is robot, not F, M, O or U"),
    ],
)
def test_a_line_that_cannot_be_a_patient_is_refused_by_its_number(
    database: Database, tmp_path: Path, line: str, reason: str
) -> None:
    report = import_synthea(database, an_export(tmp_path, patients=(ALICE, AMAL, line)), DESK)

    [(number, said)] = refusals(report, "patients.csv")
    assert number == 4
    assert said.startswith(reason)


def test_a_line_that_is_not_utf8_costs_only_itself(database: Database, tmp_path: Path) -> None:
    export = an_export(tmp_path)
    with (export / "patients.csv").open("ab") as file:
        file.write("p3,1999-12-31,,J\xf6rg,Stra\xdfe,,M,,,,\n".encode("latin-1"))

    report = import_synthea(database, export, DESK)

    assert refusals(report, "patients.csv") == [(4, "is not written in UTF-8")]
    assert report.tables[0].imported == 2


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(database: Database, tmp_path: Path) -> None:
    export = an_export(tmp_path)
    text = (export / "patients.csv").read_text(encoding="utf-8").replace("\n", "\r\n")
    (export / "patients.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())

    report = import_synthea(database, export, DESK)

    assert report.tables[0].imported == 2


def test_a_name_over_two_lines_keeps_the_line_numbers_right(database: Database, tmp_path: Path) -> None:
    folded = 'p3,1999-12-31,,"Anna\nMaria",Berg,,F,,,,'

    report = import_synthea(database, an_export(tmp_path, patients=(folded, ALICE, "p4,bad,,A,B,,F,,,,")), DESK)

    with database.reading() as reading:
        anna = reading.find(Patient, family_name="Berg")
    assert anna is not None
    assert anna.given_name == "Anna Maria"
    assert [number for number, _ in refusals(report, "patients.csv")] == [5]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "holds no table"),
        (b"Id;START;STOP\n", "lacks the column Id; its first line names ID;START;STOP"),
        (b"\xff\xfeI\x00d\x00", "is written as UTF-16"),
        (b"PK\x03\x04zip", "is compressed"),
        (b"Name,Age\nx,1\n", "lacks the column Id; its first line names NAME, AGE"),
    ],
)
def test_a_file_that_is_no_such_table_is_told_and_nothing_is_stored(
    database: Database, tmp_path: Path, content: bytes, sentence: str
) -> None:
    export = an_export(tmp_path)
    (export / "encounters.csv").write_bytes(content)

    with pytest.raises(BrokenFile) as refused:
        import_synthea(database, export, DESK)

    assert sentence in refused.value.sentence
    assert not all_of(database, Patient)
    assert not all_of(database, ClinicSettings)


def test_a_missing_file_and_a_missing_folder_are_told(database: Database, tmp_path: Path) -> None:
    export = an_export(tmp_path)
    (export / "providers.csv").unlink()

    with pytest.raises(BrokenFile, match=r"providers\.csv is missing"):
        import_synthea(database, export, DESK)
    with pytest.raises(BrokenFile, match="is not a folder"):
        import_synthea(database, tmp_path / "nowhere", DESK)


def test_a_zone_that_does_not_exist_or_is_not_the_clinics_is_refused(database: Database, tmp_path: Path) -> None:
    export = an_export(tmp_path)

    with pytest.raises(InvalidInput):
        import_synthea(database, export, DESK, zone="Europe/Atlantis")
    import_synthea(database, export, DESK, zone="Europe/Berlin")
    with pytest.raises(InvalidInput):
        import_synthea(database, export, DESK, zone="America/Chicago")


def test_departments_and_types_of_the_same_name_are_shared(database: Database, tmp_path: Path) -> None:
    with database.transaction(DESK, "test") as transaction:
        mine = transaction.add(Department(id=transaction.new_id(), name="general PRACTICE"))

    import_synthea(database, an_export(tmp_path, providers=(JOHNA,)), DESK)

    with database.reading() as reading:
        assert [one.id for one in reading.where(Department)] == [mine.id]
        assert [one.department_id for one in reading.where(Practitioner)] == [mine.id]


def test_an_organization_where_nobody_works_is_refused(database: Database, tmp_path: Path) -> None:
    report = import_synthea(database, an_export(tmp_path, organizations=(HOSPITAL, "o2,EMPTY HOUSE,OMAHA,1")), DESK)

    assert [number for number, _ in refusals(report, "organizations.csv")] == [3]


def test_the_main_job_is_done_on_what_was_imported(database: Database, tmp_path: Path) -> None:
    import_synthea(database, an_export(tmp_path), DESK, zone="Europe/Berlin")
    door = SignIn(database, cost=4)
    door.create_first_admin(FirstAdmin(username="boss", full_name="The Boss", password=PASSWORD))
    clinic = door.authenticate("boss", PASSWORD)

    [alice] = clinic.patients.search("gleas")
    kind = next(one for one in clinic.settings.types() if one.name == "Wellness visit")
    today = NOW.date()
    [slot, *_] = clinic.scheduling.free_slots(SlotQuery(type_id=kind.id, first_day=today, last_day=today))
    booked = clinic.scheduling.book(
        BookingRequest(
            patient_id=alice.id,
            practitioner_id=slot.practitioner_id,
            type_id=kind.id,
            starts_at=slot.starts_at,
        )
    )
    arrived = clinic.waiting.check_in(booked.id, booked.version)

    assert slot.starts_at - NOW < timedelta(hours=2)
    assert arrived.status is AppointmentStatus.ARRIVED


def published_export() -> Path | None:
    """The export that nobody here made, where it is at hand."""
    beside = Path(__file__).parent.parent.parent.parent / "shared" / "data" / "synthea"
    folder = Path(os.environ.get("CLINIC_SYNTHEA") or beside)
    return folder if folder.is_dir() else None


@pytest.mark.skipif(published_export() is None, reason="the published export is not here; CLINIC_SYNTHEA names it")
def test_the_published_export_comes_in_whole(database: Database) -> None:
    folder = published_export()
    assert folder is not None

    first = import_synthea(database, folder, DESK)
    second = import_synthea(database, folder, DESK)

    with database.reading() as reading:
        verification = verify(reading, database.key)
    assert [(table.name, table.read, table.imported, len(table.refused)) for table in first.tables] == [
        ("patients.csv", 111, 111, 0),
        ("organizations.csv", 215, 215, 0),
        ("providers.csv", 215, 215, 0),
        ("encounters.csv", 7_584, 7_526, 58),
    ]
    assert first.overlaps > 0
    assert all("days, and an appointment" in refusal.reason for refusal in first.tables[3].refused)
    assert not second.is_new
    assert verification.first_fault is None
