"""How the admin's list speaks of people."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from clinic_desktop.domain.people import Role
from clinic_desktop.gui.spoken_names import split_title, suggested_username
from clinic_desktop.gui.staff.staff_rows import StaffRow, folded
from clinic_desktop.gui.staff.staff_words import last_sign_in_words, state_words
from tests.builders import NINE_OCLOCK

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (NINE_OCLOCK - timedelta(minutes=48), "08:12"),
        (NINE_OCLOCK - timedelta(hours=10), "yesterday"),
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), "00:30"),  # after midnight on the clinic's clock
        (datetime(2026, 8, 3, 12, 0, tzinfo=UTC), "3 Aug"),
        (datetime(2025, 8, 3, 12, 0, tzinfo=UTC), "3 Aug 2025"),
        (None, "never"),
    ],
)
def test_the_last_sign_in_is_said_as_one_would(at: datetime | None, words: str) -> None:
    assert last_sign_in_words(at, NINE_OCLOCK, BERLIN) == words


def test_whoever_looks_at_the_list_is_signed_in_now() -> None:
    assert last_sign_in_words(NINE_OCLOCK - timedelta(hours=3), NINE_OCLOCK, BERLIN, is_self=True) == "now"


def test_a_practitioner_without_an_account_is_said_to_have_no_sign_in() -> None:
    row = StaffRow(
        name="Dr Mei Tanaka",
        role=Role.DOCTOR,
        department_name="",
        account=None,
        practitioner_id=None,
        is_diary_closed=True,
    )

    assert "No sign-in" in state_words(row)


@pytest.mark.parametrize(
    ("name", "username"),
    [
        ("Rosa Lopez", "rlopez"),
        ("Dr Amara Okafor", "aokafor"),
        ("Prof. Dr. med. Jürgen Groß", "jgross"),
        ("Tomasz Zieliński", "tzielinski"),
        ("Anna-Maria van der Berg", "aberg"),
        ("Dragan", "dragan"),
        ("", ""),
    ],
)
def test_a_user_name_is_suggested_in_plain_letters(name: str, username: str) -> None:
    assert suggested_username(name) == username


def test_a_title_is_told_from_a_name_that_only_begins_like_one() -> None:
    assert split_title("Dr Amara Okafor") == ("Dr", "Amara Okafor")
    assert split_title("Drew Barrymore") == ("", "Drew Barrymore")


def test_filtering_looks_past_case_and_accents() -> None:
    assert folded("MARKOVIĆ") == "markovic"
