"""Putting somebody on the list from wherever the wish comes up, and changing what they wait for."""

from datetime import date, time, timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from clinic_desktop.domain.queries import DayPart
from clinic_desktop.domain.waiting_list import Urgency, WaitingEntry, WaitingFilter, WaitingStatus
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.booking.verb_offers import AppointmentVerb
from clinic_desktop.gui.waiting_list.waiting_dialog import WaitingDialog
from clinic_desktop.gui.waiting_list.whom_field import WhomField
from tests.builders import NINE_OCLOCK
from tests.gui.calendar.reception_desk import Desk, Key, booked

from .waiting_builders import click, waits

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def entries(desk: Desk) -> list[WaitingEntry]:
    with desk.clinic.database.reading() as reading:
        return reading.where(WaitingEntry)


def dialog_of(desk: Desk) -> WaitingDialog:
    desk.settle()
    (found,) = desk.window.findChildren(WaitingDialog)
    return found


def chosen(whom: WhomField) -> tuple[set[UUID], UUID | None]:
    return set(whom.practitioner_ids), whom.department_id


def type_into(desk: Desk, widget: QWidget, text: str) -> None:
    widget.setFocus()
    QTest.keyClicks(widget.focusProxy() or widget, text)
    desk.settle()


def test_a_key_opens_it_and_typing_puts_somebody_on_the_list(desk: Desk) -> None:
    desk.press(Key.Key_W, CONTROL_SHIFT)
    dialog = dialog_of(desk)
    type_into(desk, dialog.patient.search.field, "kim")
    QTest.keyClick(dialog.patient.search.field, Key.Key_Return)
    desk.settle()
    type_into(desk, dialog.what.whom.box, "Fischer")
    QTest.keyClick(QApplication.activePopupWidget() or dialog.what.whom.box, Key.Key_Tab)
    desk.settle()
    type_into(desk, dialog.when.last_day, "fri")
    type_into(desk, dialog.when.earliest, "930")
    click(desk, dialog.when.weekdays[3])
    click(desk, dialog.when.part.button(DayPart.MORNING))
    click(desk, dialog.what.urgency.button(Urgency.URGENT))
    type_into(desk, dialog.what.note, "Call first")
    click(desk, dialog.save_button)

    (entry,) = entries(desk)
    assert entry.patient_id == desk.clinic.kim.id
    assert entry.practitioner_ids == (desk.clinic.fischer.id,)
    assert (entry.last_day, entry.earliest, entry.weekdays) == (date(2026, 11, 27), time(9, 30), (3,))
    assert (entry.part, entry.urgency, entry.note) == (DayPart.MORNING, Urgency.URGENT, "Call first")
    assert not desk.window.findChildren(WaitingDialog)
    notice = desk.window.notices.notice
    assert notice is not None
    assert notice.text == "Put Min Kim on the waiting list"


def test_nobody_chosen_is_said_at_the_field(desk: Desk) -> None:
    desk.press(Key.Key_W, CONTROL_SHIFT)
    dialog = dialog_of(desk)

    click(desk, dialog.save_button)

    assert dialog.isVisible()
    assert QApplication.focusWidget() is dialog.patient.search.field


def test_a_day_that_is_over_is_refused_at_its_field_and_all_stays(desk: Desk) -> None:
    desk.page.show_patient(desk.clinic.novak.id)
    desk.press(Key.Key_W, CONTROL_SHIFT)
    dialog = dialog_of(desk)
    type_into(desk, dialog.what.note, "Call first")
    type_into(desk, dialog.when.last_day, "23.11.2026")

    click(desk, dialog.save_button)

    assert dialog.when.fields["last_day"].problem.startswith("That day is over")
    assert dialog.what.note.text() == "Call first"


def test_the_patient_beside_the_calendar_is_taken_over(desk: Desk) -> None:
    desk.page.show_patient(desk.clinic.novak.id)
    desk.settle()

    desk.press(Key.Key_W, CONTROL_SHIFT)

    patient = dialog_of(desk).patient.patient
    assert patient is not None
    assert patient.id == desk.clinic.novak.id


def test_an_appointment_that_is_too_late_is_taken_over_with_its_doctor(desk: Desk) -> None:
    later = booked(desk, NINE_OCLOCK + timedelta(hours=3))
    desk.choose(later)

    click(desk, desk.page.panel.parts.buttons.button(AppointmentVerb.WANT_EARLIER))
    click(desk, dialog_of(desk).save_button)

    (entry,) = entries(desk)
    assert (entry.appointment_id, entry.keeps_appointment) == (later.id, False)
    assert entry.practitioner_ids == (desk.clinic.okafor.id,)


