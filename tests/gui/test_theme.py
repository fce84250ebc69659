"""The tokens: legible in both themes, worn by the running program, and complete."""

import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QFile, QStringListModel, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenuBar,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clinic_desktop import paths
from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.gui import icons, marks, style, theme, turns
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.statuses import PRACTITIONER_COLOURS, practitioner_colour, status_look
from clinic_desktop.gui.theme import Look
from clinic_desktop.settings import Appearance

BOTH = pytest.mark.parametrize("name", ["light", "dark"])
GROUNDS = ("background", "surface", "raised")
STATUS_TOKENS = ("booked", "confirmed", "arrived", "in_room", "done", "danger", "accent")
LEGIBLE = 4.5


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2.2."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: QColor) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@BOTH
@pytest.mark.parametrize("ink", ["text", "muted", "faint"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_words_are_legible_on_every_ground(name: str, ink: str, ground: str) -> None:
    tokens = theme.load(name).tokens()

    assert contrast(tokens[ink], tokens[ground]) >= LEGIBLE


@BOTH
@pytest.mark.parametrize("ink", ["text", "muted"])
@pytest.mark.parametrize("token", STATUS_TOKENS)
def test_an_appointments_words_are_legible_on_its_soft_ground(name: str, ink: str, token: str) -> None:
    tokens = theme.load(name).tokens()

    assert contrast(tokens[ink], tokens[f"{token}_soft"]) >= LEGIBLE


@BOTH
@pytest.mark.parametrize("token", STATUS_TOKENS)
@pytest.mark.parametrize("ground", ["soft", "surface"])
def test_a_statuss_own_word_is_legible(name: str, token: str, ground: str) -> None:
    tokens = theme.load(name).tokens()

    assert contrast(tokens[token], tokens[f"{token}_soft" if ground == "soft" else ground]) >= LEGIBLE


@BOTH
def test_the_words_of_the_main_button_are_legible(name: str) -> None:
    tokens = theme.load(name).tokens()

    assert contrast(tokens["on_accent"], tokens["accent"]) >= LEGIBLE


@BOTH
@pytest.mark.parametrize("status", list(AppointmentStatus))
def test_every_status_has_a_colour_an_icon_and_a_word(name: str, status: AppointmentStatus) -> None:
    theme.switch().set_appearance(Appearance(name))

    look = status_look(status)

    assert look.word
    assert look.icon in Icon
    assert contrast(look.ink, look.soft) >= LEGIBLE


def test_a_confirmed_booking_looks_other_than_a_booked_one() -> None:
    booked, confirmed = status_look("booked"), status_look("booked", confirmed=True)

    assert (booked.word, booked.icon) != (confirmed.word, confirmed.icon)


def test_practitioners_are_told_apart_by_their_colours() -> None:
    drawn = {practitioner_colour(colour).name() for colour in PRACTITIONER_COLOURS}

    assert len(drawn) == len(PRACTITIONER_COLOURS)
    assert practitioner_colour("no such colour") == practitioner_colour("blue")


def test_the_theme_changes_while_the_program_runs(qtbot: QtBot, dressed: QApplication) -> None:
    with qtbot.waitSignal(theme.switch().changed):
        theme.switch().set_appearance(Appearance.DARK)

    assert theme.current().is_dark
    assert dressed.palette().color(QPalette.ColorRole.Window) == theme.load("dark").background
    assert theme.load("dark").accent.name() in dressed.styleSheet()


@BOTH
def test_every_placeholder_of_the_style_sheet_is_filled(name: str) -> None:
    marks.offer()

    filled = style.sheet(theme.load(name))

    assert "$" not in filled
    assert "url(:/" in filled
    for line in filled.splitlines():
        for mark in line.split("url(")[1:]:
            assert QFile.exists(mark.partition(")")[0])


def test_no_colour_stands_in_the_style_sheets_template() -> None:
    template = (paths.resources() / "style.qss").read_text(encoding="utf-8")

    assert not re.search(r"#[0-9a-fA-F]{3,8}\b", template)


def test_both_themes_have_the_same_tokens() -> None:
    assert theme.load("light").tokens().keys() == theme.load("dark").tokens().keys()


@BOTH
def test_a_theme_is_what_its_toml_says(name: str) -> None:
    said = tomllib.loads((paths.resources() / "themes" / f"{name}.toml").read_text(encoding="utf-8"))

    tokens = theme.load(name).tokens()

    assert {token: colour.name().upper() for token, colour in tokens.items()} == said["colours"]
    assert (theme.load(name).name, theme.load(name).is_dark) == (said["name"], said["is_dark"])


def test_every_icon_has_its_drawing_and_every_drawing_is_an_icon() -> None:
    drawings = {file.stem for file in (paths.resources() / "icons").glob("*.svg")}

    assert drawings == {icon.value for icon in Icon}


def test_an_icon_takes_the_colour_of_its_token_and_follows_the_theme(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    icons.set_icon(button, Icon.PLUS, "accent")

    theme.switch().set_appearance(Appearance.DARK)

    assert strongest(button.icon().pixmap(16, 16).toImage()) == theme.load("dark").accent.name()


@pytest.mark.parametrize("place", [1, 37, -1])
def test_what_is_scrolled_stays_where_it_is_when_the_theme_changes(qtbot: QtBot, place: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    names, texts, pages = QListView(), QPlainTextEdit("\n".join(map(str, range(400)))), QScrollArea()
    names.setModel(QStringListModel([f"Licence {number}" for number in range(400)], names))
    form = QWidget()
    column = QVBoxLayout(form)
    for number in range(60):
        column.addWidget(QPushButton(f"Choice {number}"))
    pages.setWidget(form)
    scrolled: tuple[QAbstractScrollArea, ...] = (names, texts, pages)
    for area in scrolled:
        row.addWidget(area)
    with qtbot.waitExposed(window):
        window.show()
    for area in scrolled:
        bar = area.verticalScrollBar()
        bar.setValue(place if place > 0 else bar.maximum())
    places = [area.verticalScrollBar().value() for area in scrolled]

    theme.switch().set_appearance(Appearance.DARK)
    qtbot.waitUntil(turns.are_over)

    assert min(places) > 0
    assert [area.verticalScrollBar().value() for area in scrolled] == places


def test_names_at_the_ends_of_menu_bars_keep_their_room_when_the_theme_changes(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    names = [QLabel("Clinic Desktop") for _ in range(16)]  # Qt dresses bars and names in no order
    for name in names:
        bar = QMenuBar(window)
        theme.set_look(name, Look.MENU_NAME)
        bar.setCornerWidget(name, Qt.Corner.TopLeftCorner)
        bar.addMenu("File")
        column.addWidget(bar)
    with qtbot.waitExposed(window):
        window.show()
    before = [name.geometry() for name in names]

    theme.switch().set_appearance(Appearance.DARK)
    qtbot.waitUntil(turns.are_over)

    assert [name.geometry() for name in names] == before


def test_nothing_is_painted_between_one_theme_and_the_next(qtbot: QtBot, dressed: QApplication) -> None:
    painted: list[bool] = []

    class Button(QPushButton):
        def paintEvent(self, event: QPaintEvent) -> None:
            painted.append(bool(dressed.styleSheet()))
            super().paintEvent(event)

    button = Button("Book")
    qtbot.addWidget(button)
    with qtbot.waitExposed(button):
        button.show()
    painted.clear()

    for appearance in (Appearance.DARK, Appearance.LIGHT, Appearance.DARK):
        theme.switch().set_appearance(appearance)
        button.update()
        assert not dressed.styleSheet()
        qtbot.waitUntil(turns.are_over)
        qtbot.waitUntil(lambda: bool(painted))

    assert all(painted)
    assert dressed.styleSheet() == style.sheet(theme.current())


def test_an_icon_is_drawn_with_as_many_pixels_as_the_screen_has() -> None:
    drawn = icons.pixmap(Icon.CHECK, theme.current().text, 16, scale=2.0)

    assert (drawn.width(), drawn.devicePixelRatio()) == (32, 2.0)


def test_a_second_icon_takes_the_place_of_the_first(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    icons.set_icon(button, Icon.PLUS, "accent")

    icons.set_icon(button, Icon.PLUS, "danger")
    theme.switch().set_appearance(Appearance.DARK)

    assert strongest(button.icon().pixmap(16, 16).toImage()) == theme.load("dark").danger.name()


def test_the_bundled_font_is_worn_where_the_screen_has_none_of_its_own(dressed: QApplication) -> None:
    assert dressed.font().family() == "Inter"


def test_the_licences_of_fonts_and_icons_lie_beside_them() -> None:
    licences = [Path("fonts/OFL.txt"), Path("icons/LICENSE-lucide.txt")]

    assert all((paths.resources() / licence).is_file() for licence in licences)


def strongest(image: QImage) -> str:
    """The colour of the pixel that covers most."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(pixels, key=QColor.alpha).name()
