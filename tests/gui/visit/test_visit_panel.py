"""The doctor's side of the calendar: who is in the room, the note that saves itself, who is next."""

import re
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.gui import privacy
from clinic_desktop.gui.doctor.rebook_dialog import RebookDialog
from clinic_desktop.gui.lock_screen import LockScreen
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from tests.builders import PASSWORD, SmallClinic, a_patient
from tests.services.asking import book, for_kim

from .conftest import Opened
from .doctors_desk import CTRL, DoctorsDesk, Key

S = AppointmentStatus


def test_nobody_in_the_room_shows_who_is_expected(desk: DoctorsDesk) -> None:
    book(desk.clinic, "11:00")
    desk.settle()

    assert desk.panel.empty.isVisible()
    assert "Peter Novak is expected at 11:00" in desk.panel.empty.words.text()
    assert not desk.panel.empty.call.isVisible()
    assert desk.panel.ahead.count_words == "0 seen · 1 to come"


def test_the_patient_in_the_room_stands_there_with_running_time_and_everything_that_matters(desk: DoctorsDesk) -> None:
    weiss = desk.clinic.store(a_patient(mrn="7", given_name="Hannah", family_name="Weiss", alerts=("Latex allergy",)))
    desk.in_room("09:00", patient_id=weiss.id, reason="Palpitations", desk_note="Speaks German")
    waits = desk.checked_in("10:00", **for_kim(desk.clinic))
    book(desk.clinic, "14:00")
    desk.clinic.clock.forward(minutes=31)
    desk.panel.refresh()
    desk.settle()

    head = desk.panel.visit.head
    assert re.sub("<[^>]*>", "", head.where.text()) == "Now in room 2 · 31 of 30 min"
    assert "over the booked time" in head.where.accessibleName()
    assert head.name.text() == "Hannah Weiss"
    assert "first visit" in head.facts.text()
    assert head.alerts.text == "Latex allergy"
    assert (head.reason.text(), head.desk_note.text()) == ("Palpitations", "Speaks German")
    assert desk.panel.ahead.next_card.line is not None
    assert desk.panel.ahead.next_card.line.id == waits.id
    assert desk.panel.ahead.next_card.wait_words == "31 min"
    assert [row.text() for row in desk.panel.ahead.rows] == ["14:00 Peter Novak"]
    assert desk.panel.ahead.count_words == "0 seen · 2 to come"


def test_a_past_visit_opens_on_its_note(desk: DoctorsDesk) -> None:
    month = desk.clinic.clock.now - timedelta(days=30)
    desk.clinic.store(desk.clinic.an_appointment(month, status=S.FULFILLED, visit_note="Holter ordered."))
    desk.in_room()

    (line,) = desk.panel.visit.past.lines
    assert not line.note.isVisible()
    QTest.mouseClick(line.row, Qt.MouseButton.LeftButton)

    assert line.note.isVisible()
    assert line.note.text() == "Holter ordered."
    desk.panel.refresh()
    desk.settle()
    assert desk.panel.visit.past.lines[0].note.isVisible()


def test_what_is_typed_is_kept_as_a_draft_and_written_when_the_field_is_left(desk: DoctorsDesk) -> None:
    there = desk.in_room()

    desk.write("ECG normal.")
    desk.qtbot.waitUntil(lambda: desk.state == "Draft kept")

    assert desk.drafts() == ["ECG normal."]
    assert desk.note(there) == ""
    desk.press(Key.Key_Escape)
    assert desk.note(there) == "ECG normal."
    assert desk.state == "Saved 09:00"
    assert desk.drafts() == []
    assert desk.window.calendar.view.hasFocus()


