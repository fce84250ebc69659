"""The licences of the system's own libraries that a build takes along, as Debian keeps them beside each package."""

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from clinic_desktop.licences import Part

_DOCUMENTS = Path("/usr/share/doc")


def of_libraries(files: Iterable[str]) -> Iterator[Part]:
    """A part for each package of the system that any of the files comes from; none where there is no dpkg."""
    packages: dict[str, str] = {}
    for file in files:
        real = Path(file).resolve()
        if real.is_relative_to("/usr") or real.is_relative_to("/lib"):
            package = package_of(real)
            if package:
                packages[package] = _version_of(package)
    for package, version in sorted(packages.items()):
        text = (_DOCUMENTS / package / "copyright").read_text(encoding="utf-8", errors="replace")
        yield Part(name=package, version=version, licence="of a library of Debian's", text=text.strip())


def package_of(file: Path) -> str:
    """The package that a file belongs to; since /usr was merged, dpkg may know it by its older place."""
    for place in (file, Path("/") / file.relative_to("/usr") if file.is_relative_to("/usr") else file):
        answer = _asked("dpkg-query", "--search", str(place))
        if answer:
            return answer.partition(":")[0]
    return ""


def _version_of(package: str) -> str:
    return _asked("dpkg-query", "--show", "--showformat=${Version}\n", package).split("\n", 1)[0]


def _asked(*words: str) -> str:
    try:
        return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        return ""
