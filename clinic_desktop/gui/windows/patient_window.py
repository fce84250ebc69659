"""A patient's window: their own pages, as at the patient's desk."""

from collections.abc import Iterable, Iterator
from functools import partial

from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.patient_desk import own_names
from clinic_desktop.gui.patient_desk.own_window_page import OwnWindowPage
from clinic_desktop.gui.windows.main_window import MainWindow


class PatientWindow(MainWindow):
    """One page, and nothing of anyone else; left alone, it signs the patient out instead of waiting locked."""

    def make_parts(self) -> Iterator[None]:
        self.page = OwnWindowPage(self.workplace)
        self.commands.declare(self._patient_commands())
        yield
        self.add_page(self.page)

    def on_idle(self) -> None:
        self.sign_out()

    def idle_words(self) -> str:
        return self.tr("Signs out in {minutes} min")

    def _patient_commands(self) -> Iterable[Command]:
        yield Command(
            name="book",
            text=self.tr("&Book an appointment"),
            run=partial(self.page.go, own_names.BOOK),
            shortcut="Ctrl+N",
            icon=Icon.CALENDAR_PLUS,
            menu=MenuPlace.SCHEDULE,
        )
