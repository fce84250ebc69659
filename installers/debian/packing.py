"""Makes a package of the frozen folder: what the desktop wants to know about it, and what it needs of the system."""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import tomllib
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from clinic_desktop import __version__
from installers.copyrights import package_of
from installers.drawing import DRAWING, drawn

ROOT = Path(__file__).parent.parent.parent
_HERE = Path(__file__).parent
_NAME = "clinic-desktop"
_ICONS = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_ELF = b"\x7fELF"
_PRINTING = "libcupsprintersupport.so"


def maintained(project: dict[str, Any]) -> tuple[str, str]:  # Any: whatever stands in a file of TOML
    """Who maintains the package, as Debian writes it, and a line with its home page; both as the project says.

    Debian asks for an address. Where the project names none it is one that cannot be anybody's (RFC 2606), so that
    no mail goes to a stranger; where it names no page the line is left out.
    """
    author: dict[str, str] = next(iter(project.get("authors", ())), {})
    name = author.get("name", _NAME)
    pages = {kind.casefold(): page for kind, page in project.get("urls", {}).items()}
    home = f"Homepage: {pages['homepage']}\n" if "homepage" in pages else ""
    return f"{name} <{author.get('email', f'nobody@{_NAME}.invalid')}>", home


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project


def pack(folder: Path, into: Path) -> Path:
    """The package of a frozen folder, laid into another; gives its file. Needs dpkg and binutils."""
    made_at = _moment()
    architecture = _asked("dpkg", "--print-architecture")
    package = into / f"{_NAME}_{__version__}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "root"
        program = root / "usr/lib" / _NAME
        shutil.copytree(folder, program, symlinks=True)
        _set_rights(program)
        (root / "usr/bin").mkdir(parents=True)
        (root / "usr/bin" / _NAME).symlink_to(f"../lib/{_NAME}/{_NAME}")
        _tell_desktop(root / "usr/share", made_at)
        _tell_licences(root / "usr/share/doc" / _NAME, program, made_at)
        _write_control(root, architecture, _needed(program))
        made = package.with_suffix(".part")
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(made)],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        made.replace(package)  # it bears its name when it is whole
    return package


def _tell_desktop(share: Path, made_at: datetime) -> None:
    """The entry in its menus, what its software shop shows, the icons and the page of the manual."""
    _put(share / "applications" / f"{_NAME}.desktop", (_HERE / f"{_NAME}.desktop").read_text(encoding="utf-8"))
    (described,) = _HERE.glob("*.metainfo.xml")
    words = {"@VERSION@": __version__, "@DATE@": f"{made_at:%Y-%m-%d}"}
    _put(share / "metainfo" / described.name, _filled(described, words))
    _put_packed(share / "man/man1" / f"{_NAME}.1.gz", _filled(_HERE / f"{_NAME}.1", words))
    _put(share / "lintian/overrides" / _NAME, (_HERE / "lintian-overrides").read_text(encoding="utf-8"))
    _put(share / "icons/hicolor/scalable/apps" / f"{_NAME}.svg", DRAWING.read_text(encoding="utf-8"))
    _draw(share / "icons/hicolor")


def _draw(icons: Path) -> None:
    for size in _ICONS:
        file = icons / f"{size}x{size}/apps/{_NAME}.png"
        file.parent.mkdir(parents=True)
        if not drawn(size).save(str(file)):
            raise OSError(f"The icon {file} could not be written.")


def _tell_licences(documents: Path, program: Path, made_at: datetime) -> None:
    """The program's own licence where Debian looks for it, all others in the folder beside it."""
    own = (ROOT / "LICENSE").read_text(encoding="utf-8")
    others = "What it is made of stands under the licences in the folder licences beside this file."
    _put(documents / "copyright", f"Clinic Desktop\n\n{others}\n\n{own}")
    shutil.copytree(program / "_internal/resources/licences", documents / "licences")
    for file in (documents / "licences").rglob("*"):
        file.chmod(0o755 if file.is_dir() else 0o644)
    maintainer, _ = maintained(_project())
    entry = f"{_NAME} ({__version__}) stable; urgency=medium\n\n  * This version.\n\n -- {maintainer}  "
    _put_packed(documents / "changelog.gz", entry + format_datetime(made_at) + "\n")


def _needed(program: Path) -> dict[str, list[str]]:
    """The system's packages that the folder's files ask for and do not find in it, by control field."""
    binaries = [file for file in program.rglob("*") if file.is_file() and not file.is_symlink() and _is_elf(file)]
    own = {file.name for file in program.rglob("*")}
    known = dict(re.findall(r"^\s+(\S+) .*=> (\S+)$", _asked("/sbin/ldconfig", "-p"), re.MULTILINE)[::-1])
    asked: dict[str, set[str]] = {"Depends": set(), "Recommends": set()}
    newest = (0, 0)
    for file in binaries:
        told = _asked("objdump", "--private-headers", str(file))
        field = "Recommends" if file.name == _PRINTING else "Depends"
        asked[field] |= set(re.findall(r"^\s+NEEDED\s+(\S+)", told, re.MULTILINE)) - own
        newest = max([newest, *((int(one), int(two)) for one, two in re.findall(r"GLIBC_(\d+)\.(\d+)", told))])
    packages = {field: {package_of(Path(known[name]).resolve()) for name in names} for field, names in asked.items()}
    packages["Recommends"] -= packages["Depends"]
    packages["Depends"] = packages["Depends"] - {"libc6"} | {f"libc6 (>= {newest[0]}.{newest[1]})"}
    return {field: sorted(names) for field, names in packages.items()}


def _write_control(root: Path, architecture: str, needed: dict[str, list[str]]) -> None:
    files = [file for file in sorted(root.rglob("*")) if file.is_file() and not file.is_symlink()]
    sums = "".join(
        f"{hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()}  {file.relative_to(root)}\n"
        for file in files
    )
    recommended = ", ".join((*needed["Recommends"], "gnome-keyring | org.freedesktop.secrets"))
    maintainer, home = maintained(_project())
    control = f"""\
Package: {_NAME}
Version: {__version__}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {sum(file.stat().st_size for file in files) // 1024}
Depends: {", ".join(needed["Depends"])}
Recommends: {recommended}
Suggests: ca-certificates, fonts-noto-core
Section: misc
Priority: optional
{home}Description: clinic's appointments, patients and waiting room
 A clinic's front desk on its own computer, made to be kept by keyboard.
 Reception, doctors, administrators and patients each have their own
 window. Everything is stored encrypted on this computer, and several
 computers may work as one clinic over a PostgreSQL server of its own.
"""
    _put(root / "DEBIAN/control", control)
    _put(root / "DEBIAN/md5sums", sums)


def _set_rights(folder: Path) -> None:
    """As Debian has them: programs may be run, libraries and all else only be read."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == folder / _NAME else 0o644)


def _is_elf(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(len(_ELF)) == _ELF


def _filled(file: Path, words: dict[str, str]) -> str:
    text = file.read_text(encoding="utf-8")
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    file.chmod(0o644)


def _put_packed(file: Path, text: str) -> None:
    """As small as gzip can, and without the moment, so that the same text gives the same file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(text.encode(), mtime=0))


def _moment() -> datetime:
    """When it is made, or SOURCE_DATE_EPOCH (reproducible-builds.org)."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)


def _asked(*words: str) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()
