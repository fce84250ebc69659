"""Moving and cancelling by typing and clicking, and by dragging, on a real clinic."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, CancelledBy, MoveRequest
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.gui.booking.cancel_dialog import CancelDialog
from clinic_desktop.gui.booking.move_dialog import MoveDialog

from .front_desk import BERLIN, FrontDesk, a_front_desk, today_at

DOWN = Qt.Key.Key_Down


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDesk]:
    with a_front_desk(tmp_path, qtbot) as made:
        yield made


def type_when(desk: FrontDesk, dialog: MoveDialog, day: str, time: str) -> None:
    desk.type_into(dialog.when.day_edit, day)
    desk.type_into(dialog.when.time_edit, time)


def test_moving_takes_one_of_the_free_times(desk: FrontDesk) -> None:
    appointment = desk.booked(today_at(10, 30))
    dialog = desk.verbs.move(desk.line(appointment))
    desk.settle()

    desk.press(dialog.slots.view, DOWN)
    chosen = dialog.slots.slots_shown[0]
    words = dialog.move_button.text()
    desk.click(dialog.move_button)

    assert desk.clinic.stored(appointment).starts_at == chosen.starts_at
    assert words == f"Move to today {wall_time(chosen.starts_at, BERLIN):%H:%M}"
    assert desk.notices[-1].action_text == "Undo"


def test_a_refused_move_keeps_the_dialog_and_the_appointment(desk: FrontDesk) -> None:
    desk.booked(today_at(15, 30), patient_id=desk.clinic.kim.id)
    appointment = desk.booked(today_at(10, 30))
    dialog = desk.verbs.move(desk.line(appointment))
    desk.settle()
    type_when(desk, dialog, "today", "15:30")

    desk.click(dialog.move_button)

    assert dialog.isVisible()
    assert dialog.refusal.sentence.startswith("15:30–16:00 is taken.")
    assert desk.clinic.stored(appointment).starts_at == today_at(10, 30)


def test_a_drop_on_a_taken_time_opens_the_dialog_that_says_why(desk: FrontDesk) -> None:
    desk.booked(today_at(15, 30), patient_id=desk.clinic.kim.id)
    appointment = desk.booked(today_at(10, 30))

    with desk.qtbot.waitSignal(desk.verbs.opened) as opened_one:
        desk.verbs.move_to(desk.line(appointment), today_at(15, 30))
    desk.settle()

    assert opened_one.args is not None
    dialog = opened_one.args[0]
    assert isinstance(dialog, MoveDialog)
    assert dialog.refusal.sentence.startswith("15:30–16:00 is taken.")
    assert dialog.move_button.text() == "Move to today 15:30"
    assert dialog.refusal.offer_buttons
    assert not any(button.text().endswith("· ") for button in dialog.refusal.offer_buttons)  # named by now


@pytest.mark.parametrize("words", ["1 Dec 14:15 · Dr Kim", "Monday 30 November 14:15 · Dr Wilhelmina Featherston"])
def test_a_refusal_takes_no_room_from_what_stands_beside_it_and_nothing_is_cut(desk: FrontDesk, words: str) -> None:
    dialog = desk.verbs.move(desk.line(desk.booked(today_at(10, 30))))
    desk.settle()
    before = dialog.when.day_edit.width()
    offers = tuple(
        Slot(practitioner_id=desk.clinic.kim.id, starts_at=at, ends_at=at + timedelta(minutes=30))
        for at in (today_at(hour, 0) for hour in range(8, 14))
    )

    dialog.refuse(SlotTaken("08:00–08:30 is taken.", alternatives=offers))
    for button in dialog.refusal.offer_buttons:
        button.setText(words)
    desk.settle()

    assert dialog.when.day_edit.width() == before
    assert all(button.width() >= button.sizeHint().width() for button in dialog.refusal.offer_buttons)


def test_the_dialog_after_a_refused_drop_stays_with_whom_it_was_dropped_on(desk: FrontDesk) -> None:
    fischer = desk.clinic.fischer.id
    desk.booked(today_at(15, 30), patient_id=desk.clinic.kim.id, practitioner_id=fischer)
    appointment = desk.booked(today_at(10, 30))

    with desk.qtbot.waitSignal(desk.verbs.opened) as opened_one:
        desk.verbs.move_to(desk.line(appointment), today_at(15, 30), fischer)
    desk.settle()

    assert opened_one.args is not None
    dialog = opened_one.args[0]
    assert isinstance(dialog, MoveDialog)
    assert dialog.practitioner_box.practitioner_id == fischer
    assert {slot.practitioner_id for slot in dialog.slots.slots_shown} == {fischer}


def test_a_drop_on_a_free_time_moves_at_once(desk: FrontDesk) -> None:
    appointment = desk.booked(today_at(10, 30))

    desk.verbs.move_to(desk.line(appointment), today_at(14, 0), desk.clinic.fischer.id)
    desk.settle()

    moved = desk.clinic.stored(appointment)
    assert (moved.starts_at, moved.practitioner_id) == (today_at(14, 0), desk.clinic.fischer.id)


def test_cancelling_asks_for_the_reason_and_keeps_who_did(desk: FrontDesk) -> None:
    appointment = desk.booked(today_at(10, 30))
    dialog = desk.verbs.cancel(desk.line(appointment))
    desk.wait_for(dialog)

    desk.click(dialog.cancel_button)
    problem = dialog.reason_field.problem
    desk.click(dialog.by.button(CancelledBy.CLINIC))
    desk.type_into(dialog.reason, "Doctor is ill")
    desk.click(dialog.cancel_button)

    cancelled = desk.clinic.stored(appointment)
    assert problem == "Type the reason; it is kept with the appointment."
    assert cancelled.status is AppointmentStatus.CANCELLED
    assert (cancelled.cancelled_by, cancelled.cancel_reason) == (CancelledBy.CLINIC, "Doctor is ill")


def test_keeping_an_appointment_cancels_nothing(desk: FrontDesk) -> None:
    appointment = desk.booked(today_at(10, 30))
    dialog = CancelDialog(desk.workplace, desk.window, desk.line(appointment))
    dialog.open()

    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.isVisible()
    assert desk.clinic.stored(appointment).status is AppointmentStatus.BOOKED


def test_nothing_is_moved_until_something_is_other(desk: FrontDesk) -> None:
    dialog = desk.verbs.move(desk.line(desk.booked(today_at(10, 30))))
    desk.settle()
    before = dialog.move_button.isEnabled()

    type_when(desk, dialog, "today", "11:00")

    assert (before, dialog.move_button.isEnabled()) == (False, True)


def test_an_open_move_dialog_says_who_moved_it_meanwhile_and_goes_on_from_there(desk: FrontDesk) -> None:
    appointment = desk.booked(today_at(10, 30))
    dialog = desk.verbs.move(desk.line(appointment))
    desk.settle()

    move_by_a_colleague(desk, appointment, today_at(11))
    assert dialog.meanwhile.text == "Sam Ortiz moved this to 11:00 a moment ago."
    assert dialog.when.time_edit.text() == "11:00"
    type_when(desk, dialog, "today", "14:00")
    desk.click(dialog.move_button)

    assert desk.clinic.stored(appointment).starts_at == today_at(14)


def test_what_was_chosen_already_stands_beside_their_version(desk: FrontDesk) -> None:
    appointment = desk.booked(today_at(10, 30))
    dialog = desk.verbs.move(desk.line(appointment))
    desk.settle()
    type_when(desk, dialog, "today", "14:00")

    move_by_a_colleague(desk, appointment, today_at(11))

    assert [(each.mine, each.theirs) for each in dialog.both.differences] == [("today 14:00", "today 11:00")]
    assert dialog.when.time_edit.text() == "14:00"
    desk.click(dialog.both.keep_mine)
    assert desk.clinic.stored(appointment).starts_at == today_at(14)


def test_their_version_can_be_taken(desk: FrontDesk) -> None:
    appointment = desk.booked(today_at(10, 30))
    dialog = desk.verbs.move(desk.line(appointment))
    desk.settle()
    type_when(desk, dialog, "today", "14:00")
    move_by_a_colleague(desk, appointment, today_at(11))

    desk.click(dialog.both.take_theirs)

    assert dialog.when.time_edit.text() == "11:00"
    assert not dialog.both.isVisible()
    assert not dialog.move_button.isEnabled()
    dialog.reject()
    assert desk.clinic.stored(appointment).starts_at == today_at(11)


def test_what_a_colleague_has_cancelled_cannot_be_moved_any_more(desk: FrontDesk) -> None:
    appointment = desk.booked(today_at(10, 30))
    dialog = desk.verbs.move(desk.line(appointment))
    desk.settle()
    type_when(desk, dialog, "today", "14:00")

    desk.clinic.as_admin().scheduling.cancel(appointment.id, 1, CancelledBy.PATIENT, "Has recovered")
    desk.settle()

    assert dialog.meanwhile.text == "Sam Ortiz cancelled this appointment a moment ago."
    assert not dialog.move_button.isEnabled()
    dialog.reject()


def test_an_open_cancel_dialog_says_so_too_and_cancels_what_stands_now(desk: FrontDesk) -> None:
    appointment = desk.booked(today_at(10, 30))
    dialog = desk.verbs.cancel(desk.line(appointment))
    desk.wait_for(dialog)
    desk.type_into(dialog.reason, "Doctor ill")

    move_by_a_colleague(desk, appointment, today_at(11))
    assert dialog.meanwhile.text == "Sam Ortiz moved this to 11:00 a moment ago."
    desk.click(dialog.cancel_button)

    assert desk.clinic.stored(appointment).status is AppointmentStatus.CANCELLED


def test_an_own_change_under_way_is_no_news_to_its_dialog(desk: FrontDesk) -> None:
    appointment = desk.booked(today_at(10, 30))
    dialog = desk.verbs.move(desk.line(appointment))
    desk.settle()
    said: list[object] = []
    dialog._watch.changed.connect(said.append)
    type_when(desk, dialog, "today", "14:00")

    desk.click(dialog.move_button)

    assert said == []
    assert desk.clinic.stored(appointment).starts_at == today_at(14)


def move_by_a_colleague(desk: FrontDesk, appointment: Appointment, to: datetime) -> None:
    """The admin moves it at another station."""
    request = MoveRequest(appointment_id=appointment.id, version=1, starts_at=to)
    desk.clinic.as_admin().scheduling.move(request)
    desk.settle()
