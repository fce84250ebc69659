"""A screen of a usual size for a tour without one: Qt's own off-screen one is smaller than any desk's."""

import atexit
import json
import os
import sys
import tempfile
from pathlib import Path

SIZE = (1440, 900)


def give_screen() -> None:
    """Have Qt draw off screen at the usual size where there is no display; before the application is made."""
    if sys.platform.startswith("linux") and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY"))):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if os.environ.get("QT_QPA_PLATFORM") != "offscreen":
        return
    width, height = SIZE
    screen = {"name": "tour", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "logicalBaseDpi": 96}
    handle, name = tempfile.mkstemp(prefix="clinic-desktop-screen-", suffix=".json")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"screens": [screen | {"dpr": 1}]}, file)
    atexit.register(Path(name).unlink, missing_ok=True)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={name}"
