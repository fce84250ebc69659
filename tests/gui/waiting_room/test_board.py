"""The flow board at work: by keys, by clicks, and by carrying cards."""

from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from clinic_desktop.domain.appointments import AppointmentStatus, BookingSource
from clinic_desktop.domain.waiting_room import Urgency
from clinic_desktop.gui.booking.cancel_dialog import CancelDialog
from clinic_desktop.gui.privacy import switch as privacy
from tests.builders import NINE_OCLOCK

from .board_desk import SHIFT, BoardDesk, C, Key

S = AppointmentStatus


def test_everybody_of_the_day_stands_in_the_column_of_their_status(desk: BoardDesk) -> None:
    desk.somebody("Nadia Haddad", NINE_OCLOCK + timedelta(minutes=40))
    desk.arrived("Mia Keller", 8)
    desk.somebody("Hannah Weiss", NINE_OCLOCK + timedelta(hours=2), S.IN_ROOM, in_room_at=NINE_OCLOCK, room="Room 2")
    desk.somebody("Yusuf Demir", NINE_OCLOCK + timedelta(hours=3), S.FULFILLED)
    desk.somebody("Lucy Adams", NINE_OCLOCK + timedelta(hours=4), S.NOSHOW)
    desk.somebody("Ben Ford", NINE_OCLOCK + timedelta(hours=5), S.CANCELLED)
    desk.somebody("Tomorrow", NINE_OCLOCK + timedelta(days=1))

    assert {column: desk.names(column) for column in C} == {
        C.EXPECTED: ["Nadia Haddad"],
        C.ARRIVED: ["Mia Keller"],
        C.IN_CONSULTATION: ["Hannah Weiss"],
        C.DONE: ["Yusuf Demir"],
        C.NOT_COMING: ["Lucy Adams", "Ben Ford"],
    }
    assert desk.page.view.columns[C.NOT_COMING].count_text == "2"


def test_a_card_says_when_with_whom_where_and_what_to_know(desk: BoardDesk) -> None:
    inside = desk.somebody("Hannah Weiss", NINE_OCLOCK, S.IN_ROOM, in_room_at=NINE_OCLOCK, room="Room 2", ticket=4)
    desk.clinic.clock.forward(minutes=24)
    waiting = desk.arrived("Peter Pan", 21, ticket=7)
    late = desk.somebody("Joy Adeyemi", NINE_OCLOCK + timedelta(minutes=20))

    assert (desk.card(inside).at, desk.card(inside).where) == ("09:00", "Dr Okafor · Room 2")
    assert desk.card(inside).clock_text == "24 of 20 min"
    assert (desk.card(waiting).remark, desk.card(waiting).clock_text) == ("Next", "21 min")
    assert "Ticket 7" in desk.card(waiting).tip
    assert (desk.card(late).remark, desk.card(late).clock_text) == ("Booked", "4 min late")


def test_the_clocks_run_on_by_the_minute_and_take_the_colour_of_the_clinics_limits(desk: BoardDesk) -> None:
    waiting = desk.arrived("Mia Keller", 9)
    urgencies = []

    for minutes in (0, 1, 10):
        desk.clinic.clock.forward(minutes=minutes)
        desk.page.minutes.passed.emit()
        desk.settle()
        counted = desk.card(waiting).clock
        assert counted is not None
        urgencies.append(counted.urgency)

    assert urgencies == [Urgency.CALM, Urgency.MIND, Urgency.OVER]
    assert "longer than agreed" in desk.card(waiting).tip


def test_the_line_stands_in_the_order_in_which_they_will_be_called(desk: BoardDesk) -> None:
    desk.arrived("Walked In", 5, source=BookingSource.WALK_IN)
    desk.arrived("On Time", 12, NINE_OCLOCK - timedelta(minutes=10))
    desk.arrived("Too Early", 30, NINE_OCLOCK + timedelta(minutes=30))

    assert desk.names(C.ARRIVED) == ["On Time", "Walked In", "Too Early"]
    assert [card.remark for card in desk.cards(C.ARRIVED)] == [
        "Next",
        "2nd in line · about 09:20 · walk-in",
        "3rd in line · about 09:40",
    ]


def test_a_patient_goes_all_the_way_by_keys_and_the_card_stays_chosen(desk: BoardDesk) -> None:
    appointment = desk.somebody("Mia Keller")
    desk.reach(appointment)

    columns = []
    for key in (Key.Key_F5, Key.Key_F7, Key.Key_F8):
        desk.press(key)
        columns.append(desk.column_of(appointment))

    assert columns == [C.ARRIVED, C.IN_CONSULTATION, C.DONE]
    assert desk.page.view.chosen == appointment.id
    assert desk.shown(C.DONE).hasFocus()


