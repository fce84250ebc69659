"""What the clinic's policies do, each where it is held."""

from dataclasses import fields, replace

import pytest

from clinic_desktop.domain.appointments import MoveRequest
from clinic_desktop.domain.clinic import Policies
from clinic_desktop.domain.errors import AccountLocked, ChangedMeanwhile, InvalidInput, NotAllowed, WrongCredentials
from clinic_desktop.domain.kiosk import NotAtThisDesk
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.policies import RANGES, changed_between, may_book_over
from clinic_desktop.domain.recurrence import Recurrence, Unit
from clinic_desktop.domain.refusals import BeyondPolicy, SlotTaken
from clinic_desktop.domain.series import OccurrenceChoice, SeriesRequest
from clinic_desktop.domain.waiting_room import WalkIn
from clinic_desktop.services.kiosk import Kiosk
from tests.builders import PASSWORD, SmallClinic
from tests.services.test_registration import registration

from .asking import TOMORROW, a_query, a_request, at, at_fischers, book, for_kim
from .test_kiosk import BORN, an_appointment


def having(clinic: SmallClinic, **policies: object) -> None:
    """The clinic with these policies."""
    settings = clinic.settings()
    clinic.store(replace(settings, policies=replace(settings.policies, **policies)))  # type: ignore[arg-type] # as the test says


def test_what_was_not_touched_stays_as_somebody_else_set_it(clinic: SmallClinic) -> None:
    admin, other = clinic.as_admin(), clinic.as_admin()
    seen = admin.settings.read().policies
    other.settings.change_policies(seen, replace(seen, session_hours=8))

    stored = admin.settings.change_policies(seen, replace(seen, lock_after_minutes=3))

    assert (stored.policies.session_hours, stored.policies.lock_after_minutes) == (8, 3)


def test_the_same_policy_changed_twice_is_shown_to_the_second(clinic: SmallClinic) -> None:
    admin, other = clinic.as_admin(), clinic.as_admin()
    seen = admin.settings.read().policies
    other.settings.change_policies(seen, replace(seen, session_hours=8))

    with pytest.raises(ChangedMeanwhile) as refused:
        admin.settings.change_policies(seen, replace(seen, session_hours=4))

    assert refused.value.theirs == clinic.settings()


def test_what_is_changed_back_is_as_it_was(clinic: SmallClinic) -> None:
    settings = clinic.as_admin().settings
    before = settings.read().policies
    after = settings.change_policies(before, replace(before, kiosk_registers=False, late_after_minutes=9)).policies

    assert settings.change_policies(after, before).policies == before


@pytest.mark.parametrize("name", RANGES)
def test_no_number_is_kept_beyond_its_range(clinic: SmallClinic, name: str) -> None:
    settings, seen, span = clinic.as_admin().settings, Policies(), RANGES[name]

    for number in (span.least - 1, span.most + 1):
        with pytest.raises(InvalidInput) as refused:
            settings.change_policies(seen, replace(seen, **{name: number}))  # type: ignore[arg-type] # as the test says
        assert refused.value.field == name
    assert span.least <= getattr(Policies(), name) <= span.most


def test_every_number_among_the_policies_has_a_range() -> None:
    numbers = {field.name for field in fields(Policies) if type(field.default) is int}

    assert numbers == set(RANGES)


def test_a_wait_is_not_marked_after_it_is_too_long(clinic: SmallClinic) -> None:
    seen = Policies()

    with pytest.raises(InvalidInput) as refused:
        clinic.as_admin().settings.change_policies(seen, replace(seen, waiting_attention_minutes=30))

    assert refused.value.field == "waiting_attention_minutes"


def test_changes_are_named_in_their_order() -> None:
    after = replace(Policies(), kiosk_registers=False, lock_after_minutes=1)

    assert changed_between(Policies(), after) == ("lock_after_minutes", "kiosk_registers")


@pytest.mark.parametrize(("role", "switched_off"), [("desk", "desk_books_over"), ("doctor", "doctors_book_over")])
def test_who_may_not_book_over_does_not_for_whatever_reason(clinic: SmallClinic, role: str, switched_off: str) -> None:
    book(clinic, **for_kim(clinic))
    other = book(clinic, "11:00")
    having(clinic, **{switched_off: False})
    caller = clinic.as_receptionist() if role == "desk" else clinic.as_doctor()

    with pytest.raises(NotAllowed, match="may not book over"):
        caller.scheduling.book(a_request(clinic, overbook_reason="Urgent"))
    with pytest.raises(NotAllowed, match="may not book over"):
        caller.scheduling.move(
            MoveRequest(appointment_id=other.id, version=1, starts_at=at(clinic, "10:00"), overbook_reason="Urgent")
        )
    with pytest.raises(SlotTaken):
        caller.scheduling.book(a_request(clinic))
    assert caller.scheduling.book(a_request(clinic, "12:00", overbook_reason="Urgent")).is_overbooked is False
    assert clinic.as_admin().scheduling.book(a_request(clinic, overbook_reason="Urgent")).is_overbooked


