"""What is read of some people's days tells all that takes time in them, through nights and midnights."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.free_days import blocked_by, day_in_figures, in_figures
from clinic_desktop.services.free_memory import FreeMemory
from clinic_desktop.services.free_reading import read_taken
from clinic_desktop.storage.actor import PROGRAM
from tests.builders import SmallClinic, a_small_clinic

from .asking import TODAY, at

DAYS = 12
_BUFFER = 120


@pytest.fixture(scope="module")
def nights() -> Iterator[SmallClinic]:
    """Appointments of all lengths, at all hours of many days, one over the other, with and without buffers."""
    with TemporaryDirectory() as folder, a_small_clinic(Path(folder) / "clinic") as clinic:
        with clinic.database.transaction(PROGRAM, "test") as transaction:
            for number in range(150):
                starts = at(clinic, "00:00", TODAY) + timedelta(minutes=115 * number)
                appointment = clinic.an_appointment(
                    starts,
                    minutes=(15, 115, 240, 1440, 60)[number % 5],
                    practitioner_id=(clinic.okafor, clinic.fischer)[number % 2].id,
                    buffer_before=(0, 0, 30, 120)[number % 4],
                    buffer_after=(0, 120, 0)[number % 3],
                    overbooked_by=clinic.admin.id,
                    status=(AppointmentStatus.BOOKED, AppointmentStatus.CANCELLED)[number % 7 == 6],
                )
                transaction.add(replace(appointment, id=transaction.new_id()))
        yield clinic


def within(day: tuple[int, int], stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of stretches in a day."""
    begins, length = day
    cut = [(max(starts, begins), min(ends, begins + length)) for starts, ends in stretches]
    return [(starts, ends) for starts, ends in cut if starts < ends]


@given(st.sets(st.integers(0, DAYS), min_size=1), st.sets(st.integers(0, DAYS)))
def test_each_day_read_tells_all_that_takes_time_in_it(
    nights: SmallClinic, okafors: set[int], fischers: set[int]
) -> None:
    zone, memory = nights.settings().zone_info, FreeMemory()
    wanted = {nights.okafor.id.bytes: [_day(number) for number in okafors]}
    if fischers:
        wanted[nights.fischer.id.bytes] = [_day(number) for number in fischers]

    with nights.database.reading() as reading:
        read_taken(memory, reading, wanted, zone)
        stored = reading.where(Appointment, status=AppointmentStatus.BOOKED)

    for key, days in wanted.items():
        rows = [
            (in_figures(one.starts_at), in_figures(one.ends_at), one.buffer_before, one.buffer_after)
            for one in stored
            if one.practitioner_id.bytes == key
        ]
        for day in days:
            told = memory.taken[day][key]
            assert told == sorted(told, key=lambda row: row[0])
            for buffer in (0, _BUFFER):
                all_of_it = blocked_by(rows, buffer_before=buffer, buffer_after=buffer)
                of_day = blocked_by(told, buffer_before=buffer, buffer_after=buffer)
                figures = day_in_figures(day, zone)
                assert within(figures, of_day) == within(figures, all_of_it)


def test_days_between_two_that_are_wanted_are_read_with_them(nights: SmallClinic) -> None:
    zone, memory, key = nights.settings().zone_info, FreeMemory(), nights.okafor.id.bytes

    with nights.database.reading() as reading:
        read_taken(memory, reading, {key: [_day(0), _day(3), _day(9)]}, zone)

    assert sorted(memory.taken) == [_day(0), _day(1), _day(2), _day(3), _day(9)]
    assert all(memory.taken[day][key] for day in memory.taken)


def _day(number: int) -> date:
    return TODAY + timedelta(days=number)
