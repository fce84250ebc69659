"""python -m clinic_desktop, and what the installed command starts."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from clinic_desktop import paths

STOPPED = 130
_DESK = "--desk"


def main() -> int:
    """Run what was typed; without a word the program opens."""
    words = sys.argv[1:]
    desk = _DESK in words
    folder = _folder_to_open([word for word in words if word != _DESK] if words.count(_DESK) == 1 else words)
    if folder is None:
        from clinic_desktop.cli import run

        return run(words)
    gc.disable()  # until the first window stands: there is nothing yet to throw away
    from clinic_desktop.app import main as open_program

    try:
        return open_program(folder, desk=desk)
    except KeyboardInterrupt:
        return STOPPED


def _folder_to_open(words: Sequence[str]) -> Path | None:
    """The clinic's folder when nothing is asked for but a window; argparse would keep that window back noticeably."""
    match list(words):
        case []:
            folder = paths.data_folder()
        case ["--data-dir", named] if named and not named.startswith("-"):
            folder = Path(named)
        case _:
            return None
    return None if folder.exists() and not folder.is_dir() else folder


if __name__ == "__main__":
    sys.exit(main())
