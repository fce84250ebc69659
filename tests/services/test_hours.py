"""Working time: who may set it, what is refused, and whom a change would strand."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import CancelledBy
from clinic_desktop.domain.availability import ExceptionKind
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed, NotFound
from clinic_desktop.domain.holds import Hold
from clinic_desktop.domain.queries import ExceptionDraft, PatternDraft
from clinic_desktop.domain.refusals import ClinicClosed, OnLeave, WouldStrand
from clinic_desktop.storage.journal import entries_of
from tests.builders import SmallClinic

from .asking import TODAY, TOMORROW, a_query, at, at_fischers, book, for_kim

NOBODY = UUID(int=7)


def hours(weekday: int, starts: str, ends: str, *, valid_until: date | None = None) -> PatternDraft:
    return PatternDraft(
        weekday=weekday,
        starts=time.fromisoformat(starts),
        ends=time.fromisoformat(ends),
        valid_from=date(2026, 1, 1),
        valid_until=valid_until,
    )


def leave(
    clinic: SmallClinic,
    first: date = TODAY,
    last: date = TODAY,
    starts: str | None = None,
    ends: str | None = None,
    *,
    kind: ExceptionKind = ExceptionKind.REMOVES,
    practitioner_id: UUID | None = None,
) -> ExceptionDraft:
    return ExceptionDraft(
        practitioner_id=practitioner_id or clinic.okafor.id,
        first_day=first,
        last_day=last,
        kind=kind,
        starts=None if starts is None else time.fromisoformat(starts),
        ends=None if ends is None else time.fromisoformat(ends),
        reason="Congress",
    )


MORNINGS = [hours(weekday, "08:00", "12:00") for weekday in range(5)]


def test_new_weekly_hours_stand_instead_of_the_old_ones(clinic: SmallClinic) -> None:
    stored = clinic.as_admin().hours.set_weekly(clinic.okafor.id, MORNINGS)

    assert [(one.weekday, one.starts, one.ends) for one in stored.patterns] == [
        (weekday, time(8), time(12)) for weekday in range(5)
    ]
    (column,) = clinic.as_receptionist().scheduling.day_sheet(TODAY, [clinic.okafor.id]).columns
    assert [span.minutes for span in column.open_time] == [240]


def test_hours_that_did_not_change_are_left_alone(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    before = admin.hours.of(clinic.okafor.id).patterns
    monday = before[0]

    after = admin.hours.set_weekly(
        clinic.okafor.id,
        [hours(one.weekday, "08:00", "17:00") for one in before[:4]] + [hours(4, "08:00", "15:00")],
    )

    assert after.patterns[:4] == before[:4]
    with clinic.database.reading() as reading:
        assert len(entries_of(reading, "weekly_pattern", monday.id)) == 1


def test_whom_new_hours_would_strand_is_shown_before_they_are_saved(clinic: SmallClinic) -> None:
    morning, afternoon = book(clinic, "10:00"), book(clinic, "15:00", **for_kim(clinic))
    cancelled = book(clinic, "16:00")
    clinic.as_receptionist().scheduling.cancel(cancelled.id, 1, CancelledBy.CLINIC, "Doctor ill")
    admin = clinic.as_admin()

    with pytest.raises(WouldStrand) as refusal:
        admin.hours.set_weekly(clinic.okafor.id, MORNINGS)

    assert [line.id for line in refusal.value.appointments] == [afternoon.id]
    assert len(admin.hours.of(clinic.okafor.id).patterns) == 5
    assert admin.hours.of(clinic.okafor.id).patterns[0].ends == time(17)
    admin.hours.set_weekly(clinic.okafor.id, MORNINGS, despite_stranded=True)
    assert admin.hours.of(clinic.okafor.id).patterns[0].ends == time(12)
    assert clinic.stored(morning) == morning


def test_what_lay_outside_before_is_not_stranded_by_a_change(clinic: SmallClinic) -> None:
    book(clinic, "19:00", overbook_reason="Emergency")

    clinic.as_admin().hours.set_weekly(clinic.okafor.id, MORNINGS)

    assert len(clinic.as_admin().hours.of(clinic.okafor.id).patterns) == 5


def test_wrong_hours_are_refused_and_change_nothing(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    before = admin.hours.of(clinic.okafor.id)

    for wrong in (
        [hours(0, "12:00", "08:00")],
        [hours(0, "08:00", "12:00"), hours(0, "11:00", "13:00")],
        [hours(7, "08:00", "12:00")],
        [hours(0, "08:00", "12:00", valid_until=date(2020, 1, 1))],
    ):
        with pytest.raises(InvalidInput):
            admin.hours.set_weekly(clinic.okafor.id, wrong)

    assert admin.hours.of(clinic.okafor.id) == before
    with pytest.raises(NotFound):
        admin.hours.set_weekly(NOBODY, MORNINGS)


def test_doctors_set_their_own_hours_and_the_desk_only_exceptions(clinic: SmallClinic) -> None:
    doctor, desk, patient = clinic.as_doctor(), clinic.as_receptionist(), clinic.as_patient()

    doctor.hours.set_weekly(clinic.okafor.id, MORNINGS)
    with pytest.raises(NotAllowed):
        doctor.hours.set_weekly(clinic.fischer.id, MORNINGS)
    with pytest.raises(NotAllowed):
        doctor.hours.of(clinic.fischer.id)
    with pytest.raises(NotAllowed):
        doctor.hours.add_exception(leave(clinic, practitioner_id=clinic.fischer.id))
    with pytest.raises(NotAllowed):
        desk.hours.set_weekly(clinic.okafor.id, MORNINGS)
    for other in (desk, doctor):
        with pytest.raises(NotAllowed):
            other.hours.add_closure("Carnival", TODAY, TODAY)
    with pytest.raises(NotAllowed):
        patient.hours.add_exception(leave(clinic))
    assert desk.hours.add_exception(leave(clinic)).reason == "Congress"


def test_leave_closes_the_diary_until_it_is_taken_away(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    away = desk.hours.add_exception(leave(clinic, TOMORROW, TOMORROW))

    with pytest.raises(OnLeave):
        book(clinic, "10:00", TOMORROW)
    (column,) = desk.scheduling.day_sheet(TOMORROW, [clinic.okafor.id]).columns
    assert (column.open_time, column.away_reason) == ((), "Congress")

    desk.hours.remove_exception(away.id)

    assert book(clinic, "10:00", TOMORROW).starts_at == at(clinic, "10:00", TOMORROW)


def test_leave_shows_whom_it_would_strand(clinic: SmallClinic) -> None:
    stranded = book(clinic, "10:00", TOMORROW)
    book(clinic, "15:00", TOMORROW)
    book(clinic, "10:00", TOMORROW + timedelta(days=1))
    book(clinic, "10:00", TOMORROW, **for_kim(clinic), **at_fischers(clinic))
    desk = clinic.as_receptionist()

    with pytest.raises(WouldStrand) as refusal:
        desk.hours.add_exception(leave(clinic, TOMORROW, TOMORROW, "09:00", "12:00"))

    assert [line.id for line in refusal.value.appointments] == [stranded.id]
    assert desk.hours.of(clinic.okafor.id).exceptions == ()
    desk.hours.add_exception(leave(clinic, TOMORROW, TOMORROW, "09:00", "12:00"), despite_stranded=True)
    assert len(desk.hours.of(clinic.okafor.id).exceptions) == 1


def test_extra_hours_that_are_used_are_not_simply_taken_away(clinic: SmallClinic) -> None:
    saturday = TODAY + timedelta(days=4)
    desk = clinic.as_receptionist()
    extra = desk.hours.add_exception(leave(clinic, saturday, saturday, "09:00", "12:00", kind=ExceptionKind.ADDS))
    appointment = book(clinic, "10:00", saturday)

    with pytest.raises(WouldStrand) as refusal:
        desk.hours.remove_exception(extra.id)

    assert [line.id for line in refusal.value.appointments] == [appointment.id]
    desk.hours.remove_exception(extra.id, despite_stranded=True)
    assert desk.scheduling.free_slots(a_query(clinic, saturday, saturday)) == []


def test_wrong_or_repeated_leave_is_refused(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    desk.hours.add_exception(leave(clinic, TODAY, TOMORROW))

    for wrong in (
        leave(clinic, TOMORROW, TODAY),
        leave(clinic, TOMORROW, TOMORROW, "09:00", None),
        leave(clinic, TOMORROW, TOMORROW, "12:00", "09:00"),
        leave(clinic, TOMORROW, TOMORROW, "09:00", "12:00"),
    ):
        with pytest.raises(InvalidInput):
            desk.hours.add_exception(wrong)
    with pytest.raises(NotFound):
        desk.hours.remove_exception(NOBODY)


def test_a_closure_closes_every_diary_after_showing_whom_it_strands(clinic: SmallClinic) -> None:
    one, other = book(clinic, "10:00", TOMORROW), book(clinic, "11:00", TOMORROW, **at_fischers(clinic))
    admin = clinic.as_admin()

    with pytest.raises(WouldStrand) as refusal:
        admin.hours.add_closure("Carnival", TOMORROW, TOMORROW)

    assert [line.id for line in refusal.value.appointments] == [one.id, other.id]
    assert admin.hours.closures() == []
    closure = admin.hours.add_closure(" Carnival ", TOMORROW, TOMORROW, despite_stranded=True)
    assert clinic.as_patient().hours.closures() == [closure]
    assert closure.name == "Carnival"
    with pytest.raises(ClinicClosed):
        book(clinic, "15:00", TOMORROW)

    admin.hours.remove_closure(closure.id)

    assert book(clinic, "15:00", TOMORROW).starts_at == at(clinic, "15:00", TOMORROW)


def test_closures_have_a_name_and_days_of_their_own(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    admin.hours.add_closure("Christmas", date(2026, 12, 24), date(2026, 12, 26))

    for name, first, last in (
        ("  ", TODAY, TODAY),
        ("Boxing Day", date(2026, 12, 26), date(2026, 12, 27)),
        ("Backwards", TOMORROW, TODAY),
    ):
        with pytest.raises(InvalidInput):
            admin.hours.add_closure(name, first, last)
    assert len(admin.hours.closures()) == 1


def test_a_night_shift_across_midnight_is_open_in_one_piece(clinic: SmallClinic) -> None:
    clinic.as_admin().hours.set_weekly(clinic.okafor.id, [hours(1, "20:00", "00:00"), hours(2, "00:00", "06:00")])

    assert book(clinic, "23:30", minutes=120).span.minutes == 120


def test_a_block_is_told_by_the_sheet_and_named_in_the_refusal(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    block = desk.hours.add_exception(leave(clinic, TOMORROW, TOMORROW, "09:00", "10:00"))

    (column,) = desk.scheduling.day_sheet(TOMORROW, [clinic.okafor.id]).columns
    with pytest.raises(OnLeave) as refusal:
        book(clinic, "09:30", TOMORROW)

    assert [(one.exception_id, one.span.minutes, one.reason) for one in column.blocks] == [(block.id, 60, "Congress")]
    assert column.away_reason == ""
    assert "“Congress”" in refusal.value.sentence


def test_a_block_is_changed_in_one_step_even_to_another_doctor(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    block = desk.hours.add_exception(leave(clinic, TOMORROW, TOMORROW, "09:00", "10:00"))

    changed = desk.hours.change_exception(
        block.id, block.version, leave(clinic, TOMORROW, TOMORROW, "09:30", "11:00", practitioner_id=clinic.fischer.id)
    )

    assert (changed.id, changed.version, changed.starts, changed.ends) == (block.id, 2, time(9, 30), time(11))
    assert desk.hours.of(clinic.okafor.id).exceptions == ()
    assert desk.hours.of(clinic.fischer.id).exceptions == (changed,)


def test_a_longer_block_shows_whom_it_would_strand_and_one_version_wins(clinic: SmallClinic) -> None:
    stranded = book(clinic, "10:00", TOMORROW)
    desk = clinic.as_receptionist()
    block = desk.hours.add_exception(leave(clinic, TOMORROW, TOMORROW, "09:00", "10:00"))
    longer = leave(clinic, TOMORROW, TOMORROW, "09:00", "11:00")

    with pytest.raises(WouldStrand) as refusal:
        desk.hours.change_exception(block.id, block.version, longer)
    desk.hours.change_exception(block.id, block.version, longer, despite_stranded=True)

    assert [line.id for line in refusal.value.appointments] == [stranded.id]
    with pytest.raises(ChangedMeanwhile):
        desk.hours.change_exception(block.id, block.version, leave(clinic, TOMORROW, TOMORROW, "08:00", "09:00"))


def test_the_sheet_tells_what_is_held_by_whom_until_it_lapses(clinic: SmallClinic) -> None:
    starts_at = at(clinic, "10:00")
    clinic.store(
        Hold(
            id=UUID(int=0),
            practitioner_id=clinic.okafor.id,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=30),
            until=clinic.clock.now + timedelta(minutes=5),
            account_id=clinic.receptionist.id,
            station_id=clinic.database.station_id,
        )
    )

    (mine,) = clinic.as_receptionist().scheduling.day_sheet(TODAY).holds
    (theirs,) = clinic.as_admin().scheduling.day_sheet(TODAY).holds
    elsewhere = clinic.as_admin().scheduling.day_sheet(TODAY, [clinic.fischer.id]).holds
    clinic.clock.forward(minutes=5)

    assert (mine.holder_name, mine.is_own, mine.starts_at) == ("Rosa Lopez", True, starts_at)
    assert not theirs.is_own
    assert elsewhere == ()
    assert clinic.as_receptionist().scheduling.day_sheet(TODAY).holds == ()
