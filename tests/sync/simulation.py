"""A clinic of five desks lived through by a seed: real files, a real hub, and every kind of bad luck between them.

Network, clocks, chance and the moments at which programs die are injected, so a seed that fails fails again. What must
hold at the end is in `invariants`.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, AppointmentType, CancelledBy
from clinic_desktop.domain.availability import Closure
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.people import Account, Patient, Practitioner
from clinic_desktop.domain.records import Record
from clinic_desktop.domain.sync_refusals import NotReached
from clinic_desktop.domain.syncing import (
    AnswerStatus,
    Conflict,
    ConflictState,
)
from clinic_desktop.domain.waiting_list import WaitingEntry
from clinic_desktop.storage.actor import Actor
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import open_key
from clinic_desktop.sync.engine import SyncEngine
from clinic_desktop.sync.shared import Link
from tests.sync.luck import Died, Luck, UnluckyLink

T = TypeVar("T")
R = TypeVar("R", bound=Record)

DAY = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
SKEWS = (0, 0, -7200, 86_400 * 30, -30)


@dataclass(kw_only=True)
class Desk:
    """One station: its file, its end of sync, its luck."""

    number: int
    folder: Path
    make_link: Callable[[], Link]
    luck: Luck
    clock: Callable[[], datetime]
    unknown: frozenset[tuple[str, str]] = frozenset()  # fields of kinds that its program lacks
    sees_notes: bool = False
    database: Database = field(init=False)
    engine: SyncEngine = field(init=False)

    def start(self) -> None:
        """Start the program."""
        key = open_key(self.folder, make=False, allow_file=True, prefer_file=True)
        self.database = Database.open(
            self.folder, key, station=f"Desk {self.number}", clock=self.clock, draw=self.luck.chance.randbytes
        )
        link = UnluckyLink(self.make_link, self.luck, self.database)
        self.engine = SyncEngine(self.database, link, program="simulated", passed=self._passed)

    def _passed(self, place: str) -> None:
        if self.luck.strikes(f"died {place}", 0.02):
            raise Died

    def stop(self) -> None:
        """End the program."""
        self.engine.close()
        self.database.close()

    @property
    def actor(self) -> Actor:
        """Who works here."""
        return Actor(account_id=None, name=f"Person {self.number}")

    def all(self, kind: type[R]) -> list[R]:
        """What stands in the file."""
        with self.database.glance() as reading:
            return reading.where(kind)

    def add(self, record: R, verb: str = "simulate") -> R:
        """Store something new."""
        with self.database.transaction(self.actor, verb) as transaction:
            return transaction.add(replace(record, id=transaction.new_id()))

    def change(self, record: Record, verb: str = "simulate", **fields: object) -> None:
        """Store a change, as a desk does."""
        with self.database.transaction(self.actor, verb) as transaction:
            transaction.replace(replace(record, **fields))  # type: ignore[arg-type] # fields of the record's own kind

    def sync(self) -> None:
        """Rounds until nothing is left; what the network refuses is for another time."""
        for _ in range(_ROUNDS):
            if self.engine.round().is_done:
                return


@dataclass(kw_only=True)
class Told:
    """What people were told in this life: it must be true at its end."""

    booked: dict[UUID, int] = field(default_factory=dict)
    confirmed: set[UUID] = field(default_factory=set)
    touched: set[UUID] = field(default_factory=set)
    waiting: set[UUID] = field(default_factory=set)
    over: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Of each word that was typed at which desk, and over what."""
    typed: set[str] = field(default_factory=set)
    """Those of them that whoever typed them was told are stored."""


