"""The small parts that pages are made of, used as a person uses them."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.gui import theme
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.date_field import DateField
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.empty_state import EmptyState
from clinic_desktop.gui.widgets.filter_list import CheckRow, FilterEntry, FilterList
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.month_grid import MonthGrid
from clinic_desktop.gui.widgets.pill import Pill
from clinic_desktop.gui.widgets.search_field import SearchField
from clinic_desktop.gui.widgets.segmented import SegmentedButtons

TODAY = date(2026, 11, 24)


# The small month


@pytest.fixture
def month(qtbot: QtBot) -> MonthGrid:
    made = MonthGrid(TODAY)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget.focusProxy() or widget, key)


@pytest.mark.parametrize(
    ("key", "days"), [(Qt.Key.Key_Right, 1), (Qt.Key.Key_Left, -1), (Qt.Key.Key_Down, 7), (Qt.Key.Key_Up, -7)]
)
def test_the_arrow_keys_choose_another_day(qtbot: QtBot, month: MonthGrid, key: Qt.Key, days: int) -> None:
    with qtbot.waitSignal(month.day_chosen) as chosen:
        press(month, key)

    assert chosen.args == [TODAY + timedelta(days=days)]


def test_another_month_asks_for_its_load_and_keeps_the_chosen_day(qtbot: QtBot, month: MonthGrid) -> None:
    with qtbot.waitSignal(month.weeks_shown) as shown:
        press(month, Qt.Key.Key_PageDown)

    assert shown.args is not None
    first, last = shown.args
    assert first <= date(2026, 12, 1) <= date(2026, 12, 31) <= last
    assert month.day == TODAY


def test_home_goes_back_to_today(month: MonthGrid) -> None:
    month.set_day(date(2027, 3, 1))

    press(month, Qt.Key.Key_Home)

    assert month.day == TODAY


def test_a_click_on_a_day_chooses_it(qtbot: QtBot, month: MonthGrid) -> None:
    first, _ = month.shown()
    grid = month.focusProxy()
    assert grid is not None
    third_row_first_cell = QPoint(10, 24 + 2 * 27 + 10)

    with qtbot.waitSignal(month.day_chosen) as chosen:
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=third_row_first_cell)

    assert chosen.args == [first + timedelta(days=14)]


# Filters


@pytest.fixture
def filters(qtbot: QtBot) -> FilterList:
    made = FilterList("Practitioners")
    made.set_entries([FilterEntry(key=name, text=f"Dr {name}") for name in ("Okafor", "Fischer", "Tavares")])
    qtbot.addWidget(made)
    made.show()
    return made


def row(filters: FilterList, text: str) -> CheckRow:
    return next(each for each in filters.findChildren(CheckRow) if each.text() == text and not each.isHidden())


def test_everyone_is_shown_until_left_out(qtbot: QtBot, filters: FilterList) -> None:
    assert filters.chosen() == {"Okafor", "Fischer", "Tavares"}

    with qtbot.waitSignal(filters.chosen_changed) as changed:
        QTest.keyClick(row(filters, "Dr Fischer"), Qt.Key.Key_Space)

    assert changed.args == [frozenset({"Okafor", "Tavares"})]


def test_who_was_left_out_stays_left_out_when_the_list_changes(filters: FilterList) -> None:
    row(filters, "Dr Fischer").click()

    filters.set_entries([FilterEntry(key=name, text=f"Dr {name}") for name in ("Fischer", "Tanaka")])

    assert filters.chosen() == {"Tanaka"}


def test_only_one_is_told_once(qtbot: QtBot, filters: FilterList) -> None:
    told: list[object] = []
    filters.chosen_changed.connect(told.append)

    filters.choose_only({"Tavares"})

    assert told == [frozenset({"Tavares"})]


# Fields


@pytest.mark.parametrize("text", ["12.3.1961", "12/03/1961", "1961-03-12", "12 Mar 1961", "12031961", "12.3.61"])
def test_a_birth_date_is_understood_in_any_usual_form(qtbot: QtBot, text: str) -> None:
    field = DateField(TODAY)
    qtbot.addWidget(field)

    QTest.keyClicks(field, text)

    assert field.day == date(1961, 3, 12)
    assert not field.is_wrong


def test_what_is_no_date_is_wrong_and_stays_as_typed(qtbot: QtBot) -> None:
    field = DateField(TODAY)
    qtbot.addWidget(field)

    QTest.keyClicks(field, "31.2.1961")

    assert field.day is None
    assert field.is_wrong
    assert field.text() == "31.2.1961"


def test_escape_empties_the_search(qtbot: QtBot) -> None:
    field = SearchField("Find a patient", keys="Ctrl+K")
    qtbot.addWidget(field)
    QTest.keyClicks(field, "nova")

    QTest.keyClick(field, Qt.Key.Key_Escape)

    assert not field.text()


def test_the_arrow_keys_walk_the_results_while_typing(qtbot: QtBot) -> None:
    field = SearchField("Find a patient")
    qtbot.addWidget(field)
    steps: list[int] = []
    field.stepped.connect(steps.append)

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(field, key)

    assert steps == [1, 1, -1]


# Words


def test_exactly_one_of_a_row_holds(qtbot: QtBot) -> None:
    views = SegmentedButtons()
    qtbot.addWidget(views)
    for key in ("day", "week", "month"):
        views.add(key, key.title())
    assert views.current == "day"

    with qtbot.waitSignal(views.chosen) as chosen:
        views.button("week").click()

    assert chosen.args == ["week"]
    assert [views.button(key).isChecked() for key in ("day", "week", "month")] == [False, True, False]


def test_the_ends_of_a_row_are_round_in_either_direction_of_reading(qtbot: QtBot) -> None:
    views = SegmentedButtons()
    qtbot.addWidget(views)
    for key in ("day", "week", "month"):
        views.add(key, key.title())

    views.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    assert [views.button(key).property("segment") for key in ("day", "week", "month")] == ["last", "middle", "first"]


def test_a_status_is_said_in_words_too(qtbot: QtBot) -> None:
    pill = Pill()
    qtbot.addWidget(pill)

    pill.show_status("arrived", more="7 min")

    assert pill.text == pill.accessibleName() == "Arrived · 7 min"


def test_a_message_is_there_only_while_it_says_something(qtbot: QtBot) -> None:
    line = MessageLine()
    qtbot.addWidget(line)

    line.say("That time is taken.")
    assert not line.isHidden()
    line.clear()

    assert line.isHidden()


def test_a_name_is_never_read_as_formatting(qtbot: QtBot) -> None:
    shown = label("<b>Robert</b>", Look.TITLE)
    qtbot.addWidget(shown)

    assert shown.textFormat() is Qt.TextFormat.PlainText


def test_words_that_do_not_fit_are_elided_and_stand_in_the_tooltip(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row_layout = QHBoxLayout(window)
    name = ElidedLabel("Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst")
    row_layout.addWidget(name)
    window.resize(160, 60)

    with qtbot.waitExposed(window):
        window.show()

    assert name.toolTip() == name.text()
    assert name.width() <= 160


def test_an_empty_place_offers_the_way_to_fill_it(qtbot: QtBot) -> None:
    empty = EmptyState(Icon.USERS, "No patients yet", "Register the first one.", action_text="Register a patient")
    qtbot.addWidget(empty)
    (action,) = empty.findChildren(QPushButton)

    with qtbot.waitSignal(empty.action_requested):
        action.click()


def test_the_months_arrows_have_names_for_a_screen_reader(month: MonthGrid) -> None:
    assert all(button.accessibleName() for button in month.findChildren(QToolButton))


def test_a_message_of_another_kind_is_of_one_colour_to_its_edges(qtbot: QtBot) -> None:
    line = MessageLine(kind=MessageKind.ERROR)
    qtbot.addWidget(line)
    line.resize(400, 60)
    with qtbot.waitExposed(line):
        line.say("This computer knows no printer.", MessageKind.ERROR)
    qtbot.waitUntil(lambda: on_screen(line, QPoint(4, 30)) == soft("danger_soft"))

    line.say("This computer knows a printer.", MessageKind.WARNING)

    qtbot.waitUntil(lambda: on_screen(line, line.rect().center()) == soft("arrived_soft"))
    assert on_screen(line, QPoint(4, 30)) == soft("arrived_soft")


def on_screen(widget: QWidget, place: QPoint) -> str:
    """The colour that was painted last there, without having it painted anew."""
    shown = widget.screen().grabWindow(widget.winId()).toImage()
    return shown.pixelColor(place).name()


def soft(token: str) -> str:
    return theme.current().tokens()[token].name()
