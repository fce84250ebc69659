"""The staff list, and the chosen person's card, by clicks and key presses."""

from dataclasses import replace
from datetime import time
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinic_desktop.domain.availability import WeeklyPattern
from clinic_desktop.domain.people import Account, Practitioner, Role
from clinic_desktop.domain.sheets import AccountLine
from clinic_desktop.gui.staff.ask_dialog import AskDialog
from clinic_desktop.gui.staff.one_time_password_dialog import OneTimePasswordDialog
from tests.builders import an_account
from tests.gui.staff.admin_desk import AdminDesk, column_of, names_in


def account_line(desk: AdminDesk, name: str) -> AccountLine:
    line = desk.row(name).account
    assert line is not None
    return line


def patterns_of(desk: AdminDesk, practitioner: Practitioner) -> list[WeeklyPattern]:
    with desk.clinic.database.reading() as reading:
        return reading.where(WeeklyPattern, practitioner_id=practitioner.id, order=("weekday", "starts"))


def test_the_list_shows_who_works_here_and_no_patients(desk: AdminDesk) -> None:
    assert names_in(desk.window.staff) == ["Sam Ortiz", "Dr Amara Okafor", "Dr Lena Fischer", "Rosa Lopez"]
    assert column_of(desk.window.staff, 2) == ["Administrator", "Doctor", "Doctor", "Reception"]
    assert column_of(desk.window.staff, 3) == ["–", "Cardiology", "Cardiology", "–"]
    assert column_of(desk.window.staff, 4) == ["now", "never", "never", "never"]


def test_the_window_begins_with_the_keyboard_in_the_list(desk: AdminDesk) -> None:
    view = desk.window.staff.view

    desk.press(view, Qt.Key.Key_Down)
    desk.press(view, Qt.Key.Key_Return)

    assert desk.window.staff.card.subject == "Dr Amara Okafor"
    assert desk.window.staff.person_card.practitioner_form.department.hasFocus()


def test_patients_accounts_are_listed_under_their_role_only(desk: AdminDesk) -> None:
    desk.pick(desk.window.staff.role_box, "Patients who sign in")

    assert names_in(desk.window.staff) == ["Min Kim", "Peter Novak"]
    assert not desk.window.staff.person_card.account_form.role.isVisible()


def test_the_filter_finds_by_any_part_without_accents_and_shows_the_first(desk: AdminDesk) -> None:
    desk.clinic.store(an_account(username="smarko", full_name="Sofija Marković"))

    desk.type_into(desk.window.staff.filter_field, "markovic rec")

    assert names_in(desk.window.staff) == ["Sofija Marković"]
    assert desk.window.staff.card.subject == "Sofija Marković"


def test_a_filter_that_finds_nobody_says_so(desk: AdminDesk) -> None:
    page = desk.window.staff

    desk.type_into(page.filter_field, "nobody of that name")

    assert page.empty.isVisible()
    assert not page.card.isVisible()
    desk.press(page.filter_field, Qt.Key.Key_Escape)
    assert not page.empty.isVisible()


def test_a_practitioner_without_an_account_is_listed_too(desk: AdminDesk) -> None:
    desk.clinic.store(Practitioner(id=uuid4(), name="Mei Tanaka", title="Dr"))
    desk.settle()

    assert "Dr Mei Tanaka" in names_in(desk.window.staff)
    assert desk.row("Dr Mei Tanaka").account is None


def test_more_people_are_read_when_the_list_is_scrolled(desk: AdminDesk) -> None:
    for number in range(150):
        desk.clinic.store(an_account(username=f"desk{number:03}", full_name=f"Temp {number:03}"))
    desk.settle()
    page = desk.window.staff
    assert page.table.rowCount() == 100

    page.view.scrollToBottom()
    desk.settle()

    assert page.table.rowCount() == 154
    assert len(set(names_in(page))) == 154


def test_the_filter_reads_on_until_it_has_found(desk: AdminDesk) -> None:
    for number in range(150):
        desk.clinic.store(an_account(username=f"desk{number:03}", full_name=f"Temp {number:03}"))
    desk.settle()

    desk.type_into(desk.window.staff.filter_field, "temp 149")

    assert names_in(desk.window.staff) == ["Temp 149"]


