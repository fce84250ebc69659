"""Who offers a type, who books it, and in which room it takes place, wherever something is booked or looked for."""

from dataclasses import replace

import pytest

from clinic_desktop.domain.appointments import MoveRequest, WhoBooks
from clinic_desktop.domain.errors import InvalidInput, NotAllowed, NotFound
from clinic_desktop.domain.recurrence import Recurrence, Unit
from clinic_desktop.domain.refusals import NotOffered
from clinic_desktop.domain.requests import TypeDetails
from clinic_desktop.domain.series import SeriesRequest
from clinic_desktop.domain.verdict import VerdictKind, WishedTime
from clinic_desktop.domain.waiting_list import WaitingDraft, Wish
from clinic_desktop.domain.waiting_room import WalkIn
from tests.builders import SmallClinic

from .asking import TODAY, a_query, a_request, at, at_fischers, book, for_kim, retired


@pytest.fixture
def only_fischer(clinic: SmallClinic) -> None:
    """Consultations are Dr Fischer's alone, for patients too."""
    kind = replace(clinic.consultation, practitioner_ids=(clinic.fischer.id,), patients_may_book=True)
    clinic.consultation = clinic.store(kind)


def weekly(clinic: SmallClinic) -> SeriesRequest:
    return SeriesRequest(
        booking=a_request(clinic), recurrence=Recurrence(unit=Unit.WEEK, weekdays=frozenset({1}), count=3)
    )


@pytest.mark.usefixtures("only_fischer")
def test_who_does_not_offer_it_is_not_booked_and_those_who_do_are_named(clinic: SmallClinic) -> None:
    with pytest.raises(NotOffered, match="Dr Amara Okafor does not offer Consultation") as refused:
        book(clinic)

    assert {slot.practitioner_id for slot in refused.value.alternatives} == {clinic.fischer.id}
    assert book(clinic, **at_fischers(clinic)).practitioner_id == clinic.fischer.id


@pytest.mark.usefixtures("only_fischer")
def test_free_times_are_of_those_who_offer_it(clinic: SmallClinic) -> None:
    desk, patient = clinic.as_receptionist(), clinic.as_patient()

    assert {slot.practitioner_id for slot in desk.scheduling.free_slots(a_query(clinic))} == {clinic.fischer.id}
    assert desk.scheduling.free_slots(a_query(clinic, practitioner_ids=(clinic.okafor.id,))) == []
    found = patient.scheduling.free_slots(a_query(clinic))
    assert {slot.practitioner_id for slot in found} == {clinic.fischer.id}


