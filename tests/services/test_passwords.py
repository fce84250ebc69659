"""Which passwords are fit, and how they are kept."""

import time

import bcrypt
import pytest

from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.services.passwords import (
    COST,
    LONGEST,
    Passwords,
    check_password,
    common_passwords,
    one_time_password,
)

OWN_WORDS = ("Linden Street Clinic", "rlopez", "Rosa Lopez", "rosa@linden.example")


def is_fit(password: str, *, shortest: int = 12) -> bool:
    try:
        check_password(password, shortest=shortest, own_words=OWN_WORDS)
    except InvalidInput as refusal:
        return refusal.field != "password"
    return True


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "harbour-violin-42",
        "ALLUPPERCASEISFINE",
        "nodigitsnosymbols",
        "пароль из слов",
        "日本語のパスワードです。長い",
        "Rosa's boat sank in May",
        "        trailing spaces count        ",
    ],
)
def test_long_words_of_ones_own_are_fit_without_rules_of_composition(password: str) -> None:
    assert is_fit(password)


@pytest.mark.parametrize(
    "password",
    [
        "",
        "elevenchars",
        "x" * (LONGEST + 1),
        "polniypizdec0211",
        "POLNIYPIZDEC0211",
        "password2026!",
        "2026-password-1",
        "passwordpassword",
        "aaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "123456789012",
        "qwertyuiopqwerty",
        "lindenstreetclinic",
        "Linden Street 26",
        "rlopez-rlopez-1",
        "RosaLopez2026",
        "tab\tin the middle",
    ],
)
def test_what_is_guessed_first_is_unfit(password: str) -> None:
    assert not is_fit(password)


def test_the_shortest_length_is_the_clinics_to_set() -> None:
    assert is_fit("tin-lamp", shortest=8)
    assert not is_fit("tin-lamp", shortest=9)


def test_the_list_of_common_passwords_is_long_and_holds_none_that_is_too_short_to_matter() -> None:
    assert len(common_passwords()) > 5_000
    assert min(map(len, common_passwords())) == 8
    assert "password" in common_passwords()


def test_length_is_counted_in_characters_as_they_are_seen() -> None:
    decomposed = "e\u0301" * 6 + "pardus"

    assert is_fit(decomposed, shortest=12)
    assert not is_fit(decomposed, shortest=13)


def test_a_hash_is_bcrypt_of_cost_twelve_unless_a_test_says_less() -> None:
    begun = time.process_time()
    kept = Passwords().hash("walnut-ferry-cloud")

    assert COST == 12
    assert kept.startswith("$2b$12$")
    assert time.process_time() - begun > 0.02
    assert Passwords(4).match("walnut-ferry-cloud", kept)


def test_every_character_counts_beyond_the_72_bytes_of_bcrypt() -> None:
    passwords = Passwords(4)
    kept = passwords.hash("ü" * 100)

    assert passwords.match("ü" * 100, kept)
    assert not passwords.match("ü" * 99 + "u", kept)
    assert not passwords.match("ü" * 101, kept)


def test_a_zero_byte_ends_no_password() -> None:
    passwords = Passwords(4)
    kept = passwords.hash("a\0b")

    assert passwords.match("a\0b", kept)
    assert not passwords.match("a\0c", kept)


def test_the_password_itself_is_not_what_bcrypt_hashes() -> None:
    kept = Passwords(4).hash("walnut-ferry-cloud")

    assert not bcrypt.checkpw(b"walnut-ferry-cloud", kept.encode())


def test_anything_may_be_typed_at_the_door() -> None:
    passwords = Passwords(4)

    for typed in ("", "\ud800", "x" * 1_000_000, "\0"):
        assert not passwords.match(typed, passwords.hash("walnut-ferry-cloud"))
        assert not passwords.match(typed, None)


def test_one_time_passwords_are_readable_and_never_the_same() -> None:
    made = {one_time_password() for _ in range(200)}

    assert len(made) == 200
    assert all(word.isalnum() and word == word.lower() for password in made for word in password.split("-"))
    assert all(is_fit(password) for password in made)
