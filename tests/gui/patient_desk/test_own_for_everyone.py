"""The pages of a signed-in patient can be used by everyone: large, named, and with contrast."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.patient_desk import own_names
from clinic_desktop.gui.patient_desk.book_page import BookPage
from clinic_desktop.gui.patient_desk.booking_steps import ChoiceStep, TimeStep
from clinic_desktop.gui.patient_desk.day_step import DayStep
from clinic_desktop.gui.patient_desk.desk_parts import DeskTile
from clinic_desktop.gui.patient_desk.home_page import HomePage
from clinic_desktop.gui.patient_desk.visit_page import VisitPage
from clinic_desktop.gui.patient_desk.visits_page import VisitsPage
from tests.gui.patient_desk.at_the_desk import AtTheDesk, shown
from tests.gui.patient_desk.own_desk import click, in_a_week


def faults_of(desk: AtTheDesk) -> list[str]:
    """What is wrong with what is shown now."""
    faults = []
    for each in shown(desk.window):
        can_be_pressed = isinstance(each, QAbstractButton | QLineEdit) and not isinstance(
            each.parentWidget(), QLineEdit
        )
        if can_be_pressed and not (each.accessibleName() or each.property("text")):
            faults.append(f"{desk.title}: {type(each).__name__} has no name")
        if can_be_pressed and each.height() < 48:
            faults.append(f"{desk.title}: “{each.property('text')}” is {each.height()} px high")
        if is_cut(each):
            faults.append(f"{desk.title}: “{each.property('text')}” is cut off in {each.size().toTuple()}")
    return faults


def walk(desk: AtTheDesk) -> list[str]:
    """Every page in turn, with what is wrong there once all has found its place."""
    faults: list[str] = []

    def look() -> None:
        for _ in range(_TURNS):
            if not faults_of(desk):
                return
            desk.settle()
        faults.extend(faults_of(desk))

    def home(name: str) -> None:
        desk.window.go(own_names.HOME)
        look()
        click(desk, desk.page(HomePage).tiles[name])
        look()

    home(own_names.BOOK)
    page = desk.page(BookPage)
    while isinstance(page.content, ChoiceStep):
        click(desk, page.content.tiles[0])
        look()
    assert isinstance(page.content, DayStep)
    click(desk, [button for button in page.content.days.values() if button.isEnabled()][1])
    look()
    assert isinstance(page.content, TimeStep)
    click(desk, next(iter(page.content.buttons.values())))
    look()
    home(own_names.VISITS)
    click(desk, desk.page(VisitsPage).open_buttons[0])
    look()
    click(desk, desk.page(VisitPage).buttons["cancel"])
    look()
    click(desk, desk.page(VisitPage).buttons["keep"])
    click(desk, desk.page(VisitPage).buttons["take"])
    look()
    home(own_names.DETAILS)
    desk.window.go(own_names.PASSWORD)
    look()
    return faults


def is_cut(widget: QWidget) -> bool:
    """Whether words are larger than the place they have."""
    if isinstance(widget, DeskTile):
        return widget.heightForWidth(widget.width()) > widget.height()
    if isinstance(widget, QLabel):
        wanted = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
        return bool(widget.text()) and wanted > widget.height()
    if isinstance(widget, QAbstractButton):
        lines = widget.text().split("\n")
        return max(widget.fontMetrics().horizontalAdvance(line) for line in lines) > widget.width()
    return False


@pytest.mark.parametrize("code", ["en", "de", "pt", "ar"])
@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_everything_is_large_has_a_name_and_is_not_cut_off(desk: AtTheDesk, size: tuple[int, int], code: str) -> None:
    in_a_week(desk)
    desk.sign_in()
    desk.window.resize(*size)
    desk.mode.languages.speak(code)
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


_TURNS = 10
