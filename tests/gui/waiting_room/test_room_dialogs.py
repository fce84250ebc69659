"""Walk-ins, asking to arrive earlier, and closing the day: by typing and clicking."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, BookingSource
from clinic_desktop.domain.errors import NotFound
from clinic_desktop.gui.booking.arrive_dialog import ArriveDialog
from clinic_desktop.gui.waiting_room.close_day_dialog import CloseDayDialog
from clinic_desktop.gui.waiting_room.walk_in_dialog import WalkInDialog
from tests.builders import NINE_OCLOCK

from .board_desk import BoardDesk, C, Key

S = AppointmentStatus
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def walk_in(desk: BoardDesk) -> WalkInDialog:
    """The dialog, opened by its keys."""
    desk.press(Key.Key_A, CONTROL | SHIFT)
    dialog = desk.dialog(WalkInDialog)
    assert isinstance(dialog, WalkInDialog)
    desk.settle()
    return dialog


def find(desk: BoardDesk, dialog: WalkInDialog, name: str) -> None:
    QTest.keyClicks(dialog.patient.search.field, name)
    desk.qtbot.waitUntil(lambda: dialog.patient.search.model.rowCount() > 1)
    desk.settle()
    QTest.keyClick(dialog.patient.search.field, Key.Key_Return)
    desk.settle()


def walked_in(desk: BoardDesk) -> Appointment:
    with desk.clinic.database.reading() as reading:
        (made,) = reading.where(Appointment, source=BookingSource.WALK_IN)
    return made


def test_a_walk_in_is_taken_in_with_a_few_keys(desk: BoardDesk) -> None:
    dialog = walk_in(desk)

    find(desk, dialog, "kim")
    QTest.keyClicks(dialog.reason, "Cut finger")
    QTest.keyClick(dialog.reason, Key.Key_Return)
    desk.settle()

    made = walked_in(desk)
    assert (made.status, made.ticket, made.reason) == (S.ARRIVED, 1, "Cut finger")
    assert desk.cards(C.ARRIVED)[0].remark == "Next · walk-in"
    assert desk.page.view.chosen == made.id
    assert desk.notice().startswith("Took in Min Kim as a walk-in")


def test_outside_the_hours_the_dialog_asks_why_and_keeps_what_was_typed(desk: BoardDesk) -> None:
    desk.clinic.clock.forward(hours=9)
    desk.window.workplace.clinic.renew()
    dialog = walk_in(desk)
    find(desk, dialog, "kim")
    dialog.practitioner_box.setCurrentIndex(1)

    dialog.take_in_button.click()
    desk.settle()
    refused = dialog.message.text
    dialog.take_in_button.click()
    complaint = dialog.despite_field.problem
    QTest.keyClicks(dialog.despite, "Bleeds badly")
    dialog.take_in_button.click()
    desk.settle()

    assert "outside the doctor's hours" in refused
    assert complaint
    assert walked_in(desk).overbook_reason == "Bleeds badly"


def test_of_a_walk_in_that_is_too_high_for_the_screen_the_fields_scroll_and_the_buttons_stay(desk: BoardDesk) -> None:
    dialog = walk_in(desk)

    dialog.resize(dialog.width(), 320)
    dialog.reason.setFocus()
    desk.settle()

    assert dialog.height() == 320
    seen = dialog.rect()
    for part in (dialog.take_in_button, dialog.cancel_button, dialog.reason):
        assert part.visibleRegion().boundingRect().height() > 0
        assert seen.contains(part.mapTo(dialog, part.rect().center()))


def test_why_a_walk_in_was_refused_is_seen_on_a_low_screen_too(desk: BoardDesk) -> None:
    dialog = walk_in(desk)
    dialog.resize(dialog.width(), 320)
    desk.settle()

    dialog.refuse(NotFound("patient"))
    desk.settle()

    assert dialog.message.visibleRegion().boundingRect().height() >= dialog.message.fontMetrics().height()


def test_a_walk_in_without_a_patient_is_pointed_at(desk: BoardDesk) -> None:
    dialog = walk_in(desk)

    dialog.take_in_button.click()
    desk.settle()

    assert dialog.isVisible()
    assert dialog.patient.patient is None
    dialog.reject()


def test_somebody_new_is_registered_within_the_walk_in(desk: BoardDesk) -> None:
    dialog = walk_in(desk)
    QTest.keyClicks(dialog.patient.search.field, "Zoe Newcomer")
    desk.settle()

    QTest.keyClick(dialog.patient.search.field, Key.Key_N, CONTROL)
    desk.settle()
    shown = dialog.register_page.isVisible()
    dialog.register_page.save_button.click()
    desk.settle()

    assert shown
    assert dialog.patient.patient is not None
    assert dialog.patient.patient.family_name == "Newcomer"
    dialog.reject()


def test_a_patient_is_asked_to_arrive_earlier_and_the_card_says_so(desk: BoardDesk) -> None:
    appointment = desk.somebody("Mia Keller", NINE_OCLOCK + timedelta(hours=1))
    desk.click(appointment)

    desk.window.commands["verb_ask-to-arrive"].trigger()
    dialog = desk.dialog(ArriveDialog)
    assert isinstance(dialog, ArriveDialog)
    dialog.at.selectAll()
    QTest.keyClicks(dialog.at, "1045")
    QTest.keyClick(dialog.at, Key.Key_Return)
    desk.settle()
    refused = dialog.at_field.problem
    dialog.at.selectAll()
    QTest.keyClicks(dialog.at, "0940")
    words = dialog.ask_button.text()
    QTest.keyClick(dialog.at, Key.Key_Return)
    desk.settle()

    assert "before the appointment" in refused
    assert words == "Ask to arrive at 09:40"
    assert desk.card(appointment).remark == "Asked for 09:40 · Booked"
    assert desk.page.panel.parts.facts.fact("asked") == "09:40"


def test_the_asked_time_is_taken_back(desk: BoardDesk) -> None:
    appointment = desk.somebody(
        "Mia Keller", NINE_OCLOCK + timedelta(hours=1), asked_to_arrive_at=NINE_OCLOCK + timedelta(minutes=40)
    )
    desk.reach(appointment)

    desk.window.commands["verb_ask-to-arrive"].trigger()
    dialog = desk.dialog(ArriveDialog)
    assert isinstance(dialog, ArriveDialog)
    dialog.withdraw_button.click()
    desk.settle()

    assert desk.clinic.stored(appointment).asked_to_arrive_at is None


def in_the_evening(desk: BoardDesk) -> None:
    desk.clinic.clock.forward(hours=9)
    desk.window.workplace.clinic.renew()
    desk.page.reload()
    desk.settle()


def test_when_the_day_is_over_a_calm_line_offers_to_close_it(desk: BoardDesk) -> None:
    desk.somebody("Mia Keller", NINE_OCLOCK + timedelta(hours=1))
    desk.arrived("Jonas Wolf", 3)
    before = desk.page.closing.isVisible()

    in_the_evening(desk)

    assert not before
    assert desk.page.closing.text == "The day is over: one patient never came, one visit was not completed."


def test_the_day_is_closed_and_one_undo_takes_it_all_back(desk: BoardDesk) -> None:
    missed = desk.somebody("Mia Keller", NINE_OCLOCK + timedelta(hours=1))
    spared = desk.somebody("Joy Adeyemi", NINE_OCLOCK + timedelta(hours=2))
    here = desk.arrived("Jonas Wolf", 3)
    in_the_evening(desk)

    desk.page.closing.close_button.click()
    dialog = desk.dialog(CloseDayDialog)
    assert isinstance(dialog, CloseDayDialog)
    desk.settle()
    all_words = dialog.close_button.text()
    ticks = {box.text(): box for box in dialog.ticks()}
    ticks["11:00 · Joy Adeyemi · Dr Okafor"].click()
    words = dialog.close_button.text()
    dialog.close_button.click()
    desk.settle()
    closed = [desk.status(one) for one in (missed, spared, here)]
    notice = desk.notice()
    desk.press(Key.Key_Z, CONTROL)

    assert (all_words, words) == ("Mark 2 as no-show, complete 1", "Mark 1 as no-show, complete 1")
    assert closed == [S.NOSHOW, S.BOOKED, S.FULFILLED]
    assert notice == "Closed the day: marked 1 as no-show, completed 1"
    assert [desk.status(one) for one in (missed, spared, here)] == [S.BOOKED, S.BOOKED, S.ARRIVED]


def test_what_could_not_be_closed_is_named_and_the_dialog_stays(desk: BoardDesk) -> None:
    missed = desk.somebody("Mia Keller", NINE_OCLOCK + timedelta(hours=1))
    in_the_evening(desk)
    desk.page.closing.close_button.click()
    dialog = desk.dialog(CloseDayDialog)
    assert isinstance(dialog, CloseDayDialog)
    desk.settle()
    desk.clinic.as_admin().waiting.check_in(missed.id, 1)

    dialog.close_button.click()
    desk.settle()

    assert dialog.isVisible()
    assert "Mia Keller: Someone else changed this appointment" in dialog.message.text
    assert dialog.close_button.text() == "Complete 1"
    dialog.reject()


def test_a_day_without_open_ends_has_nothing_to_close(desk: BoardDesk) -> None:
    desk.window.commands["close_day"].trigger()
    dialog = desk.dialog(CloseDayDialog)
    assert isinstance(dialog, CloseDayDialog)
    desk.settle()

    assert not dialog.close_button.isEnabled()
    dialog.reject()
