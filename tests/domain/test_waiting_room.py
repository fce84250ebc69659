"""Whose turn it is, what a clock says, and which column a card may go to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.appointments import AppointmentStatus, BookingSource, Confirmation
from clinic_desktop.domain.clinic import Policies
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.sheets import AppointmentLine, DayColumn
from clinic_desktop.domain.waiting_room import (
    BoardColumn,
    ClockKind,
    Urgency,
    clock_of,
    column_before,
    column_of,
    doctors_line,
    due_at,
    first_free,
    is_day_over,
    step_to,
    turn,
    unfinished,
    untouched,
    waiting_since,
)

OKAFOR, FISCHER = UUID(int=1), UUID(int=2)
TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
POLICIES = Policies()
S = AppointmentStatus


def minute(number: int) -> datetime:
    """So many minutes after ten."""
    return TEN + timedelta(minutes=number)


def a_line(name: str = "Peter Novak", starts: int = 0, **fields: object) -> AppointmentLine:
    """Booked at Dr Okafor's, for twenty minutes; `starts`, `arrived`, `went_in` are minutes after ten."""
    arrived, went_in = fields.pop("arrived", None), fields.pop("went_in", None)
    whole = {
        "id": uuid5(UUID(int=0), name), "version": 1, "patient_id": UUID(int=9), "patient_name": name, "mrn": "",
        "practitioner_id": OKAFOR, "practitioner_name": "Dr Amara Okafor", "type_id": UUID(int=8),
        "type_name": "Consultation", "starts_at": minute(starts), "ends_at": minute(starts + 20), "status": S.BOOKED,
        "confirmation": Confirmation.NONE, "reason": "", "room": "", "alerts": (), "buffer_before": 0,
        "buffer_after": 0, "arrived_at": None, "in_room_at": None, "done_at": None, "is_overbooked": False,
        "asked_to_arrive_at": None, "ticket": None, "series_id": None, "source": BookingSource.PHONE,
        "has_note": False,
    }  # fmt: skip
    if isinstance(arrived, int):
        whole |= {"status": S.ARRIVED, "arrived_at": minute(arrived)}
    if isinstance(went_in, int):
        whole |= {"status": S.IN_ROOM, "in_room_at": minute(went_in)}
    return AppointmentLine(**(whole | fields))  # type: ignore[arg-type] # the test says what is other


def called(*lines: AppointmentLine, at: int = 30) -> list[str]:
    return [line.patient_name for line in doctors_line(OKAFOR, lines, minute(at)).waiting]


def test_who_comes_early_waits_for_the_appointments_time() -> None:
    early = a_line("Early", starts=20, arrived=-30)
    punctual = a_line("Punctual", starts=0, arrived=0)

    assert called(early, punctual) == ["Punctual", "Early"]


def test_who_comes_late_has_lost_the_place() -> None:
    late = a_line("Late", starts=0, arrived=25)
    punctual = a_line("Punctual", starts=20, arrived=10)

    assert called(late, punctual) == ["Punctual", "Late"]


def test_a_walk_in_stands_behind_the_appointment_of_that_time() -> None:
    walk_in = a_line("Walk-in", starts=20, arrived=20, source=BookingSource.WALK_IN)
    booked = a_line("Booked", starts=20, arrived=5)
    later = a_line("Later", starts=40, arrived=5)

    assert called(later, walk_in, booked) == ["Booked", "Walk-in", "Later"]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(-30, 90), st.booleans()), max_size=5))
def test_the_order_is_the_same_however_they_are_listed_and_nobody_gains_by_coming_later(
    people: list[tuple[int, int, bool]],
) -> None:
    lines = [
        a_line(str(number), starts=starts, arrived=came, source=BookingSource.WALK_IN if walks else BookingSource.DESK)
        for number, (starts, came, walks) in enumerate(people)
    ]

    orders = {tuple(called(*order)) for order in permutations(lines)}

    assert len(orders) == 1
    for line in lines:
        assert line.arrived_at is not None
        assert turn(replace(line, arrived_at=line.arrived_at + timedelta(minutes=1))) >= turn(line)


def test_the_forecast_counts_who_is_in_the_room_and_who_is_before() -> None:
    inside = a_line("Inside", starts=0, went_in=10)
    first, second = a_line("First", starts=20, arrived=5), a_line("Second", starts=90, arrived=6)

    line = doctors_line(OKAFOR, [second, inside, first], minute(15))
    places = dict(line.places())

    assert line.in_room == inside
    assert (places[first.id].number, places[first.id].expected_at) == (1, minute(30))
    assert (places[second.id].number, places[second.id].expected_at) == (2, minute(90))
    assert line.minutes_late == 10


def test_a_doctor_without_anyone_waiting_is_late_by_what_the_consultation_takes_too_long() -> None:
    inside = a_line(starts=0, went_in=5)

    assert doctors_line(OKAFOR, [inside], minute(10)).minutes_late == 5
    assert doctors_line(OKAFOR, [inside], minute(40)).minutes_late == 20
    assert doctors_line(OKAFOR, [], minute(40)).minutes_late == 0
    assert doctors_line(FISCHER, [inside], minute(40)).in_room is None


