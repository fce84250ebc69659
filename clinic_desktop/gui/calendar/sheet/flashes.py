"""The soft flash of what has changed, fading in place."""

from collections.abc import Hashable, Iterable
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QStyle, QWidget

_FADE = 1.4
"""Seconds."""
_BEAT = 33
"""Milliseconds: a fade as slow as this one is smooth at thirty frames a second."""
_STRONGEST = 0.34


class Flashes(QObject):
    """Which appointments (by id) or days flash now, and how strongly; where the desktop asks for no motion, none do.

    Each fades by itself: in a busy clinic something flashes all the time, but nothing for long.
    """

    changed = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._began: dict[Hashable, float] = {}
        self._beat = QTimer(self)
        self._beat.setInterval(_BEAT)
        self._beat.timeout.connect(self._on_beat)

    def __contains__(self, thing: Hashable) -> bool:
        return thing in self._began

    def __bool__(self) -> bool:
        return bool(self._began)

    def strength_of(self, thing: Hashable) -> float:
        """How much of the flash's colour shows on it now, from 0 to 1."""
        began = self._began.get(thing)
        passed = 1.0 if began is None else min(1.0, (monotonic() - began) / _FADE)
        return _STRONGEST * (1 - passed * passed)

    def start(self, things: Iterable[Hashable]) -> None:
        """Flash these from now on; of those that flash already it begins anew."""
        now = monotonic()
        began = dict.fromkeys(things, now)
        if began and self._may_move():
            self._began |= began
            self._beat.start()
            self.changed.emit()

    def stop(self) -> None:
        """End every flash at once."""
        self._beat.stop()
        if self._began:
            self.changed.emit()  # while it is still known which
            self._began = {}

    def _on_beat(self) -> None:
        over = monotonic() - _FADE
        staying = {thing: began for thing, began in self._began.items() if began > over}
        if not staying:
            self.stop()
            return
        self.changed.emit()
        self._began = staying

    def _may_move(self) -> bool:
        style = self._widget.style()
        return style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self._widget) > 0
