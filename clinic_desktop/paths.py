"""Where files live: in the source tree, in an installed wheel, and in a frozen build."""

import os
import sys
from functools import cache
from pathlib import Path

APPLICATION = "clinic-desktop"


@cache
def resources() -> Path:
    """The folder with icons, themes, fonts and translations."""
    if frozen := getattr(sys, "_MEIPASS", None):
        return Path(frozen) / "resources"
    package = Path(__file__).parent
    inside = package / "_resources"
    return inside if inside.is_dir() else package.parent / "resources"


def data_folder() -> Path:
    """The folder of this person's clinic, unless another is named on the command line."""
    if named := os.environ.get("CLINIC_DESKTOP_DATA"):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path(APPLICATION, appauthor=False)


def demo_folder() -> Path:
    """The folder of the demo clinic."""
    return demo_folder_in(data_folder())


def demo_folder_in(folder: Path) -> Path:
    """The folder of the demo clinic that belongs to a clinic's folder."""
    return folder / "demo"


def clinic_file(folder: Path) -> Path:
    """The database of the clinic that is kept in a folder."""
    return folder / "clinic.db"


def restore_folder(folder: Path) -> Path:
    """Where a restored database lies until it takes the place of the clinic's."""
    return folder / "restoring"


def restore_mark(folder: Path) -> Path:
    """The file that says that the restored database is whole and is to take its place."""
    return restore_folder(folder) / "ready.json"


def is_being_restored(folder: Path) -> bool:
    """Whether putting a restored database in its place was cut short; the next opening ends it."""
    return restore_mark(folder).exists()


def log_folder() -> Path:
    """The folder of the program's logs, which hold no patient's name."""
    from platformdirs import user_log_path

    return user_log_path(APPLICATION, appauthor=False)
