"""A patient's window: their own appointments."""

from collections.abc import Iterable, Iterator

from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.patient_desk.own_appointments_page import OwnAppointmentsPage
from clinic_desktop.gui.windows.main_window import MainWindow


class PatientWindow(MainWindow):
    """One page, and nothing of anyone else; left alone, it signs the patient out instead of waiting locked."""

    def make_parts(self) -> Iterator[None]:
        self.page = OwnAppointmentsPage(self.workplace)
        self.commands.declare(self._patient_commands())
        yield
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
