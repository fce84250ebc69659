"""One round of a station with the hub: say hello, send what waits, take what is new."""

import gc
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from uuid import UUID

from clinic_desktop.domain.anchors import Adrift, Anchor
from clinic_desktop.domain.field_groups import group_of
from clinic_desktop.domain.sync_refusals import NotReached, SyncRefused
from clinic_desktop.domain.syncing import (
    Answer,
    AnswerStatus,
    Comparison,
    Greeting,
    HubPage,
    RoundReport,
    StationLine,
)
from clinic_desktop.storage import late_indexes, outgoing, sync_state
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.faults import NotAllNew, PushFirst

from . import anchoring, comparing, giving_back, progress, pull_place
from .shared import FIRST_CURSOR, Link

Waited = Callable[[], Collection[UUID]]
Answered = Callable[[Mapping[UUID, Answer]], Collection[UUID]]


@dataclass(slots=True, kw_only=True)
class _Count:
    """What a round has come to so far."""

    ends_at: float
    answers: dict[UUID, Answer] = field(default_factory=dict)
    pushed: int = 0
    pulled: int = 0
    is_done: bool = True
    sentences: list[str] = field(default_factory=list)

    def goes_on(self) -> bool:
        """Whether there is time for another step; if not, what is left waits for the next round."""
        self.is_done = monotonic() < self.ends_at
        return self.is_done


