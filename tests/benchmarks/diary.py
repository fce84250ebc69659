"""Booking, and reading a day of twenty practitioners."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

from clinic_desktop.domain.appointments import BookingRequest
from clinic_desktop.domain.clinic_time import span_of_day
from clinic_desktop.domain.queries import SlotQuery
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.storage.ids import Identities

from .figures import Figure, in_turns
from .measured_clinic import MeasuredClinic

_BOOKINGS = 400
_DAYS = 300
_DAY_OF_MILLISECONDS = 86_400_000

_TAKEN = """
SELECT starts_at, ends_at, buffer_before, buffer_after FROM appointment
WHERE practitioner_id = :practitioner AND starts_at > :earliest AND starts_at < :ends_at AND ends_at > :starts_at
AND status IN ('booked', 'arrived', 'in-room', 'fulfilled')
UNION ALL SELECT starts_at, ends_at, buffer_before, buffer_after FROM appointment
WHERE patient_id = :patient AND starts_at > :earliest AND starts_at < :ends_at AND ends_at > :starts_at
AND status IN ('booked', 'arrived', 'in-room', 'fulfilled')
"""
_WITHOUT_PLANS = """
SELECT id FROM patient WHERE NOT archived
AND NOT EXISTS (SELECT 1 FROM appointment WHERE patient_id = patient.id AND starts_at > ?) LIMIT ?
"""
_WHO = """
SELECT account.id, account.full_name, session.id FROM session JOIN account ON account.id = session.account_id
ORDER BY session.started_at DESC LIMIT 1
"""
_CONTEXT = """
INSERT INTO journal_context(only, change_id, at, actor_id, actor_name, session_id, station_id, verb, reason, origin,
batch) VALUES (1, ?, ?, ?, ?, ?, ?, 'book', '', 'local', 0)
"""
_INSERT = """
INSERT INTO appointment(id, version, patient_id, practitioner_id, type_id, starts_at, ends_at, local_start, zone,
status, confirmation, reason, desk_note, visit_note, room, buffer_before, buffer_after, booked_at, overbook_reason,
cancel_reason, source)
VALUES (?, 1, ?, ?, ?, ?, ?, ?, 'Europe/Berlin', 'booked', 'none', 'Measured', '', '', '', 0, 0, ?, '', '', 'desk')
"""
_SEAL = "UPDATE journal SET seal = ? WHERE seq = ?"
DAY_SQL = """
SELECT a.id, a.version, a.patient_id, p.given_name, p.family_name, p.mrn, p.alerts, a.practitioner_id, d.title, d.name,
a.type_id, t.name, a.starts_at, a.ends_at, a.status, a.confirmation, a.reason, a.room, a.buffer_before, a.buffer_after,
a.arrived_at, a.in_room_at, a.done_at, a.overbooked_by, length(a.visit_note) > 0 OR length(a.desk_note) > 0
FROM appointment a JOIN patient p ON p.id = a.patient_id JOIN practitioner d ON d.id = a.practitioner_id
JOIN appointment_type t ON t.id = a.type_id
WHERE a.practitioner_id IN ({marks}) AND a.starts_at >= ? AND a.starts_at < ? ORDER BY a.starts_at
"""


def booking(measured: MeasuredClinic) -> Figure:
    """Check and book, to the acknowledged commit.

    Bare: plain SQL asks whether doctor and patient are free, and writes the same rows by the same triggers under the
    same person's name; without permissions, settings, hours, and without computing the seal.
    """
    requests, who = _requests(measured), measured.ask(_WHO)[0]
    half = len(requests) // 2
    ours, bare = in_turns(
        (request.through(measured) for request in requests[:half]),
        (request.barely(measured, who) for request in requests[half:]),
        block=_BOOKINGS_IN_A_ROW,
    )
    return Figure(
        name="book, with check and commit", unit="ms", figure=ours, bare=bare, goal="≤ bare + 0.7 ms",
        met=ours <= bare + 0.7,
    )  # fmt: skip


def bookings(measured: MeasuredClinic) -> list[Callable[[], object]]:
    """Bookings through the program, each of another free time for another patient."""
    return [request.through(measured) for request in _requests(measured)]


def _requests(measured: MeasuredClinic) -> "list[_Booking]":
    type_id = next(kind for kind in measured.clinic.settings.types() if kind.name == "Consultation").id
    slots = _free_slots(measured, type_id)
    free = measured.ask(_WITHOUT_PLANS, _milliseconds(datetime.now(UTC)), len(slots))
    return [_Booking(slot, UUID(bytes=row[0]), type_id) for slot, row in zip(slots, free, strict=False)]


def day_sheet(measured: MeasuredClinic) -> Figure:
    """A day of twenty practitioners as the calendar asks for it; bare: its appointments with the names beside them."""
    practitioners = [row[0] for row in measured.ask("SELECT id FROM practitioner WHERE active ORDER BY name LIMIT 20")]
    ids = [UUID(bytes=raw) for raw in practitioners]
    zone = measured.clinic.settings.read().zone_info
    days = [measured.today + timedelta(days=measured.lot.randint(-300, 80)) for _ in range(_DAYS)]
    days = [day for day in days if day.weekday() < 5]
    sql = DAY_SQL.format(marks=", ".join("?" * len(practitioners)))

    def bare() -> Iterator[Callable[[], object]]:
        for day in days:
            span = span_of_day(day, zone)
            values = (*practitioners, _milliseconds(span.starts_at), _milliseconds(span.ends_at))
            yield partial(measured.ask, sql, *values)

    ours, plain = in_turns((partial(measured.clinic.scheduling.day_sheet, day, ids) for day in days), bare())
    return Figure(
        name=f"a day of {len(ids)} practitioners", unit="ms", figure=ours, bare=plain, goal="≤ 3 × bare",
        met=ours <= 3 * plain,
    )  # fmt: skip


_BOOKINGS_IN_A_ROW = 40
"""Some dozens of bookings are needed until a connection has its pages again that another one's writing has emptied."""


