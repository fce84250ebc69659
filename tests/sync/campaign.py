"""Five desks as real processes at a real server, and everything that can befall them; what must hold is looked at last.

Chance is seeded, but processes, disks and the network are real: the same seed is another run. Nothing is simulated but
the other programs' fields (see `other_programs`).
"""

import heapq
import itertools
import json
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg.sql import SQL, Identifier

from clinic_desktop.domain.sync_refusals import Revoked
from clinic_desktop.domain.syncing import Profile
from clinic_desktop.storage import outgoing
from clinic_desktop.storage.database import Database, utc_now
from clinic_desktop.storage.keys import open_key
from clinic_desktop.sync import hub_schema
from tests.sync.desk_process import Plan
from tests.sync.hub_kit import a_program
from tests.sync.invariants import faults
from tests.sync.lives import PROFILES, furnish
from tests.sync.luck import Luck
from tests.sync.other_programs import NEW, OLD, pronouns_of, teach
from tests.sync.real_parts import DATABASE, SETTINGS, Nursery, Process, Server
from tests.sync.simulation import Desk, Told
from tests.sync.wires import Network, Weather, Wire

PROGRAMS = ("usual", "usual", "older", "usual", "newer")
REVOKED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishaps:
    """How many seconds there are between two of a kind, and when in the run (0 to 1) those come that come once."""

    kill: float = 1.1
    stop: float = 8.0
    weather: float = 3.0
    cut: float = 2.0
    crash: float = 20.0
    dump: float = 0.35
    put_back: float = 0.5
    revoke: float = 0.75


@dataclass(kw_only=True)
class Outcome:
    """The sentences that are false at the end, and how often each thing happened and was told."""

    faults: list[str]
    counts: Counter[str] = field(default_factory=Counter)


@dataclass(kw_only=True)
class Station:
    """A desk's process, and what belongs to it."""

    plan: Plan
    wire: Wire
    process: Process | None = None
    revoked_at: float | None = None


