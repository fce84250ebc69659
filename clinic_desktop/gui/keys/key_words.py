"""The ways to the key, in words."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.keys import PASSPHRASE_LEAST, KeyPlace, KeyStanding
from clinic_desktop.gui.drawings import Icon


@dataclass(frozen=True, slots=True, kw_only=True)
class WayWords:
    """What a way is called, what it means, and what its buttons say; `again` is empty where nothing can be renewed.

    `loss` is what else has to be known before it is taken away.
    """

    icon: Icon
    name: str
    meaning: str
    add: str
    again: str
    dropped: str
    loss: str = ""


def way_words(place: KeyPlace) -> WayWords:
    """How a way is spoken of."""
    match place:
        case KeyPlace.KEYRING:
            return WayWords(
                icon=Icon.KEY_ROUND,
                name=_tr("This computer's keyring"),
                meaning=_tr(
                    "It opens when its owner signs in to the computer. It is lost with the computer, or with the "
                    "owner's account on it."
                ),
                add=_tr("Keep it in the keyring"),
                again="",
                dropped=_tr("The keyring opens the key no more."),
            )
        case KeyPlace.PASSPHRASE:
            return WayWords(
                icon=Icon.KEYBOARD,
                name=_tr("Start passphrase"),
                meaning=_tr(
                    "Somebody types it whenever the program starts. It is kept nowhere: who steals the computer "
                    "without it can read nothing."
                ),
                add=_tr("Set a passphrase…"),
                again=_tr("Change it…"),
                dropped=_tr("The passphrase opens the key no more."),
            )
        case KeyPlace.FILE:
            return WayWords(
                icon=Icon.FILE_TEXT,
                name=_tr("File beside the records"),
                meaning=_tr(
                    "Only its owner's account can read it; but who takes the disk out of the computer has both, unless "
                    "the disk is encrypted."
                ),
                add=_tr("Keep it in a file…"),
                again="",
                dropped=_tr("The file is gone."),
            )
        case KeyPlace.RECOVERY_CODE:
            return WayWords(
                icon=Icon.FLAG,
                name=_tr("Recovery code"),
                meaning=_tr(
                    "For the day on which the computer has lost the key. It opens every backup too, on any computer. "
                    "It belongs on paper, in a safe."
                ),
                add=_tr("Make a recovery code…"),
                again=_tr("New recovery code…"),
                dropped=_tr("The recovery code opens this computer's records no more. Backups keep it."),
                loss=_tr(
                    "Without a recovery code, all records are lost on the day on which this computer loses the key."
                ),
            )


def meaning_of(place: KeyPlace, standing: KeyStanding) -> str:
    """What a way means beside the others that there are."""
    is_passphrase = place is KeyPlace.PASSPHRASE and standing.way(place) is not None
    if not is_passphrase or not standing.silent:
        return way_words(place).meaning
    ways = ", ".join(way_words(silent).name for silent in standing.silent)
    return _tr(
        "Nobody is asked for it as long as the program opens without asking, by: {ways}. Take that away, and somebody "
        "types it whenever the program starts."
    ).format(ways=ways)


def file_warning() -> str:
    """What has to be known before the key goes to a file."""
    return _tr(
        "Whoever can read that file and the clinic's file can read every patient's record. Do it only if this "
        "computer's disk is encrypted, and never copy the two files to the same place. Health repeats this."
    )


def passphrase_fault(passphrase: str, again: str) -> str:
    """What is wrong with a passphrase typed twice; empty when nothing is. The clinic looks further."""
    if not passphrase:
        return _tr("Choose a passphrase.")
    if len(passphrase) < PASSPHRASE_LEAST:
        words = _tr("The passphrase has {typed} characters; it needs at least {least}.")
        return words.format(typed=len(passphrase), least=PASSPHRASE_LEAST)
    if passphrase != again:
        return _tr("The two passphrases differ. Type the same one twice.")
    return ""


def _tr(words: str) -> str:
    return QCoreApplication.translate("keys", words)
