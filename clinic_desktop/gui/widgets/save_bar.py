"""The strip at the foot of a page of settings that is there while something waits to be saved."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.elided_label import ElidedLabel


class SaveBar(QFrame):
    """Says what is not saved yet, and offers to save or discard it."""

    save_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, Look.STATUS_STRIP)
        self._words = ElidedLabel()
        self.discard_button = QPushButton(self.tr("Discard"))
        self.save_button = QPushButton(self.tr("Save changes"))
        self.save_button.setToolTip(self.tr("Save changes (Ctrl+S)"))
        set_look(self.save_button, Look.PRIMARY)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.NONE, Space.XL, Space.NONE)
        layout.setSpacing(Space.S)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.discard_button)
        layout.addWidget(self.save_button)
        self.setFixedHeight(Measure.TOOLBAR)
        self.save_button.clicked.connect(self.save_wanted)
        self.discard_button.clicked.connect(self.discard_wanted)
        self.hide()

    def show_unsaved(self, subject: str, *, is_busy: bool) -> None:
        """Say whose changes wait; while they are being saved, nothing can be pressed."""
        self._words.setText(self.tr("{name}: changes that are not saved").format(name=subject))
        self.save_button.setEnabled(not is_busy)
        self.discard_button.setEnabled(not is_busy)
        self.show()
