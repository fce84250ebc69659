"""Blocks and holds on the day: drawn, told, set from a span, changed and taken away."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from clinic_desktop.domain.availability import AvailabilityException, ExceptionKind
from clinic_desktop.domain.holds import Hold
from clinic_desktop.domain.queries import ExceptionDraft
from clinic_desktop.gui.actions import plain
from clinic_desktop.gui.booking.block_dialog import BlockDialog
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from tests.builders import NINE_OCLOCK

from .day_hands import rest_on
from .reception_desk import Desk, booked, button_of, words_on

CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
ELEVEN = NINE_OCLOCK + timedelta(hours=2)


def a_block(
    desk: Desk, starts: time = time(11), ends: time = time(12), *, day: date | None = None
) -> AvailabilityException:
    """Dr Okafor's team meeting on the shown day, set by somebody else; the window has heard of it."""
    today = day or desk.page.day
    made = desk.clinic.as_admin().hours.add_exception(
        ExceptionDraft(
            practitioner_id=desk.clinic.okafor.id,
            first_day=today,
            last_day=today,
            kind=ExceptionKind.REMOVES,
            starts=starts,
            ends=ends,
            reason="Team meeting",
        )
    )
    desk.settle()
    return made


def blocks(desk: Desk) -> list[AvailabilityException]:
    with desk.clinic.database.reading() as reading:
        return reading.where(AvailabilityException)


