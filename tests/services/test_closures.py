"""Days on which nobody works, and hours of several doctors at once: looked at, and saved with who is stranded."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.availability import ExceptionKind
from clinic_desktop.domain.clinic_time import nearest_instant
from clinic_desktop.domain.desk_tasks import DeskTask, TaskStatus
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed
from clinic_desktop.domain.hours_change import HoursChange, NewTime
from clinic_desktop.domain.hours_plan import ClosureDraft, HoursPlan, closures_seen
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.domain.queries import ExceptionDraft
from clinic_desktop.domain.refusals import ClinicClosed, WouldStrand
from tests.builders import SmallClinic
from tests.services.asking import a_request

TOMORROW = date(2026, 11, 25)
FRIDAY = TOMORROW + timedelta(days=2)


def at(clinic: SmallClinic, clock: str, day: date) -> datetime:
    return nearest_instant(datetime.combine(day, time.fromisoformat(clock)), clinic.settings().zone_info)


def booked(clinic: SmallClinic, clock: str, day: date, **fields: object) -> Appointment:
    return clinic.store(clinic.an_appointment(at(clinic, clock, day), **fields))  # type: ignore[arg-type] # the test's


def at_fischers(clinic: SmallClinic, clock: str, day: date) -> Appointment:
    return booked(clinic, clock, day, practitioner_id=clinic.fischer.id, patient_id=clinic.kim.id)


def closing(*days: date, name: str = "Carnival") -> HoursPlan:
    return HoursPlan(closed=tuple(ClosureDraft(name=name, first_day=day, last_day=day) for day in days))


def away(practitioner: Practitioner, day: date) -> HoursChange:
    leave = ExceptionDraft(practitioner_id=practitioner.id, first_day=day, last_day=day, kind=ExceptionKind.REMOVES)
    return HoursChange(practitioner_id=practitioner.id, added=(leave,))


def ids(appointments: Iterable[object]) -> list[object]:
    return [getattr(one, "id") for one in appointments]  # noqa: B009 # lines and records alike


def starts_at(clinic: SmallClinic, appointment: Appointment) -> datetime:
    with clinic.database.reading() as reading:
        return reading.get(Appointment, appointment.id).starts_at


def tasks(clinic: SmallClinic) -> list[DeskTask]:
    with clinic.database.reading() as reading:
        return reading.where(DeskTask, order=("id",))


def test_a_closure_is_looked_at_in_every_diary_and_nothing_is_stored(clinic: SmallClinic) -> None:
    one, other = booked(clinic, "10:00", TOMORROW), at_fischers(clinic, "11:00", TOMORROW)
    booked(clinic, "10:00", FRIDAY)
    admin = clinic.as_admin()

    impact = admin.hours.preview(closing(TOMORROW))

    assert ids(impact.stranded) == [one.id, other.id]
    assert not admin.hours.closures()


def test_all_that_is_booked_on_long_closed_days_is_counted(clinic: SmallClinic) -> None:
    appointments = [booked(clinic, "10:00", TOMORROW + timedelta(weeks=week)) for week in range(8)]
    weeks = ClosureDraft(name="Building works", first_day=TOMORROW, last_day=TOMORROW + timedelta(weeks=6))

    impact = clinic.as_admin().hours.preview(HoursPlan(closed=(weeks,)))

    assert ids(impact.stranded) == ids(appointments[:7])


def test_new_times_lie_outside_the_days_that_would_be_closed(clinic: SmallClinic) -> None:
    appointment = booked(clinic, "10:00", TOMORROW)
    plan = closing(TOMORROW, TOMORROW + timedelta(days=1))

    (found,) = clinic.as_admin().hours.new_times(plan, [appointment.id]).values()

    zone = clinic.settings().zone_info
    days = {slot.starts_at.astimezone(zone).date() for slot in found}
    assert found
    assert not days & {TOMORROW, TOMORROW + timedelta(days=1)}


def test_some_are_moved_the_others_handed_over_and_all_of_it_is_taken_back(clinic: SmallClinic) -> None:
    goes, stays = booked(clinic, "10:00", TOMORROW), at_fischers(clinic, "11:00", TOMORROW)
    admin, plan = clinic.as_admin(), closing(TOMORROW)
    slot = admin.hours.new_times(plan, [goes.id])[goes.id][0]
    move = NewTime(appointment_id=goes.id, version=goes.version, slot=slot)

    saved = admin.hours.save(plan, [move], hand_over=[stays.id], reason="Carnival")

    assert (saved.moved, saved.handed_over, saved.left) == (1, 1, 0)
    (task,) = tasks(clinic)
    assert (task.appointment_id, task.reason) == (stays.id, "Carnival")
    assert starts_at(clinic, goes) == slot.starts_at
    assert [one.name for one in admin.hours.closures()] == ["Carnival"]

    done = admin.history.undo_last()

    assert not admin.hours.closures()
    assert starts_at(clinic, goes) == goes.starts_at
    assert tasks(clinic)[0].status is TaskStatus.CANCELLED
    assert done.words == "Undid change of closing days"


def test_undo_says_how_many_days_a_change_closed(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()

    admin.hours.save(closing(TOMORROW, FRIDAY))

    offer = admin.history.undoable()
    assert offer is not None
    assert offer.words == "Changed when the clinic is closed: Carnival and 1 more"
    assert offer.undo_words == "Undo change of closing days"


def test_who_was_booked_meanwhile_is_shown_before_anything_is_stored(clinic: SmallClinic) -> None:
    admin, plan = clinic.as_admin(), closing(TOMORROW)
    assert not admin.hours.preview(plan).stranded
    late = booked(clinic, "10:00", TOMORROW)

    with pytest.raises(WouldStrand) as refusal:
        admin.hours.save(plan)

    assert ids(refusal.value.appointments) == [late.id]
    assert not admin.hours.closures()
    assert admin.hours.save(plan, leave=[late.id]).left == 1
    with pytest.raises(ClinicClosed):
        clinic.as_receptionist().scheduling.book(a_request(clinic, "15:00", TOMORROW))


def test_days_that_open_again_take_their_appointments_off_the_desks_list(clinic: SmallClinic) -> None:
    appointment, admin = booked(clinic, "10:00", TOMORROW), clinic.as_admin()
    admin.hours.save(closing(TOMORROW), hand_over=[appointment.id])
    (closure,) = admin.hours.closures()
    plan = HoursPlan(reopened=frozenset({closure.id}), seen=closures_seen([closure]))
    assert admin.hours.preview(plan).relieved == 1

    admin.hours.save(plan)

    assert not admin.hours.closures()
    assert tasks(clinic)[0].status is TaskStatus.CANCELLED


def test_closures_that_were_changed_meanwhile_are_not_planned_over(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    standing = admin.hours.add_closure("Carnival", TOMORROW, TOMORROW)
    plan = replace(closing(FRIDAY), seen=closures_seen([standing]))
    admin.hours.add_closure("Inventory", FRIDAY + timedelta(days=7), FRIDAY + timedelta(days=7))

    with pytest.raises(ChangedMeanwhile):
        admin.hours.save(plan)

    assert len(admin.hours.closures()) == 2


def test_a_closure_without_a_name_or_on_closed_days_is_refused(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    admin.hours.save(closing(TOMORROW))

    with pytest.raises(InvalidInput):
        admin.hours.preview(closing(TOMORROW, name="Inventory"))
    with pytest.raises(InvalidInput):
        admin.hours.save(closing(FRIDAY, name="  "))


def test_hours_of_several_doctors_are_saved_in_one_and_taken_back_in_one(clinic: SmallClinic) -> None:
    one, other = booked(clinic, "10:00", TOMORROW), at_fischers(clinic, "11:00", TOMORROW)
    plan = HoursPlan(changes=(away(clinic.okafor, TOMORROW), away(clinic.fischer, TOMORROW)))
    admin = clinic.as_admin()
    assert ids(admin.hours.preview(plan).stranded) == [one.id, other.id]

    saved = admin.hours.save(plan, hand_over=[one.id, other.id])

    assert [len(hours.exceptions) for hours in saved.hours.values()] == [1, 1]
    assert saved.handed_over == 2
    offer = admin.history.undoable()
    assert offer is not None
    assert offer.words.startswith("Changed the hours of Dr ")
    assert offer.words.endswith(" and 1 more")
    admin.history.undo_last()
    assert not any(admin.hours.of(which).exceptions for which in saved.hours)


def test_the_hours_of_several_are_those_of_each(clinic: SmallClinic) -> None:
    admin, both = clinic.as_admin(), [clinic.okafor.id, clinic.fischer.id]
    admin.hours.save(away(clinic.fischer, FRIDAY))
    admin.hours.save(closing(TOMORROW))

    assert admin.hours.of_several(both) == {one: admin.hours.of(one) for one in both}


def test_only_an_administrator_closes_the_clinic_and_a_doctor_changes_nobody_elses_hours(clinic: SmallClinic) -> None:
    for someone in (clinic.as_receptionist(), clinic.as_doctor()):
        with pytest.raises(NotAllowed):
            someone.hours.preview(closing(TOMORROW))
        with pytest.raises(NotAllowed):
            someone.hours.save(closing(TOMORROW))
    both = HoursPlan(changes=(away(clinic.okafor, TOMORROW), away(clinic.fischer, TOMORROW)))
    with pytest.raises(NotAllowed):
        clinic.as_doctor().hours.save(both)
    assert not clinic.as_doctor().hours.of(clinic.okafor.id).exceptions
