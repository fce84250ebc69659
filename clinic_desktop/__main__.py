"""python -m clinic_desktop, and what the installed command starts."""

import gc
import sys

from clinic_desktop.start import read_words

STOPPED = 130


def main() -> int:
    """Run what was typed; without a word the program opens."""
    words = sys.argv[1:]
    start = read_words(words)
    if start is None:
        from clinic_desktop.cli import run

        return run(words)
    gc.disable()  # until the first window stands: there is nothing yet to throw away
    from clinic_desktop.app import main as open_program

    try:
        return open_program(start)
    except KeyboardInterrupt:
        return STOPPED


if __name__ == "__main__":
    sys.exit(main())
