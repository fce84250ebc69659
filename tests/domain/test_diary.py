"""What the diary lets stand, and what it refuses."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.availability import ExceptionKind, Hours
from clinic_desktop.domain.diary import Busy, Diary, busy_of
from clinic_desktop.domain.errors import AlreadyOver, InvalidInput
from clinic_desktop.domain.refusals import (
    BadLength,
    BeyondPolicy,
    BookingRefused,
    ClinicClosed,
    InThePast,
    OnLeave,
    OutsideHours,
    PatientBusy,
    SlotTaken,
)

from .builders import (
    FISCHER,
    RECEPTION,
    TUESDAY,
    a_diary,
    a_type,
    an_appointment,
    book,
    busy,
    closure,
    every_day,
    exception,
    on_the_clock,
    weekly,
)

TEN = on_the_clock("10:00")


def test_a_free_time_is_booked_for_the_length_of_its_type() -> None:
    appointment = book(a_diary(), TEN, kind=a_type(minutes=45, before=5, after=10))

    assert appointment.starts_at == TEN
    assert appointment.ends_at == TEN + timedelta(minutes=45)
    assert (appointment.buffer_before, appointment.buffer_after) == (5, 10)
    assert appointment.local_start == datetime(2026, 11, 24, 10, 0)
    assert appointment.zone == "Europe/Berlin"
    assert not appointment.is_overbooked


def test_an_instant_of_another_zone_is_kept_in_utc() -> None:
    in_kathmandu = TEN.astimezone(timezone(timedelta(hours=5, minutes=45)))

    appointment = book(a_diary(), in_kathmandu)

    assert appointment.starts_at == TEN
    assert appointment.starts_at.tzinfo is UTC


@pytest.mark.parametrize(
    ("starts", "ends"), [("10:00", "10:30"), ("09:45", "10:15"), ("10:15", "10:20"), ("09:00", "17:00")]
)
def test_a_taken_time_is_not_given_twice(starts: str, ends: str) -> None:
    with pytest.raises(SlotTaken) as refusal:
        book(a_diary(busy(starts, ends)), TEN)

    assert refusal.value.sentence == f"{starts}–{ends} is taken. Choose one of the next free times."


def test_appointments_may_touch() -> None:
    diary = a_diary(busy("09:30", "10:00"), busy("10:30", "11:00"))

    assert book(diary, TEN).starts_at == TEN


def test_a_buffer_keeps_others_away_on_either_side() -> None:
    with pytest.raises(SlotTaken):
        book(a_diary(busy("09:30", "10:00", after=5)), TEN)
    with pytest.raises(SlotTaken):
        book(a_diary(busy("09:30", "10:00")), TEN, kind=a_type(before=5))
    with pytest.raises(SlotTaken):
        book(a_diary(busy("10:30", "11:00")), TEN, kind=a_type(after=5))


def test_two_buffers_may_share_their_minutes() -> None:
    diary = a_diary(busy("09:30", "09:50", after=10))

    assert book(diary, TEN, kind=a_type(before=10)).starts_at == TEN


def test_a_buffer_may_lie_outside_the_hours() -> None:
    diary = a_diary()

    assert book(diary, on_the_clock("09:00"), kind=a_type(before=15)).buffer_before == 15


def test_a_patient_is_not_in_two_places_at_once() -> None:
    with pytest.raises(PatientBusy) as refusal:
        book(a_diary(elsewhere=(busy("10:15", "10:45"),)), TEN)

    assert "already has an appointment 10:15–10:45" in refusal.value.sentence


@pytest.mark.parametrize(("clock", "day"), [("08:45", TUESDAY), ("16:45", TUESDAY), ("20:00", TUESDAY)])
def test_outside_the_hours_is_refused(clock: str, day: date) -> None:
    with pytest.raises(OutsideHours):
        book(a_diary(), on_the_clock(clock, day))


def test_leave_and_closures_say_what_they_are() -> None:
    away = Hours(patterns=every_day("09:00", "17:00"), exceptions=(exception(ExceptionKind.REMOVES),))
    closed = Hours(patterns=every_day("09:00", "17:00"), closures=(closure("Carnival"),))

    with pytest.raises(OnLeave):
        book(a_diary(hours=away), TEN)
    with pytest.raises(ClinicClosed) as refusal:
        book(a_diary(hours=closed), TEN)

    assert "closed then (Carnival)" in refusal.value.sentence


def test_a_reason_books_over_what_is_in_the_way_and_is_kept() -> None:
    appointment = book(a_diary(busy("10:00", "10:30")), TEN, overbook_reason="Emergency")

    assert appointment.overbooked_by == RECEPTION
    assert appointment.overbook_reason == "Emergency"


def test_a_reason_to_book_over_nothing_is_not_kept() -> None:
    appointment = book(a_diary(), TEN, overbook_reason="Emergency")

    assert not appointment.is_overbooked
    assert appointment.overbook_reason == ""


@pytest.mark.parametrize("reason", ["", "Emergency"])
def test_the_past_is_over_even_with_a_reason(reason: str) -> None:
    with pytest.raises(InThePast):
        book(a_diary(), TEN, now=TEN + timedelta(minutes=1), overbook_reason=reason)


def test_a_walk_in_is_booked_for_the_running_minute() -> None:
    assert book(a_diary(), TEN, now=TEN + timedelta(seconds=59)).starts_at == TEN


@pytest.mark.parametrize("minutes", [0, -30, 24 * 60 + 1])
def test_an_impossible_length_is_refused(minutes: int) -> None:
    with pytest.raises(BadLength):
        book(a_diary(), TEN, minutes=minutes, overbook_reason="Emergency")


def test_a_slip_in_the_year_is_refused() -> None:
    with pytest.raises(BeyondPolicy):
        book(a_diary(), datetime(9999, 12, 31, 23, 59, tzinfo=UTC), now=TEN)


def test_a_time_without_a_zone_or_with_seconds_is_refused() -> None:
    for wrong in (datetime(2026, 11, 24, 10, 0), TEN + timedelta(seconds=20)):
        with pytest.raises(InvalidInput) as refusal:
            book(a_diary(), wrong)
        assert refusal.value.field == "starts_at"


def test_a_night_at_a_clinic_that_never_closes_is_booked_across_midnight() -> None:
    open_always = Hours(patterns=every_day("00:00", "00:00"))
    late = on_the_clock("23:30")

    appointment = book(a_diary(hours=open_always), late, minutes=120)

    assert appointment.ends_at == late + timedelta(hours=2)


def test_an_appointment_that_reaches_into_a_closed_day_is_refused() -> None:
    hours = Hours(patterns=every_day("00:00", "00:00"), closures=(closure(first=TUESDAY, last=TUESDAY),))
    late_on_monday = on_the_clock("23:30", TUESDAY - timedelta(days=1))

    with pytest.raises(ClinicClosed):
        book(a_diary(hours=hours), late_on_monday, minutes=120)


def test_a_whole_day_that_lasts_25_hours_is_no_longer_than_a_day_may_be() -> None:
    open_always = Hours(patterns=every_day("00:00", "00:00"))
    midnight = on_the_clock("00:00", date(2026, 10, 25))

    appointment = book(a_diary(hours=open_always), midnight, minutes=24 * 60)

    assert appointment.span.minutes == 24 * 60


def move(
    diary: Diary, appointment: Appointment, starts_at: datetime, *, minutes: int = 30, overbook_reason: str = ""
) -> Appointment:
    return diary.move(
        appointment,
        starts_at=starts_at,
        minutes=minutes,
        now=TEN - timedelta(hours=1),
        overbook_reason=overbook_reason,
        moved_by=RECEPTION,
    )


def test_an_appointment_steps_aside_for_itself_when_it_moves() -> None:
    appointment = an_appointment("10:00")

    moved = move(a_diary(busy_of(appointment)), appointment, TEN + timedelta(minutes=15))

    assert moved.starts_at == TEN + timedelta(minutes=15)
    assert moved.local_start == datetime(2026, 11, 24, 10, 15)
    assert moved.id == appointment.id


def test_an_appointment_is_handed_to_another_practitioner() -> None:
    diary = Diary(practitioner_id=FISCHER, hours=Hours(patterns=(weekly("09:00", "12:00"),)), zone=a_diary().zone)

    moved = move(diary, an_appointment("10:00"), TEN)

    assert moved.practitioner_id == FISCHER


def test_a_move_is_refused_as_a_booking_is_and_may_be_forced_as_one() -> None:
    diary = a_diary(busy("11:00", "11:30"))
    appointment = an_appointment("10:00")

    with pytest.raises(SlotTaken):
        move(diary, appointment, on_the_clock("11:00"))
    moved = move(diary, appointment, on_the_clock("11:00"), overbook_reason="Asked for it")

    assert moved.overbooked_by == RECEPTION
    assert move(diary, moved, on_the_clock("12:00")).overbooked_by is None


def test_a_move_settles_a_contested_appointment_and_takes_its_time_by_the_rules() -> None:
    contested = replace(an_appointment("10:00"), contested=True)
    diary = a_diary(busy("10:00", "10:30"))

    assert not move(diary, contested, on_the_clock("11:00")).contested
    assert not move(a_diary(), contested, TEN).contested
    with pytest.raises(SlotTaken):
        move(diary, contested, TEN)
    over = move(diary, contested, TEN, overbook_reason="Both wait")
    assert (over.overbooked_by, over.contested) == (RECEPTION, False)


def test_an_appointment_is_shortened_in_its_own_time_whatever_changed_around_it() -> None:
    appointment = an_appointment("10:00", minutes=60)
    no_hours_any_more = a_diary(busy("10:00", "10:30"), hours=Hours())

    shorter = move(no_hours_any_more, appointment, TEN, minutes=30)

    assert shorter.span.minutes == 30
    with pytest.raises(BookingRefused):
        move(no_hours_any_more, appointment, TEN, minutes=75)


def test_a_running_appointment_is_lengthened_but_not_started_anew_in_the_past() -> None:
    appointment = an_appointment("10:00", status=AppointmentStatus.IN_ROOM)
    later = TEN + timedelta(minutes=20)

    longer = a_diary().move(appointment, starts_at=TEN, minutes=45, now=later)

    assert longer.span.minutes == 45
    with pytest.raises(InThePast):
        a_diary().move(appointment, starts_at=TEN + timedelta(minutes=5), minutes=30, now=later)


@pytest.mark.parametrize(
    "status",
    [
        AppointmentStatus.FULFILLED,
        AppointmentStatus.CANCELLED,
        AppointmentStatus.NOSHOW,
        AppointmentStatus.ENTERED_IN_ERROR,
    ],
)
def test_what_is_over_is_not_moved(status: AppointmentStatus) -> None:
    with pytest.raises(AlreadyOver):
        move(a_diary(), an_appointment("10:00", status=status), on_the_clock("11:00"))


def test_holds_are_in_the_way_of_everyone() -> None:
    held = Busy(span=busy("10:00", "10:30").span)

    with pytest.raises(SlotTaken):
        move(a_diary(held), an_appointment("12:00"), TEN)
    with pytest.raises(SlotTaken):
        book(a_diary(held), TEN)


def test_clashes_names_each_pair_once_in_the_order_of_the_day() -> None:
    nine = busy("09:00", "10:00", of=UUID(int=1))
    half_past = busy("09:30", "09:45", of=UUID(int=2))
    ten_with_buffer = busy("10:00", "10:30", before=5, of=UUID(int=3))
    alone = busy("15:00", "16:00", of=UUID(int=4))

    found = a_diary(alone, ten_with_buffer, half_past, nine).clashes()

    assert found == ((nine, half_past), (nine, ten_with_buffer))
