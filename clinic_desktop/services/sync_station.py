"""This station's sync while a clinic is open: when it goes to the hub, how it stands, and what others wait for."""

import threading
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from clinic_desktop.domain.errors import ClinicError, ProgramFault
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.sync_refusals import ClonedStation, HubTooNew, Revoked
from clinic_desktop.domain.syncing import Answer, RoundReport, SyncMode, SyncState
from clinic_desktop.storage import outgoing
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.own_station import become_station
from clinic_desktop.sync import joining

from . import leased_numbers
from .hub_engine import Engine, no_engine
from .sync_book import SyncBook
from .sync_rhythm import Rhythm
from .sync_waiters import Waiters

ANSWERED_WITHIN = 1.5
"""Seconds that a person waits for the hub's word on a booking."""

_ENDS_WITHIN = 2.0
_STOPPED: dict[type[ClinicError], SyncMode] = {
    Revoked: SyncMode.REVOKED,
    HubTooNew: SyncMode.PROGRAM_TOO_OLD,
    ClonedStation: SyncMode.CLONED,
}
T = TypeVar("T")
Told = Callable[[SyncState], None]


class SyncStation:
    """One station's sync, in a thread of its own. Without a hub there is no thread, and nothing costs anything.

    Whoever subscribes is told on whatever thread a change of the state came about.
    """

    def __init__(
        self,
        database: Database,
        make_engine: Callable[[], Engine | None] = no_engine,
        *,
        rhythm: Rhythm | None = None,
    ) -> None:
        self.database = database
        self._make_engine = make_engine
        self._rhythm = rhythm or Rhythm()
        self.book = SyncBook(database)
        self._engine: Engine | None = None
        self._thread: threading.Thread | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._changed = threading.Condition()  # guards all below
        self.waiters = Waiters(self._changed)
        self._state = SyncState()
        self._told: tuple[Told, ...] = ()
        self._is_ending = False
        self._is_paused = False
        self._fresh: frozenset[UUID] = frozenset()

    def start(self) -> None:
        """Begin, if this station is connected to a hub; it may be called again after `close`, and after `connect`."""
        if self._thread is not None:
            return
        try:
            engine = self._make_engine()
        except ClinicError as refusal:
            self._become(SyncState(mode=SyncMode.OFFLINE, since=self.database.now(), sentence=refusal.sentence))
            return
        if engine is None:
            self._become(SyncState())
            return
        self._engine, self._is_ending = engine, False
        self._is_paused = self.book.is_paused()
        contact_at = self.book.contact_at()
        waiting, unsent = engine.waiting()
        self._become(
            SyncState(
                mode=SyncMode.PAUSED if self._is_paused else SyncMode.OFFLINE,
                since=contact_at or self.database.now(),
                contact_at=contact_at,
                waiting=waiting,
                unsent=unsent,
                to_decide=self.book.to_decide(),
            )
        )
        self._rhythm.at_once()
        self._unsubscribe = self.database.subscribe(self._on_commit)
        self._thread = threading.Thread(target=self._run, args=(engine,), name="sync", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread, within two seconds though the network be a black hole; what waits is sent another time."""
        thread, engine = self._thread, self._engine
        if thread is None or engine is None:
            return
        with self._changed:
            self._is_ending = True
            self._changed.notify_all()
        engine.wake()
        thread.join(_ENDS_WITHIN / 2)
        engine.close()
        thread.join(_ENDS_WITHIN / 2)
        self._let_go()

    @property
    def is_on(self) -> bool:
        """Whether this station is connected to a hub, reachable or not."""
        return self._thread is not None

    def state(self) -> SyncState:
        """How this station stands, as it is known at this moment."""
        return self._state

    def kept_state(self) -> SyncState:
        """How this station stands by what it keeps, without going to the hub; for who looks while it rests."""
        with self.database.reading() as reading:
            if not joining.is_joined(reading):
                return SyncState()
            waiting, unsent = outgoing.waiting(reading)
        contact_at = self.book.contact_at()
        return SyncState(
            mode=self.book.mode(),
            since=contact_at,
            contact_at=contact_at,
            waiting=waiting,
            unsent=unsent,
            to_decide=self.book.to_decide(),
        )

    def wait_until_settled(self, told: Told) -> SyncState:
        """The state once all is sent and received, or it is plain that it cannot be; `told` how it goes meanwhile."""
        unsubscribe = self.subscribe(told)
        try:
            with self._changed:
                self._changed.wait_for(lambda: _is_settled(self._state) or self._thread is None)
                return self._state
        finally:
            unsubscribe()

    def subscribe(self, told: Told) -> Callable[[], None]:
        """Be told of every change of the state; what is given back ends it."""
        with self._changed:
            self._told = (*self._told, told)

        def unsubscribe() -> None:
            with self._changed:
                self._told = tuple(one for one in self._told if one is not told)

        return unsubscribe

    def connect(self, file_text: str, code: str) -> None:
        """Join a hub by the enrolment file and its code, and begin; raises what `joining.join` raises."""
        joining.join(self.database, file_text, code)
        self.book.write(f"Connected to the other stations as {self.database.station_name}.")
        self.start()

    def leave(self) -> None:
        """Belong to no hub any more; every record stays here."""
        self.close()
        joining.leave(self.database)
        with self.database.transaction(PROGRAM, "sync") as transaction:
            leased_numbers.forget(transaction)
        self.book.forget()
        self.book.write("This station left the other ones. It keeps everything it had.")
        self._become(SyncState())

    def pause(self) -> None:
        """Go to the hub no more until `resume`, whatever restarts; work goes on."""
        self.book.keep_paused(paused=True)
        self._is_paused = True
        self._hurry()

    def resume(self) -> None:
        """Go on after a pause."""
        self.book.keep_paused(paused=False)
        self._is_paused = False
        self._hurry()

    def sync_now(self) -> None:
        """Go to the hub at once, whatever was to be waited for; returns at once."""
        self.start()
        self._hurry()

    @property
    def is_reachable(self) -> bool:
        """Whether the hub answered when it was asked last, so that it is worth waiting for its word."""
        return self._state.mode is SyncMode.IN_SYNC

    def confirm(self, record_ids: Collection[UUID], seconds: float = ANSWERED_WITHIN) -> dict[UUID, Answer]:
        """The hub's word on these records' last changes; one that it has not said in that time is left out.

        Whoever asks has said so to `waiters.expect` before the commit.
        """
        wanted = frozenset(record_ids)
        if not wanted or not self.is_reachable:
            self.waiters.forget(wanted)
            return {}
        self.waiters.expect(wanted)
        self._hurry()
        return self.waiters.answers_to(wanted, seconds, self._cannot_answer)

    def ask(self, errand: Callable[[Engine], T], seconds: float = ANSWERED_WITHIN) -> T | None:
        """What the hub says to one question; None if it does not answer in that time, or cannot be reached."""
        if not self.is_reachable:
            return None
        found = self.waiters.send(errand)
        self._hurry()
        with self._changed:
            self._changed.wait_for(lambda: bool(found) or self._cannot_answer(), seconds)
        return found[0] if found else None

    def _cannot_answer(self) -> bool:
        return self._is_ending or not self.is_reachable

    def _hurry(self) -> None:
        self._rhythm.at_once()
        engine = self._engine
        with self._changed:
            self._changed.notify_all()
        if engine is not None:
            engine.wake()

    def _let_go(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._thread = self._engine = self._unsubscribe = None

    def _on_commit(self, changes: Changes) -> None:
        """On the thread that committed: what was done here waits from this moment on."""
        if threading.current_thread() is self._thread:
            if changes.touches("conflict"):
                self._become(replace(self._state, to_decide=self.book.to_decide()))
            return
        touched = frozenset().union(*changes.touched.values()) if changes.touched else frozenset()
        to_decide = self.book.to_decide() if changes.touches("conflict") else self._state.to_decide
        with self._changed:
            self._fresh |= touched
            state = self._state
            waiting = state.waiting + len(touched - state.unsent)
            self._state = replace(state, waiting=waiting, unsent=state.unsent | touched, to_decide=to_decide)
        self._tell()
        self._rhythm.committed()
        if (engine := self._engine) is not None:
            engine.wake()

    def _run(self, engine: Engine) -> None:
        try:
            while not self._is_ending:
                if self._is_paused:
                    self._move_to(SyncMode.PAUSED)
                    with self._changed:
                        self._changed.wait_for(lambda: self._is_ending or not self._is_paused)
                    continue
                self._rhythm.begins()
                self._round(engine)
                self._rest(engine)
        finally:
            if not self._is_ending:  # a bug; whoever watches the threads reports it
                self._move_to(SyncMode.OFFLINE, sentence=ProgramFault().sentence)
                self._let_go()

    def _rest(self, engine: Engine) -> None:
        while (seconds := self._rhythm.due_in()) > 0:
            if self._is_ending or self._is_paused:
                return
            if self._wait(engine, seconds):
                self._rhythm.woken()

    def _wait(self, engine: Engine, seconds: float) -> bool:
        try:
            return engine.wait(seconds)
        except ClinicError:  # nothing to listen to, and the next round will say why
            with self._changed:
                return self._changed.wait(seconds)

    def _round(self, engine: Engine) -> None:
        try:
            report = engine.round(self.waiters.strict)
            self._take(engine, report)
            if report.done == 1:
                self._stock(engine)
            self.waiters.run_errands(engine)
        except ClinicError as refusal:
            if self._is_ending:
                return
            mode = _STOPPED.get(type(refusal), SyncMode.OFFLINE)
            self.waiters.forget_errands()
            self._rhythm.failed(may_pass=mode is SyncMode.OFFLINE)
            self._move_to(mode, sentence=refusal.sentence)

    def _take(self, engine: Engine, report: RoundReport) -> None:
        self.waiters.tell(report.answers)
        with self._changed:
            self._fresh = frozenset()
        waiting, unsent = engine.waiting()
        self._rhythm.came_back(is_done=report.is_done)
        now = self.database.now()
        with self._changed:
            before, fresh = self._state, self._fresh - unsent
            mode = SyncMode.FIRST if report.done < 1 else SyncMode.IN_SYNC
            self._state = replace(
                before,
                mode=mode,
                since=before.since if before.mode is mode else now,
                contact_at=now,
                waiting=waiting + len(fresh),
                unsent=unsent | fresh,
                done=report.done,
                clock_seconds=report.clock_seconds,
                sentence="",
            )
            self._changed.notify_all()
        if before.mode is not mode:
            self.book.tell_mode(before, mode)
        self.book.write(*report.sentences)
        if report.station_name and report.station_name != self.database.station_name:
            become_station(self.database, self.database.station_id, report.station_name)
        self._tell()

    def _stock(self, engine: Engine) -> None:
        """Lease what this station has to have at hand while the hub cannot be asked."""
        with self.database.glance() as reading:
            lacking = [want for want in leased_numbers.WANTED if leased_numbers.left(reading, want.name) < want.least]
        for want in lacking:
            leased = engine.lease(want.name, want.block)
            with self.database.transaction(PROGRAM, "sync") as transaction:
                leased_numbers.keep(transaction, want.name, leased)

    def _move_to(self, mode: SyncMode, sentence: str = "") -> None:
        now = self.database.now()
        with self._changed:
            before = self._state
            since = before.since if before.mode is mode else now
            self._state = replace(before, mode=mode, since=since, sentence=sentence)
            self._changed.notify_all()
        if before.mode is not mode:
            self.book.tell_mode(before, mode, sentence)
        self._tell()

    def _become(self, state: SyncState) -> None:
        with self._changed:
            self._state = state
        self._tell()

    def _tell(self) -> None:
        state = self._state
        for told in self._told:
            told(state)


def _is_settled(state: SyncState) -> bool:
    """Whether there is nothing more to wait for; a station that has just begun is offline without a reason."""
    if state.mode is SyncMode.IN_SYNC:
        return state.waiting == 0
    return state.mode is SyncMode.PAUSED or (state.mode is not SyncMode.FIRST and bool(state.sentence))
