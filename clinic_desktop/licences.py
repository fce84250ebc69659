"""What the program is made of, and the licence of each part: as a build laid it down, or as it is installed here."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from clinic_desktop import paths

_PROGRAM = "clinic-desktop"
_EXTRAS = ("sync",)
_OF_A_BUILD = "shipped"
_REQUIREMENT = re.compile(r"^\s*([A-Za-z0-9._-]+)\s*(?:\[([^\]]*)\])?")
_EXTRA = re.compile(r"""extra\s*==\s*["']([^"']+)["']""")
_LONGEST_NAME = 60
_BESIDE = (
    ("Inter", "OFL-1.1", "fonts/OFL.txt"),
    ("Noto Sans Arabic", "OFL-1.1", "fonts/OFL-NotoSansArabic.txt"),
    ("Lucide", "ISC", "icons/LICENSE-lucide.txt"),
    ("Common passwords of zxcvbn", "MIT", "common_passwords-LICENSE.txt"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the program: what it is called, its version if it has one, and its licence by name and in full."""

    name: str
    licence: str
    text: str
    version: str = ""

    @property
    def title(self) -> str:
        """Name and version."""
        return f"{self.name} {self.version}".strip()


def parts() -> Iterator[Part]:
    """Everything that is shipped, the program itself first, in no order else; reads a file or two for each."""
    yield from _own()
    shipped = paths.resources() / "licences" / _OF_A_BUILD
    yield from (map(_read, sorted(shipped.iterdir())) if shipped.is_dir() else installed())


def installed() -> Iterator[Part]:
    """The packages that the program stands on, as they are installed here, each after one that asks for it.

    A package whose wheel forgets its licence's text has it among the program's own.
    """
    yield from (part for part in map(_part, _needed()) if part.text)


def of_package(name: str) -> Part:
    """A package that is installed here, whether or not the program asks for it."""
    return _part(distribution(name))


def lay_down(folder: Path, more: Iterable[Part] = ()) -> None:
    """Write every part's licence for a build to ship: into `licences`, the folder of the program's own."""
    place = folder / _OF_A_BUILD
    place.mkdir(parents=True)
    for part in (*installed(), *more):
        name = re.sub(r"[^A-Za-z0-9.+-]+", "-", part.title).strip("-").lower()
        (place / f"{name}.txt").write_text(f"{part.title}\n{part.licence}\n\n{part.text}\n", encoding="utf-8")


def version_of(package: str) -> str:
    """A package's version; a dash where nothing says it."""
    try:
        return distribution(package).version
    except PackageNotFoundError:
        return "–"


def _own() -> Iterator[Part]:
    """The program, and what has no package whose metadata would say it."""
    resources = paths.resources()
    yield _read(resources / "licences" / "clinic-desktop.txt")
    for name, licence, file in _BESIDE:
        yield Part(name=name, licence=licence, text=(resources / file).read_text(encoding="utf-8"))
    for path in sorted((resources / "licences").glob("*.txt")):
        if path.stem != _PROGRAM:
            yield _read(path)


def _read(file: Path) -> Part:
    """A part's file: its title, the licence's name, and after an empty line the text."""
    title, licence, _, text = file.read_text(encoding="utf-8").split("\n", 3)
    return Part(name=title, licence=licence, text=text)


def _part(package: Distribution) -> Part:
    return Part(
        name=package.metadata["Name"],
        version=package.version,
        licence=_licence(package),
        text="\n\n".join(_texts(package)),
    )


def _needed() -> Iterator[Distribution]:
    """The installed packages that the program's requirements lead to, each once."""
    ahead: list[tuple[str, frozenset[str]]] = [(_PROGRAM, frozenset(_EXTRAS))]
    seen: set[tuple[str, frozenset[str]]] = set()
    given = {_PROGRAM}
    while ahead:
        wanted = ahead.pop()
        if wanted in seen:
            continue
        seen.add(wanted)
        name, extras = wanted
        try:
            package = distribution(name)
        except PackageNotFoundError:  # of another system
            continue
        ahead += _required(package, extras)
        if name not in given:
            given.add(name)
            yield package


def _required(package: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for line in package.requires or ():
        requirement, _, marker = line.partition(";")
        of_extra = set(_EXTRA.findall(marker))
        named = _REQUIREMENT.match(requirement)
        if named is not None and (not of_extra or of_extra & extras):
            yield _plain(named[1]), frozenset(each.strip() for each in (named[2] or "").split(",") if each.strip())


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _licence(package: Distribution) -> str:
    """What the metadata calls it; some put the whole text where its name belongs, some only classify it."""
    told = package.metadata
    for key in ("License-Expression", "License"):
        name = str(told.json.get(key.lower().replace("-", "_"), ""))
        if name and "\n" not in name and len(name) <= _LONGEST_NAME:
            return name
    classes = [each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if each.startswith("License ::")]
    return ", ".join(classes) or "its own words"


def _texts(package: Distribution) -> Iterator[str]:
    """The licences and notices that lie in the package's metadata."""
    for name in package.metadata.get_all("License-File") or (
        "LICENSE",
        "LICENSE.txt",
    ):  # some have it and do not say so
        text = package.read_text(f"licenses/{name}") or package.read_text(name)
        if text:
            yield text.strip()
