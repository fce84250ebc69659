"""Dialogs of two columns where the screen, old or much enlarged, has no room for both."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from .front_desk import FrontDesk, a_front_desk, as_found

WIDE, NARROW = (860, 640), (620, 360)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDesk]:
    with a_front_desk(tmp_path, qtbot) as made:
        yield made


def place_of(part: QWidget, dialog: QDialog) -> QRect:
    return QRect(part.mapTo(dialog, QPoint(0, 0)), part.size())


def scrolls_sideways(part: QWidget) -> bool:
    above: QWidget | None = part
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    assert above is not None
    return above.horizontalScrollBar().maximum() > 0


def test_free_times_stand_below_the_form_where_there_is_no_room_beside_it(desk: FrontDesk) -> None:
    dialog = desk.verbs.book(patient=as_found(desk.clinic.novak))
    desk.wait_for(dialog)
    desk.settle()
    dialog.resize(*WIDE)
    desk.settle()
    form, slots = place_of(dialog.form, dialog), place_of(dialog.slots, dialog)

    dialog.resize(*NARROW)
    desk.settle()

    assert slots.left() >= form.right()
    assert place_of(dialog.slots, dialog).top() >= place_of(dialog.form, dialog).bottom()
    assert place_of(dialog.slots, dialog).left() == place_of(dialog.form, dialog).left()
    assert not scrolls_sideways(dialog.form)

    dialog.resize(*WIDE)
    desk.settle()

    assert place_of(dialog.slots, dialog) == slots
    assert place_of(dialog.form, dialog) == form


def test_going_to_the_free_times_by_keyboard_brings_them_into_view(desk: FrontDesk) -> None:
    dialog = desk.verbs.book()
    desk.wait_for(dialog)
    dialog.resize(*NARROW)
    desk.settle()

    dialog.slots.view.setFocus()
    desk.settle()

    seen = dialog.slots.view.visibleRegion().boundingRect()
    assert seen.height() >= dialog.slots.view.fontMetrics().height()
