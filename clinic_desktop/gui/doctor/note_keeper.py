"""Keeps what is typed into a visit's note: a draft at every pause, the note itself when the writing rests."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.visits import NoteHasParted, VisitNote
from clinic_desktop.gui.times import clock

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtWidgets import QPlainTextEdit

    from clinic_desktop.domain.appointments import Appointment
    from clinic_desktop.domain.errors import ClinicError
    from clinic_desktop.domain.sheets import AppointmentLine
    from clinic_desktop.gui.workplace import Workplace


class NoteKeeper(QObject):
    """Stands between a text field and the clinic; the field is whatever the person sees, and is left alone by news.

    The note is written when the field is left, when nothing was typed for a while, and before the window locks or
    closes; until then a draft is kept. `state_changed` carries words on how safe the text is, `failed` a sentence when
    it could not be written, `parted` the note that somebody else wrote meanwhile (None: it is one again).
    """

    state_changed = Signal(str)
    failed = Signal(str)
    parted = Signal(object)

    def __init__(self, workplace: "Workplace", field: "QPlainTextEdit") -> None:
        super().__init__(field)
        self._workplace = workplace
        self._field = field
        self._appointment_id: UUID | None = None
        self._version = 0
        self._begun_from = ""
        self._saved = ""
        self._theirs: str | None = None
        self._is_writing = False
        self._sent = ""
        self._is_held_up = False
        self._is_loading = False
        self._completed: dict[UUID, str] = {}
        self._draft_soon = self._timer(DRAFT_AFTER, self._keep_draft)
        self._write_soon = self._timer(WRITE_AFTER, self.write)
        field.textChanged.connect(self._on_text_changed)
        workplace.session_locked.connect(self._on_session_locked)

    def _timer(self, after: int, run: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(run)
        return timer

    @property
    def appointment_id(self) -> UUID | None:
        """Whose visit's note it is."""
        return self._appointment_id

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not written yet."""
        return self._appointment_id is not None and self._field.toPlainText() != self._saved

    @property
    def begun_from(self) -> str:
        """The note that stood when the writing began."""
        return self._begun_from

    def show_note(self, line: "AppointmentLine", note: VisitNote) -> None:
        """Show the note of a visit; the same one again brings what changed about it, without touching what is typed."""
        if line.id != self._appointment_id:
            self._version = line.version
            self._begin(line.id, note)
        elif line.version >= self._version:  # what was read before the last writing says nothing any more
            self._version = line.version
            self._follow(note)

    def leave(self) -> None:
        """There is no visit any more; what was typed is written first."""
        self.make_safe()
        self._stop()
        self._appointment_id = None
        self._load("", saved="")

    def make_safe(self) -> None:
        """The field is about to be out of reach: write what it holds, or keep it beside what is being written."""
        text = self._field.toPlainText()
        if not self._is_writing:
            self.write()
        elif self.is_dirty and text != self._sent:
            self._keep(text, begun_from=self._sent.strip())

    def resume(self) -> None:
        """The field is in reach again: go on keeping what it holds, if a lock came between."""
        was_held_up, self._is_held_up = self._is_held_up, False
        if was_held_up and self.is_dirty:
            self._on_text_changed()

    def write(self) -> None:
        """Write the note now, if there is anything to write."""
        if not self.is_dirty or self._is_writing:
            return
        if self._theirs is not None:
            self._keep_draft()
            return
        self._stop()
        appointment_id, text, begun_from = self._appointment_id, self._field.toPlainText(), self._begun_from
        assert appointment_id is not None
        self._is_writing, self._sent = True, text

        def done(stored: "Appointment") -> None:
            self._is_writing = False
            if appointment_id == self._appointment_id:
                self._version = max(self._version, stored.version)
                self._take(text, stored.visit_note)

        def refused(error: "ClinicError") -> None:
            self._is_writing = False
            if appointment_id == self._appointment_id:
                self._hear(error)

        self._workplace.run(
            lambda clinic: clinic.visits.write_note(appointment_id, text, begun_from=begun_from),
            done=done,
            refused=refused,
            owner=self,
        )

    def hand_over(self) -> tuple[str, str]:
        """The text as it is, and what it began from, for whoever completes the visit with it."""
        self._stop()
        self._is_writing, self._sent = True, self._field.toPlainText()
        return self._sent, self._begun_from

    def completed(self, appointment_id: UUID, text: str) -> None:
        """The visit was completed with this text; if that is taken back, the text is there again."""
        self._is_writing = False
        self._completed[appointment_id] = text
        if appointment_id == self._appointment_id:
            self._take(text, text.strip())

    def not_completed(self, error: "ClinicError") -> None:
        """The visit was not completed: go on keeping the text."""
        self._is_writing = False
        self._on_text_changed()
        if isinstance(error, NoteHasParted):
            self._hear(error)

    # two versions

    def keep_both(self) -> None:
        """Their version first, the own one below."""
        assert self._theirs is not None
        self._settle(f"{self._theirs}\n\n{self._field.toPlainText()}")

    def keep_mine(self) -> None:
        """What is typed here stands from now on."""
        self._settle(self._field.toPlainText())

    def take_theirs(self) -> None:
        """What stands is right; what was typed can be brought back in the field with Undo."""
        assert self._theirs is not None
        self._settle(self._theirs)

    def _settle(self, text: str) -> None:
        assert self._theirs is not None
        self._begun_from = self._saved = self._theirs
        self._theirs = None
        self.parted.emit(None)
        self._type(text)
        if self.is_dirty:
            self.write()
        else:
            self._keep_draft()

    # inside

    def _begin(self, appointment_id: UUID, note: VisitNote) -> None:
        self.make_safe()
        self._is_writing = False
        self._stop()
        self._appointment_id = appointment_id
        self._set_theirs(None)
        self._begun_from = note.text
        taken_back = self._completed.pop(appointment_id, None)
        if note.draft is not None:
            self._begun_from = note.draft.begun_from
            self._load(note.draft.text, saved=note.draft.begun_from)
            self.state_changed.emit(self.tr("Draft kept {time}").format(time=self._clock(note.draft.written_at)))
            if note.has_parted:
                self._set_theirs(note.text)
        elif taken_back is not None and taken_back.strip() != note.text:
            self._load(taken_back, saved=note.text)
            self._on_text_changed()
        else:
            self._load(note.text, saved=note.text)
            self._say_saved(note.written_at)

    def _follow(self, note: VisitNote) -> None:
        """News of the note that is shown."""
        if self._is_writing or note.text == self._theirs:
            return
        if note.text == self._begun_from:
            self._set_theirs(None)
        elif note.text == self._field.toPlainText().strip():
            self._take(self._field.toPlainText(), note.text)
        elif self.is_dirty:
            self._set_theirs(note.text)
        else:
            self._begun_from = note.text
            self._load(note.text, saved=note.text)
            self._say_saved(note.written_at)

    def _take(self, text: str, note: str) -> None:
        """The clinic has this text now."""
        self._set_theirs(None)
        self._begun_from, self._saved = note, text
        if self.is_dirty:
            self._on_text_changed()
        else:
            self._stop()
            self._say_saved(self._workplace.now())

    def _hear(self, error: "ClinicError") -> None:
        if isinstance(error, NoteHasParted):
            self._keep_draft()
            self._set_theirs(error.theirs.visit_note)
        else:
            self._draft_soon.start()
            self.failed.emit(error.sentence)

    def _keep_draft(self) -> None:
        if self._is_writing:
            self._draft_soon.start()
            return
        self._draft_soon.stop()
        self._keep(self._field.toPlainText(), begun_from=self._begun_from)

    def _keep(self, text: str, *, begun_from: str) -> None:
        appointment_id = self._appointment_id
        if appointment_id is None:
            return

        def done(_: None) -> None:
            if appointment_id == self._appointment_id and self.is_dirty:
                self.state_changed.emit(self.tr("Draft kept"))

        self._workplace.run(
            lambda clinic: clinic.visits.keep_draft(appointment_id, text, begun_from=begun_from),
            done=done,
            refused=lambda error: self.failed.emit(error.sentence),
            owner=self,
        )

    def _on_text_changed(self) -> None:
        if self._is_loading or self._appointment_id is None:
            return
        self._draft_soon.start()
        self._write_soon.start()
        self.state_changed.emit("")

    def _on_session_locked(self) -> None:
        """What was under way was not done; it is, when the window is open again."""
        self._is_writing = False
        self._is_held_up = True
        self._stop()

    def _set_theirs(self, note: str | None) -> None:
        if note != self._theirs:
            self._theirs = note
            self.parted.emit(note)

    def _load(self, text: str, *, saved: str) -> None:
        self._saved = saved
        if text != self._field.toPlainText():
            self._is_loading = True
            self._field.setPlainText(text)
            self._field.moveCursor(self._field.textCursor().MoveOperation.End)
            self._is_loading = False

    def _type(self, text: str) -> None:
        """As if the person had typed it: Undo in the field brings back what stood there."""
        if text != self._field.toPlainText():
            self._is_loading = True
            cursor = self._field.textCursor()
            cursor.select(cursor.SelectionType.Document)
            cursor.insertText(text)
            self._is_loading = False

    def _stop(self) -> None:
        self._draft_soon.stop()
        self._write_soon.stop()

    def _say_saved(self, at: "datetime | None") -> None:
        self.state_changed.emit("" if at is None else self.tr("Saved {time}").format(time=self._clock(at)))

    def _clock(self, at: "datetime") -> str:
        return clock(wall_time(at, self._workplace.zone))


DRAFT_AFTER = 500
WRITE_AFTER = 10_000
"""Milliseconds without a key until a draft is kept, and until the note is written."""