def test_news_take_neither_focus_nor_cursor_nor_a_letter(desk: DoctorsDesk) -> None:
    there = desk.in_room()
    desk.write("Regular rhythm")
    desk.field.moveCursor(desk.field.textCursor().MoveOperation.StartOfWord)
    place = desk.field.textCursor().position()

    desk.checked_in("10:00", **for_kim(desk.clinic))
    desk.clinic.as_receptionist().scheduling.change_notes(
        there.id, desk.clinic.stored(there).version, reason="Other", desk_note=""
    )
    desk.settle()

    assert desk.field.hasFocus()
    assert desk.field.textCursor().position() == place
    assert desk.field.toPlainText() == "Regular rhythm"
    assert desk.panel.visit.head.reason.text() == "Other"
    assert desk.panel.ahead.next_card.isVisible()


def test_the_draft_is_there_after_the_program_was_killed_while_it_was_typed(
    opened: Opened, small_clinic: SmallClinic
) -> None:
    now = small_clinic.clock.now
    there = small_clinic.store(
        small_clinic.an_appointment(now, status=S.IN_ROOM, arrived_at=now, in_room_at=now, room="Room 2")
    )
    process = [sys.executable, "-m", "tests.gui.visit.typing_process", str(small_clinic.database.folder)]

    ended = subprocess.run([*process, "Half a sent"], check=False, capture_output=True, timeout=60)

    assert ended.returncode == -signal.SIGKILL, ended.stderr
    desk = opened()
    assert desk.field.toPlainText() == "Half a sent"
    assert desk.state == "Draft kept 09:00"
    assert desk.note(there) == ""
    desk.press(Key.Key_Return, CTRL)
    assert desk.note(there) == "Half a sent"


def test_the_lock_keeps_what_was_typed_before_it_locks(desk: DoctorsDesk) -> None:
    there = desk.in_room()
    desk.write("Before the lock")

    desk.press(Key.Key_L, CTRL)

    assert desk.window.is_locked
    assert desk.note(there) == "Before the lock"


def test_closing_the_window_keeps_what_was_typed(desk: DoctorsDesk) -> None:
    there = desk.in_room()
    desk.write("Before closing")

    desk.window.close()
    desk.settle()

    assert desk.note(there) == "Before closing"


def test_signing_out_keeps_what_was_typed_and_shows_it_to_nobody_else(desk: DoctorsDesk, opened: Opened) -> None:
    there = desk.in_room()
    desk.write("Mine alone")
    desk.window.sign_out()
    desk.settle()

    assert desk.note(there) == "Mine alone"
    assert opened(desk.clinic.other_doctor).field.toPlainText() == ""


def test_a_note_that_changes_elsewhere_is_shown_where_nothing_is_being_written(desk: DoctorsDesk) -> None:
    there = desk.in_room()

    desk.clinic.store(replace(desk.clinic.stored(there), visit_note="From the other room"))
    desk.settle()

    assert desk.field.toPlainText() == "From the other room"


def test_both_versions_are_shown_and_can_both_be_kept(desk: DoctorsDesk) -> None:
    there = desk.in_room()
    desk.write("Mine")

    desk.clinic.store(replace(desk.clinic.stored(there), visit_note="Theirs"))
    desk.settle()

    theirs = desk.panel.visit.note.theirs
    assert theirs.isVisible()
    assert theirs.words.text() == "Theirs"
    assert desk.field.toPlainText() == "Mine"
    desk.click(theirs.both)
    assert desk.note(there) == "Theirs\n\nMine"
    assert not theirs.isVisible()


def test_the_own_version_can_stand_and_theirs_can_be_taken_with_undo_in_the_field(desk: DoctorsDesk) -> None:
    there = desk.in_room()
    desk.write("Mine")
    desk.clinic.store(replace(desk.clinic.stored(there), visit_note="Theirs"))
    desk.settle()

    desk.click(desk.panel.visit.note.theirs.take)

    assert desk.field.toPlainText() == "Theirs"
    assert desk.note(there) == "Theirs"
    desk.field.setFocus()
    desk.press(Key.Key_Z, CTRL)
    assert desk.field.toPlainText() == "Mine"


