"""Series: moved and called off by scope."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from clinic_desktop.domain.appointments import AppointmentStatus, CancelledBy, Confirmation
from clinic_desktop.domain.errors import AlreadyOver, ChangedMeanwhile, InvalidInput
from clinic_desktop.domain.recurrence import Recurrence, Unit
from clinic_desktop.domain.series import (
    OccurrenceChoice,
    SeriesClash,
    SeriesScope,
    Verdict,
)
from tests.builders import SmallClinic

from .asking import at, book, for_kim
from .returning import (
    TUESDAY,
    TUESDAYS,
    a_move,
    a_series,
    all_series,
    appointments,
    booked,
    moved,
    starts,
    week,
)


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


def test_one_that_was_put_elsewhere_leads_the_others_to_the_new_weekday_too(clinic: SmallClinic) -> None:
    second = booked(clinic).appointments[1]
    desk = clinic.as_receptionist()
    moved(desk, second, SeriesScope.THIS, at(clinic, "10:30", week(1) + timedelta(days=2)))

    moved(desk, clinic.stored(second), SeriesScope.FOLLOWING, at(clinic, "10:30", week(1) + timedelta(days=3)))

    assert [f"{each.local_start:%a %d %b}" for each in appointments(clinic)] == [
        "Tue 01 Dec", "Fri 11 Dec", "Fri 18 Dec", "Fri 25 Dec", "Fri 01 Jan", "Fri 08 Jan",
    ]  # fmt: skip
    assert all_series(clinic)[1].rule == "FREQ=WEEKLY;BYDAY=FR;COUNT=5"


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


def test_one_undo_takes_a_whole_series_back_and_redo_brings_it_again(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    desk.series.book(a_series(clinic))

    undone = desk.history.undo_last()
    after_undo = {each.status for each in appointments(clinic)}
    desk.history.redo()

    assert undone.words == "Undid series booking of Peter Novak"
    assert after_undo == {AppointmentStatus.ENTERED_IN_ERROR}
    assert {each.status for each in appointments(clinic)} == {AppointmentStatus.BOOKED}


@pytest.mark.parametrize("days", [0, 1, 7])
def test_one_undo_takes_a_whole_move_back(clinic: SmallClinic, days: int) -> None:
    desk = clinic.as_receptionist()
    third = desk.series.book(a_series(clinic)).appointments[2]
    before = starts(appointments(clinic))
    moved(desk, third, SeriesScope.FOLLOWING, at(clinic, "11:00", week(2) + timedelta(days=days)))

    desk.history.undo_last()

    assert starts(appointments(clinic)) == before
    assert len({each.series_id for each in appointments(clinic)}) == 1
    assert all_series(clinic)[0].rule == TUESDAYS.rule


def test_one_undo_takes_a_whole_cancellation_back(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    third = desk.series.book(a_series(clinic)).appointments[2]
    desk.series.cancel(third.id, third.version, SeriesScope.FOLLOWING, CancelledBy.PATIENT, "Is well again")

    desk.history.undo_last()

    assert {each.status for each in appointments(clinic)} == {AppointmentStatus.BOOKED}
