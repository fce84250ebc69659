"""Who fits a free time, and how one booking settles everything."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import (
    AppointmentStatus,
    AppointmentType,
    BookingRequest,
    CancelledBy,
)
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.queries import DayPart
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.domain.undoing import DiaryVerb
from clinic_desktop.domain.waiting_list import (
    NotWaiting,
    Urgency,
    WaitingStatus,
    Wish,
)
from clinic_desktop.services.waiting_list import GIVEN_BACK
from tests.builders import NINE_OCLOCK, SmallClinic
from tests.services.waiting import TEN_OCLOCK, a_gap, freed, names, somebody, waits


def test_a_cancelled_appointment_tells_whom_it_would_suit(clinic: SmallClinic) -> None:
    later = clinic.store(clinic.an_appointment(TEN_OCLOCK + timedelta(days=9), patient_id=clinic.kim.id))
    waits(clinic, urgency=Urgency.URGENT, wish=Wish(part=DayPart.MORNING), appointment_id=later.id)
    clinic.store(replace(clinic.kim, mobile="+49 30 901822"))
    clinic.clock.forward(minutes=30)
    around = [clinic.an_appointment(NINE_OCLOCK), clinic.an_appointment(TEN_OCLOCK + timedelta(minutes=30))]
    for one in around:
        clinic.store(one)
    gap = freed(clinic, clinic.store(clinic.an_appointment(TEN_OCLOCK)))

    offer = clinic.as_receptionist().waiting_list.fitting(gap)

    (candidate,) = offer.candidates
    assert (offer.practitioner_name, offer.count) == ("Dr Okafor", 1)
    assert candidate.slot.starts_at == TEN_OCLOCK
    assert candidate.line.phone == "+49 30 901822"
    assert candidate.reason == (
        "urgent · waiting since today · mornings suit · has Thu 3 Dec 10:00, would give it back"
    )


def test_a_type_that_is_too_long_for_the_gap_does_not_fit(clinic: SmallClinic) -> None:
    gap = a_gap(clinic)
    long = clinic.store(AppointmentType(id=UUID(int=0), name="Long", minutes=45))
    buffered = clinic.store(AppointmentType(id=UUID(int=0), name="Buffered", minutes=30, buffer_after=5))
    short = clinic.store(AppointmentType(id=UUID(int=0), name="Short", minutes=20))
    for kind in (long, buffered, short):
        waits(clinic, somebody(clinic, kind.name), type_id=kind.id)

    assert names(clinic, gap) == ["Short Silva"]


def test_a_patient_who_is_elsewhere_then_is_not_offered(clinic: SmallClinic) -> None:
    gap = a_gap(clinic)
    waits(clinic)
    at = gap.span.starts_at

    clinic.store(clinic.an_appointment(at, patient_id=clinic.kim.id, practitioner_id=clinic.fischer.id))

    assert names(clinic, gap) == []


def test_a_time_that_was_given_away_meanwhile_suits_nobody(clinic: SmallClinic) -> None:
    gap = a_gap(clinic)
    waits(clinic)
    assert names(clinic, gap) == ["Min Kim"]

    clinic.store(clinic.an_appointment(gap.span.starts_at))

    assert names(clinic, gap) == []


def test_an_archived_patient_is_not_offered(clinic: SmallClinic) -> None:
    gap = a_gap(clinic)
    patient = somebody(clinic, "Marta")
    waits(clinic, patient)

    clinic.store(replace(patient, archived=True))

    assert names(clinic, gap) == []


def test_one_booking_settles_the_entry_and_gives_the_later_time_back(clinic: SmallClinic) -> None:
    later = clinic.store(clinic.an_appointment(TEN_OCLOCK + timedelta(days=9), patient_id=clinic.kim.id, reason="Knee"))
    entry = waits(clinic, appointment_id=later.id)
    desk = clinic.as_receptionist().waiting_list
    (candidate,) = desk.fitting(a_gap(clinic)).candidates
    told: list[Changes] = []
    clinic.database.subscribe(told.append)

    booked = desk.book_from(entry.id, entry.version, candidate.request)

    old = clinic.stored(later)
    assert (booked.starts_at, booked.reason) == (TEN_OCLOCK, "Knee")
    assert (old.status, old.cancelled_by, old.cancel_reason) == (
        AppointmentStatus.CANCELLED,
        CancelledBy.CLINIC,
        GIVEN_BACK,
    )
    settled = clinic.stored(entry)
    assert (settled.status, settled.booked_id) == (WaitingStatus.BOOKED, booked.id)
    (change,) = told
    assert change.verb == DiaryVerb.BOOK_FROM_LIST
    assert [gap.span for gap in change.freed] == [later.span]


def test_a_later_time_that_is_kept_stays(clinic: SmallClinic) -> None:
    later = clinic.store(clinic.an_appointment(TEN_OCLOCK + timedelta(days=9), patient_id=clinic.kim.id))
    entry = waits(clinic, appointment_id=later.id, keeps_appointment=True)
    desk = clinic.as_receptionist().waiting_list
    (candidate,) = desk.fitting(a_gap(clinic)).candidates

    desk.book_from(entry.id, entry.version, candidate.request)

    assert candidate.reason.endswith("would keep it")
    assert clinic.stored(later).status is AppointmentStatus.BOOKED


def test_the_later_time_of_the_same_hour_is_not_in_its_own_way(clinic: SmallClinic) -> None:
    later = clinic.store(clinic.an_appointment(TEN_OCLOCK + timedelta(minutes=10), patient_id=clinic.kim.id))
    entry = waits(clinic, appointment_id=later.id)
    request = BookingRequest(
        patient_id=clinic.kim.id,
        practitioner_id=clinic.okafor.id,
        type_id=clinic.consultation.id,
        starts_at=TEN_OCLOCK,
    )

    booked = clinic.as_receptionist().waiting_list.book_from(entry.id, entry.version, request)

    assert booked.starts_at == TEN_OCLOCK
    assert clinic.stored(later).status is AppointmentStatus.CANCELLED


def test_a_taken_time_is_refused_with_others_and_nothing_is_given_back(clinic: SmallClinic) -> None:
    later = clinic.store(clinic.an_appointment(TEN_OCLOCK + timedelta(days=9), patient_id=clinic.kim.id))
    entry = waits(clinic, appointment_id=later.id)
    gap = a_gap(clinic)
    desk = clinic.as_receptionist().waiting_list
    (candidate,) = desk.fitting(gap).candidates
    clinic.store(clinic.an_appointment(TEN_OCLOCK))

    with pytest.raises(SlotTaken) as refusal:
        desk.book_from(entry.id, entry.version, candidate.request)

    assert refusal.value.alternatives
    assert clinic.stored(later).status is AppointmentStatus.BOOKED
    assert clinic.stored(entry).status is WaitingStatus.WAITING


def test_nobody_is_booked_from_the_list_twice(clinic: SmallClinic) -> None:
    entry = waits(clinic)
    desk = clinic.as_receptionist().waiting_list
    (candidate,) = desk.fitting(a_gap(clinic)).candidates
    desk.book_from(entry.id, entry.version, candidate.request)

    with pytest.raises(ChangedMeanwhile):
        desk.book_from(entry.id, entry.version, candidate.request)
    with pytest.raises(NotWaiting):
        desk.book_from(entry.id, clinic.stored(entry).version, candidate.request)


def test_a_later_time_is_not_given_back_for_a_still_later_one(clinic: SmallClinic) -> None:
    later = clinic.store(clinic.an_appointment(TEN_OCLOCK, patient_id=clinic.kim.id))
    entry = waits(clinic, appointment_id=later.id)
    (slot,) = clinic.as_receptionist().waiting_list.free_for(entry.id, limit=1)
    request = BookingRequest(
        patient_id=clinic.kim.id,
        practitioner_id=slot.practitioner_id,
        type_id=clinic.consultation.id,
        starts_at=TEN_OCLOCK + timedelta(days=1),
    )

    with pytest.raises(InvalidInput, match="Tue 24 Nov 10:00 already"):
        clinic.as_receptionist().waiting_list.book_from(entry.id, entry.version, request)

    assert slot.starts_at < TEN_OCLOCK
    assert clinic.stored(later).status is AppointmentStatus.BOOKED


def test_one_undo_takes_all_of_it_back(clinic: SmallClinic) -> None:
    later = clinic.store(clinic.an_appointment(TEN_OCLOCK + timedelta(days=9), patient_id=clinic.kim.id))
    entry = waits(clinic, appointment_id=later.id)
    desk = clinic.as_receptionist()
    (candidate,) = desk.waiting_list.fitting(a_gap(clinic)).candidates
    booked = desk.waiting_list.book_from(entry.id, entry.version, candidate.request)

    offer = desk.history.undoable()
    assert offer is not None
    desk.history.undo(offer.change_id)

    assert offer.words == "Booked Min Kim from the waiting list, Tue 24 Nov 10:00 · Dr Okafor"
    assert clinic.stored(booked).status is AppointmentStatus.ENTERED_IN_ERROR
    assert clinic.stored(later).status is AppointmentStatus.BOOKED
    assert clinic.stored(entry).status is WaitingStatus.WAITING
