"""Departments and appointment types, by clicks and key presses."""

from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import Qt

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.people import Department
from clinic_desktop.gui.staff.add_dialog import AddDialog
from clinic_desktop.gui.staff.departments_page import DepartmentForm, DepartmentsPage
from clinic_desktop.gui.staff.types_page import TypeForm, TypesPage
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from tests.gui.staff.admin_desk import AdminDesk, column_of, names_in


def departments(desk: AdminDesk) -> DepartmentsPage:
    desk.press(desk.window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.current_page is desk.window.page_of(DepartmentsPage)
    return desk.window.page_of(DepartmentsPage)


def types(desk: AdminDesk) -> TypesPage:
    desk.press(desk.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.current_page is desk.window.page_of(TypesPage)
    return desk.window.page_of(TypesPage)


def department_called(desk: AdminDesk, name: str) -> Department | None:
    with desk.clinic.database.reading() as reading:
        return reading.find(Department, name=name)


def test_departments_are_listed_with_who_works_there(desk: AdminDesk) -> None:
    page = departments(desk)

    assert names_in(page) == ["Cardiology"]
    assert column_of(page, 3) == ["2"]


def test_a_department_is_added_and_shown(desk: AdminDesk) -> None:
    page = departments(desk)
    desk.press(page.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = desk.dialog(AddDialog)
    form = dialog.form
    assert isinstance(form, DepartmentForm)

    desk.type_into(form.name, "Paediatrics")
    desk.type_into(form.location, "Second floor")
    desk.press(form.location, Qt.Key.Key_Return)

    assert names_in(page) == ["Cardiology", "Paediatrics"]
    assert page.card.subject == "Paediatrics"
    assert desk.told() == "Added Paediatrics."


def test_a_department_that_exists_is_refused_at_its_name_and_stays_typed(desk: AdminDesk) -> None:
    page = departments(desk)
    desk.click(page.add_button)
    dialog = desk.dialog(AddDialog)
    form = dialog.form
    assert isinstance(form, DepartmentForm)

    desk.type_into(form.name, "cardiology")
    desk.click(dialog.add_button)

    assert form.name.text() == "cardiology"
    assert form.name.accessibleDescription()
    desk.press(dialog, Qt.Key.Key_Escape)


def test_a_department_is_renamed(desk: AdminDesk) -> None:
    page = departments(desk)
    form = page.record_card.form
    assert isinstance(form, DepartmentForm)

    desk.press(page.view, Qt.Key.Key_Return)
    assert form.name.hasFocus()
    desk.type_into(form.name, "Heart")
    desk.press(form.name, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert names_in(page) == ["Heart"]
    assert desk.clinic.stored(desk.clinic.department).name == "Heart"


def test_a_department_in_which_someone_works_is_not_retired(desk: AdminDesk) -> None:
    page = departments(desk)

    desk.click(page.record_card.retire_button)
    dialog = desk.dialog(AskDialog)
    desk.click(dialog.do_button)

    assert dialog.message.text == "Cardiology still has 2 practitioners. Give them another department first."
    desk.click(dialog.back_button)
    assert desk.clinic.stored(desk.clinic.department).active


def test_an_empty_department_is_retired_shown_and_brought_back(desk: AdminDesk) -> None:
    desk.clinic.store(Department(id=uuid4(), name="Radiology"))
    page = departments(desk)
    desk.choose_in(page, "Radiology")

    desk.click(page.record_card.retire_button)
    desk.click(desk.dialog(AskDialog).do_button)

    assert names_in(page) == ["Cardiology"]
    assert desk.told() == "Radiology is retired."
    desk.click(page.retired_box)
    assert names_in(page) == ["Cardiology", "Radiology"]
    desk.choose_in(page, "Radiology")
    desk.click(page.record_card.bring_back_button)
    stored = department_called(desk, "Radiology")
    assert stored is not None
    assert stored.active


def test_a_clinic_without_departments_is_told_what_belongs_here(desk: AdminDesk) -> None:
    for practitioner in (desk.clinic.okafor, desk.clinic.fischer):
        desk.clinic.store(replace(desk.clinic.stored(practitioner), department_id=None))
    page = departments(desk)
    desk.click(page.record_card.retire_button)
    desk.click(desk.dialog(AskDialog).do_button)

    assert page.empty.isVisible()
    assert not page.view.isVisible()
    assert not page.card.isVisible()


def test_a_type_is_added_with_its_buffers(desk: AdminDesk) -> None:
    page = types(desk)
    desk.click(page.add_button)
    dialog = desk.dialog(AddDialog)
    form = dialog.form
    assert isinstance(form, TypeForm)

    desk.type_into(form.name, "Minor surgery")
    desk.type_into(form.minutes, "45")
    desk.type_into(form.buffer_after, "10")
    desk.pick(form.colour, "Red")
    desk.pick(form.booked_by, "Patients too")
    desk.click(dialog.add_button)

    with desk.clinic.database.reading() as reading:
        stored = reading.find(AppointmentType, name="Minor surgery")
    assert stored is not None
    assert (stored.minutes, stored.buffer_before, stored.buffer_after) == (45, 0, 10)
    assert (stored.colour, stored.patients_may_book) == ("red", True)
    assert page.card.subject == "Minor surgery"


def test_a_type_is_changed_retired_and_brought_back_by_the_notice(desk: AdminDesk) -> None:
    page = types(desk)
    desk.choose_in(page, "Consultation")
    form = page.record_card.form
    assert isinstance(form, TypeForm)

    desk.type_into(form.minutes, "40")
    desk.click(page.save_bar.save_button)
    assert desk.clinic.stored(desk.clinic.consultation).minutes == 40
    desk.click(page.record_card.retire_button)
    desk.click(desk.dialog(AskDialog).do_button)

    assert "Consultation" not in names_in(page)
    undo = desk.notices[-1].action
    assert undo is not None
    undo()
    desk.settle()
    assert "Consultation" in names_in(page)
    assert page.card.subject == "Consultation"
