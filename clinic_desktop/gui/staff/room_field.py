"""Typing a room, with the clinic's rooms offered: any other may be written, too."""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from clinic_desktop.gui.theme import Look, set_look


class RoomField(QLineEdit):
    """A line for a room; a click into an empty one, or the down arrow, shows all that there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_LONGEST)
        self._rooms = QStringListModel(self)

    @property
    def offered(self) -> Sequence[str]:
        """The rooms that are offered."""
        return self._rooms.stringList()

    def set_rooms(self, rooms: Sequence[str]) -> None:
        """Offer these; what is written stays."""
        self._rooms.setStringList(list(rooms))

    @cached_property
    def _list(self) -> QListView:
        return QListView(self)

    @cached_property
    def _offers(self) -> QCompleter:
        """Made for the first who comes here to type: its list takes ten times as long as the field."""
        offers = QCompleter(self._rooms, self)
        offers.setFilterMode(Qt.MatchFlag.MatchContains)
        offers.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offers.setMaxVisibleItems(_SHOWN)
        set_look(self._list, Look.POPUP)
        offers.setPopup(self._list)
        # Choosing from the list is not told of as typing is.
        offers.activated.connect(lambda room: self.textEdited.emit(str(room)))
        return offers

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.setCompleter(self._offers)
        super().focusInEvent(event)

    def _show_all(self) -> None:
        if self._rooms.rowCount():
            self._offers.setCompletionPrefix("")
            self._offers.complete()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self._list.isVisible():
            self._show_all()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self.text():
            self._show_all()


_LONGEST = 60
_SHOWN = 12
