"""Appointments that return: looked at, booked whole or not at all, moved and called off by scope."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, BookingRequest, CancelledBy, Confirmation
from clinic_desktop.domain.availability import AvailabilityException, Closure, ExceptionKind, WeeklyPattern
from clinic_desktop.domain.errors import AlreadyOver, ChangedMeanwhile, InvalidInput, NotAllowed
from clinic_desktop.domain.recurrence import Recurrence, Unit
from clinic_desktop.domain.series import (
    OccurrenceChoice,
    Series,
    SeriesClash,
    SeriesDone,
    SeriesMove,
    SeriesRequest,
    SeriesScope,
    Verdict,
)
from clinic_desktop.services.clinic import Clinic
from tests.builders import SmallClinic

from .asking import a_request, at, book, for_kim

TUESDAY = date(2026, 12, 1)
TUESDAYS = Recurrence(unit=Unit.WEEK, weekdays=frozenset({1}), count=6)
BERLIN = ZoneInfo("Europe/Berlin")


def a_series(
    clinic: SmallClinic, recurrence: Recurrence = TUESDAYS, clock: str = "10:30", **fields: object
) -> SeriesRequest:
    """Peter Novak at Dr Okafor's, six Tuesdays from 1 December on, unless said otherwise."""
    return SeriesRequest(booking=a_request(clinic, clock, TUESDAY, **fields), recurrence=recurrence)


def week(number: int) -> date:
    return TUESDAY + timedelta(weeks=number)


def starts(found: "tuple[Appointment, ...] | list[Appointment]") -> list[str]:
    return [f"{each.local_start:%d %b %H:%M}" for each in found]


def appointments(clinic: SmallClinic) -> list[Appointment]:
    with clinic.database.reading() as reading:
        return reading.where(Appointment, order=("starts_at",))


def all_series(clinic: SmallClinic) -> list[Series]:
    with clinic.database.reading() as reading:
        return reading.where(Series, order=("local_start",))


def booked(clinic: SmallClinic) -> SeriesDone:
    return clinic.as_receptionist().series.book(a_series(clinic))


def moved(
    desk: Clinic, appointment: Appointment, scope: SeriesScope, starts_at: datetime | None = None, **fields: object
) -> SeriesDone:
    return desk.series.move(a_move(appointment, scope, starts_at, **fields))


def a_move(
    appointment: Appointment, scope: SeriesScope, starts_at: datetime | None = None, **fields: object
) -> SeriesMove:
    return SeriesMove(
        appointment_id=appointment.id,
        version=appointment.version,
        scope=scope,
        starts_at=starts_at,
        **fields,  # type: ignore[arg-type] # the test says what
    )


def test_every_date_is_shown_before_it_is_booked(clinic: SmallClinic) -> None:
    book(clinic, "10:30", week(1), **for_kim(clinic))
    clinic.store(
        AvailabilityException(
            id=UUID(int=0),
            practitioner_id=clinic.okafor.id,
            first_day=week(2),
            last_day=week(2) + timedelta(days=3),
            kind=ExceptionKind.REMOVES,
        )
    )
    clinic.store(Closure(id=UUID(int=0), name="Inventory", first_day=week(3), last_day=week(3)))
    book(clinic, "10:30", week(4), practitioner_id=clinic.fischer.id)

    preview = clinic.as_receptionist().series.preview(a_series(clinic))

    assert preview.words == "every week on Tuesday, 6 times"
    assert [(each.verdict, each.words) for each in preview.occurrences] == [
        (Verdict.FITS, "fits"),
        (Verdict.TAKEN, "taken by another appointment"),
        (Verdict.AWAY, "Dr Okafor is away until 18 Dec"),
        (Verdict.CLOSED, "the clinic is closed (Inventory)"),
        (Verdict.BUSY, "the patient has another appointment then"),
        (Verdict.FITS, "fits"),
    ]
    free = [
        each.next_free and f"{each.next_free.starts_at.astimezone(BERLIN):%a %d %b %H:%M}"
        for each in preview.occurrences
    ]
    assert free == [None, "Tue 08 Dec 11:00", "Mon 21 Dec 10:30", "Wed 23 Dec 10:30", "Tue 29 Dec 11:00", None]
    assert not appointments(clinic)[2:]


