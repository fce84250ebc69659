"""The small marks of boxes, arrows and menus, which a style sheet takes by their names only and cannot tint."""

from functools import cache
from struct import pack

from PySide6.QtCore import qRegisterResourceData

from clinic_desktop.gui import theme
from clinic_desktop.gui.drawings import Icon, tinted
from clinic_desktop.settings import Appearance

_MARKS = {
    "check": (Icon.CHECK, "on_accent", 3.5),
    "minus": (Icon.MINUS, "on_accent", 3.5),
    "dot": (Icon.DOT, "on_accent", 2.0),
    "down": (Icon.CHEVRON_DOWN, "muted", 2.0),
    "up": (Icon.CHEVRON_UP, "muted", 2.0),
    "menu-check": (Icon.CHECK, "text", 2.5),
    "right": (Icon.CHEVRON_RIGHT, "muted", 2.0),
}


@cache
def offer() -> tuple[bytes, bytes, bytes]:
    """Offer the marks of both themes to the style sheet, which must find them when it first meets one.

    Qt reads the bytes where they lie, so they are kept for as long as the program runs.
    """
    files = {}
    for name in (Appearance.LIGHT, Appearance.DARK):
        of = theme.load(name)
        for mark, (icon, token, weight) in _MARKS.items():
            files[f"{name}-{mark}.svg"] = tinted(icon, of.tokens()[token].name(), weight=weight)
    resources = resource_tree(files)
    qRegisterResourceData(1, *resources)
    return resources


def resource_tree(files: dict[str, bytes]) -> tuple[bytes, bytes, bytes]:
    """Lay files out as Qt's resource compiler does (format 1: uncompressed): the tree, the names, the contents."""
    tree = bytearray(pack(">IHII", 0, _DIRECTORY, len(files), 1))
    names, contents = bytearray(), bytearray()
    for name in sorted(files, key=_name_hash):
        tree += pack(">IHHHI", len(names), 0, _ANY_COUNTRY, _C_LANGUAGE, len(contents))
        names += pack(">HI", len(name), _name_hash(name)) + name.encode("utf-16-be")
        contents += pack(">I", len(files[name])) + files[name]
    return bytes(tree), bytes(names), bytes(contents)


_DIRECTORY, _ANY_COUNTRY, _C_LANGUAGE = 2, 0, 1


def _name_hash(name: str) -> int:
    """Qt's qt_hash(), by which a resource directory is sorted and searched."""
    result = 0
    for character in name:
        result = (result << 4) + ord(character)
        result ^= (result & 0xF0000000) >> 23
        result &= 0x0FFFFFFF
    return result