def test_completing_over_a_changed_note_writes_nothing_over(desk: DoctorsDesk) -> None:
    there = desk.in_room()
    desk.write("Mine")
    stop = desk.window.workplace.news.blockSignals(True)
    desk.clinic.store(replace(desk.clinic.stored(there), visit_note="Theirs"))
    desk.settle()
    desk.window.workplace.news.blockSignals(stop)

    desk.press(Key.Key_Return, CTRL)

    assert desk.clinic.stored(there).status is S.IN_ROOM
    assert desk.panel.visit.note.theirs.isVisible()
    desk.click(desk.panel.visit.note.theirs.mine)
    assert desk.note(there) == "Mine"


def test_ctrl_enter_completes_with_the_note_in_one_step_and_undo_brings_both_back(desk: DoctorsDesk) -> None:
    there = desk.in_room()
    desk.write("ECG normal.")

    desk.press(Key.Key_Return, CTRL)

    done = desk.clinic.stored(there)
    assert (done.status, done.visit_note) == (S.FULFILLED, "ECG normal.")
    assert desk.panel.empty.isVisible()
    assert desk.panel.ahead.count_words == "1 seen · 0 to come"
    desk.press(Key.Key_Z, CTRL)
    assert desk.clinic.stored(there).status is S.IN_ROOM
    assert desk.field.toPlainText() == "ECG normal."


def test_the_number_pads_enter_does_the_same(desk: DoctorsDesk) -> None:
    there = desk.in_room()
    desk.write("Well.")

    desk.press(Key.Key_Enter, CTRL)

    assert desk.clinic.stored(there).status is S.FULFILLED
    assert desk.note(there) == "Well."


def test_the_button_completes_without_a_step_of_its_own_for_the_note(desk: DoctorsDesk) -> None:
    there = desk.in_room()
    desk.write("By mouse")

    desk.click(desk.panel.visit.complete)

    assert desk.clinic.stored(there).version == there.version + 1
    assert desk.note(there) == "By mouse"


def test_one_key_calls_whose_turn_it_is(desk: DoctorsDesk) -> None:
    late = desk.checked_in("09:30", **for_kim(desk.clinic))
    first = desk.checked_in("09:00")

    desk.press(Key.Key_F10)

    assert desk.clinic.stored(first).status is S.IN_ROOM
    assert desk.clinic.stored(late).status is S.ARRIVED
    assert desk.panel.visit.head.name.text() == "Peter Novak"
    assert desk.field.hasFocus()


def test_with_somebody_in_the_room_it_is_asked_and_the_visit_completed_with_its_note(desk: DoctorsDesk) -> None:
    there, waits = desk.in_room(), desk.checked_in("09:30", **for_kim(desk.clinic))
    desk.write("Well.")

    desk.press(Key.Key_F10)
    asking = desk.dialog(AskDialog)
    desk.click(asking.do_button)

    assert not desk.has_dialog()
    done = desk.clinic.stored(there)
    assert (done.status, done.visit_note) == (S.FULFILLED, "Well.")
    assert desk.clinic.stored(waits).status is S.IN_ROOM
    assert desk.panel.visit.head.name.text() == "Min Kim"
    assert desk.field.toPlainText() == ""


def test_the_next_one_can_be_called_beside_and_both_are_in_reach(desk: DoctorsDesk) -> None:
    there = desk.in_room()
    waits = desk.checked_in("09:30", **for_kim(desk.clinic))

    desk.press(Key.Key_F10)
    desk.click(desk.dialog(AskDialog).other_button)

    assert {desk.clinic.stored(one).status for one in (there, waits)} == {S.IN_ROOM}
    assert desk.panel.visit.head.name.text() == "Min Kim"
    (other,) = desk.panel.visit.others
    assert other.text() == "Also in the room: Peter Novak"
    desk.write("Of Kim")
    desk.click(other)
    assert desk.panel.visit.head.name.text() == "Peter Novak"
    assert desk.field.toPlainText() == ""
    assert desk.note(waits) == "Of Kim"


