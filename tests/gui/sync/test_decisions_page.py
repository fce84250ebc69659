"""The conflict desk: what met is told in words, and each way out is one button, one key away, and undone by Undo."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.decisions import WayOut
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.syncing import ConflictKind
from clinic_desktop.exchange.demo.other_desk import OtherDesk
from clinic_desktop.gui import privacy
from clinic_desktop.gui.booking.move_dialog import MoveDialog
from clinic_desktop.gui.sync.decision_dialogs import ReasonDialog, ValuesDialog
from clinic_desktop.gui.sync.merge_dialog import MergeDialog
from tests.builders import NINE_OCLOCK, a_patient
from tests.gui.calendar.reception_desk import Desk, Key, booked, button_of, words_on
from tests.services.deciding import a_conflict

from .scenes import AT_ELEVEN, TEN_TO_NINE, booked_twice, changed_twice, decisions, only_card


def click(desk: Desk, button: QPushButton) -> None:
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.settle()


def told(desk: Desk) -> str:
    notice = desk.window.notices.notice
    return "" if notice is None else notice.text


def test_the_desk_without_conflicts_says_kindly_what_belongs_there(desk: Desk) -> None:
    page = decisions(desk)

    assert "Nothing needs a decision" in words_on(page)
    assert page.empty.isVisible()


def test_a_key_leads_to_the_conflict_desk_and_to_its_first_way_out(desk: Desk, far: OtherDesk) -> None:
    booked_twice(desk, far)

    desk.press(Key.Key_0, Qt.KeyboardModifier.AltModifier)

    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Move Peter Novak to 11:30 (next free)"


def test_a_double_booking_tells_who_booked_whom_where_and_when(desk: Desk, far: OtherDesk) -> None:
    booked_twice(desk, far)

    page = decisions(desk)

    words = words_on(page)
    assert "Needs a decision · 1" in words
    assert "Two patients hold Dr Okafor, today 11:00–11:30" in words
    assert "booked here, 08:52, by Rosa Lopez (Desk 1)" in words
    assert "booked at Front desk 1, 08:50, by Jin Kim · holds the slot" in words
    assert "double booking" in words


def test_the_later_one_is_moved_to_the_next_free_time_with_one_click(desk: Desk, far: OtherDesk) -> None:
    mine = booked_twice(desk, far)
    page = decisions(desk)

    click(desk, only_card(page).buttons[WayOut.MOVE_TO_NEXT])

    moved = desk.clinic.stored(mine)
    assert moved.starts_at == AT_ELEVEN + timedelta(minutes=30)
    assert not moved.contested
    assert not page.views
    assert "Nothing needs a decision" in words_on(page)
    assert "Peter Novak" in told(desk)


def test_undo_brings_the_decision_back_to_every_desk(desk: Desk, far: OtherDesk) -> None:
    mine = booked_twice(desk, far)
    page = decisions(desk)
    click(desk, only_card(page).buttons[WayOut.MOVE_TO_NEXT])
    notice = desk.window.notices.notice
    assert notice is not None
    assert notice.action is not None

    desk.press(Key.Key_F6)
    desk.press(Key.Key_Space)

    assert desk.clinic.stored(mine).starts_at == AT_ELEVEN
    assert "Two patients hold Dr Okafor" in words_on(page)


def test_another_time_is_chosen_in_the_dialog_of_moving(desk: Desk, far: OtherDesk) -> None:
    mine = booked_twice(desk, far)
    page = decisions(desk)
    click(desk, only_card(page).buttons[WayOut.MOVE])
    dialog = desk.dialog(MoveDialog)
    assert isinstance(dialog, MoveDialog)
    desk.settle()
    dialog.when.time_edit.setFocus()
    dialog.when.time_edit.selectAll()
    QTest.keyClicks(dialog.when.time_edit, "15:00")
    desk.settle()

    click(desk, dialog.move_button)

    assert desk.clinic.stored(mine).starts_at == NINE_OCLOCK + timedelta(hours=6)
    assert not page.views


def test_allowing_both_needs_a_reason_and_keeps_what_was_typed(desk: Desk, far: OtherDesk) -> None:
    mine = booked_twice(desk, far)
    page = decisions(desk)
    click(desk, only_card(page).buttons[WayOut.OVERBOOK])
    dialog = desk.dialog(ReasonDialog)
    assert isinstance(dialog, ReasonDialog)

    click(desk, dialog.do_button)
    assert dialog.reason_field.problem == "Type the reason; it is kept with what you do."
    QTest.keyClicks(dialog.reason, "Agreed with Dr Okafor")
    QTest.keyClick(dialog.reason, Key.Key_Return)
    desk.settle()

    stored = desk.clinic.stored(mine)
    assert stored.is_overbooked
    assert stored.overbook_reason == "Agreed with Dr Okafor"
    assert not stored.contested


def test_a_booking_that_is_cancelled_gives_its_reason(desk: Desk, far: OtherDesk) -> None:
    mine = booked_twice(desk, far)
    page = decisions(desk)
    click(desk, only_card(page).buttons[WayOut.CANCEL])
    dialog = desk.dialog(ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    QTest.keyClicks(dialog.reason, "Both desks booked it")

    click(desk, dialog.do_button)

    assert desk.clinic.stored(mine).status is AppointmentStatus.CANCELLED
    assert not page.views


def test_the_same_field_shows_before_here_and_there_side_by_side(desk: Desk, far: OtherDesk) -> None:
    changed_twice(desk, far)

    page = decisions(desk)

    words = words_on(page)
    assert "Peter Novak, mobile" in words
    assert "Here, 08:54, Rosa Lopez" in words
    assert "Front desk 1, 08:50, Jin Kim" in words
    assert "+49 30 901821" in words
    assert "+49 30 901999" in words
    assert "Keep here" in words
    assert "Keep Front desk 1" in words


def test_what_was_typed_here_is_kept_by_the_keyboard_alone(desk: Desk, far: OtherDesk) -> None:
    novak = changed_twice(desk, far)
    desk.press(Key.Key_0, Qt.KeyboardModifier.AltModifier)

    desk.press(Key.Key_Space)

    assert desk.clinic.stored(novak).mobile == "+49 30 901821"


def test_another_value_is_typed_and_kept(desk: Desk, far: OtherDesk) -> None:
    novak = changed_twice(desk, far)
    page = decisions(desk)
    click(desk, only_card(page).buttons[WayOut.NEW_VALUE])
    dialog = desk.dialog(ValuesDialog)
    assert isinstance(dialog, ValuesDialog)
    QTest.keyClick(dialog.edits["mobile"], Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(dialog.edits["mobile"], "+49 30 777777")

    QTest.keyClick(dialog.edits["mobile"], Key.Key_Return)
    desk.settle()

    assert desk.clinic.stored(novak).mobile == "+49 30 777777"
    assert not page.views


def test_up_and_down_go_from_card_to_card(desk: Desk, far: OtherDesk) -> None:
    booked_twice(desk, far)
    changed_twice(desk, far)
    desk.press(Key.Key_0, Qt.KeyboardModifier.AltModifier)

    desk.press(Key.Key_Down)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Keep here"
    desk.press(Key.Key_Up)

    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text().startswith("Move Peter Novak")


def test_after_a_decision_the_keyboard_is_on_the_next_one(desk: Desk, far: OtherDesk) -> None:
    booked_twice(desk, far)
    changed_twice(desk, far)
    desk.press(Key.Key_0, Qt.KeyboardModifier.AltModifier)

    desk.press(Key.Key_Space)

    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Keep here"


def test_what_is_settled_elsewhere_goes_and_what_is_new_comes_below(desk: Desk, far: OtherDesk) -> None:
    booked_twice(desk, far)
    page = decisions(desk)
    first = only_card(page)

    changed_twice(desk, far)

    assert [card.what for card in page.cards] == ["Peter Novak", "Peter Novak"]
    assert page.views[page.cards[0].conflict_id] is first
    assert first.has_keyboard


def test_what_is_taken_back_stands_again_where_it_was(desk: Desk, far: OtherDesk) -> None:
    booked_twice(desk, far)
    page = decisions(desk)
    changed_twice(desk, far)
    order = [card.conflict_id for card in page.cards]
    click(desk, page.views[order[0]].buttons[WayOut.MOVE_TO_NEXT])
    assert [card.conflict_id for card in page.cards] == order[1:]

    desk.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert [card.conflict_id for card in page.cards] == order


def test_a_card_says_why_it_was_refused_and_stays(desk: Desk, far: OtherDesk) -> None:
    mine = booked_twice(desk, far)
    page = decisions(desk)
    view = only_card(page)
    card = view.card
    assert card is not None
    # Somebody settles it in the very moment in which the button is pressed: the card is older than what is stored.
    desk.clinic.as_receptionist().decisions.settle(card.conflict_id, card.version, WayOut.MOVE_TO_NEXT)

    view.way_wanted.emit(WayOut.MOVE_TO_NEXT)
    desk.settle()

    assert desk.clinic.stored(mine).starts_at == AT_ELEVEN + timedelta(minutes=30)
    assert not page.views


def test_initials_stand_on_the_desk_while_names_are_hidden(desk: Desk, far: OtherDesk) -> None:
    booked_twice(desk, far)
    changed_twice(desk, far)
    page = decisions(desk)

    desk.press(Key.Key_F12)

    assert privacy.switch().is_on
    words = words_on(page)
    assert "Novak" not in words
    assert "901821" not in words


@pytest.mark.parametrize("minutes", [30, 60])
def test_cancelled_elsewhere_it_is_booked_again_at_the_time_that_was_wanted(
    desk: Desk, far: OtherDesk, minutes: int
) -> None:
    mine = booked(desk, AT_ELEVEN)
    wanted = AT_ELEVEN + timedelta(minutes=minutes)
    far.cancel_too(mine.id, wanted, by="Rosa Lopez", at=TEN_TO_NINE)
    desk.settle()
    page = decisions(desk)
    click(desk, only_card(page).buttons[WayOut.REBOOK])
    dialog = desk.dialog(MoveDialog)
    assert isinstance(dialog, MoveDialog)
    desk.settle()

    click(desk, dialog.move_button)

    assert not page.views


def test_two_patients_of_one_number_are_compared_and_merged(desk: Desk, far: OtherDesk) -> None:
    ours = desk.clinic.store(a_patient(mrn="100777~a1b2", given_name="Marta", family_name="Silva"))
    far.register_too(ours, "100777", by="Rosa Lopez", at=TEN_TO_NINE)
    desk.settle()
    page = decisions(desk)
    assert "100777 is used twice: Marta Silva" in words_on(page)
    assert "until it gets one of its own, this one has 100777~a1b2" in words_on(page)

    click(desk, button_of(page, "Merge the two records…"))
    dialog = desk.dialog(MergeDialog)
    assert isinstance(dialog, MergeDialog)
    desk.settle()
    click(desk, dialog.panel.merge_button)

    assert not any(each.isVisible() for each in desk.window.findChildren(MergeDialog))
    with desk.clinic.database.reading() as reading:
        (theirs,) = reading.where(Patient, mrn="100777")
    assert desk.clinic.stored(ours).merged_into_id == theirs.id
    click(desk, only_card(page).buttons[WayOut.LEAVE])
    assert not page.views


def test_what_met_in_a_visit_note_is_left_to_the_doctor_and_shown_to_nobody_else(desk: Desk) -> None:
    visit = booked(desk, visit_note="What stands")
    a_conflict(desk.clinic, visit, ConflictKind.SAME_FIELD, mine={"visit_note": "What was wanted"})

    page = decisions(desk)

    words = words_on(page)
    assert "The doctor whose note it is decides this." in words
    assert "What stands" not in words
    assert "What was wanted" not in words
    assert not only_card(page).buttons
