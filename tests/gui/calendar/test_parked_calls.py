"""A call that waits: the half-finished booking is put aside, and taken up again exactly as it was."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinic_desktop.domain.holds import Hold
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.privacy import switch
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from tests.builders import NINE_OCLOCK, PASSWORD

from .reception_desk import Desk, button_of, words_on

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
CONTROL_SHIFT = CONTROL | Qt.KeyboardModifier.ShiftModifier


def a_call(desk: Desk, *, hour: int = 3, name: str = "novak") -> BookingDialog:
    starts_at = NINE_OCLOCK + timedelta(hours=hour)
    slot = Slot(practitioner_id=desk.clinic.okafor.id, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30))
    dialog = desk.window.verbs.book(slot=slot)
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    desk.settle()
    if name:
        QTest.keyClicks(dialog.patient.search.field, name)
        desk.settle()
        QTest.keyClick(dialog.patient.search.field, Key.Key_Return)
        desk.settle()
    return dialog


def held(desk: Desk) -> list[Hold]:
    with desk.clinic.database.reading() as reading:
        return reading.where(Hold)


def test_a_parked_call_comes_back_as_it_was(desk: Desk) -> None:
    dialog = a_call(desk)
    QTest.keyClicks(dialog.form.reason, "Chest pain")
    QTest.mouseClick(dialog.slots.chip("Afternoons"), Qt.MouseButton.LeftButton)
    desk.settle()

    QTest.keyClick(dialog.form.reason, Key.Key_P, CONTROL)
    desk.settle()
    was_hidden = not dialog.isVisible()
    words = [chip.button.text() for chip in desk.window.parked.chips]
    desk.window.activateWindow()  # off screen no window manager does it
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    desk.page.view.setFocus()
    desk.press(Key.Key_P, CONTROL_SHIFT)

    assert was_hidden
    assert words == ["Peter Novak · today 12:00 · since 09:00"]
    assert dialog.isVisible()
    assert (dialog.form.reason.text(), dialog.book_button.text()) == ("Chest pain", "Book today 12:00")
    assert dialog.slots.chip("Afternoons").isChecked()
    assert not desk.window.parked.isVisible()
    dialog.reject()


def test_a_call_that_was_taken_up_by_its_chip_leaves_the_keyboard_on_the_calendar(desk: Desk) -> None:
    for takes_up in (
        lambda button: QTest.mouseClick(button, Qt.MouseButton.LeftButton),
        lambda button: (button.setFocus(), QTest.keyClick(button, Key.Key_Space)),
    ):
        dialog = a_call(desk)
        QTest.mouseClick(dialog.park_button, Qt.MouseButton.LeftButton)
        desk.settle()
        desk.window.activateWindow()  # off screen no window manager does it
        desk.qtbot.waitUntil(desk.window.isActiveWindow)
        desk.page.view.setFocus()

        takes_up(desk.window.parked.chips[0].button)
        desk.settle()
        dialog.reject()
        desk.settle()

        assert desk.window.focusWidget() is desk.page.view


def test_another_call_is_booked_while_one_waits(desk: Desk) -> None:
    first = a_call(desk, hour=3)
    QTest.mouseClick(first.park_button, Qt.MouseButton.LeftButton)
    desk.settle()

    second = a_call(desk, hour=5, name="kim")
    QTest.mouseClick(second.book_button, Qt.MouseButton.LeftButton)
    desk.settle()
    QTest.mouseClick(desk.window.parked.chips[0].button, Qt.MouseButton.LeftButton)
    desk.settle()
    QTest.mouseClick(first.book_button, Qt.MouseButton.LeftButton)
    desk.settle()

    lines = desk.window.workplace.clinic.scheduling.day_sheet(NINE_OCLOCK.date()).lines
    assert [line.patient_name for line in lines] == ["Peter Novak", "Min Kim"]


def test_a_call_outlasts_the_lock_and_is_hidden_by_it(desk: Desk) -> None:
    dialog = a_call(desk)
    dialog.park()
    desk.settle()

    desk.window.lock()
    desk.settle()
    was_seen = desk.window.parked.isVisible()
    desk.window._lock_screen.unlock_requested.emit(PASSWORD)
    desk.settle()
    desk.window.parked.take_up_last()

    assert not was_seen
    assert dialog.isVisible()
    dialog.reject()


def test_a_call_is_forgotten_and_remembered(desk: Desk) -> None:
    dialog = a_call(desk)
    dialog.park()
    desk.settle()

    QTest.mouseClick(desk.window.parked.chips[0].cross, Qt.MouseButton.LeftButton)
    desk.settle()
    left = len(desk.window.parked.chips)
    notice = desk.window.notices.notice
    assert notice is not None
    assert notice.action is not None
    notice.action()

    assert left == 0
    assert notice.text == "Parked call of Peter Novak is forgotten."
    assert len(desk.window.parked.chips) == 1


def test_the_privacy_key_leaves_initials_on_the_chip(desk: Desk) -> None:
    a_call(desk).park()
    desk.settle()

    switch().set_on(True)
    words = desk.window.parked.chips[0].button.text()
    switch().set_on(False)

    assert "Novak" not in words
    assert "Novak" in desk.window.parked.chips[0].button.text()


def test_the_open_dialog_holds_its_time_and_a_parked_one_does_not(desk: Desk) -> None:
    dialog = a_call(desk)
    desk.qtbot.waitUntil(lambda: dialog.holds_a_time)
    while_open = [hold.starts_at for hold in held(desk)]

    dialog.park()
    desk.settle()
    while_parked = held(desk)
    dialog.take_up()
    desk.qtbot.waitUntil(lambda: dialog.holds_a_time)
    again = len(held(desk))
    dialog.reject()
    desk.settle()

    assert while_open == [NINE_OCLOCK + timedelta(hours=3)]
    assert while_parked == []
    assert again == 1
    assert held(desk) == []


def test_another_choice_in_the_dialog_moves_its_hold(desk: Desk) -> None:
    dialog = a_call(desk)
    desk.qtbot.waitUntil(lambda: dialog.holds_a_time)

    dialog.slots.view.setFocus()
    QTest.keyClick(dialog.slots.view, Key.Key_Down)
    wanted = dialog.form.when.instant()
    desk.qtbot.waitUntil(lambda: [hold.starts_at for hold in held(desk)] == [wanted])

    dialog.reject()


def parked(desk: Desk) -> None:
    a_call(desk).park()
    desk.settle()


def the_question(desk: Desk) -> AskDialog:
    dialog = desk.dialog(AskDialog)
    assert isinstance(dialog, AskDialog)
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_signing_out_asks_about_parked_calls_and_enter_stays(desk: Desk) -> None:
    parked(desk)
    told: list[str] = []
    desk.window.signed_out.connect(told.append)

    desk.window.commands["sign_out"].trigger()
    dialog = the_question(desk)
    assert "What was typed for Peter Novak is not booked yet" in words_on(dialog)
    desk.press(Key.Key_Return)
    assert not told
    assert len(desk.window.parked.chips) == 1

    desk.window.commands["sign_out"].trigger()
    QTest.mouseClick(the_question(desk).do_button, Qt.MouseButton.LeftButton)
    desk.settle()

    assert told == [""]


def test_the_window_is_not_closed_over_parked_calls_without_a_question(desk: Desk) -> None:
    parked(desk)

    desk.window.close()
    dialog = the_question(desk)
    assert desk.window.isVisible()
    QTest.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    desk.settle()

    assert not desk.window.isVisible()


def test_with_no_call_parked_nobody_is_asked(desk: Desk) -> None:
    desk.window.close()
    desk.settle()

    assert not desk.window.isVisible()


def test_signing_out_at_the_lock_asks_too_and_names_nobody(desk: Desk) -> None:
    parked(desk)
    told: list[str] = []
    desk.window.signed_out.connect(told.append)
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    QTest.keyClick(desk.window, Key.Key_L, CONTROL)
    other = button_of(desk.window, "Sign in as someone else")

    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    dialog = the_question(desk)
    words = words_on(dialog)
    desk.press(Key.Key_Return)
    stayed = desk.window.is_locked and not told
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    QTest.mouseClick(the_question(desk).do_button, Qt.MouseButton.LeftButton)
    desk.settle()

    assert "A call is still parked" in words
    assert "Novak" not in words
    assert stayed
    assert told == [""]
