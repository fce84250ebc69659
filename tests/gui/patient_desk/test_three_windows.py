"""One patient's way through the clinic, in three windows on one database, each of which follows live."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.people import Account
from clinic_desktop.domain.waiting_room import BoardColumn
from clinic_desktop.gui.doctor.rebook_dialog import RebookDialog
from clinic_desktop.gui.patient_desk.booking_steps import ConfirmStep, TimeStep
from clinic_desktop.gui.windows.calendar_window import CalendarWindow
from clinic_desktop.gui.windows.doctor_window import DoctorWindow
from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.gui.patient_desk.at_the_desk import AtTheDesk
from tests.gui.patient_desk.own_desk import book_page, button_called, click, register
from tests.gui.visit.doctors_desk import CTRL, DoctorsDesk, Key
from tests.gui.waiting_room.board_desk import BoardDesk


@pytest.fixture
def beside(desk: AtTheDesk, tmp_path: Path) -> "Iterator[Beside]":
    made = Beside(desk, SettingsFile(tmp_path / "station"))
    yield made
    made.close()


class Beside:
    """Windows of the staff beside the patient's desk, on the same database."""

    def __init__(self, desk: AtTheDesk, station: SettingsFile) -> None:
        self._desk = desk
        self._station = station
        self._windows: list[CalendarWindow] = []

    def opened(self, kind: type[CalendarWindow], account: Account) -> CalendarWindow:
        clinic = self._desk.clinic
        window = kind(
            Workplace(
                clinic=clinic.signed_in(account),
                runner=self._desk.runner,
                news=self._desk.news,
                settings=clinic.settings(),
                clock=clinic.clock,
            ),
            self._station,
        )
        window.showNormal()
        window.resize(1366, 768)
        self._windows.append(window)
        self._desk.settle()
        return window

    def close(self) -> None:
        self._desk.settle()
        for window in self._windows:
            window.close()
            window.deleteLater()


def in_front(window: CalendarWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_registered_booked_checked_in_called_noted_completed_and_rebooked(
    desk: AtTheDesk, beside: Beside, qtbot: QtBot
) -> None:
    board_window = beside.opened(ReceptionWindow, desk.clinic.receptionist)
    board_window.commands["waiting_room"].trigger()
    reception = BoardDesk(board_window, desk.clinic, qtbot)
    doctors_window = beside.opened(DoctorWindow, desk.clinic.doctor)
    assert isinstance(doctors_window, DoctorWindow)
    doctor = DoctorsDesk(doctors_window, desk.clinic, qtbot)
    calendar = doctors_window.calendar.view

    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    register(desk)
    desk.press("Book an appointment")
    for words in ("Cardiology", "Consultation", "Dr Amara Okafor"):
        click(desk, button_called(desk, words))
    today = desk.clinic.clock.now.date()
    click(desk, book_page(desk).content.days[today])  # type: ignore[union-attr] # the step that asks for a day
    times = book_page(desk).content
    assert isinstance(times, TimeStep)
    click(desk, next(iter(times.buttons.values())))
    last = book_page(desk).content
    assert isinstance(last, ConfirmStep)
    desk.key(Qt.Key.Key_Return)
    (card,) = reception.cards(BoardColumn.EXPECTED)
    assert card.name == "Ida Berg"
    assert calendar.appointments().line(card.id) is not None
    desk.press("Done")

    desk.press("I have arrived")
    assert reception.names(BoardColumn.ARRIVED) == ["Ida Berg"]
    assert doctor.panel.empty.call.text() == "Call Ida Berg"

    in_front(doctors_window, qtbot)
    doctor.press(Key.Key_F10)
    assert reception.names(BoardColumn.IN_CONSULTATION) == ["Ida Berg"]
    assert doctor.panel.current is not None
    assert "go in" in desk.words()

    doctor.write("ECG normal.")
    doctor.press(Key.Key_Return, CTRL)
    assert reception.names(BoardColumn.DONE) == ["Ida Berg"]
    (visit,) = reception.cards(BoardColumn.DONE)
    with desk.clinic.database.reading() as reading:
        stored = reading.get(type(desk.clinic.an_appointment()), visit.id)
    assert (stored.status, stored.visit_note) == (AppointmentStatus.FULFILLED, "ECG normal.")
    assert doctor.panel.empty.rebook.text() == "Rebook Ida Berg…"

    doctor.press(Key.Key_R, CTRL)
    dialog = doctor.dialog(RebookDialog)
    doctor.click(dialog.book)
    assert "Booked Ida Berg" in doctor.notices[-1].text

    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.settle()
    assert "1 to come · 1 past" in desk.words()
