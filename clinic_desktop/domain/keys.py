"""The ways to the key of a station's records, and what is refused about them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from .errors import ClinicError, InvalidInput, WorldFault

PASSPHRASE_LEAST = 12


class KeyPlace(StrEnum):
    """A way to the key: where the secret lies that opens it."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"
    FILE = "file"
    RECOVERY_CODE = "recovery-code"


DAILY = (KeyPlace.KEYRING, KeyPlace.PASSPHRASE, KeyPlace.FILE)
"""The ways of every day; the recovery code is for the day on which they are lost."""

SILENT = (KeyPlace.KEYRING, KeyPlace.FILE)
"""Those of them that open without asking anybody."""

TYPED = (KeyPlace.PASSPHRASE, KeyPlace.RECOVERY_CODE)
"""The ways for which somebody has to type something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyWay:
    """A way that there is. `works` is False when the keyring or the file does not give its secret away any more."""

    place: KeyPlace
    made_at: datetime | None
    works: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyStanding:
    """Which ways lead to the key of this station, and by which of them it was opened.

    `has_keyring` when this computer has one that could keep the key; `since` is when the key was made.
    """

    ways: tuple[KeyWay, ...]
    opened_by: KeyPlace
    has_keyring: bool
    since: datetime | None

    def way(self, place: KeyPlace) -> KeyWay | None:
        """The way of that kind, if there is one."""
        return next((way for way in self.ways if way.place is place), None)

    @property
    def silent(self) -> tuple[KeyPlace, ...]:
        """The ways by which the clinic opens at a start without asking anybody."""
        return tuple(way.place for way in self.ways if way.works and way.place in SILENT)

    def may_go(self, place: KeyPlace) -> bool:
        """Whether the key could still be opened every day without that way."""
        return any(way.works and way.place in DAILY and way.place is not place for way in self.ways)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChange:
    """What a new key is to be opened by: a new recovery code, and the daily ways that there were.

    The passphrase is typed anew, as nobody knows it; empty where there is none. It is told under the name of whoever
    asked for it, or under the program's.
    """

    code: str = field(repr=False)
    passphrase: str = field(default="", repr=False)
    account_id: UUID | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedKey:
    """What somebody typed to open the key; with `into_keyring` it is to open by itself from then on."""

    place: KeyPlace
    text: str = field(repr=False)
    into_keyring: bool = False


class NoKey(WorldFault):
    """No way gives the key away here."""


class KeyLost(NoKey):
    """The file in which all ways to the key lie is gone, or nobody can read it."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} Put it back from a copy of the clinic's folder. Without it nothing opens the records here, "
            "not even the recovery code. What helps then is the last backup, which that code opens: "
            "clinic-desktop restore FILE."
        )


class KeyWanted(NoKey):
    """The key opens only for somebody who types what `ways` names; the sentence says why that is so.

    `was_in_keyring` when this computer has a keyring, in which the key used to be.
    """

    def __init__(self, sentence: str, ways: tuple[KeyPlace, ...], *, was_in_keyring: bool) -> None:
        super().__init__(sentence)
        self.ways = ways
        self.was_in_keyring = was_in_keyring


class WrongPassphrase(InvalidInput):
    """The passphrase does not open the key."""

    def __init__(self) -> None:
        super().__init__("passphrase", "This passphrase does not open the clinic's records. Nothing was changed.")


class NoKeyring(WorldFault):
    """This computer has no keyring, or it does not take what it is given."""

    def __init__(self) -> None:
        super().__init__("This computer's keyring does not take the key. Unlock it and try again, or use another way.")


class KeysBusy(WorldFault):
    """Another program changes the ways to the key, and takes its time."""

    def __init__(self) -> None:
        super().__init__("Another window changes the keys of this PC just now. Wait until it is done, and try again.")


class LastWay(ClinicError):
    """The clinic would not open any more, or not without its recovery code."""

    def __init__(self, place: KeyPlace) -> None:
        if place is KeyPlace.RECOVERY_CODE:
            super().__init__("Nothing else opens the clinic's records any more. Add a way that does first.")
        else:
            super().__init__("This is the only way by which the clinic opens at each start. Add another one first.")
