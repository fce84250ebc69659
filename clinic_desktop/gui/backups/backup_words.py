"""Backups in words: why one was made, when, how large it is, and what is in it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QLocale

from clinic_desktop.domain.backups import Backup, BackupPhase, BackupReason
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.gui.sync_words import moment_words
from clinic_desktop.gui.times import clock, short_day
from clinic_desktop.gui.typed_dates import sentence_case


def reason_words(reason: BackupReason) -> str:
    """Why a backup was made."""
    return {
        BackupReason.DAILY: _tr("Daily"),
        BackupReason.BY_HAND: _tr("By hand"),
        BackupReason.BEFORE_UPGRADE: _tr("Before an update"),
        BackupReason.REPLACED: _tr("Replaced records"),
    }[reason]


def phase_words(phase: BackupPhase) -> str:
    """What is being done."""
    return {
        BackupPhase.COPYING: _tr("Copying the records"),
        BackupPhase.CHECKING: _tr("Putting the backup back on trial"),
        BackupPhase.READING: _tr("Reading and checking the backup"),
        BackupPhase.OPENING: _tr("Opening the clinic"),
    }[phase]


def when_words(at: datetime | None, zone: ZoneInfo, today: date) -> str:
    """A moment near today: "Yesterday 17:40"; "never" for none."""
    return _tr("never") if at is None else sentence_case(moment_words(at, zone, today))


def day_and_time(at: datetime | None, zone: ZoneInfo) -> str:
    """A moment in full: "Tue, 24 Nov 2026, 17:40"; a dash for none."""
    if at is None:
        return "–"
    wall = wall_time(at, zone)
    return f"{short_day(wall.date())}, {clock(wall)}"


def size_words(size: int) -> str:
    """How large a file is: 438 MB."""
    return QLocale().formattedDataSize(size, 0 if size >= _MEGABYTE else 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def check_words(backup: Backup) -> str:
    """Whether a backup was put back on trial."""
    return _tr("Checked, whole") if backup.checked_at is not None else _tr("Not checked yet")


def held_messages_words() -> str:
    """What becomes of messages after the records were put back."""
    return _tr(
        "Messages that are due by then wait on the page “Messages” under “Failed”: they may have gone out already, so "
        "they are sent only if somebody says so."
    )


def count_words(count: int) -> str:
    """A number as people write it."""
    return QLocale().toString(count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("backups", text)


_MEGABYTE = 1_000_000
