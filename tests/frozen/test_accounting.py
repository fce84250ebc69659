"""Every library that a build takes along has its licence among the parts, and so has what was built into it."""

import json
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest

from clinic_desktop import licences
from clinic_desktop.licences import Part
from installers.accounting import inside, unaccounted
from installers.trimming import wanted

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there is a build accounted for")


def libraries(package: str) -> Iterator[str]:
    """Those of a package that a build takes along."""
    files = [file for file in distribution(package).files or () if ".so" in file.suffixes]
    yield from (source for _, source, _ in wanted((str(file), str(file.locate()), "BINARY") for file in files))


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    return list(licences.parts())


@LINUX
@pytest.mark.parametrize("package", ["bcrypt", "cffi", "cryptography", "psycopg-binary", "rapidfuzz", "sqlcipher3"])
def test_each_library_of_a_package_is_accounted_for_with_what_was_built_into_it(
    package: str, parts: list[Part]
) -> None:
    taken = list(libraries(package))

    assert taken
    assert unaccounted(taken, parts) == []


@LINUX
def test_what_qt_contains_is_found_in_it_and_accounted_for(parts: list[Part]) -> None:
    qt = [file for file in libraries("PySide6-Essentials") if Path(file).name in ("libQt6Core.so.6", "libQt6Gui.so.6")]

    assert {"PCRE2", "HarfBuzz", "libpng", "MD4C"} <= {name for file in qt for name in inside(Path(file))}
    assert unaccounted(qt, parts) == []


@LINUX
def test_a_library_of_which_nobody_knows_whose_it_is_is_told(tmp_path: Path, parts: list[Part]) -> None:
    stranger = tmp_path / "libstranger.so.1"
    stranger.touch()

    assert unaccounted([str(stranger)], parts) == [str(stranger)]


@LINUX
def test_a_library_whose_package_lost_its_licence_is_told(parts: list[Part]) -> None:
    (library,) = libraries("bcrypt")

    assert unaccounted([library], [part for part in parts if part.name != "bcrypt"]) == [library]


@LINUX
def test_what_was_built_into_a_library_and_stands_in_no_part_is_told(parts: list[Part]) -> None:
    (library,) = libraries("bcrypt")
    without = [part for part in parts if not part.name.startswith("Rust")]

    assert f"blowfish in {library}" in unaccounted([library], without)


@LINUX
def test_a_file_that_a_wheel_brings_along_is_to_be_named(parts: list[Part]) -> None:
    library = next(file for file in libraries("psycopg-binary") if "libkeyutils" in file)
    others = [part for part in parts if part.name != "libpq and what it stands on"]

    assert unaccounted([library], others) == [library]


@pytest.mark.skipif(not shutil.which("dpkg"), reason="Debian keeps them so")
def test_a_library_of_the_systems_needs_its_packages_licence(parts: list[Part]) -> None:
    dpkg = shutil.which("dpkg") or ""

    assert dpkg in unaccounted([dpkg], parts)
    assert dpkg not in unaccounted([dpkg], [*parts, Part(name="dpkg", licence="GPL-2+", text="GPL")])


def test_each_crate_that_cryptography_lists_is_named(parts: list[Part]) -> None:
    lists = [file for file in distribution("cryptography").files or () if file.name.endswith("rust.cyclonedx.json")]
    (rust,) = (part for part in parts if part.name.startswith("Rust"))

    crates = {each["name"] for file in lists for each in json.loads(file.read_text())["components"]}

    assert crates
    assert [name for name in sorted(crates) if name not in rust.text] == []
