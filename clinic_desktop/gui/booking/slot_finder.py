"""Finding a free time beside the calendar: what is wanted above, what is free below, each lit in the calendar."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.sheets import DepartmentLine, PatientLine, PractitionerLine
from clinic_desktop.gui.appointment_words import shorter_name
from clinic_desktop.gui.booking.finder_fields import DayEdit, TimeEdit, WeekdayChips
from clinic_desktop.gui.booking.free_slot_list import FreeSlotList
from clinic_desktop.gui.booking.length_box import LengthBox
from clinic_desktop.gui.booking.slot_choice import SlotWish
from clinic_desktop.gui.booking.types_to_book import types_to_book
from clinic_desktop.gui.booking.who_box import WhoBox
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.privacy import shown_name, switch
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.box_places import place_of
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.narrow_box import NarrowBox

if TYPE_CHECKING:
    from clinic_desktop.domain.news import Changes
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic

Read = tuple[list[AppointmentType], list[DepartmentLine], list[PractitionerLine]]


class SlotFinder(QFrame):
    """Asks as its fields change; not a dialog: the calendar beside it can be used meanwhile.

    `slot_shown` tells of each free time that is gone through, `slot_activated` of the one that is wanted, `closed` of
    Esc and the cross.
    """

    slot_shown = Signal(object)
    slot_activated = Signal(object)
    closed = Signal()

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._types: dict[UUID, AppointmentType] = {}
        self._departments: dict[UUID, str] = {}
        self._patient: PatientLine | None = None
        self._likely: UUID | None = None
        set_look(self, Look.PANEL)
        self.type_box = NarrowBox()
        self.length_box = LengthBox()
        self.who_box = WhoBox()
        self.from_edit, self.until_edit = DayEdit(workplace.today), DayEdit(workplace.today)
        self.until_edit.setPlaceholderText(self.tr("as far as needed"))
        self.weekdays = WeekdayChips()
        self.after_edit, self.before_edit = TimeEdit(), TimeEdit()
        self.first_only = QPushButton(self.tr("First of each day"))
        self.first_only.setCheckable(True)
        set_look(self.first_only, Look.CHIP)
        self.slots = FreeSlotList(workplace, self)
        self.slots.set_anyone_offered(offered=False)
        self.slots.hide_heading()
        self._whom = ElidedLabel(look=Look.SECONDARY)
        self._lay_out()
        self._connect()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_A_MOMENT)
        self._soon.timeout.connect(self.slots.ask_again)

    def _lay_out(self) -> None:
        close = QToolButton()
        set_look(close, Look.QUIET)
        set_icon(close, Icon.X, "muted", size=Measure.ICON)
        close.setToolTip(self.tr("Close (Esc)"))
        close.setAccessibleName(self.tr("Close the search for free slots"))
        close.clicked.connect(lambda *_: self.closed.emit())
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Find a free slot"), Look.TITLE), 1)
        head.addWidget(close)
        fields = QGridLayout()
        fields.setHorizontalSpacing(Space.S)
        fields.setVerticalSpacing(Space.S)
        fields.addWidget(LabelledField(self.tr("Appointment type"), self.type_box), 0, 0)
        fields.addWidget(LabelledField(self.tr("Length"), self.length_box), 0, 1)
        fields.addWidget(LabelledField(self.tr("With"), self.who_box), 1, 0, 1, 2)
        fields.addWidget(LabelledField(self.tr("From"), self.from_edit), 2, 0)
        fields.addWidget(LabelledField(self.tr("Until"), self.until_edit), 2, 1)
        fields.addWidget(LabelledField(self.tr("Not before"), self.after_edit), 3, 0)
        fields.addWidget(LabelledField(self.tr("Not after"), self.before_edit), 3, 1)
        fields.setColumnStretch(0, 1)
        fields.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        layout.setSpacing(Space.S)
        layout.addLayout(head)
        layout.addWidget(self._whom)
        layout.addLayout(fields)
        layout.addWidget(self.weekdays)
        layout.addWidget(self.first_only, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.slots, 1)
        self._whom.hide()

    def _connect(self) -> None:
        self.type_box.activated.connect(lambda *_: self._on_type_chosen())
        self.length_box.minutes_chosen.connect(lambda *_: self._ask())
        self.who_box.who_chosen.connect(self._ask)
        for edit in (self.from_edit, self.until_edit):
            edit.day_changed.connect(self._ask)
        for time_edit in (self.after_edit, self.before_edit):
            time_edit.time_changed.connect(self._ask)
        self.weekdays.changed.connect(self._ask)
        self.first_only.clicked.connect(lambda *_: self._ask())
        self.slots.slot_chosen.connect(self.slot_shown)
        self.slots.view.doubleClicked.connect(lambda *_: self._on_activated())
        self.slots.view.installEventFilter(self)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)
        self._workplace.news.changed.connect(self._on_news)
        switch().changed.connect(self._show_whom)

    @property
    def type_id(self) -> UUID | None:
        """The type that is looked for."""
        chosen = self.type_box.currentData()
        return chosen if isinstance(chosen, UUID) else None

    @property
    def minutes(self) -> int:
        """How long the time has to be."""
        return self.length_box.minutes

    @property
    def patient(self) -> PatientLine | None:
        """For whom it is, where that is known: their own engagements are left out."""
        return self._patient

    @property
    def shown_day(self) -> date | None:
        """The day of the free time on which the list stands."""
        slot = self.slots.current
        return None if slot is None else day_of(slot.starts_at, self._workplace.zone)

    def department_of(self, practitioner_id: UUID) -> str:
        """The department in which somebody works."""
        return self._departments.get(practitioner_id, "")

    def begin(self, *, day: date, patient: PatientLine | None, likely_type_id: UUID | None) -> None:
        """Look from a day on, for a patient if one is known; everything else stays as it was asked for last."""
        self._patient = patient
        self._likely = likely_type_id
        self._show_whom()
        self.from_edit.set_day(day)
        self._workplace.run(_read, done=self._on_read, lane=Lane.READING, owner=self)

    def _on_read(self, read: Read) -> None:
        types, departments, practitioners = read
        chosen = self.type_id or self._likely
        self._types = {kind.id: kind for kind in types}
        self.type_box.clear()
        for kind in types:
            self.type_box.addItem(kind.name, kind.id)
        if chosen in self._types:
            self.type_box.setCurrentIndex(place_of(self.type_box, chosen))
        if not self.slots.is_asked:
            self._take_length()
        self._departments = {each.practitioner.id: each.department_name for each in practitioners}
        self.who_box.set_people(departments, practitioners)
        self.slots.set_names(
            {each.practitioner.id: shorter_name(each.practitioner.display_name) for each in practitioners}
        )
        self._ask()
        self.slots.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _ask(self) -> None:
        if self.type_id is None:
            return
        today = self._workplace.today()
        first = max(self.from_edit.day or today, today)
        self.slots.ask(
            SlotWish(
                type_id=self.type_id,
                minutes=self.minutes,
                practitioner_id=self.who_box.practitioner_id,
                department_id=self.who_box.department_id,
                patient_id=None if self._patient is None else self._patient.id,
                first_day=first,
                last_day=None if self.until_edit.day is None else max(self.until_edit.day, first),
                weekdays=self.weekdays.chosen,
                earliest=self.after_edit.time_of_day,
                latest=self.before_edit.time_of_day,
                first_per_day=self.first_only.isChecked(),
                is_spread=False,
            )
        )

    def _on_type_chosen(self) -> None:
        self._take_length()
        self._ask()

    def _take_length(self) -> None:
        kind = None if self.type_id is None else self._types.get(self.type_id)
        if kind is not None:
            self.length_box.set_minutes(kind.minutes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on a free time is over with that: Qt passes it on, and the booking that it opens would take it too."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            self._on_activated()
            return True
        return super().eventFilter(watched, event)

    def _on_activated(self) -> None:
        slot = self.slots.current
        if slot is not None:
            self.slot_activated.emit(slot)

    def _on_news(self, changes: "Changes") -> None:
        if self.isVisible() and changes.touches(*_MATTERS):
            self._soon.start()

    def _show_whom(self) -> None:
        self._whom.setVisible(self._patient is not None)
        if self._patient is not None:
            self._whom.setText(self.tr("For {name}").format(name=shown_name(self._patient.full_name)))


def _read(clinic: "Clinic") -> Read:
    practitioners: Sequence[PractitionerLine] = clinic.staff.practitioners(limit=_MOST_PEOPLE)
    return types_to_book(clinic), clinic.staff.departments(), list(practitioners)


_MATTERS = ("appointment", "hold", "weekly_pattern", "availability_exception", "closure", "practitioner")
_MOST_PEOPLE = 500
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_A_MOMENT = int(timedelta(seconds=0.2).total_seconds() * 1000)
