"""What is imported after Qt leaves nothing of its source in memory."""

import subprocess
import sys

_LOOKED_AT = """
import linecache
import clinic_desktop.gui.login_dialog
before = len(linecache.cache)
import smtplib
print(len(linecache.cache) - before)
"""


def test_no_source_is_read_for_the_sake_of_qts_features() -> None:
    found = subprocess.run([sys.executable, "-c", _LOOKED_AT], capture_output=True, text=True, check=True, timeout=60)

    assert found.stdout.strip() == "0"
