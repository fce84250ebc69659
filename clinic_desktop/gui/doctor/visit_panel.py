"""The doctor's side of the calendar while nothing is chosen: the patient in the room, and who comes after."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.visits import DoctorsMoment, Visit
from clinic_desktop.gui import privacy, theme
from clinic_desktop.gui.doctor.day_ahead import DayAhead
from clinic_desktop.gui.doctor.note_box import NoteBox
from clinic_desktop.gui.doctor.past_visits import PastVisits
from clinic_desktop.gui.doctor.visit_head import VisitHead
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.message_line import MessageLine

if TYPE_CHECKING:
    from clinic_desktop.domain.errors import ClinicError
    from clinic_desktop.domain.news import Changes
    from clinic_desktop.domain.sheets import AppointmentLine
    from clinic_desktop.gui.workplace import Workplace


class VisitPanel(QFrame):
    """Shows the doctor's moment, follows the news, and leaves the note's field alone while somebody writes in it.

    It only tells what is wanted: `complete_wanted`, `rebook_wanted` (the line), `call_wanted`, `appointment_wanted`
    (the line); `moment_shown` carries what is shown now.
    """

    complete_wanted = Signal()
    rebook_wanted = Signal(object)
    call_wanted = Signal()
    appointment_wanted = Signal(object)
    moment_shown = Signal(object)

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._wanted: UUID | None = None
        self.moment: DoctorsMoment | None = None
        self._last: AppointmentLine | None = None
        set_look(self, Look.PANEL)
        self.setAccessibleName(self.tr("The patient in the room"))
        area, floor = scrolling(self)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        floor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        outer.addWidget(area)
        self.message = MessageLine()
        self.empty = EmptyRoom(workplace)
        self.visit = VisitPart(workplace)
        self.ahead = DayAhead(workplace)
        column = QVBoxLayout(floor)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.L)
        for part in (self.message, self.empty, self.visit, self.ahead):
            column.addWidget(part)
        column.addStretch(1)
        for part in (self.empty, self.visit, self.ahead):
            part.hide()
        self._soon = self._timer(0, single=True)
        self._tick = self._timer(_A_WHILE, single=False)
        self._connect()

    def _timer(self, interval: int, *, single: bool) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(single)
        timer.setInterval(interval)
        timer.timeout.connect(self.refresh)
        return timer

    def _connect(self) -> None:
        self.visit.complete.clicked.connect(lambda *_: self.complete_wanted.emit())
        self.visit.note.field.finished.connect(self.complete_wanted)
        self.visit.rebook.clicked.connect(lambda *_: self._on_rebook())
        self.visit.other_wanted.connect(self.show_visit)
        self.empty.call.clicked.connect(lambda *_: self.call_wanted.emit())
        self.empty.rebook.clicked.connect(lambda *_: self._on_rebook())
        self.ahead.appointment_wanted.connect(self.appointment_wanted)
        self._workplace.news.changed.connect(self._on_news)
        privacy.switch().changed.connect(self._show_again)
        theme.switch().changed.connect(self._show_again)

    @property
    def current(self) -> Visit | None:
        """The visit that is shown: of the patient in the room."""
        return None if self.moment is None else self.moment.visit

    @property
    def last(self) -> "AppointmentLine | None":
        """Whose next visit would be booked: the patient in the room, or else who was in it last."""
        return self._last if self.current is None else self.current.line

    def show_visit(self, appointment_id: UUID | None) -> None:
        """Of several in the room show this one; None: whoever was called last."""
        self._wanted = appointment_id
        self.refresh()

    def refresh(self) -> None:
        """Read how it stands, and show it."""
        wanted = self._wanted
        self._workplace.run_latest(
            ("visit-panel", id(self)),
            lambda clinic: clinic.visits.now(wanted),
            done=self._on_read,
            refused=self._on_refused,
            owner=self,
        )

    def make_safe(self) -> None:
        """The window is about to lock or close: what was typed is written."""
        self.visit.note.keeper.make_safe()

    def _on_read(self, moment: DoctorsMoment) -> None:
        self.message.clear()
        self._last = self.last
        self.moment = moment
        keeper = self.visit.note.keeper
        if moment.visit is None:
            self._wanted = None
            keeper.leave()
        self._show(moment)
        if moment.visit is not None:
            keeper.show_note(moment.visit.line, moment.visit.note)
        self.moment_shown.emit(moment)

    def _show(self, moment: DoctorsMoment) -> None:
        self.visit.setVisible(moment.visit is not None)
        self.empty.setVisible(moment.visit is None)
        if moment.visit is not None:
            self.visit.show_visit(moment.visit, moment.also_in_room)
        else:
            self.empty.show_moment(moment, self._last)
        self.ahead.show_moment(moment)
        self.ahead.show()

    def _show_again(self) -> None:
        if self.moment is not None:
            self._show(self.moment)

    def _on_refused(self, error: "ClinicError") -> None:
        self.message.say(error.sentence)

    def _on_rebook(self) -> None:
        if self.last is not None:
            self.rebook_wanted.emit(self.last)

    def _on_news(self, changes: "Changes") -> None:
        if changes.touches(*_CONCERN):
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()
        self._soon.start()
        self.visit.note.keeper.resume()


class VisitPart(QWidget):
    """The patient in the room, the last visits, the note, and what ends the visit."""

    other_wanted = Signal(object)

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = VisitHead(workplace)
        self.past = PastVisits(workplace)
        self.note = NoteBox(workplace)
        self.complete = QPushButton(self.tr("Complete visit"))
        self.complete.setToolTip(self.tr("Complete the visit with its note (Ctrl+Enter)"))
        set_look(self.complete, Look.PRIMARY)
        self.rebook = QPushButton(self.tr("Rebook…"))
        self.rebook.setToolTip(self.tr("Book the patient again, in so many weeks"))
        for button in (self.complete, self.rebook):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in the note
        self._others = QVBoxLayout()
        self._others.setSpacing(Space.NONE)
        self.others: list[QPushButton] = []
        self._others_of: tuple[object, ...] = ()
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.complete, 1)
        buttons.addWidget(self.rebook)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.M)
        layout.addLayout(self._others)
        for part in (self.head, self.past, self.note):
            layout.addWidget(part)
        layout.addLayout(buttons)

    def show_visit(self, visit: Visit, others: "tuple[AppointmentLine, ...]") -> None:
        """Show this visit, and the way to the others in the room."""
        self.head.show_visit(visit)
        self.past.show_visits(visit.past)
        self.note.tell_place(are_notes_here=visit.are_notes_here)
        names = tuple((one.id, privacy.shown_name(one.patient_name)) for one in others)
        if names == self._others_of:
            return
        self._others_of = names
        for button in self.others:
            button.hide()
            button.deleteLater()
        self.others = []
        for which, name in names:
            button = QPushButton(self.tr("Also in the room: {name}").format(name=name.replace("&", "&&")))
            set_look(button, Look.LINK)
            button.clicked.connect(lambda *_, which=which: self.other_wanted.emit(which))
            self._others.addWidget(button)
            self.others.append(button)


class EmptyRoom(QWidget):
    """Nobody is in the room: who would be next, the button that calls them, and the way to see the last one again."""

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.words = label("", Look.MUTED, wraps=True)
        self.call = QPushButton()
        set_look(self.call, Look.PRIMARY)
        self.rebook = QPushButton()
        self.rebook.setToolTip(self.tr("Book the patient again, in so many weeks (Ctrl+R)"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.S)
        layout.addWidget(label(self.tr("Nobody in the room"), Look.TITLE))
        layout.addWidget(self.words)
        layout.addWidget(self.call)
        layout.addWidget(self.rebook)

    def show_moment(self, moment: DoctorsMoment, last: "AppointmentLine | None") -> None:
        """Say who comes next; `last` was in the room before."""
        self.rebook.setVisible(last is not None)
        if last is not None:
            name = privacy.shown_name(last.patient_name).replace("&", "&&")
            self.rebook.setText(self.tr("Rebook {name}…").format(name=name))
        coming = moment.next
        self.call.setVisible(coming is not None)
        if coming is not None:
            name = privacy.shown_name(coming.patient_name)
            self.words.setText(self.tr("{name} is next, and waits.").format(name=name))
            self.call.setText(self.tr("Call {name}").format(name=name.replace("&", "&&")))
        elif moment.expected:
            first = moment.expected[0]
            at = clock(wall_time(first.starts_at, self._workplace.zone))
            name = privacy.shown_name(first.patient_name)
            self.words.setText(self.tr("Nobody is waiting. {name} is expected at {time}.").format(name=name, time=at))
        else:
            self.words.setText(self.tr("Nobody is waiting, and nobody else is expected today."))


_A_WHILE = 15_000
_CONCERN = ("appointment", "patient", "practitioner", "appointment_type", "clinic_settings", "disclosure")
