"""The column beside the calendar, where reading begins at the right."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.calendar.calendar_side import CalendarSide
from clinic_desktop.gui.calendar.sheet.column_choice import ColumnChoice

LEFT, RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.fixture
def direction(qapp: QApplication) -> Iterator[None]:
    before = QGuiApplication.layoutDirection()
    yield
    qapp.setLayoutDirection(before)


@pytest.mark.usefixtures("direction")
def test_its_edges_are_mirrored_with_what_is_in_it(qapp: QApplication, qtbot: QtBot) -> None:
    edges = {}
    for each in (LEFT, RIGHT):
        qapp.setLayoutDirection(each)
        side = CalendarSide(date(2026, 11, 24), ColumnChoice())
        qtbot.addWidget(side)
        side.show()
        month = side.month.geometry()
        edges[each] = (month.left(), side.width() - month.left() - month.width())

    assert edges[LEFT][0] != edges[LEFT][1]
    assert edges[RIGHT] == edges[LEFT][::-1]
