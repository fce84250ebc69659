"""A doctor's window: the own month, a quick look at any own patient, and the own day sheet by one key."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.gui.doctor.month_figures import MonthFiguresPage
from clinic_desktop.gui.news import News
from clinic_desktop.gui.paper.papers import PaperKind
from clinic_desktop.gui.paper.print_dialog import PrintDialog
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.windows.doctor_window import DoctorWindow
from clinic_desktop.gui.windows.own_month_way import OWN_MONTH
from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import SmallClinic
from tests.gui.front_desk import today_at
from tests.gui.settling import settle

Key, Modifier = Qt.Key, Qt.KeyboardModifier
NOTE = "Regular rhythm, 72/min."


class Doctors:
    """Dr Okafor's window, shown and settled."""

    def __init__(self, window: DoctorWindow, clinic: SmallClinic, qtbot: QtBot) -> None:
        self.window, self.clinic, self.qtbot = window, clinic, qtbot

    def settle(self) -> None:
        settle(self.qtbot, self.window.workplace.runner)

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def month(self) -> MonthFiguresPage:
        self.press(Key.Key_M, Modifier.ControlModifier | Modifier.ShiftModifier)
        self.qtbot.waitUntil(lambda: isinstance(self.window.current_page, MonthFiguresPage))
        self.settle()
        page = self.window.current_page
        assert isinstance(page, MonthFiguresPage)
        return page


@pytest.fixture
def doctors(
    small_clinic: SmallClinic, runner: TaskRunner, news: News, station: SettingsFile, qtbot: QtBot
) -> Iterator[Doctors]:
    workplace = Workplace(
        clinic=small_clinic.as_doctor(),
        runner=runner,
        news=news,
        settings=small_clinic.settings(),
        clock=small_clinic.clock,
    )
    window = DoctorWindow(workplace, station)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    made = Doctors(window, small_clinic, qtbot)
    made.settle()
    yield made
    window.close()
    window.deleteLater()


def a_visit(clinic: SmallClinic, starts_at: datetime, *, took: int = 20, **fields: object) -> None:
    visit = clinic.an_appointment(
        starts_at,
        status=AppointmentStatus.FULFILLED,
        arrived_at=starts_at - timedelta(minutes=6),
        in_room_at=starts_at,
        done_at=starts_at + timedelta(minutes=took),
        **fields,  # type: ignore[arg-type] # the test says which
    )
    clinic.store(visit)


def test_the_own_month_comes_by_one_key_with_the_month_before_beside_it(doctors: Doctors) -> None:
    a_visit(doctors.clinic, today_at(8))
    a_visit(doctors.clinic, today_at(8, 30), took=35)
    a_visit(doctors.clinic, today_at(10) - timedelta(days=30))
    doctors.clinic.store(doctors.clinic.an_appointment(today_at(7), status=AppointmentStatus.NOSHOW))

    page = doctors.month()

    assert page.words[:3] == [
        "Patients seen: 2, October 2026: 1",
        "No-shows: 1, 33 % of those expected, October 2026: 0 · 0.0 %",
        "Cancelled: 0, October 2026: 0",
    ]
    assert page.words[3] == "Wait until called: 6 min, half waited no longer, October 2026: 6 min"
    assert page.words[4] == "Length of a visit: 20 min, booked for 30 min, October 2026: 20 min · booked for 30 min"
    assert page.words[5] == "Open time used: 0.5 %, 1 of 189 hours, October 2026: 0.3 %"


def test_months_are_leafed_through_by_keys_and_by_clicks(doctors: Doctors) -> None:
    page = doctors.month()

    doctors.press(Key.Key_Left, Modifier.ControlModifier)
    doctors.press(Key.Key_Left, Modifier.ControlModifier)
    september = page.day
    doctors.press(Key.Key_T)
    november = page.day
    QTest.mouseClick(page.bar.today, Qt.MouseButton.LeftButton)
    doctors.press(Key.Key_Right, Modifier.ControlModifier)

    assert (september, november, page.day) == (date(2026, 9, 1), date(2026, 11, 1), date(2026, 12, 1))
    assert page.title == "My month, December 2026"


def test_the_month_follows_what_happens_in_it(doctors: Doctors) -> None:
    page = doctors.month()
    before = page.words[0]

    a_visit(doctors.clinic, today_at(8))
    doctors.settle()
    doctors.qtbot.waitUntil(lambda: page.words[0] != before)

    assert (before, page.words[0]) == ("Patients seen: 0, October 2026: 0", "Patients seen: 1, October 2026: 0")


def test_a_month_without_hours_or_visits_says_so(doctors: Doctors) -> None:
    page = doctors.month()
    for _ in range(12):
        doctors.press(Key.Key_Left, Modifier.ControlModifier)

    assert page.day == date(2025, 11, 1)
    assert page.empty.isVisible()


def test_the_desk_has_no_own_month(workplace: Workplace, station: SettingsFile, dressed: QApplication) -> None:
    window = ReceptionWindow(workplace, station)

    assert OWN_MONTH not in window.commands
    window.close()
    window.deleteLater()


def test_any_patient_is_found_and_looked_at_with_history_and_notes(doctors: Doctors) -> None:
    a_visit(doctors.clinic, today_at(8) - timedelta(days=7), visit_note=NOTE)

    doctors.press(Key.Key_K, Modifier.ControlModifier)
    QTest.keyClicks(doctors.focused(), "novak")
    doctors.settle()
    doctors.press(Key.Key_Return)

    panel = doctors.window.calendar.panel
    assert panel.patient_id == doctors.clinic.novak.id
    assert panel.parts.patient_card.card is not None
    assert panel.parts.patient_card.card.visits == 1
    assert NOTE in panel.parts.notes.words


def test_a_click_on_an_appointment_shows_the_patient_with_the_notes_of_before(doctors: Doctors) -> None:
    a_visit(doctors.clinic, today_at(8) - timedelta(days=7), visit_note=NOTE)
    appointment = doctors.clinic.store(doctors.clinic.an_appointment(today_at(11)))
    doctors.settle()

    view = doctors.window.calendar.view
    place = view.visualRect(view.appointments().index_of(appointment.id)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    doctors.settle()

    assert NOTE in doctors.window.calendar.panel.parts.notes.words


def test_the_own_day_sheet_is_one_key_away_whoever_is_chosen(doctors: Doctors) -> None:
    own = doctors.clinic.store(doctors.clinic.an_appointment(today_at(11)))
    fischers = doctors.clinic.an_appointment(
        today_at(11), patient_id=doctors.clinic.kim.id, practitioner_id=doctors.clinic.fischer.id
    )
    doctors.clinic.store(fischers)
    doctors.settle()
    doctors.window.calendar.show_appointment(doctors.window.workplace.clinic.scheduling.open(own.id).line)
    doctors.settle()

    doctors.press(Key.Key_P, Modifier.ControlModifier)
    doctors.qtbot.waitUntil(lambda: bool(doctors.window.findChildren(PrintDialog)))
    (dialog,) = doctors.window.findChildren(PrintDialog)
    doctors.qtbot.waitUntil(lambda: dialog.pages is not None)

    assert dialog.kind is PaperKind.DAY_SHEET
    assert [dialog.whose.itemText(place) for place in range(dialog.whose.count())] == ["Dr Amara Okafor"]
    assert dialog.kinds[PaperKind.SLIP].isEnabled()
    dialog.reject()
