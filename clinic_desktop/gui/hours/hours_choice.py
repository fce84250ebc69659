"""Whose hours are shown to an administrator: one practitioner's week, or everybody's day."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from clinic_desktop.domain.sheets import DepartmentLine
from clinic_desktop.gui.hours.hours_reading import HoursPerson
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.staff.choice_boxes import ChoiceBox
from clinic_desktop.gui.times import long_day, weekday_words
from clinic_desktop.gui.widgets.flow_layout import FlowLayout
from clinic_desktop.gui.widgets.searchable_box import SearchableBox
from clinic_desktop.gui.widgets.segmented import SegmentedButtons


class HoursView(StrEnum):
    """What is painted on."""

    ONE = "one"
    EVERYONE = "everyone"


class HoursChoice(QWidget):
    """Asks for another person, department, day or view; it changes nothing by itself."""

    view_chosen = Signal(object)
    person_chosen = Signal(object)
    department_chosen = Signal(object)
    day_chosen = Signal(object)
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first_day = date.min
        self.view = SegmentedButtons()
        self.view.add(HoursView.ONE, self.tr("One practitioner"), tip=self.tr("Paint one practitioner’s week"))
        self.view.add(HoursView.EVERYONE, self.tr("Everyone"), tip=self.tr("Paint everybody’s hours of one day"))
        self.view.setAccessibleName(self.tr("Whose hours"))
        self.person = SearchableBox(self.tr("Choose a practitioner"))
        self.person.setAccessibleName(self.tr("Practitioner"))
        self.copy_button = QPushButton(self.tr("Copy from…"))
        self.copy_button.setToolTip(self.tr("Take over the weekly hours of another practitioner"))
        self.department = ChoiceBox()
        self.department.setAccessibleName(self.tr("Department"))
        self.days = SegmentedButtons()
        self.days.setAccessibleName(self.tr("Day of the week"))
        for number in range(7):
            self.days.add(number, "")
        self._stack = QStackedWidget()
        self._stack.addWidget(_row(self.person, self.copy_button))
        self._stack.addWidget(_row(self.department, self.days))
        self._stack.setFixedHeight(Measure.CONTROL)
        row = FlowLayout(self)
        row.setSpacing(Space.M)
        row.addWidget(self.view)
        row.addWidget(self._stack)
        self.view.chosen.connect(self._on_view)
        self.person.activated.connect(lambda *_: self.person_chosen.emit(self.person.currentData()))
        self.department.activated.connect(lambda *_: self.department_chosen.emit(self.department.currentData()))
        self.days.chosen.connect(lambda *_: self.day_chosen.emit(self.day))
        self.copy_button.clicked.connect(lambda *_: self.copy_wanted.emit())

    @property
    def current(self) -> HoursView:
        """What is painted on now."""
        return HoursView(str(self.view.current))

    @property
    def day(self) -> date:
        """Which day of the week is shown of everyone."""
        number = self.days.current
        return self._first_day + timedelta(days=number if isinstance(number, int) else 0)

    @property
    def department_id(self) -> UUID | None:
        """Of which department people are shown; None for everyone."""
        chosen = self.department.currentData()
        return chosen if isinstance(chosen, UUID) else None

    def show_view(self, view: HoursView) -> None:
        """Have that view chosen, without telling."""
        self.view.set_current(view)
        self._stack.setCurrentIndex(0 if view is HoursView.ONE else 1)

    def show_week(self, first_day: date) -> None:
        """The week that begins there is shown."""
        if first_day == self._first_day:
            return
        self._first_day = first_day
        for number in range(7):
            day = first_day + timedelta(days=number)
            button = self.days.button(number)
            button.setText(weekday_words(day.weekday(), short=True))
            button.setToolTip(long_day(day))
            button.setAccessibleName(long_day(day))

    def show_people(
        self, people: Sequence[HoursPerson], departments: Sequence[DepartmentLine], chosen: UUID | None
    ) -> None:
        """Offer these; whoever is chosen stays."""
        wanted = [(one.name, one.id) for one in people]
        if wanted != [(self.person.itemText(n), self.person.itemData(n)) for n in range(self.person.count())]:
            self.person.clear()
            for name, which in wanted:
                self.person.addItem(name, which)
        self.choose(chosen)
        places: list[tuple[str, UUID | None]] = [(self.tr("All departments"), None)]
        places += [(one.name, one.id) for one in departments]
        standing = self.department_id
        if places != [(self.department.itemText(n), self.department.itemData(n)) for n in range(len(places))]:
            self.department.clear()
            for name, place in places:
                self.department.addItem(name, place)
            self.department.choose(standing)

    def choose(self, person: UUID | None) -> None:
        """Have that person chosen, without telling."""
        place = next((n for n in range(self.person.count()) if self.person.itemData(n) == person), -1)
        if place != self.person.currentIndex():
            self.person.setCurrentIndex(place)

    def _on_view(self, view: HoursView) -> None:
        self.show_view(view)
        self.view_chosen.emit(view)


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
    row.setSpacing(Space.S)
    row.addWidget(widgets[0], 1)
    for widget in widgets[1:]:
        row.addWidget(widget)
    widgets[0].setMaximumWidth(_NAME)
    row.addStretch(0)
    return holder


_NAME = 320
