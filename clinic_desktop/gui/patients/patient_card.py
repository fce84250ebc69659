"""What the desk wants to see of a patient at once: how to reach them, what is to come, what was."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.sheets import AppointmentLine, PatientCard
from clinic_desktop.gui import privacy
from clinic_desktop.gui.appointment_words import shorter_name
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.privacy import shown_detail, shown_name
from clinic_desktop.gui.statuses import status_look
from clinic_desktop.gui.sync_mark import sync_mark
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.turns import in_a_turn
from clinic_desktop.gui.typed_dates import near_day, sentence_case, short_date
from clinic_desktop.gui.typography import breakable
from clinic_desktop.gui.unconfirmed import unconfirmed
from clinic_desktop.gui.widgets.card import label, section_label
from clinic_desktop.gui.widgets.pair_row import PairRow

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class PatientCardView(QWidget):
    """Contact (a click copies it), next appointments and history (a click goes there), notes."""

    appointment_wanted = Signal(object)
    appointment_neared = Signal(object)
    change_wanted = Signal()
    sign_in_wanted = Signal()
    archive_wanted = Signal()

    def __init__(
        self,
        workplace: "Workplace",
        parent: QWidget | None = None,
        *,
        may_change: bool = False,
        may_give_sign_in: bool = False,
        may_archive: bool = False,
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._may_change = may_change
        self._may_give_sign_in = may_give_sign_in
        self._may_archive = may_archive
        self._card: PatientCard | None = None
        self._leaving_out: UUID | None = None
        self._contact, self._upcoming, self._rest = parts = _Part(), _Part(), _Part()
        column = _column_of(self)
        for part in parts:
            column.addWidget(part)
        privacy.switch().changed.connect(self._on_privacy_changed)
        unconfirmed().changed.connect(self._on_unconfirmed_changed)

    @property
    def card(self) -> PatientCard | None:
        """What is shown."""
        return self._card

    def show_card(self, card: PatientCard | None, *, leaving_out: UUID | None = None) -> None:
        """Show a patient; `leaving_out` is the appointment that stands above already."""
        if card == self._card and leaving_out == self._leaving_out:
            return
        self._card = card
        self._leaving_out = leaving_out
        self._fill()

    def _on_privacy_changed(self) -> None:
        self._fill_anew()

    def _on_unconfirmed_changed(self, ids: frozenset[UUID]) -> None:
        if self._card is not None and any(line.id in ids for line in self._card.upcoming):
            self._fill_anew()

    def _fill_anew(self) -> None:
        for part in (self._contact, self._upcoming, self._rest):
            part.key = None
        self._fill()
        self._fill_rest()  # at once: it may be to hide what it says

    def _fill(self) -> None:
        """Make those parts anew in which something changed, the history a turn later: there are many rows in all."""
        card = self._card
        if card is None or self._rest.patient_id not in (None, card.patient.id):
            for part in (self._contact, self._upcoming, self._rest):
                part.empty()
        if card is None:
            return
        lines = [each for each in card.upcoming if each.id != self._leaving_out]
        if self._contact.begin((card.patient,), card):
            self._add_contact(self._contact.column, card)
        if self._upcoming.begin((lines, self._today), card):
            self._add_upcoming(self._upcoming.column, lines)
        in_a_turn(self, self._fill_rest)

    def _fill_rest(self) -> None:
        card = self._card
        if card is None:
            return
        lines = [each for each in card.past if each.id != self._leaving_out]
        record = card if self._leaving_out is None else None
        if not self._rest.begin((lines, card.visits, card.no_shows, card.patient.notes, record, self._today), card):
            return
        column = self._rest.column
        self._add_history(column, card, lines)
        if card.patient.notes:
            self._add_heading(column, self.tr("Notes"))
            column.addWidget(label(breakable(card.patient.notes), wraps=True))
        if record is not None:
            self._add_record(column, record)

    def _add_heading(self, column: QVBoxLayout, words: str, button: QPushButton | None = None) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(Space.NONE, Space.M, Space.NONE, Space.XS)
        row.addWidget(section_label(words), 1)
        if button is not None:
            row.addWidget(button)
        column.addWidget(head)

    def _add_contact(self, column: QVBoxLayout, card: PatientCard) -> None:
        patient = card.patient
        contact_name = shown_name(patient.contact_name)
        contact_words = " · ".join(part for part in (patient.contact_relation, contact_name) if part)
        ways = (
            (patient.mobile, self.tr("mobile")),
            (patient.phone, self.tr("phone")),
            (patient.email, self.tr("e-mail")),
            (", ".join(patient.address.splitlines()), self.tr("address")),
            (patient.contact_phone, contact_words or self.tr("contact person")),
            ("" if patient.contact_phone else contact_name, patient.contact_relation),
            (patient.language, self.tr("language")),
        )
        self._add_heading(column, self.tr("Contact"), self._change_button() if self._may_change else None)
        for value, kind in ways:
            if value:
                row = PairRow(shown_detail(value), kind, icon=Icon.COPY)
                row.setToolTip(self.tr("Copy {value}").format(value=shown_detail(value)))
                row.clicked.connect(lambda *_, row=row, value=value, kind=kind: self._copy(row, value, kind))
                column.addWidget(row)
        if not any(value for value, _ in ways):
            column.addWidget(label(self.tr("No phone number or e-mail yet."), Look.MUTED))
        if self._may_give_sign_in and patient.account_id is None and not patient.archived:
            column.addWidget(self._sign_in_button(), 0, Qt.AlignmentFlag.AlignLeft)

    def _add_record(self, column: QVBoxLayout, card: PatientCard) -> None:
        """The record itself: whose patient, what was changed in it, and the way into the archive."""
        patient = card.patient
        archive = self._archive_button(is_archived=patient.archived) if self._may_archive else None
        self._add_heading(column, self.tr("Record"), archive)
        wish = self.tr("wanted") if patient.wants_reminders else self.tr("not wanted")
        for words, kind in (
            (card.own_doctor_name, self.tr("own doctor")),
            (wish, self.tr("reminders")),
            (self.tr("in the archive") if patient.archived else "", self.tr("state")),
        ):
            if words:
                row = PairRow(words, kind)
                row.setEnabled(False)
                column.addWidget(row)
        for change in card.changes[:_MOST_CHANGES]:
            wall = wall_time(change.at, self._zone)
            when = f"{sentence_case(near_day(wall.date(), self._today))} {clock(wall)}"
            words = self.tr("{when} {what}, by {who}") if change.actor_name else self.tr("{when} {what}")
            told = words.format(when=when, what=change.words, who=change.actor_name)
            column.addWidget(label(told, Look.SECONDARY, wraps=True))

    def _archive_button(self, *, is_archived: bool) -> QPushButton:
        if is_archived:
            button = _link(self.tr("Take back"), self.tr("Show this patient in the lists again"))
        else:
            button = _link(self.tr("Archive"), self.tr("Take this patient out of the lists; nothing is deleted"))
        button.clicked.connect(lambda *_: self.archive_wanted.emit())
        return button

    def _change_button(self) -> QPushButton:
        button = _link(self.tr("Change…"), self.tr("Change what is kept about this patient"))
        button.clicked.connect(lambda *_: self.change_wanted.emit())
        return button

    def _sign_in_button(self) -> QPushButton:
        button = _link(self.tr("Give a sign-in…"), self.tr("Let this patient see and book their own appointments"))
        button.clicked.connect(lambda *_: self.sign_in_wanted.emit())
        return button

    def _add_upcoming(self, column: QVBoxLayout, lines: list[AppointmentLine]) -> None:
        self._add_heading(column, self.tr("Next appointments"))
        for line in lines[:_MOST_UPCOMING]:
            wall = wall_time(line.starts_at, self._zone)
            day = sentence_case(near_day(wall.date(), self._today))
            mark = sync_mark(line)
            about = " · ".join([*([] if mark is None else [mark.short]), shorter_name(line.practitioner_name)])
            self._add_appointment(column, f"{day} · {clock(wall)}", about, line)
        if not lines:
            column.addWidget(label(self.tr("None booked."), Look.MUTED))

    def _add_history(self, column: QVBoxLayout, card: PatientCard, lines: list[AppointmentLine]) -> None:
        words = self.tr("History · {visits} visits, {no_shows} no-shows")
        if card.visits == 1:
            words = self.tr("History · one visit, {no_shows} no-shows")
        if card.no_shows == 1:
            words = self.tr("History · {visits} visits, 1 no-show")
        if card.visits == 1 and card.no_shows == 1:
            words = self.tr("History · one visit, 1 no-show")
        self._add_heading(column, words.format(visits=card.visits, no_shows=card.no_shows))
        for line in lines[:_MOST_PAST]:
            day = short_date(wall_time(line.starts_at, self._zone).date())
            self._add_appointment(column, day, f"{shorter_name(line.practitioner_name)} · {_became(line)}", line)
        if not lines:
            column.addWidget(label(self.tr("Nothing yet."), Look.MUTED))

    def _add_appointment(self, column: QVBoxLayout, leading: str, trailing: str, line: AppointmentLine) -> None:
        row = PairRow(leading, trailing)
        row.setToolTip(self.tr("Show in the calendar"))
        row.clicked.connect(lambda *_: self.appointment_wanted.emit(line))
        row.neared.connect(lambda: self.appointment_neared.emit(line))
        column.addWidget(row)

    def _copy(self, row: PairRow, value: str, kind: str) -> None:
        QGuiApplication.clipboard().setText(value)
        row.set_trailing(self.tr("copied"))
        QTimer.singleShot(_COPIED_SHOWN, row, lambda: row.set_trailing(kind))

    @property
    def _zone(self) -> ZoneInfo:
        return self._workplace.zone

    @property
    def _today(self) -> date:
        return self._workplace.today()


class _Part(QWidget):
    """Rows below one another, made anew when what they are made of has changed."""

    def __init__(self) -> None:
        super().__init__()
        self.column = _column_of(self)
        self.key: tuple[object, ...] | None = None
        self.patient_id: UUID | None = None

    def begin(self, key: tuple[object, ...], card: PatientCard) -> bool:
        """Whether it is to be made of this now; it is empty then."""
        if key == self.key and card.patient.id == self.patient_id:
            return False
        self.empty()
        self.key, self.patient_id = key, card.patient.id
        return True

    def empty(self) -> None:
        """Take every row out."""
        self.key = self.patient_id = None
        while (item := self.column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _column_of(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
    column.setSpacing(Space.NONE)
    return column


def _link(words: str, tip: str) -> QPushButton:
    button = QPushButton(words)
    button.setToolTip(tip)
    set_look(button, Look.LINK)
    return button


def _became(line: AppointmentLine) -> str:
    word = status_look(line.status).word
    return word[:1].lower() + word[1:]


_MOST_UPCOMING = 5
_MOST_PAST = 6
_MOST_CHANGES = 6
_COPIED_SHOWN = 1500
