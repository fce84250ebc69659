"""What is to be booked: type, length, practitioner, day and time, reason and the desk's own note."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from clinic_desktop.domain.appointments import AppointmentType, BookingRequest, BookingSource
from clinic_desktop.domain.errors import InvalidInput, TimeOccursTwice, TimeSkipped
from clinic_desktop.domain.verdict import WishedTime
from clinic_desktop.gui.booking.arrive_box import ArriveBox
from clinic_desktop.gui.booking.length_box import LengthBox
from clinic_desktop.gui.booking.practitioner_box import PractitionerBox
from clinic_desktop.gui.booking.verdict_line import VerdictLine
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.series.repeat_box import RepeatBox
from clinic_desktop.gui.when_field import WhenField
from clinic_desktop.gui.widgets.box_places import place_of
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.narrow_box import NarrowBox
from clinic_desktop.gui.widgets.segmented import SegmentedButtons

if TYPE_CHECKING:
    from clinic_desktop.domain.sheets import PractitionerLine, Slot
    from clinic_desktop.gui.workplace import Workplace


class BookingForm(QWidget):
    """The fields of a booking beside the patient.

    `wish_changed` tells of another type or length, for which other times are free; `when_changed` that another time
    stands in the fields.
    """

    wish_changed = Signal()
    practitioner_chosen = Signal()
    when_changed = Signal()

    def __init__(
        self, workplace: "Workplace", words_of_offer: "Callable[[Slot], str]", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._words_of_offer = words_of_offer
        self._types: dict[UUID, AppointmentType] = {}
        self._practitioners: tuple[PractitionerLine, ...] = ()
        # Made in the order in which Tab goes from one to the next.
        self.type_box = NarrowBox(self)
        self.length_box = LengthBox(self)
        self.practitioner_box = PractitionerBox(self)
        self.arrive_box = ArriveBox(self)
        self.when = WhenField(workplace, self)

    def make_rest(self) -> None:
        """Make what one turn of the event loop is too short for; before that nothing of it is of use."""
        self.source = SegmentedButtons(self)
        self.source.add(BookingSource.DESK, self.tr("At the desk"))
        self.source.add(BookingSource.PHONE, self.tr("By phone"))
        self.source.setAccessibleName(self.tr("How it came in"))
        self.verdict = VerdictLine(self._workplace, self._words_of_offer, self)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(_LONGEST_WORDS)
        self.note = QLineEdit(self)
        self.note.setMaxLength(_LONGEST_WORDS)
        self.note.setPlaceholderText(self.tr("Only the clinic sees it"))
        self.repeat_box = RepeatBox(self)
        self.type_field = LabelledField(self.tr("Appointment type"), self.type_box, self)
        self.practitioner_field = LabelledField(self.tr("Practitioner"), self.practitioner_box, self)
        self.reason_field = LabelledField(self.tr("Reason for visit"), self.reason, self)
        self.note_field = LabelledField(self.tr("Note for the desk"), self.note, self)
        self._lay_out()
        self.type_box.activated.connect(self._on_type_chosen)
        self.length_box.minutes_chosen.connect(lambda *_: self.wish_changed.emit())
        self.practitioner_box.practitioner_chosen.connect(self._on_practitioner_chosen)
        self.when.edited.connect(self.when_changed)

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setHorizontalSpacing(Space.M)
        layout.setVerticalSpacing(Space.M)
        layout.addWidget(self.type_field, 0, 0, _TOP)
        layout.addWidget(LabelledField(self.tr("Length"), self.length_box, self), 0, 1, _TOP)
        layout.addWidget(self.practitioner_field, 1, 0, _TOP)
        layout.addWidget(LabelledField(self.tr("Asked to arrive"), self.arrive_box, self), 1, 1, _TOP)
        layout.addWidget(self.when, 2, 0, _TOP)
        layout.addWidget(LabelledField(self.tr("Asked"), self.source, self), 2, 1, _TOP)
        layout.addWidget(self.verdict, 3, 0, 1, 2)
        layout.addWidget(self.reason_field, 4, 0, 1, 2)
        layout.addWidget(self.note_field, 5, 0)
        layout.addWidget(LabelledField(self.tr("Repeats"), self.repeat_box, self), 5, 1)
        layout.setColumnStretch(0, 1)

    @property
    def type_id(self) -> UUID | None:
        """The chosen appointment type."""
        chosen = self.type_box.currentData()
        return chosen if isinstance(chosen, UUID) else None

    @property
    def minutes(self) -> int:
        """How long the appointment lasts."""
        return self.length_box.minutes

    @property
    def practitioner_id(self) -> UUID | None:
        """The chosen practitioner; None while none is."""
        return self.practitioner_box.practitioner_id

    def set_types(self, types: Sequence[AppointmentType], likely_id: UUID | None = None) -> None:
        """Offer these types. Chosen is the likely one or, where it is not offered, the first that patients may book.

        What patients book themselves is the ordinary visit of a clinic; a type for staff alone is asked for by name.
        """
        self._types = {kind.id: kind for kind in types}
        self.type_box.clear()
        for kind in types:
            self.type_box.addItem(
                self.tr("{name} · {minutes} min").format(name=kind.name, minutes=kind.minutes), kind.id
            )
        ordinary = next((kind.id for kind in types if kind.patients_may_book), None)
        chosen = likely_id if likely_id in self._types else ordinary
        if chosen is not None:
            self.type_box.setCurrentIndex(place_of(self.type_box, chosen))
            self.type_field.complain("")  # somebody may have been quicker than these came
        self._take_length()

    def set_practitioners(self, lines: "Sequence[PractitionerLine]") -> None:
        """Offer those of these who offer the type; nobody is chosen until somebody is."""
        self._practitioners = tuple(lines)
        self._offer_practitioners()

    def set_practitioner(self, practitioner_id: UUID) -> None:
        """Choose a practitioner, telling nobody; one who does not offer the type is listed all the same."""
        self._offer_practitioners(practitioner_id)
        self.practitioner_box.set_practitioner(practitioner_id)
        self.practitioner_field.complain("")

    def set_type(self, type_id: UUID) -> None:
        """Choose a type and take over its length, telling nobody."""
        self.type_box.setCurrentIndex(place_of(self.type_box, type_id))
        self._take_length()
        self._offer_practitioners()

    def set_length(self, minutes: int) -> None:
        """Take another length, telling nobody."""
        self.length_box.set_minutes(minutes)

    def set_starts_at(self, starts_at: datetime) -> None:
        """Show a time, telling nobody."""
        self.when.set_instant(starts_at)

    def wish_for(self, patient_id: UUID | None) -> WishedTime | None:
        """The time that stands in the fields, to be judged; None while it is not whole."""
        if self.type_id is None or self.practitioner_id is None:
            return None
        try:
            starts_at = self.when.instant()
        except (InvalidInput, TimeSkipped, TimeOccursTwice):
            return None
        return WishedTime(
            practitioner_id=self.practitioner_id,
            type_id=self.type_id,
            starts_at=starts_at,
            minutes=self.minutes,
            patient_id=patient_id,
        )

    def request_for(self, patient_id: UUID, *, overbook_reason: str = "") -> BookingRequest:
        """What is asked for; raises InvalidInput naming the field, TimeSkipped or TimeOccursTwice."""
        type_id, practitioner_id = self.type_id, self.practitioner_id
        if type_id is None:
            raise InvalidInput("type_id", self.tr("Choose an appointment type."))
        if practitioner_id is None:
            raise InvalidInput("practitioner_id", self.tr("Choose a doctor, or one of the free slots."))
        source = self.source.current
        assert isinstance(source, BookingSource)
        return BookingRequest(
            patient_id=patient_id,
            practitioner_id=practitioner_id,
            type_id=type_id,
            starts_at=self.when.instant(),
            minutes=self.minutes,
            reason=self.reason.text().strip(),
            desk_note=self.note.text().strip(),
            source=source,
            overbook_reason=overbook_reason,
            arrive_before=self.arrive_box.minutes,
        )

    def point_at(self, problem: InvalidInput) -> bool:
        """Show the sentence at its field and go there; False when the field is none of these."""
        fields = {
            "type_id": self.type_field,
            "practitioner_id": self.practitioner_field,
            "day": self.when.day_field,
            "time": self.when.time_field,
            "reason": self.reason_field,
            "desk_note": self.note_field,
        }
        field = fields.get(problem.field)
        if field is None:
            return False
        field.complain(problem.sentence)
        field.control.setFocus()
        return True

    def _on_type_chosen(self) -> None:
        self._take_length()
        self._offer_practitioners()
        self.wish_changed.emit()

    def _offer_practitioners(self, wanted: UUID | None = None) -> None:
        """List who offers the type, and who is chosen already: the line below says that this one does not."""
        kind = self._types.get(self.type_id) if self.type_id is not None else None
        chosen = wanted or self.practitioner_id
        offered = [
            line
            for line in self._practitioners
            if kind is None or kind.is_offered_by(line.practitioner.id) or line.practitioner.id == chosen
        ]
        if [line.practitioner.id for line in offered] != self.practitioner_box.offered_ids:
            self.practitioner_box.set_practitioners(offered)
            if chosen is not None:
                self.practitioner_box.set_practitioner(chosen)

    def _take_length(self) -> None:
        kind = self._types.get(self.type_id) if self.type_id is not None else None
        if kind is not None:
            self.set_length(kind.minutes)

    def _on_practitioner_chosen(self) -> None:
        self.practitioner_field.complain("")
        self.practitioner_chosen.emit()


_LONGEST_WORDS = 200
_TOP = Qt.AlignmentFlag.AlignTop
