"""The waiting list: who is on it, who fits a free time, and how one booking settles everything."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import (
    Appointment,
    AppointmentStatus,
    AppointmentType,
    BookingRequest,
    CancelledBy,
)
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.people import Department, Patient
from clinic_desktop.domain.queries import DayPart
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.domain.undoing import DiaryVerb
from clinic_desktop.domain.waiting_list import (
    Gap,
    NotWaiting,
    Urgency,
    WaitingDraft,
    WaitingEntry,
    WaitingFilter,
    WaitingStatus,
    Wish,
)
from clinic_desktop.services.waiting_list import GIVEN_BACK
from tests.builders import NINE_OCLOCK, SmallClinic, a_patient

TODAY = date(2026, 11, 24)
TEN_OCLOCK = NINE_OCLOCK + timedelta(hours=1)
ALL = WaitingFilter()


def a_draft(clinic: SmallClinic, patient: Patient | None = None, **fields: object) -> WaitingDraft:
    """Min Kim for a consultation, with anyone, at any time, unless said otherwise."""
    whole = {"patient_id": (patient or clinic.kim).id, "type_id": clinic.consultation.id} | fields
    return WaitingDraft(**whole)  # type: ignore[arg-type] # the test says what is other


def waits(clinic: SmallClinic, patient: Patient | None = None, **fields: object) -> WaitingEntry:
    return clinic.as_receptionist().waiting_list.add(a_draft(clinic, patient, **fields))


def somebody(clinic: SmallClinic, name: str) -> Patient:
    return clinic.store(a_patient(mrn=name, given_name=name, family_name="Silva", mobile="+49 30 901821"))


def freed(clinic: SmallClinic, appointment: Appointment) -> Gap:
    """The time of an appointment that the desk calls off, as the news tell of it."""
    told: list[Changes] = []
    stop = clinic.database.subscribe(told.append)
    clinic.as_receptionist().scheduling.cancel(appointment.id, appointment.version, CancelledBy.PATIENT, "Ill")
    stop()
    (gap,) = told[-1].freed
    return gap


def a_gap(clinic: SmallClinic, *, days: int = 0) -> Gap:
    """From ten to half past at Dr Okafor's, taken all around."""
    at = TEN_OCLOCK + timedelta(days=days)
    clinic.store(clinic.an_appointment(at - timedelta(hours=2), minutes=120))
    clinic.store(clinic.an_appointment(at + timedelta(minutes=30), minutes=390))
    return Gap(practitioner_id=clinic.okafor.id, span=Span(starts_at=at, ends_at=at + timedelta(minutes=30)))


def names(clinic: SmallClinic, gap: Gap) -> list[str]:
    return [one.line.patient_name for one in clinic.as_receptionist().waiting_list.fitting(gap).candidates]


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