def test_a_series_is_booked_over_nobody_either(clinic: SmallClinic) -> None:
    book(clinic, **for_kim(clinic))
    having(clinic, desk_books_over=False)
    request = SeriesRequest(
        booking=a_request(clinic, overbook_reason="Urgent"),
        recurrence=Recurrence(unit=Unit.WEEK, weekdays=frozenset({1}), count=2),
    )
    choices = [OccurrenceChoice(number=1, starts_at=at(clinic, "10:00"), is_over=True)]

    with pytest.raises(NotAllowed, match="may not book over"):
        clinic.as_receptionist().series.book(request, choices)
    assert len(clinic.as_admin().series.book(request, choices).appointments) == 2


def test_who_walks_in_is_still_taken_in(clinic: SmallClinic) -> None:
    an_appointment(clinic, -0.25)
    having(clinic, desk_books_over=False)

    taken = clinic.as_receptionist().waiting.walk_in(
        WalkIn(patient_id=clinic.kim.id, type_id=clinic.consultation.id, practitioner_id=clinic.okafor.id)
    )

    assert taken.is_overbooked


def test_administrators_always_may_book_over_and_patients_never() -> None:
    strict = Policies(desk_books_over=False, doctors_book_over=False)

    assert [may_book_over(role, Policies()) for role in Role] == [True, True, True, False]
    assert [may_book_over(role, strict) for role in Role] == [True, False, False, False]


def test_where_patients_do_not_book_they_only_cancel(clinic: SmallClinic) -> None:
    clinic.consultation = clinic.store(replace(clinic.consultation, patients_may_book=True))
    booked = book(clinic, day=TOMORROW)
    other = book(clinic, "12:00", day=TOMORROW, **at_fischers(clinic))
    clinic.clock.forward(hours=-23)
    having(clinic, patients_book=False)
    patient = clinic.as_patient()

    for call in (
        lambda: patient.scheduling.book(a_request(clinic, "14:00", TOMORROW)),
        lambda: patient.scheduling.free_slots(a_query(clinic)),
        lambda: patient.scheduling.move(
            MoveRequest(appointment_id=booked.id, version=1, starts_at=at(clinic, "15:00", TOMORROW))
        ),
    ):
        with pytest.raises(BeyondPolicy, match="do not book by themselves"):
            call()
    assert list(patient.own.offers().types) == []
    assert not any(visit.may_move for visit in patient.own.overview().to_come)
    assert other.id in {visit.id for visit in patient.own.overview().to_come}


def test_the_patients_desk_does_what_it_may_and_says_what_it_may_not(clinic: SmallClinic) -> None:
    kiosk = Kiosk(clinic.sign_in)
    booked = an_appointment(clinic)
    having(clinic, patients_check_in=False, kiosk_registers=False, kiosk_signs_in=False)
    face = kiosk.face()

    assert (face.may_check_in, face.may_register, face.may_sign_in) == (False, False, False)
    for call in (
        lambda: kiosk.check_in_by_slip(booked.id),
        lambda: kiosk.check_in_by_name(BORN, "nov"),
        lambda: kiosk.register(registration()),
        lambda: kiosk.sign_in("pnovak", PASSWORD),
    ):
        with pytest.raises(NotAtThisDesk):
            call()
    assert kiosk.leave("rlopez", PASSWORD).account.who_am_i().username == "rlopez"


def test_as_many_wrong_passwords_as_the_clinic_has_it_lock_an_account(clinic: SmallClinic) -> None:
    having(clinic, wrong_tries_before_lock=5)

    for _ in range(4):
        with pytest.raises(WrongCredentials):
            clinic.sign_in.authenticate("rlopez", "wrong")
    with pytest.raises(AccountLocked):
        clinic.sign_in.authenticate("rlopez", "wrong")

    clinic.clock.forward(hours=1)
    with pytest.raises(AccountLocked):
        clinic.sign_in.authenticate("rlopez", PASSWORD)
