"""The patient's appointments: those to come, and those past in pages, each a card to press."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.own_visits import OwnOverview, OwnVisit
from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patient_desk import own_names
from clinic_desktop.gui.patient_desk.desk_parts import DeskButton, DeskLabel
from clinic_desktop.gui.patient_desk.own_page import OwnPage, OwnRoom
from clinic_desktop.gui.patient_desk.own_parts import VisitCard, column, with_icon
from clinic_desktop.gui.patient_desk.own_words import about, head_of, state_of
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look


class VisitsPage(OwnPage):
    """To come first; what is past comes ten at a time."""

    def __init__(self, room: OwnRoom, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.overview: OwnOverview | None = None
        self.past: list[OwnVisit] = []
        self.open_buttons: list[DeskButton] = []
        self.more_button: DeskButton | None = None

    def title(self) -> str:
        return self.tr("My appointments")

    def cares(self, changes: Changes) -> bool:
        return changes.touches("appointment", "practitioner", "department")

    def load(self) -> None:
        many = max(_PAGE, len(self.past))
        self.workplace.run_latest(
            (self, "own"),
            lambda clinic: (clinic.own.overview(), clinic.own.past(limit=many)),
            done=self._on_loaded,
            refused=self.refuse,
            lane=Lane.READING,
        )

    def fill(self) -> None:
        if self.overview is None:
            return
        content = QWidget()
        rows = column(content)
        self.open_buttons = []
        rows.addWidget(DeskLabel(self.tr("To come"), Look.HEADING))
        for visit in self.overview.to_come:
            rows.addWidget(self._card_of(visit))
        if not self.overview.to_come:
            rows.addWidget(DeskLabel(self.tr("No appointment is booked."), Look.MUTED))
            book = DeskButton(self.tr("Book an appointment"), Look.PRIMARY)
            book.clicked.connect(lambda *_: self.go.emit(own_names.BOOK))
            rows.addWidget(book)
        rows.addSpacing(Space.M)
        rows.addWidget(DeskLabel(self.tr("Past and cancelled"), Look.HEADING))
        for visit in self.past:
            rows.addWidget(VisitCard(head_of(self.workplace, visit), _told(visit)))
        if not self.past:
            rows.addWidget(DeskLabel(self.tr("None yet."), Look.MUTED))
        self.more_button = None
        if len(self.past) < self.overview.past:
            self.more_button = DeskButton(self.tr("Show earlier ones"))
            with_icon(self.more_button, Icon.CHEVRON_DOWN)
            self.more_button.clicked.connect(self._on_more)
            rows.addWidget(self.more_button)
        self.show_content(content)

    def focus_first(self) -> None:
        if self.open_buttons:
            self.open_buttons[0].setFocus()

    def _card_of(self, visit: OwnVisit) -> VisitCard:
        card = VisitCard(head_of(self.workplace, visit), about(visit), stripe="sharp_accent")
        if state_of(visit):
            card.add_words(state_of(visit), Look.HERE)
        button = DeskButton(self.tr("Open"))
        button.setAccessibleName(self.tr("Open {appointment}").format(appointment=head_of(self.workplace, visit)))
        button.clicked.connect(lambda *_: self._open(visit))
        card.add_action(button)
        self.open_buttons.append(button)
        return card

    def _open(self, visit: OwnVisit) -> None:
        self.room.visit = visit
        self.go.emit(own_names.VISIT)

    def _on_more(self) -> None:
        last = self.past[-1] if self.past else None
        self.workplace.run_latest(
            (self, "own"),
            lambda clinic: clinic.own.past(limit=_PAGE, after=last),
            done=self._on_more_loaded,
            refused=self.refuse,
            lane=Lane.READING,
        )

    def _on_more_loaded(self, found: list[OwnVisit]) -> None:
        self.past += found
        self.fill()
        if self.more_button is not None:
            self.more_button.setFocus()

    def _on_loaded(self, found: tuple[OwnOverview, list[OwnVisit]]) -> None:
        is_first = self.overview is None
        self.overview, self.past = found
        self.fill()
        if is_first:
            self.focus_first()


def _told(visit: OwnVisit) -> str:
    return " · ".join(part for part in (state_of(visit), about(visit)) if part)


_PAGE = 10
