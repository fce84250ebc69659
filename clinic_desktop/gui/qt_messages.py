"""What Qt complains of goes into the log: of each message its kind and the place, for the rest may hold anything."""

import re
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from clinic_desktop.logs import Event, Log


class QtMessages:
    """Takes Qt's messages while it is at work; they still go to the terminal, whole."""

    def __init__(self, log: Log) -> None:
        self._log = log

    def begin(self) -> None:
        """Take them."""
        qInstallMessageHandler(self._take)

    def end(self) -> None:
        """Leave them to Qt."""
        qInstallMessageHandler(None)

    def _take(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if sys.stderr is not None:  # a program without a terminal on Windows has none
            sys.stderr.write(message + "\n")
        if kind in _WORTH_NOTING:
            self._log.note(Event.QT, level=kind.name, category=context.category or "", place=place_named(message))


def place_named(message: str) -> str:
    """The class and function of Qt that a message begins with; empty for other words."""
    found = re.match(r"Q[A-Z][A-Za-z]+(?:::[A-Za-z]+)?(?=[:(])", message)
    return found.group() if found else ""


_WORTH_NOTING = frozenset({QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg})
