"""Dates of a series booked over what is in their way, by keys and clicks, for one reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import Appointment, CancelledBy
from clinic_desktop.gui.series.series_dialog import SeriesDialog
from tests.gui.front_desk import FrontDesk, a_front_desk

from .test_series import asking, looked, week

ENTER, DOWN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Tab


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDesk]:
    with a_front_desk(tmp_path, qtbot) as made:
        yield made


def clashing(desk: FrontDesk) -> SeriesDialog:
    """Six Tuesdays at 10:30; on the second one that time is taken, on the third one the whole day."""
    desk.booked(week(1), patient_id=desk.clinic.kim.id)
    desk.booked(week(2, 8, 0), minutes=9 * 60, patient_id=desk.clinic.kim.id)
    return looked(desk, asking(desk))


def choose(desk: FrontDesk, dialog: SeriesDialog, number: int) -> None:
    dialog.table.choose(number)
    desk.settle()


def stored(desk: FrontDesk) -> list[Appointment]:
    return sorted(
        (each for each in desk.appointments() if each.patient_id == desk.clinic.novak.id),
        key=lambda each: each.starts_at,
    )


def test_a_clash_without_room_is_booked_over_for_a_reason(desk: FrontDesk) -> None:
    dialog = clashing(desk)
    offered = dialog.over_button.text()

    desk.click(dialog.over_button)
    asked, counts = dialog.over.isVisible(), dialog.counts.text()
    QTest.keyClicks(dialog.over.reason_edit, "Agreed with the doctor")
    desk.click(dialog.do_button)

    assert offered == "Book &over it Tue 15 Dec 10:30"
    assert asked
    assert counts == "6 of 6 fit · 1 over others"
    assert [(f"{each.local_start:%d %b %H:%M}", each.overbook_reason) for each in stored(desk)[:3]] == [
        ("01 Dec 10:30", ""),
        ("08 Dec 11:00", ""),
        ("15 Dec 10:30", "Agreed with the doctor"),
    ]


def test_without_a_reason_nothing_is_stored_and_the_field_complains(desk: FrontDesk) -> None:
    dialog = clashing(desk)
    desk.click(dialog.over_button)

    desk.click(dialog.do_button)

    assert dialog.isVisible()
    assert dialog.over.reason_edit.hasFocus()
    assert stored(desk) == []


def test_a_date_that_went_elsewhere_by_itself_can_be_booked_over_where_the_rhythm_has_it(desk: FrontDesk) -> None:
    dialog = clashing(desk)
    choose(desk, dialog, 2)
    offered = dialog.over_button.text()

    desk.click(dialog.over_button)
    row = dialog.rows[1]

    assert offered == "Book &over it Tue 8 Dec 10:30"
    assert (row.is_over, row.is_elsewhere, f"{row.starts:%H:%M}") == (True, False, "10:30")


def test_it_is_taken_back_and_waits_for_a_decision_again(desk: FrontDesk) -> None:
    dialog = clashing(desk)
    desk.click(dialog.over_button)
    QTest.keyClicks(dialog.over.reason_edit, "Urgent")

    choose(desk, dialog, 3)
    desk.click(dialog.over_button)

    assert dialog.rows[2].needs_decision
    assert not dialog.over.isVisible()
    assert dialog.do_button.text() == "Book 5, leave out 1"


def test_where_nothing_is_in_the_way_nothing_is_offered(desk: FrontDesk) -> None:
    dialog = clashing(desk)

    choose(desk, dialog, 1)

    assert not dialog.over_button.isVisible()


def test_by_keys_alone(desk: FrontDesk) -> None:
    dialog = clashing(desk)
    assert dialog.table.hasFocus()

    for _ in range(6):
        if dialog.over_button.hasFocus():
            break
        desk.press(dialog.focusWidget(), TAB)
    desk.press(dialog.over_button, Qt.Key.Key_Space)
    QTest.keyClicks(dialog.focusWidget(), "Urgent")
    desk.press(dialog.over.reason_edit, ENTER)

    assert [each.overbook_reason for each in stored(desk)] == ["", "", "Urgent", "", "", ""]


def test_what_came_free_meanwhile_is_not_booked_over(desk: FrontDesk) -> None:
    in_the_way = desk.booked(week(1), patient_id=desk.clinic.kim.id)
    dialog = looked(desk, asking(desk))
    choose(desk, dialog, 2)
    desk.click(dialog.over_button)

    colleague = desk.clinic.as_admin()
    colleague.scheduling.cancel(in_the_way.id, in_the_way.version, CancelledBy.PATIENT, "Ill")
    desk.settle()

    assert not dialog.rows[1].is_over
    assert not dialog.over.isVisible()
