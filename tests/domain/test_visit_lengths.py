"""How long visits really take, and when whoever waits will be called."""

from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.appointments import BookingSource
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.visit_lengths import AS_BOOKED, LEAST_VISITS, VisitLengths, lengths_from, median_minutes
from clinic_desktop.domain.waiting_room import DoctorsLine, doctors_line

from .test_waiting_room import OKAFOR, a_line, minute

CONSULTATION = UUID(int=8)
people = st.lists(st.tuples(st.integers(-60, 60), st.integers(-60, 40), st.booleans()), max_size=6)
lengths = st.none() | st.integers(1, 180)


def taking(minutes: int | None) -> VisitLengths:
    return AS_BOOKED if minutes is None else VisitLengths(minutes={(OKAFOR, CONSULTATION): minutes})


def a_queue(people: list[tuple[int, int, bool]]) -> list[AppointmentLine]:
    """Of each: the appointment's time, the arrival, and whether they walked in."""
    return [
        a_line(str(number), starts=starts, arrived=came, source=BookingSource.WALK_IN if walks else BookingSource.DESK)
        for number, (starts, came, walks) in enumerate(people)
    ]


def forecast(line: DoctorsLine) -> list[int]:
    return [round((place.expected_at - minute(0)).total_seconds() / 60) for _, place in line.places()]


def test_fewer_than_five_visits_say_nothing() -> None:
    assert median_minutes({20: LEAST_VISITS - 1}) is None
    assert median_minutes({20: LEAST_VISITS}) == 20


def test_half_of_the_visits_took_no_longer_than_the_median() -> None:
    assert median_minutes({10: 2, 12: 1, 40: 2}) == 12
    assert median_minutes({10: 3, 40: 3}) == 10
    assert median_minutes({0: 9}) == 1


def test_each_type_has_its_own_history() -> None:
    short, long, rare = UUID(int=1), UUID(int=2), UUID(int=3)

    found = lengths_from([(short, 10, 3), (long, 50, 5), (short, 14, 2), (rare, 9, 4)])

    assert found == {short: 10, long: 50}


@given(st.dictionaries(st.integers(0, 400), st.integers(1, 20), min_size=1))
def test_the_median_lies_between_the_shortest_and_the_longest(counts: dict[int, int]) -> None:
    found = median_minutes(counts)

    if found is None:
        assert sum(counts.values()) < LEAST_VISITS
    else:
        assert max(1, min(counts)) <= found <= max(1, *counts)
        assert 2 * sum(count for minutes, count in counts.items() if minutes <= found) >= sum(counts.values())


def test_who_waits_is_told_from_how_long_the_doctor_really_takes() -> None:
    inside = a_line("Inside", starts=0, went_in=0)
    first, second = a_line("First", starts=20, arrived=5), a_line("Second", starts=40, arrived=6)
    booked = doctors_line(OKAFOR, [inside, first, second], minute(10))
    told = doctors_line(OKAFOR, [inside, first, second], minute(10), taking(32))

    assert forecast(booked) == [20, 40]
    assert forecast(told) == [32, 64]
    assert (told.minutes_late, told.free_at) == (booked.minutes_late, booked.free_at)


def test_a_quick_doctor_calls_nobody_with_an_appointment_before_their_time() -> None:
    inside = a_line("Inside", starts=0, went_in=0)
    booked, walk_in = a_line("Booked", starts=20, arrived=5), a_line("Walk-in", arrived=9, source=BookingSource.WALK_IN)

    told = doctors_line(OKAFOR, [inside, booked, walk_in], minute(10), taking(10))

    assert forecast(told) == [10, 20]


def test_a_visit_that_lasts_longer_than_ever_is_over_at_any_moment() -> None:
    inside, waiting = a_line("Inside", starts=0, went_in=0), a_line("Waiting", starts=20, arrived=5)

    assert forecast(doctors_line(OKAFOR, [inside, waiting], minute(90), taking(25))) == [90]


@given(people, lengths, st.integers(0, 60), st.booleans())
def test_the_order_never_changes_by_how_long_visits_take(
    people: list[tuple[int, int, bool]], minutes: int | None, now: int, is_busy: bool
) -> None:
    lines = a_queue(people) + ([a_line("Inside", starts=-30, went_in=-20)] if is_busy else [])

    booked = doctors_line(OKAFOR, lines, minute(now))
    told = doctors_line(OKAFOR, lines, minute(now), taking(minutes))

    assert told.waiting == booked.waiting
    assert [(id_, place.number) for id_, place in told.places()] == [
        (id_, place.number) for id_, place in booked.places()
    ]
    assert told.minutes_late == booked.minutes_late


@given(people, lengths, st.integers(0, 60))
def test_nobody_is_called_before_now_or_before_whoever_is_ahead_of_them(
    people: list[tuple[int, int, bool]], minutes: int | None, now: int
) -> None:
    told = forecast(doctors_line(OKAFOR, a_queue(people), minute(now), taking(minutes)))

    assert told == sorted(told)
    assert all(at >= now for at in told)


@given(people, st.integers(1, 120), st.integers(0, 60), st.integers(0, 60))
def test_longer_visits_and_a_later_clock_call_nobody_earlier(
    people: list[tuple[int, int, bool]], minutes: int, more: int, now: int
) -> None:
    lines = [*a_queue(people), a_line("Inside", starts=-30, went_in=-20)]

    told = forecast(doctors_line(OKAFOR, lines, minute(now), taking(minutes)))
    longer = forecast(doctors_line(OKAFOR, lines, minute(now), taking(minutes + more)))
    later = forecast(doctors_line(OKAFOR, lines, minute(now) + timedelta(minutes=more), taking(minutes)))

    assert all(after >= before for before, after in zip(told, longer, strict=True))
    assert all(after >= before for before, after in zip(told, later, strict=True))


@given(people, lengths, st.integers(0, 60), st.integers(0, 59))
def test_what_is_said_is_a_full_five_minutes_and_never_before_the_forecast(
    people: list[tuple[int, int, bool]], minutes: int | None, now: int, second: int
) -> None:
    line = doctors_line(OKAFOR, a_queue(people), minute(now) + timedelta(seconds=second), taking(minutes))

    for _, place in line.places():
        assert place.about.minute % 5 == 0
        assert timedelta() <= place.about - place.expected_at < timedelta(minutes=5)
