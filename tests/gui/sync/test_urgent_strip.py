"""A double booking within a day stands at the foot of every window until somebody has settled it."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from clinic_desktop.domain.decisions import WayOut
from clinic_desktop.exchange.demo.other_desk import OtherDesk
from clinic_desktop.gui import privacy
from clinic_desktop.gui.sync.decisions_page import DecisionsPage
from tests.gui.calendar.reception_desk import Desk, booked, words_on

from .scenes import AT_ELEVEN, TEN_TO_NINE, booked_twice, changed_twice, decisions, only_card


def click(desk: Desk, button: QAbstractButton) -> None:
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.settle()


def test_it_comes_by_itself_and_takes_nobody_the_keyboard(desk: Desk, far: OtherDesk) -> None:
    strip = desk.window.urgent
    assert not strip.isVisible()
    had_focus = QApplication.focusWidget()

    booked_twice(desk, far)

    assert strip.isVisible()
    words = words_on(strip)
    assert "A double booking within a day needs a decision" in words
    assert "Two patients hold Dr Okafor, today 11:00–11:30: Peter Novak and Min Kim" in words
    assert QApplication.focusWidget() is had_focus


def test_it_leads_to_the_conflict_desk(desk: Desk, far: OtherDesk) -> None:
    booked_twice(desk, far)

    click(desk, desk.window.urgent.decide_button)

    assert isinstance(desk.window.current_page, DecisionsPage)


def test_it_may_be_folded_but_never_goes(desk: Desk, far: OtherDesk) -> None:
    booked_twice(desk, far)
    strip = desk.window.urgent
    whole = strip.height()

    click(desk, strip.fold_button)
    assert strip.isVisible()
    assert strip.height() < whole
    assert "Min Kim" not in words_on(strip)
    click(desk, strip.fold_button)

    assert "Min Kim" in words_on(strip)


def test_another_double_booking_unfolds_it(desk: Desk, far: OtherDesk) -> None:
    booked_twice(desk, far)
    strip = desk.window.urgent
    click(desk, strip.fold_button)

    another = booked(desk, AT_ELEVEN + timedelta(hours=3))
    far.book_over(another.id, desk.clinic.kim.id, by="Rosa Lopez", at=TEN_TO_NINE)
    desk.settle()

    assert not strip.is_folded
    assert "2 double bookings within a day need a decision" in words_on(strip)


def test_it_goes_once_it_is_settled_and_comes_back_with_undo(desk: Desk, far: OtherDesk) -> None:
    booked_twice(desk, far)
    page = decisions(desk)
    click(desk, only_card(page).buttons[WayOut.MOVE_TO_NEXT])
    assert not desk.window.urgent.isVisible()

    desk.window.commands["undo"].trigger()
    desk.settle()

    assert desk.window.urgent.isVisible()


def test_one_that_is_far_ahead_or_no_double_booking_shows_none(desk: Desk, far: OtherDesk) -> None:
    changed_twice(desk, far)
    ahead = booked(desk, AT_ELEVEN + timedelta(days=3))
    far.book_over(ahead.id, desk.clinic.kim.id, by="Rosa Lopez", at=TEN_TO_NINE)
    desk.settle()

    assert not desk.window.urgent.isVisible()


def test_initials_stand_on_it_while_names_are_hidden(desk: Desk, far: OtherDesk) -> None:
    booked_twice(desk, far)

    privacy.switch().set_on(True)
    desk.settle()

    assert "P. N. and M. K." in words_on(desk.window.urgent)
