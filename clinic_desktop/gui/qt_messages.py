"""What Qt complains of goes into the log: of each message its kind and the place, for the rest may hold anything."""

import re
import sys
from collections.abc import Callable
from threading import Lock

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from clinic_desktop.logs import Event, Log


class QtMessages:
    """Takes Qt's messages while it is at work; they still go to the terminal, whole.

    Nothing is written before `write_down`: the first window does not wait for what Qt says of it. `screen_went` is
    called when they say that the screen is gone, with which Qt, or X's own library, ends the process.
    """

    def __init__(self, log: Log, screen_went: Callable[[], None]) -> None:
        self._log = log
        self._screen_went = screen_went
        self._lock = Lock()  # Qt speaks in any thread
        self._held: list[dict[str, str]] | None = []

    def begin(self) -> None:
        """Take them."""
        qInstallMessageHandler(self._take)

    def write_down(self) -> None:
        """Note what has come so far, and from now on each at once; in any thread."""
        with self._lock:
            held, self._held = self._held, None
        for facts in held or ():
            self._log.note(Event.QT, **facts)

    def end(self) -> None:
        """Leave them to Qt."""
        qInstallMessageHandler(None)
        self.write_down()

    def _take(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message.startswith(_SCREEN_GONE):
            self._screen_went()
        if sys.stderr is not None:  # a program without a terminal on Windows has none
            sys.stderr.write(message + "\n")
        if kind not in _WORTH_NOTING:
            return
        facts = {"level": kind.name, "category": context.category or "", "place": place_named(message)}
        with self._lock:
            if self._held is not None:
                self._held.append(facts)
                facts = {}
        if kind is QtMsgType.QtFatalMsg:  # with which Qt ends the process
            self.write_down()
        if facts:
            self._log.note(Event.QT, **facts)


def place_named(message: str) -> str:
    """The class and function of Qt that a message begins with; empty for other words."""
    found = re.match(r"Q[A-Z][A-Za-z]+(?:::[A-Za-z]+)?(?=[:(])", message)
    return found.group() if found else ""


_WORTH_NOTING = frozenset({QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg})
_SCREEN_GONE = ("The X11 connection broke", "The Wayland connection broke")
"""So Qt's parts for X and for Wayland begin what they say when whoever held the screen has ended."""
