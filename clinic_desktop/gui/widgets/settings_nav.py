"""The list of pages at the left of a window of settings."""

from collections.abc import Hashable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Space, TextSize, Weight
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.turns import in_a_turn
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.sides import mirrored


class SettingsNav(QWidget):
    """A heading and the pages below it, one of which is current; the arrow keys go from one to the next."""

    chosen = Signal(object)

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: list[Hashable] = []
        self._list = QListWidget()
        set_look(self._list, Look.NAVIGATION)
        self._list.setAccessibleName(heading)
        self._list.setSpacing(_GAP)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        title = label(heading, Look.TITLE)
        title.setContentsMargins(*mirrored(_GAP, Space.NONE, Space.NONE, Space.NONE))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.M, Space.L, Space.M, Space.M)
        layout.setSpacing(Space.M)
        layout.addWidget(title)
        layout.addWidget(self._list)
        layout.addStretch(1)
        self._list.currentRowChanged.connect(self._on_row_changed)

    @property
    def has_keyboard(self) -> bool:
        """Whether somebody walks the pages with the keys."""
        return self._list.hasFocus()

    def add(self, key: Hashable, words: str) -> None:
        """Add a page at the end."""
        self._keys.append(key)
        self._list.blockSignals(True)
        self._list.addItem(QListWidgetItem(words))
        self._list.blockSignals(False)

    def set_current(self, key: Hashable) -> None:
        """Mark a page as the one that is shown, without telling."""
        self._list.blockSignals(True)
        self._list.setCurrentRow(self._keys.index(key))
        self._list.blockSignals(False)
        self._write_in_weights()
        in_a_turn(self, self._bring_in)

    def _fit(self) -> None:
        rows = range(self._list.count())
        self._list.setFixedHeight(sum(self._list.sizeHintForRow(row) + 2 * _GAP for row in rows))

    def _write_in_weights(self) -> None:
        for number in range(self._list.count()):
            weight = Weight.SEMIBOLD if number == self._list.currentRow() else Weight.REGULAR
            self._list.item(number).setFont(theme.font(TextSize.BODY, weight))

    def _on_row_changed(self, number: int) -> None:
        self._write_in_weights()
        in_a_turn(self, self._bring_in)
        if number >= 0:
            self.chosen.emit(self._keys[number])

    def _bring_in(self) -> None:
        """Scroll what is around the list, where it is too low for it, until the current page's name is seen whole."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        inside = None if around is None else around.widget()
        if around is not None and inside is not None:
            row = self._list.visualItemRect(self._list.currentItem())
            middle = self._list.viewport().mapTo(inside, row.center())
            around.ensureVisible(middle.x(), middle.y(), 0, row.height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()


_GAP = 1
