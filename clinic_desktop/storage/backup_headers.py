"""The small file beside each backup: what it is, for whom it opens, and a seal over both."""

import hmac
import json
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag

from clinic_desktop.domain.anchors import NoAnchor, anchor_of
from clinic_desktop.domain.backups import (
    Backup,
    BackupDamaged,
    BackupFacts,
    BackupReason,
    CodeNeeded,
    HalfABackup,
    NewerBackup,
    NoBackup,
    NoCodeFits,
)

from . import backup_keys
from .backup_keys import BackupKey, Inside
from .keys import StationKey
from .whole_files import write_whole

SUFFIX, HEADER = ".backup", ".json"
_FORMAT, _VERSION = "clinic-desktop backup", 1
_LONGEST = 100_000
Words = dict[str, Any]  # Any: JSON's


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A backup's header as it was read; `words` is the whole of it."""

    backup: Backup
    words: Words

    def opened_by(self, station: StationKey | None, code: str = "") -> tuple[BackupKey, Inside]:
        """The key and what is inside: by the station's own key, or else by the code.

        Raises CodeNeeded, NoCodeFits, CodeMistyped, WrongRecoveryCode and BackupDamaged.
        """
        key = self._key_of(station)
        if key is None:
            if not self._by_code:
                raise NoCodeFits
            if not code.strip():
                raise CodeNeeded
            key = backup_keys.by_code(self._by_code, code)
        unsealed = {name: value for name, value in self.words.items() if name != "seal"}
        if not hmac.compare_digest(backup_keys.seal_of(key, unsealed), str(self.words["seal"])):
            raise BackupDamaged("what its header says was altered.")
        try:
            return key, backup_keys.open_up(key, self.words["inside"], self.backup.backup_id.hex)
        except (InvalidTag, ValueError) as error:
            raise BackupDamaged("its key does not open.") from error

    def is_of(self, station: StationKey | None) -> bool:
        """Whether the station whose key that is has made it."""
        return self._key_of(station) is not None

    def _key_of(self, station: StationKey | None) -> BackupKey | None:
        if station is None:
            return None
        return backup_keys.by_station(station, self.words["by_station"], self._by_code)

    @property
    def _by_code(self) -> str:
        return str(self.words["by_code"])


def file_beside(file: Path) -> tuple[Path, Path]:
    """The database and the header of a backup, whichever of the two was named."""
    return file.with_suffix(SUFFIX), file.with_suffix(HEADER)


def write_header(backup: Backup, key: BackupKey, inside: Inside, station: StationKey) -> None:
    """Write the header of a backup beside it: whole, or not at all."""
    facts = backup.facts
    words: Words = {
        "format": _FORMAT,
        "version": _VERSION,
        "id": backup.backup_id.hex,
        "file": Path(backup.file).name,
        "made_at": backup.made_at.isoformat(),
        "reason": backup.reason.value,
        "clinic": backup.clinic,
        "zone": backup.zone,
        "station": backup.station,
        "schema": backup.schema,
        "program": backup.program,
        "size": backup.size,
        "facts": {
            "patients": facts.patients,
            "appointments": facts.appointments,
            "people": facts.people,
            "entries": facts.entries,
            "last_appointment_at": _text(facts.last_appointment_at),
            "last_change_at": _text(facts.last_change_at),
        },
        "anchor": backup.anchor.document,
        "checked_at": _text(backup.checked_at),
        "by_code": key.by_code,
        "by_station": backup_keys.for_station(station, key),
        "inside": backup_keys.close(key, inside, backup.backup_id.hex),
    }
    words["seal"] = backup_keys.seal_of(key, words)
    write_whole(file_beside(Path(backup.file))[1], json.dumps(words, indent=1, ensure_ascii=False) + "\n")


def read_header(file: Path) -> Header:
    """The header of a backup; raises NoBackup, HalfABackup and NewerBackup."""
    database, header = file_beside(file)
    if not header.exists() and database.exists():
        raise HalfABackup(header.name)
    try:
        with header.open(encoding="utf-8") as stream:
            words = json.loads(stream.read(_LONGEST))
        if words["format"] != _FORMAT:
            raise NoBackup
        if words["version"] != _VERSION:
            raise NewerBackup
        backup = _backup(words, database)
    except (OSError, ValueError, KeyError, TypeError, NoAnchor) as error:
        raise NoBackup from error
    if not database.exists():
        raise HalfABackup(database.name)
    return Header(backup=backup, words=words)


def headers_in(folder: Path) -> Iterator[Header]:
    """Every whole backup in a folder, oldest first; what is none is passed over."""
    found = []
    try:
        files = sorted(folder.glob(f"*{HEADER}"))
    except OSError:
        files = []
    for file in files:
        try:
            found.append(read_header(file))
        except NoBackup:
            continue
    yield from sorted(found, key=lambda header: header.backup.made_at)


def remove(backup: Backup) -> None:
    """Take a backup away; its header first, so that no half one is listed."""
    for file in reversed(file_beside(Path(backup.file))):
        file.unlink(missing_ok=True)


def _backup(words: Words, database: Path) -> Backup:
    facts = words["facts"]
    b64decode(words["inside"], validate=True)
    return Backup(
        backup_id=UUID(hex=words["id"]),
        file=str(database),
        made_at=datetime.fromisoformat(words["made_at"]),
        reason=BackupReason(words["reason"]),
        clinic=str(words["clinic"]),
        zone=str(words["zone"]),
        station=str(words["station"]),
        schema=str(words["schema"]),
        program=str(words["program"]),
        size=int(words["size"]),
        facts=BackupFacts(
            patients=int(facts["patients"]),
            appointments=int(facts["appointments"]),
            people=int(facts["people"]),
            entries=int(facts["entries"]),
            last_appointment_at=_moment(facts["last_appointment_at"]),
            last_change_at=_moment(facts["last_change_at"]),
        ),
        anchor=anchor_of(words["anchor"]),
        checked_at=_moment(words["checked_at"]),
        opens_by_code=bool(words["by_code"]),
    )


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
