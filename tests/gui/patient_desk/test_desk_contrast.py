"""Everything that is read at the patient's desk stands out from its ground by 7:1 at least (WCAG 2.2, 1.4.6)."""

import re

import pytest
from PySide6.QtGui import QColor

from clinic_desktop import paths
from clinic_desktop.gui import theme
from clinic_desktop.gui.style import sheet
from clinic_desktop.settings import Appearance

GROUNDS = ("background", "surface", "accent_soft", "danger_soft", "arrived_soft", "closed")
INKS = {
    "text": GROUNDS,
    "sharp_muted": ("background", "surface", "closed"),
    "sharp_accent": ("background", "surface"),
    "sharp_danger": ("background", "surface", "danger_soft"),
    "sharp_warning": ("background", "surface", "arrived_soft"),
    "on_accent": ("sharp_accent",),
}


def light_of(colour: QColor) -> float:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((light_of(one), light_of(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize(("ink", "ground"), [(ink, ground) for ink, grounds in INKS.items() for ground in grounds])
def test_every_ink_of_the_desk_stands_out(name: Appearance, ink: str, ground: str) -> None:
    tokens = theme.load(name)

    assert contrast(tokens.token(ink), tokens.token(ground)) >= 7


@pytest.mark.parametrize("name", [Appearance.LIGHT, Appearance.DARK])
def test_a_button_under_the_pointer_stands_out_too(name: Appearance) -> None:
    tokens = theme.load(name)
    hover = theme.blend(tokens.sharp_accent, tokens.text, 0.12)

    assert hover.name() in sheet(tokens)
    assert contrast(tokens.on_accent, hover) >= 7
    assert contrast(tokens.text, theme.blend(tokens.surface, tokens.text, 0.05)) >= 7


@pytest.mark.parametrize("name", [Appearance.LIGHT, Appearance.DARK])
def test_where_a_field_ends_and_what_has_the_focus_can_be_made_out(name: Appearance) -> None:
    tokens = theme.load(name)

    for edge in ("faint", "sharp_accent"):
        assert contrast(tokens.token(edge), tokens.surface) >= 3
        assert contrast(tokens.token(edge), tokens.background) >= 3


def test_the_style_of_the_desk_writes_in_no_other_ink() -> None:
    template = (paths.resources() / "style.qss").read_text(encoding="utf-8")
    rules = re.findall(r"^#desk[^{]*\{([^$}]*(?:\$\{\w+\}[^$}]*)*)\}", template, re.MULTILINE)

    used = {ink for rule in rules for ink in re.findall(r"(?:^|[\s;])color: \$\{(\w+)\}", rule)}

    assert used
    assert used <= set(INKS)