def test_shift_and_the_arrows_go_a_step_on_and_back_with_the_clock_restored(desk: BoardDesk) -> None:
    appointment = desk.somebody("Mia Keller")
    desk.reach(appointment)
    desk.press(Key.Key_Right, SHIFT)
    arrived_at = desk.clinic.stored(appointment).arrived_at
    desk.clinic.clock.forward(minutes=5)
    desk.press(Key.Key_Right, SHIFT)
    inside = desk.status(appointment)

    desk.press(Key.Key_Left, SHIFT)
    back = desk.clinic.stored(appointment)
    desk.press(Key.Key_Left, SHIFT)

    assert inside is S.IN_ROOM
    assert (back.status, back.arrived_at, back.in_room_at) == (S.ARRIVED, arrived_at, None)
    assert desk.status(appointment) is S.BOOKED


def test_a_colleagues_step_is_not_taken_back_but_told(desk: BoardDesk) -> None:
    appointment = desk.somebody("Mia Keller")
    desk.clinic.as_admin().waiting.check_in(appointment.id, 1)
    desk.settle()
    desk.reach(appointment)

    desk.press(Key.Key_Left, SHIFT)

    assert desk.status(appointment) is S.ARRIVED
    assert "Sam Ortiz" in desk.notice()


def test_the_arrows_walk_cards_and_columns(desk: BoardDesk) -> None:
    first, second = desk.somebody("First"), desk.somebody("Second", NINE_OCLOCK + timedelta(hours=2))
    done = desk.somebody("Done", NINE_OCLOCK + timedelta(hours=3), S.FULFILLED)
    desk.reach(first)
    walked = []

    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Left):
        desk.press(key)
        walked.append(desk.page.view.chosen)

    assert walked == [second.id, done.id, first.id]


def test_enter_opens_the_patient_beside_the_board_and_escape_closes(desk: BoardDesk) -> None:
    desk.reach(desk.somebody("Mia Keller"))
    closed = desk.page.right_side()

    desk.press(Key.Key_Return)
    opened = desk.page.panel.isVisible()
    desk.press(Key.Key_Escape)

    assert closed is None
    assert opened
    assert not desk.page.panel.isVisible()
    assert desk.shown(C.EXPECTED).hasFocus()


def test_a_click_chooses_and_the_panels_button_takes_the_step(desk: BoardDesk) -> None:
    appointment = desk.somebody("Mia Keller")

    desk.click(appointment)
    desk.page.panel.parts.buttons.findChildren(type(desk.page.panel.parts.book_button))[0].click()
    desk.settle()

    assert desk.status(appointment) is S.ARRIVED
    assert desk.page.panel.line is not None


def test_a_card_is_carried_to_the_next_column(desk: BoardDesk) -> None:
    appointment = desk.somebody("Mia Keller")

    desk.drag(appointment, C.ARRIVED)
    arrived = desk.status(appointment)
    desk.drag(appointment, C.IN_CONSULTATION)

    assert arrived is S.ARRIVED
    assert desk.status(appointment) is S.IN_ROOM
    assert desk.page.view.carried is None


def test_only_columns_that_the_status_allows_light_up(desk: BoardDesk) -> None:
    appointment = desk.somebody("Mia Keller")

    shown = desk.take_up(appointment, C.ARRIVED)
    lit = [column for column, view in desk.page.view.columns.items() if view.is_lit]
    carried = desk.page.view.carried
    words = "" if carried is None else carried.words
    QTest.mouseRelease(shown.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 500))
    desk.settle()

    assert lit == [C.ARRIVED, C.NOT_COMING]
    assert words == "Check in"


def test_a_forbidden_place_says_why_and_changes_nothing(desk: BoardDesk) -> None:
    appointment = desk.somebody("Mia Keller")

    desk.drag(appointment, C.DONE)

    assert desk.clinic.stored(appointment) == appointment
    assert desk.notice() == "Mia Keller has not arrived. Check the patient in first."


def test_escape_lets_a_carried_card_go_back(desk: BoardDesk) -> None:
    appointment = desk.somebody("Mia Keller")
    shown = desk.take_up(appointment, C.ARRIVED)

    QTest.keyClick(shown, Key.Key_Escape)
    QTest.mouseRelease(shown.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(400, 100))
    desk.settle()

    assert desk.status(appointment) is S.BOOKED
    assert desk.page.view.carried is None


def test_a_card_carried_back_takes_the_step_back(desk: BoardDesk) -> None:
    appointment = desk.somebody("Mia Keller")
    desk.drag(appointment, C.ARRIVED)

    desk.drag(appointment, C.EXPECTED)

    assert desk.clinic.stored(appointment).arrived_at is None
    assert desk.status(appointment) is S.BOOKED


def test_control_z_takes_a_carried_card_back(desk: BoardDesk) -> None:
    appointment = desk.somebody("Mia Keller")
    desk.drag(appointment, C.ARRIVED)

    desk.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert (desk.status(appointment), desk.clinic.stored(appointment).ticket) == (S.BOOKED, None)


