"""The licences of what a build takes along beside the program's packages."""

import shutil
from pathlib import Path

import pytest

from clinic_desktop.licences import Part
from installers.copyrights import common, of_libraries, of_pyinstaller

DEBIAN = pytest.mark.skipif(not Path("/usr/share/doc/dpkg/copyright").exists(), reason="Debian keeps them so")


def a_part(text: str, name: str = "library") -> Part:
    return Part(name=name, licence="of its own", text=text)


@DEBIAN
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


def test_what_starts_the_program_says_why_it_may_be_in_it() -> None:
    starter, hooks = of_pyinstaller()

    assert starter.name.lower() == "pyinstaller"
    assert "may distribute both under any licence" in " ".join(starter.text.split())
    assert {"Bootloader Exception", "GNU General Public License", "Apache License 2.0"} <= set(starter.text.split("\n"))
    assert "Apache License 2.0" in hooks.text


@DEBIAN
def test_a_text_that_others_point_to_is_found_by_the_name_they_call_it() -> None:
    parts = [
        a_part("The text is in `/usr/share/common-licenses/LGPL-2.1'."),
        a_part("See /usr/share/common-licenses/GPL-3.\nOr ‘/usr/share/common-licenses/GPL’."),
        a_part("One of /usr/share/common-licenses/{MPL-1.1,GPL-2,LGPL-2.1}."),
    ]

    found = {part.name.removeprefix("common-licenses/"): part.text for part in common(parts)}

    assert found.keys() == {"GPL", "GPL-2", "GPL-3", "LGPL-2.1", "MPL-1.1"}
    assert "Version 2.1, February 1999" in found["LGPL-2.1"]
    assert found["GPL"] == found["GPL-3"]


@DEBIAN
def test_a_text_that_is_among_the_parts_already_or_nowhere_is_not_added() -> None:
    parts = [
        a_part("/usr/share/common-licenses/GPL-2, or /usr/share/common-licenses/OWN-7"),
        a_part("GNU GENERAL PUBLIC LICENSE", name="common-licenses/GPL-2"),
    ]

    assert list(common(parts)) == []
