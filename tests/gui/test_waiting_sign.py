"""What takes long is said where somebody waits for it: tried with another process that keeps the file for itself."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.lingering import Lingering
from clinic_desktop.gui.widgets.waiting_sign import WaitingPanel, WaitingSign
from tests.badluck.test_locked import locked_by_another

from .front_desk import FrontDesk, a_front_desk, as_found, today_at


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDesk]:
    with a_front_desk(tmp_path, qtbot) as made:
        WaitingSign(made.workplace.runner.lingering, lambda: made.window, made.window)
        yield made


def panels(window: QWidget) -> list[str]:
    """What the signs over a window say."""
    shown = [panel for panel in window.findChildren(WaitingPanel) if panel.isVisible()]
    return [label.text() for panel in shown for label in panel.findChildren(QLabel)]


def has_busy_pointer() -> bool:
    pointer = QApplication.overrideCursor()
    return pointer is not None and pointer.shape() is Qt.CursorShape.BusyCursor


def test_a_booking_that_waits_for_another_program_says_so_and_is_done_once_that_is_gone(desk: FrontDesk) -> None:
    dialog = desk.verbs.book(patient=as_found(desk.clinic.novak), slot=desk.slot(today_at(15, 30)))
    desk.wait_for(dialog)
    desk.settle()
    desk.type_into(dialog.form.reason, "Chest pain")
    with locked_by_another(desk.clinic.database.folder):
        begun = time.monotonic()
        QTest.mouseClick(dialog.book_button, Qt.MouseButton.LeftButton)
        desk.qtbot.waitUntil(lambda: bool(panels(dialog)))
        took = time.monotonic() - begun

        assert 0.35 < took < 2
        assert panels(dialog)[0].startswith("Waiting for the clinic’s records…")
        assert has_busy_pointer()
        assert dialog.form.reason.text() == "Chest pain"
        QTest.mouseClick(dialog.book_button, Qt.MouseButton.LeftButton)  # nothing is asked for twice
    desk.settle()

    assert len(desk.appointments()) == 1
    assert desk.appointments()[0].reason == "Chest pain"
    assert not panels(desk.window)
    assert not has_busy_pointer()


def test_the_sign_goes_to_the_window_when_the_dialog_is_closed_meanwhile(desk: FrontDesk) -> None:
    dialog = desk.verbs.book(patient=as_found(desk.clinic.novak), slot=desk.slot(today_at(15, 30)))
    desk.wait_for(dialog)
    desk.settle()
    with locked_by_another(desk.clinic.database.folder):
        QTest.mouseClick(dialog.book_button, Qt.MouseButton.LeftButton)
        desk.qtbot.waitUntil(lambda: bool(panels(dialog)))

        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        desk.qtbot.waitUntil(lambda: bool(panels(desk.window)))
        assert has_busy_pointer()
    desk.settle()

    assert not panels(desk.window)
    assert not has_busy_pointer()


def test_much_that_is_quick_is_no_reason_to_say_anything(qtbot: QtBot) -> None:
    lingering = Lingering()
    told: list[bool] = []
    lingering.changed.connect(told.append)
    end = time.monotonic() + 1
    number = 0
    lingering.begin(number)
    while time.monotonic() < end:
        number += 1
        lingering.begin(number)
        lingering.end(number - 1)
        QApplication.processEvents()
    lingering.end(number)

    assert told == []


def test_what_ended_is_said_no_more(qtbot: QtBot) -> None:
    lingering = Lingering()
    lingering.begin(1)
    qtbot.waitUntil(lambda: lingering.is_told)

    lingering.end(1)

    assert not lingering.is_told
