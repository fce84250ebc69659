"""What was changed, by whom and when; taking it back; and the audit log."""

import csv
import io
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.availability import check_days
from clinic_desktop.domain.clinic_time import Span, span_of_days
from clinic_desktop.domain.errors import InvalidInput, NotFound, NothingToUndo
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.domain.sheets import AuditEntry, AuditLine, ChangeLine, Verification
from clinic_desktop.domain.undoing import (
    UNDOABLE,
    DiaryVerb,
    Step,
    UndoDone,
    UndoOffer,
    UndoTrail,
    redo_path,
    undo_path,
)
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.journal import audit, entries_of, entries_of_change, entry_of, steps_of_session
from clinic_desktop.storage.kinds import KINDS
from clinic_desktop.storage.reading.base import Reading

from .admission import Caller
from .audit_lines import AuditTeller
from .confirming import confirmed
from .desk import Desk
from .offering import offering
from .taking_back import can_be_taken_back, take_back
from .told import APPOINTMENT, lines_of
from .undo_offers import appointment_of, came_to_nothing, offer_of, what_of
from .verifying import verify_journal
from .written import limit_of

_LOOKED_BACK = 400
_PAGE = 1_000
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
_CSV_COLUMNS = ("number", "at", "person", "station", "verb", "kind", "record", "words", "before", "after", "sealed")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class History(Desk):
    """The journal, read four ways: undo, a record's history, the audit log, and its verification."""

    def trail(self, passing_over: Collection[UUID] = ()) -> UndoTrail:
        """Where Undo and Redo of this session would go from here; Undo passes over the changes so named."""
        caller = self.admit(Permission.UNDO)
        with self.database.reading() as reading:
            steps = _steps(reading, caller)
            undo = (
                offer_of(reading, done)
                for done, tip in undo_path(steps)
                if done not in passing_over and not came_to_nothing(reading, tip)
            )
            redo = (_offer_of_undone(reading, undoing) for undoing in redo_path(steps))
            return UndoTrail(undo=next(filter(None, undo), None), redo=next(filter(None, redo), None))

    def undoable(self) -> UndoOffer | None:
        """The last change of this session that is still to be taken back, if there is one."""
        return self.trail().undo

    def undo_last(self, passing_over: Collection[UUID] = ()) -> UndoDone:
        """Take back the last change of this session; called again, the one before it.

        Raises NothingToUndo, UndoForbidden when someone changed the same since, and SlotTaken, with the next free
        times, when the time was given away, be it a moment ago at another desk. Undo passes over the changes so named.
        """
        offer = self.trail(passing_over).undo
        if offer is None:
            raise NothingToUndo
        return self.undo(offer.change_id)

    def undo(self, change_id: UUID) -> UndoDone:
        """Take back one change of this session; refuses as `undo_last` does."""
        caller = self.admit(Permission.UNDO)
        with self.database.reading() as reading:
            tip = dict(undo_path(_steps(reading, caller))).get(change_id)
        if tip is None:
            raise NothingToUndo
        return self._take_back(caller, DiaryVerb.UNDO, tip)

    def redo(self) -> UndoDone:
        """Do again what was undone last; refuses as `undo_last` does. After something new there is nothing to redo."""
        caller = self.admit(Permission.UNDO)
        with self.database.reading() as reading:
            path = redo_path(_steps(reading, caller))
        if not path:
            raise NothingToUndo
        return self._take_back(caller, DiaryVerb.REDO, path[0])

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
        self.admission.reading.keep()
        with self.database.reading() as reading:
            teller = AuditTeller(reading)
            entries = audit(
                reading, wanted, span=_span_of(reading, wanted), limit=limit_of(limit), before_seq=before_seq
            )
            return [teller.line(entry) for entry in entries]

    def entry(self, seq: int) -> AuditEntry:
        """One line of the audit log with all that it changed; raises NotFound."""
        self.admit(Permission.READ_AUDIT)
        with self.database.reading() as reading:
            found = entry_of(reading, seq)
            if found is None:
                raise NotFound("entry of the audit log")
            teller = AuditTeller(reading)
            return AuditEntry(line=teller.line(found), changes=teller.changes(found), reason=found.reason)

    def export_audit(self, wanted: AuditFilter) -> str:
        """The audit log as CSV text (RFC 4180, instants in UTC), latest first.

        No cell begins a formula: a spreadsheet would run it.
        """
        self.admit(Permission.READ_AUDIT)
        self.admission.reading.keep()
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(_CSV_COLUMNS)
        with self.database.reading() as reading:
            for line in _every_line(reading, wanted):
                rows.writerow(_cells(line))
        return text.getvalue()

    def verify(self, progress: Callable[[int, int], None] | None = None) -> Verification:
        """Walk the whole journal: every seal, every record beside its last image, and what the hub has kept of it."""
        self.admit(Permission.READ_AUDIT)
        self.admission.reading.keep()
        return verify_journal(self.database, self.station, progress)

    def _take_back(self, caller: Caller, verb: DiaryVerb, change_id: UUID) -> UndoDone:
        with self.database.reading() as reading:
            entries = entries_of_change(reading, change_id)
            if not can_be_taken_back(entries):
                raise NothingToUndo
            offer = offer_of(reading, change_id) if verb is DiaryVerb.UNDO else _offer_of_undone(reading, change_id)
            if offer is None:
                raise NothingToUndo
            what, appointment_id = what_of(reading, entries), appointment_of(entries)
        did = "Undid" if verb is DiaryVerb.UNDO else "Did again:"
        with (
            _offering(self.database, caller, appointment_id),
            confirmed(self.database, self.station, caller) as awaited,
            self.database.transaction(caller.actor, verb, undoes=change_id) as transaction,
        ):
            take_back(transaction, entries, what)
            awaited.note(transaction)
            undone_by = transaction.change_id
        return UndoDone(
            change_id=undone_by,
            undone_id=change_id,
            appointment_id=appointment_id,
            words=f"{did} {offer.noun}",
            name=offer.name,
        )


