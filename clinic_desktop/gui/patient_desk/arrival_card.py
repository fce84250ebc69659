"""Where somebody who has checked in is to go, large enough to be read while walking on."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.kiosk import Arrival, KioskFace
from clinic_desktop.gui.patient_desk.desk_parts import DeskLabel
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.widgets.card import Card


class ArrivalCard(Card):
    """The place, the number one is called by, with whom, and about when."""

    def __init__(self, face: KioskFace, parent: QWidget | None = None) -> None:
        super().__init__(parent, stripe="sharp_accent")
        self._face = face
        self._arrival: Arrival | None = None
        self._number = DeskLabel("", Look.FIGURE)
        self._place = DeskLabel("", Look.HEADING)
        self._where = DeskLabel()
        self._with = DeskLabel("", Look.MUTED)
        self._turn = DeskLabel()
        for each in (self._place, self._where, self._number, self._with, self._turn):
            self.body.addWidget(each)

    @property
    def words(self) -> str:
        """Everything the card says, line by line."""
        shown = (self._place, self._where, self._number, self._with, self._turn)
        return "\n".join(each.text() for each in shown if each.text())

    def show_arrival(self, arrival: Arrival) -> None:
        """Say where to go."""
        self._arrival = arrival
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language of the moment."""
        arrival = self._arrival
        if arrival is None:
            return
        comma = self.tr(", ", "between the parts of a place: Cardiology, first floor")
        place = comma.join(part for part in (arrival.department, arrival.location) if part)
        if arrival.room:
            self._place.setText(self.tr("Please wait near {room}").format(room=arrival.room))
        else:
            self._place.setText(self.tr("Please take a seat in the waiting room"))
        self._where.setText(place)
        self._number.setText(
            "" if arrival.ticket is None else self.tr("Your number: {number}").format(number=arrival.ticket)
        )
        time = clock(wall_time(arrival.starts_at, self._face.zone))
        self._with.setText(self.tr("{time} with {doctor}").format(time=time, doctor=arrival.doctor))
        minutes = (arrival.expected_at - arrival.starts_at).total_seconds() // 60
        if minutes >= _WORTH_TELLING:
            about = clock(wall_time(arrival.expected_at, self._face.zone))
            self._turn.setText(self.tr("It will probably be your turn at about {time}.").format(time=about))
        else:
            self._turn.setText(self.tr("You will be called."))
        for each in (self._where, self._number):
            each.setVisible(bool(each.text()))
        self.setAccessibleName(self.words)


_WORTH_TELLING = 5
"""Minutes: less is no delay to anybody."""
