"""The program in processes of its own, off screen where there is no screen."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def off_screen() -> dict[str, str]:
    """What Qt must be told where there is no display, nothing elsewhere."""
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return {} if has_display or not sys.platform.startswith("linux") else {"QT_QPA_PLATFORM": "offscreen"}


def python(*words: str, **more: str) -> str:
    """What Python says with these words; raises CalledProcessError, and what it said goes to stderr then."""
    return run(sys.executable, "-P", *words, **{"PYTHONPATH": str(ROOT)} | more)


def run(*words: str, **more: str) -> str:
    """Run any program so."""
    environment = os.environ | off_screen() | more
    found = subprocess.run(words, env=environment, check=False, timeout=900, capture_output=True, text=True)
    if found.returncode:
        sys.stderr.write(found.stdout + found.stderr)
        found.check_returncode()
    return found.stdout
