"""Appointments that return: every date looked at before it is booked, and all of them booked or none."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from clinic_desktop.domain.availability import AvailabilityException, Closure, ExceptionKind, WeeklyPattern
from clinic_desktop.domain.errors import InvalidInput, NotAllowed
from clinic_desktop.domain.recurrence import Recurrence, Unit
from clinic_desktop.domain.series import (
    OccurrenceChoice,
    SeriesClash,
    SeriesRequest,
    SeriesScope,
    Verdict,
)
from tests.builders import SmallClinic

from .asking import a_request, at, book, for_kim
from .returning import (
    BERLIN,
    TUESDAY,
    a_move,
    a_series,
    all_series,
    appointments,
    booked,
    starts,
    week,
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


def over(number: int) -> OccurrenceChoice:
    return OccurrenceChoice(number=number, starts_at=booked_at(number), is_over=True)


def booked_at(number: int) -> datetime:
    return datetime.combine(week(number - 1), time(10, 30), BERLIN).astimezone(UTC)


def for_a_reason(request: SeriesRequest, reason: str = "Agreed with the doctor") -> SeriesRequest:
    return replace(request, booking=replace(request.booking, overbook_reason=reason))


def test_single_dates_are_booked_over_others_for_a_reason(clinic: SmallClinic) -> None:
    book(clinic, "10:30", week(1), **for_kim(clinic))
    desk = clinic.as_receptionist().series
    asked = for_a_reason(a_series(clinic))

    seen = desk.preview(asked, [over(2)])
    done = desk.book(asked, [over(2)])

    assert [(each.fits, each.may_be_over, each.is_over) for each in seen.occurrences[:2]] == [
        (True, False, False),
        (False, True, True),
    ]
    assert seen.occurrences[1].next_free is None
    stored = done.appointments
    assert [each.overbook_reason for each in stored] == ["", "Agreed with the doctor", "", "", "", ""]
    assert stored[1].overbooked_by is not None
    assert stored[1].starts_at == booked_at(2)


def test_a_clash_that_nobody_chose_to_book_over_is_refused_whatever_the_reason(clinic: SmallClinic) -> None:
    book(clinic, "10:30", week(1), **for_kim(clinic))

    with pytest.raises(SeriesClash):
        clinic.as_receptionist().series.book(for_a_reason(a_series(clinic)))

    assert all_series(clinic) == []


def test_booking_a_series_over_others_needs_its_reason(clinic: SmallClinic) -> None:
    book(clinic, "10:30", week(1), **for_kim(clinic))

    with pytest.raises(InvalidInput, match="needs a reason"):
        clinic.as_receptionist().series.book(a_series(clinic), [over(2)])

    assert all_series(clinic) == []


def test_a_date_that_came_free_meanwhile_is_not_marked_as_booked_over(clinic: SmallClinic) -> None:
    done = clinic.as_receptionist().series.book(for_a_reason(a_series(clinic)), [over(2)])

    assert [each.overbooked_by for each in done.appointments] == [None] * 6


def test_dates_of_one_series_are_not_booked_over_one_another(clinic: SmallClinic) -> None:
    same = OccurrenceChoice(number=2, starts_at=booked_at(1), is_over=True)

    with pytest.raises(SeriesClash):
        clinic.as_receptionist().series.book(for_a_reason(a_series(clinic)), [same])


def test_a_time_that_is_over_is_booked_over_by_nobody(clinic: SmallClinic) -> None:
    gone = OccurrenceChoice(number=1, starts_at=clinic.clock.now - timedelta(days=1), is_over=True)

    preview = clinic.as_receptionist().series.preview(for_a_reason(a_series(clinic)), [gone])

    assert (preview.occurrences[0].may_be_over, preview.occurrences[0].stands) == (False, False)


def test_a_series_is_moved_over_others_for_a_reason(clinic: SmallClinic) -> None:
    done = clinic.as_receptionist().series.book(a_series(clinic))
    book(clinic, "14:00", week(1), **for_kim(clinic))
    desk = clinic.as_receptionist().series
    move = a_move(
        done.appointments[0],
        SeriesScope.ALL,
        at(clinic, "14:00", week(0)),
        overbook_reason="Agreed with the doctor",
    )
    clash = desk.preview_move(move).occurrences[1]
    choice = OccurrenceChoice(
        number=clash.number, starts_at=clash.starts_at, appointment_id=clash.appointment_id, is_over=True
    )

    moved = desk.move(move, [choice]).appointments

    assert clash.may_be_over
    assert [each.overbook_reason for each in sorted(moved, key=lambda one: one.starts_at)] == [
        "",
        "Agreed with the doctor",
        *[""] * 4,
    ]
