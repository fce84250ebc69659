"""The notice at the bottom: eight seconds, Undo, never in the way."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.notices import Notice, NoticeBar, NoticeKind


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    QVBoxLayout(made).addWidget(QLineEdit())
    made.resize(800, 600)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def undo_of(bar: NoticeBar) -> QPushButton:
    (button,) = bar.findChildren(QPushButton)
    return button


def test_a_notice_stands_at_the_bottom_and_goes_by_itself(qtbot: QtBot, window: QWidget) -> None:
    bar = NoticeBar(window)

    bar.show_notice(Notice(text="Booked today 15:30.", seconds=0.05))

    assert bar.isVisible()
    assert bar.geometry().bottom() > window.height() - 20
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_a_notice_stays_eight_seconds() -> None:
    assert Notice(text="Booked today 15:30.").seconds == 8


def test_undo_is_done_once_and_the_notice_goes(qtbot: QtBot, window: QWidget) -> None:
    undone: list[str] = []
    bar = NoticeBar(window)
    bar.show_notice(Notice(text="Booked.", action_text="Undo", action=lambda: undone.append("undone")))

    QTest.mouseClick(undo_of(bar), Qt.MouseButton.LeftButton)

    assert undone == ["undone"]
    assert not bar.isVisible()


def test_a_notice_takes_no_focus_from_who_types(qtbot: QtBot, window: QWidget) -> None:
    bar = NoticeBar(window)
    field = window.findChild(QLineEdit)
    assert field is not None
    field.setFocus()

    bar.show_notice(Notice(text="Booked.", action_text="Undo", action=list))

    assert field.hasFocus()
    bar.put_away()


def test_a_notice_is_reached_and_sent_away_by_keyboard(qtbot: QtBot, window: QWidget) -> None:
    bar = NoticeBar(window)
    field = window.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    bar.show_notice(Notice(text="Booked.", action_text="Undo", action=list))

    bar.take_focus()
    assert undo_of(bar).hasFocus()
    QTest.keyClick(undo_of(bar), Qt.Key.Key_Escape)

    assert not bar.isVisible()
    assert field.hasFocus()


def test_long_words_are_told_whole_on_more_than_one_line(qtbot: QtBot, window: QWidget) -> None:
    bar = NoticeBar(window)
    bar.show_notice(Notice(text="Booked.", action_text="Undo", action=list))
    one_line = bar.height()

    bar.show_notice(Notice(text="Somebody else changed this appointment meanwhile, and much more. " * 4))

    words = next(each for each in bar.findChildren(QLabel) if each.text().startswith("Somebody"))
    assert bar.height() > one_line
    assert window.rect().contains(bar.geometry())
    assert words.height() >= words.heightForWidth(words.width())


def test_undo_does_not_get_the_focus_of_a_button_that_goes(qtbot: QtBot, window: QWidget) -> None:
    bar = NoticeBar(window)
    goes = QPushButton("Book Min Kim", window)
    goes.show()
    goes.setFocus()
    bar.show_notice(Notice(text="Booked.", action_text="Undo", action=list))

    goes.hide()

    assert not undo_of(bar).hasFocus()
    bar.put_away()


def test_a_notice_stays_while_the_focus_is_on_it(qtbot: QtBot, window: QWidget) -> None:
    bar = NoticeBar(window)
    bar.show_notice(Notice(text="Booked.", action_text="Undo", action=list, seconds=0.05))
    bar.take_focus()
    time_over = QTimer(window, singleShot=True, interval=150)

    with qtbot.waitSignal(time_over.timeout):
        time_over.start()

    assert bar.isVisible()
    bar.put_away()


def test_the_latest_notice_takes_the_place_of_the_one_before(qtbot: QtBot, window: QWidget) -> None:
    bar = NoticeBar(window)
    bar.show_notice(Notice(text="Booked.", action_text="Undo", action=list))

    bar.show_notice(Notice(text="No connection.", kind=NoticeKind.PROBLEM))

    assert bar.notice is not None
    assert bar.notice.text == "No connection."
    assert not undo_of(bar).isVisible()
    bar.put_away()


def test_a_notice_stays_at_the_bottom_when_the_window_changes_its_size(qtbot: QtBot, window: QWidget) -> None:
    bar = NoticeBar(window)
    bar.show_notice(Notice(text="Booked."))

    window.resize(700, 400)
    qtbot.waitUntil(lambda: bar.geometry().bottom() < 400)

    assert bar.geometry().center().x() == pytest.approx(window.rect().center().x(), abs=1)
    bar.put_away()
