"""What doctors wrote of a patient's visits, where it may be read, and the way to what is closed."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.disclosure import NoteRight, NotesToRead
from clinic_desktop.domain.visit_notes import PatientNotes, VisitNote
from clinic_desktop.gui import privacy
from clinic_desktop.gui.appointment_words import shorter_name
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.privacy import shown_detail
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typed_dates import near_moment, short_date
from clinic_desktop.gui.typography import breakable
from clinic_desktop.gui.widgets.card import label, section_label
from clinic_desktop.gui.widgets.dialog_opening import open_soon

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class VisitNotes(QWidget):
    """The notes inline, latest first, the chosen visit's before the others; hidden while there are none.

    `lapsed` tells that a stated reason holds no longer, so that the notes are to be read again.
    """

    lapsed = Signal()

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._notes: PatientNotes | None = None
        self._name = ""
        self._first: UUID | None = None
        self._shows_all = False
        self._until = QTimer(self)
        self._until.setSingleShot(True)
        self._until.timeout.connect(self.lapsed)
        self.open_button: QPushButton | None = None
        self.more_button: QPushButton | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._column.setSpacing(Space.XS)
        privacy.switch().changed.connect(self._fill)
        self.hide()

    @property
    def notes(self) -> PatientNotes | None:
        """What is shown."""
        return self._notes

    @property
    def words(self) -> list[str]:
        """Everything that can be read here, line by line."""
        return [one.text() for one in self.findChildren(QLabel) if one.text() and not one.isHidden()]

    def show_notes(self, notes: PatientNotes | None, *, name: str = "", first: UUID | None = None) -> None:
        """Show a patient's; `first` is the appointment that is chosen, `name` the patient's."""
        if (notes, name, first) == (self._notes, self._name, self._first):
            return
        is_other = self._notes is None or notes is None or notes.access.patient_id != self._notes.access.patient_id
        if is_other:
            self._shows_all = False
        self._notes, self._name, self._first = notes, name, first
        self._fill()

    def open_closed(self) -> None:
        """Ask for a reason, and open what is closed."""
        from clinic_desktop.gui.patients.open_notes_dialog import OpenNotesDialog

        if self._notes is not None:
            patient_id = self._notes.access.patient_id
            dialog = OpenNotesDialog(self._workplace, self.window(), patient_id=patient_id, name=self._name)
            open_soon(dialog, self.window())

    def _fill(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.open_button = self.more_button = None
        self._until.stop()
        notes = self._notes
        is_anything = notes is not None and (notes.notes or notes.closed or not notes.access.are_here)
        self.setVisible(bool(is_anything))
        if notes is None or not is_anything:
            return
        heading = section_label(self.tr("Visit notes"))
        heading.setContentsMargins(Space.NONE, Space.S, Space.NONE, Space.NONE)
        self._column.addWidget(heading)
        if not notes.access.are_here:
            words = self.tr("The shared server keeps the notes of other stations from this one. A doctor’s has them.")
            self._column.addWidget(label(words, Look.MUTED, wraps=True))
        self._add_notes(sorted(notes.notes, key=lambda note: note.line.id != self._first))
        if notes.closed:
            self._add_closed(notes)
        if notes.access.right is NoteRight.REASON:
            self._add_until(notes.access)

    def _add_notes(self, notes: list[VisitNote]) -> None:
        shown = notes if self._shows_all else notes[:_SHOWN]
        for note in shown:
            day = short_date(wall_time(note.line.starts_at, self._workplace.zone).date())
            who = shorter_name(note.line.practitioner_name)
            self._column.addWidget(label(f"{day} · {note.line.type_name} · {who}", Look.SECONDARY, wraps=True))
            text = label(breakable(shown_detail(note.text)), wraps=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.XS)
            self._column.addWidget(text)
        if len(shown) < len(notes):
            self.more_button = QPushButton(self.tr("Show {count} older ones").format(count=len(notes) - len(shown)))
            set_look(self.more_button, Look.LINK)
            self.more_button.clicked.connect(lambda *_: self._show_all())
            self._column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_all(self) -> None:
        self._shows_all = True
        self._fill()

    def _add_closed(self, notes: PatientNotes) -> None:
        one = self.tr("A note by another doctor is closed to you: this patient has not been with you.")
        many = self.tr("{count} notes by other doctors are closed to you: this patient has not been with you.")
        words = one if notes.closed == 1 else many.format(count=notes.closed)
        self._column.addWidget(label(words, Look.MUTED, wraps=True))
        if notes.access.would_open:
            self.open_button = QPushButton(self.tr("Open with a reason…"))
            set_icon(self.open_button, Icon.LOCK, "text", size=Measure.ICON_SMALL)
            self.open_button.setToolTip(self.tr("The reason is written to the audit log"))
            self.open_button.clicked.connect(lambda *_: self.open_closed())
            self._column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_until(self, access: NotesToRead) -> None:
        assert access.until is not None
        until = near_moment(wall_time(access.until, self._workplace.zone), self._workplace.today())
        words = self.tr("Opened with a reason, until {when}. The audit log has it.").format(when=until)
        self._column.addWidget(label(words, Look.MUTED, wraps=True))
        left = (access.until - self._workplace.now()).total_seconds()
        self._until.start(max(0, int(left * 1000)) + 1)


_SHOWN = 4
