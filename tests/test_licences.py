"""What the program is made of: every part has its licence, in the source tree and in a build."""

import re
import tomllib
from pathlib import Path

import pytest

from clinic_desktop import licences, paths
from clinic_desktop.licences import Part

ROOT = Path(__file__).parent.parent
HAVE_TEXTS_OF_OURS = {"PySide6-Essentials"}
"""Their wheels forget the text: it is in resources/licences."""


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_package_that_is_asked_for_has_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.match(r"[A-Za-z0-9-]+", line)[0] for line in project["dependencies"]}  # type: ignore[index]

    known = {plain(part.name) for part in licences.installed()}

    assert {name for name in wanted if plain(name) not in known} == HAVE_TEXTS_OF_OURS
    assert {"psycopg", "psycopg-binary", "cffi", "jaraco-classes"} <= known


def test_no_part_is_without_a_licence_and_its_text() -> None:
    parts = list(licences.parts())

    assert parts[0].name == "Clinic Desktop"
    assert [part.title for part in parts if not part.licence or len(part.text) < 200] == []
    assert {"Qt and PySide6", "Python", "SQLCipher and SQLite", "Inter", "Lucide"} <= {part.name for part in parts}


def test_no_text_points_to_another_that_is_not_among_the_parts() -> None:
    parts = list(licences.parts())

    named = {name for part in parts for name in re.findall(r"/usr/share/(common-licenses/[\w.-]*\w)", part.text)}

    assert "common-licenses/GPL-2" in named
    assert named <= {part.name for part in parts}


def test_the_programs_own_licence_is_the_one_at_the_top() -> None:
    own = next(iter(licences.parts()))

    assert own.text == (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_a_build_tells_what_was_laid_down_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("fonts", "icons", "common_passwords-LICENSE.txt"):
        (tmp_path / name).symlink_to(paths.resources() / name)
    (tmp_path / "licences").mkdir()
    for file in (paths.resources() / "licences").glob("*.txt"):
        (tmp_path / "licences" / file.name).symlink_to(file)
    more = Part(name="libstdc++6", version="12.2", licence="of a library of Debian's", text="GPL with an exception")
    licences.lay_down(tmp_path / "licences", [more])
    before = {part.title: part.text.strip() for part in licences.parts()}
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)

    after = {part.title: part.text.strip() for part in licences.parts()}

    assert after == before | {more.title: more.text}
