"""A thread that gives way to everybody else, where the operating system lets one."""

import os
import sys
import threading
from contextlib import suppress

_NICE = 15
_BACKGROUND = 0x00010000  # THREAD_MODE_BACKGROUND_BEGIN: processor and disk


def give_way() -> None:
    """Let this thread run when nobody else wants to, from now on; the program's first thread does not."""
    if threading.current_thread() is threading.main_thread():
        return
    if sys.platform == "win32":
        import ctypes

        kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - only Windows has it, and mypy looks from elsewhere
        kernel.SetThreadPriority(kernel.GetCurrentThread(), _BACKGROUND)
    elif sys.platform.startswith("linux"):  # where a thread has a priority of its own
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
