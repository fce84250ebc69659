"""Bugs that sync could have, one at a time: each must be caught by what watches over it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from psycopg.sql import SQL

from clinic_desktop.domain.sync_refusals import NotReached
from clinic_desktop.domain.syncing import Answer, HubPage, Operation
from clinic_desktop.storage import incoming, outgoing, sealing, sync_state
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.incoming import Receiving
from clinic_desktop.storage.rebasing import rebased as rebased_as_it_is
from clinic_desktop.sync import engine, pull_place
from clinic_desktop.sync.engine import SyncEngine
from tests.sync.hub_kit import Hub
from tests.sync.luck import UnluckyLink
from tests.sync.simulation import Desk

Applied = Callable[[Hub, pytest.MonkeyPatch], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One bug: what is wrong, which invariant it breaks first, and how it is put in and taken out again."""

    words: str
    breaks: str
    applied: Applied


def at_hub(function: str, right: str, wrong: str) -> Applied:
    """A function of the hub with other words in it."""

    @contextmanager
    def applied(hub: Hub, _: pytest.MonkeyPatch) -> Iterator[None]:
        standing: str = hub.one(
            "SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
            "WHERE n.nspname = 'clinic_sync' AND p.proname = %s",
            function,
        )
        assert standing.count(right) >= 1, f"{function} has no such words"
        hub.connection.execute(SQL(standing.replace(right, wrong)))
        try:
            yield
        finally:
            hub.connection.execute(SQL(standing))

    return applied


def at_station(change: Callable[[pytest.MonkeyPatch], None]) -> Applied:
    """The stations' code changed in place."""

    @contextmanager
    def applied(_: Hub, patches: pytest.MonkeyPatch) -> Iterator[None]:
        with patches.context() as patch:
            change(patch)
            yield

    return applied


@contextmanager
def _without_guard(hub: Hub, _: pytest.MonkeyPatch) -> Iterator[None]:
    definition: str = hub.one("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'no_double_booking'")
    hub.connection.execute("ALTER TABLE clinic_sync.slot DROP CONSTRAINT no_double_booking")
    try:
        yield
    finally:
        hub.connection.execute("TRUNCATE clinic_sync.slot")
        hub.connection.execute(SQL("ALTER TABLE clinic_sync.slot ADD CONSTRAINT no_double_booking {}").format(
            SQL(definition)
        ))  # fmt: skip


def _new_op_ids(patch: pytest.MonkeyPatch) -> None:
    right = UnluckyLink.push

    def push(self: UnluckyLink, operations: Sequence[Operation]) -> list[Answer]:
        fresh = [replace(one, op_id=UUID(bytes=self._luck.chance.randbytes(16))) for one in operations]
        answers = right(self, fresh)
        return [replace(answer, op_id=one.op_id) for answer, one in zip(list(answers), operations, strict=True)]

    patch.setattr(UnluckyLink, "push", push)


def _cursor_first(patch: pytest.MonkeyPatch) -> None:
    right = UnluckyLink.pull

    def pull(self: UnluckyLink, cursor: str, upto: str | None, after: pull_place.After, limit: int) -> HubPage:
        page = right(self, cursor, upto, after, limit)
        with self.database.receiving("sync") as receiving:
            pull_place.write(receiving, page)
        return page

    patch.setattr(UnluckyLink, "pull", pull)


def _by_field(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(engine, "group_of", lambda _kind, field: field)


def _queue_dropped(patch: pytest.MonkeyPatch) -> None:
    right = SyncEngine.round

    def round_(self: SyncEngine, strict: engine.Waited = frozenset) -> object:
        try:
            return right(self, strict)
        except NotReached:
            with self._database.transaction(PROGRAM, "sync") as transaction:
                transaction.ask("DELETE FROM sync_operation")
            raise

    patch.setattr(SyncEngine, "round", round_)


def _missing_trigger(patch: pytest.MonkeyPatch) -> None:
    right = Desk.start

    def start(self: Desk) -> None:
        right(self)
        with self.database.transaction(self.actor, "mutate") as transaction:
            transaction.ask('DROP TRIGGER "appointment_journal_update"')

    patch.setattr(Desk, "start", start)


def _revision_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sync_state, "keep_revisions", lambda *_: None)


