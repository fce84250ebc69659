"""Whether the licence of every library that a build takes along is among the parts, and of what lies within it."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import distributions
from pathlib import Path

from clinic_desktop.licences import Part
from installers.copyrights import package_with

_LEAVES = {
    "FreeType": rb"FREETYPE_PROPERTIES",
    "HarfBuzz": rb"HB_SHAPER_LIST",
    "ICU": rb"icudt",
    "LibTomCrypt": rb"LibTomCrypt \d",
    "MD4C": rb"mity/md4c",
    "OpenSSL": rb"OpenSSL \d+\.\d+\.\d+ \d",
    "PCRE2": rb"missing terminating \] for character class",
    "SQLCipher and SQLite": rb"SQLite format 3",
    "TinyCBOR": rb"cbor_",
    "expat": rb"expat_\d",
    "libffi": rb"ffi_prep_cif",
    "libjpeg": rb"JPEG datastream",
    "libmpdec": rb"mpd_setminalloc",
    "libpng": rb"libpng version",
    "libwebp": rb"WebPDecode",
    "zlib": rb"invalid distance too far back",
}
"""What each leaves in a library that it was built into, and no other does."""
_CRATE = re.compile(rb"(?:/index\.crates\.io-\w+|/rust/deps)/([a-z][\w-]*?)-\d+\.\d+\.\d+[^/]{0,20}/src/")
"""Where a panic of Rust's would say that it is."""
_RUST = "Rust, and what bcrypt and cryptography contain"
_AMONG_OTHERS = {"pyside6-essentials": "Qt and PySide6", "shiboken6": "Qt and PySide6"}
"""Packages whose text stands at a part of another name."""
_RENAMED = re.compile(r"(lib\w+?)-[0-9a-f]{8}\.so")
"""A library that a wheel brings along, as auditwheel calls it."""
_HEADING = re.compile(r"^(.+)\n=+$", re.MULTILINE)


def unaccounted(files: Iterable[str], parts: Iterable[Part]) -> list[str]:
    """What stands in no part: libraries, and what was found within them, each with the library's place."""
    there = list(parts)
    named = {part.name for part in there} | {name for part in there for name in _HEADING.findall(part.text)}
    words = {word for part in there for word in re.findall(r"[\w-]+", part.text if part.name == _RUST else "")}
    owners = _owners()
    found = []
    for file in map(Path, files):
        if not _is_owned(file, there, owners):
            found.append(str(file))
        found += [f"{name} in {file}" for name in sorted(inside(file)) if not (name in words or _is_told(name, named))]
    return found


def inside(file: Path) -> Iterator[str]:
    """The names of what was built into a library, as far as it shows: C's libraries and Rust's crates."""
    content = file.read_bytes()
    yield from (name for name, mark in _LEAVES.items() if re.search(mark, content))
    yield from {name.decode() for name in _CRATE.findall(content)}


def _is_owned(file: Path, parts: list[Part], owners: Mapping[Path, str]) -> bool:
    """Whether whoever it comes from has a part: a package of the system's or of Python's, or Python itself."""
    package = package_with(str(file))
    if package:
        return _has(package, parts)
    owner = owners.get(file.resolve())
    if owner is None:
        return file.resolve().is_relative_to(Path(sys.base_prefix).resolve()) and _has("Python", parts)
    renamed = _RENAMED.match(file.name)
    return _has(_AMONG_OTHERS.get(owner, owner), parts) and (
        renamed is None or any(renamed[1] in part.text for part in parts)
    )


def _is_told(name: str, headings: Iterable[str]) -> bool:
    """Whether a heading names it, alone or among others: "TinyCBOR and forkfd"."""
    return any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", heading) for heading in headings)


def _has(name: str, parts: list[Part]) -> bool:
    return any(_plain(part.name) == _plain(name) for part in parts)


def _owners() -> dict[Path, str]:
    """Whose each library among Python's packages is, by where it lies."""
    return {
        Path(str(file.locate())).resolve(): _plain(package.metadata["Name"])
        for package in distributions()
        for file in package.files or ()
        if ".so" in file.suffixes
    }


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