def test_the_menu_of_an_appointment_offers_it(desk: Desk) -> None:
    later = booked(desk, NINE_OCLOCK + timedelta(hours=3))
    desk.choose(later)

    view = desk.page.view
    view.setFocus()
    place = view.visualRect(view.appointments().index_of(later.id)).center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), asked)
    menu = QApplication.activePopupWidget()

    assert isinstance(menu, QMenu)
    assert "Wants an earlier time…" in [action.text() for action in menu.actions()]
    menu.close()


def test_what_was_typed_in_a_booking_is_taken_over_and_the_booking_closes(desk: Desk) -> None:
    desk.page.verbs.book()
    desk.settle()
    (booking,) = desk.window.findChildren(BookingDialog)
    type_into(desk, booking.patient.search.field, "kim")
    QTest.keyClick(booking.patient.search.field, Key.Key_Return)
    desk.settle()
    click(desk, booking.slots.chip("Afternoons"))
    type_into(desk, booking.form.note, "Wants Tuesday")

    click(desk, booking.waiting_link)
    click(desk, dialog_of(desk).save_button)

    (entry,) = entries(desk)
    assert (entry.patient_id, entry.part, entry.note) == (desk.clinic.kim.id, DayPart.AFTERNOON, "Wants Tuesday")
    assert not desk.window.findChildren(BookingDialog)


def test_the_booking_stays_when_the_waiting_list_is_left(desk: Desk) -> None:
    desk.page.verbs.book()
    desk.settle()
    (booking,) = desk.window.findChildren(BookingDialog)

    click(desk, booking.waiting_link)
    click(desk, dialog_of(desk).cancel_button)

    assert booking.isVisible()
    assert not entries(desk)


def test_an_entry_shows_what_it_wishes_and_saves_what_was_changed(desk: Desk) -> None:
    later = booked(desk, NINE_OCLOCK + timedelta(days=1), patient_id=desk.clinic.kim.id)
    entry = waits(
        desk,
        practitioner_ids=(desk.clinic.okafor.id,),
        last_day=date(2026, 12, 4),
        weekdays=(0, 4),
        part=DayPart.AFTERNOON,
        urgency=Urgency.ASAP,
        note="Call first",
        appointment_id=later.id,
        keeps_appointment=True,
    )
    click(desk, desk.window.waiting_list.section.cards[0])
    dialog = dialog_of(desk)
    assert not dialog.patient.change.isVisible()

    click(desk, dialog.save_button)
    assert desk.clinic.stored(entry) == entry

    click(desk, desk.window.waiting_list.section.cards[0])
    click(desk, dialog_of(desk).goes_back.button(False))
    click(desk, dialog_of(desk).save_button)
    assert not desk.clinic.stored(entry).keeps_appointment


def test_what_lapsed_is_taken_up_again(desk: Desk) -> None:
    entry = waits(desk, last_day=date(2026, 11, 20))
    (line,) = desk.clinic.as_admin().waiting_list.list(WaitingFilter())

    dialog = desk.window.waiting_list.verbs.change(line)
    desk.settle()
    assert dialog.save_button.text() == "Take up again"
    assert dialog.when.last_day.text() == ""
    click(desk, dialog.save_button)

    assert desk.clinic.stored(entry).status_on(date(2026, 11, 24)) is WaitingStatus.WAITING


def test_an_entry_that_somebody_else_changed_says_so(desk: Desk) -> None:
    entry = waits(desk)
    click(desk, desk.window.waiting_list.section.cards[0])
    dialog = dialog_of(desk)
    desk.clinic.as_admin().waiting_list.withdraw(entry.id, entry.version)

    click(desk, dialog.save_button)

    assert dialog.isVisible()
    assert "Someone else changed this" in dialog.message.text


def test_a_doctor_or_a_department_can_be_added_and_taken_out(desk: Desk) -> None:
    desk.press(Key.Key_W, CONTROL_SHIFT)
    whom = dialog_of(desk).what.whom
    for name in ("Okafor", "Fischer"):
        type_into(desk, whom.box, name)
        QTest.keyClick(whom.box, Key.Key_Return)
        desk.settle()
    assert chosen(whom) == ({desk.clinic.okafor.id, desk.clinic.fischer.id}, None)

    type_into(desk, whom.box, "Anyone in Card")
    QTest.keyClick(QApplication.activePopupWidget() or whom.box, Key.Key_Tab)
    desk.settle()

    assert chosen(whom) == (set(), desk.clinic.department.id)
