"""Dialogs on a screen that is lower than they are: as a laptop's is when everything on it is twice as large."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.backups import RecoveryCode
from clinic_desktop.gui.backups.code_dialog import CodeDialog
from clinic_desktop.gui.backups.restore_dialog import RestoreDialog
from clinic_desktop.gui.doctor.rebook_dialog import RebookDialog
from clinic_desktop.gui.paper.print_dialog import PrintDialog
from clinic_desktop.gui.sync.hub_dialogs import HubErrandDialog, HubVerb
from clinic_desktop.gui.widgets import dialog_panel

from .front_desk import BERLIN, FrontDesk, a_front_desk, today_at

LOW, USUAL = 352, 740
"""What 768 pixels of twice the size have left for a window; and what as many of their own size have."""


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDesk]:
    with a_front_desk(tmp_path, qtbot, role="doctor") as made:
        yield made


def new_code(desk: FrontDesk) -> QDialog:
    return CodeDialog(RecoveryCode("ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345"), "/backups", parent=desk.window)


def restoring(desk: FrontDesk) -> QDialog:
    return RestoreDialog(BERLIN, "/backups/monday.backup", desk.window)


def station_made(desk: FrontDesk) -> QDialog:
    return HubErrandDialog(HubVerb.MAKE, None, desk.window)


def rebooking(desk: FrontDesk) -> QDialog:
    return RebookDialog(desk.workplace, desk.window, desk.line(desk.booked(today_at(14))))


def printing(desk: FrontDesk) -> QDialog:
    return PrintDialog(desk.workplace, desk.window, day=desk.workplace.today())


def opened(
    desk: FrontDesk, make: Callable[[FrontDesk], QDialog], room: int, monkeypatch: pytest.MonkeyPatch
) -> QDialog:
    monkeypatch.setattr(dialog_panel, "room_on", lambda _: room)
    dialog = make(desk)
    desk.qtbot.addWidget(dialog)
    dialog.show()
    desk.settle()
    return dialog


def is_seen(part: QWidget) -> bool:
    return part.visibleRegion().boundingRect().height() >= part.fontMetrics().height()


every_dialog = pytest.mark.parametrize("make", [new_code, restoring, station_made, rebooking, printing])


@every_dialog
def test_nothing_scrolls_where_there_is_room(
    make: Callable[[FrontDesk], QDialog], desk: FrontDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(desk, make, USUAL, monkeypatch)

    areas = dialog.findChildren(QScrollArea)
    assert areas
    assert [area.verticalScrollBar().maximum() for area in areas] == [0] * len(areas)


@every_dialog
def test_buttons_stay_in_sight_and_each_field_comes_there(
    make: Callable[[FrontDesk], QDialog], desk: FrontDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(desk, make, LOW, monkeypatch)
    dialog.resize(dialog.width(), LOW)
    desk.settle()

    assert dialog.height() == LOW
    feet = [button for button in dialog.findChildren(QPushButton) if button.isVisible() and button.isEnabled()]
    assert feet[-1].visibleRegion().boundingRect() == feet[-1].rect()
    for field in dialog.findChildren(QLineEdit):
        if field.isVisible() and field.isEnabled():
            field.setFocus()
            desk.settle()
            assert is_seen(field), field.accessibleName()
    assert all(area.horizontalScrollBar().maximum() == 0 for area in dialog.findChildren(QScrollArea))


def test_what_printing_has_to_say_is_seen_on_a_low_screen(desk: FrontDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = opened(desk, printing, LOW, monkeypatch)
    assert isinstance(dialog, PrintDialog)
    dialog.resize(dialog.width(), LOW)
    desk.settle()

    dialog.save_pdf(Path("/no such folder") / "day.pdf")
    desk.settle()

    assert "cannot be written" in dialog.message.text
    assert dialog.message.visibleRegion().boundingRect() == dialog.message.rect()
