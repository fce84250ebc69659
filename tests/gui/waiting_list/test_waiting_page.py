"""The waiting list beside the calendar and as a page of its own."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu

from clinic_desktop.domain.queries import DayPart
from clinic_desktop.domain.waiting_list import Urgency, WaitingStatus
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.waiting_list.waiting_dialog import WaitingDialog
from clinic_desktop.gui.waiting_list.waiting_page import WaitingPage
from clinic_desktop.gui.waiting_list.waiting_section import WaitingSection
from tests.builders import NINE_OCLOCK
from tests.gui.calendar.reception_desk import Desk, Key, words_on

from .waiting_builders import click, somebody, waits

TODAY = date(2026, 11, 24)


def section_of(desk: Desk) -> WaitingSection:
    return desk.window.waiting_list.section


def shown(desk: Desk) -> list[str]:
    return [card.line.patient_name for card in section_of(desk).cards if card.isVisible() and card.line is not None]


def page_of(desk: Desk) -> WaitingPage:
    desk.press(Key.Key_6, Qt.KeyboardModifier.AltModifier)
    page = desk.window.current_page
    assert isinstance(page, WaitingPage)
    return page


def names(page: WaitingPage) -> list[str]:
    return [line.patient_name for line in page.table.rows]


def test_the_section_says_how_many_fit_a_gap_today(desk: Desk) -> None:
    waits(desk, part=DayPart.AFTERNOON)
    waits(desk, somebody(desk, "Marta"), urgency=Urgency.URGENT)
    waits(desk, somebody(desk, "Hugo"), first_day=TODAY + timedelta(days=1))

    section = section_of(desk)
    assert shown(desk) == ["Marta Silva", "Min Kim"]
    assert "2 fit a gap today" in section.fit_button.text()
    assert "All 3…" in section.all_button.text()
    assert "afternoons" in section.cards[1].accessibleName()


def test_where_nobody_fits_today_those_who_wait_are_shown(desk: Desk) -> None:
    waits(desk, first_day=TODAY + timedelta(days=1))

    assert shown(desk) == ["Min Kim"]
    assert not section_of(desk).fit_button.isVisible()


def test_an_empty_list_says_so(desk: Desk) -> None:
    desk.qtbot.waitUntil(lambda: "Nobody waits for an earlier time." in words_on(section_of(desk)))

    assert shown(desk) == []


def test_the_section_follows_what_colleagues_do_without_taking_the_focus(desk: Desk) -> None:
    entry = waits(desk)
    had_focus = QApplication.focusWidget()

    desk.clinic.as_admin().waiting_list.withdraw(entry.id, entry.version)
    desk.settle()

    assert shown(desk) == []
    assert QApplication.focusWidget() is had_focus


def test_a_card_books_today_from_its_menu(desk: Desk) -> None:
    entry = waits(desk, practitioner_ids=(desk.clinic.okafor.id,))
    card = section_of(desk).cards[0]

    card.customContextMenuRequested.emit(card.rect().center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    book = menu.actions()[0]
    assert book.text() == "Book today 09:00"
    book.trigger()
    menu.close()
    desk.settle()

    assert desk.clinic.stored(entry).status is WaitingStatus.BOOKED


def test_the_whole_list_opens_from_the_section(desk: Desk) -> None:
    waits(desk)

    click(desk, section_of(desk).fit_button)

    assert isinstance(desk.window.current_page, WaitingPage)


def test_the_page_lists_who_waits_the_most_pressing_first(desk: Desk) -> None:
    waits(desk, practitioner_ids=(desk.clinic.fischer.id,), part=DayPart.MORNING)
    waits(desk, somebody(desk, "Marta"), urgency=Urgency.URGENT)

    page = page_of(desk)

    assert names(page) == ["Marta Silva", "Min Kim"]
    cells = [page.table.index(1, column).data() for column in range(page.table.columnCount())]
    assert cells[:6] == ["Min Kim", "Consultation", "Dr Fischer", "mornings", "Sat 21 Nov · 3 days", "Routine"]


def test_chips_show_what_is_over(desk: Desk) -> None:
    waits(desk)
    waits(desk, somebody(desk, "Marta"), last_day=TODAY - timedelta(days=1))
    page = page_of(desk)
    assert names(page) == ["Min Kim"]

    click(desk, page.chips[WaitingStatus.LAPSED])

    assert names(page) == ["Marta Silva"]
    assert page.buttons["waiting_change"].text() == "Take up again…"
    assert not page.buttons["waiting_book"].isEnabled()


def test_enter_opens_the_entry(desk: Desk) -> None:
    waits(desk)
    page = page_of(desk)
    page.view.setFocus()

    desk.press(Key.Key_Return)

    (dialog,) = desk.window.findChildren(WaitingDialog)
    assert dialog.patient.patient is not None
    assert dialog.patient.patient.full_name == "Min Kim"


def test_a_key_takes_somebody_off_the_list(desk: Desk) -> None:
    entry = waits(desk)
    page = page_of(desk)
    page.view.setFocus()

    desk.press(Key.Key_Delete)

    assert desk.clinic.stored(entry).status is WaitingStatus.WITHDRAWN
    assert names(page) == []
    assert "Nobody waits" in words_on(page)


def test_book_opens_the_booking_with_the_first_time_that_suits(desk: Desk) -> None:
    entry = waits(desk, practitioner_ids=(desk.clinic.fischer.id,), part=DayPart.AFTERNOON, note="Call first")
    page = page_of(desk)

    click(desk, page.buttons["waiting_book"])
    (booking,) = desk.window.findChildren(BookingDialog)
    assert booking.form.practitioner_id == desk.clinic.fischer.id
    assert booking.form.when.instant() == NINE_OCLOCK + timedelta(hours=3)
    assert booking.form.note.text() == "Call first"
    click(desk, booking.book_button)

    assert desk.clinic.stored(entry).status is WaitingStatus.BOOKED
    assert not desk.window.findChildren(BookingDialog)


def test_the_chosen_row_stays_chosen_when_somebody_comes_before_it(desk: Desk) -> None:
    waits(desk)
    page = page_of(desk)
    assert page.chosen is not None

    waits(desk, somebody(desk, "Marta"), urgency=Urgency.ASAP)

    assert names(page) == ["Marta Silva", "Min Kim"]
    assert page.chosen.patient_name == "Min Kim"


def test_an_empty_page_offers_the_way(desk: Desk) -> None:
    page = page_of(desk)

    buttons = [b for b in page.findChildren(QAbstractButton) if b.isVisible() and "Put somebody" in b.text()]
    click(desk, buttons[-1])

    assert desk.window.findChildren(WaitingDialog)
