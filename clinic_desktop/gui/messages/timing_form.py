"""When patients are written to: on which occasions, how long before, and not at night."""

from dataclasses import replace
from datetime import time

from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QCheckBox, QTimeEdit, QWidget

from clinic_desktop.domain.message_settings import MessageSettings, MessageSetUp, Timings
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.messages.settings_forms import SetUpForm
from clinic_desktop.gui.widgets.field_grid import FieldGrid
from clinic_desktop.gui.widgets.number_field import NumberField


class TimingForm(SetUpForm):
    """On which occasions, how long before, and when not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.on_booking = self.tick(QCheckBox(self.tr("When an appointment is booked")))
        self.on_moving = self.tick(QCheckBox(self.tr("When it is moved")))
        self.on_cancelling = self.tick(QCheckBox(self.tr("When it is cancelled")))
        unit, none = self.tr(" hours before"), self.tr("none")
        self.first, self.second = NumberField(0, 336, suffix=unit), NumberField(0, 336, suffix=unit)
        for box in (self.first, self.second):
            box.setSpecialValueText(none)
        self.quiet_from, self.quiet_until = _clock(), _clock()
        for edit in (self.quiet_from, self.quiet_until):
            edit.timeChanged.connect(lambda *_: self.edited.emit())
        fields, ticks = FieldGrid((4, 2, 1), self), FieldGrid((3, 1), self)
        for tick in (self.on_booking, self.on_moving, self.on_cancelling):
            ticks.add(tick)
        fields.add(self.field("reminder_hours", self.tr("Reminder"), self.first))
        fields.add(self.field("second_reminder_hours", self.tr("Second reminder"), self.second))
        fields.add(self.field("quiet_from", self.tr("Nothing leaves from"), self.quiet_from))
        fields.add(self.field("quiet_until", self.tr("until"), self.quiet_until))
        self.lay_out(ticks, fields)

    def fill(self, set_up: MessageSetUp) -> None:
        timings = set_up.settings.timings
        self.on_booking.setChecked(timings.on_booking)
        self.on_moving.setChecked(timings.on_moving)
        self.on_cancelling.setChecked(timings.on_cancelling)
        self.first.setValue(timings.reminder_hours)
        self.second.setValue(timings.second_reminder_hours)
        self.quiet_from.setTime(QTime(timings.quiet_from.hour, timings.quiet_from.minute))
        self.quiet_until.setTime(QTime(timings.quiet_until.hour, timings.quiet_until.minute))

    def put_into(self, settings: MessageSettings) -> MessageSettings:
        return replace(
            settings,
            timings=Timings(
                reminder_hours=self.first.value(),
                second_reminder_hours=self.second.value(),
                on_booking=self.on_booking.isChecked(),
                on_moving=self.on_moving.isChecked(),
                on_cancelling=self.on_cancelling.isChecked(),
                quiet_from=_time_in(self.quiet_from),
                quiet_until=_time_in(self.quiet_until),
            ),
        )


def _clock() -> QTimeEdit:
    edit = QTimeEdit()
    edit.setDisplayFormat("HH:mm")
    edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # from right to left, Qt would write 00:08 for 08:00
    edit.lineEdit().setTextMargins(Space.S - 2, 0, 0, 0)  # as in NumberField
    return edit


def _time_in(edit: QTimeEdit) -> time:
    shown = edit.time()
    return time(shown.hour(), shown.minute())
