"""The lines that divide a window: dragged, moved by keys, put back, and found again where each person left them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.audit.audit_page import AuditPage
from clinic_desktop.gui.measures import Measure
from clinic_desktop.gui.staff.staff_page import StaffPage
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.widgets.divide import HeightDivide, SideDivide
from clinic_desktop.gui.windows.admin_window import AdminWindow
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.settings import SettingsFile
from tests.builders import SmallClinic, an_account
from tests.gui.opened_windows import Opened
from tests.gui.settling import settle
from tests.stored_settings import everything_is_stored


def sides(window: MainWindow) -> list[SideDivide]:
    """The lines beside the page, as they are read."""
    found = [each for each in window.findChildren(SideDivide) if each.isVisible()]
    return sorted(found, key=lambda each: each.mapTo(window, QPoint()).x())


def widths(window: MainWindow) -> tuple[int, int]:
    """How wide the left and the right side are."""
    ours = [line.splitter() for line in window.findChildren(SideDivide)]
    left, _, right = ours[0].sizes()
    return left, right


def drag(line: QWidget, by: QPoint) -> None:
    begin = line.rect().center()
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=begin)
    there = line.mapToGlobal(begin) + by
    for _ in range(2):  # what was moved lies elsewhere under the pointer
        QTest.mouseMove(line, line.mapFromGlobal(there))
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=line.mapFromGlobal(there))


def test_a_side_that_was_drawn_wider_is_so_when_its_person_comes_back(
    opened: Opened, small_clinic: SmallClinic
) -> None:
    with opened(ReceptionWindow, small_clinic.as_receptionist()) as window:
        assert widths(window) == (Measure.LEFT_SIDE, Measure.RIGHT_SIDE)
        drag(sides(window)[0], QPoint(60, 0))
        drag(sides(window)[1], QPoint(-100, 0))
        assert widths(window) == pytest.approx((Measure.LEFT_SIDE + 60, Measure.RIGHT_SIDE + 100), abs=_A_HAIR)

    with opened(ReceptionWindow, small_clinic.as_receptionist()) as window:
        assert widths(window) == pytest.approx((Measure.LEFT_SIDE + 60, Measure.RIGHT_SIDE + 100), abs=_A_HAIR)

    with opened(AdminWindow, small_clinic.as_admin()) as window:
        assert widths(window)[0] == Measure.LEFT_SIDE


def test_a_double_click_puts_a_side_back(opened: Opened, small_clinic: SmallClinic, station: SettingsFile) -> None:
    with opened(ReceptionWindow, small_clinic.as_receptionist()) as window:
        line = sides(window)[1]
        drag(line, QPoint(-100, 0))

        QTest.mouseDClick(line, Qt.MouseButton.LeftButton)

        assert widths(window) == (Measure.LEFT_SIDE, Measure.RIGHT_SIDE)
    everything_is_stored()
    assert "right" not in (station.path.read_text(encoding="utf-8").partition('"divides"')[2].partition("\n")[0])


def test_the_sides_give_way_in_a_narrow_window_and_come_back_in_a_wide_one(
    opened: Opened, small_clinic: SmallClinic, qtbot: QtBot
) -> None:
    with opened(ReceptionWindow, small_clinic.as_receptionist()) as window:
        drag(sides(window)[1], QPoint(-200, 0))
        wide = widths(window)
        assert wide[1] > Measure.RIGHT_SIDE + 190

        window.resize(1000, 768)
        qtbot.waitUntil(lambda: widths(window) == (Measure.LEFT_SIDE, Measure.RIGHT_SIDE))

        window.resize(1366, 768)
        qtbot.waitUntil(lambda: widths(window) == wide)


@pytest.mark.parametrize(("width", "is_seen"), [(930, False), (1100, True)])
def test_a_side_with_nothing_to_say_leaves_a_narrow_window_to_its_page(
    width: int, is_seen: bool, opened: Opened, small_clinic: SmallClinic
) -> None:
    with opened(ReceptionWindow, small_clinic.as_receptionist(), width) as window:
        window.hide()
        window.commands["patients"].trigger()
        window.show()  # it comes up as large as it was, and is not resized

        assert (widths(window)[1] > 0) is is_seen


def test_the_lines_are_reached_and_moved_by_keys(opened: Opened, small_clinic: SmallClinic) -> None:
    with opened(ReceptionWindow, small_clinic.as_receptionist()) as window:
        before = window.focusWidget()
        assert before is not None
        QTest.keyClick(before, Qt.Key.Key_F6, Qt.KeyboardModifier.ControlModifier)
        left = QApplication.focusWidget()
        assert isinstance(left, SideDivide)
        assert left.accessibleName() == "Width of the left side"
        QTest.keyClick(left, Qt.Key.Key_Right)
        assert widths(window)[0] > Measure.LEFT_SIDE

        QTest.keyClick(left, Qt.Key.Key_F6, Qt.KeyboardModifier.ControlModifier)
        right = QApplication.focusWidget()
        assert isinstance(right, SideDivide)
        assert right is not left
        QTest.keyClick(right, Qt.Key.Key_Left)
        assert widths(window)[1] > Measure.RIGHT_SIDE
        QTest.keyClick(right, Qt.Key.Key_Home)
        assert widths(window)[1] == Measure.RIGHT_SIDE

        QTest.keyClick(right, Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is before


def test_where_reading_begins_at_the_right_the_keys_move_a_line_as_it_is_seen(
    opened: Opened, small_clinic: SmallClinic, runner: TaskRunner, qtbot: QtBot
) -> None:
    with opened(ReceptionWindow, small_clinic.as_receptionist()) as window:
        window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        settle(qtbot, runner)
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ControlModifier)
        first = QApplication.focusWidget()
        assert isinstance(first, SideDivide)
        before = first.mapTo(window, QPoint()).x()

        QTest.keyClick(first, Qt.Key.Key_Left)

        assert first.mapTo(window, QPoint()).x() < before
        assert widths(window)[0] > Measure.LEFT_SIDE


def test_a_list_is_made_higher_and_every_list_of_its_kind_with_it(
    opened: Opened, small_clinic: SmallClinic, runner: TaskRunner, qtbot: QtBot
) -> None:
    for number in range(16):
        small_clinic.store(an_account(username=f"desk{number}", email=None, full_name=f"Desk {number}"))
    with opened(AdminWindow, small_clinic.as_admin()) as window:
        assert isinstance(window, AdminWindow)
        page = window.page_of(StaffPage)
        window.show_page(page)
        settle(qtbot, runner)
        before = page.view.height()
        drag(page.divide, QPoint(0, 150))
        settle(qtbot, runner)
        assert page.view.height() >= before + 3 * Measure.ROW

    with opened(AdminWindow, small_clinic.as_admin()) as window:
        assert isinstance(window, AdminWindow)
        page = window.page_of(StaffPage)
        window.show_page(page)
        settle(qtbot, runner)
        assert page.view.height() >= before + 3 * Measure.ROW
        QTest.keyClick(page.view, Qt.Key.Key_F6, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ControlModifier)
        assert isinstance(QApplication.focusWidget(), HeightDivide)
        QTest.keyClick(page.divide, Qt.Key.Key_Home)
        settle(qtbot, runner)
        assert page.view.height() == before
        assert window.page_of(AuditPage).divides()[0].is_usual


def test_a_list_that_is_short_has_no_line_to_be_moved(
    opened: Opened, small_clinic: SmallClinic, runner: TaskRunner, qtbot: QtBot
) -> None:
    with opened(AdminWindow, small_clinic.as_admin()) as window:
        assert isinstance(window, AdminWindow)
        page = window.page_of(StaffPage)
        window.show_page(page)
        settle(qtbot, runner)

        assert page.table.rowCount() <= 5
        assert not page.divide.is_of_use


def test_what_cannot_be_read_counts_as_nothing(
    opened: Opened, small_clinic: SmallClinic, station: SettingsFile, tmp_path: Path
) -> None:
    station.write(station.read()._replace(divides="left=x =3 right 9 right=99999 left=-4"))

    with opened(ReceptionWindow, small_clinic.as_receptionist()) as window:
        assert widths(window)[0] == Measure.LEFT_SIDE
        assert Measure.RIGHT_SIDE <= widths(window)[1] <= 2 * Measure.RIGHT_SIDE


_A_HAIR = 2
"""By so much Qt moves a line of one pixel further, as soon as it is taken hold of."""
