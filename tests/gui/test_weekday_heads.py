"""What stands above the days of a small month: the days are told apart in every language Qt knows."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from clinic_desktop.gui.times import weekday_heads


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


def heads(language: str) -> tuple[str, ...]:
    QLocale.setDefault(QLocale(language))
    return weekday_heads()


def test_two_letters_say_which_day_it_is() -> None:
    assert heads("en_GB") == ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    assert heads("de_DE") == ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


def test_three_letters_do_where_two_are_alike() -> None:
    assert heads("pt_BR") == ("seg", "ter", "qua", "qui", "sex", "sáb", "dom")


def test_where_all_names_begin_alike_the_languages_own_letters_do() -> None:
    assert heads("ar_EG") == ("ن", "ث", "ر", "خ", "ج", "س", "ح")


@pytest.mark.parametrize("language", ["ar", "de", "pt_BR", "en", "fr", "tr", "pl", "he", "fa", "el"])
def test_no_two_days_of_a_week_look_alike_that_follow_each_other(language: str) -> None:
    names = heads(language)

    assert all(one != next_one for one, next_one in zip(names, (*names[1:], names[0]), strict=True))
