"""A window's workplace on a small real clinic, for tests that type and click."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.people import Account, Patient
from clinic_desktop.domain.sheets import AppointmentLine, PatientLine, Slot
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.news import News
from clinic_desktop.gui.notices import Notice
from clinic_desktop.gui.patients.patient_model import line_of
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.workplace import Workplace
from tests.builders import NINE_OCLOCK, SmallClinic, a_small_clinic
from tests.gui.settling import settle

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(kw_only=True)
class FrontDesk:
    """A signed-in person's workplace and window; what was noticed, and what broke, is kept."""

    clinic: SmallClinic
    workplace: Workplace
    window: QWidget
    verbs: AppointmentVerbs
    notices: list[Notice]
    qtbot: QtBot

    def settle(self) -> None:
        """Wait until every task has been done and told."""
        settle(self.qtbot, self.workplace.runner)

    def wait_for(self, dialog: QWidget) -> None:
        """Wait until a dialog has the keyboard."""
        self.qtbot.waitUntil(dialog.isActiveWindow)

    def focused(self) -> QWidget:
        """Where the keyboard is."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def show(self, widget: QWidget) -> None:
        """Put a widget into the window, which is shown."""
        widget.setParent(self.window)
        widget.setGeometry(self.window.rect())
        widget.show()

    def type_into(self, widget: QWidget, text: str) -> None:
        """Type, key by key, in place of what stands there."""
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(widget, Qt.Key.Key_Backspace)
        if text.isascii():
            QTest.keyClicks(widget, text)
        else:
            # No key of QTest's bears these letters; an input method hands them over whole, as it does to a person.
            written = QInputMethodEvent()
            written.setCommitString(text)
            QApplication.sendEvent(widget, written)
        self.settle()

    def press(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key and wait for what comes of it."""
        QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)
        self.settle()

    def click(self, button: QAbstractButton) -> None:
        """Click a button with the mouse and wait for what comes of it; it must be there to be clicked."""
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def booked(self, starts_at: datetime, **fields: object) -> Appointment:
        """Peter Novak's appointment with Dr Okafor at that time, stored."""
        return self.clinic.store(self.clinic.an_appointment(starts_at, **fields))  # type: ignore[arg-type]

    def line(self, appointment: Appointment) -> AppointmentLine:
        """An appointment as the calendar shows it."""
        return self.workplace.clinic.scheduling.open(appointment.id).line

    def appointments(self) -> list[Appointment]:
        """Everything that stands in the diaries."""
        with self.clinic.database.reading() as reading:
            return reading.where(Appointment, order=("starts_at",))

    def slot(self, at: datetime, minutes: int = 30) -> Slot:
        """A time at Dr Okafor's."""
        return Slot(practitioner_id=self.clinic.okafor.id, starts_at=at, ends_at=at + timedelta(minutes=minutes))


def today_at(hour: int, minute: int = 0) -> datetime:
    """A moment of the day on which the clinic's clock stands."""
    return datetime.combine(NINE_OCLOCK.astimezone(BERLIN).date(), time(hour, minute), BERLIN)


def as_found(patient: Patient) -> PatientLine:
    """A patient as a search finds them."""
    return line_of(patient)


@contextmanager
def a_front_desk(folder: Path, qtbot: QtBot, *, role: str = "receptionist") -> Iterator[FrontDesk]:
    """See FrontDesk; signed in is the receptionist, or `role`: "admin", "doctor"."""
    with a_small_clinic(folder / "clinic") as clinic:
        account: Account = getattr(clinic, role)
        runner, news = TaskRunner(), News()
        broken: list[object] = []
        runner.broke.connect(broken.append)
        news.follow(clinic.database.subscribe)
        workplace = Workplace(
            clinic=clinic.signed_in(account), runner=runner, news=news, settings=clinic.settings(), clock=clinic.clock
        )
        notices: list[Notice] = []
        workplace.notice_given.connect(notices.append)
        window = QWidget()
        window.resize(1000, 760)
        window.show()
        qtbot.waitUntil(window.isActiveWindow)
        verbs = AppointmentVerbs(workplace, window)
        desk = FrontDesk(clinic=clinic, workplace=workplace, window=window, verbs=verbs, notices=notices, qtbot=qtbot)
        try:
            yield desk
            desk.settle()
        finally:
            runner.close()
            news.leave()
            window.close()
            window.deleteLater()
        assert not broken
