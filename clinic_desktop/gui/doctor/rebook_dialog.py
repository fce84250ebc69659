"""Booking the patient again in so many weeks: at the doctor's next free time, or by the front desk."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from clinic_desktop.domain.appointments import BookingRequest
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.desk_tasks import TaskKind, TaskWish
from clinic_desktop.domain.refusals import BookingRefused
from clinic_desktop.domain.visits import MOST_WEEKS, seen_again
from clinic_desktop.gui.booking.slot_delegate import SLOT_ROW, SlotDelegate, WholeRows
from clinic_desktop.gui.doctor.week_chips import WeekChips
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.row_model import RowModel
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typed_dates import near_day, near_moment, sentence_case
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, panel_of, whole_if_there_is_room
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageLine
from clinic_desktop.gui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from clinic_desktop.domain.errors import ClinicError
    from clinic_desktop.domain.news import Changes
    from clinic_desktop.domain.sheets import AppointmentLine, Slot
    from clinic_desktop.gui.workplace import Workplace


class RebookDialog(QDialog):
    """Finds the days on which the same doctor has time.

    The opener books, or asks the desk, and calls accept() or refuse().
    """

    booking_requested = Signal(object)
    desk_asked = Signal(object)

    def __init__(self, workplace: "Workplace", parent: QWidget | None, visit: "AppointmentLine") -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._visit = visit
        self._is_busy = False
        self.setWindowTitle(self.tr("Rebook"))
        self.weeks = NumberField(1, MOST_WEEKS, suffix=self.tr(" weeks"))
        self.weeks.setValue(USUAL_WEEKS)
        self.weeks.setAccessibleName(self.tr("In how many weeks"))
        self.chips = WeekChips(self.weeks)
        self.reason = QLineEdit(visit.reason)
        self.message = MessageLine()
        self._none = label("", Look.MUTED, wraps=True)
        self._model = RowModel["Slot"](key=lambda slot: slot.starts_at, text=self._words_of, parent=self)
        self.slots = self._make_list()
        self.book = QPushButton()
        set_look(self.book, Look.PRIMARY)
        self.book.setDefault(True)
        self.leave = QPushButton(self.tr("Leave it to reception"))
        self.leave.setToolTip(self.tr("The front desk finds a time with the patient"))
        self.back = QPushButton(self.tr("Go back"))
        for button in (self.leave, self.back):
            button.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self._ask()

    def _make_list(self) -> WholeRows:
        made = WholeRows(self)
        made.setModel(self._model)
        made.setItemDelegate(SlotDelegate(self._words_of, lambda _: self._visit.practitioner_name, self))
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setUniformItemSizes(True)
        made.setMouseTracking(True)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setFixedHeight(_TIMES * SLOT_ROW)
        made.setAccessibleName(self.tr("Free times"))
        return made

    def _lay_out(self) -> None:
        layout = panel_of(self)
        name = shown_name(self._visit.patient_name)
        layout.addWidget(ElidedLabel(self.tr("See {name} again").format(name=name), Look.TITLE))
        facts = self.tr("{type} with {doctor}").format(type=self._visit.type_name, doctor=self._visit.practitioner_name)
        layout.addWidget(ElidedLabel(facts, Look.MUTED))
        when = QHBoxLayout()
        when.setSpacing(Space.S)
        when.addWidget(self.weeks)
        when.addWidget(self.chips, 1)
        area, fields = whole_if_there_is_room(self)
        fields.addWidget(label(self.tr("In"), Look.SECONDARY))
        fields.addLayout(when)
        fields.addWidget(label(self.tr("Each day’s first free time"), Look.SECONDARY))
        fields.addWidget(self.slots)
        fields.addWidget(self._none)
        fields.addWidget(LabelledField(self.tr("Reason"), self.reason))
        layout.addWidget(area)
        layout.addWidget(self.message)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.back, self.leave, self.book))
        layout.addStrut(_WIDTH)

    def _connect(self) -> None:
        self.weeks.valueChanged.connect(self._on_weeks_changed)
        self.slots.selectionModel().selectionChanged.connect(lambda *_: self._show_button())
        self.slots.doubleClicked.connect(lambda *_: self._on_book())
        self.book.clicked.connect(lambda *_: self._on_book())
        self.leave.clicked.connect(lambda *_: self._on_leave())
        self.back.clicked.connect(self.reject)
        self._workplace.news.changed.connect(self._on_news)

    @property
    def chosen(self) -> "Slot | None":
        """The time that would be booked."""
        indexes = self.slots.selectionModel().selectedIndexes()
        return self._model.row_at(indexes[0]) if indexes else None

    def refuse(self, error: "ClinicError") -> None:
        """Say why it was not done, and look what is free now."""
        self._set_busy(False)
        self.message.say(error.sentence)
        if isinstance(error, BookingRefused):
            self._ask()

    def _ask(self) -> None:
        query = seen_again(self._visit, self.weeks.value(), self._workplace.today())
        self._workplace.run_latest(
            ("rebook", id(self)),
            lambda clinic: clinic.scheduling.free_slots(query, limit=_TIMES),
            done=self._on_found,
            lane=Lane.READING,
            owner=self,
        )

    def _on_weeks_changed(self, weeks: int) -> None:
        self.weeks.setSuffix(self.tr(" week") if weeks == 1 else self.tr(" weeks"))
        self._ask()

    def _on_found(self, slots: "Sequence[Slot]") -> None:
        kept = self.chosen
        self._model.set_rows(slots)
        if slots and (kept is None or kept not in slots):
            self.slots.setCurrentIndex(self._model.index(0, 0))
        self.slots.setVisible(bool(slots))
        self._none.setVisible(not slots)
        day = near_day(self._wanted_day(), self._workplace.today())
        self._none.setText(
            self.tr(
                "Nothing is free from {day} on, nor in the four weeks after. The front desk can find a way."
            ).format(day=day)
        )
        self._show_button()

    def _wanted_day(self) -> date:
        return self._workplace.today() + timedelta(weeks=self.weeks.value())

    def _show_button(self) -> None:
        slot = self.chosen
        self.book.setEnabled(slot is not None and not self._is_busy)
        self.leave.setEnabled(not self._is_busy)
        words = self.tr("Book")
        if slot is not None:
            at = wall_time(slot.starts_at, self._workplace.zone)
            words = self.tr("Book {when}").format(when=near_moment(at, self._workplace.today()))
        self.book.setText(words)

    def _words_of(self, slot: "Slot") -> str:
        at = wall_time(slot.starts_at, self._workplace.zone)
        return sentence_case(near_moment(at, self._workplace.today()))

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        self._show_button()

    def _on_book(self) -> None:
        slot, visit = self.chosen, self._visit
        if slot is None or self._is_busy:
            return
        self.message.clear()
        self._set_busy(True)
        self.booking_requested.emit(
            BookingRequest(
                patient_id=visit.patient_id,
                practitioner_id=visit.practitioner_id,
                type_id=visit.type_id,
                starts_at=slot.starts_at,
                minutes=int((slot.ends_at - slot.starts_at).total_seconds() // 60),
                reason=self.reason.text(),
            )
        )

    def _on_leave(self) -> None:
        self.message.clear()
        self._set_busy(True)
        self.desk_asked.emit(
            TaskWish(
                kind=TaskKind.BOOK,
                appointment_id=self._visit.id,
                patient_id=self._visit.patient_id,
                practitioner_id=self._visit.practitioner_id,
                type_id=self._visit.type_id,
                wanted_day=self._wanted_day(),
                reason=self.reason.text(),
            )
        )

    def _on_news(self, changes: "Changes") -> None:
        if not self._is_busy and changes.touches("appointment", "availability_exception", "weekly_pattern", "closure"):
            self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter does what the button says, wherever the keyboard is."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_book()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(_WIDTH, 0))


USUAL_WEEKS = 6
_TIMES = 5
_WIDTH = 460
