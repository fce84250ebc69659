"""What stands around the calendar: the small month, the toolbar where there is little room, the menus."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.actions import Command, Commands, MenuPlace
from clinic_desktop.gui.widgets.day_picture import DayFill
from clinic_desktop.gui.widgets.fitting_label import FittingLabel
from clinic_desktop.gui.widgets.month_grid import MonthGrid
from clinic_desktop.gui.windows.frame import Frame, Toolbar
from tests.builders import NINE_OCLOCK

from .reception_desk import Desk, booked

DAY = date(2026, 11, 24)


def test_the_small_month_says_how_much_is_booked_and_free(qtbot: QtBot) -> None:
    month = MonthGrid(DAY)
    qtbot.addWidget(month)
    month.resize(220, 240)
    month.show()
    month.set_load({DAY: DayFill(0.75, 37, 12)})
    days = month.focusProxy()
    assert days is not None

    words = set()
    for x in range(5, days.width(), 20):
        for y in range(30, days.height(), 14):
            place = days.rect().topLeft() + type(days.rect().topLeft())(x, y)
            QApplication.sendEvent(days, QHelpEvent(QHelpEvent.Type.ToolTip, place, days.mapToGlobal(place)))
            words.add(QToolTip.text())
    QToolTip.hideText()

    assert "Tuesday, 24 November 2026\n37 booked, 12 free" in words
    assert "Wednesday, 25 November 2026" in words


def test_a_fuller_day_has_a_longer_bar_and_a_full_one_another_colour(qtbot: QtBot) -> None:
    month = MonthGrid(DAY)
    qtbot.addWidget(month)
    month.resize(220, 240)
    tomorrow = DAY + timedelta(days=1)

    pictures = []
    for fill in (DayFill(0.2, 4, 16), DayFill(0.8, 16, 4), DayFill(0.8, 16, 0)):
        month.set_load({tomorrow: fill})
        pictures.append(month.grab().toImage())

    assert pictures[0] != pictures[1] != pictures[2]


def test_the_title_becomes_shorter_before_anything_is_cut_off_and_whole_again(qtbot: QtBot) -> None:
    toolbar, title, field = Toolbar(), FittingLabel(), QWidget()
    field.setFixedWidth(300)
    toolbar.add_end(field)
    toolbar.show_page_widgets([title])
    qtbot.addWidget(toolbar)
    title.show_words("Wednesday, 25 November 2026", "25 Nov")
    toolbar.resize(900, 52)
    toolbar.show()
    QApplication.processEvents()
    assert title.text() == "Wednesday, 25 November 2026"

    toolbar.resize(460, 52)
    QApplication.processEvents()
    assert title.text() == "25 Nov"
    assert title.accessibleName() == "Wednesday, 25 November 2026"

    toolbar.resize(900, 52)
    QApplication.processEvents()
    assert title.text() == "Wednesday, 25 November 2026"


def test_what_can_be_spared_goes_and_the_shortest_words_come_before_anything_is_cut(qtbot: QtBot) -> None:
    window, title, field, spare = QWidget(), FittingLabel(), QWidget(), QPushButton("Find a free slot")
    toolbar = Toolbar(window)
    field.setFixedWidth(300)
    toolbar.add_end(field)
    toolbar.add_end(spare, can_be_spared=True)
    toolbar.show_page_widgets([title])
    qtbot.addWidget(window)
    title.show_words("Wednesday, 25 November 2026", "Wed, 25 Nov 2026", "25 Nov")

    seen = []
    window.resize(800, 60)
    window.show()
    for width in (800, 500, 420, 500, 800):
        toolbar.resize(width, 52)
        for _ in range(3):
            QApplication.processEvents()
        seen.append((title.text(), spare.isVisible()))

    assert seen[2] == ("25 Nov", False)
    assert seen[0] == seen[4] == ("Wednesday, 25 November 2026", True)
    assert seen[1] == seen[3] == ("Wed, 25 Nov 2026", False)


def test_a_page_that_is_not_shown_does_not_make_the_window_larger(qtbot: QtBot) -> None:
    frame, tall = Frame(), QWidget()
    qtbot.addWidget(frame)
    tall.setMinimumSize(3000, 3000)
    frame.pages.addWidget(QWidget())
    least = frame.minimumSizeHint()

    frame.pages.addWidget(tall)

    assert frame.minimumSizeHint() == least


def test_commands_of_a_submenu_stand_in_it_once_however_often_the_menu_is_filled(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    commands = Commands(window)
    commands.declare(
        Command(name=name, text=name, run=list, menu=MenuPlace.VIEW, submenu=submenu)
        for name, submenu in (("today", ""), ("five", "Slots"), ("ten", "Slots"))
    )
    menu = QMenu(window)

    for _ in range(2):
        commands.fill(menu, MenuPlace.VIEW)
        QApplication.processEvents()

    first, second = menu.actions()
    inner = second.menu()
    assert first.text() == "today"
    assert isinstance(inner, QMenu)
    assert [action.text() for action in inner.actions()] == ["five", "ten"]


def test_departments_are_listed_with_how_many_come_to_them(desk: Desk) -> None:
    booked(desk)

    desk.page.side.departments.show()
    rows = desk.page.side.departments

    assert rows.chosen() == frozenset({"Cardiology"})
    assert desk.filter_row("Cardiology").accessibleName() == "Cardiology, 1"


def test_free_time_across_the_days_of_a_week_is_found_where_it_lies(desk: Desk) -> None:
    desk.window.resize(1800, 900)
    desk.page.side.practitioners.choose_only({str(desk.clinic.okafor.id)})
    desk.settle()
    desk.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    view = desk.page.view

    starts = []
    for column in range(len(view.columns)):
        slot = view.slot_at(desk.place_of(NINE_OCLOCK + timedelta(days=column - 1), column))
        assert slot is not None
        starts.append(slot.starts_at)

    assert starts == [NINE_OCLOCK + timedelta(days=days) for days in range(-1, 4)]
