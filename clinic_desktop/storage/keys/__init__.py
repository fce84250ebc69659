"""The station's key, and the slots it is wrapped in; nothing else knows of slots."""

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag

from clinic_desktop.domain.backups import CodeMistyped, WrongRecoveryCode
from clinic_desktop.domain.keys import (
    DAILY,
    TYPED,
    KeyChange,
    KeyLost,
    KeyPlace,
    KeyStanding,
    KeyWanted,
    KeyWay,
    LastWay,
    NoKey,
    NoKeyring,
    WrongPassphrase,
)
from clinic_desktop.domain.recovery_code import is_whole
from clinic_desktop.storage.hindrances import making_folder
from clinic_desktop.storage.whole_files import write_whole, written_together

from . import places, slots
from .slots import Slot, SlotsFile
from .station_key import KEY_BYTES, StationKey
from .turns import turn

__all__ = ["SLOTS", "KeyPlace", "NoKey", "Slot", "StationKey", "open_key", "turn"]

SLOTS = "keys.json"
_FORMER = "former key"
_GONE = "The file keys.json is missing, in which the key of these records is kept."
_NO_DAILY_WAY = "No way opens the clinic at each start any more. Add one before the key is changed."


def open_key(folder: Path, *, make: bool, allow_file: bool, prefer_file: bool = False) -> StationKey:
    """The key of the station that keeps its records in `folder`; made if there is none and `make` says so.

    A new key goes to the keyring, or to a file that only its owner can read: if there is no keyring and `allow_file`,
    or if `prefer_file`. Raises NoKey, KeyWanted where it opens for something that is typed, and to
    make one FolderNotMade and DiskFull.
    """
    file = folder / SLOTS
    if not file.exists():
        if not make or any(folder.glob("*.db")):
            raise KeyLost(_GONE)
        with making_folder(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _make(folder, allow_file=allow_file, prefer_file=prefer_file)
    return _unwrap(folder, slots.read(file))


def open_typed(folder: Path, place: KeyPlace, typed: str) -> StationKey:
    """The key, by what somebody typed; nothing is changed.

    Raises WrongPassphrase, CodeMistyped, WrongRecoveryCode and NoKey.
    """
    is_code = place is KeyPlace.RECOVERY_CODE
    if is_code and not is_whole(typed):
        raise CodeMistyped
    words = slots.read(folder / SLOTS)
    for slot in words["slots"]:
        if slot["kind"] == place:
            with suppress(InvalidTag, KeyError, ValueError, TypeError):
                return _station_key(words, slots.opened(folder, slot, typed), place)
    if is_code:
        raise WrongRecoveryCode(
            "This code does not open the clinic's records. Take the latest one that was shown on this PC."
        )
    raise WrongPassphrase


def standing_of(folder: Path, key: StationKey) -> KeyStanding:
    """Which ways lead to the key."""
    words = _own(folder, key)
    ways = []
    for slot in words["slots"]:
        with suppress(ValueError):  # a kind that a newer version made
            place = KeyPlace(slot["kind"])
            works = place in TYPED or _opens(folder, slot)
            ways.append(KeyWay(place=place, made_at=_moment(slot.get("made_at")), works=works))
    return KeyStanding(
        ways=tuple(sorted(ways, key=lambda way: list(KeyPlace).index(way.place))),
        opened_by=key.place,
        has_keyring=places.has_keyring(),
        since=_moment(words.get("since")),
    )


def put_way(
    folder: Path, key: StationKey, place: KeyPlace, typed: str = "", *, tell: Callable[[], object] = lambda: None
) -> None:
    """Let the key be opened that way from now on, instead of an earlier one of its kind; raises NoKeyring.

    `tell` is called when nothing can hinder it any more; where that raises, all is as it was.
    """
    _own(folder, key)
    slot = slots.made(folder, place, key.bytes, typed)  # a keyring may ask somebody first: nobody waits with it
    try:
        with turn(folder), written_together():
            _exchange(folder, _own(folder, key), place, [slot])
            tell()
    except BaseException:
        slots.forget(folder, slot)
        raise


def drop_way(folder: Path, key: StationKey, place: KeyPlace, *, tell: Callable[[], object] = lambda: None) -> None:
    """Let the key be opened that way no more; raises LastWay where it would not open at the next start.

    `tell` as for `put_way`.
    """
    with turn(folder), written_together():
        if not standing_of(folder, key).may_go(place):
            raise LastWay(place)
        _exchange(folder, _own(folder, key), place, [])
        tell()


def new_key(folder: Path, key: StationKey, change: KeyChange, at: Path) -> StationKey:
    """Another key for the station of `folder`, its slots made in the folder `at`; that of `folder` stays as it is.

    It opens by the daily ways that work now, and by the code of the change. Raises NoKeyring, WrongPassphrase, and
    NoKey where no daily way would open it.
    """
    standing = standing_of(folder, key)
    daily = [way.place for way in standing.ways if way.works and way.place in DAILY]
    if not daily:
        raise NoKey(_NO_DAILY_WAY)
    if KeyPlace.PASSPHRASE in daily:
        open_typed(folder, KeyPlace.PASSPHRASE, change.passphrase)
    made = StationKey(secrets.token_bytes(KEY_BYTES), daily[0], (key.bytes, *key.former))
    typed = {KeyPlace.PASSPHRASE: change.passphrase, KeyPlace.RECOVERY_CODE: change.code}
    ways = [*dict.fromkeys(daily), KeyPlace.RECOVERY_CODE]
    new = [slots.made(at, place, made.bytes, typed.get(place, "")) for place in ways]
    words = _words_for(made.bytes, new)
    words["former"] = [slots.closed(made.derive(_FORMER), former) for former in made.former]
    write_whole(at / SLOTS, slots.text_of(words))
    return made


def slots_in(folder: Path) -> list[Slot]:
    """What `forget_slots` is told when the key of a folder gives way to another."""
    return slots.read(folder / SLOTS)["slots"]


def forget_slots(folder: Path, gone: Sequence[Slot]) -> None:
    """Take away what opened a key that is no more."""
    for slot in gone:
        slots.forget(folder, slot)


def forget_key(folder: Path) -> None:
    """Take the key away, wherever it lies; whatever it encrypts can never be read again."""
    file = folder / SLOTS
    for slot in slots.read(file)["slots"] if file.exists() else []:
        slots.forget(folder, slot)
    file.unlink(missing_ok=True)


def _make(folder: Path, *, allow_file: bool, prefer_file: bool) -> None:
    key = secrets.token_bytes(KEY_BYTES)
    try:
        slot = slots.made(folder, KeyPlace.FILE if prefer_file else KeyPlace.KEYRING, key)
    except NoKeyring as error:
        if not allow_file:
            raise NoKey(
                "This PC has no keyring to keep the clinic's key in. "
                "Start one, or choose to keep the key in a file that only you can read."
            ) from error
        slot = slots.made(folder, KeyPlace.FILE, key)
    try:
        places.write_private(folder / SLOTS, slots.text_of(_words_for(key, [slot])))
    except FileExistsError:  # another process was quicker: its key is the station's
        slots.forget(folder, slot)


def _words_for(key: bytes, ways: list[Slot]) -> SlotsFile:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return SlotsFile(format=1, slots=ways, since=now, check=_check_of(key))


def _unwrap(folder: Path, words: SlotsFile) -> StationKey:
    """The key out of the first slot that opens here by itself."""
    refusals: list[str] = []
    wanted: list[KeyPlace] = []
    for slot in words["slots"]:
        try:
            place = KeyPlace(slot["kind"])
            if place in TYPED:
                wanted.append(place)
                continue
            key = slots.opened(folder, slot)
            return _station_key(words, key, place)
        except NoKey as refusal:
            refusals.append(refusal.sentence)
        except InvalidTag:
            refusals.append("The key does not fit its slot. Put keys.json and its key back from the same backup.")
        except (KeyError, ValueError, TypeError):  # a slot of a kind that a newer version made
            continue
    if wanted:
        asked = "The clinic's records on this PC open with a passphrase."
        ways = tuple(place for place in TYPED if place in wanted)
        was_in_keyring = any(slot["kind"] == KeyPlace.KEYRING for slot in words["slots"]) and places.has_keyring()
        raise KeyWanted(refusals[0] if refusals else asked, ways, was_in_keyring=was_in_keyring)
    raise NoKey(refusals[0] if refusals else "No key of this PC opens the clinic's records. Put keys.json back.")


def _station_key(words: SlotsFile, key: bytes, place: KeyPlace) -> StationKey:
    """The key with those that the station had before; raises InvalidTag."""
    former = StationKey(key, place).derive(_FORMER)
    return StationKey(key, place, tuple(slots.disclosed(former, kept) for kept in words.get("former", [])))


def _own(folder: Path, key: StationKey) -> SlotsFile:
    """The slots file of that very key; raises NoKey for another's."""
    words = slots.read(folder / SLOTS)
    if words.get("check", _check_of(key.bytes)) != _check_of(key.bytes):
        raise NoKey("The key of these records was changed meanwhile. Close the program and open it again.")
    return words


def _exchange(folder: Path, words: SlotsFile, place: KeyPlace, new: list[Slot]) -> None:
    """Write the slots file with other slots of one kind, and then forget those that were."""
    gone = [slot for slot in words["slots"] if slot["kind"] == place]
    words["slots"] = [*(slot for slot in words["slots"] if slot["kind"] != place), *new]
    with written_together() as waiting:
        write_whole(folder / SLOTS, slots.text_of(words))
        waiting.afterwards.append(lambda: forget_slots(folder, gone))


def _opens(folder: Path, slot: Slot) -> bool:
    try:
        slots.opened(folder, slot)
    except (NoKey, InvalidTag, KeyError, ValueError, TypeError):
        return False
    return True


def _check_of(key: bytes) -> str:
    """What tells keys apart and says nothing of them."""
    return StationKey(key, KeyPlace.FILE).derive("key check")[:8].hex()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