def test_a_time_outside_the_hours_is_offered_the_nearest_within(clinic: SmallClinic) -> None:
    preview = clinic.as_receptionist().series.preview(a_series(clinic, clock="17:00"))

    first = preview.occurrences[0]
    assert (first.verdict, first.words) == (Verdict.OUTSIDE, "outside Dr Okafor's hours")
    assert first.next_free is not None
    assert first.next_free.starts_at == at(clinic, "16:30", TUESDAY)


def test_two_clashes_are_not_offered_the_same_way_out(clinic: SmallClinic) -> None:
    clinic.store(Closure(id=UUID(int=0), name="Holidays", first_day=TUESDAY, last_day=week(1)))

    occurrences = clinic.as_receptionist().series.preview(a_series(clinic)).occurrences

    offers = [each.next_free.starts_at for each in occurrences[:2] if each.next_free is not None]
    assert len(set(offers)) == 2


def test_a_series_is_booked_in_one_change(clinic: SmallClinic) -> None:
    done = booked(clinic)

    (series,) = all_series(clinic)
    stored = appointments(clinic)
    assert starts(stored) == [
        "01 Dec 10:30",
        "08 Dec 10:30",
        "15 Dec 10:30",
        "22 Dec 10:30",
        "29 Dec 10:30",
        "05 Jan 10:30",
    ]
    assert {each.series_id for each in stored} == {series.id} == {done.series_id}
    assert (series.rule, series.local_start) == ("FREQ=WEEKLY;BYDAY=TU;COUNT=6", datetime(2026, 12, 1, 10, 30))
    assert done.words == "Booked 6 appointments for Peter Novak, every week on Tuesday, 6 times"
    changes = {change.change_id for each in stored for change in clinic.as_admin().history.of("appointment", each.id)}
    assert changes == {done.change_id}


def test_a_series_keeps_its_wall_time_when_the_clocks_change(clinic: SmallClinic) -> None:
    # The clock of Berlin goes forward on 28 March 2027, and back on 31 October.
    recurrence = Recurrence(unit=Unit.WEEK, every=4, weekdays=frozenset({1}), count=13)

    done = clinic.as_receptionist().series.book(a_series(clinic, recurrence))

    assert {each.local_start.time() for each in done.appointments} == {time(10, 30)}
    assert {each.starts_at.astimezone(UTC).hour for each in done.appointments} == {8, 9}


@pytest.mark.parametrize(
    ("day", "clock", "taken", "remark"),
    [
        (date(2027, 3, 28), "02:30", "03:30", "the clock skips 02:30 that night"),
        (
            date(2026, 10, 25) + timedelta(days=371),
            "02:30",
            "02:30",
            "the clock shows 02:30 twice that night; the first is meant",
        ),
    ],
)
def test_a_time_that_the_clock_skips_or_repeats_is_settled_and_said(
    clinic: SmallClinic, day: date, clock: str, taken: str, remark: str
) -> None:
    for weekday in range(7):
        clinic.store(
            WeeklyPattern(
                id=UUID(int=0),
                practitioner_id=clinic.okafor.id,
                weekday=weekday,
                starts=time(0),
                ends=time(5),
                valid_from=date(2026, 1, 1),
            )
        )
    booking = a_request(clinic, clock, day - timedelta(days=1))
    request = SeriesRequest(booking=booking, recurrence=Recurrence(unit=Unit.DAY, count=3))

    occurrences = clinic.as_receptionist().series.preview(request).occurrences

    assert [each.remark for each in occurrences] == ["", remark, ""]
    assert [f"{each.starts_at.astimezone(BERLIN):%H:%M}" for each in occurrences] == [clock, taken, clock]


