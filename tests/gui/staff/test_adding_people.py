"""Adding people by typing into the dialog."""

from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from clinic_desktop.domain.availability import WeeklyPattern
from clinic_desktop.domain.errors import AccountLocked, ClinicError
from clinic_desktop.domain.people import Account, Department, Practitioner, Role
from clinic_desktop.gui.staff.new_person_form import NewPersonForm
from clinic_desktop.gui.staff.person_dialog import PersonDialog
from clinic_desktop.gui.staff.staff_page import StaffPage
from clinic_desktop.gui.widgets.one_time_password_dialog import OneTimePasswordDialog
from tests.builders import an_account
from tests.gui.staff.admin_desk import AdminDesk, names_in


def begin(desk: AdminDesk) -> tuple[PersonDialog, NewPersonForm]:
    desk.press(desk.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = desk.dialog(PersonDialog)
    return dialog, dialog.form


def begin_with_a_doctor(desk: AdminDesk) -> tuple[PersonDialog, NewPersonForm]:
    dialog, form = begin(desk)
    desk.click(form.role.button(Role.DOCTOR))
    desk.type_into(form.diary.title, "Dr")
    desk.type_into(form.diary.name, "Mei Tanaka")
    return dialog, form


def found(desk: AdminDesk, username: str) -> Account:
    with desk.clinic.database.reading() as reading:
        account = reading.find(Account, username=username)
    assert account is not None
    return account


def practitioner_called(desk: AdminDesk, name: str) -> Practitioner | None:
    with desk.clinic.database.reading() as reading:
        return reading.find(Practitioner, name=name)


def test_a_receptionist_is_added_by_a_name_and_enter(desk: AdminDesk) -> None:
    dialog, form = begin(desk)

    desk.type_into(form.full_name, "Jin Kim")
    assert form.username.text() == "jkim"
    assert dialog.add_button.text() == "Add Jin Kim"
    desk.press(form.full_name, Qt.Key.Key_Return)

    shown = desk.dialog(OneTimePasswordDialog)
    assert shown.username.text() == "jkim"
    assert found(desk, "jkim").role is Role.RECEPTIONIST
    assert desk.clinic.sign_in.authenticate("jkim", shown.password.text()).session.must_change_password
    desk.click(shown.copy_button)
    assert QGuiApplication.clipboard().text() == shown.password.text()
    desk.click(shown.done_button)
    assert desk.window.page_of(StaffPage).card.subject == "Jin Kim"


def test_whoever_is_added_is_shown_whatever_was_listed_before(desk: AdminDesk) -> None:
    desk.pick(desk.window.page_of(StaffPage).role_box, "Administrators")
    desk.type_into(desk.window.page_of(StaffPage).filter_field, "sam")
    dialog, form = begin(desk)
    assert form.chosen_role is Role.ADMIN

    desk.click(form.role.button(Role.RECEPTIONIST))
    desk.type_into(form.full_name, "Jin Kim")
    desk.click(dialog.add_button)
    desk.dialog(OneTimePasswordDialog).accept()
    desk.settle()

    assert desk.window.page_of(StaffPage).card.subject == "Jin Kim"


def test_a_typed_user_name_is_not_overwritten_by_the_suggestion(desk: AdminDesk) -> None:
    dialog, form = begin(desk)

    desk.type_into(form.full_name, "Jin")
    desk.type_into(form.username, "frontdesk")
    desk.type_into(form.full_name, "Jin Kim")

    assert form.username.text() == "frontdesk"
    desk.click(dialog.cancel_button)


def test_a_doctor_begins_with_the_clinics_opening_hours_and_slot_length(desk: AdminDesk) -> None:
    dialog, form = begin_with_a_doctor(desk)
    desk.pick(form.diary.department, "Cardiology")
    desk.type_into(form.diary.room, "Room 9")
    desk.pick(form.diary.colour, "Violet")

    desk.click(dialog.add_button)
    desk.click(desk.dialog(OneTimePasswordDialog).copy_button)
    desk.click(desk.dialog(OneTimePasswordDialog).done_button)

    tanaka = practitioner_called(desk, "Mei Tanaka")
    assert tanaka is not None
    assert (tanaka.title, tanaka.room, tanaka.colour, tanaka.slot_minutes) == ("Dr", "Room 9", "violet", 15)
    assert tanaka.department_id == desk.clinic.department.id
    assert tanaka.account_id == found(desk, "mtanaka").id
    with desk.clinic.database.reading() as reading:
        assert len(reading.where(WeeklyPattern, practitioner_id=tanaka.id)) == 5
    assert desk.window.page_of(StaffPage).card.subject == "Dr Mei Tanaka"


def test_a_department_is_opened_in_place(desk: AdminDesk) -> None:
    dialog, form = begin_with_a_doctor(desk)

    desk.pick(form.diary.department, "New department…")
    assert form.new_department.hasFocus()
    desk.type_into(form.new_department, "Paediatrics")
    desk.click(dialog.add_button)
    desk.click(desk.dialog(OneTimePasswordDialog).copy_button)
    desk.click(desk.dialog(OneTimePasswordDialog).done_button)

    assert desk.row("Dr Mei Tanaka").department_name == "Paediatrics"


def test_a_department_is_not_opened_twice_when_the_person_is_refused(desk: AdminDesk) -> None:
    dialog, form = begin_with_a_doctor(desk)
    desk.pick(form.diary.department, "New department…")
    desk.type_into(form.new_department, "Paediatrics")
    desk.type_into(form.username, "rlopez")

    desk.click(dialog.add_button)

    assert form.username.hasFocus()
    assert form.diary.department.currentText() == "Paediatrics"
    assert practitioner_called(desk, "Mei Tanaka") is None
    desk.type_into(form.username, "mtanaka")
    desk.click(dialog.add_button)
    desk.dialog(OneTimePasswordDialog).accept()
    with desk.clinic.database.reading() as reading:
        assert len(reading.where(Department, name="Paediatrics")) == 1


def test_a_new_department_that_exists_is_refused_at_its_name(desk: AdminDesk) -> None:
    dialog, form = begin_with_a_doctor(desk)
    desk.pick(form.diary.department, "New department…")
    desk.type_into(form.new_department, "CARDIOLOGY")

    desk.click(dialog.add_button)

    assert form.new_department.hasFocus()
    assert form.new_department.accessibleDescription()
    assert practitioner_called(desk, "Mei Tanaka") is None
    dialog.reject()


def test_a_doctor_may_be_added_who_does_not_sign_in(desk: AdminDesk) -> None:
    dialog, form = begin_with_a_doctor(desk)

    desk.click(form.may_sign_in)
    desk.click(dialog.add_button)

    assert not desk.has_dialog()
    assert desk.told() == "Added Dr Mei Tanaka."
    assert desk.row("Dr Mei Tanaka").account is None
    assert desk.window.page_of(StaffPage).card.subject == "Dr Mei Tanaka"


def test_whoever_has_a_diary_is_given_a_sign_in(desk: AdminDesk) -> None:
    desk.clinic.store(Practitioner(id=uuid4(), name="Mei Tanaka", title="Dr"))
    desk.settle()
    desk.choose("Dr Mei Tanaka")

    desk.click(desk.window.page_of(StaffPage).person_card.sign_in_button)
    dialog = desk.dialog(PersonDialog)
    assert dialog.form.username.text() == "mtanaka"
    desk.click(dialog.add_button)
    desk.dialog(OneTimePasswordDialog).accept()
    desk.settle()

    tanaka = practitioner_called(desk, "Mei Tanaka")
    assert tanaka is not None
    assert tanaka.account_id == found(desk, "mtanaka").id
    assert names_in(desk.window.page_of(StaffPage)).count("Dr Mei Tanaka") == 1
    assert desk.window.page_of(StaffPage).card.subject == "Dr Mei Tanaka"


def test_a_doctors_account_is_given_a_diary(desk: AdminDesk) -> None:
    desk.clinic.store(an_account(username="mtanaka", full_name="Dr Mei Tanaka", role=Role.DOCTOR))
    desk.settle()
    desk.choose("Dr Mei Tanaka")
    assert desk.window.page_of(StaffPage).card.state.text == "No diary"

    desk.click(desk.window.page_of(StaffPage).person_card.diary_button)
    dialog = desk.dialog(PersonDialog)
    assert (dialog.form.diary.title.text(), dialog.form.diary.name.text()) == ("Dr", "Mei Tanaka")
    desk.click(dialog.add_button)

    tanaka = practitioner_called(desk, "Mei Tanaka")
    assert tanaka is not None
    assert tanaka.account_id == found(desk, "mtanaka").id
    assert desk.window.page_of(StaffPage).person_card.hours_form.painter.isVisible()


def test_what_is_missing_is_said_at_its_field(desk: AdminDesk) -> None:
    dialog, form = begin(desk)

    desk.click(dialog.add_button)

    assert form.username.hasFocus()
    assert form.username.accessibleDescription() == "Choose a user name."
    desk.press(dialog, Qt.Key.Key_Escape)
    assert not desk.has_dialog()


def test_changing_ones_mind_about_the_role_keeps_the_name(desk: AdminDesk) -> None:
    dialog, form = begin(desk)
    desk.type_into(form.full_name, "Dr Mei Tanaka")

    desk.click(form.role.button(Role.DOCTOR))
    assert (form.diary.title.text(), form.diary.name.text()) == ("Dr", "Mei Tanaka")
    desk.click(form.role.button(Role.ADMIN))

    assert form.full_name.text() == "Dr Mei Tanaka"
    dialog.reject()


def test_an_account_that_is_locked_is_opened(desk: AdminDesk) -> None:
    lock_out(desk)
    desk.window.page_of(StaffPage).mark_stale()
    desk.settle()
    desk.choose("Rosa Lopez")
    assert desk.window.page_of(StaffPage).card.state.text == "Locked"

    desk.click(desk.window.page_of(StaffPage).person_card.open_button)

    assert desk.told() == "Rosa Lopez may try to sign in again."
    assert desk.window.page_of(StaffPage).card.state.isHidden()
    assert desk.clinic.as_receptionist().session.account.username == "rlopez"


def lock_out(desk: AdminDesk) -> None:
    """Have twenty wrong passwords typed for Rosa Lopez, with the pauses between them."""
    for _ in range(60):
        desk.clinic.clock.forward(minutes=16)
        try:
            desk.clinic.sign_in.authenticate("rlopez", "not hers at all")
        except AccountLocked:
            return
        except ClinicError:
            continue


def test_a_department_that_was_closed_is_kept_while_it_stands(desk: AdminDesk) -> None:
    closed = replace(desk.clinic.stored(desk.clinic.department), active=False)
    desk.clinic.store(closed)
    desk.settle()

    desk.choose("Dr Amara Okafor")

    assert desk.window.page_of(StaffPage).person_card.practitioner_form.department.currentText() == "Cardiology"
    assert not desk.window.page_of(StaffPage).is_changed
