"""The page of policies, by clicks and key presses."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from clinic_desktop.domain.clinic import Policies
from clinic_desktop.gui.policies.policies_page import PoliciesPage
from clinic_desktop.gui.policies.policy_facts import groups
from clinic_desktop.gui.policies.policy_row import PolicyRow
from clinic_desktop.gui.policies.region_box import RegionBox
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from clinic_desktop.gui.widgets.number_field import NumberField
from tests.gui.staff.admin_desk import AdminDesk


def policies(desk: AdminDesk) -> PoliciesPage:
    desk.window.commands["go_to_policies"].trigger()
    desk.settle()
    return desk.window.page_of(PoliciesPage)


def number(row: PolicyRow) -> NumberField:
    assert isinstance(row.control, NumberField)
    return row.control


def tick(row: PolicyRow) -> QCheckBox:
    assert isinstance(row.control, QCheckBox)
    return row.control


def standing(desk: AdminDesk) -> Policies:
    return desk.clinic.settings().policies


def test_every_policy_has_a_row_with_its_words_and_shows_what_stands(desk: AdminDesk) -> None:
    page = policies(desk)

    assert set(page.list.rows) == set(Policies.__dataclass_fields__) - {"holidays"}  # which have a page of their own
    for name, row in page.list.rows.items():
        assert row.value == getattr(standing(desk), name)
        assert row.fact.title
        assert row.fact.sentence.endswith(".")
        assert row.fact.will(row.fact.default).endswith(".")
        assert row.control.accessibleName() == row.fact.title
    assert len({fact.title for group in groups() for fact in group.facts}) == len(page.list.rows)


def test_a_change_says_what_it_will_do_is_saved_and_taken_back(desk: AdminDesk) -> None:
    page = policies(desk)
    row = page.list.rows["session_hours"]

    desk.type_into(number(row), "8")

    assert row.change.text.startswith("Whoever signs in from now on is signed out after 8 h.")
    assert row.change.text.endswith("Until you save, it is: 12 h.")
    assert standing(desk).session_hours == 12
    desk.press(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert standing(desk).session_hours == 8
    assert not page.save_bar.isVisible()
    assert desk.told().startswith("Saved. Whoever signs in from now on")
    undo = desk.notices[-1].action
    assert undo is not None
    undo()
    desk.settle()
    assert standing(desk).session_hours == 12
    assert number(row).value() == 12


def test_yes_and_no_are_saved_together_with_numbers(desk: AdminDesk) -> None:
    page = policies(desk)

    desk.press(tick(page.list.rows["kiosk_registers"]), Qt.Key.Key_Space)
    desk.type_into(number(page.list.rows["desk_idle_seconds"]), "45")
    desk.click(page.save_bar.save_button)

    assert (standing(desk).kiosk_registers, standing(desk).desk_idle_seconds) == (False, 45)
    assert desk.told() == "Saved 2 policies."


def test_a_policy_goes_back_to_its_default(desk: AdminDesk) -> None:
    settings = desk.clinic.settings()
    desk.clinic.store(replace(settings, policies=replace(settings.policies, late_after_minutes=30)))
    page = policies(desk)
    row = page.list.rows["late_after_minutes"]
    assert not row.default_words.isVisible()

    desk.click(row.default_button)
    desk.click(page.save_bar.save_button)

    assert standing(desk).late_after_minutes == 3
    assert row.default_words.text() == "Default: 3 min · 1 to 120"
    assert not row.default_button.isVisible()


def test_what_the_service_refuses_is_said_at_the_policy_and_stays(desk: AdminDesk) -> None:
    page = policies(desk)
    row = page.list.rows["waiting_attention_minutes"]
    desk.type_into(number(row), "60")

    desk.click(page.save_bar.save_button)

    assert row.fault.text.startswith("A wait is marked before it is too long")
    assert number(row).value() == 60
    assert standing(desk).waiting_attention_minutes == 10
    desk.click(page.save_bar.discard_button)
    assert (number(row).value(), row.fault.text, page.is_changed) == (10, "", False)


def test_a_word_finds_a_policy_and_enter_goes_there(desk: AdminDesk) -> None:
    page = policies(desk)

    desk.press(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    desk.type_into(page.search, "newcomers")

    shown = [name for name, row in page.list.rows.items() if row.isVisible()]
    assert shown == ["kiosk_registers"]
    desk.press(page.search, Qt.Key.Key_Return)
    assert page.list.rows["kiosk_registers"].control.hasFocus()
    desk.type_into(page.search, "helicopter")
    assert page.empty.isVisible()
    desk.press(page.search, Qt.Key.Key_Escape)
    assert all(row.isVisible() for row in page.list.rows.values())


def test_what_another_admin_sets_comes_in_around_what_is_typed(desk: AdminDesk) -> None:
    page = policies(desk)
    desk.type_into(number(page.list.rows["session_hours"]), "8")
    other, seen = desk.clinic.as_admin(), standing(desk)

    other.settings.change_policies(seen, replace(seen, late_after_minutes=7))
    desk.settle()

    assert number(page.list.rows["late_after_minutes"]).value() == 7
    assert number(page.list.rows["session_hours"]).value() == 8
    desk.click(page.save_bar.save_button)
    assert (standing(desk).late_after_minutes, standing(desk).session_hours) == (7, 8)


def test_two_who_set_the_same_policy_are_told_and_the_second_decides(desk: AdminDesk) -> None:
    page = policies(desk)
    row = page.list.rows["session_hours"]
    desk.type_into(number(row), "8")
    other, seen = desk.clinic.as_admin(), standing(desk)
    other.settings.change_policies(seen, replace(seen, session_hours=6))
    desk.settle()

    desk.click(page.save_bar.save_button)

    assert "Sign everybody out at the latest after: 6 h" in page.message.text
    assert (number(row).value(), standing(desk).session_hours) == (8, 6)
    desk.click(page.save_bar.save_button)
    assert standing(desk).session_hours == 8
    assert not page.message.isVisible()


def test_nobody_leaves_the_window_before_deciding_what_becomes_of_it(desk: AdminDesk) -> None:
    page = policies(desk)
    desk.type_into(number(page.list.rows["session_hours"]), "8")
    desk.window.commands["go_to_staff"].trigger()
    desk.settle()
    assert not page.isVisible()

    desk.window.close()

    question = desk.dialog(AskDialog)
    assert page.isVisible()
    desk.click(question.do_button)
    assert standing(desk).session_hours == 8


def test_the_country_of_telephone_numbers_is_found_by_its_name(desk: AdminDesk) -> None:
    page = policies(desk)
    box = page.list.rows["phone_region"].control
    assert isinstance(box, RegionBox)

    edit = box.lineEdit()
    assert edit is not None
    desk.type_into(edit, "Portugal")
    desk.press(edit, Qt.Key.Key_Return)
    desk.click(page.save_bar.save_button)

    assert standing(desk).phone_region == "PT"
