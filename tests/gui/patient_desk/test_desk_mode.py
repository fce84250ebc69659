"""The mode: it fills the screen, counts down, forgets, and lets nobody out but staff."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.slip_codes import code_of
from clinic_desktop.gui.patient_desk import own_names
from clinic_desktop.gui.patient_desk.desk_idle import DeskIdle
from clinic_desktop.gui.patient_desk.register_page import RegisterPage
from clinic_desktop.gui.patient_desk.sign_in_page import SignInPage, StaffPage
from clinic_desktop.gui.patient_desk.start_page import StartPage
from clinic_desktop.storage.local import SessionRow
from tests.builders import PASSWORD, Clock, details
from tests.gui.patient_desk.at_the_desk import AtTheDesk, texts_of


def test_the_desk_fills_the_screen_and_greets_with_the_clinics_name(at_desk: AtTheDesk) -> None:
    assert at_desk.window.isFullScreen()
    assert at_desk.title == "Welcome to Linden Street Clinic"
    assert at_desk.window.foot.countdown == ""


def test_nothing_but_staff_closes_it(at_desk: AtTheDesk) -> None:
    window = at_desk.window

    asked = QCloseEvent()
    QApplication.sendEvent(window, asked)
    window.close()
    at_desk.key(Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier)
    at_desk.key(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    at_desk.key(Qt.Key.Key_F11)
    at_desk.key(Qt.Key.Key_Escape)

    assert not asked.isAccepted()
    assert window.isVisible()
    window.showNormal()
    at_desk.settle()
    assert window.isFullScreen()


def test_a_staff_password_leaves_the_mode(at_desk: AtTheDesk) -> None:
    at_desk.press("Staff")
    at_desk.type("User name", "rlopez")
    at_desk.type("Password", PASSWORD)

    at_desk.key(Qt.Key.Key_Return)

    ((clinic, password),) = at_desk.left
    assert (clinic.session.account.username, password) == ("rlopez", PASSWORD)
    assert at_desk.mode.window is None


def test_the_key_for_staff_works_on_every_page_and_a_patients_password_does_not(at_desk: AtTheDesk) -> None:
    at_desk.press("I am new here")
    at_desk.key(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    page = at_desk.page(StaffPage)
    at_desk.type("User name", "pnovak")
    at_desk.type("Password", PASSWORD)

    at_desk.press("Sign in and leave")

    assert not at_desk.left
    assert page.message.text == "Only those who work here can leave this screen."
    assert at_desk.field("Password").text() == ""
    at_desk.key(Qt.Key.Key_Escape)
    at_desk.page(RegisterPage)


def test_wrong_staff_passwords_are_counted(at_desk: AtTheDesk) -> None:
    at_desk.press("Staff")
    at_desk.type("User name", "rlopez")
    for _ in range(5):
        at_desk.type("Password", "this is not it")
        at_desk.key(Qt.Key.Key_Return)

    assert "Please wait 30 seconds" in at_desk.page(StaffPage).message.text
    at_desk.type("Password", PASSWORD)
    at_desk.key(Qt.Key.Key_Return)
    assert not at_desk.left


def test_a_patient_signs_in_by_keys_alone(at_desk: AtTheDesk) -> None:
    at_desk.key(Qt.Key.Key_Tab)
    at_desk.key(Qt.Key.Key_Return)
    at_desk.page(SignInPage)
    at_desk.keys("pnovak")
    at_desk.key(Qt.Key.Key_Return)
    at_desk.keys(PASSWORD)
    at_desk.key(Qt.Key.Key_Return)

    assert at_desk.window.page is not None
    assert at_desk.window.page.objectName() == own_names.HOME
    assert "Signs out by itself in 60 s" in at_desk.window.foot.countdown


def test_a_wrong_password_is_told_in_a_sentence_of_the_desk_and_the_name_stays(at_desk: AtTheDesk) -> None:
    at_desk.sign_in(password="not this one")

    assert at_desk.page(SignInPage).message.text.startswith("User name and password do not match.")
    assert (at_desk.field("User name").text(), at_desk.field("Password").text()) == ("pnovak", "")


def test_staffs_accounts_sign_in_elsewhere(at_desk: AtTheDesk) -> None:
    at_desk.sign_in("rlopez")

    assert "Choose “Staff”" in at_desk.page(SignInPage).message.text


def test_who_has_a_one_time_password_chooses_another_first(at_desk: AtTheDesk) -> None:
    desk = at_desk.clinic.as_receptionist()
    ida = desk.patients.register(details(given_name="Ida", family_name="Berg"))
    handed = desk.patients.give_account(ida.id, "iberg")
    at_desk.sign_in("iberg", handed.password)
    assert at_desk.title == "Choose a password of your own"

    at_desk.type("New password", "walnut-walnut")
    at_desk.type("The same password once more", "walnut-walnet")
    at_desk.press("Keep this password")
    assert at_desk.field("The same password once more").accessibleDescription().startswith("The two passwords differ")
    at_desk.type("New password", "seven otters in a boat")
    at_desk.type("The same password once more", "seven otters in a boat")
    at_desk.press("Keep this password")

    assert at_desk.window.page is not None
    assert at_desk.window.page.objectName() == own_names.HOME


def test_signing_out_leaves_no_trace(at_desk: AtTheDesk) -> None:
    at_desk.clinic.store(at_desk.clinic.an_appointment())
    at_desk.sign_in()
    assert "Peter" in at_desk.words()
    QGuiApplication.clipboard().setText("Peter Novak")
    at_desk.window.say("Booked for Peter Novak")

    at_desk.press("Sign out")

    at_desk.page(StartPage)
    assert traces_of(("Peter", "Novak", "pnovak")) == []
    assert QGuiApplication.clipboard().text() == ""
    with at_desk.clinic.database.reading() as reading:
        (session,) = reading.where(SessionRow, account_id=at_desk.clinic.patient.id)
    assert session.revoked_at is not None


@pytest.mark.parametrize("name", [own_names.VISITS, own_names.DETAILS, own_names.BOOK, own_names.PASSWORD])
def test_no_page_of_ones_own_leaves_a_trace(at_desk: AtTheDesk, name: str) -> None:
    at_desk.clinic.store(at_desk.clinic.an_appointment(reason="Novak knee"))
    at_desk.sign_in()
    at_desk.window.go(name)
    at_desk.settle()
    for edit in at_desk.window.findChildren(QLineEdit):
        edit.setText("Novak")

    at_desk.window.idle.expired.emit()
    at_desk.settle()

    at_desk.page(StartPage)
    assert traces_of(("Peter", "Novak", "pnovak")) == []


def test_half_an_account_is_forgotten_too(at_desk: AtTheDesk) -> None:
    at_desk.press("I am new here")
    at_desk.type("First name", "Peter")
    at_desk.type("Family name", "Novak")

    at_desk.window.idle.expired.emit()
    at_desk.settle()

    at_desk.page(StartPage)
    assert traces_of(("Peter", "Novak")) == []


def test_who_leaves_while_the_password_is_looked_at_is_not_let_in_any_more(at_desk: AtTheDesk) -> None:
    at_desk.press("Sign in")
    at_desk.type("User name", "pnovak")
    at_desk.type("Password", PASSWORD)
    QTest.keyClick(at_desk.field("Password"), Qt.Key.Key_Return)

    at_desk.press("Begin anew")

    at_desk.page(StartPage)
    assert at_desk.mode.workplace is None
    with at_desk.clinic.database.reading() as reading:
        (session,) = reading.where(SessionRow, account_id=at_desk.clinic.patient.id)
    assert session.revoked_at is not None


def test_a_session_that_was_ended_elsewhere_leads_back_to_the_start(at_desk: AtTheDesk) -> None:
    at_desk.sign_in()
    workplace = at_desk.mode.workplace
    assert workplace is not None
    at_desk.clinic.as_admin().staff.end_sessions(at_desk.clinic.patient.id)

    workplace.run(lambda clinic: clinic.settings.read())
    at_desk.settle()

    at_desk.page(StartPage)
    assert at_desk.window.notice.text == "You have been signed out. Please begin anew."


@pytest.mark.parametrize("seconds", [60, 20])
def test_the_seconds_are_counted_down_and_every_touch_begins_anew(qtbot: object, seconds: int) -> None:
    clock = Clock()
    told: list[int] = []
    over: list[bool] = []
    idle = DeskIdle(seconds, stopwatch=clock.seconds)
    idle.seconds_left_changed.connect(told.append)
    idle.expired.connect(lambda: over.append(True))
    idle.start()

    clock.forward(seconds=seconds - 1)
    idle.look()
    idle.touch()
    clock.forward(seconds=seconds - 0.5)
    idle.look()
    assert not over
    clock.forward(seconds=1)
    idle.look()

    assert told == [seconds, 1, seconds, 1, 0]
    assert over == [True]
    idle.stop()


def test_the_admin_says_how_long_it_waits(at_desk: AtTheDesk) -> None:
    settings = at_desk.clinic.settings()
    policies = replace(settings.policies, desk_idle_seconds=90)
    at_desk.clinic.as_admin().settings.change(replace(settings, policies=policies))
    at_desk.settle()

    at_desk.press("I am new here")

    assert at_desk.window.foot.countdown == "Begins anew by itself in 90 s"


def test_every_target_is_large_enough_for_a_finger_and_has_a_name(at_desk: AtTheDesk) -> None:
    for way in ("I have an appointment today", "Sign in", "I am new here", "Staff"):
        at_desk.press(way)
        targets = [
            each
            for kind in (QAbstractButton, QLineEdit)
            for each in at_desk.window.findChildren(kind)
            if each.isVisible() and not isinstance(each.parent(), QLineEdit)
        ]
        assert min(each.height() for each in targets) >= 48
        assert min(each.width() for each in targets) >= 48
        assert all(each.accessibleName() or each.text() for each in targets if isinstance(each, QAbstractButton))
        assert all(each.accessibleName() for each in targets if isinstance(each, QLineEdit))
        at_desk.press("Begin anew")


@pytest.mark.parametrize("code", ["en", "de", "ar", "pt"])
def test_at_twice_the_size_on_a_small_screen_nothing_is_cut_off(at_desk: AtTheDesk, code: str) -> None:
    window = at_desk.window
    window.resize(1366, 768)
    at_desk.settle()

    for name in ("start", "check-in", "sign-in", "register", "staff"):
        window.go("start")
        at_desk.mode.languages.speak(code)
        window.resize(683, 384)  # as 1366 × 768 is seen at 200 %
        window.go(name)
        at_desk.settle()
        assert window.width() == 683
        for each in window.findChildren(QWidget):
            if each.isVisible() and isinstance(each, QLabel | QAbstractButton | QLineEdit):
                left = each.mapTo(window, each.rect().topLeft()).x()
                assert left >= 0
                assert left + each.width() <= 683
                if isinstance(each, QAbstractButton):
                    assert each.width() >= each.minimumSizeHint().width()
        window.resize(1366, 768)


def test_a_visit_that_was_booked_can_be_checked_in_while_nobody_is_signed_in(at_desk: AtTheDesk) -> None:
    booked = at_desk.clinic.store(at_desk.clinic.an_appointment())

    at_desk.scan(code_of(booked.id))

    assert at_desk.clinic.stored(booked).status is AppointmentStatus.ARRIVED
    assert at_desk.title == "You are checked in"
    assert "Room 2" in at_desk.words()
    assert "Novak" not in at_desk.words()


def traces_of(names: tuple[str, ...]) -> list[str]:
    """Whatever any widget of the program still says of somebody."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    everything: list[QWidget] = QApplication.allWidgets()
    told = [text for widget in everything for text in texts_of(widget)]
    for widget in everything:
        if isinstance(widget, QLineEdit):
            assert widget.completer() is None
            told.append(widget.selectedText())
    return [text for text in told if any(name.casefold() in text.casefold() for name in names)]
