"""A patient looks at, books, checks in to and cancels the own appointments, by clicking and typing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, BookingSource, CancelledBy
from clinic_desktop.domain.people import Patient
from clinic_desktop.gui.news import News
from clinic_desktop.gui.patient_desk.own_booking_dialog import OwnBookingDialog
from clinic_desktop.gui.patient_desk.own_cancel_dialog import OwnCancelDialog
from clinic_desktop.gui.patient_desk.own_details_dialog import OwnDetailsDialog
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.windows.patient_window import PatientWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import SmallClinic, a_small_clinic
from tests.gui.settling import settle

Dialog = TypeVar("Dialog", bound=QDialog)


class OwnDesk:
    """Peter Novak's window, and what stands in the clinic behind it."""

    def __init__(self, clinic: SmallClinic, window: PatientWindow, runner: TaskRunner, qtbot: QtBot) -> None:
        self.clinic = clinic
        self.window = window
        self.page = window.page
        self._runner = runner
        self._qtbot = qtbot

    def settle(self) -> None:
        settle(self._qtbot, self._runner)

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def opened(self, kind: type[Dialog]) -> Dialog:
        dialog = next(each for each in self.window.findChildren(kind) if each.isVisible())
        self.settle()
        return dialog

    def stored(self) -> list[Appointment]:
        with self.clinic.database.reading() as reading:
            return reading.where(Appointment, order=("starts_at",))

    def booked(self, **fields: object) -> Appointment:
        appointment = self.clinic.store(self.clinic.an_appointment(**fields))  # type: ignore[arg-type] # passed on
        self.settle()
        return appointment


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OwnDesk]:
    with a_small_clinic(tmp_path / "clinic") as clinic:
        clinic.store(replace(clinic.consultation, patients_may_book=True))
        runner, news = TaskRunner(), News()
        news.follow(clinic.database.subscribe)
        workplace = Workplace(
            clinic=clinic.as_patient(), runner=runner, news=news, settings=clinic.settings(), clock=clinic.clock
        )
        window = PatientWindow(workplace, SettingsFile(tmp_path / "station"))
        qtbot.addWidget(window)
        window.show()
        made = OwnDesk(clinic, window, runner, qtbot)
        made.settle()
        yield made
        window.close()
        news.leave()
        runner.close()


def test_the_patient_is_greeted_and_sees_only_own_appointments(desk: OwnDesk) -> None:
    own = desk.booked()
    desk.booked(patient_id=desk.clinic.kim.id, starts_at=own.ends_at)

    assert [row.appointment.id for row in desk.page.lines] == [own.id]
    assert desk.page.greeting.endswith(", Peter")


def test_a_patient_books_a_free_time(desk: OwnDesk) -> None:
    desk.click(desk.page.book_tile)
    dialog = desk.opened(OwnBookingDialog)
    view = dialog.slots.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(0, 0)).center())
    first = dialog.slots.slots_shown[0]
    QTest.keyClicks(dialog.reason, "Chest pain")

    desk.click(dialog.book_button)

    (booked,) = desk.stored()
    assert (booked.patient_id, booked.starts_at) == (desk.clinic.novak.id, first.starts_at)
    assert (booked.reason, booked.source) == ("Chest pain", BookingSource.PATIENT)
    assert [row.appointment.id for row in desk.page.lines] == [booked.id]


def test_a_time_that_is_gone_is_refused_and_what_was_typed_stays(desk: OwnDesk) -> None:
    desk.click(desk.page.book_tile)
    dialog = desk.opened(OwnBookingDialog)
    dialog.slots.slot_chosen.emit(first := dialog.slots.slots_shown[0])
    QTest.keyClicks(dialog.reason, "Chest pain")
    desk.booked(patient_id=desk.clinic.kim.id, starts_at=first.starts_at, practitioner_id=first.practitioner_id)

    desk.click(dialog.book_button)

    assert dialog.isVisible()
    assert "taken" in dialog.message
    assert dialog.reason.text() == "Chest pain"
    assert first not in dialog.slots.slots_shown
    assert [each.patient_id for each in desk.stored()] == [desk.clinic.kim.id]
    dialog.reject()


def test_a_patient_says_that_they_are_here(desk: OwnDesk) -> None:
    own = desk.booked()

    desk.click(desk.page.arrive_button)

    assert desk.clinic.stored(own).status is AppointmentStatus.ARRIVED
    assert not desk.page.arrive_button.isVisible()
    assert "your number is 1" in desk.page.next_words


def test_before_its_time_check_in_says_when_it_opens(desk: OwnDesk) -> None:
    desk.booked(starts_at=desk.clinic.clock.now + timedelta(hours=5))

    assert not desk.page.arrive_button.isEnabled()
    assert "check-in opens at 12:00" in desk.page.next_words


def test_a_patient_cancels_in_time(desk: OwnDesk) -> None:
    own = desk.booked(starts_at=desk.clinic.clock.now + timedelta(days=3))

    desk.click(desk.page.lines[0].cancel_button)
    dialog = desk.opened(OwnCancelDialog)
    QTest.keyClicks(dialog.reason, "On holiday")
    desk.click(dialog.cancel_button)

    standing = desk.clinic.stored(own)
    assert (standing.status, standing.cancelled_by) == (AppointmentStatus.CANCELLED, CancelledBy.PATIENT)
    assert standing.cancel_reason == "On holiday"
    assert desk.page.lines == []


def test_too_late_to_cancel_is_said_in_the_dialog(desk: OwnDesk) -> None:
    own = desk.booked()

    desk.click(desk.page.lines[0].cancel_button)
    dialog = desk.opened(OwnCancelDialog)
    desk.click(dialog.cancel_button)

    assert dialog.isVisible()
    assert dialog.message
    assert desk.clinic.stored(own).status is AppointmentStatus.BOOKED
    dialog.reject()


def test_own_details_are_stored_and_a_bad_phone_is_pointed_at(desk: OwnDesk) -> None:
    desk.click(desk.page.details_tile)
    dialog = desk.opened(OwnDetailsDialog)
    dialog.fields["mobile"].clear()
    QTest.keyClicks(dialog.fields["mobile"], "12")

    desk.click(dialog.store_button)
    problem = dialog.problem_of("mobile")
    dialog.fields["mobile"].clear()
    QTest.keyClicks(dialog.fields["mobile"], "0151 23456789")
    desk.click(dialog.store_button)

    with desk.clinic.database.reading() as reading:
        novak = reading.get(Patient, desk.clinic.novak.id)
    assert problem
    assert novak.mobile.replace(" ", "").endswith("15123456789")
