"""The patient's desk with nobody signed in: who is checked in, and what it gives away, which is nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from inspect import getmembers, isfunction

import pytest

from clinic_desktop.domain.access import KIOSK_PERMISSIONS, Permission
from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.desk_tasks import DeskTask, TaskKind
from clinic_desktop.domain.errors import ClinicError, InvalidInput, NotAllowed, SignInPaused, WrongCredentials
from clinic_desktop.domain.kiosk import (
    AnotherDay,
    HasArrived,
    KioskClosed,
    NobodyFound,
    OtherWayIn,
    TooEarly,
    TooLate,
    VisitOver,
    WasCancelled,
)
from clinic_desktop.domain.people import Patient
from clinic_desktop.services.kiosk import Kiosk
from tests.builders import PASSWORD, SmallClinic, a_patient
from tests.services.test_registration import registration

BORN = date(1961, 3, 14)


@pytest.fixture
def kiosk(clinic: SmallClinic) -> Kiosk:
    return Kiosk(clinic.sign_in)


def an_appointment(clinic: SmallClinic, hours: float = 1, *, minutes: int = 30, **fields: object) -> Appointment:
    """Peter Novak's, so many hours from nine o'clock."""
    starts_at = clinic.clock.now + timedelta(hours=hours)
    return clinic.store(clinic.an_appointment(starts_at, minutes=minutes, **fields))


def test_who_shows_a_slip_is_checked_in_and_learns_where_to_go(clinic: SmallClinic, kiosk: Kiosk) -> None:
    booked = an_appointment(clinic)

    arrival = kiosk.check_in_by_slip(booked.id)

    stored = clinic.stored(booked)
    assert (stored.status, stored.arrived_at) == (AppointmentStatus.ARRIVED, clinic.clock.now)
    assert (arrival.doctor, arrival.department, arrival.room) == ("Dr Amara Okafor", "Cardiology", "Room 2")
    assert (arrival.starts_at, arrival.ticket) == (booked.starts_at, stored.ticket)
    assert "Novak" not in repr(arrival)


@pytest.mark.parametrize("letters", ["no", "Nov", "NOVAK", "pet", " Pe "])
def test_birth_date_and_first_letters_check_in(clinic: SmallClinic, kiosk: Kiosk, letters: str) -> None:
    booked = an_appointment(clinic)

    kiosk.check_in_by_name(BORN, letters)

    assert clinic.stored(booked).status is AppointmentStatus.ARRIVED


def test_letters_are_read_without_accents_and_in_any_script(clinic: SmallClinic, kiosk: Kiosk) -> None:
    born = date(1970, 1, 2)
    other = clinic.store(a_patient(mrn="7", given_name="Ольга", family_name="Łącka", birth_date=born))
    booked = an_appointment(clinic, patient_id=other.id)

    kiosk.check_in_by_name(born, "lac")

    assert clinic.stored(booked).status is AppointmentStatus.ARRIVED


def test_a_patient_who_waits_longer_hears_about_when(clinic: SmallClinic, kiosk: Kiosk) -> None:
    an_appointment(
        clinic,
        0,
        minutes=60,
        patient_id=clinic.kim.id,
        status=AppointmentStatus.IN_ROOM,
        in_room_at=clinic.clock.now + timedelta(minutes=30),
    )
    booked = an_appointment(clinic, 1)
    clinic.clock.forward(minutes=30)

    arrival = kiosk.check_in_by_slip(booked.id)

    assert arrival.expected_at == booked.starts_at + timedelta(minutes=30)


def test_two_people_who_answer_to_it_are_both_sent_to_the_desk(clinic: SmallClinic, kiosk: Kiosk) -> None:
    twin = clinic.store(a_patient(mrn="8", given_name="Paula", birth_date=BORN))
    mine = an_appointment(clinic)
    theirs = an_appointment(clinic, 2, patient_id=twin.id)

    with pytest.raises(NobodyFound):
        kiosk.check_in_by_name(BORN, "nov")

    assert {clinic.stored(one).status for one in (mine, theirs)} == {AppointmentStatus.BOOKED}
    kiosk.check_in_by_name(BORN, "pau")
    assert clinic.stored(theirs).status is AppointmentStatus.ARRIVED


def test_a_namesake_without_an_appointment_today_is_in_nobodys_way(clinic: SmallClinic, kiosk: Kiosk) -> None:
    clinic.store(a_patient(mrn="8", given_name="Paula", birth_date=BORN))
    booked = an_appointment(clinic)

    kiosk.check_in_by_name(BORN, "nov")

    assert clinic.stored(booked).status is AppointmentStatus.ARRIVED


@pytest.mark.parametrize(("born", "letters"), [(BORN, "ki"), (date(1961, 3, 15), "no"), (BORN, "ovak")])
def test_who_does_not_fit_hears_the_same_as_who_is_unknown(
    clinic: SmallClinic, kiosk: Kiosk, born: date, letters: str
) -> None:
    an_appointment(clinic)

    with pytest.raises(NobodyFound) as caught:
        kiosk.check_in_by_name(born, letters)

    assert caught.value.sentence == NobodyFound().sentence


@pytest.mark.parametrize("letters", ["", " ", "n", " n "])
def test_one_letter_is_too_few(clinic: SmallClinic, kiosk: Kiosk, letters: str) -> None:
    an_appointment(clinic)

    with pytest.raises(InvalidInput) as caught:
        kiosk.check_in_by_name(BORN, letters)

    assert caught.value.field == "letters"


def test_guessing_soon_has_to_wait_and_a_slip_does_not(clinic: SmallClinic, kiosk: Kiosk) -> None:
    booked = an_appointment(clinic)
    for day in range(1, 6):
        with pytest.raises(NobodyFound):
            kiosk.check_in_by_name(date(1961, 4, day), "no")

    with pytest.raises(SignInPaused):
        kiosk.check_in_by_name(BORN, "no")

    assert kiosk.check_in_by_slip(booked.id).starts_at == booked.starts_at


def test_yesterdays_typing_errors_keep_nobody_waiting_today(clinic: SmallClinic, kiosk: Kiosk) -> None:
    an_appointment(clinic, 3)
    for day in range(1, 6):
        with pytest.raises(NobodyFound):
            kiosk.check_in_by_name(date(1961, 4, day), "no")
    clinic.clock.forward(hours=2)

    with pytest.raises(NobodyFound):
        kiosk.check_in_by_name(date(1961, 4, 6), "no")

    kiosk.check_in_by_name(BORN, "no")


def test_too_early_too_late_another_day_and_cancelled_are_each_told(clinic: SmallClinic, kiosk: Kiosk) -> None:
    early = an_appointment(clinic, 5)
    late = an_appointment(clinic, -1)
    tomorrow, yesterday = an_appointment(clinic, 24), an_appointment(clinic, -24)
    cancelled = an_appointment(clinic, 2, status=AppointmentStatus.CANCELLED)
    given_up = an_appointment(clinic, 1, status=AppointmentStatus.NOSHOW)
    over = an_appointment(clinic, -2, status=AppointmentStatus.FULFILLED)

    with pytest.raises(TooEarly) as too_early:
        kiosk.check_in_by_slip(early.id)
    with pytest.raises(AnotherDay) as later:
        kiosk.check_in_by_slip(tomorrow.id)
    with pytest.raises(AnotherDay) as earlier:
        kiosk.check_in_by_slip(yesterday.id)
    for one, refusal in ((late, TooLate), (given_up, TooLate), (cancelled, WasCancelled), (over, VisitOver)):
        with pytest.raises(refusal):
            kiosk.check_in_by_slip(one.id)

    assert too_early.value.opens_at == early.starts_at - timedelta(hours=2)
    assert (later.value.is_past, earlier.value.is_past) == (False, True)
    assert later.value.day == date(2026, 11, 25)


def test_who_is_checked_in_already_hears_again_where_to_go(clinic: SmallClinic, kiosk: Kiosk) -> None:
    booked = an_appointment(clinic)
    first = kiosk.check_in_by_slip(booked.id)

    with pytest.raises(HasArrived) as caught:
        kiosk.check_in_by_name(BORN, "nov")

    assert caught.value.arrival == first


def test_of_two_appointments_of_a_day_the_one_to_come_is_meant(clinic: SmallClinic, kiosk: Kiosk) -> None:
    an_appointment(clinic, -1)
    later, soon = an_appointment(clinic, 2), an_appointment(clinic, 1)

    kiosk.check_in_by_name(BORN, "nov")

    assert clinic.stored(soon).status is AppointmentStatus.ARRIVED
    assert clinic.stored(later).status is AppointmentStatus.BOOKED


def test_an_unknown_slip_says_nothing(clinic: SmallClinic, kiosk: Kiosk) -> None:
    with pytest.raises(NobodyFound):
        kiosk.check_in_by_slip(clinic.database.new_id())


def test_patients_sign_in_at_the_desk_and_staff_leaves_it(clinic: SmallClinic, kiosk: Kiosk) -> None:
    assert kiosk.sign_in("pnovak", PASSWORD).session.account.patient_id == clinic.novak.id
    with pytest.raises(OtherWayIn) as caught:
        kiosk.sign_in("rlopez", PASSWORD)
    assert not caught.value.is_patient
    with pytest.raises(OtherWayIn) as caught:
        kiosk.leave("pnovak", PASSWORD)
    assert caught.value.is_patient
    assert kiosk.is_open

    assert kiosk.leave("rlopez", PASSWORD).session.account.username == "rlopez"

    assert not kiosk.is_open


def test_wrong_passwords_for_leaving_are_counted_as_usual(clinic: SmallClinic, kiosk: Kiosk) -> None:
    for _ in range(4):
        with pytest.raises(WrongCredentials):
            kiosk.leave("rlopez", "not it at all")
    with pytest.raises(SignInPaused):
        kiosk.leave("rlopez", "not it at all")

    with pytest.raises(SignInPaused):
        clinic.sign_in.authenticate("rlopez", PASSWORD)


def test_who_is_perhaps_in_the_file_gets_a_record_of_their_own_and_the_desk_is_asked(
    clinic: SmallClinic, kiosk: Kiosk
) -> None:
    signed_in = kiosk.register(registration(given_name="Peter", family_name="Novák", birth_date=BORN))

    own = signed_in.session.account.patient_id
    assert own not in {None, clinic.novak.id}
    with clinic.database.reading() as reading:
        (task,) = reading.where(DeskTask)
    assert (task.kind, task.patient_id) == (TaskKind.LINK, own)
    assert task.asked_by == signed_in.session.account.id


def test_a_newcomer_whom_nobody_resembles_asks_nothing_of_the_desk(clinic: SmallClinic, kiosk: Kiosk) -> None:
    kiosk.register(registration())

    with clinic.database.reading() as reading:
        assert reading.where(DeskTask) == []
        assert len(reading.where(Patient)) == 3


def test_a_desk_that_was_closed_does_nothing_any_more(clinic: SmallClinic, kiosk: Kiosk) -> None:
    booked = an_appointment(clinic)
    verbs: dict[str, Callable[[], object]] = {
        "face": kiosk.face,
        "sign_in": lambda: kiosk.sign_in("pnovak", PASSWORD),
        "register": lambda: kiosk.register(registration()),
        "leave": lambda: kiosk.leave("rlopez", PASSWORD),
        "check_in_by_slip": lambda: kiosk.check_in_by_slip(booked.id),
        "check_in_by_name": lambda: kiosk.check_in_by_name(BORN, "no"),
    }
    kiosk.leave("rlopez", PASSWORD)

    for verb in verbs.values():
        with pytest.raises(KioskClosed):
            verb()

    assert set(verbs) == {name for name, _ in getmembers(Kiosk, isfunction) if not name.startswith("_")}
    assert clinic.stored(booked).status is AppointmentStatus.BOOKED


def test_the_desk_reads_no_list_and_no_record() -> None:
    may = set(KIOSK_PERMISSIONS)

    assert may == {Permission.READ_STAFF, Permission.OWN_ACCOUNT, Permission.REGISTER_PATIENT, Permission.CHECK_IN}


def test_refusals_name_no_patient(clinic: SmallClinic, kiosk: Kiosk) -> None:
    booked = an_appointment(clinic)
    kiosk.check_in_by_slip(booked.id)
    tries: tuple[Callable[[], object], ...] = (
        lambda: kiosk.check_in_by_slip(booked.id),
        lambda: kiosk.check_in_by_name(BORN, "xy"),
    )
    for once in tries:
        with pytest.raises(ClinicError) as caught:
            once()

        assert "Novak" not in caught.value.sentence
        assert not isinstance(caught.value, NotAllowed)