class Campaign:
    """One run: `seconds` of work and mishaps, then all come together."""

    def __init__(self, server: Server, network: Network, folder: Path, *, seconds: float, seed: int) -> None:
        self._server, self._network, self._folder = server, network, folder
        self._seconds = seconds
        self._chance = Random(seed)
        self._seeds = itertools.count(seed * 100_000)
        self._counts = Counter[str]()
        self._stations: list[Station] = []
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._is_up = True
        self._nursery = Nursery(folder)
        self._lost_span = (0.0, 0.0)

    def run(self, mishaps: Mishaps) -> Outcome:
        """All of it."""
        self._begin()
        try:
            self._befall(mishaps)
        finally:
            self._end()
        return Outcome(faults=list(self._look()), counts=self._counts)

    # the beginning

    def _begin(self) -> None:
        with self._server.admin("postgres") as admin:
            admin.execute(SQL("CREATE DATABASE {}").format(Identifier(DATABASE)))
        with self._server.admin() as admin:
            hub_schema.install(admin)
            admin.execute("SELECT clinic_sync.begin_epoch()")
            teach(admin)
            for number, profile in enumerate(PROFILES):
                self._enrol(admin, number, profile)
        desks = [self._desk(station) for station in self._stations]
        for number, desk in enumerate(desks):
            desk.folder.mkdir(parents=True)
            open_key(desk.folder, make=True, allow_file=True, prefer_file=True)
            desk.start()
            if number == 0:
                furnish(desk.database)
        for desk in (*desks, *desks):
            desk.sync()
        for desk in desks:
            desk.stop()

    def _enrol(self, admin: "psycopg.Connection[Any]", number: int, profile: Profile) -> None:  # Any: rows
        login, wire = f"desk{number}", self._network.wire()
        admin.execute(SQL("CREATE ROLE {} LOGIN IN ROLE clinic_sync_station").format(Identifier(login)))
        admin.execute(
            "SELECT clinic_sync.make_station(%s, %s, %s, %s)", (uuid4(), f"Desk {number}", login, profile.value)
        )
        plan = Plan(
            number=number,
            seed=0,
            begun=time.time(),
            folder=str(self._folder / f"desk {number}"),
            told=str(self._folder / f"told {number}.jsonl"),
            host="127.0.0.1",
            port=wire.port,
            database=DATABASE,
            user=login,
            program=PROGRAMS[number],
        )
        self._stations.append(Station(plan=plan, wire=wire))

    def _desk(self, station: Station) -> Desk:
        """The desk of a process that does not run, for this one."""
        chance = Random(station.plan.number)
        return Desk(
            number=station.plan.number,
            folder=Path(station.plan.folder),
            make_link=replace(station.plan, host=self._server.host, port=5432).link,
            luck=Luck(chance=chance, counts=Counter(), is_bad=False),
            clock=utc_now,
            unknown=frozenset({("patient", OLD)} if station.plan.program == "older" else ()),
        )

    # what befalls them

    def _befall(self, mishaps: Mishaps) -> None:
        begun = time.monotonic()
        for station in self._stations:
            self._start(station)
        for share, act in (
            (mishaps.dump, self._dump),
            (mishaps.put_back, self._put_back),
            (mishaps.revoke, self._revoke),
        ):
            self._plan(share * self._seconds, act)
        for every, act in (
            (mishaps.kill, self._kill),
            (mishaps.stop, self._stop),
            (mishaps.weather, self._change_weather),
            (mishaps.cut, self._cut),
            (min(mishaps.crash, self._seconds / 4), self._crash),
        ):
            self._again_and_again(every, act)
        pause = threading.Event()
        while self._due and self._due[0][0] < begun + self._seconds:
            due, _, act = heapq.heappop(self._due)
            pause.wait(max(0.0, due - time.monotonic()))
            act()

    def _plan(self, seconds: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._due, (time.monotonic() + seconds, next(self._numbers), act))

    def _again_and_again(self, every: float, act: Callable[[], None]) -> None:
        def do() -> None:
            act()
            self._plan(self._chance.expovariate(1 / every), do)

        self._plan(self._chance.expovariate(1 / every), do)

    def _start(self, station: Station) -> None:
        station.process = self._nursery.start(replace(station.plan, seed=next(self._seeds)))

    def _kill(self) -> None:
        station = self._chance.choice(self._stations)
        process = station.process
        assert process is not None
        self._counts["ended by itself"] += process.has_ended()
        process.kill()
        self._counts["killed"] += 1
        self._start(station)

    def _stop(self) -> None:
        process = self._chance.choice(self._stations).process
        assert process is not None
        process.signal(signal.SIGSTOP)
        self._counts["stopped"] += 1
        self._plan(self._chance.uniform(0.5, 4), lambda: process.signal(signal.SIGCONT))

    def _change_weather(self) -> None:
        wire = self._chance.choice(self._stations).wire
        wire.weather = self._chance.choice([each for each in Weather if each is not Weather.FINE])
        self._counts[f"network: {wire.weather}"] += 1
        if wire.weather is Weather.DOWN:
            self._network.cut(wire)
        self._plan(self._chance.uniform(0.5, 5), lambda: setattr(wire, "weather", Weather.FINE))

    def _cut(self) -> None:
        self._network.cut(self._chance.choice(self._stations).wire)
        self._counts["cut"] += 1

    def _crash(self) -> None:
        if not self._is_up:
            return
        if self._chance.random() < 0.4:
            self._settled_server()
            self._counts["server lost a backend"] += self._server.lose_a_backend()
            return
        self._server.crash()
        self._is_up = False
        self._counts["server crashed"] += 1
        self._plan(self._chance.uniform(0.2, 3), self._raise_up)

    def _raise_up(self) -> None:
        if not self._is_up:
            self._server.start()
            self._is_up = True

    def _settled_server(self) -> None:
        """Wait until it takes calls: it may be recovering."""
        self._raise_up()
        pause = threading.Event()
        for _ in range(200):
            try:
                self._server.admin("postgres").close()
            except psycopg.OperationalError:
                pause.wait(0.1)
            else:
                return
        raise AssertionError("the server does not come back")

    def _dump(self) -> None:
        self._settled_server()
        begun = time.time()
        self._server.dump()
        self._lost_span = (begun, begun)
        self._counts["dumped"] += 1

    def _put_back(self) -> None:
        self._settled_server()
        self._server.put_back()
        self._lost_span = (self._lost_span[0], time.time())
        self._counts["put back to the dump"] += 1

    def _revoke(self) -> None:
        self._settled_server()
        with self._server.admin() as admin:
            admin.execute(
                "SELECT clinic_sync.revoke_station(id) FROM clinic_sync.station WHERE login = %s",
                (self._stations[REVOKED].plan.user,),
            )
            admin.execute(  # as the administrator's page does
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = %s",
                (self._stations[REVOKED].plan.user,),
            )
        self._stations[REVOKED].revoked_at = time.time()
        self._counts["revoked"] += 1

    # the end

    def _end(self) -> None:
        processes = [station.process for station in self._stations if station.process is not None]
        for process in processes:
            process.signal(signal.SIGCONT)
            process.signal(signal.SIGTERM)
        for process in processes:
            self._counts["did not end"] += not process.has_ended(15)
            process.kill()
        self._nursery.close()
        self._settled_server()

    def _look(self) -> Iterator[str]:
        """Come together, and see what is not as it must be."""
        told, taken = self._told()
        desks = [self._desk(station) for station in self._stations]
        try:
            for desk in desks:
                desk.start()
            staying = [desk for desk in desks if self._stations[desk.number].revoked_at is None]
            for desk in (*staying, *staying, *staying):
                desk.sync()
            with self._server.admin() as hub:
                if (at := self._stations[REVOKED].revoked_at) is not None:
                    yield from self._revoked_faults(hub, desks[REVOKED], at)
                    waiting = _waiting(desks[REVOKED].database)
                    told.waiting -= waiting
                    for record_id in waiting & told.booked.keys():
                        del told.booked[record_id]
                        self._counts["safe at the revoked desk"] += 1
                profiles = [PROFILES[desk.number] for desk in staying]
                yield from faults(hub, staying, told, profiles, begun=None)
                yield from _booked_though_taken(hub, taken)
                yield from self._forgotten_fields(hub)
                row = hub.execute("SELECT count(*) FROM clinic_sync.operation").fetchone()
                assert row is not None
                self._counts["operations at the hub"] = row[0]
        finally:
            for desk in desks:
                desk.stop()

    def _told(self) -> tuple[Told, set[UUID]]:
        """What all desks told people, and of which bookings they said that the time was taken."""
        told, taken = Told(), set[UUID]()
        since, until = self._lost_span
        for station in self._stations:
            file = Path(station.plan.told)
            for line in _lines(file):
                what, record_id = line["what"], UUID(hex=line["id"])
                self._counts[f"told: {what}"] += 1
                if what == "booked":
                    told.booked[record_id] = station.plan.number
                elif what == "taken":
                    taken.add(record_id)
                elif what == "confirmed" and since <= line["at"] <= until:
                    told.touched.add(record_id)  # the dump does not know of it, so its time may have been given again
                if what in {"confirmed", "touched", "waiting"}:
                    getattr(told, what).add(record_id)
        return told, taken

    def _revoked_faults(self, hub: "psycopg.Connection[Any]", desk: Desk, at: float) -> Iterator[str]:  # Any: rows
        try:
            desk.engine.round()
            yield "the revoked desk was let in"
        except Revoked:
            pass
        late = hub.execute(
            "SELECT count(*) FROM clinic_sync.operation o JOIN clinic_sync.station s ON s.id = o.station "
            "WHERE s.login = %s AND extract(epoch FROM o.at) > %s",
            (self._stations[REVOKED].plan.user, at),
        ).fetchone()
        if late != (0,):
            yield f"the revoked desk still changed something: {late}"

    def _forgotten_fields(self, hub: "psycopg.Connection[Any]") -> Iterator[str]:  # Any: rows
        """What the newer program wrote stands, whatever the others made of these records."""
        plan = next(station.plan for station in self._stations if station.plan.program == "newer")
        file = Path(plan.told).with_suffix(".newer")
        written = set(file.read_text(encoding="ascii").split()) if file.exists() else set()
        for record_id, document in hub.execute("SELECT id, document FROM clinic_sync.record WHERE kind = 'patient'"):
            if record_id.hex in written:
                self._counts["fields of the newer program"] += 1
                if document.get(NEW) != pronouns_of(record_id):
                    yield f"the newer program's field of {record_id} is {document.get(NEW)!r}"


