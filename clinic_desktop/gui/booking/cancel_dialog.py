"""Calling an appointment off: by whom, and why."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget

from clinic_desktop.domain.appointments import AppointmentStatus, CancelledBy, may_step
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.errors import ChangedMeanwhile, ClinicError, InvalidInput
from clinic_desktop.domain.series import SeriesScope
from clinic_desktop.domain.sheets import AppointmentCard, AppointmentLine
from clinic_desktop.gui.booking.appointment_watch import AppointmentWatch, words_of_change
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock_span
from clinic_desktop.gui.typed_dates import near_day, sentence_case
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, panel_of
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.segmented import SegmentedButtons

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class CancelDialog(QDialog):
    """Asks who cancels and for what reason; the opener cancels and calls refuse() or accept().

    `appointment` is as it stands: a change made meanwhile is said, and the dialog goes on with it.
    """

    cancel_requested = Signal(object, str)

    def __init__(
        self,
        workplace: "Workplace",
        parent: QWidget | None,
        appointment: AppointmentLine,
        *,
        scope: SeriesScope = SeriesScope.THIS,
    ) -> None:
        super().__init__(parent)
        title = {
            SeriesScope.THIS: self.tr("Cancel this appointment"),
            SeriesScope.FOLLOWING: self.tr("Cancel this and the following"),
            SeriesScope.ALL: self.tr("Cancel the whole series"),
        }[scope]
        self._workplace = workplace
        self.appointment = appointment
        self._is_busy = False
        self._watch = AppointmentWatch(workplace, appointment, self)
        self._watch.changed.connect(self._on_changed_meanwhile)
        self.setWindowTitle(self.tr("Cancel an appointment"))
        self.by = SegmentedButtons()
        self.by.add(CancelledBy.PATIENT, self.tr("By the patient"))
        self.by.add(CancelledBy.CLINIC, self.tr("By the clinic"))
        self.by.setAccessibleName(self.tr("Who cancels"))
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST_REASON)
        self.reason.setPlaceholderText(self.tr("For instance: has recovered, doctor is ill"))
        self.reason_field = LabelledField(self.tr("Reason"), self.reason, keeps_room=True)
        self.message = MessageLine()
        self.meanwhile = MessageLine(kind=MessageKind.WARNING)
        self._what = label(_what(appointment, workplace), wraps=True)
        self.keep_button = QPushButton(self.tr("Keep it"))
        self.cancel_button = QPushButton(title)
        set_look(self.cancel_button, Look.DANGER)
        layout = panel_of(self)
        layout.addWidget(label(title, Look.TITLE))
        layout.addWidget(self._what)
        layout.addWidget(self.meanwhile)
        layout.addWidget(LabelledField(self.tr("Who cancels"), self.by))
        layout.addWidget(self.reason_field)
        layout.addWidget(self.message)
        layout.addStretch(1)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.keep_button, self.cancel_button))
        self.setMinimumWidth(_WIDTH)
        self.cancel_button.setDefault(True)
        self.reason.textEdited.connect(lambda *_: self.reason_field.complain(""))
        self.keep_button.clicked.connect(self.reject)
        self.cancel_button.clicked.connect(lambda *_: self._request())
        self.reason.setFocus()

    def refuse(self, error: ClinicError) -> None:
        """Say why it was refused; what was typed stays."""
        self._is_busy = self._watch.is_busy = False
        if isinstance(error, ChangedMeanwhile):
            self._watch.look()
        if isinstance(error, InvalidInput) and error.field == "reason":
            self.reason_field.complain(error.sentence)
            self.reason.setFocus()
        else:
            self.message.say(error.sentence)

    def _request(self) -> None:
        if self._is_busy:
            return
        reason = self.reason.text().strip()
        if not reason:
            self.reason_field.complain(self.tr("Type the reason; it is kept with the appointment."))
            self.reason.setFocus()
            return
        self._is_busy = self._watch.is_busy = True
        self.message.clear()
        self.cancel_requested.emit(self.by.current, reason)

    def _on_changed_meanwhile(self, card: AppointmentCard) -> None:
        words = words_of_change(card, self.appointment, self._workplace.now(), self._workplace.zone)
        self.appointment = card.line
        self._what.setText(_what(card.line, self._workplace))
        self.message.clear()
        self.meanwhile.say(words)
        may_cancel = may_step(card.line.status, AppointmentStatus.CANCELLED)
        self.cancel_button.setEnabled(may_cancel)
        if not may_cancel:
            self.keep_button.setText(self.tr("Close"))
            self.keep_button.setFocus()


def _what(appointment: AppointmentLine, workplace: "Workplace") -> str:
    """The appointment in one line, so that nobody cancels another."""
    starts = wall_time(appointment.starts_at, workplace.zone)
    ends = wall_time(appointment.ends_at, workplace.zone)
    when = f"{sentence_case(near_day(starts.date(), workplace.today()))} {clock_span(starts, ends)}"
    return (
        f"{shown_name(appointment.patient_name)} · {when} · {appointment.type_name} · {appointment.practitioner_name}"
    )


_WIDTH = 460
_LONGEST_REASON = 200
