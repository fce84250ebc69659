"""How messages are set up, by keys and clicks, against a real e-mail server where one is needed."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from clinic_desktop.domain.message_settings import MessageSettings, Security, SmsWay
from clinic_desktop.domain.messages import Occasion
from clinic_desktop.gui.messages.settings_page import MessageSettingsPage
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from tests.exchange.servers import Mailbox, a_mail_server, free_port
from tests.gui.staff.admin_desk import AdminDesk
from tests.messaging import Mailroom

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def go(admin: AdminDesk) -> MessageSettingsPage:
    admin.window.commands["go_to_messages"].trigger()
    admin.settle()
    page = admin.window.current_page
    assert isinstance(page, MessageSettingsPage)
    return page


def stored(admin: AdminDesk) -> MessageSettings:
    with admin.clinic.database.reading() as reading:
        found = reading.find(MessageSettings)
    assert found is not None
    return found


def click(admin: AdminDesk, page: MessageSettingsPage, button: QPushButton) -> None:
    page.reveal(button)
    admin.settle()
    admin.click(button)


def set_up_mail(admin: AdminDesk, page: MessageSettingsPage, port: int = 25) -> None:
    admin.type_into(page.mail.host, "127.0.0.1")
    admin.pick(page.mail.security, "None")
    page.mail.port.setValue(port)
    admin.type_into(page.mail.sender_email, "desk@example.org")


def test_messages_are_off_until_the_admin_ticks_the_box_and_saves(admin: AdminDesk) -> None:
    page = go(admin)
    assert not page.whether.switch.isChecked()
    set_up_mail(admin, page)

    QTest.keyClick(page.whether.switch, Key.Key_Space)
    admin.press(page.whether.switch, Key.Key_S, CTRL)

    kept = stored(admin)
    assert (kept.switched_on, kept.smtp_host, kept.station_id) == (
        True, "127.0.0.1", admin.clinic.database.station_id,
    )  # fmt: skip
    assert admin.told() == "Messages are switched on. They leave from this station."
    assert "leave from this station" in page.whether.where.text
    assert not page.save_bar.isVisible()


def test_a_password_is_kept_sealed_and_never_shown_again(admin: AdminDesk) -> None:
    page = go(admin)
    set_up_mail(admin, page)
    admin.type_into(page.mail.password, "correct-horse")
    click(admin, page, page.save_bar.save_button)

    assert page.mail.password.text() == ""
    assert "is set" in page.mail.password.placeholderText()
    assert "correct-horse" not in stored(admin).smtp_secret
    assert stored(admin).smtp_secret
    admin.type_into(page.mail.sender_name, "Linden")
    click(admin, page, page.save_bar.save_button)
    assert stored(admin).smtp_secret


def test_a_refusal_stands_at_its_field_and_what_was_typed_stays(admin: AdminDesk) -> None:
    page = go(admin)
    admin.type_into(page.mail.host, "mail.example.org")

    click(admin, page, page.save_bar.save_button)

    assert page.mail.sender_email.accessibleDescription() == "Write the address that e-mails come from."
    assert page.mail.sender_email.hasFocus()
    assert page.mail.host.text() == "mail.example.org"
    assert page.save_bar.isVisible()
    page.discard()


def test_a_text_is_seen_as_it_arrives_while_it_is_typed(admin: AdminDesk) -> None:
    page = go(admin)
    form = page.texts
    admin.type_into(form.subject, "Until ")
    chip = next(each for each in form.findChildren(QPushButton) if each.toolTip() == "{day}")
    click(admin, page, chip)

    assert form.subject.text() == "Until {day}"
    assert form.preview.subject.text() == "Until Wednesday, 25 November"
    click(admin, page, page.save_bar.save_button)
    (own,) = stored(admin).texts
    assert (own.language, own.occasion, own.subject) == ("en", Occasion.REMINDER, "Until {day}")


def test_an_unknown_place_holder_is_said_at_once_and_not_saved(admin: AdminDesk) -> None:
    page = go(admin)
    form = page.texts
    admin.type_into(form.short, "Dear {name}")
    assert "no place-holder {name}" in form.preview.problem.text
    click(admin, page, form.occasions.button(Occasion.MOVED))

    click(admin, page, page.save_bar.save_button)

    assert form.short.toPlainText() == "Dear {name}"  # the text that is wrong is shown again
    assert "no place-holder" in form.short.accessibleDescription()
    page.discard()
    assert not page.is_changed


def test_each_language_has_its_words_and_what_was_typed_in_one_stays(admin: AdminDesk) -> None:
    page = go(admin)
    form = page.texts
    admin.type_into(form.subject, "Mine")
    admin.pick(form.languages, "Deutsch")
    QTest.keyClick(form.languages, Key.Key_Return)
    form.languages.activated.emit(form.languages.currentIndex())  # as a click in the open list does

    assert form.subject.text().startswith("Erinnerung")
    assert "Mittwoch, 25. November" in form.preview.subject.text()
    admin.pick(form.languages, "English")
    form.languages.activated.emit(form.languages.currentIndex())
    assert form.subject.text() == "Mine"
    click(admin, page, form.usual_button)
    assert not page.is_changed


def test_the_count_of_text_messages_follows_what_is_typed(admin: AdminDesk) -> None:
    page = go(admin)
    admin.type_into(page.texts.short, "x" * 161)

    assert page.texts.preview.length.text() == "2 text messages, 161 characters."
    page.discard()


def test_a_provider_has_its_fields_and_a_file_has_its_own(admin: AdminDesk) -> None:
    page = go(admin)
    assert not page.sms.url.isVisible()

    admin.pick(page.sms.way, "A provider on the internet")
    assert page.sms.url.isVisible()
    admin.type_into(page.sms.url, "http://sms.example.org")
    page.sms.way.activated.emit(1)
    click(admin, page, page.save_bar.save_button)

    assert "https://" in page.sms.url.accessibleDescription()
    admin.type_into(page.sms.url, "https://sms.example.org")
    click(admin, page, page.save_bar.save_button)
    assert stored(admin).sms_way is SmsWay.HTTP


def test_a_test_email_goes_to_a_real_server_before_anything_is_saved(admin: AdminDesk) -> None:
    box = Mailbox()
    page = go(admin)
    with a_mail_server(box) as port:
        set_up_mail(admin, page, port)
        admin.type_into(page.trial_bar.to, "sam@example.org")
        click(admin, page, page.trial_bar.mail_button)

        assert [came["To"] for came in box.came] == ["sam@example.org"]
    assert "has left" in page.trial_bar.answer.text
    page.discard()


def test_a_test_email_in_vain_says_why(admin: AdminDesk) -> None:
    page = go(admin)
    set_up_mail(admin, page, free_port())
    admin.type_into(page.trial_bar.to, "sam@example.org")
    click(admin, page, page.trial_bar.mail_button)

    assert page.trial_bar.answer.text == "The e-mail server 127.0.0.1 cannot be reached."
    assert page.window().focusWidget() is page.trial_bar.mail_button  # to be pressed again
    page.discard()


def test_the_window_is_not_left_while_something_typed_waits(admin: AdminDesk) -> None:
    page = go(admin)
    admin.type_into(page.mail.sender_name, "Linden")

    admin.window.close()
    dialog = admin.dialog(AskDialog)
    admin.click(dialog.other_button)

    assert not page.is_changed


def test_settings_that_a_colleague_changed_are_not_overwritten_unseen(admin: AdminDesk) -> None:
    page = go(admin)
    admin.type_into(page.mail.sender_name, "Mine")
    Mailroom(clinic=admin.clinic).switch_on(sender_name="Theirs", smtp_security=Security.TLS)
    admin.settle()

    click(admin, page, page.save_bar.save_button)
    assert "Saving again keeps yours" in page.message.text
    assert page.mail.sender_name.text() == "Mine"
    page.discard()
    assert page.mail.sender_name.text() == "Theirs"
