"""What Qt complains of goes into the log: of each message its kind and the place, for the rest may hold anything."""

import re
import sys
from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from clinic_desktop.logs import Event, Log


class QtMessages:
    """Takes Qt's messages while it is at work; they still go to the terminal, whole.

    `screen_went` is called when they say that the screen is gone, with which Qt, or X's own library, ends the process.
    """

    def __init__(self, log: Log, screen_went: Callable[[], None]) -> None:
        self._log = log
        self._screen_went = screen_went

    def begin(self) -> None:
        """Take them."""
        qInstallMessageHandler(self._take)

    def end(self) -> None:
        """Leave them to Qt."""
        qInstallMessageHandler(None)

    def _take(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message.startswith(_SCREEN_GONE):
            self._screen_went()
        if sys.stderr is not None:  # a program without a terminal on Windows has none
            sys.stderr.write(message + "\n")
        if kind in _WORTH_NOTING:
            self._log.note(Event.QT, level=kind.name, category=context.category or "", place=place_named(message))


def place_named(message: str) -> str:
    """The class and function of Qt that a message begins with; empty for other words."""
    found = re.match(r"Q[A-Z][A-Za-z]+(?:::[A-Za-z]+)?(?=[:(])", message)
    return found.group() if found else ""


_WORTH_NOTING = frozenset({QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg})
_SCREEN_GONE = ("The X11 connection broke", "The Wayland connection broke")
"""So Qt's parts for X and for Wayland begin what they say when whoever held the screen has ended."""
