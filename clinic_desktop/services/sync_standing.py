"""How a station stands with the hub, moment by moment, and who is told of it."""

import threading
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from clinic_desktop.domain.syncing import RoundReport, SyncMode, SyncState
from clinic_desktop.storage import outgoing
from clinic_desktop.storage.database import Database
from clinic_desktop.sync import joining

from .sync_book import SyncBook

Told = Callable[[SyncState], None]
Waiting = Callable[[], tuple[int, frozenset[UUID]]]
"""How many changes have not reached the hub, and of which records."""


class SyncStanding:
    """The one state that all look at. Changed by any thread; `changed` is told, and whoever subscribed, on that thread.

    What goes from one mode to another is written into the book.
    """

    def __init__(self, database: Database, book: SyncBook, changed: threading.Condition) -> None:
        self._database = database
        self._book = book
        self._changed = changed
        self._state = SyncState()
        self._told: tuple[Told, ...] = ()
        self._fresh: frozenset[UUID] = frozenset()

    @property
    def state(self) -> SyncState:
        """As it is known at this moment."""
        return self._state

    def subscribe(self, told: Told) -> Callable[[], None]:
        """Be told of every change; what is given back ends it."""
        with self._changed:
            self._told = (*self._told, told)

        def unsubscribe() -> None:
            with self._changed:
                self._told = tuple(one for one in self._told if one is not told)

        return unsubscribe

    def kept(self) -> SyncState:
        """How the station stands by what it keeps, without going to the hub."""
        with self._database.reading() as reading:
            if not joining.is_joined(reading):
                return SyncState()
            waiting, unsent = outgoing.waiting(reading)
        contact_at = self._book.contact_at()
        return SyncState(
            mode=self._book.mode(),
            since=contact_at or self._database.now(),
            contact_at=contact_at,
            waiting=waiting,
            unsent=unsent,
            to_decide=self._book.to_decide(),
        )

    def begin(self, waiting: Waiting, *, is_paused: bool) -> None:
        """What is known before the first round."""
        count, unsent = waiting()
        contact_at = self._book.contact_at()
        self.become(
            SyncState(
                mode=SyncMode.PAUSED if is_paused else SyncMode.OFFLINE,
                since=contact_at or self._database.now(),
                contact_at=contact_at,
                waiting=count,
                unsent=unsent,
                to_decide=self._book.to_decide(),
            )
        )

    def stored(self, touched: frozenset[UUID], *, is_here: bool, meets: bool) -> None:
        """A commit: what was done here waits from this moment on; `meets` when conflicts came or went."""
        to_decide = self._book.to_decide() if meets else self._state.to_decide
        with self._changed:
            state = self._state
            new = touched if is_here else frozenset()
            self._fresh |= new
            self._state = replace(
                state,
                waiting=state.waiting + len(new - state.unsent),
                unsent=state.unsent | new,
                to_decide=to_decide,
            )
        self._tell()

    def answered(self, record_ids: frozenset[UUID]) -> None:
        """The hub has these; the round goes on, but whoever waited for its word must not be told that they wait."""
        with self._changed:
            state = self._state
            self._fresh -= record_ids
            arrived = state.unsent & record_ids
            self._state = replace(state, waiting=state.waiting - len(arrived), unsent=state.unsent - arrived)
        self._tell()

    def came_back(self, report: RoundReport, waiting: Waiting) -> None:
        """The hub answered."""
        with self._changed:
            self._fresh = frozenset()
        count, unsent = waiting()
        now = self._database.now()
        with self._changed:
            before, fresh = self._state, self._fresh - unsent
            mode = SyncMode.FIRST if report.done < 1 else SyncMode.IN_SYNC
            self._state = replace(
                before,
                mode=mode,
                since=before.since if before.mode is mode else now,
                contact_at=now,
                waiting=count + len(fresh),
                unsent=unsent | fresh,
                done=report.done,
                records=report.records,
                clock_seconds=report.clock_seconds,
                sentence="",
            )
            self._changed.notify_all()
        if before.mode is not mode:
            self._book.tell_mode(before, mode)
        self._book.write(*report.sentences)
        self._tell()

    def move_to(self, mode: SyncMode, sentence: str = "") -> None:
        """Stand so from now on."""
        now = self._database.now()
        with self._changed:
            before = self._state
            since = before.since if before.mode is mode else now
            self._state = replace(before, mode=mode, since=since, sentence=sentence)
            self._changed.notify_all()
        if before.mode is not mode:
            self._book.tell_mode(before, mode, sentence)
        self._tell()

    def become(self, state: SyncState) -> None:
        """Stand wholly otherwise."""
        with self._changed:
            self._state = state
            self._changed.notify_all()
        self._tell()

    def _tell(self) -> None:
        state = self._state
        for told in self._told:
            told(state)


def is_settled(state: SyncState) -> bool:
    """Whether there is nothing more to wait for; a station that has just begun is offline without a reason."""
    if state.mode is SyncMode.IN_SYNC:
        return state.waiting == 0
    return state.mode is SyncMode.PAUSED or (state.mode is not SyncMode.FIRST and bool(state.sentence))
