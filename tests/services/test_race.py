"""The double-booking rule holds in the diary, in the transaction, and in the database itself."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.storage.reading.appointments import day_lines
from tests.builders import SmallClinic

from .asking import TOMORROW, at, book, for_kim
from .racer import Outcome, Race, grid, run

ROOT = Path(__file__).parent.parent.parent
THREADS, PROCESSES = 8, 2


@pytest.mark.slow
def test_ten_desks_race_for_200_slots_and_each_is_given_once(clinic: SmallClinic) -> None:
    race = Race(
        patient_id=clinic.novak.id,
        practitioner_id=clinic.okafor.id,
        type_id=clinic.consultation.id,
        starts=(
            *grid(at(clinic, "08:00", TOMORROW), 3, 36),
            *grid(at(clinic, "08:00", TOMORROW.replace(day=30)), 3, 36),
        )[:200],
    )

    # One after the other: five tries at once on one account count as guesses until the password is known.
    desks = [clinic.as_receptionist().scheduling for _ in range(THREADS)]

    with ExitStack() as stack, ThreadPoolExecutor(THREADS) as pool:
        processes = [stack.enter_context(elsewhere(clinic, race, seed=100 + number)) for number in range(PROCESSES)]
        outcomes = list(pool.map(lambda seed: run(race, desks[seed], seed), range(THREADS)))
        outcomes += [outcome_of(process) for process in processes]

    assert len(race.starts) == 200
    won = [index for outcome in outcomes for index in outcome.won]
    assert sorted(won) == list(range(200))
    assert sum(outcome.lost_with_alternatives for outcome in outcomes) == 200 * (THREADS + PROCESSES - 1)
    assert not any(outcome.lost_without for outcome in outcomes)
    whole = Span(starts_at=race.starts[0], ends_at=race.starts[-1])
    with clinic.database.reading() as reading:
        lines = day_lines(reading, whole, {clinic.okafor.id: "Dr Okafor"})
    assert len({line.starts_at for line in lines}) == len(lines) == 199


def elsewhere(clinic: SmallClinic, race: Race, *, seed: int) -> "subprocess.Popen[str]":
    """A desk in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.services.racer", str(clinic.database.folder), str(seed)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    process.stdin.write(race.said() + "\n")
    process.stdin.flush()
    return process


def outcome_of(process: "subprocess.Popen[str]") -> Outcome:
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    won, with_alternatives, without = json.loads(said)
    return Outcome(won=tuple(won), lost_with_alternatives=with_alternatives, lost_without=without)


def test_the_database_itself_refuses_what_goes_around_the_diary(clinic: SmallClinic) -> None:
    appointment = book(clinic, "10:00")

    with pytest.raises(SlotTaken):
        clinic.store(clinic.an_appointment(appointment.starts_at, patient_id=clinic.kim.id))

    deliberate = clinic.an_appointment(
        appointment.starts_at, patient_id=clinic.kim.id, overbooked_by=clinic.admin.id, overbook_reason="Emergency"
    )
    assert clinic.store(deliberate).is_overbooked


def test_the_service_refuses_what_the_database_would_let_pass(clinic: SmallClinic) -> None:
    over = clinic.an_appointment(
        at(clinic, "10:00"), overbooked_by=clinic.admin.id, overbook_reason="Emergency", buffer_after=15
    )
    clinic.store(over)

    with pytest.raises(SlotTaken):
        book(clinic, "10:30", **for_kim(clinic))
