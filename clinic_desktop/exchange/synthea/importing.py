"""Brings a folder of Synthea's CSV files into a clinic: every line is imported, was here already, or is refused."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment, AppointmentType
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.people import Account, Department, Patient, Practitioner
from clinic_desktop.domain.records import Record
from clinic_desktop.exchange.csv_tables import BrokenFile, CsvRow, LineRefused, TableReport, read_table
from clinic_desktop.exchange.progress import Progress, Ticker
from clinic_desktop.services.clinic_rules import fit_settings
from clinic_desktop.services.patient_file import next_mrn
from clinic_desktop.storage.actor import Actor
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.reading.people import is_mrn_taken
from clinic_desktop.storage.transaction import Transaction

from . import records
from .overlaps import Diaries

M = TypeVar("M")
R = TypeVar("R", bound=Record)

_VERB = "import from Synthea"
_IDS_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, file by file, in the order of reading; `overlaps` counts the appointments booked over."""

    tables: tuple[TableReport, ...]
    overlaps: int

    @property
    def is_new(self) -> bool:
        """Whether anything was stored."""
        return any(table.imported for table in self.tables)


def import_synthea(
    database: Database, folder: Path, actor: Actor, *, zone: str = "", progress: Progress | None = None
) -> ImportReport:
    """Import patients, providers with their organizations, and encounters as past appointments.

    A database without a clinic becomes one first, on the clock of `zone` (UTC where none is named).
    Identities follow from the source's, so a second run adds nothing. Raises BrokenFile before anything is stored when
    a file is no table of Synthea's; a line that cannot be taken is refused in the report, and the rest goes on.
    """
    if not folder.is_dir():
        raise BrokenFile(f"{folder} is not a folder. Name the one that holds patients.csv and encounters.csv.")
    return _Import(database, folder, actor, zone, Ticker(progress)).run()


