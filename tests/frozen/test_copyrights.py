"""The licences of the system's own libraries, as Debian keeps them."""

import shutil
from pathlib import Path

import pytest

from installers.copyrights import of_libraries

pytestmark = pytest.mark.skipif(not Path("/usr/share/doc/dpkg/copyright").exists(), reason="Debian keeps them so")


def test_a_file_of_the_system_brings_its_packages_licence_once() -> None:
    dpkg = shutil.which("dpkg") or ""

    (part,) = of_libraries([dpkg, dpkg])

    assert part.name == "dpkg"
    assert part.version
    assert "GPL" in part.text


def test_a_library_of_pythons_own_packages_brings_none(tmp_path: Path) -> None:
    library = tmp_path / "library.so"
    library.touch()

    assert list(of_libraries([str(library)])) == []
