"""The day under the pointer, and what stays of it when it changes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.gui import theme
from clinic_desktop.gui.calendar.sheet import sheet_painter
from clinic_desktop.gui.calendar.sheet.hover_card import HoverCard
from clinic_desktop.gui.turns import paint_now
from tests.builders import Clock

from .conftest import Shown
from .day_builders import FISCHER, a_line, a_sheet, at
from .day_hands import ask_for_menu, click, free_place, leave, place_of, rest_on

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_click_on_an_appointment_chooses_it(shown: Shown, qtbot: QtBot) -> None:
    line = a_line("Peter Novak")
    view = shown(line, a_line("Ines Carvalho", "10:00"))

    with qtbot.waitSignal(view.appointment_chosen) as told:
        click(view, place_of(view, line))

    assert told.args == [line.id]
    assert view.chosen() == line.id


def test_a_click_on_the_chosen_appointment_tells_it_again(shown: Shown, qtbot: QtBot) -> None:
    line = a_line()
    view = shown(line)
    click(view, place_of(view, line))

    with qtbot.waitSignal(view.appointment_chosen) as told:
        click(view, place_of(view, line))

    assert told.args == [line.id]


def test_a_click_on_free_time_keeps_the_choice(shown: Shown) -> None:
    line = a_line()
    view = shown(line)
    click(view, place_of(view, line))

    click(view, free_place(view, "11:00"))

    assert view.chosen() == line.id


def test_a_double_click_on_free_time_tells_the_slot(shown: Shown, qtbot: QtBot) -> None:
    view = shown()

    with qtbot.waitSignal(view.slot_activated) as told:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=free_place(view, "10:30", column=1))

    assert told.args is not None
    (slot,) = told.args
    assert (slot.practitioner_id, slot.starts_at, slot.ends_at) == (FISCHER, at("10:30"), at("10:45"))


def test_a_slot_beside_an_appointment_ends_where_that_begins(shown: Shown) -> None:
    view = shown(a_line(starts="10:10", minutes=20))

    slot = view.slot_at(free_place(view, "10:00"))

    assert slot is not None
    assert (slot.starts_at, slot.ends_at) == (at("10:00"), at("10:10"))


def test_a_double_click_on_an_appointment_opens_it(shown: Shown, qtbot: QtBot) -> None:
    line = a_line()
    view = shown(line)

    with qtbot.waitSignal(view.appointment_activated) as told, qtbot.assertNotEmitted(view.slot_activated):
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, line))

    assert told.args == [line.id]


def test_overlapping_appointments_lie_side_by_side_and_each_can_be_clicked(shown: Shown) -> None:
    one, other = a_line("One", "09:00", 40), a_line("Other", "09:20", 40, is_overbooked=True)
    view = shown(one, other)

    rects = [view.visualRect(view.appointments().index_of(line.id)) for line in (one, other)]

    assert not rects[0].intersects(rects[1])
    for line in (one, other):
        click(view, place_of(view, line))
        assert view.chosen() == line.id


def test_the_slot_under_the_pointer_lights_up_and_goes_out_again(shown: Shown) -> None:
    view = shown()
    place = free_place(view, "11:00")
    before = view.viewport().grab().toImage()

    QTest.mouseMove(view.viewport(), place)
    lit = view.viewport().grab().toImage()
    leave(view)

    assert lit.pixelColor(place) == theme.current().accent_soft
    assert view.viewport().grab().toImage() == before


def test_the_card_of_an_appointment_says_what_to_mind(shown: Shown) -> None:
    line = a_line(reason="Chest pain", alerts=("Penicillin allergy",))
    view = shown(line)
    place = place_of(view, line)

    rest_on(view, place)

    (card,) = view.findChildren(HoverCard)
    assert card.isVisible()
    words = " ".join(label.text() for label in card.findChildren(QLabel) if label.isVisibleTo(card))
    for part in ("Peter Novak", "09:00–09:30 · Follow-up", "Dr Amara Okafor", "Chest pain", "Penicillin allergy"):
        assert part in words
    click(view, place)
    assert not card.isVisible()


def test_the_card_goes_with_the_calendar(shown: Shown) -> None:
    line = a_line()
    view = shown(line)
    place = place_of(view, line)
    rest_on(view, place)

    view.hide()

    (card,) = view.findChildren(HoverCard)
    assert not card.isVisible()


def test_a_menu_is_asked_for_where_the_pointer_is(shown: Shown, qtbot: QtBot) -> None:
    line = a_line()
    view = shown(line)
    appointment, free = place_of(view, line), free_place(view, "11:00")

    with qtbot.waitSignal(view.appointment_menu_requested) as of_appointment:
        ask_for_menu(view, appointment)
    with qtbot.waitSignal(view.slot_menu_requested) as of_slot:
        ask_for_menu(view, free)

    assert of_appointment.args is not None
    assert of_appointment.args[1] == line.id
    assert of_slot.args is not None
    assert of_slot.args[1].starts_at == at("11:00")


def test_the_choice_stays_when_the_day_is_shown_again(shown: Shown, qtbot: QtBot) -> None:
    line, other = a_line("Peter Novak"), a_line("Ines Carvalho", "10:00")
    view = shown(line, other)
    view.choose(line.id)
    offset = view.verticalOffset()
    moved = replace(line, version=2, starts_at=at("11:00"), ends_at=at("11:30"))

    with qtbot.assertNotEmitted(view.appointment_chosen):
        changed = view.show_sheet(a_sheet(other, moved))

    assert view.chosen() == line.id
    assert view.verticalOffset() == offset
    assert changed == {line.id}


@pytest.mark.parametrize(("boxes", "have_words"), [(20, True), (80, False)])
def test_the_first_picture_of_another_day_has_words_in_all_of_few_boxes_and_in_none_of_many(
    shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, boxes: int, have_words: bool
) -> None:
    monkeypatch.setattr(sheet_painter, "_FRAME_SECONDS", 60.0)  # however slow the machine is
    view = shown(a_line("Ines Carvalho"))
    qtbot.waitUntil(lambda: view.is_painted_whole)
    for _ in range(2):
        paint_now(view.viewport())  # a view's first pictures have more time
    day = [
        a_line(f"Patient {number}", f"{8 + number // 10:02}:{number % 10 * 5:02}", 5, practitioner_id=FISCHER)
        for number in range(boxes)
    ]

    view.show_sheet(a_sheet(*day))
    view.verticalScrollBar().setValue(0)
    view.set_hour_height(24)
    paint_now(view.viewport())
    at_first = [box.face is not None for box in view._laid_out().boxes]
    qtbot.waitUntil(lambda: view.is_painted_whole)

    assert at_first == [have_words] * boxes
    assert all(box.face is not None for box in view._laid_out().boxes)


def test_no_neighbour_is_chosen_when_the_chosen_appointment_goes(shown: Shown) -> None:
    line, other = a_line("Peter Novak"), a_line("Ines Carvalho", "10:00")
    view = shown(line, other)
    view.choose(line.id)

    view.show_sheet(a_sheet(other))

    assert view.chosen() is None


def test_cancelled_appointments_are_shown_only_when_asked_for(shown: Shown) -> None:
    line = a_line(status=AppointmentStatus.CANCELLED)
    view = shown(line)
    index = view.appointments().index_of(line.id)

    assert view.isIndexHidden(index)
    assert view.slot_at(free_place(view, "09:00")) is not None

    view.set_cancelled_shown(True)
    assert not view.isIndexHidden(index)
    assert view.slot_at(free_place(view, "09:00")) is None


def test_a_change_flashes_softly_and_fades(shown: Shown, qtbot: QtBot) -> None:
    line = a_line()
    view = shown(line)
    place = place_of(view, line)
    before = view.viewport().grab().toImage().pixelColor(place)

    view.flash([line.id])

    assert view.viewport().grab().toImage().pixelColor(place) != before
    qtbot.waitUntil(lambda: view.viewport().grab().toImage().pixelColor(place) == before)


def test_a_flash_fades_though_something_else_flashes_all_the_time(shown: Shown, qtbot: QtBot) -> None:
    line, busy = a_line(), a_line("Ines Carvalho", "10:00")
    view = shown(line, busy)
    place = place_of(view, line)
    before = view.viewport().grab().toImage().pixelColor(place)
    again = QTimer(view)
    again.timeout.connect(lambda: view.flash([busy.id]))
    view.flash([line.id])

    again.start(100)

    qtbot.waitUntil(lambda: view.viewport().grab().toImage().pixelColor(place) == before)
    again.stop()


def test_what_has_changed_lies_where_it_belongs_and_the_rest_where_it_was(shown: Shown) -> None:
    lines = [a_line(f"Patient {number}", f"{8 + number // 2:02}:{number % 2 * 30:02}") for number in range(12)]
    view = shown(*lines)
    places = [place_of(view, line) for line in lines]
    moved = replace(lines[0], starts_at=at("16:00"), ends_at=at("16:30"))
    renamed = replace(lines[9], patient_name="Ada Lovelace")

    view.appointments().set_lines([moved, renamed, *(line for line in lines[1:] if line is not lines[9])])

    assert place_of(view, moved).y() > max(place.y() for place in places)
    assert [place_of(view, line) for line in lines[1:]] == places[1:]


def test_the_sheet_opens_where_work_begins(shown: Shown) -> None:
    view = shown()

    assert view.verticalOffset() == round(8 * view.hour_height)


def test_in_the_afternoon_the_sheet_opens_at_the_present(shown: Shown, clock: Clock) -> None:
    clock.now = at("16:30")

    view = shown(height=400)

    present = 16.5 * view.hour_height
    assert view.verticalOffset() < present < view.verticalOffset() + view.viewport().height()


def test_the_present_moves_only_while_somebody_looks(shown: Shown, clock: Clock, qtbot: QtBot) -> None:
    view = shown()
    assert view.present() == 9 * 60 + 10

    clock.forward(minutes=1)
    with qtbot.waitSignal(view.minute_passed):
        view.minute.passed.emit()

    assert view.present() == 9 * 60 + 11
    assert view.minute.is_running
    view.hide()
    assert not view.minute.is_running


def test_another_day_has_no_present(shown: Shown, clock: Clock) -> None:
    clock.now = at("09:00") + timedelta(days=1)

    view = shown()

    assert view.present() is None


def test_a_wait_grows_with_the_minute(shown: Shown, clock: Clock) -> None:
    line = a_line(status=AppointmentStatus.ARRIVED, arrived_at=at("09:03"))
    view = shown(line)
    rect = view.visualRect(view.appointments().index_of(line.id))
    before = view.viewport().grab(rect).toImage()

    clock.forward(minutes=5)
    view.minute.passed.emit()

    assert view.viewport().grab(rect).toImage() != before
