"""A filter over very many names stays short, and finds each of them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.widgets.filter_list import MOST_SHOWN, CheckRow, FilterEntry, FilterList

NAMES = [f"Dr Number {number:03}" for number in range(200)] + ["Dr Łucja Müller"]


@pytest.fixture
def filters(qtbot: QtBot) -> FilterList:
    made = FilterList("Practitioners")
    made.set_entries([FilterEntry(key=name, text=name) for name in NAMES])
    qtbot.addWidget(made)
    made.show()
    return made


def shown(filters: FilterList) -> list[str]:
    rows = [row for row in filters.findChildren(CheckRow) if row.isVisible()]
    return [row.text() for row in sorted(rows, key=lambda row: row.y())]


def test_only_the_first_stand_below_one_another_and_all_are_chosen(filters: FilterList) -> None:
    assert shown(filters) == NAMES[:MOST_SHOWN]
    assert filters.chosen() == set(NAMES)


def test_more_are_shown_on_request(qtbot: QtBot, filters: FilterList) -> None:
    QTest.mouseClick(filters.more_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(shown(filters)) > MOST_SHOWN)
    assert shown(filters) == NAMES[: len(shown(filters))]


def test_a_part_of_the_name_finds_anyone_without_regard_to_accents(qtbot: QtBot, filters: FilterList) -> None:
    QTest.keyClicks(filters.search, "lucja mul")

    qtbot.waitUntil(lambda: shown(filters) == ["Dr Łucja Müller"])
    assert filters.chosen() == set(NAMES)


def test_enter_chooses_what_was_found_and_nothing_else(qtbot: QtBot, filters: FilterList) -> None:
    QTest.keyClicks(filters.search, "09")

    with qtbot.waitSignal(filters.chosen_changed) as changed:
        QTest.keyClick(filters.search, Qt.Key.Key_Return)

    found = {name for name in NAMES if "09" in name}
    assert changed.args == [found]
    QTest.keyClick(filters.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(shown(filters)) == MOST_SHOWN)
    assert set(shown(filters)) <= found  # those that were chosen come before the others


def test_all_are_chosen_again_by_one_click(qtbot: QtBot, filters: FilterList) -> None:
    filters.choose_only({NAMES[3]})
    assert filters.all_button.isVisible()

    QTest.mouseClick(filters.all_button, Qt.MouseButton.LeftButton)

    assert filters.chosen() == set(NAMES)
    assert not filters.all_button.isVisible()


def test_who_is_unticked_stays_where_the_pointer_is(filters: FilterList) -> None:
    before = shown(filters)
    row = next(row for row in filters.findChildren(CheckRow) if row.text() == NAMES[5])

    QTest.mouseClick(row, Qt.MouseButton.LeftButton)

    assert shown(filters) == before
    assert NAMES[5] not in filters.chosen()
