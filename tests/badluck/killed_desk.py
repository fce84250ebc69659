"""A desk that is killed at moments drawn by lot while two people book at it; run as a program.

    python -m tests.badluck.killed_desk DIR TIMES SEED

Each time a process is born, opens the clinic, books in two threads, says which bookings were acknowledged, and dies by
SIGKILL. The next one finds what it left, and before that the file is opened and looked through. What came of it is told
as JSON.
"""

import json
import os
import random
import select
import signal
import sys
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment, BookingRequest
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.storage.verification import verify
from tests.builders import COST, Clock, SmallClinic, a_small_clinic, an_empty_database

MONDAY = datetime(2026, 11, 30, 7, tzinfo=UTC)
MINUTES, PER_DAY = 15, 36
LONGEST_LIFE = 0.25
_DIE_YOUNG = 0.3
"""How many are killed while they start, or soon after."""
_ID_BYTES = 16


def slot(number: int) -> datetime:
    """The number-th quarter of an hour in which the clinic is open."""
    day, quarter = divmod(number, PER_DAY)
    return MONDAY + timedelta(days=day // 5 * 7 + day % 5, minutes=MINUTES * quarter)


def live(folder: Path, first: int, told: int) -> None:
    """Book until killed, from that slot on; each acknowledged booking's id goes into the pipe."""
    with an_empty_database(folder, Clock()) as database:
        clinic = SmallClinic(database=database, clock=Clock(), sign_in=SignIn(database, cost=COST))
        scheduling = clinic.as_receptionist().scheduling

        def book_with(practitioner: Practitioner) -> None:
            for number in range(first, first + 5_000):
                request = BookingRequest(
                    patient_id=clinic.novak.id if practitioner is clinic.okafor else clinic.kim.id,
                    practitioner_id=practitioner.id,
                    type_id=clinic.consultation.id,
                    starts_at=slot(number),
                    minutes=MINUTES,
                )
                os.write(told, scheduling.book(request).id.bytes)

        threads = [threading.Thread(target=book_with, args=(each,)) for each in (clinic.okafor, clinic.fischer)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def life_and_death(folder: Path, first: int, seconds: float, *, is_counted_from_birth: bool) -> list[UUID]:
    """What a desk acknowledged before it was killed, so long after its birth or after its first booking."""
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            live(folder, first, told)
        finally:
            os._exit(1)  # it is meant to be killed
    os.close(told)
    said = b"" if is_counted_from_birth else os.read(heard, _ID_BYTES)
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([heard], [], [], left)[0]:
            said += os.read(heard, 4096)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the desk ended by itself"
    while more := os.read(heard, 4096):
        said += more
    os.close(heard)
    return [UUID(bytes=said[at : at + _ID_BYTES]) for at in range(0, len(said), _ID_BYTES)]


def main(arguments: Sequence[str]) -> None:
    folder, times, draw = Path(arguments[0]), int(arguments[1]), random.Random(int(arguments[2]))
    with a_small_clinic(folder):
        pass
    acknowledged: set[UUID] = set()
    deaths_while_booking = first = 0
    for number in range(times):
        is_young = draw.random() < _DIE_YOUNG
        life = life_and_death(folder, first, draw.uniform(0.0, LONGEST_LIFE), is_counted_from_birth=is_young)
        acknowledged |= set(life)
        deaths_while_booking += bool(life)
        with an_empty_database(folder, Clock()) as database, database.reading() as reading:
            appointments = reading.where(Appointment)
            assert acknowledged <= {each.id for each in appointments}, f"lost after death {number}"
            assert database.lost is None, f"said to be lost after death {number}"
            assert reading.ask("PRAGMA integrity_check").fetchall() == [("ok",)], f"not sound after death {number}"
            found = verify(reading, database.key)
            assert found.first_fault is None, f"after death {number}: {found.first_fault}"
            assert len(appointments) - len(acknowledged) <= 2 * (number + 1)  # stored, and killed before saying so
        first = max((index_of(each) for each in appointments), default=-1) + 1
    told = {"deaths while booking": deaths_while_booking, "bookings": len(acknowledged)}
    sys.stdout.write(json.dumps(told))


def index_of(appointment: Appointment) -> int:
    """Which slot it has."""
    days, rest = divmod(appointment.starts_at - MONDAY, timedelta(days=1))
    return (days // 7 * 5 + days % 7) * PER_DAY + rest // timedelta(minutes=MINUTES)


if __name__ == "__main__":
    main(sys.argv[1:])
