"""A real X server (Xvfb), for the tests of what a screen does to the program."""

import os
import subprocess
from shutil import which

import pytest


def needs_x_server() -> None:
    """Skip where there is none, unless this machine is one that is to have it."""
    if which("Xvfb") is None and not os.environ.get("CLINIC_DESKTOP_WANTS_SCREEN"):
        pytest.skip("needs Xvfb")


class XServer:
    """One screen, until it is killed."""

    def __init__(self) -> None:
        told, tells = os.pipe()
        self._process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(tells), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
            pass_fds=[tells],
            stderr=subprocess.DEVNULL,
        )
        os.close(tells)
        with os.fdopen(told, encoding="ascii") as number:  # closed by the server when it has written, or has ended
            self.environment = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number.readline().strip()}"}

    def kill(self) -> None:
        """As when it breaks, or the session that it belongs to is ended before the programs in it."""
        self._process.kill()
        self._process.wait()
