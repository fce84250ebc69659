"""A doctor's window on a small real clinic, for tests that press keys and click."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.gui.doctor.note_keeper import NoteKeeper
from clinic_desktop.gui.doctor.visit_panel import VisitPanel
from clinic_desktop.gui.notices import Notice
from clinic_desktop.gui.windows.doctor_window import DoctorWindow
from clinic_desktop.storage.local import NoteDraft
from tests.builders import SmallClinic
from tests.gui.settling import settle
from tests.services.asking import book

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class DoctorsDesk:
    """Dr Okafor's window, shown and settled. What others do at the clinic it has heard of when a verb returns."""

    def __init__(self, window: DoctorWindow, clinic: SmallClinic, qtbot: QtBot) -> None:
        self.window = window
        self.clinic = clinic
        self.qtbot = qtbot
        self.notices: list[Notice] = []
        window.workplace.notice_given.connect(self.notices.append)

    @property
    def panel(self) -> VisitPanel:
        assert self.window.visit_panel is not None
        return self.window.visit_panel

    @property
    def field(self) -> QPlainTextEdit:
        return self.panel.visit.note.field

    @property
    def keeper(self) -> NoteKeeper:
        return self.panel.visit.note.keeper

    @property
    def state(self) -> str:
        return self.panel.visit.note.state.text()

    def settle(self) -> None:
        settle(self.qtbot, self.window.workplace.runner)

    def press(self, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def click(self, button: QAbstractButton) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def write(self, text: str) -> None:
        """Click into the note and type at its end."""
        QTest.mouseClick(self.field.viewport(), Qt.MouseButton.LeftButton)
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)
        QTest.keyClicks(self.field, text)

    def dialog(self, kind: type[QWidget]) -> Any:  # Any: of that kind
        found = next(one for one in QApplication.topLevelWidgets() if type(one) is kind and one.isVisible())
        assert isinstance(found, QDialog)
        return found

    def has_dialog(self) -> bool:
        return any(isinstance(one, QDialog) and one.isVisible() for one in QApplication.topLevelWidgets())

    # what happens at the clinic

    def checked_in(self, clock: str, **fields: Any) -> Appointment:  # Any: fields of a request
        booked = book(self.clinic, clock, **fields)
        here = self.clinic.as_receptionist().waiting.check_in(booked.id, booked.version)
        self.settle()
        return here

    def in_room(self, clock: str = "09:00", **fields: Any) -> Appointment:  # Any: as above
        here = self.checked_in(clock, **fields)
        there = self.clinic.as_receptionist().waiting.send_to_room(here.id, here.version)
        self.settle()
        return there

    def drafts(self) -> list[str]:
        with self.clinic.database.reading() as reading:
            return [draft.text for draft in reading.where(NoteDraft)]

    def note(self, appointment: Appointment) -> str:
        return self.clinic.stored(appointment).visit_note
