"""The pages of a signed-in patient can be used by everyone: large, named, and with contrast."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from clinic_desktop.gui import theme
from clinic_desktop.gui.patient_desk.visit_page import VisitPage
from tests.gui.patient_desk.at_the_desk import AtTheDesk, shown
from tests.gui.patient_desk.own_desk import (
    button_called,
    click,
    details_page,
    in_a_week,
    to_the_last_look,
)


def walk(desk: AtTheDesk) -> list[str]:
    """Every page in turn, with what is wrong with what can be pressed on it."""
    faults: list[str] = []

    def look() -> None:
        for each in shown(desk.window):
            if isinstance(each, QAbstractButton | QLineEdit) and each.focusPolicy() != Qt.FocusPolicy.NoFocus:
                if not (each.accessibleName() or (isinstance(each, QAbstractButton) and each.text())):
                    faults.append(f"{desk.title}: {type(each).__name__} has no name")
                is_inner = isinstance(each.parentWidget(), QLineEdit)
                if not is_inner and each.height() < 48:
                    faults.append(f"{desk.title}: {each.accessibleName()} is {each.height()} px high")
            if each.isVisible() and not desk.window.rect().contains(desk.window.rect()):
                faults.append(desk.title)

    look()
    to_the_last_look(desk)
    look()
    for _ in range(3):
        desk.key(Qt.Key.Key_Escape)
        look()
    desk.window.go("home")
    for words in ("My appointments", "Open"):
        desk.press(words)
        look()
    click(desk, desk.page(VisitPage).buttons["take"])
    look()
    desk.window.go("home")
    details_page(desk)
    look()
    click(desk, button_called(desk, "Change my password"))
    look()
    return faults


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_everything_that_can_be_pressed_is_large_and_has_a_name(desk: AtTheDesk, size: tuple[int, int]) -> None:
    in_a_week(desk)
    desk.sign_in()
    desk.window.resize(*size)
    desk.settle()

    assert walk(desk) == []


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_inks_of_the_desk_stand_out_seven_to_one(name: str) -> None:
    tokens = theme.load(name)
    pairs = [
        (ink, ground)
        for ink in (tokens.text, tokens.sharp_muted, tokens.sharp_accent, tokens.sharp_danger)
        for ground in (tokens.background, tokens.surface)
    ]
    pairs.append((tokens.on_accent, tokens.sharp_accent))

    assert [f"{a.name()} on {b.name()}" for a, b in pairs if contrast(luminance(a), luminance(b)) < 7] == []


def luminance(colour: QColor) -> float:
    """WCAG 2.2's relative luminance."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
