"""The columns of tables: dragged, moved, fitted, put back, and found again where each person left them."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.people import Role
from clinic_desktop.gui import theme
from clinic_desktop.gui.audit.audit_page import AuditPage
from clinic_desktop.gui.measures import Space, TextSize, Weight
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.patients_file.patients_page import PatientsPage
from clinic_desktop.gui.staff.staff_page import StaffPage
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.widgets.row_table_view import RowTableView
from clinic_desktop.gui.windows.admin_window import AdminWindow
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.settings import SettingsFile
from tests.builders import SmallClinic, a_patient, an_account
from tests.gui.opened_windows import Opened
from tests.gui.settling import settle
from tests.stored_settings import everything_is_stored


class Tables:
    """Shows a page of a window, and answers with its table."""

    def __init__(self, runner: TaskRunner, qtbot: QtBot) -> None:
        self._runner = runner
        self._qtbot = qtbot

    def settle(self) -> None:
        settle(self._qtbot, self._runner)

    def on(self, window: MainWindow, kind: type[Page]) -> RowTableView:
        if isinstance(window, AdminWindow):
            window.show_page(window.page_of(kind))
        else:
            window.commands["patients"].trigger()
        self._qtbot.waitUntil(lambda: isinstance(window.current_page, kind))
        self.settle()
        page = window.current_page
        assert isinstance(page, AuditPage | PatientsPage | StaffPage)
        return page.view


@pytest.fixture
def tables(runner: TaskRunner, qtbot: QtBot) -> Tables:
    return Tables(runner, qtbot)


def heads(view: RowTableView) -> list[str]:
    """As they are read."""
    columns = view.heads
    return [str(view.model().headerData(columns.logicalIndex(at), _ACROSS)) for at in range(columns.count())]


def widths(view: RowTableView) -> list[int]:
    columns = view.heads
    return [columns.sectionSize(columns.logicalIndex(at)) for at in range(columns.count())]


def border_after(view: RowTableView, place: int) -> QPoint:
    columns = view.heads
    begins = columns.sectionViewportPosition(columns.logicalIndex(place))
    x = begins + 1 if columns.isRightToLeft() else begins + widths(view)[place] - 1
    return QPoint(x, columns.height() // 2)


def drag(view: RowTableView, begin: QPoint, by: int) -> None:
    ground = view.heads.viewport()
    QTest.mouseMove(ground, begin)
    QTest.mousePress(ground, Qt.MouseButton.LeftButton, pos=begin)
    for part in (1, 2, 3, 4):
        QTest.mouseMove(ground, begin + QPoint(by * part // 4, 0))
    QTest.mouseRelease(ground, Qt.MouseButton.LeftButton, pos=begin + QPoint(by, 0))


def is_filled(view: RowTableView) -> bool:
    return sum(widths(view)) == view.viewport().width() and not view.heads.offset()


def menu_over(view: RowTableView, place: int) -> QMenu:
    at = border_after(view, place) - QPoint(15, 0)
    ground = view.heads.viewport()
    QApplication.sendEvent(ground, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, ground.mapToGlobal(at)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def action_of(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == words)


def choose(menu: QMenu, words: str) -> None:
    menu.setActiveAction(action_of(menu, words))
    QTest.keyClick(menu, Qt.Key.Key_Return)


def test_who_drags_nothing_has_each_table_as_everybody(
    opened: Opened, small_clinic: SmallClinic, tables: Tables
) -> None:
    with opened(AdminWindow, small_clinic.as_admin()) as window:
        view = tables.on(window, StaffPage)
        before = widths(view)
        QTest.mouseClick(view.heads.viewport(), Qt.MouseButton.LeftButton, pos=border_after(view, 0))
        window.resize(1000, 768)
        tables.settle()
        window.resize(1366, 768)
        tables.settle()

        assert widths(view) == before
        assert not window.kept_columns.of("StaffPage", heads(view))


@pytest.mark.parametrize("kind", [StaffPage, AuditPage, PatientsPage])
def test_a_column_that_was_dragged_is_so_when_its_person_comes_back(
    kind: type[Page], opened: Opened, small_clinic: SmallClinic, tables: Tables
) -> None:
    with opened(AdminWindow, small_clinic.as_admin()) as window:
        view = tables.on(window, kind)
        usual = widths(view)
        drag(view, border_after(view, 1), -30)
        left = widths(view)
        assert left[0] == usual[0]
        assert left[1] == usual[1] - 30
        assert is_filled(view)

    with opened(AdminWindow, small_clinic.as_admin()) as window:
        assert widths(tables.on(window, kind)) == left

    second = small_clinic.store(an_account(username="second", role=Role.ADMIN))
    with opened(AdminWindow, small_clinic.signed_in(second)) as window:
        assert widths(tables.on(window, kind)) == usual


def test_each_role_has_its_own(opened: Opened, small_clinic: SmallClinic, tables: Tables) -> None:
    with opened(AdminWindow, small_clinic.as_admin()) as window:
        drag(view := tables.on(window, PatientsPage), border_after(view, 0), 40)

    with opened(ReceptionWindow, small_clinic.as_receptionist()) as window:
        view = tables.on(window, PatientsPage)
        assert not window.kept_columns.of("patients", heads(view))


def test_the_layout_is_forgotten_as_all_else(
    opened: Opened, small_clinic: SmallClinic, tables: Tables, station: SettingsFile
) -> None:
    with opened(AdminWindow, small_clinic.as_admin()) as window:
        view = tables.on(window, StaffPage)
        usual = widths(view)
        drag(view, border_after(view, 0), 60)
    everything_is_stored()
    assert "StaffPage" in station.path.read_text(encoding="utf-8")

    station.forget_layout()

    assert "StaffPage" not in station.path.read_text(encoding="utf-8")
    with opened(AdminWindow, small_clinic.as_admin()) as window:
        assert widths(tables.on(window, StaffPage)) == usual


def test_a_dragged_column_keeps_its_width_while_the_window_gets_narrower_and_wider(
    opened: Opened, small_clinic: SmallClinic, tables: Tables
) -> None:
    with opened(AdminWindow, small_clinic.as_admin()) as window:
        view = tables.on(window, StaffPage)
        drag(view, border_after(view, 0), 40)
        left = widths(view)

        for wide in (1600, 1000, 1280):
            window.resize(wide, 768)
            tables.settle()
            assert widths(view)[0] == left[0]
            assert is_filled(view)
        window.resize(1366, 768)
        tables.settle()

        assert widths(view) == left


def test_a_border_stops_where_the_columns_after_it_have_no_more_to_give(
    opened: Opened, small_clinic: SmallClinic, tables: Tables
) -> None:
    with opened(AdminWindow, small_clinic.as_admin(), wide=1000) as window:
        view = tables.on(window, AuditPage)
        drag(view, border_after(view, 0), 3000)

        assert is_filled(view)
        assert min(widths(view)) >= 40

        drag(view, border_after(view, 0), 20 - widths(view)[0])

        assert is_filled(view)
        assert widths(view)[0] == 40
        assert widths(view)[1] >= 80


def test_a_double_click_on_a_border_fits_a_column_to_what_is_in_it(
    opened: Opened, small_clinic: SmallClinic, tables: Tables
) -> None:
    with opened(AdminWindow, small_clinic.as_admin()) as window:
        view = tables.on(window, StaffPage)
        drag(view, border_after(view, 0), 120)
        column = view.heads.logicalIndex(0)
        wide = widths(view)[0]

        QTest.mouseDClick(view.heads.viewport(), Qt.MouseButton.LeftButton, pos=border_after(view, 0))

        fitted = widths(view)[0]
        letters = QFontMetrics(theme.font(TextSize.BODY, Weight.SEMIBOLD))
        words = [str(view.model().index(row, column).data()) for row in range(view.model().rowCount())]
        room = fitted - max(letters.horizontalAdvance(each) for each in words)
        assert 2 * Space.S <= room <= 6 * Space.S
        assert fitted < wide
        assert is_filled(view)


def test_the_menu_of_a_head_fits_its_column_and_puts_all_back(
    opened: Opened, small_clinic: SmallClinic, tables: Tables
) -> None:
    with opened(AdminWindow, small_clinic.as_admin()) as window:
        view = tables.on(window, StaffPage)
        usual, order = widths(view), heads(view)
        menu = menu_over(view, 1)
        assert not action_of(menu, "Original columns").isEnabled()
        choose(menu, "Fit to what is in it")
        assert widths(view) != usual
        assert is_filled(view)
        drag(view, border_after(view, 2), 20)

        choose(menu_over(view, 1), "Original columns")

        assert (widths(view), heads(view)) == (usual, order)
        assert not window.kept_columns.of("StaffPage", order)


def test_who_opens_the_menu_of_a_head_has_chosen_no_patient_by_it(
    opened: Opened, small_clinic: SmallClinic, tables: Tables, qtbot: QtBot
) -> None:
    with opened(AdminWindow, small_clinic.as_admin()) as window:
        view = tables.on(window, PatientsPage)
        at = border_after(view, 0) - QPoint(15, 0)
        QTest.mouseClick(view.heads.viewport(), Qt.MouseButton.RightButton, pos=at)

        QTest.keyClick(menu_over(view, 0), Qt.Key.Key_Escape)
        window.activateWindow()
        qtbot.waitUntil(view.hasFocus)

        assert not view.currentIndex().isValid()
        QTest.keyClick(view, Qt.Key.Key_Down)
        assert view.currentIndex().isValid()
        tables.settle()


def test_a_head_is_dragged_to_another_place_and_the_names_stay_first(
    opened: Opened, small_clinic: SmallClinic, tables: Tables
) -> None:
    with opened(AdminWindow, small_clinic.as_admin()) as window:
        view = tables.on(window, StaffPage)
        before = heads(view)
        drag(view, border_after(view, 1) - QPoint(30, 0), widths(view)[2])
        moved = heads(view)
        assert moved == [before[0], before[2], before[1], *before[3:]]
        drag(view, border_after(view, 2) - QPoint(30, 0), -sum(widths(view)[:3]) + 40)
        assert heads(view)[0] == before[0]
        left = heads(view)

    with opened(AdminWindow, small_clinic.as_admin()) as window:
        view = tables.on(window, StaffPage)
        assert heads(view) == left
        assert is_filled(view)


def test_the_file_of_patients_keeps_widths_when_columns_come_and_go(
    opened: Opened, small_clinic: SmallClinic, tables: Tables
) -> None:
    small_clinic.store(a_patient(mrn="77", given_name="Ada", family_name="Lovelace"))
    with opened(AdminWindow, small_clinic.as_admin()) as window:
        view = tables.on(window, PatientsPage)
        order = heads(view)
        drag(view, border_after(view, 0), 50)
        wide = widths(view)[0]

        choose(menu_over(view, 0), "Sex")

        assert "Sex" in heads(view)
        assert widths(view)[0] == wide
        assert is_filled(view)

    with opened(AdminWindow, small_clinic.as_admin()) as window:
        view = tables.on(window, PatientsPage)
        assert "Sex" in heads(view)
        assert widths(view)[0] == wide

        choose(menu_over(view, 0), "Original columns")

        assert heads(view) == order
        assert is_filled(view)


def test_where_reading_begins_at_the_right_a_border_follows_the_mouse(
    opened: Opened, small_clinic: SmallClinic, tables: Tables
) -> None:
    with opened(AdminWindow, small_clinic.as_admin()) as window:
        window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        view = tables.on(window, StaffPage)
        before = widths(view)

        drag(view, border_after(view, 0), -40)

        assert widths(view)[0] == before[0] + 40
        assert is_filled(view)


@pytest.mark.parametrize(
    "stored",
    ["{", "[]", '{"StaffPage": 3}', '{"StaffPage": [["Name", 90, "set"]]}', '{"StaffPage": [["Name", -4, "set"]]}'],
)
def test_what_cannot_be_read_or_is_of_other_columns_counts_as_nothing(
    stored: str, opened: Opened, small_clinic: SmallClinic, tables: Tables, station: SettingsFile
) -> None:
    with opened(AdminWindow, small_clinic.as_admin()) as window:
        usual = widths(tables.on(window, StaffPage))
    own = station.own(f"{small_clinic.admin.role}/{small_clinic.admin.id}")
    own.write(own.read()._replace(table_columns=stored))

    with opened(AdminWindow, small_clinic.as_admin()) as window:
        view = tables.on(window, StaffPage)
        assert widths(view) == usual
        drag(view, border_after(view, 0), 30)
        assert window.kept_columns.of("StaffPage", heads(view))


_ACROSS = Qt.Orientation.Horizontal
