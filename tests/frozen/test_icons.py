"""The icons of the program's file: each system's recipe names one that it takes as it is."""

import re
import struct
from pathlib import Path

import pytest
from PyInstaller.building.icon import normalize_icon_type
from PySide6.QtGui import QImage

from installers.drawing import drawn
from installers.macos import icon

ROOT = Path(__file__).parent.parent.parent
NAMED = re.findall(r'icon="([^"]+)"', (ROOT / "build.spec").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("ending", "taken"), [("ico", ("exe", "ico")), ("icns", ("icns",))])
def test_the_recipe_names_an_icon_that_the_system_takes_as_it_is(
    ending: str, taken: tuple[str, ...], tmp_path: Path
) -> None:
    (named,) = (str(ROOT / each) for each in NAMED if each.endswith(f".{ending}"))

    assert normalize_icon_type(named, taken, ending, str(tmp_path)) == named


def test_each_picture_for_macos_has_the_size_of_its_kind() -> None:
    data = icon.FILE.read_bytes()
    magic, length = struct.unpack_from(">4sI", data)
    sizes, at = {}, 8
    while at < len(data):
        kind, room = struct.unpack_from(">4sI", data, at)
        picture = QImage.fromData(data[at + 8 : at + room])
        sizes[kind.decode()] = (picture.width(), picture.height())
        at += room

    assert (magic, length, at) == (b"icns", len(data), len(data))
    assert sizes == {kind: (size, size) for kind, size in icon.SIZES.items()}


def test_the_pictures_for_macos_are_of_the_drawing_within_a_margin() -> None:
    data = icon.contained()
    begin = data.index(b"ic07")
    (room,) = struct.unpack_from(">I", data, begin + 4)

    made = QImage.fromData(data[begin + 8 : begin + room])

    drawing = drawn(128)
    assert made.pixelColor(64, 64) == drawing.pixelColor(64, 64)
    assert made.pixelColor(64, 20) == drawing.pixelColor(64, 8)
    assert (made.pixelColor(64, 6).alpha(), drawing.pixelColor(64, 6).alpha()) == (0, 255)
