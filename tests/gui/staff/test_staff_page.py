"""The staff list and its verbs, by clicks and key presses."""

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt

from clinic_desktop.domain.errors import SessionEnded
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.domain.sheets import AccountLine
from clinic_desktop.gui.staff.sessions_dialog import SessionsDialog
from clinic_desktop.gui.staff.staff_page import StaffPage
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from clinic_desktop.gui.widgets.one_time_password_dialog import OneTimePasswordDialog
from tests.builders import an_account
from tests.gui.staff.admin_desk import AdminDesk, column_of, names_in


def account_line(desk: AdminDesk, name: str) -> AccountLine:
    line = desk.row(name).account
    assert line is not None
    return line


def test_the_list_shows_who_works_here_and_no_patients(desk: AdminDesk) -> None:
    assert names_in(desk.window.page_of(StaffPage)) == ["Sam Ortiz", "Dr Amara Okafor", "Dr Lena Fischer", "Rosa Lopez"]
    assert column_of(desk.window.page_of(StaffPage), 2) == ["Administrator", "Doctor", "Doctor", "Reception"]
    assert column_of(desk.window.page_of(StaffPage), 3) == ["–", "Cardiology", "Cardiology", "–"]
    assert column_of(desk.window.page_of(StaffPage), 4) == ["now", "never", "never", "never"]


def test_the_window_begins_with_the_keyboard_in_the_list(desk: AdminDesk) -> None:
    view = desk.window.page_of(StaffPage).view

    desk.press(view, Qt.Key.Key_Down)
    desk.press(view, Qt.Key.Key_Return)

    assert desk.window.page_of(StaffPage).card.subject == "Dr Amara Okafor"
    assert desk.window.page_of(StaffPage).person_card.practitioner_form.department.hasFocus()


def test_patients_accounts_are_listed_under_their_role_only(desk: AdminDesk) -> None:
    desk.pick(desk.window.page_of(StaffPage).role_box, "Patients who sign in")

    assert names_in(desk.window.page_of(StaffPage)) == ["Min Kim", "Peter Novak"]
    assert not desk.window.page_of(StaffPage).person_card.account_form.role.isVisible()


def test_the_filter_finds_by_any_part_without_accents_and_shows_the_first(desk: AdminDesk) -> None:
    desk.clinic.store(an_account(username="smarko", full_name="Sofija Marković"))

    desk.type_into(desk.window.page_of(StaffPage).filter_field, "markovic rec")

    assert names_in(desk.window.page_of(StaffPage)) == ["Sofija Marković"]
    assert desk.window.page_of(StaffPage).card.subject == "Sofija Marković"


def test_a_filter_that_finds_nobody_says_so(desk: AdminDesk) -> None:
    page = desk.window.page_of(StaffPage)

    desk.type_into(page.filter_field, "nobody of that name")

    assert page.empty.isVisible()
    assert not page.card.isVisible()
    desk.press(page.filter_field, Qt.Key.Key_Escape)
    assert not page.empty.isVisible()


def test_a_practitioner_without_an_account_is_listed_too(desk: AdminDesk) -> None:
    desk.clinic.store(Practitioner(id=uuid4(), name="Mei Tanaka", title="Dr"))
    desk.settle()

    assert "Dr Mei Tanaka" in names_in(desk.window.page_of(StaffPage))
    assert desk.row("Dr Mei Tanaka").account is None


def test_more_people_are_read_when_the_list_is_scrolled(desk: AdminDesk) -> None:
    for number in range(150):
        desk.clinic.store(an_account(username=f"desk{number:03}", full_name=f"Temp {number:03}"))
    desk.settle()
    page = desk.window.page_of(StaffPage)
    assert page.table.rowCount() == 100

    page.view.scrollToBottom()
    desk.settle()

    assert page.table.rowCount() == 154
    assert len(set(names_in(page))) == 154


def test_the_filter_reads_on_until_it_has_found(desk: AdminDesk) -> None:
    for number in range(150):
        desk.clinic.store(an_account(username=f"desk{number:03}", full_name=f"Temp {number:03}"))
    desk.settle()

    desk.type_into(desk.window.page_of(StaffPage).filter_field, "temp 149")

    assert names_in(desk.window.page_of(StaffPage)) == ["Temp 149"]


