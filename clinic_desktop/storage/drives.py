"""Whether a folder can hold a clinic: on another computer's disk two PCs could damage the file, and it is written."""

import os
import subprocess
import sys
from pathlib import Path

from clinic_desktop.paths import clinic_file

from .faults import CannotOpen, FolderProtected, NetworkDrive
from .hindrances import hindrance_in

_REMOTE = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "davfs", "afs", "ncpfs", "fuse.sshfs", "fuse.rclone",
     "fuse.gvfsd-fuse", "fuse.davfs2", "glusterfs", "fuse.glusterfs", "ceph", "fuse.ceph"}
)  # fmt: skip

_DRIVE_REMOTE = 4  # of GetDriveTypeW


def make_ready(folder: Path) -> None:
    """Make a clinic's folder and an empty file in it, if need be; raises NetworkDrive, FolderProtected, CannotOpen."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        refuse_network_drive(folder)
        refuse_write_protection(folder)
        clinic_file(folder).touch(mode=0o600)  # SQLite gives the files beside it the same rights
    except OSError as error:
        raise (hindrance_in(folder) or CannotOpen()) from error


def refuse_network_drive(folder: Path) -> None:
    """Raise NetworkDrive if the folder lies on one; where that cannot be told, the folder is taken as it is."""
    place = folder.resolve()
    if sys.platform == "win32":
        remote = _is_remote_on_windows(place)
    elif sys.platform == "darwin":
        remote = file_system(place, _mounts_of_macos()) in _REMOTE
    else:
        remote = file_system(place, _mounts_of_linux()) in _REMOTE
    if remote:
        raise NetworkDrive


def refuse_write_protection(folder: Path) -> None:
    """Raise FolderProtected if the folder or the clinic's file in it may not be written, by whatever that is."""
    file = clinic_file(folder)
    if not os.access(folder, os.W_OK | os.X_OK) or (file.exists() and not os.access(file, os.W_OK)):
        raise FolderProtected(str(folder))


def file_system(folder: Path, mounts: dict[str, str]) -> str:
    """The kind of file system a folder lies on, by the nearest mount point above it."""
    upwards = (str(place) for place in (folder, *folder.parents))
    return next((mounts[point] for point in upwards if point in mounts), "")


def _mounts_of_linux() -> dict[str, str]:
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return {}
    parts = (line.split(" ") for line in lines)
    return {point.replace("\\040", " "): kind for _, point, kind, *_ in parts}


def _mounts_of_macos() -> dict[str, str]:
    try:
        listing = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return {}
    mounts = {}
    for line in listing.stdout.splitlines():  # "//anna@server/share on /Volumes/share (smbfs, nodev)"
        place, _, options = line.partition(" on ")[2].rpartition(" (")
        mounts[place] = options.split(",")[0].rstrip(")")
    return mounts


def _is_remote_on_windows(folder: Path) -> bool:
    import ctypes

    drive = os.path.splitdrive(folder)[0]
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - only Windows has it, and mypy looks from elsewhere
    return drive.startswith("\\\\") or kernel.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE
