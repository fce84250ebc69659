"""Whoever waits is dragged from the list beside the calendar onto free time, and is booked there."""

from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.fitting import Fit
from clinic_desktop.domain.waiting_list import WaitingStatus
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.waiting_list.waiting_card import WaitingCard
from clinic_desktop.gui.waiting_list.waiting_dialog import WaitingDialog
from tests.builders import NINE_OCLOCK
from tests.gui.calendar.drag_hands import drag_to, let_go, press
from tests.gui.calendar.reception_desk import Desk, Key, booked, words_on

from .waiting_builders import waits

TEN, ELEVEN = NINE_OCLOCK + timedelta(hours=1), NINE_OCLOCK + timedelta(hours=2)


def card_of(desk: Desk) -> WaitingCard:
    return next(card for card in desk.window.waiting_list.section.cards if card.isVisible())


def place_on(desk: Desk, card: WaitingCard, at: QPoint) -> QPoint:
    return card.mapFromGlobal(desk.page.view.viewport().mapToGlobal(at))


def carry(desk: Desk, at: QPoint) -> tuple[WaitingCard, QPoint]:
    """Take the first card up and hold it over a place of the calendar."""
    card = card_of(desk)
    start, target = card.rect().center(), place_on(desk, card, at)
    press(card, start)
    drag_to(card, start + QPoint(30, 0), target)
    return card, target


def test_who_is_let_go_on_free_time_is_booked_there(desk: Desk) -> None:
    entry = waits(desk)

    card, target = carry(desk, desk.place_of(ELEVEN, column=1))
    ghost = desk.page.view.ghost
    let_go(card, target)
    desk.settle()

    assert ghost is not None
    assert (ghost.title, ghost.verdict.fit) == ("Min Kim", Fit.FITS)
    stored = desk.clinic.stored(entry)
    assert stored.status is WaitingStatus.BOOKED
    assert stored.booked_id is not None
    line = desk.clinic.as_admin().scheduling.open(stored.booked_id).line
    assert (line.starts_at, line.practitioner_id) == (ELEVEN, desk.clinic.fischer.id)
    assert desk.page.views.chosen() == line.id
    assert desk.window.notices.notice is not None
    assert "Booked Min Kim from the waiting list" in desk.window.notices.notice.text


def test_undo_puts_them_back_on_the_list(desk: Desk) -> None:
    entry = waits(desk)
    card, target = carry(desk, desk.place_of(ELEVEN))
    let_go(card, target)
    desk.settle()

    desk.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert desk.clinic.stored(entry).status is WaitingStatus.WAITING


def test_the_later_appointment_is_in_nobodys_way_and_goes_back(desk: Desk) -> None:
    later = booked(desk, ELEVEN, patient_id=desk.clinic.kim.id)
    waits(desk, appointment_id=later.id)

    card, target = carry(desk, desk.place_of(ELEVEN - timedelta(minutes=15)))
    ghost = desk.page.view.ghost
    let_go(card, target)
    desk.settle()

    assert ghost is not None
    assert ghost.fits
    assert desk.clinic.stored(later).status is AppointmentStatus.CANCELLED


def test_taken_time_says_so_and_opens_the_booking_with_the_reason(desk: Desk) -> None:
    booked(desk, TEN)
    entry = waits(desk)

    card, target = carry(desk, desk.place_of(TEN))
    ghost = desk.page.view.ghost
    let_go(card, target)
    desk.settle()

    assert ghost is not None
    assert ghost.verdict.fit is Fit.TAKEN
    dialog = desk.dialog(BookingDialog)
    assert isinstance(dialog, BookingDialog)
    assert dialog.patient.patient is not None
    assert dialog.patient.patient.id == desk.clinic.kim.id
    assert dialog.refusal.isVisible()
    assert "10:00" in words_on(dialog.refusal)
    assert desk.clinic.stored(entry).status is WaitingStatus.WAITING


def test_esc_takes_it_back(desk: Desk) -> None:
    entry = waits(desk)
    card, target = carry(desk, desk.place_of(ELEVEN))

    QTest.keyClick(card, Key.Key_Escape)
    let_go(card, target)
    desk.settle()

    assert not desk.page.view.is_dragging
    assert desk.clinic.stored(entry).status is WaitingStatus.WAITING
    assert not desk.window.findChildren(WaitingDialog)


def test_let_go_beside_the_calendar_nothing_happens(desk: Desk) -> None:
    entry = waits(desk)
    card = card_of(desk)
    start = card.rect().center()

    press(card, start)
    drag_to(card, start + QPoint(30, 0))
    let_go(card, start + QPoint(30, 0))
    desk.settle()

    assert desk.clinic.stored(entry).status is WaitingStatus.WAITING
    assert not desk.window.findChildren(WaitingDialog)
    assert not card.isDown()


def test_a_click_still_opens_the_entry(desk: Desk) -> None:
    waits(desk)

    QTest.mouseClick(card_of(desk), Qt.MouseButton.LeftButton)
    desk.settle()

    assert desk.dialog(WaitingDialog).isVisible()


def test_by_key_they_are_booked_where_the_calendars_keyboard_stands(desk: Desk) -> None:
    entry = waits(desk)
    desk.page.view.setFocus()
    for _ in range(4):
        desk.press(Key.Key_Down)
    slot = desk.page.view.keyboard_slot()
    assert slot is not None

    card = card_of(desk)
    card.setFocus()
    middle = card.rect().center()
    by_key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, card.mapToGlobal(middle))
    QApplication.sendEvent(card, by_key)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(each for each in menu.actions() if "keyboard stands" in each.text())
    menu.setActiveAction(action)
    QTest.keyClick(menu, Key.Key_Return)
    desk.settle()

    stored = desk.clinic.stored(entry)
    assert stored.booked_id is not None
    line = desk.clinic.as_admin().scheduling.open(stored.booked_id).line
    assert (line.starts_at, line.practitioner_id) == (slot.starts_at, slot.practitioner_id)
