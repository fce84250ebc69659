"""An appointment fact by fact: its status, when, with whom, what for; and what was changed about it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from clinic_desktop.domain.appointments import AppointmentStatus, CancelledBy
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.disclosure import NoteRight
from clinic_desktop.domain.sheets import AppointmentCard, AppointmentLine, ChangeLine
from clinic_desktop.domain.waiting_room import Place
from clinic_desktop.gui.appointment_words import is_confirmed, waited_minutes
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.place_words import about_words, place_words
from clinic_desktop.gui.sync_mark import sync_mark
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.times import clock, clock_span
from clinic_desktop.gui.typed_dates import near_day, sentence_case
from clinic_desktop.gui.typography import breakable
from clinic_desktop.gui.unconfirmed import unconfirmed
from clinic_desktop.gui.widgets.card import label, section_label
from clinic_desktop.gui.widgets.pill import Pill

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class AppointmentFacts(QWidget):
    """Captions at one side, facts at the other; a fact that is empty takes no room. `changes` is laid out elsewhere."""

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._line: AppointmentLine | None = None
        self.status = Pill()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.S)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(label(self.tr("Appointment"), Look.MUTED), 0, 0)
        self._grid.addWidget(self.status, 0, 1, Qt.AlignmentFlag.AlignRight)
        self.shared = Pill()
        self._shared_caption = label(self.tr("Other desks"), Look.MUTED)
        self._grid.addWidget(self._shared_caption, 1, 0)
        self._grid.addWidget(self.shared, 1, 1, Qt.AlignmentFlag.AlignRight)
        self._facts: dict[str, tuple[QLabel, QLabel]] = {}
        for name, caption in (
            ("when", self.tr("When")),
            ("asked", self.tr("Asked to arrive")),
            ("ticket", self.tr("Ticket")),
            ("called", self.tr("Probably called")),
            ("with", self.tr("With")),
            ("type", self.tr("Type")),
            ("reason", self.tr("Reason")),
            ("note", self.tr("Desk note")),
            ("visit", self.tr("Visit note")),
            ("over", self.tr("Booked over")),
            ("cancelled", self.tr("Cancelled")),
        ):
            self._add_fact(name, caption)
        self.changes = _Changes(workplace)
        unconfirmed().changed.connect(self._on_unconfirmed_changed)

    def _add_fact(self, name: str, caption: str) -> None:
        what = label(caption, Look.MUTED)
        fact = label("", wraps=True)
        fact.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop)
        fact.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = self._grid.rowCount()
        self._grid.addWidget(what, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(fact, row, 1)
        self._facts[name] = (what, fact)
        self._say(name, "")

    def fact(self, name: str) -> str:
        """What stands beside a caption, by the fact's name: "when", "with", "asked" and so on."""
        return self._facts[name][1].text()

    def show_line(self, line: AppointmentLine) -> None:
        """Show what a calendar knows of it."""
        if self._line is None or self._line.id != line.id:
            for name in ("called", "note", "visit", "over", "cancelled"):
                self._say(name, "")
            self.changes.show_changes(())
        self._line = line
        minutes = self._minutes_waited(line)
        more = self.tr("{minutes} min").format(minutes=minutes) if minutes is not None else ""
        self.status.show_status(line.status, confirmed=is_confirmed(line), more=more)
        self._show_shared()
        zone, today = self._workplace.zone, self._workplace.today()
        starts, ends = wall_time(line.starts_at, zone), wall_time(line.ends_at, zone)
        self._say("when", f"{sentence_case(near_day(starts.date(), today))} {clock_span(starts, ends)}")
        self._say("with", ", ".join(part for part in (line.practitioner_name, line.room) if part))
        length = int((line.ends_at - line.starts_at).total_seconds() // 60)
        self._say("type", self.tr("{type} · {minutes} min").format(type=line.type_name, minutes=length))
        self._say("reason", line.reason)
        asked = line.asked_to_arrive_at
        self._say("asked", "" if asked is None else clock(wall_time(asked, zone)))
        self._say("ticket", "" if line.ticket is None else str(line.ticket))

    def show_card(self, card: AppointmentCard) -> None:
        """Show everything kept about it."""
        self.show_line(card.line)
        self._say("note", card.desk_note)
        self._say("visit", self._words_of_visit_note(card))
        self._say("over", card.overbook_reason)
        self._say("cancelled", self._words_of_cancelling(card))
        self.changes.show_changes(card.changes)

    def show_place(self, place: Place | None) -> None:
        """Say when somebody who waits will probably be called; None: nobody knows, or they do not wait."""
        now, zone = self._workplace.now(), self._workplace.zone
        words = [] if place is None else [*about_words(place, zone, now), place_words(place)]
        self._say("called", " · ".join(words))

    def _on_unconfirmed_changed(self, _: object) -> None:
        if self._line is not None:
            self._show_shared()

    def _show_shared(self) -> None:
        """Whether the shared server has it as it stands here; where there is none, nothing is said."""
        mark = None if self._line is None else sync_mark(self._line)
        if mark is not None:
            self.shared.show_words(sentence_case(mark.short), token=mark.token, icon=mark.icon)
        elif unconfirmed().is_shared:
            self.shared.show_words(self.tr("Confirmed"), token="confirmed", icon=Icon.CLOUD_CHECK)
        is_told = mark is not None or unconfirmed().is_shared
        self.shared.setVisible(is_told)
        self._shared_caption.setVisible(is_told)
        self.shared.setToolTip("" if mark is None else mark.words)

    def _minutes_waited(self, line: AppointmentLine) -> int | None:
        if line.status is AppointmentStatus.IN_ROOM and line.in_room_at is not None:
            return max(0, int((self._workplace.now() - line.in_room_at).total_seconds() // 60))
        return waited_minutes(line, self._workplace.now())

    def _words_of_visit_note(self, card: AppointmentCard) -> str:
        """That there is one, to whoever may not read it here; a doctor reads it below."""
        if not card.has_visit_note or card.visit_note:
            return ""
        is_doctors = card.notes is not None and card.notes.right is not NoteRight.NONE
        return self.tr("written, closed to you") if is_doctors else self.tr("written, for doctors only")

    def _words_of_cancelling(self, card: AppointmentCard) -> str:
        by = {
            CancelledBy.PATIENT: self.tr("by the patient"),
            CancelledBy.CLINIC: self.tr("by the clinic"),
            None: "",
        }[card.cancelled_by]
        return ": ".join(part for part in (by, card.cancel_reason) if part)

    def _say(self, name: str, words: str) -> None:
        what, fact = self._facts[name]
        fact.setText(breakable(words))
        what.setVisible(bool(words))
        fact.setVisible(bool(words))


class _Changes(QWidget):
    """Who changed what and when, latest first; hidden while nobody did."""

    def __init__(self, workplace: "Workplace") -> None:
        super().__init__()
        self._workplace = workplace
        self._words = label("", Look.SECONDARY, wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.XS)
        layout.addWidget(section_label(self.tr("Changes")))
        layout.addWidget(self._words)
        self.hide()

    def show_changes(self, changes: tuple[ChangeLine, ...]) -> None:
        self._words.setText(breakable("\n".join(map(self._line_of, changes))))
        self.setVisible(bool(changes))

    def _line_of(self, change: ChangeLine) -> str:
        at = wall_time(change.at, self._workplace.zone)
        today = self._workplace.today()
        when = clock(at) if at.date() == today else f"{sentence_case(near_day(at.date(), today))} {clock(at)}"
        if not change.actor_name:
            return self.tr("{when} {what}").format(when=when, what=change.words)
        return self.tr("{when} {what}, by {who}").format(when=when, what=change.words, who=change.actor_name)
