"""Who fits a free time, and who of them comes first."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.availability import Hours
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.gap_fitting import (
    Engagement,
    OpenTimes,
    first_fit,
    freed_by,
    in_order,
    suits_whom,
    touching,
)
from clinic_desktop.domain.queries import DayPart
from clinic_desktop.domain.waiting_list import Gap, Urgency, WaitingEntry, WaitingStatus

from .builders import (
    ANOTHER,
    BERLIN,
    FISCHER,
    OKAFOR,
    TUESDAY,
    a_diary,
    an_appointment,
    between,
    busy,
    every_day,
    on_the_clock,
)
from .waiting_builders import CARDIOLOGY, NOON, times, waits

HELD = UUID(int=77)


def fits(entry: WaitingEntry, open_times: OpenTimes | None = None, **others: object) -> str:
    """The clock time at which an entry would come; empty if it would not. The diary is open from 9 to 17."""
    found = first_fit(entry, open_times or everything(), **others)  # type: ignore[arg-type] # the test says what
    return "" if found is None else f"{wall_time(found.starts_at, BERLIN):%H:%M}"


def everything() -> OpenTimes:
    found = times(a_diary())
    assert found is not None
    return found


def has(starts: str, day: date = TUESDAY) -> Engagement:
    return Engagement(appointment_id=HELD, span=between(starts, f"{int(starts[:2]) + 1:02}:00", day))


def test_whoever_would_come_at_any_time_takes_the_first() -> None:
    assert fits(waits()) == "09:00"


@pytest.mark.parametrize(
    ("wish", "first"),
    [
        ({"part": DayPart.AFTERNOON}, "12:00"),
        ({"earliest": time(10, 20)}, "10:30"),
        ({"latest": time(8, 59)}, ""),
        ({"latest": time(9)}, "09:00"),
        ({"part": DayPart.MORNING, "earliest": time(12)}, ""),
        ({"weekdays": (1,)}, "09:00"),
        ({"weekdays": (0, 2, 3)}, ""),
        ({"first_day": TUESDAY + timedelta(days=1)}, ""),
        ({"last_day": TUESDAY}, "09:00"),
        ({"last_day": TUESDAY - timedelta(days=1)}, ""),
        ({"practitioner_ids": (FISCHER,)}, ""),
        ({"practitioner_ids": (FISCHER, OKAFOR)}, "09:00"),
        ({"department_id": CARDIOLOGY}, "09:00"),
        ({"department_id": UUID(int=8)}, ""),
        ({"department_id": UUID(int=8), "practitioner_ids": (OKAFOR,)}, "09:00"),
        ({"status": WaitingStatus.WITHDRAWN}, ""),
        ({"status": WaitingStatus.BOOKED}, ""),
    ],
)
def test_a_wish_decides_when_somebody_comes(wish: dict[str, object], first: str) -> None:
    assert fits(waits(**wish)) == first  # type: ignore[arg-type] # as above


def test_length_and_buffers_must_fit_into_the_gap() -> None:
    diary = a_diary(busy("09:00", "10:00"), busy("10:40", "17:00"), hours=Hours(patterns=every_day("09:00", "17:00")))

    assert fits(waits(), times(diary, minutes=40)) == "10:00"
    assert times(diary, minutes=45) is None
    assert times(diary, minutes=40, before=5) is None
    assert fits(waits(), times(diary, minutes=30, before=5, after=5)) == "10:05"


def test_a_time_that_is_no_earlier_than_what_they_have_is_no_gain() -> None:
    assert fits(waits(part=DayPart.AFTERNOON), has=has("12:00")) == ""
    assert fits(waits(part=DayPart.AFTERNOON), has=has("14:00")) == "12:00"
    assert fits(waits(), has=has("09:00", TUESDAY - timedelta(days=1))) == ""
    assert fits(waits(), has=has("09:00", TUESDAY + timedelta(days=1))) == "09:00"


def test_nobody_is_in_two_places_at_once() -> None:
    elsewhere = Engagement(appointment_id=ANOTHER, span=between("09:00", "10:10"))

    assert fits(waits(), engaged=[elsewhere]) == "10:15"


def test_what_would_be_given_back_is_in_nobodys_way_and_what_is_kept_is() -> None:
    later = Engagement(appointment_id=HELD, span=between("09:10", "09:40"))

    assert fits(waits(), has=later, engaged=[later]) == "09:00"
    assert fits(waits(keeps_appointment=True), has=later, engaged=[later]) == ""


def test_the_time_that_came_free_is_offered_before_what_lies_around_it() -> None:
    freed = between("14:00", "14:30")

    near = touching(everything(), freed)

    assert near is not None
    assert [f"{wall_time(slot.starts_at, BERLIN):%H:%M}" for slot in near.slots] == ["14:00", "14:15"]


def test_a_long_appointment_may_begin_before_the_time_that_came_free() -> None:
    diary = a_diary(busy("09:00", "13:30"), busy("14:30", "17:00"))
    long = times(diary, minutes=60)

    assert long is not None
    near = touching(long, between("14:00", "14:30"))

    assert near is not None
    assert fits(waits(), near) == "13:30"


def test_urgency_comes_before_waiting_and_waiting_before_everything_else() -> None:
    month, week, day = (NOON - timedelta(days=days) for days in (30, 7, 1))
    patient = waits(1, since=month)
    urgent = waits(2, since=week, urgency=Urgency.URGENT)
    at_once = waits(3, since=day, urgency=Urgency.ASAP)
    lately = waits(4, since=day)

    assert in_order([lately, patient, urgent, at_once]) == [at_once, urgent, patient, lately]


def test_an_entry_lapses_when_its_last_day_is_over() -> None:
    entry = waits(last_day=TUESDAY)

    assert entry.status_on(TUESDAY) is WaitingStatus.WAITING
    assert entry.status_on(TUESDAY + timedelta(days=1)) is WaitingStatus.LAPSED
    assert replace(entry, status=WaitingStatus.BOOKED).status_on(TUESDAY + timedelta(days=1)) is WaitingStatus.BOOKED


def test_a_cancelled_or_moved_appointment_sets_its_time_free() -> None:
    before = an_appointment("10:00", minutes=30)
    whole = (Gap(practitioner_id=OKAFOR, span=between("10:00", "10:30")),)

    assert freed_by(before, replace(before, status=AppointmentStatus.CANCELLED)) == whole
    assert freed_by(before, replace(before, practitioner_id=FISCHER)) == whole
    assert freed_by(before, replace(before, starts_at=on_the_clock("11:00"), ends_at=on_the_clock("11:30"))) == whole


def test_a_move_by_a_little_sets_only_the_rest_free() -> None:
    before = an_appointment("10:00", minutes=30)

    later = replace(before, starts_at=on_the_clock("10:20"), ends_at=on_the_clock("10:50"))
    shorter = replace(before, ends_at=on_the_clock("10:10"))

    assert freed_by(before, later) == (Gap(practitioner_id=OKAFOR, span=between("10:00", "10:20")),)
    assert freed_by(before, shorter) == (Gap(practitioner_id=OKAFOR, span=between("10:10", "10:30")),)
    assert freed_by(before, replace(before, status=AppointmentStatus.ARRIVED)) == ()
    assert freed_by(replace(before, status=AppointmentStatus.CANCELLED), before) == ()


clocks = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 45)))
days = st.dates(TUESDAY - timedelta(days=3), TUESDAY + timedelta(days=3))
wishes = st.fixed_dictionaries(
    {
        "practitioner_ids": st.lists(st.sampled_from((OKAFOR, FISCHER)), max_size=2, unique=True).map(tuple),
        "department_id": st.sampled_from((None, CARDIOLOGY, UUID(int=8))),
        "first_day": st.none() | days,
        "last_day": st.none() | days,
        "weekdays": st.lists(st.integers(0, 6), max_size=4, unique=True).map(tuple),
        "part": st.sampled_from(DayPart),
        "earliest": st.none() | clocks,
        "latest": st.none() | clocks,
        "keeps_appointment": st.booleans(),
    }
)
spans = st.tuples(clocks, st.integers(15, 120)).map(
    lambda drawn: Engagement(
        appointment_id=ANOTHER,
        span=replace(
            between("00:00", "00:15"),
            starts_at=on_the_clock(f"{drawn[0]:%H:%M}"),
            ends_at=on_the_clock(f"{drawn[0]:%H:%M}") + timedelta(minutes=drawn[1]),
        ),
    )
)


@given(wish=wishes, taken=st.lists(spans, max_size=4), engaged=st.lists(spans, max_size=3), later=st.none() | spans)
def test_whatever_is_found_keeps_every_wish_and_is_the_first_that_does(
    wish: dict[str, object], taken: list[Engagement], engaged: list[Engagement], later: Engagement | None
) -> None:
    entry = waits(**wish)  # type: ignore[arg-type] # as above
    held = None if later is None else replace(later, appointment_id=HELD)
    engaged = [*engaged, held] if held is not None else engaged
    open_times = times(a_diary(*(replace(busy("09:00", "09:30"), span=one.span) for one in taken)))
    assume(open_times is not None)
    assert open_times is not None

    def suits(at: int) -> bool:
        slot = open_times.slots[at]
        wall = wall_time(slot.starts_at, BERLIN)
        in_way = [one for one in engaged if entry.keeps_appointment or one.appointment_id != HELD]
        return (
            suits_whom(entry, OKAFOR, CARDIOLOGY)
            and (entry.first_day is None or entry.first_day <= wall.date())
            and (entry.last_day is None or wall.date() <= entry.last_day)
            and (not entry.weekdays or wall.weekday() in entry.weekdays)
            and (entry.part is not DayPart.MORNING or wall.hour < 12)
            and (entry.part is not DayPart.AFTERNOON or wall.hour >= 12)
            and (entry.earliest is None or wall.time() >= entry.earliest)
            and (entry.latest is None or wall.time() <= entry.latest)
            and (held is None or slot.starts_at < held.span.starts_at)
            and not any(slot.starts_at < one.span.ends_at and one.span.starts_at < slot.ends_at for one in in_way)
        )

    expected = next((open_times.slots[at] for at in range(len(open_times.slots)) if suits(at)), None)

    assert first_fit(entry, open_times, has=held, engaged=engaged) == expected


@given(st.lists(st.tuples(st.sampled_from(Urgency), st.integers(0, 500)), max_size=12), st.randoms())
def test_the_order_does_not_depend_on_how_they_were_read(drawn: list[tuple[Urgency, int]], lot: object) -> None:
    entries = [
        waits(number, since=NOON - timedelta(hours=hours), urgency=urgency)
        for number, (urgency, hours) in enumerate(drawn)
    ]
    shuffled = list(entries)
    lot.shuffle(shuffled)  # type: ignore[attr-defined] # a Random

    ordered = in_order(shuffled)

    assert ordered == in_order(entries)
    for one, other in pairwise(ordered):
        assert one.urgency.rank > other.urgency.rank or (
            one.urgency is other.urgency and one.asked_at <= other.asked_at
        )
