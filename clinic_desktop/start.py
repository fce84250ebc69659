"""How the program is to be opened: what was typed, read without argparse, which would hold the first window up."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from clinic_desktop import paths


class Start(NamedTuple):
    """One opening of the program on a clinic's folder."""

    folder: Path
    desk: bool = False
    language: str = ""
    safe_mode: bool = False
    debug: bool = False
    reset_layout: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """What it asks for beside its folder and its window, as it is typed."""
        asked = {
            "--safe-mode": self.safe_mode,
            "--reset-layout": self.reset_layout,
            "--debug": self.debug,
            f"--lang={self.language}": bool(self.language),
        }
        return tuple(word for word, is_asked in asked.items() if is_asked)


SWITCHES = {
    "--desk": "open the screen on which patients help themselves; staff can leave it",
    "--safe-mode": "leave this PC's settings aside and do nothing in the background",
    "--reset-layout": "forget how windows, their parts, columns and views were left, for everybody",
    "--debug": "write every piece of work into the log, and to the terminal",
    "--portable": "keep everything in a folder beside the program",
}
"""What stands alone, and what each does."""


def read_words(words: Sequence[str]) -> Start | None:
    """What is asked for when nothing is but a window; None for all else, and for whatever has to be refused."""
    asked: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        if word in asked or word not in (*SWITCHES, "--data-dir", "--lang"):
            return None
        asked[word] = "" if word in SWITCHES else next(rest, "")
    if not _is_well_named(asked):
        return None
    if "--portable" in asked and not paths.go_portable():
        return None
    folder = paths.named_folder(asked["--data-dir"]) if "--data-dir" in asked else paths.data_folder()
    if folder is None or paths.unreadable(folder) or paths.unwritable(folder):
        return None
    return Start(
        folder=folder,
        desk="--desk" in asked,
        language=asked.get("--lang", ""),
        safe_mode="--safe-mode" in asked,
        debug="--debug" in asked,
        reset_layout="--reset-layout" in asked,
    )


def is_language(text: str) -> bool:
    """Whether it is written as the system's languages are: de, pt_BR, zh-Hant."""
    return all(part.isascii() and part.isalpha() and 2 <= len(part) <= 4 for part in text.replace("-", "_").split("_"))


def _is_well_named(asked: dict[str, str]) -> bool:
    folder, language = asked.get("--data-dir", "."), asked.get("--lang", "en")
    if "--data-dir" in asked and "--portable" in asked:
        return False
    return bool(folder) and not folder.startswith("-") and is_language(language)
