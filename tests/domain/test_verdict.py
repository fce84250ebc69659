"""The three verdicts of one rule engine: fits, needs a reason and the right to it, never."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.diary import Busy, Diary
from clinic_desktop.domain.refusals import BookingRefused, InThePast, OutsideHours, PatientBusy, SlotHeld, SlotTaken
from clinic_desktop.domain.verdict import VerdictKind

from .builders import (
    NOVAK,
    a_diary,
    between,
    book,
    busy,
    on_the_clock,
)

EIGHT = on_the_clock("08:00")


def kinds(obstacles: tuple[BookingRefused, ...]) -> list[type[BookingRefused]]:
    return [type(obstacle) for obstacle in obstacles]


def test_free_time_fits_and_has_nothing_to_say() -> None:
    verdict = a_diary(busy("11:00", "12:00")).verdict(busy("10:00", "10:30"), now=EIGHT)

    assert (verdict.kind, verdict.words, verdict.refusal(has_reason=False)) == (VerdictKind.FITS, "", None)


def test_everything_in_the_way_is_told_at_once_in_the_order_one_wants_it() -> None:
    taken, mine = busy("16:30", "17:00"), busy("16:45", "17:15", of=NOVAK)
    diary = a_diary(taken, elsewhere=(mine,))

    verdict = diary.verdict(Busy(span=between("16:30", "17:30")), now=on_the_clock("16:40"))

    assert verdict.kind is VerdictKind.NEVER
    assert kinds(verdict.obstacles) == [InThePast, SlotTaken, PatientBusy, OutsideHours]
    assert verdict.words.startswith("That time is over. 16:30–17:00 is taken.")


def test_a_reason_overcomes_what_can_be_overcome_and_not_the_past() -> None:
    diary = a_diary(busy("10:00", "10:30"))
    wanted = Busy(span=between("10:00", "10:30"))

    assert diary.verdict(wanted, now=EIGHT).refusal(has_reason=True) is None
    assert isinstance(diary.verdict(wanted, now=EIGHT).refusal(has_reason=False), SlotTaken)
    assert isinstance(diary.verdict(wanted, now=on_the_clock("11:00")).refusal(has_reason=True), InThePast)


def test_a_buffer_in_the_way_says_which_minutes_are_kept() -> None:
    diary = a_diary(busy("10:00", "10:30", before=15, after=10))

    before = diary.verdict(Busy(span=between("09:30", "09:50")), now=EIGHT)
    after = diary.verdict(Busy(span=between("10:35", "11:00")), now=EIGHT)

    assert before.words == "10:00–10:30 is taken, and the 15 minutes before it are kept free."
    assert after.words == "10:00–10:30 is taken, and the 10 minutes after it are kept free."


def test_a_hold_names_who_holds_and_until_when() -> None:
    held = replace(busy("10:00", "10:30"), held_by="Rosa Lopez", held_until=on_the_clock("08:05"))

    verdict = a_diary(held).verdict(Busy(span=between("10:00", "10:30")), now=EIGHT)

    assert kinds(verdict.obstacles) == [SlotHeld]
    assert verdict.words == "Held by Rosa Lopez until 08:05."


def test_what_is_booked_comes_before_what_is_held() -> None:
    held = replace(busy("10:00", "10:30"), held_by="Rosa Lopez", held_until=on_the_clock("08:05"))

    verdict = a_diary(held, busy("10:15", "10:45")).verdict(Busy(span=between("10:00", "10:30")), now=EIGHT)

    assert kinds(verdict.obstacles) == [SlotTaken, SlotHeld]


@given(
    taken=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8)), max_size=5),
    starts=st.integers(0, 40),
    length=st.integers(1, 8),
    minutes_past=st.integers(-120, 600),
)
def test_a_booking_is_refused_exactly_when_the_verdict_says_so(
    taken: list[tuple[int, int]], starts: int, length: int, minutes_past: int
) -> None:
    seven = on_the_clock("07:00")

    def span(first: int, many: int) -> Busy:
        begins = seven + timedelta(minutes=15 * first)
        whole = between("07:00", "07:01")
        return Busy(span=replace(whole, starts_at=begins, ends_at=begins + timedelta(minutes=15 * many)))

    diary = a_diary(*(span(*one) for one in taken))
    wanted, now = span(starts, length), seven + timedelta(minutes=minutes_past)

    verdict = diary.verdict(wanted, now=now)

    for reason in ("", "Urgent"):
        assert was_booked(diary, wanted, now, reason) == (verdict.refusal(has_reason=bool(reason)) is None)


def was_booked(diary: Diary, wanted: Busy, now: datetime, reason: str) -> bool:
    minutes = wanted.span.minutes
    try:
        booked = book(diary, wanted.span.starts_at, minutes=minutes, overbook_reason=reason, now=now)
    except BookingRefused:
        return False
    return booked.is_overbooked == (diary.verdict(wanted, now=now).kind is VerdictKind.NEEDS_REASON)
