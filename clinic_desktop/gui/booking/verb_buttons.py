"""The buttons of an appointment: what comes next, moving, cancelling, and what is rarer."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.gui.booking.verb_offers import AppointmentVerb, VerbOffer
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look

_FIRST_ROW = (AppointmentVerb.MOVE, AppointmentVerb.CANCEL)
_LINKS = {
    AppointmentVerb.CONFIRM: 0,
    AppointmentVerb.NO_SHOW: 0,
    AppointmentVerb.ASK_TO_ARRIVE: 1,
    AppointmentVerb.WANT_EARLIER: 1,
}
"""In which row of links each of the rarer verbs stands."""


class VerbButtons(QWidget):
    """One button an offer, the main one filled. Buttons stay the same objects, so that the focus survives news."""

    verb_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[AppointmentVerb, QPushButton] = {}
        first, second, third = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (first, second, third):
            row.setSpacing(Space.S)
        for verb in AppointmentVerb:
            button = QPushButton()
            button.clicked.connect(lambda *_, verb=verb: self.verb_wanted.emit(verb))
            button.hide()
            self._buttons[verb] = button
        for verb in (AppointmentVerb.CHECK_IN, AppointmentVerb.SEND_TO_ROOM, AppointmentVerb.COMPLETE):
            set_look(self._buttons[verb], Look.PRIMARY)
            first.addWidget(self._buttons[verb], 1)
        for verb in _FIRST_ROW:
            first.addWidget(self._buttons[verb])
        set_look(self._buttons[AppointmentVerb.CANCEL], Look.DANGER)
        for verb, place in _LINKS.items():
            set_look(self._buttons[verb], Look.LINK)
            (second, third)[place].addWidget(self._buttons[verb])
        second.addStretch(1)
        third.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.XS)
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addLayout(third)

    def button(self, verb: AppointmentVerb) -> QPushButton:
        """The button of a verb; hidden while it is not offered."""
        return self._buttons[verb]

    def show_offers(self, offers: Sequence[VerbOffer]) -> None:
        """Offer these and nothing else."""
        wanted = {offer.verb: offer for offer in offers}
        for verb, button in self._buttons.items():
            offer = wanted.get(verb)
            button.setVisible(offer is not None)
            if offer is not None:
                button.setText(offer.text)
        self.setVisible(bool(offers))
