"""What became of the clinic's records through no fault of anybody: what is missing, what is damaged, what was saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum

from .backups import Backup
from .errors import ClinicError, InvalidInput, WorldFault
from .keys import KeyPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class LostChanges:
    """What was acknowledged and is not in the records any more: so many entries of the audit log.

    The records stand as they did at `stands_at` (None: as they were made); the last of what is missing was done at
    `until`.
    """

    entries: int
    stands_at: datetime | None
    until: datetime

    def sentence(self, zone: tzinfo) -> str:
        """What happened and what to do, with times on the clinic's clock."""
        changes = "One change" if self.entries == 1 else f"{self.entries:,} changes"
        until = self.until.astimezone(zone)
        stands = "before the first change" if self.stands_at is None else f"at {_when(self.stands_at, zone)}"
        return (
            f"The records are whole, and stand as they did {stands}. {changes} made after that, until "
            f"{_when(self.until, zone)}, could not be read from the disk. Look through what was entered on "
            f"{until.day} {until:%B} and enter again what is missing."
        )


def _when(moment: datetime, zone: tzinfo) -> str:
    wall = moment.astimezone(zone)
    return f"{wall:%H:%M:%S} on {wall.day} {wall:%B %Y}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """What is wrong with a clinic's file, in words, and what can be done.

    `can_be_salvaged` unless no page of it opens, or it is of an older version; `backup` is the last good one, if this
    PC has one that it can open by itself.
    """

    words: str
    can_be_salvaged: bool
    backup: Backup | None = None


class SalvagePhase(StrEnum):
    """What is being done while records are salvaged, in words."""

    READING = "Reading what can be read"
    REBUILDING = "Putting together what cannot"
    CHECKING = "Checking what was saved"


SalvageTold = Callable[[float, SalvagePhase], None]
"""Told how far it is (0 to 1) and what is done now; it may raise Stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """What was read out of a damaged file, counted by kind of record; it lies ready to take the file's place.

    `rebuilt` records stood on damaged pages and were put together again, from the audit log and the last backup;
    `lost` ones could not be: so many, or of the kinds in `unsure` at most so many. `keeps_journal` unless the audit log
    itself has a hole; then it begins anew. `is_proven` unless neither the file's seals nor the audit log could be
    looked at. `was_connected` if the PC shared its records with others and has to be connected anew. `has_admin` unless
    the accounts of all who may administer the clinic are lost.
    """

    kept: Mapping[str, int]
    rebuilt: int = 0
    lost: Mapping[str, int] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    keeps_journal: bool = True
    is_proven: bool = True
    was_connected: bool = False
    has_admin: bool = True

    @property
    def is_all(self) -> bool:
        """Whether nothing at all is missing."""
        return self.keeps_journal and not self.lost

    @property
    def sentences(self) -> list[str]:
        """What was saved and what was not, for a person."""
        patients, appointments = (_counted(self.kept.get(kind, 0), kind) for kind in ("patient", "appointment"))
        told = [f"{patients} and {appointments} were saved."]
        if self.rebuilt:
            told.append(
                f"{_counted(self.rebuilt, 'record')} could not be read any more, and what they said was put together "
                "again from the audit log and the last backup."
            )
        if self.rebuilt and not self.keeps_journal:
            told.append("As the audit log has a hole, some of these may stand as they did at an earlier moment.")
        if self.is_all:
            told.append("Nothing is missing.")
        if self.lost:
            told.append(f"Lost: {', '.join(self._lost_of(kind) for kind in self.lost)}.")
        if not self.keeps_journal:
            told.append("The audit log could not be read as a whole, so it begins anew; the old file is kept aside.")
        if not self.is_proven:
            told.append(
                "As the very beginning of the file is gone, nothing proves that the rest stands as it was written: "
                "look through what was saved."
            )
        if self.was_connected:
            told.append("This PC works by itself then. Connect it to the other stations with a new enrolment file.")
        return told

    @property
    def accounts_sentence(self) -> str:
        """That nobody could administer what was saved, and what then has to be done; empty while somebody could."""
        if self.has_admin:
            return ""
        lost = (
            "No account of an administrator who may sign in could be saved"
            if self.kept.get("account")
            else "All accounts would be lost: nobody could sign in to what was saved"
        )
        return (
            f"{lost}. Whoever has the clinic's recovery code would make a new administrator first, and the accounts of "
            "the others would be made anew."
        )

    def _lost_of(self, kind: str) -> str:
        most = "at most " if kind in self.unsure else ""
        return most + _counted(self.lost[kind], kind.replace("_", " "))


def _counted(count: int, noun: str) -> str:
    if count == 1 or noun.endswith("s"):  # settings are many by themselves
        return f"{count:,} {noun}"
    return f"{count:,} {noun[:-1]}ies" if noun.endswith("y") else f"{count:,} {noun}s"


class Unsound(WorldFault):
    """The file could not be read: it may be damaged, and what can be done is looked for."""


class NothingToSalvage(WorldFault):
    """Nothing can be read out of the file."""

    def __init__(self) -> None:
        super().__init__("Nothing can be read out of this file. Restore a backup; the file is kept aside.")


class NotDamaged(WorldFault):
    """There is nothing to be salvaged."""

    def __init__(self) -> None:
        super().__init__("The clinic's records are whole: there is nothing to be saved.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedRecords:
    """The records of a clinic of which all administrators' accounts were lost; `clinic` is empty if its name was, too.

    `proof` is what has to be typed by whoever makes a new administrator; None where nothing could prove more than that
    this PC opens the records for them. `has_accounts` when others could still sign in.
    """

    clinic: str
    patients: int
    appointments: int
    proof: KeyPlace | None
    has_settings: bool
    has_accounts: bool

    @property
    def sentence(self) -> str:
        """Whose records these are, for a person."""
        patients, appointments = _counted(self.patients, "patient"), _counted(self.appointments, "appointment")
        whose = self.clinic or "a clinic whose name was lost"
        lost = (
            "No administrator who may sign in is left."
            if self.has_accounts
            else "The accounts of all who could sign in were lost."
        )
        return f"These are the saved records of {whose}, with {patients} and {appointments}. {lost}"


class ProofWanted(InvalidInput):
    """Somebody wants to administer records that outlived their administrators, and did not prove that they may."""

    def __init__(self, proof: KeyPlace) -> None:
        if proof is KeyPlace.RECOVERY_CODE:
            field, what = "code", "recovery code, from its safe"
        else:
            field, what = "passphrase", "start passphrase"
        super().__init__(
            field,
            "These are the saved records of a clinic. To make an administrator for them, or to change how their key "
            f"opens, type its {what}.",
        )


class AccountsLost(ClinicError):
    """The records of a clinic that has no administrator any more would go to another one's server."""

    def __init__(self) -> None:
        super().__init__(
            "This PC has the saved records of a clinic whose accounts were lost. Make a new administrator first: "
            "they connect it to the other PCs."
        )
