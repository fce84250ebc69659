"""The chosen person's card: what is saved, refused, asked, and never lost."""

from dataclasses import replace
from datetime import date, time
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinic_desktop.domain.availability import WeeklyPattern
from clinic_desktop.domain.people import Account, Practitioner, Role
from clinic_desktop.gui.staff.staff_page import StaffPage
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from tests.gui.staff.admin_desk import AdminDesk, names_in


def patterns_of(desk: AdminDesk, practitioner: Practitioner) -> list[WeeklyPattern]:
    with desk.clinic.database.reading() as reading:
        return reading.where(WeeklyPattern, practitioner_id=practitioner.id, order=("weekday", "starts"))


def test_a_doctors_room_and_specialty_are_saved(desk: AdminDesk) -> None:
    desk.choose("Dr Amara Okafor")
    card = desk.window.page_of(StaffPage).person_card

    desk.type_into(card.practitioner_form.room, "Room 7")
    desk.type_into(card.practitioner_form.specialty, "Heart failure")
    desk.click(desk.window.page_of(StaffPage).save_bar.save_button)

    stored = desk.clinic.stored(desk.clinic.okafor)
    assert (stored.room, stored.specialty) == ("Room 7", "Heart failure")
    assert desk.told() == "Saved what changed about Dr Amara Okafor."
    assert not desk.window.page_of(StaffPage).save_bar.isVisible()


