"""What another desk did meanwhile, taken over as from a shared server, where there is none: for the tour and tests."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, CancelledBy
from clinic_desktop.domain.clinic import Station
from clinic_desktop.domain.field_groups import group_of
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.records import Record
from clinic_desktop.domain.syncing import Conflict, ConflictKind, Fields, HubRecord
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.kinds import KINDS, image_of
from clinic_desktop.storage.sync_state import READ_SEQ


class OtherDesk:
    """A colleague at another station of the same clinic; what is done here meets what they did.

    Whatever stands here counts as sent, as though a server had it.
    """

    def __init__(self, database: Database, *, name: str = "Front desk 1", person: str = "Jin Kim") -> None:
        self._database = database
        self._person = person
        self._revision = 1
        self.station = Station(id=database.new_id(), version=1, name=name, enrolled_at=database.now())
        self._take(database.now(), "enrol", self.station)

    def book_over(self, appointment_id: UUID, patient_id: UUID, *, by: str, at: datetime) -> UUID:
        """Have a patient booked there at the time of an appointment of here, and that one held; gives the conflict."""
        appointment = self._standing(appointment_id)
        theirs = replace(
            appointment, id=self._new_id(), version=1, patient_id=patient_id, contested=False, booked_at=at
        )
        mine = replace(appointment, contested=True)
        self._take(at, "book", theirs)
        self._take(at + timedelta(minutes=2), "book", mine)
        return self._met(
            ConflictKind.DOUBLE_BOOKING,
            mine,
            by=by,
            at=at + timedelta(minutes=2),
            mine=self._some(mine, "starts_at", "ends_at", "practitioner_id"),
            other_ids=(theirs.id,),
        )

    def change_too(self, before: Record, mine: Record, theirs: Record, *, by: str, at: datetime) -> UUID:
        """Have a record changed there, and here as well; what was written there stands."""
        changed = [name for name in _fields_of(mine) if getattr(mine, name) != getattr(before, name)]
        self._take(at, "change", theirs)
        return self._met(
            ConflictKind.SAME_FIELD,
            theirs,
            by=by,
            at=at + timedelta(minutes=4),
            before=self._some(before, *changed),
            mine=self._some(mine, *changed),
            theirs=self._some(theirs, *changed),
        )

    def register_too(self, patient: Patient, mrn: str, *, by: str, at: datetime) -> UUID:
        """Have a patient of here registered there as well: theirs has the number, and this one a stand-in."""
        theirs = replace(patient, id=self._new_id(), version=1, mrn=mrn)
        self._take(at, "register", theirs)
        return self._met(
            ConflictKind.SAME_NAME,
            patient,
            by=by,
            at=at + timedelta(minutes=1),
            mine=self._some(theirs, "mrn"),
            other_ids=(theirs.id,),
        )

    def cancel_too(self, appointment_id: UUID, moved_to: datetime, *, by: str, at: datetime) -> UUID:
        """Have an appointment cancelled there that was moved here."""
        appointment = self._standing(appointment_id)
        cancelled = replace(
            appointment,
            status=AppointmentStatus.CANCELLED,
            cancelled_by=CancelledBy.PATIENT,
            cancel_reason="Patient is ill",
        )
        length = appointment.ends_at - appointment.starts_at
        moved = replace(appointment, starts_at=moved_to, ends_at=moved_to + length)
        self._take(at, "cancel", cancelled)
        return self._met(
            ConflictKind.CHANGED_AND_CANCELLED,
            cancelled,
            by=by,
            at=at + timedelta(minutes=1),
            before=self._some(appointment, "starts_at", "ends_at"),
            mine=self._some(moved, "starts_at", "ends_at"),
            theirs=self._some(cancelled, "status"),
        )

    def _met(
        self,
        kind: ConflictKind,
        about: Record,
        *,
        by: str,
        at: datetime,
        mine: str,
        before: str = "{}",
        theirs: str = "{}",
        other_ids: tuple[UUID, ...] = (),
    ) -> UUID:
        conflict = Conflict(
            id=self._new_id(),
            version=1,
            kind=kind,
            record_kind=_kind_of(about),
            record_id=about.id,
            op_id=self._new_id(),
            station_id=self._database.station_id,
            actor_name=by,
            made_at=at,
            noticed_at=self._database.now(),
            before=before,
            mine=mine,
            theirs=theirs,
            other_ids=other_ids,
        )
        self._take(self._database.now(), "meet", conflict)
        return conflict.id

    def _take(self, at: datetime, verb: str, *records: Record) -> None:
        self._revision += 1
        change_id = self._new_id()
        page = [
            HubRecord(
                kind=_kind_of(record),
                record_id=record.id,
                revision=self._revision,
                is_deleted=False,
                document=_document(record),
                station_id=self.station.id,
                account_id=None,
                actor_name=self._person,
                at=at,
                change_id=change_id,
                verb=verb,
                reason="",
            )
            for record in records
        ]
        with self._database.receiving("sync") as receiving:
            last = receiving.ask("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0]
            receiving.write_state(READ_SEQ, str(last))
            receiving.take(page, group_of)

    def _standing(self, appointment_id: UUID) -> Appointment:
        with self._database.reading() as reading:
            return reading.get(Appointment, appointment_id)

    def _some(self, record: Record, *names: str) -> str:
        return image_of(_kind_of(record), {name: getattr(record, name) for name in names})

    def _new_id(self) -> UUID:
        return self._database.new_id()


def _kind_of(record: Record) -> str:
    return next(name for name, kind in KINDS.items() if kind.record is type(record))


def _fields_of(record: Record) -> Iterable[str]:
    return KINDS[_kind_of(record)].columns[2:]


def _document(record: Record) -> Fields:
    values = {name: getattr(record, name) for name in _fields_of(record)}
    document: Fields = json.loads(image_of(_kind_of(record), values))
    return document
