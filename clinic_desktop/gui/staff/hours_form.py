"""A practitioner's weekly hours: painted where they hold every week, in words where they do not."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.availability import Hours
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.queries import PatternDraft
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.staff.doctor_hours import drafts_of, other_patterns, painted_hours
from clinic_desktop.gui.staff.staff_words import pattern_words
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.hours_painter import HoursPainter


class HoursForm(QWidget):
    """Paints the week as it holds from today on; `edited` tells of every stroke."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hours: Hours | None = None
        self._today = date.min
        self.painter = HoursPainter()
        self._before = self.painter.hours()
        self._opening = self._before
        self.use_opening = QPushButton(self.tr("Use the clinic's opening hours"))
        set_look(self.use_opening, Look.LINK)
        self._others = label("", Look.SECONDARY, wraps=True)
        self._others.hide()
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Working hours — drag to paint, right-click to clear"), Look.SECONDARY), 1)
        head.addWidget(self.use_opening)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.S)
        layout.addLayout(head)
        layout.addWidget(self.painter)
        layout.addWidget(self._others)
        self.painter.hours_changed.connect(self.edited)
        self.use_opening.clicked.connect(self._on_use_opening)

    @property
    def told(self) -> str:
        """What is said of hours that are not painted."""
        return self._others.text()

    @property
    def is_changed(self) -> bool:
        """Whether the week was painted differently from what stands."""
        return self._hours is not None and self.painter.hours() != self._before

    def show_hours(self, hours: Hours, clinic: ClinicSettings, today: date) -> None:
        """Paint the hours that hold every week from today on, and name the others."""
        self._hours, self._today, self._opening = hours, today, clinic.opening_hours
        self.painter.set_hours(painted_hours(hours, today))
        self._before = self.painter.hours()
        others = other_patterns(hours, today)
        self._others.setText(self.tr("Also: {hours}").format(hours="; ".join(map(pattern_words, others))))
        self._others.setVisible(bool(others))
        self.use_opening.setVisible(bool(clinic.opening_hours))

    def clear(self) -> None:
        """Show no hours until some are shown."""
        self._hours = None
        self.painter.set_hours(())
        self._before = ()
        self._others.hide()

    def drafts(self) -> tuple[PatternDraft, ...]:
        """All the patterns as they shall stand."""
        return () if self._hours is None else drafts_of(self._hours, self._before, self.painter.hours(), self._today)

    def _on_use_opening(self) -> None:
        self.painter.set_hours(self._opening)
        self.edited.emit()
