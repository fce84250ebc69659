"""Finding who on a long waiting list fits a time that has come free."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import partial
from uuid import UUID

from clinic_desktop.domain.clinic_time import Span, nearest_instant
from clinic_desktop.domain.queries import DayPart
from clinic_desktop.domain.waiting_list import Gap, Urgency, WaitingEntry
from clinic_desktop.storage.actor import PROGRAM

from .figures import Figure, in_turns
from .measured_clinic import MeasuredClinic

_WAITING = 2_000
_GAPS = 120
_PLAIN = """
SELECT * FROM waiting_entry WHERE status = 'waiting' AND (last_day IS NULL OR last_day >= ?)
AND (length(practitioner_ids) = 2 OR instr(practitioner_ids, ?) > 0)
"""


def fitting(measured: MeasuredClinic) -> Figure:
    """From a freed half hour to the ranked candidates with their reasons; bare: the rows of those who may be meant."""
    doctors = [UUID(bytes=row[0]) for row in measured.ask("SELECT id FROM practitioner WHERE active")]
    _fill(measured, doctors)
    gaps = list(_gaps(measured, doctors))
    ours, bare = in_turns((partial(measured.clinic.waiting_list.fitting, gap) for gap in gaps), _barely(measured, gaps))
    return Figure(
        name=f"who fits a gap, of {_WAITING:,} who wait", unit="ms", figure=ours, bare=bare, goal="≤ 20 ms",
        met=ours <= 20,
    )  # fmt: skip


def _fill(measured: MeasuredClinic, doctors: list[UUID]) -> None:
    """As many entries as are measured: for anyone or some doctors, some with wishes about days and times."""
    standing = measured.ask("SELECT count(*) FROM waiting_entry")[0][0]
    database, lot = measured.clinic.database, measured.lot
    people = measured.ask("SELECT id FROM patient WHERE NOT archived ORDER BY id LIMIT ?", _WAITING)
    types = [kind.id for kind in measured.clinic.settings.types()]
    now = database.now()
    with database.batch(PROGRAM, "measure") as batch:
        for (patient_id,) in people[standing:]:
            entry = WaitingEntry(
                id=database.new_id(),
                patient_id=UUID(bytes=patient_id),
                type_id=lot.choice(types),
                practitioner_ids=tuple(lot.sample(doctors, lot.choice((0, 1, 1, 2, 3)))),
                asked_at=now - timedelta(hours=lot.randrange(2_000)),
                weekdays=lot.choice(((), (), (0, 2), (1, 3, 4))),
                part=lot.choice(tuple(DayPart)),
                urgency=lot.choice(tuple(Urgency)),
            )
            batch.add(entry)


def _gaps(measured: MeasuredClinic, doctors: list[UUID]) -> Iterator[Gap]:
    zone = measured.clinic.settings.read().zone_info
    for number in range(_GAPS):
        day = measured.today + timedelta(days=1 + number % 40)
        starts_at = nearest_instant(datetime.combine(day, time(9 + number % 7)), zone)
        span = Span(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30))
        yield Gap(practitioner_id=measured.lot.choice(doctors), span=span)


def _barely(measured: MeasuredClinic, gaps: list[Gap]) -> Iterator[Callable[[], object]]:
    for gap in gaps:
        yield partial(measured.ask, _PLAIN, f"{gap.span.starts_at:%Y-%m-%d}", gap.practitioner_id.hex)
