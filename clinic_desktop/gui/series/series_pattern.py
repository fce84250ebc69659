"""How an appointment returns, filled in: every so many weeks, on which days, and until when."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QWidget

from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.recurrence import (
    LAST,
    MOST_EVERY,
    MOST_OCCURRENCES,
    NthWeekday,
    Recurrence,
    Unit,
    nth_weekday,
)
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import weekday_words
from clinic_desktop.gui.typed_dates import day_from, short_date
from clinic_desktop.gui.widgets.box_places import place_of
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.number_field import NumberField


class PatternFields(QWidget):
    """The fields of a recurrence; `changed` tells of every change, whether or not it makes sense yet.

    They stand in one row, or, where the screen is too `narrow` for it, with what they are called beside them in two.
    """

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None, *, is_narrow: bool = False) -> None:
        super().__init__(parent)
        self._today = today
        self._first = today
        self.every = NumberField(1, MOST_EVERY)
        self.every.setAccessibleName(self.tr("Every how many"))
        self.unit_box = QComboBox()
        self.unit_box.setAccessibleName(self.tr("Days, weeks or months"))
        for unit in Unit:
            self.unit_box.addItem(_unit_words(unit), unit)
        self.weekdays = [self._chip(weekday) for weekday in range(7)]
        self.month_box = QComboBox()
        self.end_box = QComboBox()
        self.end_box.setAccessibleName(self.tr("How it ends"))
        self.end_box.addItem(self.tr("after"), False)
        self.end_box.addItem(self.tr("on"), True)
        self.count = NumberField(1, MOST_OCCURRENCES, suffix=self.tr(" times"))
        self.count.setAccessibleName(self.tr("How many times"))
        self.until = QLineEdit()
        self.until.setPlaceholderText(self.tr("9 Feb 2027"))
        self.until.setAccessibleName(self.tr("Last day"))
        self._on = QStackedWidget()
        self._end = QStackedWidget()
        self._lay_out(is_narrow=is_narrow)
        self._connect()

    def _lay_out(self, *, is_narrow: bool) -> None:
        for page in (QWidget(), _row_of(*self.weekdays), self.month_box):
            self._on.addWidget(page)
        for page in (self.count, self.until):
            self._end.addWidget(page)
        every, on, ends = self.tr("Repeat every"), self.tr("On"), self.tr("Ends")
        rhythm, end = _row_of(self.every, self.unit_box), _row_of(self.end_box, self._end)
        self.every_field = LabelledField(every, rhythm, is_beside=is_narrow)
        self.on_field = LabelledField(on, self._on, is_beside=is_narrow)
        self.end_field = LabelledField(ends, end, is_beside=is_narrow)
        layout = QGridLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setHorizontalSpacing(Space.M if is_narrow else Space.XL)
        layout.setVerticalSpacing(Space.S)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(self.every_field, 0, 0, top)
        if is_narrow:
            layout.addWidget(self.end_field, 0, 1, top | Qt.AlignmentFlag.AlignLeading)
            layout.addWidget(self.on_field, 1, 0, 1, 2, top | Qt.AlignmentFlag.AlignLeading)
        else:
            layout.addWidget(self.on_field, 0, 1, top)
            layout.addWidget(self.end_field, 0, 2, top)
        layout.setColumnStretch(1, 1)

    def _connect(self) -> None:
        self.every.valueChanged.connect(lambda *_: self._on_edited())
        self.unit_box.activated.connect(lambda *_: self._on_unit_chosen())
        self.month_box.activated.connect(lambda *_: self._on_edited())
        self.end_box.activated.connect(lambda *_: self._on_end_chosen())
        self.count.valueChanged.connect(lambda *_: self._on_edited())
        self.until.textEdited.connect(lambda *_: self._on_edited())
        for chip in self.weekdays:
            chip.clicked.connect(lambda *_: self._on_edited())

    def set_recurrence(self, recurrence: Recurrence, first: date) -> None:
        """Show a recurrence whose first date is that day, telling nobody."""
        self._first = first
        for field, value in ((self.every, recurrence.every), (self.count, recurrence.count or _USUAL_COUNT)):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        self.unit_box.setCurrentIndex(place_of(self.unit_box, recurrence.unit))
        for weekday, chip in enumerate(self.weekdays):
            chip.setChecked(weekday in (recurrence.weekdays or {first.weekday()}))
        self.month_box.clear()
        for words, way in _ways_of_month(first):
            self.month_box.addItem(words, way)
        if recurrence.nth is not None:
            self.month_box.setCurrentIndex(max(place_of(self.month_box, recurrence.nth), 0))
        self.end_box.setCurrentIndex(int(recurrence.until is not None))
        self.until.setText("" if recurrence.until is None else short_date(recurrence.until))
        self._show_pages()

    def recurrence(self) -> Recurrence:
        """What stands in the fields; raises InvalidInput naming the field."""
        unit = self.unit
        way = self.month_box.currentData() if unit is Unit.MONTH else None
        until = None
        if self.end_box.currentData():
            until = day_from(self.until.text(), self._today)
            if until is None:
                raise InvalidInput("until", self.tr("Type the last day, as 9 Feb 2027."))
        return Recurrence(
            unit=unit,
            every=self.every.value(),
            weekdays=self._chosen_weekdays() if unit is Unit.WEEK else frozenset(),
            month_day=way if isinstance(way, int) else None,
            nth=way if isinstance(way, NthWeekday) else None,
            count=None if until else self.count.value(),
            until=until,
        )

    @property
    def unit(self) -> Unit:
        """What the rhythm is counted in."""
        unit = self.unit_box.currentData()
        return Unit(unit)

    def complain(self, problem: InvalidInput) -> None:
        """Say at its field what is wrong."""
        self.clear_problems()
        fields = {"every": self.every_field, "weekdays": self.on_field, "month_day": self.on_field}
        fields.get(problem.field, self.end_field).complain(problem.sentence)

    def clear_problems(self) -> None:
        """All is well."""
        for field in (self.every_field, self.on_field, self.end_field):
            field.complain("")

    def _chosen_weekdays(self) -> frozenset[int]:
        return frozenset(weekday for weekday, chip in enumerate(self.weekdays) if chip.isChecked())

    def _chip(self, weekday: int) -> QPushButton:
        chip = QPushButton(weekday_words(weekday, short=True))
        chip.setCheckable(True)
        chip.setAutoDefault(False)
        chip.setAccessibleName(weekday_words(weekday))
        set_look(chip, Look.CHIP)
        return chip

    def _show_pages(self) -> None:
        self._on.setCurrentIndex({Unit.DAY: 0, Unit.WEEK: 1, Unit.MONTH: 2}[self.unit])
        self.on_field.setVisible(self.unit is not Unit.DAY)
        self._end.setCurrentIndex(int(bool(self.end_box.currentData())))

    def _on_unit_chosen(self) -> None:
        self._show_pages()
        self._on_edited()

    def _on_end_chosen(self) -> None:
        """Turn "6 times" into the day of the sixth."""
        if self.end_box.currentData() and not self.until.text():
            self.end_box.setCurrentIndex(0)
            try:
                last = self.recurrence().walls(datetime.combine(self._first, time(12)))[-1].date()
                self.until.setText(short_date(last))
            except InvalidInput:
                self.until.clear()
            self.end_box.setCurrentIndex(1)
        self._show_pages()
        self._on_edited()

    def _on_edited(self) -> None:
        self.clear_problems()
        self.changed.emit()


def _row_of(*widgets: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
    layout.setSpacing(Space.XS)
    for widget in widgets:
        layout.addWidget(widget)
    return row


def _ways_of_month(first: date) -> list[tuple[str, int | NthWeekday]]:
    """How a month may have its day, beginning with that one: by its number, or as its nth weekday."""
    nth = nth_weekday(first)
    ways: list[tuple[str, int | NthWeekday]] = [(_tr("day %1 of the month").replace("%1", str(first.day)), first.day)]
    last = NthWeekday(nth=LAST, weekday=first.weekday())
    is_last = (first + timedelta(weeks=1)).month != first.month
    for way in (nth, *([last] if is_last and nth != last else [])):
        words = _tr("the %1 %2").replace("%1", _nth_words(way.nth)).replace("%2", weekday_words(way.weekday))
        ways.append((words, way))
    return ways


def _nth_words(nth: int) -> str:
    return {1: _tr("first"), 2: _tr("second"), 3: _tr("third"), 4: _tr("fourth"), LAST: _tr("last")}[nth]


def _unit_words(unit: Unit) -> str:
    return {Unit.DAY: _tr("days"), Unit.WEEK: _tr("weeks"), Unit.MONTH: _tr("months")}[unit]


def _tr(text: str) -> str:
    return QCoreApplication.translate("series", text)


_USUAL_COUNT = 6
