"""The licences of what a build takes along beside the program's packages: the system's libraries, and PyInstaller."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from clinic_desktop.licences import Part, of_package

_DOCUMENTS = Path("/usr/share/doc")
_COMMON = Path("/usr/share/common-licenses")
_POINTED_TO = re.compile(rf"{_COMMON}/(\{{[^}}]*\}}|[\w.+-]+)")
_STARTER = """\
The file that starts the program is PyInstaller's bootloader, and within it are modules of PyInstaller's that find and
load the program's own. They are under the GPL, version 2 or later, with an exception that stands below: whoever has
embedded them in a program may distribute both under any licence, and the GPL binds only who changes them. PyInstaller's
run-time hooks and run-time modules, which are shipped too, are under the Apache License 2.0.
"""
_HOOKS = """\
Of these hooks only those are shipped that run at the program's start; they are under the Apache License 2.0.
"""


def of_libraries(files: Iterable[str]) -> Iterator[Part]:
    """A part for each package of the system that any of the files comes from; none where there is no dpkg."""
    packages: dict[str, str] = {}
    for package in map(package_with, files):
        if package:
            packages[package] = _version_of(package)
    for package, version in sorted(packages.items()):
        text = (_DOCUMENTS / package / "copyright").read_text(encoding="utf-8", errors="replace")
        yield Part(name=package, version=version, licence="of a library of Debian's", text=text.strip())


def package_with(file: str) -> str:
    """The system's package that a file comes from, by where it really lies; nothing for what is elsewhere."""
    real = Path(file).resolve()
    return package_of(real) if real.is_relative_to("/usr") or real.is_relative_to("/lib") else ""


def of_pyinstaller() -> Iterator[Part]:
    """A part for what starts the program, and one for the hooks that others have written for it."""
    starter, hooks = of_package("pyinstaller"), of_package("pyinstaller-hooks-contrib")
    with_exception = "GPL-2.0-or-later WITH Bootloader-exception; Apache-2.0"
    yield replace(starter, licence=with_exception, text=f"{_STARTER}\n{starter.text}")
    yield replace(hooks, licence="Apache-2.0", text=f"{_HOOKS}\n{hooks.text}")


def common(parts: Iterable[Part]) -> Iterator[Part]:
    """A part for each text that others point to where Debian has it, other systems not: /usr/share/common-licenses.

    It bears the name that they call it by. Those that are among the parts, and those that are not here, are left out.
    """
    there = list(parts)
    named = {name for part in there for name in _pointed_to(part.text)} - {part.name for part in there}
    for name in sorted(named):
        file = _COMMON.parent / name
        if file.is_file():
            text = file.read_text(encoding="utf-8", errors="replace")
            yield Part(
                name=name, licence=f"as other licences here name it: {_COMMON.parent}/{name}", text=text.strip("\n")
            )


def _pointed_to(text: str) -> Iterator[str]:
    for (names,) in map(re.Match.groups, _POINTED_TO.finditer(text)):
        yield from (f"{_COMMON.name}/{name.strip().rstrip('.')}" for name in names.strip("{}").split(","))


@cache
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
