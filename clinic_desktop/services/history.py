"""What was changed, by whom and when; taking it back; and the audit log."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.availability import check_days
from clinic_desktop.domain.change_words import done_words, short_name, undo_words
from clinic_desktop.domain.clinic_time import Span, moment_words, span_of_days
from clinic_desktop.domain.errors import InvalidInput, NothingToUndo
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.domain.sheets import AuditLine, ChangeLine, Verification
from clinic_desktop.domain.undoing import UNDOABLE, DiaryVerb, UndoDone, UndoOffer
from clinic_desktop.storage.journal import Entry, audit, changes_of_session, entries_of, entries_of_change, undone_by
from clinic_desktop.storage.kinds import KINDS
from clinic_desktop.storage.reading.appointments import line_by_id
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.verification import verify

from .admission import Caller
from .booking import offering
from .desk import Desk
from .taking_back import take_back
from .told import APPOINTMENT, Teller, audit_line, lines_of
from .written import limit_of

_LOOKED_BACK = 200
_PAGE = 1_000
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
_CSV_COLUMNS = ("number", "at", "person", "station", "verb", "kind", "record", "words", "before", "after", "sealed")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class History(Desk):
    """The journal, read four ways: undo, a record's history, the audit log, and its verification."""

    def undoable(self) -> UndoOffer | None:
        """The last change of this session that is still to be taken back, if there is one."""
        caller = self.admit(Permission.UNDO)
        with self.database.reading() as reading:
            entry = _last_standing(reading, caller)
            return None if entry is None else _offer(reading, entry)

    def undo_last(self) -> UndoDone:
        """Take back the last change of this session; called again, the one before it.

        Raises NothingToUndo, UndoForbidden when someone changed the appointment since, and SlotTaken, with the next
        free times, when the time was given away.
        """
        caller = self.admit(Permission.UNDO)
        with self.database.reading() as reading:
            entry = _last_standing(reading, caller)
        if entry is None or entry.change_id is None:
            raise NothingToUndo
        return self._undo(caller, entry.change_id)

    def undo(self, change_id: UUID) -> UndoDone:
        """Take back one change of this session; refuses as `undo_last` does."""
        return self._undo(self.admit(Permission.UNDO), change_id)

    def of(self, kind: str, record_id: UUID) -> list[ChangeLine]:
        """What happened to a record, latest first; `kind` is its table's name."""
        permission = _MAY_READ.get(kind, Permission.READ_AUDIT)
        self.admit(permission)
        if kind not in KINDS:
            raise InvalidInput("kind", "There is no history of such records.")
        with self.database.reading() as reading:
            return lines_of(reading, entries_of(reading, kind, record_id))

    def audit(self, wanted: AuditFilter, *, limit: int = 200, before_seq: int | None = None) -> list[AuditLine]:
        """The audit log, latest first; `before_seq` is the number of the last line of the page before."""
        self.admit(Permission.READ_AUDIT)
        with self.database.reading() as reading:
            teller = Teller(reading)
            entries = audit(
                reading, wanted, span=_span_of(reading, wanted), limit=limit_of(limit), before_seq=before_seq
            )
            return [audit_line(entry, teller) for entry in entries]

    def export_audit(self, wanted: AuditFilter) -> str:
        """The audit log as CSV text (RFC 4180, instants in UTC), latest first.

        No cell begins a formula: a spreadsheet would run it.
        """
        self.admit(Permission.READ_AUDIT)
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(_CSV_COLUMNS)
        with self.database.reading() as reading:
            for line in _every_line(reading, wanted):
                rows.writerow(_cells(line))
        return text.getvalue()

    def verify(self, progress: Callable[[int, int], None] | None = None) -> Verification:
        """Walk the whole journal: every seal, and every record beside its last image."""
        self.admit(Permission.READ_AUDIT)
        with self.database.reading() as reading:
            return verify(reading, self.database.key, progress)

    def _undo(self, caller: Caller, change_id: UUID) -> UndoDone:
        with self.database.reading() as reading:
            entry = _undoable_entry(reading, caller, change_id)
            if entry is None or entry.record_id is None:
                raise NothingToUndo
            patient = line_by_id(reading, entry.record_id).patient_name
        with (
            offering(self.database, caller, appointment_id=entry.record_id, when=SlotTaken),
            self.database.transaction(caller.actor, DiaryVerb.UNDO, undoes=change_id) as transaction,
        ):
            take_back(transaction, entry, f"The appointment of {patient}")
            return UndoDone(
                change_id=transaction.change_id,
                undone_id=change_id,
                appointment_id=entry.record_id,
                words=f"Undid {undo_words(entry.verb, patient)}",
            )


_MAY_READ = {
    APPOINTMENT: Permission.READ_ALL_APPOINTMENTS,
    "patient": Permission.READ_PATIENTS,
}


def _last_standing(reading: Reading, caller: Caller) -> Entry | None:
    """The latest change of the session that can be taken back and was not yet."""
    for change_id in changes_of_session(reading, caller.session_id, list(UNDOABLE), limit=_LOOKED_BACK):
        entry = _undoable_entry(reading, caller, change_id)
        if entry is not None:
            return entry
    return None


def _undoable_entry(reading: Reading, caller: Caller, change_id: UUID) -> Entry | None:
    """What a change of this session did to an appointment; None if it is another's, or was taken back."""
    entries = entries_of_change(reading, change_id)
    if len(entries) != 1 or undone_by(reading, change_id) is not None:
        return None
    (entry,) = entries
    is_own = entry.session_id == caller.session_id and entry.actor_id == caller.account_id
    return entry if is_own and entry.kind == APPOINTMENT and entry.verb in UNDOABLE else None


def _offer(reading: Reading, entry: Entry) -> UndoOffer:
    assert entry.change_id is not None
    assert entry.record_id is not None
    line = line_by_id(reading, entry.record_id)
    practitioner = reading.get(Practitioner, line.practitioner_id)
    zone = reading.clinic().zone_info
    return UndoOffer(
        change_id=entry.change_id,
        words=done_words(
            entry.verb,
            line.patient_name,
            moment_words(line.starts_at, zone),
            short_name(practitioner.display_name, practitioner.title),
        ),
        undo_words=f"Undo {undo_words(entry.verb, line.patient_name)}",
    )


def _span_of(reading: Reading, wanted: AuditFilter) -> Span | None:
    if wanted.first_day is None and wanted.last_day is None:
        return None
    first, last = wanted.first_day or _FIRST_DAY, wanted.last_day or _LAST_DAY
    check_days(first, last)
    return span_of_days(first, last, reading.clinic().zone_info)


def _every_line(reading: Reading, wanted: AuditFilter) -> Iterator[AuditLine]:
    teller = Teller(reading)
    span = _span_of(reading, wanted)
    before_seq: int | None = None
    while entries := audit(reading, wanted, span=span, limit=_PAGE, before_seq=before_seq):
        yield from (audit_line(entry, teller) for entry in entries)
        before_seq = entries[-1].seq


def _cells(line: AuditLine) -> list[str]:
    cells = (
        str(line.seq), line.at.isoformat(), line.actor_name, line.station, line.verb, line.kind, str(line.record_id),
        line.words, line.before, line.after, "yes" if line.is_sealed else "no",
    )  # fmt: skip
    return [f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell for cell in cells]
