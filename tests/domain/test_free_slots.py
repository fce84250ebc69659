"""Free times: never in the way of anything, and none kept back."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.availability import Hours
from clinic_desktop.domain.clinic_time import Span, nearest_instant, wall_time
from clinic_desktop.domain.diary import Busy, Diary, busy_of
from clinic_desktop.domain.free_days import MINUTE, blocked_by, longest_free, starts_within
from clinic_desktop.domain.refusals import BookingRefused
from clinic_desktop.domain.sheets import Slot

from .builders import BERLIN, LONG_BEFORE, OKAFOR, TUESDAY, a_diary, a_type, book, busy, every_day, on_the_clock, weekly
from .test_availability import clock_pairs
from .test_clinic_time import ZONES


def starts_of(diary: Diary, *, minutes: int = 30, step: int = 30, before: int = 0, after: int = 0) -> list[str]:
    slots = diary.free_slots(
        [TUESDAY], minutes=minutes, step=step, not_before=LONG_BEFORE, buffer_before=before, buffer_after=after
    )
    return [f"{wall_time(slot.starts_at, BERLIN):%H:%M}" for slot in slots]


def test_an_empty_morning_is_offered_on_the_grid() -> None:
    diary = a_diary(hours=Hours(patterns=(weekly("09:00", "10:30"),)))

    assert starts_of(diary) == ["09:00", "09:30", "10:00"]
    assert starts_of(diary, minutes=45) == ["09:00", "09:30"]


def test_a_time_is_also_offered_where_the_one_before_ends() -> None:
    diary = a_diary(busy("09:00", "09:20"), hours=Hours(patterns=(weekly("09:00", "10:30"),)))

    assert starts_of(diary) == ["09:20", "09:30", "10:00"]


def test_buffers_are_kept_free_and_may_be_shared() -> None:
    diary = a_diary(busy("09:30", "10:00", before=5, after=10), hours=Hours(patterns=(weekly("08:00", "11:00"),)))

    assert starts_of(diary) == ["08:00", "08:30", "10:10", "10:30"]
    assert starts_of(diary, before=10, after=15) == ["08:00", "08:30", "10:10", "10:30"]
    assert starts_of(diary, after=45) == ["08:00", "10:10", "10:30"]


def test_what_began_the_day_before_still_takes_its_time() -> None:
    night = Busy(span=Span(starts_at=on_the_clock("23:45", date(2026, 11, 23)), ends_at=on_the_clock("00:30")))
    diary = a_diary(night, hours=Hours(patterns=every_day("00:00", "01:30")))

    assert starts_of(diary) == ["00:30", "01:00"]


def test_a_clinic_that_never_closes_offers_a_time_across_midnight() -> None:
    diary = a_diary(hours=Hours(patterns=every_day("00:00", "00:00")))

    assert starts_of(diary, minutes=60)[-1] == "23:30"


def test_nothing_is_offered_before_now() -> None:
    slots = a_diary().free_slots([TUESDAY], minutes=30, step=30, not_before=on_the_clock("15:50"))

    assert [slot.starts_at for slot in slots] == [on_the_clock("16:00"), on_the_clock("16:30")]


def test_the_patients_other_appointments_are_left_out() -> None:
    diary = a_diary(elsewhere=(busy("09:10", "16:00"),))

    assert starts_of(diary) == ["16:00", "16:30"]


appointment_times = st.builds(
    lambda start, length, before, after: (start * 5, length * 5, before * 5, after * 5),
    st.integers(-24, 2 * 288),
    st.integers(1, 40),
    st.integers(0, 4),
    st.integers(0, 4),
)


@st.composite
def diaries(draw: st.DrawFn) -> Diary:
    """Diaries in many zones around days on which clocks are turned, with appointments over each other too."""
    zone = draw(st.sampled_from(ZONES))
    day = draw(st.sampled_from([TUESDAY, date(2026, 3, 29), date(2026, 10, 25), date(2018, 11, 4), date(2026, 10, 4)]))
    origin = nearest_instant(datetime.combine(day, time.min), zone)
    pairs = draw(st.lists(clock_pairs, max_size=3))
    patterns = [pattern for one, other in pairs for pattern in every_day(one.isoformat(), other.isoformat())]

    def taken_times(first_id: int) -> tuple[Busy, ...]:
        return tuple(
            Busy(
                span=Span(
                    starts_at=origin + timedelta(minutes=start), ends_at=origin + timedelta(minutes=start + length)
                ),
                buffer_before=before,
                buffer_after=after,
                appointment_id=UUID(int=first_id + index),
            )
            for index, (start, length, before, after) in enumerate(draw(st.lists(appointment_times, max_size=12)))
        )

    return Diary(
        practitioner_id=OKAFOR,
        hours=Hours(patterns=tuple(patterns)),
        zone=zone,
        taken=taken_times(1000),
        patient_elsewhere=taken_times(2000)[:2],
    )


def offered(diary: Diary, *, minutes: int, step: int, before: int, after: int) -> list[Slot]:
    days = sorted({day for busy in diary.taken for day in [wall_time(busy.span.starts_at, diary.zone).date()]})
    slots = diary.free_slots(
        days or [TUESDAY], minutes=minutes, step=step, not_before=LONG_BEFORE, buffer_before=before, buffer_after=after
    )
    return list(slots)


lengths = st.sampled_from([5, 15, 20, 45, 240])
steps = st.sampled_from([5, 10, 15, 60])
buffers = st.sampled_from([0, 5, 15])


@given(diaries(), lengths, steps, buffers, buffers)
def test_every_free_slot_can_be_booked(diary: Diary, minutes: int, step: int, before: int, after: int) -> None:
    slots = offered(diary, minutes=minutes, step=step, before=before, after=after)

    kind = a_type(minutes=minutes, before=before, after=after)
    for slot in slots[:40]:
        assert book(diary, slot.starts_at, kind=kind).span.minutes == minutes


@given(diaries(), lengths, steps, buffers, buffers)
def test_free_slots_never_meet_taken_time_nor_leave_the_open_time(
    diary: Diary, minutes: int, step: int, before: int, after: int
) -> None:
    slots = offered(diary, minutes=minutes, step=step, before=before, after=after)

    assert [slot.starts_at for slot in slots] == sorted({slot.starts_at for slot in slots})
    for slot in slots:
        wanted = Busy(
            span=Span(starts_at=slot.starts_at, ends_at=slot.ends_at), buffer_before=before, buffer_after=after
        )
        assert not any(wanted.clashes_with(busy) for busy in diary.taken)
        assert not any(wanted.span.overlaps(busy.span) for busy in diary.patient_elsewhere)
        day = wall_time(slot.starts_at, diary.zone).date()
        open_time = [s for d in (day, day + timedelta(days=1)) for s in diary.hours.open_time(d, diary.zone)]
        covered = sum(
            (
                min(span.ends_at, slot.ends_at) - max(span.starts_at, slot.starts_at)
                for span in open_time
                if span.overlaps(wanted.span)
            ),
            timedelta(),
        )
        assert covered == timedelta(minutes=minutes)


@given(diaries(), lengths, buffers, buffers)
def test_no_time_on_the_grid_that_could_be_booked_is_kept_back(
    diary: Diary, minutes: int, before: int, after: int
) -> None:
    slots = {slot.starts_at for slot in offered(diary, minutes=minutes, step=15, before=before, after=after)}
    days = {wall_time(busy.span.starts_at, diary.zone).date() for busy in diary.taken} or {TUESDAY}

    for day in days:
        for window in diary.hours.open_time(day, diary.zone):
            start = window.starts_at
            while start < window.ends_at:
                wanted = Busy(
                    span=Span(starts_at=start, ends_at=start + timedelta(minutes=minutes)),
                    buffer_before=before,
                    buffer_after=after,
                )
                assert (start in slots) == (diary.obstacle(wanted) is None)
                start += timedelta(minutes=15)


@given(diaries(), lengths)
def test_a_booked_slot_is_gone_and_comes_back_when_it_is_cancelled(diary: Diary, minutes: int) -> None:
    slots = offered(diary, minutes=minutes, step=15, before=0, after=0)

    for slot in slots[:3]:
        appointment = book(diary, slot.starts_at, minutes=minutes)
        fuller = replace(diary, taken=(*diary.taken, busy_of(appointment)))
        try:
            book(fuller, slot.starts_at, minutes=minutes)
        except BookingRefused:
            pass
        else:
            raise AssertionError("given twice")
        emptier = replace(fuller, taken=tuple(b for b in fuller.taken if b.appointment_id != appointment.id))
        assert offered(emptier, minutes=minutes, step=15, before=0, after=0) == slots


def test_sixty_days_of_a_full_diary_are_looked_through_lazily() -> None:
    days = [TUESDAY + timedelta(days=index) for index in range(60)]
    full = tuple(busy("09:00", "17:00", day=day) for day in days[:-1])

    first = next(a_diary(*full).free_slots(days, minutes=30, step=15, not_before=LONG_BEFORE))

    assert first.starts_at == on_the_clock("09:00", days[-1])
    assert first.starts_at.tzinfo is UTC


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from((0, 5)), st.sampled_from((0, 10)))),
    st.integers(1, 40),
    st.sampled_from((5, 10, 15)),
)
def test_whatever_takes_longer_than_the_longest_free_stretch_has_no_room(
    some: list[tuple[int, int, int, int]], length: int, grid: int
) -> None:
    windows = ((60 * MINUTE, 180 * MINUTE, 200 * MINUTE), (220 * MINUTE, 300 * MINUTE, 300 * MINUTE))
    taken = [(8 * at * MINUTE, 8 * (at + lasting) * MINUTE, before, after) for at, lasting, before, after in some]
    longest = longest_free(windows, sorted(taken))

    blocked = blocked_by(taken, buffer_before=0, buffer_after=0)
    lasting = 5 * length * MINUTE

    if lasting > longest:
        assert starts_within(windows, blocked, lasting=lasting, grid=grid * MINUTE) == ()


def test_the_longest_free_stretch_lies_between_two_appointments() -> None:
    windows = ((0, 100 * MINUTE, 100 * MINUTE),)
    taken = [(10 * MINUTE, 30 * MINUTE, 0, 0), (70 * MINUTE, 90 * MINUTE, 0, 0)]

    assert longest_free(windows, taken) == 40 * MINUTE
