"""Somebody who waits, put on the list by a colleague at another desk."""

from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from clinic_desktop.domain.appointments import Appointment, CancelledBy
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.waiting_list import WaitingEntry
from tests.builders import a_patient
from tests.gui.calendar.reception_desk import Desk


def somebody(desk: Desk, given_name: str, *, mobile: str = "+49 30 901821") -> Patient:
    patient = a_patient(mrn=given_name, given_name=given_name, family_name="Silva", mobile=mobile)
    return desk.clinic.store(patient)


def waits(desk: Desk, patient: Patient | None = None, **fields: object) -> WaitingEntry:
    """Min Kim for a consultation with anyone, since three days; the window has heard of it."""
    whole = {
        "id": UUID(int=0),
        "patient_id": (patient or desk.clinic.kim).id,
        "type_id": desk.clinic.consultation.id,
        "asked_at": desk.clinic.clock.now - timedelta(days=3),
    } | fields
    entry = desk.clinic.store(WaitingEntry(**whole))  # type: ignore[arg-type] # the test says what is other
    desk.settle()
    return entry


def cancelled(desk: Desk, appointment: Appointment) -> None:
    """A colleague calls it off; the window has heard of it."""
    clinic = desk.clinic.as_admin()
    clinic.scheduling.cancel(appointment.id, desk.clinic.stored(appointment).version, CancelledBy.PATIENT, "Ill")
    desk.settle()


def click(desk: Desk, button: QAbstractButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.settle()
