"""The soft flash of what has changed, fading in place."""

from collections.abc import Hashable, Iterable

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QObject, QVariantAnimation, Signal
from PySide6.QtWidgets import QStyle, QWidget

_FADE = 1400
_STRONGEST = 0.34


class Flashes(QObject):
    """Which appointments (by id) or days flash now, and how strongly; where the desktop asks for no motion, none do."""

    changed = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._ids: frozenset[Hashable] = frozenset()
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(_STRONGEST)
        self._fade.setEndValue(0.0)
        self._fade.setDuration(_FADE)
        self._fade.setEasingCurve(QEasingCurve.Type.InQuad)
        self._fade.valueChanged.connect(lambda _: self.changed.emit())
        self._fade.finished.connect(self.stop)

    def __contains__(self, appointment_id: Hashable) -> bool:
        return appointment_id in self._ids

    def __bool__(self) -> bool:
        return bool(self._ids)

    @property
    def strength(self) -> float:
        """How much of the flash's colour shows now, from 0 to 1."""
        value = self._fade.currentValue()
        return float(value) if isinstance(value, float) else 0.0

    def start(self, appointment_ids: Iterable[Hashable]) -> None:
        """Flash these from now on; earlier ones begin anew."""
        ids = frozenset(appointment_ids)
        if not ids or not self._may_move():
            return
        self._ids |= ids
        self._fade.stop()
        self._fade.start()

    def stop(self) -> None:
        """End the flash at once."""
        if self._fade.state() is not QAbstractAnimation.State.Stopped:
            self._fade.stop()
        if self._ids:
            self.changed.emit()
            self._ids = frozenset()

    def _may_move(self) -> bool:
        style = self._widget.style()
        return style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self._widget) > 0
