"""The head of the page of hours: whose they are, which week is shown, and the steps to others."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.times import days_words
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel


class HoursHead(QWidget):
    """Asks for another week; it changes nothing by itself."""

    step_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ElidedLabel(self.tr("Working hours"), look=Look.TITLE)
        self._week = label("", Look.HEADING)
        self.this_week = QPushButton(self.tr("This week"))
        self.steps: list[QPushButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.setSpacing(Space.S)
        row.addWidget(self._name, 1)
        row.addWidget(self._week)
        row.addSpacing(Space.S)
        row.addWidget(self.this_week)
        for icon, by, words in (
            (Icon.CHEVRON_LEFT, -1, self.tr("The week before (Page Up)")),
            (Icon.CHEVRON_RIGHT, 1, self.tr("The next week (Page Down)")),
        ):
            button = QPushButton()
            button.setFixedWidth(Measure.CONTROL)
            set_icon(button, icon, "text", size=Measure.ICON)
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(lambda *_, by=by: self.step_wanted.emit(by))
            row.addWidget(button)
            self.steps.append(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A name of which not even the beginning has room is left out: whose hours they are is chosen below."""
        super().resizeEvent(event)
        beside = self.sizeHint().width() - (0 if self._name.isHidden() else self._name.sizeHint().width())
        self._name.setVisible(event.size().width() - beside >= _LEAST_NAME)

    def show_name(self, name: str) -> None:
        """Whose hours they are."""
        self._name.setText(self.tr("Working hours of {name}").format(name=name))

    def show_everyone(self) -> None:
        """They are everybody's."""
        self._name.setText(self.tr("Working hours of everyone"))

    def show_week(self, first_day: date) -> None:
        """The week that begins there is shown."""
        self._week.setText(days_words(first_day, first_day + timedelta(days=6)))


_LEAST_NAME = 80
