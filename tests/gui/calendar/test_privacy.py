"""The privacy key: initials instead of names, everywhere at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from clinic_desktop.gui import privacy
from tests.gui.calendar.reception_desk import Desk, booked, words_on


@pytest.fixture(autouse=True)
def _names_shown_again() -> Iterator[None]:
    yield
    privacy.switch().set_on(False)


def test_the_key_hides_the_name_and_what_else_tells_who_it_is_and_shows_them_again(desk: Desk) -> None:
    appointment = booked(desk)
    desk.choose(appointment)
    before = words_on(desk.page.panel)
    assert "Peter Novak" in before
    assert clinic_number(desk) in before

    desk.press(Qt.Key.Key_F12)

    hidden = words_on(desk.page.panel)
    assert "P. N." in hidden
    assert "Novak" not in hidden
    assert clinic_number(desk) not in hidden
    assert desk.window.commands["privacy"].isChecked()
    desk.press(Qt.Key.Key_F12)
    assert words_on(desk.page.panel) == before


def test_a_screen_reader_is_not_told_the_name_either(desk: Desk) -> None:
    appointment = booked(desk)
    desk.choose(appointment)

    desk.press(Qt.Key.Key_F12)

    assert "Novak" not in desk.page.view.current_words()


def test_what_was_said_before_is_put_away_since_it_may_name_somebody(desk: Desk) -> None:
    desk.window.workplace.say("Booked Peter Novak.")
    assert desk.window.notices.isVisible()

    desk.press(Qt.Key.Key_F12)

    assert not desk.window.notices.isVisible()


def clinic_number(desk: Desk) -> str:
    return desk.clinic.novak.mrn
