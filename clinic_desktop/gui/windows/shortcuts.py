"""The list of F1: every command of the window with its keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from clinic_desktop.gui.actions import Commands, menu_words, plain
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label, section_label
from clinic_desktop.gui.widgets.key_hint import KeyHint


class ShortcutsDialog(QDialog):
    """Shows the commands that have a shortcut, menu by menu."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        lines = QWidget()
        set_look(lines, Look.PLAIN)
        grid = QGridLayout(lines)
        grid.setContentsMargins(Space.NONE, Space.NONE, Space.M, Space.NONE)
        grid.setHorizontalSpacing(Space.XL)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(0, 1)
        for place, words in (*menu_words().items(), (None, self.tr("Elsewhere"))):
            listed = [each for each in commands.declared() if each.menu is place and each.shortcut]
            if listed:
                grid.addWidget(section_label(plain(words)), grid.rowCount(), 0, 1, 2)
            for command in listed:
                row = grid.rowCount()
                keys = commands[command.name].shortcut().toString()
                grid.addWidget(label(plain(command.text).removesuffix("…")), row, 0)
                grid.addWidget(KeyHint(keys), row, 1, Qt.AlignmentFlag.AlignTrailing)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(lines)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.M)
        layout.addWidget(label(self.windowTitle(), Look.TITLE))
        layout.addWidget(area, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout.addLayout(buttons)
        self.resize(_WIDTH, _HEIGHT)


_WIDTH, _HEIGHT = 440, 520
