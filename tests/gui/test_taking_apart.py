"""A window that ends: its pages first, one in a turn, so that nobody waits for all of it at once."""

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

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