class SyncEngine:
    """A station's end of sync, without a thread or a timer of its own: one thread calls it, `wake` and `close` any.

    Each step leaves the station's file whole: what is sent is stored before, and what was not answered is sent again
    under the same id until the answer is stored. `passed` is told of each point between two such steps at which the
    program could die.
    """

    def __init__(
        self,
        database: Database,
        link: Link,
        *,
        program: str,
        passed: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._database = database
        self._link = link
        self._program = program
        self._passed = passed
        self._greeting: Greeting | None = None
        self._takes_columns = False
        self._name = ""
        self._ahead = 0.0
        self._records = 0
        self._upto = ""
        self._anchoring = anchoring.Anchoring(database, link)
        self._woken = Event()

    def round(self, strict: Waited = frozenset, answered: Answered | None = None) -> RoundReport:
        """Send all that waits and take all that is new, or as much as a second allows.

        `strict` names the appointments whose answer somebody waits for: these are refused whole when their time is
        taken. `answered` is told of the answers as soon as they are here, and says for which of them somebody has
        waited until then: no booking is withdrawn that its desk was told is on its way. Raises NotReached, and the
        refusals of `domain.sync_refusals`; what was not acknowledged is sent again.
        """
        count = _Count(ends_at=monotonic() + _ROUND)
        try:
            self._go(strict, answered, count)
        except NotReached:
            self.rest()
            self._greeting = None  # the next call is over a new connection
            if not count.answers:
                raise
            count.is_done = False  # whoever waits for one of the answers has to get it
        except SyncRefused:
            self.rest()
            self._greeting = None  # the hub may be another program's by now, and give other things
            raise
        return RoundReport(
            answers=count.answers,
            pushed=count.pushed,
            pulled=count.pulled,
            is_done=count.is_done,
            done=self._done(),
            records=self._records,
            clock_seconds=self._ahead,
            station_name=self._name,
            sentences=tuple(count.sentences),
        )

    def _go(self, strict: Waited, answered: Answered | None, count: _Count) -> None:
        if self._greeting is None:
            self._greeting = self._come_in(count)
            self._anchoring.begin()
        if self._give_back(count) and self._push(strict, answered, count):
            self._pull(count)

    def rest(self) -> None:
        """Nothing comes for a while: the file gets what a first sync leaves for its end."""
        with self._database.reading() as reading:
            missing = late_indexes.missing(reading.ask)
        for name in missing:
            with self._database.transaction(PROGRAM, _VERB) as transaction:
                late_indexes.make(transaction.ask, [name])

    def wait(self, seconds: float) -> bool:
        """Wait until something changed at the hub or `wake` was called (True), or the time is over (False)."""
        try:
            return self._woken.wait(seconds) if self._greeting is None else self._link.wait(seconds)
        except NotReached:
            self._greeting = None
            return True  # the next round finds out how it stands
        finally:
            self._woken.clear()

    def wake(self) -> None:
        """End the wait under way, or the next one."""
        self._woken.set()
        self._link.wake()

    def waiting(self) -> tuple[int, frozenset[UUID]]:
        """How many changes have not reached the hub, and of which records."""
        with self._database.reading() as reading:
            return outgoing.waiting(reading)

    def lease(self, name: str, count: int) -> range:
        """Numbers that no other station gets."""
        with self._connection_minded():
            return self._link.lease(name, count)

    def stations(self) -> list[StationLine]:
        """All stations, by name."""
        with self._connection_minded():
            return self._link.stations()

    def compare(self, is_awaited: Callable[[], bool]) -> Comparison | None:
        """Compare with the hub, right after a round that is done; None where that is for another time."""
        if self._greeting is None or not self._greeting.compares or not self._upto:
            return None
        with self._connection_minded():
            return comparing.compare(self._database, self._link, self._upto, is_awaited)

    def anchor(self) -> Adrift | None:
        """Leave with the hub what the journal has come to; what it had that the journal does not hold to."""
        if self._greeting is None or not self._greeting.keeps_anchors:
            return None
        with self._connection_minded():
            return self._anchoring.leave()

    def anchors(self) -> Sequence[Anchor]:
        """All that the hub was left of the journal; none from an older hub."""
        if self._greeting is not None and not self._greeting.keeps_anchors:
            return ()
        with self._connection_minded():
            return self._link.anchors(anchoring.ALL)

    def close(self) -> None:
        """End the connections; a call under way raises NotReached."""
        self._woken.set()
        self._link.close()

    @contextmanager
    def _connection_minded(self) -> Iterator[None]:
        """A connection that broke is another one then, over which nobody has said hello."""
        try:
            yield
        except NotReached:
            self._greeting = None
            raise

    # coming in

    def _come_in(self, count: _Count) -> Greeting:
        """Say hello, and see whether the hub is the one that this station knows, as it knows it."""
        greeting, epoch = self._greet()
        is_first = epoch is None
        is_other = not is_first and (epoch != greeting.epoch.hex or not greeting.knows_my_last)
        with self._database.transaction(PROGRAM, _VERB) as transaction:
            if is_first and greeting.is_empty:
                giving_back.begin_with_all(transaction)
            elif is_other:
                giving_back.begin(transaction)
                count.sentences.append(_RESTORED)
            is_new_profile = sync_state.read(transaction, "profile") != greeting.profile.value
            if is_first or is_other or is_new_profile or greeting.wants_full_pull:
                pull_place.begin_anew(transaction)
            transaction.write_state("epoch", greeting.epoch.hex)
            transaction.write_state("profile", greeting.profile.value)
        return greeting

    def _greet(self) -> tuple[Greeting, str | None]:
        """The hub's greeting, and the epoch that this station has known so far."""
        with self._database.transaction(PROGRAM, _VERB) as transaction:
            sequence = int(sync_state.read(transaction, "sequence") or 0) + 1
            transaction.write_state("sequence", str(sequence))
            last_op = sync_state.read(transaction, "last_op")
            epoch = sync_state.read(transaction, "epoch")
        self._passed("before hello")
        greeting = self._link.hello(self._program, None, UUID(hex=last_op) if last_op else None, sequence)
        self._passed("after hello")
        self._ahead = (self._database.now() - greeting.at).total_seconds()
        self._takes_columns = greeting.gives_columns
        self._name, self._records = greeting.station_name, greeting.records
        return greeting, epoch

    # the three parts of a round; each answers whether it came to its end

    def _give_back(self, count: _Count) -> bool:
        while giving_back.is_under_way(self._database):
            if not count.goes_on():
                return False
            giving_back.give_some(self._database, self._link)
            self._passed("after giving back")
        return True

    def _push(self, strict: Waited, answered: Answered | None, count: _Count) -> bool:
        while True:
            self._freeze()
            with self._database.reading() as reading:
                sent = outgoing.operations(reading, _PUSHED, strict=frozenset(strict()))
            if not sent:
                return True
            if not count.goes_on():
                return False
            answers = self._link.push(sent)
            self._passed("after pushing")
            by_record = {each.record_id: answer for each, answer in zip(sent, answers, strict=True)}
            waited_for = frozenset(strict()) if answered is None else answered(by_record)
            is_withdrawn = any(answer.status is AnswerStatus.TAKEN for answer in answers)
            with self._database.receiving(_VERB, can_be_told_again=not is_withdrawn) as receiving:
                receiving.acknowledge(sent, answers, group_of, still_waited_for=waited_for)
                receiving.write_state("last_op", sent[-1].op_id.hex)
            self._passed("after acknowledging")
            count.pushed += len(answers)
            count.answers |= by_record

    def _freeze(self) -> None:
        with self._database.reading() as reading:
            is_there_more = outgoing.is_there_more(reading)
        if is_there_more:  # a look is much cheaper than a change that changes nothing
            with self._database.transaction(PROGRAM, _VERB) as transaction:
                outgoing.freeze(transaction, group_of)
            self._passed("after freezing")

    def _pull(self, count: _Count) -> bool:
        """Only after the queue is empty, so that what comes is never older than what was sent."""
        while True:
            with self._database.glance() as reading:
                cursor, upto, after = pull_place.read(reading)
            is_first = cursor == FIRST_CURSOR
            with _no_looking_for_rubbish() if is_first else nullcontext():
                page = self._page(cursor, upto, after, is_first=is_first)
                self._passed("after pulling")
                self._upto = page.upto
                if not is_first and after is None and self._is_known(page):
                    return True
                try:
                    is_taken = self._take(page, is_first=is_first)
                except NotAllNew:  # the same page comes record by record, and all that follow
                    self._takes_columns = False
                    continue
            if not is_taken:
                count.is_done = False
                return False
            count.pulled += page.count
            if page.after is None:
                if is_first:
                    self._passed("before the indexes")
                    self.rest()
                return True
            if not count.goes_on():
                return False

    def _page(self, cursor: str, upto: str | None, after: pull_place.After, *, is_first: bool) -> HubPage:
        if not is_first:
            return self._link.pull(cursor, upto, after, _PULLED)
        pull = self._link.pull_columns if self._takes_columns else self._link.pull
        return pull(cursor, upto, after, _PULLED_FIRST)

    def _take(self, page: HubPage, *, is_first: bool) -> bool:
        """Store a page; False if something was typed meanwhile that the hub has to hear of before.

        Raises NotAllNew, and stores nothing, where its columns have to be looked at record by record.
        """
        try:
            with self._database.receiving(_VERB, can_be_told_again=True) as receiving:
                is_anew = pull_place.is_anew(receiving)
                receiving.take(page.records, group_of, is_first=is_first, anew=is_anew)
                receiving.take_columns(page.columns)
                pull_place.write(receiving, page)
        except PushFirst:
            return False
        self._passed("after a page")
        return True

    def _is_known(self, page: HubPage) -> bool:
        """Whether a last page has nothing new; that is not worth a write, and the next one brings its few again."""
        if page.after is not None or len(page.records) > _FEW:
            return False
        with self._database.reading() as reading:
            return all(
                (sync_state.revision_of(reading, one.kind, one.record_id) or 0) >= one.revision for one in page.records
            )

    def _done(self) -> float:
        """How far a first sync is."""
        with self._database.reading() as reading:
            if sync_state.read(reading, "cursor") != FIRST_CURSOR:
                return 1.0
            return progress.done(reading, self._records)


@contextmanager
def _no_looking_for_rubbish() -> Iterator[None]:
    """A page of thousands has none that goes in circles, and looking for it takes an eighth of the time."""
    is_usual = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_usual:
            gc.enable()


_VERB = "sync"
_PUSHED, _PULLED, _PULLED_FIRST = 50, 500, 5_000
_FEW = 20
_ROUND = 1.0
"""Seconds after which a round comes to its end, so that nobody who waits for an answer is behind a long one."""

_RESTORED = "The shared server was put back to an older state; what it lost is given back to it from here."
