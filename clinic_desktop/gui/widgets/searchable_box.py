"""A box of choices that is also a search: any part of a choice finds it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyle, QStyleOptionFrame, QWidget

from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typography import isolated
from clinic_desktop.gui.widgets.narrow_box import NarrowBox


class SearchableBox(NarrowBox):
    """Only what is in the list can be chosen; anything else typed goes back to the choice that stood."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLineEdit(_ChosenWords(self))
        self.setInsertPolicy(SearchableBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(_SHOWN)
        self.setCompleter(None)  # type: ignore[arg-type]  # None takes Qt's away; the stubs forget it
        edit = self.lineEdit()
        assert isinstance(edit, QLineEdit)
        self.set_placeholder(placeholder)
        edit.editingFinished.connect(self._settle)
        self.currentIndexChanged.connect(lambda *_: self._show_beginning())

    def set_placeholder(self, words: str) -> None:
        """What stands there while nothing is chosen."""
        edit = self.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(words)

    def _offer_what_is_found(self) -> None:
        """Made for the first who comes here to type: its list takes ten times as long as a box."""
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(_SHOWN)
        popup = completer.popup()
        if popup is not None:
            set_look(popup, Look.POPUP)
        self.setCompleter(completer)

    def _settle(self) -> None:
        edit = self.lineEdit()
        if edit is None:
            return
        typed = edit.text().strip()
        found = self.findText(typed, Qt.MatchFlag.MatchContains) if typed else -1
        exact = self.findText(typed, Qt.MatchFlag.MatchFixedString) if typed else -1
        chosen = exact if exact >= 0 else found
        if chosen >= 0 and chosen != self.currentIndex() and typed != self.itemText(self.currentIndex()):
            self.setCurrentIndex(chosen)
            self.activated.emit(chosen)
        edit.setText(self.itemText(self.currentIndex()) if self.currentIndex() >= 0 else "")
        edit.setCursorPosition(0)

    def _show_beginning(self) -> None:
        """Of a choice that is longer than the box the beginning is seen, unless somebody is typing."""
        edit = self.lineEdit()
        if edit is not None and not edit.hasFocus():
            edit.setCursorPosition(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.completer() is None:
            self._offer_what_is_found()
        super().focusInEvent(event)
        edit = self.lineEdit()
        if edit is not None:
            edit.selectAll()


class _ChosenWords(QLineEdit):
    """What is chosen, elided where the box is too narrow, as long as nobody types."""

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        style = self.style()
        room = style.subElementRect(QStyle.SubElement.SE_LineEditContents, option, self).adjusted(_EDGE, 0, -_EDGE, 0)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        if self.hasFocus() or words == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        leading = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        painter.drawText(room, leading | Qt.AlignmentFlag.AlignVCenter, isolated(words))


_SHOWN = 14
_EDGE = 2
"""Between a line edit's rectangle and its words: Qt's own, which it tells nobody."""
