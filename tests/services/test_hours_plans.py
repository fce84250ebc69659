"""A change of hours looked at before it is made, and made with what becomes of those whom it strands."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from clinic_desktop.domain.appointments import Appointment, CancelledBy
from clinic_desktop.domain.availability import ExceptionKind, WeeklyPattern
from clinic_desktop.domain.clinic_time import moment_words, nearest_instant
from clinic_desktop.domain.desk_tasks import DeskTask, TaskStatus
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput
from clinic_desktop.domain.hours_change import CannotGoThere, HoursChange, NewTime, seen_in
from clinic_desktop.domain.queries import ExceptionDraft, PatternDraft
from clinic_desktop.domain.refusals import WouldStrand
from clinic_desktop.domain.sheets import Slot
from tests.builders import OPEN_ON_WEEKDAYS, SmallClinic

TOMORROW = date(2026, 11, 25)


def at(clinic: SmallClinic, clock: str, day: date = TOMORROW) -> datetime:
    return nearest_instant(datetime.combine(day, time.fromisoformat(clock)), clinic.settings().zone_info)


def booked(clinic: SmallClinic, clock: str, day: date = TOMORROW, **fields: object) -> Appointment:
    return clinic.store(clinic.an_appointment(at(clinic, clock, day), **fields))  # type: ignore[arg-type] # the test's


def a_leave(clinic: SmallClinic, **fields: object) -> ExceptionDraft:
    """Dr Okafor is away tomorrow."""
    draft = ExceptionDraft(
        practitioner_id=clinic.okafor.id, first_day=TOMORROW, last_day=TOMORROW, kind=ExceptionKind.REMOVES
    )
    return replace(draft, **fields)  # type: ignore[arg-type] # the test says what is other


def a_change(clinic: SmallClinic, *added: ExceptionDraft, **fields: object) -> HoursChange:
    seen = seen_in(clinic.as_doctor().hours.of(clinic.okafor.id))
    change = HoursChange(practitioner_id=clinic.okafor.id, added=added or (a_leave(clinic),), seen=seen)
    return replace(change, **fields)  # type: ignore[arg-type] # as above


def a_slot(clinic: SmallClinic, clock: str, day: date, *, fischer: bool = False) -> Slot:
    starts_at = at(clinic, clock, day)
    whose = clinic.fischer if fischer else clinic.okafor
    return Slot(practitioner_id=whose.id, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30))


def to(appointment: Appointment, slot: Slot) -> NewTime:
    return NewTime(appointment_id=appointment.id, version=appointment.version, slot=slot)


def tasks(clinic: SmallClinic) -> list[DeskTask]:
    with clinic.database.reading() as reading:
        return reading.where(DeskTask, order=("id",))


def mornings(clinic: SmallClinic) -> tuple[PatternDraft, ...]:
    return tuple(
        PatternDraft(weekday=day, starts=time(8), ends=time(12), valid_from=date(2026, 1, 1)) for day in range(5)
    )


def test_a_change_is_looked_at_without_anything_being_stored(clinic: SmallClinic) -> None:
    first, second = booked(clinic, "10:00"), booked(clinic, "14:00")
    booked(clinic, "09:00", TOMORROW + timedelta(days=1))
    doctor = clinic.as_doctor()
    before = doctor.hours.of(clinic.okafor.id)

    impact = doctor.hours.preview(a_change(clinic))

    assert [one.id for one in impact.stranded] == [first.id, second.id]
    assert doctor.hours.of(clinic.okafor.id) == before
    assert not tasks(clinic)


def test_weekly_hours_exceptions_and_blocks_are_looked_at_together(clinic: SmallClinic) -> None:
    afternoon, early, saturday = (
        booked(clinic, "14:00"),
        booked(clinic, "08:30"),
        booked(clinic, "10:00", TOMORROW + timedelta(days=3)),
    )
    block = a_leave(clinic, starts=time(8), ends=time(9), reason="Meeting")
    extra = a_leave(clinic, kind=ExceptionKind.ADDS, starts=time(13), ends=time(15))
    change = a_change(clinic, block, extra, patterns=mornings(clinic))

    impact = clinic.as_doctor().hours.preview(change)

    assert [one.id for one in impact.stranded] == [early.id]
    whole_day = a_change(clinic, patterns=mornings(clinic))
    assert [one.id for one in clinic.as_doctor().hours.preview(whole_day).stranded] == [early.id, afternoon.id]
    assert saturday.id not in {one.id for one in impact.stranded}  # it lies outside the hours already


def test_hours_that_cannot_stand_are_refused_before_anything_is_asked(clinic: SmallClinic) -> None:
    twice = a_change(clinic, a_leave(clinic), a_leave(clinic))

    with pytest.raises(InvalidInput, match="entered already"):
        clinic.as_doctor().hours.preview(twice)
    with pytest.raises(InvalidInput, match="entered already"):
        clinic.as_doctor().hours.save(twice)


def test_new_times_go_by_the_new_hours_with_the_same_doctor_first(clinic: SmallClinic) -> None:
    appointment = booked(clinic, "14:00")
    change = a_change(clinic, a_leave(clinic, starts=time(12), ends=time(17)))
    zone = clinic.settings().zone_info

    found = clinic.as_doctor().hours.new_times(change, [appointment.id])[appointment.id]

    told = [(moment_words(slot.starts_at, zone), slot.practitioner_id == clinic.okafor.id) for slot in found]
    assert told[0] == ("Wed 25 Nov 11:30", True)
    assert told[-2] == ("Wed 25 Nov 14:00", False)  # at the very time, for the appointment itself steps aside
    assert [own for _, own in told] == sorted((own for _, own in told), reverse=True)


def test_extra_hours_that_are_only_painted_are_offered_already(clinic: SmallClinic) -> None:
    appointment = booked(clinic, "14:00")
    saturday = TOMORROW + timedelta(days=3)
    extra = a_leave(
        clinic, kind=ExceptionKind.ADDS, first_day=saturday, last_day=saturday, starts=time(9), ends=time(12)
    )
    away = a_leave(clinic, last_day=saturday + timedelta(days=30), first_day=TOMORROW)
    only_extra = (
        replace(away, last_day=saturday - timedelta(days=1)),
        replace(away, first_day=saturday + timedelta(days=1)),
    )

    found = clinic.as_doctor().hours.new_times(a_change(clinic, extra, *only_extra), [appointment.id])

    assert found[appointment.id][0].starts_at == at(clinic, "11:30", saturday)  # nearest to two o’clock


def test_a_time_that_is_promised_is_not_offered_to_the_next(clinic: SmallClinic) -> None:
    appointment = booked(clinic, "14:00")
    change = a_change(clinic, a_leave(clinic, starts=time(12), ends=time(17)))
    hours = clinic.as_doctor().hours
    first = hours.new_times(change, [appointment.id])[appointment.id][0]

    again = hours.new_times(change, [appointment.id], [first])[appointment.id]

    assert first not in again
    assert all(slot.ends_at <= first.starts_at or slot.starts_at >= first.ends_at for slot in again[:3])


def test_all_are_handed_to_the_desk_in_the_change_that_stores_the_hours(clinic: SmallClinic) -> None:
    appointments = [booked(clinic, "10:00"), booked(clinic, "14:00")]
    doctor = clinic.as_doctor()

    saved = doctor.hours.save(
        a_change(clinic), hand_over=[one.id for one in appointments], reason="Dr Okafor is at a conference"
    )

    assert (saved.moved, saved.handed_over, saved.left) == (0, 2, 0)
    assert [one.appointment_id for one in tasks(clinic)] == [one.id for one in appointments]
    assert {one.reason for one in tasks(clinic)} == {"Dr Okafor is at a conference"}
    assert len(saved.hours[clinic.okafor.id].exceptions) == 1
    offer = doctor.history.undoable()
    assert offer is not None
    assert (offer.change_id, offer.words) == (saved.change_id, "Changed the hours of Dr Amara Okafor")
    doctor.history.undo_last()
    assert not doctor.hours.of(clinic.okafor.id).exceptions
    assert {one.status for one in tasks(clinic)} == {TaskStatus.CANCELLED}
    doctor.history.redo()
    assert {one.status for one in tasks(clinic)} == {TaskStatus.REQUESTED}
    assert len(doctor.hours.of(clinic.okafor.id).exceptions) == 1


def test_those_with_a_new_time_are_moved_and_the_rest_is_handed_over(clinic: SmallClinic) -> None:
    goes, stays = booked(clinic, "10:00"), booked(clinic, "14:00")
    later = a_slot(clinic, "09:00", TOMORROW + timedelta(days=1))
    doctor = clinic.as_doctor()

    saved = doctor.hours.save(a_change(clinic), [to(goes, later)], hand_over=[stays.id])

    assert (saved.moved, saved.handed_over) == (1, 1)
    assert clinic.stored(goes).starts_at == later.starts_at
    assert [one.appointment_id for one in tasks(clinic)] == [stays.id]
    doctor.history.undo_last()
    assert clinic.stored(goes).starts_at == goes.starts_at


def test_a_doctor_hands_over_what_would_go_to_a_colleague_and_an_admin_moves_it(clinic: SmallClinic) -> None:
    appointment = booked(clinic, "10:00")
    there = a_slot(clinic, "10:00", TOMORROW, fischer=True)

    saved = clinic.as_doctor().hours.save(a_change(clinic), [to(appointment, there)], reason="At a course")

    assert (saved.moved, saved.handed_over) == (0, 1)
    assert tasks(clinic)[0].reason == "At a course. Perhaps Wed 25 Nov 10:00 with Dr Fischer"
    other = booked(clinic, "09:00", TOMORROW + timedelta(days=1))
    next_day = a_leave(clinic, first_day=TOMORROW + timedelta(days=1), last_day=TOMORROW + timedelta(days=1))
    slot = a_slot(clinic, "09:00", TOMORROW + timedelta(days=1), fischer=True)
    saved = clinic.as_admin().hours.save(a_change(clinic, next_day), [to(other, slot)])
    assert (saved.moved, saved.handed_over) == (1, 0)
    assert clinic.stored(other).practitioner_id == clinic.fischer.id


def test_whoever_was_booked_meanwhile_is_seen_before_anything_is_stored(clinic: SmallClinic) -> None:
    seen = booked(clinic, "10:00")
    change = a_change(clinic)
    meanwhile = booked(clinic, "14:00")

    with pytest.raises(WouldStrand) as refused:
        clinic.as_doctor().hours.save(change, hand_over=[seen.id])

    assert [one.id for one in refused.value.appointments] == [seen.id, meanwhile.id]
    assert not clinic.as_doctor().hours.of(clinic.okafor.id).exceptions
    assert not tasks(clinic)


def test_they_may_be_left_as_they_are(clinic: SmallClinic) -> None:
    appointment = booked(clinic, "10:00")

    saved = clinic.as_doctor().hours.save(a_change(clinic), leave=[appointment.id])

    assert (saved.moved, saved.handed_over, saved.left) == (0, 0, 1)
    assert not tasks(clinic)


def test_hours_that_changed_meanwhile_are_not_painted_over(clinic: SmallClinic) -> None:
    change = a_change(clinic)
    clinic.as_receptionist().hours.add_exception(
        a_leave(clinic, first_day=TOMORROW + timedelta(days=9), last_day=TOMORROW + timedelta(days=9))
    )

    with pytest.raises(ChangedMeanwhile):
        clinic.as_doctor().hours.save(change)


def test_a_new_time_that_was_given_away_stops_everything(clinic: SmallClinic) -> None:
    appointment = booked(clinic, "10:00")
    slot = a_slot(clinic, "09:00", TOMORROW + timedelta(days=1))
    booked(clinic, "09:00", TOMORROW + timedelta(days=1), patient_id=clinic.kim.id)

    with pytest.raises(CannotGoThere, match="Peter Novak cannot be moved there, so nothing was saved") as refused:
        clinic.as_doctor().hours.save(a_change(clinic), [to(appointment, slot)])

    assert refused.value.appointment_id == appointment.id
    assert not clinic.as_doctor().hours.of(clinic.okafor.id).exceptions


def test_what_lies_within_the_hours_again_leaves_the_desks_list(clinic: SmallClinic) -> None:
    appointment = booked(clinic, "10:00")
    doctor = clinic.as_doctor()
    saved = doctor.hours.save(a_change(clinic), hand_over=[appointment.id])
    (leave,) = saved.hours[clinic.okafor.id].exceptions
    by_hand = replace(a_change(clinic), added=(), removed=frozenset({leave.id}))
    assert doctor.hours.preview(by_hand).relieved == 1

    doctor.hours.remove_exception(leave.id)

    assert tasks(clinic)[0].status is TaskStatus.CANCELLED


def test_weekly_hours_are_stored_by_their_difference_and_taken_back(clinic: SmallClinic) -> None:
    doctor = clinic.as_doctor()
    before = doctor.hours.of(clinic.okafor.id)
    fewer = tuple(
        PatternDraft(weekday=one.weekday, starts=one.starts, ends=one.ends, valid_from=date(2026, 1, 1))
        for one in OPEN_ON_WEEKDAYS[:4]
    )

    saved = doctor.hours.save(replace(a_change(clinic), added=(), patterns=fewer))

    kept: set[WeeklyPattern] = set(saved.hours[clinic.okafor.id].patterns)
    assert kept < set(before.patterns)
    doctor.history.undo_last()
    assert set(doctor.hours.of(clinic.okafor.id).patterns) == set(before.patterns)


def test_nobody_is_asked_to_move_a_cancelled_appointment(clinic: SmallClinic) -> None:
    appointment = booked(clinic, "10:00")
    clinic.as_receptionist().scheduling.cancel(appointment.id, 1, CancelledBy.PATIENT, "Ill")

    assert not clinic.as_doctor().hours.preview(a_change(clinic)).stranded
    assert clinic.as_doctor().hours.save(a_change(clinic), hand_over=[appointment.id]).handed_over == 0
