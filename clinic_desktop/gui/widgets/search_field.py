"""The field in which one searches as one types."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.key_hint import KeyHint


class SearchField(QLineEdit):
    """A line edit with a magnifying glass, its shortcut at the end, or how much was found once something is typed.

    Esc empties it; `stepped` tells of the arrow keys (+1, -1), so that a list beside it can be walked while typing.
    """

    stepped = Signal(int)

    def __init__(self, placeholder: str, *, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, Look.SEARCH)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._glass = QLabel(self)
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_icon(self._glass, Icon.SEARCH, "faint", size=Measure.ICON)
        self._keys = KeyHint(keys, self) if keys else None
        self._found = label("", Look.SECONDARY, self)
        self._found.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._found.hide()
        self.textChanged.connect(self._place)
        self._place()

    def set_found(self, words: str) -> None:
        """Say at the end of the field how much was found ("5 of 23,418")."""
        self._found.setText(words)
        self._place()

    def _place(self) -> None:
        if self._keys is not None:
            self._keys.setVisible(not self.text())
        self._found.setVisible(bool(self.text() and self._found.text()))
        tail: QWidget | None = self._found if self._found.isVisibleTo(self) else self._keys
        tail_width = tail.sizeHint().width() if tail is not None and tail.isVisibleTo(self) else 0
        head = Measure.ICON + Space.S
        left_to_right = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        margins = (head, 0, tail_width + Space.XS, 0)
        self.setTextMargins(*(margins if left_to_right else (margins[2], 0, margins[0], 0)))
        glass_x = Space.S if left_to_right else self.width() - Space.S - Measure.ICON
        self._glass.setGeometry(glass_x, (self.height() - Measure.ICON) // 2, Measure.ICON, Measure.ICON)
        if tail is not None:
            size = tail.sizeHint()
            tail_x = self.width() - size.width() - Space.S if left_to_right else Space.S
            tail.setGeometry(tail_x, (self.height() - size.height()) // 2, size.width(), size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