@dataclass(frozen=True, slots=True)
class _Booking:
    """One free time, a patient and a type: to be booked in one way or the other."""

    slot: Slot
    patient_id: UUID
    type_id: UUID

    def through(self, measured: MeasuredClinic) -> Callable[[], object]:
        request = BookingRequest(
            patient_id=self.patient_id,
            practitioner_id=self.slot.practitioner_id,
            type_id=self.type_id,
            starts_at=self.slot.starts_at,
            reason="Measured",
        )
        return lambda: measured.clinic.scheduling.book(request)

    def barely(self, measured: MeasuredClinic, who: tuple[bytes, str, bytes]) -> Callable[[], object]:
        bare, now = measured.bare, datetime.now(UTC)
        starts_at, ends_at = _milliseconds(self.slot.starts_at), _milliseconds(self.slot.ends_at)
        practitioner, identity, at = self.slot.practitioner_id.bytes, Identities().next(now).bytes, _milliseconds(now)
        row = (identity, self.patient_id.bytes, practitioner, self.type_id.bytes, starts_at, ends_at)
        seal = os.urandom(32)
        wanted = {
            "practitioner": practitioner,
            "patient": self.patient_id.bytes,
            "earliest": starts_at - _DAY_OF_MILLISECONDS,
            "starts_at": starts_at,
            "ends_at": ends_at,
        }

        def work() -> None:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute(_CONTEXT, (identity, at, *who, identity))
            assert not bare.execute(_TAKEN, wanted).fetchall()
            bare.execute(_INSERT, (*row, f"{self.slot.starts_at:%Y-%m-%dT%H:%M}", at))
            seq = bare.execute("SELECT max(seq) FROM journal").fetchone()[0]
            bare.execute(_SEAL, (seal, seq))
            bare.execute("DELETE FROM journal_context")
            bare.execute("COMMIT")

        return work


def _free_slots(measured: MeasuredClinic, type_id: UUID) -> list[Slot]:
    """Free times all over the coming weeks, one for each doctor and day, in any order."""
    found: list[Slot] = []
    doctors = [UUID(bytes=row[0]) for row in measured.ask("SELECT id FROM practitioner WHERE active ORDER BY name")]
    for doctor in doctors:
        query = SlotQuery(
            type_id=type_id,
            practitioner_ids=(doctor,),
            first_day=measured.today + timedelta(days=1),
            last_day=measured.today + timedelta(days=60),
            first_per_day=True,
        )
        found += measured.clinic.scheduling.free_slots(query, limit=-(-2 * _BOOKINGS // len(doctors)))
    measured.lot.shuffle(found)
    return found[: 2 * _BOOKINGS]


def _milliseconds(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)
