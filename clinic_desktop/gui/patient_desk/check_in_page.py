"""Checking in without signing in: by the slip's code, or by birth date and the first letters of the name."""

from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.kiosk import Arrival, HasArrived
from clinic_desktop.domain.slip_codes import CODE_LENGTH, appointment_of
from clinic_desktop.gui.patient_desk.arrival_card import ArrivalCard
from clinic_desktop.gui.patient_desk.desk_parts import DeskLabel
from clinic_desktop.gui.patient_desk.kiosk_page import KioskPage, KioskRoom
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.date_field import DateField


class CheckInPage(KioskPage):
    """Asks, and once somebody is checked in shows where to go and nothing else."""

    def __init__(self, room: KioskRoom, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.arrival: Arrival | None = None
        self._was_here = False
        self._hint = DeskLabel("", Look.MUTED)
        self.rows.addWidget(self._hint)
        self._born = DateField(room.wall_now().date())
        self._letters = QLineEdit()
        self._letters.setMaxLength(CODE_LENGTH)
        self.add_field("birth_date", self._born)
        self.add_field("letters", self._letters)
        self.card = ArrivalCard(room.face)
        self.card.hide()
        for widget in (self.message, self.card, self.main_button):
            self.rows.addWidget(widget)
        for control in (self._born, self._letters):
            control.textEdited.connect(lambda text, typed_into=control: self._on_text_edited(typed_into, text))
        self.retranslate()

    def title(self) -> str:
        if self.arrival is None:
            return self.tr("Check in for today")
        return self.tr("You are checked in already") if self._was_here else self.tr("You are checked in")

    def retranslate(self) -> None:
        self._hint.setText(
            self.tr("Hold the code of your slip in front of the scanner. Or type when you were born and your name.")
        )
        self._born.setPlaceholderText(self.tr("day month year, such as 14.3.1961"))
        self.fields["birth_date"].set_caption(self.tr("Date of birth"))
        self.fields["letters"].set_caption(self.tr("First two or three letters of your family name"))
        self.main_button.setText(self.tr("Check in") if self.arrival is None else self.tr("Done"))
        self.complain({})
        self.card.retranslate()
        self.retitled.emit()

    def go_on(self) -> None:
        if self.arrival is not None:
            self.done.emit()
            return
        born, letters = self._born.day, self._letters.text().strip()
        faults = {}
        if born is None:
            faults["birth_date"] = self.tr("Type your date of birth: day, month and year.")
        if not letters:
            faults["letters"] = self.tr("Type the first two or three letters of your family name.")
        if self.complain(faults) or born is None:
            return
        kiosk = self.room.kiosk
        self.run(lambda: kiosk.check_in_by_name(born, letters), self._on_arrived)

    def take_slip(self, appointment_id: UUID) -> bool:
        self._born.clear()
        self._letters.clear()
        self.complain({})
        if self.arrival is not None:  # the next one in the line, before the last one had pressed anything
            self.arrival = None
            self._show()
        kiosk = self.room.kiosk
        self.run(lambda: kiosk.check_in_by_slip(appointment_id), self._on_arrived)
        return True

    def refuse(self, error: ClinicError) -> None:
        if isinstance(error, HasArrived):
            self.main_button.setEnabled(True)
            self._was_here = True
            self._on_arrived(error.arrival)
        else:
            super().refuse(error)

    def _on_arrived(self, arrival: Arrival) -> None:
        self.arrival = arrival
        self.card.show_arrival(arrival)
        self._born.clear()
        self._letters.clear()
        self._show()
        self.retranslate()

    def _show(self) -> None:
        """Either the questions or the answer."""
        is_here = self.arrival is not None
        self._hint.setVisible(not is_here)
        for field in self.fields.values():
            field.setVisible(not is_here)
        self.card.setVisible(is_here)
        if is_here:
            # A scanner types Enter after the code: it must not press the button that has come into its way.
            self.setFocus()
            QTimer.singleShot(_SCANNER_IS_DONE, self, self.main_button.setFocus)
        else:
            self._was_here = False
            self.focus_first()
        self.retranslate()

    def _on_text_edited(self, control: QLineEdit, text: str) -> None:
        """A scanner types into whatever has the focus."""
        appointment_id = appointment_of(text[-CODE_LENGTH:])
        if appointment_id is not None:
            control.clear()
            self.take_slip(appointment_id)


_SCANNER_IS_DONE = 500
"""Milliseconds."""
