"""Bad luck: what is lost between a desk and its hub, and where a program dies."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar
from uuid import UUID

from clinic_desktop.domain.anchors import Anchor
from clinic_desktop.domain.sync_refusals import NotReached
from clinic_desktop.domain.syncing import Answer, Digest, Greeting, HubPage, HubRecord, Operation, StationLine
from clinic_desktop.storage.database import Database
from clinic_desktop.sync.shared import Link

T = TypeVar("T")


class Died(BaseException):
    """The program was killed here."""


class BrokenList(list[T]):
    """Is killed while it is being read."""

    def __iter__(self) -> Iterator[T]:
        for number in range(len(self)):
            if number:
                raise Died
            yield self[number]


@dataclass(kw_only=True)
class Luck:
    """What befalls one desk, by the seed's chance; `counts` tells how often each thing did."""

    chance: Random
    counts: Counter[str]
    is_online: bool = True
    is_bad: bool = True

    def strikes(self, what: str, share: float) -> bool:
        """Whether it happens now."""
        if self.is_bad and self.chance.random() < share:
            self.counts[what] += 1
            return True
        return False


class UnluckyLink:
    """A link that loses requests and replies, as its desk's luck has it."""

    def __init__(self, make_link: Callable[[], Link], luck: Luck, database: Database) -> None:
        self.database = database
        self._make_link = make_link
        self._link = make_link()
        self._luck = luck

    def _call(self, call: Callable[[], T]) -> T:
        luck = self._luck
        if not luck.is_online:
            raise NotReached
        if luck.strikes("request lost", 0.06):
            raise NotReached
        answer = call()
        if luck.strikes("reply lost", 0.08):
            raise NotReached
        if luck.strikes("connection cut", 0.03):
            self._link.close()
            self._link = self._make_link()
        return answer

    def hello(self, program: str, last_ordinal: int | None, last_op: UUID | None, sequence: int) -> Greeting:
        return self._call(lambda: self._link.hello(program, last_ordinal, last_op, sequence))

    def push(self, operations: Sequence[Operation]) -> list[Answer]:
        answers = self._call(lambda: self._link.push(operations))
        return BrokenList(answers) if len(answers) > 1 and self._luck.strikes("died in the answers", 0.01) else answers

    def pull(self, cursor: str, upto: str | None, after: tuple[str, str, UUID] | None, limit: int) -> HubPage:
        few = self._luck.chance.choice((3, 20, limit))
        return self._call(lambda: self._link.pull(cursor, upto, after, few))

    def pull_columns(self, cursor: str, upto: str | None, after: tuple[str, str, UUID] | None, limit: int) -> HubPage:
        few = self._luck.chance.choice((3, 20, limit))
        return self._call(lambda: self._link.pull_columns(cursor, upto, after, few))

    def reconcile(self, rows: Sequence[tuple[str, UUID, int]]) -> list[tuple[str, UUID]]:
        return self._call(lambda: self._link.reconcile(rows))

    def restore(self, records: Sequence[HubRecord]) -> int:
        return self._call(lambda: self._link.restore(records))

    def lease(self, name: str, count: int) -> range:
        return self._call(lambda: self._link.lease(name, count))

    def stations(self) -> list[StationLine]:
        return self._call(self._link.stations)

    def digests(self, upto: str) -> dict[str, Digest]:
        return self._call(lambda: self._link.digests(upto))

    def records_of(self, kind: str, after: UUID | None, limit: int) -> Sequence[HubRecord]:
        return self._call(lambda: self._link.records_of(kind, after, limit))

    def keep_anchor(self, anchor: Anchor) -> None:
        self._call(lambda: self._link.keep_anchor(anchor))

    def anchors(self, at_most: int) -> Sequence[Anchor]:
        return self._call(lambda: self._link.anchors(at_most))

    def wait(self, seconds: float) -> bool:
        return self._link.wait(seconds)

    def wake(self) -> None:
        self._link.wake()

    def close(self) -> None:
        self._link.close()