def _withdrawn_anyhow(patch: pytest.MonkeyPatch) -> None:
    right = Receiving.acknowledge

    def acknowledge(
        self: Receiving,
        operations: Sequence[Operation],
        answers: Sequence[Answer],
        group_of: outgoing.GroupOf,
        *,
        still_waited_for: frozenset[UUID] = frozenset(),
    ) -> None:
        right(self, operations, answers, group_of, still_waited_for={one.record_id for one in operations})

    patch.setattr(Receiving, "acknowledge", acknowledge)
    patch.setattr(outgoing, "operations", _all_strict(outgoing.operations))


def _all_strict(right: Callable[..., list[Operation]]) -> Callable[..., list[Operation]]:
    def operations(*words: object, **named: object) -> list[Operation]:
        return [replace(one, strict=one.kind == "appointment") for one in right(*words, **named)]

    return operations


def _local_changes_hidden(patch: pytest.MonkeyPatch) -> None:
    right = rebased_as_it_is

    def rebased(*words: object, **named: object) -> object:
        shall, left = right(*words, **named)  # type: ignore[arg-type] # as it was called
        if left is not None:
            left = replace(left, base={name: words[2][name] for name in left.base})  # type: ignore[index] # the hub's
        return shall, left

    patch.setattr(incoming, "rebased", rebased)


def _local_changes_lost(patch: pytest.MonkeyPatch) -> None:
    def rebased(_kind: str, _standing: object, hub: object, *_words: object, **_named: object) -> object:
        return hub, None

    patch.setattr(incoming, "rebased", rebased)


def _unsealed(patch: pytest.MonkeyPatch) -> None:
    right = Receiving.close

    def close(self: Receiving) -> object:
        patch.setattr(sealing, "seal_of", lambda *_: bytes(32))
        try:
            return right(self)
        finally:
            patch.setattr(sealing, "seal_of", _SEAL_OF)

    patch.setattr(Receiving, "close", close)


_SEAL_OF = sealing.seal_of


def _sent_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(outgoing, "HUB", "nobody")


MUTANTS = (
    Mutant(words="the slots are not guarded", breaks="I1", applied=_without_guard),
    Mutant(
        words="the last write wins",
        breaks="I6",
        applied=at_hub("merge_groups", "filter (where not changed and new ? key)", "filter (where new ? key)"),
    ),
    Mutant(
        words="an operation is applied each time it is sent",
        breaks="I8",
        applied=at_hub("answer_to", "elsif known.op_id is not null then", "elsif false then"),
    ),
    Mutant(
        words="a contested booking is not stored",
        breaks="I2",
        applied=at_hub("apply_insert", "if op.is_strict then", "if true then"),
    ),
    Mutant(
        words="what met is put on nobody's desk",
        breaks="I4",
        applied=at_hub("note_conflict", "return id_of_it", "delete from record where id = id_of_it; return id_of_it"),
    ),
    Mutant(
        words="hidden fields are given to everybody",
        breaks="I9",
        applied=at_hub("seen_by", "if of_profile = 'admin' then", "if true then"),
    ),
    Mutant(
        words="what was removed is not told",
        breaks="I5",
        applied=at_hub("changed", "and r.kind = any (array(", "and not r.deleted and r.kind = any (array("),
    ),
    Mutant(
        words="a page begins after the kind it ended in",
        breaks="I5",
        applied=at_hub(
            "changed",
            "coalesce(after_id, '00000000-0000-0000-0000-000000000000')",
            "'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid",
        ),
    ),
    Mutant(words="each try is another operation", breaks="I3", applied=at_station(_new_op_ids)),
    Mutant(words="the cursor is kept before the page", breaks="I5", applied=at_station(_cursor_first)),
    Mutant(words="the station rebases field by field", breaks="I6", applied=at_station(_by_field)),
    Mutant(words="a lost reply empties the queue", breaks="I2", applied=at_station(_queue_dropped)),
    Mutant(words="one table's trigger is missing", breaks="I5", applied=at_station(_missing_trigger)),
    Mutant(words="revisions are forgotten", breaks="I5", applied=at_station(_revision_forgotten)),
    Mutant(words="a taken time withdraws for whom nobody waits", breaks="I2", applied=at_station(_withdrawn_anyhow)),
    Mutant(words="a rebase takes the hub's values for base", breaks="I6", applied=at_station(_local_changes_hidden)),
    Mutant(words="a page is laid over what was typed here", breaks="I2", applied=at_station(_local_changes_lost)),
    Mutant(words="what is received is not sealed", breaks="I10", applied=at_station(_unsealed)),
    Mutant(words="what was received is sent back", breaks="I6", applied=at_station(_sent_back)),
)
