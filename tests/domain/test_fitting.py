"""What a drag says about a time, held against what the diary would say."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.availability import ExceptionKind, Hours
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.diary import Busy
from clinic_desktop.domain.fitting import DayRoom, Fit, Verdict
from clinic_desktop.domain.sheets import Block, HeldTime

from .builders import ANOTHER, BERLIN, LONG_BEFORE, OKAFOR, TUESDAY, a_diary, between, busy, every_day, exception

MINE = UUID(int=61)
OPEN = (between("09:00", "12:00"), between("13:00", "17:00"))


def wanted(starts: str, ends: str, *, before: int = 0, after: int = 0) -> Busy:
    return busy(starts, ends, before=before, after=after, of=MINE)


def a_block(starts: str, ends: str, reason: str = "Team meeting") -> Block:
    span = between(starts, ends)
    return Block(exception_id=UUID(int=101), starts_at=span.starts_at, ends_at=span.ends_at, reason=reason)


def a_hold(starts: str, ends: str, *, is_own: bool = False) -> HeldTime:
    span = between(starts, ends)
    return HeldTime(
        hold_id=UUID(int=7),
        practitioner_id=OKAFOR,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        until=LONG_BEFORE + timedelta(minutes=5),
        holder_name="Rosa Lopez",
        is_own=is_own,
    )


def verdict(room: DayRoom, busy: Busy, **known: object) -> Verdict:
    return room.verdict(busy, **({"now": LONG_BEFORE} | known))  # type: ignore[arg-type] # the test says what is other


def test_free_open_time_fits() -> None:
    assert verdict(DayRoom(open_time=OPEN), wanted("09:00", "12:00")) == Verdict(fit=Fit.FITS)


@pytest.mark.parametrize(("starts", "ends"), [("08:45", "09:15"), ("11:45", "13:15"), ("18:00", "18:30")])
def test_time_outside_the_hours_does_not_fit(starts: str, ends: str) -> None:
    assert verdict(DayRoom(open_time=OPEN), wanted(starts, ends)).fit is Fit.CLOSED


def test_a_block_is_named() -> None:
    room = DayRoom(open_time=OPEN, blocks=(a_block("12:00", "13:00"),))

    assert verdict(room, wanted("11:30", "12:30")) == Verdict(fit=Fit.BLOCKED, what="Team meeting")


def test_what_another_desk_holds_is_told_with_its_name_until_it_lapses() -> None:
    room = DayRoom(open_time=OPEN, holds=(a_hold("10:00", "10:30"),))

    assert verdict(room, wanted("10:15", "10:45")) == Verdict(fit=Fit.HELD, what="Rosa Lopez")
    assert verdict(room, wanted("10:15", "10:45"), now=LONG_BEFORE + timedelta(minutes=5)).fit is Fit.FITS


def test_what_this_desk_holds_itself_is_in_nobodys_way() -> None:
    room = DayRoom(open_time=OPEN, holds=(a_hold("10:00", "10:30", is_own=True),))

    assert verdict(room, wanted("10:15", "10:45")).fit is Fit.FITS


def test_an_appointment_steps_aside_for_itself_and_for_its_patients_others_only() -> None:
    room = DayRoom(open_time=OPEN, taken=(wanted("09:00", "09:30"),))
    elsewhere = (busy("11:00", "11:30"), wanted("09:00", "09:30"))

    assert verdict(room, wanted("09:15", "09:45")).fit is Fit.FITS
    assert verdict(room, wanted("11:15", "11:45"), elsewhere=elsewhere).fit is Fit.PATIENT_BUSY
    assert verdict(room, wanted("09:00", "09:45"), elsewhere=elsewhere).fit is Fit.FITS


def test_it_may_be_shortened_where_it_stands_though_it_was_booked_over_others() -> None:
    room = DayRoom(open_time=(), taken=(busy("10:00", "10:30"),))

    assert verdict(room, wanted("10:00", "10:15"), standing=between("10:00", "10:30")).fit is Fit.FITS
    assert verdict(room, wanted("10:00", "10:45"), standing=between("10:00", "10:30")).fit is Fit.TAKEN


def test_only_a_new_start_must_lie_ahead() -> None:
    room, standing = DayRoom(open_time=OPEN), between("10:00", "10:30")
    begins = standing.starts_at
    now = between("10:20", "10:21").starts_at

    assert verdict(room, wanted("10:00", "11:00"), now=now, begins=begins, standing=standing).fit is Fit.FITS
    assert verdict(room, wanted("10:00", "10:30"), now=now, begins=begins).fit is Fit.FITS
    assert verdict(room, wanted("10:15", "10:45"), now=now, begins=begins, standing=standing).fit is Fit.PAST
    assert verdict(room, wanted("10:20", "10:50"), now=now, standing=standing).fit is Fit.FITS


_MINUTE = st.integers(0, 12 * 12).map(lambda fives: 7 * 60 + 5 * fives)
_BUFFERS = st.sampled_from((0, 0, 5, 10))


@st.composite
def _some_busy(draw: st.DrawFn, of: UUID = ANOTHER) -> Busy:
    starts_at = between("00:00", "00:01").starts_at + timedelta(minutes=draw(_MINUTE))
    ends_at = starts_at + timedelta(minutes=5 * draw(st.integers(1, 18)))
    return Busy(
        span=Span(starts_at=starts_at, ends_at=ends_at),
        buffer_before=draw(_BUFFERS),
        buffer_after=draw(_BUFFERS),
        appointment_id=of,
    )


@given(asked=_some_busy(MINE), taken=st.lists(_some_busy(), max_size=6), elsewhere=st.lists(_some_busy(), max_size=3))
def test_what_a_drag_says_is_what_the_diary_decides(asked: Busy, taken: list[Busy], elsewhere: list[Busy]) -> None:
    meeting = exception(ExceptionKind.REMOVES, "12:00", "13:00", reason="Team meeting")
    hours = Hours(patterns=every_day("09:00", "17:00"), exceptions=(meeting,))
    diary = a_diary(*taken, hours=hours, elsewhere=tuple(elsewhere))
    room = DayRoom(open_time=hours.open_time(TUESDAY, BERLIN), taken=tuple(taken), blocks=(a_block("12:00", "13:00"),))

    said = room.verdict(asked, now=LONG_BEFORE, elsewhere=elsewhere)

    obstacle = diary.obstacle(asked)
    assert (said.fit is Fit.FITS) is (obstacle is None)
    if said.fit is Fit.BLOCKED:
        assert obstacle is not None
        assert "Team meeting" in obstacle.sentence
