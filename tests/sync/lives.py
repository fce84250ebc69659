"""Lives by their seeds: the same desks and the same hub to begin with, as quickly as can be."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, cycle
from pathlib import Path
from random import Random

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.people import Account, Patient, Practitioner, Role
from clinic_desktop.domain.syncing import Profile
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import open_key
from clinic_desktop.sync.shared import HubLink
from tests.sync.hub_kit import VERSIONS, Hub
from tests.sync.invariants import digest, faults
from tests.sync.luck import Luck
from tests.sync.simulation import DAY, SKEWS, Desk, Life

PROFILES = (Profile.ADMIN, Profile.RECEPTION, Profile.RECEPTION, Profile.DOCTOR, Profile.ADMIN)
STEPS = 300
_KEPT = (
    "record", "operation", "slot", "unique_value", "lease", "leased", "station", "meta",
)  # fmt: skip
"""The hub's tables that a life changes."""

_KNOWN = "select kind, id, document from clinic_sync.record"


@dataclass(kw_only=True)
class Outcome:
    """How a life ended: the sentences that are false, how often each thing happened, and the hub as text."""

    seed: int
    faults: list[str]
    counts: Counter[str] = field(default_factory=Counter)
    digest: str = ""


class LastingLink(HubLink):
    """Serves the next program at its desk too: a new session costs the server more than all the calls of one."""

    def close(self) -> None:
        """Only `end` does."""

    def end(self) -> None:
        super().close()


class Lives:
    """A hub with five desks that have joined it, put back to that before each life."""

    def __init__(self, hub: Hub, folder: Path) -> None:
        self._hub = hub.connection
        logins = [hub.login(f"Desk {number}", profile) for number, profile in enumerate(PROFILES)]
        self._links = [[LastingLink(hub.address(login)) for _ in range(2)] for login in logins]
        self._folder = folder
        self._begun = folder / "begun"
        self._begin()

    def live(self, seed: int, steps: int) -> Outcome:
        """One life from its beginning to its end."""
        self._put_back()
        chance, counts = Random(seed), Counter[str]()
        with self._desks(chance, counts) as desks:
            life = Life(desks, chance, counts)
            for number, desk in enumerate(desks):
                skew = chance.choice(SKEWS)
                desk.clock = lambda skew=skew, life=life: life.now_at(skew)  # type: ignore[misc] # their own
                desk.start()
                assert number == desk.number
            life.live(steps)
            life.come_together()
            found = faults(self._hub, desks, life.told, PROFILES, self._known)
            return Outcome(seed=seed, faults=found, counts=counts, digest=digest(self._hub))

    def end(self) -> None:
        """Let go of the hub."""
        for link in chain.from_iterable(self._links):
            link.end()

    @contextmanager
    def _desks(self, chance: Random, counts: Counter[str]) -> Iterator[list[Desk]]:
        place = self._folder / "life"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self._begun, place)
        desks = [
            Desk(
                number=number,
                folder=place / str(number),
                make_link=cycle(links).__next__,  # so that a connection that is cut is followed by another one
                luck=Luck(chance=chance, counts=counts),
                clock=_at_the_beginning,
                sees_notes=PROFILES[number] in (Profile.ADMIN, Profile.DOCTOR),
            )
            for number, links in enumerate(self._links)
        ]
        try:
            yield desks
        finally:
            for desk in desks:
                desk.stop()

    def _begin(self) -> None:
        """The first desk has a clinic, which the hub and the others take over."""
        chance, counts = Random(0), Counter[str]()
        for number in range(len(PROFILES)):
            (self._begun / str(number)).mkdir(parents=True)
            key = open_key(self._begun / str(number), make=True, allow_file=True, prefer_file=True)
            Database.open(self._begun / str(number), key, station=f"Desk {number}", clock=_at_the_beginning).close()
        with self._desks(chance, counts) as desks:
            for desk in desks:
                desk.luck.is_bad = False
                desk.start()
            furnish(desks[0].database)
            for _ in range(2):
                for desk in desks:
                    desk.sync()
        shutil.rmtree(self._begun)
        shutil.copytree(self._folder / "life", self._begun)
        self._hub.execute("create schema kept")
        for table in _KEPT:
            self._hub.execute(f"create table kept.{table} as table clinic_sync.{table}")
        self._known = {(kind, id_): document for kind, id_, document in self._hub.execute(_KNOWN)}

    def _put_back(self) -> None:
        with self._hub.transaction():
            self._hub.execute(f"truncate {', '.join(f'clinic_sync.{table}' for table in _KEPT)} restart identity")
            for table in _KEPT:
                columns = ", ".join(
                    row[0]
                    for row in self._hub.execute(
                        "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 "
                        "and not attisdropped and attidentity = '' order by attnum",
                        (f"clinic_sync.{table}",),
                    )
                )
                order = "order by ordinal" if table == "operation" else ""
                self._hub.execute(
                    f"insert into clinic_sync.{table} ({columns}) select {columns} from kept.{table} {order}"
                )
            self._hub.execute("insert into clinic_sync.meta values ('now', %s)", (DAY.isoformat(),))


def _at_the_beginning() -> datetime:
    return DAY


def furnish(database: Database) -> None:
    """A small clinic."""
    with database.transaction(PROGRAM, "furnish") as transaction:
        transaction.add(ClinicSettings(id=transaction.new_id(), name="Linden Street Clinic", zone="UTC"))
        account = Account(
            id=transaction.new_id(), username="rlopez", full_name="Rosa Lopez", role=Role.RECEPTIONIST,
            password_hash="-",
        )  # fmt: skip
        transaction.add(account)
        transaction.add(AppointmentType(id=transaction.new_id(), name="Consultation", minutes=30))
        for name in ("Amara Okafor", "Lena Fischer", "Kenji Tanaka"):
            transaction.add(Practitioner(id=transaction.new_id(), name=name))
        for number in range(8):
            transaction.add(
                Patient(
                    id=transaction.new_id(),
                    mrn=f"{1000 + number}",
                    given_name="Peter",
                    family_name=f"Novak {number}",
                    birth_date=None,
                )
            )


@contextmanager
def lives_of(hub: Hub) -> Iterator[Lives]:
    """Lives before that hub, which must be new."""
    with in_memory() as folder:
        lives = Lives(hub, folder)
        try:
            yield lives
        finally:
            lives.end()


@contextmanager
def in_memory() -> Iterator[Path]:
    """A folder that costs no disk, where there is such a place."""
    place = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="clinic-desktop-lives-", dir=place if place.is_dir() else None) as folder:
        yield Path(folder)


def of_version(seeds: range, hub: Hub) -> list[int]:
    """The share of the seeds that is lived on this version."""
    return [seed for seed in seeds if seed % len(VERSIONS) == VERSIONS.index(hub.server.version)]


def all_that_befell(hub: Hub, lives: Lives, seeds: range) -> Counter[str]:
    """Live this version's share of the seeds, none of which may end with a fault; how often each thing happened."""
    outcomes = [lives.live(seed, STEPS) for seed in of_version(seeds, hub)]
    assert [(one.seed, fault) for one in outcomes for fault in one.faults] == []
    return sum((one.counts for one in outcomes), Counter())
