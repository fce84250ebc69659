"""The one writer: what it adds or replaces is stored whole with its journal entries, or not at all."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Executable

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic import ClinicSettings, Policies
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.desk_tasks import DeskTask
from clinic_desktop.domain.errors import ChangedMeanwhile
from clinic_desktop.domain.gap_fitting import freed_by
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.records import Record
from clinic_desktop.domain.waiting_list import Gap

from . import sealing
from .actor import Actor
from .clock_leaps import note_leap
from .column_types import raw_of_instant
from .desk_settling import settled_by
from .faults import plainly
from .ids import Identities
from .kinds import Kind, kind_of, quoted
from .reading.base import Reading
from .reading.known import Known
from .tables import CONTEXT

R = TypeVar("R", bound=Record)

_OPEN = (
    f"INSERT INTO journal_context(only, {', '.join(quoted(name) for name in CONTEXT)}, batch) "
    f"VALUES (1, {', '.join('?' * len(CONTEXT))}, ?)"
)
_TELL = (
    f'INSERT INTO journal({", ".join(quoted(name) for name in CONTEXT)}, kind, record_id, action, "before", "after") '
    f"SELECT {', '.join(quoted(name) for name in CONTEXT)}, ?, ?, 'update', ?, ? FROM journal_context"
)
_WRITE_STATE = (
    "INSERT INTO sync_state(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value"
)
_SEQ, _KIND, _RECORD = (sealing.SEALED.index(name) for name in ("seq", "kind", "record_id"))
_PAGE = 1000
LOCAL, HUB = "local", "hub"
"""Where a change was made: at this station, or at another one, from where the hub sent it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the journal says of all entries of one transaction."""

    id: UUID
    at: datetime
    actor: Actor
    station_id: UUID
    verb: str
    reason: str = ""
    undoes: UUID | None = None
    batch: bool = False
    origin: str = LOCAL
    ids: Identities


class Transaction(Reading):
    """Reads what it has written itself; `now` and `change_id` are the same for all it stores."""

    def __init__(self, connection: Connection, change: Change, key: bytes, known: Known | None = None) -> None:
        super().__init__(connection, known)
        self.now = change.at
        self.change_id = change.id
        self._change = change
        self._key = key
        self._region: str | None = None
        self._spans: list[Span] = []
        self._freed: list[Gap] = []
        self._altered: dict[UUID, tuple[Appointment, Appointment]] = {}
        self._tasks: set[UUID] = set()
        self._noted: set[UUID] = set()
        self._is_beside_the_journal = False
        self._seq_before, self._last_seal = sealing.last_entry(self._driver)
        self._seq_after = self._seq_before
        actor = change.actor
        self.ask(
            _OPEN,
            (
                change.id.bytes,
                raw_of_instant(change.at),
                _bytes(actor.account_id),
                actor.name,
                _bytes(actor.session_id),
                change.station_id.bytes,
                change.verb,
                change.reason,
                _bytes(change.undoes),
                change.origin,
                change.batch,
            ),
        )
        self._written = self._driver.total_changes

    def new_id(self) -> UUID:
        """An identity for something new, greater than all before it."""
        return self._change.ids.next(self.now)

    def add(self, record: R) -> R:
        """Store a new record; gives it back with version 1. Raises NameTaken, SlotTaken."""
        kind = kind_of(type(record))
        stored = kind.at_version(record, 1)
        derived = kind.derived_of(stored, self.region) if kind.derived else []
        self._note(kind)
        self.ask(insert_of(kind), [*kind.row_of(stored), *derived])
        self._follow(None, stored)
        return stored

    def replace(self, record: R) -> R:
        """Store a changed record over the version it was read as; gives it back with the next version.

        Raises ChangedMeanwhile if that is not the version that stands, NotFound, NameTaken, SlotTaken. A record that
        says what stands already is given back as it stands.
        """
        kind = kind_of(type(record))
        standing = self._standing(kind, record)
        stored = kind.at_version(record, standing.version + 1)
        before, after = kind.row_of(standing), kind.row_of(stored)
        names = list(kind.columns)
        if kind.derived:
            names += kind.derived
            before += kind.derived_of(standing, self.region)
            after += kind.derived_of(stored, self.region)
        changed = {n: new for n, old, new in zip(names, before, after, strict=True) if old != new}
        if changed.keys() == {"version"}:
            return standing
        self._note(kind)
        self.ask(update_of(kind, tuple(changed)), [*changed.values(), record.id.bytes])
        self._follow(standing, stored)
        return stored

    def remove(self, record: Record) -> None:
        """Take away a record of a kind that may go: hours, exceptions, closures, and what only this station keeps."""
        kind = kind_of(type(record))
        if not kind.removable:
            message = f"a {kind.words} is never removed"
            raise TypeError(message)
        self._standing(kind, record)
        self._note(kind)
        self.ask(f"DELETE FROM {quoted(kind.name)} WHERE id = ?", (record.id.bytes,))

    def appointments_touched(self) -> list[Appointment]:
        """Those that this change has added or replaced, as they stand now."""
        return self.where(Appointment, id=tuple(self._noted)) if self._noted else []

    def execute(self, statement: Executable, parameters: Sequence[dict[str, object]] | dict[str, object] = ()) -> int:
        """A Core statement from the reading modules; gives the number of rows it touched."""
        self._is_beside_the_journal = True
        with plainly():
            return self._connection.execute(statement, parameters or {}).rowcount

    def write_state(self, name: str, value: str | None) -> None:
        """Keep what this station knows of its sync (`sync_state.read`); None forgets it."""
        if value is None:
            self.ask("DELETE FROM sync_state WHERE name = ?", (name,))
        else:
            self.ask(_WRITE_STATE, (name, value))

    @property
    def region(self) -> str:
        """The region of phone numbers, asked once."""
        if self._region is None:
            self._region = self.phone_region
        return self._region

    def _note(self, kind: Kind[R]) -> None:
        if not kind.journalled:
            self._is_beside_the_journal = True

    def _standing(self, kind: Kind[R], record: R) -> R:
        """What is stored now; raises unless it is the version that was read."""
        standing = self.get(kind.record, record.id)
        if standing.version != record.version:
            raise ChangedMeanwhile(kind.words, standing)
        return standing

    def close(self) -> Changes | None:
        """Seal what was written and clear the context; what changed, or None if nothing did. COMMIT follows."""
        if self._altered and self._change.origin == LOCAL:
            account_id = self._change.actor.account_id
            for task in settled_by(self, self._altered, self._tasks, now=self.now, account_id=account_id):
                self.replace(task)
        entries = sealing.seal_after(self._driver, self._key, self._seq_before, self._last_seal)
        self._driver.execute("DELETE FROM journal_context")
        if not entries:
            return None
        self._seq_after = int(str(entries[-1][_SEQ]))
        if self._change.origin == LOCAL:
            note_leap(self._driver, self._seq_before, raw_of_instant(self.now))
        touched: dict[str, set[UUID]] = {}
        for entry in entries:
            ids = touched.setdefault(str(entry[_KIND]), set())
            if not entry[_RECORD]:  # a batch, and hex(NULL) is an empty text
                continue
            record_id = UUID(hex=str(entry[_RECORD]))
            ids.add(record_id)
            if entry[_KIND] == "appointment" and record_id not in self._noted:
                for appointment in self.where(Appointment, id=record_id):
                    self._follow(None, appointment)
        return Changes(
            change_id=self.change_id,
            verb=self._change.verb,
            actor_id=self._change.actor.account_id,
            touched={name: frozenset(ids) for name, ids in touched.items()},
            span=_around(self._spans),
            freed=tuple(self._freed),
        )

    def committed(self, changes: Changes | None) -> None:
        """Tell what the writer's connection knows; `changes` is what `close` gave."""
        if self._known is not None:
            beside = self._is_beside_the_journal
            self._known.written(self._seq_before, self._seq_after, changes, is_beside_the_journal=beside)

    @property
    def entries(self) -> tuple[int, int]:
        """The number of the journal's last entry before this change, and after it."""
        return self._seq_before, self._seq_after

    def tell(self, kind: str, about: UUID, was: Mapping[str, str], became: Mapping[str, str]) -> None:
        """Write into the journal what was changed outside of the database, in words, under a kind of its own."""
        self.ask(_TELL, (kind, about.bytes, json.dumps(dict(was)), json.dumps(dict(became))))

    @property
    def last_seq(self) -> int:
        """As it was before this change."""
        return self._seq_before

    def _follow(self, before: Record | None, after: Record) -> None:
        """What a change of some kinds brings with it."""
        for record in (before, after):
            if isinstance(record, Appointment):
                self._noted.add(record.id)
                self._spans.append(record.span)
        if isinstance(before, Appointment) and isinstance(after, Appointment):
            self._altered[after.id] = (self._altered.get(after.id, (before, after))[0], after)
            self._freed += freed_by(before, after)
        if isinstance(after, DeskTask):
            self._tasks.add(after.id)
        if isinstance(after, ClinicSettings):
            policies = before.policies if isinstance(before, ClinicSettings) else Policies()
            if policies.phone_region != after.policies.phone_region:
                self._region = None
                self._spell_anew()

    def _spell_anew(self) -> None:
        """Bring what is derived from patients' phone numbers to the clinic's region."""
        kind = kind_of(Patient)
        derived = ", ".join(quoted(name) for name in kind.derived)
        page = f"{kind.select} WHERE (mobile != '' OR phone != '') AND id > ? ORDER BY id LIMIT {_PAGE}"
        last = b""
        while patients := [kind.make(row) for row in self.ask(page, (last,))]:
            last = patients[-1].id.bytes
            spelled = ([*kind.derived_of(patient, self.region), patient.id.bytes] for patient in patients)
            marks = ", ".join("?" * len(kind.derived))
            self.ask_many(f"UPDATE patient SET ({derived}) = ({marks}) WHERE id = ?", spelled)