def test_a_doctors_name_is_changed_in_the_diary_and_the_account(desk: AdminDesk) -> None:
    desk.choose("Dr Amara Okafor")
    form = desk.window.page_of(StaffPage).person_card.practitioner_form

    desk.type_into(form.name, "Amara Okafor-Lind")
    desk.press(form.name, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert desk.clinic.stored(desk.clinic.okafor).name == "Amara Okafor-Lind"
    assert desk.clinic.stored(desk.clinic.doctor).full_name == "Dr Amara Okafor-Lind"
    assert "Dr Amara Okafor-Lind" in names_in(desk.window.page_of(StaffPage))


def test_a_user_name_that_is_taken_is_refused_at_its_field_and_stays_typed(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")
    form = desk.window.page_of(StaffPage).person_card.account_form

    desk.type_into(form.username, "SORTIZ")
    desk.click(desk.window.page_of(StaffPage).save_bar.save_button)

    assert form.username.text() == "SORTIZ"
    assert form.username.hasFocus()
    assert form.username.accessibleDescription()
    assert desk.clinic.stored(desk.clinic.receptionist).username == "rlopez"
    assert desk.window.page_of(StaffPage).save_bar.isVisible()


def test_another_role_is_explained_before_it_is_saved(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")
    desk.pick(desk.window.page_of(StaffPage).person_card.account_form.role, "Administrator")
    desk.click(desk.window.page_of(StaffPage).save_bar.save_button)

    assert desk.clinic.stored(desk.clinic.receptionist).role is Role.ADMIN
    assert desk.row("Rosa Lopez").role is Role.ADMIN
    assert desk.window.page_of(StaffPage).card.subject == "Rosa Lopez"


def test_the_last_admin_keeps_the_role_in_the_services_words(desk: AdminDesk) -> None:
    desk.choose("Sam Ortiz")
    card = desk.window.page_of(StaffPage).person_card

    desk.pick(card.account_form.role, "Reception")
    desk.click(desk.window.page_of(StaffPage).save_bar.save_button)

    assert card.message.text == "This is the last active administrator. Make another person administrator first."
    assert desk.clinic.stored(desk.clinic.admin).role is Role.ADMIN


def test_hours_are_painted_by_key_and_hold_from_today(desk: AdminDesk) -> None:
    desk.choose("Dr Amara Okafor")
    painter = desk.window.page_of(StaffPage).person_card.hours_form.painter

    painter.setFocus()
    for _ in range(4):
        QTest.keyClick(painter, Qt.Key.Key_Down)
    desk.press(painter, Qt.Key.Key_Delete)  # no more Fridays
    desk.click(desk.window.page_of(StaffPage).save_bar.save_button)

    fridays = [pattern for pattern in patterns_of(desk, desk.clinic.okafor) if pattern.weekday == 4]
    assert [pattern.valid_until for pattern in fridays] == [desk.clinic.clock.now.date().replace(day=23)]
    assert not desk.window.page_of(StaffPage).is_changed


def test_hours_that_would_strand_appointments_are_asked_for_and_may_be_gone_back_on(desk: AdminDesk) -> None:
    desk.clinic.store(desk.clinic.an_appointment())
    desk.choose("Dr Amara Okafor")
    painter = desk.window.page_of(StaffPage).person_card.hours_form.painter
    QTest.keyClick(painter, Qt.Key.Key_Down)

    desk.press(painter, Qt.Key.Key_Delete)  # no more Tuesdays
    desk.press(painter, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = desk.dialog(AskDialog)

    assert dialog.list.model().index(0, 0).data() == "Tue 24 Nov 2026 10:00 · Peter Novak · Consultation"
    desk.click(dialog.back_button)
    assert desk.window.page_of(StaffPage).is_changed  # what was painted stays
    assert len(patterns_of(desk, desk.clinic.okafor)) == 5
    desk.click(desk.window.page_of(StaffPage).save_bar.save_button)
    desk.click(desk.dialog(AskDialog).do_button)
    tuesday = next(pattern for pattern in patterns_of(desk, desk.clinic.okafor) if pattern.weekday == 1)
    assert tuesday.valid_until is not None


def test_tab_goes_through_the_card_as_it_is_read(desk: AdminDesk) -> None:
    desk.choose("Dr Amara Okafor")
    card = desk.window.page_of(StaffPage).person_card
    form, hours = card.practitioner_form, card.hours_form
    read = (form.department, form.room, form.slot, form.colour, hours.use_opening, hours.painter, form.title, form.name)
    form.department.setFocus()

    for control in read:
        assert control.hasFocus()
        desk.press(control, Qt.Key.Key_Tab)


def test_hours_of_every_second_week_are_told_and_survive_painting(desk: AdminDesk) -> None:
    fortnightly = WeeklyPattern(
        id=uuid4(),
        practitioner_id=desk.clinic.okafor.id,
        weekday=5,
        starts=time(9),
        ends=time(12),
        valid_from=date(2026, 1, 3),
        every_weeks=2,
    )
    desk.clinic.store(fortnightly)
    desk.settle()
    desk.choose("Dr Amara Okafor")
    form = desk.window.page_of(StaffPage).person_card.hours_form

    desk.press(form.painter, Qt.Key.Key_Delete)
    desk.click(desk.window.page_of(StaffPage).save_bar.save_button)

    assert form.told == "Also: Saturday 09:00–12:00, every 2 weeks, from 3 Jan 2026"
    assert [each.every_weeks for each in patterns_of(desk, desk.clinic.okafor) if each.weekday == 5] == [2]


def test_the_clinics_opening_hours_are_taken_over(desk: AdminDesk) -> None:
    desk.choose("Dr Amara Okafor")
    form = desk.window.page_of(StaffPage).person_card.hours_form
    desk.press(form.painter, Qt.Key.Key_Delete)

    desk.click(form.use_opening)

    assert [(each.weekday, each.starts, each.ends) for each in form.painter.hours()] == [
        (day, time(8), time(17)) for day in range(5)
    ]


def test_going_to_another_row_with_something_typed_asks_first(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")
    desk.type_into(desk.window.page_of(StaffPage).person_card.account_form.full_name, "Rosa Lopez Vega")

    desk.choose("Sam Ortiz")
    dialog = desk.dialog(AskDialog)

    assert desk.window.page_of(StaffPage).card.subject == "Rosa Lopez"
    assert desk.window.page_of(StaffPage).view.chosen_key == desk.clinic.receptionist.id
    desk.click(dialog.back_button)
    assert desk.window.page_of(StaffPage).person_card.account_form.full_name.text() == "Rosa Lopez Vega"
    desk.choose("Sam Ortiz")
    desk.click(desk.dialog(AskDialog).do_button)
    assert desk.clinic.stored(desk.clinic.receptionist).full_name == "Rosa Lopez Vega"
    assert desk.window.page_of(StaffPage).card.subject == "Sam Ortiz"


def test_what_was_typed_may_be_discarded_on_the_way(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")
    desk.type_into(desk.window.page_of(StaffPage).person_card.account_form.full_name, "Somebody Else")

    desk.choose("Dr Lena Fischer")
    desk.click(desk.dialog(AskDialog).other_button)

    assert desk.clinic.stored(desk.clinic.receptionist).full_name == "Rosa Lopez"
    assert desk.window.page_of(StaffPage).card.subject == "Dr Lena Fischer"
    assert not desk.window.page_of(StaffPage).is_changed


def test_a_save_that_is_refused_stays_with_the_person(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")
    desk.type_into(desk.window.page_of(StaffPage).person_card.account_form.email, "no address")

    desk.choose("Sam Ortiz")
    desk.click(desk.dialog(AskDialog).do_button)

    assert desk.window.page_of(StaffPage).card.subject == "Rosa Lopez"
    assert desk.window.page_of(StaffPage).person_card.account_form.email.text() == "no address"


def test_two_versions_are_shown_when_someone_else_was_first(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")
    form = desk.window.page_of(StaffPage).person_card.account_form
    desk.type_into(form.full_name, "Rosa Mine")
    theirs = desk.clinic.stored(desk.clinic.receptionist)
    desk.clinic.store(_renamed(theirs, "Rosa Theirs"))
    desk.settle()
    assert form.full_name.text() == "Rosa Mine"

    desk.click(desk.window.page_of(StaffPage).save_bar.save_button)
    both = desk.window.page_of(StaffPage).person_card.both_versions

    assert both.isVisible()
    desk.click(both.keep_mine)
    assert desk.clinic.stored(desk.clinic.receptionist).full_name == "Rosa Mine"
    assert not both.isVisible()


def test_their_version_may_be_taken(desk: AdminDesk) -> None:
    desk.choose("Rosa Lopez")
    form = desk.window.page_of(StaffPage).person_card.account_form
    desk.type_into(form.full_name, "Rosa Mine")
    desk.clinic.store(_renamed(desk.clinic.stored(desk.clinic.receptionist), "Rosa Theirs"))

    desk.click(desk.window.page_of(StaffPage).save_bar.save_button)
    desk.click(desk.window.page_of(StaffPage).person_card.both_versions.take_theirs)

    assert form.full_name.text() == "Rosa Theirs"
    assert not desk.window.page_of(StaffPage).is_changed
    assert desk.clinic.stored(desk.clinic.receptionist).full_name == "Rosa Theirs"


def _renamed(account: Account, name: str) -> Account:
    return replace(account, full_name=name)
