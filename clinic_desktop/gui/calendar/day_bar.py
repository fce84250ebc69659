"""The beginning of the calendar's toolbar: today, a day back, a day on, and which day it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.fitting_label import FittingLabel


class DayBar(QWidget):
    """Asks for another day; it changes nothing by itself."""

    today_requested = Signal()
    step_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.setSpacing(Space.S + 2)
        self.today = QPushButton(self.tr("Today"))
        self.today.setToolTip(self.tr("Go to today (T)"))
        self.today.clicked.connect(lambda *_: self.today_requested.emit())
        row.addWidget(self.today)
        for icon, by, words in (
            (Icon.CHEVRON_LEFT, -1, self.tr("Day before (Ctrl+Left)")),
            (Icon.CHEVRON_RIGHT, 1, self.tr("Day after (Ctrl+Right)")),
        ):
            button = QPushButton()
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.setFixedWidth(Measure.CONTROL)
            set_icon(button, icon, "text", size=Measure.ICON)
            button.clicked.connect(lambda *_, days=by: self.step_requested.emit(days))
            row.addWidget(button)
        self.title = FittingLabel(Look.TITLE)
        row.addSpacing(Space.XS)
        row.addWidget(self.title)

    def show_day(self, words: str, shorter: str) -> None:
        """Say which days are shown, in full or, where there is less room, shorter."""
        self.title.show_words(words, shorter)
