"""The ways into the file of patients: its page, and the page of those who may be in it twice."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.access import Permission
from clinic_desktop.gui.actions import MenuPlace
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.patients_file.known_duplicates import KnownDuplicates
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.windows.page_ways import DiaryWay, PageWay, PageWays
from clinic_desktop.settings import SettingsFile

FILE_OF_PATIENTS = "patients"
_DUPLICATES = "duplicates"


def add_file_of_patients(
    window: MainWindow,
    ways: PageWays,
    verbs: AppointmentVerbs,
    station: SettingsFile,
    diary: DiaryWay,
) -> None:
    """Offer the file in a window whose person may read it; `diary` leads to where one stands."""
    may_merge = Permission.MERGE_PATIENTS in verbs.permissions

    def make_file() -> Page:
        from clinic_desktop.gui.patients_file.duplicate_below import DuplicateBelow
        from clinic_desktop.gui.patients_file.patients_page import PatientsPage

        page = PatientsPage(window.workplace, verbs, station, window.page_ground)
        page.appointment_wanted.connect(diary.show)
        page.appointment_neared.connect(lambda line: diary.near(line.starts_at))
        if may_merge:
            below = DuplicateBelow(window.workplace, page)
            page.below.addWidget(below)
            page.view.row_chosen.connect(below.ask_for)
            page.panel.closed.connect(lambda: below.ask_for(None))
            below.room_wanted.connect(page.leave_room)
            page.tools.addWidget(window.commands.button(_DUPLICATES))
        return page

    known = KnownDuplicates(window.workplace, window)
    known.changed.connect(window.commands.refresh)

    def duplicates_words() -> str:
        if not known.count:
            return _tr("Possible &duplicates")
        return _tr("Possible &duplicates · {count}").format(count=f"{known.count:,}")

    def make_duplicates() -> Page:
        from clinic_desktop.gui.patients_file.duplicates_page import DuplicatesPage

        page = DuplicatesPage(window.workplace, window.page_ground)
        page.search.ended.connect(known.take)
        return page

    if Permission.READ_PATIENTS in verbs.permissions:
        ways.add(_way(FILE_OF_PATIENTS, _tr("The &file of patients"), make_file, "Alt+7", Icon.USERS))
    if may_merge:
        words = duplicates_words()
        ways.add(_way(_DUPLICATES, words, make_duplicates, "Alt+8", Icon.MERGE, words=duplicates_words))


def _way(
    name: str,
    text: str,
    make: Callable[[], Page],
    shortcut: str,
    icon: Icon,
    *,
    words: Callable[[], str] | None = None,
) -> PageWay:
    return PageWay(name=name, text=text, make=make, shortcut=shortcut, icon=icon, menu=MenuPlace.PATIENTS, words=words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("patients", text)
