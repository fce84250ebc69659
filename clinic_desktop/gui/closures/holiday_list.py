"""The public holidays of a year, each with its tick: the clinic is closed then, or it is not."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from clinic_desktop.domain.public_holidays import PublicHoliday
from clinic_desktop.gui.closures.closures_draft import HolidayPlan, HolidayState
from clinic_desktop.gui.closures.closures_words import days_of, state_words
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel


class HolidayRow(QWidget):
    """`switched` tells whether the clinic shall be closed."""

    switched = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox()
        self.name = ElidedLabel(look=Look.STRONG)
        self.state = label("", Look.SECONDARY)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.setSpacing(Space.M)
        self.box.setFixedWidth(_DAY)
        row.addWidget(self.box)
        row.addWidget(self.name, 1)
        row.addWidget(self.state)
        self.setFixedHeight(Measure.CONTROL)
        self.box.clicked.connect(self.switched)

    def show_plan(self, plan: HolidayPlan, today: date, *, is_worked: bool) -> None:
        """Show how it stands."""
        day, name = days_of(plan.holiday.day, plan.holiday.day), plan.holiday.name
        words = state_words(plan, today, is_worked=is_worked)
        self.box.setText(day)
        self.box.setChecked(plan.is_closed)
        self.box.setEnabled(plan.holiday.day >= today and plan.state is not HolidayState.WITHIN)
        self.box.setAccessibleName(self.tr("Closed on {day}, {name}: {state}").format(day=day, name=name, state=words))
        self.name.setText(name)
        self.name.setEnabled(plan.holiday.day >= today)
        self.state.setText(words)
        is_new = plan.state in (HolidayState.WOULD_CLOSE, HolidayState.WOULD_OPEN)
        set_look(self.state, Look.HERE if is_new else Look.SECONDARY)


class HolidayList(QWidget):
    """`switched` carries a holiday and whether the clinic shall be closed; the rows change when they are shown anew."""

    switched = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[HolidayRow] = []
        self.shown: tuple[HolidayPlan, ...] = ()
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._list.setSpacing(Space.NONE)

    def show_plans(self, plans: Sequence[HolidayPlan], worked: frozenset[str], today: date) -> None:
        """Show these; a row that has the keyboard keeps it."""
        self.shown = tuple(plans)
        while len(self.rows) < len(plans):
            self._add_row(len(self.rows))
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(plans))
            if place < len(plans):
                row.show_plan(plans[place], today, is_worked=plans[place].holiday.key in worked)

    def row_of(self, holiday: PublicHoliday) -> HolidayRow:
        """The row of a holiday that is shown."""
        return self.rows[[one.holiday for one in self.shown].index(holiday)]

    def _add_row(self, place: int) -> None:
        row = HolidayRow(self)
        row.switched.connect(lambda closed: self.switched.emit(self.shown[place].holiday, closed))
        self.rows.append(row)
        self._list.addWidget(row)


_DAY = 180
