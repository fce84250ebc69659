"""Where Qt finds no screen it aborts the process: here the program ends in a sentence instead, before it has begun."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

NO_SCREEN = "There is no screen to open a window on. Start it where there is one."
NO_WINDOWS = "Qt cannot open windows here; what it misses stands above."


def has_screen() -> bool:
    """Whether there is any use in trying: on Linux Qt takes the screen that the environment names."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


@contextmanager
def ends_in_a_sentence(code: int = 1) -> Iterator[None]:
    """Make the application object within this: where Qt cannot, the process ends with the code and says why.

    To try the screen beforehand would take longer, and would know less than Qt does when it tries it.
    """
    said: list[str] = []

    def hear(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
        if kind is not QtMsgType.QtFatalMsg:
            said.append(message)
        elif any(words.startswith(_NOBODY_THERE) for words in said):
            _end(NO_SCREEN, code)
        else:
            _end("\n".join([*said, message, NO_WINDOWS]), code)

    qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(None)
    for words in said:
        _say(words)


def _end(words: str, code: int) -> None:
    _say(words)
    os._exit(code)


def _say(words: str) -> None:
    if sys.stderr is not None:  # a program without a terminal on Windows has none
        print(words, file=sys.stderr, flush=True)  # noqa: T201


_NOBODY_THERE = ("could not connect to display", "Failed to create wl_display")
"""So Qt's parts for X and for Wayland begin what they say when nobody answers, or none may come in."""
