"""A signed-in patient keeps their details and their password."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.messages import Channel
from clinic_desktop.domain.requests import PatientContact
from tests.builders import PASSWORD
from tests.gui.patient_desk.at_the_desk import AtTheDesk
from tests.gui.patient_desk.own_desk import (
    button_called,
    click,
    details_page,
)


def test_own_details_are_checked_while_they_are_typed_and_saved(desk: AtTheDesk, qtbot: QtBot) -> None:
    desk.sign_in()
    page = details_page(desk)
    desk.type("Mobile phone", "12")
    qtbot.waitUntil(lambda: bool(page.labelled["mobile"].problem))

    desk.type("Mobile phone", "0151 23456789")
    qtbot.waitUntil(lambda: not page.labelled["mobile"].problem)
    desk.type("Contact person", "Eva Novak")
    desk.press("Save my details")

    novak = desk.clinic.stored(desk.clinic.novak)
    assert novak.mobile.replace(" ", "") == "+4915123456789"
    assert novak.contact_name == "Eva Novak"
    assert "Your details are saved." in desk.words()


def test_a_patient_says_how_they_want_to_be_reminded_and_in_which_language(desk: AtTheDesk) -> None:
    desk.sign_in()
    page = details_page(desk)
    assert page.reminders is not None
    assert page.language is not None

    QTest.keyClick(page.reminders, Qt.Key.Key_Down)
    QTest.keyClick(page.reminders, Qt.Key.Key_Down)
    QTest.keyClick(page.language, Qt.Key.Key_Down)
    QTest.keyClick(page.language, Qt.Key.Key_Down)
    desk.press("Save my details")

    novak = desk.clinic.stored(desk.clinic.novak)
    assert (novak.reminder_channel, novak.language) == (Channel.SMS, "Deutsch")


def test_what_the_desk_changed_meanwhile_is_shown_beside_what_was_typed(desk: AtTheDesk) -> None:
    desk.sign_in()
    page = details_page(desk)
    desk.type("Address", "Elm Street 4")
    novak = desk.clinic.stored(desk.clinic.novak)
    desk.clinic.as_receptionist().patients.change_contact(
        novak.id, novak.version, PatientContact(address="Oak Street 9")
    )

    desk.press("Save my details")
    assert page.both is not None
    assert [(one.mine, one.theirs) for one in page.both.differences] == [("Elm Street 4", "Oak Street 9")]
    desk.press("Save my version")

    assert desk.clinic.stored(desk.clinic.novak).address == "Elm Street 4"


def test_their_version_can_be_taken(desk: AtTheDesk) -> None:
    desk.sign_in()
    details_page(desk)
    desk.type("Address", "Elm Street 4")
    novak = desk.clinic.stored(desk.clinic.novak)
    desk.clinic.as_receptionist().patients.change_contact(
        novak.id, novak.version, PatientContact(address="Oak Street 9")
    )
    desk.press("Save my details")

    desk.press("Take their version")

    assert desk.field("Address").text() == "Oak Street 9"


def test_another_language_loses_nothing_that_was_typed(desk: AtTheDesk) -> None:
    desk.sign_in()
    page = details_page(desk)
    desk.type("Address", "Elm Street 4")

    desk.press("العربية")

    assert page.edits["address"].text() == "Elm Street 4"
    assert QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    desk.press("English")


def test_the_own_password_is_changed(desk: AtTheDesk) -> None:
    desk.sign_in()
    details_page(desk)
    click(desk, button_called(desk, "Change my password"))
    desk.type("Old password", PASSWORD)
    desk.type("New password", "short")
    desk.type("New password, once more", "short")
    desk.key(Qt.Key.Key_Return)
    assert "A password has at least 12 characters here." in desk.words()

    desk.type("New password", "seven-lamps-over-water")
    desk.type("New password, once more", "seven-lamps-over-water")
    desk.key(Qt.Key.Key_Return)

    assert "Your password is changed." in desk.words()
    again = desk.clinic.sign_in.authenticate("pnovak", "seven-lamps-over-water")
    assert again.session.account.username == "pnovak"
