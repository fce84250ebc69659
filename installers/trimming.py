"""What of the libraries the frozen program needs: the rest stays out of it, and what only that rest needed with it."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import TypeAlias

Entry: TypeAlias = tuple[str, str, str]
"""A file as PyInstaller's tables have it: where it goes, where it comes from, and its kind."""

_PLUGINS = {
    "iconengines": {"qsvgicon"},
    "imageformats": {"qsvg", "qico"},
    "platforminputcontexts": {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"},
    "platforms": {"qxcb", "qwayland", "qoffscreen", "qwindows", "qcocoa"},
    "platformthemes": {"qxdgdesktopportal"},
    "printsupport": {"cupsprintersupport"},
    "styles": {"qmodernwindowsstyle", "qmacstyle"},
    "wayland-decoration-client": {"adwaita", "bradient"},
    "wayland-shell-integration": {"xdg-shell"},
}
"""By Qt's folder of plugins; GTK's theme would bring 40 libraries for the look of a file dialog."""
_TRANSLATED = frozenset({"ar", "de", "pt"})
"""What the program is translated into; Qt's own words in any other language would stand among English ones."""
_PRINTING = re.compile(r"lib(cups|avahi-.*)\.so")
"""Whoever prints has CUPS, whose library must fit its server; nobody else misses it."""
_ON_EVERY_DESKTOP = re.compile(
    r"lib(X11|X11-xcb|xcb|dbus-1|expat|fontconfig|freetype|gcc_s|glib-2\.0|gthread-2\.0|gpg-error|stdc\+\+|z)\.so\.\d+"
)
"""AppImage's list of what is to be left to the system, for two of one such library in a process do not agree."""
_UNUSED = re.compile(
    r"rapidfuzz/(fuzz|process)_cpp|metrics_cpp_avx2|\.pyi$|/py\.typed$|/(RECORD|INSTALLER|WHEEL|REQUESTED)$"
    r"|resources/(reception-day\.png|app-icon\.\w+|translations/.*\.ts)$"
)
"""RapidFuzz has these written in Python too, and the program compares by its `distance` alone, two names at a time,
which a newer processor's own instructions make no faster; the icons are for what
shows the program's file, its windows draw theirs."""
_LIBRARY = re.compile(r"(PySide6/Qt/lib/)?lib[^/]*\.so[^/]*")
_NOT_TO_STRIP = re.compile(r"psycopg_binary\.libs/|PySide6/(?!Qt/lib/libicu(i18n|uc)\.)|shiboken6/")
"""Their makers have done it, but for ICU; the first were patched since, and stripping them again would break them."""

LEFT_OUT = (
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "_pytest",
    "concurrent.futures.process",
    "doctest",
    "hypothesis",
    "multiprocessing",  # PyInstaller would import it at every start, for those who use it
    "phonenumbers.carrier",
    "phonenumbers.carrierdata",
    "phonenumbers.geocoder",
    "phonenumbers.geodata",
    "phonenumbers.timezone",
    "phonenumbers.tzdata",
    "pip",
    "pydoc",
    "pydoc_data",
    "pygments",
    "pytest",
    "setuptools",
    "sqlite3",
    "tkinter",
    "unittest",
)
"""Modules that a library imports if it finds them, and that nobody would miss."""

HOOKS_LEFT_OUT = frozenset({"pyi_rth_inspect", "pyi_rth_pkgutil"})
"""What PyInstaller has run at every start for libraries that look for sources, or that list what lies in a package:
none here does, and it would import zip files and all that packs them before the first window."""
_OF_EVERY_START = (
    "PySide6", "__future__", "_compression", "argparse", "ast", "base64", "bisect", "bz2", "contextlib", "dis",
    "fnmatch", "gettext", "importlib", "inspect", "ipaddress", "logging", "lzma", "opcode", "pathlib", "random",
    "shiboken6", "shutil", "string", "struct", "tempfile", "textwrap", "threading", "token", "tokenize", "typing",
    "urllib", "zipfile",
)  # fmt: skip
"""What a window of PySide imports."""
LOOSE = ("clinic_desktop", "phonenumbers", *_OF_EVERY_START)
"""What lies in files of its own instead of the archive: what every start needs, for the archive unpacks each module
first; and a third of the rest, for the archive's table of contents is read and sorted each time."""


def wanted(entries: Iterable[Entry]) -> list[Entry]:
    """The files that are used, by their names."""
    return [each for each in entries if _is_wanted(PurePosixPath(each[0].replace("\\", "/")))]


def _is_wanted(place: PurePosixPath) -> bool:
    parts = place.parts
    if "plugins" in parts[:-1] and "PySide6" in parts:
        folder = parts[parts.index("plugins") + 1]
        return re.sub(r"^lib|\.(so|dll|dylib)$", "", place.name) in _PLUGINS.get(folder, set())
    if "translations" in parts and "PySide6" in parts:
        kind, _, language = place.stem.partition("_")
        return kind == "qtbase" and language.partition("_")[0] in _TRANSLATED
    if place.parent == PurePosixPath() and (_PRINTING.match(place.name) or _ON_EVERY_DESKTOP.fullmatch(place.name)):
        return False
    return not _UNUSED.search(place.as_posix())


def without_orphans(entries: Sequence[Entry], needs: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Without the libraries that nothing needs which is shipped, a link being one with what it leads to.

    `needs` names those that a file asks for.
    """
    loose: dict[str, list[Entry]] = {}
    kept = []
    for each in entries:
        if _LIBRARY.fullmatch(each[0]) and "python" not in each[0]:
            loose.setdefault(PurePosixPath(each[0]).name, []).append(each)
        else:
            kept.append(each)
    ahead = [source for _, source, kind in kept if kind != "SYMLINK"]
    while ahead:
        for name in needs(ahead.pop()):
            found = loose.pop(name, [])
            kept += found
            ahead += [source for _, source, kind in found if kind != "SYMLINK"]
    return kept


def without_dead_links(entries: Iterable[Entry], shipped: Iterable[Entry]) -> list[Entry]:
    """Without the links whose target is not among what is shipped, a file or a folder."""
    there = {PurePosixPath(place) for place, _, _ in shipped}
    there |= {folder for place in there for folder in place.parents}
    return [
        each
        for each in entries
        if each[2] != "SYMLINK" or PurePosixPath(normpath(PurePosixPath(each[0]).parent / each[1])) in there
    ]


def names_needed(file: str) -> list[str]:
    """The libraries that a file asks its system for."""
    if not sys.platform.startswith("linux"):
        return []
    listing = subprocess.run(["objdump", "--private-headers", file], capture_output=True, text=True, check=False).stdout
    return re.findall(r"^\s+NEEDED\s+(\S+)", listing, re.MULTILINE)


def strip(folder: Path) -> int:
    """Take out of the shipped libraries what only a debugger reads; gives the bytes that were won."""
    won = 0
    for file in sorted(folder.rglob("*.so*")):
        place = file.relative_to(folder).as_posix()
        if file.is_symlink() or _NOT_TO_STRIP.search(place):
            continue
        before = file.stat().st_size
        subprocess.run(["strip", "--strip-unneeded", str(file)], check=True)
        won += before - file.stat().st_size
    return won
