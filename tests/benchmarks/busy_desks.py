"""python -m tests.benchmarks.busy_desks WORK: a desk that books and moves what another one is looking at.

It has nothing but its way to the hub, and takes from this PC no more than another PC would.
"""

import json
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Event
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from clinic_desktop.domain.syncing import Answer, AnswerStatus, Fields
from clinic_desktop.sync.shared import HubLink
from tests.sync.hub_kit import inserting, updating

from .sync_desks import Work

MINUTES = 10
_MILLISECONDS = MINUTES * 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What it shall do, as JSON: so many changes, at these places, of appointments like this one."""

    count: int
    example: Fields
    patients: Sequence[str]
    places: Sequence[tuple[str, int]]
    """Whose time it is, and when it begins, in milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Booked:
    record_id: UUID
    document: Fields
    place: tuple[str, int]
    revision: int = 1


class BusyDesk:
    """Books, and moves what it booked; each change is answered before the next one is due."""

    def __init__(self, link: HubLink, errand: Errand) -> None:
        self._link = link
        self._errand = errand
        self._free = deque((practitioner, starts) for practitioner, starts in errand.places)
        self._zone = ZoneInfo(errand.example["zone"])
        self._booked: deque[_Booked] = deque()
        self.refused = 0

    @property
    def booked(self) -> list[UUID]:
        """All that stands."""
        return [each.record_id for each in self._booked]

    def changes(self) -> Iterator[None]:
        """Each that is asked for: as many moves as bookings, and only moves once there is little room."""
        for n in range(self._errand.count):
            if n % 2 or len(self._free) < 2:
                self._move()
            else:
                self._book(n)
            yield

    def _book(self, n: int) -> None:
        place = self._free.popleft()
        patient = self._errand.patients[n % len(self._errand.patients)]
        document = self._errand.example | {"patient_id": patient, **self._slot(place)}
        booked = _Booked(record_id=uuid4(), document=document, place=place)
        self._take(booked, self._push(inserting("appointment", booked.record_id, document, strict=True)))

    def _move(self) -> None:
        booked = self._booked.popleft()
        place = self._free.popleft()
        new = self._slot(place)
        said = updating("appointment", booked.record_id, booked.document, new, booked.revision, strict=True)
        self._free.append(booked.place)
        moved = replace(booked, document=booked.document | new, place=place)
        self._take(moved, self._push(said))

    def _take(self, booked: _Booked, answer: Answer) -> None:
        if answer.status is AnswerStatus.APPLIED:
            assert answer.revision is not None
            self._booked.append(replace(booked, revision=answer.revision))
        else:
            self.refused += 1

    def _push(self, said: Any) -> Answer:  # Any: an operation
        return self._link.push([replace(said, at=datetime.now(UTC), verb="book")])[0]

    def _slot(self, place: tuple[str, int]) -> Fields:
        practitioner, starts = place
        local = datetime.fromtimestamp(starts / 1000, self._zone)
        return {
            "practitioner_id": practitioner,
            "starts_at": starts,
            "ends_at": starts + _MILLISECONDS,
            "local_start": f"{local:%Y-%m-%dT%H:%M}",
        }


def be_busy(work: Work) -> None:
    """An errand in each line that comes in; a line goes out when it is done."""
    link = HubLink(work.address)
    link.hello("measured", None, None, time.time_ns() // 1_000_000)
    print("ready", flush=True)  # noqa: T201 # whoever started it waits for all
    try:
        for line in sys.stdin:
            desk = BusyDesk(link, Errand(**json.loads(line)))
            pause, begun = Event(), time.monotonic() + work.number / 8 / work.a_second
            for n, _ in enumerate(desk.changes(), 1):
                pause.wait(max(0.0, begun + n / work.a_second - time.monotonic()))
            done = {"booked": [each.hex for each in desk.booked], "refused": desk.refused}
            print(json.dumps(done), flush=True)  # noqa: T201 # as above
    finally:
        link.close()


if __name__ == "__main__":
    be_busy(Work(**json.loads(sys.argv[1])))
