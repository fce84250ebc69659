"""Everybody's hours on the administrator's page: painted by person or by day, copied, and saved as one plan."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinic_desktop.gui.hours.copy_hours_dialog import CopyHoursDialog
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from tests.gui.staff.admin_desk import AdminDesk

from .hours_desk import MONDAY, SATURDAY, HoursDesk, Key, booked, hours_of, press, tasks

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_the_week_of_whoever_is_chosen_is_shown_and_what_was_painted_before_stays(
    hours: HoursDesk, desk: AdminDesk
) -> None:
    okafor, fischer = desk.clinic.okafor, desk.clinic.fischer
    hours.page.show_person(okafor.id)
    desk.settle()
    hours.drag(hours.page.sheet, SATURDAY, 9, 12)

    desk.pick(hours.page.choice.person, fischer.display_name)
    desk.settle()

    assert hours.page.practitioner_id == fischer.id
    hours.drag(hours.page.sheet, SATURDAY, 10, 11)
    assert hours.open_on(okafor, SATURDAY) == [(9, 12)]
    assert hours.open_on(fischer, SATURDAY) == [(10, 11)]
    desk.click(hours.page.impact.save_button)
    assert not hours.page.is_changed
    assert {one.weekday for one in hours_of(desk, okafor).patterns} >= {5}
    assert {one.weekday for one in hours_of(desk, fischer).patterns} >= {5}


def test_a_drag_over_the_rows_paints_everybodys_day(hours: HoursDesk, desk: AdminDesk) -> None:
    sheet, first, last = hours.everyone(), hours.page.people[0], hours.page.people[-1]

    hours.drag(sheet, first.id, 17, 19, to=last.id)

    for one in (desk.clinic.okafor, desk.clinic.fischer):
        assert hours.open_on(one, MONDAY)[-1][1] == 19
        assert hours.open_on(one, MONDAY + timedelta(weeks=3))[-1][1] == 19
    words = hours.words_beside()
    assert first.short in words
    assert last.short in words
    desk.click(hours.page.impact.save_button)
    assert "The hours are saved" in desk.told()
    assert max(one.ends.hour for one in hours_of(desk, desk.clinic.fischer).patterns) == 19

    action = desk.notices[-1].action
    assert action is not None
    action()
    desk.settle()

    assert max(one.ends.hour for one in hours_of(desk, desk.clinic.fischer).patterns) == 17


def test_keys_alone_paint_the_rows_and_take_a_day_off(hours: HoursDesk, desk: AdminDesk) -> None:
    sheet = hours.everyone()
    assert sheet.hasFocus()
    first, last = hours.page.people[0], hours.page.people[-1]
    for _ in range(32):
        press(desk, Key.Key_Right)
    press(desk, Key.Key_Right, SHIFT)
    for _ in hours.page.people[1:]:
        press(desk, Key.Key_Down, SHIFT)
    press(desk, Key.Key_Space)
    hours.look()

    assert last.short in sheet.accessibleDescription()
    assert {one.practitioner_id for one in hours.page.drafts.changed} == {first.id, last.id}
    assert all(one.open_on(MONDAY)[-1].ends == 17 * 60 + 30 for one in hours.page.drafts.changed)

    press(desk, Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    hours.look()

    assert all(one.is_off(MONDAY) for one in hours.page.drafts.changed)


def test_a_click_on_a_name_opens_that_week(hours: HoursDesk, desk: AdminDesk) -> None:
    sheet, last = hours.everyone(), hours.page.people[-1]

    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=sheet.head_of(last.id).toPoint())
    desk.settle()

    assert hours.page.practitioner_id == last.id
    assert hours.page.sheet.isVisible()
    assert not hours.page.is_changed
    assert hours.page.choice.person.currentText() == last.name


def test_hours_are_copied_from_somebody_else_from_a_day_on(hours: HoursDesk, desk: AdminDesk) -> None:
    okafor, fischer = desk.clinic.okafor, desk.clinic.fischer
    hours.page.show_person(fischer.id)
    desk.settle()
    hours.drag(hours.page.sheet, SATURDAY, 9, 12)
    desk.click(hours.page.impact.save_button)
    hours.page.show_person(okafor.id)
    desk.settle()
    desk.type_into(hours.page.tools.valid_from, "14 Dec")

    desk.click(hours.page.choice.copy_button)
    dialog = desk.dialog(CopyHoursDialog)
    desk.click(dialog.copy_button)
    assert dialog.field.problem
    desk.pick(dialog.person, fischer.display_name)
    desk.click(dialog.copy_button)
    hours.look()

    assert hours.open_on(okafor, SATURDAY) == []
    assert hours.open_on(okafor, SATURDAY + timedelta(weeks=2)) == [(9, 12)]
    assert "Mon 14 Dec" in hours.page.message.text
    assert hours_of(desk, okafor).patterns
    desk.click(hours.page.impact.save_button)
    assert 5 in {one.weekday for one in hours_of(desk, okafor).patterns}


def test_whom_it_strands_is_shown_for_each_doctor_and_handed_to_reception(hours: HoursDesk, desk: AdminDesk) -> None:
    one = booked(desk, "14:00", at=desk.clinic.okafor)
    other = booked(desk, "15:00", at=desk.clinic.fischer, patient_id=desk.clinic.kim.id)
    sheet, people = hours.everyone(), hours.page.people

    hours.drag(sheet, people[0].id, 13, 17, to=people[-1].id)

    assert {row.booked.id for row in hours.page.impact.rows} == {one.id, other.id}
    assert not hours_of(desk, desk.clinic.okafor).exceptions
    desk.type_into(hours.page.impact.why, "Shorter days")
    desk.click(hours.page.impact.hand_over_button)
    assert {(task.appointment_id, task.reason) for task in tasks(desk)} == {
        (one.id, "Shorter days"),
        (other.id, "Shorter days"),
    }
    assert "2 handed to reception" in desk.told()


def test_a_department_narrows_the_rows(hours: HoursDesk, desk: AdminDesk) -> None:
    hours.everyone()
    everybody = list(hours.page.people)
    named = [one for one in everybody if one.department_id is not None]
    assert named

    desk.pick(hours.page.choice.department, hours.page.choice.department.itemText(1))

    shown = list(hours.page.people)
    assert shown
    assert {one.department_id for one in shown} == {hours.page.choice.department_id}
    assert hours.page.rows.sheet.scene.lanes == len(shown)


def test_the_window_is_not_left_while_painted_hours_wait(hours: HoursDesk, desk: AdminDesk) -> None:
    hours.page.show_person(desk.clinic.okafor.id)
    desk.settle()
    appointment = booked(desk, "14:00")
    hours.drag(hours.page.sheet, MONDAY, 13, 17)

    desk.window.close()
    dialog = desk.dialog(AskDialog)

    assert "hand it to reception" in dialog.do_button.text()
    assert desk.window.isVisible()
    desk.click(dialog.back_button)
    assert hours.open_on(desk.clinic.okafor, MONDAY) == [(8, 13)]
    left: list[bool] = []
    hours.page.ask_to_save(lambda: left.append(True))
    desk.click(desk.dialog(AskDialog).do_button)
    desk.qtbot.waitUntil(lambda: bool(left))
    assert [task.appointment_id for task in tasks(desk)] == [appointment.id]
    assert not hours.page.is_changed


def test_a_colleagues_change_leaves_what_is_painted(hours: HoursDesk, desk: AdminDesk) -> None:
    sheet = hours.everyone()
    hours.drag(sheet, desk.clinic.okafor.id, 17, 19)

    booked(desk, "10:00")
    hours.look()

    assert hours.open_on(desk.clinic.okafor, MONDAY) == [(8, 19)]
    assert hours.page.is_changed


def test_where_nobody_works_the_page_says_what_to_do(desk: AdminDesk) -> None:
    admin = desk.clinic.as_admin()
    for one in (desk.clinic.okafor, desk.clinic.fischer):
        admin.staff.retire_practitioner(one.id, desk.clinic.stored(one).version)
    desk.settle()

    hours = HoursDesk(desk)

    assert hours.page.empty.isVisible()
    assert not hours.page.tools.isEnabled()
    assert not hours.page.coming.isVisible()
    assert hours.page.draft is None
    assert not hours.page.is_changed
