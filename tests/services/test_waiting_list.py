"""The waiting list: who is on it, and whose entries somebody may touch."""

from datetime import timedelta
from uuid import UUID

import pytest

from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed
from clinic_desktop.domain.people import Department
from clinic_desktop.domain.queries import DayPart
from clinic_desktop.domain.waiting_list import (
    NotWaiting,
    Urgency,
    WaitingFilter,
    WaitingStatus,
    Wish,
)
from tests.builders import NINE_OCLOCK, SmallClinic
from tests.services.waiting import ALL, TEN_OCLOCK, TODAY, a_draft, somebody, waits


def test_whoever_was_put_on_the_list_stands_on_it(clinic: SmallClinic) -> None:
    entry = waits(clinic, wish=Wish(practitioner_ids=(clinic.okafor.id,), part=DayPart.MORNING), note="Call first")

    (line,) = clinic.as_receptionist().waiting_list.list()

    assert line.entry == clinic.stored(entry)
    assert (line.patient_name, line.wish_words) == ("Min Kim", "Dr Okafor · mornings")
    assert entry.asked_at == NINE_OCLOCK


def test_the_most_pressing_stand_first_and_pages_follow_each_other(clinic: SmallClinic) -> None:
    for number in range(5):
        waits(clinic, somebody(clinic, f"P{number}"), urgency=tuple(Urgency)[number % 3])
        clinic.clock.forward(minutes=1)
    desk = clinic.as_receptionist().waiting_list

    whole = desk.list(ALL)
    paged = [*desk.list(ALL, limit=2)]
    while page := desk.list(ALL, limit=2, after=paged[-1]):
        paged += page

    assert [line.patient_name[:2] for line in whole] == ["P2", "P1", "P4", "P0", "P3"]
    assert paged == whole


def test_the_list_is_narrowed_by_status_department_doctor_and_patient(clinic: SmallClinic) -> None:
    other = clinic.store(Department(id=UUID(int=0), name="Paediatrics"))
    kim = waits(clinic, wish=Wish(practitioner_ids=(clinic.okafor.id,)))
    novak = waits(clinic, clinic.novak, wish=Wish(department_id=other.id))
    silva = waits(clinic, somebody(clinic, "Marta"), wish=Wish(last_day=TODAY))
    clinic.clock.forward(days=1)

    def found(**wanted: object) -> set[UUID]:
        lines = clinic.as_receptionist().waiting_list.list(WaitingFilter(**wanted))  # type: ignore[arg-type]
        return {line.entry.id for line in lines}

    assert found() == {kim.id, novak.id, silva.id}
    assert found(statuses=frozenset({WaitingStatus.WAITING})) == {kim.id, novak.id}
    assert found(statuses=frozenset({WaitingStatus.LAPSED})) == {silva.id}
    assert found(department_id=other.id) == {novak.id}
    assert found(department_id=clinic.department.id) == {kim.id}
    assert found(practitioner_id=clinic.okafor.id) == {kim.id, silva.id}
    assert found(practitioner_id=clinic.fischer.id) == {silva.id}
    assert found(patient_id=clinic.novak.id) == {novak.id}


def test_nobody_waits_twice_for_the_same(clinic: SmallClinic) -> None:
    waits(clinic)

    with pytest.raises(InvalidInput, match="waits for that already"):
        waits(clinic)

    waits(clinic, wish=Wish(practitioner_ids=(clinic.okafor.id,)))


def test_an_entry_lapses_on_its_day_and_can_be_taken_up_again(clinic: SmallClinic) -> None:
    entry = waits(clinic, wish=Wish(last_day=TODAY))
    clinic.clock.forward(days=1)
    desk = clinic.as_receptionist().waiting_list

    (lapsed,) = desk.list(ALL)
    assert lapsed.status is WaitingStatus.LAPSED
    assert not desk.list()
    with pytest.raises(InvalidInput, match="over"):
        desk.change(entry.id, entry.version, a_draft(clinic, wish=Wish(last_day=TODAY)))
    taken_up = desk.change(entry.id, entry.version, a_draft(clinic, wish=Wish(last_day=TODAY + timedelta(days=7))))

    assert [line.entry for line in desk.list()] == [taken_up]
    assert taken_up.asked_at == entry.asked_at


