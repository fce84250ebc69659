"""The outbox on screen, by keys and clicks."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from clinic_desktop.domain.messages import Channel, Message, MessageState, OutboxPart
from clinic_desktop.gui.booking.move_dialog import MoveDialog
from clinic_desktop.gui.messages.messages_page import MessagesPage
from clinic_desktop.gui.privacy import switch
from tests.builders import a_patient
from tests.gui.calendar.reception_desk import Desk
from tests.messaging import ALL_DAY, Mailroom

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


def click(desk: Desk, button: QAbstractButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.settle()


def go(desk: Desk) -> MessagesPage:
    desk.press(Key.Key_9, ALT)
    page = desk.window.current_page
    assert isinstance(page, MessagesPage)
    return page


def show(desk: Desk, page: MessagesPage, part: OutboxPart) -> None:
    click(desk, page.parts.button(part))


def column(page: MessagesPage, number: int) -> list[str]:
    return [str(page.table.index(row, number).data()) for row in range(page.table.rowCount())]


def to_call(room: Mailroom, count: int) -> list[Message]:
    """Reminders that have to be told on the telephone."""
    room.switch_on(timings=replace(ALL_DAY, on_booking=False))
    now = room.clinic.clock.now
    for number in range(count):
        patient = room.clinic.store(
            a_patient(mrn=f"m{number}", given_name=f"P{number}", mobile=f"+49 30 {number}", language="German")
        )
        room.change(patient, reminder_channel=Channel.PHONE)
        starts_at = now.replace(minute=0) + timedelta(hours=24, minutes=10 * number)
        room.clinic.store(
            room.clinic.an_appointment(starts_at, minutes=10, patient_id=patient.id, booked_at=now - timedelta(days=7))
        )
    return room.waiting()


def test_alt_9_shows_what_waits_and_its_words_beside_it(desk: Desk, room: Mailroom) -> None:
    room.switch_on()
    room.book()
    room.waiting()

    page = go(desk)

    assert column(page, 0) == ["Waiting"]
    assert column(page, 1) == ["Peter Novak"]
    assert column(page, 2) == ["p.novak@example.org"]
    assert column(page, 3) == ["Booked · Tomorrow 11:00"]
    assert page.side.subject.text() == "Your appointment on Wednesday, 25 November at 11:00"
    assert "Dear Peter Novak" in page.side.body.text()
    assert page.side.fact("due") == "Today 09:03"
    assert page.notice.text == ""
    assert page.view.hasFocus()


def test_switched_off_the_page_says_so(desk: Desk, room: Mailroom) -> None:
    page = go(desk)

    assert "switched off" in page.notice.text
    assert page.empty.isVisible()


def test_what_comes_while_the_page_is_shown_is_listed_and_the_choice_stays(desk: Desk, room: Mailroom) -> None:
    to_call(room, 2)
    page = go(desk)
    show(desk, page, OutboxPart.TO_CALL)
    desk.press(Key.Key_Tab)
    page.view.setFocus()
    desk.press(Key.Key_Down)
    chosen = page.chosen
    assert chosen is not None

    patient = room.clinic.store(a_patient(mrn="new", given_name="New", mobile="+49 30 9"))
    room.change(patient, reminder_channel=Channel.PHONE)
    room.clinic.store(
        room.clinic.an_appointment(
            room.clinic.clock.now + timedelta(hours=23),
            patient_id=patient.id,
            booked_at=room.clinic.clock.now - timedelta(days=7),
        )
    )
    room.outbox.plan()
    desk.settle()

    assert len(column(page, 1)) == 3
    assert page.chosen is not None
    assert page.chosen.id == chosen.id


def test_a_message_is_withdrawn_by_a_key_and_brought_back_by_undo(desk: Desk, room: Mailroom) -> None:
    room.switch_on()
    room.book()
    room.waiting()
    page = go(desk)

    desk.press(Key.Key_Delete)

    assert column(page, 1) == []
    assert [one.state for one in room.messages()] == [MessageState.WITHDRAWN]
    show(desk, page, OutboxPart.WITHDRAWN)
    assert column(page, 0) == ["Withdrawn"]
    click(desk, page.side.retry_button)
    assert [one.state for one in room.messages()] == [MessageState.WAITING]


def test_what_has_failed_says_why_and_is_tried_again(desk: Desk, room: Mailroom) -> None:
    room.switch_on()
    room.book()
    room.waiting()
    room.clinic.clock.forward(minutes=3)
    message = room.outbox.take()
    assert message is not None
    room.outbox.settle(message, "No such mailbox.", is_permanent=True)
    page = go(desk)
    show(desk, page, OutboxPart.FAILED)

    assert column(page, 0) == ["Failed"]
    assert page.side.trouble.text == "No such mailbox."
    assert page.parts.button(OutboxPart.FAILED).text() == "Failed · 1"
    page.view.setFocus()
    desk.press(Key.Key_R, CTRL)

    assert [one.state for one in room.messages()] == [MessageState.WAITING]


def test_the_call_list_is_worked_off_by_keyboard_alone(desk: Desk, room: Mailroom) -> None:
    to_call(room, 3)
    page = go(desk)
    show(desk, page, OutboxPart.TO_CALL)
    page.view.setFocus()

    assert page.side.number.text() == "+49 30 0"
    assert page.side.number.isVisible()
    assert "Wir erwarten Sie" in page.side.body.text()
    desk.press(Key.Key_Return, CTRL)
    assert page.side.number.text() == "+49 30 1"
    desk.press(Key.Key_Return, CTRL | SHIFT)

    assert column(page, 1) == ["P2 Novak", "P1 Novak"]  # who did not answer is called again after the others
    assert column(page, 0) == ["To call", "No answer"]
    assert [one.state for one in room.messages()].count(MessageState.SENT) == 1
    assert page.side.number.text() == "+49 30 2"


def test_reached_by_mistake_is_taken_back_in_the_notice(desk: Desk, room: Mailroom) -> None:
    to_call(room, 1)
    page = go(desk)
    show(desk, page, OutboxPart.TO_CALL)

    click(desk, page.side.reached_button)
    assert column(page, 1) == []
    desk.press(Key.Key_F6)
    desk.press(Key.Key_Space)

    assert column(page, 1) == ["P0 Novak"]


def test_who_wants_to_move_is_moved_and_need_not_be_called_any_more(desk: Desk, room: Mailroom) -> None:
    (call,) = to_call(room, 1)
    page = go(desk)
    show(desk, page, OutboxPart.TO_CALL)

    click(desk, page.side.move_button)
    dialog = desk.dialog(MoveDialog)
    assert isinstance(dialog, MoveDialog)
    desk.qtbot.waitUntil(lambda: bool(dialog.slots.slots_shown))
    view = dialog.slots.view
    index = view.model().index(2, 0)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    desk.settle()
    click(desk, dialog.move_button)

    assert room.clinic.stored(call).state is MessageState.SENT
    assert column(page, 1) == []


def test_the_privacy_key_hides_who_is_written_to(desk: Desk, room: Mailroom) -> None:
    room.switch_on()
    room.book()
    room.waiting()
    page = go(desk)
    try:
        desk.press(Key.Key_F12)

        everything = " ".join((*column(page, 1), *column(page, 2), page.side.name.text(), page.side.body.text()))
        assert "Novak" not in everything
        assert "example.org" not in everything
    finally:
        switch().set_on(False)


def test_enter_leads_from_the_list_to_what_can_be_done(desk: Desk, room: Mailroom) -> None:
    to_call(room, 1)
    page = go(desk)
    show(desk, page, OutboxPart.TO_CALL)
    page.view.setFocus()

    desk.press(Key.Key_Return)

    assert page.side.reached_button.hasFocus()
