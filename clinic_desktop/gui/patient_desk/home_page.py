"""The patient's first page: a greeting, today's or the next appointment, and three things to do."""

from datetime import datetime, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.own_visits import OwnOverview, OwnVisit
from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patient_desk import own_names
from clinic_desktop.gui.patient_desk.desk_parts import DeskButton, DeskTile
from clinic_desktop.gui.patient_desk.own_page import OwnPage, OwnRoom
from clinic_desktop.gui.patient_desk.own_parts import Columns, VisitCard, column
from clinic_desktop.gui.patient_desk.own_words import about, full_day, head_of, is_today
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.times import clock


class HomePage(OwnPage):
    """Greets the patient, and shows nothing of anyone else."""

    def __init__(self, room: OwnRoom, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.overview: OwnOverview | None = None
        self.arrive_button: DeskButton | None = None
        self.card: VisitCard | None = None
        self.tiles: dict[str, DeskTile] = {}
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_AGAIN)
        self._clock.timeout.connect(self._on_time_passed)

    def title(self) -> str:
        if self.overview is None:
            return ""
        hour, name = self.workplace.wall_now().hour, self.overview.patient.given_name
        if hour < _NOON:
            return self.tr("Good morning, {name}").format(name=name)
        if hour < _EVENING:
            return self.tr("Good afternoon, {name}").format(name=name)
        return self.tr("Good evening, {name}").format(name=name)

    def subtitle(self) -> str:
        now = self.workplace.wall_now()
        words = self.tr("{clinic} · {day}, {time}")
        return words.format(clinic=self.workplace.settings.name, day=full_day(now.date()), time=clock(now))

    def cares(self, changes: Changes) -> bool:
        return changes.touches("appointment", "patient", "clinic_settings", "practitioner", "department")

    def load(self) -> None:
        self.workplace.run_latest(
            (self, "own"),
            lambda clinic: clinic.own.overview(),
            done=self._on_loaded,
            refused=self.refuse,
            lane=Lane.READING,
        )

    def fill(self) -> None:
        if self.overview is None:
            return
        had_focus = self._focused()
        content = QWidget()
        rows = column(content, space=Space.XL)
        self.arrive_button = None
        self.card = self._card_of(self.overview.to_come[0]) if self.overview.to_come else None
        if self.card is not None:
            rows.addWidget(self.card)
        self.tiles = {}
        if self.workplace.settings.policies.patients_book:
            self.tiles[own_names.BOOK] = DeskTile(Icon.CALENDAR_PLUS)
            self.tiles[own_names.BOOK].set_words(
                self.tr("Book an appointment"), self.tr("Choose a department, a doctor and a time")
            )
        self.tiles[own_names.VISITS] = DeskTile(Icon.CALENDAR_DAYS)
        self.tiles[own_names.DETAILS] = DeskTile(Icon.USER_CHECK)
        counts = self.tr("{coming} to come · {past} past")
        self.tiles[own_names.VISITS].set_words(
            self.tr("My appointments"), counts.format(coming=len(self.overview.to_come), past=self.overview.past)
        )
        self.tiles[own_names.DETAILS].set_words(self.tr("My details"), self.tr("Phone, address, contact person"))
        for name, tile in self.tiles.items():
            tile.clicked.connect(lambda *_, to=name: self.go.emit(to))
        rows.addWidget(Columns(list(self.tiles.values()), _TILE_WIDTH))
        self.show_content(content)
        self._focus(had_focus)

    def focus_first(self) -> None:
        if self.arrive_button is not None:
            self.arrive_button.setFocus()
        elif self.tiles:
            next(iter(self.tiles.values())).setFocus()

    def _focused(self) -> str | None:
        """Which of the things to press has the focus, so that it keeps it through news; empty for the card's."""
        if self.arrive_button is not None and self.arrive_button.hasFocus():
            return ""
        return next((name for name, tile in self.tiles.items() if tile.hasFocus()), None)

    def _focus(self, name: str | None) -> None:
        if name in self.tiles:
            self.tiles[name].setFocus()
        else:
            self.focus_first()

    # today's appointment

    def _card_of(self, visit: OwnVisit) -> VisitCard:
        card = VisitCard(head_of(self.workplace, visit), about(visit), stripe="sharp_accent")
        line = visit.line
        if line.status is AppointmentStatus.ARRIVED:
            words = self.tr("You are checked in. Please take a seat, we will call you.")
            if line.ticket is not None:
                words = self.tr("You are checked in. Your number is {number}. Please take a seat, we will call you.")
                words = words.format(number=line.ticket)
            card.add_words(words, Look.HERE)
        elif line.status is AppointmentStatus.IN_ROOM:
            card.add_words(self.tr("The doctor is waiting for you. Please go in."), Look.HERE)
        elif not self.workplace.settings.policies.patients_check_in:
            if is_today(self.workplace, visit):
                card.add_words(self.tr("Please say at the front desk that you are here."))
        elif not is_today(self.workplace, visit):
            card.add_words(self.tr("You can check in here on that day."), Look.MUTED)
        elif self._opens_at(visit) > self.workplace.now():
            opens = wall_time(self._opens_at(visit), self.workplace.zone)
            card.add_words(self.tr("You can check in from {time}.").format(time=clock(opens)))
        else:
            self.arrive_button = DeskButton(self.tr("I have arrived"), Look.HUGE)
            self.arrive_button.clicked.connect(lambda *_: self._on_arrive(visit))
            card.add_action(self.arrive_button)
        return card

    def _early(self) -> timedelta:
        return timedelta(minutes=self.workplace.settings.policies.check_in_opens_minutes)

    def _opens_at(self, visit: OwnVisit) -> datetime:
        """From when on one may check in, as the service has it."""
        return (visit.line.asked_to_arrive_at or visit.line.starts_at) - self._early()

    def _on_arrive(self, visit: OwnVisit) -> None:
        if self.arrive_button is not None:
            self.arrive_button.setEnabled(False)
        self.message.clear()
        self.workplace.run(
            lambda clinic: clinic.waiting.check_in(visit.id, visit.line.version),
            done=lambda _: self.load(),
            refused=self._on_not_arrived,
            owner=self,
        )

    def _on_not_arrived(self, error: ClinicError) -> None:
        self.refuse(error)
        self.load()

    def _on_loaded(self, overview: OwnOverview) -> None:
        self.overview = overview
        self.fill()
        self.retitled.emit()

    def _on_time_passed(self) -> None:
        self.retitled.emit()
        if self.arrive_button is None and self.overview is not None and self.overview.to_come:
            self.load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()


_NOON, _EVENING = 12, 18
_LOOK_AGAIN = 15_000
_TILE_WIDTH = 300
