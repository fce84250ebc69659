"""Time that comes free shows at once who could take it, and one click books them."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.waiting_list import Urgency, WaitingStatus
from clinic_desktop.gui import privacy
from clinic_desktop.gui.waiting_list.gap_card import GapCard
from clinic_desktop.gui.waiting_list.gap_strip import GapStrip
from tests.builders import NINE_OCLOCK
from tests.gui.calendar.reception_desk import Desk, Key, booked, words_on

from .waiting_builders import cancelled, click, somebody, waits

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def gap(desk: Desk) -> Appointment:
    """Peter Novak at eleven, the rest of Dr Okafor's day taken; Dr Fischer has none."""
    booked(desk, NINE_OCLOCK, minutes=120)
    booked(desk, NINE_OCLOCK + timedelta(hours=2, minutes=30), minutes=330)
    return booked(desk, NINE_OCLOCK + timedelta(hours=2))


def card_of(desk: Desk) -> GapCard:
    return desk.window.waiting_list.card


def test_a_cancellation_by_anyone_shows_who_could_take_the_time(desk: Desk, gap: Appointment) -> None:
    waits(desk, somebody(desk, "Marta"))
    waits(desk, urgency=Urgency.URGENT)
    had_focus = QApplication.focusWidget()

    cancelled(desk, gap)

    card = card_of(desk)
    assert card.isVisible()
    assert "2 people could take today 11:00–11:30 with Dr Okafor" in words_on(card)
    rows = [row.candidate.line.patient_name for row in card.rows if row.isVisible() and row.candidate is not None]
    assert rows == ["Min Kim", "Marta Silva"]
    assert "+49 30 901821" in words_on(card)
    assert "urgent · waiting 3 days" in words_on(card)
    assert QApplication.focusWidget() is had_focus


def test_time_that_nobody_waits_for_shows_nothing(desk: Desk, gap: Appointment) -> None:
    waits(desk, practitioner_ids=(desk.clinic.fischer.id,))

    cancelled(desk, gap)

    assert not desk.window.waiting_list.watch.offers


def test_one_click_books_and_the_later_time_goes_back(desk: Desk, gap: Appointment) -> None:
    later = booked(desk, NINE_OCLOCK + timedelta(days=9), patient_id=desk.clinic.kim.id)
    entry = waits(desk, appointment_id=later.id)
    cancelled(desk, gap)
    button = card_of(desk).rows[0].book_button
    assert "Thu 3 Dec 09:00 goes back" in button.toolTip()

    click(desk, button)

    assert desk.clinic.stored(entry).status is WaitingStatus.BOOKED
    assert desk.clinic.stored(later).status is AppointmentStatus.CANCELLED
    assert not card_of(desk).isVisible()
    notice = desk.window.notices.notice
    assert notice is not None
    assert notice.text == "Booked Min Kim from the waiting list, Tue 24 Nov 11:00 · Dr Okafor"
    assert desk.page.view.hasFocus()


def test_undo_takes_the_booking_and_the_giving_back_away(desk: Desk, gap: Appointment) -> None:
    later = booked(desk, NINE_OCLOCK + timedelta(days=9), patient_id=desk.clinic.kim.id)
    entry = waits(desk, appointment_id=later.id)
    cancelled(desk, gap)
    click(desk, card_of(desk).rows[0].book_button)

    desk.page.view.setFocus()
    desk.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert desk.clinic.stored(entry).status is WaitingStatus.WAITING
    assert desk.clinic.stored(later).status is AppointmentStatus.BOOKED


def test_what_goes_back_is_offered_to_others(desk: Desk, gap: Appointment) -> None:
    # Min Kim's later time lies in an afternoon that Marta Silva could come in.
    later = booked(desk, NINE_OCLOCK + timedelta(days=1), patient_id=desk.clinic.kim.id)
    waits(desk, appointment_id=later.id, urgency=Urgency.URGENT)
    waits(desk, somebody(desk, "Marta"), first_day=(NINE_OCLOCK + timedelta(days=1)).date())
    cancelled(desk, gap)

    click(desk, card_of(desk).rows[0].book_button)

    assert "1 person could take tomorrow 09:00–09:30 with Dr Okafor" in words_on(card_of(desk))


def test_the_card_is_reached_by_key_and_put_away_by_esc(desk: Desk, gap: Appointment) -> None:
    waits(desk)
    cancelled(desk, gap)

    desk.press(Key.Key_G, CONTROL_SHIFT)
    assert QApplication.focusWidget() is card_of(desk).rows[0].book_button
    desk.press(Key.Key_Escape)

    assert not card_of(desk).isVisible()
    assert desk.page.view.hasFocus()


def test_enter_on_the_button_books_by_keyboard_alone(desk: Desk, gap: Appointment) -> None:
    entry = waits(desk)
    cancelled(desk, gap)

    desk.press(Key.Key_G, CONTROL_SHIFT)
    desk.press(Key.Key_Return)

    assert desk.clinic.stored(entry).status is WaitingStatus.BOOKED


