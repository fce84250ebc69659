"""A doctor's own hours: painted, looked at, and saved with what becomes of those who were booked."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from clinic_desktop.domain.availability import ExceptionKind
from clinic_desktop.domain.desk_tasks import TaskStatus
from clinic_desktop.domain.queries import ExceptionDraft
from clinic_desktop.gui import privacy
from clinic_desktop.gui.widgets.ask_dialog import AskDialog

from .own_hours import MONDAY, SATURDAY, WEDNESDAY, Key, OwnHours

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def words_beside(hours: OwnHours) -> str:
    return " ".join(each.text() for each in hours.page.side.findChildren(QLabel) if each.isVisible())


def test_a_drag_over_open_time_closes_it_every_week_and_nothing_is_stored(hours: OwnHours) -> None:
    before = hours.stored()

    hours.drag(MONDAY, 12, 17)

    assert hours.open_on(MONDAY) == hours.open_on(MONDAY + timedelta(weeks=5)) == [(8, 12)]
    assert hours.open_on(WEDNESDAY) == [(8, 17)]
    assert hours.stored() == before
    assert "Not saved yet" in words_beside(hours)


def test_a_drag_over_closed_time_opens_it_across_days(hours: OwnHours) -> None:
    hours.drag(SATURDAY, 9, 12, to=SATURDAY + timedelta(days=1))

    assert hours.open_on(SATURDAY) == hours.open_on(SATURDAY + timedelta(days=1)) == [(9, 12)]


def test_a_rhythm_of_two_weeks_and_a_first_day_are_kept_in_mind(hours: OwnHours) -> None:
    hours.type_into(hours.page.tools.valid_from, "7 Dec")
    hours.page.tools.every_weeks.setFocus()
    hours.press(Key.Key_Up)

    hours.drag(SATURDAY, 9, 12)

    weeks = [hours.open_on(SATURDAY + timedelta(weeks=n)) for n in range(5)]
    assert weeks == [[], [], [(9, 12)], [], [(9, 12)]]
    assert "Painted from Mon 7 Dec on" in hours.page.message.text


def test_keys_alone_paint(hours: OwnHours) -> None:
    sheet = hours.page.sheet
    assert sheet.hasFocus()
    for _ in range(8):
        hours.press(Key.Key_Up)
    hours.press(Key.Key_Down, SHIFT)
    hours.press(Key.Key_Down, SHIFT)
    hours.press(Key.Key_Down, SHIFT)
    hours.press(Key.Key_Right, SHIFT)
    hours.press(Key.Key_Return)
    hours.look()

    assert hours.open_on(MONDAY) == hours.open_on(MONDAY + timedelta(days=1)) == [(7, 17)]
    assert hours.open_on(WEDNESDAY) == [(8, 17)]
    hours.press(Key.Key_Delete)
    hours.look()
    assert hours.open_on(MONDAY + timedelta(days=1)) == []
    assert "Tuesday" in sheet.accessibleDescription()


def test_a_right_click_clears_and_escape_takes_a_drag_back(hours: OwnHours) -> None:
    hours.right_click(MONDAY, 10)

    assert hours.open_on(MONDAY) == []
    hours.click(hours.page.impact.discard_button)
    assert hours.open_on(MONDAY) == [(8, 17)]
    assert not hours.page.impact.isVisible()


def test_a_days_head_takes_it_off_and_back(hours: OwnHours) -> None:
    hours.single_days("Conference")

    hours.click_head(MONDAY)

    assert hours.open_on(MONDAY) == []
    assert hours.open_on(MONDAY + timedelta(weeks=1)) == [(8, 17)]
    assert "Away · Conference" in words_beside(hours)
    hours.click_head(MONDAY)
    assert hours.open_on(MONDAY) == [(8, 17)]
    assert not hours.page.impact.isVisible()


def test_ctrl_space_takes_the_day_off_from_the_keyboard(hours: OwnHours) -> None:
    hours.press(Key.Key_Right)
    hours.press(Key.Key_Space, CTRL)
    hours.look()

    assert hours.open_on(MONDAY + timedelta(days=1)) == []


def test_blocks_and_extra_hours_concern_one_day_alone(hours: OwnHours) -> None:
    hours.single_days("Team meeting")

    hours.drag(MONDAY, 9, 10)
    hours.drag(SATURDAY, 9, 12)

    assert hours.open_on(MONDAY) == [(8, 9), (10, 17)]
    assert hours.open_on(SATURDAY) == [(9, 12)]
    assert hours.open_on(SATURDAY + timedelta(weeks=1)) == []
    hours.click(hours.page.impact.save_button)
    kinds = sorted((one.kind, one.reason) for one in hours.stored().exceptions)
    assert kinds == [(ExceptionKind.ADDS, "Team meeting"), (ExceptionKind.REMOVES, "Team meeting")]


def test_a_long_leave_is_typed_and_its_week_shown(hours: OwnHours) -> None:
    coming = hours.page.coming

    hours.type_into(coming.first, "21 Dec")
    hours.type_into(coming.last, "3 Jan 2027")
    hours.type_into(coming.reason, "Holiday")
    hours.press(Key.Key_Return)
    hours.look()

    assert hours.open_on(MONDAY + timedelta(weeks=3)) == []
    assert "Mon 21 Dec – Sun 3 Jan 2027" in words_beside(hours)
    hours.click(hours.page.impact.save_button)
    (leave,) = hours.stored().exceptions
    assert (leave.reason, (leave.last_day - leave.first_day).days) == ("Holiday", 13)
    hours.click(coming.remove_buttons[0])
    hours.look()
    assert "No longer" in words_beside(hours)


def test_days_that_make_no_sense_are_said_and_kept(hours: OwnHours) -> None:
    coming = hours.page.coming

    hours.type_into(coming.first, "24 Dec")
    hours.type_into(coming.last, "20 Dec")
    hours.press(Key.Key_Return)

    assert "not before the first" in coming.last_field.problem
    assert coming.first.text() == "24 Dec"


def test_those_who_would_lose_their_time_stand_beside_with_new_times(hours: OwnHours) -> None:
    appointment = hours.booked("10:00")
    hours.booked("10:00", WEDNESDAY)
    hours.single_days("Conference")

    hours.click_head(MONDAY)

    (row,) = hours.page.impact.rows
    assert row.booked.id == appointment.id
    assert "One booked appointment would lose its time" in words_beside(hours)
    told = [button.text() for button in row.buttons]
    assert told[0] == "Tue 1 Dec 10:00"
    assert told[-2] == "Mon 30 Nov 10:00, Dr Fischer"
    assert not hours.stored().exceptions


def test_one_click_hands_all_to_reception(hours: OwnHours) -> None:
    for clock in ("09:00", "10:00", "11:00"):
        hours.booked(clock)
    hours.single_days("Conference")
    hours.click_head(MONDAY)
    assert hours.page.impact.hand_over_button.text() == "Save and hand all 3 to reception"

    hours.click(hours.page.impact.hand_over_button)

    assert len(hours.stored().exceptions) == 1
    assert [(one.reason, one.status) for one in hours.tasks()] == [("Conference", TaskStatus.REQUESTED)] * 3
    assert not hours.page.impact.isVisible()
    assert hours.clinic.as_receptionist().desk_tasks.count() == 3
    hours.press(Key.Key_Z, CTRL)
    assert not hours.stored().exceptions
    assert hours.clinic.as_receptionist().desk_tasks.count() == 0


def test_a_new_time_is_chosen_and_offered_to_nobody_else(hours: OwnHours) -> None:
    first, second = hours.booked("10:00"), hours.booked("11:00", patient_id=hours.clinic.kim.id)
    hours.single_days("Conference")
    hours.click_head(MONDAY)
    row, other = hours.page.impact.rows
    elsewhere = other.slots

    hours.click(row.buttons[0])
    hours.look()

    assert hours.page.impact.hand_over_button.text() == "Save, move 1, hand 1 to reception"
    assert elsewhere is not None
    hours.click(hours.page.impact.hand_over_button)
    assert hours.clinic.stored(first).starts_at == first.starts_at + timedelta(days=1)
    assert [one.appointment_id for one in hours.tasks()] == [second.id]


def test_a_chosen_time_is_given_up_by_a_second_click(hours: OwnHours) -> None:
    hours.booked("10:00")
    hours.single_days()
    hours.click_head(MONDAY)
    (row,) = hours.page.impact.rows

    hours.click(row.buttons[0])
    assert hours.page.impact.save_button.text() == "Save and move 1"
    hours.click(row.buttons[0])

    assert hours.page.impact.hand_over_button.text() == "Save and hand it to reception"
    hours.click(hours.page.impact.save_button)
    assert not hours.tasks()
    assert len(hours.stored().exceptions) == 1


def test_what_a_colleague_does_meanwhile_takes_nothing_away(hours: OwnHours) -> None:
    hours.single_days("Conference")
    hours.click_head(MONDAY)
    later = MONDAY + timedelta(weeks=3)
    draft = ExceptionDraft(
        practitioner_id=hours.clinic.okafor.id, first_day=later, last_day=later, kind=ExceptionKind.REMOVES
    )

    hours.clinic.as_receptionist().hours.add_exception(draft)
    hours.booked("10:00")
    hours.look()

    assert hours.open_on(MONDAY) == []
    assert hours.open_on(later) == []
    assert len(hours.page.impact.rows) == 1
    hours.click(hours.page.impact.hand_over_button)
    assert len(hours.stored().exceptions) == 2


def test_a_time_that_was_given_away_is_said_and_the_rest_stays(hours: OwnHours) -> None:
    appointment = hours.booked("10:00")
    hours.single_days("Conference")
    hours.click_head(MONDAY)
    (row,) = hours.page.impact.rows
    hours.click(row.buttons[0])
    hours.window.workplace.news.leave()
    hours.clinic.store(
        hours.clinic.an_appointment(appointment.starts_at + timedelta(days=1), patient_id=hours.clinic.kim.id)
    )

    hours.click(hours.page.impact.save_button)
    hours.look()

    assert "cannot be moved there, so nothing was saved" in hours.page.impact.message.text
    assert hours.open_on(MONDAY) == []
    assert row.slot is None
    assert not hours.stored().exceptions


def test_many_stranded_are_shown_a_few_at_a_time(hours: OwnHours) -> None:
    for hour in range(8, 17):
        hours.booked(f"{hour:02}:00")
        hours.booked(f"{hour:02}:30", patient_id=hours.clinic.kim.id)
    hours.single_days("Conference")

    hours.click_head(MONDAY)

    panel = hours.page.impact
    assert [len(panel.rows), len(panel.stranded)] == [8, 18]
    hours.click(panel.more_button)
    assert panel.more_button.text() == "Show 2 more"
    hours.click(panel.more_button)
    hours.look()
    assert len(panel.rows) == 18
    assert not panel.more_button.isVisible()


def test_the_privacy_key_hides_who_would_lose_their_time(hours: OwnHours) -> None:
    hours.booked("10:00")
    hours.single_days()
    hours.click_head(MONDAY)
    assert "Peter Novak" in words_beside(hours)

    privacy.switch().set_on(True)
    hours.settle()

    assert "Novak" not in words_beside(hours)
    privacy.switch().set_on(False)


def test_a_day_that_is_over_is_not_painted(hours: OwnHours) -> None:
    hours.click(hours.page.head.this_week)
    hours.single_days()

    hours.drag(MONDAY - timedelta(days=7), 9, 10)

    assert "is over" in hours.page.message.text
    assert not hours.page.impact.isVisible()


def test_ctrl_s_saves_and_hands_over(hours: OwnHours) -> None:
    hours.booked("10:00")
    hours.single_days("Conference")
    hours.click_head(MONDAY)

    hours.press(Key.Key_S, CTRL)

    assert len(hours.stored().exceptions) == len(hours.tasks()) == 1
    assert "One appointment waits for reception to move it." in words_beside(hours)


def test_the_window_is_not_left_without_a_question(hours: OwnHours) -> None:
    hours.drag(MONDAY, 12, 17)

    hours.window.commands["sign_out"].trigger()
    hours.settle()

    (dialog,) = hours.window.findChildren(AskDialog)
    assert "What you painted is lost" in " ".join(each.text() for each in dialog.findChildren(QLabel))
    hours.press(Key.Key_Escape)
    assert hours.open_on(MONDAY) == [(8, 12)]
    hours.click(hours.page.impact.discard_button)
