"""What the hub sends and answers, taken over: under who did it, beside what was typed here meanwhile."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.errors import NameTaken
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.syncing import Answer, AnswerStatus, Fields, HubRecord, Operation, OperationAction

from . import outgoing, sync_state
from .batch import ManyRows
from .column_types import Raw, instant_of, new_id_of, raw_of_instant
from .documents import Form, form_of
from .faults import PushFirst
from .kinds import quoted
from .outgoing import GroupOf, Key, Pending
from .rebasing import put_back, rebased
from .transaction import HUB, LOCAL, insert_of, update_of
from .uniqueness import provisional, rivals

_APPOINTMENT = "appointment"
_FEWEST = 20
"""How many new records of a kind are worth an entry of their own in a first sync."""
_OURS = frozenset({AnswerStatus.APPLIED, AnswerStatus.UNCHANGED, AnswerStatus.HELD})
"""Answers after which the hub has what was sent, and what it made of it itself."""


class Receiving(ManyRows):
    """A transaction of origin "hub": what it stores raises the record's version here and is never sent back.

    Promises: what was done here is neither lost nor hidden. A field group that was changed here keeps this station's
    values and the old base with them; all others take the hub's.
    """

    _first: int | None = None
    _last: int | None = None

    def take(
        self, records: Sequence[HubRecord], group_of: GroupOf, *, is_first: bool = False, anew: bool = False
    ) -> int:
        """Take over a page; gives the number of records that were news.

        Kinds and documents that this program cannot read are left out. `is_first` stores what is new with one entry of
        the journal for each kind; `anew` takes over what is known already as well, as when the profile changed.
        Raises PushFirst while operations are on their way, or where a value must be unique and was given here to a
        record that the hub has not heard of: then nothing is taken over, and after the push's answers it can be.
        """
        if self.ask("SELECT 1 FROM sync_operation LIMIT 1").fetchone() is not None:
            raise PushFirst
        outgoing.fold(self)
        region = self.region
        known, pending = self._known_of(records)
        news = {}
        for record in records:
            key = (record.kind, record.record_id)
            revision = known.get(key, 0)
            if record.revision > revision or (anew and record.revision == revision):
                news[key] = record
        rest = self._taken_at_once(news, pending) if is_first else news
        for key, record in rest.items():
            self._speak_as(record)
            document = None if record.is_deleted else record.document
            self._settle(key, document, record.revision, pending.get(key), group_of)
        self._spell_if_moved(region)
        return len(news)

    def acknowledge(
        self,
        operations: Sequence[Operation],
        answers: Iterable[Answer],
        group_of: GroupOf,
        *,
        still_waited_for: Collection[UUID] = (),
    ) -> None:
        """Take over what the hub answered; an operation it did not answer stays on its way.

        A record whose time was taken goes again, or back to where it was, if somebody still waits for the answer;
        otherwise its operation stays, to be sent as one that may be contested.
        """
        outgoing.fold(self)
        region = self.region
        by_id = {answer.op_id: answer for answer in answers}
        for operation in operations:
            answer = by_id.get(operation.op_id)
            if answer is None:
                continue
            if answer.status is not AnswerStatus.TAKEN:
                outgoing.drop_operation(self, operation.op_id)
                self._hear(operation, answer, group_of)
            elif operation.record_id in still_waited_for:
                outgoing.drop_operation(self, operation.op_id)
                self._withdraw(operation, group_of)
        self._spell_if_moved(region)

    def close(self) -> Changes | None:
        """As every transaction; what the journal tells of by now is folded, and is not looked at again."""
        outgoing.fold(self)
        if self._first is not None and self._last is not None:
            self._spans.append(Span(starts_at=instant_of(self._first), ends_at=instant_of(self._last)))
        return super().close()

    def _hear(self, operation: Operation, answer: Answer, group_of: GroupOf) -> None:
        key = (operation.kind, operation.record_id)
        pending = outgoing.pending_of(self, key)
        is_ours = answer.status in _OURS
        is_gone = answer.is_deleted or (is_ours and operation.action is OperationAction.DELETE)
        if answer.revision is None:
            return
        if is_gone or answer.document is not None:
            document = None if is_gone else answer.document
            try:
                self._settle(key, document, answer.revision, pending, group_of, is_ours=is_ours)
            except PushFirst:  # its revision stays unknown here, so the next page brings it again
                return
        elif is_ours or answer.status is AnswerStatus.MERGED:
            sync_state.keep_revisions(self, [(*key, answer.revision)])

    def _settle(
        self,
        key: Key,
        document: Fields | None,
        revision: int,
        pending: Pending | None,
        group_of: GroupOf,
        *,
        is_ours: bool = False,
    ) -> None:
        """Bring a record to what stands at the hub (None: it was removed), but for what was changed here since."""
        form = form_of(key[0])
        if form is None:
            return
        hub = None if document is None else form.whole(document)
        if document is not None and hub is None:
            return
        found = form.standing(self, key[1])
        if pending is not None and pending.action is OperationAction.UPDATE:
            assert found is not None, "what was removed is pending as removed"
            if not pending.touched(form.name, found[1], group_of):
                outgoing.keep_pending(self, key, None)
                pending = None
            elif hub is not None:
                shall, left = rebased(form.name, found[1], hub, pending, group_of, is_ours=is_ours)
                self._store(form, key[1], found, shall)
                outgoing.keep_pending(self, key, left)
        elif pending is not None and pending.action is OperationAction.DELETE:
            if hub is None:
                outgoing.keep_pending(self, key, None)
            elif not is_ours and sync_state.revision_of(self, *key) is not None:
                return  # so that the hub sees that it was removed without having been seen as it is
        if pending is None:
            if hub is not None:
                self._store(form, key[1], found, hub)
            elif found is not None:
                self._take_away(form, key[1], found[1])
        sync_state.keep_revisions(self, [(*key, revision)])

    def _withdraw(self, operation: Operation, group_of: GroupOf) -> None:
        """The time was taken, and who asked for it is told so: it was never booked, or never moved."""
        key = (operation.kind, operation.record_id)
        form = form_of(operation.kind)
        assert form is not None, "it was frozen here"
        found = form.standing(self, operation.record_id)
        pending = outgoing.pending_of(self, key)
        if operation.action is OperationAction.INSERT:
            outgoing.keep_pending(self, key, None)
            if found is not None:
                self._take_away(form, operation.record_id, found[1])
                self._let_go(form, operation.record_id)
        elif found is not None:
            shall, left = put_back(form.name, found[1], operation.base, pending, group_of)
            self._store(form, operation.record_id, found, shall)
            outgoing.keep_pending(self, key, left)

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

    # Rows

    def _store(self, form: Form, record_id: UUID, found: tuple[int, Fields] | None, shall: Fields) -> None:
        """A record as it shall be, new or over what was found; another that has one of its unique values yields."""
        try:
            self._store_row(form, record_id, found, shall)
        except NameTaken:
            self._make_way(form, record_id, shall)
            self._store_row(form, record_id, found, shall)

    def _store_row(self, form: Form, record_id: UUID, found: tuple[int, Fields] | None, shall: Fields) -> None:
        version, standing = found or (0, {})
        changed = [name for name in form.fields if found is None or standing[name] != shall[name]]
        if not changed:
            return
        row = form.row(record_id, version + 1, shall)
        derived = form.derived(row, self.region)
        if found is None:
            self.ask(insert_of(form.kind), [*row, *derived])
        else:
            values: list[Raw] = [version + 1, *(form.raw(name, shall[name]) for name in changed), *derived]
            names = ("version", *changed, *form.kind.derived)
            self.ask(update_of(form.kind, names), [*values, record_id.bytes])
        self._follow_time(form, record_id, standing, shall)

    def _take_away(self, form: Form, record_id: UUID, standing: Fields) -> None:
        self.ask(f"DELETE FROM {quoted(form.name)} WHERE id = ?", (record_id.bytes,))
        self._follow_time(form, record_id, standing)

    def _make_way(self, form: Form, record_id: UUID, shall: Fields) -> None:
        """Whoever has a value that the hub gives to another gets a provisional one until the hub tells of them too.

        Raises PushFirst when it was given here and the hub has not heard: it decides who keeps it.
        """
        for rival in list(rivals(self, form, record_id, shall)):
            key = (form.name, rival.record_id)
            pending = outgoing.pending_of(self, key)
            if pending is not None and (pending.action is OperationAction.INSERT or rival.field in pending.base):
                raise PushFirst
            found = form.standing(self, rival.record_id)
            assert found is not None, "it has the value"
            self._store_row(
                form, rival.record_id, found, found[1] | {rival.field: provisional(self, form, rival)}
            )  # fmt: skip

    def _follow_time(self, form: Form, record_id: UUID, *images: Fields) -> None:
        """The time of appointments, for whoever is told of the change."""
        if form.name != _APPOINTMENT:
            return
        self._noted.add(record_id)
        for image in images:
            if image:
                self._first = min(self._first or image["starts_at"], image["starts_at"])
                self._last = max(self._last or image["ends_at"], image["ends_at"])

    def _spell_if_moved(self, region: str) -> None:
        """Numbers are spelled as in the clinic's region, which may have come with these records."""
        self._region = None
        if self.region != region:
            self._spell_anew()

    # Pages

    def _known_of(self, records: Sequence[HubRecord]) -> tuple[dict[Key, int], dict[Key, Pending]]:
        """At which revisions these records stand here, and what is pending of them."""
        asked = json.dumps([[record.kind, record.record_id.hex] for record in records])
        known = {(kind, new_id_of(raw_id)): revision for kind, raw_id, revision in self.ask(_REVISIONS, (asked,))}
        pending: dict[Key, Pending] = {}
        if self.ask("SELECT 1 FROM sync_pending LIMIT 1").fetchone() is not None:
            for record in records:
                key = (record.kind, record.record_id)
                found = outgoing.pending_of(self, key)
                if found is not None:
                    pending[key] = found
        return known, pending

    def _taken_at_once(self, news: dict[Key, HubRecord], pending: dict[Key, Pending]) -> dict[Key, HubRecord]:
        """Store what is new here row by row but with one entry of the journal per kind; gives back what is left."""
        rest: dict[Key, HubRecord] = {}
        by_kind: defaultdict[str, list[HubRecord]] = defaultdict(list)
        for key, record in news.items():
            if record.is_deleted or key in pending:
                rest[key] = record
            else:
                by_kind[record.kind].append(record)
        self._speak_as(None)
        for kind, records in by_kind.items():
            form = form_of(kind)
            if form is not None and not self._are_stored_at_once(form, records):
                rest |= {(kind, record.record_id): record for record in records}
        return rest

    def _are_stored_at_once(self, form: Form, records: Sequence[HubRecord]) -> bool:
        """False, and nothing is stored, where that is not worth it or a record or one of its values is here already."""
        ids = json.dumps([record.record_id.hex for record in records])
        if len(records) < _FEWEST or self.ask(_STANDING.format(quoted(form.name)), (ids,)).fetchone() is not None:
            return False
        rows: list[list[Raw]] = []
        revisions: list[tuple[str, UUID, int]] = []
        for record in records:
            whole = form.whole(record.document)
            if whole is not None:
                row = form.row(record.record_id, 1, whole)
                rows.append([*row, *form.derived(row, self.region)])
                revisions.append((form.name, record.record_id, record.revision))
        self.ask("SAVEPOINT page")
        try:
            self.ask("UPDATE journal_context SET batch = 1")
            self._store_rows(form.kind, rows)
            self.ask("UPDATE journal_context SET batch = 0")
        except NameTaken:
            self.ask("ROLLBACK TO page")
            return False
        finally:
            self.ask("RELEASE page")
        sync_state.keep_revisions(self, revisions)
        return True

    def _speak_as(self, record: HubRecord | None) -> None:
        """Have the journal say who did what follows, where and when; None: the program itself, here."""
        own = self._change
        if record is None:
            said: tuple[Raw, ...] = (
                own.id.bytes,
                raw_of_instant(own.at),
                None,
                own.actor.name,
                own.station_id.bytes,
                own.verb,
                "",
            )
        else:
            said = (
                (record.change_id or own.id).bytes,
                raw_of_instant(record.at),
                None if record.account_id is None else record.account_id.bytes,
                record.actor_name,
                None if record.station_id is None else record.station_id.bytes,
                record.verb,
                record.reason,
            )
        self.ask(_SPEAK_AS, said)


_SPEAK_AS = (
    "UPDATE journal_context SET (change_id, at, actor_id, actor_name, station_id, verb, reason) = (?, ?, ?, ?, ?, ?, ?)"
)
_REVISIONS = (
    "SELECT r.kind, r.record_id, r.revision FROM json_each(?) CROSS JOIN sync_revision r "
    "ON r.kind = value ->> 0 AND r.record_id = unhex(value ->> 1)"
)
_STANDING = "SELECT 1 FROM {} WHERE id IN (SELECT unhex(value) FROM json_each(?)) LIMIT 1"
