"""The patient's desk on a small clinic, used as somebody who stands before it would: by keys and by fingers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.gui.news import News
from clinic_desktop.gui.patient_desk.desk_mode import DeskMode
from clinic_desktop.gui.patient_desk.desk_page import DeskPage
from clinic_desktop.gui.patient_desk.desk_window import DeskWindow
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.opening import OpenClinic
from clinic_desktop.services.sync_station import SyncStation
from clinic_desktop.storage.keys import KeyPlace
from tests.builders import PASSWORD, SmallClinic, a_small_clinic
from tests.gui.settling import settle

Page = TypeVar("Page", bound=DeskPage)


class AtTheDesk:
    """Whoever stands before the desk, and the clinic behind it."""

    def __init__(self, clinic: SmallClinic, mode: DeskMode, runner: TaskRunner, news: News, qtbot: QtBot) -> None:
        self.clinic = clinic
        self.mode = mode
        self.locale_before = QLocale()
        self.left: list[tuple[Clinic, str]] = []
        self.runner = runner
        self.news = news
        self._qtbot = qtbot
        mode.ended.connect(lambda clinic, password: self.left.append((clinic, password)))

    @property
    def window(self) -> DeskWindow:
        assert self.mode.window is not None
        return self.mode.window

    def page(self, kind: type[Page]) -> Page:
        page = self.window.page
        assert isinstance(page, kind), page
        return page

    @property
    def title(self) -> str:
        assert self.window.page is not None
        return self.window.page.title()

    def settle(self) -> None:
        settle(self._qtbot, self.runner)

    def button(self, words: str) -> QAbstractButton:
        return next(
            each for each in self.window.findChildren(QAbstractButton) if each.text() == words and each.isVisible()
        )

    def press(self, words: str) -> None:
        QTest.mouseClick(self.button(words), Qt.MouseButton.LeftButton)
        self.settle()

    def field(self, name: str) -> QLineEdit:
        return next(
            each for each in self.window.findChildren(QLineEdit) if each.accessibleName() == name and each.isVisible()
        )

    def type(self, name: str, text: str) -> None:
        field = self.field(name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    def keys(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def scan(self, code: str) -> None:
        """A scanner types into whatever has the focus, and Enter after it."""
        for digit in code:
            QTest.keyClicks(QApplication.focusWidget() or self.window, digit)
        QTest.keyClick(QApplication.focusWidget() or self.window, Qt.Key.Key_Return)
        self.settle()

    def sign_in(self, username: str = "pnovak", password: str = PASSWORD) -> None:
        self.press("Sign in")
        self.type("User name", username)
        self.type("Password", password)
        self.key(Qt.Key.Key_Return)

    def words(self) -> str:
        """Everything that can be read on the screen."""
        return "\n".join(text for widget in shown(self.window) for text in texts_of(widget) if text)


def shown(window: QWidget) -> list[QWidget]:
    return [each for each in window.findChildren(QWidget) if each.isVisible()]


def texts_of(widget: QWidget) -> list[str]:
    """Whatever a widget says, shows, or lets a screen reader say."""
    told = [widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        told.append(widget.text())
    if isinstance(widget, QLineEdit):
        told.append(widget.placeholderText())
    return told


@contextmanager
def a_desk(folder: Path, qtbot: QtBot) -> Iterator[AtTheDesk]:
    with a_small_clinic(folder) as clinic:
        runner, news = TaskRunner(), News()
        news.follow(clinic.database.subscribe)
        mode = DeskMode(open_clinic(clinic), runner, news)
        desk = AtTheDesk(clinic, mode, runner, news, qtbot)
        with qtbot.waitSignal(mode.opened):
            mode.open()
        with qtbot.waitExposed(desk.window):
            desk.window.activateWindow()
        desk.settle()
        yield desk
        if mode.window is not None:
            mode.close()
        settle(qtbot, runner)
        news.leave()
        runner.close()


def open_clinic(clinic: SmallClinic) -> OpenClinic:
    settings: ClinicSettings = clinic.settings()
    return OpenClinic(
        database=clinic.database,
        station=SyncStation(clinic.database),
        door=clinic.sign_in,
        face=clinic.sign_in.face(),
        settings=settings,
        has_admin=True,
        key_place=KeyPlace.FILE,
    )
