"""Dresses the application: fills the style sheet's template with the theme's tokens and the measures."""

import re
from struct import pack

from PySide6.QtCore import qRegisterResourceData
from PySide6.QtWidgets import QApplication

from clinic_desktop import paths
from clinic_desktop.gui import theme
from clinic_desktop.gui.drawings import Icon, tinted
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.theme import Theme, blend

_MARKS = {
    "check": (Icon.CHECK, "on_accent", 3.5),
    "minus": (Icon.MINUS, "on_accent", 3.5),
    "dot": (Icon.DOT, "on_accent", 2.0),
    "down": (Icon.CHEVRON_DOWN, "muted", 2.0),
    "up": (Icon.CHEVRON_UP, "muted", 2.0),
    "menu-check": (Icon.CHECK, "text", 2.5),
    "right": (Icon.CHEVRON_RIGHT, "muted", 2.0),
    "left": (Icon.CHEVRON_LEFT, "muted", 2.0),
}


def dress(app: QApplication) -> None:
    """Give the application, whose style is Fusion, the theme that holds now and each one that holds later."""

    def wear() -> None:
        app.setPalette(theme.palette_of(theme.current()))
        app.setStyleSheet(sheet(theme.current()))

    theme.switch().changed.connect(wear)
    wear()


def sheet(of: Theme) -> str:
    """The style sheet of a theme, every placeholder filled; raises KeyError for one that nothing fills."""
    _register_marks(of)
    template = (paths.resources() / "style.qss").read_text(encoding="utf-8")
    words = _words(of)
    return re.sub(r"\$\{(\w+)\}", lambda found: words[found[1]], template)


def _words(of: Theme) -> dict[str, str]:
    words = {name: colour.name() for name, colour in of.tokens().items()}
    shades = {
        "hover": blend(of.surface, of.text, 0.05),
        "pressed": blend(of.surface, of.text, 0.1),
        "accent_hover": blend(of.accent, of.text, 0.12),
        "accent_pressed": blend(of.accent, of.text, 0.22),
        "danger_hover": blend(of.surface, of.danger, 0.08),
        "row_hover": blend(of.surface, of.accent, 0.05),
        "handle": blend(of.surface, of.text, 0.24),
        "handle_hover": blend(of.surface, of.text, 0.4),
        "accent_off": blend(of.surface, of.accent, 0.35),
    }
    words |= {name: colour.name() for name, colour in shades.items()}
    # A control's height is what is left for its text once the border is drawn around it.
    words |= {
        "control": _px(Measure.CONTROL - 2),
        "control_ring": _px(Measure.CONTROL - 4),
        "primary_control": _px(Measure.PRIMARY_CONTROL - 2),
        "primary_control_ring": _px(Measure.PRIMARY_CONTROL - 4),
        "huge_control": _px(Measure.HUGE_CONTROL - 2),
    }
    for measures in (Space, Measure, TextSize, Weight):
        for measure in measures:
            unit = "" if measures is Weight else "px"
            words[f"{measures.__name__.lower()}_{measure.name.lower()}"] = f"{measure.value}{unit}"
    for mark in _MARKS:
        words[f"mark_{mark.replace('-', '_')}"] = f"url(:/{_mark_name(of, mark)})"
    return words


def _px(pixels: int) -> str:
    return f"{pixels}px"


def _mark_name(of: Theme, mark: str) -> str:
    return f"{of.name}-{mark}.svg"


# Qt reads the registered bytes where they lie, so they stay here for as long as the program runs.
_registered: dict[str, tuple[bytes, bytes, bytes]] = {}


def _register_marks(of: Theme) -> None:
    """Offer a theme's small marks to the style sheet, which takes pictures by name only and cannot tint them."""
    if of.name in _registered:
        return
    tokens = of.tokens()
    files = {
        _mark_name(of, mark): tinted(icon, tokens[token].name(), weight=weight)
        for mark, (icon, token, weight) in _MARKS.items()
    }
    _registered[of.name] = resource_tree(files)
    qRegisterResourceData(1, *_registered[of.name])


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