def menu_at(desk: Desk, place: QPoint) -> QMenu:
    sheet = desk.page.view.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, sheet.mapToGlobal(place))
    QApplication.sendEvent(sheet, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose_in(menu: QMenu, words: str) -> None:
    """Take an entry of an open menu as a click does."""
    action = next(action for action in menu.actions() if plain(action.text()).startswith(words))
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def click_free(desk: Desk, place: QPoint) -> None:
    QTest.mouseClick(desk.page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.settle()


def test_a_span_is_blocked_by_key_with_its_reason(desk: Desk) -> None:
    click_free(desk, desk.place_of(ELEVEN))
    desk.press(Key.Key_B, CONTROL)
    dialog = desk.dialog(BlockDialog)
    assert isinstance(dialog, BlockDialog)
    assert (dialog.day.text(), dialog.starts.text()) == ("Today", "11:00")
    dialog.ends.setFocus()
    dialog.ends.selectAll()
    QTest.keyClicks(dialog.ends, "12")
    QTest.keyClicks(dialog.reason, "Lunch talk")

    assert dialog.block_button.text() == "Block 11:00–12:00"
    QTest.mouseClick(dialog.block_button, Qt.MouseButton.LeftButton)
    desk.settle()

    (block,) = blocks(desk)
    assert (block.practitioner_id, block.starts, block.ends, block.reason) == (
        desk.clinic.okafor.id,
        time(11),
        time(12),
        "Lunch talk",
    )
    assert desk.page.view.kept_at(0, 11 * 60) is not None
    assert "Undo" in words_on(desk.window.notices)


def test_a_block_needs_its_reason_and_an_end_after_its_start(desk: Desk) -> None:
    click_free(desk, desk.place_of(ELEVEN))
    desk.press(Key.Key_B, CONTROL)
    dialog = desk.dialog(BlockDialog)
    assert isinstance(dialog, BlockDialog)

    QTest.mouseClick(dialog.block_button, Qt.MouseButton.LeftButton)
    assert dialog.reason_field.problem
    QTest.keyClicks(dialog.reason, "Lunch talk")
    dialog.ends.setFocus()
    dialog.ends.selectAll()
    QTest.keyClicks(dialog.ends, "9")
    QTest.mouseClick(dialog.block_button, Qt.MouseButton.LeftButton)
    desk.settle()

    assert dialog.isVisible()
    assert "is not after the start" in dialog.ends_field.problem
    assert blocks(desk) == []
    dialog.reject()


def test_booked_appointments_in_the_way_are_shown_before_anything_is_stored(desk: Desk) -> None:
    booked(desk, ELEVEN + timedelta(minutes=30))
    click_free(desk, desk.place_of(ELEVEN))
    desk.press(Key.Key_B, CONTROL)
    dialog = desk.dialog(BlockDialog)
    assert isinstance(dialog, BlockDialog)
    dialog.ends.setFocus()
    dialog.ends.selectAll()
    QTest.keyClicks(dialog.ends, "12")
    QTest.keyClicks(dialog.reason, "Lunch talk")
    QTest.mouseClick(dialog.block_button, Qt.MouseButton.LeftButton)
    desk.settle()
    question = desk.dialog(AskDialog)
    assert isinstance(question, AskDialog)
    assert "Peter Novak" in question.list.model().index(0, 0).data()
    assert blocks(desk) == []

    QTest.mouseClick(question.do_button, Qt.MouseButton.LeftButton)
    desk.settle()

    assert [block.reason for block in blocks(desk)] == ["Lunch talk"]


def test_a_block_is_told_to_the_keyboard_and_under_the_pointer(desk: Desk) -> None:
    a_block(desk)
    view = desk.page.view

    click_free(desk, desk.place_of(ELEVEN + timedelta(minutes=15)))
    rest_on(view, desk.place_of(ELEVEN + timedelta(minutes=15)))  # type: ignore[arg-type] # a day's view

    assert view.current_words() == "11:15–11:30, Team meeting, Dr Amara Okafor"
    card = view._card
    assert "Team meeting" in words_on(card)
    assert "11:00–12:00" in words_on(card)


def test_the_menu_on_a_block_changes_it_and_takes_it_away(desk: Desk) -> None:
    block = a_block(desk)
    place = desk.place_of(ELEVEN + timedelta(minutes=15))
    choose_in(menu_at(desk, place), "Change “Team meeting”")
    desk.settle()
    dialog = desk.dialog(BlockDialog)
    assert isinstance(dialog, BlockDialog)
    assert (dialog.starts.text(), dialog.ends.text(), dialog.reason.text()) == ("11:00", "12:00", "Team meeting")
    dialog.ends.setFocus()
    dialog.ends.selectAll()
    QTest.keyClicks(dialog.ends, "1130")
    QTest.mouseClick(dialog.block_button, Qt.MouseButton.LeftButton)
    desk.settle()
    (changed,) = blocks(desk)
    assert (changed.id, changed.ends, changed.version) == (block.id, time(11, 30), 2)

    choose_in(menu_at(desk, place), "Take “Team meeting” away")
    desk.settle()

    assert blocks(desk) == []
    assert desk.page.view.kept_at(0, 11 * 60) is None
    QTest.mouseClick(button_of(desk.window.notices, "Undo"), Qt.MouseButton.LeftButton)
    desk.settle()
    assert [one.reason for one in blocks(desk)] == ["Team meeting"]


@pytest.mark.parametrize("is_own", [True, False])
def test_a_hold_says_whose_it_is_and_lapses_by_itself(desk: Desk, is_own: bool) -> None:
    desk.clinic.store(
        Hold(
            id=UUID(int=0),
            practitioner_id=desk.clinic.okafor.id,
            starts_at=ELEVEN,
            ends_at=ELEVEN + timedelta(minutes=30),
            until=desk.clinic.clock.now + timedelta(minutes=5),
            account_id=(desk.clinic.receptionist if is_own else desk.clinic.admin).id,
            station_id=desk.clinic.database.station_id,
        )
    )
    desk.settle()

    kept = desk.page.view.kept_at(0, 11 * 60)

    assert kept is not None
    assert kept.words == ("Held for your open booking until 09:05" if is_own else "Held by S. Ortiz until 09:05")
    desk.clinic.clock.forward(minutes=5)
    assert desk.page.view.kept_at(0, 11 * 60) is None


@pytest.mark.parametrize("view_key", [Key.Key_1, Key.Key_2])
def test_a_new_block_flashes_softly_and_fades_and_an_old_one_stays_still(desk: Desk, view_key: Key) -> None:
    desk.window.resize(1900, 900)
    desk.press(Key.Key_Right, CONTROL)
    a_block(desk, time(13), time(14), day=NINE_OCLOCK.date())
    desk.press(Key.Key_Left, CONTROL)
    desk.press(view_key, Qt.KeyboardModifier.AltModifier)
    view = desk.page.view
    column = next(n for n, each in enumerate(view.columns) if each.day == desk.page.day)

    def colour_at(hour: int) -> QColor:
        place = desk.place_of(NINE_OCLOCK + timedelta(hours=hour - 9, minutes=50), column)
        return view.viewport().grab().toImage().pixelColor(place + QPoint(1, 0))

    a_block(desk)
    old, new = colour_at(13), colour_at(11)

    assert new != old
    desk.qtbot.waitUntil(lambda: colour_at(11) == colour_at(13))
    assert colour_at(13) == old
