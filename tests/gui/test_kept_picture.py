"""A picture that is kept shows what there is to be seen now, and is painted anew only when that has changed."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.gui import theme
from clinic_desktop.gui.widgets.check_row import CheckRow, FilterEntry
from clinic_desktop.gui.widgets.day_picture import DayFill
from clinic_desktop.gui.widgets.kept_picture import KeptPicture
from clinic_desktop.gui.widgets.month_grid import MonthGrid
from clinic_desktop.gui.widgets.pair_row import PairRow
from clinic_desktop.settings import Appearance


class CountedWidget(QWidget):
    """Counts how often it is painted anew."""

    def __init__(self) -> None:
        super().__init__()
        self.words = "one"
        self.paintings = 0
        self._picture = KeptPicture(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._picture.show(self.words, self._paint)

    def _paint(self, painter: QPainter) -> None:
        self.paintings += 1
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.words)


@pytest.fixture
def light() -> Iterator[None]:
    theme.switch().set_appearance(Appearance.LIGHT)
    yield
    theme.switch().set_appearance(Appearance.LIGHT)


def seen(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def test_it_is_painted_anew_when_what_is_shown_or_its_size_changes_and_not_otherwise(qtbot: QtBot) -> None:
    widget = CountedWidget()
    qtbot.addWidget(widget)
    widget.resize(80, 20)

    paintings = []
    seen(widget)
    seen(widget)
    paintings.append(widget.paintings)
    widget.words = "two"
    seen(widget)
    paintings.append(widget.paintings)
    widget.resize(90, 20)
    seen(widget)
    paintings.append(widget.paintings)

    assert paintings == [1, 2, 3]


@pytest.mark.usefixtures("light")
def test_a_line_of_a_filter_shows_its_tick_its_words_and_the_theme(qtbot: QtBot) -> None:
    row = CheckRow()
    qtbot.addWidget(row)
    row.resize(180, 26)
    row.show_entry(FilterEntry(key=1, text="Cardiology", count=3))

    pictures = [seen(row)]
    row.setChecked(True)
    pictures.append(seen(row))
    row.show_entry(FilterEntry(key=1, text="Cardiology", count=4))
    pictures.append(seen(row))
    theme.switch().set_appearance(Appearance.DARK)
    pictures.append(seen(row))
    theme.switch().set_appearance(Appearance.LIGHT)
    again = seen(row)

    assert all(one != other for one, other in pairwise(pictures))
    assert again == pictures[2]


@pytest.mark.usefixtures("light")
def test_a_line_of_two_ends_is_mirrored_where_reading_begins_at_the_right(qtbot: QtBot) -> None:
    row = PairRow("Tue 5 May", "Dr Okafor")
    qtbot.addWidget(row)
    row.resize(220, 26)
    before = seen(row)

    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    mirrored = seen(row)
    row.set_trailing("Dr Tanaka")

    assert mirrored != before
    assert seen(row) != mirrored


@pytest.mark.usefixtures("light")
def test_a_small_month_shows_the_chosen_day_and_how_full_the_days_are(qtbot: QtBot) -> None:
    month = MonthGrid(date(2026, 5, 5))
    qtbot.addWidget(month)
    month.resize(196, 216)

    pictures = [seen(month)]
    month.set_day(date(2026, 5, 7))
    pictures.append(seen(month))
    month.set_load({date(2026, 5, 12): DayFill(share=0.5, booked=4, free=4)})
    pictures.append(seen(month))
    month.set_load({date(2026, 5, 12): DayFill(share=1.0, booked=8, free=0)})
    pictures.append(seen(month))
    month.set_day(date(2026, 5, 5))
    month.set_load({})

    assert all(one != other for one, other in pairwise(pictures))
    assert seen(month) == pictures[0]
