"""The head of the overview: which days, whose, and where the figures can be taken to."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.overview import Days
from clinic_desktop.domain.sheets import DepartmentLine
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.overview.figures_words import tr
from clinic_desktop.gui.overview.spans import ShownDays, Stretch, shown_days
from clinic_desktop.gui.staff.choice_boxes import ChoiceBox
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.date_field import DateField
from clinic_desktop.gui.widgets.flow_layout import FlowLayout
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.segmented import SegmentedButtons


class OverviewHead(QWidget):
    """`changed` tells that other days or another department are wanted."""

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.shown = shown_days(Stretch.MONTH, today)
        self.stretches = SegmentedButtons()
        for stretch, words in (
            (Stretch.WEEK, tr("Week")),
            (Stretch.MONTH, tr("Month")),
            (Stretch.QUARTER, tr("Quarter")),
            (Stretch.YEAR, tr("Year")),
            (Stretch.OWN, tr("Own days")),
        ):
            self.stretches.add(stretch, words)
        self.stretches.set_current(Stretch.MONTH)
        self.earlier, self.later = _step_button(Icon.CHEVRON_LEFT), _step_button(Icon.CHEVRON_RIGHT)
        self.earlier.setAccessibleName(tr("Earlier"))
        self.later.setAccessibleName(tr("Later"))
        self.days = label("", Look.STRONG)
        self.department = ChoiceBox(letters=_LETTERS)
        self.department.setAccessibleName(tr("Department"))
        self.department.addItem(tr("All departments"), None)
        ahead = today + _AHEAD  # the field takes no day after the one it is given
        self.first, self.last = DateField(ahead), DateField(ahead)
        self.first.setAccessibleName(tr("First day"))
        self.last.setAccessibleName(tr("Last day"))
        self.apply = QPushButton(tr("Show these days"))
        self.message = MessageLine(kind=MessageKind.WARNING)
        self.csv, self.pdf = QPushButton(tr("Save as CSV…")), QPushButton(tr("Save as PDF…"))
        self._lay_out()
        self._connect()
        self._show_days()

    def _lay_out(self) -> None:
        which = QWidget()
        steps = QHBoxLayout(which)
        steps.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        steps.setSpacing(Space.S)
        for part in (self.earlier, self.days, self.later):
            steps.addWidget(part)
        row = FlowLayout()
        for widget in (self.department, self.stretches, which, self.csv, self.pdf):
            row.addWidget(widget)
        self._own = QWidget()
        own = QHBoxLayout(self._own)
        own.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        own.setSpacing(Space.S)
        for field in (label(tr("From"), Look.SECONDARY), self.first, label(tr("to"), Look.SECONDARY), self.last):
            own.addWidget(field, 0 if isinstance(field, QLabel) else 1)
        own.addWidget(self.apply)
        own.addStretch(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        column.setSpacing(Space.M)
        column.addWidget(label(tr("Overview"), Look.TITLE))
        column.addLayout(row)
        column.addWidget(self._own)
        column.addWidget(self.message)
        self._own.hide()
        self.message.hide()

    def _connect(self) -> None:
        self.stretches.chosen.connect(self._on_stretch)
        self.earlier.clicked.connect(lambda *_: self.step(-1))
        self.later.clicked.connect(lambda *_: self.step(1))
        self.department.activated.connect(lambda *_: self.changed.emit())
        self.apply.clicked.connect(lambda *_: self._on_own_days())
        for field in (self.first, self.last):
            field.returnPressed.connect(self._on_own_days)

    @property
    def department_id(self) -> UUID | None:
        """The department whose figures are wanted; None for the whole clinic."""
        found = self.department.currentData()
        return found if isinstance(found, UUID) else None

    def show_departments(self, departments: Sequence[DepartmentLine]) -> None:
        """Offer these; the choice stays."""
        chosen = self.department_id
        while self.department.count() > 1:
            self.department.removeItem(1)
        for one in departments:
            self.department.addItem(one.name, one.id)
        self.department.choose(chosen)

    def step(self, by: int) -> None:
        """Show the days before or after."""
        with suppress(OverflowError, ValueError):
            self._go(self.shown.step(by))

    def go_to_today(self) -> None:
        """Show the week, month, quarter or year of today."""
        self._go(shown_days(self.shown.stretch, self._today))

    def _on_stretch(self, stretch: Stretch) -> None:
        self._own.setVisible(stretch is Stretch.OWN)
        self.message.hide()
        if stretch is Stretch.OWN:
            self.first.set_day(self.shown.days.first)
            self.last.set_day(self.shown.days.last)
            self.first.setFocus()
            self._go(ShownDays(Stretch.OWN, self.shown.days))
            return
        days = self.shown.days
        is_now = days.first <= self._today <= days.last
        self._go(shown_days(stretch, self._today if is_now else days.first))

    def _on_own_days(self) -> None:
        first, last = self.first.day, self.last.day
        if first is None or last is None:
            self._complain(tr("Type the first and the last day, for instance 1.3.2026."))
        elif last < first:
            self._complain(tr("The last day is before the first. Exchange them."))
        else:
            self.message.hide()
            self._go(ShownDays(Stretch.OWN, Days(first=first, last=last)))

    def _complain(self, sentence: str) -> None:
        self.message.say(sentence, MessageKind.WARNING)
        self.message.show()

    def _go(self, shown: ShownDays) -> None:
        is_other = shown.days != self.shown.days
        self.shown = shown
        self._show_days()
        if is_other:
            self.changed.emit()

    def _show_days(self) -> None:
        self.days.setText(self.shown.words)
        self.earlier.setToolTip(tr("The time before (Ctrl+Left)"))
        self.later.setToolTip(tr("The time after (Ctrl+Right)"))


_AHEAD = timedelta(days=730)
_LETTERS = 18


def _step_button(icon: Icon) -> QPushButton:
    button = QPushButton()
    button.setFixedWidth(Measure.CONTROL)
    set_icon(button, icon)
    return button
