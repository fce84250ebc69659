"""A patient's window: their own appointments."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.patient_desk.own_appointments_page import OwnAppointmentsPage
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile


class PatientWindow(MainWindow):
    """One page, and nothing of anyone else; left alone, it signs the patient out instead of waiting locked."""

    def __init__(self, workplace: Workplace, station: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(workplace, station, parent)
        self.page = OwnAppointmentsPage(workplace)
        self.commands.declare(self._patient_commands())
        self.add_page(self.page)

    def on_idle(self) -> None:
        self.sign_out()

    def _patient_commands(self) -> Iterable[Command]:
        yield Command(
            name="book",
            text=self.tr("&Book an appointment…"),
            run=self.page.book,
            shortcut="Ctrl+N",
            icon=Icon.CALENDAR_PLUS,
            menu=MenuPlace.SCHEDULE,
        )
