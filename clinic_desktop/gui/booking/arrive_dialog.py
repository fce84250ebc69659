"""Asking a patient to be here some time before the appointment."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from clinic_desktop.domain.clinic_time import instant_of, wall_time
from clinic_desktop.domain.errors import ClinicError, InvalidInput, TimeOccursTwice, TimeSkipped
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.typed_dates import near_day, sentence_case, time_from
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, panel_of
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageLine

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class ArriveDialog(QDialog):
    """Asks for a time; the opener stores it and calls refuse() or accept(). `arrival_asked` may carry None."""

    arrival_asked = Signal(object)

    def __init__(self, workplace: "Workplace", parent: QWidget | None, appointment: AppointmentLine) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._appointment = appointment
        self._is_busy = False
        self.setWindowTitle(self.tr("Ask to arrive earlier"))
        starts = wall_time(appointment.starts_at, workplace.zone)
        proposed = appointment.asked_to_arrive_at or appointment.starts_at - _USUALLY_BEFORE
        self.at = QLineEdit(clock(wall_time(proposed, workplace.zone)))
        self.at.selectAll()
        self.at_field = LabelledField(self.tr("Ask to arrive at"), self.at, keeps_room=True)
        self.message = MessageLine()
        self.keep_button = QPushButton(self.tr("Cancel"))
        self.ask_button = QPushButton()
        self.withdraw_button = QPushButton(self.tr("No longer ask"))
        self.withdraw_button.setVisible(appointment.asked_to_arrive_at is not None)
        set_look(self.ask_button, Look.PRIMARY)
        when = f"{sentence_case(near_day(starts.date(), workplace.today()))} {clock(starts)}"
        words = f"{shown_name(appointment.patient_name)} · {when} · {appointment.practitioner_name}"
        layout = panel_of(self)
        layout.addWidget(label(self.tr("Ask to arrive earlier"), Look.TITLE))
        layout.addWidget(label(words, wraps=True))
        layout.addLayout(self._quick_choices())
        layout.addWidget(self.at_field)
        layout.addWidget(self.message)
        layout.addStretch(1)
        layout.addWidget(line())
        foot = foot_of(self.keep_button, self.ask_button)
        foot.insertWidget(0, self.withdraw_button)
        layout.addLayout(foot)
        self.setMinimumWidth(_WIDTH)
        self.ask_button.setDefault(True)
        self.at.textEdited.connect(lambda *_: self._on_edited())
        self.keep_button.clicked.connect(self.reject)
        self.withdraw_button.clicked.connect(lambda *_: self._emit(None))
        self.ask_button.clicked.connect(lambda *_: self._request())
        self._say_what_it_does()
        self.at.setFocus()

    def _quick_choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for minutes in _CHOICES:
            button = QPushButton(self.tr("{minutes} min before").format(minutes=minutes))
            set_look(button, Look.CHIP)
            button.setAutoDefault(False)
            button.clicked.connect(lambda *_, before=minutes: self._take(before))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def refuse(self, error: ClinicError) -> None:
        """Say why it was refused; what was typed stays."""
        self._is_busy = False
        if isinstance(error, InvalidInput) and error.field == "at":
            self.at_field.complain(error.sentence)
            self.at.setFocus()
        else:
            self.message.say(error.sentence)

    def _take(self, minutes: int) -> None:
        at = self._appointment.starts_at - timedelta(minutes=minutes)
        self.at.setText(clock(wall_time(at, self._workplace.zone)))
        self._on_edited()
        self.ask_button.setFocus()

    def _on_edited(self) -> None:
        self.at_field.complain("")
        self._say_what_it_does()

    def _say_what_it_does(self) -> None:
        at = time_from(self.at.text())
        words = self.tr("Ask to arrive earlier") if at is None else self.tr("Ask to arrive at {time}")
        self.ask_button.setText(words.format(time="" if at is None else clock(at)))

    def _request(self) -> None:
        at = time_from(self.at.text())
        if at is None:
            self.at_field.complain(self.tr("Type a time, such as 10:15."))
            self.at.setFocus()
            return
        day = wall_time(self._appointment.starts_at, self._workplace.zone).date()
        try:
            self._emit(instant_of(datetime.combine(day, at), self._workplace.zone))
        except (TimeSkipped, TimeOccursTwice) as problem:
            self.at_field.complain(problem.sentence)

    def _emit(self, at: datetime | None) -> None:
        if not self._is_busy:
            self._is_busy = True
            self.message.clear()
            self.arrival_asked.emit(at)


_WIDTH = 440
_CHOICES = (10, 15, 30, 45)
_USUALLY_BEFORE = timedelta(minutes=15)
