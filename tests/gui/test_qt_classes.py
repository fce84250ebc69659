"""Qt's classes are made by one thread alone, and windows imported by one at a time: two at once ended the process."""

import ast
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

import clinic_desktop
from clinic_desktop.gui import qt_classes
from clinic_desktop.gui.beforehand import one_at_a_time
from clinic_desktop.gui.qt_classes import NOBODY_MEETS, QtClasses, wait_for_qt_classes


def noting_the_thread(made: Iterator[object], makers: set[QThread]) -> Iterator[object]:
    for each in made:
        makers.add(QThread.currentThread())
        yield each


def test_a_task_waits_until_the_windows_thread_has_made_them(qtbot: QtBot) -> None:
    classes = QtClasses()
    came: list[bool] = []
    makers: set[QThread] = set()
    classes._left = noting_the_thread(classes._left, makers)
    classes.start()

    def wait() -> None:
        wait_for_qt_classes()
        came.append(classes.is_made.is_set())

    task = Thread(target=wait)

    task.start()
    qtbot.waitUntil(lambda: bool(came))
    task.join()

    assert came == [True]
    assert makers == {QThread.currentThread()}
    classes.deleteLater()


def test_nobody_waits_for_one_that_has_been_stopped(qtbot: QtBot) -> None:
    classes = QtClasses()
    classes.start()
    classes.stop()
    task = Thread(target=wait_for_qt_classes)

    task.start()
    task.join(timeout=10)

    assert not task.is_alive()
    assert qt_classes._under_way == [classes]
    classes.deleteLater()


def test_what_two_threads_do_at_once_is_done_by_one_after_the_other() -> None:
    inside: list[int] = []
    most: list[int] = []
    together = Barrier(2)

    @one_at_a_time
    def work(_: str) -> None:
        inside.append(1)
        most.extend(len(inside) for _ in range(10_000))
        inside.pop()

    def begin() -> None:
        together.wait()
        work("")

    threads = [Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert max(most) == 1


def test_nothing_that_is_imported_of_qt_is_left_out() -> None:
    package = Path(clinic_desktop.__file__).parent
    imported = {
        name.name
        for file in package.rglob("*.py")
        for line in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(line, ast.ImportFrom) and (line.module or "").startswith("PySide6")
        for name in line.names
    }

    assert "QTimer" in imported
    assert not [name for name in imported if name.startswith(NOBODY_MEETS)]
