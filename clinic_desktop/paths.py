"""Where files live: in the source tree, in an installed wheel, and in a frozen build; and whether they can."""

import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

APPLICATION = "clinic-desktop"
PORTABLE = "clinic-desktop-data"
_NAME_ANOTHER = "name another folder with --data-dir."
_DATA, _LOGS = "CLINIC_DESKTOP_DATA", "CLINIC_DESKTOP_LOGS"


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
    if named := _named_by(_DATA):
        return named
    from platformdirs import user_data_path

    return user_data_path(APPLICATION, appauthor=False)


def portable_folder() -> Path | None:
    """The folder beside the program where a portable one keeps everything; None where an installed one lies."""
    if getattr(sys, "frozen", False):
        program = Path(sys.executable).parent
        bundle = next((folder for folder in program.parents if folder.suffix == ".app"), None)
        return (program if bundle is None else bundle.parent) / PORTABLE
    package = Path(__file__).parent
    return None if (package / "_resources").is_dir() else package.parent / PORTABLE


def go_portable() -> bool:
    """Keep everything beside the program, from here on and in what it starts; False where that cannot be."""
    folder = portable_folder()
    if folder is None or (not folder.is_dir() and _why_not_written(folder.parent)):
        return False
    os.environ[_DATA], os.environ[_LOGS] = str(folder), str(folder / "logs")
    return True


def named_folder(text: str) -> Path | None:
    """The folder that somebody typed, from the home that a ~ stands for; None where the text names none."""
    try:
        return Path(text).expanduser() if text.strip() else None
    except RuntimeError:  # the home of somebody whom this computer does not know
        return None


def _named_by(variable: str) -> Path | None:
    """The folder that the environment names; what is set there by no shell has a ~ in it still."""
    named = os.environ.get(variable)
    return (named_folder(named) or Path(named)) if named else None


def unreadable(folder: Path) -> str:
    """Why nobody can look into a folder, in a sentence; empty where one can, and where nothing is yet."""
    try:
        place = _nearest(folder)
        if not place.is_dir():
            if place.is_symlink():
                return f"{place} leads to a folder that is not there. Put in the disk that it is on, or {_NAME_ANOTHER}"
            return f"{place} is a file. Name a folder for the clinic's records."
        clinic_file(folder).exists()
    except OSError as error:
        return f"{folder} cannot be read ({error.strerror}). Have yourself let in to it, or {_NAME_ANOTHER}"
    return ""


def unwritable(folder: Path) -> str:
    """Why no clinic can be made in a folder that can be read, in a sentence; empty if it can, or if one is there.

    It is tried out: what a system says of rights is not all that keeps a file from being written.
    """
    if clinic_file(folder).exists() or is_being_restored(folder):
        return ""
    reason = _why_not_written(_nearest(folder))
    return reason and f"{folder} cannot be written to ({reason}). Allow writing there, or {_NAME_ANOTHER}"


def _nearest(folder: Path) -> Path:
    """The folder, or what is there of those above it; raises OSError where that cannot be told."""
    for place in (folder, *folder.parents):
        with suppress(FileNotFoundError, NotADirectoryError):
            place.lstat()
            return place
    return folder


def _why_not_written(place: Path) -> str:
    trial = place / f".{APPLICATION}-{os.getpid()}"
    try:
        with suppress(FileExistsError):  # one that was killed within the next line had the same number
            trial.mkdir(mode=0o700)
        trial.rmdir()
    except OSError as error:
        return error.strerror or "it refuses"
    return ""


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
    if named := _named_by(_LOGS):
        return named
    from platformdirs import user_log_path

    return user_log_path(APPLICATION, appauthor=False)


def state_folder() -> Path:
    """Where a run of the program leaves that it is under way, for the next one on this person's account."""
    if named := _named_by(_LOGS):
        return named
    if not sys.platform.startswith("linux"):
        from platformdirs import user_state_path

        return user_state_path(APPLICATION, appauthor=False)
    # As platformdirs has it, for which the first window would wait.
    return Path(os.environ.get("XDG_STATE_HOME") or Path("~/.local/state").expanduser()) / APPLICATION
