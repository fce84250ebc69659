"""The place in which a clinic is made out of sight: one program at a time, whole or not at all."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from clinic_desktop.paths import clinic_file
from clinic_desktop.storage.hindrances import making_folder
from clinic_desktop.storage.sync_turn import SyncTurn


@contextmanager
def building_site(folder: Path, waiting: Callable[[], object]) -> Iterator[Path]:
    """A folder inside the wanted one, whose content moves up when the work is done and vanishes when it is not.

    Where another program builds already, its end is waited for, however it ends; `waiting` is called again and again
    meanwhile, and what it raises stops that. Raises FolderNotMade and DiskFull.
    """
    is_new = not folder.exists()
    turn = SyncTurn(folder, _LOCK)
    site = folder / "making"
    try:
        with making_folder(folder):
            _wait(turn, folder, waiting)
            shutil.rmtree(site, ignore_errors=True)  # of one that was killed
            site.mkdir(mode=0o700)
        yield site
        # The database last: it is what makes the folder a clinic.
        database_name = clinic_file(folder).name
        for made in sorted(site.iterdir(), key=lambda path: path.name.startswith(database_name)):
            made.replace(folder / made.name)
        is_new = False
    finally:
        if turn.is_taken:
            shutil.rmtree(site, ignore_errors=True)
            turn.give_back(for_good=True)
            if is_new:
                with suppress(OSError):
                    folder.rmdir()


def _wait(turn: SyncTurn, folder: Path, waiting: Callable[[], object]) -> None:
    while True:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # whoever failed before took it away
        with suppress(FileNotFoundError):
            if turn.take():
                return
        waiting()
        time.sleep(_GLANCE)


_LOCK = "making.lock"
_GLANCE = 0.05
"""In seconds."""
