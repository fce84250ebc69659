"""What somebody waits for: type, with whom, which days and times, and how much it presses."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.queries import DayPart
from clinic_desktop.domain.sheets import DepartmentLine, PractitionerLine
from clinic_desktop.domain.waiting_list import Urgency, Wish
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import weekday_words
from clinic_desktop.gui.waiting_list.day_field import DayField, TimeField
from clinic_desktop.gui.waiting_list.whom_field import WhomField
from clinic_desktop.gui.widgets.box_places import place_of
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.segmented import SegmentedButtons

_LONGEST_NOTE = 200


class WhatForm(QWidget):
    """Type, with whom, how much it presses, and the desk's note."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.type_box = QComboBox()
        self.whom = WhomField()
        self.urgency = SegmentedButtons()
        self.urgency.add(Urgency.ROUTINE, self.tr("Routine"))
        self.urgency.add(Urgency.URGENT, self.tr("Urgent"))
        self.urgency.add(Urgency.ASAP, self.tr("As soon as possible"))
        self.urgency.setAccessibleName(self.tr("How much it presses"))
        self.note = QLineEdit()
        self.note.setMaxLength(_LONGEST_NOTE)
        self.note.setPlaceholderText(self.tr("For instance: call in the evening"))
        self.fields = {
            "type_id": LabelledField(self.tr("Appointment type"), self.type_box, self),
            "practitioner_ids": LabelledField(self.tr("With"), self.whom, self),
            "urgency": LabelledField(self.tr("How much it presses"), self.urgency, self),
            "note": LabelledField(self.tr("Note"), self.note, self),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        column.setSpacing(Space.M)
        for field in self.fields.values():
            column.addWidget(field)

    @property
    def type_id(self) -> UUID:
        """The chosen type; raises InvalidInput while there is none."""
        chosen = self.type_box.currentData()
        if not isinstance(chosen, UUID):
            raise InvalidInput("type_id", self.tr("Choose an appointment type."))
        return chosen

    def offer(
        self,
        types: Sequence[AppointmentType],
        practitioners: Sequence[PractitionerLine],
        departments: Sequence[DepartmentLine],
        *,
        type_id: UUID | None,
    ) -> None:
        """Offer these; chosen is that type or, without one, the first that patients may book."""
        self.type_box.clear()
        for kind in types:
            words = self.tr("{name} · {minutes} min").format(name=kind.name, minutes=kind.minutes)
            self.type_box.addItem(words, kind.id)
        ordinary = type_id or next((kind.id for kind in types if kind.patients_may_book), None)
        if ordinary is not None:
            self.type_box.setCurrentIndex(place_of(self.type_box, ordinary))
        self.whom.offer(practitioners, departments)


class WhenForm(QWidget):
    """Days and times that would suit; all of it may be left open."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first_day = DayField(today, self.tr("now on"))
        self.last_day = DayField(today, self.tr("open"))
        self.part = SegmentedButtons()
        self.part.add(DayPart.ANY, self.tr("Any time"))
        self.part.add(DayPart.MORNING, self.tr("Mornings"))
        self.part.add(DayPart.AFTERNOON, self.tr("Afternoons"))
        self.part.setAccessibleName(self.tr("Part of the day"))
        self.earliest = TimeField(self.tr("any"))
        self.latest = TimeField(self.tr("any"))
        self.weekdays = tuple(self._weekday(number) for number in range(7))
        self.fields = {
            "first_day": LabelledField(self.tr("From"), self.first_day, self),
            "last_day": LabelledField(self.tr("Until, including"), self.last_day, self),
            "weekdays": LabelledField(self.tr("Weekdays; none means any"), self._row_of_weekdays(), self),
            "part": LabelledField(self.tr("Part of the day"), self.part, self),
            "earliest": LabelledField(self.tr("Not before"), self.earliest, self),
            "latest": LabelledField(self.tr("Not after"), self.latest, self),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        grid.setSpacing(Space.M)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.fields["first_day"], 0, 0, top)
        grid.addWidget(self.fields["last_day"], 0, 1, top)
        grid.addWidget(self.fields["weekdays"], 1, 0, 1, 2, top)
        grid.addWidget(self.fields["part"], 2, 0, 1, 2, top)
        grid.addWidget(self.fields["earliest"], 3, 0, top)
        grid.addWidget(self.fields["latest"], 3, 1, top)

    def wish(self, practitioner_ids: tuple[UUID, ...], department_id: UUID | None) -> Wish:
        """All of it, with whom; raises InvalidInput naming the field."""
        part = self.part.current
        assert isinstance(part, DayPart)
        return Wish(
            practitioner_ids=practitioner_ids,
            department_id=department_id,
            first_day=self.first_day.chosen("first_day"),
            last_day=self.last_day.chosen("last_day"),
            weekdays=tuple(number for number, chip in enumerate(self.weekdays) if chip.isChecked()),
            part=part,
            earliest=self.earliest.chosen("earliest"),
            latest=self.latest.chosen("latest"),
        )

    def show_wish(self, wish: Wish) -> None:
        """Show what is wished for."""
        self.first_day.set_day(wish.first_day)
        self.last_day.set_day(wish.last_day)
        for number, chip in enumerate(self.weekdays):
            chip.setChecked(number in wish.weekdays)
        self.part.set_current(wish.part)
        self.earliest.set_time(wish.earliest)
        self.latest.set_time(wish.latest)

    def _weekday(self, number: int) -> QPushButton:
        chip = QPushButton(weekday_words(number, short=True))
        chip.setCheckable(True)
        chip.setAccessibleName(weekday_words(number))
        set_look(chip, Look.CHIP)
        return chip

    def _row_of_weekdays(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.setSpacing(Space.XS)
        for chip in self.weekdays:
            row.addWidget(chip)
        row.addStretch(1)
        holder.setFocusProxy(self.weekdays[0])
        return holder