def test_what_another_station_stores_arrives_and_the_choice_stays(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")

    desk.clinic.store(an_account(username="aaron", full_name="Aaron Abel"))
    desk.settle()

    assert "Aaron Abel" in names_in(desk.window.page_of(StaffPage))
    assert desk.window.page_of(StaffPage).view.chosen_key == desk.clinic.receptionist.id
    assert desk.window.page_of(StaffPage).card.subject == "Rosa Lopez"


def test_the_last_admin_cannot_be_disabled_and_the_question_says_why(desk: AdminDesk) -> None:
    desk.choose("Sam Ortiz")

    desk.click(desk.window.page_of(StaffPage).person_card.disable_button)
    dialog = desk.dialog(AskDialog)
    desk.click(dialog.do_button)

    assert dialog.message.text == "This is the last active administrator. Make another person administrator first."
    desk.press(dialog, Qt.Key.Key_Escape)
    assert desk.clinic.stored(desk.clinic.admin).active


def test_someone_is_disabled_and_the_notice_takes_it_back(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")

    desk.click(desk.window.page_of(StaffPage).person_card.disable_button)
    desk.press(desk.dialog(AskDialog), Qt.Key.Key_Return)

    assert not desk.clinic.stored(desk.clinic.receptionist).active
    assert column_of(desk.window.page_of(StaffPage), 5)[-1] == "Disabled"
    assert desk.told() == "Rosa Lopez is disabled and signed out."
    undo = desk.notices[-1].action
    assert undo is not None
    undo()
    desk.settle()
    assert desk.clinic.stored(desk.clinic.receptionist).active


def test_going_back_disables_nobody(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")

    desk.click(desk.window.page_of(StaffPage).person_card.disable_button)
    desk.press(desk.dialog(AskDialog), Qt.Key.Key_Escape)

    assert desk.clinic.stored(desk.clinic.receptionist).active
    assert not desk.has_dialog()


def test_a_new_password_is_shown_once_and_opens_the_account(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")
    desk.click(desk.window.page_of(StaffPage).person_card.reset_button)
    desk.click(desk.dialog(AskDialog).do_button)
    shown = desk.dialog(OneTimePasswordDialog)
    password = shown.password.text()

    session = desk.clinic.sign_in.authenticate("rlopez", password).session

    assert session.must_change_password
    desk.press(shown, Qt.Key.Key_Escape)
    assert shown.isVisible()  # the first Esc only warns that it is not copied
    desk.click(shown.copy_button)
    desk.click(shown.done_button)
    desk.settle()
    assert not desk.has_dialog()
    assert account_line(desk, "Rosa Lopez").must_change_password


def test_ones_own_password_is_not_reset_here(desk: AdminDesk) -> None:
    desk.choose("Sam Ortiz")

    assert not desk.window.page_of(StaffPage).person_card.reset_button.isVisible()


def test_all_sessions_of_somebody_are_ended(desk: AdminDesk) -> None:
    theirs = desk.clinic.as_receptionist()
    desk.settle()
    desk.choose("Rosa Lopez")

    desk.click(desk.window.page_of(StaffPage).person_card.where_button)
    desk.click(desk.dialog(SessionsDialog).end_all_button)
    desk.click(desk.dialog(AskDialog).do_button)

    assert account_line(desk, "Rosa Lopez").sessions == 0
    assert desk.told() == "Rosa Lopez is signed out everywhere."
    with pytest.raises(SessionEnded):
        theirs.account.who_am_i()


def test_one_session_of_two_is_ended_and_the_dialog_shows_what_is_left(desk: AdminDesk) -> None:
    older = desk.clinic.as_receptionist()
    desk.clinic.clock.forward(minutes=5)
    newer = desk.clinic.as_receptionist()
    desk.settle()
    desk.choose("Rosa Lopez")
    desk.click(desk.window.page_of(StaffPage).person_card.where_button)
    dialog = desk.dialog(SessionsDialog)
    assert len(dialog.end_buttons) == 2

    desk.click(next(iter(dialog.end_buttons.values())))

    assert len(dialog.end_buttons) == 1
    assert desk.told() == "Rosa Lopez is signed out of that session."
    with pytest.raises(SessionEnded):
        newer.account.who_am_i()
    assert older.account.who_am_i().username == "rlopez"
    desk.click(dialog.close_button)


def test_nobody_signs_themselves_out_of_the_window_they_sit_at(desk: AdminDesk) -> None:
    desk.choose("Sam Ortiz")
    desk.click(desk.window.page_of(StaffPage).person_card.where_button)

    dialog = desk.dialog(SessionsDialog)

    assert (dialog.end_buttons, dialog.end_all_button.isVisible()) == ({}, False)
    desk.click(dialog.close_button)


def test_who_is_not_signed_in_is_said_to_be_nowhere(desk: AdminDesk) -> None:
    desk.choose("Dr Lena Fischer")
    desk.click(desk.window.page_of(StaffPage).person_card.where_button)

    dialog = desk.dialog(SessionsDialog)

    assert dialog.about.text().startswith("They are not signed in")
    desk.press(dialog, Qt.Key.Key_Escape)
    assert not desk.has_dialog()


def test_a_diary_is_closed_and_reopened(desk: AdminDesk) -> None:
    desk.choose("Dr Lena Fischer")
    card = desk.window.page_of(StaffPage).person_card

    desk.click(card.close_button)
    desk.click(desk.dialog(AskDialog).do_button)

    assert not desk.clinic.stored(desk.clinic.fischer).active
    assert card.state.text == "Diary closed"
    desk.click(card.reopen_button)
    assert desk.clinic.stored(desk.clinic.fischer).active


def test_a_diary_with_appointments_to_come_stays_open_and_the_question_lists_them(desk: AdminDesk) -> None:
    desk.clinic.store(desk.clinic.an_appointment())
    desk.choose("Dr Amara Okafor")

    desk.click(desk.window.page_of(StaffPage).person_card.close_button)
    dialog = desk.dialog(AskDialog)
    desk.click(dialog.do_button)

    assert dialog.message.text == "Dr Amara Okafor still has an appointment to come. Move or cancel them first."
    assert [dialog.list.model().index(row, 0).data() for row in range(dialog.list.model().rowCount())] == [
        "Tue 24 Nov 2026 10:00 · Peter Novak · Consultation"
    ]
    assert desk.clinic.stored(desk.clinic.okafor).active
