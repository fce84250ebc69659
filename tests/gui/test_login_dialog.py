"""Signing in by typing, being refused without losing what was typed, and the patients' own way in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.errors import WrongCredentials
from clinic_desktop.gui.login_dialog import LoginDialog
from clinic_desktop.gui.password_dialog import PasswordChange, PasswordDialog
from clinic_desktop.gui.sign_in_words import DemoFace, SignInFace, SignInRequest
from clinic_desktop.gui.widgets.message_line import MessageLine
from clinic_desktop.gui.widgets.password_field import PasswordField

PASSWORD = "walnut-ferry-cloud"


@pytest.fixture
def login(qtbot: QtBot) -> LoginDialog:
    made = LoginDialog()
    made.set_face(SignInFace(clinic_name="Linden Street Clinic", station="Front desk 2"))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def field(window: QWidget, name: str) -> QLineEdit:
    return next(each for each in window.findChildren(QLineEdit) if each.accessibleName() == name)


def button(window: QWidget, words: str) -> QPushButton:
    return next(each for each in window.findChildren(QPushButton) if each.text() == words)


def click(window: QWidget, words: str) -> None:
    QTest.mouseClick(button(window, words), Qt.MouseButton.LeftButton)


def message(window: QWidget) -> str:
    return window.findChildren(MessageLine)[0].text


def typed(window: QWidget, **values: str) -> None:
    for name, text in values.items():
        edit = field(window, name.replace("_", " "))
        edit.clear()
        QTest.keyClicks(edit, text)


def sign_in(login: LoginDialog) -> None:
    typed(login, User_name="rlopez", Password=PASSWORD)
    QTest.keyClick(field(login, "Password"), Qt.Key.Key_Return)


def test_it_tells_who_types_a_password_at_each_letter(login: LoginDialog) -> None:
    came: list[str] = []
    login.approached.connect(came.append)

    typed(login, User_name=" rlopez ", Password="wal")

    assert came == ["rlopez"] * 3


def test_enter_presses_the_button_that_has_the_focus(login: LoginDialog) -> None:
    asked: list[SignInRequest] = []
    login.sign_in_requested.connect(asked.append)
    login.fill("rlopez", PASSWORD)
    assert button(login, "Sign in").hasFocus()

    QTest.keyClick(button(login, "Sign in"), Qt.Key.Key_Return)

    assert [each.username for each in asked] == ["rlopez"]


def test_who_types_name_and_password_asks_to_be_signed_in(qtbot: QtBot, login: LoginDialog) -> None:
    with qtbot.waitSignal(login.sign_in_requested) as asked:
        sign_in(login)

    assert asked.args == [SignInRequest(username="rlopez", password=PASSWORD)]
    assert not button(login, "Signing in…").isEnabled()


def test_a_password_is_not_told_by_what_carries_it() -> None:
    assert PASSWORD not in repr(SignInRequest(username="rlopez", password=PASSWORD))


def test_the_form_can_be_used_before_the_clinic_is_known(qtbot: QtBot) -> None:
    login = LoginDialog(last_username="rlopez")
    qtbot.addWidget(login)
    login.show()
    typed(login, Password=PASSWORD)

    login.set_face(SignInFace(clinic_name="Linden Street Clinic", station="Front desk 2"))

    assert field(login, "User name").text() == "rlopez"
    assert field(login, "Password").text() == PASSWORD
    assert any(each.text() == "Linden Street Clinic" for each in login.findChildren(QLabel))


def test_what_was_typed_stays_after_a_refusal(login: LoginDialog) -> None:
    sign_in(login)

    login.refuse(WrongCredentials(2, 30).sentence)

    assert message(login) == ("That user name and password do not match. Two more tries before a pause of 30 seconds.")
    assert field(login, "User name").text() == "rlopez"
    assert field(login, "Password").text() == PASSWORD
    assert button(login, "Sign in").isEnabled()


def test_a_pause_is_counted_down_and_then_one_may_try_again(qtbot: QtBot, login: LoginDialog) -> None:
    sign_in(login)

    login.refuse("Too many wrong tries.", wait_seconds=2)
    assert "2 seconds" in message(login)
    assert not button(login, "Sign in").isEnabled()
    qtbot.waitUntil(lambda: "one second" in message(login))
    qtbot.waitUntil(button(login, "Sign in").isEnabled)

    assert not message(login)


def test_during_the_pause_the_return_key_asks_nothing(qtbot: QtBot, login: LoginDialog) -> None:
    sign_in(login)
    login.refuse("Too many wrong tries.", wait_seconds=30)

    with qtbot.assertNotEmitted(login.sign_in_requested):
        QTest.keyClick(field(login, "Password"), Qt.Key.Key_Return)

    login.begin_anew()


def test_an_empty_form_says_what_is_missing(qtbot: QtBot, login: LoginDialog) -> None:
    with qtbot.assertNotEmitted(login.sign_in_requested):
        click(login, "Sign in")

    assert message(login) == "Type your user name and your password."


def test_return_goes_from_the_name_to_the_password(login: LoginDialog) -> None:
    typed(login, User_name="rlopez")

    QTest.keyClick(field(login, "User name"), Qt.Key.Key_Return)

    assert field(login, "Password").hasFocus()


def test_success_forgets_the_password(login: LoginDialog) -> None:
    sign_in(login)

    login.succeed()

    assert not field(login, "Password").text()


def test_it_offers_nothing_while_the_window_of_whoever_is_signed_in_comes_up(qtbot: QtBot, login: LoginDialog) -> None:
    sign_in(login)
    login.succeed()
    assert any(button.text() == "Signing in…" for button in login.findChildren(QPushButton))
    with qtbot.assertNotEmitted(login.sign_in_requested):
        QTest.keyClick(field(login, "Password"), Qt.Key.Key_Return)

    login.begin_anew()

    with qtbot.waitSignal(login.sign_in_requested):
        sign_in(login)


def test_the_password_can_be_looked_at_and_hidden_again(login: LoginDialog) -> None:
    password = field(login, "Password")

    click(login, "Show")
    assert password.echoMode() is QLineEdit.EchoMode.Normal
    click(login, "Hide")
    assert password.echoMode() is QLineEdit.EchoMode.Password

    QTest.keyClick(password, Qt.Key.Key_F8)
    assert password.echoMode() is QLineEdit.EchoMode.Normal
    QTest.keyClick(password, Qt.Key.Key_F8)
    assert password.echoMode() is QLineEdit.EchoMode.Password


def test_tab_leaves_a_password_for_what_comes_next_and_not_for_its_show_button(qtbot: QtBot) -> None:
    dialog = PasswordDialog(least_letters=12)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    first = dialog.focusWidget()
    assert isinstance(first, PasswordField)

    QTest.keyClicks(first, PASSWORD)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    second = dialog.focusWidget()
    assert isinstance(second, PasswordField)
    QTest.keyClicks(second, PASSWORD)

    assert second is not first
    assert [first.text(), second.text()] == [PASSWORD, PASSWORD]


def test_caps_lock_is_noticed_from_the_letters(login: LoginDialog) -> None:
    QTest.keyClicks(field(login, "Password"), "A")  # as a keyboard with Caps Lock sends it: a capital without Shift
    assert isinstance(field(login, "Password"), PasswordField)
    QTest.keyClick(field(login, "Password"), Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)

    hints = [each.text() for each in login.findChildren(QLabel)]

    assert "Caps Lock is on" in hints


def test_a_demo_account_fills_the_form(qtbot: QtBot, login: LoginDialog) -> None:
    face = SignInFace(
        clinic_name="Linden Street Clinic",
        station="Front desk 2",
        demo_accounts=[DemoFace(username="rlopez", password=PASSWORD, words="Rosa Lopez · Reception")],
    )
    login.set_face(face)

    click(login, "Rosa Lopez · Reception")
    with qtbot.waitSignal(login.sign_in_requested) as asked:
        click(login, "Sign in")

    assert asked.args == [SignInRequest(username="rlopez", password=PASSWORD)]


def test_patients_have_their_own_way_in(qtbot: QtBot, login: LoginDialog) -> None:
    with qtbot.waitSignal(login.desk_requested):
        click(login, "I am a patient")


def test_while_the_patients_desk_opens_nobody_is_asked_who_they_are(login: LoginDialog) -> None:
    login.open_soon(desk=True)
    assert not field(login, "Password").isVisible()
    assert "opens in a moment" in message(login)

    login.refuse("The records cannot be read.")

    assert field(login, "Password").isVisible()
    assert message(login) == "The records cannot be read."


def test_a_new_password_is_asked_for_twice(qtbot: QtBot) -> None:
    dialog = PasswordDialog(least_letters=12)
    qtbot.addWidget(dialog)
    dialog.open()
    typed(dialog, Old_password="old", New_password=PASSWORD)
    QTest.keyClicks(field(dialog, "New password, once more"), PASSWORD)

    with qtbot.waitSignal(dialog.change_requested) as asked:
        click(dialog, "Change password")

    assert asked.args == [PasswordChange(old="old", new=PASSWORD)]


def test_a_short_password_is_refused_with_what_is_missing(qtbot: QtBot) -> None:
    dialog = PasswordDialog(least_letters=12)
    qtbot.addWidget(dialog)
    dialog.open()
    typed(dialog, Old_password="old", New_password="walnut")

    click(dialog, "Change password")

    assert message(dialog) == "The password has 6 characters; it needs at least 12."


def test_the_demo_card_gives_the_room_of_its_shadow_before_it_scrolls(qtbot: QtBot, login: LoginDialog) -> None:
    accounts = [DemoFace(username=f"u{n}", password=PASSWORD, words=f"Somebody {n} · Reception") for n in range(6)]
    stage = login.findChildren(QScrollArea)[0]

    def card() -> QWidget:
        found = button(login, accounts[-1].words).parentWidget()
        assert found is not None
        return found

    def lies_without_scrolling() -> bool:
        left_over = stage.viewport().height() - card().height()
        return stage.verticalScrollBar().maximum() == 0 and left_over in (0, 1)

    login.set_face(SignInFace(clinic_name="Linden Street Clinic", station="", demo_accounts=accounts))
    login.resize(1362, 1000)
    qtbot.waitUntil(lambda: 500 < card().height() < stage.viewport().height())
    with_shadow, beside = card().height(), login.height() - stage.height()

    login.resize(1362, with_shadow + beside - 20)
    qtbot.waitUntil(lies_without_scrolling)
    login.refuse("The user name or the password is not right. Try again.")
    qtbot.waitUntil(lambda: login.message != "" and lies_without_scrolling())
    assert card().height() < with_shadow

    login.resize(1362, 1000)
    qtbot.waitUntil(lambda: with_shadow < card().height() < stage.viewport().height())
    login.resize(1362, with_shadow + beside - 200)
    qtbot.waitUntil(lambda: stage.verticalScrollBar().maximum() > 0)
