"""Booking, moving and cancelling what repeats, by typing and clicking, on a real clinic."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, BookingRequest, CancelledBy
from clinic_desktop.domain.recurrence import Recurrence, Unit
from clinic_desktop.domain.series import SeriesRequest, SeriesScope
from clinic_desktop.gui import privacy
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.booking.cancel_dialog import CancelDialog
from clinic_desktop.gui.booking.move_dialog import MoveDialog
from clinic_desktop.gui.booking.side_panel import SidePanel
from clinic_desktop.gui.booking.verb_offers import AppointmentVerb
from clinic_desktop.gui.measures import Measure
from clinic_desktop.gui.series import series_dialog, series_table
from clinic_desktop.gui.series.repeat_box import Repeat
from clinic_desktop.gui.series.series_dialog import SeriesDialog
from clinic_desktop.gui.series.series_scope_dialog import SeriesScopeDialog
from tests.gui.front_desk import BERLIN, FrontDesk, a_front_desk, as_found

FIRST = date(2026, 12, 1)  # a Tuesday
ENTER, SPACE, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down
DELETE = Qt.Key.Key_Delete


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDesk]:
    with a_front_desk(tmp_path, qtbot) as made:
        yield made


def week(number: int, hour: int = 10, minute: int = 30) -> datetime:
    return datetime.combine(FIRST + timedelta(weeks=number), time(hour, minute), BERLIN)


def asking(desk: FrontDesk, repeat: Repeat = Repeat.WEEK) -> BookingDialog:
    """The booking dialog, filled in for Peter Novak on 1 December 10:30, repeating."""
    dialog = desk.verbs.book(patient=as_found(desk.clinic.novak), slot=desk.slot(week(0)))
    desk.wait_for(dialog)
    desk.settle()
    box = dialog.form.repeat_box
    for _ in range(list(Repeat).index(repeat)):
        desk.press(box, DOWN)
    return dialog


def looked(desk: FrontDesk, dialog: BookingDialog) -> SeriesDialog:
    desk.click(dialog.book_button)
    return top(desk, SeriesDialog)


def top(desk: FrontDesk, kind: type) -> "SeriesDialog":
    desk.settle()
    dialogs = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
    assert len(dialogs) == 1
    desk.wait_for(dialogs[0])
    return dialogs[0]  # type: ignore[return-value] # the caller says which


def a_series(desk: FrontDesk, count: int = 4) -> tuple[Appointment, ...]:
    booking = BookingRequest(
        patient_id=desk.clinic.novak.id,
        practitioner_id=desk.clinic.okafor.id,
        type_id=desk.clinic.consultation.id,
        starts_at=week(0),
        minutes=30,
    )
    recurrence = Recurrence(unit=Unit.WEEK, weekdays=frozenset({1}), count=count)
    done = desk.workplace.clinic.series.book(SeriesRequest(booking=booking, recurrence=recurrence))
    desk.settle()
    return done.appointments


def times(desk: FrontDesk) -> list[str]:
    booked = [each for each in desk.appointments() if each.patient_id == desk.clinic.novak.id]
    return [f"{each.local_start:%d %b %H:%M}" for each in booked if each.status is AppointmentStatus.BOOKED]


def test_an_appointment_that_repeats_is_booked_after_a_look_at_its_dates(desk: FrontDesk) -> None:
    booking = asking(desk, Repeat.TWO_WEEKS)
    asked = booking.book_button.text()
    dialog = looked(desk, booking)
    words = (dialog.title.text(), dialog.counts.text(), dialog.do_button.text())

    desk.click(dialog.do_button)

    assert asked == "Look at the dates…"
    assert words == ("Peter Novak: every 2 weeks on Tuesday, 6 times", "6 of 6 fit", "Book 6")
    assert times(desk) == [
        "01 Dec 10:30", "15 Dec 10:30", "29 Dec 10:30", "12 Jan 10:30", "26 Jan 10:30", "09 Feb 10:30",
    ]  # fmt: skip
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, BookingDialog) and each.isVisible()]
    assert desk.notices[-1].text == "Booked 6 appointments for Peter Novak, every 2 weeks on Tuesday, 6 times"


def test_on_a_narrow_and_low_screen_all_of_it_is_seen(desk: FrontDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(series_table, "room_on", lambda _: 352)
    monkeypatch.setattr(series_dialog, "fit_on_screen", lambda dialog, *_: dialog.resize(635, 352))

    dialog = looked(desk, asking(desk))

    assert (dialog.width(), dialog.height()) == (635, 352)
    assert dialog.pattern.on_field.y() > dialog.pattern.every_field.y() == dialog.pattern.end_field.y()
    for part in (*dialog.pattern.weekdays, dialog.pattern.count, dialog.table, dialog.back_button, dialog.do_button):
        assert part.visibleRegion().boundingRect().size() == part.size(), part


@pytest.mark.parametrize(("room", "rows"), [(352, 1), (740, 3)])
def test_its_dates_give_way_on_a_low_screen(
    room: int, rows: int, desk: FrontDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(series_table, "room_on", lambda _: room)
    dialog = looked(desk, asking(desk))
    dialog.resize(dialog.width(), room)
    desk.settle()

    assert dialog.height() == room
    assert dialog.table.viewport().height() >= rows * Measure.ROW
    assert dialog.do_button.visibleRegion().boundingRect() == dialog.do_button.rect()


def test_a_series_is_undone_from_its_notice(desk: FrontDesk) -> None:
    dialog = looked(desk, asking(desk))
    desk.click(dialog.do_button)

    undo = desk.notices[-1].action
    assert undo is not None
    undo()
    desk.settle()

    assert times(desk) == []


def test_a_clash_goes_to_the_same_day_by_itself_and_one_without_room_waits_for_a_decision(desk: FrontDesk) -> None:
    desk.booked(week(1), patient_id=desk.clinic.kim.id)
    desk.booked(week(2, 8, 0), minutes=9 * 60, patient_id=desk.clinic.kim.id)
    dialog = looked(desk, asking(desk))
    rows = dialog.rows

    counts, does = dialog.counts.text(), dialog.do_button.text()
    desk.click(dialog.do_button)

    assert [row.needs_decision for row in rows] == [False, False, True, False, False, False]
    assert (rows[1].is_elsewhere, f"{rows[1].starts:%H:%M}") == (True, "11:00")
    assert (counts, does) == ("5 of 6 fit · 1 needs a decision", "Book 5, leave out 1")
    assert times(desk) == ["01 Dec 10:30", "08 Dec 11:00", "22 Dec 10:30", "29 Dec 10:30", "05 Jan 10:30"]


def test_by_keyboard_a_clash_takes_its_way_out_and_a_date_is_left_out_and_taken_back(desk: FrontDesk) -> None:
    desk.booked(week(2, 8, 0), minutes=9 * 60, patient_id=desk.clinic.kim.id)
    dialog = looked(desk, asking(desk))
    assert dialog.table.hasFocus()
    chosen = dialog.table.chosen_key

    desk.press(dialog.table, ENTER)
    taken = dialog.do_button.text()
    desk.press(dialog.table, DOWN)
    desk.press(dialog.table, SPACE)
    left = dialog.do_button.text()
    desk.press(dialog.table, SPACE)
    back = dialog.do_button.text()
    desk.press(dialog.table, DELETE)
    desk.press(dialog.do_button, SPACE)

    assert chosen == 3
    assert (taken, left, back) == ("Book 6", "Book 5, leave out 1", "Book 6")
    assert times(desk) == ["01 Dec 10:30", "08 Dec 10:30", "16 Dec 10:30", "29 Dec 10:30", "05 Jan 10:30"]


def test_another_time_is_typed_and_judged(desk: FrontDesk) -> None:
    desk.booked(week(1, 14, 0), patient_id=desk.clinic.kim.id)
    dialog = looked(desk, asking(desk))
    dialog.table.choose(2)
    desk.press(dialog.table, ENTER)
    desk.type_into(dialog.time.when.time_edit, "14")
    desk.press(dialog.time.when.time_edit, ENTER)
    refused = dialog.rows[1]
    dialog.table.choose(2)
    desk.press(dialog.table, ENTER)

    desk.click(dialog.do_button)

    assert (refused.needs_decision, f"{refused.starts:%H:%M}") == (True, "14:00")
    assert times(desk)[1] == "08 Dec 14:30"


def test_the_link_of_a_row_does_what_it_says(desk: FrontDesk) -> None:
    desk.booked(week(2, 8, 0), minutes=9 * 60, patient_id=desk.clinic.kim.id)
    dialog = looked(desk, asking(desk))
    place = dialog.table.link_place(3)

    QTest.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    desk.settle()
    QTest.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(4, place.center().y()))
    desk.settle()

    assert dialog.do_button.text() == "Book 6"
    assert not dialog.time.isVisible()


def test_the_pattern_is_changed_while_the_dates_are_looked_at(desk: FrontDesk) -> None:
    dialog = looked(desk, asking(desk, Repeat.OTHER))
    pattern = dialog.pattern

    desk.type_into(pattern.every, "3")
    desk.click(pattern.weekdays[3])
    desk.type_into(pattern.count, "4")
    words = dialog.title.text()
    desk.click(dialog.do_button)

    assert words == "Peter Novak: every 3 weeks on Tuesday and Thursday, 4 times"
    assert times(desk) == ["01 Dec 10:30", "03 Dec 10:30", "22 Dec 10:30", "24 Dec 10:30"]


def test_what_makes_no_sense_is_said_at_its_field(desk: FrontDesk) -> None:
    dialog = looked(desk, asking(desk))

    desk.click(dialog.pattern.weekdays[1])

    assert dialog.pattern.on_field.problem == "Choose the weekdays on which it repeats."
    assert not dialog.do_button.isEnabled()


def test_dates_that_come_late_do_not_offer_a_pattern_that_makes_no_sense_any_more(desk: FrontDesk) -> None:
    dialog = looked(desk, asking(desk))

    for day in (2, 1, 2):  # on another day too, on that one only, on none: before the second look has an answer
        dialog.pattern.weekdays[day].click()
    desk.settle()

    assert dialog.pattern.on_field.problem
    assert not dialog.do_button.isEnabled()


def test_a_date_that_was_taken_meanwhile_is_shown_and_everything_decided_stays(desk: FrontDesk) -> None:
    booking = asking(desk)
    dialog = looked(desk, booking)
    dialog.table.choose(1)
    desk.press(dialog.table, SPACE)
    desk.booked(week(3), patient_id=desk.clinic.kim.id)

    desk.click(dialog.do_button)
    sentence, after_refusal = dialog.message.text, times(desk)
    desk.click(dialog.do_button)

    assert sentence.startswith("22 December 10:30 cannot be booked: taken by another appointment.")
    assert after_refusal == []
    assert times(desk) == ["08 Dec 10:30", "15 Dec 10:30", "22 Dec 11:00", "29 Dec 10:30", "05 Jan 10:30"]


def test_what_a_colleague_books_meanwhile_is_seen_at_once_and_nothing_decided_is_lost(desk: FrontDesk) -> None:
    dialog = looked(desk, asking(desk))
    dialog.table.choose(2)
    desk.press(dialog.table, SPACE)

    desk.booked(week(3), patient_id=desk.clinic.kim.id)
    desk.settle()

    assert [row.is_elsewhere for row in dialog.rows] == [False, False, False, True, False, False]
    assert [row.is_left_out for row in dialog.rows] == [False, True, False, False, False, False]
    assert dialog.table.chosen_key == 2


def test_names_are_hidden_in_the_open_dialog_too(desk: FrontDesk) -> None:
    dialog = looked(desk, asking(desk))

    privacy.switch().set_on(True)
    hidden = dialog.title.text()
    privacy.switch().set_on(False)

    assert "Novak" not in hidden
    assert dialog.title.text().startswith("Peter Novak: ")


def test_going_back_keeps_the_booking_as_it_was_typed(desk: FrontDesk) -> None:
    booking = asking(desk)
    dialog = looked(desk, booking)

    desk.press(dialog, Qt.Key.Key_Escape)

    assert booking.isVisible()
    assert booking.form.repeat_box.repeat is Repeat.WEEK
    assert times(desk) == []


def test_moving_one_of_a_series_asks_how_many_are_meant(desk: FrontDesk) -> None:
    _, second, *_ = a_series(desk)
    desk.verbs.run(AppointmentVerb.MOVE, desk.line(second))
    scope = top(desk, SeriesScopeDialog)
    words = [button.text() for button in scope.buttons.values()]  # type: ignore[attr-defined]

    desk.click(scope.buttons[SeriesScope.FOLLOWING])  # type: ignore[attr-defined]
    desk.click(scope.go_button)  # type: ignore[attr-defined]
    move = top(desk, MoveDialog)
    desk.type_into(move.when.time_edit, "11:15")  # type: ignore[attr-defined]
    desk.click(move.move_button)  # type: ignore[attr-defined]
    dialog = top(desk, SeriesDialog)
    does = dialog.do_button.text()
    desk.click(dialog.do_button)

    assert words == ["Only this one", "This and the following (3)", "All that are to come (4)"]
    assert does == "Move 3"
    assert times(desk) == ["01 Dec 10:30", "08 Dec 11:15", "15 Dec 11:15", "22 Dec 11:15"]


def test_dragging_one_of_a_series_asks_too_and_this_one_is_the_default(desk: FrontDesk) -> None:
    _, second, *_ = a_series(desk)

    desk.verbs.move_to(desk.line(second), week(1, 14, 0))
    scope = top(desk, SeriesScopeDialog)
    before = times(desk)
    desk.press(scope, ENTER)

    assert before[1] == "08 Dec 10:30"
    assert times(desk) == ["01 Dec 10:30", "08 Dec 14:00", "15 Dec 10:30", "22 Dec 10:30"]


def test_a_drag_of_all_shows_the_clashes_first_and_one_may_stay(desk: FrontDesk) -> None:
    first, *_ = a_series(desk)
    desk.booked(week(2, 8, 0), minutes=150, patient_id=desk.clinic.kim.id)
    desk.booked(week(2, 11, 0), minutes=360, patient_id=desk.clinic.kim.id)
    desk.verbs.move_to(desk.line(first), week(0, 14, 0))
    scope = top(desk, SeriesScopeDialog)
    desk.click(scope.buttons[SeriesScope.ALL])  # type: ignore[attr-defined]
    desk.click(scope.go_button)  # type: ignore[attr-defined]
    dialog = top(desk, SeriesDialog)
    dialog.table.choose(3)
    desk.press(dialog.table, SPACE)
    words = dialog.do_button.text()

    desk.click(dialog.do_button)

    assert words == "Move 3, leave 1 as it is"
    assert times(desk) == ["01 Dec 14:00", "08 Dec 14:00", "15 Dec 10:30", "22 Dec 14:00"]


def test_all_are_cancelled_with_one_reason(desk: FrontDesk) -> None:
    _, second, *_ = a_series(desk)
    desk.verbs.run(AppointmentVerb.CANCEL, desk.line(second))
    scope = top(desk, SeriesScopeDialog)
    desk.click(scope.buttons[SeriesScope.ALL])  # type: ignore[attr-defined]
    desk.click(scope.go_button)  # type: ignore[attr-defined]
    cancel = top(desk, CancelDialog)
    words = cancel.cancel_button.text()  # type: ignore[attr-defined]

    desk.type_into(cancel.reason, "Is well again")  # type: ignore[attr-defined]
    desk.click(cancel.cancel_button)  # type: ignore[attr-defined]

    assert words == "Cancel the whole series"
    assert times(desk) == []
    assert desk.notices[-1].text == "Cancelled 4 appointments of Peter Novak"


def test_the_panel_says_which_of_how_many_it_is_and_lists_the_others(desk: FrontDesk) -> None:
    _, second, third, _ = a_series(desk)
    panel = SidePanel(desk.workplace, desk.verbs)
    desk.show(panel)
    panel.show_appointment(desk.line(second))
    desk.settle()
    wanted: list[object] = []
    panel.appointment_wanted.connect(wanted.append)
    series = panel.parts.series

    words = series.link.text()
    desk.click(series.link)
    listed = [button.text() for button in series.others]
    desk.click(series.others[2])

    assert words == "2nd of 4 · every week"
    assert listed == [f"Tue {day} Dec 10:30 · Booked" for day in (1, 8, 15, 22)]
    assert [line.id for line in wanted] == [third.id]  # type: ignore[attr-defined]


def test_the_keyboard_stays_with_the_series_when_its_dates_are_listed_anew(desk: FrontDesk) -> None:
    _, second, third, _ = a_series(desk)
    window = QWidget()
    QPushButton("Where the keyboard would go", window)
    panel = SidePanel(desk.workplace, desk.verbs, window)
    desk.show(window)
    panel.show_appointment(desk.line(second))
    desk.settle()
    series = panel.parts.series
    desk.click(series.link)
    series.others[2].setFocus()

    desk.workplace.clinic.scheduling.cancel(third.id, third.version, CancelledBy.PATIENT, "Is well again")
    panel.show_appointment(desk.line(second))
    desk.settle()

    assert "Tue 15 Dec 10:30 · Cancelled" in [button.text() for button in series.others]
    assert window.focusWidget() is series.link
