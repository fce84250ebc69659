"""Patients are found as one types."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.clinic import ClinicSettings, Policies
from clinic_desktop.domain.people import Patient
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.folding import folded, key_of
from clinic_desktop.storage.search import search_patients
from clinic_desktop.storage.spelling import phone_digits
from clinic_desktop.storage.typed import understand
from tests.storage.kept import MIRA, SOMEBODY, a_patient, entries


def person(**fields: object) -> Patient:
    return a_patient(**({"birth_date": None} | fields))


PEOPLE = {
    "Łódź": person(mrn="100001", given_name="Łukasz", family_name="Łódź"),
    "Müller": person(mrn="100002", given_name="Jörg", family_name="Müller", mobile="0171 234 56 78"),
    "Mueller": person(mrn="100003", given_name="Anna", family_name="Mueller", phone="+49 30 9876543"),
    "Muller": person(mrn="100004", given_name="Ann", family_name="Muller", birth_date=date(1984, 12, 3)),
    "Novák": person(mrn="100005", given_name="Jan", family_name="Novák", birth_date=date(1961, 3, 12)),
    "Nováková": person(mrn="100006", given_name="Jana Nova", family_name="Nováková"),
    "Berg": person(mrn="100007", given_name="Noa", family_name="van den Berg"),
    "O’Brien": person(mrn="100008", given_name="Siobhán", family_name="O'Brien", mobile="+353 87 123 4567"),
    "Lüdenscheidt": person(mrn="100009", given_name="Ute", family_name="Meier-Lüdenscheidt"),
    "محمد": person(mrn="100010", given_name="أحمد", family_name="محمد"),
    "山田": person(mrn="100011", given_name="太郎", family_name="山田"),
    "Иванов": person(mrn="100012", given_name="Иван", family_name="Иванов"),
    "Shannon": person(mrn="100013", given_name="Shan", family_name="Tian"),
}


@pytest.fixture
def full(database: Database) -> Database:
    with database.transaction(MIRA, "register") as transaction:
        for person in PEOPLE.values():
            fields = {name: getattr(person, name) for name in Patient.__dataclass_fields__}
            transaction.add(Patient(**fields | {"id": transaction.new_id()}))
    return database


def found(database: Database, typed: str, *, limit: int = 20, archived: bool | None = False) -> list[str]:
    by_mrn = {person.mrn: name for name, person in PEOPLE.items()}
    with database.reading() as reading:
        lines = search_patients(reading, typed, limit=limit, archived=archived)
    return [by_mrn.get(line.mrn, line.full_name) for line in lines]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("lodz", ["Łódź"]),
        ("ŁÓDŹ", ["Łódź"]),
        ("muller", ["Mueller", "Muller", "Müller"]),
        ("müller", ["Mueller", "Muller", "Müller"]),
        ("mueller", ["Mueller", "Müller"]),
        ("jorg mull", ["Müller"]),
        ("mull, jorg", ["Müller"]),
        ("nov", ["Novák", "Nováková", "Иванов"]),
        ("jan", ["Novák", "Nováková"]),
        ("jana novak", ["Nováková"]),
        ("novak ja", ["Novák", "Nováková"]),
        ("j nov", ["Novák", "Nováková"]),
        ("n", ["Novák", "Nováková", "Berg"]),
        ("berg", ["Berg"]),
        ("noa berg", ["Berg"]),
        ("obrien", ["O’Brien"]),
        ("o'br", ["O’Brien"]),
        ("siobhan", ["O’Brien"]),
        ("denscheid", ["Lüdenscheidt"]),
        ("ludenscheidt ute", ["Lüdenscheidt"]),
        ("luedenscheidt", ["Lüdenscheidt"]),
        ("محمد", ["محمد"]),
        ("أحمد محمد", ["محمد"]),
        ("山田", ["山田"]),
        ("山", ["山田"]),
        ("太郎", ["山田"]),
        ("山田太郎", ["山田"]),
        ("ivanov", ["Иванов"]),
        ("иванов", ["Иванов"]),
        ("nobody", []),
        ("nova%", ["Novák", "Nováková"]),
        ('" OR 1', []),
        ("novak nobody", []),
        ("", []),
        ("  ", []),
    ],
)
def test_a_name_is_found_by_any_part_in_any_spelling(full: Database, typed: str, expected: list[str]) -> None:
    assert sorted(found(full, typed)) == sorted(expected)


def test_names_that_begin_so_come_first_each_group_in_order(full: Database) -> None:
    assert found(full, "nov") == ["Novák", "Nováková", "Иванов"]
    assert found(full, "no") == ["Novák", "Nováková", "Berg"]
    assert found(full, "nov", limit=1) == ["Novák"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0171 2345678", "Müller"),
        ("01712345678", "Müller"),
        ("0171/234-56 78", "Müller"),
        ("+49 171 2345678", "Müller"),
        ("+49 (0)171 2345678", "Müller"),
        ("0049171", "Müller"),
        ("0171", "Müller"),
        ("345678", "Müller"),
        ("030 98", "Mueller"),
        ("+353 87", "O’Brien"),
        ("0035387", "O’Brien"),
        ("müller 0171", "Müller"),
        ("100009", "Lüdenscheidt"),
        ("12.3.1961", "Novák"),
        ("12.03.1961", "Novák"),
        ("12/3/61", "Novák"),
        ("12-03-1961", "Novák"),
        ("1961-03-12", "Novák"),
        ("1961-3-12", "Novák"),
        ("12 Mar 1961", "Novák"),
        ("12. März 1961", "Novák"),
        ("12 March 61", "Novák"),
        ("March 12, 1961", "Novák"),
        ("novak 12.3.1961", "Novák"),
        ("12.3.1961 jan", "Novák"),
        ("12/3/1984", "Muller"),
        ("3.12.19", "Muller"),
        ("1984-12", "Muller"),
    ],
)
def test_a_number_or_a_birth_date_is_found_in_any_spelling(full: Database, typed: str, expected: str) -> None:
    assert expected in found(full, typed)


@pytest.mark.parametrize("typed", ["12.3.1962", "0171 9999999", "jorg 12.3.1961", "31.2.1961", "999999"])
def test_what_nobody_has_finds_nobody(full: Database, typed: str) -> None:
    assert found(full, typed) == []


def test_numbers_without_a_country_belong_to_the_clinics_however_late_it_is_known(full: Database) -> None:
    clinic = ClinicSettings(id=SOMEBODY, name="Clinic", zone="Europe/Dublin", policies=Policies(phone_region="IE"))
    assert found(full, "+49 171 2345678") == ["Müller"]
    entries_before = len(entries(full))

    with full.transaction(MIRA, "set up") as transaction:
        clinic = transaction.add(clinic)

    assert found(full, "+49 171 2345678") == []
    assert found(full, "+353 171 2345678") == found(full, "0171 2345678") == ["Müller"]
    assert found(full, "087 123") == ["O’Brien"]
    with full.transaction(MIRA, "move") as transaction:
        transaction.replace(replace(clinic, policies=Policies(phone_region="DE")))
    assert found(full, "+49 171 2345678") == ["Müller"]
    assert len(entries(full)) == entries_before + 2


def test_archived_patients_are_found_only_when_asked_for(full: Database) -> None:
    with full.transaction(MIRA, "archive") as transaction:
        novak = transaction.find(Patient, mrn="100005")
        assert novak is not None
        transaction.replace(replace(novak, archived=True))

    assert found(full, "novak") == ["Nováková"]
    assert found(full, "novak", archived=True) == ["Novák"]
    assert found(full, "novak", archived=None) == ["Novák", "Nováková"]
    assert found(full, "12.3.1961") == []


def test_a_new_name_is_found_and_the_old_one_no_longer(full: Database) -> None:
    with full.transaction(MIRA, "marry") as transaction:
        berg = transaction.find(Patient, mrn="100007")
        assert berg is not None
        transaction.replace(replace(berg, family_name="Weiß-Straßer"))

    assert found(full, "berg") == []
    assert found(full, "strasser") == ["Berg"]
    assert found(full, "weiss") == ["Berg"]


def test_common_parts_are_found_by_a_walk_and_limited(database: Database) -> None:
    with database.batch(MIRA, "import") as batch:
        batch.add_all(
            a_patient(id=batch.new_id(), mrn=str(n), given_name=f"Xaver{n:04}", family_name=f"Quint{n % 7}mann")
            for n in range(600)
        )

    names = found(database, "mann", limit=5)
    rare = found(database, "aver0599")

    assert names == [f"Xaver{n:04} Quint0mann" for n in range(0, 35, 7)]
    assert rare == ["Xaver0599 Quint4mann"]


@given(st.text(max_size=12))
def test_whatever_is_typed_is_understood(typed: str) -> None:
    understood = understand(typed)

    assert all(word.text for word in understood.words)


@given(st.text(max_size=20))
def test_a_key_does_not_change_when_it_is_folded_again(name: str) -> None:
    assert key_of(key_of(name)) == key_of(name)
    assert folded(folded(name)) == folded(name)


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("0171 234-5678", "491712345678"),
        ("+49 (0)171 2345678", "491712345678"),
        ("0049 171 2345678", "491712345678"),
        ("+1 (212) 555-0123", "12125550123"),
        ("none", None),
        ("", None),
    ],
)
def test_a_phone_number_is_kept_in_its_international_digits(number: str, digits: str | None) -> None:
    assert phone_digits(number, "DE") == digits