class Life:
    """So many steps at these desks; a desk whose program dies is started again."""

    def __init__(self, desks: Sequence[Desk], chance: Random, counts: Counter[str]) -> None:
        self.desks = desks
        self.told = Told()
        self.counts = counts
        self._chance = chance
        self._minutes = 0
        self._words = 0

    @property
    def now(self) -> datetime:
        """What time it is, for those whose clock is right."""
        return DAY + timedelta(minutes=self._minutes)

    def now_at(self, seconds: int) -> datetime:
        """What a clock shows that is so many seconds ahead."""
        return self.now + timedelta(seconds=seconds)

    def live(self, steps: int) -> None:
        """Live through it."""
        acts = [act for act, share in _ACTS.items() for _ in range(share)]
        for _ in range(steps):
            self._minutes += self._chance.randrange(3)
            desk, act = self._chance.choice(self.desks), self._chance.choice(acts)
            self.counts[act] += 1
            try:
                getattr(self, f"_{act}")(desk)
            except Died:
                self.counts["died"] += 1
                desk.stop()
                desk.start()
            except NotReached:
                self.counts["not reached"] += 1
            except ClinicError as refusal:  # such as a time that is taken here already
                self.counts[f"refused: {type(refusal).__name__}"] += 1

    def come_together(self) -> None:
        """All is well again, and everybody has synced until nobody has anything new."""
        for desk in self.desks:
            desk.luck.is_bad, desk.luck.is_online = False, True
        for _ in range(3):
            for desk in self.desks:
                desk.sync()

    # what people do

    def _slot(self) -> tuple[datetime, datetime]:
        starts = DAY + timedelta(minutes=15 * self._chance.randrange(40))
        return starts, starts + timedelta(minutes=self._chance.choice((15, 30, 45)))

    def _wish(self, desk: Desk) -> Appointment | None:
        patients, doctors, types = desk.all(Patient), desk.all(Practitioner), desk.all(AppointmentType)
        if not (patients and doctors and types):
            return None
        starts, ends = self._slot()
        is_over = self._chance.random() < 0.05
        return Appointment(
            id=NOBODY,
            patient_id=self._chance.choice(patients).id,
            practitioner_id=self._chance.choice(doctors).id,
            type_id=types[0].id,
            starts_at=starts,
            ends_at=ends,
            local_start=starts.replace(tzinfo=None),
            zone="UTC",
            booked_at=self.now,
            overbooked_by=desk.all(Account)[0].id if is_over else None,
            overbook_reason="Agreed" if is_over else "",
        )

    def _book(self, desk: Desk) -> None:
        """As at a desk whose hub is reached: somebody waits for the answer."""
        wish = self._wish(desk)
        if wish is None:
            return
        booked = desk.add(wish)
        answer = None
        try:
            answer = desk.engine.round(lambda: {booked.id}).answers.get(booked.id)
        except NotReached:
            self.counts["not reached"] += 1
        except Died:
            # Whoever waited was told nothing yet; if it was taken, it was withdrawn before.
            if booked.id in {each.id for each in desk.all(Appointment)}:
                self.told.booked[booked.id] = desk.number
            raise
        if answer is None or answer.status is not AnswerStatus.TAKEN:
            self.told.booked[booked.id] = desk.number
        if answer is not None and answer.status is AnswerStatus.APPLIED:
            self.told.confirmed.add(booked.id)
        self.counts[f"booked: {answer.status if answer else 'pending'}"] += 1

    def _book_offline(self, desk: Desk) -> None:
        wish = self._wish(desk)
        if wish is not None:
            self.told.booked[desk.add(wish).id] = desk.number

    def _any_appointment(self, desk: Desk) -> Appointment | None:
        found = desk.all(Appointment)
        return self._chance.choice(found) if found else None

    def _move(self, desk: Desk) -> None:
        appointment = self._any_appointment(desk)
        if appointment is not None and appointment.status is AppointmentStatus.BOOKED:
            starts, ends = self._slot()
            doctor = self._chance.choice(desk.all(Practitioner)).id
            self.told.touched.add(appointment.id)
            desk.change(
                appointment, starts_at=starts, ends_at=ends, local_start=starts.replace(tzinfo=None),
                practitioner_id=doctor, contested=False,
            )  # fmt: skip

    def _cancel(self, desk: Desk) -> None:
        appointment = self._any_appointment(desk)
        if appointment is not None and appointment.status is AppointmentStatus.BOOKED:
            self.told.touched.add(appointment.id)
            desk.change(appointment, status=AppointmentStatus.CANCELLED, cancelled_by=CancelledBy.PATIENT)

    def _word(self) -> str:
        self._words += 1
        return f"word {self._words}"

    def _type(self, desk: Desk, record: Record, one: str) -> None:
        word = self._word()
        self.told.over[word] = desk.number, getattr(record, one)
        desk.change(record, **{one: word})
        self.told.typed.add(word)

    def _note(self, desk: Desk) -> None:
        appointment = self._any_appointment(desk)
        if appointment is not None:
            fields = ("desk_note", "visit_note") if desk.sees_notes else ("desk_note",)
            self._type(desk, appointment, self._chance.choice(fields))

    def _edit(self, desk: Desk) -> None:
        patients = desk.all(Patient)
        if patients:
            one = self._chance.choice(("mobile", "notes", "email", "given_name", "family_name"))
            self._type(desk, self._chance.choice(patients), one)

    def _archive(self, desk: Desk) -> None:
        patients = desk.all(Patient)
        if patients:
            patient = self._chance.choice(patients)
            desk.change(patient, archived=not patient.archived)

    def _register(self, desk: Desk) -> None:
        number = f"{self._chance.randrange(1000, 1040)}"
        made = desk.add(Patient(id=NOBODY, mrn=number, given_name="Peter", family_name=self._word(), birth_date=None))
        self.told.waiting.add(made.id)

    def _want(self, desk: Desk) -> None:
        patients, types = desk.all(Patient), desk.all(AppointmentType)
        if patients and types:
            wish = WaitingEntry(id=NOBODY, patient_id=patients[0].id, type_id=types[0].id, asked_at=self.now)
            self.told.waiting.add(desk.add(wish).id)

    def _close(self, desk: Desk) -> None:
        desk.add(Closure(id=NOBODY, name=self._word(), first_day=DAY.date(), last_day=DAY.date()))

    def _open_again(self, desk: Desk) -> None:
        closures = desk.all(Closure)
        if closures:
            with desk.database.transaction(desk.actor, "simulate") as transaction:
                transaction.remove(self._chance.choice(closures))

    def _reopen(self, desk: Desk) -> None:
        closures = desk.all(Closure)
        if closures:
            desk.change(self._chance.choice(closures), name=self._word())

    def _settle(self, desk: Desk) -> None:
        conflicts = [each for each in desk.all(Conflict) if each.state is ConflictState.OPEN]
        if conflicts:
            desk.change(self._chance.choice(conflicts), state=ConflictState.SETTLED, resolution="theirs")

    def _sync(self, desk: Desk) -> None:
        desk.sync()

    def _unplug(self, desk: Desk) -> None:
        desk.luck.is_online = not desk.luck.is_online

    def _leave_unplugged(self, desk: Desk) -> None:
        desk.luck.is_online = False


_ACTS = {
    "book": 12, "book_offline": 10, "move": 8, "cancel": 4, "note": 8, "edit": 8, "archive": 2, "register": 4,
    "want": 3, "close": 2, "open_again": 1, "reopen": 2, "settle": 3, "sync": 30, "unplug": 6, "leave_unplugged": 1,
}  # fmt: skip
"""What people do, and how often."""

_ROUNDS = 40
NOBODY = UUID(int=0)
