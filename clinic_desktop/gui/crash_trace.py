"""What a run that is ended by the system leaves: where in the program it broke, and no value of anything."""

import faulthandler
import re
from pathlib import Path
from typing import TextIO


class CrashTrace:
    """A file that stays empty, into which Python itself writes if the process is ended by a fault below it."""

    def __init__(self, file: Path) -> None:
        self._path = file
        self._file: TextIO | None = None

    def left_behind(self) -> str:
        """What the run before wrote, with the places in the program alone; empty if it wrote nothing."""
        try:
            written = self._path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        return "\n".join(filter(None, map(_line, written.splitlines())))

    def begin(self) -> None:
        """Be there from now on; where nothing can be written, nothing is."""
        try:
            self._file = self._path.open("w", encoding="utf-8")
        except OSError:
            return
        faulthandler.enable(self._file, all_threads=False)  # the others go on, and reading theirs can break once more

    def end(self) -> None:
        """All went well."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            self._path.unlink(missing_ok=True)


def _line(written: str) -> str:
    from clinic_desktop.gui.reports import place_in_program  # only after a crash: the first window waits for this file

    if found := re.fullmatch(r'  File "(.*)", line (\d+) in (.*)', written):
        file, number, name = found.groups()
        return "" if file.startswith("<frozen") else f"  {place_in_program(file)}:{number} in {name}"
    return written if written.startswith(("Fatal", "Windows fatal")) else ""
