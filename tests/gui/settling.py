"""When a window has come to rest: what a test waits for before it looks."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desktop.gui import turns
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.widgets.dialog_opening import is_opening


def settle(qtbot: QtBot, runner: TaskRunner) -> None:
    """Wait until every task has been done and told, every turn taken, and each dialog that is being made is open."""

    def is_at_rest() -> bool:
        return runner.is_idle and turns.are_over() and not any(map(is_opening, QApplication.topLevelWidgets()))

    for _ in range(_ROUNDS):
        QApplication.processEvents()
        if not is_at_rest():
            _work_on_until(is_at_rest)
            qtbot.waitUntil(is_at_rest)


def _work_on_until(is_so: Callable[[], bool]) -> None:
    """Let Qt work, and ask it each time before it sleeps: waitUntil alone sees ten milliseconds later what has come."""
    dispatcher = QAbstractEventDispatcher.instance()
    assert dispatcher is not None
    loop, patience = QEventLoop(), QTimer()
    patience.timeout.connect(loop.quit)

    def look() -> None:
        if is_so():
            loop.quit()

    dispatcher.aboutToBlock.connect(look)
    patience.start(_PATIENCE_MILLISECONDS)
    dispatcher.wakeUp()  # else what was put off to a loop, such as deleteLater(), is carried out at the next event only
    try:
        loop.exec()
    finally:
        dispatcher.aboutToBlock.disconnect(look)
        patience.stop()


_PATIENCE_MILLISECONDS = 1000
_ROUNDS = 3
"""What was done is told in one turn, asks for more in the next, and is laid out in a third."""
