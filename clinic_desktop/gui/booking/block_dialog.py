"""Keeping a practitioner's time free of appointments: a meeting, lunch, a course."""

from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from clinic_desktop.domain.access import Permission, Scope, permissions_of
from clinic_desktop.domain.availability import AvailabilityException, ExceptionKind
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.queries import ExceptionDraft
from clinic_desktop.domain.sheets import PractitionerLine, Slot
from clinic_desktop.gui.booking.practitioner_box import PractitionerBox
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.typed_dates import day_from, near_day, sentence_case, time_from, weekday_date
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, panel_of
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageLine

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class BlockDialog(QDialog):
    """Asks whose time is kept free, when and for what; the opener stores it and calls refuse() or accept().

    With `standing` it changes a block: one of several days keeps its days.
    """

    block_requested = Signal(object)

    def __init__(
        self,
        workplace: "Workplace",
        parent: QWidget | None,
        *,
        slot: Slot | None = None,
        standing: AvailabilityException | None = None,
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._standing = standing
        self._is_busy = False
        account = workplace.account
        is_own_only = permissions_of(account.role).get(Permission.SET_EXCEPTIONS) is Scope.OWN
        self._only = account.practitioner_id if is_own_only else None
        self._wanted = standing.practitioner_id if standing else slot.practitioner_id if slot else self._only
        heading = self.tr("Block time") if standing is None else self.tr("Change a block")
        self.setWindowTitle(heading)
        self.practitioner_box = PractitionerBox()
        self.day, self.starts, self.ends, self.reason = (QLineEdit() for _ in range(4))
        self.reason.setMaxLength(_LONGEST_REASON)
        self.reason.setPlaceholderText(self.tr("For instance: team meeting, lunch, training"))
        self.practitioner_field = LabelledField(self.tr("Practitioner"), self.practitioner_box)
        self.day_field = LabelledField(self.tr("Day"), self.day)
        self.starts_field = LabelledField(self.tr("From"), self.starts)
        self.ends_field = LabelledField(self.tr("To"), self.ends)
        self.reason_field = LabelledField(self.tr("What for"), self.reason)
        self.message = MessageLine()
        self.keep_button = QPushButton(self.tr("Cancel") if standing is None else self.tr("Leave it"))
        self.block_button = QPushButton()
        set_look(self.block_button, Look.PRIMARY)
        self.block_button.setDefault(True)
        self._lay_out(heading)
        self._fill(slot)
        self._connect()
        self._say_what_it_does()
        self._load()

    def _lay_out(self, heading: str) -> None:
        when = QHBoxLayout()
        when.setSpacing(Space.M)
        for field, share in ((self.day_field, 2), (self.starts_field, 1), (self.ends_field, 1)):
            when.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
        layout = panel_of(self)
        layout.addWidget(label(heading, Look.TITLE))
        layout.addWidget(self.practitioner_field)
        layout.addLayout(when)
        layout.addWidget(self.reason_field)
        layout.addWidget(self.message)
        layout.addStretch(1)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.keep_button, self.block_button))
        layout.addStrut(_WIDTH)

    def _fill(self, slot: Slot | None) -> None:
        today, zone = self._workplace.today(), self._workplace.zone
        if self._standing is not None:
            first, last = self._standing.first_day, self._standing.last_day
            self._show_day(first)
            if first != last:
                self.day.setText(f"{weekday_date(first)} – {weekday_date(last)}")
                self.day.setReadOnly(True)
            self.starts.setText(clock(self._standing.starts or time.min))
            self.ends.setText(clock(self._standing.ends or time.min))
            self.reason.setText(self._standing.reason)
        elif slot is not None:
            starts, ends = wall_time(slot.starts_at, zone), wall_time(slot.ends_at, zone)
            self._show_day(starts.date())
            self.starts.setText(clock(starts))
            self.ends.setText(clock(ends))
        else:
            self._show_day(today)
        self.reason.setFocus()

    def _connect(self) -> None:
        for edit, field in (
            (self.day, self.day_field),
            (self.starts, self.starts_field),
            (self.ends, self.ends_field),
            (self.reason, self.reason_field),
        ):
            edit.textEdited.connect(lambda *_, field=field: self._on_edited(field))
        self.day.editingFinished.connect(self._settle)
        self.starts.editingFinished.connect(self._settle)
        self.ends.editingFinished.connect(self._settle)
        self.practitioner_box.practitioner_chosen.connect(lambda: self._on_edited(self.practitioner_field))
        self.block_button.clicked.connect(lambda *_: self._request())
        self.keep_button.clicked.connect(self.reject)

    def refuse(self, error: ClinicError) -> None:
        """Say why it was refused; what was typed stays."""
        self._is_busy = False
        fields = {
            "first_day": self.day_field,
            "last_day": self.day_field,
            "starts": self.starts_field,
            "ends": self.ends_field,
            "reason": self.reason_field,
        }
        field = fields.get(error.field) if isinstance(error, InvalidInput) else None
        if field is None:
            self.message.say(error.sentence)
        else:
            field.complain(error.sentence)
            field.control.setFocus()

    def release(self) -> None:
        """The person went back from the question about stranded appointments: everything may be changed again."""
        self._is_busy = False

    def _load(self) -> None:
        self._workplace.run(
            lambda clinic: clinic.staff.practitioners(limit=_MOST_PRACTITIONERS),
            done=self._on_loaded,
            refused=self.refuse,
            lane=Lane.READING,
            owner=self,
        )

    def _on_loaded(self, practitioners: list[PractitionerLine]) -> None:
        wanted = self.practitioner_box.practitioner_id or self._wanted
        if self._only is not None:
            practitioners = [each for each in practitioners if each.practitioner.id == self._only]
        self.practitioner_box.set_practitioners(practitioners)
        if wanted is not None:
            self.practitioner_box.set_practitioner(wanted)

    def _request(self) -> None:
        if self._is_busy:
            return
        practitioner_id = self.practitioner_box.practitioner_id or self._wanted
        days, starts, ends = self._days(), time_from(self.starts.text()), time_from(self.ends.text())
        if practitioner_id is None:
            self._point_at(self.practitioner_field, self.tr("Choose whose time is blocked."))
        elif days is None:
            self._point_at(self.day_field, self.tr("That is no day. Type it as 26.11. or thu."))
        elif starts is None:
            self._point_at(self.starts_field, self.tr("Type it as 12:00."))
        elif ends is None:
            self._point_at(self.ends_field, self.tr("Type it as 13:00."))
        elif not self.reason.text().strip():
            self._point_at(self.reason_field, self.tr("Say what it is for; it stands in the calendar."))
        else:
            self._is_busy = True
            self.message.clear()
            self.block_requested.emit(
                ExceptionDraft(
                    practitioner_id=practitioner_id,
                    first_day=days[0],
                    last_day=days[1],
                    kind=ExceptionKind.REMOVES,
                    starts=starts,
                    ends=ends,
                    reason=self.reason.text().strip(),
                )
            )

    def _days(self) -> tuple[date, date] | None:
        if self._standing is not None and self.day.isReadOnly():
            return self._standing.first_day, self._standing.last_day
        day = day_from(self.day.text(), self._workplace.today())
        return None if day is None else (day, day)

    def _point_at(self, field: LabelledField, sentence: str) -> None:
        field.complain(sentence)
        field.control.setFocus()

    def _settle(self) -> None:
        """Show what was understood of what was typed."""
        if not self.day.isReadOnly() and (days := self._days()) is not None:
            self._show_day(days[0])
        for edit in (self.starts, self.ends):
            if (at := time_from(edit.text())) is not None:
                edit.setText(clock(at))

    def _show_day(self, day: date) -> None:
        self.day.setText(sentence_case(near_day(day, self._workplace.today())))

    def _say_what_it_does(self) -> None:
        starts, ends = time_from(self.starts.text()), time_from(self.ends.text())
        if self._standing is not None:
            self.block_button.setText(self.tr("Save the block"))
        elif starts is None or ends is None:
            self.block_button.setText(self.tr("Block this time"))
        else:
            words = self.tr("Block {starts}–{ends}")
            self.block_button.setText(words.format(starts=clock(starts), ends=clock(ends)))

    def _on_edited(self, field: LabelledField) -> None:
        field.complain("")
        self._say_what_it_does()


_WIDTH = 440
_LONGEST_REASON = 80
_MOST_PRACTITIONERS = 500
