"""The words for the key of the records: by which ways it opens, another way, and another key."""

import argparse
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_desktop.domain.bad_luck import ProofWanted
from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.keys import KeyChange, KeyPlace, KeyWanted

from .sync import Opening
from .terminal import PROGRAM, agree, new_password, password, progress

if TYPE_CHECKING:
    from clinic_desktop.domain.backups import RecoveryCode
    from clinic_desktop.services.key_keeping import KeyKeeper
    from clinic_desktop.services.opening import OpenClinic
    from clinic_desktop.services.sign_in import SignIn
    from clinic_desktop.storage.keys import StationKey

_NAMES = {
    KeyPlace.KEYRING: "this computer's keyring",
    KeyPlace.PASSPHRASE: "the start passphrase",
    KeyPlace.FILE: "a file only its owner can read",
    KeyPlace.RECOVERY_CODE: "the recovery code",
}


def add_words(
    parser: argparse.ArgumentParser,
    shared: argparse.ArgumentParser,
    opening: Opening,
    folder_of: Callable[[argparse.Namespace], Path],
) -> None:
    """Add what can be done with the key to the parser of `keys`."""
    verbs = parser.add_subparsers(title="what to do", metavar="VERB", required=True, prog=f"{PROGRAM} keys")

    def word(name: str, does: Callable[[argparse.Namespace, "KeyKeeper"], int], words: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, parents=[shared], help=words)
        added.set_defaults(verb=partial(_with_keeper, opening, does))
        return added

    word("status", _status, "by which ways the key opens")
    _add_yes(word("add-recovery", _add_recovery, "show a new recovery code, and use it from then on"))
    passphrase = word("set-passphrase", _set_passphrase, "ask for a passphrase at each start")
    passphrase.add_argument("--only", action="store_true", help="let nothing but it and the recovery code open the key")
    passphrase.add_argument("--passphrase-stdin", action="store_true", help="read it from standard input")
    word("use-keyring", _use_keyring, "keep the key in this computer's keyring")
    _add_yes(word("use-file", _use_file, "keep the key in a file only its owner can read"))
    remove = word("remove", _remove, "let the key be opened one way no more")
    remove.add_argument("way", choices=[place.value for place in KeyPlace], metavar="WAY", help=", ".join(KeyPlace))
    change = verbs.add_parser(
        "change",
        parents=[shared],
        help="write everything anew under another key; with --key-stdin the passphrase stands on a second line too",
    )
    change.set_defaults(verb=lambda asked: _change(asked, opening, folder_of(asked)))
    _add_yes(change)


def key_given(folder: Path, *, from_stdin: bool) -> "StationKey | None":
    """The key of a clinic that is not open, where something has to be typed for it; None where it opens by itself."""
    from clinic_desktop.storage.keys import NoKey, open_key

    try:
        open_key(folder, make=False, allow_file=True)
    except KeyWanted as wanted:
        return key_asked_for(folder, wanted, from_stdin=from_stdin)
    except NoKey:
        return None
    return None


def key_asked_for(folder: Path, wanted: KeyWanted, *, from_stdin: bool) -> "StationKey":
    """The key, by what is typed on the terminal or stands on a line; raises `wanted` where nobody is there to type."""
    from clinic_desktop.services.key_keeping import open_by

    if not from_stdin and not sys.stdin.isatty():
        raise ClinicError(f"{wanted.sentence} Nobody is here to type it: add --key-stdin and pass it on a line.")
    place = wanted.ways[0]
    if not from_stdin:
        question = "Start passphrase: " if place is KeyPlace.PASSPHRASE else "Recovery code: "
        return open_by(folder, place, password(question, from_stdin=False))
    typed = sys.stdin.readline().rstrip("\r\n")
    from clinic_desktop.domain.recovery_code import is_whole

    is_code = KeyPlace.RECOVERY_CODE in wanted.ways and (is_whole(typed) or len(wanted.ways) == 1)
    return open_by(folder, KeyPlace.RECOVERY_CODE if is_code else place, typed)


def proof_of_owner(door: "SignIn", *, from_stdin: bool) -> str:
    """What shows that somebody may administer records that outlived their administrators; empty where none is wanted.

    It is asked for on a line of its own. Raises what `SignIn.prove_owner` raises, before anything else is asked for.
    """
    saved = door.saved_records()
    if saved is None:
        return ""
    print(saved.sentence)
    if saved.proof is None:
        return ""
    if not from_stdin and not sys.stdin.isatty():
        raise ClinicError(
            f"{ProofWanted(saved.proof).sentence} Nobody is here to type it: add --key-stdin and pass it on a line."
        )
    question = "Start passphrase: " if saved.proof is KeyPlace.PASSPHRASE else "Recovery code: "
    typed = password(question, from_stdin=from_stdin)
    door.prove_owner(typed)
    return typed


def _add_yes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="do it without asking")


def _with_keeper(
    opening: Opening, does: Callable[[argparse.Namespace, "KeyKeeper"], int], asked: argparse.Namespace
) -> int:
    with opening(asked, False) as clinic:
        return does(asked, clinic.key_keeper() if does is _status else _proven_keeper(asked, clinic))


