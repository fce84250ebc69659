"""The patient's one page: what comes next and checking in, three things to do, and every appointment."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, BookingRequest, CancelledBy
from clinic_desktop.domain.clinic_time import day_of, wall_time
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.requests import PatientContact
from clinic_desktop.domain.sheets import AppointmentLine, PatientCard
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.patient_desk.own_booking_dialog import OwnBookingDialog
from clinic_desktop.gui.patient_desk.own_cancel_dialog import OwnCancelDialog
from clinic_desktop.gui.patient_desk.own_details_dialog import OwnDetailsDialog
from clinic_desktop.gui.patient_desk.own_lines import OwnLine, Tile
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock, long_day
from clinic_desktop.gui.typed_dates import near_moment, sentence_case
from clinic_desktop.gui.widgets.card import Card, label, section_label

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class OwnAppointmentsPage(Page):
    """Greets the signed-in patient, and shows nothing of anyone else."""

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        patient_id = workplace.clinic.session.account.patient_id
        assert patient_id is not None
        self._patient_id: UUID = patient_id
        self._card: PatientCard | None = None
        self._greeting = label("", Look.GREETING)
        self._when_and_where = label("", Look.MUTED)
        self._next = Card(stripe="accent")
        self._next_words = label("", Look.HUGE, wraps=True)
        self._next_more = label("", Look.MUTED, wraps=True)
        self.arrive_button = QPushButton(self.tr("I have arrived"))
        set_look(self.arrive_button, Look.HUGE)
        self.arrive_button.clicked.connect(self._on_arrive)
        self.book_tile = Tile(self.tr("Book an appointment"), self.tr("Choose a doctor and a time"))
        self.details_tile = Tile(self.tr("My details"), self.tr("Phone, address, contact person"))
        self.password_tile = Tile(self.tr("Change my password"), self.tr("Only you should know it"))
        self.book_tile.clicked.connect(self.book)
        self.details_tile.clicked.connect(self._show_details)
        self.password_tile.clicked.connect(self._on_password_wanted)
        self._upcoming, self._past = QVBoxLayout(), QVBoxLayout()
        self.lines: list[OwnLine] = []
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_AGAIN)
        self._clock.timeout.connect(self._show_now)
        self._lay_out()
        self.set_title(self.tr("My appointments"))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(self._next_words)
        words.addWidget(self._next_more)
        row = QHBoxLayout()
        row.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        row.setSpacing(Space.L)
        row.addLayout(words, 1)
        row.addWidget(self.arrive_button)
        self._next.body.addLayout(row)
        tiles = QHBoxLayout()
        tiles.setSpacing(Space.L)
        for tile in (self.book_tile, self.details_tile, self.password_tile):
            tiles.addWidget(tile, 1)
        floor = QWidget()
        set_look(floor, Look.PLAIN)
        column = QVBoxLayout(floor)
        column.setContentsMargins(Space.XXL * 3, Space.XXL, Space.XXL * 3, Space.XXL)
        column.setSpacing(Space.M)
        column.addWidget(self._greeting)
        column.addWidget(self._when_and_where)
        column.addSpacing(Space.L)
        column.addWidget(self._next)
        column.addSpacing(Space.S)
        column.addLayout(tiles)
        column.addSpacing(Space.L)
        for heading, lines in (
            (self.tr("Appointments to come"), self._upcoming),
            (self.tr("Past appointments"), self._past),
        ):
            column.addWidget(section_label(heading))
            lines.setSpacing(Space.S)
            column.addLayout(lines)
            column.addSpacing(Space.M)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(floor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(area)

    @property
    def greeting(self) -> str:
        """What the page says first."""
        return self._greeting.text()

    @property
    def next_words(self) -> str:
        """What it says about the appointment that comes next; empty when there is none."""
        return "" if self._next.isHidden() else f"{self._next_words.text()} · {self._next_more.text()}"

    def cares(self, changes: Changes) -> bool:
        return changes.touches("appointment", "patient", "clinic_settings", "practitioner")

    def reload(self) -> None:
        self.workplace.run_latest(
            (self, "own"),
            lambda clinic: clinic.patients.open(self._patient_id),
            done=self._on_loaded,
            lane=Lane.READING,
        )

    def book(self) -> None:
        """Open the booking dialog."""
        dialog = OwnBookingDialog(self.workplace, self._patient_id, self.window())

        def store(request: BookingRequest) -> None:
            self.workplace.run(
                lambda clinic: clinic.scheduling.book(request), done=stored, refused=dialog.refuse, owner=dialog
            )

        def stored(appointment: Appointment) -> None:
            dialog.accept()
            self.workplace.say(self.tr("Booked {time}.").format(time=self._words_of(appointment)))

        dialog.booking_requested.connect(store)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_details(self) -> None:
        if self._card is None:
            return
        patient = self._card.patient
        dialog = OwnDetailsDialog(patient, self.window())

        def store(contact: PatientContact) -> None:
            self.workplace.run(
                lambda clinic: clinic.patients.change_contact(patient.id, patient.version, contact),
                done=stored,
                refused=dialog.refuse,
                owner=dialog,
            )

        def stored(_: Patient) -> None:
            dialog.accept()
            self.workplace.say(self.tr("Your details are stored."))

        dialog.change_requested.connect(store)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _cancel(self, line: AppointmentLine) -> None:
        dialog = OwnCancelDialog(self._words_of(line), self.window())

        def store(reason: str) -> None:
            self.workplace.run(
                lambda clinic: clinic.scheduling.cancel(line.id, line.version, CancelledBy.PATIENT, reason),
                done=stored,
                refused=dialog.refuse,
                owner=dialog,
            )

        def stored(_: Appointment) -> None:
            dialog.accept()
            self.workplace.say(self.tr("Cancelled {time}.").format(time=self._words_of(line)))

        dialog.cancel_requested.connect(store)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_password_wanted(self) -> None:
        window = self.window()
        change = getattr(window, "change_password", None)
        if change is not None:
            change()

    def _on_arrive(self) -> None:
        line = self._next_line()
        if line is None:
            return
        self.workplace.run(
            lambda clinic: clinic.waiting.check_in(line.id, line.version),
            done=self._on_checked_in,
            refused=self._on_refused,
            owner=self,
        )

    def _on_checked_in(self, appointment: Appointment) -> None:
        words = self.tr("You are checked in. Please take a seat; you will be called.")
        if appointment.ticket is not None:
            words += " " + self.tr("Your number is {number}.").format(number=appointment.ticket)
        self.workplace.say(words)

    def _on_refused(self, error: ClinicError) -> None:
        self.workplace.say(error.sentence, kind=NoticeKind.PROBLEM)
        self.mark_stale()

    def _on_loaded(self, card: PatientCard) -> None:
        self._card = card
        self._fill(self._upcoming, card.upcoming, self.tr("None is booked. Choose “Book an appointment” above."))
        self._fill(self._past, card.past, self.tr("None yet."))
        self._show_now()

    def _show_now(self) -> None:
        """What the clock decides: the greeting, the time, and whether check-in is open."""
        if self._card is None:
            return
        now = self.workplace.wall_now()
        self._greeting.setText(self._greeting_at(now.hour).format(name=self._card.patient.given_name))
        place = self.tr("{clinic} · {day}, {time}")
        self._when_and_where.setText(
            place.format(clinic=self.workplace.settings.name, day=long_day(now.date()), time=clock(now))
        )
        self._show_next()

    def _greeting_at(self, hour: int) -> str:
        if hour < _NOON:
            return self.tr("Good morning, {name}")
        return self.tr("Good afternoon, {name}") if hour < _EVENING else self.tr("Good evening, {name}")

    def _next_line(self) -> AppointmentLine | None:
        """Today's appointment that is not over, or else the next one."""
        lines = () if self._card is None else self._card.upcoming
        return lines[0] if lines else None

    def _show_next(self) -> None:
        line = self._next_line()
        self._next.setVisible(line is not None)
        if line is None:
            return
        is_today = day_of(line.starts_at, self.workplace.zone) == self.workplace.today()
        head = self.tr("{time} with {doctor}").format(time=self._words_of(line), doctor=line.practitioner_name)
        self._next_words.setText(sentence_case(head))
        self._next_more.setText(" · ".join(part for part in (line.type_name, line.room, self._hint(line)) if part))
        self.arrive_button.setVisible(is_today and line.status is AppointmentStatus.BOOKED)
        self.arrive_button.setEnabled(self._opens_at(line) <= 0)

    def _opens_at(self, line: AppointmentLine) -> float:
        """Seconds until check-in opens for an appointment; none left once it is open."""
        early = timedelta(minutes=self.workplace.settings.policies.check_in_opens_minutes)
        return max(0.0, (line.starts_at - early - self.workplace.now()).total_seconds())

    def _hint(self, line: AppointmentLine) -> str:
        if line.status is AppointmentStatus.ARRIVED:
            if line.ticket is not None:
                return self.tr("you are checked in, your number is {number}").format(number=line.ticket)
            return self.tr("you are checked in")
        if line.status is AppointmentStatus.IN_ROOM:
            return self.tr("the doctor is expecting you")
        is_today = day_of(line.starts_at, self.workplace.zone) == self.workplace.today()
        if is_today and self._opens_at(line) > 0:
            early = timedelta(minutes=self.workplace.settings.policies.check_in_opens_minutes)
            return self.tr("check-in opens at {time}").format(
                time=clock(wall_time(line.starts_at - early, self.workplace.zone))
            )
        return ""

    def _fill(self, layout: QVBoxLayout, lines: tuple[AppointmentLine, ...], nothing: str) -> None:
        while (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if layout is self._upcoming:
            self.lines = []
        for each in lines:
            row = OwnLine(each, self._words_of(each), may_cancel=each.status is AppointmentStatus.BOOKED)
            row.cancel_wanted.connect(self._cancel)
            layout.addWidget(row)
            if layout is self._upcoming:
                self.lines.append(row)
        if not lines:
            layout.addWidget(label(nothing, Look.MUTED))

    def _words_of(self, line: AppointmentLine | Appointment) -> str:
        return near_moment(wall_time(line.starts_at, self.workplace.zone), self.workplace.today())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()


_NOON, _EVENING = 12, 18
_LOOK_AGAIN = 15_000
