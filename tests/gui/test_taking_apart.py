"""A window that ends: its pages first, one in a turn, so that nobody waits for all of it at once."""

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.widgets.dialog_opening import open_soon
from clinic_desktop.gui.windows.taking_apart import take_apart


def test_a_window_ends_page_by_page_the_innermost_first(qtbot: QtBot) -> None:
    window = QMainWindow()
    outer = QStackedWidget(window)
    page, other = QWidget(), QWidget()
    inner = QStackedWidget(page)
    innermost = QWidget()
    for stack, each in ((outer, page), (outer, other), (inner, innermost)):
        stack.addWidget(each)
    stood: list[int] = []

    def count() -> None:
        stood.append(sum(map(shiboken6.isValid, (innermost, other, page, window))))
        if stood[-1]:
            QTimer.singleShot(0, count)

    take_apart(window)
    count()
    qtbot.waitUntil(lambda: stood[-1] == 0)

    assert {4, 3, 2, 1} <= {*stood}
    assert stood == sorted(stood, reverse=True)


def test_its_dialogs_go_with_it_the_one_that_was_about_to_open_too(qtbot: QtBot) -> None:
    window = QMainWindow()
    window.show()
    shown, coming = QDialog(window), QDialog(window)
    shown.open()
    QWidget(coming)
    open_soon(coming, window)
    ended: list[bool] = []
    window.destroyed.connect(lambda: ended.append(True))

    window.close()
    take_apart(window)
    seen = [each for each in QApplication.topLevelWidgets() if each.isVisible() and isinstance(each, QDialog)]
    qtbot.waitUntil(lambda: bool(ended))

    assert not seen