def _proven_keeper(asked: argparse.Namespace, clinic: "OpenClinic") -> "KeyKeeper":
    return clinic.key_keeper(proof=proof_of_owner(clinic.door, from_stdin=getattr(asked, "key_stdin", False)))


def _status(_asked: argparse.Namespace, keeper: "KeyKeeper") -> int:
    standing = keeper.standing()
    if standing.since is not None:
        print(f"The key is of {_day(standing.since)}. It opens by:")
    for way in standing.ways:
        since = "" if way.made_at is None else f", since {_day(way.made_at)}"
        lost = "" if way.works else " – IT DOES NOT OPEN ANY MORE"
        print(f"  {way.place.value:<14} {_NAMES[way.place]}{since}{lost}")
    if standing.way(KeyPlace.RECOVERY_CODE) is None:
        print(f"There is no recovery code: make one with {PROGRAM} keys add-recovery.")
    if standing.way(KeyPlace.FILE) is not None:
        print("Whoever can read the key's file and the records' can read every record: encrypt this computer's disk.")
    return 0


def _add_recovery(asked: argparse.Namespace, keeper: "KeyKeeper") -> int:
    code, typed = _shown_code(is_agreed=asked.yes)
    keeper.use_code(code, typed)
    print("It opens the records from now on, and every backup that is made from now on; no earlier code opens them.")
    return 0


def _set_passphrase(asked: argparse.Namespace, keeper: "KeyKeeper") -> int:
    chosen = new_password(from_stdin=asked.passphrase_stdin, option="--passphrase-stdin")
    keeper.use_passphrase(chosen, only=asked.only)
    print("The passphrase opens the records from now on." if asked.only else "The passphrase opens the records too.")
    return 0


def _use_keyring(_asked: argparse.Namespace, keeper: "KeyKeeper") -> int:
    keeper.use_keyring()
    print("The key is in this computer's keyring.")
    return 0


def _use_file(asked: argparse.Namespace, keeper: "KeyKeeper") -> int:
    agree(
        "The key goes to a file beside the records. Whoever can read both can read every record: do it only on an "
        "encrypted disk.",
        is_agreed=asked.yes,
    )
    keeper.use_file()
    print("The key is in a file only its owner can read.")
    return 0


def _remove(asked: argparse.Namespace, keeper: "KeyKeeper") -> int:
    place = KeyPlace(asked.way)
    if keeper.standing().way(place) is None:
        raise ClinicError(f"The key does not open by {_NAMES[place]}. Nothing was changed.")
    keeper.drop(place)
    print(f"The key opens by {_NAMES[place]} no more. Whoever had it may know the key: change it with keys change.")
    return 0


def _change(asked: argparse.Namespace, opening: Opening, folder: Path) -> int:
    from clinic_desktop.services.key_keeping import change_key

    with opening(asked, False) as clinic:
        key = clinic.database.key
        change = _prepared(asked, clinic)
    try:
        with progress() as show:
            change_key(folder, key, change, lambda done: show(done, "Writing the records anew"))
    except ClinicError as refusal:
        _tell_not_changed(folder, key, change, refusal)
        raise
    print(
        "The records have another key. Everybody has to sign in anew; backups made until now keep their earlier code."
    )
    return 0


def _tell_not_changed(folder: Path, key: "StationKey", change: KeyChange, refusal: ClinicError) -> None:
    from clinic_desktop.services.opening import open_clinic

    with suppress(ClinicError):  # the refusal is what has to be said
        clinic = open_clinic(folder, key=key)
        try:
            clinic.key_keeper().tell_not_changed(change, refusal)
        finally:
            clinic.close()


def _prepared(asked: argparse.Namespace, clinic: "OpenClinic") -> KeyChange:
    keeper = _proven_keeper(asked, clinic)
    passphrase = ""
    if keeper.standing().way(KeyPlace.PASSPHRASE) is not None:
        from_stdin = getattr(asked, "key_stdin", False)
        passphrase = password("Start passphrase, which stays: ", from_stdin=from_stdin, option="--key-stdin")
    code, typed = _shown_code(is_agreed=asked.yes)
    return keeper.prepare_change(code, typed, passphrase)


def _shown_code(*, is_agreed: bool) -> "tuple[RecoveryCode, str]":
    """A new code and what was typed back of it."""
    from clinic_desktop.services.recovery import new_code

    code = new_code()
    print(f"Recovery code: {code.code}")
    print("Write it down and keep it in a safe. It is not shown again.")
    if is_agreed:
        return code, code.code
    if not sys.stdin.isatty():
        raise InvalidInput("", "Nobody is here to type it back, so nothing was changed. Add --yes to use it.")
    try:
        return code, input("Type it back from your note: ")
    except EOFError:
        raise ClinicError("Nothing was changed.") from None


def _day(moment: datetime) -> str:
    return f"{moment.astimezone():%d %b %Y}"
