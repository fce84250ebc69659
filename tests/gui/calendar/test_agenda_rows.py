"""What a row of the agenda says where there is little room."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.calendar.agenda_view import AgendaView
from clinic_desktop.gui.calendar.sheet.appointment_model import AppointmentModel

from .day_builders import BERLIN, a_line, at

NARROW = 354
"""Of a screen of 1366 pixels at 200 %, this is left beside the panel."""

DIRECTIONS = (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft)


def row_of(qtbot: QtBot, line: AppointmentLine, direction: Qt.LayoutDirection) -> QImage:
    view = AgendaView(BERLIN, lambda: at("08:00"))
    qtbot.addWidget(view)
    model = AppointmentModel(BERLIN, view)
    view.setModel(model)
    view.setLayoutDirection(direction)
    view.resize(NARROW, 200)
    model.set_lines([line])
    view.show()
    return view.viewport().grab().toImage()


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_narrow_row_tells_people_apart_by_the_end_of_their_names(qtbot: QtBot, direction: Qt.LayoutDirection) -> None:
    one, other = a_line("Anneliese Wagner"), a_line("Anneliese Wagnes")

    assert row_of(qtbot, one, direction) != row_of(qtbot, other, direction)
    assert row_of(qtbot, one, direction) == row_of(qtbot, one, direction)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_narrow_row_tells_the_status(qtbot: QtBot, direction: Qt.LayoutDirection) -> None:
    done, missed = (a_line(status=one) for one in (AppointmentStatus.FULFILLED, AppointmentStatus.BOOKED))

    assert row_of(qtbot, done, direction) != row_of(qtbot, missed, direction)
