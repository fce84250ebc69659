"""Someone at a desk of their own who wants every slot; run as a program, a desk in another process."""

import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from clinic_desktop.domain.appointments import BookingRequest
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.services.scheduling import Scheduling
from clinic_desktop.services.sign_in import SignIn
from tests.builders import COST, PASSWORD, Clock, an_empty_database

MINUTES = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """Whom everyone wants to book with whom, and the times they run for."""

    patient_id: UUID
    practitioner_id: UUID
    type_id: UUID
    starts: tuple[datetime, ...]

    def said(self) -> str:
        ids = (self.patient_id.hex, self.practitioner_id.hex, self.type_id.hex)
        return json.dumps([*ids, [start.isoformat() for start in self.starts]])

    @classmethod
    def heard(cls, text: str) -> "Race":
        patient, practitioner, kind, starts = json.loads(text)
        return cls(
            patient_id=UUID(hex=patient),
            practitioner_id=UUID(hex=practitioner),
            type_id=UUID(hex=kind),
            starts=tuple(datetime.fromisoformat(start) for start in starts),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Which of the times were won, and how many were lost with and without other times to take."""

    won: tuple[int, ...]
    lost_with_alternatives: int
    lost_without: int


def run(race: Race, scheduling: Scheduling, seed: int) -> Outcome:
    """Try to book every slot, in an order of one's own."""
    order = list(range(len(race.starts)))
    random.Random(seed).shuffle(order)
    won: list[int] = []
    lost = {True: 0, False: 0}
    for index in order:
        start = race.starts[index]
        request = BookingRequest(
            patient_id=race.patient_id,
            practitioner_id=race.practitioner_id,
            type_id=race.type_id,
            starts_at=start,
            minutes=MINUTES,
        )
        try:
            scheduling.book(request)
        except SlotTaken as refusal:
            lost[all(slot.starts_at != start for slot in refusal.alternatives) and bool(refusal.alternatives)] += 1
        else:
            won.append(index)
    return Outcome(won=tuple(won), lost_with_alternatives=lost[True], lost_without=lost[False])


def main(arguments: Sequence[str]) -> None:
    folder, seed, race = Path(arguments[0]), int(arguments[1]), Race.heard(sys.stdin.readline())
    with an_empty_database(folder, Clock()) as database:
        desk = SignIn(database, cost=COST).authenticate("rlopez", PASSWORD)
        outcome = run(race, desk.scheduling, seed)
    sys.stdout.write(json.dumps([outcome.won, outcome.lost_with_alternatives, outcome.lost_without]))


def grid(first: datetime, days: int, per_day: int) -> tuple[datetime, ...]:
    """Slots one after the other, on days one after the other."""
    return tuple(
        first + timedelta(days=day, minutes=MINUTES * index) for day in range(days) for index in range(per_day)
    )


if __name__ == "__main__":
    main(sys.argv[1:])
