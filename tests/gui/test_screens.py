"""A screen is unplugged: a window that lay on it is seen again, and one that can be taken hold of stays where it is."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.screens import ScreenWatch, give_size


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    made.setGeometry(QRect(40, 40, 300, 200))
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def watch(dressed: object) -> Iterator[ScreenWatch]:
    made = ScreenWatch()
    made.start()
    yield made
    made.stop()
    made.deleteLater()


def on_screen() -> QRect:
    return QGuiApplication.primaryScreen().availableGeometry()


def test_a_window_that_does_not_fill_the_screen_leaves_room_around_it(window: QWidget) -> None:
    give_size(window, 300, 10_000)

    assert window.width() == 300
    assert on_screen().height() * 0.85 < window.height() < on_screen().height()


def test_a_window_on_a_screen_that_is_gone_comes_back(window: QWidget, watch: ScreenWatch, qtbot: QtBot) -> None:
    window.setGeometry(on_screen().right() + 500, 100, 5_000, 200)

    with qtbot.waitSignal(watch.changed) as told:
        QGuiApplication.instance().screenRemoved.emit(QGuiApplication.primaryScreen())  # type: ignore[union-attr]

    assert told.args == [len(QGuiApplication.screens())]
    assert on_screen().contains(window.geometry())


def test_one_of_which_the_desktop_left_a_strip_to_be_seen_comes_back(window: QWidget, watch: ScreenWatch) -> None:
    window.resize(400, 200)
    window.move(on_screen().right() - 100, 100)

    watch.look()

    assert on_screen().contains(window.geometry())


def test_one_that_is_seen_for_the_most_part_stays(window: QWidget, watch: ScreenWatch) -> None:
    window.resize(400, 200)
    window.move(on_screen().right() - 300, 100)
    before = window.geometry()

    watch.look()

    assert window.geometry() == before
