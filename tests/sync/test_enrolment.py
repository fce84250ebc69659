"""Enrolling a station: a file that is worth nothing without its spoken code, and a code that can be said aloud."""

import json
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from clinic_desktop.domain.hub_refusals import NewerEnrolment, NoEnrolment, WrongCode
from clinic_desktop.storage.keys import KeyPlace, StationKey
from clinic_desktop.sync import enrolment
from clinic_desktop.sync.address import HubAddress

SOUND_OR_LOOK_ALIKE = ("0OQD", "1IL", "2Z", "5S", "8B", "6G", "UV", "MN", "FSX", "BCDEGPTVZ", "AJK", "59", "VW")

WRITTEN_ONCE = {
    "format": "clinic-desktop enrolment",
    "version": 1,
    "station": "Desk 2",
    "host": "hub.clinic.example",
    "port": 5432,
    "database": "clinic",
    "user": "station_4f",
    "authority": "none",
    "station_id": "00000000-0000-0000-0000-000000000007",
    "clinic_id": "00000000-0000-0000-0000-000000000008",
    "salt": "ZykERX9hrp0lGBNzSDVAeQ==",
    "nonce": "vDVYfYvKoqQnI1Dk",
    "password": "nkP+aonp6BJnW8nbfmsNcGnmNUJRaW/vkootcscELDk=",
}


def an_address(**changed: object) -> HubAddress:
    fields: dict[str, object] = {
        "host": "hub.clinic.example",
        "port": 5432,
        "database": "clinic",
        "user": "station_4f",
        "password": "first-Password_1",
        "station_id": UUID(int=7),
        "clinic_id": UUID(int=8),
        "authority": "-----BEGIN CERTIFICATE-----\n…\n",
        **changed,
    }
    return HubAddress(**fields)  # type: ignore[arg-type]


def a_key(byte: int = 1) -> StationKey:
    return StationKey(bytes([byte]) * 32, KeyPlace.FILE)


def test_file_and_code_together_give_the_address() -> None:
    code = enrolment.new_code()

    made = enrolment.written(an_address(), "Desk 2", code)

    assert enrolment.opened(made.file_text, code) == an_address()
    assert (made.code, made.name, made.station_id) == (code, "Desk 2", UUID(int=7))


@pytest.mark.usefixtures("full_cost")
def test_a_file_that_was_written_once_opens_for_ever() -> None:
    """So each try of a code costs what it did then, and no less."""
    assert enrolment.opened(json.dumps(WRITTEN_ONCE), "2346-789H-KLMP") == an_address(authority="none")


@pytest.mark.usefixtures("full_cost")
def test_what_is_written_today_costs_as_much_to_try() -> None:
    made = enrolment.written(an_address(), "Desk 2", "2346-789H-KLMP")

    assert enrolment.opened(made.file_text, "2346-789H-KLMP") == an_address()


def test_the_file_alone_does_not_tell_the_password() -> None:
    made = enrolment.written(an_address(), "Desk 2", enrolment.new_code())

    assert "first-Password_1" not in made.file_text


def test_another_code_gets_a_sentence() -> None:
    made = enrolment.written(an_address(), "Desk 2", "2346-789H-KLMP")

    with pytest.raises(WrongCode, match="read out once more"):
        enrolment.opened(made.file_text, "2346-789H-KLMR")


@pytest.mark.parametrize(
    "typed", ["2346 789h klmp", "2346789HKLMP", " 2346 - 789H - klMP ", "2346-789H-K1MP", "2346-789H-kinp"]
)
def test_a_code_counts_as_it_was_meant(typed: str) -> None:
    made = enrolment.written(an_address(), "Desk 2", "2346-789H-KLMP")

    assert enrolment.opened(made.file_text, typed) == an_address()


def test_no_two_letters_of_a_code_look_or_sound_alike() -> None:
    mistaken = [
        (one, other)
        for one, other in combinations(enrolment.LETTERS, 2)
        if any(one in group and other in group for group in SOUND_OR_LOOK_ALIKE)
    ]

    assert mistaken == []
    assert len(set(enrolment.LETTERS)) ** 12 >= 2**48


def test_every_code_is_three_groups_of_four_and_none_comes_twice() -> None:
    codes = {enrolment.new_code() for _ in range(200)}

    assert len(codes) == 200
    assert all([len(group) for group in code.split("-")] == [4, 4, 4] for code in codes)
    assert set("".join(codes)) - {"-"} == set(enrolment.LETTERS)


@pytest.mark.parametrize("field", ["host", "port", "database", "user", "station_id", "authority", "station"])
def test_a_file_that_was_altered_leads_nowhere(field: str) -> None:
    code = enrolment.new_code()
    words = json.loads(enrolment.written(an_address(), "Desk 2", code).file_text)

    words[field] = {"port": 5433, "station_id": str(UUID(int=9))}.get(field, "elsewhere")

    with pytest.raises(WrongCode):
        enrolment.opened(json.dumps(words), code)


@settings(max_examples=30)
@given(
    text=some.one_of(some.text(), some.from_type(dict).map(str), some.just('{"format": "clinic-desktop enrolment"}'))
)
def test_any_other_file_gets_a_sentence(text: str) -> None:
    with pytest.raises((NoEnrolment, NewerEnrolment)):
        enrolment.opened(text, "2346-789H-KLMP")


@pytest.mark.parametrize("field", ["host", "port", "salt", "password", "station_id"])
@pytest.mark.parametrize("value", [None, "é", [1]])
def test_a_damaged_file_gets_a_sentence(field: str, value: object) -> None:
    words = json.loads(enrolment.written(an_address(), "Desk 2", "2346-789H-KLMP").file_text)

    words[field] = value

    with pytest.raises((NoEnrolment, WrongCode)):
        enrolment.opened(json.dumps(words), "2346-789H-KLMP")


def test_a_newer_programs_file_asks_for_the_newer_program() -> None:
    words = json.loads(enrolment.written(an_address(), "Desk 2", "2346-789H-KLMP").file_text)

    words["version"] = 2

    with pytest.raises(NewerEnrolment):
        enrolment.opened(json.dumps(words), "2346-789H-KLMP")


def test_the_address_is_kept_under_the_stations_key() -> None:
    stored = enrolment.kept(a_key(), an_address())

    assert enrolment.recalled(a_key(), stored) == an_address()
    assert "first-Password_1" not in stored
    with pytest.raises(enrolment.AddressElsewhere):
        enrolment.recalled(a_key(2), stored)
    with pytest.raises(enrolment.AddressElsewhere):
        enrolment.recalled(a_key(), "nonsense")


def test_a_password_is_never_shown_by_chance() -> None:
    assert "first-Password_1" not in repr(an_address())
