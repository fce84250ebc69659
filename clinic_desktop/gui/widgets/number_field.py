"""A field for a whole number, with its unit."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox, QWidget

from clinic_desktop.gui.measures import Space


class NumberField(QSpinBox):
    """A spin box that a scrolling pointer does not change by passing over it."""

    def __init__(
        self, least: int, most: int, *, suffix: str = "", step: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setSingleStep(step)
        self.setSuffix(suffix)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A style sheet's padding moves the frame of a spin box, but not the words in it.
        self.lineEdit().setTextMargins(Space.S - 2, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
