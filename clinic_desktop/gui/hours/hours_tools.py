"""What a stroke on the sheet of hours does: change every such week from a day on, or these days alone, and why."""

from datetime import date
from enum import StrEnum

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.typed_dates import day_from, short_date
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.flow_layout import FlowLayout
from clinic_desktop.gui.widgets.number_field import NumberField
from clinic_desktop.gui.widgets.segmented import SegmentedButtons


class PaintsOn(StrEnum):
    """What a stroke changes."""

    EVERY_WEEK = "every-week"
    THESE_DAYS = "these-days"


class HoursTools(QWidget):
    """Which of the two it is, and what belongs to each."""

    def __init__(self, parent: QWidget | None = None, *, may_paint_weeks: bool) -> None:
        super().__init__(parent)
        self._today = self._week = date.min
        self.mode = SegmentedButtons()
        self.every_weeks = NumberField(1, 12)
        self.valid_from, self.reason = QLineEdit(), QLineEdit()
        self.mode.add(PaintsOn.EVERY_WEEK, self.tr("Every week"), tip=self.tr("Paint the hours that return"))
        self.mode.add(PaintsOn.THESE_DAYS, self.tr("These days only"), tip=self.tr("Paint leave, blocks, extra hours"))
        self.mode.setAccessibleName(self.tr("What is painted"))
        self.every_weeks.setAccessibleName(self.tr("Every how many weeks"))
        self.valid_from.setAccessibleName(self.tr("From which day on"))
        self.valid_from.setMaximumWidth(_DAY_WIDTH)
        self.reason.setMaxLength(200)
        self.reason.setAccessibleName(self.tr("What for"))
        self.reason.setPlaceholderText(self.tr("What for: conference, team meeting, late shift…"))
        self._stack = QStackedWidget()
        self._stack.addWidget(
            _row(
                label(self.tr("every"), Look.SECONDARY),
                self.every_weeks,
                label(self.tr("week(s), from"), Look.SECONDARY),
                self.valid_from,
            )
        )
        self._stack.addWidget(_row(self.reason, fills=True))
        self._stack.setFixedHeight(Measure.CONTROL)
        row = FlowLayout(self)
        row.setSpacing(Space.M)
        row.addWidget(self.mode)
        row.addWidget(self._stack)
        self.mode.chosen.connect(lambda *_: self._show_tools())
        self.valid_from.editingFinished.connect(self._show_from)
        if not may_paint_weeks:
            self.mode.button(PaintsOn.EVERY_WEEK).setEnabled(False)
            self.mode.set_current(PaintsOn.THESE_DAYS)
        self._show_tools()

    @property
    def paints_on(self) -> PaintsOn:
        """What a stroke changes now."""
        return PaintsOn(str(self.mode.current))

    @property
    def why(self) -> str:
        """What single days are painted for."""
        return self.reason.text().strip()

    @property
    def first_day(self) -> date:
        """From when on weekly hours are painted: as typed, else from the shown week on; never a day that is over."""
        typed = day_from(self.valid_from.text(), self._today) if self.valid_from.isModified() else None
        return max(typed or self._week, self._today)

    def show_week(self, first_day: date, today: date) -> None:
        """The week that begins there is shown; a day that was typed stays."""
        self._week, self._today = first_day, today
        if not self.valid_from.isModified():
            self._show_from()

    def _show_tools(self) -> None:
        self._stack.setCurrentIndex(0 if self.paints_on is PaintsOn.EVERY_WEEK else 1)

    def _show_from(self) -> None:
        """Show how the day was understood."""
        was_typed, day = self.valid_from.isModified(), self.first_day
        self.valid_from.setText(short_date(day))
        self.valid_from.setModified(was_typed)


def _row(*widgets: QWidget, fills: bool = False) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
    row.setSpacing(Space.S)
    for widget in widgets:
        row.addWidget(widget, int(fills))
    if not fills:
        row.addStretch(1)
    return holder


_DAY_WIDTH = 130
