"""A patient books for themselves: what for, with whom, and one of the free times; the button says what it will do."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from clinic_desktop.domain.appointments import AppointmentType, BookingRequest, BookingSource
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.refusals import BookingRefused
from clinic_desktop.domain.sheets import PractitionerLine, Slot
from clinic_desktop.gui.booking.free_slot_list import FreeSlotList
from clinic_desktop.gui.booking.slot_choice import SlotWish
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import fit_on_screen, panel_of
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


class OwnBookingDialog(QDialog):
    """Asks for an appointment of the signed-in patient; the opener books and calls refuse() or accept()."""

    booking_requested = Signal(object)

    def __init__(self, workplace: "Workplace", patient_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._patient_id = patient_id
        self._types: dict[UUID, AppointmentType] = {}
        self._slot: Slot | None = None
        self.setWindowTitle(self.tr("Book an appointment"))
        self.type_box = QComboBox()
        self.doctor_box = QComboBox()
        self.slots = FreeSlotList(workplace)
        self.slots.set_anyone_offered(offered=False)
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST_REASON)
        self.reason.setPlaceholderText(self.tr("In a few words, if you like"))
        self.book_button = QPushButton()
        self._message = MessageLine()
        self._lay_out()
        self.type_box.activated.connect(self._ask)
        self.doctor_box.activated.connect(self._ask)
        self.slots.slot_chosen.connect(self._on_slot_chosen)
        self.slots.slot_activated.connect(self._on_slot_activated)
        self.book_button.clicked.connect(self._on_book)
        self._say_what_it_does()
        workplace.run(_offers, done=self._on_offers, refused=self.refuse, lane=Lane.READING)

    def _lay_out(self) -> None:
        panel = panel_of(self)
        panel.addWidget(label(self.windowTitle(), Look.TITLE))
        choices = QHBoxLayout()
        choices.setSpacing(Space.M)
        choices.addWidget(LabelledField(self.tr("What is it about?"), self.type_box), 1)
        choices.addWidget(LabelledField(self.tr("With whom?"), self.doctor_box), 1)
        panel.addLayout(choices)
        panel.addWidget(self.slots, 1)
        panel.addWidget(LabelledField(self.tr("Reason for visit"), self.reason))
        panel.addWidget(self._message)
        panel.addWidget(line())
        foot = QHBoxLayout()
        cancel = QPushButton(self.tr("Back"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        set_look(self.book_button, Look.PRIMARY)
        self.book_button.setDefault(True)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.book_button)
        panel.addLayout(foot)
        fit_on_screen(self, _WIDTH, _HEIGHT)

    @property
    def message(self) -> str:
        """Why it was refused; empty while all is well."""
        return self._message.text

    def refuse(self, error: ClinicError) -> None:
        """Say why it was not booked; what was chosen stays, and the free times are looked up anew."""
        self._message.say(error.sentence, MessageKind.ERROR)
        if isinstance(error, BookingRefused):
            self._slot = None
            self.slots.choose(None)
            self.slots.ask_again()
        self._say_what_it_does()

    def _on_offers(self, offers: tuple[Sequence[AppointmentType], Sequence[PractitionerLine]]) -> None:
        types, doctors = offers
        bookable = [kind for kind in types if kind.patients_may_book]
        self._types = {kind.id: kind for kind in bookable}
        for kind in bookable:
            self.type_box.addItem(
                self.tr("{name} · {minutes} min").format(name=kind.name, minutes=kind.minutes), kind.id
            )
        self.doctor_box.addItem(self.tr("Any doctor"), None)
        for each in doctors:
            parts = (each.practitioner.display_name, each.department_name)
            self.doctor_box.addItem(" · ".join(part for part in parts if part), each.practitioner.id)
        self.slots.set_names({each.practitioner.id: each.practitioner.display_name for each in doctors})
        if not bookable:
            sentence = self.tr("The clinic takes bookings of this kind only at the desk or by phone.")
            self._message.say(sentence, MessageKind.GOOD_TO_KNOW)
        self._ask()

    def _ask(self) -> None:
        kind = self._types.get(self.type_box.currentData())
        if kind is None:
            return
        self._slot = None
        self.slots.choose(None)
        self._say_what_it_does()
        self.slots.ask(
            SlotWish(
                type_id=kind.id,
                minutes=kind.minutes,
                practitioner_id=self.doctor_box.currentData(),
                patient_id=self._patient_id,
                first_day=self._workplace.today(),
            )
        )

    def _on_slot_chosen(self, slot: Slot) -> None:
        self._slot = slot
        self._message.clear()
        self._say_what_it_does()

    def _on_slot_activated(self, slot: Slot) -> None:
        self._on_slot_chosen(slot)
        self._on_book()

    def _say_what_it_does(self) -> None:
        slot = self._slot
        self.book_button.setEnabled(slot is not None)
        if slot is None:
            self.book_button.setText(self.tr("Choose a time"))
        else:
            self.book_button.setText(self.tr("Book {time}").format(time=self.slots.words_of_time(slot)))

    def _on_book(self) -> None:
        slot = self._slot
        if slot is None:
            return
        self.book_button.setEnabled(False)
        self.booking_requested.emit(
            BookingRequest(
                patient_id=self._patient_id,
                practitioner_id=slot.practitioner_id,
                type_id=self.type_box.currentData(),
                starts_at=slot.starts_at,
                reason=self.reason.text().strip(),
                source=BookingSource.PATIENT,
            )
        )


def _offers(clinic: "Clinic") -> tuple[Sequence[AppointmentType], Sequence[PractitionerLine]]:
    return clinic.settings.types(), clinic.staff.practitioners()


_LONGEST_REASON = 200
_WIDTH, _HEIGHT = 640, 620
