"""The file of patients: who is in it, who may be in it twice, and what may be written."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Thread
from uuid import uuid4

import pytest

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed, NotFound
from clinic_desktop.domain.refusals import HasFutureAppointments, LikelyDuplicate
from clinic_desktop.domain.requests import PatientContact
from clinic_desktop.storage.spelling import phone_digits
from tests.builders import SmallClinic, a_patient, details

BORN = date(1990, 5, 7)


def test_a_patient_registered_at_the_desk_gets_the_next_mrn(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()

    first = desk.patients.register(details(given_name="Ida", family_name="Berg", birth_date=BORN))
    second = desk.patients.register(details(given_name="Omar", family_name="Said", birth_date=BORN))

    assert (first.mrn, second.mrn) == ("100003", "100004")
    assert desk.patients.open(first.id).patient == first


def test_mrns_leap_over_those_that_an_import_took(clinic: SmallClinic) -> None:
    for taken in ("100003", "100004", "100006", "A-17"):
        clinic.store(a_patient(mrn=taken, family_name=taken))
    clinic.store(a_patient(mrn="100002x", family_name="Last"))

    patient = clinic.as_receptionist().patients.register(details(family_name="Berg", birth_date=BORN))

    assert patient.mrn.isdigit()
    assert len(patient.mrn) >= 6
    assert patient.mrn not in {"100001", "100002", "100003", "100004", "100006"}


def test_mrns_go_on_with_seven_digits(clinic: SmallClinic) -> None:
    clinic.store(a_patient(mrn="999999", family_name="Last"))

    patient = clinic.as_receptionist().patients.register(details(family_name="Berg", birth_date=BORN))

    assert patient.mrn == "1000000"


def test_two_desks_at_once_never_give_the_same_mrn(clinic: SmallClinic) -> None:
    desks = [clinic.as_receptionist() for _ in range(4)]
    given: list[str] = []

    def register_some(index: int) -> None:
        for number in range(5):
            born = date(1950 + index, 1 + number, 1)
            someone = details(given_name=f"G{index}{number}", family_name=f"F{number}{index}", birth_date=born)
            given.append(desks[index].patients.register(someone, despite_duplicates=True).mrn)

    threads = [Thread(target=register_some, args=(index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(given) == len(set(given)) == 20


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"given_name": "Novak", "family_name": "Peter"},
        {"given_name": "PETER", "family_name": "Novák"},
        {"family_name": "Nowak"},
        {"given_name": "Peter Jan"},
        {"birth_date": date(1961, 3, 15), "mobile": "+49 170 1234567"},
        {"given_name": "Piotr", "family_name": "Wiśniewski", "mobile": "0170 1234567"},
        {"given_name": "Piotr", "family_name": "Wiśniewski", "email": "PETER@example.org"},
        {"birth_date": None},
    ],
)
def test_someone_who_is_probably_in_the_file_is_shown_before_saving(
    clinic: SmallClinic, fields: dict[str, object]
) -> None:
    clinic.store(replace(clinic.stored(clinic.novak), mobile="0170/123 45 67", email="peter@example.org"))
    desk = clinic.as_receptionist()

    with pytest.raises(LikelyDuplicate) as caught:
        desk.patients.register(details(**fields))

    assert [line.mrn for line in caught.value.candidates] == ["100001"]
    assert len(desk.patients.list()) == 2
    assert desk.patients.register(details(**fields), despite_duplicates=True).mrn == "100003"


def test_day_and_month_swapped_are_noticed(clinic: SmallClinic) -> None:
    clinic.store(a_patient(mrn="100009", family_name="Berg", birth_date=date(1990, 5, 7)))

    with pytest.raises(LikelyDuplicate):
        clinic.as_receptionist().patients.register(details(family_name="Berg", birth_date=date(1990, 7, 5)))


@pytest.mark.parametrize(
    "fields",
    [
        {"given_name": "Ida", "family_name": "Berg"},
        {"birth_date": date(1991, 3, 14)},
        {"given_name": "Lena", "birth_date": date(1963, 8, 1), "mobile": "0170 1234567"},
    ],
    ids=["only the birth date", "only the name", "only the family's telephone"],
)
def test_one_thing_in_common_makes_nobody_the_same(clinic: SmallClinic, fields: dict[str, object]) -> None:
    clinic.store(replace(clinic.stored(clinic.novak), mobile="0170 1234567"))

    patient = clinic.as_receptionist().patients.register(details(**fields))

    assert patient.version == 1


def test_the_likeliest_stands_first(clinic: SmallClinic) -> None:
    clinic.store(a_patient(mrn="100000", family_name="Nowak"))

    found = clinic.as_receptionist().patients.likely_same(details())

    assert [line.family_name for line in found] == ["Novak", "Nowak"]


def test_what_was_typed_is_trimmed_and_composed(clinic: SmallClinic) -> None:
    patient = clinic.as_receptionist().patients.register(
        details(
            given_name="  Zoe\u0301 ", family_name="Łódź", birth_date=BORN, mobile="0170 1234567", address=" a\r\nb "
        )
    )

    assert (patient.given_name, patient.family_name) == ("Zo\u00e9", "Łódź")
    assert phone_digits(patient.mobile, "DE") == "491701234567"
    assert patient.address == "a\nb"


@pytest.mark.parametrize("name", ["Nguyễn", "محمد", "山田", "O'Neill-Łukasz", "ß", "किशोर", "X"])
def test_names_of_every_script_are_kept(clinic: SmallClinic, name: str) -> None:
    patient = clinic.as_receptionist().patients.register(details(given_name="", family_name=name, birth_date=BORN))

    assert clinic.stored(patient).family_name == name


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("family_name", "No\x00vak"),
        ("family_name", "No\nvak"),
        ("family_name", "No\u202evak"),
        ("family_name", "N" * 101),
        ("birth_date", date(1899, 12, 31)),
        ("birth_date", date(2026, 11, 25)),
        ("email", "peter"),
        ("email", "peter@example"),
        ("email", "peter@exam ple.org"),
        ("mobile", "12"),
        ("mobile", "call me"),
        ("phone", "+49 30 1234567 1234567 1234567"),
        ("contact_phone", "x"),
        ("notes", "n" * 4_001),
        ("own_doctor_id", uuid4()),
        ("alerts", ("a" * 121,)),
    ],
)
def test_what_cannot_be_is_refused_with_the_field_and_a_sentence(
    clinic: SmallClinic, field: str, value: object
) -> None:
    desk = clinic.as_receptionist()

    with pytest.raises(InvalidInput) as caught:
        desk.patients.register(details(**({"family_name": "Berg", "birth_date": BORN} | {field: value})))

    assert caught.value.field == field
    assert caught.value.sentence.endswith(".")
    assert len(desk.patients.list()) == 2


def test_a_patient_needs_a_name_but_one_is_enough(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()

    with pytest.raises(InvalidInput):
        desk.patients.register(details(given_name=" ", family_name=""))

    assert desk.patients.register(details(given_name="Suharto", family_name="", birth_date=BORN)).full_name == "Suharto"


def test_a_child_born_today_may_be_registered(clinic: SmallClinic) -> None:
    today = date(2026, 11, 24)

    assert clinic.as_receptionist().patients.register(details(given_name="Mia", birth_date=today)).birth_date == today


def test_a_change_over_somebody_elses_shows_theirs(clinic: SmallClinic) -> None:
    mine, theirs = clinic.as_receptionist(), clinic.as_admin()
    seen = mine.patients.open(clinic.novak.id).patient
    changed = theirs.patients.change(seen.id, seen.version, details(address="Elm Street 5"))

    with pytest.raises(ChangedMeanwhile) as caught:
        mine.patients.change(seen.id, seen.version, details(address="Oak Street 1"))

    assert caught.value.theirs == changed
    assert clinic.stored(clinic.novak).address == "Elm Street 5"


def test_a_change_keeps_what_the_desk_does_not_type(clinic: SmallClinic) -> None:
    changed = clinic.as_receptionist().patients.change(clinic.novak.id, 1, details(given_name="Pjotr"))

    assert (changed.mrn, changed.account_id, changed.version) == ("100001", clinic.patient.id, 2)


def test_what_an_import_brought_does_not_stand_in_the_way_of_a_change(clinic: SmallClinic) -> None:
    odd = {"mobile": "ask her son", "email": "none", "birth_date": date(1890, 1, 1)}
    patient = clinic.store(a_patient(mrn="100009", family_name="Berg", **odd))
    desk = clinic.as_receptionist()

    changed = desk.patients.change(patient.id, 1, details(family_name="Berg", address="Elm Street 5", **odd))

    assert (changed.address, changed.mobile) == ("Elm Street 5", "ask her son")
    with pytest.raises(InvalidInput):
        desk.patients.change(patient.id, 2, details(family_name="Berg", **(odd | {"mobile": "ask her daughter"})))


def test_a_doctor_keeps_alerts_and_nothing_else(clinic: SmallClinic) -> None:
    doctor = clinic.as_doctor()

    changed = doctor.patients.change_alerts(clinic.novak.id, 1, [" Penicillin ", "", "Penicillin", "Wheelchair"])

    assert changed.alerts == ("Penicillin", "Wheelchair")
    with pytest.raises(NotAllowed):
        doctor.patients.change(clinic.novak.id, 2, details())


def test_a_patient_changes_their_own_contact_only(clinic: SmallClinic) -> None:
    patient = clinic.as_patient()

    changed = patient.patients.change_contact(clinic.novak.id, 1, PatientContact(mobile="0170 1234567"))

    assert phone_digits(changed.mobile, "DE") == "491701234567"
    with pytest.raises(NotAllowed):
        patient.patients.change_contact(clinic.kim.id, 1, PatientContact())
    with pytest.raises(NotAllowed):
        patient.patients.open(clinic.kim.id)


def test_a_patient_does_not_see_what_the_desk_noted(clinic: SmallClinic) -> None:
    clinic.store(replace(clinic.stored(clinic.novak), notes="Often late."))

    assert clinic.as_patient().patients.open(clinic.novak.id).patient.notes == ""
    assert clinic.as_doctor().patients.open(clinic.novak.id).patient.notes == "Often late."


def test_the_card_shows_what_is_to_come_and_what_has_been(clinic: SmallClinic) -> None:
    clinic.store(replace(clinic.stored(clinic.novak), own_doctor_id=clinic.okafor.id))
    hours = [clinic.clock.now + timedelta(hours=hour) for hour in (-50, -30, 2, 26)]
    for starts_at, status in zip(
        hours,
        (AppointmentStatus.FULFILLED, AppointmentStatus.NOSHOW, AppointmentStatus.BOOKED, AppointmentStatus.BOOKED),
        strict=True,
    ):
        clinic.store(clinic.an_appointment(starts_at, status=status))

    card = clinic.as_receptionist().patients.open(clinic.novak.id)

    assert card.own_doctor_name == "Dr Amara Okafor"
    assert [line.starts_at for line in card.upcoming] == hours[2:]
    assert [line.starts_at for line in card.past] == [hours[1], hours[0]]
    assert (card.visits, card.no_shows) == (1, 1)


def test_who_has_appointments_to_come_is_not_archived(clinic: SmallClinic) -> None:
    appointment = clinic.store(clinic.an_appointment())
    admin = clinic.as_admin()

    with pytest.raises(HasFutureAppointments) as caught:
        admin.patients.archive(clinic.novak.id, 1)

    assert [line.id for line in caught.value.appointments] == [appointment.id]
    clinic.store(replace(appointment, status=AppointmentStatus.CANCELLED))
    assert admin.patients.archive(clinic.novak.id, 1).archived


def test_an_archived_patient_leaves_the_lists_and_comes_back(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()

    archived = admin.patients.archive(clinic.novak.id, 1)

    assert [line.mrn for line in admin.patients.list()] == ["100002"]
    assert [line.mrn for line in admin.patients.list(archived=True)] == ["100001"]
    admin.patients.restore_from_archive(archived.id, archived.version)
    assert len(admin.patients.list()) == 2


def test_the_list_goes_on_where_it_stopped(clinic: SmallClinic) -> None:
    for number in range(5):
        clinic.store(a_patient(mrn=f"20000{number}", family_name="Ångström", given_name=f"A{number % 2}"))
    desk = clinic.as_receptionist()

    pages = [desk.patients.list(limit=3)]
    while pages[-1]:
        pages.append(desk.patients.list(limit=3, after=pages[-1][-1]))

    lines = [line for page in pages for line in page]
    assert len({line.id for line in lines}) == len(lines) == 7
    assert [line.family_name for line in lines] == ["Ångström"] * 5 + ["Kim", "Novak"]


@pytest.mark.parametrize("limit", [0, -1, 1_001])
def test_a_list_has_a_limit(clinic: SmallClinic, limit: int) -> None:
    with pytest.raises(InvalidInput):
        clinic.as_receptionist().patients.list(limit=limit)


def test_search_finds_by_name_and_mrn(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()

    assert [line.mrn for line in desk.patients.search("nov")] == ["100001"]
    assert [line.full_name for line in desk.patients.search("100002")] == ["Min Kim"]


def test_no_such_patient(clinic: SmallClinic) -> None:
    with pytest.raises(NotFound):
        clinic.as_receptionist().patients.open(uuid4())
