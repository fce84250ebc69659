"""Rows as the hub has them, written here: what each change of them brings with it, and who made it, where and when."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import Connection

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.errors import NameTaken
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.syncing import HubColumns, HubRecord, OperationAction

from . import late_indexes, outgoing, sync_state, triggers
from .batch import ManyRows
from .column_types import Raw, instant_of, raw_of_instant
from .documents import Form
from .faults import PushFirst
from .kinds import kind_of, quoted
from .outgoing import Key
from .reading.known import Known
from .received_columns import ids_of, rows_of
from .transaction import HUB, LOCAL, Change, insert_of, update_of
from .uniqueness import provisional, rivals

Standing: TypeAlias = tuple[int, list[Raw]]
"""A record's version here, and its values in the order of its form's fields."""

_MANY = 1_000
_FEWEST = 20
"""How many new records of a kind are worth an entry of their own in a first sync."""
_IN_VALUES = {name: place for place, name in enumerate(kind_of(Appointment).columns[2:])}
_STARTS, _ENDS = _IN_VALUES["starts_at"], _IN_VALUES["ends_at"]


class ReceivedRows(ManyRows):
    """A transaction that stores rows in the words of the hub, under the names of those who made them."""

    def __init__(self, connection: Connection, change: Change, key: bytes, known: Known | None = None) -> None:
        super().__init__(connection, change, key, known)
        self._first: int | None = None
        self._last: int | None = None
        self._revisions: dict[Key, int] = {}
        self._speaks_as: tuple[Raw, ...] | None = None

    def close(self) -> Changes | None:
        """As every transaction; what the journal tells of by now is folded, and is not looked at again."""
        outgoing.fold(self)
        revisions = self._revisions.items()
        sync_state.keep_revisions(self, [(kind, record_id.bytes, number) for (kind, record_id), number in revisions])
        if self._first is not None and self._last is not None:
            self._spans.append(Span(starts_at=instant_of(self._first), ends_at=instant_of(self._last)))
        return super().close()

    def _store(self, form: Form, record_id: UUID, found: Standing | None, values: list[Raw]) -> None:
        """A record as it shall be, new or over what was found; another that has one of its unique values yields."""
        try:
            self._store_row(form, record_id, found, values)
        except NameTaken:
            self._make_way(form, record_id, values)
            self._store_row(form, record_id, found, values)

    def _store_row(self, form: Form, record_id: UUID, found: Standing | None, values: list[Raw]) -> None:
        if found is None:
            row = [record_id.bytes, 1, *values]
            self.ask(insert_of(form.kind), [*row, *form.derived(row, self.region)])
            self._follow_time(form, record_id, values)
            return
        version, standing = found
        if standing == values:
            return
        changed = [place for place, value in enumerate(values) if standing[place] != value]
        derived = form.derived([record_id.bytes, version + 1, *values], self.region)
        names = ("version", *(form.fields[place] for place in changed), *form.kind.derived)
        new = (version + 1, *(values[place] for place in changed), *derived)
        self.ask(update_of(form.kind, names), [*new, record_id.bytes])
        self._follow_time(form, record_id, standing, values)

    def _take_away(self, form: Form, record_id: UUID, standing: list[Raw]) -> None:
        self.ask(f"DELETE FROM {quoted(form.name)} WHERE id = ?", (record_id.bytes,))
        self._follow_time(form, record_id, standing)

    def _make_way(self, form: Form, record_id: UUID, values: list[Raw]) -> None:
        """Whoever has a value that the hub gives to another gets a provisional one until the hub tells of them too.

        Raises PushFirst when it was given here and the hub has not heard: it decides who keeps it.
        """
        for rival in list(rivals(self, form, record_id, values)):
            pending = outgoing.pending_of(self, (form.name, rival.record_id))
            if pending is not None and (pending.action is OperationAction.INSERT or rival.field in pending.base):
                raise PushFirst
            found = form.stored(self, rival.record_id)
            assert found is not None, "it has the value"
            yielding = list(found[1])
            yielding[form.fields.index(rival.field)] = provisional(self, form, rival)
            self._store_row(form, rival.record_id, found, yielding)

    def _let_go(self, form: Form, record_id: UUID) -> None:
        """What refers to a record that was withdrawn refers to nothing any more: a change of this station's own."""
        self.ask("UPDATE journal_context SET origin = ?", (LOCAL,))
        for table in form.kind.table.metadata.sorted_tables:
            for column in table.columns:
                if column.nullable and any(key.column.table is form.kind.table for key in column.foreign_keys):
                    name = quoted(column.name)
                    self.ask(
                        f"UPDATE {quoted(table.name)} SET {name} = NULL, version = version + 1 WHERE {name} = ?",
                        (record_id.bytes,),
                    )
        self.ask("UPDATE journal_context SET origin = ?", (HUB,))

    def _are_stored_at_once(self, form: Form, records: Sequence[HubRecord]) -> bool:
        """False, and nothing is stored, where that is not worth it or a record or one of its values is here already."""
        if len(records) < _FEWEST:
            return False
        ids: list[bytes] = []
        rows: list[Sequence[Raw]] = []
        revisions: list[int] = []
        for record in records:
            values = form.values(record.document)
            if values is not None:
                ids.append(record.record_id.bytes)
                rows.append([ids[-1], 1, *values])
                revisions.append(record.revision)
        return self._are_rows_stored(form, ids, rows, revisions)

    def _are_columns_stored(self, form: Form, columns: HubColumns) -> bool:
        """False, and nothing is stored, where one cannot be read, or it or one of its values is here already."""
        ids = ids_of(columns)
        around = (form.name, min(ids), max(ids))
        if sync_state.is_any_known_between(self, *around) or sync_state.is_any_pending_between(self, *around):
            return False
        rows = rows_of(form, columns, ids)
        return rows is not None and self._are_rows_stored(form, ids, rows, columns.revisions)

    def _are_rows_stored(
        self, form: Form, ids: Sequence[bytes], rows: Sequence[Sequence[Raw]], revisions: Sequence[int]
    ) -> bool:
        """Rows of id, version and values; False, and nothing is stored, where one or one of its values is here."""
        if not ids:
            return True
        if self._is_any_stored(form, ids):
            return False
        if form.kind.derived:
            region = self.region
            rows = [[*row, *form.derived(row, region)] for row in rows]
        self._speak_as(None)
        self.ask("SAVEPOINT page")
        try:
            self.ask("UPDATE journal_context SET batch = 1")
            if len(rows) >= _MANY:
                with self._unseen(form):
                    self._store_rows(form.kind, rows, is_put_aside=False)
            else:
                self._store_rows(form.kind, rows)
            self.ask("UPDATE journal_context SET batch = 0")
        except NameTaken:
            self.ask("ROLLBACK TO page")
            return False
        finally:
            self.ask("RELEASE page")
        sync_state.keep_revisions(self, list(zip(repeat(form.name), ids, revisions, strict=False)))
        return True

    def _is_any_stored(self, form: Form, ids: Sequence[bytes]) -> bool:
        table = quoted(form.name)
        between = f"SELECT 1 FROM {table} WHERE id BETWEEN ? AND ? LIMIT 1"
        if self.ask(between, (min(ids), max(ids))).fetchone() is None:
            return False  # the ids of a page are of one time, so nothing else lies between them in an empty file
        said = json.dumps([one.hex() for one in ids])
        return self.ask(_STANDING.format(table), (said,)).fetchone() is not None

    @contextmanager
    def _unseen(self, form: Form) -> Iterator[None]:
        """Without the triggers on new rows of a kind, which have nothing to say to these but look at each of them.

        They go and come back within this transaction, so that nobody ever meets the table without them.
        """
        names = triggers.on_insert(form.name)
        late_indexes.put_off(self.ask, form.name)
        first = self.ask(f'SELECT coalesce(max("row"), 0) + 1 FROM {quoted(form.name)}').fetchone()[0]
        for name in names:
            self.ask(f"DROP TRIGGER IF EXISTS {quoted(name)}")
        yield
        for name in names:
            self.ask(triggers.wanted()[name])
        if form.kind.record is Patient:
            self.ask(triggers.FILL_SEARCH, (first,))

    def _follow_time(self, form: Form, record_id: UUID, *images: list[Raw]) -> None:
        """The time of appointments, for whoever is told of the change."""
        if form.kind.record is not Appointment:
            return
        self._noted.add(record_id)
        for image in images:
            starts_at, ends_at = image[_STARTS], image[_ENDS]
            assert isinstance(starts_at, int)
            assert isinstance(ends_at, int)
            self._first = starts_at if self._first is None else min(self._first, starts_at)
            self._last = ends_at if self._last is None else max(self._last, ends_at)

    def _spell_if_moved(self, region: str) -> None:
        """Numbers are spelled as in the clinic's region, which may have come with these records."""
        self._region = None
        if self.region != region:
            self._spell_anew()

    def _speak_as(self, record: HubRecord | None) -> None:
        """Have the journal say who did what follows, where and when; None: the program itself, here."""
        said = self._own_words() if record is None else _words_of(record, self._change.id)
        if said != self._speaks_as:
            self.ask(_SPEAK_AS, said)
            self._speaks_as = said

    def _own_words(self) -> tuple[Raw, ...]:
        own = self._change
        return own.id.bytes, raw_of_instant(own.at), None, own.actor.name, own.station_id.bytes, own.verb, ""


def _words_of(record: HubRecord, change_id: UUID) -> tuple[Raw, ...]:
    return (
        (record.change_id or change_id).bytes,
        raw_of_instant(record.at),
        None if record.account_id is None else record.account_id.bytes,
        record.actor_name,
        None if record.station_id is None else record.station_id.bytes,
        record.verb,
        record.reason,
    )


_SPEAK_AS = (
    "UPDATE journal_context SET (change_id, at, actor_id, actor_name, station_id, verb, reason) = (?, ?, ?, ?, ?, ?, ?)"
)
_STANDING = "SELECT 1 FROM {} WHERE id IN (SELECT unhex(value) FROM json_each(?)) LIMIT 1"
