"""What Windows tells of the program's file, and the installer of it: the package's version, written nowhere else."""

import re
import sys
from pathlib import Path

import pytest

from clinic_desktop import __version__
from installers.windows.version import numbers, resource

RECIPE = Path(__file__).parent.parent.parent / "installers/windows/clinic-desktop.iss"


@pytest.mark.parametrize(
    ("version", "as_numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("2", (2, 0, 0, 0)), ("1.12rc1", (1, 12, 0, 0)), ("1.2.3.4", (1, 2, 3, 4))],
)
def test_windows_compares_versions_by_four_numbers(version: str, as_numbers: tuple[int, ...]) -> None:
    assert numbers(version) == as_numbers


@pytest.mark.skipif(sys.platform != "win32", reason="PyInstaller has what writes it on Windows alone")
def test_the_programs_file_tells_the_packages_version() -> None:
    assert f"StringStruct('ProductVersion', '{__version__}')" in str(resource())


def test_the_installer_has_its_version_from_the_program_alone() -> None:
    told = RECIPE.read_text(encoding="utf-8")

    assert "#define Version GetStringFileInfo(Program, PRODUCT_VERSION)" in told
    assert re.findall(r'^\s*#define Version\s+"|^AppVersion=\d', told, re.MULTILINE) == []
