"""Waits until what was kept of a station's settings lies on the disk."""

import threading


def everything_is_stored() -> None:
    for thread in threading.enumerate():
        if thread.name == "settings":
            thread.join(timeout=10)
