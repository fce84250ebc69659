"""Booking, moving and cancelling by typing and clicking, on a real clinic."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import AppointmentStatus, BookingSource
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.people import Patient
from clinic_desktop.gui import theme
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.booking.free_slot_list import SLOTS_A_PAGE
from clinic_desktop.gui.widgets.backdrop import Backdrop
from clinic_desktop.settings import Appearance

from .front_desk import BERLIN, FrontDesk, a_front_desk, as_found, today_at

DOWN, ENTER = Qt.Key.Key_Down, Qt.Key.Key_Return


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDesk]:
    with a_front_desk(tmp_path, qtbot) as made:
        yield made


def opened(desk: FrontDesk, **known: object) -> BookingDialog:
    dialog = desk.verbs.book(**known)  # type: ignore[arg-type]
    desk.wait_for(dialog)
    desk.settle()
    return dialog


def for_novak(desk: FrontDesk) -> BookingDialog:
    return opened(desk, patient=as_found(desk.clinic.novak))


def type_when(desk: FrontDesk, dialog: BookingDialog, day: str, time: str) -> None:
    desk.type_into(dialog.form.when.day_edit, day)
    desk.type_into(dialog.form.when.time_edit, time)


def choose_okafor(desk: FrontDesk, dialog: BookingDialog) -> None:
    desk.type_into(dialog.form.practitioner_box.lineEdit(), "okaf")  # type: ignore[arg-type]
    completions = QApplication.activePopupWidget()
    assert completions is not None
    desk.press(completions, Qt.Key.Key_Tab)
    dialog.activateWindow()  # off screen there is no window manager to do it when the list of completions closes
    desk.wait_for(dialog)


def test_an_appointment_is_booked_by_keyboard_alone(desk: FrontDesk) -> None:
    dialog = opened(desk)

    desk.type_into(desk.focused(), "novak")
    desk.press(desk.focused(), ENTER)
    desk.press(desk.focused(), DOWN)
    first = dialog.slots.slots_shown[0]
    words = dialog.book_button.text()
    desk.press(desk.focused(), ENTER)

    (booked,) = desk.appointments()
    assert (booked.patient_id, booked.starts_at) == (desk.clinic.novak.id, first.starts_at)
    assert words == f"Book today {wall_time(first.starts_at, BERLIN):%H:%M}"
    assert desk.notices[-1].text.startswith("Booked Peter Novak")


def test_a_booking_is_undone_from_its_notice(desk: FrontDesk) -> None:
    dialog = opened(desk, patient=as_found(desk.clinic.novak), slot=desk.slot(today_at(15, 30)))
    desk.click(dialog.book_button)

    undo = desk.notices[-1].action
    assert undo is not None
    undo()
    desk.settle()

    assert [each.status for each in desk.appointments()] == [AppointmentStatus.ENTERED_IN_ERROR]


def test_everything_typed_is_kept_with_the_appointment(desk: FrontDesk) -> None:
    dialog = for_novak(desk)
    choose_okafor(desk, dialog)
    type_when(desk, dialog, "thu", "3 pm")
    desk.type_into(dialog.form.length_box.lineEdit(), "40")  # type: ignore[arg-type]
    desk.type_into(dialog.form.reason, "Chest pain, control")
    desk.type_into(dialog.form.note, "Brings his own ECG")
    desk.click(dialog.form.source.button(BookingSource.PHONE))

    desk.click(dialog.book_button)

    (booked,) = desk.appointments()
    assert booked.starts_at == datetime(2026, 11, 26, 15, tzinfo=BERLIN)
    assert booked.span.minutes == 40
    assert (booked.reason, booked.desk_note) == ("Chest pain, control", "Brings his own ECG")
    assert booked.source is BookingSource.PHONE


def test_the_patient_is_asked_to_arrive_earlier_by_key(desk: FrontDesk) -> None:
    dialog = opened(desk, patient=as_found(desk.clinic.novak), slot=desk.slot(today_at(15, 30)))
    dialog.form.practitioner_box.setFocus()
    for _ in range(3):
        desk.press(desk.focused(), Qt.Key.Key_Tab)
        if desk.focused() is dialog.form.arrive_box:
            break
    assert desk.focused() is dialog.form.arrive_box

    desk.press(desk.focused(), DOWN)
    desk.press(desk.focused(), DOWN)
    desk.click(dialog.book_button)

    (booked,) = desk.appointments()
    assert booked.asked_to_arrive_at == today_at(15, 20)


def test_the_button_says_what_it_will_do(desk: FrontDesk) -> None:
    dialog = for_novak(desk)
    said = [dialog.book_button.text()]

    for day, time in (("today", "1530"), ("26.11.", "10"), ("tomorrow", "8:30")):
        type_when(desk, dialog, day, time)
        said.append(dialog.book_button.text())

    assert said == ["Book", "Book today 15:30", "Book Thu 26 Nov 10:00", "Book tomorrow 08:30"]


def test_from_a_free_time_in_the_calendar_only_the_patient_is_asked(desk: FrontDesk) -> None:
    dialog = opened(desk, slot=desk.slot(today_at(15, 30)))

    desk.type_into(dialog.patient.search.field, "kim")
    desk.press(dialog.patient.search.field, ENTER)
    desk.click(dialog.book_button)

    (booked,) = desk.appointments()
    assert (booked.patient_id, booked.practitioner_id) == (desk.clinic.kim.id, desk.clinic.okafor.id)
    assert booked.starts_at == today_at(15, 30)


def test_a_taken_time_is_refused_and_an_offered_one_is_taken(desk: FrontDesk) -> None:
    desk.booked(today_at(15, 30), patient_id=desk.clinic.kim.id)
    dialog = opened(desk, patient=as_found(desk.clinic.novak), slot=desk.slot(today_at(15, 30)))
    desk.type_into(dialog.form.reason, "Chest pain")

    desk.click(dialog.book_button)
    sentence, reason, offers = dialog.refusal.sentence, dialog.form.reason.text(), len(dialog.refusal.offer_buttons)
    desk.click(dialog.refusal.offer_buttons[0])
    words = dialog.book_button.text()
    desk.click(dialog.book_button)

    assert sentence.startswith("15:30–16:00 is taken.")
    assert reason == "Chest pain"
    assert offers > 1
    booked = next(each for each in desk.appointments() if each.patient_id == desk.clinic.novak.id)
    assert words.endswith(f"{wall_time(booked.starts_at, BERLIN):%H:%M}")
    assert booked.starts_at != today_at(15, 30)


def test_booking_over_needs_a_reason_and_keeps_it(desk: FrontDesk) -> None:
    desk.booked(today_at(15, 30), patient_id=desk.clinic.kim.id)
    dialog = opened(desk, patient=as_found(desk.clinic.novak), slot=desk.slot(today_at(15, 30)))
    desk.click(dialog.book_button)

    desk.click(dialog.refusal.begin_over)
    desk.click(dialog.refusal.book_over)
    problem, booked_without = dialog.refusal.over_field.problem, len(desk.appointments())
    desk.type_into(dialog.refusal.over_reason, "Emergency")
    desk.click(dialog.refusal.book_over)

    assert (problem, booked_without) == ("Booking over needs a reason.", 1)
    over = next(each for each in desk.appointments() if each.is_overbooked)
    assert (over.patient_id, over.overbook_reason) == (desk.clinic.novak.id, "Emergency")


def test_without_a_patient_the_dialog_asks_for_one_and_stores_nothing(desk: FrontDesk) -> None:
    dialog = opened(desk, slot=desk.slot(today_at(15, 30)))

    desk.click(dialog.book_button)

    assert dialog.isVisible()
    assert dialog.patient.search.field.hasFocus()
    assert desk.appointments() == []


@pytest.mark.parametrize(
    ("day", "time", "which"), [("someday", "10:00", "day"), ("today", "25:00", "time"), ("", "", "day")]
)
def test_a_day_or_time_that_is_none_is_pointed_at(desk: FrontDesk, day: str, time: str, which: str) -> None:
    dialog = for_novak(desk)
    choose_okafor(desk, dialog)
    type_when(desk, dialog, day, time)

    desk.click(dialog.book_button)

    when = dialog.form.when
    field, edit = (when.day_field, when.day_edit) if which == "day" else (when.time_field, when.time_edit)
    assert field.problem
    assert edit.hasFocus()
    assert edit.text() == (day if which == "day" else time)
    assert desk.appointments() == []


def test_a_time_that_the_clock_skips_is_refused(desk: FrontDesk) -> None:
    dialog = for_novak(desk)
    choose_okafor(desk, dialog)
    type_when(desk, dialog, "28.3.2027", "2:30")

    desk.click(dialog.book_button)

    assert "does not exist" in dialog.refusal.sentence
    assert desk.appointments() == []


@pytest.mark.parametrize(("which", "hour_in_utc"), [(0, 0), (1, 1)])
def test_of_a_time_that_occurs_twice_one_is_chosen(desk: FrontDesk, which: int, hour_in_utc: int) -> None:
    dialog = for_novak(desk)
    choose_okafor(desk, dialog)
    type_when(desk, dialog, "31.10.2027", "2:30")
    desk.click(dialog.book_button)

    desk.click(dialog.refusal.which_buttons[which])
    outside_hours = dialog.refusal.sentence
    desk.click(dialog.refusal.begin_over)
    desk.type_into(dialog.refusal.over_reason, "Night duty")
    desk.click(dialog.refusal.book_over)

    assert outside_hours.startswith("That is outside the doctor's hours.")
    (booked,) = desk.appointments()
    assert booked.starts_at == datetime(2027, 10, 31, hour_in_utc, 30, tzinfo=UTC)


def test_a_new_patient_is_registered_in_place_and_booked(desk: FrontDesk) -> None:
    dialog = opened(desk, slot=desk.slot(today_at(15, 30)))
    desk.type_into(dialog.patient.search.field, "ada byron")
    desk.press(dialog.patient.search.field, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = dialog.register_page.form
    taken_over = (form.given_name.text(), form.family_name.text())

    desk.type_into(form.birth_date, "10.12.1985")
    desk.click(dialog.register_page.save_button)
    desk.click(dialog.book_button)

    (booked,) = desk.appointments()
    patient = desk.workplace.clinic.patients.open(booked.patient_id).patient
    assert taken_over == ("Ada", "Byron")
    assert (patient.full_name, patient.birth_date.isoformat() if patient.birth_date else "") == (
        "Ada Byron",
        "1985-12-10",
    )


def test_back_from_registering_leads_to_the_booking_as_it_was(desk: FrontDesk) -> None:
    dialog = opened(desk, slot=desk.slot(today_at(15, 30)))
    desk.type_into(dialog.form.reason, "Cough")
    desk.type_into(dialog.patient.search.field, "ada byron")
    desk.press(dialog.patient.search.field, ENTER)

    desk.click(dialog.register_page.back_button)

    assert dialog.form.reason.isVisible()
    assert (dialog.form.reason.text(), dialog.book_button.text()) == ("Cough", "Book today 15:30")


def test_another_length_asks_for_other_free_times(desk: FrontDesk) -> None:
    desk.booked(today_at(10, 0))
    dialog = for_novak(desk)
    choose_okafor(desk, dialog)

    desk.type_into(dialog.form.length_box.lineEdit(), "60")  # type: ignore[arg-type]
    dialog.form.reason.setFocus()
    desk.settle()

    lengths = {slot.ends_at - slot.starts_at for slot in dialog.slots.slots_shown}
    assert lengths == {timedelta(hours=1)}


def test_later_adds_the_next_free_times_below(desk: FrontDesk) -> None:
    dialog = for_novak(desk)
    choose_okafor(desk, dialog)
    first_page = list(dialog.slots.slots_shown)

    desk.click(dialog.slots.later_button)

    shown = list(dialog.slots.slots_shown)
    assert len(first_page) == SLOTS_A_PAGE
    assert shown[: len(first_page)] == first_page
    assert len(shown) > len(first_page)
    assert shown == sorted(shown)


def test_the_chips_limit_the_part_of_the_day(desk: FrontDesk) -> None:
    dialog = for_novak(desk)

    desk.click(dialog.slots.chip("Afternoons"))

    hours = {wall_time(slot.starts_at, BERLIN).hour for slot in dialog.slots.slots_shown}
    assert hours
    assert min(hours) >= 12


def test_choosing_a_doctor_shows_that_doctors_times_only(desk: FrontDesk) -> None:
    dialog = for_novak(desk)
    everyone = {slot.practitioner_id for slot in dialog.slots.slots_shown}

    choose_okafor(desk, dialog)

    assert everyone == {desk.clinic.okafor.id, desk.clinic.fischer.id}
    assert {slot.practitioner_id for slot in dialog.slots.slots_shown} == {desk.clinic.okafor.id}


def test_a_doctor_books_into_the_own_diary_only(tmp_path: Path, qtbot: QtBot) -> None:
    with a_front_desk(tmp_path, qtbot, role="doctor") as desk:
        dialog = for_novak(desk)

        assert dialog.form.practitioner_id == desk.clinic.okafor.id
        assert dialog.form.practitioner_box.count() == 1
        assert not dialog.slots.chip("Any doctor").isVisible()
        dialog.reject()


def test_a_name_stays_readable_however_long_it_is(desk: FrontDesk) -> None:
    long_one = Patient(
        id=desk.clinic.novak.id, mrn="1", given_name="Wolfeschlegelstein" * 4, family_name="Hausen" * 9, birth_date=None
    )
    dialog = opened(desk, patient=as_found(long_one))

    assert dialog.width() <= desk.window.width()


def test_the_window_is_veiled_while_a_dialog_is_open(desk: FrontDesk) -> None:
    dialog = opened(desk)
    veiled = len(desk.window.findChildren(Backdrop))

    dialog.reject()
    desk.settle()

    desk.qtbot.waitUntil(lambda: not desk.window.findChildren(Backdrop))
    assert veiled == 1


def test_the_veil_goes_and_comes_with_a_dialog_that_the_lock_hides(desk: FrontDesk) -> None:
    dialog = opened(desk)
    (veil,) = desk.window.findChildren(Backdrop)

    dialog.hide()
    while_locked = veil.isVisible()
    dialog.show()

    assert not while_locked
    desk.qtbot.waitUntil(veil.isVisible)


def test_tab_goes_through_the_dialog_as_it_is_read_and_chooses_nothing(desk: FrontDesk) -> None:
    dialog = for_novak(desk)
    dialog.patient.change.setFocus()
    form = dialog.form

    passed = []
    for _ in range(17):
        passed.append(desk.focused())
        desk.press(desk.focused(), Qt.Key.Key_Tab)

    wanted = [
        dialog.patient.change, form.type_box, form.length_box, form.practitioner_box, form.arrive_box,
        form.when.day_edit, form.when.time_edit, form.source.button(BookingSource.DESK), form.reason, form.note,
        form.repeat_box, dialog.slots.chip("Any time"), dialog.slots.chip("Any doctor"), dialog.slots.view,
        dialog.slots.later_button, dialog.waiting_link,
        dialog.book_button,
    ]  # fmt: skip
    assert passed == wanted
    assert dialog.book_button.text() == "Book"


def test_free_times_that_change_choose_nothing_either(desk: FrontDesk) -> None:
    dialog = for_novak(desk)
    type_when(desk, dialog, "today", "15:30")

    desk.click(dialog.slots.chip("Mornings"))
    desk.click(dialog.slots.chip("Afternoons"))

    assert dialog.book_button.text() == "Book today 15:30"


def test_another_look_leaves_the_dialog_as_wide_as_it_was(desk: FrontDesk) -> None:
    dialog = desk.verbs.book()
    desk.wait_for(dialog)
    desk.settle()
    narrowest = dialog.form.minimumSizeHint().width()

    theme.switch().set_appearance(Appearance.DARK)
    desk.settle()

    assert dialog.form.minimumSizeHint().width() == narrowest
    dialog.reject()