def test_with_nobody_waiting_the_key_says_so(desk: DoctorsDesk) -> None:
    desk.press(Key.Key_F10)

    assert "Nobody is waiting" in desk.notices[-1].text


def test_the_patient_is_booked_again_in_so_many_weeks(desk: DoctorsDesk) -> None:
    there = desk.in_room()

    desk.click(desk.panel.visit.rebook)
    dialog = desk.dialog(RebookDialog)
    desk.click(dialog.chips.chips[2])
    assert dialog.weeks.value() == 2
    assert dialog.book.text() == "Book Tue 8 Dec 08:00"
    desk.click(dialog.book)

    with desk.clinic.database.reading() as reading:
        (again,) = reading.where(type(there), patient_id=there.patient_id, status=S.BOOKED)
    assert again.starts_at - there.starts_at == timedelta(days=13, hours=23)
    assert again.practitioner_id == there.practitioner_id
    assert desk.panel.visit.isVisible()
    assert "Booked Peter Novak" in desk.notices[-1].text


def test_the_next_visit_can_be_left_to_reception(desk: DoctorsDesk) -> None:
    there = desk.in_room()

    desk.press(Key.Key_R, CTRL)
    dialog = desk.dialog(RebookDialog)
    desk.click(dialog.leave)

    (task,) = desk.clinic.as_receptionist().desk_tasks.open_tasks()
    assert task.patient_name == "Peter Novak"
    assert task.task.appointment_id == there.id
    assert not desk.has_dialog()


def test_an_appointment_is_shown_and_esc_leads_back_to_now(desk: DoctorsDesk) -> None:
    desk.in_room()
    later = book(desk.clinic, "14:00", **for_kim(desk.clinic))
    desk.settle()

    desk.click(desk.panel.ahead.rows[0])

    side = desk.window.calendar.panel
    assert not desk.panel.isVisible()
    assert side.line is not None
    assert side.line.id == later.id
    desk.press(Key.Key_Escape)
    assert desk.panel.isVisible()
    desk.click(desk.panel.ahead.rows[0])
    desk.click(side.parts.close_button)
    assert desk.panel.isVisible()


def test_initials_stand_for_names_here_too(desk: DoctorsDesk) -> None:
    desk.in_room()
    desk.checked_in("09:30", **for_kim(desk.clinic))

    try:
        desk.press(Key.Key_F12)
        words = (desk.panel.visit.head.name.text(), desk.panel.ahead.next_card.accessibleName())
        assert "Novak" not in words[0]
        assert "Kim" not in words[1]
    finally:
        privacy.switch().set_on(False)


def test_tab_goes_from_the_note_to_completing(desk: DoctorsDesk) -> None:
    desk.in_room()
    desk.field.setFocus()

    desk.press(Key.Key_Tab)

    assert QApplication.focusWidget() is desk.panel.visit.complete


def test_a_lock_from_elsewhere_while_it_is_written_loses_nothing(desk: DoctorsDesk) -> None:
    there = desk.in_room()
    desk.write("Half ")
    desk.window.workplace.clinic.account.lock()  # as another window of this person's would

    desk.press(Key.Key_Escape)
    assert desk.window.is_locked
    assert desk.note(there) == ""
    unlock(desk)

    desk.qtbot.waitUntil(lambda: desk.drafts() == ["Half "])
    assert desk.field.toPlainText() == "Half "


def unlock(desk: DoctorsDesk) -> None:
    screen = next(one for one in desk.window.findChildren(LockScreen) if one.isVisible())
    (field,) = screen.findChildren(QLineEdit)
    QTest.keyClicks(field, PASSWORD)
    QTest.keyClick(field, Key.Key_Return)
    desk.settle()
    desk.qtbot.waitUntil(lambda: not desk.window.is_locked)
