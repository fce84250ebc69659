"""When a window has come to rest: what a test waits for before it looks."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.widgets.dialog_opening import is_opening


def settle(qtbot: QtBot, runner: TaskRunner) -> None:
    """Wait until every task has been done and told, and until each dialog that is being made is open."""
    for _ in range(_ROUNDS):
        QApplication.processEvents()
        qtbot.waitUntil(lambda: runner.is_idle and not any(map(is_opening, QApplication.topLevelWidgets())))


_ROUNDS = 3
"""What was done is told in one turn, asks for more in the next, and is laid out in a third."""