def test_several_gaps_queue_up_and_the_latest_comes_first(desk: Desk, gap: Appointment) -> None:
    other = booked(desk, NINE_OCLOCK + timedelta(days=1, hours=2))
    waits(desk)
    cancelled(desk, gap)
    cancelled(desk, other)
    card = card_of(desk)
    assert "tomorrow 11:00" in words_on(card)

    click(desk, card.next_button)
    assert "today 11:00" in words_on(card)
    click(desk, card.close_button)

    assert "tomorrow 11:00" in words_on(card)
    assert not card.next_button.isVisible()


def test_on_another_page_a_gap_is_one_line_at_the_foot_until_it_is_asked_for(desk: Desk, gap: Appointment) -> None:
    waits(desk)
    cancelled(desk, gap)
    card = card_of(desk)
    (strip,) = desk.window.findChildren(GapStrip)
    assert card.isVisible()
    assert not strip.isVisible()

    desk.press(Key.Key_7, Qt.KeyboardModifier.AltModifier)
    assert not card.isVisible()
    assert "1 person could take today 11:00–11:30 with Dr Okafor" in words_on(strip)

    click(desk, strip.show_button)
    assert card.isVisible()
    assert not strip.isVisible()


def test_the_next_gap_is_shown_whole_again(desk: Desk, gap: Appointment) -> None:
    other = booked(desk, NINE_OCLOCK + timedelta(days=1, hours=2))
    waits(desk)
    cancelled(desk, gap)
    desk.press(Key.Key_7, Qt.KeyboardModifier.AltModifier)
    (strip,) = desk.window.findChildren(GapStrip)

    cancelled(desk, other)

    assert "tomorrow 11:00" in words_on(card_of(desk))
    assert card_of(desk).isVisible()
    assert not strip.isVisible()


def test_a_gap_that_a_colleague_fills_goes(desk: Desk, gap: Appointment) -> None:
    waits(desk)
    cancelled(desk, gap)
    assert card_of(desk).isVisible()

    booked(desk, gap.starts_at)

    assert not card_of(desk).isVisible()


def test_somebody_who_was_booked_meanwhile_is_refused_with_a_sentence(desk: Desk, gap: Appointment) -> None:
    entry = waits(desk)
    waits(desk, somebody(desk, "Marta"))
    cancelled(desk, gap)
    card = card_of(desk)
    stale = card.rows[0].candidate
    assert stale is not None
    desk.clinic.as_admin().waiting_list.withdraw(entry.id, entry.version)

    card.rows[0].booking_wanted.emit(stale)
    desk.settle()

    assert "Someone else changed this waiting list entry" in words_on(card)
    assert [row.candidate.line.patient_name for row in card.rows if row.isVisible() and row.candidate] == [
        "Marta Silva"
    ]


def test_an_undo_is_no_gap(desk: Desk) -> None:
    waits(desk)
    appointment = booked(desk, NINE_OCLOCK + timedelta(hours=2))
    desk.choose(appointment)
    desk.page.verbs.move_to(desk.line(appointment), NINE_OCLOCK + timedelta(hours=3))  # type: ignore[arg-type]
    desk.settle()
    desk.window.waiting_list.watch.dismiss(desk.window.waiting_list.watch.offers[0].gap)

    desk.page.view.setFocus()
    desk.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert desk.clinic.stored(appointment).starts_at == appointment.starts_at
    assert not desk.window.waiting_list.watch.offers


def test_the_privacy_key_hides_names_and_numbers(desk: Desk, gap: Appointment) -> None:
    waits(desk, somebody(desk, "Marta"))
    cancelled(desk, gap)

    privacy.switch().set_on(True)
    try:
        words = words_on(card_of(desk))
        section = desk.window.waiting_list.section.cards[0].accessibleName()
    finally:
        privacy.switch().set_on(False)

    assert "Silva" not in words
    assert "901821" not in words
    assert "Silva" not in section


def test_the_card_stands_in_front_of_another_page_where_it_is_asked_for(desk: Desk, gap: Appointment) -> None:
    waits(desk)
    cancelled(desk, gap)
    card = card_of(desk)

    desk.press(Key.Key_6, Qt.KeyboardModifier.AltModifier)
    desk.press(Key.Key_G, CONTROL_SHIFT)

    middle = card.mapTo(desk.window, card.rows[0].book_button.geometry().center())
    assert card.isAncestorOf(desk.window.childAt(middle))  # type: ignore[arg-type] # something is there


def test_what_a_minute_does_to_a_gap_is_seen(desk: Desk, gap: Appointment) -> None:
    waits(desk)
    cancelled(desk, gap)
    assert card_of(desk).isVisible()

    desk.clinic.clock.forward(hours=3, minutes=30)
    desk.page.minute_passed.emit()
    desk.settle()

    assert not card_of(desk).isVisible()


def test_the_notice_keeps_the_name_to_itself_while_the_privacy_key_holds(desk: Desk, gap: Appointment) -> None:
    waits(desk)
    cancelled(desk, gap)

    privacy.switch().set_on(True)
    try:
        click(desk, card_of(desk).rows[0].book_button)
    finally:
        privacy.switch().set_on(False)

    notice = desk.window.notices.notice
    assert notice is not None
    assert notice.text.startswith("Booked M. K. from the waiting list")
