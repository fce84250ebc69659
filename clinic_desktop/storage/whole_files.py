"""Files of the program's own that are the old ones or the new ones at any moment."""

import os
import sys
from contextlib import suppress
from pathlib import Path


def write_whole(file: Path, text: str) -> None:
    """Write a file that only its owner can read: safely on disk, or as it was."""
    made = file.with_name(file.name + ".new")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    made.replace(file)
    settle(file.parent)


def settle(folder: Path) -> None:
    """See that the names in a folder are on the disk, where that is done by hand and the disk can do it."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some sticks and network drives cannot
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
