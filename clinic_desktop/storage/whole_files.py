"""Files of the program's own that are the old ones or the new ones at any moment."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .hindrances import refused_without_room


def write_whole(file: Path, text: str) -> None:
    """Write a file that only its owner can read: safely on disk, or as it was. See `written_together`.

    Raises DiskFull, and the OSError of whatever else keeps it from being written.
    """
    made = file.with_name(file.name + ".new")
    with written_together() as waiting:
        waiting.files[file] = made
        with refused_without_room():
            descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())


@contextmanager
def written_together() -> "Iterator[Waiting]":
    """What is written whole within this, in this thread, takes its places at the end: all of it, or none.

    Until then it lies on the disk under other names, so that taking the places needs no room there. Left by an
    exception nothing has changed.
    """
    outer = getattr(_here, "waiting", None)
    if outer is not None:
        yield outer
        return
    waiting = _here.waiting = Waiting()
    try:
        yield waiting
    except BaseException:
        for made in waiting.files.values():
            made.unlink(missing_ok=True)
        raise
    finally:
        _here.waiting = None
    for file, made in waiting.files.items():
        made.replace(file)
        settle(file.parent)
    for work in waiting.afterwards:
        work()


class Waiting:
    """The files that wait for their places, each with where it lies until then, and what is done afterwards."""

    def __init__(self) -> None:
        self.files: dict[Path, Path] = {}
        self.afterwards: list[Callable[[], object]] = []


_here = threading.local()


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
