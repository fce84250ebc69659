"""The page of the clinic itself, by clicks and key presses."""

from dataclasses import replace

from PySide6.QtCore import Qt

from clinic_desktop.gui.policies.clinic_page import ClinicPage
from tests.gui.staff.admin_desk import AdminDesk


def clinic_page(desk: AdminDesk) -> ClinicPage:
    desk.window.commands["go_to_clinic"].trigger()
    desk.settle()
    return desk.window.page_of(ClinicPage)


def test_name_address_and_telephone_are_typed_saved_and_taken_back(desk: AdminDesk) -> None:
    page = clinic_page(desk)
    assert page.form.name.text() == "Linden Street Clinic"

    desk.type_into(page.form.name, "Elm Street Clinic")
    desk.type_into(page.form.address, "1 Elm Street, Berlin")
    desk.type_into(page.form.phone, "030 1234567")
    desk.press(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    stored = desk.clinic.settings()
    assert (stored.name, stored.address, stored.phone) == (
        "Elm Street Clinic", "1 Elm Street, Berlin", "+49 30 1234567",
    )  # fmt: skip
    assert (page.form.phone.text(), page.save_bar.isVisible()) == ("+49 30 1234567", False)
    undo = desk.notices[-1].action
    assert undo is not None
    undo()
    desk.settle()
    assert desk.clinic.settings().name == page.form.name.text() == "Linden Street Clinic"


def test_what_is_wrong_is_said_at_its_field_and_stays(desk: AdminDesk) -> None:
    page = clinic_page(desk)
    desk.type_into(page.form.phone, "12")

    desk.click(page.save_bar.save_button)

    assert page.form.phone.hasFocus()
    assert page.form.phone.accessibleDescription().startswith("That is not a telephone number.")
    desk.click(page.save_bar.discard_button)
    assert not page.is_changed


def test_an_address_over_lines_stays_so_unless_it_is_changed(desk: AdminDesk) -> None:
    desk.clinic.store(replace(desk.clinic.settings(), address="1 Elm Street\nBerlin"))
    page = clinic_page(desk)
    assert page.form.address.text() == "1 Elm Street Berlin"

    desk.type_into(page.form.name, "Elm")
    desk.click(page.save_bar.save_button)

    assert desk.clinic.settings().address == "1 Elm Street\nBerlin"


def test_policies_set_meanwhile_are_no_reason_to_ask(desk: AdminDesk) -> None:
    page = clinic_page(desk)
    desk.type_into(page.form.name, "Elm")
    other, seen = desk.clinic.as_admin(), desk.clinic.settings().policies
    other.settings.change_policies(seen, replace(seen, session_hours=8))
    desk.settle()

    desk.click(page.save_bar.save_button)

    stored = desk.clinic.settings()
    assert (stored.name, stored.policies.session_hours) == ("Elm", 8)


def test_a_name_that_another_admin_gave_meanwhile_is_told_and_the_second_decides(desk: AdminDesk) -> None:
    page = clinic_page(desk)
    desk.type_into(page.form.name, "Elm")
    other = desk.clinic.as_admin()
    other.settings.change(replace(other.settings.read(), name="Oak"))
    desk.settle()

    desk.click(page.save_bar.save_button)

    assert page.message.text.startswith("Somebody else has just set: Oak")
    assert (desk.clinic.settings().name, page.form.name.text()) == ("Oak", "Elm")
    desk.click(page.save_bar.save_button)
    assert desk.clinic.settings().name == "Elm"


def test_opening_hours_are_painted_saved_and_taken_back(desk: AdminDesk) -> None:
    page = clinic_page(desk)
    before = desk.clinic.settings().opening_hours
    page.form.hours.setFocus()
    for key in (*[Qt.Key.Key_Down] * 5, Qt.Key.Key_Space):
        desk.press(page.form.hours, key)
    assert page.save_bar.isVisible()

    desk.press(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    saturday = [span for span in desk.clinic.settings().opening_hours if span.weekday == 5]
    assert len(saturday) == 1
    assert desk.window.workplace.settings.opening_hours == desk.clinic.settings().opening_hours
    undo = desk.notices[-1].action
    assert undo is not None
    undo()
    desk.settle()
    assert desk.clinic.settings().opening_hours == before
    assert not page.is_changed


def test_opening_hours_that_somebody_else_set_meanwhile_are_named(desk: AdminDesk) -> None:
    page = clinic_page(desk)
    desk.type_into(page.form.name, "Elm")
    desk.clinic.as_admin().settings.change(replace(desk.clinic.settings(), opening_hours=()))
    desk.settle()

    desk.click(page.save_bar.save_button)

    assert "opening hours" in page.message.text
    assert page.form.name.text() == "Elm"
