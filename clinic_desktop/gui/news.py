"""Brings the news of every commit, local or received, into the window's thread."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_desktop.domain.news import Changes


class News(QObject):
    """One signal for everything that changes the clinic; each page decides whether it cares."""

    changed = Signal(object)
    _heard = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop: Callable[[], None] | None = None
        self._heard.connect(self.changed, Qt.ConnectionType.QueuedConnection)

    def follow(self, subscribe: "Callable[[Callable[[Changes], None]], Callable[[], None]]") -> None:
        """Listen to a database: pass its `subscribe`, which calls back on any thread and returns how to end that."""
        self.leave()
        self._stop = subscribe(self.tell)

    def leave(self) -> None:
        """Stop listening."""
        if self._stop is not None:
            self._stop()
            self._stop = None

    def tell(self, changes: "Changes") -> None:
        """Pass on what a commit touched; may be called on any thread, and arrives in the window's."""
        self._heard.emit(changes)
