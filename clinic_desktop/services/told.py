"""The journal in words: an appointment's history, and any record's."""

from collections.abc import Iterable, Mapping
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.change_words import (
    appointment_words,
    conflict_words,
    disclosure_words,
    other_words,
    short_name,
)
from clinic_desktop.domain.people import Patient, Practitioner
from clinic_desktop.domain.sheets import ChangeLine
from clinic_desktop.domain.undoing import DiaryVerb
from clinic_desktop.storage.journal import Action, Entry, entries_of
from clinic_desktop.storage.reading.base import Reading

APPOINTMENT = "appointment"


def changes_of(reading: Reading, appointment: Appointment) -> list[ChangeLine]:
    """An appointment's history, latest first; one that came in with many others begins with its booking."""
    entries = entries_of(reading, APPOINTMENT, appointment.id)
    lines = lines_of(reading, entries)
    if any(entry.action is Action.INSERT for entry in entries):
        return lines
    booking = ChangeLine(
        change_id=appointment.id,
        at=appointment.booked_at,
        verb=DiaryVerb.BOOK,
        words=appointment_words(
            {},
            {"source": appointment.source, "overbook_reason": appointment.overbook_reason},
            zone=ZoneInfo(appointment.zone),
            practitioners={},
        ),
        actor_name="",
    )
    return [*lines, booking]


def lines_of(reading: Reading, entries: Iterable[Entry]) -> list[ChangeLine]:
    """Entries of records' histories in words, latest first."""
    teller = Teller(reading)
    return [
        ChangeLine(
            change_id=entry.change_id or UUID(int=entry.seq),
            at=entry.at,
            verb=entry.verb,
            words=teller.words(entry),
            actor_name=entry.actor_name,
        )
        for entry in sorted(entries, key=lambda entry: -entry.seq)
    ]


class Teller:
    """Finds words for entries of one reading; the doctors' names are read when the first is needed."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._zone = reading.clinic().zone_info
        self._practitioners: Mapping[UUID, str] | None = None

    def words(self, entry: Entry) -> str:
        """One entry, as the desk would say it."""
        if entry.action is Action.BATCH:
            return "added many at once"
        was, became = entry.was, entry.became
        if entry.kind == "conflict":
            return conflict_words(was, became)
        if entry.kind == "disclosure" and entry.action is Action.INSERT:
            patient = self._reading.get(Patient, became["patient_id"])
            return disclosure_words(entry.actor_name, patient.full_name, str(became["reason"]))
        if entry.kind != APPOINTMENT or entry.action is Action.DELETE:
            return other_words(entry.action, was, became)
        names = self.practitioners if "practitioner_id" in was else {}
        return appointment_words(was, became, zone=self._zone, practitioners=names, is_undo=entry.undoes is not None)

    @property
    def practitioners(self) -> Mapping[UUID, str]:
        """Every doctor's short name, retired ones too."""
        if self._practitioners is None:
            everyone = self._reading.where(Practitioner)
            self._practitioners = {one.id: short_name(one.display_name, one.title) for one in everyone}
        return self._practitioners