_MAY_READ = {
    APPOINTMENT: Permission.READ_ALL_APPOINTMENTS,
    "patient": Permission.READ_PATIENTS,
}


def _steps(reading: Reading, caller: Caller) -> list[Step]:
    verbs = [*UNDOABLE, DiaryVerb.UNDO, DiaryVerb.REDO]
    return steps_of_session(reading, caller.session_id, caller.account_id, verbs, limit=_LOOKED_BACK)


def _offer_of_undone(reading: Reading, undoing: UUID) -> UndoOffer | None:
    """What an undoing took back, as it was first done."""
    change_id: UUID | None = undoing
    while change_id is not None:
        entries = entries_of_change(reading, change_id)
        if not entries:
            return None
        if entries[0].undoes is None:
            return offer_of(reading, change_id)
        change_id = entries[0].undoes
    return None


@contextmanager
def _offering(database: Database, caller: Caller, appointment_id: UUID | None) -> Iterator[None]:
    """The next free times beside a refusal, where it is about an appointment."""
    if appointment_id is None:
        yield
        return
    with offering(database, caller, appointment_id, when=SlotTaken):
        yield


def _span_of(reading: Reading, wanted: AuditFilter) -> Span | None:
    if wanted.first_day is None and wanted.last_day is None:
        return None
    first, last = wanted.first_day or _FIRST_DAY, wanted.last_day or _LAST_DAY
    check_days(first, last)
    return span_of_days(first, last, reading.clinic().zone_info)


def _every_line(reading: Reading, wanted: AuditFilter) -> Iterator[AuditLine]:
    teller = AuditTeller(reading)
    span = _span_of(reading, wanted)
    before_seq: int | None = None
    while entries := audit(reading, wanted, span=span, limit=_PAGE, before_seq=before_seq):
        yield from (teller.line(entry) for entry in entries)
        before_seq = entries[-1].seq


def _cells(line: AuditLine) -> list[str]:
    cells = (
        str(line.seq), line.at.isoformat(), line.actor_name, line.station, line.verb, line.kind, str(line.record_id),
        line.sentence, line.before, line.after, "yes" if line.is_sealed else "no",
    )  # fmt: skip
    return [f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell for cell in cells]
