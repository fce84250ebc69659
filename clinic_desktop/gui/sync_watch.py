"""Brings how this station stands with the others into the window's thread."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from clinic_desktop.domain.syncing import SyncMode, SyncState
from clinic_desktop.gui.unconfirmed import unconfirmed

Subscribe: TypeAlias = Callable[[Callable[[SyncState], None]], Callable[[], None]]


class SyncWatch(QObject):
    """The latest state of the sync; `changed` brings it, however many there were between two turns of the event loop.

    What is on its way to a server in reach gets no mark before it has taken longer than somebody waits for an answer.
    """

    changed = Signal(object)
    _heard = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = SyncState()
        self._latest = SyncState()
        self._is_due = False
        self._stop: Callable[[], None] | None = None
        self._ask: Callable[[], SyncState] | None = None
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._on_patience_over)

    def follow(self, subscribe: Subscribe, state: Callable[[], SyncState]) -> None:
        """Listen to a station: pass its `subscribe`, which calls back on any thread and returns how to end that.

        `state` tells how it stands now.
        """
        self.leave()
        self._stop = subscribe(self.tell)
        self._ask = state
        self.tell(state())

    def leave(self) -> None:
        """Stop listening; nothing is marked any more."""
        if self._stop is not None:
            self._stop()
            self._stop = self._ask = None
        self._patience.stop()
        unconfirmed().set_ids(frozenset())

    def latest(self) -> SyncState:
        """How it stands this moment, though the window has not heard of it yet; may be called on any thread."""
        ask = self._ask
        return self._latest if ask is None else ask()

    def tell(self, state: SyncState) -> None:
        """Take a state; may be called on any thread, and arrives in the window's."""
        self._latest = state
        if not self._is_due:
            self._is_due = True
            self._heard.emit()

    def _on_heard(self) -> None:
        self._is_due = False
        if self._latest == self.state:
            return
        self.state = self._latest
        unconfirmed().is_shared = self.state.mode is not SyncMode.OFF
        self._mark()
        self.changed.emit(self.state)

    def _mark(self) -> None:
        state = self.state
        if state.mode in _UNMARKED:
            self._patience.stop()
            unconfirmed().set_ids(frozenset())
        elif state.mode is not SyncMode.IN_SYNC:
            self._patience.stop()
            unconfirmed().set_ids(state.unsent)
        else:
            unconfirmed().set_ids(unconfirmed().ids & state.unsent)
            if state.unsent and not self._patience.isActive():
                self._patience.start()
            elif not state.unsent:
                self._patience.stop()

    def _on_patience_over(self) -> None:
        unconfirmed().set_ids(self.state.unsent)


PATIENCE = 1500
"""Milliseconds after which a booking counts as pending."""
_UNMARKED = (SyncMode.OFF, SyncMode.FIRST)
