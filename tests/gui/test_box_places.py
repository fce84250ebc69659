"""A choice is found by what it is, not by which object says so."""

from uuid import UUID

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.widgets.box_places import place_of


def test_an_equal_id_finds_its_row(qtbot: QtBot) -> None:
    box = QComboBox()
    qtbot.addWidget(box)
    for number in (4, 5):
        box.addItem(str(number), UUID(int=number))

    assert place_of(box, UUID(int=5)) == 1
    assert place_of(box, UUID(int=6)) == -1