def test_what_a_colleague_does_leaves_scroll_and_choice_and_flashes(desk: BoardDesk) -> None:
    booked = [desk.somebody(f"Patient {n:02}", NINE_OCLOCK + timedelta(minutes=20 * n)) for n in range(1, 20)]
    desk.reach(booked[9])
    bar = desk.shown(C.EXPECTED).verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    shown = desk.shown(C.EXPECTED)
    before = shown.visualRect(shown.cards.index_of(booked[9].id)).top()

    desk.clinic.as_admin().waiting.check_in(booked[0].id, 1)
    desk.settle()

    assert desk.page.view.chosen == booked[9].id
    assert shown.visualRect(shown.cards.index_of(booked[9].id)).top() == before
    assert booked[0].id in desk.page.view.flashes


def test_the_delete_key_asks_who_cancels(desk: BoardDesk) -> None:
    desk.reach(desk.somebody("Mia Keller"))

    desk.press(Key.Key_Delete)

    desk.dialog(CancelDialog).close()


def test_the_menu_offers_what_the_status_allows_and_the_step_back(desk: BoardDesk) -> None:
    appointment = desk.arrived("Mia Keller", 3)
    shown, place = desk.place(appointment)

    QTest.mouseClick(shown.viewport(), Qt.MouseButton.RightButton, pos=place)
    shown.menu_wanted.emit(shown.viewport().mapToGlobal(place))
    desk.reach(appointment)
    shown.menu_wanted.emit(shown.viewport().mapToGlobal(place))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions() if action.text()]
    menu.close()

    assert words == ["Send to room", "Move…", "Take the last step &back"]


def test_a_doctors_chip_leaves_only_their_patients(desk: BoardDesk) -> None:
    okafors = desk.arrived("Okafor's Patient", 25, NINE_OCLOCK - timedelta(minutes=25))
    desk.arrived("Fischer's Patient", 3, practitioner_id=desk.clinic.fischer.id)
    chip = desk.page.chips.chip(desk.clinic.okafor.id)

    chip.click()
    only = desk.names(C.ARRIVED)
    chip.click()

    assert only == [desk.card(okafors).name]
    assert len(desk.names(C.ARRIVED)) == 2
    assert "25 min late" in chip.accessibleName()
    assert "Next: Okafor's Patient" in chip.accessibleName()


def test_the_privacy_key_leaves_initials_on_every_card_and_chip(desk: BoardDesk) -> None:
    appointment = desk.arrived("Mia Keller", 3)

    desk.press(Key.Key_F12)
    name, chip = desk.card(appointment).name, desk.page.chips.chip(desk.clinic.okafor.id).accessibleName()
    spoken = desk.shown(C.ARRIVED).cards.index(0).data()
    privacy().set_on(False)

    assert name == "M. K."
    assert "Keller" not in chip
    assert "Keller" not in str(spoken)


def test_other_days_are_looked_at_without_clocks_and_without_steps(desk: BoardDesk) -> None:
    yesterdays = desk.somebody("Yesterday", NINE_OCLOCK - timedelta(days=1))
    tomorrows = desk.somebody("Tomorrow", NINE_OCLOCK + timedelta(days=1))

    desk.page.step_days(1)
    desk.settle()
    shown = desk.names(C.EXPECTED)
    desk.drag(tomorrows, C.ARRIVED)
    desk.page.step_days(-2)
    desk.settle()

    assert shown == ["Tomorrow"]
    assert desk.notice() == "Only the cards of today can be moved."
    assert desk.status(tomorrows) is S.BOOKED
    assert desk.card(yesterdays).clock is None


def test_a_wait_is_counted_by_one_clock_that_stops_when_nobody_looks(desk: BoardDesk) -> None:
    running = desk.page.minutes.is_running
    page = desk.page

    page.hide()

    assert running
    assert not page.minutes.is_running


def test_a_patient_who_is_looked_up_is_shown_by_their_card(desk: BoardDesk) -> None:
    appointment = desk.somebody("Mia Keller")
    desk.press(Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    search = desk.window.search

    QTest.keyClicks(search.field, "keller")
    desk.qtbot.waitUntil(lambda: search.model.rowCount() > 1)
    desk.settle()
    QTest.keyClick(search.field, Key.Key_Return)
    desk.settle()

    assert desk.page.view.chosen == appointment.id
    assert desk.page.panel.isVisible()


def test_a_patient_without_an_appointment_today_stands_beside_the_board(desk: BoardDesk) -> None:
    desk.page.show_patient(desk.clinic.kim.id)
    desk.settle()

    assert desk.page.panel.isVisible()
    assert desk.page.panel.patient_id == desk.clinic.kim.id
    assert desk.page.view.chosen is None


def test_the_row_of_views_marks_the_waiting_room_and_leads_back(desk: BoardDesk) -> None:
    marked = desk.window.views.buttons.current

    desk.press(Key.Key_1, Qt.KeyboardModifier.AltModifier)
    gone = desk.window.current_page is desk.window.calendar
    desk.press(Key.Key_5, Qt.KeyboardModifier.AltModifier)

    assert marked == "waiting_room"
    assert gone
    assert desk.page.isVisible()
