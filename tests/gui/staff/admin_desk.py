"""An admin's window on a small real clinic, for tests that type and click."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.news import News
from clinic_desktop.gui.notices import Notice
from clinic_desktop.gui.staff.departments_page import DepartmentsPage
from clinic_desktop.gui.staff.list_and_card import ListAndCardPage
from clinic_desktop.gui.staff.staff_page import StaffPage
from clinic_desktop.gui.staff.staff_rows import StaffRow
from clinic_desktop.gui.staff.types_page import TypesPage
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.windows.admin_window import AdminWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import SmallClinic, a_small_clinic
from tests.gui.settling import settle

D = TypeVar("D", bound=QDialog)
AnyPage = ListAndCardPage[Any]  # of whatever rows: only what is shown of them is looked at


@dataclass(kw_only=True)
class AdminDesk:
    """The window of Sam Ortiz, the only admin; what was noticed is kept."""

    clinic: SmallClinic
    window: AdminWindow
    runner: TaskRunner
    notices: list[Notice]
    qtbot: QtBot

    def settle(self) -> None:
        """Wait until every task has been done and told."""
        settle(self.qtbot, self.runner)

    def dialog(self, kind: type[D]) -> D:
        """The dialog of that kind that is open."""
        found = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
        assert len(found) == 1
        return found[0]

    def has_dialog(self) -> bool:
        """Whether any dialog is open."""
        return any(isinstance(each, QDialog) and each.isVisible() for each in QApplication.topLevelWidgets())

    def click(self, button: QAbstractButton) -> None:
        """Click a button that is there to be clicked, and wait for what comes of it."""
        assert button.isVisible()
        assert button.isEnabled()
        inside = QPoint(min(12, button.width() // 2), button.height() // 2)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, inside)
        self.settle()

    def press(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key and wait for what comes of it."""
        QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)
        self.settle()

    def type_into(self, widget: QWidget, text: str) -> None:
        """Type, key by key, in place of what stands there."""
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(widget, Qt.Key.Key_Backspace)
        QTest.keyClicks(widget, text)
        self.settle()

    def pick(self, box: QComboBox, words: str) -> None:
        """Choose from a box by the arrow keys."""
        wanted = box.findText(words)
        assert wanted >= 0
        box.setFocus()
        for _ in range(2 * box.count()):
            if box.currentIndex() == wanted:
                break
            QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < wanted else Qt.Key.Key_Up)
        assert box.currentText() == words
        self.settle()

    def choose(self, name: str) -> None:
        """Click a person's row, and wait for their card."""
        self.choose_in(self.window.page_of(StaffPage), name)

    def choose_in(self, page: AnyPage, name: str) -> None:
        """Click the row of that name."""
        row = names_in(page).index(name)
        view = page.view
        view.scrollTo(page.table.index(row, 0))
        QTest.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(page.table.index(row, 0)).center()
        )
        self.settle()

    def row(self, name: str) -> StaffRow:
        """A person's row as it is listed."""
        return next(row for row in self.window.page_of(StaffPage).table.rows if row.name == name)

    def told(self) -> str:
        """What the last notice said."""
        return self.notices[-1].text if self.notices else ""


def names_in(page: AnyPage) -> list[str]:
    """The first column of a page's list."""
    return column_of(page, 0)


def column_of(page: AnyPage, number: int) -> list[str]:
    """A column of a page's list."""
    return [str(page.table.index(row, number).data()) for row in range(page.table.rowCount())]


@contextmanager
def an_admin_desk(folder: Path, qtbot: QtBot) -> Iterator[AdminDesk]:
    """See AdminDesk."""
    with a_small_clinic(folder / "clinic") as clinic:
        runner, news = TaskRunner(), News()
        broken: list[object] = []
        runner.broke.connect(broken.append)
        news.follow(clinic.database.subscribe)
        workplace = Workplace(
            clinic=clinic.as_admin(), runner=runner, news=news, settings=clinic.settings(), clock=clinic.clock
        )
        notices: list[Notice] = []
        workplace.notice_given.connect(notices.append)
        window = AdminWindow(workplace, SettingsFile(folder / "station"))
        window.show()
        qtbot.waitUntil(window.isActiveWindow)
        desk = AdminDesk(clinic=clinic, window=window, runner=runner, notices=notices, qtbot=qtbot)
        window.commands["go_to_staff"].trigger()
        desk.settle()
        try:
            yield desk
            desk.settle()
        finally:
            for page in (window.page_of(StaffPage), window.page_of(DepartmentsPage), window.page_of(TypesPage)):
                page.card.discard()
            window.close()
            runner.close()
            news.leave()
            window.deleteLater()
        assert not broken