def test_the_first_free_doctor_is_one_with_free_time_and_then_the_one_with_the_shortest_line() -> None:
    busy = doctors_line(OKAFOR, [a_line(starts=0, arrived=0)], minute(0))
    idle = doctors_line(FISCHER, [], minute(0))

    assert first_free([(busy, False), (idle, False)]) == FISCHER
    assert first_free([(busy, True), (idle, False)]) == OKAFOR
    assert first_free([]) is None


def test_the_wait_counts_from_the_arrival_or_the_asked_time_if_that_is_later() -> None:
    assert waiting_since(a_line(starts=30, arrived=5)) == minute(5)
    assert waiting_since(a_line(starts=30, arrived=5, asked_to_arrive_at=minute(15))) == minute(15)
    assert waiting_since(a_line(starts=30, arrived=18, asked_to_arrive_at=minute(15))) == minute(18)
    assert waiting_since(a_line()) is None
    assert due_at(a_line(starts=30, asked_to_arrive_at=minute(15))) == minute(15)


def test_a_wait_is_minded_and_then_too_long_but_not_before_the_patient_was_to_be_here() -> None:
    line = a_line(starts=15, arrived=0)

    clocks = [clock_of(line, minute(at), POLICIES) for at in (9, 14, 16, 20)]

    assert [clock.minutes for clock in clocks if clock] == [9, 14, 16, 20]
    assert [clock.urgency for clock in clocks if clock] == [Urgency.CALM, Urgency.CALM, Urgency.MIND, Urgency.OVER]


def test_a_patient_is_late_after_the_agreed_minutes() -> None:
    assert clock_of(a_line(starts=0), minute(2), POLICIES) is None
    late = clock_of(a_line(starts=0), minute(4), POLICIES)
    asked = clock_of(a_line(starts=30, asked_to_arrive_at=minute(0)), minute(4), POLICIES)

    assert late is not None
    assert (late.kind, late.minutes, late.urgency) == (ClockKind.LATE, 4, Urgency.MIND)
    assert asked == late


def test_a_consultation_runs_over_its_length() -> None:
    line = a_line(starts=0, went_in=0)

    calm, over = clock_of(line, minute(20), POLICIES), clock_of(line, minute(24), POLICIES)

    assert calm is not None
    assert over is not None
    assert (calm.minutes, calm.of_minutes, calm.urgency) == (20, 20, Urgency.CALM)
    assert (over.minutes, over.of_minutes, over.urgency) == (24, 20, Urgency.OVER)


def test_a_card_goes_where_its_status_allows_and_nowhere_else() -> None:
    allowed = {(status, column): step_to(status, column) for status in S for column in BoardColumn}

    assert {key: step for key, step in allowed.items() if step} == {
        (S.BOOKED, BoardColumn.ARRIVED): S.ARRIVED,
        (S.BOOKED, BoardColumn.NOT_COMING): S.NOSHOW,
        (S.ARRIVED, BoardColumn.IN_CONSULTATION): S.IN_ROOM,
        (S.IN_ROOM, BoardColumn.DONE): S.FULFILLED,
        (S.NOSHOW, BoardColumn.ARRIVED): S.ARRIVED,
    }
    assert column_of(S.ENTERED_IN_ERROR) is None


def test_a_card_goes_back_where_it_came_from() -> None:
    walk_in = a_line(arrived=0, source=BookingSource.WALK_IN)

    assert column_before(a_line()) is None
    assert column_before(a_line(arrived=0)) is BoardColumn.EXPECTED
    assert column_before(walk_in) is None
    assert column_before(a_line(went_in=0)) is BoardColumn.ARRIVED
    assert column_before(a_line(went_in=0, status=S.FULFILLED)) is BoardColumn.IN_CONSULTATION
    assert column_before(a_line(status=S.NOSHOW)) is BoardColumn.EXPECTED


def test_what_a_day_leaves_open() -> None:
    missed, to_come = a_line("Missed", starts=0), a_line("To come", starts=60)
    here, gone = a_line("Here", starts=0, arrived=0), a_line("Gone", starts=0, status=S.FULFILLED)
    lines = [missed, to_come, here, gone]

    assert untouched(lines, minute(30)) == [missed]
    assert unfinished(lines, minute(30)) == [here]


def test_a_day_is_over_when_the_last_doctors_hours_are() -> None:
    def column(ends: int) -> DayColumn:
        span = Span(starts_at=TEN, ends_at=minute(ends))
        return DayColumn(
            practitioner_id=OKAFOR, practitioner_name="", department_name="", room="", colour="", open_time=(span,)
        )

    assert not is_day_over([column(60), column(90)], minute(70))
    assert is_day_over([column(60), column(90)], minute(90))
    assert not is_day_over([], minute(90))
