"""At the beginning of the status strip: how this station stands with the others, and what needs a decision."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from clinic_desktop.domain.syncing import SyncState
from clinic_desktop.gui.announce import announce
from clinic_desktop.gui.clock_moves import clock_moves
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.sync_words import (
    SyncLook,
    clock_look,
    decision_words,
    moment_words,
    not_stored_look,
    seconds_to_other_words,
    sync_look,
)
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.status_strip import Dot

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class SyncLine(QWidget):
    """Icon and words, a link to what needs a decision, and a word about a clock that is off.

    While nothing can be stored here, it says that before all else.

    It wakes when its words become others, and not before. `decisions_wanted` tells that the link was followed; there is
    none before `offer_decisions()`: patients decide nothing.
    """

    decisions_wanted = Signal()

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._shown: SyncLook | None = None
        self._shown_clock: SyncLook | None = None
        self._mode = workplace.sync.state.mode
        self.dot = Dot()
        self._icon = QLabel()
        self._words = label("", Look.SECONDARY)
        self.decisions = QPushButton()
        set_look(self.decisions, Look.WARNING_LINK)
        self._offers_decisions = False
        self._clock_icon = QLabel()
        self._clock_words = label("", Look.SECONDARY)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.setSpacing(Space.S - 2)
        for widget in (self.dot, self._icon, self._words, self.decisions, self._clock_icon, self._clock_words):
            row.addWidget(widget)
        for widget in (self._icon, self.decisions, self._clock_icon, self._clock_words):
            widget.hide()
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._refresh)
        self.decisions.clicked.connect(lambda *_: self.decisions_wanted.emit())
        workplace.sync.changed.connect(self._on_changed)
        clock_moves().moved.connect(self._refresh)
        workplace.storing_changed.connect(self._on_storing_changed)
        self._refresh()

    @property
    def words(self) -> str:
        """What it says of the station."""
        return self._words.text()

    @property
    def clock_words(self) -> str:
        """What it says of the clock; empty while that is right."""
        return "" if self._clock_words.isHidden() else self._clock_words.text()

    def offer_decisions(self, tip: str) -> None:
        """Let the link be followed."""
        self._offers_decisions = True
        self.decisions.setToolTip(tip)
        self._refresh()

    def _on_changed(self, state: SyncState) -> None:
        self._refresh()
        if state.mode is not self._mode:
            self._mode = state.mode
            announce(self, self.words)

    def _on_storing_changed(self) -> None:
        self._refresh()
        announce(self, self.words)

    def _refresh(self, *_: object) -> None:
        state, now = self._workplace.sync.state, self._workplace.now()
        look = not_stored_look() if self._workplace.why_not_stored else sync_look(state, now, self._workplace.zone)
        if look != self._shown:
            self._show(look)
        self._show_clock(clock_look(state))
        words = decision_words(state.to_decide)
        if words != self.decisions.text():
            self.decisions.setText(words)
        self.decisions.setVisible(bool(words) and self._offers_decisions)
        self.setToolTip(self._told_at_length(state))
        seconds = seconds_to_other_words(state, now)
        if seconds is None or not self.isVisible():
            self._next.stop()
        else:
            self._next.start(round(seconds * 1000) + _MARGIN)

    def _show(self, look: SyncLook) -> None:
        before, self._shown = self._shown, look
        self._words.setText(look.words)
        if before is None or (before.icon, before.token) != (look.icon, look.token):
            self.dot.set_token(look.token)
            self.dot.setVisible(look.icon is None)
            self._icon.setVisible(look.icon is not None)
            if look.icon is not None:
                set_icon(self._icon, look.icon, look.token, size=Measure.ICON_SMALL)
        self.setAccessibleName(look.words)

    def _show_clock(self, look: SyncLook | None) -> None:
        if look == self._shown_clock:
            return
        self._shown_clock = look
        for part in (self._clock_icon, self._clock_words):
            part.setVisible(look is not None)
        if look is not None:
            set_icon(self._clock_icon, look.icon or Icon.CLOCK_ALERT, look.token, size=Measure.ICON_SMALL)
            self._clock_words.setText(look.words)
            set_look(self._clock_words, Look.PROBLEM if look.token == "danger" else Look.WARNING)
            announce(self, look.words)

    def _told_at_length(self, state: SyncState) -> str:
        parts = [sentence for sentence in (self._workplace.why_not_stored, state.sentence) if sentence]
        if state.contact_at is not None:
            at = moment_words(state.contact_at, self._workplace.zone, self._workplace.today())
            parts.append(self.tr("The shared server answered last: {time}").format(time=at))
        return "\n".join(parts)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        self._next.stop()
        super().hideEvent(event)


_MARGIN = 20
"""Milliseconds; a timer may come a moment early."""
