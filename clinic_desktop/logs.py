"""The program's own notes: one JSON object a line, in files that rotate, with nothing of a patient in them.

What is noted is an event and facts that the code knows by itself: numbers, names of classes and of places in the
program. No sentence that was shown and no value that was typed, read or stored is ever handed to it.
"""

import sys
from enum import StrEnum
from pathlib import Path

from clinic_desktop import paths

FILE_NAME = "clinic-desktop.log"
BYTES, KEPT = 1_000_000, 3


class Event(StrEnum):
    """What is noted."""

    STARTED = "started"
    CAME_IN = "someone came in"
    CALLED = "a second start asked for this one"
    FAULT = "fault"
    HINDERED = "hindered"
    CRASHED = "the run before ended unexpectedly"
    CLOCK_MOVED = "the clock of the computer moved"
    WOKE = "the computer slept"
    SCREENS = "screens came or went"
    QT = "qt"
    SLOW = "slow"
    WORK = "work"
    ENDED = "ended"


Fact = str | int | float | bool


class Log:
    """The log of one run. A disk that refuses is no reason to stop: what cannot be noted is left out."""

    def __init__(self, folder: Path | None = None, *, tells_terminal: bool = False) -> None:
        self._folder = folder
        self._tells_terminal = tells_terminal

    @property
    def file(self) -> Path:
        """The newest of its files; older ones have a number behind the name."""
        return (self._folder or paths.log_folder()) / FILE_NAME

    def note(self, event: Event, **facts: Fact) -> bool:
        """Write one line; whether the disk took it."""
        import json
        from datetime import UTC, datetime
        from logging import INFO, LogRecord
        from logging.handlers import RotatingFileHandler

        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"at": at, "event": event, **facts}, ensure_ascii=False)
        if self._tells_terminal:
            sys.stderr.write(line + "\n")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            # Opened for each line, so that a second program on this account can turn the files over as well.
            handler = RotatingFileHandler(self.file, maxBytes=BYTES, backupCount=KEPT, encoding="utf-8")
        except OSError:
            return False
        handler.handle(LogRecord(__name__, INFO, "", 0, line, None, None))
        handler.close()
        return True
