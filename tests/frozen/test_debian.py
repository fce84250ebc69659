"""The package for Debian: what is in it, for whom it may be read, and that its words are true."""

import gzip
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_desktop import __version__
from clinic_desktop.cli import run
from installers.debian import packing

HERE = Path(packing.__file__).parent
ROOT = Path(__file__).parent.parent.parent
NEEDS_DPKG = pytest.mark.skipif(
    not (shutil.which("dpkg-deb") and shutil.which("objdump")), reason="only Debian packs for Debian"
)


def options(text: str) -> set[str]:
    return set(re.findall(r"--[a-z][a-z-]+", text))


def test_the_manual_names_every_option_and_none_that_there_is_not(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    page = (HERE / "clinic-desktop.1").read_text(encoding="utf-8").replace("\\-", "-")

    with pytest.raises(SystemExit):
        run(["--help"])

    assert options(page) == options(capsys.readouterr().out)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of a folder that has what a frozen one has, but little of it."""
    folder = tmp_path / "clinic-desktop"
    licences = folder / "_internal/resources/licences"
    licences.mkdir(parents=True)
    shutil.copy(shutil.which("true") or "", folder / "clinic-desktop")
    (folder / "_internal/library.so").write_bytes((folder / "clinic-desktop").read_bytes())
    (folder / "_internal/library.so").chmod(0o755)
    shutil.copy(ROOT / "LICENSE", licences / "clinic-desktop.txt")
    return packing.pack(folder, tmp_path)


@NEEDS_DPKG
def test_it_holds_the_program_and_what_a_desktop_wants_to_know_of_it(package: Path, tmp_path: Path) -> None:
    subprocess.run(["dpkg-deb", "--extract", package, tmp_path / "root"], check=True)
    listing = subprocess.run(["dpkg-deb", "--contents", package], capture_output=True, text=True, check=True).stdout
    rights = {line.split()[5]: line.split()[0] for line in listing.splitlines()}
    root = tmp_path / "root/usr"

    assert (root / "bin/clinic-desktop").resolve() == (root / "lib/clinic-desktop/clinic-desktop").resolve()
    assert rights["./usr/lib/clinic-desktop/clinic-desktop"] == "-rwxr-xr-x"
    assert rights["./usr/lib/clinic-desktop/_internal/library.so"] == "-rw-r--r--"
    assert all(line.split()[1] == "root/root" for line in listing.splitlines())
    assert {f"{size}x{size}" for size in (16, 48, 256)} < {
        each.name for each in (root / "share/icons/hicolor").iterdir()
    }
    assert (root / "share/doc/clinic-desktop/licences/clinic-desktop.txt").exists()
    assert gzip.decompress((root / "share/man/man1/clinic-desktop.1.gz").read_bytes()).startswith(b".TH CLINIC-DESKTOP")


@NEEDS_DPKG
def test_it_asks_for_what_its_files_need(package: Path) -> None:
    told = subprocess.run(["dpkg-deb", "--field", package], capture_output=True, text=True, check=True).stdout

    assert f"Version: {__version__}\n" in told
    assert re.search(r"^Depends: libc6 \(>= 2\.\d+\)$", told, re.MULTILINE)


@NEEDS_DPKG
def test_the_desktops_own_tools_find_nothing_wrong(package: Path, tmp_path: Path) -> None:
    subprocess.run(["dpkg-deb", "--extract", package, tmp_path / "root"], check=True)
    share = tmp_path / "root/usr/share"
    tools: dict[str, list[Path | str]] = {
        "desktop-file-validate": [share / "applications/clinic-desktop.desktop"],
        "appstreamcli": ["validate", "--no-net", *(share / "metainfo").iterdir()],
    }

    for tool, words in tools.items():
        if shutil.which(tool):
            found = subprocess.run([tool, *words], capture_output=True, text=True, check=False)
            assert found.returncode == 0, found.stdout + found.stderr


def test_who_maintains_it_is_as_the_project_says_and_nobodys_address_is_made_up() -> None:
    assert packing.maintained({"authors": [{"name": "Clinic Desktop contributors"}]}) == (
        "Clinic Desktop contributors <nobody@clinic-desktop.invalid>",
        "",
    )

    assert packing.maintained(
        {
            "authors": [{"name": "Anna Roth", "email": "anna@linden.example"}],
            "urls": {"Homepage": "https://linden.example"},
        }
    ) == ("Anna Roth <anna@linden.example>", "Homepage: https://linden.example\n")
