"""The row of doctors above the board: however many there are, each is seen whole."""

from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.waiting_room.doctor_chips import DoctorChips, DoctorWords


def doctors(count: int) -> list[DoctorWords]:
    return [
        DoctorWords(
            practitioner_id=UUID(int=number),
            name=f"Dr {number}",
            colour="blue",
            in_room="Room is free",
            next="Nobody is waiting",
            minutes_late=0,
        )
        for number in range(1, count + 1)
    ]


def test_many_doctors_leave_room_for_the_bar_that_scrolls_them(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    chips = DoctorChips()
    layout.addWidget(chips)
    layout.addStretch(1)
    window.resize(600, 400)
    window.show()
    chips.show_doctors(doctors(2))
    qtbot.waitUntil(chips.isVisible)

    chips.show_doctors(doctors(30))

    qtbot.waitUntil(chips.horizontalScrollBar().isVisible)
    last = chips.chip(UUID(int=1))
    bottom = last.mapTo(chips.viewport(), QPoint(0, last.height() - 1)).y()
    qtbot.waitUntil(lambda: bottom < chips.viewport().height())
