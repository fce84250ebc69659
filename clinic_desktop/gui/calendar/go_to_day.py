"""A small field over the calendar in which a day is typed: "24.12.", "thu", "+7"."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.times import long_day
from clinic_desktop.gui.typed_dates import day_from
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.floating import paint_floating


class GoToDay(QWidget):
    """Reads a day as one types and goes there on Enter; Esc, or a click elsewhere, puts it away.

    `day_neared` carries the day that Enter would lead to.
    """

    day_chosen = Signal(object)
    day_neared = Signal(object)

    def __init__(self, today: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._today = today
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Go to which day"))
        self.field.setPlaceholderText(self.tr("24.12., Thu, +7…"))
        self._hint = label(self.tr("A date, a weekday or days from now"), Look.SECONDARY)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        layout.setSpacing(Space.S)
        layout.addWidget(self.field)
        layout.addWidget(self._hint)
        self.setFixedWidth(Measure.LEFT_SIDE)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.returnPressed.connect(self._on_return)

    def _on_text_changed(self, text: str) -> None:
        day = day_from(text, self._today)
        if day is not None:
            self._hint.setText(long_day(day))
            self.day_neared.emit(day)
        else:
            self._hint.setText(
                self.tr("No day is called that. Try 24.12., Thu or +7.") if text.strip() else self.tr("Type a day")
            )

    def _on_return(self) -> None:
        day = day_from(self.field.text(), self._today)
        if day is not None:
            self.close()
            self.day_chosen.emit(day)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_floating(self)
