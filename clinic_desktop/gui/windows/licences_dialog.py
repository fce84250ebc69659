"""The licence of each part of the program, in full."""

from bisect import bisect_left
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.dialog_panel import fit_on_screen, foot_of, panel_of
from clinic_desktop.licences import Part, parts


class LicencesDialog(QDialog):
    """The parts at the left, what the chosen one's makers ask for at the right.

    It lists nothing until list_parts() has been gone through.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Licences"))
        self._parts: list[Part] = []
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("What the program is made of"))
        self.list.setFixedWidth(_LIST)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._show)
        self.heading = label("", Look.SUBTITLE, self)
        self.licence = label("", Look.SECONDARY, self, wraps=True)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Text of the licence"))
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.clicked.connect(self.accept)
        self.close_button.setDefault(True)
        set_look(self.list, Look.PLAIN)
        self._lay_out()
        fit_on_screen(self, _WIDTH, _HEIGHT)
        self.list.setFocus()

    def list_parts(self) -> Iterator[None]:
        """Read the parts, one in each turn of the event loop: the program's own first, the others by their names."""
        for part in parts():
            row = bisect_left(self._parts, _order(part), lo=min(1, len(self._parts)), key=_order)
            self._parts.insert(row, part)
            self.list.insertItem(row, part.title)
            yield
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        panel = panel_of(self)
        panel.addWidget(label(self.windowTitle(), Look.TITLE))
        words = self.tr(
            "The program stands on the work of others. These are its parts, and under which licence each comes."
        )
        panel.addWidget(label(words, Look.MUTED, wraps=True))
        right = QVBoxLayout()
        right.setSpacing(Space.XS)
        right.addWidget(self.heading)
        right.addWidget(self.licence)
        right.addSpacing(Space.XS)
        right.addWidget(self.text, 1)
        halves = QHBoxLayout()
        halves.setSpacing(Space.L)
        halves.addWidget(self.list)
        halves.addLayout(right, 1)
        panel.addLayout(halves, 1)
        panel.addLayout(foot_of(self.close_button))

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._parts):
            return
        part = self._parts[row]
        self.heading.setText(part.title)
        self.licence.setText(part.licence)
        self.text.setPlainText(part.text)


def _order(part: Part) -> str:
    return part.title.casefold()


_LIST = 240
_WIDTH, _HEIGHT = 980, 640