def test_what_another_station_stores_arrives_and_the_choice_stays(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")

    desk.clinic.store(an_account(username="aaron", full_name="Aaron Abel"))
    desk.settle()

    assert "Aaron Abel" in names_in(desk.window.staff)
    assert desk.window.staff.view.chosen_key == desk.clinic.receptionist.id
    assert desk.window.staff.card.subject == "Rosa Lopez"


def test_a_doctors_room_and_specialty_are_saved(desk: AdminDesk) -> None:
    desk.choose("Dr Amara Okafor")
    card = desk.window.staff.person_card

    desk.type_into(card.practitioner_form.room, "Room 7")
    desk.type_into(card.practitioner_form.specialty, "Heart failure")
    desk.click(desk.window.staff.save_bar.save_button)

    stored = desk.clinic.stored(desk.clinic.okafor)
    assert (stored.room, stored.specialty) == ("Room 7", "Heart failure")
    assert desk.told() == "Saved what changed about Dr Amara Okafor."
    assert not desk.window.staff.save_bar.isVisible()


def test_a_doctors_name_is_changed_in_the_diary_and_the_account(desk: AdminDesk) -> None:
    desk.choose("Dr Amara Okafor")
    form = desk.window.staff.person_card.practitioner_form

    desk.type_into(form.name, "Amara Okafor-Lind")
    desk.press(form.name, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert desk.clinic.stored(desk.clinic.okafor).name == "Amara Okafor-Lind"
    assert desk.clinic.stored(desk.clinic.doctor).full_name == "Dr Amara Okafor-Lind"
    assert "Dr Amara Okafor-Lind" in names_in(desk.window.staff)


def test_a_user_name_that_is_taken_is_refused_at_its_field_and_stays_typed(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")
    form = desk.window.staff.person_card.account_form

    desk.type_into(form.username, "SORTIZ")
    desk.click(desk.window.staff.save_bar.save_button)

    assert form.username.text() == "SORTIZ"
    assert form.username.hasFocus()
    assert form.username.accessibleDescription()
    assert desk.clinic.stored(desk.clinic.receptionist).username == "rlopez"
    assert desk.window.staff.save_bar.isVisible()


def test_another_role_is_explained_before_it_is_saved(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")
    desk.pick(desk.window.staff.person_card.account_form.role, "Administrator")
    desk.click(desk.window.staff.save_bar.save_button)

    assert desk.clinic.stored(desk.clinic.receptionist).role is Role.ADMIN
    assert desk.row("Rosa Lopez").role is Role.ADMIN
    assert desk.window.staff.card.subject == "Rosa Lopez"


def test_the_last_admin_keeps_the_role_in_the_services_words(desk: AdminDesk) -> None:
    desk.choose("Sam Ortiz")
    card = desk.window.staff.person_card

    desk.pick(card.account_form.role, "Reception")
    desk.click(desk.window.staff.save_bar.save_button)

    assert card.message.text == "This is the last active administrator. Make another person administrator first."
    assert desk.clinic.stored(desk.clinic.admin).role is Role.ADMIN


def test_the_last_admin_cannot_be_disabled_and_the_question_says_why(desk: AdminDesk) -> None:
    desk.choose("Sam Ortiz")

    desk.click(desk.window.staff.person_card.disable_button)
    dialog = desk.dialog(AskDialog)
    desk.click(dialog.do_button)

    assert dialog.message.text == "This is the last active administrator. Make another person administrator first."
    desk.press(dialog, Qt.Key.Key_Escape)
    assert desk.clinic.stored(desk.clinic.admin).active


def test_someone_is_disabled_and_the_notice_takes_it_back(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")

    desk.click(desk.window.staff.person_card.disable_button)
    desk.press(desk.dialog(AskDialog), Qt.Key.Key_Return)

    assert not desk.clinic.stored(desk.clinic.receptionist).active
    assert column_of(desk.window.staff, 5)[-1] == "Disabled"
    assert desk.told() == "Rosa Lopez is disabled and signed out."
    undo = desk.notices[-1].action
    assert undo is not None
    undo()
    desk.settle()
    assert desk.clinic.stored(desk.clinic.receptionist).active


def test_going_back_disables_nobody(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")

    desk.click(desk.window.staff.person_card.disable_button)
    desk.press(desk.dialog(AskDialog), Qt.Key.Key_Escape)

    assert desk.clinic.stored(desk.clinic.receptionist).active
    assert not desk.has_dialog()


def test_a_new_password_is_shown_once_and_opens_the_account(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")
    desk.click(desk.window.staff.person_card.reset_button)
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

    assert not desk.window.staff.person_card.reset_button.isVisible()
    assert not desk.window.staff.person_card.end_button.isVisible()


def test_sessions_are_ended(desk: AdminDesk) -> None:
    theirs = desk.clinic.as_receptionist()
    desk.settle()
    desk.choose("Rosa Lopez")
    desk.window.staff.mark_stale()
    desk.settle()

    desk.click(desk.window.staff.person_card.end_button)
    desk.click(desk.dialog(AskDialog).do_button)

    assert account_line(desk, "Rosa Lopez").sessions == 0
    assert not desk.window.staff.person_card.end_button.isVisible()
    assert desk.told() == "Rosa Lopez is signed out everywhere."
    assert theirs.session.account.id == desk.clinic.receptionist.id


def test_a_diary_is_closed_and_reopened(desk: AdminDesk) -> None:
    desk.choose("Dr Lena Fischer")
    card = desk.window.staff.person_card

    desk.click(card.close_button)
    desk.click(desk.dialog(AskDialog).do_button)

    assert not desk.clinic.stored(desk.clinic.fischer).active
    assert card.state.text == "Diary closed"
    desk.click(card.reopen_button)
    assert desk.clinic.stored(desk.clinic.fischer).active


def test_a_diary_with_appointments_to_come_stays_open_and_the_question_lists_them(desk: AdminDesk) -> None:
    desk.clinic.store(desk.clinic.an_appointment())
    desk.choose("Dr Amara Okafor")

    desk.click(desk.window.staff.person_card.close_button)
    dialog = desk.dialog(AskDialog)
    desk.click(dialog.do_button)

    assert dialog.message.text == "Dr Amara Okafor still has an appointment to come. Move or cancel them first."
    assert [dialog.list.model().index(row, 0).data() for row in range(dialog.list.model().rowCount())] == [
        "Tue 24 Nov 2026 10:00 · Peter Novak · Consultation"
    ]
    assert desk.clinic.stored(desk.clinic.okafor).active


def test_hours_are_painted_by_key_and_hold_from_today(desk: AdminDesk) -> None:
    desk.choose("Dr Amara Okafor")
    painter = desk.window.staff.person_card.hours_form.painter

    painter.setFocus()
    for _ in range(4):
        QTest.keyClick(painter, Qt.Key.Key_Down)
    desk.press(painter, Qt.Key.Key_Delete)  # no more Fridays
    desk.click(desk.window.staff.save_bar.save_button)

    fridays = [pattern for pattern in patterns_of(desk, desk.clinic.okafor) if pattern.weekday == 4]
    assert [pattern.valid_until for pattern in fridays] == [desk.clinic.clock.now.date().replace(day=23)]
    assert not desk.window.staff.is_changed


def test_hours_that_would_strand_appointments_are_asked_for_and_may_be_gone_back_on(desk: AdminDesk) -> None:
    desk.clinic.store(desk.clinic.an_appointment())
    desk.choose("Dr Amara Okafor")
    painter = desk.window.staff.person_card.hours_form.painter
    QTest.keyClick(painter, Qt.Key.Key_Down)

    desk.press(painter, Qt.Key.Key_Delete)  # no more Tuesdays
    desk.press(painter, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = desk.dialog(AskDialog)

    assert dialog.list.model().index(0, 0).data() == "Tue 24 Nov 2026 10:00 · Peter Novak · Consultation"
    desk.click(dialog.back_button)
    assert desk.window.staff.is_changed  # what was painted stays
    assert len(patterns_of(desk, desk.clinic.okafor)) == 5
    desk.click(desk.window.staff.save_bar.save_button)
    desk.click(desk.dialog(AskDialog).do_button)
    tuesday = next(pattern for pattern in patterns_of(desk, desk.clinic.okafor) if pattern.weekday == 1)
    assert tuesday.valid_until is not None


def test_the_clinics_opening_hours_are_taken_over(desk: AdminDesk) -> None:
    desk.choose("Dr Amara Okafor")
    form = desk.window.staff.person_card.hours_form
    desk.press(form.painter, Qt.Key.Key_Delete)

    desk.click(form.use_opening)

    assert [(each.weekday, each.starts, each.ends) for each in form.painter.hours()] == [
        (day, time(8), time(17)) for day in range(5)
    ]


def test_going_to_another_row_with_something_typed_asks_first(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")
    desk.type_into(desk.window.staff.person_card.account_form.full_name, "Rosa Lopez Vega")

    desk.choose("Sam Ortiz")
    dialog = desk.dialog(AskDialog)

    assert desk.window.staff.card.subject == "Rosa Lopez"
    assert desk.window.staff.view.chosen_key == desk.clinic.receptionist.id
    desk.click(dialog.back_button)
    assert desk.window.staff.person_card.account_form.full_name.text() == "Rosa Lopez Vega"
    desk.choose("Sam Ortiz")
    desk.click(desk.dialog(AskDialog).do_button)
    assert desk.clinic.stored(desk.clinic.receptionist).full_name == "Rosa Lopez Vega"
    assert desk.window.staff.card.subject == "Sam Ortiz"


def test_what_was_typed_may_be_discarded_on_the_way(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")
    desk.type_into(desk.window.staff.person_card.account_form.full_name, "Somebody Else")

    desk.choose("Dr Lena Fischer")
    desk.click(desk.dialog(AskDialog).other_button)

    assert desk.clinic.stored(desk.clinic.receptionist).full_name == "Rosa Lopez"
    assert desk.window.staff.card.subject == "Dr Lena Fischer"
    assert not desk.window.staff.is_changed


def test_a_save_that_is_refused_stays_with_the_person(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")
    desk.type_into(desk.window.staff.person_card.account_form.email, "no address")

    desk.choose("Sam Ortiz")
    desk.click(desk.dialog(AskDialog).do_button)

    assert desk.window.staff.card.subject == "Rosa Lopez"
    assert desk.window.staff.person_card.account_form.email.text() == "no address"


def test_two_versions_are_shown_when_someone_else_was_first(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")
    form = desk.window.staff.person_card.account_form
    desk.type_into(form.full_name, "Rosa Mine")
    theirs = desk.clinic.stored(desk.clinic.receptionist)
    desk.clinic.store(_renamed(theirs, "Rosa Theirs"))
    desk.settle()
    assert form.full_name.text() == "Rosa Mine"

    desk.click(desk.window.staff.save_bar.save_button)
    both = desk.window.staff.person_card.both_versions

    assert both.isVisible()
    desk.click(both.keep_mine)
    assert desk.clinic.stored(desk.clinic.receptionist).full_name == "Rosa Mine"
    assert not both.isVisible()


def test_their_version_may_be_taken(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")
    form = desk.window.staff.person_card.account_form
    desk.type_into(form.full_name, "Rosa Mine")
    desk.clinic.store(_renamed(desk.clinic.stored(desk.clinic.receptionist), "Rosa Theirs"))

    desk.click(desk.window.staff.save_bar.save_button)
    desk.click(desk.window.staff.person_card.both_versions.take_theirs)

    assert form.full_name.text() == "Rosa Theirs"
    assert not desk.window.staff.is_changed
    assert desk.clinic.stored(desk.clinic.receptionist).full_name == "Rosa Theirs"


def _renamed(account: Account, name: str) -> Account:
    return replace(account, full_name=name)
