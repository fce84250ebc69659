"""A command is declared once and is the same wherever it stands."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.actions import LAST, Command, Commands, MenuPlace
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.theme import Look


def test_a_command_is_the_same_in_menu_button_and_by_its_keys(qtbot: QtBot) -> None:
    window, done = QWidget(), []
    qtbot.addWidget(window)
    commands = Commands(window)
    book = Command(
        name="book", text="&Book…", run=lambda: done.append("booked"), shortcut="Ctrl+B", menu=MenuPlace.SCHEDULE
    )
    commands.declare([book])
    button = commands.button("book", Look.PRIMARY, window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()

    button.click()
    QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    commands.menu(["book"], window).actions()[0].trigger()

    assert done == ["booked"] * 3
    assert button.text() == "Book…"
    assert button.toolTip() == "Book (Ctrl+B)"


def test_a_command_that_may_not_be_used_is_grey_everywhere(qtbot: QtBot) -> None:
    window, allowed = QWidget(), [False]
    qtbot.addWidget(window)
    commands = Commands(window)
    commands.declare([Command(name="cancel", text="Cancel", run=list, enabled=lambda: allowed[0])])
    button = commands.button("cancel", parent=window)
    assert not button.isEnabled()

    allowed[0] = True
    commands.refresh()

    assert button.isEnabled()


def test_what_ends_a_menu_stands_below_what_is_declared_after_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    commands, menu = Commands(window), QMenu(window)
    commands.declare([Command(name="lock", text="Lock", run=list, menu=MenuPlace.FILE)])
    commands.declare([Command(name="quit", text="Quit", run=list, menu=MenuPlace.FILE, group=LAST)])
    commands.declare([Command(name="print", text="Print…", run=list, menu=MenuPlace.FILE, group="paper")])

    commands.fill(menu, MenuPlace.FILE)

    shown = ["—" if each.isSeparator() else each.text() for each in menu.actions()]
    assert shown == ["Lock", "—", "Print…", "—", "Quit"]


def test_the_icons_of_a_menu_are_drawn_when_it_opens(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    commands = Commands(window)
    commands.declare([Command(name="find", text="Find", run=list, icon=Icon.SEARCH)])
    menu = commands.menu(["find"], window)

    before = menu.actions()[0].icon().isNull()
    menu.popup(window.pos())

    assert before
    assert not menu.actions()[0].icon().isNull()
    menu.close()
