"""python -m clinic_desktop, and what the installed command starts."""

import sys


def main() -> int:
    """Run what was typed; without a word the program opens."""
    from clinic_desktop.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
