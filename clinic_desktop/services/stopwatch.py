"""A clock that nobody can set: it only runs forward, and while the computer sleeps, too."""

import sys
import time


def since_switched_on() -> float:
    """In seconds; where the system has no such clock, its monotonic one, which may count sleep or not."""
    # That of macOS counts sleep, other than Linux's of the same name and Python's own there.
    name = "CLOCK_MONOTONIC" if sys.platform == "darwin" else "CLOCK_BOOTTIME"
    clock = getattr(time, name, None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)
