"""Faults of the disk, the file and the key, each with a sentence that says what to do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from clinic_desktop.domain.bad_luck import Unsound
from clinic_desktop.domain.errors import ClinicError, NameTaken, WorldFault
from clinic_desktop.domain.refusals import SlotTaken

from .triggers import SLOT_TAKEN


class DatabaseNewer(WorldFault):
    """The database was written by a newer version of the program."""

    def __init__(self) -> None:
        super().__init__("These records were written by a newer version of Clinic Desktop. Update this PC's program.")


class DatabaseLocked(WorldFault):
    """Another program keeps the file locked for too long."""

    def __init__(self) -> None:
        super().__init__("Another program is using the clinic's records. Close it, or wait a moment, and try again.")


class WrongKey(Unsound):
    """The key does not open the file, or the file is no database of ours."""

    def __init__(self) -> None:
        super().__init__(
            "The clinic's records cannot be opened with the key of this PC. Nothing was changed. "
            "Put the key that belongs to them back, or open the folder they came from."
        )


class DiskFull(WorldFault):
    """There is no room left for the change."""

    def __init__(self) -> None:
        super().__init__("The disk is full, so nothing was stored. Make room on the disk and try again.")


class NoRoomToOpen(DiskFull):
    """There is no room left for what SQLite keeps beside the file while it is open."""

    def __init__(self) -> None:
        WorldFault.__init__(
            self,
            "The disk is full, so the clinic's records were not opened. Nothing in them was changed: make room on the "
            "disk and try again.",
        )


class ReadOnlyFile(WorldFault):
    """The file or its folder may not be written."""

    def __init__(self) -> None:
        super().__init__(
            "The clinic's records are write-protected, so nothing was stored. Allow writing and try again."
        )


class DiskFault(Unsound):
    """The disk failed while reading or writing."""

    def __init__(self) -> None:
        super().__init__("The disk reported an error, so nothing was stored. Check the disk, then restore a backup.")


class DatabaseDamaged(Unsound):
    """The file's content does not hold together."""

    def __init__(self) -> None:
        super().__init__(
            "The clinic's records are damaged. Stop working and start the program again: it offers to save what can be "
            "read, or to restore a backup."
        )


class CannotOpen(WorldFault):
    """The file cannot be opened or made."""

    def __init__(self) -> None:
        super().__init__("The clinic's records cannot be opened. Check that the folder exists and that you may use it.")


class FileGone(WorldFault):
    """The file was deleted or moved under the running program, which has put back what was acknowledged if it could."""

    def __init__(self) -> None:
        super().__init__(
            "The file of the clinic's records was deleted or moved while the program was running, so this was not "
            "stored. Close the program and start it again: what was stored before is put back."
        )


class FileReplaced(WorldFault):
    """Another file lies where the open one was."""

    def __init__(self) -> None:
        super().__init__(
            "Another file lies in the place of the clinic's records than when the program was started, so nothing was "
            "stored. Close the program, put the right file there, and start it again."
        )


class FolderProtected(WorldFault):
    """The clinic's folder, or the file in it, may not be written by whoever started the program."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"The clinic's folder is write-protected, so its records were not opened: {folder}. "
            "Allow writing in it and in its files, and try again."
        )


class FolderNotMade(WorldFault):
    """The clinic's folder, or the first file in it, cannot be made by whoever started the program."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"The folder for the clinic's records cannot be written to, so nothing was made: {folder}. "
            "Allow writing there, or start the program with --data-dir and another folder."
        )


class NetworkDrive(WorldFault):
    """The folder lies on a network drive, where SQLite's locks do not hold."""

    def __init__(self) -> None:
        super().__init__(
            "The clinic's records cannot lie on a network drive: two PCs would damage them. "
            "Choose a folder on this PC's own disk."
        )


class UpgradeFailed(WorldFault):
    """The upgrade went wrong; the file is as it was before."""

    def __init__(self) -> None:
        super().__init__(
            "The clinic's records could not be brought up to date, so they were left as they were. "
            "Use the program's former version and send its log."
        )


class PushFirst(ClinicError):
    """What was received cannot stand beside what was done here and has not been told yet: that is told first."""

    def __init__(self) -> None:
        super().__init__("Changes of this PC are sent to the other PCs first; what they sent is taken over after that.")


class NotAllNew(ClinicError):
    """What was received together cannot be taken over together: some of it is known here, or cannot be read."""

    def __init__(self) -> None:
        super().__init__("What the other PCs sent is fetched once more, and looked at record by record.")


_BY_NAME: dict[str, Callable[[], WorldFault]] = {
    "SQLITE_BUSY": DatabaseLocked,
    "SQLITE_LOCKED": DatabaseLocked,
    "SQLITE_FULL": DiskFull,
    "SQLITE_READONLY": ReadOnlyFile,
    "SQLITE_PERM": ReadOnlyFile,
    "SQLITE_IOERR": DiskFault,
    "SQLITE_CORRUPT": DatabaseDamaged,
    "SQLITE_NOTADB": WrongKey,
    "SQLITE_CANTOPEN": CannotOpen,
}

_BY_WORDS = {  # what SQLite calls them; the driver's way of copying pages gives the words alone
    "database is locked": "SQLITE_BUSY",
    "database or disk is full": "SQLITE_FULL",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "disk I/O error": "SQLITE_IOERR",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
    "unable to open database file": "SQLITE_CANTOPEN",
}

_TAKEN = {
    "account.username_key": ("username", "That user name is taken. Choose another."),
    "account.email_key": ("email", "That e-mail address belongs to another account. Use another."),
    "department.name_key": ("name", "There is a department of that name already. Choose another name."),
    "room.name_key": ("name", "There is a room of that name already. Choose another name."),
    "appointment_type.name_key": ("name", "There is an appointment type of that name already. Choose another name."),
    "patient.mrn": ("mrn", "Another patient has that number already. Choose another."),
    "patient.account_id": ("account_id", "That account belongs to another patient already. Choose another."),
    "practitioner.account_id": ("account_id", "That account belongs to another doctor already. Choose another."),
}


def plain(error: Exception) -> Exception:
    """What a driver's error means: a refusal or a fault with its sentence; the error itself when it is a bug."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, dbapi2.Error):
        return error
    said = str(cause)
    if said == SLOT_TAKEN:
        return SlotTaken("That time is taken. Choose one of the next free times.")
    column = said.removeprefix("UNIQUE constraint failed: ")
    if column in _TAKEN:
        return NameTaken(*_TAKEN[column])
    named = str(getattr(cause, "sqlite_errorname", "")) or _BY_WORDS.get(said, "")
    name = "_".join(named.split("_")[:2])
    fault = _BY_NAME.get(name)
    return error if fault is None else fault()


@contextmanager
def plainly() -> Iterator[None]:
    """Whatever the driver raises inside leaves as a refusal or a fault with a sentence."""
    try:
        yield
    except (dbapi2.Error, DBAPIError) as error:
        raise_plainly(error)


def raise_plainly(error: Exception) -> NoReturn:
    """Raise what a driver's error means."""
    meaning = plain(error)
    raise meaning from (None if meaning is error else error)
