"""A copy of the measured clinic, for what would change it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def copied(clinic: Path) -> Iterator[Path]:
    """Copy the clinic's folder; the copy, and all beside it, is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="clinic-desktop-copy-") as folder:
        copy = Path(folder) / "clinic"
        shutil.copytree(clinic, copy)
        yield copy