def test_a_date_can_be_left_out_and_another_put_elsewhere(clinic: SmallClinic) -> None:
    choices = [
        OccurrenceChoice(number=2, starts_at=None),
        OccurrenceChoice(number=3, starts_at=at(clinic, "14:00", week(2))),
    ]

    done = clinic.as_receptionist().series.book(a_series(clinic), choices)

    assert starts(done.appointments) == ["01 Dec 10:30", "15 Dec 14:00", "22 Dec 10:30", "29 Dec 10:30", "05 Jan 10:30"]


def test_a_chosen_time_is_judged_anew(clinic: SmallClinic) -> None:
    book(clinic, "14:00", week(2), **for_kim(clinic))
    choices = [
        OccurrenceChoice(number=2, starts_at=at(clinic, "10:45", TUESDAY)),
        OccurrenceChoice(number=3, starts_at=at(clinic, "14:00", week(2))),
        OccurrenceChoice(number=4, starts_at=at(clinic, "09:00", week(3))),
    ]

    occurrences = clinic.as_receptionist().series.preview(a_series(clinic), choices).occurrences

    assert [each.verdict for each in occurrences[:4]] == [Verdict.FITS, Verdict.TAKEN, Verdict.TAKEN, Verdict.FITS]


def test_a_date_that_was_taken_meanwhile_is_named_and_nothing_is_stored(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    assert all(each.fits for each in desk.series.preview(a_series(clinic)).occurrences)
    book(clinic, "10:30", week(3), **for_kim(clinic))

    with pytest.raises(SeriesClash) as refusal:
        desk.series.book(a_series(clinic))

    assert refusal.value.sentence.startswith("22 December 10:30 cannot be booked: taken by another appointment.")
    assert [each.number for each in refusal.value.preview.occurrences if not each.fits] == [4]
    assert not all_series(clinic)
    assert [each.patient_id for each in appointments(clinic)] == [clinic.kim.id]


def test_nothing_is_booked_when_every_date_is_left_out(clinic: SmallClinic) -> None:
    choices = [OccurrenceChoice(number=number, starts_at=None) for number in range(1, 7)]

    with pytest.raises(InvalidInput):
        clinic.as_receptionist().series.book(a_series(clinic), choices)

    assert not all_series(clinic)


def test_a_doctor_books_series_in_the_own_diary_only(clinic: SmallClinic) -> None:
    doctor = clinic.as_doctor()

    own = doctor.series.book(a_series(clinic))

    assert len(own.appointments) == 6
    for verb in (doctor.series.preview, doctor.series.book):
        with pytest.raises(NotAllowed):
            verb(a_series(clinic, practitioner_id=clinic.fischer.id))
    with pytest.raises(NotAllowed):
        doctor.series.move(a_move(own.appointments[0], SeriesScope.ALL, practitioner_id=clinic.fischer.id))


def test_a_patient_books_no_series(clinic: SmallClinic) -> None:
    with pytest.raises(NotAllowed):
        clinic.as_patient().series.book(a_series(clinic))


def test_moving_all_gives_everyone_to_come_the_new_time_and_day(clinic: SmallClinic) -> None:
    first, *_ = booked(clinic).appointments

    done = moved(clinic.as_receptionist(), first, SeriesScope.ALL, at(clinic, "09:00", TUESDAY + timedelta(days=1)))

    assert starts(done.appointments) == [
        "02 Dec 09:00", "09 Dec 09:00", "16 Dec 09:00", "23 Dec 09:00", "30 Dec 09:00", "06 Jan 09:00",
    ]  # fmt: skip
    (series,) = all_series(clinic)
    assert (series.rule, series.local_start) == ("FREQ=WEEKLY;BYDAY=WE;COUNT=6", datetime(2026, 12, 2, 9))


def test_this_and_the_following_become_a_series_of_their_own(clinic: SmallClinic) -> None:
    third = booked(clinic).appointments[2]

    done = moved(clinic.as_receptionist(), third, SeriesScope.FOLLOWING, at(clinic, "11:00", week(2)))

    assert starts(appointments(clinic)) == [
        "01 Dec 10:30", "08 Dec 10:30", "15 Dec 11:00", "22 Dec 11:00", "29 Dec 11:00", "05 Jan 11:00",
    ]  # fmt: skip
    old, new = all_series(clinic)
    assert [each.series_id for each in appointments(clinic)] == [old.id] * 2 + [new.id] * 4
    assert done.series_id == new.id
    assert (old.rule, new.rule) == ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261214T235959", "FREQ=WEEKLY;BYDAY=TU;COUNT=4")


def test_only_this_one_stays_in_its_series(clinic: SmallClinic) -> None:
    third = booked(clinic).appointments[2]

    done = moved(clinic.as_receptionist(), third, SeriesScope.THIS, at(clinic, "11:00", week(2)))

    assert starts(done.appointments) == ["15 Dec 11:00"]
    assert len(all_series(clinic)) == 1
    assert {each.series_id for each in appointments(clinic)} == {done.series_id}


def test_what_is_over_or_begun_or_cancelled_is_never_touched(clinic: SmallClinic) -> None:
    one, two, three, *_ = booked(clinic).appointments
    clinic.store(replace(one, status=AppointmentStatus.FULFILLED))
    clinic.store(replace(two, status=AppointmentStatus.ARRIVED))
    clinic.store(replace(three, status=AppointmentStatus.CANCELLED))
    clinic.clock.now = at(clinic, "11:00", week(1))
    desk = clinic.as_receptionist()

    moved(desk, clinic.stored(one), SeriesScope.ALL, at(clinic, "09:00", TUESDAY))

    assert starts(appointments(clinic)) == [
        "01 Dec 10:30", "08 Dec 10:30", "15 Dec 10:30", "22 Dec 09:00", "29 Dec 09:00", "05 Jan 09:00",
    ]  # fmt: skip


def test_a_move_shows_its_clashes_first_and_one_can_stay_where_it_is(clinic: SmallClinic) -> None:
    one, *_ = booked(clinic).appointments
    book(clinic, "11:00", week(2), **for_kim(clinic))
    desk = clinic.as_receptionist()
    move = a_move(one, SeriesScope.ALL, at(clinic, "10:45", TUESDAY))

    preview = desk.series.preview_move(move)
    with pytest.raises(SeriesClash):
        desk.series.move(move)
    clash = preview.occurrences[2]
    stays = OccurrenceChoice(number=clash.number, appointment_id=clash.appointment_id, starts_at=None)
    done = desk.series.move(move, [stays])

    assert [each.verdict for each in preview.occurrences] == [Verdict.FITS] * 2 + [Verdict.TAKEN] + [Verdict.FITS] * 3
    assert len(done.appointments) == 6
    assert starts(appointments(clinic))[:5] == [
        "01 Dec 10:45", "08 Dec 10:45", "15 Dec 10:30", "15 Dec 11:00", "22 Dec 10:45",
    ]  # fmt: skip


@pytest.mark.parametrize("by", [1, -1])
def test_a_daily_series_steps_over_itself(clinic: SmallClinic, by: int) -> None:
    every_day = Recurrence(unit=Unit.DAY, count=3)
    first, *_ = clinic.as_receptionist().series.book(a_series(clinic, every_day)).appointments

    moved(clinic.as_receptionist(), first, SeriesScope.ALL, at(clinic, "10:30", TUESDAY + timedelta(days=by)))

    wanted = [TUESDAY + timedelta(days=number + by) for number in range(3)]
    assert [each.local_start.date() for each in appointments(clinic)] == wanted


def test_another_doctor_takes_over_the_rest(clinic: SmallClinic) -> None:
    third = booked(clinic).appointments[2]

    done = moved(clinic.as_receptionist(), third, SeriesScope.FOLLOWING, practitioner_id=clinic.fischer.id, minutes=45)

    assert {(each.practitioner_id, each.span.minutes) for each in done.appointments} == {(clinic.fischer.id, 45)}
    assert starts(done.appointments) == ["15 Dec 10:30", "22 Dec 10:30", "29 Dec 10:30", "05 Jan 10:30"]
    assert all_series(clinic)[1].practitioner_id == clinic.fischer.id


def test_a_new_start_has_been_confirmed_by_nobody(clinic: SmallClinic) -> None:
    one, two, *_ = booked(clinic).appointments
    clinic.store(replace(two, confirmation=Confirmation.CONFIRMED))

    moved(clinic.as_receptionist(), one, SeriesScope.ALL, at(clinic, "09:00", TUESDAY))

    assert {each.confirmation for each in appointments(clinic)} == {Confirmation.NONE}


@pytest.mark.parametrize(
    ("scope", "left"),
    [
        (SeriesScope.THIS, ["01 Dec", "08 Dec", "22 Dec", "29 Dec", "05 Jan"]),
        (SeriesScope.FOLLOWING, ["01 Dec", "08 Dec"]),
        (SeriesScope.ALL, []),
    ],
)
def test_cancelling_reaches_as_far_as_was_asked(clinic: SmallClinic, scope: SeriesScope, left: list[str]) -> None:
    third = booked(clinic).appointments[2]

    done = clinic.as_receptionist().series.cancel(third.id, third.version, scope, CancelledBy.PATIENT, "Is well again")

    standing = [each for each in appointments(clinic) if each.status is AppointmentStatus.BOOKED]
    assert [f"{each.local_start:%d %b}" for each in standing] == left
    assert {(each.cancelled_by, each.cancel_reason) for each in done.appointments} == {
        (CancelledBy.PATIENT, "Is well again")
    }


def test_an_appointment_that_was_changed_meanwhile_is_not_moved_along(clinic: SmallClinic) -> None:
    one, *_ = booked(clinic).appointments
    clinic.store(replace(one, reason="Other"))

    with pytest.raises(ChangedMeanwhile):
        moved(clinic.as_receptionist(), one, SeriesScope.ALL, at(clinic, "09:00", TUESDAY))


def test_an_appointment_without_a_series_has_no_scope(clinic: SmallClinic) -> None:
    with pytest.raises(InvalidInput):
        moved(clinic.as_receptionist(), book(clinic), SeriesScope.ALL, at(clinic, "11:00"))


def test_nothing_is_left_to_cancel_when_all_is_over(clinic: SmallClinic) -> None:
    *_, last = booked(clinic).appointments
    clinic.clock.now = at(clinic, "12:00", week(5))

    with pytest.raises(AlreadyOver):
        clinic.as_receptionist().series.cancel(
            last.id, last.version, SeriesScope.FOLLOWING, CancelledBy.CLINIC, "Doctor is ill"
        )


def test_a_series_is_read_with_all_its_occurrences(clinic: SmallClinic) -> None:
    done = booked(clinic)

    card = clinic.as_doctor().series.of(done.series_id)

    assert (card.rhythm, card.words) == ("every week", "every week on Tuesday, 6 times")
    assert [line.id for line in card.lines] == [each.id for each in done.appointments]


def test_a_series_is_not_booked_over_others(clinic: SmallClinic) -> None:
    request: BookingRequest = a_series(clinic).booking

    with pytest.raises(InvalidInput):
        clinic.as_receptionist().series.book(
            SeriesRequest(booking=replace(request, overbook_reason="Urgent"), recurrence=TUESDAYS)
        )