def test_a_withdrawn_entry_waits_no_longer(clinic: SmallClinic) -> None:
    entry = waits(clinic)
    desk = clinic.as_receptionist().waiting_list

    gone = desk.withdraw(entry.id, entry.version)

    assert not desk.list()
    with pytest.raises(NotWaiting):
        desk.withdraw(gone.id, gone.version)
    with pytest.raises(ChangedMeanwhile):
        desk.withdraw(entry.id, entry.version)


def test_today_says_who_fits_a_gap_and_who_waits_beside_them(clinic: SmallClinic) -> None:
    waits(clinic, wish=Wish(practitioner_ids=(clinic.fischer.id,), part=DayPart.AFTERNOON))
    waits(clinic, clinic.novak, wish=Wish(first_day=TODAY + timedelta(days=1)))

    today = clinic.as_receptionist().waiting_list.gaps_today()

    (fits,) = today.fitting
    assert (fits.line.patient_name, fits.slot.practitioner_id) == ("Min Kim", clinic.fischer.id)
    assert fits.slot.starts_at == NINE_OCLOCK + timedelta(hours=3)
    assert [line.patient_name for line in today.others] == ["Peter Novak"]
    assert today.count == 2


def test_free_times_for_an_entry_keep_its_wishes(clinic: SmallClinic) -> None:
    entry = waits(clinic, wish=Wish(practitioner_ids=(clinic.fischer.id,), weekdays=(3,), part=DayPart.AFTERNOON))

    slots = clinic.as_receptionist().waiting_list.free_for(entry.id, limit=3)

    assert slots[0].starts_at == NINE_OCLOCK + timedelta(days=2, hours=3)
    assert {slot.practitioner_id for slot in slots} == {clinic.fischer.id}


def test_a_doctor_sees_to_those_whose_wish_leaves_room_for_them(clinic: SmallClinic) -> None:
    own = waits(clinic, wish=Wish(practitioner_ids=(clinic.okafor.id,)))
    others = waits(clinic, clinic.novak, wish=Wish(practitioner_ids=(clinic.fischer.id,)))
    anyones = waits(clinic, somebody(clinic, "Marta"))
    doctor = clinic.as_doctor().waiting_list

    assert {line.entry.id for line in doctor.list()} == {own.id, anyones.id}
    assert doctor.gaps_today().count == 2
    with pytest.raises(NotAllowed):
        doctor.withdraw(others.id, others.version)


def test_a_patient_joins_for_themselves_and_never_as_urgent(clinic: SmallClinic) -> None:
    patient = clinic.as_patient().waiting_list

    entry = patient.add(a_draft(clinic, clinic.novak, urgency=Urgency.ASAP))

    assert entry.urgency is Urgency.ROUTINE
    with pytest.raises(NotAllowed):
        patient.add(a_draft(clinic))


def test_another_patients_appointment_is_not_given_back(clinic: SmallClinic) -> None:
    another = clinic.store(clinic.an_appointment(TEN_OCLOCK + timedelta(days=1)))

    with pytest.raises(InvalidInput, match="another patient"):
        waits(clinic, appointment_id=another.id)


def test_putting_somebody_on_the_list_can_be_taken_back(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    desk.waiting_list.add(a_draft(clinic))

    offer = desk.history.undoable()
    assert offer is not None
    desk.history.undo(offer.change_id)

    assert (offer.words, offer.undo_words) == (
        "Put Min Kim on the waiting list",
        "Undo waiting list entry of Min Kim",
    )
    assert not desk.waiting_list.list()
