"""Four languages, switched on screen: the words, the dates, and the direction, and all back for the next person."""

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QRawFont
from PySide6.QtWidgets import QApplication

from clinic_desktop.gui import theme
from clinic_desktop.gui.patient_desk.desk_languages import LANGUAGES
from clinic_desktop.gui.patient_desk.desk_parts import DeskLabel
from clinic_desktop.gui.patient_desk.sign_in_page import SignInPage, StaffPage
from tests.gui.patient_desk.at_the_desk import AtTheDesk

GREETINGS = {
    "English": ("Welcome to Linden Street Clinic", "Tuesday, 24 November, 09:00"),
    "Deutsch": ("Willkommen · Linden Street Clinic", "Dienstag, 24. November, 09:00"),
    "Português": ("Boas-vindas · Linden Street Clinic", "terça-feira, 24 de novembro, 09:00"),
    "العربية": ("أهلاً بكم في Linden Street Clinic", "الثلاثاء، 24 نوفمبر، 09:00"),
}


@pytest.mark.parametrize("name", GREETINGS)
def test_a_finger_changes_the_language_and_the_dates(at_desk: AtTheDesk, name: str) -> None:
    at_desk.press(name)

    assert at_desk.window.page is not None
    assert (at_desk.title, at_desk.window.page.subtitle()) == GREETINGS[name]


def test_arabic_is_laid_out_from_right_to_left_and_english_back_again(at_desk: AtTheDesk) -> None:
    tiles = at_desk.window.findChildren(DeskLabel)
    assert tiles
    at_desk.press("العربية")
    assert QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    buttons = at_desk.window.foot.language_buttons
    assert buttons["en"].x() > buttons["pt"].x()

    at_desk.press("English")

    assert QGuiApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert buttons["en"].x() < buttons["pt"].x()


def test_what_was_typed_stays_in_another_language(at_desk: AtTheDesk) -> None:
    at_desk.press("I am new here")
    at_desk.type("First name", "Zoe")

    at_desk.press("Deutsch")

    assert at_desk.field("Vorname").text() == "Zoe"
    assert at_desk.title == "Wie heißen Sie?"


def test_a_page_that_stands_on_another_speaks_too(at_desk: AtTheDesk) -> None:
    at_desk.press("Deutsch")
    at_desk.press("Personal")

    at_desk.page(StaffPage)
    assert at_desk.field("Benutzername").isVisible()
    assert at_desk.button("Einloggen und verlassen").isVisible()


def test_refusals_come_in_the_language_of_the_person(at_desk: AtTheDesk) -> None:
    at_desk.press("Português")
    at_desk.press("Iniciar sessão")
    at_desk.type("Nome de utilizador", "pnovak")
    at_desk.type("Palavra-passe", "nao e esta")

    at_desk.key(Qt.Key.Key_Return)

    assert at_desk.page(SignInPage).message.text.startswith("O nome de utilizador e a palavra-passe não coincidem.")


def test_the_next_person_is_greeted_in_the_stations_language(at_desk: AtTheDesk) -> None:
    at_desk.press("العربية")
    assert at_desk.window.foot.countdown.startswith("العودة إلى البداية")

    at_desk.window.idle.expired.emit()
    at_desk.settle()

    assert at_desk.title == "Welcome to Linden Street Clinic"
    assert at_desk.window.foot.countdown == ""


def test_leaving_the_mode_gives_the_program_its_own_language_back(at_desk: AtTheDesk) -> None:
    at_desk.press("العربية")
    assert QLocale().language() is QLocale.Language.Arabic

    at_desk.mode.close()

    assert QLocale() == at_desk.locale_before
    assert QGuiApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert QCoreApplication.translate("StartPage", "Sign in") == "Sign in"


def test_arabic_letters_are_there_on_a_machine_that_has_none(at_desk: AtTheDesk) -> None:
    families = QApplication.font().families()
    font = theme.font(20)
    font.setFamilies([families[-1]])

    raw = QRawFont.fromFont(font)

    assert raw.familyName() == "Noto Sans Arabic"
    assert all(raw.supportsCharacter(ord(letter)) for letter in "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة،؟")
    assert QFontMetrics(font).horizontalAdvance("العربية") > 0


def test_every_language_bears_the_name_its_speakers_look_for() -> None:
    assert {each.own_name for each in LANGUAGES} == set(GREETINGS)
