"""What is read of some people's days tells all that takes time in them, through nights and midnights."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.free_days import MINUTE, blocked_by, day_in_figures, in_figures, longest_free
from clinic_desktop.services.free_memory import FreeMemory
from clinic_desktop.services.free_reading import read_taken, weigh
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


@pytest.fixture(scope="module")
def days() -> Iterator[SmallClinic]:
    """Booked one after the other with gaps, as the rules have it; some over others, some called off."""
    with TemporaryDirectory() as folder, a_small_clinic(Path(folder) / "clinic") as clinic:
        with clinic.database.transaction(PROGRAM, "test") as transaction:
            for number in range(180):
                starts = at(clinic, "00:00", TODAY) + timedelta(minutes=110 * number)
                appointment = clinic.an_appointment(starts, minutes=(15, 45, 100, 110)[number % 4])
                by = clinic.admin.id if number % 5 == 4 else None
                status = (AppointmentStatus.BOOKED, AppointmentStatus.CANCELLED)[number % 7 == 6]
                transaction.add(replace(appointment, id=transaction.new_id(), status=status, overbooked_by=by))
                if by is not None:
                    transaction.add(replace(appointment, id=transaction.new_id(), overbooked_by=by))
            for clock, minutes in (("08:00", 60), ("09:00", 60), ("10:30", 30)):
                starts = at(clinic, clock, TODAY)
                appointment = clinic.an_appointment(starts, minutes=minutes, practitioner_id=clinic.fischer.id)
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


@given(st.integers(1, 26 * 60), st.sets(st.integers(0, DAYS), min_size=1), st.booleans())
def test_no_stretch_is_free_that_is_longer_than_what_was_weighed(
    days: SmallClinic, minutes: int, numbers: set[int], is_night: bool
) -> None:
    zone, memory, key = days.settings().zone_info, FreeMemory(), days.okafor.id.bytes
    wanted = [(key, _day(number), _windows(_day(number), zone, is_night=is_night)) for number in sorted(numbers)]

    with days.database.reading() as reading:
        weigh(memory, reading, wanted, minutes * MINUTE)
        read_taken(memory, reading, {key: [_day(number) for number in range(DAYS + 2)]}, zone)

    for _, day, windows in wanted:
        taken = sorted({*memory.taken[day][key], *memory.taken[day + timedelta(days=1)][key]})
        assert longest_free(windows, taken) <= memory.longest[day][key]


def test_a_window_full_of_appointments_has_no_room_by_its_weight(days: SmallClinic) -> None:
    zone, memory, key = days.settings().zone_info, FreeMemory(), days.fischer.id.bytes
    begins = day_in_figures(TODAY, zone)[0]
    full, with_a_gap = (begins + 480 * MINUTE, begins + 600 * MINUTE), (begins + 600 * MINUTE, begins + 720 * MINUTE)

    with days.database.reading() as reading:
        weigh(memory, reading, [(key, TODAY, [(full[0], full[1], full[1])])], MINUTE)
        assert memory.longest[TODAY][key] == 0
        weigh(memory, reading, [(key, TODAY, [(with_a_gap[0], with_a_gap[1], with_a_gap[1])])], MINUTE)

    assert memory.longest[TODAY][key] == 90 * MINUTE


def _windows(day: date, zone: ZoneInfo, *, is_night: bool) -> list[tuple[int, int, int]]:
    begins, length = day_in_figures(day, zone)
    if is_night:
        return [(begins + 20 * 60 * MINUTE, begins + length, begins + length + 6 * 60 * MINUTE)]
    return [
        (begins + first * 60 * MINUTE, begins + last * 60 * MINUTE, begins + last * 60 * MINUTE)
        for first, last in ((8, 12), (13, 18))
    ]
