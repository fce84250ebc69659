"""One of several processes that change the ways to one key: waits for a word on its input, and changes them.

python -m tests.storage.keys_changed_at_once FOLDER file | code CODE | drop WAY | hold
"""

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.keys import KeyPlace
from clinic_desktop.storage.keys import drop_way, open_key, put_way, turn


def main(arguments: Sequence[str]) -> None:
    folder, does, what = Path(arguments[0]), arguments[1], arguments[-1]
    key = open_key(folder, make=False, allow_file=True)
    say("ready")
    sys.stdin.readline()
    with turn(folder) if does == "hold" else nullcontext():
        if does == "hold":
            say("held")
            sys.stdin.readline()
    try:
        match does:
            case "file":
                put_way(folder, key, KeyPlace.FILE)
            case "code":
                put_way(folder, key, KeyPlace.RECOVERY_CODE, what)
            case "drop":
                drop_way(folder, key, KeyPlace(what))
    except ClinicError as refusal:
        say(type(refusal).__name__)
    else:
        say("done")


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
