"""This station's sync while a clinic is open: when it goes to the hub, how it stands, and what others wait for."""

import threading
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar
from uuid import UUID

from clinic_desktop.domain.anchors import Anchor
from clinic_desktop.domain.errors import ClinicError, ProgramFault
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.sync_refusals import ClonedStation, HubTooNew, NotProven, Revoked
from clinic_desktop.domain.syncing import Answer, RoundReport, SyncMode, SyncState
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.own_station import become_station
from clinic_desktop.storage.sync_turn import SyncTurn
from clinic_desktop.sync import joining

from . import leased_numbers
from .hub_engine import Engine, no_engine
from .sync_book import SyncBook
from .sync_nightly import NightlyComparison
from .sync_rhythm import EVERY, Rhythm
from .sync_standing import SyncStanding, Told, is_settled
from .sync_waiters import Waiters

ANSWERED_WITHIN = 1.5
"""Seconds that a person waits for the hub's word on a booking."""

_ENDS_WITHIN = 2.0
_ANCHORS_WITHIN = 5.0
_ANOTHERS_TURN = "The program is open on this PC once more, and sends and receives there for both."
_STOPPED: dict[type[ClinicError], SyncMode] = {
    Revoked: SyncMode.REVOKED,
    HubTooNew: SyncMode.PROGRAM_TOO_OLD,
    ClonedStation: SyncMode.CLONED,
    NotProven: SyncMode.NOT_PROVEN,
}
_MAY_PASS = (SyncMode.OFFLINE, SyncMode.NOT_PROVEN)
T = TypeVar("T")


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
        self._nightly = NightlyComparison(database, self.book)
        self._turn = SyncTurn(database.folder)
        self._engine: Engine | None = None
        self._thread: threading.Thread | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._changed = threading.Condition()  # guards all below
        self.waiters = Waiters(self._changed)
        self._standing = SyncStanding(database, self.book, self._changed)
        self._is_ending = False
        self._is_paused = False
        self._adrift_from: Anchor | None = None

    def start(self) -> None:
        """Begin, if this station is connected to a hub; it may be called again after `close`, and after `connect`."""
        if self._thread is not None:
            return
        try:
            engine = self._make_engine()
        except ClinicError as refusal:
            self._standing.move_to(SyncMode.OFFLINE, refusal.sentence)
            return
        if engine is None:
            self._standing.become(SyncState())
            return
        self._engine, self._is_ending = engine, False
        self._is_paused = self.book.is_paused()
        self._standing.begin(engine.waiting, is_paused=self._is_paused)
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
        return self._standing.state

    def kept_state(self) -> SyncState:
        """How this station stands by what it keeps, without going to the hub; for who looks while it rests."""
        return self._standing.kept()

    def wait_until_settled(self, told: Told) -> SyncState:
        """The state once all is sent and received, or it is plain that it cannot be; `told` how it goes meanwhile."""
        unsubscribe = self.subscribe(told)
        try:
            with self._changed:
                self._changed.wait_for(lambda: is_settled(self.state()) or self._thread is None)
                return self.state()
        finally:
            unsubscribe()

    def subscribe(self, told: Told) -> Callable[[], None]:
        """Be told of every change of the state; what is given back ends it."""
        return self._standing.subscribe(told)

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
        self._standing.become(SyncState())

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
        return self._standing.state.mode is SyncMode.IN_SYNC

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
        answers = self.waiters.answers_to(wanted, seconds, self._cannot_answer)
        self._standing.answered(frozenset(answers))
        return answers

    def ask(self, errand: Callable[[Engine], T], seconds: float = ANSWERED_WITHIN) -> T | None:
        """What the hub says to one question; None if it does not answer in that time, or cannot be reached."""
        if not self.is_reachable:
            return None
        found = self.waiters.send(errand)
        self._hurry()
        with self._changed:
            self._changed.wait_for(lambda: bool(found) or self._cannot_answer(), seconds)
        return found[0] if found else None

    def kept_anchors(self) -> Sequence[Anchor] | None:
        """What the hub was left of this station's journal: nothing without a hub, None while it cannot be asked."""
        if self.is_on:
            return self.ask(lambda hub: hub.anchors(), _ANCHORS_WITHIN)
        try:
            engine = self._make_engine()
            if engine is None:
                return ()
            try:
                return engine.anchors()
            finally:
                engine.close()
        except ClinicError:
            return None

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
        is_here = threading.current_thread() is not self._thread
        touched = frozenset[UUID]().union(*changes.touched.values())
        meets = changes.touches("conflict")
        if is_here or meets:
            self._standing.stored(touched, is_here=is_here, meets=meets)
        if is_here:
            self._rhythm.committed()
            with self._changed:
                self._changed.notify_all()
            if (engine := self._engine) is not None:
                engine.wake()

    def _run(self, engine: Engine) -> None:
        try:
            while not self._is_ending:
                self._is_paused = self.book.is_paused()
                if self._is_paused:
                    self._standing.move_to(SyncMode.PAUSED)
                    engine.rest()
                    with self._changed:
                        self._changed.wait_for(lambda: self._is_ending or not self._is_paused, EVERY)
                    continue
                self._rhythm.begins()
                self._round(engine)
                self._rest(engine)
        finally:
            self._turn.give_back()
            if not self._is_ending:  # a bug; whoever watches the threads reports it
                self._standing.move_to(SyncMode.OFFLINE, ProgramFault().sentence)
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
            with self._changed:  # whoever hurried meanwhile rang a bell that nobody heard
                left = self._rhythm.due_in()
                return self._is_ending or left <= 0 or self._changed.wait(left)

    def _round(self, engine: Engine) -> None:
        if not self._turn.take():
            self._rhythm.came_back(is_done=True)
            self._standing.move_to(SyncMode.OFFLINE, _ANOTHERS_TURN)
            return
        try:
            report = engine.round(self.waiters.strict, self.waiters.tell)
            self._take(engine, report)
            self.waiters.round_over()
            if report.done == 1:
                self._stock(engine)
            self.waiters.run_errands(engine)
            if report.is_done and report.done == 1:
                self._anchor(engine)
                self._compare(engine)
        except ClinicError as refusal:
            if self._is_ending:
                return
            mode = _STOPPED.get(type(refusal), SyncMode.OFFLINE)
            self.waiters.forget_errands()
            self._rhythm.failed(may_pass=mode in _MAY_PASS)
            self._standing.move_to(mode, refusal.sentence)

    def _take(self, engine: Engine, report: RoundReport) -> None:
        self._rhythm.came_back(is_done=report.is_done)
        if report.station_name and report.station_name != self.database.station_name:
            become_station(self.database, self.database.station_id, report.station_name)
        self._standing.came_back(report, engine.waiting)

    def _anchor(self, engine: Engine) -> None:
        adrift = engine.anchor()
        if adrift is not None and adrift.anchor != self._adrift_from:
            self._adrift_from = adrift.anchor
            self.book.write(f"{adrift.sentence} The shared server has kept that. Have an administrator look into it.")

    def _compare(self, engine: Engine) -> None:
        """Once in a night, while nothing waits here and nobody waits for an answer."""
        if self._standing.state.waiting == 0 and self._nightly.is_due():
            self._nightly.ran(engine.compare(lambda: self._is_ending or self.waiters.is_anyone))

    def _stock(self, engine: Engine) -> None:
        """Lease what this station has to have at hand while the hub cannot be asked."""
        with self.database.glance() as reading:
            lacking = [want for want in leased_numbers.WANTED if leased_numbers.left(reading, want.name) < want.least]
        for want in lacking:
            leased = engine.lease(want.name, want.block)
            with self.database.transaction(PROGRAM, "sync") as transaction:
                leased_numbers.keep(transaction, want.name, leased)
