"""What the hub sends and answers, taken over: under who did it, beside what was typed here meanwhile."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from clinic_desktop.domain.syncing import (
    Answer,
    AnswerStatus,
    Fields,
    HubColumns,
    HubRecord,
    Operation,
    OperationAction,
)

from . import outgoing, sync_state
from .column_types import new_id_of
from .documents import form_of
from .faults import NotAllNew, PushFirst
from .outgoing import GroupOf, Key, Pending
from .rebasing import put_back, rebased
from .received_rows import ReceivedRows

_OURS = frozenset({AnswerStatus.APPLIED, AnswerStatus.UNCHANGED, AnswerStatus.HELD})
"""Answers after which the hub has what was sent, and what it made of it itself."""


class Receiving(ReceivedRows):
    """A transaction of origin "hub": what it stores raises the record's version here and is never sent back.

    Promises: what was done here is neither lost nor hidden. A field group that was changed here keeps this station's
    values and the old base with them; all others take the hub's.
    """

    def take(
        self, records: Sequence[HubRecord], group_of: GroupOf, *, is_first: bool = False, anew: bool = False
    ) -> int:
        """Take over a page; gives the number of records that were news.

        Kinds and documents that this program cannot read are left out. `is_first` stores what is new with one entry of
        the journal for each kind; `anew` takes over what is known already as well, as when the profile changed.
        Raises PushFirst while operations are on their way, or where a value must be unique and was given here to a
        record that the hub has not heard of: then nothing is taken over, and after the push's answers it can be.
        """
        self._begin_to_take()
        region = self.region
        known, pending = self._known_of(records)
        if is_first and not known and not pending:
            self._take_each(self._taken_at_once(records, pending), pending, group_of)
            self._spell_if_moved(region)
            return len(records)
        news = {}
        for record in records:
            key = (record.kind, record.record_id)
            revision = known.get(key, 0)
            if record.revision > revision or (anew and record.revision == revision):
                news[key] = record
        found = len(news)
        if anew:
            self._leave_out_what_stands(news, known, pending)
        rest = self._taken_at_once(news.values(), pending) if is_first else news
        self._take_each(rest, pending, group_of)
        self._spell_if_moved(region)
        return found

    def take_columns(self, columns: Iterable[HubColumns]) -> None:
        """Take over what is new here, each kind at once; raises PushFirst as `take` does.

        Raises NotAllNew where it is not as simple as that: then the change is to be left, and the same records are to
        be asked for one by one.
        """
        self._begin_to_take()
        for one in columns:
            form = form_of(one.kind)
            if form is None or not self._are_columns_stored(form, one):
                raise NotAllNew

    def _begin_to_take(self) -> None:
        if self.ask("SELECT 1 FROM sync_operation LIMIT 1").fetchone() is not None:
            raise PushFirst
        outgoing.fold(self)

    def _take_each(self, records: dict[Key, HubRecord], pending: dict[Key, Pending], group_of: GroupOf) -> None:
        for key, record in records.items():
            self._speak_as(record)
            document = None if record.is_deleted else record.document
            self._settle(key, document, record.revision, pending.get(key), group_of)

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

    def _hear(self, operation: Operation, answer: Answer, group_of: GroupOf) -> None:
        key = (operation.kind, operation.record_id)
        is_ours = answer.status in _OURS
        is_gone = answer.is_deleted or (is_ours and operation.action is OperationAction.DELETE)
        if answer.revision is None:
            return
        if is_gone or answer.document is not None:
            pending = outgoing.pending_of(self, key)
            document = None if is_gone else answer.document
            try:
                ours = {group_of(operation.kind, name) for name in operation.new} if is_ours else None
                self._settle(key, document, answer.revision, pending, group_of, ours=ours)
            except PushFirst:  # its revision stays unknown here, so the next page brings it again
                return
        elif is_ours or answer.status is AnswerStatus.MERGED:
            self._revisions[key] = answer.revision

    def _settle(
        self,
        key: Key,
        document: Fields | None,
        revision: int,
        pending: Pending | None,
        group_of: GroupOf,
        *,
        ours: Collection[str] | None = None,
    ) -> None:
        """Bring a record to what stands at the hub (None: it was removed), but for what was changed here since.

        `ours` are the groups that the station itself sent, of an answer to what it sent.
        """
        form = form_of(key[0])
        hub = None if form is None or document is None else form.values(document)
        if form is None or (document is not None and hub is None):
            return
        found = form.stored(self, key[1])
        if pending is not None and pending.action is OperationAction.UPDATE:
            standing = {} if found is None else form.document(found[1])
            if found is None or not pending.touched(form.name, standing, group_of):
                pending = None
                outgoing.keep_pending(self, key, None)
            elif hub is not None:
                shall, left = rebased(form.name, standing, form.document(hub), pending, group_of, ours=ours or ())
                self._store(form, key[1], found, form.values(shall) or hub)
                outgoing.keep_pending(self, key, left)
        elif pending is not None and pending.action is OperationAction.DELETE:
            if hub is None:
                outgoing.keep_pending(self, key, None)
            elif ours is None and self._has_revision(key):
                return  # so that the hub sees that it was removed without having been seen as it is
        if pending is None:
            if hub is not None:
                self._store(form, key[1], found, hub)
            elif found is not None:
                self._take_away(form, key[1], found[1])
        self._revisions[key] = revision

    def _has_revision(self, key: Key) -> bool:
        return key in self._revisions or sync_state.revision_of(self, *key) is not None

    def _withdraw(self, operation: Operation, group_of: GroupOf) -> None:
        """The time was taken, and who asked for it is told so: it was never booked, or never moved."""
        key = (operation.kind, operation.record_id)
        form = form_of(operation.kind)
        assert form is not None, "it was frozen here"
        found = form.stored(self, operation.record_id)
        pending = outgoing.pending_of(self, key)
        if operation.action is OperationAction.INSERT:
            outgoing.keep_pending(self, key, None)
            if found is not None:
                self._take_away(form, operation.record_id, found[1])
                self._let_go(form, operation.record_id)
        elif found is not None:
            shall, left = put_back(form.name, form.document(found[1]), operation.base, pending, group_of)
            self._store(form, operation.record_id, found, form.values(shall) or found[1])
            outgoing.keep_pending(self, key, left)

    def _known_of(self, records: Sequence[HubRecord]) -> tuple[dict[Key, int], dict[Key, Pending]]:
        """At which revisions these records stand here, and what is pending of them."""
        known: dict[Key, int] = {}
        if sync_state.is_any_known(self, records):
            asked = json.dumps([[record.kind, record.record_id.hex] for record in records])
            known = {(kind, new_id_of(raw_id)): revision for kind, raw_id, revision in self.ask(_REVISIONS, (asked,))}
        known |= self._revisions
        pending: dict[Key, Pending] = {}
        if self.ask("SELECT 1 FROM sync_pending LIMIT 1").fetchone() is not None:
            for record in records:
                key = (record.kind, record.record_id)
                found = outgoing.pending_of(self, key)
                if found is not None:
                    pending[key] = found
        return known, pending

    def _leave_out_what_stands(
        self, news: dict[Key, HubRecord], known: dict[Key, int], pending: dict[Key, Pending]
    ) -> None:
        """Of what is looked at anew nearly all stands here just so; a million of those would take their time."""
        by_kind: defaultdict[str, list[HubRecord]] = defaultdict(list)
        for key, record in news.items():
            if record.revision == known.get(key) and not record.is_deleted and key not in pending:
                by_kind[record.kind].append(record)
        for kind, records in by_kind.items():
            form = form_of(kind)
            stored = {} if form is None else form.all_stored(self, (record.record_id for record in records))
            for record in records:
                found = stored.get(record.record_id)
                if form is not None and found is not None and found[1] == form.values(record.document):
                    del news[kind, record.record_id]

    def _taken_at_once(self, news: Iterable[HubRecord], pending: dict[Key, Pending]) -> dict[Key, HubRecord]:
        """Store what is new here with one entry of the journal per kind; gives back what is left to be looked at."""
        rest: dict[Key, HubRecord] = {}
        by_kind: defaultdict[str, list[HubRecord]] = defaultdict(list)
        for record in news:
            if record.is_deleted or (pending and (record.kind, record.record_id) in pending):
                rest[record.kind, record.record_id] = record
            else:
                by_kind[record.kind].append(record)
        for kind, records in by_kind.items():
            form = form_of(kind)
            if form is not None and not self._are_stored_at_once(form, records):
                rest |= {(kind, record.record_id): record for record in records}
        return rest


_REVISIONS = (
    "SELECT r.kind, r.record_id, r.revision FROM json_each(?) CROSS JOIN sync_revision r "
    "ON r.kind = value ->> 0 AND r.record_id = unhex(value ->> 1)"
)
