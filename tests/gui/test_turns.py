"""Work that has a turn of the loop to itself: what the desktop has sent by then is heard before it."""

from collections.abc import Callable, Iterator
from socket import socketpair

import pytest
import shiboken6
from PySide6.QtCore import QEventLoop, QObject, QSocketNotifier, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.turns import (
    are_over,
    in_a_turn,
    paint_after_all_others,
    paint_in_a_turn,
    paint_in_turns,
    paint_now,
    show_painted_once,
)
from clinic_desktop.gui.windows.frame import Frame


class Desktop:
    """Sends as a desktop sends keys, through a socket; `happened` says what was heard and done, in its order."""

    def __init__(self, parent: QObject) -> None:
        self.happened: list[str] = []
        self._sends, self._hears = socketpair()
        notifier = QSocketNotifier(self._hears.fileno(), QSocketNotifier.Type.Read, parent)
        notifier.activated.connect(self._on_heard)
        self._notifier = notifier

    def send(self) -> None:
        self._sends.send(b"k")

    def close(self) -> None:
        self._notifier.setEnabled(False)
        self._sends.close()
        self._hears.close()

    def _on_heard(self) -> None:
        self._hears.recv(1)
        self.happened.append("key")


class Sheet(QWidget):
    """Counts its pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = 0
        self.on_painted: Callable[[], object] = lambda: None

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted += 1
        self.on_painted()


@pytest.fixture
def owner(qapp: QObject) -> Iterator[QObject]:
    made = QObject()
    yield made
    if shiboken6.isValid(made):
        shiboken6.delete(made)


@pytest.fixture
def desktop(owner: QObject) -> Iterator[Desktop]:
    made = Desktop(owner)
    yield made
    made.close()


def test_a_key_that_comes_amid_one_piece_of_work_is_heard_before_the_next(
    qtbot: QtBot, owner: QObject, desktop: Desktop
) -> None:
    def work() -> None:
        desktop.happened.append("work")
        desktop.send()
        if desktop.happened.count("work") < 3:
            in_a_turn(owner, work)

    in_a_turn(owner, work)

    qtbot.waitUntil(lambda: len(desktop.happened) == 6)
    assert desktop.happened == ["work", "key"] * 3


def test_work_that_was_asked_for_at_once_has_a_turn_each(qtbot: QtBot, owner: QObject, desktop: Desktop) -> None:
    def work(name: str) -> None:
        desktop.happened.append(name)
        desktop.send()

    in_a_turn(owner, lambda: work("first"))
    in_a_turn(owner, lambda: work("second"))

    qtbot.waitUntil(lambda: len(desktop.happened) == 4)
    assert desktop.happened == ["first", "key", "second", "key"]


def test_work_for_what_is_gone_is_left_out(qtbot: QtBot, owner: QObject) -> None:
    done: list[str] = []
    gone = QObject()
    in_a_turn(gone, lambda: done.append("for what is gone"))
    in_a_turn(owner, lambda: done.append("for what stays"))

    shiboken6.delete(gone)

    qtbot.waitUntil(lambda: bool(done))
    assert done == ["for what stays"]


def test_work_goes_on_while_earlier_work_waits_in_a_loop_of_its_own(qtbot: QtBot, owner: QObject) -> None:
    menu = QEventLoop()
    in_a_turn(owner, menu.exec)
    in_a_turn(owner, menu.quit)  # else the menu stays open for ever

    done: list[str] = []
    in_a_turn(owner, lambda: done.append("last"))
    qtbot.waitUntil(lambda: done == ["last"])


def test_a_fault_in_one_leaves_the_others(qtbot: QtBot, owner: QObject) -> None:
    done: list[str] = []
    with qtbot.captureExceptions() as faults:
        in_a_turn(owner, lambda: done.index("what was never done"))
        in_a_turn(owner, lambda: done.append("done"))
        qtbot.waitUntil(lambda: bool(done))

    assert [kind for kind, *_ in faults] == [ValueError]


def test_what_changes_in_a_widget_is_painted_later_and_once(qtbot: QtBot) -> None:
    sheet = Sheet()
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.waitUntil(lambda: sheet.painted > 0)
    before = sheet.painted

    paint_in_a_turn(sheet)
    paint_in_a_turn(sheet)
    sheet.repaint()
    assert sheet.painted == before

    qtbot.waitUntil(lambda: sheet.painted > before)
    assert sheet.updatesEnabled()
    assert sheet.painted == before + 1


def test_what_nobody_looks_at_first_is_painted_after_all_other_work(qtbot: QtBot, owner: QObject) -> None:
    happened: list[str] = []
    sheet = Sheet()
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.waitUntil(lambda: sheet.painted > 0)
    sheet.on_painted = lambda: happened.append("painted")

    paint_after_all_others(sheet)
    in_a_turn(owner, lambda: happened.append("work"))
    in_a_turn(owner, lambda: happened.append("more work"))

    qtbot.waitUntil(lambda: "painted" in happened)
    assert happened == ["work", "more work", "painted"]


def test_a_window_that_comes_up_has_its_page_painted_and_then_each_of_its_sides(qtbot: QtBot) -> None:
    happened: list[str] = []
    frame, sheets = Frame(), {name: Sheet() for name in ("page", "left", "right")}
    for name, sheet in sheets.items():
        sheet.on_painted = lambda name=name: happened.append(name)  # type: ignore[misc]
    frame.pages.addWidget(sheets["page"])
    frame.show_sides(sheets["left"], sheets["right"])
    frame.resize(1200, 800)
    qtbot.addWidget(frame)
    frame.show()

    frame.come_up()
    qtbot.waitUntil(lambda: "right" in happened and are_over())

    assert happened == ["page", "left", "right"]


@pytest.fixture
def window(qtbot: QtBot) -> Sheet:
    """One that is painted in turns, and has been painted."""
    made = Sheet()
    qtbot.addWidget(made)
    paint_in_turns(made)
    made.show()
    qtbot.waitUntil(lambda: made.painted > 0 and are_over())
    made.painted = 0
    return made


def test_a_key_is_heard_between_what_changes_a_window_and_its_picture(
    qtbot: QtBot, owner: QObject, desktop: Desktop, window: Sheet
) -> None:
    def change() -> None:
        desktop.happened.append("change")
        window.update()
        desktop.send()

    window.on_painted = lambda: desktop.happened.append("picture")
    in_a_turn(owner, change)

    qtbot.waitUntil(lambda: window.painted > 0)
    assert desktop.happened == ["change", "key", "picture"]


def test_a_window_that_was_asked_twice_is_painted_once_and_before_other_work(
    qtbot: QtBot, owner: QObject, window: Sheet
) -> None:
    paint_in_turns(window)
    done: list[int] = []

    def change() -> None:
        window.update()
        in_a_turn(owner, lambda: done.append(window.painted))

    in_a_turn(owner, change)
    in_a_turn(owner, window.update)

    qtbot.waitUntil(lambda: bool(done))
    assert done == [2]


def test_what_is_wanted_now_is_painted_now(window: Sheet) -> None:
    window.update()
    paint_now(window)

    assert window.painted == 1


def test_a_widget_that_nobody_sees_yet_is_painted_as_soon_as_it_is_shown(qtbot: QtBot) -> None:
    sheet = Sheet()
    qtbot.addWidget(sheet)

    paint_in_a_turn(sheet)

    assert sheet.updatesEnabled()


def test_a_window_is_painted_once_as_it_comes_up_and_again_when_something_changes(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    part = Sheet()
    part.setParent(window)
    window.setWindowState(Qt.WindowState.WindowMaximized)

    in_a_turn(window, lambda: show_painted_once(window))
    qtbot.waitUntil(lambda: part.painted > 0 and are_over())
    QApplication.processEvents()
    assert part.painted == 1

    part.update()
    qtbot.waitUntil(lambda: part.painted == 2)
