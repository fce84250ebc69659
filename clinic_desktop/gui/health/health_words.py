"""How a station is, in words: what to see to, the facts, and the text that is copied for whoever helps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, qVersion

from clinic_desktop import __title__
from clinic_desktop.domain.health import Concern, StationHealth, size_words
from clinic_desktop.domain.syncing import SyncState
from clinic_desktop.gui.slow_tasks import SlowTask
from clinic_desktop.gui.sync_words import mode_word, moment_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something about the station: what it is called, what it is, and whether all is well with it."""

    name: str
    words: str
    is_well: bool = True


def concern_words(concern: Concern, health: StationHealth) -> str:
    """What is not as it should be, and what to do."""
    match concern:
        case Concern.FILE_DAMAGED:
            fault = "" if health.last_check is None else health.last_check.fault
            words = _tr(
                "The file of the records is damaged. Stop working here and start the program again: it offers to save "
                "what can be read. {fault}"
            )
            return words.format(fault=fault)
        case Concern.DISK_FULL:
            words = _tr("Only {free} are free on the disk of the records. Make room before it is full.")
            return words.format(free=size_words(health.free_bytes))
        case Concern.NO_BACKUP:
            return _tr("There is no backup of this station yet.")
        case Concern.BACKUP_OVERDUE:
            return _tr("The last good backup is older than two days.")
        case Concern.KEY_IN_FILE:
            return _tr(
                "The key of the records lies in a file beside them. Encrypt this computer’s disk, and never copy both "
                "files to the same place; or choose another way under “Keys of this PC”."
            )
        case Concern.NO_RECOVERY_CODE:
            return _tr(
                "There is no recovery code: if this computer loses the key, the records are lost with it. Make one "
                "under “Keys of this PC”."
            )


def facts_of(
    health: StationHealth, sync: SyncState, zone: ZoneInfo, now: datetime
) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    """All facts in groups, each with its heading."""
    today = now.astimezone(zone).date()

    def at(moment: datetime | None) -> str:
        return _tr("never") if moment is None else moment_words(moment, zone, today)

    check, has_backup = health.last_check, health.last_backup_at is not None
    checked = _tr("never") if check is None else _tr("{when}: every page is whole").format(when=at(check.at))
    if check is not None and check.fault:
        checked = _tr("{when}: damaged").format(when=at(check.at))
    key = _tr("in a file beside the records") if health.is_key_in_file else _tr("kept apart from the records")
    free = _tr("{free} of {all}").format(free=size_words(health.free_bytes), all=size_words(health.disk_bytes))
    return (
        (
            _tr("Records"),
            (
                Fact(name=_tr("Size of the file"), words=size_words(health.file_bytes)),
                Fact(name=_tr("Free on its disk"), words=free),
                Fact(name=_tr("Entries of the journal"), words=f"{health.entries:,}"),
                Fact(name=_tr("File looked at"), words=checked, is_well=check is None or not check.fault),
            ),
        ),
        (
            _tr("Safety"),
            (
                Fact(name=_tr("Last backup"), words=at(health.last_backup_at), is_well=has_backup),
                Fact(name=_tr("Key of the records"), words=key, is_well=not health.is_key_in_file),
                Fact(name=_tr("Other stations"), words=mode_word(sync.mode)),
                Fact(name=_tr("Last sync"), words=at(sync.contact_at)),
            ),
        ),
        (
            _tr("Program"),
            (
                Fact(name=__title__, words=health.program),
                Fact(name=_tr("Schema of the records"), words=health.schema_version),
                Fact(name=_tr("Time-zone rules"), words=f"{health.time_zones} · {health.zone}"),
                Fact(name=_tr("This station"), words=health.station),
            ),
        ),
    )


def copied_words(health: StationHealth, sync: SyncState, slow: Sequence[SlowTask], now: datetime) -> str:
    """What is handed to whoever helps: in English, times in UTC, without a name of a person or of the clinic."""
    check = health.last_check
    checked = "never" if check is None else f"{_utc(check.at)}, {check.fault or 'whole'}"
    code = "with a" if health.has_recovery_code else "without a"
    clock = f"clock {sync.clock_seconds:+.0f} s"
    lines = [
        f"{__title__} {health.program}, schema {health.schema_version}",
        f"{health.system}, Python {health.python}, Qt {qVersion()}, SQLite {health.sqlite}",
        f"Time-zone rules {health.time_zones}, zone {health.zone}",
        f"Records {size_words(health.file_bytes)}, {health.entries:,} entries of the journal, in {health.folder}",
        f"Free disk {size_words(health.free_bytes)} of {size_words(health.disk_bytes)}",
        f"Key {'in a file' if health.is_key_in_file else 'kept apart'}, {code} recovery code",
        f"File looked at: {checked}",
        f"Last backup: {_utc(health.last_backup_at)}",
        f"Sync: {sync.mode.value}, last contact {_utc(sync.contact_at)}, {sync.waiting} waiting, {clock}",
        f"Written down {now:%Y-%m-%d %H:%M} UTC",
    ]
    lines += [f"Slow: {task.name} {task.seconds * 1000:.0f} ms, {task.times} times" for task in slow]
    return "\n".join(lines) + "\n"


def _utc(moment: datetime | None) -> str:
    return "never" if moment is None else f"{moment:%Y-%m-%d %H:%M} UTC"


def _tr(words: str) -> str:
    return QCoreApplication.translate("health", words)