@dataclass(slots=True)
class _Import:
    """One run: what is known of the clinic beforehand, and the reports that it fills."""

    database: Database
    folder: Path
    actor: Actor
    zone: str
    ticker: Ticker
    now: datetime = field(init=False)
    tables: list[TableReport] = field(init=False, default_factory=list)

    def run(self) -> ImportReport:
        self.now = self.database.now()
        self.ticker.tell(0.0, "Reading the files")
        patients = self._rows("patients.csv", records.PATIENT_COLUMNS)
        organizations = self._rows("organizations.csv", records.ORGANIZATION_COLUMNS)
        providers = self._rows("providers.csv", records.PROVIDER_COLUMNS)
        encounters = self._rows("encounters.csv", records.ENCOUNTER_COLUMNS)
        self._found_clinic()
        self.ticker.tell(0.3, "Storing the patients")
        self._patients(*patients)
        self.ticker.tell(0.4, "Storing the practitioners")
        places = self._workplaces(*organizations)
        self._practitioners(*providers, organizations[0], places)
        self.ticker.tell(0.5, "Storing the appointments")
        overlaps = self._encounters(*encounters)
        self.ticker.tell(1.0, "Done")
        for table in self.tables:
            table.refused.sort(key=lambda refusal: refusal.line)
        return ImportReport(tables=tuple(self.tables), overlaps=overlaps)

    def _found_clinic(self) -> None:
        """Give an empty database its clinic."""
        with self.database.transaction(self.actor, _VERB) as transaction:
            standing = transaction.find(ClinicSettings)
            if standing is None:
                name = "Imported clinic"
                transaction.add(
                    fit_settings(ClinicSettings(id=transaction.new_id(), name=name, zone=self.zone or "UTC"))
                )
            elif self.zone and self.zone != standing.zone:
                raise InvalidInput(
                    "zone", f"The clinic’s clock is that of {standing.zone} already. Leave the zone away."
                )

    def _rows(self, name: str, columns: tuple[str, ...]) -> tuple[TableReport, list[CsvRow]]:
        """A file's rows, each identity once."""
        report = TableReport(name=name)
        self.tables.append(report)
        rows: list[CsvRow] = []
        lines: dict[str, int] = {}
        for row in read_table(self.folder / name, columns, report):
            first = lines.setdefault(row["Id"].lower(), row.line)
            if not row["Id"]:
                report.refuse(row.line, "Id is empty")
            elif first != row.line:
                report.refuse(row.line, f"has the same Id as line {first}")
            else:
                rows.append(row)
        return report, rows

    def _patients(self, report: TableReport, rows: list[CsvRow]) -> None:
        known = self._known(Patient, (records.identity("patient", row["Id"]) for row in rows))
        with self.database.batch(self.actor, _VERB) as batch:
            mrns = _free_mrns(batch)
            made = list(self._made(report, rows, known, "patient", lambda row: records.patient(row, next(mrns))))
            batch.add_all(made)
        report.imported = len(made)

    def _practitioners(
        self,
        report: TableReport,
        rows: list[CsvRow],
        organizations: TableReport,
        places: dict[str, records.Workplace],
    ) -> None:
        known = self._known(Practitioner, (records.identity("practitioner", row["Id"]) for row in rows))
        with self.database.reading() as reading:
            departments = {one.name.casefold(): one for one in reading.where(Department)}
            today = day_of(self.now, reading.clinic().zone_info)
        new_departments: list[Department] = []
        new_places: set[str] = set()

        def make(row: CsvRow) -> Practitioner:
            name = records.specialty(row)
            if name.casefold() not in departments:
                departments[name.casefold()] = records.department(name)
                new_departments.append(departments[name.casefold()])
            place = row["ORGANIZATION"].lower()
            made = records.practitioner(row, departments[name.casefold()].id, places.get(place), row.line)
            new_places.add(place)
            return made

        made = list(self._made(report, rows, known, "practitioner", make))
        hours = [pattern for one in made for pattern in records.weekly_hours(one.id, today)]
        self._store(report, made, before=new_departments, after=hours)
        self._count_places(organizations, places, new_places, {row["ORGANIZATION"].lower() for row in rows})

    def _workplaces(self, report: TableReport, rows: list[CsvRow]) -> dict[str, records.Workplace]:
        """The organizations by identity; they are stored with their practitioners, and nowhere else."""
        places: dict[str, records.Workplace] = {}
        for row in rows:
            try:
                places[row["Id"].lower()] = records.workplace(row)
            except LineRefused as refusal:
                report.refuse(row.line, refusal.sentence)
        return places

    def _count_places(
        self, report: TableReport, places: dict[str, records.Workplace], new: set[str], named: set[str]
    ) -> None:
        """An organization comes in with the practitioners who work there."""
        report.imported = len(places.keys() & new)
        report.present = len(places.keys() & (named - new))
        for place in places.keys() - named:
            report.refuse(places[place].line, "no provider works there, and only their practitioners keep its name")

    def _encounters(self, report: TableReport, rows: list[CsvRow]) -> int:
        known = self._known(Appointment, (records.identity("encounter", row["Id"]) for row in rows))
        read = self._encounters_read(report, rows, known)
        with self.database.reading() as reading:
            zone = reading.clinic().zone_info
            types = {one.name.casefold(): one for one in reading.where(AppointmentType)}
            diaries = Diaries()
            diaries.add_standing(reading, {one.practitioner_id for one in read}, {one.patient_id for one in read})
            has_importer = reading.find(Account, id=records.importer().id) is not None
        kinds: dict[str, UUID] = {}
        new_types: list[AppointmentType] = []
        for class_name in dict.fromkeys(one.class_name for one in read):
            kind = records.appointment_type(class_name)
            standing = types.get(kind.name.casefold())
            kinds[class_name] = (standing or kind).id
            if standing is None:
                new_types.append(kind)
        made = [
            records.appointment(one, kinds[one.class_name], zone, over=diaries.enter(one))
            for one in sorted(read, key=lambda one: (one.starts_at, one.id))
        ]
        overlaps = sum(one.is_overbooked for one in made)
        importer = [records.importer()] if overlaps and not has_importer else []
        self._store(report, made, before=[*importer, *new_types])
        return overlaps

    def _encounters_read(self, report: TableReport, rows: list[CsvRow], known: set[UUID]) -> list[records.Encounter]:
        """What can become an appointment of somebody and with somebody who is here."""
        read = list(self._made(report, rows, known, "encounter", lambda row: records.encounter(row, self.now)))
        patients = self._known(Patient, (one.patient_id for one in read))
        practitioners = self._known(Practitioner, (one.practitioner_id for one in read))
        fit = []
        for one in read:
            if one.patient_id not in patients:
                report.refuse(one.line, "names a patient who was not imported")
            elif one.practitioner_id not in practitioners:
                report.refuse(one.line, "names a provider who was not imported")
            else:
                fit.append(one)
        return fit

    def _made(
        self, report: TableReport, rows: list[CsvRow], known: set[UUID], kind: str, make: Callable[[CsvRow], M]
    ) -> Iterator[M]:
        """What `make` builds of each row that is not here yet; counts those that are, refuses those that cannot be."""
        for row in rows:
            if records.identity(kind, row["Id"]) in known:
                report.present += 1
                continue
            try:
                yield make(row)
            except LineRefused as refusal:
                report.refuse(row.line, refusal.sentence)

    def _store(
        self, report: TableReport, made: list[R], *, before: Iterable[Record] = (), after: Iterable[Record] = ()
    ) -> None:
        """Store a table's records in one batch, all or none; `before` and `after` hold what they stand on or bring."""
        if not made:
            return
        with self.database.batch(self.actor, _VERB) as batch:
            for one in before:
                batch.add(one)
            batch.add_all(made)
            batch.add_all(after)
        report.imported = len(made)

    def _known(self, kind: type[Record], ids: Iterable[UUID]) -> set[UUID]:
        """Which of these identities the clinic has already."""
        wanted = list(dict.fromkeys(ids))
        with self.database.reading() as reading:
            return {
                one.id
                for start in range(0, len(wanted), _IDS_AT_ONCE)
                for one in reading.where(kind, id=wanted[start : start + _IDS_AT_ONCE])
            }


def _free_mrns(transaction: Transaction) -> Iterator[str]:
    """The numbers that the desk would give next."""
    number = int(next_mrn(transaction))
    while True:
        if not is_mrn_taken(transaction, str(number)):
            yield str(number)
        number += 1