def _around(spans: Sequence[Span]) -> Span | None:
    """From the first start to the last end."""
    if len(spans) < 2:
        return spans[0] if spans else None
    return Span(starts_at=min(span.starts_at for span in spans), ends_at=max(span.ends_at for span in spans))


def _bytes(value: UUID | None) -> bytes | None:
    return None if value is None else value.bytes


@lru_cache(maxsize=64)
def insert_of(  # Any: a kind of any record
    kind: Kind[Any], *, rows: int = 1, fails: bool = False
) -> str:
    """The INSERT of records' rows and their derived columns.

    One that `fails` leaves what it has done when a row is refused.
    """
    names = (*kind.columns, *kind.derived)
    values = f"({', '.join('?' * len(names))})"
    return (
        f"INSERT {'OR FAIL ' if fails else ''}INTO {quoted(kind.name)} ({', '.join(quoted(name) for name in names)}) "
        f"VALUES {', '.join([values] * rows)}"
    )


@lru_cache(maxsize=512)
def update_of(kind: Kind[Any], names: tuple[str, ...]) -> str:  # Any: as above
    """The UPDATE of some columns of the record of an id."""
    return f"UPDATE {quoted(kind.name)} SET {', '.join(f'{quoted(name)} = ?' for name in names)} WHERE id = ?"
