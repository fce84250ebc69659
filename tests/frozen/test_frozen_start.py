"""What the frozen program sets right before anything else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOOK = Path(__file__).parent.parent.parent / "installers" / "frozen_start.py"
TELL = f"""
import os, runpy
runpy.run_path({str(HOOK)!r})
print(os.environ.get("LD_LIBRARY_PATH"), os.environ.get("SSL_CERT_FILE"))
"""


def told(**environment: str) -> list[str]:
    """What the environment of the programs that it opens holds: their library path, and the authorities."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LD_LIBRARY", "SSL_CERT"))}
    words = [sys.executable, "-c", TELL]
    return subprocess.run(words, env=kept | environment, capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such a path")
def test_what_the_program_opens_loads_its_own_libraries() -> None:
    frozen = "/usr/lib/clinic-desktop/_internal"

    assert told(LD_LIBRARY_PATH=frozen)[0] == "None"
    assert told(LD_LIBRARY_PATH=frozen, LD_LIBRARY_PATH_ORIG="/opt/lib")[0] == "/opt/lib"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system itself is asked")
def test_authorities_that_somebody_named_are_kept() -> None:
    assert told(SSL_CERT_FILE="/home/clerk/own.pem")[1] == "/home/clerk/own.pem"
    assert told(SSL_CERT_DIR="/home/clerk/own")[1] == "None"