def test_free_times_follow_at_once_when_somebody_else_offers_it(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    assert len({slot.practitioner_id for slot in admin.scheduling.free_slots(a_query(clinic))}) == 2
    details = TypeDetails(name="Consultation", minutes=30, practitioner_ids=(clinic.okafor.id,))

    admin.settings.change_type(clinic.consultation.id, clinic.consultation.version, details)

    assert {slot.practitioner_id for slot in admin.scheduling.free_slots(a_query(clinic))} == {clinic.okafor.id}


@pytest.mark.usefixtures("only_fischer")
def test_a_look_before_booking_says_never_and_where_instead(clinic: SmallClinic) -> None:
    wish = WishedTime(
        practitioner_id=clinic.okafor.id, type_id=clinic.consultation.id, starts_at=at(clinic, "10:00"),
        patient_id=clinic.novak.id,
    )  # fmt: skip

    verdict = clinic.as_receptionist().scheduling.check(wish)

    assert (verdict.kind, verdict.words) == (VerdictKind.NEVER, "Dr Amara Okafor does not offer Consultation.")
    assert {slot.practitioner_id for slot in verdict.alternatives} == {clinic.fischer.id}


def test_what_stands_may_be_moved_in_time_but_to_nobody_who_does_not_offer_it(clinic: SmallClinic) -> None:
    booked = book(clinic)
    clinic.store(replace(clinic.consultation, practitioner_ids=(clinic.okafor.id,)))
    desk = clinic.as_receptionist()

    with pytest.raises(NotOffered):
        desk.scheduling.move(
            MoveRequest(appointment_id=booked.id, version=booked.version, practitioner_id=clinic.fischer.id)
        )
    clinic.store(replace(clinic.stored(clinic.consultation), practitioner_ids=(clinic.fischer.id,)))
    moved = desk.scheduling.move(
        MoveRequest(appointment_id=booked.id, version=booked.version, starts_at=at(clinic, "11:00"))
    )

    assert moved.starts_at == at(clinic, "11:00")


@pytest.mark.usefixtures("only_fischer")
def test_a_series_is_booked_with_nobody_who_does_not_offer_it(clinic: SmallClinic) -> None:
    with pytest.raises(NotOffered):
        clinic.as_receptionist().series.book(weekly(clinic))


@pytest.mark.usefixtures("only_fischer")
def test_who_walks_in_comes_to_somebody_who_offers_it(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    walk_in = WalkIn(patient_id=clinic.kim.id, type_id=clinic.consultation.id)

    assert desk.waiting.walk_in(walk_in).practitioner_id == clinic.fischer.id
    with pytest.raises(NotOffered):
        desk.waiting.walk_in(replace(walk_in, patient_id=clinic.novak.id, practitioner_id=clinic.okafor.id))


@pytest.mark.usefixtures("only_fischer")
def test_the_waiting_list_finds_no_time_with_who_does_not_offer_it(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    draft = WaitingDraft(patient_id=clinic.novak.id, type_id=clinic.consultation.id, wish=Wish())
    entry = desk.waiting_list.add(draft)

    found = desk.waiting_list.free_for(entry.id)
    fitting = desk.waiting_list.gaps_today().fitting

    assert {slot.practitioner_id for slot in found} == {clinic.fischer.id}
    assert {one.slot.practitioner_id for one in fitting} == {clinic.fischer.id}


def test_patients_are_offered_no_type_that_nobody_here_offers(clinic: SmallClinic) -> None:
    kind = replace(clinic.consultation, practitioner_ids=(clinic.fischer.id,), patients_may_book=True)
    clinic.consultation = clinic.store(kind)
    assert kind.name in [one.name for one in clinic.as_patient().own.offers().types]

    retired(clinic, clinic.fischer)

    assert kind.name not in [one.name for one in clinic.as_patient().own.offers().types]


def test_what_the_desk_alone_books_no_doctor_books(clinic: SmallClinic) -> None:
    kind = clinic.store(replace(clinic.consultation, patients_may_book=False, doctors_may_book=False))
    doctor = clinic.as_doctor()

    with pytest.raises(NotAllowed, match="front desk only"):
        doctor.scheduling.book(a_request(clinic))
    with pytest.raises(NotAllowed, match="front desk only"):
        doctor.series.preview(weekly(clinic))

    assert kind.booked_by is WhoBooks.DESK
    assert book(clinic).type_id == kind.id


def test_what_patients_book_doctors_book_too(clinic: SmallClinic) -> None:
    details = TypeDetails(name="Blood test", minutes=10, patients_may_book=True, doctors_may_book=False)

    assert clinic.as_admin().settings.add_type(details).booked_by is WhoBooks.PATIENTS


def test_a_type_with_a_room_takes_place_there(clinic: SmallClinic) -> None:
    clinic.store(replace(clinic.consultation, room="Ultrasound"))

    booked = book(clinic)

    (line,) = clinic.as_receptionist().scheduling.day_sheet(TODAY).lines
    assert (booked.room, line.room) == ("Ultrasound", "Ultrasound")


def test_only_those_who_are_here_come_to_offer_a_type(clinic: SmallClinic) -> None:
    settings = clinic.as_admin().settings
    retired(clinic, clinic.fischer)
    details = TypeDetails(name="Blood test", minutes=10, practitioner_ids=(clinic.fischer.id,))

    with pytest.raises(InvalidInput, match="Dr Lena Fischer does not work here"):
        settings.add_type(details)
    with pytest.raises(NotFound):
        settings.add_type(replace(details, practitioner_ids=(clinic.novak.id,)))


def test_who_has_gone_stays_named_until_somebody_takes_them_off(clinic: SmallClinic) -> None:
    settings = clinic.as_admin().settings
    details = TypeDetails(name="Blood test", minutes=10, practitioner_ids=(clinic.fischer.id, clinic.okafor.id))
    added = settings.add_type(details)
    retired(clinic, clinic.fischer)

    changed = settings.change_type(added.id, added.version, replace(details, minutes=15))

    assert set(changed.practitioner_ids) == {clinic.fischer.id, clinic.okafor.id}


def test_a_patient_who_is_elsewhere_is_not_what_offering_is_about(clinic: SmallClinic) -> None:
    book(clinic, **at_fischers(clinic), **for_kim(clinic))

    assert book(clinic).practitioner_id == clinic.okafor.id
