"""What keeps the file from being written though the disk does not fail: it is full, or may not be written.

SQLite often says no more of these than that something went wrong, as it does of a disk that fails.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from clinic_desktop.domain.errors import WorldFault
from clinic_desktop.paths import clinic_file

from .faults import CannotOpen, DiskFault, DiskFull, FolderNotMade, ReadOnlyFile, plain

_BESIDE = ("", "-wal", "-shm")
_ROOM_BESIDE = bytes(64 * 1024)
"""The index of SQLite's log takes half of it as soon as the file is opened."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_PROTECTED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def plainly_in(folder: Path) -> Iterator[None]:
    """As `plainly`, for work on the file in a folder."""
    try:
        yield
    except (dbapi2.Error, DBAPIError, DiskFault, CannotOpen) as error:
        meaning = plain_in(folder, error)
        if meaning is error:
            raise
        raise meaning from error


@contextmanager
def refused_without_room() -> Iterator[None]:
    """Raise DiskFull where a file does not fit on its disk."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull from error
        raise


@contextmanager
def making_folder(folder: Path) -> Iterator[None]:
    """Whatever the system refuses inside leaves as a fault with a sentence."""
    try:
        with refused_without_room():
            yield
    except OSError as error:
        raise FolderNotMade(str(folder)) from error


def plain_in(folder: Path, error: Exception) -> Exception:
    """As `plain`, for work on the file in a folder; a fault that was made plain already is looked at again."""
    fault = plain(error)
    if isinstance(fault, (DiskFault, CannotOpen)):
        return hindrance_in(folder) or fault
    return fault


def hindrance_in(folder: Path) -> WorldFault | None:
    """What keeps anybody from writing in the folder, though the disk does not fail; None where it can be written.

    It is tried: what is free on the disk says nothing of what this person may still use of it.
    """
    if any(file.exists() and not os.access(file, os.W_OK) for file in _files_of(folder)):
        return ReadOnlyFile()
    from tempfile import TemporaryFile

    try:
        with TemporaryFile(dir=folder, buffering=0) as tried:
            tried.write(_ROOM_BESIDE)
    except OSError as error:
        if error.errno in _FULL:
            return DiskFull()
        if error.errno in _PROTECTED:
            return ReadOnlyFile()
    return None


def _files_of(folder: Path) -> list[Path]:
    file = clinic_file(folder)
    return [file.with_name(file.name + end) for end in _BESIDE]