def _lines(file: Path) -> Iterator[dict[str, Any]]:  # Any: JSON's
    """What is whole: of the last line a killed process may have written a part, and told nobody."""
    if file.exists():
        for line in file.read_bytes().splitlines(keepends=True):
            if line.endswith(b"\n"):
                yield json.loads(line)


def _waiting(database: Database) -> frozenset[UUID]:
    with database.reading() as reading:
        return outgoing.waiting(reading)[1]


def _booked_though_taken(hub: "psycopg.Connection[Any]", taken: Sequence[UUID] | set[UUID]) -> Iterator[str]:
    """Who was told that a time is taken has no booking. Any: rows."""
    for (record_id,) in hub.execute(
        "SELECT id FROM clinic_sync.record WHERE kind = 'appointment' AND NOT deleted AND id = ANY (%s)", (list(taken),)
    ):
        yield f"I8 {record_id} is booked, and it was said that its time is taken"


@contextmanager
def a_campaign(version: int, folder: Path, *, seconds: float, seed: int) -> Iterator[Campaign]:
    """Ready to run, on a server of that version."""
    with a_program(version, SETTINGS) as program:
        server = Server(program, folder)
        with Network(f"{server.host}/.s.PGSQL.5432") as network:
            yield Campaign(server, network, folder, seconds=seconds, seed=seed)
