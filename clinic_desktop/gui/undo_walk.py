"""Undo and Redo: the walk over what this person did in this session, each step named in the Edit menu."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from clinic_desktop.domain.access import Permission, permissions_of
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.refusals import UndoForbidden
from clinic_desktop.domain.undoing import UndoOffer, UndoTrail
from clinic_desktop.gui import privacy
from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.tasks import Lane

if TYPE_CHECKING:
    from clinic_desktop.domain.news import Changes
    from clinic_desktop.domain.undoing import UndoDone
    from clinic_desktop.gui.workplace import Workplace


class UndoWalk(QObject):
    """Knows where Undo and Redo would go, and goes there as a task.

    What someone changed since is not taken back: the notice says what that was and leads to it, and the next Undo goes
    to the step before it. `appointment_wanted` carries the line of an appointment to be shown.
    """

    trail_changed = Signal()
    appointment_wanted = Signal(object)

    def __init__(self, workplace: "Workplace", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._account = workplace.account
        self._trail = UndoTrail()
        self._passed_over: frozenset[UUID] = frozenset()
        if Permission.UNDO in permissions_of(self._account.role):
            workplace.news.changed.connect(self._on_news)
            privacy.switch().changed.connect(self.trail_changed)

    @property
    def trail(self) -> UndoTrail:
        """Where Undo and Redo would go now."""
        return self._trail

    def commands(self) -> Iterator[Command]:
        """Undo and Redo, in the words of what they would do."""
        yield Command(
            name="undo",
            text=self.tr("&Undo"),
            words=lambda: _words(self._trail.undo, self.tr("&Undo"), self.tr("&Undo {what}")),
            run=self.undo,
            enabled=lambda: self._trail.undo is not None,
            shortcut="Ctrl+Z",
            icon=Icon.UNDO_2,
            menu=MenuPlace.EDIT,
            group="undo",
        )
        yield Command(
            name="redo",
            text=self.tr("&Redo"),
            words=lambda: _words(self._trail.redo, self.tr("&Redo"), self.tr("&Redo {what}")),
            run=self.redo,
            enabled=lambda: self._trail.redo is not None,
            shortcut="Ctrl+Shift+Z",
            icon=Icon.REDO_2,
            menu=MenuPlace.EDIT,
            group="undo",
        )

    def tell(self, offer: UndoOffer, *, more: str = "") -> None:
        """Say what was done and `more`, with the way to take it back."""
        words = ". ".join(part for part in (_as_seen(offer.words, offer.name), more) if part)
        self._workplace.say(words, undo=lambda: self.undo_change(offer.change_id))

    def undo(self) -> None:
        """Take back the last thing this person did."""
        passed_over = self._passed_over
        self._workplace.run(
            lambda clinic: clinic.history.undo_last(passed_over),
            done=self._on_undone,
            refused=self._on_undo_refused,
            owner=self,
        )

    def undo_change(self, change_id: UUID) -> None:
        """Take back one certain change, as the notice about it offers."""
        self._workplace.run(
            lambda clinic: clinic.history.undo(change_id), done=self._on_undone, refused=self._tell_refusal, owner=self
        )

    def redo(self) -> None:
        """Do again what was undone last."""
        self._workplace.run(
            lambda clinic: clinic.history.redo(), done=self._on_redone, refused=self._tell_refusal, owner=self
        )

    def _on_undone(self, done: "UndoDone") -> None:
        words = _as_seen(done.words, done.name)
        self._workplace.say(words, action_text=self.tr("Redo"), action=self.redo)

    def _on_redone(self, done: "UndoDone") -> None:
        words = _as_seen(done.words, done.name)
        self._workplace.say(words, undo=self.undo)

    def _on_undo_refused(self, error: ClinicError) -> None:
        if self._trail.undo is not None:
            self._passed_over |= {self._trail.undo.change_id}
            self._look()
        self._tell_refusal(error)

    def _tell_refusal(self, error: ClinicError) -> None:
        appointment_id = error.appointment_id if isinstance(error, UndoForbidden) else None
        if appointment_id is None:
            self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)
        else:
            self._workplace.say(
                error.sentence,
                kind=NoticeKind.PROBLEM,
                action_text=self.tr("Show it"),
                action=lambda: self._show(appointment_id),
            )

    def _show(self, appointment_id: UUID) -> None:
        self._workplace.run(
            lambda clinic: clinic.scheduling.open(appointment_id).line,
            done=self.appointment_wanted.emit,
            lane=Lane.READING,
            owner=self,
        )

    def _on_news(self, changes: "Changes") -> None:
        if changes.actor_id == self._account.id and not changes.touches("record_access"):  # to read undoes nothing
            self._look()

    def _look(self) -> None:
        passed_over = self._passed_over
        self._workplace.run_latest(
            ("undo-trail", id(self)),
            lambda clinic: clinic.history.trail(passed_over),
            done=self._on_trail,
            refused=lambda _: None,
            owner=self,
            is_beside=True,
        )

    def _on_trail(self, trail: UndoTrail) -> None:
        if trail != self._trail:
            self._trail = trail
            self.trail_changed.emit()


def _words(offer: UndoOffer | None, bare: str, full: str) -> str:
    """A menu's wording; a name may hold the sign that marks a key there."""
    if offer is None:
        return bare
    return full.format(what=_as_seen(offer.noun, offer.name).replace("&", "&&"))


def _as_seen(words: str, name: str) -> str:
    """Words with a patient's name in them, as they may be seen now."""
    return words.replace(name, privacy.shown_name(name)) if name else words
