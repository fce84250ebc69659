"""Backups of the clinic's records: what one is, which are kept, how a clinic stands with them, and what is refused."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from .anchors import Anchor
from .errors import ClinicError, InvalidInput, WorldFault

DAYS_KEPT, WEEKS_KEPT, MONTHS_KEPT = 7, 4, 12
OVERDUE_AFTER = timedelta(days=2)

B = TypeVar("B")


class BackupReason(StrEnum):
    """Why a backup was made."""

    DAILY = "daily"
    BY_HAND = "by-hand"
    BEFORE_UPGRADE = "before-upgrade"
    REPLACED = "replaced"


class BackupPhase(StrEnum):
    """What is being done while a backup is made or restored, in words."""

    COPYING = "Copying the records"
    CHECKING = "Putting the backup back on trial"
    READING = "Reading and checking the backup"
    OPENING = "Opening the clinic"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFacts:
    """What is in a database, counted. `last_appointment_at` is when the furthest appointment begins."""

    patients: int
    appointments: int
    people: int
    entries: int
    last_appointment_at: datetime | None
    last_change_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One backup, as its header tells of it; `file` is the path of the encrypted database itself.

    `checked_at` is when it was put back on trial and found whole, None if it was never.
    """

    backup_id: UUID
    file: str
    made_at: datetime
    reason: BackupReason
    clinic: str
    zone: str
    station: str
    schema: str
    program: str
    size: int
    facts: BackupFacts
    anchor: Anchor
    checked_at: datetime | None = None
    opens_by_code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupStanding:
    """How a station stands with its backups. `failure` says why the last try came to nothing, if it did.

    `has_code` when this station has a recovery code that backups can be opened with.
    """

    is_on: bool
    folder: str
    is_same_disk: bool
    is_running: bool
    is_overdue: bool
    last_good_at: datetime | None = None
    on_since: datetime | None = None
    failed_at: datetime | None = None
    failure: str = ""
    has_code: bool = False


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """A new code, shown once; it is known to nobody but who sees it."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What is in a backup, opened and counted; `is_older` when the program has to bring it up to date first."""

    backup: Backup
    is_older: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A restored database that is whole, checked and ready to take the place of the one in use.

    `folder` is the clinic's folder. `was_connected` when the station that made the backup shared its records,
    `sends_messages` when it writes to patients by itself: what is due by then waits for a person.
    """

    folder: str
    backup: Backup
    was_connected: bool
    sends_messages: bool = False


Told = Callable[[float, BackupPhase], None]
"""Told how far long work is (0 to 1) and what is done now; it may raise Stopped."""


def is_overdue(last_good_at: datetime | None, on_since: datetime | None, now: datetime) -> bool:
    """Whether the last good backup, or the day on which backups were switched on, is too long ago."""
    last = max((at for at in (last_good_at, on_since) if at is not None), default=None)
    return last is not None and now - last > OVERDUE_AFTER


def worth_keeping(made: Sequence[tuple[B, date]]) -> set[B]:
    """Which backups are kept, of those that were made on these days of the clinic, in the order in which they were.

    The last of each of the seven last days with one, the last of each of the four last such weeks (ISO 8601, from
    Monday), and the last of each of the twelve last such months.
    """
    kept: set[B] = set()
    periods: tuple[tuple[int, Callable[[date], Hashable]], ...] = (
        (DAYS_KEPT, lambda day: day),
        (WEEKS_KEPT, lambda day: day.isocalendar()[:2]),
        (MONTHS_KEPT, lambda day: (day.year, day.month)),
    )
    for count, period_of in periods:
        last_of = {period_of(day): backup for backup, day in made}
        kept |= set(list(last_of.values())[-count:])
    return kept


class Stopped(ClinicError):
    """Somebody stopped a backup, or the restoring of one, or the program ends; nothing half-done stays."""

    def __init__(self) -> None:
        super().__init__("Stopped. Nothing half-done was kept.")


class BackupRunning(ClinicError):
    """Another backup is being made or restored at this moment."""

    def __init__(self) -> None:
        super().__init__("A backup is being made or restored just now. Wait until it is done.")


class BackupsOff(ClinicError):
    """Nobody has switched backups on."""

    def __init__(self) -> None:
        super().__init__("Backups are switched off. Switch them on first: you get a recovery code then.")


class NoBackupFolder(WorldFault):
    """The folder for backups is not there, or may not be written."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"The folder for backups cannot be written: {folder}. Plug its disk in, or choose another folder."
        )


class NoRoomForBackup(WorldFault):
    """The disk has not enough room."""

    def __init__(self, folder: str, needed: int) -> None:
        megabytes = max(1, round(needed / 1_000_000))
        super().__init__(f"The disk of {folder} has too little room: {megabytes:,} MB are needed. Make room on it.")


class WrongRecoveryCode(InvalidInput):
    """The code does not open the backup."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(
            "code",
            sentence
            or "This code does not open the backup. Take the one that was shown when backups were switched on.",
        )


class CodeMistyped(WrongRecoveryCode):
    """What was typed cannot be a code: letters are missing, or the check letters disagree."""

    def __init__(self) -> None:
        super().__init__(
            "There is a slip in this code: it has seven groups of four. Compare it with your note, group by group."
        )


class CodeNeeded(InvalidInput):
    """This PC did not make the backup, so that only its recovery code opens it."""

    def __init__(self) -> None:
        super().__init__(
            "code", "This backup was made on another PC, or with another key. Type the recovery code that goes with it."
        )


class NoCodeFits(WrongRecoveryCode):
    """The backup was made while there was no recovery code."""

    def __init__(self) -> None:
        super().__init__(
            "This backup was made without a recovery code, so only the PC that made it can open it, with its own key."
        )


class NoBackup(InvalidInput):
    """What was chosen is no backup, or half of one."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(
            "file",
            sentence or "This is no backup of Clinic Desktop. Choose a file whose name ends in .backup.",
        )


class HalfABackup(NoBackup):
    """One of the two files is missing."""

    def __init__(self, missing: str) -> None:
        super().__init__(f"A backup is two files, and {missing} is not beside this one. Bring both to this PC.")


class NewerBackup(NoBackup):
    """A newer program made it."""

    def __init__(self) -> None:
        super().__init__("A newer version of the program made this backup. Update the program on this PC first.")


class BackupDamaged(NoBackup):
    """It does not hold together, or is not what its header says."""

    def __init__(self, what: str) -> None:
        super().__init__(f"This backup is damaged: {what} Choose another one.")


class BackupFailed(WorldFault):
    """A backup was put back on trial and found not to be whole."""

    def __init__(self, what: str, *, is_kept: bool = False) -> None:
        then = "Make a new one." if is_kept else "It was thrown away."
        super().__init__(f"The backup could not be read back: {what} {then} Check the disk it lies on.")
