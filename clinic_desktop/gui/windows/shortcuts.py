"""The list of F1: every command of the window with its keys, and the keys that are no commands."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QWidget

from clinic_desktop.gui.actions import Commands, menu_words, plain
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label, section_label
from clinic_desktop.gui.widgets.dialog_panel import fit_on_screen, foot_of, lay_in_columns, panel_of, scrolling
from clinic_desktop.gui.widgets.key_hint import KeyHint
from clinic_desktop.gui.widgets.sides import mirrored
from clinic_desktop.gui.windows.unlisted_keys import KeyGroup, KeyLine


class ShortcutsDialog(QDialog):
    """Shows the commands that have a shortcut, menu by menu, and beside them what keys do where the keyboard stands.

    It has nothing in it until list_keys() has been gone through.
    """

    def __init__(self, commands: Commands, unlisted: Sequence[KeyGroup], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        panel = panel_of(self)
        self.area, self._body = scrolling(panel.parentWidget() or self)
        # The arrows and the page keys scroll it: there is nothing else in it to go to.
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._halves = _halves(self._commands_by_menu(commands), unlisted)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        panel.addWidget(label(self.windowTitle(), Look.TITLE))
        panel.addWidget(self.area, 1)
        panel.addLayout(foot_of(close))
        fit_on_screen(self, _WIDTH, _HEIGHT)
        self.area.setFocus()

    def list_keys(self) -> Iterator[None]:
        """Make the lines: a group in each turn of the event loop, for they are many."""
        columns = []
        for groups in self._halves:
            column, grid = _empty_column(self._body)
            columns.append(column)
            for group in groups:
                _add_group(group, grid, column)
                yield
            grid.setRowStretch(grid.rowCount(), 1)
        lay_in_columns(self._body, columns[:1], columns[1:], widths=(_LEFT, _RIGHT))

    def _commands_by_menu(self, commands: Commands) -> list[KeyGroup]:
        groups = []
        for place, words in (*menu_words().items(), (None, self.tr("Elsewhere"))):
            listed = [each for each in commands.declared() if each.menu is place and each.shortcut]
            lines = tuple(
                KeyLine(
                    keys=(commands[each.name].shortcut().toString(),),
                    does=plain(commands[each.name].text()).removesuffix("…"),
                )
                for each in listed
            )
            if lines:
                groups.append(KeyGroup(place=plain(words), lines=lines))
        return groups


def _halves(by_menu: Sequence[KeyGroup], unlisted: Sequence[KeyGroup]) -> tuple[list[KeyGroup], list[KeyGroup]]:
    """Two columns about as high as each other: the menus, and the places with those menus that are left over."""
    whole = sum(map(_height, (*by_menu, *unlisted)))
    left: list[KeyGroup] = []
    for group in by_menu:
        if 2 * (sum(map(_height, left)) + _height(group)) > whole + _height(group):
            break
        left.append(group)
    return left, [*unlisted, *by_menu[len(left) :]]


def _height(group: KeyGroup) -> int:
    return len(group.lines) + 1


def _empty_column(parent: QWidget) -> tuple[QWidget, QGridLayout]:
    column = QWidget(parent)
    set_look(column, Look.PLAIN)
    grid = QGridLayout(column)
    grid.setContentsMargins(*mirrored(Space.NONE, Space.NONE, Space.M, Space.NONE))
    grid.setHorizontalSpacing(Space.L)
    grid.setVerticalSpacing(Space.S)
    grid.setColumnStretch(0, 1)
    return column, grid


def _add_group(group: KeyGroup, grid: QGridLayout, column: QWidget) -> None:
    """Below the groups before it, all keys at one edge."""
    first = grid.rowCount()
    grid.addWidget(section_label(group.place, column), first, 0, 1, 2, Qt.AlignmentFlag.AlignBottom)
    grid.setRowMinimumHeight(first, Measure.CONTROL)
    for line in group.lines:
        row = grid.rowCount()
        grid.addWidget(label(line.does, parent=column, wraps=True), row, 0)
        grid.addLayout(_hints_of(line, column), row, 1, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)


def _hints_of(line: KeyLine, parent: QWidget) -> QHBoxLayout:
    hints = QHBoxLayout()
    hints.setSpacing(Space.XS)
    for keys in line.keys:
        hints.addWidget(KeyHint(keys, parent))
    if line.words:
        hints.addWidget(KeyHint(parent=parent, words=line.words))
    return hints


_LEFT, _RIGHT = 340, 480
_WIDTH, _HEIGHT = 900, 680
